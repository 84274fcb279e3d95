#include "base/i18n.h"
#include "kiosk_driver.h"

static struct driver d;

/* ---- questions ------------------------------------------------------------------------------- */

static const char *const right_responses[QUIZ_KIND_COUNT] = {
    "a", "a,c", "a", "a,b,c,d", "a=a,b=b,c=c,d=d", "a", "a"};
static const char *const wrong_responses[QUIZ_KIND_COUNT] = {
    "b", "a", "b", "d,c,b,a", "a=b,b=c,c=d,d=a", "d", "b"};

static void check_kind(enum quiz_kind kind, bool right)
{
    driver_open_question(&d, kind);
    unsigned answered = d.store.answered;
    driver_choose(&d, right);
    assert_int_equal(d.store.answered, answered);
    assert_false(d.view->saved);
    driver_act(&d, ACT_ANSWER, 0);
    assert_screen(&d, SCREEN_FEEDBACK);
    assert_int_equal(d.store.answered, answered + 1);
    assert_true(d.view->saved);
    assert_int_equal(d.view->was_right, right);
    assert_int_equal(d.store.last_right, right);
    assert_string_equal(d.store.last_response, (right ? right_responses : wrong_responses)[kind]);
}

static void every_kind_right(void **state)
{
    (void)state;
    for (enum quiz_kind kind = 0; kind < QUIZ_KIND_COUNT; kind++) {
        check_kind(kind, true);
        driver_act(&d, ACT_START_AGAIN, 0);
        driver_act(&d, ACT_BACK, 0);
    }
}

static void every_kind_wrong(void **state)
{
    (void)state;
    for (enum quiz_kind kind = 0; kind < QUIZ_KIND_COUNT; kind++) {
        check_kind(kind, false);
        driver_act(&d, ACT_START_AGAIN, 0);
        driver_act(&d, ACT_BACK, 0);
    }
}

static void every_kind_changed(void **state)
{
    (void)state;
    for (enum quiz_kind kind = 0; kind < QUIZ_KIND_COUNT; kind++) {
        driver_open_question(&d, kind);
        driver_choose(&d, false);
        if (kind == QUIZ_ORDER || kind == QUIZ_MATCH) {
            for (int i = 0; i < 4; i++)
                driver_act(&d, ACT_UNDO, 0);
            assert_false(d.view->can_answer);
        } else if (kind == QUIZ_MULTIPLE) {
            for (int32_t i = 0; i < 4; i++)
                if (d.view->marks[i] == MARK_CHOSEN)
                    driver_act(&d, ACT_OPTION, i);
            assert_false(d.view->can_answer);
        }
        driver_choose(&d, true);
        driver_act(&d, ACT_ANSWER, 0);
        assert_true(d.view->was_right);
        driver_act(&d, ACT_START_AGAIN, 0);
        driver_act(&d, ACT_BACK, 0);
    }
}

static void an_order_is_built_by_taps(void **state)
{
    (void)state;
    driver_open_question(&d, QUIZ_ORDER);
    for (int32_t i = 0; i < 3; i++)
        driver_act(&d, ACT_OPTION, i);
    assert_false(d.view->can_answer);
    driver_act(&d, ACT_OPTION, 0); /* out: the others move up */
    assert_int_equal(d.view->sequence[0], 0);
    assert_int_equal(d.view->sequence[1], 1);
    assert_int_equal(d.view->sequence[2], 2);
    driver_act(&d, ACT_OPTION, 3);
    driver_act(&d, ACT_OPTION, 0);
    assert_int_equal(d.view->sequence[0], 4);
    assert_true(d.view->can_answer);
    driver_act(&d, ACT_UNDO, 0);
    assert_int_equal(d.view->sequence[0], 0);
}

