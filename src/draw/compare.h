/** @file
 * What differs between two display lists of one size: the parts of a screen to draw again.
 *
 * The page is divided into square cells. A cell's hash takes in, in painting order, every command
 * that can touch it (with the clip in force), so two lists paint a cell alike when its hashes are
 * equal, also when commands moved, changed places or were added elsewhere. Only the hashes of the
 * last frame are kept, not its list.
 *
 * Units:    du; a cell is COMPARE_CELL_DU, whole pixels for lists drawn at 72 dpi.
 * Lifetime: struct draw_cells owns its array until cells_deinit; zero-initialise it.
 */
#ifndef DRAW_COMPARE_H
#define DRAW_COMPARE_H

#include "base/units.h"
#include "draw/list.h"

enum { COMPARE_CELL_DU = 32 * DU_PER_PT, COMPARE_RECTS_MAX = 24 };

/** The hashes of one list. */
struct draw_cells {
    int32_t width_du, height_du;
    uint32_t columns, rows, capacity;
    uint64_t *hashes; /**< rows × columns */
};

void cells_deinit(struct draw_cells *cells);

/** Takes the hashes of a finished list; keeps the memory for the next one. */
void cells_take(struct draw_cells *cells, const struct draw_list *list);

/**
 * The cells in which two lists differ, as rectangles that do not overlap and end at the page's
 * edge; the whole page when the sizes differ. Returns how many, at most COMPARE_RECTS_MAX: beyond
 * that the last one is grown to hold all that remain, and may then overlap others.
 */
unsigned cells_compare(struct draw_rect rects[COMPARE_RECTS_MAX], const struct draw_cells *before,
                       const struct draw_cells *after);

/**
 * A rectangle outside which the command paints nothing at 72 dpi or more; false when it paints
 * nothing at all. Glyphs are judged by their size, since draw/ knows no fonts.
 */
bool op_bounds(struct draw_rect *out, const struct draw_list *list, const struct draw_op *op);

/** True when both have a point in common. */
bool rects_meet(const struct draw_rect *a, const struct draw_rect *b);

#endif
