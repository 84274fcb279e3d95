/*
 * Bleed. A print shop cuts half a millimetre beside the line, so grounds must reach beyond it.
 * Designs draw them to the edge of the page and know nothing of print shops; here every edge of a
 * filled shape (or of a clip) that lies on the edge of the page is moved outwards. An edge counts
 * as lying there within EDGE_DU, which covers rounding of millimetres. Letters, codes and pictures
 * are left as they are: none of the designs lets them touch an edge.
 */
#include "sheet/place.h"

#include "base/units.h"
#include "draw/compare.h"

enum { EDGE_DU = DU_PER_PT / 4 };

struct placing {
    struct draw_list *list;
    const struct draw_list *page;
    struct draw_rect window;
    int32_t bleed_du;
    enum place_as as;
};

static int32_t bled(int32_t at_du, int32_t size_du, int32_t bleed_du)
{
    if (at_du <= EDGE_DU)
        return at_du - bleed_du;
    return at_du >= size_du - EDGE_DU ? at_du + bleed_du : at_du;
}

static int32_t bled_x(const struct placing *p, int32_t x_du)
{
    return bled(x_du, p->page->width_du, p->bleed_du);
}

static int32_t bled_y(const struct placing *p, int32_t y_du)
{
    return bled(y_du, p->page->height_du, p->bleed_du);
}

static struct draw_rect bled_rect(const struct placing *p, struct draw_rect r)
{
    int32_t left = bled_x(p, r.x_du), right = bled_x(p, r.x_du + r.width_du);
    int32_t top = bled_y(p, r.y_du), bottom = bled_y(p, r.y_du + r.height_du);
    return (struct draw_rect){left, top, right - left, bottom - top};
}

static void copy_segment(const struct placing *p, const struct draw_segment *s)
{
    int32_t x = bled_x(p, s->x_du), y = bled_y(p, s->y_du);
    switch ((enum draw_verb)s->verb) {
    case DRAW_MOVE:
        list_move(p->list, x, y);
        return;
    case DRAW_LINE:
        list_line_to(p->list, x, y);
        return;
    case DRAW_CUBIC:
        list_cubic_to(p->list, bled_x(p, s->x1_du), bled_y(p, s->y1_du), bled_x(p, s->x2_du),
                      bled_y(p, s->y2_du), x, y);
        return;
    case DRAW_CLOSE:
        list_close(p->list);
        return;
    }
    UNREACHABLE("draw verb");
}

static void copy_path(const struct placing *p, const struct draw_op_path *op)
{
    for (uint32_t i = 0; i < op->segment_count; i++)
        copy_segment(p, &p->page->segments[op->segment_first + i]);
    list_path_end(p->list, op->fill, op->stroke);
}

static void copy_link(const struct placing *p, const struct draw_op_link *op)
{
    /* Pages of the design are no pages of the printed file. */
    if (p->as == PLACE_AS_CONTENT && op->page == 0)
        list_link(p->list, op->rect, list_text(p->page, op->text_first, op->text_size),
                  list_text(p->page, op->alt_first, op->alt_size));
}

/* Whether the tag that begins at `op` is around a link that copy_link leaves out. */
static bool loses_link(const struct placing *p, const struct draw_op *op)
{
    const struct draw_op *end = p->page->ops + p->page->op_count;
    unsigned depth = 1;
    for (op++; op < end && depth > 0; op++) {
        if (op->kind == DRAW_OP_LINK)
            return op->link.page != 0;
        depth += op->kind == DRAW_OP_TAG_BEGIN;
        depth -= op->kind == DRAW_OP_TAG_END;
    }
    return false;
}

static void copy_tag(const struct placing *p, const struct draw_op *op)
{
    const struct draw_op_tag *tag = &op->tag;
    if (p->as == PLACE_AS_COPY)
        return;
    /* A Link element without an annotation would be a broken promise (ISO 14289-1, 7.18.5). */
    bool is_dead_link =
        tag->role == DRAW_ROLE_LINK && (p->as == PLACE_AS_PRINT || loses_link(p, op));
    list_tag_begin(p->list, is_dead_link ? DRAW_ROLE_SPAN : (enum draw_role)tag->role,
                   list_text(p->page, tag->alt_first, tag->alt_size));
}

