#include "cli/results/report_source.h"

#include <sys/stat.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "cli/results/quizzes.h"
#include "cli/terminal.h"
#include "store/bundle.h"

const char source_date[] = N_("DATE");
const char source_name[] = N_("NAME");
const char source_id[] = N_("ID");
const char source_from_help[] = N_("First day, such as 2026-11-01 or 1/11/2026");
const char source_to_help[] = N_("Last day");
const char source_village_help[] = N_("Only this village");
const char source_quiz_help[] = N_("Only this quiz");
const char source_kiosk_help[] =
    N_("Only this kiosk: its name, or the first digits of its fingerprint");
const char source_team_help[] = N_("Show groups under 5 people too; then it is for the team only");

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
                  call->command->options[option].name, text);
        return false;
    }
    *day = date_days(date);
    return true;
}

bool source_init(struct report_source *s, const struct invocation *call)
{
    const struct option_value *values = call->values;
    struct figures_filter *f = &s->filter;
    s->call = call;
    workspace_init(&s->workspace, call->paths);
    bool ok = read_day(&f->has_from, &f->from_day, call, SOURCE_FROM);
    ok = read_day(&f->has_to, &f->to_day, call, SOURCE_TO) && ok;
    if (ok && f->has_from && f->has_to && f->from_day > f->to_day) {
        say_error("%s", _("--from is a later day than --to"));
        ok = false;
    }
    /* Names in the records are NFC; what is typed need not be. */
    f->village = utf8_nfc(&s->workspace.arena, slice_from(values[SOURCE_VILLAGE].text));
    f->kiosk = utf8_nfc(&s->workspace.arena, slice_from(values[SOURCE_KIOSK].text));
    f->quiz = slice_from(values[SOURCE_QUIZ].text);
    return ok;
}

void source_deinit(struct report_source *s)
{
    for (unsigned i = 0; i < s->store_count; i++)
        store_close(s->stores[i]);
    workspace_deinit(&s->workspace);
}

/* ---- databases ---- */

static bool is_quiz_file(const char *argument)
{
    return slice_ends(slice_from(argument), SLICE(".yaml"));
}

static void open_database(struct report_source *s, const char *path)
{
    struct error e = {0};
    for (unsigned i = 0; i < s->call->argument_count && s->call->arguments[i] != path; i++)
        if (file_is_same(s->call->arguments[i], path))
            return;
    if (file_is_folder(path))
        path = arena_printf(&s->workspace.arena, "%s/kiosk.db", path).data;
    if (s->store_count == FIGURES_STORES_MAX)
        error_set(&e, ERROR_LIMIT, 0, _("more than %d databases"), FIGURES_STORES_MAX);
    else if (slice_ends(slice_from(path), SLICE(BUNDLE_ENDING)))
        error_set(&e, ERROR_INPUT, 0,
                  _("%s comes from a stick: first “ngoso results merge”, then look"), path);
    else if (!file_exists(path))
        error_set(
            &e, ERROR_INPUT, 0,
            _("there are no results of a kiosk in %s; what a stick holds comes in with “ngoso "
              "results merge”"),
            path);
    else if (store_open_read(&s->stores[s->store_count], path, &e))
        s->paths[s->store_count++] = path;
    if (e.kind == ERROR_NONE)
        return;
    s->problem_count++;
    if (say_failure(&e) == CLI_SYSTEM)
        s->code = CLI_SYSTEM;
}

static bool open_databases(struct report_source *s, struct error *e)
{
    char folder[FILE_PATH_BYTES];
    unsigned named = 0;
    for (unsigned i = 0; i < s->call->argument_count; i++)
        if (!is_quiz_file(s->call->arguments[i])) {
            open_database(s, s->call->arguments[i]);
            named++;
        }
    if (named)
        return true;
    if (!paths_find_user_data(folder, sizeof folder, e))
        return false;
    open_database(s, arena_copy(&s->workspace.arena, slice_from(folder)).data);
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
static bool load_texts(struct report_source *s, struct error *e)
{
    struct workspace *w = &s->workspace;
    const char *const *shipped;
    unsigned count;
    for (unsigned i = 0; i < s->call->argument_count; i++)
        if (is_quiz_file(s->call->arguments[i]))
            load_quiz(w, s->call->arguments[i], 0);
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
void source_say_problems(struct report_source *s)
{
    struct workspace *w = &s->workspace;
    if (w->diags.error_count == 0)
        return;
    diag_print(stderr, &w->diags, terminal_has_colour(stderr));
    diag_print_summary(stderr, &w->diags);
    s->problem_count++;
}

static void collect_texts(struct report_source *s)
{
    struct figures_texts *out = &s->texts;
    struct workspace *w = &s->workspace;
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

static void say_names(struct report_source *s, const char *option, struct slice typed,
                      const struct slice *names, unsigned count)
{
    struct slice list = {0};
    for (unsigned i = 0; i < count; i++)
        if (names[i].size)
            list = arena_printf(&s->workspace.arena, "%.*s%s%.*s", SLICE_ARG(list),
                                list.size ? ", " : "", SLICE_ARG(names[i]));
    say_error(_("--%s: nothing was recorded for “%.*s”; there is: %.*s"), option, SLICE_ARG(typed),
              SLICE_ARG(list.size ? list : SLICE("—")));
    s->problem_count++;
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
void source_check_filters(struct report_source *s, const struct figures *f)
{
    const struct figures_texts *texts = &s->texts;
    const struct figures_filter *filter = &s->filter;
    if (filter->village.size && !f->village_found &&
        !is_village_known(s->workspace.commune, filter->village))
        say_names(s, "village", filter->village, f->village_names, f->village_name_count);
    if (filter->quiz.size && !f->quiz_found && !is_quiz_known(texts, filter->quiz))
        say_names(s, "quiz", filter->quiz, f->quiz_names, f->quiz_name_count);
    if (filter->kiosk.size && !f->kiosk_found)
        say_names(s, "kiosk", filter->kiosk, f->kiosk_names, f->kiosk_name_count);
}

/* ---- all of it ---- */

bool source_open(struct report_source *s, struct error *e)
{
    if (!load_texts(s, e) || !open_databases(s, e))
        return false;
    collect_texts(s);
    return true;
}
