/** @file
 * A list that is longer than the screen: page by page, with two big buttons; nothing scrolls.
 *
 * All cells of all pages are equally large. Turning goes round, so that no button is ever dead.
 */
#ifndef KIOSK_SCREENS_PAGES_H
#define KIOSK_SCREENS_PAGES_H

#include "kiosk/screens/canvas.h"

struct pages {
    struct grid grid;
    unsigned first, count; /**< What is on view->page. */
    unsigned page, page_count;
};

/**
 * As grid_plan: all on one page where that fits, else as many as fit on one. Before a list is cut,
 * type goes down to its floor: `c->fits` is cleared for larger type.
 */
struct pages pages_plan(struct canvas *c, struct draw_rect box, unsigned count,
                        const unsigned *columns, int32_t tallest_du, grid_need *need,
                        const void *context);

/** To the page with item `index` of all `count`, in place of view->page. */
void pages_turn_to(struct pages *p, unsigned index, unsigned count);

/** "Before" and "More 2 / 5" at the right end of `foot`; nothing when there is one page. */
void pages_draw_turning(struct canvas *c, const struct pages *p, struct draw_rect foot);

#endif
