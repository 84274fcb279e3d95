/** @file
 * Pages for sheets: nothing but a ground, a code and a mark that tells them apart.
 */
#ifndef TESTS_UNIT_SHEET_PAGES_H
#define TESTS_UNIT_SHEET_PAGES_H

#include "sheet/sheet.h"

enum { PAGES_MAX = 200 };

struct pages {
    struct draw_list lists[PAGES_MAX];
    const struct draw_list *all[PAGES_MAX];
    unsigned count;
};

/** Pages of this size in mm: each a rectangle in its middle whose width in du is its number + 1. */
void pages_init(struct pages *p, unsigned count, int width_mm, int height_mm);
void pages_deinit(struct pages *p);

/** A code with 25 modules of this size in hundredths of a mm, at (x, y) mm of the first page. */
void pages_add_code(struct pages *p, int x_mm, int y_mm, int module_mm100);

/** Words are drawn as a rectangle of their width. */
extern const struct sheet_type pages_type;

/** Where a side shows the page with this number: the place of its rectangle; false: nowhere. */
bool find_page(struct draw_place *place, const struct draw_list *side, unsigned number);

#endif
