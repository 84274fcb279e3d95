#include "kiosk/loop.h"

#include <stdlib.h>
#include <time.h>

#include "base/date.h"
#include "base/i18n.h"
#include "kiosk/review/picture.h"
#include "kiosk/review/review.h"
#include "kiosk/touch.h"
#include "kiosk/trace.h"
#include "kiosk/voice/voice.h"
#include "out/pixels.h"
#include "review/visit_record.h"
#include "text/fonts.h"
#include "text/para.h"

enum {
    FRAME_BYTES_MAX = 16 * 1024 * 1024,
    RECLAIM_MS = 1000 /* Not in a race with another program that wants the screen. */
};

struct loop {
    struct loop_setup setup;
    struct window *window;
    struct pixels *pixels;
    struct para_cache *paras;
    struct kiosk *kiosk;
    struct voice *voice; /**< NULL until something is to be read aloud. */
    struct attract attract;
    struct touch touch;
    struct draw_list list;
    struct target_list targets;
    struct metrics metrics;
    struct arena frame_arena;
    bool dirty, close_asked;
    bool shown_personal; /**< A name, a number or a code was laid out. */
    int64_t reclaimed_ms;
    FILE *trace; /**< Of tests; NULL. */
    struct picture_shelf picture;
    struct review *review; /**< While staff look at the results. */
    struct store *reviewed;
};

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- Opening ---- */

bool loop_open(struct loop **out, const struct loop_setup *setup, struct error *e)
{
    struct loop *l = calloc(1, sizeof *l);
    CHECK(l != NULL);
    l->setup = *setup;
    l->dirty = true;
    l->trace = trace_open();
    l->targets.focused = l->targets.pressed = -1;
    l->reclaimed_ms = INT64_MIN / 2;
    touch_init(&l->touch);
    list_init(&l->list);
    arena_init(&l->frame_arena, FRAME_BYTES_MAX);
    picture_init(&l->picture);
    attract_init(&l->attract, &setup->attract);
    l->paras = para_cache_create(setup->attract.fonts);
    if (!window_open(&l->window, &setup->window, e) ||
        !pixels_create(&l->pixels, setup->attract.fonts, e)) {
        loop_close(l);
        return false;
    }
    l->kiosk = kiosk_create(&setup->state, now_ms());
    *out = l;
    return true;
}

void loop_close(struct loop *l)
{
    if (!l)
        return;
    if (l->voice)
        voice_destroy(l->voice);
    review_destroy(l->review);
    if (l->kiosk)
        kiosk_destroy(l->kiosk);
    pixels_destroy(l->pixels);
    window_close(l->window);
    para_cache_destroy(l->paras);
    attract_deinit(&l->attract);
    list_deinit(&l->list);
    arena_deinit(&l->frame_arena);
    picture_deinit(&l->picture);
    if (l->trace)
        fclose(l->trace);
    free(l);
}

/* ---- Showing ---- */

/* ---- The results, for staff ---- */

static bool record_visit(void *self, const struct store_visit *visit, struct error *e)
{
    const struct loop *l = self;
    return visit_keep_entered(l->reviewed, visit, e);
}

/* Made when staff open it, and gone when they leave; the question whether they are still there does
 * not lose their place. */
static void keep_review(struct loop *l, const struct view *view)
{
    const struct kiosk_setup *s = &l->setup.state;
    if (view->screen == SCREEN_STILL_THERE)
        return;
    if (view->screen != SCREEN_REVIEW) {
        review_destroy(l->review);
        l->review = NULL;
    } else if (!l->review) {
        l->reviewed = kiosk_store(l->kiosk);
        const struct review_setup setup = {
            .record = record_visit,
            .self = l,
            .stores = &l->reviewed,
            .store_count = 1,
            .texts = {s->quizzes, s->quiz_count, s->guides, s->guide_count},
            .commune = s->commune,
            .language = view->language,
            .today = date_days(date_today())};
        l->review = review_create(&setup);
    }
    if (l->review)
        (void)review_set_look(l->review, view->language, view->high_contrast);
}

/* True when the action was one of the review's; staff are there then. */
static bool act_in_review(struct loop *l, struct view_action action)
{
    bool ours = action.act == ACT_REVIEW || action.act == ACT_PAGE || action.act == ACT_BACK ||
                action.act == ACT_BACKSPACE;
    return l->review && ours && !review_act(l->review, action);
}

static void draw(struct loop *l, const struct view *view)
{
    window_size(l->window, &l->metrics.width_px, &l->metrics.height_px);
    if (view->screen == SCREEN_ATTRACT && l->attract.count == 0)
        (void)attract_draw_next(&l->attract); /* The first; the others can wait. */
    l->metrics.px_per_mm100 = view->px_per_mm100;
    const struct screen_kit kit = {.paras = l->paras,
                                   .arena = &l->frame_arena,
                                   .posters = l->attract.posters,
                                   .poster_count = l->attract.count,
                                   .picture =
                                       picture_find(&l->picture, view->quiz, view->question)};
    arena_reset(&l->frame_arena);
    if (view->screen == SCREEN_REVIEW && l->review)
        (void)review_draw(&l->list, &l->targets, l->review, &l->metrics, &kit);
    else
        (void)screen_draw(&l->list, &l->targets, view, &l->metrics, &kit);
}

/* Each letter of a name makes a paragraph: none is kept once these screens are left. */
static void keep_paras(struct loop *l, enum view_screen screen)
{
    bool personal = screen == SCREEN_NAME || screen == SCREEN_PHONE || screen == SCREEN_THANKS ||
                    screen == SCREEN_STAFF_FORGET;
    if (l->shown_personal && !personal)
        para_cache_wipe(l->paras);
    else
        para_cache_trim(l->paras);
    l->shown_personal = personal;
}

