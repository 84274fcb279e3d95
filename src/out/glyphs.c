#include "out/glyphs.h"

#include <hb.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/units.h"
#include "text/fonts.h"

/*
 * Outlines are taken from the font by HarfBuzz. cairo's own text would put each glyph on a whole
 * pixel (until 1.17.4), which makes words look badly spaced, and would open every font a second
 * time through FreeType.
 *
 * Stamping a run takes three steps: find or make the mask of each letter; add them up in `strip`,
 * as large as the part of the run that can be seen; let cairo pour the colour through it, once. The
 * strip is why a run costs one call, whatever the clip is.
 */

enum {
    SLOTS = 8192, /* Of the table; a power of two. */
    MASKS_MAX = SLOTS * 3 / 4,
    BATCH = 64, /* Glyphs to a strip. */
    LARGE_PX = 32,
    FINE = 4 /* Places between two pixels. */
};

struct mask {
    uint64_t key;            /**< 0: a free slot. */
    int32_t left_px, top_px; /**< From the pen to the mask's corner. */
    int32_t width_px, height_px, stride_bytes;
    const uint8_t *alpha;
};

struct glyphs {
    const struct font_set *fonts;
    hb_font_t *faces[FONT_COUNT]; /**< Opened on first use; coordinates in font units. */
    hb_draw_funcs_t *outline;
    struct mask *slots; /**< NULL until something is stamped. */
    unsigned mask_count, made_count;
    struct arena alpha;
    uint8_t *strip;
    size_t strip_bytes;
};

static void outline_move(hb_draw_funcs_t *f, void *cr, hb_draw_state_t *state, float x, float y,
                         void *unused)
{
    (void)f, (void)state, (void)unused;
    cairo_move_to(cr, (double)x, (double)y);
}

static void outline_line(hb_draw_funcs_t *f, void *cr, hb_draw_state_t *state, float x, float y,
                         void *unused)
{
    (void)f, (void)state, (void)unused;
    cairo_line_to(cr, (double)x, (double)y);
}

static void outline_cubic(hb_draw_funcs_t *f, void *cr, hb_draw_state_t *state, float x1, float y1,
                          float x2, float y2, float x, float y, void *unused)
{
    (void)f, (void)state, (void)unused;
    cairo_curve_to(cr, (double)x1, (double)y1, (double)x2, (double)y2, (double)x, (double)y);
}

static void outline_close(hb_draw_funcs_t *f, void *cr, hb_draw_state_t *state, void *unused)
{
    (void)f, (void)state, (void)unused;
    cairo_close_path(cr);
}

