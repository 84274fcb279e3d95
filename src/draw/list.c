#include "draw/list.h"

#include <stdlib.h>

#include "base/units.h"

/* Grows an array of the list to hold `more` items behind `count`. */
static void *grown(void *items, uint32_t *capacity, uint32_t count, size_t more, size_t item_bytes)
{
    CHECK(more <= DRAW_BYTES_MAX && count <= DRAW_BYTES_MAX);
    size_t needed = count + more;
    if (needed <= *capacity)
        return items;
    size_t wanted = *capacity ? *capacity : 64;
    while (wanted < needed)
        wanted *= 2;
    CHECK(wanted <= SIZE_MAX / item_bytes);
    void *memory = realloc(items, wanted * item_bytes);
    CHECK(memory != NULL);
    *capacity = (uint32_t)wanted;
    return memory;
}

void list_init(struct draw_list *list)
{
    memset(list, 0, sizeof *list);
}

void list_deinit(struct draw_list *list)
{
    free(list->ops);
    free(list->glyphs);
    free(list->segments);
    free(list->bytes);
    list_init(list);
}

void list_reset(struct draw_list *list, int32_t width_du, int32_t height_du)
{
    CHECK(width_du > 0 && height_du > 0);
    list->width_du = width_du;
    list->height_du = height_du;
    list->trim = list->bleed = (struct draw_rect){0, 0, 0, 0};
    list->op_count = 0;
    list->glyph_count = 0;
    list->segment_count = 0;
    list->byte_count = 0;
    list->tag_depth = 0;
    list->clip_depth = 0;
    list->place_bits = 0;
    list->varying = 0;
    list->path_first = 0;
}

/* An array of `count` items in place of what `*items` was. */
static void copy_array(void **items, uint32_t *capacity, const void *from, uint32_t count,
                       size_t item_bytes)
{
    *items = grown(*items, capacity, 0, count, item_bytes);
    if (count)
        memcpy(*items, from, count * item_bytes);
}

void list_copy(struct draw_list *list, const struct draw_list *from)
{
    void *ops = list->ops, *glyphs = list->glyphs, *segments = list->segments;
    void *bytes = list->bytes;
    list_finish(from);
    list_reset(list, from->width_du, from->height_du);
    list->trim = from->trim;
    list->bleed = from->bleed;
    copy_array(&ops, &list->op_capacity, from->ops, from->op_count, sizeof *from->ops);
    copy_array(&glyphs, &list->glyph_capacity, from->glyphs, from->glyph_count,
               sizeof *from->glyphs);
    copy_array(&segments, &list->segment_capacity, from->segments, from->segment_count,
               sizeof *from->segments);
    copy_array(&bytes, &list->byte_capacity, from->bytes, from->byte_count, 1);
    list->ops = ops;
    list->glyphs = glyphs;
    list->segments = segments;
    list->bytes = bytes;
    list->op_count = from->op_count;
    list->glyph_count = from->glyph_count;
    list->segment_count = list->path_first = from->segment_count;
    list->byte_count = from->byte_count;
}

void list_finish(const struct draw_list *list)
{
    CHECK(list->tag_depth == 0);
    CHECK(list->clip_depth == 0);
    CHECK(list->varying == 0);
    CHECK(list->path_first == list->segment_count);
}

static struct draw_op *append_op(struct draw_list *list, enum draw_op_kind kind)
{
    list->ops = grown(list->ops, &list->op_capacity, list->op_count, 1, sizeof *list->ops);
    struct draw_op *op = &list->ops[list->op_count++];
    /* Every byte is set, padding included, so that lists compare with memcmp. */
    memset(op, 0, sizeof *op);
    op->kind = kind;
    op->varying = list->varying;
    return op;
}

static uint32_t append_bytes(struct draw_list *list, const void *bytes, size_t size)
{
    list->bytes = grown(list->bytes, &list->byte_capacity, list->byte_count, size, 1);
    uint32_t first = list->byte_count;
    if (size)
        memcpy(list->bytes + first, bytes, size);
    list->byte_count += (uint32_t)size;
    return first;
}

