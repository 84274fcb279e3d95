/** @file
 * ngoso results: looking after what kiosks have recorded, and carrying it from machine to machine.
 */
#include "cli/results/results.h"

#include <stdio.h>

#include "base/i18n.h"
#include "cli/paper/records.h"

static const struct option_spec options[RESULTS_OPTION_COUNT] = {
    [RESULTS_DATA] = {"data", OPTION_TEXT, N_("FOLDER"),
                      N_("The kiosk's folder (else: ~/.local/share/ngoso)"), 0, 0, NULL},
    [RESULTS_FORGET] = {"forget", OPTION_TEXT, N_("CODE"),
                        N_("With “contacts”: delete the contact with this code"), 0, 0, NULL},
    [RESULTS_ALL] = {"all", OPTION_FLAG, NULL,
                     N_("With “export”: also what was merged from other machines"), 0, 0, NULL},
    [RESULTS_NAME] = {"name", OPTION_TEXT, N_("NAME"),
                      N_("With “trust”: what the team calls the machine"), 0, 0, NULL},
    [RESULTS_VILLAGE] = {"village", OPTION_TEXT, N_("VILLAGE"),
                         N_("With “trust”: where the machine stands"), 0, 0, NULL},
    [RESULTS_DATE] = {"date", OPTION_TEXT, N_("DATE"),
                      N_("With “enter”: the day the sheets were filled in (else: today)"), 0, 0,
                      NULL},
    [RESULTS_PREVIEW] = {"preview", OPTION_FLAG, NULL,
                         N_("With “enter”: only show what would be recorded"), 0, 0, NULL},
    [RESULTS_SKIP_BAD] = {"skip-bad", OPTION_FLAG, NULL,
                          N_("With “enter”: leave wrong rows out, record the others"), 0, 0, NULL},
    [RESULTS_RIGHT] = {"right", OPTION_TEXT, N_("LETTERS"),
                       N_("With “rekey”: what is right, A being the first option of the quiz file; "
                          "A,C: either counts"),
                       0, 0, NULL},
    [RESULTS_REASON] = {"reason", OPTION_TEXT, N_("TEXT"), N_("With “rekey”: why; reports show it"),
                        0, 0, NULL},
    [RESULTS_VERSION] = {"of-version", OPTION_TEXT, N_("HASH"),
                         N_("With “rekey”: which version of the question, as it is listed"), 0, 0,
                         NULL},
    [RESULTS_YES] = {"yes", OPTION_FLAG, NULL, N_("Record without asking"), 0, 0, NULL},
};

struct action {
    const char *word;
    results_action *run;
    unsigned argument_min, argument_max; /* Behind the word. */
    unsigned options;                    /* Bits, besides --data. */
    bool begins; /* Where there are no results yet, begins to collect them. */
};

static const struct action actions[] = {
    {"verify", results_verify, 0, 0, 0, false},
    {"rebuild", results_rebuild, 0, 0, 0, false},
    {"contacts", results_contacts, 0, 0, 1u << RESULTS_FORGET, false},
    {"export", results_export, 1, 1, 1u << RESULTS_ALL, false},
    {"merge", results_merge, 1, CLI_ARGUMENTS_MAX, 0, true},
    {"trust", results_trust, 1, 1, 1u << RESULTS_NAME | 1u << RESULTS_VILLAGE, true},
    {"devices", results_devices, 0, 0, 0, true},
    {"enter", results_enter, 2, 2,
     1u << RESULTS_DATE | 1u << RESULTS_PREVIEW | 1u << RESULTS_SKIP_BAD | 1u << RESULTS_YES, true},
    {"batches", results_batches, 0, 0, 0, false},
    {"withdraw", results_withdraw, 1, 1, 1u << RESULTS_YES, false},
    {"rekey", results_rekey, 2, 2,
     1u << RESULTS_RIGHT | 1u << RESULTS_REASON | 1u << RESULTS_VERSION | 1u << RESULTS_YES, false},
    {"rekeys", results_rekeys, 0, 0, 0, false},
};

