#include "out/pixels.h"

#include <cairo.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/units.h"
#include "draw/compare.h"
#include "draw/image.h"
#include "out/glyphs.h"
#include "out/png.h"

enum { SIDE_MAX = 32767 /* cairo's own limit */, CRISP_MODULE_PX = 3 };

/** Control point of a cubic that is nearest to a quarter circle of radius 1. */
static const double CIRCLE = 0.5522847498;

struct pixels {
    struct glyphs *glyphs;
    cairo_surface_t *surface;
};

/** A page being painted. */
struct painter {
    struct pixels *pixels;
    const struct draw_list *list;
    cairo_t *cr;
    double px_per_du;
    struct error *error;
    const struct draw_rect *damaged; /**< NULL: all of the page. */
    unsigned damaged_count;
};

bool pixels_create(struct pixels **out, const struct font_set *fonts, struct error *e)
{
    struct pixels *p = calloc(1, sizeof *p);
    if (!p)
        return error_os(e, ENOMEM, "pixels_create");
    p->glyphs = glyphs_create(fonts);
    *out = p;
    return true;
}

void pixels_destroy(struct pixels *p)
{
    if (!p)
        return;
    glyphs_destroy(p->glyphs);
    cairo_surface_destroy(p->surface);
    free(p);
}

static void set_color(cairo_t *cr, struct draw_color color)
{
    cairo_set_source_rgb(cr, color.r / 255.0, color.g / 255.0, color.b / 255.0);
}

static void set_stroke(cairo_t *cr, const struct draw_stroke *stroke)
{
    set_color(cr, stroke->color);
    cairo_set_line_width(cr, stroke->width_du);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_MITER);
    if (stroke->dash_on_du > 0 || stroke->dash_off_du > 0) {
        double dashes[2] = {stroke->dash_on_du, stroke->dash_off_du};
        cairo_set_dash(cr, dashes, 2, 0);
        cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    } else {
        cairo_set_dash(cr, NULL, 0, 0);
        cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT);
    }
}

/** Paints and forgets the current path. */
static void paint_path(cairo_t *cr, struct draw_color fill, const struct draw_stroke *stroke)
{
    if (!fill.none) {
        set_color(cr, fill);
        cairo_fill_preserve(cr);
    }
    if (!stroke->color.none && stroke->width_du > 0) {
        set_stroke(cr, stroke);
        cairo_stroke_preserve(cr);
    }
    cairo_new_path(cr);
}

static void trace_rounded(cairo_t *cr, const struct draw_rect *rect, double radius)
{
    double left = rect->x_du, top = rect->y_du;
    double right = left + rect->width_du, bottom = top + rect->height_du;
    double inset = radius * (1 - CIRCLE);
    cairo_move_to(cr, left + radius, top);
    cairo_line_to(cr, right - radius, top);
    cairo_curve_to(cr, right - inset, top, right, top + inset, right, top + radius);
    cairo_line_to(cr, right, bottom - radius);
    cairo_curve_to(cr, right, bottom - inset, right - inset, bottom, right - radius, bottom);
    cairo_line_to(cr, left + radius, bottom);
    cairo_curve_to(cr, left + inset, bottom, left, bottom - inset, left, bottom - radius);
    cairo_line_to(cr, left, top + radius);
    cairo_curve_to(cr, left, top + inset, left + inset, top, left + radius, top);
    cairo_close_path(cr);
}

static void put_rect(const struct painter *p, const struct draw_op_rect *op)
{
    const struct draw_rect *rect = &op->rect;
    if (op->radius_du > 0)
        trace_rounded(p->cr, rect, op->radius_du);
    else
        cairo_rectangle(p->cr, rect->x_du, rect->y_du, rect->width_du, rect->height_du);
    paint_path(p->cr, op->fill, &op->stroke);
}

static void trace_segment(cairo_t *cr, const struct draw_segment *s)
{
    switch ((enum draw_verb)s->verb) {
    case DRAW_MOVE:
        cairo_move_to(cr, s->x_du, s->y_du);
        return;
    case DRAW_LINE:
        cairo_line_to(cr, s->x_du, s->y_du);
        return;
    case DRAW_CUBIC:
        cairo_curve_to(cr, s->x1_du, s->y1_du, s->x2_du, s->y2_du, s->x_du, s->y_du);
        return;
    case DRAW_CLOSE:
        cairo_close_path(cr);
        return;
    }
    UNREACHABLE("draw verb");
}

