/** @file
 * ngoso report: what one or many kiosks recorded, as figures for trainers.
 */
#include <stdio.h>

#include "base/i18n.h"
#include "cli/results/report_output.h"
#include "cli/results/report_source.h"
#include "review/fill.h"

/* Figures of a report: questions and their counters, texts, tables. */
#define FIGURES_BYTES_MAX ((size_t)1024 * 1024 * 1024)

enum { REPORT_FORMAT = SOURCE_OPTION_COUNT, REPORT_OUTPUT, REPORT_OPTION_COUNT };

static const struct option_spec options[REPORT_OPTION_COUNT] = {
    SOURCE_OPTIONS,
    [REPORT_FORMAT] = {"format", OPTION_TEXT, N_("FORMATS"), report_format_help, 0, 0, NULL},
    [REPORT_OUTPUT] = {"out", OPTION_TEXT, N_("FOLDER"),
                       N_("Where files go (default: the current folder)"), 0, 0, NULL},
};

struct report_command {
    struct report_source source;
    struct arena arena; /**< Of the figures. */
    unsigned formats;   /**< Bits: 1u << enum report_format. */
};

/* ---- what was asked for ---- */

static bool read_options(struct report_command *r)
{
    const struct option_value *values = r->source.call->values;
    bool ok = report_read_formats(&r->formats, values[REPORT_FORMAT].text, report_format_help);
    if (values[REPORT_OUTPUT].given && r->formats == 1u << REPORT_FORMAT_TERMINAL) {
        say_error("%s", _("--out goes with a --format that makes files"));
        ok = false;
    }
    return ok;
}

/* ---- making it ---- */

static struct slice find_team(const struct commune *c)
{
    if (!c)
        return (struct slice){0};
    return c->contact.team.text.size ? c->contact.team.text : c->name.text;
}

/* "report-2026-11-01-2026-11-30": what was asked for, so that the next month has another name. */
static const char *name_files(struct report_command *r)
{
    struct slice name = SLICE("report");
    static const unsigned ends[] = {SOURCE_FROM, SOURCE_TO};
    for (unsigned i = 0; i < 2; i++) {
        struct date d;
        const char *text = r->source.call->values[ends[i]].text;
        if (text && date_parse(&d, slice_from(text)))
            name = arena_printf(&r->arena, "%.*s-%s%04d-%02d-%02d", SLICE_ARG(name),
                                i == 1 && !r->source.filter.has_from ? "to-" : "", d.year, d.month,
                                d.day);
    }
    return arena_copy(&r->arena, name).data;
}

static bool make_report(struct report_command *r, struct error *e)
{
    struct figures figures;
    struct report report;
    const struct commune *commune = r->source.workspace.commune;
    struct fill_options fill = {.team = r->source.call->values[SOURCE_TEAM].given,
                                .place = commune ? commune->name.text : (struct slice){0}};
    if (!figures_read(&figures, r->source.stores, r->source.store_count, &r->source.filter,
                      &r->source.texts, &r->arena, e))
        return false;
    unsigned problems = r->source.problem_count;
    source_check_filters(&r->source, &figures);
    if (r->source.problem_count > problems)
        return true;
    fill_report(&report, &figures, &fill, &r->arena);
    struct report_output output = {.stem = name_files(r),
                                   .folder = r->source.call->values[REPORT_OUTPUT].text,
                                   .paths = r->source.workspace.paths,
                                   .author = find_team(commune),
                                   .arena = &r->arena};
    return report_write_all(&report, r->formats, &output, e);
}

static enum cli_exit run_opened(struct report_command *r)
{
    struct error e = {0};
    if (!source_open(&r->source, &e))
        return say_failure(&e);
    if (r->source.problem_count) /* A report without one of the databases would mislead. */
        return r->source.code == CLI_SYSTEM ? CLI_SYSTEM : CLI_PROBLEMS;
    source_say_problems(&r->source);
    if (!make_report(r, &e))
        return say_failure(&e);
    return finish_output(r->source.problem_count ? CLI_PROBLEMS : CLI_DONE);
}

static enum cli_exit run(const struct invocation *call)
{
    static struct report_command r;
    enum cli_exit code = CLI_USAGE;
    r = (struct report_command){.formats = 0};
    arena_init(&r.arena, FIGURES_BYTES_MAX);
    bool sound = source_init(&r.source, call);
    if (read_options(&r) && sound)
        code = run_opened(&r);
    else
        say_usage_hint(call->command);
    arena_deinit(&r.arena);
    source_deinit(&r.source);
    return code;
}

const struct command command_report = {
    .name = "report",
    .arguments = N_("[DATABASE…] [QUIZ.yaml…]"),
    .summary = N_("Figures of what kiosks and paper recorded: who came, what is hard, what to do"),
    .details =
        N_("  ngoso report                              this machine's kiosk, on the terminal\n"
           "  ngoso report --from 1/11/2026 --to 30/11/2026 --format pdf,xlsx --out out\n"
           "  ngoso report north.db south.db --village “Bản Pình”\n\n"
           "A DATABASE is a kiosk's file or the folder it lies in; it is only read. With\n"
           "several, each round counts once. Quizzes of your own are named too, so that\n"
           "questions are told by their text.\n\n"
           "Groups under 5 people are not shown, so that nobody is recognised; --team shows\n"
           "them, for the team's own eyes. “—” means not known, never 0."),
    .options = options,
    .option_count = REPORT_OPTION_COUNT,
    .argument_min = 0,
    .argument_max = CLI_ARGUMENTS_MAX,
    .run = run,
};