static void a_slot_holds_one_place(void **state)
{
    (void)state;
    driver_open_question(&d, QUIZ_MATCH);
    assert_int_equal(d.view->pending, 0);
    driver_act(&d, ACT_SLOT, 2);
    assert_int_equal(d.view->pair[0], 2);
    assert_int_equal(d.view->pending, 1);
    driver_act(&d, ACT_SLOT, 2);
    assert_int_equal(d.view->pair[0], -1);
    assert_int_equal(d.view->pair[1], 2);
    assert_int_equal(d.view->pending, 0);
    driver_act(&d, ACT_UNDO, 0);
    assert_int_equal(d.view->pair[1], -1);
    driver_act(&d, ACT_UNDO, 0); /* nothing left to take back */
    driver_act(&d, ACT_SLOT, 99);
    driver_act(&d, ACT_OPTION, -1);
    assert_false(d.view->can_answer);
}

static void feedback_marks_what_was_right(void **state)
{
    (void)state;
    driver_open_question(&d, QUIZ_SINGLE);
    driver_choose(&d, false);
    driver_act(&d, ACT_ANSWER, 0);
    unsigned right = 0, wrong = 0;
    for (int i = 0; i < 4; i++) {
        right += d.view->marks[i] == MARK_RIGHT;
        wrong += d.view->marks[i] == MARK_WRONG_CHOSEN;
    }
    assert_int_equal(right, 1);
    assert_int_equal(wrong, 1);
}

static void who_does_not_know_may_say_so(void **state)
{
    (void)state;
    driver_open_question(&d, QUIZ_SINGLE);
    driver_choose(&d, true);
    driver_act(&d, ACT_SKIP, 0);
    assert_screen(&d, SCREEN_FEEDBACK);
    assert_false(d.view->was_right);
    assert_string_equal(d.store.last_response, "");
}

/* ---- the round ------------------------------------------------------------------------------- */

static void a_good_round_ends_with_the_quiz_own_guide(void **state)
{
    (void)state;
    driver_play(&d, true);
    assert_int_equal(d.view->right_count, QUIZ_KIND_COUNT);
    assert_int_equal(d.store.end, STORE_END_FINISHED);
    assert_int_equal(d.view->lesson_count, 1);
    assert_true(slice_equal_text(d.view->lessons[0].guide, "g"));
    assert_true(slice_equal_text(d.view->lessons[0].codes[0].link, "https://example.gov.vn/"));
    assert_true(slice_equal_text(d.view->lessons[0].codes[0].shown, "example.gov.vn"));
    assert_true(d.view->saved && d.view->offer_contact);
    driver_act(&d, ACT_NEXT, 0);
    assert_screen(&d, SCREEN_ATTRACT);
    assert_int_equal(d.store.ended, 1);
}

static void a_hard_round_ends_with_what_was_wrong(void **state)
{
    (void)state;
    driver_play(&d, false);
    assert_int_equal(d.view->right_count, 0);
    assert_int_equal(d.view->lesson_count, 2);
    assert_true(slice_equal_text(d.view->lessons[0].guide, "g"));
    assert_true(slice_equal_text(d.view->lessons[1].guide, "h"));
}

static void practice_is_for_those_who_want_it(void **state)
{
    (void)state;
    driver_act(&d, ACT_START, 0);
    driver_act(&d, ACT_TRY, 0);
    assert_screen(&d, SCREEN_PRACTICE);
    driver_act(&d, ACT_TRY, 0);
    assert_int_equal(d.view->practice_hits, 1);
    driver_act(&d, ACT_NEXT, 0);
    assert_screen(&d, SCREEN_CHOOSE);
    assert_int_equal(d.store.begun, 0);
}

static void start_again_asks_nothing(void **state)
{
    (void)state;
    driver_open_question(&d, QUIZ_SINGLE);
    driver_act(&d, ACT_LARGER_TEXT, 0);
    driver_act(&d, ACT_START_AGAIN, 0);
    assert_screen(&d, SCREEN_CHOOSE);
    assert_int_equal(d.store.end, STORE_END_LEFT);
    assert_true(d.view->large_text);
}

