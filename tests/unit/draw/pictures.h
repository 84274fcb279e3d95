/** @file
 * Makes small PNG and JPEG files in memory, for tests to read and to damage.
 */
#ifndef TESTS_UNIT_DRAW_PICTURES_H
#define TESTS_UNIT_DRAW_PICTURES_H

#include <stdint.h>

#include "base/buf.h"

struct picture {
    uint32_t width, height;
    int png_colour; /**< PNG_COLOR_TYPE_…; samples are given as that type stores them. */
    int bit_depth;  /**< 8 or 16 (PNG), 1–8 for palettes. */
    bool interlaced;
    const uint8_t *samples; /**< Rows as libpng takes them. */
};

/** Palette pictures get black, red, white (half transparent) and white as their four colours. */
void picture_make_png(struct buf *out, const struct picture *picture);

struct photo {
    uint32_t width, height;
    int components; /**< 1, 3, or 4: CMYK. */
    bool progressive;
    unsigned orientation; /**< Exif orientation to write; 0: no Exif. */
    bool big_endian;      /**< Byte order of the Exif block. */
    const char *comment;  /**< Or NULL. */
};

/** Left half black, right half white; the top quarter of rows grey. */
void photo_make_jpeg(struct buf *out, const struct photo *photo);

#endif
