/* ngoso results batches, withdraw: sheets entered from paper, and taking them back. */
#include <stdio.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/i18n.h"
#include "cli/confirm.h"
#include "cli/results/results.h"
#include "cli/table.h"
#include "store/paper.h"

enum { LIST_BYTES = 64 * 1024 * 1024, PREFIX_MIN = 4 };

struct listing {
    struct arena arena;
    struct table table;
    unsigned count;
};

static bool show(void *self, const struct paper_info *b)
{
    struct listing *l = self;
    struct arena *a = &l->arena;
    table_row(&l->table, b->withdrawn ? STYLE_DIM : STYLE_PLAIN);
    table_cell(&l->table, 0, arena_printf(a, "%.8s", b->id.text));
    table_cell(&l->table, 1, arena_copy(a, b->quiz));
    table_cell(&l->table, 2, date_format(a, date_from_days(b->day)));
    table_cell(&l->table, 3, arena_printf(a, "%u", b->row_count));
    table_cell(&l->table, 4, slice_from(b->withdrawn ? _("taken back") : _("counts")));
    table_cell(&l->table, 5, arena_copy(a, b->name));
    l->count++;
    return true;
}

enum cli_exit results_batches(struct store *s, const struct invocation *call)
{
    const char *const names[] = {_("batch"),  _("quiz"),  _("filled in"),
                                 _("sheets"), _("state"), _("file")};
    struct listing l = {.count = 0};
    struct error e = {0};
    (void)call;
    arena_init(&l.arena, LIST_BYTES);
    table_init(&l.table, &l.arena, "lllrll");
    table_row(&l.table, STYLE_DIM);
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        table_cell(&l.table, i, slice_from(names[i]));
    bool ok = store_visit_batches(s, show, &l, &e);
    if (ok && l.count)
        table_print(&l.table, stdout);
    else if (ok)
        puts(_("No sheets were entered from paper yet."));
    arena_deinit(&l.arena);
    return ok ? CLI_DONE : say_failure(&e);
}

/* ---- taking back ---- */

struct search {
    struct slice prefix;
    struct store_id id;
    unsigned found; /* Different batches whose id begins so. */
    bool withdrawn;
    unsigned rows;
};

static bool compare(void *self, const struct paper_info *b)
{
    struct search *search = self;
    if (!slice_starts(slice_from(b->id.text), search->prefix))
        return true;
    search->found += strcmp(search->id.text, b->id.text) != 0;
    search->id = b->id;
    search->withdrawn = b->withdrawn;
    search->rows = b->row_count;
    return true;
}

static bool find_batch(struct search *search, struct store *s, struct error *e)
{
    const char *typed = search->prefix.data;
    if (search->prefix.size < PREFIX_MIN)
        return error_set(e, ERROR_INPUT, 0,
                         _("“%s” is too short: give at least %d signs of the "
                           "batch, as “results batches” shows it"),
                         typed, PREFIX_MIN);
    if (!store_visit_batches(s, compare, search, e))
        return false;
    if (search->found == 1)
        return true;
    return error_set(e, ERROR_INPUT, 0,
                     search->found ? _("several batches begin with “%s”: give more of it")
                                   : _("there is no batch “%s”; “results batches” lists them"),
                     typed);
}

enum cli_exit results_withdraw(struct store *s, const struct invocation *call)
{
    struct error e = {0};
    bool found;
    enum cli_exit code;
    struct search search = {.prefix = slice_from(call->arguments[1])};
    if (!find_batch(&search, s, &e))
        return say_failure(&e);
    if (search.withdrawn) {
        printf(_("Batch %.8s was taken back before.\n"), search.id.text);
        return CLI_DONE;
    }
    printf(i18n_plural("Batch %.8s: %u sheet will no longer count. It stays in the log.\n",
                       "Batch %.8s: %u sheets will no longer count. They stay in the log.\n",
                       search.rows),
           search.id.text, search.rows);
    if (!confirm_or_say(&code, _("Take it back?"), call->values[RESULTS_YES].given))
        return code;
    if (!store_withdraw_paper(&found, s, &search.id, &e))
        return say_failure(&e);
    puts(_("Taken back. To count it again, enter the same file once more."));
    return CLI_DONE;
}
