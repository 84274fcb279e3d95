/** @file
 * ngoso kiosk, done: loads quizzes and guides and runs the kiosk under a guard that starts it again
 * after a crash.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "cli/hall/kiosk.h"
#include "cli/hall/window_size.h"
#include "cli/paper/records.h"
#include "cli/results/quizzes.h"
#include "cli/table.h"
#include "kiosk/guard.h"
#include "kiosk/kiosk.h"
#include "kiosk/pin_file.h"

struct kiosk_command {
    const struct invocation *call;
    struct workspace workspace;
    bool sound[CLI_ARGUMENTS_MAX]; /**< Quizzes loaded without errors, by index. */
    struct window_options window;
    char data_folder[FILE_PATH_BYTES];
};

/* ---- What was asked for ---- */

static bool choose_data_folder(struct kiosk_command *k, struct error *e)
{
    const char *named = k->call->values[KIOSK_DATA].text;
    if (!named)
        return paths_find_user_data(k->data_folder, sizeof k->data_folder, e);
    int size = snprintf(k->data_folder, sizeof k->data_folder, "%s", named);
    return (size > 0 && (size_t)size < sizeof k->data_folder) ||
           error_set(e, ERROR_LIMIT, 0, _("the folder's name is too long"));
}

/* ---- Loading ---- */

static bool load_quizzes(struct kiosk_command *k, struct error *e)
{
    struct workspace *w = &k->workspace;
    const char *const *words = k->call->arguments;
    unsigned count = k->call->argument_count;
    if (count == 0 && !list_shipped_quizzes(&words, &count, w, e))
        return false;
    for (unsigned i = 0; i < count && w->quiz_count < CLI_ARGUMENTS_MAX; i++) {
        unsigned errors = w->diags.error_count, loaded = w->quiz_count;
        const char *path;
        if (!find_quiz_file(&path, w, words[i], e))
            return false;
        load_quiz(w, path, 0);
        if (w->quiz_count > loaded)
            k->sound[loaded] = w->diags.error_count == errors;
    }
    if (w->quiz_count == 0)
        return error_set(e, ERROR_INPUT, 0, "%s", _("there are no quizzes"));
    return true;
}

static bool load(struct kiosk_command *k, struct error *e)
{
    struct workspace *w = &k->workspace;
    if (!load_guides(w, NULL, 0, e) || !load_quizzes(k, e))
        return false;
    load_trusted(w, NULL);
    load_commune(w, k->call->values[KIOSK_COMMUNE].text);
    return true;
}

/* Those with an `order` first; the shipped ones came sorted by id, and stay so among equals. */
static void put_in_order(const struct quiz **quizzes, unsigned count)
{
    for (unsigned i = 1; i < count; i++) {
        const struct quiz *q = quizzes[i];
        unsigned at = i;
        for (; at > 0 && q->order > 0 &&
               (quizzes[at - 1]->order == 0 || quizzes[at - 1]->order > q->order);
             at--)
            quizzes[at] = quizzes[at - 1];
        quizzes[at] = q;
    }
}

/* Quizzes with errors are left out: a question without a right answer helps nobody. */
static unsigned sound_quizzes(const struct quiz **out, const struct kiosk_command *k)
{
    const struct workspace *w = &k->workspace;
    unsigned count = 0;
    for (unsigned i = 0; i < w->quiz_count; i++) {
        if (!w->quizzes[i].quiz || !k->sound[i])
            continue;
        if (count == VIEW_QUIZZES_MAX) {
            say_error(_("the kiosk offers %d quizzes at most: %s and what follows are left out"),
                      VIEW_QUIZZES_MAX, w->quizzes[i].path);
            break;
        }
        out[count++] = w->quizzes[i].quiz;
    }
    if (k->call->argument_count == 0)
        put_in_order(out, count);
    return count;
}

static unsigned sound_guides(const struct guide **out, const struct workspace *w)
{
    unsigned count = 0;
    for (unsigned i = 0; i < w->guide_count; i++)
        if (w->guides[i].sound)
            out[count++] = w->guides[i].guide;
    return count;
}

/* Warnings are for “ngoso check”. */
static void report_problems(const struct workspace *w)
{
    if (w->diags.error_count == 0)
        return;
    diag_print(stderr, &w->diags, terminal_has_colour(stderr));
    diag_print_summary(stderr, &w->diags);
}

/* ---- Listing ---- */

static void print_quizzes(const struct quiz *const *quizzes, unsigned count, struct workspace *w)
{
    struct table t;
    table_init(&t, &w->arena, "lrrl");
    table_row(&t, STYLE_BOLD);
    table_cell(&t, 0, slice_from(_("Quiz")));
    table_cell(&t, 1, slice_from(_("Questions")));
    table_cell(&t, 2, slice_from(_("A round")));
    table_cell(&t, 3, slice_from(_("Title")));
    for (unsigned i = 0; i < count; i++) {
        const struct quiz *q = quizzes[i];
        table_row(&t, STYLE_PLAIN);
        table_cell(&t, 0, q->id.text);
        table_cell(&t, 1, arena_printf(&w->arena, "%u", q->question_count));
        table_cell(&t, 2, arena_printf(&w->arena, "%d", q->round));
        table_cell(&t, 3, q->title.text);
    }
    table_print(&t, stdout);
}