static void put_path(const struct painter *p, const struct draw_op_path *op)
{
    for (uint32_t i = 0; i < op->segment_count; i++)
        trace_segment(p->cr, &p->list->segments[op->segment_first + i]);
    paint_path(p->cr, op->fill, &op->stroke);
}

/* Between a place's push and pop: what is drawn has coordinates of its own. */
static bool is_placed(const struct painter *p)
{
    cairo_matrix_t m;
    cairo_get_matrix(p->cr, &m);
    return m.xx != p->px_per_du || m.yx != 0 || m.x0 != 0 || m.y0 != 0;
}

/* A window is drawn again and again, and pays for masks only once. */
static void put_glyphs(const struct painter *p, const struct draw_op_glyphs *op)
{
    if (op->color.none)
        return;
    set_color(p->cr, op->color);
    if (p->damaged && !is_placed(p))
        glyphs_stamp(p->pixels->glyphs, p->cr, p->list, op);
    else
        glyphs_fill(p->pixels->glyphs, p->cr, p->list, op);
}

static bool is_dark(const uint8_t *row, uint32_t module)
{
    return row[module / 8] >> (7 - module % 8) & 1;
}

/**
 * Where a corner of the grid lies: on whole pixels, so that edges are sharp. Modules of under three
 * pixels keep their exact place and get grey edges: there a whole pixel is too large a part of a
 * module. Measured with zbar, 176 small symbols at 72 to 156 dpi: 173 read so, 168 with all edges
 * on pixels.
 */
static void find_corner(double px[2], const cairo_matrix_t *m, const struct draw_op_qr *op,
                        uint32_t x, uint32_t y)
{
    double module_px = (fabs(m->xx) + fabs(m->xy)) * op->module_du;
    px[0] = (double)op->x_du + (double)op->module_du * x;
    px[1] = (double)op->y_du + (double)op->module_du * y;
    cairo_matrix_transform_point(m, &px[0], &px[1]);
    if (module_px >= CRISP_MODULE_PX) {
        px[0] = round(px[0]);
        px[1] = round(px[1]);
    }
}

static void put_qr(const struct painter *p, const struct draw_op_qr *op)
{
    uint32_t row_bytes = (op->module_count + 7) / 8;
    cairo_matrix_t matrix;
    cairo_get_matrix(p->cr, &matrix);
    cairo_save(p->cr);
    cairo_identity_matrix(p->cr);
    for (uint32_t y = 0; y < op->module_count; y++) {
        const uint8_t *row = p->list->bytes + op->bits_first + (size_t)y * row_bytes;
        for (uint32_t x = 0, end; x < op->module_count; x = end) {
            for (end = x + 1; end < op->module_count && is_dark(row, end) == is_dark(row, x);)
                end++;
            double from[2], to[2];
            if (!is_dark(row, x))
                continue;
            find_corner(from, &matrix, op, x, y);
            find_corner(to, &matrix, op, end, y + 1);
            cairo_rectangle(p->cr, fmin(from[0], to[0]), fmin(from[1], to[1]),
                            fabs(to[0] - from[0]), fabs(to[1] - from[1]));
        }
    }
    set_color(p->cr, op->color);
    cairo_fill(p->cr);
    cairo_restore(p->cr);
}

static void copy_pixels(cairo_surface_t *surface, const struct draw_image *image)
{
    cairo_surface_flush(surface);
    uint8_t *data = cairo_image_surface_get_data(surface);
    size_t stride = (size_t)cairo_image_surface_get_stride(surface);
    const uint8_t *in = image->pixels;
    for (uint32_t y = 0; y < image->height; y++) {
        uint32_t *out = (uint32_t *)(void *)(data + y * stride);
        for (uint32_t x = 0; x < image->width; x++, in += image->channels) {
            uint32_t g = image->channels == 3 ? in[1] : in[0];
            uint32_t b = image->channels == 3 ? in[2] : in[0];
            out[x] = (uint32_t)in[0] << 16 | g << 8 | b;
        }
    }
    cairo_surface_mark_dirty(surface);
}