static void second_strikes_are_ignored(void **state)
{
    (void)state;
    driver_open_question(&d, QUIZ_MULTIPLE);
    driver_act(&d, ACT_OPTION, 1);
    d.now_ms += 300;
    kiosk_act(d.kiosk, (struct view_action){ACT_OPTION, 1}, d.now_ms);
    assert_int_equal(d.view->marks[1], MARK_CHOSEN);
    driver_act(&d, ACT_ANSWER, 0);
    d.now_ms += 499;
    kiosk_act(d.kiosk, (struct view_action){ACT_NEXT, 0}, d.now_ms);
    assert_screen(&d, SCREEN_FEEDBACK);
    d.now_ms += 1;
    kiosk_act(d.kiosk, (struct view_action){ACT_NEXT, 0}, d.now_ms);
    assert_true(d.view->screen != SCREEN_FEEDBACK);
}

static void settings_are_of_one_person(void **state)
{
    (void)state;
    driver_act(&d, ACT_START, 0);
    driver_act(&d, ACT_LARGER_TEXT, 0);
    driver_act(&d, ACT_CONTRAST, 0);
    driver_act(&d, ACT_VOLUME, 1);
    driver_act(&d, ACT_VOLUME, 77);
    driver_act(&d, ACT_LANGUAGE, 0);
    driver_act(&d, ACT_READ_ALOUD, 0);
    assert_true(d.view->large_text && d.view->high_contrast && d.view->reading);
    assert_int_equal(d.view->volume, 1);
    assert_string_equal(d.view->language, "vi");
    driver_act(&d, ACT_BACK, 0);
    assert_screen(&d, SCREEN_ATTRACT);
    assert_int_equal(d.view->volume, 3);
    assert_string_equal(d.view->language, "en");
    assert_false(d.view->reading);
}

static void reading_goes_on_from_screen_to_screen(void **state)
{
    (void)state;
    driver_act(&d, ACT_START, 0);
    driver_act(&d, ACT_READ_ALOUD, 0);
    unsigned serial = d.view->reading_serial;
    kiosk_reading(d.kiosk, serial, 2, d.now_ms);
    assert_int_equal(d.view->reading_part, 2);
    kiosk_reading(d.kiosk, serial - 1, 5, d.now_ms); /* of a screen before */
    assert_int_equal(d.view->reading_part, 2);
    kiosk_reading(d.kiosk, serial, -1, d.now_ms);
    assert_false(d.view->reading);
    driver_act(&d, ACT_CHOOSE, 0);
    assert_true(d.view->reading);
    assert_int_equal(d.view->reading_part, 0);
    driver_act(&d, ACT_READ_ALOUD, 0);
    assert_false(d.view->reading);
}

/* Reading turns the pages of the quizzes; who turns them by hand looks alone. */
static void turning_the_page_stops_the_reading(void **state)
{
    (void)state;
    driver_act(&d, ACT_START, 0);
    driver_act(&d, ACT_READ_ALOUD, 0);
    kiosk_reading(d.kiosk, d.view->reading_serial, 2, d.now_ms);
    driver_act(&d, ACT_PAGE, 1);
    assert_int_equal(d.view->page, 1);
    assert_false(d.view->reading);
    driver_act(&d, ACT_CHOOSE, 0);
    assert_true(d.view->reading);
}

/* ---- silence --------------------------------------------------------------------------------- */

static void silence_asks_and_a_touch_comes_back(void **state)
{
    (void)state;
    driver_open_question(&d, QUIZ_ORDER);
    driver_act(&d, ACT_OPTION, 2);
    struct view before = *d.view;
    driver_sleep(&d, 59000);
    assert_screen(&d, SCREEN_QUESTION);
    driver_sleep(&d, 1000);
    assert_screen(&d, SCREEN_STILL_THERE);
    assert_int_equal(d.view->countdown_s, 30);
    driver_sleep(&d, 29000);
    assert_int_equal(d.view->countdown_s, 1);
    driver_act(&d, ACT_STILL_HERE, 0); /* at 30 s: the touch is in time if it comes first */
    assert_screen(&d, SCREEN_QUESTION);
    assert_memory_equal(before.sequence, d.view->sequence, sizeof before.sequence);
    assert_int_equal(before.question_index, d.view->question_index);
    assert_memory_equal(before.option_order, d.view->option_order, sizeof before.option_order);
    driver_sleep(&d, 60000);
    assert_screen(&d, SCREEN_STILL_THERE);
    driver_act(&d, ACT_ANSWER, 0); /* any touch, and it does only that */
    assert_screen(&d, SCREEN_QUESTION);
}

