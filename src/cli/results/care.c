/* Looking after what the kiosk has recorded: check it, rebuild it, delete a contact. */
#include <stdio.h>

#include "base/i18n.h"
#include "cli/results/results.h"
#include "store/store.h"

enum cli_exit results_rebuild(struct store *s, const struct invocation *call)
{
    struct error e = {0};
    struct store_health health;
    (void)call;
    if (!store_rebuild(s, &e) || !store_check_health(&health, s, &e))
        return say_failure(&e);
    printf(_("Made the tables anew from %lld events.\n"), (long long)health.events);
    return CLI_DONE;
}

enum cli_exit results_verify(struct store *s, const struct invocation *call)
{
    struct error e = {0};
    struct store_health health;
    int64_t broken_at;
    (void)call;
    if (!store_check_health(&health, s, &e) || !store_verify(&broken_at, s, &e))
        return say_failure(&e);
    if (!health.sound)
        say_error(_("the file is damaged; make a copy of it now"));
    if (broken_at)
        say_error(_("the log was changed or is damaged from event %lld of %lld on"),
                  (long long)broken_at, (long long)health.events);
    if (!health.sound || broken_at)
        return CLI_PROBLEMS;
    printf(_("All is well: %lld events, each follows from the one before, signatures are "
             "good.\n"),
           (long long)health.events);
    return CLI_DONE;
}

enum cli_exit results_contacts(struct store *s, const struct invocation *call)
{
    struct error e = {0};
    struct store_health health;
    bool found = true;
    const char *code = call->values[RESULTS_FORGET].text;
    if (code && !store_delete_contact(&found, s, code, &e))
        return say_failure(&e);
    if (!found) {
        say_error(_("no contact has the code “%s”; it has ten digits, and each works once"), code);
        return CLI_PROBLEMS;
    }
    if (code)
        puts(_("The contact is deleted; nothing of it is left in the file."));
    if (!store_check_health(&health, s, &e))
        return say_failure(&e);
    printf(i18n_plural("%lld person wants to be called.\n", "%lld people want to be called.\n",
                       health.contacts),
           (long long)health.contacts);
    return CLI_DONE;
}
