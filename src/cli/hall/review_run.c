/** @file
 * ngoso review, done: opens the databases for looking, and the window. A visit is written through a
 * second opening that lasts as long as the writing, so that a kiosk may run meanwhile in between.
 */
#include "base/i18n.h"
#include "cli/hall/review.h"
#include "cli/hall/review_leaflet.h"
#include "cli/hall/window_size.h"
#include "kiosk/review/window.h"
#include "review/visit_record.h"
#include "text/fonts.h"

enum { WIDTH_PX = 1366, HEIGHT_PX = 768 };

static bool record_visit(void *self, const struct store_visit *visit, struct error *e)
{
    const struct report_source *source = self;
    struct store *s;
    enum store_state state;
    if (!store_open(&s, &state, source->paths[0], NULL, e))
        return false;
    bool ok = visit_keep_entered(s, visit, e);
    store_close(s);
    return ok;
}

static bool write_leaflet(void *self, char *path, size_t size, const struct guide *guide,
                          struct error *e)
{
    struct report_source *source = self;
    const struct option_value *out = &source->call->values[REVIEW_OUT];
    return review_write_leaflet(path, size, &source->workspace, guide,
                                out->given ? out->text : "out", e);
}

static bool show(struct report_source *source, const struct window_options *window, struct error *e)
{
    const struct workspace *w = &source->workspace;
    struct font_set *fonts;
    if (!w->paths)
        return error_set(e, ERROR_SYSTEM, 0, "%s", source->call->paths_error->message);
    if (!font_set_create(&fonts, w->paths->fonts, e))
        return false;
    const struct review_window_setup setup = {
        .review = {.record = source->store_count == 1 ? record_visit : NULL,
                   .write_leaflet = write_leaflet,
                   .self = source,
                   .stores = source->stores,
                   .store_count = source->store_count,
                   .texts = source->texts,
                   .filter = source->filter,
                   .commune = w->commune,
                   .language = i18n_language(),
                   .today = date_days(date_today()),
                   .team = source->call->values[SOURCE_TEAM].given,
                   .window = true},
        .fonts = fonts,
        .window = *window};
    bool ok = review_window_run(&setup, e);
    font_set_destroy(fonts);
    return ok;
}

static enum cli_exit run(struct report_source *source, const struct window_options *window)
{
    struct error e = {0};
    if (!source_open(source, &e))
        return say_failure(&e);
    if (source->problem_count)
        return CLI_PROBLEMS;
    source_say_problems(source);
    if (!show(source, window, &e))
        return say_failure(&e);
    return source->problem_count ? CLI_PROBLEMS : CLI_DONE;
}

enum cli_exit run_review_command(const struct invocation *call)
{
    static struct report_source source;
    struct window_options window = {.width_px = WIDTH_PX,
                                    .height_px = HEIGHT_PX,
                                    .title = _("Ngõ Số: results"),
                                    .resizable = true};
    source = (struct report_source){.call = call};
    bool sound = source_init(&source, call);
    sound = read_window_size(&window, call->values[REVIEW_WINDOW].text) && sound;
    if (call->values[REVIEW_FULL_SCREEN].given)
        window = (struct window_options){.title = window.title};
    enum cli_exit code = sound ? run(&source, &window) : say_usage_hint(call->command);
    source_deinit(&source);
    return code;
}
