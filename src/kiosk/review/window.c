#include "kiosk/review/window.h"

#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "kiosk/touch.h"
#include "kiosk/trace.h"
#include "out/pixels.h"
#include "text/para.h"

enum { FRAME_BYTES_MAX = 64 * 1024 * 1024 };

struct desk {
    struct review *review;
    struct window *window;
    struct pixels *pixels;
    struct para_cache *paras;
    struct touch touch;
    struct draw_list list;
    struct target_list targets;
    struct metrics metrics;
    struct arena frame_arena;
    FILE *trace; /**< Of tests; NULL. */
    bool dirty, over;
};

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void draw(struct desk *d)
{
    const struct screen_kit kit = {.paras = d->paras, .arena = &d->frame_arena};
    window_size(d->window, &d->metrics.width_px, &d->metrics.height_px);
    arena_reset(&d->frame_arena);
    (void)review_draw(&d->list, &d->targets, d->review, &d->metrics, &kit);
}

static bool show(struct desk *d, struct error *e)
{
    if (!d->dirty)
        return true;
    draw(d);
    if (touch_mark(&d->touch, &d->targets))
        draw(d);
    d->dirty = false;
    if (!window_show(d->window, d->pixels, &d->list, e))
        return false;
    static const struct view nobody = {.screen = SCREEN_REVIEW};
    trace_frame(d->trace, &nobody, &d->targets, window_drawn_px(d->window));
    return true;
}

static void handle(struct desk *d, const struct input_event *event)
{
    const struct touch_scene scene = {.targets = &d->targets,
                                      .metrics = &d->metrics,
                                      .screen = SCREEN_REVIEW,
                                      .place = review_place(d->review)};
    struct touch_result result = touch_event(&d->touch, event, &scene, now_ms());
    if (result.action.act != ACT_NONE) {
        d->over = review_act(d->review, result.action);
        d->dirty = true;
    }
    d->dirty = review_type(d->review, event) || d->dirty;
    int32_t steps = review_steps(event);
    d->dirty = (steps && review_turn(d->review, steps)) || d->dirty;
    d->dirty = event->kind == INPUT_EXPOSED || d->dirty;
    d->dirty = touch_mark(&d->touch, &d->targets) || d->dirty;
    d->over = event->kind == INPUT_CLOSE || d->over;
}

static bool open_desk(struct desk *d, const struct review_window_setup *setup, struct error *e)
{
    d->dirty = true;
    d->targets.focused = d->targets.pressed = -1;
    d->trace = trace_open();
    touch_init(&d->touch);
    list_init(&d->list);
    arena_init(&d->frame_arena, FRAME_BYTES_MAX);
    d->paras = para_cache_create(setup->fonts);
    d->review = review_create(&setup->review);
    return window_open(&d->window, &setup->window, e) && pixels_create(&d->pixels, setup->fonts, e);
}

static void close_desk(struct desk *d)
{
    if (d->pixels)
        pixels_destroy(d->pixels);
    window_close(d->window);
    review_destroy(d->review);
    para_cache_destroy(d->paras);
    list_deinit(&d->list);
    arena_deinit(&d->frame_arena);
    if (d->trace)
        fclose(d->trace);
}

bool review_window_run(const struct review_window_setup *setup, struct error *e)
{
    struct desk *d = calloc(1, sizeof *d);
    CHECK(d != NULL);
    bool ok = open_desk(d, setup, e);
    while (ok && !d->over && !window_stop_asked(d->window)) {
        struct input_event event;
        ok = show(d, e);
        if (ok && window_wait(&event, d->window, -1))
            handle(d, &event);
    }
    close_desk(d);
    free(d);
    return ok;
}
