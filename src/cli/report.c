/** @file
 * ngoso report: what one or many kiosks recorded, as figures for trainers.
 */
#include <stdio.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/paths.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/quizzes.h"
#include "cli/report_output.h"
#include "cli/terminal.h"
#include "cli/workspace.h"
#include "review/fill.h"

/* Figures of a report: questions and their counters, texts, tables. */
#define FIGURES_BYTES_MAX ((size_t)1024 * 1024 * 1024)

enum {
    REPORT_FROM,
    REPORT_TO,
    REPORT_VILLAGE,
    REPORT_QUIZ,
    REPORT_KIOSK,
    REPORT_TEAM,
    REPORT_FORMAT,
    REPORT_OUTPUT,
    REPORT_OPTION_COUNT
};

static const struct option_spec options[REPORT_OPTION_COUNT] = {
    [REPORT_FROM] = {"from", OPTION_TEXT, N_("DATE"),
                     N_("First day, such as 2026-11-01 or 1/11/2026"), 0, 0, NULL},
    [REPORT_TO] = {"to", OPTION_TEXT, N_("DATE"), N_("Last day"), 0, 0, NULL},
    [REPORT_VILLAGE] = {"village", OPTION_TEXT, N_("NAME"), N_("Only this village"), 0, 0, NULL},
    [REPORT_QUIZ] = {"quiz", OPTION_TEXT, N_("ID"), N_("Only this quiz"), 0, 0, NULL},
    [REPORT_KIOSK] = {"kiosk", OPTION_TEXT, N_("NAME"),
                      N_("Only this kiosk: its name, or the first digits of its fingerprint"), 0, 0,
                      NULL},
    [REPORT_TEAM] = {"team", OPTION_FLAG, NULL,
                     N_("Show groups under 5 people too; then it is for the team only"), 0, 0,
                     NULL},
    [REPORT_FORMAT] = {"format", OPTION_TEXT, N_("FORMATS"), report_format_help, 0, 0, NULL},
    [REPORT_OUTPUT] = {"output", OPTION_TEXT, N_("FOLDER"),
                       N_("Where files go (default: the current folder)"), 0, 0, NULL},
};

struct report_command {
    const struct invocation *call;
    struct workspace workspace;
    struct arena arena; /**< Of the figures. */
    struct figures_filter filter;
    unsigned formats; /**< Bits: 1u << enum report_format. */
    struct store *stores[FIGURES_STORES_MAX];
    unsigned store_count;
    unsigned problem_count;
};

/* ---- what was asked for ---- */

static bool read_day(bool *given, int64_t *day, const struct invocation *call, unsigned option)
{
    const char *text = call->values[option].text;
    struct date date;
    *given = text != NULL;
    if (!text)
        return true;
    if (!date_parse(&date, slice_from(text))) {
        say_error(_("--%s needs a day such as 2026-11-21 or 21/11/2026, not “%s”"),
                  options[option].name, text);
        return false;
    }
    *day = date_days(date);
    return true;
}

static bool read_options(struct report_command *r)
{
    const struct option_value *values = r->call->values;
    struct figures_filter *f = &r->filter;
    bool ok = read_day(&f->has_from, &f->from_day, r->call, REPORT_FROM);
    ok = read_day(&f->has_to, &f->to_day, r->call, REPORT_TO) && ok;
    if (ok && f->has_from && f->has_to && f->from_day > f->to_day) {
        say_error("%s", _("--from is a later day than --to"));
        ok = false;
    }
    ok = report_read_formats(&r->formats, values[REPORT_FORMAT].text) && ok;
    if (values[REPORT_OUTPUT].given && r->formats == 1u << REPORT_FORMAT_TERMINAL) {
        say_error("%s", _("--output goes with a --format that makes files"));
        ok = false;
    }
    /* Names in the records are NFC; what is typed need not be. */
    f->village = utf8_nfc(&r->workspace.arena, slice_from(values[REPORT_VILLAGE].text));
    f->kiosk = utf8_nfc(&r->workspace.arena, slice_from(values[REPORT_KIOSK].text));
    f->quiz = slice_from(values[REPORT_QUIZ].text);
    return ok;
}

/* ---- databases ---- */

static bool is_quiz_file(const char *argument)
{
    return slice_ends(slice_from(argument), SLICE(".yaml"));
}

