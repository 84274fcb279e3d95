#include "draw/trace.h"

#include <stdint.h>

#include "draw/image.h"
#include "draw/list.h"

static const char *const font_names[FONT_COUNT] = {
    [FONT_REGULAR] = "regular",     [FONT_MEDIUM] = "medium",       [FONT_SEMIBOLD] = "semibold",
    [FONT_BOLD] = "bold",           [FONT_EXTRABOLD] = "extrabold", [FONT_ICON] = "icon",
    [FONT_ICON_BOLD] = "icon-bold", [FONT_ICON_FILL] = "icon-fill",
};

static void put_color(struct buf *out, const char *label, struct draw_color color)
{
    if (!color.none)
        buf_printf(out, " %s #%02x%02x%02x", label, color.r, color.g, color.b);
}

static void put_stroke(struct buf *out, struct draw_stroke stroke)
{
    if (stroke.color.none || stroke.width_du == 0)
        return;
    put_color(out, "stroke", stroke.color);
    buf_printf(out, " width %d", stroke.width_du);
    if (stroke.dash_on_du || stroke.dash_off_du)
        buf_printf(out, " dash %d %d", stroke.dash_on_du, stroke.dash_off_du);
}

static void put_box(struct buf *out, struct draw_rect r)
{
    buf_printf(out, " %d,%d %dx%d", r.x_du, r.y_du, r.width_du, r.height_du);
}

/* FNV-1a, 32 bits (Fowler, Noll, Vo; draft-eastlake-fnv): a fingerprint, not a protection. */
static uint32_t fingerprint(const uint8_t *bytes, size_t size)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ bytes[i]) * 16777619u;
    return hash;
}

static void put_path(struct buf *out, const struct draw_list *list, const struct draw_op_path *p)
{
    static const char verbs[] = "MLCZ";
    put_color(out, "fill", p->fill);
    put_stroke(out, p->stroke);
    for (uint32_t i = 0; i < p->segment_count; i++) {
        const struct draw_segment *s = &list->segments[p->segment_first + i];
        buf_printf(out, " %c", verbs[s->verb]);
        if (s->verb == DRAW_CUBIC)
            buf_printf(out, "%d,%d %d,%d ", s->x1_du, s->y1_du, s->x2_du, s->y2_du);
        if (s->verb != DRAW_CLOSE)
            buf_printf(out, "%d,%d", s->x_du, s->y_du);
    }
}

static void put_glyphs(struct buf *out, const struct draw_list *list,
                       const struct draw_op_glyphs *g)
{
    buf_printf(out, " %d,%d %s %d", g->x_du, g->y_du, font_names[g->font], g->size_du);
    put_color(out, "fill", g->color);
    if (g->text_size == 0)
        buf_printf(out, " #%u", list->glyphs[g->glyph_first].id);
    else
        buf_printf(out, " advance %d “%.*s”", g->advance_du,
                   SLICE_ARG(list_text(list, g->text_first, g->text_size)));
}

static void put_qr(struct buf *out, const struct draw_list *list, const struct draw_op_qr *q)
{
    size_t size = draw_qr_bytes(q->module_count);
    buf_printf(out, " %d,%d module %d side %u bits %08x", q->x_du, q->y_du, q->module_du,
               q->module_count, fingerprint(list->bytes + q->bits_first, size));
}

static void put_place(struct buf *out, const struct draw_place *p)
{
    buf_printf(out, "place %d,%d", p->x_du, p->y_du);
    if (p->quarter_turns)
        buf_printf(out, " turned %u", p->quarter_turns * 90);
    if (p->scale_num != p->scale_den)
        buf_printf(out, " scaled %d/%d", p->scale_num, p->scale_den);
}

static void put_op(struct buf *out, const struct draw_list *list, const struct draw_op *op)
{
    switch (op->kind) {
    case DRAW_OP_RECT:
        buf_append_text(out, "rect");
        put_box(out, op->rect.rect);
        if (op->rect.radius_du)
            buf_printf(out, " radius %d", op->rect.radius_du);
        put_color(out, "fill", op->rect.fill);
        put_stroke(out, op->rect.stroke);
        return;
    case DRAW_OP_PATH:
        buf_append_text(out, "path");
        put_path(out, list, &op->path);
        return;
    case DRAW_OP_GLYPHS:
        buf_append_text(out, op->glyphs.text_size ? "text" : "icon");
        put_glyphs(out, list, &op->glyphs);
        return;
    case DRAW_OP_QR:
        buf_append_text(out, "qr");
        put_qr(out, list, &op->qr);
        return;
    case DRAW_OP_IMAGE:
        buf_append_text(out, "image");
        put_box(out, op->image.rect);
        buf_printf(out, " %ux%u", op->image.image->width, op->image.image->height);
        return;
    case DRAW_OP_LINK:
        buf_append_text(out, "link");
        put_box(out, op->link.rect);
        if (op->link.page)
            buf_printf(out, " <page %u>", (unsigned)op->link.page);
        else
            buf_printf(out, " <%.*s>",
                       SLICE_ARG(list_text(list, op->link.text_first, op->link.text_size)));
        buf_printf(out, " “%.*s”",
                   SLICE_ARG(list_text(list, op->link.alt_first, op->link.alt_size)));
        return;
    case DRAW_OP_CLIP_PUSH:
        buf_append_text(out, "clip");
        put_box(out, op->clip);
        return;
    case DRAW_OP_CLIP_POP:
        buf_append_text(out, "clip end");
        return;
    case DRAW_OP_PLACE_PUSH:
        put_place(out, &op->place);
        return;
    case DRAW_OP_PLACE_POP:
        buf_append_text(out, "place end");
        return;
    case DRAW_OP_TAG_BEGIN:
        buf_printf(out, "<%s", draw_role_name(op->tag.role));
        if (op->tag.alt_size)
            buf_printf(out, " “%.*s”",
                       SLICE_ARG(list_text(list, op->tag.alt_first, op->tag.alt_size)));
        buf_append_char(out, '>');
        return;
    case DRAW_OP_TAG_END:
        buf_append_text(out, "</>");
        return;
    case DRAW_OP_COUNT:
        break;
    }
    UNREACHABLE("draw op");
}

void draw_trace(struct buf *out, const struct draw_list *list)
{
    unsigned depth = 0;
    buf_printf(out, "page %dx%d", list->width_du, list->height_du);
    if (list->trim.width_du) {
        buf_append_text(out, " trim");
        put_box(out, list->trim);
        buf_append_text(out, " bleed");
        put_box(out, list->bleed);
    }
    buf_append_char(out, '\n');
    for (uint32_t i = 0; i < list->op_count; i++) {
        const struct draw_op *op = &list->ops[i];
        depth -= op->kind == DRAW_OP_TAG_END;
        buf_printf(out, "%*s%s", (int)(2 * depth), "", op->varying ? "~" : "");
        put_op(out, list, op);
        buf_append_char(out, '\n');
        depth += op->kind == DRAW_OP_TAG_BEGIN;
    }
}
