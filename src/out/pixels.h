/** @file
 * Display lists to pixels with cairo: PNG pages for chat groups, later the kiosk's window.
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

/** Writes a PNG (8-bit RGB, with its resolution) whole or not at all. */
NODISCARD bool pixels_write_png(struct pixels *p, const struct draw_list *list, int dpi,
                                const char *path, struct error *e);

#endif