static void silence_ends_the_attempt(void **state)
{
    (void)state;
    driver_open_question(&d, QUIZ_ORDER);
    driver_act(&d, ACT_LARGER_TEXT, 0);
    driver_sleep(&d, 90000);
    assert_screen(&d, SCREEN_ATTRACT);
    assert_int_equal(d.store.end, STORE_END_IDLE);
    assert_int_equal(d.store.ended, 1);
}

static void time_away_is_not_thinking(void **state)
{
    (void)state;
    driver_open_question(&d, QUIZ_SINGLE);
    driver_choose(&d, true);
    driver_sleep(&d, 60000);
    assert_screen(&d, SCREEN_STILL_THERE);
    driver_sleep(&d, 19000);
    driver_act(&d, ACT_STILL_HERE, 0); /* another second of it */
    driver_act(&d, ACT_STAFF_CORNER, 0);
    driver_sleep(&d, 9000);
    driver_act(&d, ACT_BACK, 0);
    driver_act(&d, ACT_ANSWER, 0);
    /* 60 s of silence, and a second each to choose, to hold the corner and to answer. */
    assert_int_equal(d.store.last_think_ms, 63000);
}

static void silence_keeps_the_page_of_a_list(void **state)
{
    (void)state;
    driver_act(&d, ACT_START, 0);
    driver_act(&d, ACT_PAGE, 1);
    driver_sleep(&d, 65000);
    assert_screen(&d, SCREEN_STILL_THERE);
    driver_act(&d, ACT_STILL_HERE, 0);
    assert_screen(&d, SCREEN_CHOOSE);
    assert_int_equal(d.view->page, 1);
}

/* A file without its -wal must not miss more than the round that was just played. */
static void what_was_recorded_settles_while_nobody_waits(void **state)
{
    (void)state;
    driver_play(&d, true);
    assert_int_equal(d.store.settled, 0);
    driver_sleep(&d, 3000);
    assert_screen(&d, SCREEN_END);
    assert_int_equal(d.store.settled, 1);
    driver_sleep(&d, 20000);
    assert_int_equal(d.store.settled, 1);
    driver_act(&d, ACT_START_AGAIN, 0);
    driver_act(&d, ACT_CHOOSE, 0);
    driver_act(&d, ACT_START_AGAIN, 0); /* ended in the middle of it */
    driver_sleep(&d, 3000);
    assert_int_equal(d.store.settled, 2);
    driver_act(&d, ACT_STAFF_CORNER, 0);
    driver_enter_pin(&d, "2580");
    driver_act(&d, ACT_STAFF_ITEM, STAFF_CHANGE_PIN);
    driver_enter_pin(&d, "1470");
    driver_enter_pin(&d, "1470");
    driver_sleep(&d, 3000);
    assert_int_equal(d.store.settled, 3);
}

/* What the store says, it says by gettext, in the program's language. */
static void the_program_speaks_the_language_on_show(void **state)
{
    (void)state;
    assert_true(i18n_start("vi", ""));
    driver_start(&d);
    assert_string_equal(d.view->language, i18n_language());
    driver_act(&d, ACT_START, 0);
    driver_act(&d, ACT_LANGUAGE, 0);
    assert_string_equal(d.view->language, i18n_language());
    driver_act(&d, ACT_BACK, 0);
    assert_string_equal(d.view->language, i18n_language());
    assert_true(i18n_start("en", ""));
}

static void countdown_is_never_short(void **state)
{
    (void)state;
    d.setup.idle_countdown_s = 3;
    d.setup.idle_ask_ms = 5000;
    driver_start(&d);
    driver_act(&d, ACT_START, 0);
    driver_sleep(&d, 5000);
    assert_int_equal(d.view->countdown_s, 20);
}

