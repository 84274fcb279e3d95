/** @file
 * How much toner a page takes, as a share of its paper.
 *
 * An estimate from a small picture: each pixel counts by its darkness (1 less luma, ITU-R BT.601),
 * which is what a printer in one colour turns into dots. Office printers are rated at 5 %.
 */
#ifndef OUT_COVERAGE_H
#define OUT_COVERAGE_H

#include <stdint.h>

#include "base/error.h"

struct draw_list;
struct pixels;

/** In thousandths. Errors: those of pixels_draw. */
NODISCARD bool coverage_of_page(unsigned *thousandths, struct pixels *p,
                                const struct draw_list *list, struct error *e);

#endif