bool loop_show(struct loop *l, struct error *e)
{
    if (!l->dirty)
        return true;
    const struct view *view = kiosk_view(l->kiosk);
    keep_paras(l, view->screen);
    keep_review(l, view);
    draw(l, view);
    /* Other targets than before: what is lit may be another one now. */
    if (touch_mark(&l->touch, &l->targets))
        draw(l, view);
    l->dirty = false;
    if (!window_show(l->window, l->pixels, &l->list, e))
        return false;
    trace_frame(l->trace, view, &l->targets, window_drawn_px(l->window));
    return true;
}

/* ---- Handling ---- */

static void apply(struct loop *l, const struct touch_result *result, int64_t at_ms)
{
    struct view_action action = result->action;
    bool reviewing = kiosk_view(l->kiosk)->screen == SCREEN_REVIEW;
    if (result->stirred || (reviewing && act_in_review(l, action)))
        action.act = ACT_STILL_HERE;
    if (result->typed)
        kiosk_type(l->kiosk, result->typed, at_ms);
    if (action.act != ACT_NONE)
        kiosk_act(l->kiosk, action, at_ms);
    l->dirty = l->dirty || result->typed || action.act != ACT_NONE;
}

static struct touch_scene scene_of(const struct loop *l)
{
    const struct view *view = kiosk_view(l->kiosk);
    return (struct touch_scene){.targets = &l->targets,
                                .metrics = &l->metrics,
                                .screen = view->screen,
                                .place = view->screen == SCREEN_REVIEW && l->review
                                             ? review_place(l->review)
                                             : (uint32_t)view->screen | view->question_index << 8};
}

static void reclaim(struct loop *l, int64_t at_ms)
{
    if (at_ms - l->reclaimed_ms < RECLAIM_MS)
        return;
    l->reclaimed_ms = at_ms;
    window_reclaim(l->window);
}

static void turn_review(struct loop *l, const struct input_event *event, int64_t at_ms)
{
    int32_t steps = review_steps(event);
    if (kiosk_view(l->kiosk)->screen != SCREEN_REVIEW || !l->review)
        return;
    l->dirty = review_type(l->review, event) || l->dirty;
    if (steps == 0)
        return;
    l->dirty = review_turn(l->review, steps) || l->dirty;
    kiosk_act(l->kiosk, (struct view_action){ACT_STILL_HERE, 0}, at_ms);
}

void loop_handle(struct loop *l, const struct input_event *event)
{
    int64_t at_ms = now_ms();
    struct touch_scene scene = scene_of(l);
    if (event->kind == INPUT_CLOSE)
        l->close_asked = l->setup.may_be_closed;
    if (event->kind == INPUT_COVERED)
        reclaim(l, at_ms);
    l->dirty = l->dirty || event->kind == INPUT_EXPOSED;
    turn_review(l, event, at_ms);
    struct touch_result result = touch_event(&l->touch, event, &scene, at_ms);
    apply(l, &result, at_ms);
    l->dirty = touch_mark(&l->touch, &l->targets) || l->dirty;
}

/* Most halls never read aloud, so the voice is only made when it is asked for. */
static void follow_with_voice(struct loop *l, int64_t at_ms)
{
    if (!l->voice && kiosk_view(l->kiosk)->reading)
        l->voice = voice_create(l->setup.sayings);
    if (!l->voice)
        return;
    l->dirty = voice_follow(l->voice, l->kiosk, at_ms) || l->dirty;
    const char *problem = voice_problem(l->voice);
    if (problem)
        fprintf(stderr, "ngoso: %s\n", _(problem));
}

void loop_tick(struct loop *l)
{
    int64_t at_ms = now_ms();
    l->dirty = kiosk_tick(l->kiosk, at_ms) || l->dirty;
    follow_with_voice(l, at_ms);
    struct touch_result result = touch_tick(&l->touch, at_ms);
    apply(l, &result, at_ms);
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* -1: no timer runs, only an event can change anything. */
static int64_t time_left_ms(const struct loop *l)
{
    int64_t next_ms = earlier(kiosk_next_ms(l->kiosk), touch_next_ms(&l->touch));
    if (l->voice)
        next_ms = earlier(next_ms, voice_next_ms(l->voice, now_ms()));
    if (next_ms == INT64_MAX)
        return -1;
    int64_t left_ms = next_ms - now_ms();
    return left_ms > 0 ? left_ms : 0;
}

void loop_wait(struct loop *l)
{
    struct input_event event;
    /* Posters are drawn while nothing else is to be done. */
    bool drawing = l->attract.kit != NULL;
    if (window_wait(&event, l->window, drawing ? 0 : time_left_ms(l)))
        loop_handle(l, &event);
    else if (drawing)
        (void)attract_draw_next(&l->attract);
}

/* Staff closed the kiosk, or a signal asked it to end. */
static bool is_over(const struct loop *l)
{
    return l->close_asked || kiosk_wants_to_close(l->kiosk) || window_stop_asked(l->window);
}

bool loop_run(struct loop *l, void (*ready)(void), struct error *e)
{
    bool told = false;
    while (!is_over(l)) {
        loop_tick(l);
        if (!loop_show(l, e))
            return false;
        if (!told && ready)
            ready();
        told = true;
        loop_wait(l);
    }
    return true;
}

const struct view *loop_view(const struct loop *l)
{
    return kiosk_view(l->kiosk);
}

const struct target_list *loop_targets(const struct loop *l)
{
    return &l->targets;
}

struct window *loop_window(struct loop *l)
{
    return l->window;
}
