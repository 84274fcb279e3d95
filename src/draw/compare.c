#include "draw/compare.h"

#include <stdlib.h>

#include "base/hash.h"
#include "draw/image.h"

/*
 * After rencache.c of rxi/lite. A frame of the kiosk has a few hundred commands and, at 1920 ×
 * 1080, 2040 cells; most commands touch few cells, so taking the hashes costs some ten
 * microseconds.
 *
 * The bounds may be too large (then a little more is drawn again) but never too small (then a trace
 * of the last frame would stay). Worked example: a button whose fill changes is one command in the
 * cells under it; the words on it come later in the list and touch the same cells, but only the
 * hash of the button's fill makes them differ, and the words are then drawn again over it.
 */

enum {
    EDGE_DU = DU_PER_PT, /* A line's edge is blurred over the next pixel. */
    HASH_SEED = 1        /* So that no command hashes to the nothing a cell begins with. */
};

/* ---- Bounds ---- */

struct box {
    int64_t left, top, right, bottom;
};

static int32_t clamp_du(int64_t du)
{
    return du > INT32_MAX / 2 ? INT32_MAX / 2 : du < INT32_MIN / 2 ? INT32_MIN / 2 : (int32_t)du;
}

static struct draw_rect rect_of_box(const struct box *b, int64_t margin_du)
{
    int32_t left = clamp_du(b->left - margin_du), top = clamp_du(b->top - margin_du);
    int32_t right = clamp_du(b->right + margin_du), bottom = clamp_du(b->bottom + margin_du);
    return (struct draw_rect){left, top, right - left, bottom - top};
}

static struct box box_of_rect(const struct draw_rect *r)
{
    return (struct box){r->x_du, r->y_du, (int64_t)r->x_du + r->width_du,
                        (int64_t)r->y_du + r->height_du};
}

static bool paints(struct draw_color fill, const struct draw_stroke *stroke)
{
    return !fill.none || (!stroke->color.none && stroke->width_du > 0);
}

/* Half a line lies outside the shape; a mitred corner reaches further: at cairo's limit of 10, five
 * widths. */
static int64_t line_margin(const struct draw_stroke *stroke, bool has_corners)
{
    if (stroke->color.none)
        return 0;
    return has_corners ? (int64_t)stroke->width_du * 5 : (int64_t)stroke->width_du;
}

static void add_point(struct box *b, int32_t x, int32_t y)
{
    b->left = x < b->left ? x : b->left;
    b->right = x > b->right ? x : b->right;
    b->top = y < b->top ? y : b->top;
    b->bottom = y > b->bottom ? y : b->bottom;
}

static struct box path_box(const struct draw_list *list, const struct draw_op_path *op)
{
    const struct draw_segment *s = &list->segments[op->segment_first];
    struct box b = {s->x_du, s->y_du, s->x_du, s->y_du};
    for (uint32_t i = 0; i < op->segment_count; i++, s++) {
        if (s->verb == DRAW_CLOSE)
            continue;
        add_point(&b, s->x_du, s->y_du);
        if (s->verb == DRAW_CUBIC) {
            add_point(&b, s->x1_du, s->y1_du);
            add_point(&b, s->x2_du, s->y2_du);
        }
    }
    return b;
}

/* From the pen positions: half a letter to either side, room above for stacked marks (Ấ) and below
 * for marks under descenders (ỵ). */
static struct box glyphs_box(const struct draw_list *list, const struct draw_op_glyphs *op)
{
    struct box b = {0, 0, op->advance_du > 0 ? op->advance_du : 0, 0};
    for (uint32_t i = 0; i < op->glyph_count; i++) {
        const struct draw_glyph *g = &list->glyphs[op->glyph_first + i];
        add_point(&b, g->dx_du, g->dy_du);
    }
    int64_t size = op->size_du;
    return (struct box){op->x_du + b.left - size / 2, op->y_du + b.top - size * 3 / 2,
                        op->x_du + b.right + size, op->y_du + b.bottom + size * 3 / 4};
}

