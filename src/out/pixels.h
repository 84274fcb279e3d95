/** @file
 * Display lists to pixels with cairo: PNG pages for chat groups, and the kiosk's window.
 *
 * Lifetime: a renderer keeps cairo fonts open until destroyed.
 * Limits:   PIXELS_MAX pixels a picture.
 */
#ifndef OUT_PIXELS_H
#define OUT_PIXELS_H

#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"
#include "draw/list.h"

struct font_set;
struct pixels;

enum { PIXELS_DPI_MIN = 30, PIXELS_DPI_MAX = 1200, PIXELS_MAX = 200 * 1000 * 1000 };

NODISCARD bool pixels_create(struct pixels **out, const struct font_set *fonts, struct error *e);
void pixels_destroy(struct pixels *p);

/** A drawn page: 32-bit native-endian xRGB rows of `stride_bytes`. */
struct pixels_image {
    uint32_t width, height, stride_bytes;
    uint8_t *data; /**< Owned by the renderer until the next call. */
};

/** White page, then every command. Errors: ERROR_LIMIT above PIXELS_MAX. */
NODISCARD bool pixels_draw(struct pixels_image *out, struct pixels *p, const struct draw_list *list,
                           int dpi, struct error *e);

/** Pixels that belong to someone else (a window), in the form of struct pixels_image. */
struct pixels_target {
    uint32_t width, height, stride_bytes;
    uint8_t *data;
};

/**
 * Draws the parts of `list` that lie in `damaged` (draw/compare.h) onto what is there already, one
 * pixel a point; nothing outside of them is touched. The blurred edges of a shape may come out a
 * few levels lighter or darker than in one piece, which nobody sees. Sides that fall between pixels
 * are widened to the next one. Errors: ERROR_LIMIT when the target is not as large as the list.
 */
NODISCARD bool pixels_draw_onto(const struct pixels_target *target, struct pixels *p,
                                const struct draw_list *list, const struct draw_rect *damaged,
                                unsigned damaged_count, struct error *e);

/** Writes a PNG (8-bit RGB, with its resolution) whole or not at all. */
NODISCARD bool pixels_write_png(struct pixels *p, const struct draw_list *list, int dpi,
                                const char *path, struct error *e);

#endif
