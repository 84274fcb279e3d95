/** @file
 * ngoso sheets: how pages can lie on the paper.
 */
#include <stdio.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "cli/command.h"
#include "cli/paper/sheet_choice.h"
#include "cli/table.h"

enum { SHEETS_BYTES_MAX = 256 * 1024, KEYS_BYTES_MAX = 256 };

static struct slice keys_of(struct arena *a, enum sheet_kind kind)
{
    struct buf keys;
    buf_init(&keys, KEYS_BYTES_MAX);
    sheet_put_keys(&keys, kind);
    struct slice kept = arena_copy(a, buf_slice(&keys));
    buf_deinit(&keys);
    return kept;
}

static enum cli_exit run(const struct invocation *call)
{
    (void)call;
    struct arena a;
    struct table t;
    arena_init(&a, SHEETS_BYTES_MAX);
    table_init(&t, &a, "lll");
    table_row(&t, STYLE_BOLD);
    table_cell(&t, 0, slice_from(_("Sheet")));
    table_cell(&t, 1, slice_from(_("May be set (mm)")));
    table_cell(&t, 2, slice_from(_("What it is")));
    for (unsigned i = 0; i < SHEET_KIND_COUNT; i++) {
        const struct sheet_name *sheet = sheet_name((enum sheet_kind)i);
        table_row(&t, STYLE_PLAIN);
        table_cell(&t, 0, slice_from(sheet->name));
        table_cell(&t, 1, keys_of(&a, (enum sheet_kind)i));
        table_cell(&t, 2, slice_from(_(sheet->title)));
    }
    table_print(&t, stdout);
    putchar('\n');
    printf(_("Use one: %s render vneid --design poster-a1 --sheet tiles:paper=a3\n"),
           program_as_typed());
    arena_deinit(&a);
    return CLI_DONE;
}

const struct command command_sheets = {
    .name = "sheets",
    .arguments = "",
    .summary = N_("List the sheets: two on a page, booklets, posters in pieces, print shops"),
    .run = run,
};
