/* ngoso results trust, devices: which machines' results count. */
#include <stdio.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "cli/results/results.h"
#include "cli/table.h"
#include "store/bundle.h"

enum { LIST_BYTES = 64 * 1024 * 1024 };

enum cli_exit results_trust(struct store *s, const struct invocation *call)
{
    struct error e = {0};
    const struct option_value *values = call->values;
    if (!bundle_trust(s, call->arguments[1], slice_from(values[RESULTS_NAME].text),
                      slice_from(values[RESULTS_VILLAGE].text), &e))
        return say_call_failure(call->command, &e);
    printf(_("Accepted: %s. Its results count from the next “results merge” on.\n"),
           call->arguments[1]);
    return CLI_DONE;
}

struct listing {
    struct arena arena;
    struct table table;
    unsigned count;
};

static struct slice describe(struct arena *a, const struct bundle_device *d)
{
    if (d->forked)
        return slice_from(_("two different logs: the one that goes further counts"));
    if (d->gap_count > 0)
        return arena_printf(a, _("events %lld to %lld are missing"), (long long)d->gap_from,
                            (long long)d->gap_to);
    if (!d->own && !d->accepted)
        return slice_from(_("not accepted"));
    return d->last_seq ? slice_from(_("all there")) : slice_from(_("nothing has come yet"));
}

static bool show(void *self, const struct bundle_device *d)
{
    struct listing *l = self;
    struct slice none = SLICE("—");
    table_row(&l->table, d->own ? STYLE_BOLD : STYLE_PLAIN);
    table_cell(&l->table, 0, arena_copy(&l->arena, slice_from(d->fingerprint)));
    table_cell(&l->table, 1,
               d->label.size ? arena_copy(&l->arena, d->label)
               : d->own      ? slice_from(_("this machine"))
                             : none);
    table_cell(&l->table, 2, d->village.size ? arena_copy(&l->arena, d->village) : none);
    table_cell(&l->table, 3,
               d->last_seq ? arena_printf(&l->arena, "%lld", (long long)d->last_seq) : none);
    table_cell(&l->table, 4, describe(&l->arena, d));
    l->count++;
    return true;
}

enum cli_exit results_devices(struct store *s, const struct invocation *call)
{
    struct listing l = {.count = 0};
    struct error e = {0};
    char fingerprint[BUNDLE_FINGERPRINT_BYTES];
    (void)call;
    arena_init(&l.arena, LIST_BYTES);
    table_init(&l.table, &l.arena, "lllrl");
    table_row(&l.table, STYLE_DIM);
    table_cell(&l.table, 0, slice_from(_("fingerprint")));
    table_cell(&l.table, 1, slice_from(_("name")));
    table_cell(&l.table, 2, slice_from(_("village")));
    table_cell(&l.table, 3, slice_from(_("last event")));
    bundle_own_fingerprint(fingerprint, s);
    printf(_("Fingerprint of this machine: %s\n"), fingerprint);
    bool ok = bundle_visit_devices(s, show, &l, &e);
    if (ok)
        table_print(&l.table, stdout);
    arena_deinit(&l.arena);
    return ok ? CLI_DONE : say_failure(&e);
}
