/** @file
 * Which spaces of a Vietnamese text may not break a line.
 *
 * Kept together: groups of a number or telephone ("1900 0368"), number and unit ("12 số",
 * "100 triệu đồng"), a word and the number that names it ("mức 2", "bước 3", "Nghị định 69/2024"),
 * "TP. HCM". Dates and hosts have no spaces and are kept whole by the line breaker.
 * Source: facts on Vietnamese typography gathered for this project; see glue.c's tables.
 *
 * Paragraphs only note the places, so that text extracted from a PDF has the spaces it was written
 * with.
 */
#ifndef TEXT_GLUE_H
#define TEXT_GLUE_H

#include <stdint.h>

#include "base/slice.h"

struct arena;

enum glue {
    GLUE_NONE,
    GLUE_LOOSE, /**< Broken first where the column is too narrow: inside "7 giờ – 11 giờ". */
    GLUE_TIGHT
};

/** One byte a byte of text: what kind of glue (enum glue) the space there is. */
const uint8_t *glue_find(struct arena *a, struct slice text);

#endif
