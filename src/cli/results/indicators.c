/** @file
 * ngoso indicators: the period report that a commune asks for, and the figures only people know.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/i18n.h"
#include "cli/paper/records.h"
#include "cli/results/report_output.h"
#include "cli/table.h"
#include "cli/workspace.h"
#include "review/figures.h"
#include "review/indicator.h"

enum {
    INDICATORS_DATA,
    INDICATORS_MONTH,
    INDICATORS_FROM,
    INDICATORS_TO,
    INDICATORS_FORMAT,
    INDICATORS_OUTPUT,
    INDICATORS_COMMUNE,
    INDICATORS_LIST,
    INDICATORS_OPTION_COUNT
};

enum { REPORT_BYTES_MAX = 512 * 1024 * 1024, TEXT_BYTES_MAX = 256 * 1024 };

static const char format_help[] =
    N_("terminal (default), text for a chat group, pdf, xlsx, html, csv, png");

static const struct option_spec options[INDICATORS_OPTION_COUNT] = {
    [INDICATORS_DATA] = {"data", OPTION_TEXT, N_("FOLDER"),
                         N_("The kiosk's folder (else: ~/.local/share/ngoso)"), 0, 0, NULL},
    [INDICATORS_MONTH] = {"month", OPTION_TEXT, N_("MONTH"),
                          N_("2026-11 or 11/2026 (else: this month)"), 0, 0, NULL},
    [INDICATORS_FROM] = {"from", OPTION_TEXT, N_("DAY"), N_("Instead of a month: from this day on"),
                         0, 0, NULL},
    [INDICATORS_TO] = {"to", OPTION_TEXT, N_("DAY"), N_("With --from: up to this day"), 0, 0, NULL},
    [INDICATORS_FORMAT] = {"format", OPTION_TEXT, N_("FORMAT[,FORMAT…]"), format_help, 0, 0, NULL},
    [INDICATORS_OUTPUT] = {"out", OPTION_TEXT, N_("FOLDER"), N_("Where the files go (else: here)"),
                           0, 0, NULL},
    [INDICATORS_COMMUNE] = OPTION_COMMUNE_SPEC,
    [INDICATORS_LIST] = {"indicators", OPTION_TEXT, N_("FILE"),
                         N_("Another list of indicators (else: the one that is shipped)"), 0, 0,
                         NULL},
};

struct run {
    const struct invocation *call;
    struct workspace workspace;
    struct arena arena;
    struct store *store;
    const struct indicators *all;
};

/* ---- period ---- */

/* "2026-11" and "11/2026", also "2026-1". */
static bool read_month(struct date *first, const char *text)
{
    struct date d;
    char day[32];
    const char *slash = strchr(text, '/');
    int size =
        slash ? snprintf(day, sizeof day, "1/%s", text) : snprintf(day, sizeof day, "%s-01", text);
    if (size < 0 || (size_t)size >= sizeof day || !date_parse(&d, slice_from(day)))
        return false;
    *first = d;
    return true;
}

static struct date last_of_month(struct date first)
{
    struct date next = first;
    next.month = (int8_t)(first.month % 12 + 1);
    next.year = (int16_t)(first.year + (first.month == 12));
    return date_from_days(date_days(next) - 1);
}

static bool take_month(struct date *first, const struct invocation *call)
{
    const char *text = call->values[INDICATORS_MONTH].text;
    *first = date_today();
    first->day = 1;
    if (!text || read_month(first, text))
        return true;
    say_error(_("--month needs a month like 2026-11 or 11/2026, not “%s”"), text);
    return false;
}

static bool take_day(struct date *out, const struct invocation *call, unsigned option)
{
    const char *text = call->values[option].text;
    if (!text || date_parse(out, slice_from(text)))
        return true;
    say_error(_("--%s needs a day like 2026-11-21 or 21/11/2026, not “%s”"), options[option].name,
              text);
    return false;
}

static bool take_period(struct indicator_period *out, const struct invocation *call)
{
    const struct option_value *v = call->values;
    struct date first, to;
    bool days = v[INDICATORS_FROM].given || v[INDICATORS_TO].given;
    if (v[INDICATORS_MONTH].given && days) {
        say_error("%s", _("--month does not go with --from and --to"));
        return false;
    }
    if (!take_month(&first, call))
        return false;
    to = days ? date_today() : last_of_month(first);
    if (!take_day(&first, call, INDICATORS_FROM) || !take_day(&to, call, INDICATORS_TO))
        return false;
    if (v[INDICATORS_TO].given && !v[INDICATORS_FROM].given) {
        first = to;
        first.day = 1;
    }
    if (indicator_period_make(out, first, to))
        return true;
    say_error("%s", _("the period ends before it begins"));
    return false;
}

