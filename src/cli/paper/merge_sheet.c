/** @file
 * Several rows on each sheet of paper: 2up, 4up, cards.
 *
 * A sheet is put together leaf by leaf, front and back at once: each row is drawn, laid into its
 * cell, and forgotten. So memory is that of two sides, however many rows there are and wherever
 * they lie; which row lies where is sheet/stack.h's matter. A separator is a leaf like others, cut
 * out with them. A row that turns out not to fit leaves its cell white, and the others where they
 * are.
 *
 * With --strict all rows are drawn before; else which rows are printed shows only now.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "cli/interrupt.h"
#include "cli/paper/merge.h"
#include "out/pdf.h"
#include "sheet/stack.h"

/** What one document of the stack is: a row, or the separator before a group. */
struct entry {
    unsigned index;
    bool separator, drawn;
    uint32_t page; /* The front of its first leaf; 0: not printed. */
};

struct shared {
    struct merge *merge;
    struct merge_bundle *bundle;
    struct entry *entries; /* On the heap. */
    unsigned entry_count, leaves_each;
    struct sheet_stack stack;
    struct draw_list sides[2];
};

/* ---- what is to be laid ---- */

static void list_group(struct shared *s, unsigned first_group, unsigned last_group)
{
    const struct merge *m = s->merge;
    bool separated = !m->separators;
    for (unsigned i = 0; i < m->row_count; i++) {
        if (!merge_wants(m, i, first_group, last_group))
            continue;
        if (!separated)
            s->entries[s->entry_count++] = (struct entry){.index = first_group, .separator = true};
        separated = true;
        s->entries[s->entry_count++] = (struct entry){.index = i};
    }
}

static void list_entries(struct shared *s)
{
    const struct merge_bundle *b = s->bundle;
    s->entries = calloc((size_t)s->merge->row_count + s->merge->group_count, sizeof *s->entries);
    CHECK(s->entries != NULL);
    if (!b->by_group)
        list_group(s, b->first_group, b->last_group);
    for (unsigned g = b->first_group; b->by_group && g <= b->last_group; g++)
        list_group(s, g, g);
}

/* ---- one cell ---- */

/* Draws a row into the press; false when it cannot be printed. A row of several leaves is drawn
 * again for each, but counted and complained about once. */
static bool draw_row(struct shared *s, unsigned index, bool first)
{
    struct merge *m = s->merge;
    struct grid_row row;
    if (m->rows[index].bad)
        return false;
    if (first)
        progress_show(s->bundle->progress, (*s->bundle->done)++, m->design->name);
    if (!merge_draw(m, index, &row))
        return false;
    if (first)
        merge_count_row(m, index);
    return true;
}

static bool draw_entry(struct shared *s, const struct entry *entry, bool first)
{
    if (!entry->separator)
        return draw_row(s, entry->index, first);
    const struct merge_bundle *b = s->bundle;
    merge_draw_separator(s->merge, entry->index, b->by_group ? entry->index : b->first_group,
                         b->by_group ? entry->index : b->last_group);
    return true;
}

static void put_leaf(struct shared *s, unsigned leaf, unsigned cell)
{
    const struct render *r = s->merge->render;
    const struct sheet_plan *plan = &r->sheets.plan;
    unsigned part = leaf % s->leaves_each, sides = plan->two_sided ? 2 : 1;
    struct entry *entry = &s->entries[leaf / s->leaves_each];
    if (!draw_entry(s, entry, part == 0))
        return;
    entry->drawn = true;
    for (unsigned side = 0; side < sides && part * sides + side < r->press.pages.count; side++)
        sheet_shared_put(&s->sides[side], plan, side == 1, cell,
                         &r->press.pages.lists[part * sides + side]);
}

/* ---- sheets ---- */