static void contacts_past_their_time_are_deleted_daily(void **state)
{
    (void)state;
    enum { HOUR_MS = 60 * 60 * 1000 };
    driver_sleep(&d, 60 * 1000);
    assert_int_equal(d.store.purges, 1);
    driver_sleep(&d, 22 * HOUR_MS);
    assert_int_equal(d.store.purges, 1);
    d.store.refuses = true;
    driver_sleep(&d, 2 * HOUR_MS);
    assert_int_equal(d.store.purges, 2);
    d.store.refuses = false;
    driver_sleep(&d, HOUR_MS);
    assert_int_equal(d.store.purges, 3);
}

static void posters_change(void **state)
{
    (void)state;
    unsigned page = d.view->attract_page;
    driver_sleep(&d, 10 * (int64_t)KIOSK_POSTER_MS);
    assert_screen(&d, SCREEN_ATTRACT);
    assert_int_equal(d.view->attract_page, page + 10);
}

/* ---- power cuts and disks -------------------------------------------------------------------- */

static void a_power_cut_comes_back_to_the_question(void **state)
{
    (void)state;
    driver_open_question(&d, QUIZ_MATCH);
    struct view before = *d.view;
    driver_start(&d); /* the old one is just gone */
    assert_screen(&d, SCREEN_WELCOME_BACK);
    driver_act(&d, ACT_RESUME, 0);
    assert_screen(&d, SCREEN_QUESTION);
    assert_ptr_equal(before.question, d.view->question);
    assert_int_equal(before.question_index, d.view->question_index);
    assert_int_equal(before.right_count, d.view->right_count);
    assert_memory_equal(before.option_order, d.view->option_order, sizeof before.option_order);
    assert_memory_equal(before.slot_order, d.view->slot_order, sizeof before.slot_order);
    driver_choose(&d, true);
    driver_act(&d, ACT_ANSWER, 0);
    assert_true(d.view->saved && d.view->was_right);
}

static void after_a_power_cut_one_may_start_anew(void **state)
{
    (void)state;
    for (int way = 0; way < 3; way++) {
        driver_open_question(&d, QUIZ_SINGLE);
        driver_start(&d);
        assert_screen(&d, SCREEN_WELCOME_BACK);
        if (way == 2)
            driver_sleep(&d, 90000);
        else
            driver_act(&d, way ? ACT_START : ACT_START_AGAIN, 0);
        assert_screen(&d, way == 2 ? SCREEN_ATTRACT : SCREEN_CHOOSE);
        assert_int_equal(d.store.end, way == 2 ? STORE_END_IDLE : STORE_END_LEFT);
        if (way < 2)
            driver_act(&d, ACT_BACK, 0);
    }
}

static void a_changed_quiz_is_not_gone_on_with(void **state)
{
    (void)state;
    driver_open_question(&d, QUIZ_SINGLE);
    d.store.attempt.questions[0].hash[0] ^= 1;
    driver_start(&d);
    assert_screen(&d, SCREEN_ATTRACT);
    assert_int_equal(d.store.end, STORE_END_LEFT);
    assert_false(d.store.open);
}

static void a_disk_that_refuses_is_told_kindly(void **state)
{
    (void)state;
    driver_open_question(&d, QUIZ_SINGLE);
    unsigned answered = d.store.answered;
    driver_choose(&d, true);
    d.store.refuses = true;
    driver_act(&d, ACT_ANSWER, 0);
    assert_screen(&d, SCREEN_TROUBLE);
    assert_non_null(d.view->trouble);
    assert_false(d.view->saved);
    driver_act(&d, ACT_RESUME, 0); /* still full */
    assert_screen(&d, SCREEN_TROUBLE);
    driver_act(&d, ACT_NEXT, 0);
    assert_screen(&d, SCREEN_FEEDBACK);
    assert_true(d.view->was_right);
    assert_false(d.view->saved);
    d.store.refuses = false;
    while (d.view->screen != SCREEN_END) {
        if (d.view->screen == SCREEN_QUESTION) {
            driver_choose(&d, true);
            driver_act(&d, ACT_ANSWER, 0);
            assert_false(d.view->saved);
        }
        driver_act(&d, ACT_NEXT, 0);
    }
    assert_int_equal(d.store.answered, answered);
    assert_false(d.view->saved || d.view->offer_contact);
    assert_int_equal(d.store.end, STORE_END_LEFT); /* To the log it stopped halfway. */
}

