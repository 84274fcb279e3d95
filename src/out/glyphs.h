/** @file
 * Glyphs to pixels: as outlines, or from masks that are kept from one frame to the next.
 *
 * Filling outlines costs some 20 µs a letter, and a screen of the kiosk has hundreds; adding up the
 * masks of letters that were drawn before costs one. A mask is kept for each of a few places
 * between two pixels, so that spacing stays as even as the eye can tell.
 *
 * Units:    one pixel a point where masks are used.
 * Lifetime: outlines and masks are kept until glyphs_destroy.
 * Limits:   about GLYPHS_MASK_BYTES_MAX of masks; when full it starts again empty.
 */
#ifndef OUT_GLYPHS_H
#define OUT_GLYPHS_H

#include <cairo.h>
#include <stdbool.h>

#include "draw/list.h"

struct font_set;
struct glyphs;

enum {
    GLYPHS_MASK_BYTES_MAX = 6 * 1024 * 1024,
    GLYPHS_MASK_PX_MAX = 128 /**< Type above this size is drawn as outlines always. */
};

struct glyphs *glyphs_create(const struct font_set *fonts);
void glyphs_destroy(struct glyphs *g);

/** Fills the run's outlines in the current colour; `cr` must be scaled to du. */
void glyphs_fill(struct glyphs *g, cairo_t *cr, const struct draw_list *list,
                 const struct draw_op_glyphs *run);

/**
 * The same from masks: letters stand on whole pixel rows, and across on a quarter of a pixel, large
 * ones on half of one. `cr` must be scaled to du, one pixel a point.
 */
void glyphs_stamp(struct glyphs *g, cairo_t *cr, const struct draw_list *list,
                  const struct draw_op_glyphs *run);

/** Masks made since the start; for tests. */
unsigned glyphs_mask_count(const struct glyphs *g);

#endif
