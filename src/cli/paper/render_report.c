/** @file
 * What `ngoso render` says at its end.
 */
#include <stdio.h>

#include "base/i18n.h"
#include "base/units.h"
#include "cli/paper/render.h"
#include "cli/table.h"

static const unsigned kilobyte = 1024;

static bool has_both_inks(const struct render *r)
{
    return r->inks[DESIGN_COLOUR] && r->inks[DESIGN_MONO];
}

static void add_title_row(const struct render *r, struct table *t)
{
    table_row(t, STYLE_DIM);
    table_cell(t, 0, slice_from(_("  Design")));
    table_cell(t, 1, slice_from(_("Paper (mm)")));
    table_cell(t, 2, slice_from(_("Pages")));
    if (has_both_inks(r)) {
        table_cell(t, 3, slice_from(_("KB colour")));
        table_cell(t, 4, slice_from(_("KB mono")));
    } else {
        table_cell(t, 3, slice_from(_("KB")));
    }
    if (r->wants_coverage)
        table_cell(t, has_both_inks(r) ? 5 : 4, slice_from(_("Ink %")));
}

static struct slice format_size(struct arena *a, const struct render_result *result)
{
    switch (result->state) {
    case RENDER_MADE:
        return arena_printf(a, "%llu",
                            (unsigned long long)((result->size_bytes + kilobyte - 1) / kilobyte));
    case RENDER_REFUSED:
        return slice_from(_("refused"));
    case RENDER_WAITING:
        return slice_from(_("not made"));
    case RENDER_NOT_ASKED:
        break;
    }
    return SLICE("");
}

/* False for what an interrupted run did not come to: the table is of what there is. */
static bool was_reached(const struct render *r, unsigned guide, unsigned design)
{
    for (unsigned ink = 0; ink < RENDER_INKS; ink++) {
        enum render_state state = render_result(r, guide, design, ink)->state;
        if (state == RENDER_MADE || state == RENDER_REFUSED)
            return true;
    }
    return false;
}

/* "31 12" for two pages; both inks: "31 12 / 9 8". */
static struct slice format_coverage(const struct render *r, struct arena *a, unsigned guide,
                                    unsigned design)
{
    struct slice text = SLICE("");
    for (unsigned ink = 0; ink < RENDER_INKS; ink++) {
        const struct render_result *result = render_result(r, guide, design, ink);
        if (result->state != RENDER_MADE)
            continue;
        for (unsigned i = 0; i < r->designs[design]->page_count && i < DESIGN_PAGES_MAX; i++) {
            const char *gap = text.size == 0 ? "" : i == 0 ? " / " : " ";
            text =
                arena_printf(a, "%.*s%s%u", SLICE_ARG(text), gap, (result->coverage[i] + 5) / 10);
        }
    }
    return text;
}

static void add_design_row(const struct render *r, struct table *t, unsigned guide, unsigned design)
{
    const struct design *d = r->designs[design];
    bool refused = false;
    for (unsigned ink = 0; ink < RENDER_INKS; ink++)
        refused |= render_result(r, guide, design, ink)->state == RENDER_REFUSED;
    table_row(t, refused ? STYLE_RED : STYLE_PLAIN);
    table_cell(t, 0, arena_printf(t->arena, "  %s", d->name));
    table_cell(t, 1,
               arena_printf(t->arena, "%d × %d", (mm100_from_du(d->width_du) + 50) / 100,
                            (mm100_from_du(d->height_du) + 50) / 100));
    table_cell(t, 2, arena_printf(t->arena, "%u", d->page_count));
    unsigned column = 3;
    for (unsigned ink = 0; ink < RENDER_INKS; ink++)
        if (r->inks[ink])
            table_cell(t, column++, format_size(t->arena, render_result(r, guide, design, ink)));
    if (r->wants_coverage)
        table_cell(t, column, format_coverage(r, t->arena, guide, design));
}

