/** @file
 * A market's stalls on shared sheets, 2up, 4up or cards: cut as a stack, they are in the table's
 * order (sheet/stack.h).
 *
 * A sheet is put together cell by cell: the row that lies there is read again, drawn, laid into its
 * cell, and forgotten; what is kept of a row is its place in the table. A row that turns out not to
 * fit leaves its cell white, and the others where they are. Bookmarks come last, in the table's
 * order.
 */
#include <stdlib.h>

#include "cli/interrupt.h"
#include "cli/paper/stall.h"
#include "out/pdf.h"
#include "sheet/stack.h"

enum { LEAVES_BEGIN = 64 };

void stall_share_note(struct stall_run *s, struct grid_place place, unsigned number)
{
    struct stall_leaves *l = &s->leaves;
    if (l->count == l->capacity) {
        l->capacity = l->capacity ? 2 * l->capacity : LEAVES_BEGIN;
        l->items = realloc(l->items, l->capacity * sizeof *l->items);
        CHECK(l->items != NULL);
    }
    l->items[l->count++] = (struct stall_leaf){.place = place, .number = number};
}

static bool draw_leaf(struct stall_run *s, struct stall_leaf *leaf, struct error *e)
{
    struct stall stall;
    bool drawn = false;
    progress_show(&s->progress, s->made_count, s->how.design->name);
    CHECK(stall_read_row(&stall, s, leaf->place));
    if (!stall_draw_one(&drawn, s, &stall, e))
        return false;
    leaf->bad = !drawn;
    s->made_count += drawn;
    return true;
}

static struct stall_leaf *find_leaf(struct stall_run *s, const struct sheet_stack *stack,
                                    unsigned sheet, unsigned cell)
{
    int leaf = stack_leaf(stack, sheet, cell);
    return leaf >= 0 ? &s->leaves.items[leaf] : NULL;
}

static bool add_sheet(struct stall_run *s, const struct sheet_stack *stack, struct draw_list *side,
                      unsigned sheet, struct error *e)
{
    sheet_shared_begin(side, &s->sheets.plan, false);
    for (unsigned cell = 0; cell < stack->cell_count; cell++) {
        struct stall_leaf *leaf = find_leaf(s, stack, sheet, cell);
        if (leaf && !draw_leaf(s, leaf, e))
            return false;
        if (leaf && !leaf->bad)
            sheet_shared_put(side, &s->sheets.plan, false, cell, &s->press.pages.lists[0]);
    }
    sheet_shared_end(side, &s->sheets.plan, false);
    if (!pdf_add_page(s->file, side, SLICE(""), e))
        return false;
    s->page_count++;
    for (unsigned cell = 0; cell < stack->cell_count; cell++) {
        struct stall_leaf *leaf = find_leaf(s, stack, sheet, cell);
        if (leaf && !leaf->bad)
            leaf->page = pdf_last_page(s->file);
    }
    return true;
}

static void add_bookmarks(struct stall_run *s)
{
    for (unsigned i = 0; i < s->leaves.count; i++) {
        const struct stall_leaf *leaf = &s->leaves.items[i];
        struct stall stall;
        if (leaf->page && stall_read_row(&stall, s, leaf->place))
            pdf_add_bookmark(s->file, leaf->page, stall_bookmark(s, leaf->number, &stall));
    }
}

bool stall_share_all(struct stall_run *s, const char *path, struct error *e)
{
    const struct sheet_plan *plan = &s->sheets.plan;
    const struct sheet_stack stack = {.leaf_count = s->leaves.count,
                                      .cell_count = plan->columns * plan->rows,
                                      .sheets_at_once = plan->spec->stack};
    struct draw_list side;
    if (!stall_open_file(&s->file, s, path, (struct slice){0}, e))
        return false;
    list_init(&side);
    bool ok = true;
    for (unsigned i = 0; ok && i < stack_sheet_count(&stack) && !s->stopped; i++) {
        ok = add_sheet(s, &stack, &side, i, e);
        s->stopped = interrupt_asked();
    }
    if (ok && !s->stopped)
        add_bookmarks(s);
    list_deinit(&side);
    return ok;
}