/* ---- formats ---- */

/* "text" is ours; the rest are those of reports. */
static bool take_formats(unsigned *formats, bool *text, struct run *r)
{
    const char *given = r->call->values[INDICATORS_FORMAT].text;
    struct slice rest = slice_from(given), others = {0};
    *text = false;
    *formats = 0;
    for (size_t begin = 0; given && begin <= rest.size;) {
        size_t end = begin;
        while (end < rest.size && rest.data[end] != ',')
            end++;
        struct slice word = slice_part(rest, begin, end);
        if (slice_equal(word, SLICE("text")))
            *text = true;
        else
            others = arena_printf(&r->arena, "%.*s%s%.*s", SLICE_ARG(others),
                                  others.data ? "," : "", SLICE_ARG(word));
        begin = end + 1;
    }
    return (given && !others.data) || report_read_formats(formats, others.data, format_help);
}

/* ---- report ---- */

static void say_problems(struct run *r)
{
    if (r->workspace.diags.error_count == 0)
        return;
    diag_print(stderr, &r->workspace.diags, terminal_has_colour(stderr));
    diag_print_summary(stderr, &r->workspace.diags);
}

/* A target that names nothing would never be reached, and nobody would know why. */
static bool say_lost_targets(const struct run *r)
{
    bool lost = false;
    const struct commune *c = r->workspace.commune;
    for (unsigned i = 0; c && i < c->target_count; i++)
        if (!indicators_find(r->all, c->targets[i].indicator.text)) {
            lost = true;
            say_error(_("the commune's file has a target for “%.*s”, which is no indicator"),
                      SLICE_ARG(c->targets[i].indicator.text));
        }
    return lost;
}

static bool read_quizzes(struct figures *out, struct run *r, const struct indicator_period *period,
                         struct error *e)
{
    const struct figures_texts texts = {.quiz_count = 0};
    const struct figures_filter filter = {
        .has_from = true, .from_day = period->from_day, .has_to = true, .to_day = period->to_day};
    struct store *stores[] = {r->store};
    return figures_read(out, stores, 1, &filter, &texts, &r->arena, e);
}

static const char *name_files(struct run *r, const struct indicator_period *p)
{
    struct date from = date_from_days(p->from_day), to = date_from_days(p->to_day);
    if (p->whole && p->from_month == p->to_month)
        return arena_printf(&r->arena, "indicators-%04d-%02d", from.year, from.month).data;
    return arena_printf(&r->arena, "indicators-%04d-%02d-%02d-%04d-%02d-%02d", from.year,
                        from.month, from.day, to.year, to.month, to.day)
        .data;
}

static void print_text(struct run *r, const struct indicator_figure *figures,
                       const struct indicator_period *period)
{
    struct buf text;
    buf_init(&text, TEXT_BYTES_MAX);
    indicators_write_text(&text, figures, r->all->count, period, r->workspace.commune, &r->arena);
    printf("%.*s", SLICE_ARG(buf_slice(&text)));
    buf_deinit(&text);
}

static enum cli_exit report(struct run *r)
{
    struct error e = {0};
    struct indicator_period period;
    struct figures quizzes;
    struct report made;
    unsigned formats;
    bool text;
    if (!take_period(&period, r->call) || !take_formats(&formats, &text, r))
        return say_usage_hint(r->call->command);
    struct indicator_figure *figures =
        ARENA_ARRAY(&r->arena, r->all->count + 1, struct indicator_figure);
    if (!read_quizzes(&quizzes, r, &period, &e) ||
        !indicators_read(figures, r->all, r->store, &quizzes, r->workspace.commune, &period,
                         &r->arena, &e))
        return say_failure(&e);
    bool lost = say_lost_targets(r);
    if (text)
        print_text(r, figures, &period);
    indicators_fill(&made, figures, r->all->count, &period, r->workspace.commune, &r->arena);
    struct report_output output = {.stem = name_files(r, &period),
                                   .folder = r->call->values[INDICATORS_OUTPUT].text,
                                   .paths = r->workspace.paths,
                                   .author = made.kicker,
                                   .arena = &r->arena};
    if (!report_write_all(&made, formats, &output, &e))
        return say_failure(&e);
    return lost ? CLI_PROBLEMS : CLI_DONE;
}

/* ---- set and list ---- */

