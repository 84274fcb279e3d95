/** @file
 * Raster pictures from files: PNG (libpng) and JPEG (libjpeg), decoded once and checked.
 *
 * Lifetime: everything lies in the arena given.
 * Limits:   DRAW_IMAGE_FILE_MAX bytes of file, DRAW_IMAGE_SIDE_MAX pixels a side,
 *           DRAW_IMAGE_PIXELS_MAX in all; the header is checked before anything is allocated.
 */
#ifndef DRAW_IMAGE_H
#define DRAW_IMAGE_H

#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"

struct arena;

enum {
    DRAW_IMAGE_FILE_MAX = 8 * 1024 * 1024,
    DRAW_IMAGE_SIDE_MAX = 6000,
    DRAW_IMAGE_PIXELS_MAX = 16 * 1000 * 1000
};

struct draw_image {
    uint32_t width, height; /**< Pixels. */
    unsigned channels;      /**< 1 grey, 3 RGB; transparency is laid on white. */
    const uint8_t *pixels;  /**< width × height × channels, rows without padding, sRGB. */
    struct slice jpeg;      /**< The file itself when it is a baseline or progressive JPEG. */
    uint64_t fingerprint;   /**< Of the file; 0 for pictures that come from none. */
};

/**
 * Decodes a whole PNG or JPEG; a photo taken sideways is turned upright (Exif orientation).
 * Errors: ERROR_INPUT (not a picture, truncated, damaged, CMYK JPEG), ERROR_LIMIT (too large).
 */
NODISCARD bool draw_image_decode(struct draw_image *out, struct arena *a, struct slice file,
                                 struct error *e);

#endif