static bool rect_is_sound(struct draw_rect r)
{
    return r.width_du > 0 && r.height_du > 0;
}

void list_rect(struct draw_list *list, struct draw_rect rect, int32_t radius_du,
               struct draw_color fill, struct draw_stroke stroke)
{
    CHECK(rect_is_sound(rect));
    CHECK(radius_du >= 0 && stroke.width_du >= 0);
    int32_t shorter = rect.width_du < rect.height_du ? rect.width_du : rect.height_du;
    struct draw_op *op = append_op(list, DRAW_OP_RECT);
    op->rect.rect = rect;
    op->rect.radius_du = radius_du > shorter / 2 ? shorter / 2 : radius_du;
    op->rect.fill = fill;
    op->rect.stroke = stroke;
}

void list_disc(struct draw_list *list, int32_t center_x_du, int32_t center_y_du, int32_t radius_du,
               struct draw_color fill, struct draw_stroke stroke)
{
    list_rect(list,
              (struct draw_rect){center_x_du - radius_du, center_y_du - radius_du, 2 * radius_du,
                                 2 * radius_du},
              radius_du, fill, stroke);
}

static void append_segment(struct draw_list *list, struct draw_segment segment)
{
    CHECK(segment.verb == DRAW_MOVE || list->segment_count > list->path_first);
    list->segments = grown(list->segments, &list->segment_capacity, list->segment_count, 1,
                           sizeof *list->segments);
    list->segments[list->segment_count++] = segment;
}

void list_move(struct draw_list *list, int32_t x_du, int32_t y_du)
{
    append_segment(list, (struct draw_segment){.verb = DRAW_MOVE, .x_du = x_du, .y_du = y_du});
}

void list_line_to(struct draw_list *list, int32_t x_du, int32_t y_du)
{
    append_segment(list, (struct draw_segment){.verb = DRAW_LINE, .x_du = x_du, .y_du = y_du});
}

void list_cubic_to(struct draw_list *list, int32_t x1_du, int32_t y1_du, int32_t x2_du,
                   int32_t y2_du, int32_t x_du, int32_t y_du)
{
    append_segment(list, (struct draw_segment){DRAW_CUBIC, x1_du, y1_du, x2_du, y2_du, x_du, y_du});
}

void list_close(struct draw_list *list)
{
    append_segment(list, (struct draw_segment){.verb = DRAW_CLOSE});
}

void list_path_end(struct draw_list *list, struct draw_color fill, struct draw_stroke stroke)
{
    CHECK(list->segment_count > list->path_first);
    struct draw_op *op = append_op(list, DRAW_OP_PATH);
    op->path.segment_first = list->path_first;
    op->path.segment_count = list->segment_count - list->path_first;
    op->path.fill = fill;
    op->path.stroke = stroke;
    list->path_first = list->segment_count;
}

void list_line(struct draw_list *list, int32_t x1_du, int32_t y1_du, int32_t x2_du, int32_t y2_du,
               struct draw_stroke stroke)
{
    list_move(list, x1_du, y1_du);
    list_line_to(list, x2_du, y2_du);
    list_path_end(list, DRAW_NO_COLOR, stroke);
}

void list_glyphs(struct draw_list *list, struct draw_op_glyphs run, const struct draw_glyph *glyphs,
                 uint32_t glyph_count, struct slice text)
{
    CHECK(run.font < FONT_COUNT && run.size_du > 0 && glyph_count > 0);
    list->glyphs = grown(list->glyphs, &list->glyph_capacity, list->glyph_count, glyph_count,
                         sizeof *list->glyphs);
    memcpy(list->glyphs + list->glyph_count, glyphs, glyph_count * sizeof *glyphs);
    struct draw_op *op = append_op(list, DRAW_OP_GLYPHS);
    op->glyphs = run;
    op->glyphs.glyph_first = list->glyph_count;
    op->glyphs.glyph_count = glyph_count;
    op->glyphs.text_first = append_bytes(list, text.data, text.size);
    op->glyphs.text_size = (uint32_t)text.size;
    list->glyph_count += glyph_count;
}

