#include "kiosk_driver.h"

#include "store/pin.h"

static char pin_hash[STORE_PIN_HASH_BYTES];

void driver_init(struct driver *d)
{
    struct error e = {ERROR_NONE, 0, ""};
    memset(d, 0, sizeof *d);
    arena_init(&d->arena, 8 << 20);
    d->quizzes[0] = fixture_quiz(&d->arena, "all");
    d->quizzes[1] = fixture_bank(&d->arena, 30, 5, 10);
    d->guides[0] = fixture_guide(&d->arena, "g");
    d->guides[1] = fixture_guide(&d->arena, "h");
    d->setup = (struct kiosk_setup){.quizzes = d->quizzes,
                                    .quiz_count = 2,
                                    .guides = d->guides,
                                    .guide_count = 2,
                                    .commune = fixture_commune(&d->arena),
                                    .store = &d->store,
                                    .language = "en",
                                    .seed = 1};
    if (!pin_hash[0])
        assert_true(store_hash_pin(pin_hash, SLICE("2580"), &e));
    assert_true(store_put_setting(&d->store, "pin-hash", slice_from(pin_hash), &e));
    d->setup.pin_hash = pin_hash;
    d->now_ms = 1000000;
}

void driver_start(struct driver *d)
{
    kiosk_destroy(d->kiosk);
    d->kiosk = kiosk_create(&d->setup, d->now_ms);
    d->view = kiosk_view(d->kiosk);
}

void driver_deinit(struct driver *d)
{
    kiosk_destroy(d->kiosk);
    arena_deinit(&d->arena);
}

int driver_set_up(void **driver)
{
    driver_init(*driver);
    driver_start(*driver);
    return 0;
}

int driver_tear_down(void **driver)
{
    driver_deinit(*driver);
    return 0;
}

void driver_act(struct driver *d, enum view_act act, int32_t index)
{
    d->now_ms += 1000;
    kiosk_act(d->kiosk, (struct view_action){act, index}, d->now_ms);
    kiosk_tick(d->kiosk, d->now_ms);
    assert_sane(d);
}

void driver_wait(struct driver *d, int64_t ms)
{
    d->now_ms += ms;
    kiosk_tick(d->kiosk, d->now_ms);
    assert_sane(d);
}

void driver_sleep(struct driver *d, int64_t ms)
{
    int64_t end_ms = d->now_ms + ms;
    for (;;) {
        int64_t next_ms = kiosk_next_ms(d->kiosk);
        if (next_ms > end_ms)
            break;
        assert_true(next_ms > d->now_ms);
        d->now_ms = next_ms;
        kiosk_tick(d->kiosk, d->now_ms);
        assert_sane(d);
    }
    d->now_ms = end_ms;
}

static int32_t place_of(const struct driver *d, unsigned option)
{
    int32_t place = 0;
    while (d->view->option_order[place] != option)
        place++;
    return place;
}

static int32_t slot_of(const struct driver *d, unsigned option)
{
    int32_t slot = 0;
    while (d->view->slot_order[slot] != option)
        slot++;
    return slot;
}

static void choose_order(struct driver *d, bool right)
{
    unsigned count = d->view->question->option_count;
    for (unsigned i = 0; i < count; i++)
        driver_act(d, ACT_OPTION, place_of(d, right ? i : count - 1 - i));
}

static void choose_match(struct driver *d, bool right)
{
    unsigned count = d->view->question->option_count;
    for (unsigned i = 0; i < count; i++) {
        driver_act(d, ACT_OPTION, place_of(d, i));
        driver_act(d, ACT_SLOT, slot_of(d, right ? i : (i + 1) % count));
    }
}

void driver_choose(struct driver *d, bool right)
{
    switch (d->view->question->kind) {
    case QUIZ_MULTIPLE:
        driver_act(d, ACT_OPTION, place_of(d, 0));
        if (right)
            driver_act(d, ACT_OPTION, place_of(d, 2));
        return;
    case QUIZ_ORDER:
        choose_order(d, right);
        return;
    case QUIZ_MATCH:
        choose_match(d, right);
        return;
    case QUIZ_POINT:
        driver_act(d, ACT_PLACE, place_of(d, right ? 0 : 3));
        return;
    default:
        driver_act(d, ACT_OPTION, place_of(d, right ? 0 : 1));
    }
}

static void answer(struct driver *d, bool right)
{
    driver_choose(d, right);
    assert_true(d->view->can_answer);
    driver_act(d, ACT_ANSWER, 0);
    assert_screen(d, SCREEN_FEEDBACK);
}

void driver_open_question(struct driver *d, enum quiz_kind kind)
{
    driver_act(d, ACT_START, 0);
    driver_act(d, ACT_CHOOSE, 0);
    while (d->view->question->kind != kind) {
        answer(d, true);
        driver_act(d, ACT_NEXT, 0);
    }
    assert_screen(d, SCREEN_QUESTION);
}

void driver_play(struct driver *d, bool right)
{
    driver_act(d, ACT_START, 0);
    driver_act(d, ACT_CHOOSE, 0);
    for (unsigned i = 0; i < d->view->question_count; i++) {
        assert_int_equal(d->view->question_index, i);
        answer(d, right);
        driver_act(d, ACT_NEXT, 0);
    }
    assert_screen(d, SCREEN_END);
}

void driver_enter_pin(struct driver *d, const char *digits)
{
    for (; *digits; digits++)
        driver_act(d, ACT_DIGIT, *digits - '0');
    driver_act(d, ACT_SUBMIT, 0);
}

void driver_type(struct driver *d, const char *letters)
{
    for (; *letters; letters++)
        driver_act(d, ACT_KEY, (unsigned char)*letters);
}

void assert_screen(const struct driver *d, enum view_screen screen)
{
    if (d->view->screen != screen)
        fail_msg("screen %d, not %d", d->view->screen, screen);
}

static bool is_zero(const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i])
            return false;
    return true;
}

void assert_sane(const struct driver *d)
{
    const struct view *v = d->view;
    assert_true(v->screen < SCREEN_COUNT);
    if (v->screen == SCREEN_QUESTION || v->screen == SCREEN_FEEDBACK)
        assert_true(v->quiz && v->question && v->question_index < v->question_count);
    if (v->screen == SCREEN_FEEDBACK && v->saved)
        assert_true(!v->practice && d->store.answered == v->question_index + 1);
    if (v->screen == SCREEN_ATTRACT) {
        assert_true(is_zero(v->typed, sizeof v->typed) && is_zero(v->code, sizeof v->code));
        assert_true(!v->large_text && !v->high_contrast && !v->quiz && !v->saved);
        assert_true(!d->store.open || d->store.refuses);
    }
    if (d->view->reading)
        assert_true(v->reading_part >= 0);
}
