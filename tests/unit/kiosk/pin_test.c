#include "kiosk_driver.h"

#include "kiosk/pin.h"
#include "kiosk/screens/round.h"

static struct driver d;

static void enter_staff(void)
{
    driver_act(&d, ACT_STAFF_CORNER, 0);
    assert_screen(&d, SCREEN_STAFF_PIN);
    driver_enter_pin(&d, "2580");
    assert_screen(&d, SCREEN_STAFF);
}

static void the_wait_grows_and_has_an_end(void **state)
{
    (void)state;
    static const struct {
        unsigned failures;
        int64_t wait_ms;
    } rows[] = {{0, 0},     {1, 0},      {2, 0},      {3, 5000},    {4, 10000},
                {5, 20000}, {8, 160000}, {9, 300000}, {10, 300000}, {UINT32_MAX, 300000}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(pin_wait_ms(rows[i].failures), rows[i].wait_ms);
}

static void hashes_are_argon2id_and_only_that(void **state)
{
    (void)state;
    char hash[STORE_PIN_HASH_BYTES], long_hash[400];
    struct error e = {ERROR_NONE, 0, ""};
    assert_true(store_hash_pin(hash, SLICE("1234"), &e));
    assert_memory_equal(hash, "$argon2id$", 10);
    assert_true(store_check_pin(hash, SLICE("1234")));
    assert_false(store_check_pin(hash, SLICE("1235")));
    assert_false(store_check_pin(hash, SLICE("12345")));
    assert_false(store_check_pin("", SLICE("1234")));
    assert_false(store_check_pin("1234", SLICE("1234")));
    memset(long_hash, '$', sizeof long_hash);
    long_hash[sizeof long_hash - 1] = '\0';
    assert_false(store_check_pin(long_hash, SLICE("1234")));
}

static void the_pin_opens_the_staff_area(void **state)
{
    (void)state;
    enter_staff();
    assert_true(d.store.notes > 0);
    driver_act(&d, ACT_BACK, 0);
    assert_screen(&d, SCREEN_ATTRACT);
    assert_false(kiosk_wants_to_close(d.kiosk));
    enter_staff();
    driver_act(&d, ACT_STAFF_ITEM, STAFF_CLOSE);
    assert_true(kiosk_wants_to_close(d.kiosk));
}

static void a_held_corner_takes_nobody_out_of_a_question(void **state)
{
    (void)state;
    driver_open_question(&d, QUIZ_ORDER);
    driver_act(&d, ACT_OPTION, 1);
    driver_act(&d, ACT_STAFF_CORNER, 0);
    driver_act(&d, ACT_STAFF_ITEM, STAFF_CLOSE);
    driver_act(&d, ACT_START_AGAIN, 0);
    assert_screen(&d, SCREEN_STAFF_PIN);
    driver_act(&d, ACT_BACK, 0);
    assert_screen(&d, SCREEN_QUESTION);
    assert_int_equal(d.view->sequence[1], 1);
    assert_int_equal(d.store.ended, 0);
    enter_staff();
    assert_int_equal(d.store.end, STORE_END_STAFF);
}

static void wrong_pins_make_one_wait(void **state)
{
    (void)state;
    driver_act(&d, ACT_STAFF_CORNER, 0);
    driver_enter_pin(&d, "258"); /* too short to count */
    assert_string_equal(fake_setting(&d.store, "pin-failures"), "");
    for (int i = 0; i < 3; i++)
        driver_enter_pin(&d, i == 0 ? "1" : "1111");
    assert_string_equal(fake_setting(&d.store, "pin-failures"), "3");
    assert_int_equal(d.view->pin_wait_s, 5);
    assert_non_null(d.view->staff_text);
    driver_enter_pin(&d, "2580"); /* the right one, but 5 s are not over for the last key */
    assert_screen(&d, SCREEN_STAFF);
}

/* Their number stays one that is believed when it is read again. */
static void no_number_of_wrong_pins_ends_the_wait(void **state)
{
    (void)state;
    struct error e = {0};
    assert_true(store_put_setting(&d.store, "pin-failures", SLICE("1000"), &e));
    driver_start(&d);
    driver_sleep(&d, 300000);
    driver_act(&d, ACT_STAFF_CORNER, 0);
    driver_enter_pin(&d, "1111");
    driver_start(&d);
    driver_act(&d, ACT_STAFF_CORNER, 0);
    assert_true(d.view->pin_wait_s > 290);
}

static void the_right_pin_has_to_wait_too(void **state)
{
    (void)state;
    for (int i = 0; i < 5; i++) {
        driver_act(&d, ACT_STAFF_CORNER, 0);
        driver_enter_pin(&d, "1111");
        driver_sleep(&d, 40000);
    }
    driver_act(&d, ACT_STAFF_CORNER, 0);
    driver_enter_pin(&d, "1111");
    int wait_s = d.view->pin_wait_s;
    assert_true(wait_s > 10);
    driver_enter_pin(&d, "2580");
    assert_screen(&d, SCREEN_STAFF_PIN);
    driver_start(&d); /* switching off and on does not help */
    driver_act(&d, ACT_STAFF_CORNER, 0);
    assert_true(d.view->pin_wait_s >= wait_s - 1);
    driver_enter_pin(&d, "2580");
    assert_screen(&d, SCREEN_STAFF_PIN);
    for (int i = 0; i < 4; i++)
        driver_act(&d, ACT_BACKSPACE, 0);
    driver_wait(&d, 50000);
    driver_act(&d, ACT_STAFF_CORNER, 0);
    driver_enter_pin(&d, "2580");
    assert_screen(&d, SCREEN_STAFF);
    assert_string_equal(fake_setting(&d.store, "pin-failures"), "0");
}

static void the_first_start_asks_for_a_pin(void **state)
{
    (void)state;
    d.store.setting_count = 0;
    driver_start(&d);
    assert_screen(&d, SCREEN_STAFF_NEW_PIN);
    driver_act(&d, ACT_BACK, 0);
    driver_act(&d, ACT_START, 0);
    driver_sleep(&d, 3600000);
    assert_screen(&d, SCREEN_STAFF_NEW_PIN);
    driver_enter_pin(&d, "1234");
    assert_true(d.view->pin_again);
    driver_enter_pin(&d, "1243");
    assert_false(d.view->pin_again);
    assert_screen(&d, SCREEN_STAFF_NEW_PIN);
    driver_enter_pin(&d, "1234");
    driver_enter_pin(&d, "1234");
    assert_screen(&d, SCREEN_ATTRACT);
    assert_true(store_check_pin(fake_setting(&d.store, "pin-hash"), SLICE("1234")));
}

static void the_pin_can_be_changed(void **state)
{
    (void)state;
    enter_staff();
    driver_act(&d, ACT_STAFF_ITEM, STAFF_CHANGE_PIN);
    driver_act(&d, ACT_BACK, 0);
    assert_screen(&d, SCREEN_STAFF);
    driver_act(&d, ACT_STAFF_ITEM, STAFF_CHANGE_PIN);
    driver_enter_pin(&d, "13579");
    driver_enter_pin(&d, "13579");
    assert_screen(&d, SCREEN_STAFF);
    driver_act(&d, ACT_BACK, 0);
    driver_act(&d, ACT_STAFF_CORNER, 0);
    driver_enter_pin(&d, "2580");
    assert_screen(&d, SCREEN_STAFF_PIN);
    driver_enter_pin(&d, "13579");
    assert_screen(&d, SCREEN_STAFF);
}

static void a_trial_at_a_desk_has_no_pin(void **state)
{
    (void)state;
    d.setup.store = NULL;
    d.setup.pin_hash = NULL;
    driver_start(&d);
    assert_screen(&d, SCREEN_STAFF_NEW_PIN);
    d.setup.without_pin = true;
    driver_start(&d);
    assert_screen(&d, SCREEN_ATTRACT);
    driver_act(&d, ACT_STAFF_CORNER, 0);
    assert_screen(&d, SCREEN_STAFF);
    d.setup.store = &d.store; /* only in practice */
    driver_start(&d);
    driver_act(&d, ACT_STAFF_CORNER, 0);
    assert_screen(&d, SCREEN_STAFF_PIN);
}

static void quizzes_can_be_taken_out(void **state)
{
    (void)state;
    enter_staff();
    driver_act(&d, ACT_STAFF_ITEM, STAFF_QUIZZES);
    assert_int_equal(d.view->quiz_count, 2);
    driver_act(&d, ACT_TOGGLE_QUIZ, 0);
    driver_act(&d, ACT_TOGGLE_QUIZ, 9);
    assert_false(d.view->quiz_on[0]);
    driver_act(&d, ACT_BACK, 0);
    driver_act(&d, ACT_BACK, 0);
    for (int i = 0; i < 2; i++) {
        driver_act(&d, ACT_START, 0);
        assert_int_equal(d.view->quiz_count, 1);
        assert_ptr_equal(d.view->quizzes[0], d.quizzes[1]);
        driver_start(&d);
    }
    assert_string_equal(fake_setting(&d.store, "quizzes-off"), "all");
}

static void a_quiz_for_the_team_waits_for_staff(void **state)
{
    (void)state;
    struct quiz ours = *d.quizzes[1];
    ours.readers = READERS_TEAM;
    d.quizzes[1] = &ours;
    driver_start(&d);
    driver_act(&d, ACT_START, 0);
    assert_int_equal(d.view->quiz_count, 1);
    assert_ptr_equal(d.view->quizzes[0], d.quizzes[0]);
    enter_staff();
    driver_act(&d, ACT_STAFF_ITEM, STAFF_QUIZZES);
    assert_int_equal(d.view->quiz_count, 2);
    assert_false(d.view->quiz_on[1]);
    driver_act(&d, ACT_TOGGLE_QUIZ, 1);
    assert_string_equal(fake_setting(&d.store, "quizzes-on"), "bank");
    assert_string_equal(fake_setting(&d.store, "quizzes-off"), "");
    driver_start(&d); /* Kept over a start. */
    driver_act(&d, ACT_START, 0);
    assert_int_equal(d.view->quiz_count, 2);
    enter_staff();
    driver_act(&d, ACT_STAFF_ITEM, STAFF_QUIZZES);
    driver_act(&d, ACT_TOGGLE_QUIZ, 1);
    assert_string_equal(fake_setting(&d.store, "quizzes-on"), "");
}

static void a_quiz_for_the_team_that_was_named_is_offered(void **state)
{
    (void)state;
    struct quiz ours = *d.quizzes[1];
    ours.readers = READERS_TEAM;
    d.quizzes[1] = &ours;
    d.setup.quizzes_named = true;
    driver_start(&d);
    driver_act(&d, ACT_START, 0);
    assert_int_equal(d.view->quiz_count, 2);
    enter_staff();
    driver_act(&d, ACT_STAFF_ITEM, STAFF_QUIZZES);
    driver_act(&d, ACT_TOGGLE_QUIZ, 1);
    assert_string_equal(fake_setting(&d.store, "quizzes-off"), "bank");
}

static void a_card_gives_the_size_of_the_screen(void **state)
{
    (void)state;
    enter_staff();
    driver_act(&d, ACT_STAFF_ITEM, STAFF_CALIBRATE);
    int width_px = d.view->card_width_px;
    driver_act(&d, ACT_WIDER, 0);
    d.now_ms += 10; /* pressed as fast as one likes */
    kiosk_act(d.kiosk, (struct view_action){ACT_WIDER, 0}, d.now_ms);
    assert_int_equal(d.view->card_width_px, width_px + 4);
    for (int i = 0; i < 2000; i++)
        driver_act(&d, ACT_NARROWER, 0);
    assert_true(d.view->card_width_px >= 100);
    while (d.view->card_width_px != 428)
        driver_act(&d, ACT_WIDER, 0);
    driver_act(&d, ACT_SUBMIT, 0);
    assert_int_equal(d.view->px_per_mm100, 500);
    assert_string_equal(fake_setting(&d.store, "px-per-mm"), "500");
    driver_start(&d);
    assert_int_equal(d.view->px_per_mm100, 500);
    enter_staff();
    driver_act(&d, ACT_STAFF_ITEM, STAFF_CALIBRATE);
    assert_int_equal(d.view->card_width_px, 428);
}

static bool find_stick(void *self, char *folder, size_t folder_bytes)
{
    const char *path = self;
    if (!path[0] || strlen(path) >= folder_bytes)
        return false;
    memcpy(folder, path, strlen(path) + 1);
    return true;
}

static void a_copy_goes_to_the_stick(void **state)
{
    (void)state;
    char path[100] = "";
    d.setup.stick = (struct kiosk_stick){find_stick, path};
    driver_start(&d);
    enter_staff();
    driver_act(&d, ACT_STAFF_ITEM, STAFF_BACKUP);
    assert_non_null(strstr(d.view->staff_text, "No stick"));
    strcpy(path, "/stick");
    driver_act(&d, ACT_STAFF_ITEM, STAFF_BACKUP);
    assert_non_null(strstr(d.view->staff_text, "/stick/copy.db"));
    assert_int_equal(d.store.exports, 1); /* And the results, for the team's computer. */
    d.store.refuses = true;
    driver_act(&d, ACT_STAFF_ITEM, STAFF_BACKUP);
    assert_string_equal(d.view->staff_text, "the disk is full");
    driver_act(&d, ACT_STAFF_ITEM, STAFF_HEALTH);
    assert_false(d.view->health_known);
    d.store.refuses = false;
    driver_act(&d, ACT_BACK, 0);
    driver_act(&d, ACT_STAFF_ITEM, STAFF_HEALTH);
    assert_true(d.view->health_known);
    assert_int_equal(d.view->health.events, 7);
    assert_null(d.view->staff_text); /* The screen has a line for each figure. */
}

static void people_are_deleted_by_their_code(void **state)
{
    (void)state;
    enter_staff();
    driver_act(&d, ACT_STAFF_ITEM, STAFF_FORGET);
    assert_screen(&d, SCREEN_STAFF_FORGET);
    for (int i = 1; i <= 9; i++)
        driver_act(&d, i % 2 ? ACT_DIGIT : ACT_KEY, i % 2 ? i : '0' + i);
    assert_false(d.view->typed_ok);
    driver_act(&d, ACT_SUBMIT, 0);
    assert_string_equal(d.store.deleted_code, "");
    driver_act(&d, ACT_DIGIT, 1);
    driver_act(&d, ACT_DIGIT, 5); /* An eleventh is not taken. */
    assert_string_equal(d.view->typed, "1234567891");
    assert_true(d.view->typed_ok);
    driver_act(&d, ACT_SUBMIT, 0); /* Nobody's. */
    assert_screen(&d, SCREEN_STAFF_FORGET);
    assert_non_null(strstr(d.view->staff_text, "Nothing is kept"));
    driver_act(&d, ACT_BACKSPACE, 0);
    assert_null(d.view->staff_text);
    driver_act(&d, ACT_DIGIT, 0);
    d.store.refuses = true;
    driver_act(&d, ACT_SUBMIT, 0);
    assert_screen(&d, SCREEN_STAFF_FORGET);
    assert_string_equal(d.view->staff_text, "the disk is full");
    d.store.refuses = false;
    driver_act(&d, ACT_SUBMIT, 0);
    assert_string_equal(d.store.deleted_code, "1234567890");
    assert_screen(&d, SCREEN_STAFF);
    assert_non_null(strstr(d.view->staff_text, "Deleted"));
    assert_string_equal(d.view->typed, "");
    driver_act(&d, ACT_STAFF_ITEM, STAFF_FORGET);
    driver_act(&d, ACT_DIGIT, 3);
    driver_act(&d, ACT_BACK, 0);
    assert_screen(&d, SCREEN_STAFF);
    assert_string_equal(d.view->typed, "");
    driver_act(&d, ACT_STAFF_ITEM, STAFF_FORGET);
    driver_act(&d, ACT_DIGIT, 3);
    driver_sleep(&d, 30000);
    assert_screen(&d, SCREEN_ATTRACT);
    assert_string_equal(d.view->typed, "");
}

static void staff_may_say_that_the_date_is_right(void **state)
{
    (void)state;
    enter_staff();
    driver_act(&d, ACT_STAFF_ITEM, STAFF_HEALTH);
    unsigned notes = d.store.notes;
    driver_act(&d, ACT_SUBMIT, 0); /* nothing to say */
    assert_int_equal(d.store.notes, notes);
    driver_act(&d, ACT_BACK, 0);
    d.store.clock_wrong = d.store.clock_dead = true;
    driver_act(&d, ACT_STAFF_ITEM, STAFF_HEALTH);
    driver_act(&d, ACT_SUBMIT, 0);
    assert_false(d.view->health.clock_trusted);
    assert_non_null(d.view->staff_text);
    d.store.clock_dead = false;
    driver_act(&d, ACT_SUBMIT, 0);
    assert_screen(&d, SCREEN_STAFF_HEALTH);
    assert_true(d.view->health.clock_trusted);
    assert_null(d.view->staff_text);
}

static void staff_set_volume_and_language_for_all(void **state)
{
    (void)state;
    enter_staff();
    driver_act(&d, ACT_VOLUME, 1);
    driver_act(&d, ACT_LANGUAGE, 0);
    driver_act(&d, ACT_BACK, 0);
    assert_int_equal(d.view->volume, 1);
    assert_string_equal(d.view->language, "vi");
    driver_start(&d);
    assert_int_equal(d.view->volume, 1);
    assert_string_equal(d.view->language, "vi");
}

static void staff_who_leave_are_logged_out(void **state)
{
    (void)state;
    static const int32_t items[] = {-1,           STAFF_QUIZZES,   STAFF_CALIBRATE, STAFF_VILLAGE,
                                    STAFF_HEALTH, STAFF_CHANGE_PIN};
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        enter_staff();
        if (items[i] >= 0)
            driver_act(&d, ACT_STAFF_ITEM, items[i]);
        enum view_screen screen = d.view->screen;
        driver_act(&d, ACT_DIGIT, 7);
        driver_sleep(&d, 29000);
        assert_screen(&d, screen);
        driver_sleep(&d, 1000); /* Without a question first. */
        assert_screen(&d, SCREEN_ATTRACT);
        driver_act(&d, ACT_STAFF_CORNER, 0);
        assert_screen(&d, SCREEN_STAFF_PIN);
        assert_int_equal(d.view->pin_digits, 0);
        driver_act(&d, ACT_BACK, 0);
    }
}