/* Those that the kiosk would offer. */
static enum cli_exit list_quizzes(struct kiosk_command *k)
{
    struct workspace *w = &k->workspace;
    const struct quiz *quizzes[VIEW_QUIZZES_MAX];
    struct error e = {0};
    if (!load_quizzes(k, &e))
        return say_failure(&e);
    unsigned count = sound_quizzes(quizzes, k);
    if (count > 0)
        print_quizzes(quizzes, count, w);
    report_problems(w);
    return w->diags.error_count ? CLI_PROBLEMS : CLI_DONE;
}

/* ---- A forgotten PIN ---- */

static enum cli_exit forget_pin(const struct kiosk_command *k)
{
    char path[FILE_PATH_BYTES + sizeof "/" PIN_FILE_NAME];
    struct store *store;
    struct error e = {0};
    snprintf(path, sizeof path, "%s/%s", k->data_folder, PIN_FILE_NAME);
    if (!records_open(&store, k->data_folder, false, &e))
        return say_failure(&e);
    bool ok = pin_file_forget(store, path, &e);
    store_close(store);
    if (!ok)
        return say_failure(&e);
    puts(_("The staff's PIN is forgotten; the next start of the kiosk asks for a new one."));
    return CLI_DONE;
}

/* ---- Running ---- */

/* In the guard's child. The people of the hall are spoken to in Vietnamese, whatever the machine's
 * locale is, unless --lang says otherwise. */
static enum cli_exit run_kiosk(struct kiosk_command *k)
{
    struct workspace *w = &k->workspace;
    struct error e = {0};
    if (!load(k, &e))
        return say_failure(&e);
    const struct sayings *sayings = load_sayings(w);
    report_problems(w);
    const struct quiz *quizzes[VIEW_QUIZZES_MAX];
    const struct guide **guides = ARENA_ARRAY(&w->arena, w->guide_count, const struct guide *);
    const struct kiosk_options o = {.quizzes = quizzes,
                                    .quiz_count = sound_quizzes(quizzes, k),
                                    .quizzes_named = k->call->argument_count > 0,
                                    .guides = guides,
                                    .guide_count = sound_guides(guides, w),
                                    .commune = w->commune,
                                    .trusted = w->trusted,
                                    .sayings = sayings,
                                    .fonts_folder = w->paths->fonts,
                                    .data_folder = k->data_folder,
                                    .language = k->call->language ? k->call->language : "vi",
                                    .practice = k->call->values[KIOSK_PRACTICE].given,
                                    .window = k->window};
    if (o.quiz_count == 0) {
        say_error("%s", _("no quiz is without errors; “ngoso check” shows them all"));
        return CLI_PROBLEMS;
    }
    return kiosk_run(&o, guard_ready, &e) ? CLI_DONE : say_failure(&e);
}

/* Before there is a window. Whoever starts the kiosk by hand can put the file right; a machine that
 * starts it by itself, and the guard after a crash, rather come up without it than not at all. */
static bool may_start(const struct kiosk_command *k)
{
    struct workspace w;
    if (!terminal_is(stderr))
        return true;
    workspace_init(&w, k->call->paths);
    load_commune(&w, k->call->values[KIOSK_COMMUNE].text);
    bool sound = w.diags.error_count == 0;
    report_problems(&w);
    workspace_deinit(&w);
    return sound;
}

static int run_child(void *self)
{
    struct kiosk_command *k = self;
    enum cli_exit code = run_kiosk(k);
    workspace_deinit(&k->workspace);
    return (int)code;
}

enum cli_exit run_kiosk_command(const struct invocation *call)
{
    if (!call->paths)
        return say_failure(call->paths_error);
    struct kiosk_command k = {.call = call};
    struct error e = {0};
    if (!read_window_size(&k.window, call->values[KIOSK_WINDOW].text))
        return say_usage_hint(call->command);
    workspace_init(&k.workspace, call->paths);
    enum cli_exit code;
    if (call->values[KIOSK_LIST_QUIZZES].given)
        code = list_quizzes(&k);
    else if (!choose_data_folder(&k, &e))
        code = say_failure(&e);
    else if (call->values[KIOSK_NEW_PIN].given)
        code = forget_pin(&k);
    else
        code = may_start(&k) ? (enum cli_exit)guard_run(run_child, &k) : CLI_PROBLEMS;
    workspace_deinit(&k.workspace);
    return code;
}
