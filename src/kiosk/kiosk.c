#include "kiosk/kiosk.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "kiosk/stick.h"
#include "text/fonts.h"

enum { SETTINGS_BYTES_MAX = 64 * 1024 };

/* A clock that says less has lost its battery. 21 November 2026, when this was written. */
static const int64_t BUILD_WALL_MS = INT64_C(1795219200000);

static const char *const database_file = "kiosk.db";

static uint64_t random_seed(void)
{
    struct store_id id;
    store_new_id(&id);
    return hash_bytes(1, id.text, sizeof id.text - 1);
}

/* What is open while the kiosk runs. */
struct running {
    const struct kiosk_options *options;
    struct arena arena;
    struct font_set *fonts;
    struct store *store;
    const char *pin_hash; /**< Of the hall, for practice; may be NULL. */
    char database[FILE_PATH_BYTES];
};

static void say_set_aside(const struct running *r)
{
    fprintf(stderr,
            _("ngoso: the database was damaged; it was kept under another name beside %s and a new "
              "one begun\n"),
            r->database);
}

static bool open_store(struct running *r, struct error *e)
{
    const struct store_options options = {.build_wall_ms = BUILD_WALL_MS};
    enum store_state state;
    if (!store_open(&r->store, &state, r->database, &options, e))
        return false;
    if (state == STORE_SET_ASIDE)
        say_set_aside(r);
    return true;
}

/* Practice on the hall's own machine is left with the hall's own PIN. */
static bool borrow_pin(struct running *r, struct error *e)
{
    struct slice hash = {0};
    if (!file_exists(r->database))
        return true;
    if (!open_store(r, e))
        return false;
    bool ok = store_get_setting(&hash, r->store, "pin-hash", &r->arena, e);
    store_close(r->store);
    r->store = NULL;
    r->pin_hash = ok && hash.size ? arena_copy(&r->arena, hash).data : NULL;
    return ok;
}

static bool open_data(struct running *r, struct error *e)
{
    const char *folder = r->options->data_folder;
    int size = snprintf(r->database, sizeof r->database, "%s/%s", folder, database_file);
    if (size < 0 || (size_t)size >= sizeof r->database)
        return error_os(e, ENAMETOOLONG, "%s", folder);
    if (r->options->practice)
        return borrow_pin(r, e);
    return file_make_folder(folder, e) && open_store(r, e);
}

static bool run(struct running *r, void (*ready)(void), struct error *e)
{
    const struct kiosk_options *o = r->options;
    bool in_window = o->window.width_px > 0;
    const struct loop_setup setup = {.state = {.quizzes = o->quizzes,
                                               .quiz_count = o->quiz_count,
                                               .guides = o->guides,
                                               .guide_count = o->guide_count,
                                               .commune = o->commune,
                                               .store = r->store,
                                               .language = o->language,
                                               .seed = random_seed(),
                                               .stick = {.find = stick_find},
                                               .pin_hash = r->pin_hash,
                                               .without_pin = o->practice && in_window},
                                     .attract = {.guides = o->guides,
                                                 .guide_count = o->guide_count,
                                                 .commune = o->commune,
                                                 .trusted = o->trusted,
                                                 .fonts = r->fonts},
                                     .window = o->window,
                                     .may_be_closed = o->practice && in_window};
    struct loop *loop;
    if (!loop_open(&loop, &setup, e))
        return false;
    bool ok = loop_run(loop, ready, e);
    loop_close(loop);
    return ok;
}

bool kiosk_run(const struct kiosk_options *options, void (*ready)(void), struct error *e)
{
    struct running r = {.options = options};
    arena_init(&r.arena, SETTINGS_BYTES_MAX);
    bool ok = font_set_create(&r.fonts, options->fonts_folder, e) && open_data(&r, e) &&
              run(&r, ready, e);
    if (r.store)
        store_close(r.store);
    if (r.fonts)
        font_set_destroy(r.fonts);
    arena_deinit(&r.arena);
    return ok;
}
