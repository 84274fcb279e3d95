#include "kiosk/kiosk.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "kiosk/pin_file.h"
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
    struct kiosk_shut shut;
    char pin_hash[STORE_PIN_HASH_BYTES]; /**< Of the hall, while the database is not open; or "". */
    char database[FILE_PATH_BYTES], pin_file[FILE_PATH_BYTES];
    char problem[ERROR_MESSAGE_BYTES]; /**< Why the database is not open. */
};

static void say_set_aside(const struct running *r)
{
    fprintf(stderr,
            _("ngoso: the database was damaged; it was kept under another name beside %s and a new "
              "one begun\n"),
            r->database);
}

/* ---- The database ---- */

static bool open_store(struct running *r, struct error *e)
{
    const struct store_options options = {.build_wall_ms = BUILD_WALL_MS};
    enum store_state state;
    if (!file_make_folder(r->options->data_folder, e) ||
        !store_open(&r->store, &state, r->database, &options, e))
        return false;
    if (state == STORE_SET_ASIDE)
        say_set_aside(r);
    return true;
}

/* Said once as long as it stays the same. */
static void say_shut(struct running *r, const struct error *e)
{
    bool known = r->shut.problem && strcmp(r->problem, e->message) == 0;
    snprintf(r->problem, sizeof r->problem, "%s", e->message);
    r->shut.problem = r->problem;
    if (!known)
        fprintf(stderr, _("ngoso: answers cannot be recorded: %s\n"), r->problem);
}

/* For the state machine: struct kiosk_shut. */
static struct store *open_again(void *self, const char **problem)
{
    struct running *r = self;
    struct error e = {0};
    if (!open_store(r, &e)) {
        r->store = NULL;
        say_shut(r, &e);
        *problem = r->problem;
        return NULL;
    }
    pin_file_settle(r->store, r->pin_file);
    fprintf(stderr, "%s", _("ngoso: answers are recorded again\n"));
    return r->store;
}

/* For the state machine: struct kiosk_pin_count. */
static void keep_failures(void *self, unsigned failures)
{
    const struct running *r = self;
    pin_file_count(r->pin_file, failures);
}

/* Practice on the hall's own machine is left with the hall's own PIN. */
static void borrow_pin(struct running *r)
{
    struct slice hash = {0};
    struct error e = {0};
    pin_file_read(r->pin_hash, r->pin_file);
    if (!file_exists(r->database) || !open_store(r, &e))
        return;
    if (store_get_setting(&hash, r->store, "pin-hash", &r->arena, &e) && hash.size)
        snprintf(r->pin_hash, sizeof r->pin_hash, "%.*s", SLICE_ARG(hash));
    store_close(r->store);
    r->store = NULL;
}

static bool name_file(char path[FILE_PATH_BYTES], const char *folder, const char *file,
                      struct error *e)
{
    int size = snprintf(path, FILE_PATH_BYTES, "%s/%s", folder, file);
    return (size > 0 && size < FILE_PATH_BYTES) || error_os(e, ENAMETOOLONG, "%s", folder);
}

/* A database that does not open ends nothing: people can still play (state/shut.c). */
static bool open_data(struct running *r, struct error *e)
{
    const char *folder = r->options->data_folder;
    struct error why = {0};
    if (!name_file(r->database, folder, database_file, e) ||
        !name_file(r->pin_file, folder, PIN_FILE_NAME, e))
        return false;
    if (r->options->practice) {
        borrow_pin(r);
    } else if (open_store(r, &why)) {
        pin_file_settle(r->store, r->pin_file);
    } else {
        r->shut.pin_lost = !pin_file_read(r->pin_hash, r->pin_file) &&
                           (file_exists(r->database) || file_exists(r->pin_file));
        r->shut.open = open_again;
        r->shut.self = r;
        say_shut(r, &why);
    }
    return true;
}

static bool run(struct running *r, void (*ready)(void), struct error *e)
{
    const struct kiosk_options *o = r->options;
    bool in_window = o->window.width_px > 0;
    const struct loop_setup setup = {
        .state = {.quizzes = o->quizzes,
                  .quiz_count = o->quiz_count,
                  .quizzes_named = o->quizzes_named,
                  .guides = o->guides,
                  .guide_count = o->guide_count,
                  .commune = o->commune,
                  .trusted = o->trusted,
                  .store = r->store,
                  .shut = r->shut,
                  .language = o->language,
                  .seed = random_seed(),
                  .stick = {.find = stick_find},
                  .pin_hash = r->pin_hash[0] ? r->pin_hash : NULL,
                  .pin_count = {pin_file_failures(r->pin_file), keep_failures, r},
                  .without_pin = o->practice && in_window},
        .attract = {.language = o->language,
                    .guides = o->guides,
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
    if (r.store) {
        pin_file_settle(r.store, r.pin_file);
        store_close(r.store);
    }
    if (r.fonts)
        font_set_destroy(r.fonts);
    arena_deinit(&r.arena);
    return ok;
}
