/** @file
 * ngoso visit: what became of visits, recorded by the numbers of the sheet, never by name.
 */
#include "cli/results/visit.h"

#include <stdio.h>

#include "base/date.h"
#include "base/file.h"
#include "base/i18n.h"
#include "cli/paper/records.h"
#include "cli/table.h"
#include "cli/workspace.h"

enum { ID_SHOWN = 8, ID_MIN = 6 };

static const struct option_spec options[VISIT_OPTION_COUNT] = {
    [VISIT_DATA] = {"data", OPTION_TEXT, N_("FOLDER"),
                    N_("The kiosk's folder (else: ~/.local/share/ngoso)"), 0, 0, NULL},
    [VISIT_OUTCOME] = {"outcome", OPTION_TEXT, "done|not-home|again|declined",
                       N_("What came of it; declined deletes the contact"), 0, 0, NULL},
    [VISIT_ACHIEVED] = {"achieved", OPTION_TEXT, N_("WHAT[,WHAT…]"),
                        N_("What was set up: vneid-level-2, payment-account …"), 0, 0, NULL},
    [VISIT_LEAFLETS] = {"leaflets", OPTION_TEXT, N_("GUIDE[:N],…"),
                        N_("Leaflets given, like vneid:2,fraud"), 0, 0, NULL},
    [VISIT_PEOPLE] = {"people", OPTION_NUMBER, N_("N"), N_("How many people were helped"), 0,
                      VISIT_COUNT_MAX, NULL},
    [VISIT_DATE] = {"date", OPTION_TEXT, N_("DAY"), N_("Day of the visit (else: today)"), 0, 0,
                    NULL},
    [VISIT_VILLAGE] = {"village", OPTION_TEXT, N_("NAME"),
                       N_("The household's village; with “list”: only this one"), 0, 0, NULL},
    [VISIT_YES] = {"yes", OPTION_FLAG, NULL,
                   N_("Do not ask before the contacts of those who declined are deleted"), 0, 0,
                   NULL},
    [VISIT_FROM] = {"from", OPTION_TEXT, N_("DAY"), N_("With “list”: from this day on"), 0, 0,
                    NULL},
    [VISIT_TO] = {"to", OPTION_TEXT, N_("DAY"), N_("With “list”: up to this day"), 0, 0, NULL},
};

/* ---- record ---- */

bool visit_may_delete(const struct invocation *call, unsigned count)
{
    char answer[16];
    if (count == 0 || (call && call->values[VISIT_YES].given))
        return true;
    fprintf(stderr,
            i18n_plural("%u person does not want to be visited any more: the contact is deleted "
                        "for good.",
                        "%u people do not want to be visited any more: the contacts are deleted "
                        "for good.",
                        count),
            count);
    if (!terminal_is(stdin)) {
        fprintf(stderr, "\n");
        say_error("%s", _("say --yes if that is meant; nothing was recorded"));
        return false;
    }
    fprintf(stderr, " %s ", _("Delete? (y/n)"));
    bool yes = fgets(answer, sizeof answer, stdin) && strchr("yYcC", answer[0]);
    if (!yes)
        say_error("%s", _("nothing was recorded"));
    return yes;
}

struct reading {
    enum visit_option option;
    const char *(*read)(struct visit_draft *, struct visit_desk *, struct slice);
};

static const struct reading readings[] = {
    {VISIT_OUTCOME, visit_read_outcome},   {VISIT_ACHIEVED, visit_read_achieved},
    {VISIT_LEAFLETS, visit_read_leaflets}, {VISIT_PEOPLE, visit_read_people},
    {VISIT_DATE, visit_read_day},          {VISIT_VILLAGE, visit_read_village},
};

static bool read_options(struct visit_draft *d, struct visit_desk *desk,
                         const struct invocation *call)
{
    bool ok = true;
    const char *wrong;
    *d = (struct visit_draft){.visit = {.day = desk->today}};
    if (call->argument_count > 1 &&
        (wrong = visit_read_number(d, desk, slice_from(call->arguments[1])))) {
        say_error("%s", wrong);
        ok = false;
    }
    for (unsigned i = 0; i < sizeof readings / sizeof readings[0]; i++) {
        const struct option_value *v = &call->values[readings[i].option];
        if (!v->given || !(wrong = readings[i].read(d, desk, slice_from(v->text))))
            continue;
        say_error("--%s: %s", options[readings[i].option].name, wrong);
        ok = false;
    }
    if (!call->values[VISIT_OUTCOME].given) {
        say_error("%s", _("what came of the visit? Say --outcome done, not-home, again or "
                          "declined"));
        ok = false;
    }
    return ok;
}