static void add_guide(const struct render *r, struct table *t, unsigned index)
{
    const struct loaded_guide *g = &r->workspace.guides[index];
    struct slice title = g->guide ? g->guide->title.text : SLICE("");
    bool has_heading = false;
    if (!g->sound)
        table_heading(t, arena_printf(t->arena, _("%.*s (%s): has errors, not made"),
                                      SLICE_ARG(title), g->path));
    for (unsigned i = 0; g->sound && i < r->design_count; i++) {
        if (!was_reached(r, index, i))
            continue;
        if (!has_heading)
            table_heading(t, arena_printf(t->arena, "%.*s · %s/%.*s/", SLICE_ARG(title), r->out,
                                          SLICE_ARG(g->guide->id.text)));
        has_heading = true;
        add_design_row(r, t, index, i);
    }
}

void render_print_table(struct render *r)
{
    struct table t;
    table_init(&t, &r->workspace.arena, has_both_inks(r) ? "lrrrrr" : "lrrrr");
    add_title_row(r, &t);
    for (unsigned i = 0; i < r->workspace.guide_count; i++)
        add_guide(r, &t, i);
    table_print(&t, stdout);
}

static void print_commune_line(const struct render *r)
{
    const struct workspace *w = &r->workspace;
    if (w->commune_found)
        printf(_("Contact details: from %s in this folder.\n"), w->commune_path);
    else if (w->commune_path)
        printf(_("Contact details: from %s.\n"), w->commune_path);
    else
        printf(_("Contact details: dotted lines to fill in by hand.\n"
                 "To print your team's, run: %s new commune\n"),
               program_as_typed());
}

/* What to choose in the print dialog, which the file proposes as well. */
void render_print_sheet(const struct render *r)
{
    const struct sheet_plan *plan = &r->sheets.plan;
    if (!r->sheet)
        return;
    if (r->sheet->kind == SHEET_SHOP)
        puts(_("For a print shop: PDF/X-1a:2003, CMYK for offset on coated paper (FOGRA39; the "
               "profile is\nnot in the file). For other paper, or a PDF/X-4, ask the shop to "
               "convert it."));
    else if (plan->two_sided && plan->flips_long)
        puts(_("To print: at 100 %, both sides, turned over the long edge."));
    else if (plan->two_sided)
        puts(_("To print: at 100 %, both sides, turned over the short edge."));
    else
        puts(_("To print: at 100 %, one side."));
    if (plan->seams_moved)
        puts(_("Some tiles overlap more than asked for, so that no cut runs through a QR code."));
    if (plan->scale_num < plan->scale_den)
        printf(_("The pages are made smaller, to %d %%.\n"),
               (int)((int64_t)plan->scale_num * 100 / plan->scale_den));
}

static void print_size(uint64_t size_bytes)
{
    unsigned long kb = (unsigned long)((size_bytes + kilobyte - 1) / kilobyte);
    unsigned long tenth_mb =
        (unsigned long)((size_bytes * 10 + 512 * kilobyte) / (1024 * kilobyte));
    if (kb < kilobyte)
        printf(_("%lu KB"), kb);
    else
        printf(_("%lu.%lu MB"), tenth_mb / 10, tenth_mb % 10);
}

void render_print_totals(const struct render *r, double begin_s)
{
    unsigned long tenth_s = (unsigned long)((clock_seconds() - begin_s) * 10 + 0.5);
    putchar('\n');
    printf(i18n_plural("%u file, ", "%u files, ", r->made_count), r->made_count);
    printf(i18n_plural("%u page, ", "%u pages, ", r->page_count), r->page_count);
    print_size(r->size_bytes);
    printf(_(" in %lu.%lu s, in the folder %s%s%s\n"), tenth_s / 10, tenth_s % 10,
           style_begin(stdout, STYLE_BOLD), r->out, style_end(stdout));
    render_print_sheet(r);
    print_commune_line(r);
}
