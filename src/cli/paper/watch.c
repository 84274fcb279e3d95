#include "cli/paper/watch.h"

#include <stdio.h>
#include <sys/stat.h>
#include <time.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "cli/interrupt.h"

enum { SETTLE_TRIES = 30 };

/* A file as stat() sees it; all zero when it is not there. */
struct look {
    dev_t device;
    ino_t number;
    off_t size;
    struct timespec changed;
};

struct watched {
    struct slice path;
    bool picture;
    struct look look;
};

struct watch {
    struct render *render;
    const struct invocation *call;
    struct workspace shared; /* Holds the list of trusted domains, which the kit borrows. */
    struct arena arena;      /* Of the list of files. */
    struct watched *files;
    unsigned file_count;
    struct timespec begun; /* Before reading. */
    double saved_s;        /* When the change was seen; 0: the first time. */
};

/* ---- what is looked at ---- */

static struct look look_at(const char *path)
{
    struct stat info;
    struct look look;
    memset(&look, 0, sizeof look); /* Compared as bytes. */
    if (stat(path, &info) != 0)
        return look;
    look.device = info.st_dev;
    look.number = info.st_ino;
    look.size = info.st_size;
    look.changed.tv_sec = info.st_mtim.tv_sec;
    look.changed.tv_nsec = info.st_mtim.tv_nsec;
    return look;
}

static void add_file(struct watch *w, struct slice path, bool picture)
{
    for (unsigned i = 0; i < w->file_count; i++)
        if (slice_equal(w->files[i].path, path))
            return;
    if (path.size == 0 || w->file_count == WATCH_FILES_MAX)
        return;
    struct watched *file = &w->files[w->file_count++];
    file->path = arena_copy(&w->arena, path);
    file->picture = picture;
    file->look = look_at(file->path.data);
    /* Perhaps saved again since it was read: then it counts as changed. */
    if (file->look.changed.tv_sec >= w->begun.tv_sec)
        file->look.number = 0;
}

static void add_guide(struct watch *w, const struct loaded_guide *g)
{
    add_file(w, slice_from(g->path), false);
    for (unsigned i = 0; g->guide && i < g->guide->step_count; i++) {
        struct slice picture = g->guide->steps[i].picture.text, folder = g->guide->folder;
        if (picture.size)
            add_file(w,
                     arena_printf(&w->arena, "%.*s%s%.*s", SLICE_ARG(folder),
                                  folder.size ? "/" : "", SLICE_ARG(picture)),
                     true);
    }
}

/* The files that were read, with the looks they had before they were: what is saved meanwhile is
 * seen at the next look. New ones are looked at now. */
static void list_files(struct watch *w)
{
    const struct workspace *own = &w->render->workspace;
    struct arena before = w->arena;
    struct watched *old = w->files;
    unsigned old_count = w->file_count;
    arena_init(&w->arena, PAGES_BYTES_MAX);
    w->files = ARENA_ARRAY(&w->arena, WATCH_FILES_MAX, struct watched);
    w->file_count = 0;
    for (unsigned i = 0; i < own->guide_count; i++)
        add_guide(w, &own->guides[i]);
    add_file(w, slice_from(own->commune_path ? own->commune_path : "commune.yaml"), false);
    if (own->facts && own->facts->source)
        add_file(w, own->facts->source->name, false);
    for (unsigned i = 0; i < w->file_count; i++)
        for (unsigned k = 0; k < old_count; k++)
            if (slice_equal(w->files[i].path, old[k].path))
                w->files[i].look = old[k].look;
    arena_deinit(&before);
}

/* Takes the looks of now; true when one is another than before. */
static bool has_changed(struct watch *w, bool *pictures)
{
    bool changed = false;
    for (unsigned i = 0; i < w->file_count; i++) {
        struct watched *file = &w->files[i];
        struct look now = look_at(file->path.data);
        if (memcmp(&now, &file->look, sizeof now) == 0)
            continue;
        file->look = now;
        changed = true;
        *pictures |= file->picture;
    }
    return changed;
}

/* An editor may take the file away for a moment. */
static bool is_all_there(const struct watch *w)
{
    for (unsigned i = 0; i < w->render->workspace.guide_count; i++)
        if (w->files[i].look.number == 0)
            return false;
    return true;
}