void list_qr(struct draw_list *list, int32_t x_du, int32_t y_du, int32_t module_du,
             uint32_t module_count, const uint8_t *bits, struct draw_color color)
{
    CHECK(module_du > 0 && module_count >= DRAW_QR_SIDE_MIN && module_count <= DRAW_QR_SIDE_MAX);
    struct draw_op *op = append_op(list, DRAW_OP_QR);
    op->qr.x_du = x_du;
    op->qr.y_du = y_du;
    op->qr.module_du = module_du;
    op->qr.module_count = module_count;
    op->qr.bits_first = append_bytes(list, bits, draw_qr_bytes(module_count));
    op->qr.color = color;
}

void list_image(struct draw_list *list, struct draw_rect rect, const struct draw_image *image)
{
    CHECK(rect_is_sound(rect) && image != NULL);
    struct draw_op *op = append_op(list, DRAW_OP_IMAGE);
    op->image.rect = rect;
    op->image.image = image;
}

static void add_link(struct draw_list *list, struct draw_rect rect, struct slice uri, uint32_t page,
                     struct slice alt)
{
    CHECK(rect_is_sound(rect));
    struct draw_op *op = append_op(list, DRAW_OP_LINK);
    op->link.rect = rect;
    op->link.text_first = append_bytes(list, uri.data, uri.size);
    op->link.text_size = (uint32_t)uri.size;
    op->link.page = page;
    op->link.alt_first = append_bytes(list, alt.data, alt.size);
    op->link.alt_size = (uint32_t)alt.size;
}

void list_link(struct draw_list *list, struct draw_rect rect, struct slice uri, struct slice alt)
{
    CHECK(uri.size > 0);
    add_link(list, rect, uri, 0, alt);
}

void list_link_page(struct draw_list *list, struct draw_rect rect, uint32_t page, struct slice alt)
{
    CHECK(page > 0);
    add_link(list, rect, (struct slice){0}, page, alt);
}

void list_clip_push(struct draw_list *list, struct draw_rect rect)
{
    CHECK(rect_is_sound(rect) && list->clip_depth < DRAW_CLIP_DEPTH_MAX);
    append_op(list, DRAW_OP_CLIP_PUSH)->clip = rect;
    list->clip_depth++;
}

/* What is closed must be what was opened last. */
static void close_level(struct draw_list *list, bool is_place)
{
    CHECK(list->clip_depth > 0);
    list->clip_depth--;
    CHECK((list->place_bits >> list->clip_depth & 1) == is_place);
    list->place_bits &= ~(UINT32_C(1) << list->clip_depth);
}

void list_clip_pop(struct draw_list *list)
{
    close_level(list, false);
    append_op(list, DRAW_OP_CLIP_POP);
}

void list_place_push(struct draw_list *list, struct draw_place place)
{
    CHECK(place.scale_num > 0 && place.scale_den > 0 && place.quarter_turns < 4);
    CHECK(list->clip_depth < DRAW_CLIP_DEPTH_MAX);
    append_op(list, DRAW_OP_PLACE_PUSH)->place = place;
    list->place_bits |= UINT32_C(1) << list->clip_depth++;
}

void list_place_pop(struct draw_list *list)
{
    close_level(list, true);
    append_op(list, DRAW_OP_PLACE_POP);
}

static bool rect_holds(struct draw_rect outer, struct draw_rect r)
{
    return outer.x_du <= r.x_du && outer.y_du <= r.y_du &&
           r.x_du + r.width_du <= outer.x_du + outer.width_du &&
           r.y_du + r.height_du <= outer.y_du + outer.height_du;
}

