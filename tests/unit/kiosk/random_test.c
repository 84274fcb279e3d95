/* A hundred thousand random fingers, buttons, keys and window events: nobody gets out without the
 * PIN, nothing crashes, and memory stays what it was. Time is the test's own. */
#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "base/units.h"
#include "kiosk/touch.h"
#include "kiosk_driver.h"
#include "store/pin.h"
#include "text/para.h"

enum { EVENTS = 120000 };

/* A sanitizer keeps what was freed, to find its use; gcc and clang say it differently. */
#ifdef __SANITIZE_ADDRESS__
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

enum { WIDTH = 1024, HEIGHT = 600, FRAME_BYTES = 16 * 1024 * 1024, GROWTH_KB = 6 * 1024 };

struct world {
    struct driver driver;
    struct font_set *fonts;
    struct para_cache *paras;
    struct arena frame;
    struct draw_list list;
    struct target_list targets;
    struct metrics metrics;
    struct input input;
    struct touch touch;
    int32_t press_x, press_y; /**< Of the last press: most releases come where it was. */
    unsigned seen[SCREEN_COUNT];
};

static uint32_t seed;

static int32_t below(int32_t limit)
{
    seed = seed * 1664525u + 1013904223u;
    return (int32_t)(seed >> 8) % limit;
}

static SDL_Keycode random_key(void)
{
    static const SDL_Keycode keys[] = {
        SDLK_TAB,  SDLK_RETURN, SDLK_ESCAPE, SDLK_BACKSPACE,   SDLK_UP,   SDLK_DOWN, SDLK_LEFT,
        SDLK_F4,   SDLK_F11,    SDLK_DELETE, SDLK_PRINTSCREEN, SDLK_MENU, SDLK_LGUI, SDLK_LALT,
        SDLK_HOME, SDLK_POWER,  SDLK_SLEEP,  SDLK_AC_HOME,     SDLK_q,    SDLK_w,    SDLK_RIGHT,
    };
    return keys[below(sizeof keys / sizeof keys[0])];
}

static void random_text(char *out)
{
    static const char *const texts[] = {"a", "1", "0",  " ", "w", "j", "đ",    "\xE1\xBA\xBF",
                                        "~", "",  "\t", "9", "b", "7", "\xFF", "🙂"};
    strcpy(out, texts[below(sizeof texts / sizeof texts[0])]);
}

/* Fingers and buttons come down where buttons are more often than not. */
static void random_place(const struct world *w, int32_t *x, int32_t *y)
{
    *x = below(WIDTH);
    *y = below(HEIGHT);
    if (w->targets.count == 0 || below(4) == 0)
        return;
    const struct target *t = &w->targets.items[below((int32_t)w->targets.count)];
    if (t->action.act == ACT_START_AGAIN && below(10) > 0) /* Else no round would ever end. */
        return;
    *x = (t->rect.x_du + t->rect.width_du / 2) / DU_PER_PT;
    *y = (t->rect.y_du + t->rect.height_du / 2) / DU_PER_PT;
}

static bool is_pressed(const struct world *w)
{
    return w->input.mouse_down || w->input.finger_down;
}

static void random_event(SDL_Event *e, struct world *w, int64_t now_ms)
{
    static const uint32_t odd[] = {SDL_QUIT,          SDL_USEREVENT,       SDL_DROPFILE,
                                   SDL_DROPTEXT,      SDL_CLIPBOARDUPDATE, SDL_MOUSEWHEEL,
                                   SDL_KEYMAPCHANGED, SDL_APP_TERMINATING, SDL_MULTIGESTURE};
    int32_t x, y;
    memset(e, 0, sizeof *e);
    random_place(w, &x, &y);
    if (is_pressed(w) && below(10) > 0) {
        x = w->press_x;
        y = w->press_y;
    }
    w->press_x = x;
    w->press_y = y;
    switch (below(12)) {
    case 0:
    case 1:
        e->type = below(2) ? SDL_FINGERDOWN : SDL_FINGERUP;
        e->tfinger.fingerId = below(3);
        e->tfinger.x = (float)x / WIDTH;
        e->tfinger.y = (float)y / HEIGHT;
        break;
    case 2:
        e->type = SDL_FINGERMOTION;
        e->tfinger.fingerId = below(3);
        e->tfinger.x = (float)(below(300) - 100) / 100.0F;
        e->tfinger.y = (float)below(100) / 100.0F;
        break;
    case 3:
        e->type = below(2) ? SDL_KEYDOWN : SDL_KEYUP;
        e->key.keysym.sym = random_key();
        e->key.keysym.mod = below(2) ? 0 : (uint16_t)below(0x4000);
        e->key.repeat = below(5) == 0;
        break;
    case 4:
        e->type = SDL_TEXTINPUT;
        random_text(e->text.text);
        break;
    case 5:
        e->type = SDL_WINDOWEVENT;
        e->window.event = (uint8_t)below(20);
        break;
    case 6:
        e->type = odd[below(sizeof odd / sizeof odd[0])];
        break;
    default: /* A click: down now, up with the next of its kind. */
        e->type = w->input.mouse_down ? SDL_MOUSEBUTTONUP : SDL_MOUSEBUTTONDOWN;
        e->button.button = (uint8_t)(below(8) == 0 ? 1 + below(5) : SDL_BUTTON_LEFT);
        e->button.which = below(20) == 0 ? SDL_TOUCH_MOUSEID : 0;
        e->button.x = x;
        e->button.y = y;
        break;
    }
    e->common.timestamp = (uint32_t)now_ms;
}

