/** @file
 * A finished page inside another list, smaller or larger: posters on the kiosk's glass.
 */
#ifndef KIOSK_SCREENS_SCALED_H
#define KIOSK_SCREENS_SCALED_H

#include "draw/list.h"

/** Appends what is to be seen of `page` to `list`, as large as fits into `box`, centred on white;
 * returns where it stands. Links and tags are left out: they are for paper. */
struct draw_rect scaled_append(struct draw_list *list, const struct draw_list *page,
                               struct draw_rect box);

#endif
