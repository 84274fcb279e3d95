/** @file
 * Which spaces of a Vietnamese text may not break: replaced by U+00A0 before layout.
 *
 * Kept together: groups of a number or telephone ("1900 0368"), number and unit ("12 số",
 * "100 triệu đồng"), a word and the number that names it ("mức 2", "bước 3", "Nghị định 69/2024"),
 * "TP. HCM", an opening word such as "Mục" before a capital is left alone. Dates and hosts have no
 * spaces and are kept whole by the line breaker.
 * Source: facts on Vietnamese typography gathered for this project; see glue.c's table.
 */
#ifndef TEXT_GLUE_H
#define TEXT_GLUE_H

#include "base/rich.h"

struct arena;

/** A copy of `text` with no-break spaces and its bold ranges moved to fit. */
struct rich glue_text(struct arena *a, struct rich text);

#endif
