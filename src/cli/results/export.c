/* ngoso results export: bundles for a stick. */
#include <stdio.h>

#include "base/i18n.h"
#include "cli/results/results.h"
#include "store/bundle.h"

enum cli_exit results_export(struct store *s, const struct invocation *call)
{
    struct error e = {0};
    struct bundle_export done;
    unsigned purged;
    const char *folder = call->arguments[1];
    /* What is past its time must not travel. */
    if (!store_purge(&purged, s, &e) ||
        !bundle_write(&done, s, folder, call->values[RESULTS_ALL].given, &e))
        return say_failure(&e);
    if (done.file_count == 0) {
        printf(_("Nothing new: %s holds all of it already.\n"), folder);
        return CLI_DONE;
    }
    printf(i18n_plural("Written to %s, read back and checked: %u file.\n",
                       "Written to %s, read back and checked: %u files.\n", done.file_count),
           folder, done.file_count);
    printf(i18n_plural("%lld event, ", "%lld events, ", done.events), (long long)done.events);
    printf(i18n_plural("%u sealed contact.\n", "%u sealed contacts.\n", done.contacts),
           done.contacts);
    puts(_("You may take the stick out."));
    return CLI_DONE;
}
