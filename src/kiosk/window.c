#include "kiosk/window.h"

#include <SDL.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "draw/compare.h"
#include "out/pixels.h"

enum { WINDOW_SIDE_MIN = 480 /* Below it nothing of a screen could be read. */ };
enum { POLL_MS = 10 /* Where SDL cannot sleep: short enough not to be felt. */ };

struct window {
    SDL_Window *window;
    SDL_Surface *surface; /**< Of the window; SDL's. */
    SDL_Surface *canvas;  /**< What is drawn on: `surface`, or ours when its pixels are others. */
    struct input input;
    struct draw_cells shown, next;
    bool stale; /**< `shown` is not what the window shows. */
    bool full_screen, sleeps;
    uint64_t drawn_px;
    sigset_t old_signals;
    pthread_t listener;
    bool listening;
};

/* ---- Signals ---- */

/* Process-wide, as signals are. */
static atomic_bool stop_asked;

static void fill_signals(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGHUP);
    sigaddset(set, SIGUSR2); /* Ends the listener. */
}

/* A handler could neither wake SDL nor be sure to come before it sleeps; a thread can. */
static void *listen_for_signals(void *unused)
{
    (void)unused;
    sigset_t set;
    fill_signals(&set);
    for (;;) {
        int number = 0;
        if (sigwait(&set, &number) != 0 || number == SIGUSR2)
            return NULL;
        atomic_store(&stop_asked, true);
        SDL_Event wake = {.type = SDL_USEREVENT};
        SDL_PushEvent(&wake);
    }
}

static void start_listening(struct window *w)
{
    sigset_t set;
    fill_signals(&set);
    atomic_store(&stop_asked, false);
    pthread_sigmask(SIG_BLOCK, &set, &w->old_signals);
    w->listening = pthread_create(&w->listener, NULL, listen_for_signals, NULL) == 0;
}

static void stop_listening(struct window *w)
{
    if (w->listening) {
        pthread_kill(w->listener, SIGUSR2);
        pthread_join(w->listener, NULL);
    }
    pthread_sigmask(SIG_SETMASK, &w->old_signals, NULL);
}

bool window_stop_asked(const struct window *w)
{
    (void)w;
    return atomic_load(&stop_asked);
}

/* ---- Opening ---- */

static bool refuse(struct error *e, const char *what)
{
    return error_set(e, ERROR_LIBRARY, 0, "%s: %s", what, SDL_GetError());
}

/*
 * Without a desktop (KMSDRM) SDL switches the console's keyboard off, and a handler of its own must
 * switch it on again when we crash; the signals that end us cleanly are blocked for it as for all.
 */
static bool has_desktop(void)
{
    return getenv("DISPLAY") || getenv("WAYLAND_DISPLAY");
}

static void set_hints(void)
{
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, has_desktop() ? "1" : "0");
    SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "0");
    SDL_SetHint(SDL_HINT_WINDOWS_NO_CLOSE_ON_ALT_F4, "1");
    SDL_SetHint(SDL_HINT_GRAB_KEYBOARD, "1");
    SDL_SetHint(SDL_HINT_ALLOW_ALT_TAB_WHILE_GRABBED, "0");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    /* An input method's own windows would be a way out, and Telex is composed by typing.h. */
    setenv("XMODIFIERS", "@im=none", 1);
    setenv("SDL_IM_MODULE", "none", 1);
    /* Nor is X's table of Compose keys of use, which takes longer to read than a quiz. */
    const char *driver = getenv("SDL_VIDEODRIVER");
    if (getenv("DISPLAY") && (!driver || strcmp(driver, "x11") == 0))
        setenv("XCOMPOSEFILE", "/dev/null", 1); /* Wayland's libxkbcommon complains of it. */
}

/*
 * SDL asks the session bus to keep the screen on. Where there is none, libdbus would start one,
 * which takes as long as loading all quizzes and outlives the kiosk (dbus-launch(1), AUTOMATIC
 * LAUNCHING). “disabled:” is no transport, so that it fails at once.
 */
static void start_no_session_bus(void)
{
    const char *folder = getenv("XDG_RUNTIME_DIR");
    char bus[512];
    int size = snprintf(bus, sizeof bus, "%s/bus", folder ? folder : "");
    bool has_bus = folder && size > 0 && (size_t)size < sizeof bus && access(bus, F_OK) == 0;
    if (!has_bus)
        setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0); /* One that is given stays. */
}

/*
 * Under X11 SDL shares the window's pixels with the server: no GPU, no copy. Its other drivers know
 * only textures, and a window surface there is one that SDL keeps up by itself.
 */
static void choose_drawing(struct window *w)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    bool x11 = driver && strcmp(driver, "x11") == 0;
    if (x11)
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    w->sleeps = x11 || (driver && strcmp(driver, "wayland") == 0);
}

