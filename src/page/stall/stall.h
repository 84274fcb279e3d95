/** @file
 * A small trader's stand, card and stickers: one large VietQR, and in clear whom it pays.
 *
 * The code's symbol is 55 mm or more, so that it is scanned across a counter. Owner, bank and
 * account stand beside it as large as they fit, because comparing them with the phone is what
 * defeats a code stuck over another. Names are not in the code: payers' banks look them up.
 *
 *     stand    A4, folded to stand by itself: one face for customers, one for the seller
 *     sign     A5, flat: in a holder, or on the wall
 *     card     A6: on the table, under glass
 *     sticker  A4 with six, to be cut apart
 */
#ifndef PAGE_STALL_H
#define PAGE_STALL_H

#include "content/record/stall.h"
#include "page/design.h"

/** All designs, ordered; `*count` of them. */
const struct design *stall_design_all(unsigned *count);

/** Who looks at the second face of a stand. */
enum stall_back { STALL_BACK_SELLER, STALL_BACK_CUSTOMER };

/** How a stall is printed. */
struct stall_print {
    const struct design *design;
    enum design_ink ink;
    enum stall_back back; /**< Only of a stand. */
    const char *language; /**< Of the fixed words. */
};

/**
 * Draws the page of a stall that stall_check found sound. True when everything fitted; otherwise
 * the reasons are in `diags` and the page must not be printed.
 * Lifetime: `a` holds what lives as long as the page.
 */
bool stall_draw(struct draw_list *out, struct design_kit *kit, const struct stall_print *how,
                const struct stall *stall, struct arena *a, struct diag_list *diags);

/** What the code says; lives in `a`. `stall` must be sound. */
struct slice stall_payload(struct arena *a, const struct stall *stall);

#endif
