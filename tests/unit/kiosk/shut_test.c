/* A database that could not be opened: nobody meets an ended program, nothing is shown as saved,
 * the staff read why, and it is tried again.
 */
#include "kiosk_driver.h"

static struct driver d;
static bool can_open;
static unsigned tried;

static struct store *open_again(void *self, const char **problem)
{
    (void)self;
    tried++;
    *problem = "kiosk.db: the disk is still full";
    return can_open ? &d.store : NULL;
}

static void start(bool with_pin, bool pin_lost)
{
    driver_init(&d);
    can_open = false;
    tried = 0;
    d.setup.store = NULL;
    d.setup.pin_hash = with_pin ? d.setup.pin_hash : NULL;
    d.setup.shut = (struct kiosk_shut){
        .problem = "kiosk.db: the disk is full", .open = open_again, .pin_lost = pin_lost};
    driver_start(&d);
}

static int set_up(void **state)
{
    (void)state;
    start(true, false);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    driver_deinit(&d);
    return 0;
}

static void people_are_told_and_may_play(void **state)
{
    (void)state;
    assert_screen(&d, SCREEN_TROUBLE);
    assert_true(d.view->practice && d.view->shut);
    assert_non_null(d.view->trouble);
    assert_null(strstr(d.view->trouble, "kiosk.db"));
    driver_act(&d, ACT_NEXT, 0);
    assert_screen(&d, SCREEN_CHOOSE);
    driver_act(&d, ACT_CHOOSE, 0);
    while (d.view->screen != SCREEN_END) {
        driver_act(&d, d.view->screen == SCREEN_QUESTION ? ACT_SKIP : ACT_NEXT, 0);
        assert_false(d.view->saved);
    }
    assert_false(d.view->offer_contact);
    driver_act(&d, ACT_START_AGAIN, 0); /* the same person is not told again */
    assert_screen(&d, SCREEN_CHOOSE);
    driver_act(&d, ACT_BACK, 0);
    assert_screen(&d, SCREEN_ATTRACT);
    driver_act(&d, ACT_START, 0); /* the next one is */
    assert_screen(&d, SCREEN_TROUBLE);
    assert_int_equal(d.store.begun, 0);
}

static void trying_again_opens_it(void **state)
{
    (void)state;
    driver_act(&d, ACT_RESUME, 0);
    assert_screen(&d, SCREEN_TROUBLE);
    assert_int_equal(tried, 1);
    can_open = true;
    driver_act(&d, ACT_RESUME, 0);
    assert_screen(&d, SCREEN_CHOOSE);
    assert_false(d.view->practice || d.view->shut);
    driver_act(&d, ACT_CHOOSE, 0);
    driver_choose(&d, true);
    driver_act(&d, ACT_ANSWER, 0);
    assert_true(d.view->saved);
}

static void a_touch_on_the_posters_tries_it_too(void **state)
{
    (void)state;
    driver_sleep(&d, 200000);
    assert_screen(&d, SCREEN_ATTRACT);
    tried = 0;
    can_open = true;
    driver_act(&d, ACT_START, 0);
    assert_screen(&d, SCREEN_CHOOSE);
    assert_int_equal(tried, 1);
    assert_false(d.view->practice);
}

static void the_clock_tries_it_while_nobody_is_there(void **state)
{
    (void)state;
    driver_sleep(&d, 200000);
    tried = 0;
    driver_sleep(&d, 10 * KIOSK_OPEN_AGAIN_MS);
    assert_in_range(tried, 8, 11);
    can_open = true;
    driver_sleep(&d, KIOSK_OPEN_AGAIN_MS + KIOSK_POSTER_MS);
    assert_screen(&d, SCREEN_ATTRACT);
    assert_false(d.view->practice);
}

static void who_was_interrupted_comes_first(void **state)
{
    (void)state;
    struct kiosk_setup shut = d.setup;
    d.setup.store = &d.store;
    d.setup.shut = (struct kiosk_shut){.problem = NULL};
    driver_start(&d);
    driver_act(&d, ACT_START, 0);
    driver_act(&d, ACT_CHOOSE, 0);
    d.setup = shut;
    kiosk_destroy(d.kiosk); /* switched off, and the disk is full when it comes back */
    d.kiosk = NULL;
    struct store kept = d.store;
    d.store.open = false;
    driver_start(&d);
    assert_screen(&d, SCREEN_TROUBLE);
    d.store = kept;
    can_open = true;
    driver_act(&d, ACT_RESUME, 0);
    assert_screen(&d, SCREEN_WELCOME_BACK);
}

