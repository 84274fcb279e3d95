/** @file
 * Posters for the attract loop: the very display lists that are printed, one a guide.
 *
 * They are drawn one at a time, so that the first screen need not wait for them all.
 * Lifetime: everything is owned until attract_deinit; borrows fonts, guides and commune.
 */
#ifndef KIOSK_ATTRACT_H
#define KIOSK_ATTRACT_H

#include "base/arena.h"
#include "content/guide/guide.h"
#include "content/record/commune.h"
#include "content/shared/trusted.h"
#include "draw/list.h"

struct design_kit;
struct font_set;

enum { ATTRACT_POSTERS_MAX = 24 };

struct attract_setup {
    const struct guide *const *guides;
    unsigned guide_count;
    const struct commune *commune; /**< May be NULL. */
    const struct trusted *trusted; /**< May be NULL. */
    const struct font_set *fonts;
    const char *language; /**< Only guides in it; NULL: all. */
};

struct attract {
    struct attract_setup setup;
    struct arena arena;     /**< What posters borrow. */
    struct design_kit *kit; /**< Draws the next one; NULL when there is none. */
    struct draw_list posters[ATTRACT_POSTERS_MAX];
    struct design_kit *lenders[ATTRACT_POSTERS_MAX]; /**< Kits whose pictures a poster shows. */
    unsigned count, next;
};

void attract_init(struct attract *a, const struct attract_setup *setup);
void attract_deinit(struct attract *a);

/** Draws one more poster (a guide that cannot be drawn is passed over); false when none is left. */
bool attract_draw_next(struct attract *a);

#endif