static const struct action *find_action(const char *word)
{
    for (unsigned i = 0; i < sizeof actions / sizeof actions[0]; i++)
        if (strcmp(word, actions[i].word) == 0)
            return &actions[i];
    return NULL;
}

/* Whether arguments and options are those of the action. */
static bool fits(const struct action *action, const struct invocation *call)
{
    unsigned count = call->argument_count - 1;
    if (count < action->argument_min) {
        say_error(_("“results %s” needs to know what: see the examples in its help"), action->word);
        return false;
    }
    if (count > action->argument_max) {
        say_error(_("“results %s” does not take “%s”"), action->word,
                  call->arguments[action->argument_max + 1]);
        return false;
    }
    for (unsigned i = RESULTS_DATA + 1; i < RESULTS_OPTION_COUNT; i++)
        if (call->values[i].given && !(action->options & 1u << i)) {
            say_error(_("--%s does not go with “results %s”"), options[i].name, action->word);
            return false;
        }
    return true;
}

static enum cli_exit run(const struct invocation *call)
{
    struct error e = {0};
    struct store *s;
    const struct action *action = find_action(call->arguments[0]);
    if (!action) {
        say_error(_("“results” understands “verify”, “rebuild”, “contacts”, “export”, “merge”, "
                    "“trust”, “devices”, “enter”, “batches”, “withdraw”, “rekey” and “rekeys”, "
                    "not “%s”"),
                  call->arguments[0]);
        return say_usage_hint(call->command);
    }
    if (!fits(action, call))
        return say_usage_hint(call->command);
    const char *folder = call->values[RESULTS_DATA].text;
    if (action->begins ? !records_open_or_begin(&s, folder, &e)
                       : !records_open(&s, folder, false, &e))
        return say_failure(&e);
    enum cli_exit code = action->run(s, call);
    store_close(s);
    return code;
}

const struct command command_results = {
    .name = "results",
    .arguments = N_("verify | rebuild | contacts | export FOLDER | merge FILE… | trust FINGERPRINT "
                    "| devices | enter QUIZ FILE | batches | withdraw BATCH | rekey QUIZ QUESTION "
                    "| rekeys"),
    .summary = N_("Look after what kiosks recorded: check it, delete a contact, bring it together"),
    .details = N_(
        "  ngoso results verify      checks the file, and that nobody changed the log\n"
        "  ngoso results rebuild     makes the tables anew from the log\n"
        "  ngoso results contacts    how many people want to be called;\n"
        "                            --forget CODE deletes one, by the code they hold\n\n"
        "From kiosk to team, on a stick:\n"
        "  ngoso results export /media/STICK   on the kiosk: what the stick does not hold yet\n"
        "  ngoso results merge /media/STICK    on the team's computer: files or folders, in any\n"
        "                                      order, as often as you like\n"
        "  ngoso results devices               this machine's fingerprint, and whose results\n"
        "                                      are here\n"
        "  ngoso results trust 0a1b-2c3d-…     accept a machine, once; compare the fingerprint\n"
        "                                      with what that machine shows\n\n"
        "From paper (“ngoso quiz print” makes the sheets and the table to type into):\n"
        "  ngoso results enter vneid vneid-answers.csv   shows what was typed and every error,\n"
        "                                                asks, then records it\n"
        "  ngoso results batches                         what was entered\n"
        "  ngoso results withdraw 3f2a91c0               takes a batch back\n\n"
        "When a question's key was wrong:\n"
        "  ngoso results rekey vneid QUESTION            after the quiz file was corrected\n"
        "  ngoso results rekey vneid QUESTION --right A,C --reason \"…\"\n"
        "  ngoso results rekeys                          corrections in force\n\n"
        "Names and telephone numbers are sealed: only the team's secret key opens them.\n"
        "Close the kiosk first: one program at a time uses the file."),
    .options = options,
    .option_count = RESULTS_OPTION_COUNT,
    .argument_min = 1,
    .argument_max = CLI_ARGUMENTS_MAX,
    .run = run,
};
