/*
 * 2up, 4up and cards: rows and columns of pages, to be cut apart.
 *
 * A document of one leaf (a page, or a front and a back) fills the sheet with copies of itself. The
 * leaves of a longer one lie so that they are in order once cut (stack.h). On backs the columns run
 * from right to left, so that each back lies behind its front.
 */
#include "base/i18n.h"
#include "base/units.h"
#include "sheet/kinds.h"
#include "sheet/marks.h"
#include "sheet/place.h"
#include "sheet/stack.h"

enum { CUTS_MAX = 64, MARK_MM100 = 400, CLEAR_MM100 = 100 };

/** How pages lie: all cells together are centred on the sheet. */
struct grid {
    int32_t cell_width_du, cell_height_du, gap_du;
    int32_t left_du, top_du;
    int32_t page_width_du, page_height_du; /* Centred in their cell. */
};

static struct grid grid_of(const struct sheet_plan *plan)
{
    struct grid g = {.page_width_du = plan_scaled(plan, plan->pages[0]->width_du),
                     .page_height_du = plan_scaled(plan, plan->pages[0]->height_du)};
    int32_t columns = (int32_t)plan->columns, rows = (int32_t)plan->rows;
    if (plan->spec->kind == SHEET_CARDS) {
        g.gap_du = plan->spec->gap_du;
        g.cell_width_du = g.page_width_du;
        g.cell_height_du = g.page_height_du;
    } else {
        g.cell_width_du = plan->width_du / columns;
        g.cell_height_du = plan->height_du / rows;
    }
    g.left_du = (plan->width_du - columns * g.cell_width_du - (columns - 1) * g.gap_du) / 2;
    g.top_du = (plan->height_du - rows * g.cell_height_du - (rows - 1) * g.gap_du) / 2;
    return g;
}

static int32_t page_x(const struct grid *g, unsigned column)
{
    return g->left_du + (int32_t)column * (g->cell_width_du + g->gap_du) +
           (g->cell_width_du - g->page_width_du) / 2;
}

static int32_t page_y(const struct grid *g, unsigned row)
{
    return g->top_du + (int32_t)row * (g->cell_height_du + g->gap_du) +
           (g->cell_height_du - g->page_height_du) / 2;
}

/* How many lie in `room` with gaps between them. */
static unsigned count_in(int32_t room_du, int32_t size_du, int32_t gap_du)
{
    return room_du < size_du ? 0 : (unsigned)((room_du + gap_du) / (size_du + gap_du));
}

/* The page may fill the paper to its edge when one alone would not fit otherwise. */
static void count_cards(struct sheet_plan *plan, bool lying)
{
    const struct draw_list *page = plan->pages[0];
    int32_t margins = 2 * plan->spec->margin_du, gap = plan->spec->gap_du;
    plan_paper(plan, lying);
    plan->columns = count_in(plan->width_du - margins, page->width_du, gap);
    plan->rows = count_in(plan->height_du - margins, page->height_du, gap);
}

static bool plan_cards(struct sheet_plan *plan, struct error *e)
{
    count_cards(plan, true);
    unsigned lying = plan->columns * plan->rows;
    count_cards(plan, false);
    if (lying > plan->columns * plan->rows)
        count_cards(plan, true);
    if (plan->columns * plan->rows == 0)
        return error_set(e, ERROR_INPUT, 0, "%s",
                         _("not one page fits this paper at full size: choose larger paper, a "
                           "smaller margin, or 2up (which shrinks the page)"));
    if (plan->columns + plan->rows > CUTS_MAX / 2)
        return error_set(e, ERROR_INPUT, 0, "%s", _("too many pages on one sheet"));
    return true;
}

static void plan_cells(struct sheet_plan *plan)
{
    const struct draw_list *page = plan->pages[0];
    bool page_lies = page->width_du > page->height_du;
    bool two = plan->spec->kind == SHEET_2UP;
    plan_paper(plan, two != page_lies);
    plan->columns = two && page_lies ? 1 : 2;
    plan->rows = two && !page_lies ? 1 : 2;
    plan_fit(plan, plan->width_du / (int32_t)plan->columns, plan->height_du / (int32_t)plan->rows);
}

unsigned cells_leaf_count(const struct sheet_plan *plan)
{
    return plan->two_sided ? (plan->page_count + 1) / 2 : plan->page_count;
}

