/** @file
 * ngoso designs: what a guide can become.
 */
#include <stdio.h>

#include "base/i18n.h"
#include "base/units.h"
#include "cli/languages.h"
#include "cli/table.h"
#include "page/design.h"

enum { DESIGNS_BYTES_MAX = 256 * 1024 };

/* A guide's language is not a design's, but here is where people choose. */
static void print_languages(const struct invocation *call)
{
    struct workspace w;
    workspace_init(&w, call->paths);
    struct slice all = list_languages(&w);
    printf(_("Languages of guides: %.*s. Another one: “ngoso new words LL”, guides/README.md\n"),
           SLICE_ARG(all));
    workspace_deinit(&w);
}

static void add_row(struct table *t, struct arena *a, const struct design *d)
{
    table_row(t, STYLE_PLAIN);
    table_cell(t, 0, slice_from(d->name));
    table_cell(t, 1,
               arena_printf(a, "%d × %d", (mm100_from_du(d->width_du) + 50) / 100,
                            (mm100_from_du(d->height_du) + 50) / 100));
    table_cell(t, 2, arena_printf(a, "%u", d->page_count));
    table_cell(t, 3, slice_from(_(d->title)));
}

static enum cli_exit run(const struct invocation *call)
{
    struct arena a;
    arena_init(&a, DESIGNS_BYTES_MAX);
    struct table t;
    table_init(&t, &a, "lrrl");
    table_row(&t, STYLE_BOLD);
    table_cell(&t, 0, slice_from(_("Design")));
    table_cell(&t, 1, slice_from(_("Paper (mm)")));
    table_cell(&t, 2, slice_from(_("Pages")));
    table_cell(&t, 3, slice_from(_("What it is")));
    unsigned count;
    const struct design *all = design_all(&count);
    for (unsigned i = 0; i < count; i++)
        add_row(&t, &a, &all[i]);
    add_row(&t, &a, design_checklist());
    table_print(&t, stdout);
    putchar('\n');
    printf(_("Use one: %s render vneid --design leaflet\n"), program_as_typed());
    if (call->paths)
        print_languages(call);
    arena_deinit(&a);
    return CLI_DONE;
}

const struct command command_designs = {
    .name = "designs",
    .arguments = "",
    .summary = N_("List the designs: name, paper, pages, what each is for"),
    .run = run,
};