bool op_bounds(struct draw_rect *out, const struct draw_list *list, const struct draw_op *op)
{
    struct box b;
    int64_t margin = EDGE_DU;
    switch (op->kind) {
    case DRAW_OP_RECT:
        b = box_of_rect(&op->rect.rect);
        margin += line_margin(&op->rect.stroke, false);
        *out = rect_of_box(&b, margin);
        return paints(op->rect.fill, &op->rect.stroke);
    case DRAW_OP_PATH:
        b = path_box(list, &op->path);
        margin += line_margin(&op->path.stroke, true);
        *out = rect_of_box(&b, margin);
        return paints(op->path.fill, &op->path.stroke);
    case DRAW_OP_GLYPHS:
        b = glyphs_box(list, &op->glyphs);
        *out = rect_of_box(&b, margin);
        return !op->glyphs.color.none;
    case DRAW_OP_QR: {
        int64_t side = (int64_t)op->qr.module_du * op->qr.module_count;
        b = (struct box){op->qr.x_du, op->qr.y_du, op->qr.x_du + side, op->qr.y_du + side};
        *out = rect_of_box(&b, margin);
        return true;
    }
    case DRAW_OP_IMAGE:
        b = box_of_rect(&op->image.rect);
        *out = rect_of_box(&b, margin);
        return true;
    case DRAW_OP_LINK:
    case DRAW_OP_CLIP_PUSH:
    case DRAW_OP_CLIP_POP:
    case DRAW_OP_PLACE_PUSH:
    case DRAW_OP_PLACE_POP:
    case DRAW_OP_TAG_BEGIN:
    case DRAW_OP_TAG_END:
        return false;
    case DRAW_OP_COUNT:
        break;
    }
    UNREACHABLE("draw op");
}

bool rects_meet(const struct draw_rect *a, const struct draw_rect *b)
{
    return (int64_t)a->x_du < (int64_t)b->x_du + b->width_du &&
           (int64_t)b->x_du < (int64_t)a->x_du + a->width_du &&
           (int64_t)a->y_du < (int64_t)b->y_du + b->height_du &&
           (int64_t)b->y_du < (int64_t)a->y_du + a->height_du;
}

/* What both have in common; a width or height of 0 when that is nothing. */
static struct draw_rect rects_common(const struct draw_rect *a, const struct draw_rect *b)
{
    struct box p = box_of_rect(a), q = box_of_rect(b);
    struct box c = {p.left > q.left ? p.left : q.left, p.top > q.top ? p.top : q.top,
                    p.right < q.right ? p.right : q.right,
                    p.bottom < q.bottom ? p.bottom : q.bottom};
    if (c.right <= c.left || c.bottom <= c.top)
        return (struct draw_rect){0};
    return rect_of_box(&c, 0);
}

/* ---- What a command paints, as a hash ---- */

/* Member by member: a union's unused bytes and the places in side arrays do not count. */
static uint64_t hash_glyphs(uint64_t hash, const struct draw_list *list,
                            const struct draw_op_glyphs *op)
{
    const uint32_t numbers[] = {op->font, (uint32_t)op->size_du, (uint32_t)op->x_du,
                                (uint32_t)op->y_du, op->glyph_count};
    hash = hash_bytes(hash, numbers, sizeof numbers);
    hash = hash_bytes(hash, &op->color, sizeof op->color);
    for (uint32_t i = 0; i < op->glyph_count; i++) {
        const struct draw_glyph *g = &list->glyphs[op->glyph_first + i];
        const uint32_t place[] = {g->id, (uint32_t)g->dx_du, (uint32_t)g->dy_du};
        hash = hash_bytes(hash, place, sizeof place);
    }
    return hash;
}

static uint64_t hash_path(uint64_t hash, const struct draw_list *list,
                          const struct draw_op_path *op)
{
    hash = hash_bytes(hash, &op->fill, sizeof op->fill);
    hash = hash_bytes(hash, &op->stroke, sizeof op->stroke);
    return hash_bytes(hash, &list->segments[op->segment_first],
                      op->segment_count * sizeof *list->segments);
}

static uint64_t hash_qr(uint64_t hash, const struct draw_list *list, const struct draw_op_qr *op)
{
    const uint32_t numbers[] = {(uint32_t)op->x_du, (uint32_t)op->y_du, (uint32_t)op->module_du,
                                op->module_count};
    hash = hash_bytes(hash, numbers, sizeof numbers);
    hash = hash_bytes(hash, &op->color, sizeof op->color);
    return hash_bytes(hash, list->bytes + op->bits_first,
                      (size_t)op->module_count * ((op->module_count + 7) / 8));
}

/* A picture from a file is known by its fingerprint, any other by where its pixels lie. */
static uint64_t hash_image(uint64_t hash, const struct draw_op_image *op)
{
    hash = hash_bytes(hash, &op->rect, sizeof op->rect);
    if (op->image->fingerprint)
        return hash_bytes(hash, &op->image->fingerprint, sizeof op->image->fingerprint);
    return hash_bytes(hash, &op->image->pixels, sizeof op->image->pixels);
}

