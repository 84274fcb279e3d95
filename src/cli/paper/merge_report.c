/** @file
 * What a run over a table says: which columns it uses, what was made, which rows were not.
 */
#include <stdio.h>

#include "base/i18n.h"
#include "cli/paper/merge.h"
#include "cli/paper/row_list.h"
#include "cli/table.h"

enum { GROUPS_SHOWN_MAX = 60, UNUSED_SHOWN_MAX = 12 };

static const unsigned kilobyte = 1024;

static const char *field_of(const struct merge *m, int column)
{
    for (unsigned f = 0; f < RECORD_FIELD_COUNT; f++)
        if (m->map.columns[f] == column)
            return record_field_name((enum record_field)f);
    return NULL;
}

/* "Thôn → village, Chủ hộ → recipient; not printed: Ghi chú" */
void merge_print_columns(const struct merge *m)
{
    unsigned used = 0, unused = 0;
    for (unsigned i = 0; i < grid_column_count(m->grid); i++) {
        const char *field = field_of(m, (int)i);
        if (!field)
            continue;
        printf("%s%.*s → %s", used++ ? ", " : _("Columns: "),
               SLICE_ARG(grid_column(m->grid, i).text), field);
    }
    for (unsigned i = 0; i < grid_column_count(m->grid); i++) {
        if (m->used_columns[i] || !grid_column(m->grid, i).text.size)
            continue;
        if (unused == UNUSED_SHOWN_MAX) {
            fputs(", …", stdout);
            break;
        }
        printf("%s%.*s",
               unused++ ? ", "
               : used   ? _("; not printed: ")
                        : _("Not printed: "),
               SLICE_ARG(grid_column(m->grid, i).text));
    }
    if (used || unused)
        putchar('\n');
    if (!m->design->has_recipient &&
        (m->map.columns[RECORD_RECIPIENT] >= 0 || m->map.columns[RECORD_ADDRESS] >= 0))
        printf(_("Names and addresses are not printed: %s has no line for them; leaflets have.\n"),
               m->design->name);
}

static void print_groups(const struct merge *m)
{
    struct table t;
    struct arena *a = &m->render->workspace.arena;
    if ((!m->split && !m->separators) || m->group_count > GROUPS_SHOWN_MAX)
        return;
    table_init(&t, a, "lrr");
    table_row(&t, STYLE_DIM);
    table_cell(&t, 0, slice_from(_("  Village")));
    table_cell(&t, 1, slice_from(_("Rows")));
    table_cell(&t, 2, slice_from(_("Printed")));
    for (unsigned i = 0; i < m->group_count; i++) {
        const struct merge_group *g = &m->groups[i];
        struct slice name = g->name.size ? g->name : slice_from(_("(none given)"));
        table_row(&t, STYLE_PLAIN);
        table_cell(&t, 0, arena_printf(a, "  %.*s", SLICE_ARG(name)));
        table_cell(&t, 1, arena_printf(a, "%u", g->row_count));
        table_cell(&t, 2, arena_printf(a, "%u", g->made_count));
    }
    table_print(&t, stdout);
    putchar('\n');
}

/* Bad rows as --only takes them, or an empty slice when they are too many to type. */
static struct slice bad_rows(const struct merge *m)
{
    struct row_list list;
    row_list_init(&list);
    for (unsigned i = 0; i < m->row_count; i++)
        if (m->rows[i].bad && m->rows[i].chosen)
            row_list_add(&list, m->rows[i].number);
    return row_list_take(&list, &m->render->workspace.arena);
}

static void print_bad_rows(const struct merge *m)
{
    if (!m->bad_count)
        return;
    struct slice rows = bad_rows(m);
    printf(i18n_plural("%u row was not printed", "%u rows were not printed", m->bad_count),
           m->bad_count);
    if (rows.size)
        printf(": %.*s", SLICE_ARG(rows));
    putchar('\n');
    if (rows.size && !m->strict)
        printf(_("Once they are put right, print just these: add --only %.*s\n"), SLICE_ARG(rows));
}

/* How rows share sheets, or that they could. */
static void print_sharing(const struct merge *m)
{
    const struct sheet_spec *sheet = m->render->sheet;
    if (!sheet || !sheet_is_shared(sheet->kind))
        return;
    unsigned cells = m->render->sheets.plan.columns * m->render->sheets.plan.rows;
    if (!m->shares)
        printf(_("Each sheet holds one row, as often as it fits; with --one-file rows share "
                 "sheets.\n"));
    else if (sheet->stack > 1 && cells > 1)
        printf(_("To cut: up to %u sheets at a time. Lay the piles on each other as on the sheet, "
                 "from the top\nleft, the first on top: then all are in order.\n"),
               sheet->stack);
}

static void print_checked(const struct merge *m)
{
    struct slice rows = bad_rows(m);
    printf(i18n_plural("%u row checked", "%u rows checked", m->chosen_count), m->chosen_count);
    if (m->bad_count == 0)
        printf(": %s%s%s", style_begin(stdout, STYLE_GREEN), _("all is well"), style_end(stdout));
    else
        printf(_(", %u with errors"), m->bad_count);
    if (rows.size)
        printf(": %.*s", SLICE_ARG(rows));
    putchar('\n');
}

void merge_print_totals(const struct merge *m, double begin_s)
{
    if (m->render->checks_only) {
        if (!m->render->stopped)
            print_checked(m);
        return;
    }
    double elapsed_s = clock_seconds() - begin_s;
    unsigned long tenths = (unsigned long)(elapsed_s * 10 + 0.5);
    unsigned long kb = (unsigned long)((m->size_bytes + kilobyte - 1) / kilobyte);
    print_groups(m);
    printf(i18n_plural("%u row", "%u rows", m->row_count), m->row_count);
    if (m->chosen_count != m->row_count)
        printf(_(", %u asked for"), m->chosen_count);
    printf(_(": %u printed"), m->made_count);
    if (m->skipped_count)
        printf(_(", %u there already"), m->skipped_count);
    if (m->bad_count)
        printf(_(", %u with errors"), m->bad_count);
    unsigned left = m->chosen_count - m->made_count - m->skipped_count - m->bad_count;
    if (left)
        printf(_(", %u left"), left);
    putchar('\n');
    if (m->made_count) {
        printf(i18n_plural("%u file, ", "%u files, ", m->file_count), m->file_count);
        printf(i18n_plural("%u page, ", "%u pages, ", m->page_count), m->page_count);
        printf(_("%lu KB in %lu.%lu s, in the folder %s%s%s\n"), kb, tenths / 10, tenths % 10,
               style_begin(stdout, STYLE_BOLD), m->render->out, style_end(stdout));
        render_print_sheet(m->render);
        print_sharing(m);
    }
    print_bad_rows(m);
}