static bool put_image(const struct painter *p, const struct draw_op_image *op)
{
    const struct draw_image *image = op->image;
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)image->width, (int)image->height);
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) {
        cairo_surface_destroy(surface);
        return error_os(p->error, ENOMEM, _("Drawing a picture"));
    }
    copy_pixels(surface, image);
    const struct draw_rect *rect = &op->rect;
    cairo_save(p->cr);
    cairo_rectangle(p->cr, rect->x_du, rect->y_du, rect->width_du, rect->height_du);
    cairo_clip(p->cr);
    cairo_translate(p->cr, rect->x_du, rect->y_du);
    cairo_scale(p->cr, (double)rect->width_du / image->width,
                (double)rect->height_du / image->height);
    cairo_set_source_surface(p->cr, surface, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(p->cr), CAIRO_FILTER_GOOD);
    cairo_pattern_set_extend(cairo_get_source(p->cr), CAIRO_EXTEND_PAD);
    cairo_paint(p->cr);
    cairo_restore(p->cr);
    cairo_surface_destroy(surface);
    return true;
}

static void push_place(const struct painter *p, const struct draw_place *place)
{
    double scale = (double)place->scale_num / place->scale_den;
    cairo_save(p->cr);
    cairo_translate(p->cr, place->x_du, place->y_du);
    cairo_matrix_t turn;
    static const double turns[4][4] = {{1, 0, 0, 1}, {0, 1, -1, 0}, {-1, 0, 0, -1}, {0, -1, 1, 0}};
    const double *t = turns[place->quarter_turns];
    cairo_matrix_init(&turn, t[0] * scale, t[1] * scale, t[2] * scale, t[3] * scale, 0, 0);
    cairo_transform(p->cr, &turn);
}

static void push_clip(const struct painter *p, const struct draw_rect *rect)
{
    cairo_save(p->cr);
    cairo_rectangle(p->cr, rect->x_du, rect->y_du, rect->width_du, rect->height_du);
    cairo_clip(p->cr);
}

static bool put_op(const struct painter *p, const struct draw_op *op)
{
    switch (op->kind) {
    case DRAW_OP_RECT:
        put_rect(p, &op->rect);
        return true;
    case DRAW_OP_PATH:
        put_path(p, &op->path);
        return true;
    case DRAW_OP_GLYPHS:
        put_glyphs(p, &op->glyphs);
        return true;
    case DRAW_OP_QR:
        put_qr(p, &op->qr);
        return true;
    case DRAW_OP_IMAGE:
        return put_image(p, &op->image);
    case DRAW_OP_CLIP_PUSH:
        push_clip(p, &op->clip);
        return true;
    case DRAW_OP_PLACE_PUSH:
        push_place(p, &op->place);
        return true;
    case DRAW_OP_CLIP_POP:
    case DRAW_OP_PLACE_POP:
        cairo_restore(p->cr);
        return true;
    case DRAW_OP_LINK:
    case DRAW_OP_TAG_BEGIN:
    case DRAW_OP_TAG_END:
        return true; /* Nothing to see. */
    case DRAW_OP_COUNT:
        break;
    }
    UNREACHABLE("draw op");
}

/** At least one pixel; 0 when there would be too many. */
static int side_px(int32_t side_du, int dpi)
{
    int64_t unit = (int64_t)DU_PER_PT * 72;
    int64_t px = ((int64_t)side_du * dpi + unit / 2) / unit;
    if (px > SIDE_MAX)
        return 0;
    return px < 1 ? 1 : (int)px;
}

static bool start_surface(struct pixels *p, const struct draw_list *list, int dpi, struct error *e)
{
    int width = side_px(list->width_du, dpi), height = side_px(list->height_du, dpi);
    if (width == 0 || height == 0 || (int64_t)width * height > PIXELS_MAX)
        return error_set(e, ERROR_LIMIT, 0,
                         _("At %d dpi this page is too large for a picture; choose fewer dpi"),
                         dpi);
    cairo_surface_destroy(p->surface);
    p->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    if (cairo_surface_status(p->surface) != CAIRO_STATUS_SUCCESS)
        return error_os(e, ENOMEM, _("A picture of %d × %d pixels"), width, height);
    return true;
}

/* Commands outside of the damaged parts would be clipped away, after most of their work. */
static bool is_wanted(const struct painter *p, const struct draw_op *op)
{
    struct draw_rect bounds;
    if (!p->damaged || is_placed(p) || draw_op_opens(op->kind) || draw_op_closes(op->kind))
        return true; /* Bounds of what is placed are not the page's. */
    if (!op_bounds(&bounds, p->list, op))
        return false;
    for (unsigned i = 0; i < p->damaged_count; i++)
        if (rects_meet(&bounds, &p->damaged[i]))
            return true;
    return false;
}