static uint64_t hash_op(const struct draw_list *list, const struct draw_op *op)
{
    uint64_t hash = hash_bytes(HASH_SEED, &op->kind, sizeof op->kind);
    switch (op->kind) {
    case DRAW_OP_RECT:
        hash = hash_bytes(hash, &op->rect.rect, sizeof op->rect.rect);
        hash = hash_bytes(hash, &op->rect.radius_du, sizeof op->rect.radius_du);
        hash = hash_bytes(hash, &op->rect.fill, sizeof op->rect.fill);
        return hash_bytes(hash, &op->rect.stroke, sizeof op->rect.stroke);
    case DRAW_OP_PATH:
        return hash_path(hash, list, &op->path);
    case DRAW_OP_GLYPHS:
        return hash_glyphs(hash, list, &op->glyphs);
    case DRAW_OP_QR:
        return hash_qr(hash, list, &op->qr);
    case DRAW_OP_IMAGE:
        return hash_image(hash, &op->image);
    case DRAW_OP_LINK:
    case DRAW_OP_CLIP_PUSH:
    case DRAW_OP_CLIP_POP:
    case DRAW_OP_PLACE_PUSH:
    case DRAW_OP_PLACE_POP:
    case DRAW_OP_TAG_BEGIN:
    case DRAW_OP_TAG_END:
        return hash;
    case DRAW_OP_COUNT:
        break;
    }
    UNREACHABLE("draw op");
}

/* ---- Cells ---- */

void cells_deinit(struct draw_cells *cells)
{
    free(cells->hashes);
    memset(cells, 0, sizeof *cells);
}

static void size_cells(struct draw_cells *cells, const struct draw_list *list)
{
    cells->width_du = list->width_du;
    cells->height_du = list->height_du;
    cells->columns = (uint32_t)div_ceil(list->width_du, COMPARE_CELL_DU);
    cells->rows = (uint32_t)div_ceil(list->height_du, COMPARE_CELL_DU);
    uint64_t count = (uint64_t)cells->columns * cells->rows;
    CHECK(count <= DRAW_BYTES_MAX);
    if (count > cells->capacity) {
        free(cells->hashes);
        cells->hashes = malloc((size_t)count * sizeof *cells->hashes);
        CHECK(cells->hashes != NULL);
        cells->capacity = (uint32_t)count;
    }
    memset(cells->hashes, 0, (size_t)count * sizeof *cells->hashes);
}

/* Order matters: what is painted later lies on top. */
static uint64_t mixed(uint64_t cell, uint64_t op)
{
    uint64_t sum = (cell ^ op) * UINT64_C(0x9E3779B97F4A7C15);
    return sum ^ sum >> 29;
}

static void mix_into(struct draw_cells *cells, const struct draw_rect *where, uint64_t hash)
{
    uint32_t left = (uint32_t)where->x_du / COMPARE_CELL_DU;
    uint32_t top = (uint32_t)where->y_du / COMPARE_CELL_DU;
    uint32_t right = (uint32_t)div_ceil(where->x_du + where->width_du, COMPARE_CELL_DU);
    uint32_t bottom = (uint32_t)div_ceil(where->y_du + where->height_du, COMPARE_CELL_DU);
    for (uint32_t y = top; y < bottom; y++)
        for (uint32_t x = left; x < right; x++) {
            uint64_t *cell = &cells->hashes[(size_t)y * cells->columns + x];
            *cell = mixed(*cell, hash);
        }
}

/* Clips and places that are open: what may still be painted, and where. */
struct levels {
    struct draw_rect clips[DRAW_CLIP_DEPTH_MAX + 1];          /* On the page. */
    const struct draw_place *places[DRAW_CLIP_DEPTH_MAX + 1]; /* NULL: a clip's level. */
    unsigned depth;
};

static struct draw_rect on_page(const struct levels *l, struct draw_rect rect)
{
    for (unsigned i = l->depth; i > 0; i--)
        if (l->places[i])
            rect = draw_place_rect(l->places[i], rect);
    return rect;
}

static void open_level(struct levels *l, const struct draw_op *op)
{
    CHECK(l->depth < DRAW_CLIP_DEPTH_MAX);
    struct draw_rect clip = l->clips[l->depth];
    const struct draw_place *place = op->kind == DRAW_OP_PLACE_PUSH ? &op->place : NULL;
    if (!place) {
        struct draw_rect own = on_page(l, op->clip);
        clip = rects_common(&clip, &own);
    }
    l->depth++;
    l->clips[l->depth] = clip;
    l->places[l->depth] = place;
}

