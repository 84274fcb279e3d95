/** @file
 * Each kind of sheet: how it is planned, and how a side of it is drawn (sheet.c).
 */
#ifndef SHEET_KINDS_H
#define SHEET_KINDS_H

#include "sheet/sheet.h"

/** What drawing a side needs. */
struct sheet_side {
    struct draw_list *list;
    const struct sheet_plan *plan;
    unsigned side;
    const struct sheet_type *type;
    struct slice title;
};

bool cells_plan(struct sheet_plan *plan, struct error *e);
void cells_draw(const struct sheet_side *s);
/** A page into a cell, and the marks for cutting, which come last. */
void cells_put(struct draw_list *list, const struct sheet_plan *plan, bool back, unsigned cell,
               const struct draw_list *page, bool copy);
void cells_mark(struct draw_list *list, const struct sheet_plan *plan);
unsigned cells_leaf_count(const struct sheet_plan *plan);

bool booklet_plan(struct sheet_plan *plan, struct error *e);
void booklet_draw(const struct sheet_side *s);

bool fold_plan(struct sheet_plan *plan, struct error *e);
void fold_draw(const struct sheet_side *s);

bool tiles_plan(struct sheet_plan *plan, struct error *e);
void tiles_draw(const struct sheet_side *s);
/** The first sheet: what the others are. */
void tiles_draw_cover(const struct sheet_side *s);

bool shop_plan(struct sheet_plan *plan, struct error *e);
void shop_draw(const struct sheet_side *s);

/** The paper lying down or upright, and nothing scaled. */
void plan_paper(struct sheet_plan *plan, bool lying);

/** Scales the pages into a cell, never larger than they are. */
void plan_fit(struct sheet_plan *plan, int32_t cell_width_du, int32_t cell_height_du);

/** `du` as the plan scales it, rounded to the nearest. */
int32_t plan_scaled(const struct sheet_plan *plan, int32_t du);

/** Where a page goes whose top left is to come to (x, y). */
struct draw_place plan_place(const struct sheet_plan *plan, int32_t x_du, int32_t y_du);

/** "A1": row A, column 1. */
struct tile_name {
    char text[8];
};
struct tile_name tile_name(unsigned row, unsigned column);

/** Draws words and gives their height. */
int32_t side_text(const struct sheet_side *s, enum draw_role role, struct sheet_text text);

#endif