static void staff_read_why(void **state)
{
    (void)state;
    driver_act(&d, ACT_STAFF_CORNER, 0);
    assert_screen(&d, SCREEN_STAFF_PIN);
    driver_enter_pin(&d, "2580");
    assert_screen(&d, SCREEN_STAFF);
    assert_string_equal(d.view->staff_text, "kiosk.db: the disk is full");
    driver_act(&d, ACT_STAFF_ITEM, STAFF_BACKUP);
    assert_string_equal(d.view->staff_text, "kiosk.db: the disk is full");
    driver_act(&d, ACT_STAFF_ITEM, STAFF_HEALTH);
    assert_screen(&d, SCREEN_STAFF_HEALTH);
    assert_string_equal(d.view->staff_text, "kiosk.db: the disk is full");
    driver_act(&d, ACT_RESUME, 0);
    assert_string_equal(d.view->staff_text, "kiosk.db: the disk is still full");
    can_open = true;
    driver_act(&d, ACT_RESUME, 0);
    assert_screen(&d, SCREEN_STAFF_HEALTH);
    assert_true(d.view->health_known);
    driver_act(&d, ACT_BACK, 0);
    assert_screen(&d, SCREEN_STAFF);
}

static void keep_failures(void *self, unsigned failures)
{
    *(unsigned *)self = failures;
}

static void wrong_pins_count_over_a_restart(void **state)
{
    (void)state;
    unsigned kept = 0;
    d.setup.pin_count = (struct kiosk_pin_count){.keep = keep_failures, .self = &kept};
    driver_start(&d);
    driver_act(&d, ACT_STAFF_CORNER, 0);
    for (unsigned i = 1; i <= 3; i++) {
        driver_enter_pin(&d, "1111");
        assert_int_equal(kept, i);
    }
    d.setup.pin_count.failures = kept;
    driver_start(&d);
    driver_act(&d, ACT_STAFF_CORNER, 0);
    assert_true(d.view->pin_wait_s > 0);
    driver_wait(&d, 6000);
    driver_enter_pin(&d, "2580");
    assert_screen(&d, SCREEN_STAFF);
    assert_int_equal(kept, 0);
}

static void without_the_pin_only_the_reason_is_shown(void **state)
{
    (void)state;
    driver_deinit(&d);
    start(false, true);
    driver_act(&d, ACT_STAFF_CORNER, 0);
    assert_screen(&d, SCREEN_STAFF_HEALTH);
    assert_string_equal(d.view->staff_text, "kiosk.db: the disk is full");
    driver_act(&d, ACT_STAFF_ITEM, STAFF_CLOSE);
    driver_act(&d, ACT_BACK, 0);
    assert_screen(&d, SCREEN_ATTRACT);
    assert_false(kiosk_wants_to_close(d.kiosk));
    driver_act(&d, ACT_STAFF_CORNER, 0);
    can_open = true;
    driver_act(&d, ACT_RESUME, 0); /* now there is a PIN, and nobody has shown it */
    assert_screen(&d, SCREEN_ATTRACT);
    driver_act(&d, ACT_STAFF_CORNER, 0);
    assert_screen(&d, SCREEN_STAFF_PIN);
}

/* Nothing was ever kept here: whoever sets it up may see all, and leave. */
static void a_first_start_can_be_left(void **state)
{
    (void)state;
    driver_deinit(&d);
    start(false, false);
    driver_act(&d, ACT_STAFF_CORNER, 0);
    assert_screen(&d, SCREEN_STAFF);
    driver_act(&d, ACT_STAFF_ITEM, STAFF_CLOSE);
    assert_true(kiosk_wants_to_close(d.kiosk));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(people_are_told_and_may_play),        TEST(trying_again_opens_it),
        TEST(a_touch_on_the_posters_tries_it_too), TEST(the_clock_tries_it_while_nobody_is_there),
        TEST(who_was_interrupted_comes_first),     TEST(staff_read_why),
        TEST(wrong_pins_count_over_a_restart),     TEST(without_the_pin_only_the_reason_is_shown),
        TEST(a_first_start_can_be_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
