/** @file
 * A finished page made small, as a picture of itself: for contact sheets.
 *
 * It stays what it is, letters and lines, so it is sharp at any size and shares the fonts of the
 * page around it. Its codes become grey squares: a telephone held over the sheet must not read one
 * of a hundred, and what is too small to read should not look as if it could be. For the same
 * reason its letters stand for no text: who searches or copies finds the sheet's own words.
 */
#ifndef SHEET_PICTURE_H
#define SHEET_PICTURE_H

#include "draw/list.h"

/** The size of `page` within `width_du` × `height_du`, in proportion. */
struct draw_rect picture_fit(const struct draw_list *page, int32_t x_du, int32_t y_du,
                             int32_t width_du, int32_t height_du);

/**
 * Appends `page` scaled to `box`, on white paper with an edge of this colour. To those who listen
 * it is one figure, said in the words of `alt`; the letters in it are decoration.
 * `page` itself is changed: it is not to be printed any more.
 */
void picture_put(struct draw_list *list, struct draw_list *page, struct draw_rect box,
                 struct draw_color edge, struct slice alt);

#endif
