/** @file
 * A page put onto a sheet: a copy of its commands within a place and a clip.
 *
 * Structure: of a page that appears once, tags and links come along. Further copies, and pieces of
 * a poster, are artifacts: nobody wants the same words read aloud four times.
 */
#ifndef SHEET_PLACE_H
#define SHEET_PLACE_H

#include "draw/list.h"

enum place_as {
    PLACE_AS_CONTENT, /**< With tags and links. */
    PLACE_AS_PRINT,   /**< With tags, without links, which a print shop's file may not have. */
    PLACE_AS_COPY     /**< As an artifact, without links. */
};

/**
 * Appends what `page` shows within `window` (in the page's own coordinates). Commands that paint
 * nothing there are left out, except within tags that are kept. Backgrounds that end at the page's
 * edge are continued by `bleed_du` on each side; then `window` may reach that far beyond the page.
 */
void place_page(struct draw_list *list, const struct draw_list *page, struct draw_place place,
                struct draw_rect window, int32_t bleed_du, enum place_as as);

/** The whole page. */
static inline struct draw_rect place_whole(const struct draw_list *page)
{
    return (struct draw_rect){0, 0, page->width_du, page->height_du};
}

#endif