/* Who held the corner and went away left somebody's question behind. */
static void a_pin_pad_that_nobody_uses_goes_away(void **state)
{
    (void)state;
    driver_open_question(&d, QUIZ_ORDER);
    driver_act(&d, ACT_OPTION, 1);
    driver_act(&d, ACT_STAFF_CORNER, 0);
    driver_act(&d, ACT_DIGIT, 2);
    driver_sleep(&d, 30000);
    assert_screen(&d, SCREEN_QUESTION);
    assert_int_equal(d.view->sequence[1], 1);
    driver_act(&d, ACT_STAFF_CORNER, 0);
    assert_int_equal(d.view->pin_digits, 0);
    driver_sleep(&d, 30000);
    driver_sleep(&d, 30000); /* and then silence, as ever */
    assert_screen(&d, SCREEN_STILL_THERE);
}

/* A copy to a slow stick takes its time; the result must still be there to be read. */
static void what_the_machine_takes_is_no_silence(void **state)
{
    (void)state;
    enter_staff();
    d.now_ms += 1000;
    kiosk_act(d.kiosk, (struct view_action){ACT_STAFF_ITEM, STAFF_BACKUP}, d.now_ms);
    d.now_ms += 120000;
    kiosk_tick(d.kiosk, d.now_ms);
    assert_screen(&d, SCREEN_STAFF);
    driver_sleep(&d, 29000);
    assert_screen(&d, SCREEN_STAFF);
    driver_sleep(&d, 1000);
    assert_screen(&d, SCREEN_ATTRACT);
}

