/** @file
 * The actions of `ngoso results`: one file a group.
 *
 * An action gets the open store, the call (arguments[0] is its own name) and gives the exit code;
 * it says itself what went wrong.
 */
#ifndef CLI_RESULTS_H
#define CLI_RESULTS_H

#include "cli/command.h"

struct store;

enum results_option {
    RESULTS_DATA,
    RESULTS_FORGET,
    RESULTS_ALL,
    RESULTS_NAME,
    RESULTS_VILLAGE,
    RESULTS_DATE,
    RESULTS_PREVIEW,
    RESULTS_SKIP_BAD,
    RESULTS_RIGHT,
    RESULTS_REASON,
    RESULTS_VERSION,
    RESULTS_YES,
    RESULTS_OPTION_COUNT
};

typedef enum cli_exit results_action(struct store *s, const struct invocation *call);

/* care.c */
results_action results_rebuild, results_verify, results_contacts;
/* export.c */
results_action results_export;
/* merge.c */
results_action results_merge;
/* devices.c */
results_action results_trust, results_devices;

/* enter.c */
results_action results_enter;
/* batches.c */
results_action results_batches, results_withdraw;
/* rekey.c */
results_action results_rekey, results_rekeys;

#endif