struct glyphs *glyphs_create(const struct font_set *fonts)
{
    struct glyphs *g = calloc(1, sizeof *g);
    CHECK(g != NULL);
    g->fonts = fonts;
    arena_init(&g->alpha, 2 * (size_t)GLYPHS_MASK_BYTES_MAX);
    g->outline = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(g->outline, outline_move, NULL, NULL);
    hb_draw_funcs_set_line_to_func(g->outline, outline_line, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(g->outline, outline_cubic, NULL, NULL);
    hb_draw_funcs_set_close_path_func(g->outline, outline_close, NULL, NULL);
    return g;
}

void glyphs_destroy(struct glyphs *g)
{
    if (!g)
        return;
    for (unsigned i = 0; i < FONT_COUNT; i++)
        hb_font_destroy(g->faces[i]);
    hb_draw_funcs_destroy(g->outline);
    arena_deinit(&g->alpha);
    free(g->slots);
    free(g->strip);
    free(g);
}

unsigned glyphs_mask_count(const struct glyphs *g)
{
    return g->made_count;
}

static hb_font_t *open_face(struct glyphs *g, uint32_t id)
{
    CHECK(id < FONT_COUNT);
    if (!g->faces[id]) {
        struct slice bytes = font_set_bytes(g->fonts, (enum font_id)id);
        hb_blob_t *blob =
            hb_blob_create(bytes.data, (unsigned)bytes.size, HB_MEMORY_MODE_READONLY, NULL, NULL);
        hb_face_t *face = hb_face_create(blob, 0);
        g->faces[id] = hb_font_create(face);
        hb_face_destroy(face);
        hb_blob_destroy(blob);
    }
    return g->faces[id];
}

static double units_scale(hb_font_t *font, double size)
{
    return size / hb_face_get_upem(hb_font_get_face(font));
}

/* ---- Outlines ---- */

static void trace(struct glyphs *g, cairo_t *cr, hb_font_t *font, uint32_t glyph, double x,
                  double y, double scale)
{
    cairo_save(cr);
    cairo_translate(cr, x, y);
    cairo_scale(cr, scale, -scale); /* Outlines grow upwards. */
    hb_font_get_glyph_shape(font, glyph, g->outline, cr);
    cairo_restore(cr);
}

void glyphs_fill(struct glyphs *g, cairo_t *cr, const struct draw_list *list,
                 const struct draw_op_glyphs *run)
{
    hb_font_t *font = open_face(g, run->font);
    double scale = units_scale(font, run->size_du);
    for (uint32_t i = 0; i < run->glyph_count; i++) {
        const struct draw_glyph *glyph = &list->glyphs[run->glyph_first + i];
        trace(g, cr, font, glyph->id, (double)run->x_du + glyph->dx_du,
              (double)run->y_du + glyph->dy_du, scale);
    }
    cairo_fill(cr);
}

/* ---- Masks ---- */

/* The pen's pixel, and how many quarters of one it stands right of and below it. */
struct pen {
    int32_t x_px, y_px;
    unsigned x_part, y_part;
};

/* `steps` places to a pixel; the result counts quarters. */
static int64_t quarters(int64_t du, int steps)
{
    int64_t step_du = DU_PER_PT / steps;
    int64_t at = du + step_du / 2;
    int64_t index = at >= 0 ? at / step_du : -((-at + step_du - 1) / step_du);
    return index * (FINE / steps);
}

/* Text stands on pixel rows, which makes it crisper; an icon stays in the middle of its disc. */
static struct pen place_pen(const struct draw_op_glyphs *run, const struct draw_glyph *glyph)
{
    bool icon = run->text_size == 0;
    int across = icon || run->size_du < DU_PT(LARGE_PX) ? FINE : FINE / 2;
    int64_t x = quarters((int64_t)run->x_du + glyph->dx_du, across);
    int64_t y = quarters((int64_t)run->y_du + glyph->dy_du, icon ? FINE : 1);
    int64_t x_part = (x % FINE + FINE) % FINE, y_part = (y % FINE + FINE) % FINE;
    return (struct pen){(int32_t)((x - x_part) / FINE), (int32_t)((y - y_part) / FINE),
                        (unsigned)x_part, (unsigned)y_part};
}

/* Size 18 bits, glyph 16, font 8, parts 2 each, and one that is always set. */
static uint64_t key_of(const struct draw_op_glyphs *run, uint32_t glyph, const struct pen *pen)
{
    return (uint64_t)(uint32_t)run->size_du << 29 | (uint64_t)(glyph & 0xFFFF) << 13 |
           (uint64_t)run->font << 5 | pen->x_part << 3 | pen->y_part << 1 | 1;
}

static void forget_masks(struct glyphs *g)
{
    memset(g->slots, 0, SLOTS * sizeof *g->slots);
    arena_reset(&g->alpha);
    g->mask_count = 0;
}

static void make_room(struct glyphs *g)
{
    if (!g->slots) {
        g->slots = calloc(SLOTS, sizeof *g->slots);
        CHECK(g->slots != NULL);
    }
    if (g->mask_count + BATCH > MASKS_MAX || g->alpha.used_bytes > GLYPHS_MASK_BYTES_MAX)
        forget_masks(g);
}

static void measure(struct mask *m, hb_font_t *font, uint32_t glyph, const struct pen *pen,
                    double scale)
{
    hb_glyph_extents_t box;
    double x = pen->x_part / (double)FINE, y = pen->y_part / (double)FINE;
    if (!hb_font_get_glyph_extents(font, glyph, &box) || box.width == 0 || box.height == 0)
        return;
    m->left_px = (int32_t)floor(x + box.x_bearing * scale);
    m->top_px = (int32_t)floor(y - box.y_bearing * scale);
    m->width_px = (int32_t)ceil(x + (box.x_bearing + box.width) * scale) - m->left_px;
    m->height_px = (int32_t)ceil(y - (box.y_bearing + box.height) * scale) - m->top_px;
    m->stride_bytes = cairo_format_stride_for_width(CAIRO_FORMAT_A8, m->width_px);
}

static void make_mask(struct mask *m, struct glyphs *g, hb_font_t *font, uint32_t glyph,
                      const struct pen *pen, double scale)
{
    measure(m, font, glyph, pen, scale);
    g->mask_count++;
    g->made_count++;
    if (m->width_px <= 0 || m->height_px <= 0)
        return; /* A space. */
    uint8_t *alpha = arena_alloc(&g->alpha, (size_t)m->stride_bytes * (size_t)m->height_px);
    cairo_surface_t *surface = cairo_image_surface_create_for_data(
        alpha, CAIRO_FORMAT_A8, m->width_px, m->height_px, m->stride_bytes);
    cairo_t *cr = cairo_create(surface);
    trace(g, cr, font, glyph, pen->x_part / (double)FINE - m->left_px,
          pen->y_part / (double)FINE - m->top_px, scale);
    cairo_fill(cr);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    cairo_surface_destroy(surface);
    m->alpha = alpha;
}

static const struct mask *find_mask(struct glyphs *g, hb_font_t *font,
                                    const struct draw_op_glyphs *run, uint32_t glyph,
                                    const struct pen *pen)
{
    uint64_t key = key_of(run, glyph, pen);
    size_t slot = hash_bytes(1, &key, sizeof key) % SLOTS;
    while (g->slots[slot].key != 0 && g->slots[slot].key != key)
        slot = (slot + 1) % SLOTS;
    struct mask *m = &g->slots[slot];
    if (m->key == 0) {
        m->key = key;
        make_mask(m, g, font, glyph, pen, units_scale(font, run->size_du / (double)DU_PER_PT));
    }
    return m;
}

/* ---- Stamping ---- */

struct box {
    int32_t left, top, right, bottom; /* In pixels. */
};

struct stamp {
    const struct mask *mask;
    int32_t x_px, y_px;
};

static int32_t least(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static int32_t most(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static struct box box_of(const struct stamp *s)
{
    return (struct box){s->x_px, s->y_px, s->x_px + s->mask->width_px,
                        s->y_px + s->mask->height_px};
}

static struct box meet(const struct box *a, const struct box *b)
{
    return (struct box){most(a->left, b->left), most(a->top, b->top), least(a->right, b->right),
                        least(a->bottom, b->bottom)};
}

static bool is_empty(const struct box *b)
{
    return b->left >= b->right || b->top >= b->bottom;
}

/* What the clip lets through, in pixels; `cr` is scaled to pixels. */
static struct box visible_box(cairo_t *cr)
{
    double left, top, right, bottom;
    cairo_clip_extents(cr, &left, &top, &right, &bottom);
    return (struct box){(int32_t)floor(left), (int32_t)floor(top), (int32_t)ceil(right),
                        (int32_t)ceil(bottom)};
}

/* The letters that can be seen, and the box around them. */
static unsigned gather(struct stamp stamps[BATCH], struct box *around, struct glyphs *g,
                       const struct draw_list *list, const struct draw_op_glyphs *run,
                       uint32_t first, const struct box *visible)
{
    hb_font_t *font = open_face(g, run->font);
    unsigned count = 0;
    *around = (struct box){INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN};
    for (uint32_t i = first; i < run->glyph_count && i < first + BATCH; i++) {
        const struct draw_glyph *glyph = &list->glyphs[run->glyph_first + i];
        struct pen pen = place_pen(run, glyph);
        const struct mask *mask = find_mask(g, font, run, glyph->id, &pen);
        struct stamp s = {mask, pen.x_px + mask->left_px, pen.y_px + mask->top_px};
        struct box box = box_of(&s), seen = meet(&box, visible);
        if (!mask->alpha || is_empty(&seen))
            continue;
        stamps[count++] = s;
        *around = (struct box){least(around->left, seen.left), least(around->top, seen.top),
                               most(around->right, seen.right), most(around->bottom, seen.bottom)};
    }
    return count;
}

/* Letters that touch fill a pixel together. */
static void add_row(uint8_t *restrict out, const uint8_t *restrict in, int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        unsigned sum = (unsigned)out[i] + in[i];
        out[i] = (uint8_t)(sum > 255 ? 255 : sum);
    }
}

static void add_stamp(uint8_t *strip, int32_t stride, const struct box *around,
                      const struct stamp *s)
{
    struct box box = box_of(s), seen = meet(&box, around);
    for (int32_t y = seen.top; y < seen.bottom; y++)
        add_row(strip + (size_t)(y - around->top) * (size_t)stride + (seen.left - around->left),
                s->mask->alpha + (size_t)(y - s->y_px) * (size_t)s->mask->stride_bytes +
                    (seen.left - s->x_px),
                seen.right - seen.left);
}

/* Never larger than what can be seen. */
static void clear_strip(struct glyphs *g, size_t bytes)
{
    if (bytes > g->strip_bytes) {
        uint8_t *grown = realloc(g->strip, bytes);
        CHECK(grown != NULL);
        g->strip = grown;
        g->strip_bytes = bytes;
    }
    memset(g->strip, 0, bytes);
}

static void pour(struct glyphs *g, cairo_t *cr, const struct stamp *stamps, unsigned count,
                 const struct box *around)
{
    int32_t width = around->right - around->left, height = around->bottom - around->top;
    int32_t stride = cairo_format_stride_for_width(CAIRO_FORMAT_A8, width);
    clear_strip(g, (size_t)stride * (size_t)height);
    for (unsigned i = 0; i < count; i++)
        add_stamp(g->strip, stride, around, &stamps[i]);
    cairo_surface_t *surface =
        cairo_image_surface_create_for_data(g->strip, CAIRO_FORMAT_A8, width, height, stride);
    cairo_mask_surface(cr, surface, around->left, around->top);
    cairo_surface_destroy(surface);
}

void glyphs_stamp(struct glyphs *g, cairo_t *cr, const struct draw_list *list,
                  const struct draw_op_glyphs *run)
{
    if (run->size_du > DU_PT(GLYPHS_MASK_PX_MAX)) {
        glyphs_fill(g, cr, list, run);
        return;
    }
    cairo_save(cr);
    cairo_identity_matrix(cr);
    struct box visible = visible_box(cr);
    for (uint32_t first = 0; first < run->glyph_count; first += BATCH) {
        struct stamp stamps[BATCH];
        struct box around;
        make_room(g);
        unsigned count = gather(stamps, &around, g, list, run, first, &visible);
        if (count > 0)
            pour(g, cr, stamps, count, &around);
    }
    cairo_restore(cr);
}