/* Digits alone would hardly ever make a number: mostly the next one of a real one; and who has
 * come so far mostly goes on. */
static struct view_action bias(struct view_action action, struct round_random *r)
{
    static const char number[] = "0912345678";
    unsigned count = 0;
    for (const char *c = d.view->typed; *c; c++)
        count += *c != ' ';
    if (d.view->screen == SCREEN_CONSENT && round_below(r, 2))
        return (struct view_action){ACT_AGREE, 0};
    if (d.view->screen == SCREEN_NAME && d.view->typed_ok && round_below(r, 2))
        return (struct view_action){ACT_SUBMIT, 0};
    if (d.view->screen != SCREEN_PHONE || round_below(r, 8) == 0)
        return action;
    if (count >= sizeof number - 1)
        return (struct view_action){ACT_SUBMIT, 0};
    return (struct view_action){ACT_KEY, number[count]};
}

/* 100,000 actions of any kind at any pace: nobody gets out, nothing crashes; memory is
 * flat, or the arena of the attempt would meet its limit and abort. */
static void nobody_leaves_without_the_pin(void **state)
{
    (void)state;
    struct round_random r;
    uint64_t seed = 20261121;
    round_seed(&r, seed);
    print_message("seed %llu\n", (unsigned long long)seed);
    bool saw[SCREEN_COUNT] = {false};
    for (int i = 0; i < 100000; i++) {
        static const int64_t pauses_ms[] = {0, 20, 200, 600, 600, 600, 700, 900, 5000};
        d.now_ms += pauses_ms[round_below(&r, 9)];
        struct view_action action = {(enum view_act)round_below(&r, ACT_COUNT + 2),
                                     (int32_t)round_below(&r, 12) - 1};
        if (action.act == ACT_STAFF_CORNER && round_below(&r, 8) > 0)
            action.act = ACT_ANSWER;
        if (action.act == ACT_START_AGAIN && round_below(&r, 20) > 0)
            action.act = ACT_NEXT;
        if (action.act == ACT_KEY)
            action.index = (int32_t)round_below(&r, 0x400) - 5;
        if (d.view->screen == SCREEN_STAFF_PIN && action.act == ACT_SUBMIT && round_below(&r, 10))
            action.act = ACT_BACK;
        kiosk_act(d.kiosk, bias(action, &r), d.now_ms);
        if (d.view->screen != SCREEN_PHONE && round_below(&r, 9) == 0)
            kiosk_type(d.kiosk, round_below(&r, 0x1F00), d.now_ms);
        if (round_below(&r, 500) == 0)
            d.now_ms += 65000;
        kiosk_tick(d.kiosk, d.now_ms);
        if (round_below(&r, 3000) == 0)
            d.store.refuses = !d.store.refuses;
        if (round_below(&r, 5000) == 0 && !d.store.refuses)
            driver_start(&d);
        assert_sane(&d);
        saw[d.view->screen] = true;
        assert_false(kiosk_wants_to_close(d.kiosk));
        assert_false(d.view->screen >= SCREEN_STAFF);
        if (d.store.refuses)
            d.store.open = false; /* What it did not hear of is found at the next start. */
    }
    for (int screen = 0; screen < SCREEN_STAFF; screen++)
        if (!saw[screen] && screen != SCREEN_STAFF_NEW_PIN)
            fail_msg("screen %d was never reached", screen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) DRIVER_TEST(name, &d)
        TEST(the_wait_grows_and_has_an_end),
        TEST(hashes_are_argon2id_and_only_that),
        TEST(the_pin_opens_the_staff_area),
        TEST(a_held_corner_takes_nobody_out_of_a_question),
        TEST(wrong_pins_make_one_wait),
        TEST(no_number_of_wrong_pins_ends_the_wait),
        TEST(the_right_pin_has_to_wait_too),
        TEST(the_first_start_asks_for_a_pin),
        TEST(the_pin_can_be_changed),
        TEST(a_trial_at_a_desk_has_no_pin),
        TEST(quizzes_can_be_taken_out),
        TEST(a_quiz_for_the_team_waits_for_staff),
        TEST(a_quiz_for_the_team_that_was_named_is_offered),
        TEST(a_card_gives_the_size_of_the_screen),
        TEST(a_copy_goes_to_the_stick),
        TEST(people_are_deleted_by_their_code),
        TEST(staff_may_say_that_the_date_is_right),
        TEST(staff_set_volume_and_language_for_all),
        TEST(staff_who_leave_are_logged_out),
        TEST(a_pin_pad_that_nobody_uses_goes_away),
        TEST(what_the_machine_takes_is_no_silence),
        TEST(nobody_leaves_without_the_pin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