static uint64_t hash_levels(uint64_t hash, const struct levels *l)
{
    for (unsigned i = 1; i <= l->depth; i++)
        if (l->places[i])
            hash = hash_bytes(hash, l->places[i], sizeof *l->places[i]);
    return hash_bytes(hash, &l->clips[l->depth], sizeof l->clips[l->depth]);
}

void cells_take(struct draw_cells *cells, const struct draw_list *list)
{
    size_cells(cells, list);
    struct levels levels = {.depth = 0};
    levels.clips[0] = (struct draw_rect){0, 0, list->width_du, list->height_du};
    for (uint32_t i = 0; i < list->op_count; i++) {
        const struct draw_op *op = &list->ops[i];
        struct draw_rect bounds;
        if (op->kind == DRAW_OP_CLIP_PUSH || op->kind == DRAW_OP_PLACE_PUSH) {
            open_level(&levels, op);
        } else if (op->kind == DRAW_OP_CLIP_POP || op->kind == DRAW_OP_PLACE_POP) {
            CHECK(levels.depth > 0);
            levels.depth--;
        } else if (op_bounds(&bounds, list, op)) {
            bounds = on_page(&levels, bounds);
            struct draw_rect seen = rects_common(&bounds, &levels.clips[levels.depth]);
            if (seen.width_du > 0)
                mix_into(cells, &seen, hash_levels(hash_op(list, op), &levels));
        }
    }
}

/* ---- Comparing ---- */

/* Rectangles in cells, while they are gathered. */
struct cell_rect {
    uint32_t left, top, right, bottom;
};

static struct draw_rect rect_of_cells(const struct draw_cells *cells, const struct cell_rect *r)
{
    int32_t left = (int32_t)r->left * COMPARE_CELL_DU, top = (int32_t)r->top * COMPARE_CELL_DU;
    int64_t right = (int64_t)r->right * COMPARE_CELL_DU;
    int64_t bottom = (int64_t)r->bottom * COMPARE_CELL_DU;
    if (right > cells->width_du)
        right = cells->width_du;
    if (bottom > cells->height_du)
        bottom = cells->height_du;
    return (struct draw_rect){left, top, (int32_t)right - left, (int32_t)bottom - top};
}

static void grow_over(struct cell_rect *r, const struct cell_rect *more)
{
    r->left = more->left < r->left ? more->left : r->left;
    r->top = more->top < r->top ? more->top : r->top;
    r->right = more->right > r->right ? more->right : r->right;
    r->bottom = more->bottom > r->bottom ? more->bottom : r->bottom;
}

/* A run of differing cells joins the rectangle that ends right above it with the same sides. */
static unsigned add_run(struct cell_rect *rects, unsigned count, const struct cell_rect *run)
{
    for (unsigned i = 0; i < count; i++) {
        if (rects[i].left == run->left && rects[i].right == run->right &&
            rects[i].bottom == run->top) {
            rects[i].bottom = run->bottom;
            return count;
        }
    }
    if (count == COMPARE_RECTS_MAX) {
        grow_over(&rects[count - 1], run);
        return count;
    }
    rects[count] = *run;
    return count + 1;
}

static bool cell_differs(const struct draw_cells *a, const struct draw_cells *b, uint32_t x,
                         uint32_t y)
{
    size_t i = (size_t)y * a->columns + x;
    return a->hashes[i] != b->hashes[i];
}

unsigned cells_compare(struct draw_rect rects[COMPARE_RECTS_MAX], const struct draw_cells *before,
                       const struct draw_cells *after)
{
    if (before->width_du != after->width_du || before->height_du != after->height_du) {
        rects[0] = (struct draw_rect){0, 0, after->width_du, after->height_du};
        return 1;
    }
    struct cell_rect found[COMPARE_RECTS_MAX];
    unsigned count = 0;
    for (uint32_t y = 0; y < after->rows; y++) {
        for (uint32_t x = 0, end; x < after->columns; x = end) {
            for (end = x; end < after->columns && cell_differs(before, after, end, y);)
                end++;
            if (end > x)
                count = add_run(found, count, &(struct cell_rect){x, y, end, y + 1});
            else
                end++;
        }
    }
    for (unsigned i = 0; i < count; i++)
        rects[i] = rect_of_cells(after, &found[i]);
    return count;
}