static bool create_window(struct window *w, const struct window_options *options, struct error *e)
{
    w->full_screen = options->width_px <= 0 || options->height_px <= 0;
    SDL_Rect place = {SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, options->width_px,
                      options->height_px};
    uint32_t flags = SDL_WINDOW_SHOWN | SDL_WINDOW_ALLOW_HIGHDPI;
    if (w->full_screen) {
        /* Already where it will be, for X servers without a window manager. */
        if (SDL_GetDisplayBounds(0, &place) != 0)
            return refuse(e, "SDL_GetDisplayBounds");
        flags |= SDL_WINDOW_FULLSCREEN_DESKTOP | SDL_WINDOW_BORDERLESS | SDL_WINDOW_ALWAYS_ON_TOP;
    }
    if (options->resizable)
        flags |= SDL_WINDOW_RESIZABLE;
    w->window = SDL_CreateWindow(options->title ? options->title : "Ngõ Số", place.x, place.y,
                                 place.w, place.h, flags);
    if (!w->window)
        return refuse(e, "SDL_CreateWindow");
    if (options->resizable)
        SDL_SetWindowMinimumSize(w->window, WINDOW_SIDE_MIN, WINDOW_SIDE_MIN);
    if (w->full_screen)
        window_reclaim(w);
    SDL_StartTextInput();
    return true;
}

static bool is_ours(const SDL_Surface *s)
{
    return s->format->format == SDL_PIXELFORMAT_RGB888 ||
           s->format->format == SDL_PIXELFORMAT_ARGB8888;
}

/* SDL makes a new surface when the size has changed. */
static bool take_surface(struct window *w, struct error *e)
{
    SDL_Surface *surface = SDL_GetWindowSurface(w->window);
    if (!surface)
        return refuse(e, "SDL_GetWindowSurface");
    bool same_size = w->canvas && w->canvas->w == surface->w && w->canvas->h == surface->h;
    if (surface == w->surface && same_size)
        return true;
    if (w->canvas != w->surface)
        SDL_FreeSurface(w->canvas);
    w->surface = w->canvas = surface;
    if (!is_ours(surface))
        w->canvas =
            SDL_CreateRGBSurfaceWithFormat(0, surface->w, surface->h, 32, SDL_PIXELFORMAT_RGB888);
    if (!w->canvas)
        return refuse(e, "SDL_CreateRGBSurfaceWithFormat");
    w->input.width_px = surface->w;
    w->input.height_px = surface->h;
    w->stale = true;
    return true;
}

static void update_input_size(struct window *w)
{
    int width = 0, height = 0;
    SDL_GetWindowSize(w->window, &width, &height);
    w->input.window_width_px = width;
    w->input.window_height_px = height;
}

bool window_open(struct window **out, const struct window_options *options, struct error *e)
{
    struct window *w = calloc(1, sizeof *w);
    CHECK(w != NULL);
    start_listening(w);
    set_hints();
    start_no_session_bus();
    bool ok = SDL_InitSubSystem(SDL_INIT_VIDEO) == 0 || refuse(e, _("No screen to draw on"));
    if (ok) {
        choose_drawing(w);
        SDL_DisableScreenSaver();
    }
    if (!ok || !create_window(w, options, e) || !take_surface(w, e)) {
        window_close(w);
        return false;
    }
    update_input_size(w);
    *out = w;
    return true;
}

/*
 * Under X11 SDL wakes a waiting program by an event to its own window, through a connection of its
 * own (SDL_x11events.c, X11_SendWakeupEvent). One that is still on its way when the window goes
 * ends the program with BadWindow. A question to the server, and a moment, let it arrive.
 */
static void let_wakeups_arrive(void)
{
    enum { MOMENT_MS = 20 };
    int x, y;
    SDL_GetGlobalMouseState(&x, &y);
    SDL_Delay(MOMENT_MS);
}

void window_close(struct window *w)
{
    if (!w)
        return;
    cells_deinit(&w->shown);
    cells_deinit(&w->next);
    if (w->canvas != w->surface)
        SDL_FreeSurface(w->canvas);
    if (w->window) {
        let_wakeups_arrive();
        SDL_DestroyWindow(w->window);
    }
    stop_listening(w);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    free(w);
}

/* ---- Showing ---- */

void window_size(const struct window *w, int32_t *width_px, int32_t *height_px)
{
    *width_px = w->input.width_px;
    *height_px = w->input.height_px;
}

void window_reclaim(struct window *w)
{
    if (!w->full_screen)
        return;
    SDL_RestoreWindow(w->window);
    SDL_RaiseWindow(w->window);
    SDL_SetWindowKeyboardGrab(w->window, SDL_TRUE);
    SDL_SetWindowMouseGrab(w->window, SDL_TRUE);
}

