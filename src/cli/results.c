/** @file
 * ngoso results: looking after what the kiosk has recorded.
 */
#include <stdio.h>

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/records.h"

enum { RESULTS_DATA, RESULTS_FORGET, RESULTS_OPTION_COUNT };

static const struct option_spec options[RESULTS_OPTION_COUNT] = {
    [RESULTS_DATA] = {"data", OPTION_TEXT, N_("FOLDER"),
                      N_("The kiosk's folder (else: ~/.local/share/ngoso)"), 0, 0, NULL},
    [RESULTS_FORGET] = {"forget", OPTION_TEXT, N_("CODE"),
                        N_("With “contacts”: delete the contact with this code"), 0, 0, NULL},
};

static enum cli_exit rebuild(struct store *s, const struct invocation *call, struct error *e)
{
    struct store_health health;
    (void)call;
    if (!store_rebuild(s, e) || !store_check_health(&health, s, e))
        return say_failure(e);
    printf(_("Made the tables anew from %lld events.\n"), (long long)health.events);
    return CLI_DONE;
}

static enum cli_exit verify(struct store *s, const struct invocation *call, struct error *e)
{
    struct store_health health;
    int64_t broken_at;
    (void)call;
    if (!store_check_health(&health, s, e) || !store_verify(&broken_at, s, e))
        return say_failure(e);
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

static enum cli_exit contacts(struct store *s, const struct invocation *call, struct error *e)
{
    struct store_health health;
    bool found = true;
    const char *code = call->values[RESULTS_FORGET].text;
    if (code && !store_delete_contact(&found, s, code, e))
        return say_failure(e);
    if (!found) {
        say_error(_("no contact has the code “%s”; it has ten digits, and each works once"), code);
        return CLI_PROBLEMS;
    }
    if (code)
        puts(_("The contact is deleted; nothing of it is left in the file."));
    if (!store_check_health(&health, s, e))
        return say_failure(e);
    printf(i18n_plural("%lld person wants to be called.\n", "%lld people want to be called.\n",
                       health.contacts),
           (long long)health.contacts);
    return CLI_DONE;
}

static enum cli_exit run(const struct invocation *call)
{
    static const struct {
        const char *word;
        enum cli_exit (*run)(struct store *s, const struct invocation *call, struct error *e);
    } actions[] = {{"rebuild", rebuild}, {"verify", verify}, {"contacts", contacts}};
    struct error e = {0};
    struct store *s;
    for (unsigned i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        if (strcmp(call->arguments[0], actions[i].word) != 0)
            continue;
        if (call->values[RESULTS_FORGET].given && actions[i].run != contacts)
            break;
        if (!records_open(&s, call->values[RESULTS_DATA].text, false, &e))
            return say_failure(&e);
        enum cli_exit code = actions[i].run(s, call, &e);
        store_close(s);
        return code;
    }
    say_error(_("“results” understands “rebuild”, “verify” and “contacts”; --forget goes with "
                "“contacts”"));
    return say_usage_hint(call->command);
}

const struct command command_results = {
    .name = "results",
    .arguments = N_("rebuild | verify | contacts"),
    .summary = N_("Look after what the kiosk recorded: check it, rebuild it, delete a contact"),
    .details = N_("  ngoso results verify      checks the file, and that nobody changed the log\n"
                  "  ngoso results rebuild     makes the tables anew from the log\n"
                  "  ngoso results contacts    how many people want to be called;\n"
                  "                            --forget CODE deletes one, by the code they hold\n\n"
                  "Close the kiosk first: one program at a time uses the file."),
    .options = options,
    .option_count = RESULTS_OPTION_COUNT,
    .argument_min = 1,
    .argument_max = 1,
    .run = run,
};