static void a_disk_that_recovers_is_tried_again(void **state)
{
    (void)state;
    driver_open_question(&d, QUIZ_SINGLE);
    driver_choose(&d, true);
    d.store.refuses = true;
    driver_act(&d, ACT_ANSWER, 0);
    d.store.refuses = false;
    driver_act(&d, ACT_RESUME, 0);
    assert_screen(&d, SCREEN_FEEDBACK);
    assert_true(d.view->saved);
}

static void a_round_can_be_played_on_a_dead_disk(void **state)
{
    (void)state;
    d.store.refuses = true;
    driver_act(&d, ACT_START, 0);
    driver_act(&d, ACT_CHOOSE, 0);
    assert_screen(&d, SCREEN_TROUBLE);
    driver_act(&d, ACT_NEXT, 0);
    assert_screen(&d, SCREEN_QUESTION);
    while (d.view->screen != SCREEN_END) {
        driver_act(&d, d.view->screen == SCREEN_QUESTION ? ACT_SKIP : ACT_NEXT, 0);
        assert_false(d.view->saved);
    }
}

static void practice_records_nothing(void **state)
{
    (void)state;
    d.setup.store = NULL;
    driver_start(&d);
    driver_play(&d, true);
    assert_false(d.view->saved || d.view->offer_contact);
    assert_true(d.view->practice);
    assert_int_equal(d.store.begun + d.store.ended, 0);
}

/* ---- follow-up ------------------------------------------------------------------------------- */

static void go_to_name(void)
{
    driver_play(&d, false);
    driver_act(&d, ACT_AGREE, 0);
    assert_screen(&d, SCREEN_CONSENT);
    driver_act(&d, ACT_AGREE, 0);
    assert_screen(&d, SCREEN_VILLAGE);
    driver_act(&d, ACT_VILLAGE, 1);
    assert_screen(&d, SCREEN_NAME);
}

static void who_agrees_is_sealed_and_gets_a_code(void **state)
{
    (void)state;
    go_to_name();
    assert_false(d.view->typed_ok);
    driver_type(&d, "an");
    assert_string_equal(d.view->typed, "An");
    driver_act(&d, ACT_SUBMIT, 0);
    assert_screen(&d, SCREEN_PHONE);
    assert_string_equal(d.view->typed, "");
    driver_type(&d, "091234567");
    assert_false(d.view->typed_ok);
    assert_non_null(d.view->hint);
    driver_act(&d, ACT_SUBMIT, 0);
    assert_screen(&d, SCREEN_PHONE);
    driver_act(&d, ACT_BACK, 0);
    assert_string_equal(d.view->typed, "An");
    driver_act(&d, ACT_SUBMIT, 0);
    driver_type(&d, "8");
    assert_string_equal(d.view->typed, "0912 345 678");
    assert_null(d.view->hint);
    driver_act(&d, ACT_SUBMIT, 0);
    assert_screen(&d, SCREEN_THANKS);
    assert_string_equal(d.view->code, "1234-5678");
    assert_string_equal(d.store.name, "An");
    assert_string_equal(d.store.phone, "0912345678");
    assert_string_equal(d.store.village, "Thon Doai");
    assert_string_equal(d.store.topics, "g,h");
    driver_act(&d, ACT_NEXT, 0);
    assert_screen(&d, SCREEN_ATTRACT);
}

static void who_skips_leaves_nothing(void **state)
{
    (void)state;
    go_to_name();
    driver_type(&d, "an");
    driver_act(&d, ACT_SKIP, 0);
    assert_screen(&d, SCREEN_ATTRACT);
    assert_int_equal(d.store.contacts, 0);
    driver_play(&d, false);
    driver_act(&d, ACT_AGREE, 0);
    driver_act(&d, ACT_SKIP, 0);
    assert_screen(&d, SCREEN_ATTRACT);
}

