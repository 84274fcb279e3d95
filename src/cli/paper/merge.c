#include "cli/paper/merge.h"

#include <stdio.h>

#include "base/i18n.h"
#include "base/workers.h"
#include "out/pdf.h"

/* More would each have too little to do, and memory to share. */
enum { JOBS_DEFAULT_MAX = 8 };

/* ---- what the options say together ---- */

bool merge_check_call(const struct invocation *call)
{
    const struct option_value *v = call->values;
    const char *wrong = NULL;
    if (call->argument_count != 1)
        wrong = _("--records prints one guide: name it");
    else if (v[RENDER_VILLAGE].given)
        wrong = _("with --records the table says the village, not --village");
    else if (v[RENDER_AS].given && v[RENDER_AS].number != RENDER_PDF)
        wrong = _("--records makes PDFs, no pictures");
    else if (v[RENDER_COVERAGE].given)
        wrong = _("--coverage is not for --records");
    else if (v[RENDER_INK].given && strcmp(v[RENDER_INK].text, "both") == 0)
        wrong = _("--records takes one ink: colour or mono");
    else if (v[RENDER_WATCH].given)
        wrong =
            _("--watch shows a guide while you write it: leave --records away until it is right");
    else if (v[RENDER_SEPARATORS].given && !v[RENDER_ONE_FILE].given)
        wrong = _("--separators is for --one-file");
    else if (v[RENDER_NAME].given && v[RENDER_ONE_FILE].given)
        wrong = _("--name is for a file a row, not for --one-file");
    if (wrong)
        say_error("%s", wrong);
    return !wrong;
}

static bool has_one_design(const struct render *r)
{
    if (r->design_count == 1)
        return true;
    say_error("%s", _("--records takes one design: add --design leaflet"));
    return false;
}

static unsigned choose_jobs(const struct option_value *asked)
{
    unsigned processors = workers_processors();
    if (asked->given)
        return (unsigned)asked->number;
    return processors < JOBS_DEFAULT_MAX ? processors : JOBS_DEFAULT_MAX;
}

static void set_up(struct merge *m, struct render *r, const struct invocation *call)
{
    const struct option_value *v = call->values;
    struct arena *a = &r->workspace.arena;
    memset(m, 0, sizeof *m);
    m->render = r;
    m->call = call;
    m->design = r->designs[0];
    m->ink = r->inks[DESIGN_COLOUR] ? DESIGN_COLOUR : DESIGN_MONO;
    m->one_file = v[RENDER_ONE_FILE].given;
    m->split = v[RENDER_SPLIT_BY].given;
    m->separators = v[RENDER_SEPARATORS].given;
    m->strict = v[RENDER_STRICT].given;
    m->resume = v[RENDER_RESUME].given;
    m->jobs = choose_jobs(&v[RENDER_JOBS]);
    m->shares = r->sheet && m->one_file && sheet_is_shared(r->sheet->kind);
    if (r->workspace.commune)
        m->commune = *r->workspace.commune;
    if (!r->workspace.guide_count || !r->workspace.guides[0].guide)
        return;
    m->guide = *r->workspace.guides[0].guide;
    m->folder = arena_printf(a, "%s/%.*s", r->out, SLICE_ARG(m->guide.id.text));
    m->stem =
        arena_printf(a, "%.*s/%.*s-%s%s%s%s", SLICE_ARG(m->folder), SLICE_ARG(m->guide.id.text),
                     m->design->name, m->ink == DESIGN_MONO ? "-mono" : "", r->sheet ? "-" : "",
                     r->sheet ? sheet_name(r->sheet->kind)->name : "");
}

/* ---- the run ---- */

static void say_resume(void)
{
    fprintf(stderr, _("To go on, give the same command with --resume.\n"));
}

static enum cli_exit say_stopped(const struct merge *m)
{
    if (m->render->checks_only) {
        say_error("%s", _("stopped on request"));
        return CLI_SYSTEM;
    }
    say_error(_("stopped on request: %u of %u rows are printed, and their files are whole"),
              m->made_count + m->skipped_count, m->chosen_count);
    say_resume();
    return CLI_SYSTEM;
}

static enum cli_exit report(struct merge *m, bool made, const struct error *e, double begin_s)
{
    const struct workspace *w = &m->render->workspace;
    fflush(stdout);
    if (w->diags.count && m->render->checks_only) { /* What check finds is its output. */
        diag_print(stdout, &w->diags, terminal_has_colour(stdout));
        diag_print_summary(stdout, &w->diags);
    } else if (w->diags.count) {
        diag_print(stderr, &w->diags, terminal_has_colour(stderr));
        diag_print_summary(stderr, &w->diags);
    }
    if (m->row_count)
        merge_print_totals(m, begin_s);
    fflush(stdout);
    if (!made) {
        enum cli_exit code = say_failure(e);
        if (m->made_count)
            say_resume();
        return code;
    }
    if (m->render->stopped)
        return say_stopped(m);
    if (m->grid && !m->row_count && !w->diags.error_count)
        say_error("%s", _("the table has no rows below the names of its columns"));
    else if (m->only.count && !m->chosen_count)
        say_error("%s", _("--only names no row that there is"));
    if (m->strict && m->bad_count)
        say_error("%s", _("nothing was printed: --strict, and there are rows with errors"));
    bool all = m->row_count && m->chosen_count && !m->bad_count;
    return w->diags.error_count || !all ? CLI_PROBLEMS : CLI_DONE;
}

static bool print(struct merge *m, struct error *e)
{
    struct render *r = m->render;
    const struct workspace *w = &r->workspace;
    bool usable = w->guide_count == 1 && w->guides[0].sound && w->shared_sound && w->trusted;
    if (!m->grid || !merge_survey(m, e))
        return !m->grid;
    if (!usable) {
        say_error("%s", _("nothing was printed: the guide, the commune's file or the list of "
                          "trusted domains has errors"));
        return true;
    }
    if (!render_suits(r, w->guides[0].guide))
        return true;
    merge_print_columns(m);
    if (!press_open(&r->press, &r->workspace, e))
        return false;
    bool ok = merge_write(m, e);
    render_end(r);
    press_close(&r->press);
    return ok;
}

enum cli_exit merge_run(struct render *r, const struct invocation *call, double begin_s)
{
    struct error e = {0};
    struct merge *m;
    enum cli_exit code;
    if (!has_one_design(r))
        return say_usage_hint(call->command);
    if (!render_load(r, call, &e))
        return say_call_failure(call->command, &e);
    m = ARENA_NEW(&r->workspace.arena, struct merge);
    set_up(m, r, call);
    if (!merge_open(m, &e))
        code = say_call_failure(call->command, &e);
    else
        code = report(m, print(m, &e), &e, begin_s);
    merge_close(m);
    return code;
}