void list_set_boxes(struct draw_list *list, struct draw_rect trim, struct draw_rect bleed)
{
    struct draw_rect page = {0, 0, list->width_du, list->height_du};
    CHECK(rect_is_sound(trim) && rect_holds(bleed, trim) && rect_holds(page, bleed));
    list->trim = trim;
    list->bleed = bleed;
}

void list_tag_begin(struct draw_list *list, enum draw_role role, struct slice alt)
{
    CHECK(role < DRAW_ROLE_COUNT && list->tag_depth < DRAW_TAG_DEPTH_MAX);
    CHECK(role != DRAW_ROLE_FIGURE || alt.size > 0);
    struct draw_op *op = append_op(list, DRAW_OP_TAG_BEGIN);
    op->tag.role = role;
    op->tag.alt_first = append_bytes(list, alt.data, alt.size);
    op->tag.alt_size = (uint32_t)alt.size;
    list->tag_depth++;
}

void list_tag_end(struct draw_list *list)
{
    CHECK(list->tag_depth > 0);
    append_op(list, DRAW_OP_TAG_END);
    list->tag_depth--;
}

void list_varying_begin(struct draw_list *list)
{
    CHECK(list->varying == 0);
    list->varying = 1;
}

void list_varying_end(struct draw_list *list)
{
    CHECK(list->varying == 1);
    list->varying = 0;
}

static int64_t scaled_down(int64_t du, const struct draw_place *p)
{
    int64_t n = du * p->scale_num;
    return n >= 0 ? n / p->scale_den : -((-n + p->scale_den - 1) / p->scale_den);
}

static int64_t scaled_up(int64_t du, const struct draw_place *p)
{
    return -scaled_down(-du, p);
}

struct draw_rect draw_place_rect(const struct draw_place *p, struct draw_rect r)
{
    int64_t left = scaled_down(r.x_du, p), right = scaled_up((int64_t)r.x_du + r.width_du, p);
    int64_t top = scaled_down(r.y_du, p), bottom = scaled_up((int64_t)r.y_du + r.height_du, p);
    /* A quarter turn clockwise takes (x, y) to (-y, x). */
    for (uint32_t i = 0; i < p->quarter_turns; i++) {
        int64_t turned_left = -bottom, turned_right = -top;
        top = left;
        bottom = right;
        left = turned_left;
        right = turned_right;
    }
    return (struct draw_rect){(int32_t)(left + p->x_du), (int32_t)(top + p->y_du),
                              (int32_t)(right - left), (int32_t)(bottom - top)};
}

const char *draw_role_name(enum draw_role role)
{
    static const char *const names[DRAW_ROLE_COUNT] = {
        [DRAW_ROLE_SECT] = "Sect",
        [DRAW_ROLE_H1] = "H1",
        [DRAW_ROLE_H2] = "H2",
        [DRAW_ROLE_H3] = "H3",
        [DRAW_ROLE_P] = "P",
        [DRAW_ROLE_L] = "L",
        [DRAW_ROLE_LI] = "LI",
        [DRAW_ROLE_LBL] = "Lbl",
        [DRAW_ROLE_LBODY] = "LBody",
        [DRAW_ROLE_FIGURE] = "Figure",
        [DRAW_ROLE_LINK] = "Link",
        [DRAW_ROLE_SPAN] = "Span",
        [DRAW_ROLE_TABLE] = "Table",
        [DRAW_ROLE_TR] = "TR",
        [DRAW_ROLE_TH] = "TH",
        [DRAW_ROLE_TD] = "TD",
        [DRAW_ROLE_TOC] = "TOC",
        [DRAW_ROLE_TOCI] = "TOCI",
        [DRAW_ROLE_INDEX] = "Index",
        [DRAW_ROLE_REFERENCE] = "Reference",
        [DRAW_ROLE_ARTIFACT] = "Artifact",
    };
    CHECK(role < DRAW_ROLE_COUNT);
    return names[role];
}