static void sleep_ms(long ms)
{
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

/* False when asked to end. */
static bool wait_for_change(struct watch *w)
{
    bool pictures = false;
    while (!interrupt_asked() && !has_changed(w, &pictures))
        sleep_ms(1000 / WATCH_LOOKS_A_SECOND);
    w->saved_s = clock_seconds();
    for (unsigned i = 0; i < SETTLE_TRIES && !interrupt_asked(); i++) {
        sleep_ms(WATCH_SETTLE_MS);
        if (!has_changed(w, &pictures) && is_all_there(w))
            break;
    }
    if (pictures)
        design_kit_forget_pictures(w->render->press.kit);
    return !interrupt_asked();
}

/* ---- what is said ---- */

static void begin_screen(void)
{
    if (terminal_has_colour(stdout))
        fputs("\033[H\033[2J\033[3J", stdout);
}

static void print_time(void)
{
    struct tm local;
    time_t now = time(NULL);
    if (localtime_r(&now, &local))
        printf("%02d:%02d:%02d  ", local.tm_hour, local.tm_min, local.tm_sec);
}

static void print_outcome(const struct watch *w, bool ok, const struct error *e)
{
    const struct render *r = w->render;
    const struct diag_list *diags = &r->workspace.diags;
    bool sound = ok && diags->error_count == 0;
    begin_screen();
    fflush(stdout);
    diag_print(stderr, diags, terminal_has_colour(stderr));
    if (!ok)
        say_error("%s", e->message);
    fflush(stderr);
    print_time();
    fputs(style_begin(stdout, sound ? STYLE_GREEN : STYLE_RED), stdout);
    printf(i18n_plural("%u file, ", "%u files, ", r->made_count), r->made_count);
    printf(i18n_plural("%u page, ", "%u pages, ", r->page_count), r->page_count);
    printf(i18n_plural("%u error", "%u errors", diags->error_count), diags->error_count);
    fputs(style_end(stdout), stdout);
    if (w->saved_s > 0)
        printf(" · %u ms", (unsigned)((clock_seconds() - w->saved_s) * 1000 + 0.5));
    if (r->made_count < r->file_count || r->file_count == 0)
        fputs(_(" · the last good files stay as they were"), stdout);
    fputs(_("\nIn the folder "), stdout);
    printf("%s. ", r->out);
    puts(_("Waiting for the next save; Ctrl-C ends."));
    fflush(stdout);
}

/* ---- making ---- */

static void begin_again(struct render *r, const struct workspace *shared)
{
    workspace_deinit(&r->workspace);
    workspace_init(&r->workspace, shared->paths);
    r->design_count = 0;
    r->village = NULL;
    r->sheet = NULL;
    r->results = NULL;
    r->file_count = r->made_count = r->page_count = 0;
    r->size_bytes = 0;
    r->stopped = false;
}

/* Reads and makes everything once. What the call named wrongly ends the first time, and is shown
 * later: a village may be renamed in the commune's file. */
static bool make_once(struct watch *w, struct error *e)
{
    struct render *r = w->render;
    begin_again(r, &w->shared);
    CHECK(render_choose(r, w->call)); /* It was right the first time. */
    clock_gettime(CLOCK_REALTIME, &w->begun);
    bool ok = render_load(r, w->call, e);
    if (w->saved_s == 0 && !ok)
        return false;
    list_files(w);
    ok = ok && render_make(r, e);
    print_outcome(w, ok, e);
    return true;
}

static enum cli_exit watch(struct watch *w)
{
    struct error e = {0};
    if (!press_open(&w->render->press, &w->shared, &e))
        return say_failure(&e);
    w->render->press.workspace = &w->render->workspace;
    enum cli_exit code = CLI_DONE;
    if (!make_once(w, &e)) {
        code = say_call_failure(w->call->command, &e);
    } else {
        while (wait_for_change(w)) {
            struct error again = {0};
            (void)make_once(w, &again);
        }
        putchar('\n');
    }
    render_end(w->render);
    press_close(&w->render->press);
    return code;
}

enum cli_exit watch_run(struct render *r, const struct invocation *call)
{
    struct watch w = {.render = r, .call = call};
    if (call->argument_count == 0) {
        say_error("%s", _("--watch needs the guide that you are writing"));
        return say_usage_hint(call->command);
    }
    workspace_init(&w.shared, call->paths);
    load_trusted(&w.shared, NULL);
    arena_init(&w.arena, PAGES_BYTES_MAX);
    enum cli_exit code = watch(&w);
    arena_deinit(&w.arena);
    workspace_deinit(&w.shared);
    return code;
}