static void draw(struct world *w)
{
    const struct screen_kit kit = {.paras = w->paras, .arena = &w->frame};
    para_cache_trim(w->paras);
    arena_reset(&w->frame);
    if (!screen_draw(&w->list, &w->targets, w->driver.view, &w->metrics, &kit))
        fail_msg("screen %d does not fit", (int)w->driver.view->screen);
    (void)touch_mark(&w->touch, &w->targets);
}

static void apply(struct world *w, const struct touch_result *result)
{
    struct driver *d = &w->driver;
    struct view_action action = result->action;
    if (result->stirred)
        action.act = ACT_STILL_HERE;
    if (result->typed)
        kiosk_type(d->kiosk, result->typed, d->now_ms);
    if (action.act != ACT_NONE)
        kiosk_act(d->kiosk, action, d->now_ms);
    if (result->typed || action.act != ACT_NONE)
        draw(w);
}

/* Through SDL's queue, as the window's events come. */
static void handle(struct world *w, SDL_Event *event)
{
    struct driver *d = &w->driver;
    struct input_event input;
    SDL_PushEvent(event);
    while (SDL_PollEvent(event)) {
        const struct touch_scene scene = {&w->targets, &w->metrics, d->view->screen,
                                          (uint32_t)d->view->screen | d->view->question_index << 8};
        if (!input_translate(&input, &w->input, event))
            continue;
        struct touch_result result = touch_event(&w->touch, &input, &scene, d->now_ms);
        apply(w, &result);
        (void)touch_mark(&w->touch, &w->targets);
    }
}

static void pass_time(struct world *w)
{
    struct driver *d = &w->driver;
    /* Now and then nobody is there for a while. */
    d->now_ms += below(2000) == 0 ? 200000 : below(900);
    struct touch_result result = touch_tick(&w->touch, d->now_ms);
    if (kiosk_tick(d->kiosk, d->now_ms))
        draw(w);
    apply(w, &result);
}

static void assert_locked(const struct world *w, int step)
{
    enum view_screen screen = w->driver.view->screen;
    bool inside = screen != SCREEN_STAFF && screen != SCREEN_STAFF_HEALTH &&
                  screen != SCREEN_STAFF_QUIZZES && screen != SCREEN_CALIBRATE &&
                  screen != SCREEN_STAFF_NEW_PIN && screen != SCREEN_STAFF_VILLAGE &&
                  screen != SCREEN_STAFF_FORGET;
    if (!inside || kiosk_wants_to_close(w->driver.kiosk))
        fail_msg("event %d led to screen %d", step, (int)screen);
}

static void open_world(struct world *w)
{
    struct error e = {0};
    static char hash[STORE_PIN_HASH_BYTES];
    memset(w, 0, sizeof *w);
    driver_init(&w->driver);
    assert_true(store_hash_pin(hash, SLICE("7319028456"), &e)); /* Not to be hit by chance. */
    assert_true(store_put_setting(&w->driver.store, "pin-hash", slice_from(hash), &e));
    w->driver.setup.pin_hash = hash;
    driver_start(&w->driver);
    assert_true(font_set_create(&w->fonts, NGOSO_SOURCE_DIR "/fonts", &e));
    w->paras = para_cache_create(w->fonts);
    arena_init(&w->frame, FRAME_BYTES);
    list_init(&w->list);
    w->metrics = (struct metrics){.width_px = WIDTH, .height_px = HEIGHT};
    w->input = (struct input){.width_px = WIDTH,
                              .height_px = HEIGHT,
                              .window_width_px = WIDTH,
                              .window_height_px = HEIGHT};
    touch_init(&w->touch);
    w->targets.focused = w->targets.pressed = -1;
    draw(w);
}

static void close_world(struct world *w)
{
    list_deinit(&w->list);
    arena_deinit(&w->frame);
    para_cache_destroy(w->paras);
    font_set_destroy(w->fonts);
    driver_deinit(&w->driver);
}

static long peak_kb(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

static void random_events_stay_inside(void **state)
{
    (void)state;
    static struct world w;
    const char *given = getenv("NGOSO_SEED");
    seed = given ? (uint32_t)strtoul(given, NULL, 10) : 20261121;
    printf("seed %u, %d events\n", seed, EVENTS);
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    assert_int_equal(SDL_Init(SDL_INIT_VIDEO), 0);
    open_world(&w);
    long warm_kb = 0;
    for (int i = 0; i < EVENTS; i++) {
        SDL_Event event;
        random_event(&event, &w, w.driver.now_ms);
        handle(&w, &event);
        pass_time(&w);
        assert_locked(&w, i);
        assert_sane(&w.driver);
        w.seen[w.driver.view->screen]++;
        if (i == EVENTS / 3)
            warm_kb = peak_kb();
    }
#ifndef SANITIZED
    assert_true(peak_kb() - warm_kb < GROWTH_KB);
#else
    (void)warm_kb;
#endif
    /* It must have been about something. */
    static const enum view_screen visited[] = {SCREEN_CHOOSE, SCREEN_QUESTION,    SCREEN_FEEDBACK,
                                               SCREEN_END,    SCREEN_STILL_THERE, SCREEN_STAFF_PIN};
    for (size_t i = 0; i < sizeof visited / sizeof visited[0]; i++)
        if (w.seen[visited[i]] == 0)
            fail_msg("screen %d was never shown", (int)visited[i]);
    close_world(&w);
    SDL_Quit();
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(random_events_stay_inside)};
    return cmocka_run_group_tests_name("random", tests, NULL, NULL);
}