static enum cli_exit record_one(struct visit_desk *desk, const struct invocation *call)
{
    struct visit_draft draft;
    struct error e = {0};
    bool again;
    if (!read_options(&draft, desk, call))
        return CLI_PROBLEMS;
    if (!visit_may_delete(call,
                          draft.visit.outcome == VISIT_DECLINED && draft.visit.contact.text[0]))
        return CLI_PROBLEMS;
    if (!draft.visit.contact.text[0]) /* Two households may be alike. */
        draft.twin = (unsigned)time(NULL);
    if (!visit_record(&again, desk, &draft, &e))
        return say_failure(&e);
    puts(again ? _("This visit was recorded before; it counts once.")
               : _("The visit is recorded."));
    return CLI_DONE;
}

static bool is_table(const char *word)
{
    return slice_ends(slice_from(word), SLICE(".csv")) || file_exists(word);
}

static bool has_options(const struct invocation *call)
{
    for (unsigned i = VISIT_OUTCOME; i < VISIT_YES; i++)
        if (call->values[i].given)
            return true;
    return false;
}

static enum cli_exit record(struct visit_desk *desk, const struct invocation *call)
{
    struct error e = {0};
    if (desk->workspace->paths && !load_guides(desk->workspace, NULL, 0, &e))
        return say_failure(&e);
    if (!visit_numbers_read(&desk->numbers, desk->store, desk->arena, &e))
        return say_failure(&e);
    if (call->argument_count > 1 && is_table(call->arguments[1]))
        return visit_record_table(desk, call, call->arguments[1]);
    if (call->argument_count == 1 && !has_options(call) && terminal_is(stdin))
        return visit_ask(desk);
    return record_one(desk, call);
}

/* ---- list and withdraw ---- */

struct listing {
    struct visit_desk *desk;
    struct table table;
    struct slice village, prefix;
    struct store_id match;
    unsigned count;
};

static struct slice describe(const struct store_visit *v, struct arena *a)
{
    struct slice all = visit_achieved_words(v->achievements, a);
    for (unsigned i = 0; i < v->leaflet_count; i++)
        all = arena_printf(a, "%.*s%s%.*s:%u", SLICE_ARG(all), all.size ? ", " : "",
                           SLICE_ARG(v->leaflets[i].guide), v->leaflets[i].count);
    if (v->people)
        all = arena_printf(a, i18n_plural("%.*s%s%u person", "%.*s%s%u people", v->people),
                           SLICE_ARG(all), all.size ? ", " : "", v->people);
    return all;
}

static bool list_visit(void *self, const struct store_visit *v)
{
    struct listing *l = self;
    struct arena *a = l->desk->arena;
    if (l->village.size && !slice_equal(l->village, v->village))
        return true;
    l->count++;
    table_row(&l->table, STYLE_PLAIN);
    table_cell(&l->table, 0, date_format(a, date_from_days(v->day)));
    table_cell(&l->table, 1,
               v->contact.text[0] ? visit_number_short(&l->desk->numbers, &v->contact, a)
                                  : SLICE("—"));
    table_cell(&l->table, 2, v->village.size ? arena_copy(a, v->village) : SLICE("—"));
    table_cell(&l->table, 3, slice_from(visit_outcome_word(v->outcome)));
    table_cell(&l->table, 4, arena_copy(a, slice_part(slice_from(v->id.text), 0, ID_SHOWN)));
    table_cell(&l->table, 5, describe(v, a));
    return true;
}

static bool read_limit(int64_t *out, const struct invocation *call, enum visit_option option,
                       int64_t otherwise)
{
    struct date day;
    const char *text = call->values[option].text;
    *out = otherwise;
    if (!text)
        return true;
    if (!date_parse(&day, slice_from(text))) {
        say_error(_("--%s needs a day like 2026-11-21 or 21/11/2026, not “%s”"),
                  options[option].name, text);
        return false;
    }
    *out = date_days(day);
    return true;
}

static enum cli_exit list(struct visit_desk *desk, const struct invocation *call)
{
    struct error e = {0};
    struct visit_draft draft = {.twin = 0};
    int64_t from, to;
    if (!read_limit(&from, call, VISIT_FROM, INT64_MIN) ||
        !read_limit(&to, call, VISIT_TO, INT32_MAX))
        return CLI_USAGE;
    if (from > to) {
        say_error("%s", _("--from is a later day than --to"));
        return CLI_USAGE;
    }
    const char *wrong =
        visit_read_village(&draft, desk, slice_from(call->values[VISIT_VILLAGE].text));
    if (wrong) {
        say_error("%s", wrong);
        return CLI_USAGE;
    }
    struct listing l = {.desk = desk, .village = draft.visit.village};
    table_init(&l.table, desk->arena, "llllll");
    if (!visit_numbers_read(&desk->numbers, desk->store, desk->arena, &e) ||
        !store_visit_visits(desk->store, from, to + 1, list_visit, &l, &e))
        return say_failure(&e);
    table_print(&l.table, stdout);
    printf(i18n_plural("%u visit.\n", "%u visits.\n", l.count), l.count);
    return CLI_DONE;
}