static void open_database(struct report_command *r, const char *path)
{
    struct error e = {0};
    for (unsigned i = 0; i < r->call->argument_count && r->call->arguments[i] != path; i++)
        if (file_is_same(r->call->arguments[i], path))
            return;
    if (file_is_folder(path))
        path = arena_printf(&r->workspace.arena, "%s/kiosk.db", path).data;
    if (r->store_count == FIGURES_STORES_MAX)
        error_set(&e, ERROR_LIMIT, 0, _("more than %d databases"), FIGURES_STORES_MAX);
    else if (!file_exists(path))
        error_set(&e, ERROR_INPUT, 0, _("there are no results of a kiosk in %s"), path);
    else if (store_open_read(&r->stores[r->store_count], path, &e))
        r->store_count++;
    if (e.kind == ERROR_NONE)
        return;
    r->problem_count++;
    say_failure(&e);
}

static bool open_databases(struct report_command *r, struct error *e)
{
    char folder[FILE_PATH_BYTES];
    unsigned named = 0;
    for (unsigned i = 0; i < r->call->argument_count; i++)
        if (!is_quiz_file(r->call->arguments[i])) {
            open_database(r, r->call->arguments[i]);
            named++;
        }
    if (named)
        return true;
    if (!paths_find_user_data(folder, sizeof folder, e))
        return false;
    open_database(r, arena_copy(&r->workspace.arena, slice_from(folder)).data);
    return true;
}

/* ---- texts ---- */

static bool is_loaded(const struct workspace *w, const char *path)
{
    const char *name = strrchr(path, '/');
    name = name ? name + 1 : path;
    for (unsigned i = 0; i < w->quiz_count; i++) {
        const struct quiz *q = w->quizzes[i].quiz;
        if (q && q->id.text.size && slice_starts(slice_from(name), q->id.text) &&
            strcmp(name + q->id.text.size, ".yaml") == 0)
            return true;
    }
    return false;
}

/* Quizzes named on the command line stand before shipped ones of the same id. */
static bool load_texts(struct report_command *r, struct error *e)
{
    struct workspace *w = &r->workspace;
    const char *const *shipped;
    unsigned count;
    for (unsigned i = 0; i < r->call->argument_count; i++)
        if (is_quiz_file(r->call->arguments[i]))
            load_quiz(w, r->call->arguments[i], 0);
    if (!w->paths)
        return true;
    if (!list_shipped_quizzes(&shipped, &count, w, e))
        return false;
    for (unsigned i = 0; i < count; i++)
        if (!is_loaded(w, shipped[i]))
            load_quiz(w, shipped[i], 0);
    load_commune(w, NULL);
    return load_guides(w, NULL, 0, e);
}

/* Warnings are for “ngoso check”. */
static void say_problems_of_texts(struct report_command *r)
{
    struct workspace *w = &r->workspace;
    if (w->diags.error_count == 0)
        return;
    diag_print(stderr, &w->diags, terminal_has_colour(stderr));
    diag_print_summary(stderr, &w->diags);
    r->problem_count++;
}

static void collect_texts(struct figures_texts *out, struct report_command *r)
{
    struct workspace *w = &r->workspace;
    const struct quiz **quizzes = ARENA_ARRAY(&w->arena, w->quiz_count + 1, const struct quiz *);
    const struct guide **guides = ARENA_ARRAY(&w->arena, w->guide_count + 1, const struct guide *);
    *out = (struct figures_texts){.quizzes = quizzes, .guides = guides};
    for (unsigned i = 0; i < w->quiz_count; i++)
        if (w->quizzes[i].quiz)
            quizzes[out->quiz_count++] = w->quizzes[i].quiz;
    for (unsigned i = 0; i < w->guide_count; i++)
        if (w->guides[i].guide)
            guides[out->guide_count++] = w->guides[i].guide;
}

/* ---- filters that fit nothing ---- */

static void say_names(struct report_command *r, const char *option, struct slice typed,
                      const struct slice *names, unsigned count)
{
    struct slice list = {0};
    for (unsigned i = 0; i < count; i++)
        if (names[i].size)
            list = arena_printf(&r->workspace.arena, "%.*s%s%.*s", SLICE_ARG(list),
                                list.size ? ", " : "", SLICE_ARG(names[i]));
    say_error(_("--%s: nothing was recorded for “%.*s”; there is: %.*s"), option, SLICE_ARG(typed),
              SLICE_ARG(list.size ? list : SLICE("—")));
    r->problem_count++;
}