static bool read_value(int64_t *out, const char *text)
{
    char *end;
    *out = strtoll(text, &end, 10);
    return text[0] >= '0' && text[0] <= '9' && *end == '\0' && strlen(text) <= 12;
}

static enum cli_exit set(struct run *r)
{
    struct error e = {0};
    struct date month;
    struct store_entry entry;
    const struct indicator *i = indicators_find(r->all, slice_from(r->call->arguments[1]));
    if (!i || i->from != INDICATOR_ENTERED) {
        say_error(i ? _("“%s” is counted from the records; it is not entered")
                    : _("there is no indicator “%s”; “ngoso indicators list” shows them"),
                  r->call->arguments[1]);
        return CLI_PROBLEMS;
    }
    if (!take_month(&month, r->call))
        return say_usage_hint(r->call->command);
    if (!read_value(&entry.value, r->call->arguments[2])) {
        say_error(_("a figure is a whole number, 0 or more, without points: not “%s”"),
                  r->call->arguments[2]);
        return CLI_PROBLEMS;
    }
    entry.indicator = i->id.text;
    entry.month = month.year * 12 + month.month - 1;
    if (!store_record_entry(r->store, &entry, &e))
        return say_failure(&e);
    printf("%02d/%d · %.*s: %lld\n", month.month, month.year, SLICE_ARG(i->name.text),
           (long long)entry.value);
    return CLI_DONE;
}

static enum cli_exit list(struct run *r)
{
    struct table t;
    table_init(&t, &r->arena, "lll");
    for (unsigned i = 0; i < r->all->count; i++) {
        const struct indicator *item = &r->all->items[i];
        if (i == 0 || !slice_equal(item->group.text, r->all->items[i - 1].group.text))
            table_heading(&t, item->group.text);
        table_row(&t, STYLE_PLAIN);
        table_cell(&t, 0, item->id.text);
        table_cell(&t, 1, slice_from(indicator_from_name(item->from)));
        table_cell(&t, 2, item->name.text);
    }
    table_print(&t, stdout);
    return CLI_DONE;
}

/* ---- command ---- */

static enum cli_exit run_loaded(struct run *r)
{
    struct error e = {0};
    const struct invocation *call = r->call;
    const char *word = call->argument_count ? call->arguments[0] : NULL;
    bool is_set = word && strcmp(word, "set") == 0, is_list = word && strcmp(word, "list") == 0;
    if (word && !(is_set && call->argument_count == 3) && !(is_list && call->argument_count == 1)) {
        say_error("%s", _("“indicators” understands “set ID VALUE” and “list”, or nothing behind "
                          "it for the report"));
        return say_usage_hint(call->command);
    }
    if (!r->workspace.paths && !call->values[INDICATORS_LIST].given)
        return say_failure(call->paths_error);
    r->all = load_indicators(&r->workspace, call->values[INDICATORS_LIST].text);
    load_commune(&r->workspace, call->values[INDICATORS_COMMUNE].text);
    say_problems(r);
    if (!r->all || r->workspace.diags.error_count)
        return CLI_PROBLEMS;
    if (is_list)
        return list(r);
    const char *data = call->values[INDICATORS_DATA].text;
    if (!(is_set ? records_open(&r->store, data, false, &e)
                 : records_open_read(&r->store, data, &e)))
        return say_failure(&e);
    return is_set ? set(r) : report(r);
}

static enum cli_exit run(const struct invocation *call)
{
    static struct run r;
    r = (struct run){.call = call};
    workspace_init(&r.workspace, call->paths);
    arena_init(&r.arena, REPORT_BYTES_MAX);
    enum cli_exit code = run_loaded(&r);
    store_close(r.store);
    arena_deinit(&r.arena);
    workspace_deinit(&r.workspace);
    return finish_output(code);
}

const struct command command_indicators = {
    .name = "indicators",
    .arguments = N_("[set ID VALUE | list]"),
    .summary = N_("The month's report, with the names that communes and provinces use"),
    .details = N_(
        "  ngoso indicators                             this month, on the terminal\n"
        "  ngoso indicators --month 2026-11 --format pdf,xlsx,text --out out\n"
        "  ngoso indicators set team-members 12         what only people know, for a month\n"
        "  ngoso indicators list                        ids, and where each figure comes from\n\n"
        "Names and sources stand in guides/indicators.yaml; targets in commune.yaml (targets:).\n"
        "“—” means not known yet, never 0. The last figure entered for a month counts."),
    .options = options,
    .option_count = INDICATORS_OPTION_COUNT,
    .argument_min = 0,
    .argument_max = 3,
    .run = run,
};
