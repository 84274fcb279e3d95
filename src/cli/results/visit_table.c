/*
 * Visits from a spreadsheet. All rows are read first and every problem is shown with its row and
 * column; only then is anything recorded.
 */
#include <stdio.h>

#include "base/i18n.h"
#include "cli/results/visit.h"
#include "cli/terminal.h"
#include "cli/workspace.h"
#include "content/record/grid.h"

enum { ROWS_MAX = 20000 };

/* Columns by either name. */
static const struct column {
    const char *name, *vietnamese;
    const char *(*read)(struct visit_draft *d, struct visit_desk *desk, struct slice text);
    bool required;
} columns[] = {
    {"number", "số", visit_read_number, false},
    {"outcome", "kết quả", visit_read_outcome, true},
    {"date", "ngày", visit_read_day, false},
    {"achieved", "làm được", visit_read_achieved, false},
    {"leaflets", "tờ rơi", visit_read_leaflets, false},
    {"people", "số người", visit_read_people, false},
    {"village", "thôn", visit_read_village, false},
};

enum { COLUMN_COUNT = sizeof columns / sizeof columns[0] };

struct table_read {
    struct visit_desk *desk;
    struct grid *grid;
    int index[COLUMN_COUNT]; /* -1: not there. */
    struct visit_draft *drafts, blank;
    unsigned count, declined_count;
};

static bool find_columns(struct table_read *t, struct diag_list *diags)
{
    bool used[GRID_COLUMNS_MAX] = {false};
    unsigned errors = diags->error_count;
    for (unsigned i = 0; i < COLUMN_COUNT; i++) {
        t->index[i] = grid_find_column(t->grid, slice_from(columns[i].name));
        if (t->index[i] < 0)
            t->index[i] = grid_find_column(t->grid, slice_from(columns[i].vietnamese));
        if (t->index[i] >= 0)
            used[t->index[i]] = true;
        else if (columns[i].required)
            diag_error(diags, "V001", grid_column(t->grid, 0).span,
                       _("there is no column “%s” (%s)"), columns[i].name, columns[i].vietnamese);
    }
    for (unsigned i = 0; i < grid_column_count(t->grid); i++)
        if (!used[i])
            diag_error(diags, "V002", grid_column(t->grid, i).span,
                       _("“%.*s” is no column of visits: number, date, outcome, achieved, "
                         "leaflets, people, village"),
                       SLICE_ARG(grid_column(t->grid, i).text));
    return diags->error_count == errors;
}

/* How many equal ones came before, so that two alike households are two, however often the file is
 * entered. */
static void count_twins(struct table_read *t, struct visit_draft *d)
{
    for (unsigned i = 0; !d->visit.contact.text[0] && i < t->count; i++)
        d->twin += visit_is_same(&t->drafts[i].visit, &d->visit);
}

static void check_same_day(struct table_read *t, const struct visit_draft *d, struct span span,
                           struct diag_list *diags)
{
    for (unsigned i = 0; d->visit.contact.text[0] && i < t->count; i++) {
        const struct store_visit *other = &t->drafts[i].visit;
        if (strcmp(other->contact.text, d->visit.contact.text) == 0 && other->day == d->visit.day &&
            !visit_is_same(other, &d->visit))
            diag_error(diags, "V003", span,
                       _("this household has another row for the same day, which says otherwise"));
    }
}

static void read_row(struct table_read *t, const struct grid_row *row, struct diag_list *diags)
{
    struct visit_draft *d = &t->drafts[t->count];
    unsigned errors = diags->error_count;
    *d = t->blank;
    for (unsigned i = 0; i < COLUMN_COUNT; i++) {
        if (t->index[i] < 0)
            continue;
        const struct field *cell = &row->cells[t->index[i]];
        const char *wrong = columns[i].read(d, t->desk, cell->text);
        if (wrong)
            diag_error(diags, "V004", cell->text.size ? cell->span : row->span, "%s: %s",
                       columns[i].name, wrong);
    }
    if (diags->error_count > errors)
        return;
    check_same_day(t, d, row->span, diags);
    count_twins(t, d);
    t->declined_count += d->visit.outcome == VISIT_DECLINED && d->visit.contact.text[0];
    t->count++;
}

static bool read_rows(struct table_read *t, struct diag_list *diags)
{
    struct grid_row row;
    if (!find_columns(t, diags))
        return false;
    while (grid_next(&row, t->grid, t->desk->arena, diags)) {
        if (t->count == ROWS_MAX) {
            diag_error(diags, "V005", row.span, _("more than %d rows: enter them in parts"),
                       ROWS_MAX);
            break;
        }
        if (row.sound)
            read_row(t, &row, diags);
    }
    return diags->error_count == 0;
}

static enum cli_exit record_rows(struct table_read *t, const struct invocation *call)
{
    struct error e = {0};
    unsigned new_count = 0, done = 0;
    if (!visit_may_delete(call, t->declined_count))
        return CLI_PROBLEMS;
    for (; done < t->count; done++) {
        bool again;
        if (!visit_record(&again, t->desk, &t->drafts[done], &e))
            break;
        new_count += !again;
    }
    printf(i18n_plural("%u visit recorded", "%u visits recorded", new_count), new_count);
    if (done > new_count)
        printf(_(", %u were there before"), done - new_count);
    puts(".");
    if (done == t->count)
        return CLI_DONE;
    enum cli_exit code = say_failure(&e);
    say_error(_("stopped before row %u of the visits; the rows before it are recorded"), done + 1);
    return code;
}

enum cli_exit visit_record_table(struct visit_desk *desk, const struct invocation *call,
                                 const char *path)
{
    struct diag_list *diags = &desk->workspace->diags;
    struct table_read t = {.desk = desk, .blank = {.visit = {.day = desk->today}}};
    unsigned before = diags->error_count;
    const char *wrong = visit_read_day(&t.blank, desk, slice_from(call->values[VISIT_DATE].text));
    if (!wrong)
        wrong = visit_read_village(&t.blank, desk, slice_from(call->values[VISIT_VILLAGE].text));
    if (wrong || call->values[VISIT_OUTCOME].given || call->values[VISIT_ACHIEVED].given ||
        call->values[VISIT_LEAFLETS].given || call->values[VISIT_PEOPLE].given) {
        say_error("%s", wrong ? wrong : _("with a file, what came of visits stands in its rows"));
        return say_usage_hint(call->command);
    }
    t.grid = grid_open(desk->arena, path, diags);
    t.drafts = ARENA_ARRAY(desk->arena, ROWS_MAX + 1, struct visit_draft);
    bool sound = t.grid && read_rows(&t, diags);
    if (t.grid)
        grid_close(t.grid);
    if (sound && diags->error_count == before)
        return record_rows(&t, call);
    diag_print(stderr, diags, terminal_has_colour(stderr));
    diag_print_summary(stderr, diags);
    say_error("%s", _("nothing was recorded"));
    return CLI_PROBLEMS;
}