static bool is_village_known(const struct commune *c, struct slice name)
{
    for (unsigned i = 0; c && i < c->village_count; i++)
        if (slice_equal(c->villages[i].name.text, name))
            return true;
    return false;
}

static bool is_quiz_known(const struct figures_texts *texts, struct slice id)
{
    for (unsigned i = 0; i < texts->quiz_count; i++)
        if (slice_equal(texts->quizzes[i]->id.text, id))
            return true;
    return false;
}

/* A known name without rounds is a report that says so; an unknown one is a slip of the finger. */
static void check_filters(struct report_command *r, const struct figures *f,
                          const struct figures_texts *texts)
{
    const struct figures_filter *filter = &r->filter;
    if (filter->village.size && !f->village_found &&
        !is_village_known(r->workspace.commune, filter->village))
        say_names(r, "village", filter->village, f->village_names, f->village_name_count);
    if (filter->quiz.size && !f->quiz_found && !is_quiz_known(texts, filter->quiz))
        say_names(r, "quiz", filter->quiz, f->quiz_names, f->quiz_name_count);
    if (filter->kiosk.size && !f->kiosk_found)
        say_names(r, "kiosk", filter->kiosk, f->kiosk_names, f->kiosk_name_count);
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
    static const unsigned ends[] = {REPORT_FROM, REPORT_TO};
    for (unsigned i = 0; i < 2; i++) {
        struct date d;
        const char *text = r->call->values[ends[i]].text;
        if (text && date_parse(&d, slice_from(text)))
            name = arena_printf(&r->arena, "%.*s-%s%04d-%02d-%02d", SLICE_ARG(name),
                                i == 1 && !r->filter.has_from ? "to-" : "", d.year, d.month, d.day);
    }
    return arena_copy(&r->arena, name).data;
}

static bool make_report(struct report_command *r, struct error *e)
{
    struct figures figures;
    struct figures_texts texts;
    struct report report;
    const struct commune *commune = r->workspace.commune;
    struct fill_options fill = {.team = r->call->values[REPORT_TEAM].given,
                                .place = commune ? commune->name.text : (struct slice){0}};
    collect_texts(&texts, r);
    if (!figures_read(&figures, r->stores, r->store_count, &r->filter, &texts, &r->arena, e))
        return false;
    unsigned problems = r->problem_count;
    check_filters(r, &figures, &texts);
    if (r->problem_count > problems)
        return true;
    fill_report(&report, &figures, &fill, &r->arena);
    struct report_output output = {.stem = name_files(r),
                                   .folder = r->call->values[REPORT_OUTPUT].text,
                                   .paths = r->workspace.paths,
                                   .author = find_team(commune),
                                   .arena = &r->arena};
    return report_write_all(&report, r->formats, &output, e);
}

static enum cli_exit run_opened(struct report_command *r)
{
    struct error e = {0};
    if (!load_texts(r, &e) || !open_databases(r, &e))
        return say_failure(&e);
    if (r->problem_count) /* A report without one of the databases would mislead. */
        return CLI_PROBLEMS;
    say_problems_of_texts(r);
    if (!make_report(r, &e))
        return say_failure(&e);
    return finish_output(r->problem_count ? CLI_PROBLEMS : CLI_DONE);
}

static enum cli_exit run(const struct invocation *call)
{
    static struct report_command r;
    enum cli_exit code = CLI_USAGE;
    r = (struct report_command){.call = call};
    workspace_init(&r.workspace, call->paths);
    arena_init(&r.arena, FIGURES_BYTES_MAX);
    if (read_options(&r))
        code = run_opened(&r);
    else
        say_usage_hint(call->command);
    for (unsigned i = 0; i < r.store_count; i++)
        store_close(r.stores[i]);
    arena_deinit(&r.arena);
    workspace_deinit(&r.workspace);
    return code;
}

const struct command command_report = {
    .name = "report",
    .arguments = N_("[DATABASE…] [QUIZ.yaml…]"),
    .summary = N_("Figures of what kiosks and paper recorded: who came, what is hard, what to do"),
    .details =
        N_("  ngoso report                              this machine's kiosk, on the terminal\n"
           "  ngoso report --from 1/11/2026 --to 30/11/2026 --format pdf,xlsx --output out\n"
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