/* Where the leaves lie that are on this sheet. */
static void note_page(struct shared *s, unsigned sheet)
{
    for (unsigned cell = 0; cell < s->stack.cell_count; cell++) {
        int leaf = stack_leaf(&s->stack, sheet, cell);
        struct entry *entry = leaf < 0 ? NULL : &s->entries[(unsigned)leaf / s->leaves_each];
        if (entry && entry->drawn && entry->page == 0)
            entry->page = pdf_last_page(s->bundle->file);
    }
}

static bool write_sheet(struct shared *s, unsigned sheet, struct error *e)
{
    struct merge *m = s->merge;
    unsigned sides = m->render->sheets.plan.two_sided ? 2 : 1;
    for (unsigned side = 0; side < sides; side++, m->page_count++) {
        if (!pdf_add_page(s->bundle->file, &s->sides[side], SLICE(""), e))
            return false;
        if (side == 0)
            note_page(s, sheet);
    }
    return true;
}

static bool add_sheet(struct shared *s, unsigned sheet, struct error *e)
{
    const struct sheet_plan *plan = &s->merge->render->sheets.plan;
    for (unsigned side = 0; side < (plan->two_sided ? 2U : 1U); side++)
        sheet_shared_begin(&s->sides[side], plan, side == 1);
    for (unsigned cell = 0; cell < s->stack.cell_count; cell++) {
        int leaf = stack_leaf(&s->stack, sheet, cell);
        if (leaf >= 0)
            put_leaf(s, (unsigned)leaf, cell);
    }
    for (unsigned side = 0; side < (plan->two_sided ? 2U : 1U); side++)
        sheet_shared_end(&s->sides[side], plan, side == 1);
    return write_sheet(s, sheet, e);
}

/* ---- bookmarks ---- */

/* In the table's order, though sheets follow the order of the piles. A row is read again for its
 * title: so nothing is kept of it but its page. */
static void add_bookmarks(struct shared *s)
{
    struct merge *m = s->merge;
    for (unsigned i = 0; i < s->entry_count; i++) {
        const struct entry *entry = &s->entries[i];
        struct slice title;
        if (entry->page == 0)
            continue;
        if (entry->separator) {
            title = merge_group_title(m, entry->index);
        } else {
            struct diag_list told;
            struct grid_row row;
            diag_init(&told, &m->row_arena);
            (void)merge_read(&row, m, entry->index, &told);
            title = merge_row_bookmark(m, &row);
        }
        pdf_add_bookmark(s->bundle->file, entry->page, title);
    }
}

/* The rows tried first (merge_expect) could not be drawn: those before the first that can say why,
 * and are not tried again. */
static bool find_plan(struct merge *m, const struct merge_bundle *b)
{
    for (unsigned i = 0; i < m->row_count && !m->planned && !interrupt_asked(); i++) {
        struct grid_row row;
        if (merge_wants(m, i, b->first_group, b->last_group))
            (void)merge_draw(m, i, &row);
    }
    return m->planned;
}

bool merge_add_shared(struct merge_bundle *b, struct merge *m, struct error *e)
{
    const struct sheet_plan *plan = &m->render->sheets.plan;
    struct shared s = {.merge = m, .bundle = b};
    bool ok = true;
    if (!find_plan(m, b))
        return true;
    s.leaves_each = sheet_leaf_count(plan);
    list_entries(&s);
    s.stack = (struct sheet_stack){.leaf_count = s.entry_count * s.leaves_each,
                                   .cell_count = plan->columns * plan->rows,
                                   .sheets_at_once = plan->spec->stack};
    list_init(&s.sides[0]);
    list_init(&s.sides[1]);
    for (unsigned i = 0; ok && i < stack_sheet_count(&s.stack) && !m->render->stopped; i++) {
        m->render->stopped = interrupt_asked();
        ok = m->render->stopped || add_sheet(&s, i, e);
    }
    if (ok && !m->render->stopped)
        add_bookmarks(&s);
    list_deinit(&s.sides[0]);
    list_deinit(&s.sides[1]);
    free(s.entries);
    return ok;
}