/* A ground that leaves nothing of the paper to be seen. */
static bool has_ground(const struct draw_list *list)
{
    if (list->op_count == 0)
        return false;
    const struct draw_op *op = list->ops;
    const struct draw_rect *r = &op->rect.rect;
    return op->kind == DRAW_OP_RECT && !op->rect.fill.none && op->rect.radius_du == 0 &&
           r->x_du <= 0 && r->y_du <= 0 && r->x_du + r->width_du >= list->width_du &&
           r->y_du + r->height_du >= list->height_du;
}

static bool paint(const struct painter *p)
{
    if (!has_ground(p->list)) {
        cairo_set_source_rgb(p->cr, 1, 1, 1);
        cairo_paint(p->cr);
    }
    cairo_scale(p->cr, p->px_per_du, p->px_per_du);
    for (uint32_t i = 0; i < p->list->op_count; i++) {
        const struct draw_op *op = &p->list->ops[i];
        if (is_wanted(p, op) && !put_op(p, op))
            return false;
    }
    cairo_status_t status = cairo_status(p->cr);
    return status == CAIRO_STATUS_SUCCESS || error_set(p->error, ERROR_LIBRARY, (int)status,
                                                       "cairo: %s", cairo_status_to_string(status));
}

bool pixels_draw(struct pixels_image *out, struct pixels *p, const struct draw_list *list, int dpi,
                 struct error *e)
{
    if (dpi < PIXELS_DPI_MIN || dpi > PIXELS_DPI_MAX)
        return error_set(e, ERROR_LIMIT, 0, _("Resolution must be %d to %d dpi, not %d"),
                         PIXELS_DPI_MIN, PIXELS_DPI_MAX, dpi);
    if (!start_surface(p, list, dpi, e))
        return false;
    struct painter painter = {p,    list, cairo_create(p->surface), dpi / (72.0 * DU_PER_PT), e,
                              NULL, 0};
    bool ok = paint(&painter);
    cairo_destroy(painter.cr);
    if (!ok)
        return false;
    cairo_surface_flush(p->surface);
    *out = (struct pixels_image){
        .width = (uint32_t)cairo_image_surface_get_width(p->surface),
        .height = (uint32_t)cairo_image_surface_get_height(p->surface),
        .stride_bytes = (uint32_t)cairo_image_surface_get_stride(p->surface),
        .data = cairo_image_surface_get_data(p->surface),
    };
    return true;
}

/* On whole pixels, so that cairo clips by rectangles and blends nothing at their edges. */
static void clip_to_damage(cairo_t *cr, const struct draw_rect *damaged, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        double left = floor((double)damaged[i].x_du / DU_PER_PT);
        double top = floor((double)damaged[i].y_du / DU_PER_PT);
        double right = ceil(((double)damaged[i].x_du + damaged[i].width_du) / DU_PER_PT);
        double bottom = ceil(((double)damaged[i].y_du + damaged[i].height_du) / DU_PER_PT);
        cairo_rectangle(cr, left, top, right - left, bottom - top);
    }
    cairo_clip(cr);
}

bool pixels_draw_onto(const struct pixels_target *target, struct pixels *p,
                      const struct draw_list *list, const struct draw_rect *damaged,
                      unsigned damaged_count, struct error *e)
{
    if (side_px(list->width_du, 72) != (int)target->width ||
        side_px(list->height_du, 72) != (int)target->height)
        return error_set(e, ERROR_LIMIT, 0, "a list of another size than its %u × %u pixels",
                         target->width, target->height);
    if (damaged_count == 0)
        return true;
    cairo_surface_t *surface =
        cairo_image_surface_create_for_data(target->data, CAIRO_FORMAT_RGB24, (int)target->width,
                                            (int)target->height, (int)target->stride_bytes);
    struct painter painter = {p, list,    cairo_create(surface), 1.0 / DU_PER_PT,
                              e, damaged, damaged_count};
    clip_to_damage(painter.cr, damaged, damaged_count);
    bool ok = paint(&painter);
    cairo_destroy(painter.cr);
    cairo_surface_flush(surface);
    cairo_surface_destroy(surface);
    return ok;
}

bool pixels_write_png(struct pixels *p, const struct draw_list *list, int dpi, const char *path,
                      struct error *e)
{
    struct pixels_image image;
    struct file_writer writer = {0};
    if (!pixels_draw(&image, p, list, dpi, e) || !file_writer_open(&writer, path, e))
        return false;
    if (!png_write(&writer, p->surface, dpi, e)) {
        file_writer_abandon(&writer);
        return false;
    }
    return file_writer_commit(&writer, FILE_FAST, e);
}
