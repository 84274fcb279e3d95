#include "kiosk/screens/scaled.h"

#include <stdlib.h>

/** Lengths become × num / den, then move. */
struct scale {
    struct draw_list *list;
    const struct draw_list *page;
    int32_t x_du, y_du;
    int64_t num, den;
};

static int32_t length(const struct scale *s, int32_t du)
{
    int64_t n = (int64_t)du * s->num;
    return (int32_t)((n >= 0 ? n + s->den / 2 : n - s->den / 2) / s->den);
}

static int32_t at_x(const struct scale *s, int32_t du)
{
    return s->x_du + length(s, du);
}

static int32_t at_y(const struct scale *s, int32_t du)
{
    return s->y_du + length(s, du);
}

static struct draw_rect rect(const struct scale *s, struct draw_rect r)
{
    int32_t x = at_x(s, r.x_du), y = at_y(s, r.y_du);
    int32_t width = at_x(s, r.x_du + r.width_du) - x, height = at_y(s, r.y_du + r.height_du) - y;
    return (struct draw_rect){x, y, width > 0 ? width : 1, height > 0 ? height : 1};
}

static struct draw_stroke stroke(const struct scale *s, struct draw_stroke in)
{
    in.width_du = length(s, in.width_du);
    in.dash_on_du = length(s, in.dash_on_du);
    in.dash_off_du = length(s, in.dash_off_du);
    return in;
}

static void put_path(const struct scale *s, const struct draw_op_path *op)
{
    for (uint32_t i = 0; i < op->segment_count; i++) {
        const struct draw_segment *g = &s->page->segments[op->segment_first + i];
        switch ((enum draw_verb)g->verb) {
        case DRAW_MOVE:
            list_move(s->list, at_x(s, g->x_du), at_y(s, g->y_du));
            break;
        case DRAW_LINE:
            list_line_to(s->list, at_x(s, g->x_du), at_y(s, g->y_du));
            break;
        case DRAW_CUBIC:
            list_cubic_to(s->list, at_x(s, g->x1_du), at_y(s, g->y1_du), at_x(s, g->x2_du),
                          at_y(s, g->y2_du), at_x(s, g->x_du), at_y(s, g->y_du));
            break;
        case DRAW_CLOSE:
            list_close(s->list);
            break;
        }
    }
    list_path_end(s->list, op->fill, stroke(s, op->stroke));
}

static void put_glyphs(const struct scale *s, struct draw_op_glyphs op)
{
    const struct draw_glyph *from = &s->page->glyphs[op.glyph_first];
    struct draw_glyph stack[64], *glyphs = stack;
    if (op.glyph_count > sizeof stack / sizeof stack[0]) {
        glyphs = calloc(op.glyph_count, sizeof *glyphs);
        CHECK(glyphs);
    }
    for (uint32_t i = 0; i < op.glyph_count; i++) {
        glyphs[i] = from[i];
        glyphs[i].dx_du = length(s, from[i].dx_du);
        glyphs[i].dy_du = length(s, from[i].dy_du);
    }
    struct slice text = list_text(s->page, op.text_first, op.text_size);
    uint32_t count = op.glyph_count;
    op.size_du = length(s, op.size_du);
    op.x_du = at_x(s, op.x_du);
    op.y_du = at_y(s, op.y_du);
    op.advance_du = length(s, op.advance_du);
    list_glyphs(s->list, op, glyphs, count, text);
    if (glyphs != stack)
        free(glyphs);
}

/* A module is a whole number of du: what is lost to rounding goes around the symbol. */
static void put_qr(const struct scale *s, const struct draw_op_qr *op)
{
    int32_t module = length(s, op->module_du);
    module = module > 0 ? module : 1;
    int32_t lost =
        length(s, op->module_du * (int32_t)op->module_count) - module * (int32_t)op->module_count;
    list_qr(s->list, at_x(s, op->x_du) + lost / 2, at_y(s, op->y_du) + lost / 2, module,
            op->module_count, s->page->bytes + op->bits_first, op->color);
}

static void put_op(const struct scale *s, const struct draw_op *op)
{
    switch (op->kind) {
    case DRAW_OP_RECT:
        list_rect(s->list, rect(s, op->rect.rect), length(s, op->rect.radius_du), op->rect.fill,
                  stroke(s, op->rect.stroke));
        return;
    case DRAW_OP_PATH:
        put_path(s, &op->path);
        return;
    case DRAW_OP_GLYPHS:
        put_glyphs(s, op->glyphs);
        return;
    case DRAW_OP_QR:
        put_qr(s, &op->qr);
        return;
    case DRAW_OP_IMAGE:
        list_image(s->list, rect(s, op->image.rect), op->image.image);
        return;
    case DRAW_OP_CLIP_PUSH:
        list_clip_push(s->list, rect(s, op->clip));
        return;
    case DRAW_OP_CLIP_POP:
        list_clip_pop(s->list);
        return;
    case DRAW_OP_PLACE_PUSH: /* Pages of designs have none: sheets do. */
    case DRAW_OP_PLACE_POP:
        UNREACHABLE("a place on a page shown on the screen");
    case DRAW_OP_LINK:
    case DRAW_OP_TAG_BEGIN:
    case DRAW_OP_TAG_END:
        return;
    case DRAW_OP_COUNT:
        break;
    }
    UNREACHABLE("draw op");
}

struct draw_rect scaled_append(struct draw_list *list, const struct draw_list *page,
                               struct draw_rect box)
{
    struct scale s = {.list = list, .page = page, .num = box.height_du, .den = page->height_du};
    if ((int64_t)page->width_du * s.num / s.den > box.width_du) {
        s.num = box.width_du;
        s.den = page->width_du;
    }
    struct draw_rect out = {0, 0, length(&s, page->width_du), length(&s, page->height_du)};
    out.x_du = s.x_du = box.x_du + (box.width_du - out.width_du) / 2;
    out.y_du = s.y_du = box.y_du + (box.height_du - out.height_du) / 2;
    list_rect(list, out, 0, (struct draw_color){.r = 255, .g = 255, .b = 255},
              (struct draw_stroke){.color = DRAW_NO_COLOR});
    list_clip_push(list, out);
    for (uint32_t i = 0; i < page->op_count; i++)
        put_op(&s, &page->ops[i]);
    list_clip_pop(list);
    return out;
}