static void copy_op(const struct placing *p, const struct draw_op *op)
{
    const struct draw_list *page = p->page;
    switch (op->kind) {
    case DRAW_OP_RECT:
        list_rect(p->list, bled_rect(p, op->rect.rect), op->rect.radius_du, op->rect.fill,
                  op->rect.stroke);
        return;
    case DRAW_OP_PATH:
        copy_path(p, &op->path);
        return;
    case DRAW_OP_GLYPHS:
        list_glyphs(p->list, op->glyphs, page->glyphs + op->glyphs.glyph_first,
                    op->glyphs.glyph_count,
                    list_text(page, op->glyphs.text_first, op->glyphs.text_size));
        return;
    case DRAW_OP_QR:
        list_qr(p->list, op->qr.x_du, op->qr.y_du, op->qr.module_du, op->qr.module_count,
                page->bytes + op->qr.bits_first, op->qr.color);
        return;
    case DRAW_OP_IMAGE:
        list_image(p->list, op->image.rect, op->image.image);
        return;
    case DRAW_OP_LINK:
        copy_link(p, &op->link);
        return;
    case DRAW_OP_CLIP_PUSH:
        list_clip_push(p->list, bled_rect(p, op->clip));
        return;
    case DRAW_OP_CLIP_POP:
        list_clip_pop(p->list);
        return;
    case DRAW_OP_PLACE_PUSH:
        list_place_push(p->list, op->place);
        return;
    case DRAW_OP_PLACE_POP:
        list_place_pop(p->list);
        return;
    case DRAW_OP_TAG_BEGIN:
        copy_tag(p, op);
        return;
    case DRAW_OP_TAG_END:
        if (p->as != PLACE_AS_COPY)
            list_tag_end(p->list);
        return;
    case DRAW_OP_COUNT:
        break;
    }
    UNREACHABLE("draw op");
}

/* Whether the copy could do without: a piece of a poster has few of its commands. Within a place
 * bounds are not the page's; pages of designs have none. */
static bool is_outside(const struct placing *p, const struct draw_op *op, unsigned place_depth)
{
    struct draw_rect bounds;
    if (p->as != PLACE_AS_COPY || place_depth > 0 || draw_op_opens(op->kind) ||
        draw_op_closes(op->kind))
        return false;
    if (!op_bounds(&bounds, p->page, op))
        return true;
    if (p->bleed_du > 0)
        bounds = bled_rect(p, bounds);
    return !rects_meet(&bounds, &p->window);
}

/* What varies from record to record does so on a sheet too. */
static void copy_varying(struct draw_list *list, bool varying)
{
    if (varying && !list->varying)
        list_varying_begin(list);
    else if (!varying && list->varying)
        list_varying_end(list);
}

void place_page(struct draw_list *list, const struct draw_list *page, struct draw_place place,
                struct draw_rect window, int32_t bleed_du, enum place_as as)
{
    struct placing p = {list, page, window, bleed_du, as};
    unsigned place_depth = 0;
    if (as == PLACE_AS_COPY)
        list_tag_begin(list, DRAW_ROLE_ARTIFACT, SLICE(""));
    list_place_push(list, place);
    list_clip_push(list, window);
    for (uint32_t i = 0; i < page->op_count; i++) {
        const struct draw_op *op = &page->ops[i];
        place_depth -= op->kind == DRAW_OP_PLACE_POP;
        if (!is_outside(&p, op, place_depth)) {
            copy_varying(list, op->varying != 0);
            copy_op(&p, op);
        }
        place_depth += op->kind == DRAW_OP_PLACE_PUSH;
    }
    copy_varying(list, false);
    list_clip_pop(list);
    list_place_pop(list);
    if (as == PLACE_AS_COPY)
        list_tag_end(list);
}