static bool match_visit(void *self, const struct store_visit *v)
{
    struct listing *l = self;
    if (!slice_starts(slice_from(v->id.text), l->prefix))
        return true;
    l->match = v->id;
    l->count++;
    return true;
}

static enum cli_exit withdraw(struct visit_desk *desk, const struct invocation *call)
{
    struct error e = {0};
    bool found;
    struct listing l = {.desk = desk, .prefix = slice_from(call->arguments[1])};
    if (!store_visit_visits(desk->store, INT64_MIN, INT64_MAX, match_visit, &l, &e))
        return say_failure(&e);
    if (l.prefix.size < ID_MIN || l.count != 1) {
        say_error(_("no single visit has the id “%s”: take the one that “ngoso visit list” shows"),
                  call->arguments[1]);
        return CLI_PROBLEMS;
    }
    if (!store_withdraw_visit(&found, desk->store, &l.match, &e))
        return say_failure(&e);
    puts(_("The visit does not count any more; it stays in the log. A contact that was deleted "
           "with it does not come back."));
    return CLI_DONE;
}

/* ---- command ---- */

static const struct action {
    const char *word;
    enum cli_exit (*run)(struct visit_desk *desk, const struct invocation *call);
    unsigned argument_min, argument_max; /* Behind the word. */
    unsigned options;                    /* Bits, besides --data. */
} actions[] = {
    {"record", record, 0, 1,
     1u << VISIT_OUTCOME | 1u << VISIT_ACHIEVED | 1u << VISIT_LEAFLETS | 1u << VISIT_PEOPLE |
         1u << VISIT_DATE | 1u << VISIT_VILLAGE | 1u << VISIT_YES},
    {"list", list, 0, 0, 1u << VISIT_VILLAGE | 1u << VISIT_FROM | 1u << VISIT_TO},
    {"withdraw", withdraw, 1, 1, 0},
};

static const struct action *find_action(const struct invocation *call)
{
    for (unsigned i = 0; i < sizeof actions / sizeof actions[0]; i++)
        if (strcmp(call->arguments[0], actions[i].word) == 0)
            return &actions[i];
    say_error(_("“visit” understands “record”, “list” and “withdraw”, not “%s”"),
              call->arguments[0]);
    return NULL;
}

static bool fits(const struct action *action, const struct invocation *call)
{
    unsigned count = call->argument_count - 1;
    if (count < action->argument_min || count > action->argument_max) {
        say_error(_("“visit %s” is called otherwise: see the examples in its help"), action->word);
        return false;
    }
    for (unsigned i = VISIT_DATA + 1; i < VISIT_OPTION_COUNT; i++)
        if (call->values[i].given && !(action->options & 1u << i)) {
            say_error(_("--%s does not go with “visit %s”"), options[i].name, action->word);
            return false;
        }
    return true;
}

static enum cli_exit run(const struct invocation *call)
{
    struct error e = {0};
    struct workspace w;
    struct visit_desk desk = {.workspace = &w, .arena = &w.arena, .today = date_days(date_today())};
    const struct action *action = find_action(call);
    if (!action || !fits(action, call))
        return say_usage_hint(call->command);
    if (!records_open(&desk.store, call->values[VISIT_DATA].text, false, &e))
        return say_failure(&e);
    workspace_init(&w, call->paths);
    enum cli_exit code = action->run(&desk, call);
    store_close(desk.store);
    workspace_deinit(&w);
    return finish_output(code);
}

const struct command command_visit = {
    .name = "visit",
    .arguments = N_("record [NUMBER | FILE.csv] | list | withdraw ID"),
    .summary = N_("Record what came of a visit, by the number on the visit sheet"),
    .details = N_(
        "  ngoso visit record                     asks question by question\n"
        "  ngoso visit record K482 --outcome done --achieved vneid-level-2 --leaflets "
        "vneid,fraud:2\n"
        "                                         --people 2 --date 21/11/2026\n"
        "  ngoso visit record --outcome done --village “thôn Một”   a household without a number\n"
        "  ngoso visit record visits.csv          a row a visit; columns: number, date, outcome,\n"
        "                                         achieved, leaflets, people, village\n"
        "  ngoso visit list --from 1/11/2026      what was recorded, with each visit's id\n"
        "  ngoso visit withdraw 0a1b2c3d          entered wrongly: does not count any more\n\n"
        "The same visit entered twice counts once. Who declined is not visited any more: the\n"
        "contact is deleted. Close the kiosk first: one program at a time uses the file."),
    .options = options,
    .option_count = VISIT_OPTION_COUNT,
    .argument_min = 1,
    .argument_max = 2,
    .run = run,
};