static void silence_wipes_what_was_typed(void **state)
{
    (void)state;
    go_to_name();
    driver_type(&d, "an");
    driver_sleep(&d, 90000);
    assert_screen(&d, SCREEN_STILL_THERE);
    driver_act(&d, ACT_STILL_HERE, 0);
    assert_string_equal(d.view->typed, "An");
    driver_sleep(&d, 120000);
    assert_screen(&d, SCREEN_ATTRACT);
    assert_int_equal(d.store.ended, 1);
    assert_int_equal(d.store.end, STORE_END_FINISHED);
    go_to_name();
    assert_string_equal(d.view->typed, "");
}

static void a_real_keyboard_composes(void **state)
{
    (void)state;
    go_to_name();
    for (const char *key = "hoaf"; *key; key++)
        kiosk_type(d.kiosk, (unsigned char)*key, d.now_ms);
    assert_string_equal(d.view->typed, "Hòa");
}

static void nothing_is_asked_without_key_or_of_students(void **state)
{
    (void)state;
    d.store.no_key = true;
    driver_play(&d, false);
    assert_false(d.view->offer_contact);
    driver_act(&d, ACT_AGREE, 0);
    assert_screen(&d, SCREEN_END);
    driver_act(&d, ACT_NEXT, 0);
    d.store.no_key = false;
    driver_act(&d, ACT_STAFF_CORNER, 0);
    driver_enter_pin(&d, "2580");
    driver_act(&d, ACT_STAFF_ITEM, STAFF_STUDENTS);
    driver_act(&d, ACT_BACK, 0);
    driver_play(&d, false);
    assert_true(d.store.attempt.students);
    assert_false(d.view->offer_contact);
    driver_act(&d, ACT_AGREE, 0);
    assert_screen(&d, SCREEN_END);
    assert_string_equal(fake_setting(&d.store, "students"), "1");
}

static void a_contact_that_cannot_be_kept_is_wiped(void **state)
{
    (void)state;
    go_to_name();
    driver_type(&d, "an");
    driver_act(&d, ACT_SUBMIT, 0);
    driver_type(&d, "0912345678");
    d.store.refuses = true;
    driver_act(&d, ACT_SUBMIT, 0);
    assert_screen(&d, SCREEN_TROUBLE);
    driver_act(&d, ACT_NEXT, 0);
    assert_screen(&d, SCREEN_ATTRACT);
    assert_int_equal(d.store.contacts, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) DRIVER_TEST(name, &d)
        TEST(every_kind_right),
        TEST(every_kind_wrong),
        TEST(every_kind_changed),
        TEST(an_order_is_built_by_taps),
        TEST(a_slot_holds_one_place),
        TEST(feedback_marks_what_was_right),
        TEST(who_does_not_know_may_say_so),
        TEST(a_good_round_ends_with_the_quiz_own_guide),
        TEST(a_hard_round_ends_with_what_was_wrong),
        TEST(practice_is_for_those_who_want_it),
        TEST(start_again_asks_nothing),
        TEST(second_strikes_are_ignored),
        TEST(settings_are_of_one_person),
        TEST(reading_goes_on_from_screen_to_screen),
        TEST(turning_the_page_stops_the_reading),
        TEST(silence_asks_and_a_touch_comes_back),
        TEST(silence_ends_the_attempt),
        TEST(time_away_is_not_thinking),
        TEST(silence_keeps_the_page_of_a_list),
        TEST(what_was_recorded_settles_while_nobody_waits),
        TEST(the_program_speaks_the_language_on_show),
        TEST(countdown_is_never_short),
        TEST(contacts_past_their_time_are_deleted_daily),
        TEST(posters_change),
        TEST(a_power_cut_comes_back_to_the_question),
        TEST(after_a_power_cut_one_may_start_anew),
        TEST(a_changed_quiz_is_not_gone_on_with),
        TEST(a_disk_that_refuses_is_told_kindly),
        TEST(a_disk_that_recovers_is_tried_again),
        TEST(a_round_can_be_played_on_a_dead_disk),
        TEST(practice_records_nothing),
        TEST(who_agrees_is_sealed_and_gets_a_code),
        TEST(who_skips_leaves_nothing),
        TEST(silence_wipes_what_was_typed),
        TEST(a_real_keyboard_composes),
        TEST(nothing_is_asked_without_key_or_of_students),
        TEST(a_contact_that_cannot_be_kept_is_wiped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
