/** @file
 * A small trader's stand, card and stickers: one large VietQR, and in clear whom it pays.
 *
 * The code's symbol is 55 mm or more, so that it is scanned across a counter. Owner, bank and
 * account stand beside it as large as they fit, because comparing them with the phone is what
 * defeats a code stuck over another. Names are not in the code: payers' banks look them up.
 *
 *     stand    A5, upright: in a holder, or folded over a card
 *     card     A6: on the table, under glass
 *     sticker  A4 with six, to be cut apart
 */
#ifndef PAGE_STALL_H
#define PAGE_STALL_H

#include "content/stall.h"
#include "page/design.h"

/** All designs, ordered; `*count` of them. */
const struct design *stall_design_all(unsigned *count);

/**
 * Draws the page of a stall that stall_check found sound. `language`: of the fixed words. True when
 * everything fitted; otherwise the reasons are in `diags` and the page must not be printed.
 * Lifetime: `a` holds what lives as long as the page.
 */
bool stall_draw(struct draw_list *out, struct design_kit *kit, const struct design *design,
                const struct stall *stall, enum design_ink ink, const char *language,
                struct arena *a, struct diag_list *diags);

/** What the code says; lives in `a`. `stall` must be sound. */
struct slice stall_payload(struct arena *a, const struct stall *stall);

#endif