/* Damage ends on whole pixels, see COMPARE_CELL_DU. */
static unsigned find_damage(SDL_Rect out[COMPARE_RECTS_MAX],
                            struct draw_rect damage[COMPARE_RECTS_MAX], struct window *w,
                            const struct draw_list *list)
{
    unsigned count = 1;
    cells_take(&w->next, list);
    if (w->stale)
        damage[0] = (struct draw_rect){0, 0, list->width_du, list->height_du};
    else
        count = cells_compare(damage, &w->shown, &w->next);
    w->drawn_px = 0;
    for (unsigned i = 0; i < count; i++) {
        out[i] = (SDL_Rect){damage[i].x_du / DU_PER_PT, damage[i].y_du / DU_PER_PT,
                            div_ceil(damage[i].width_du, DU_PER_PT),
                            div_ceil(damage[i].height_du, DU_PER_PT)};
        w->drawn_px += (uint64_t)out[i].w * (uint64_t)out[i].h;
    }
    return count;
}

static bool send(struct window *w, SDL_Rect *rects, unsigned count, struct error *e)
{
    for (unsigned i = 0; w->canvas != w->surface && i < count; i++) {
        SDL_Rect to = rects[i];
        if (SDL_BlitSurface(w->canvas, &rects[i], w->surface, &to) != 0)
            return refuse(e, "SDL_BlitSurface");
    }
    return SDL_UpdateWindowSurfaceRects(w->window, rects, (int)count) == 0 ||
           refuse(e, "SDL_UpdateWindowSurfaceRects");
}

bool window_show(struct window *w, struct pixels *pixels, const struct draw_list *list,
                 struct error *e)
{
    SDL_Rect rects[COMPARE_RECTS_MAX];
    struct draw_rect damage[COMPARE_RECTS_MAX];
    if (!take_surface(w, e))
        return false;
    unsigned count = find_damage(rects, damage, w, list);
    const struct pixels_target target = {(uint32_t)w->canvas->w, (uint32_t)w->canvas->h,
                                         (uint32_t)w->canvas->pitch, w->canvas->pixels};
    if (!pixels_draw_onto(&target, pixels, list, damage, count, e))
        return false;
    if (count && !send(w, rects, count, e))
        return false;
    struct draw_cells old = w->shown;
    w->shown = w->next;
    w->next = old;
    w->stale = false;
    return true;
}

uint64_t window_drawn_px(const struct window *w)
{
    return w->drawn_px;
}

/* ---- Waiting ---- */

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* One SDL event, or false after about `timeout_ms`. */
static bool next_event(SDL_Event *event, const struct window *w, int64_t timeout_ms)
{
    if (SDL_PollEvent(event))
        return true;
    if (timeout_ms == 0)
        return false;
    if (w->sleeps) {
        int limit = timeout_ms < 0 || timeout_ms > INT32_MAX ? -1 : (int)timeout_ms;
        return SDL_WaitEventTimeout(event, limit) == 1;
    }
    SDL_Delay(timeout_ms < 0 || timeout_ms > POLL_MS ? POLL_MS : (uint32_t)timeout_ms);
    return SDL_PollEvent(event) == 1;
}

/* Touch screens have no use for an arrow; a mouse that moves does. */
static void show_cursor(const SDL_Event *event)
{
    if (event->type == SDL_FINGERDOWN)
        SDL_ShowCursor(SDL_DISABLE);
    else if (event->type == SDL_MOUSEMOTION && event->motion.which != SDL_TOUCH_MOUSEID)
        SDL_ShowCursor(SDL_ENABLE);
}

static bool translate(struct input_event *out, struct window *w, const SDL_Event *event)
{
    show_cursor(event);
    if (!input_translate(out, &w->input, event))
        return false;
    if (out->kind == INPUT_EXPOSED) {
        struct error ignored = {0}; /* window_show meets it again. */
        (void)take_surface(w, &ignored);
        update_input_size(w);
        w->stale = true;
    }
    return true;
}

bool window_wait(struct input_event *out, struct window *w, int64_t timeout_ms)
{
    int64_t end_ms = timeout_ms < 0 ? INT64_MAX : now_ms() + timeout_ms;
    for (;;) {
        SDL_Event event;
        int64_t left_ms = timeout_ms < 0 ? -1 : end_ms - now_ms();
        if (next_event(&event, w, left_ms < 0 && timeout_ms >= 0 ? 0 : left_ms) &&
            translate(out, w, &event))
            return true;
        if (window_stop_asked(w) || (timeout_ms >= 0 && now_ms() >= end_ms))
            return false;
    }
}