bool cells_plan(struct sheet_plan *plan, struct error *e)
{
    if (plan->spec->kind != SHEET_CARDS)
        plan_cells(plan);
    else if (!plan_cards(plan, e))
        return false;
    plan->two_sided = plan->page_count > 1 && plan->spec->duplex != SHEET_DUPLEX_NONE;
    unsigned leaves = cells_leaf_count(plan), cells = plan->columns * plan->rows;
    unsigned sheets = leaves / cells + (leaves % cells != 0);
    plan->side_count = plan->two_sided ? 2 * sheets : sheets;
    return true;
}

/** Places of cuts along one side of the sheet. */
struct cuts {
    int32_t at_du[CUTS_MAX];
    unsigned count;
};

/* A cut at the paper's edge is none; two that nearly meet are one, between them. */
static void add_cut(struct cuts *c, int32_t at_du, int32_t length_du)
{
    int32_t near = du_from_mm100(CLEAR_MM100);
    if (at_du < near || at_du > length_du - near)
        return;
    for (unsigned i = 0; i < c->count; i++) {
        if (at_du > c->at_du[i] - near && at_du < c->at_du[i] + near) {
            c->at_du[i] = (c->at_du[i] + at_du) / 2;
            return;
        }
    }
    CHECK(c->count < CUTS_MAX);
    c->at_du[c->count++] = at_du;
}

/* From the edge of the pages outwards; where there is no room, over the pages' own margin. */
static void find_mark(int32_t *from_du, int32_t *to_du, int32_t room_du)
{
    int32_t length = du_from_mm100(MARK_MM100), clear = du_from_mm100(CLEAR_MM100);
    if (room_du < length / 2 + clear) {
        *from_du = 0;
        *to_du = length;
        return;
    }
    *to_du = room_du - clear;
    *from_du = du_max(0, *to_du - length);
}

void cells_mark(struct draw_list *list, const struct sheet_plan *plan)
{
    const struct grid grid = grid_of(plan), *g = &grid;
    struct cuts across = {.count = 0}, down = {.count = 0};
    for (unsigned i = 0; i < plan->columns; i++) {
        add_cut(&across, page_x(g, i), plan->width_du);
        add_cut(&across, page_x(g, i) + g->page_width_du, plan->width_du);
    }
    for (unsigned i = 0; i < plan->rows; i++) {
        add_cut(&down, page_y(g, i), plan->height_du);
        add_cut(&down, page_y(g, i) + g->page_height_du, plan->height_du);
    }
    int32_t from, to;
    marks_begin(list);
    find_mark(&from, &to, page_y(g, 0));
    for (unsigned i = 0; i < across.count; i++) {
        int32_t x = across.at_du[i];
        mark_line_over(list, x, from, x, to, false);
        mark_line_over(list, x, plan->height_du - to, x, plan->height_du - from, false);
    }
    find_mark(&from, &to, page_x(g, 0));
    for (unsigned i = 0; i < down.count; i++) {
        int32_t y = down.at_du[i];
        mark_line_over(list, from, y, to, y, false);
        mark_line_over(list, plan->width_du - to, y, plan->width_du - from, y, false);
    }
    marks_end(list);
}

void cells_put(struct draw_list *list, const struct sheet_plan *plan, bool back, unsigned cell,
               const struct draw_list *page, bool copy)
{
    struct grid g = grid_of(plan);
    unsigned column = cell % plan->columns, row = cell / plan->columns;
    CHECK(row < plan->rows);
    if (back)
        column = plan->columns - 1 - column;
    place_page(list, page, plan_place(plan, page_x(&g, column), page_y(&g, row)), place_whole(page),
               0, copy ? PLACE_AS_COPY : PLACE_AS_CONTENT);
}

void cells_draw(const struct sheet_side *s)
{
    const struct sheet_plan *plan = s->plan;
    struct sheet_stack stack = {.leaf_count = cells_leaf_count(plan),
                                .cell_count = plan->columns * plan->rows,
                                .sheets_at_once = plan->spec->stack};
    bool alone = stack.leaf_count == 1;
    bool back = plan->two_sided && s->side % 2 == 1;
    unsigned sheet = plan->two_sided ? s->side / 2 : s->side;
    for (unsigned cell = 0; cell < stack.cell_count; cell++) {
        int leaf = alone ? 0 : stack_leaf(&stack, sheet, cell);
        unsigned page = plan->two_sided ? 2 * (unsigned)leaf + back : (unsigned)leaf;
        if (leaf >= 0 && page < plan->page_count)
            cells_put(s->list, plan, back, cell, plan->pages[page], alone && cell > 0);
    }
    cells_mark(s->list, plan);
}
