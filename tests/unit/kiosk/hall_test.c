/* What the hall has set and people meet: where the machine stands, how long contacts are kept, and
 * lists longer than the screen.
 */
#include "kiosk_driver.h"

static struct driver d;

static void open_villages(void)
{
    driver_act(&d, ACT_STAFF_CORNER, 0);
    driver_enter_pin(&d, "2580");
    driver_act(&d, ACT_STAFF_ITEM, STAFF_VILLAGE);
    assert_screen(&d, SCREEN_STAFF_VILLAGE);
}

static void the_machine_stands_in_a_village(void **state)
{
    (void)state;
    const char *second = d.setup.commune->villages[1].name.text.data;
    assert_int_equal(d.view->hall_village.size, 0);
    open_villages();
    driver_act(&d, ACT_VILLAGE, (int32_t)d.setup.commune->village_count);
    driver_act(&d, ACT_VILLAGE, -1);
    assert_screen(&d, SCREEN_STAFF_VILLAGE);
    driver_act(&d, ACT_VILLAGE, 1);
    assert_screen(&d, SCREEN_STAFF);
    assert_true(slice_equal_text(d.view->hall_village, fake_setting(&d.store, "village")));
    assert_memory_equal(second, d.view->hall_village.data, d.view->hall_village.size);
    driver_start(&d);
    assert_true(d.view->hall_village.size > 0);
    open_villages();
    driver_act(&d, ACT_BACK, 0); /* changes nothing */
    assert_true(d.view->hall_village.size > 0);
    driver_act(&d, ACT_STAFF_ITEM, STAFF_VILLAGE);
    driver_act(&d, ACT_SKIP, 0);
    assert_int_equal(d.view->hall_village.size, 0);
    assert_string_equal(fake_setting(&d.store, "village"), "");
}

static void pages_are_turned(void **state)
{
    (void)state;
    open_villages();
    assert_int_equal(d.view->page, 0);
    driver_act(&d, ACT_PAGE, 3);
    assert_int_equal(d.view->page, 3);
    assert_screen(&d, SCREEN_STAFF_VILLAGE);
    driver_act(&d, ACT_PAGE, -1);
    driver_act(&d, ACT_PAGE, INT32_MAX);
    assert_int_equal(d.view->page, 3);
    driver_act(&d, ACT_BACK, 0);
    driver_act(&d, ACT_STAFF_ITEM, STAFF_VILLAGE);
    assert_int_equal(d.view->page, 0);
}

/* ---- sessions -------------------------------------------------------------------------------- */

static void begin_round(void)
{
    driver_act(&d, ACT_CHOOSE, 0);
    assert_screen(&d, SCREEN_QUESTION);
}

static void rounds_of_one_stay_share_a_session(void **state)
{
    (void)state;
    struct store_id first, second;
    driver_play(&d, true);
    first = d.store.attempt.session;
    second = d.store.attempt.id;
    assert_int_equal(strlen(first.text), STORE_ID_BYTES - 1);
    driver_act(&d, ACT_START_AGAIN, 0);
    begin_round();
    assert_string_not_equal(d.store.attempt.id.text, second.text);
    assert_string_equal(d.store.attempt.session.text, first.text);
    driver_act(&d, ACT_START_AGAIN, 0); /* in the middle of it */
    begin_round();
    assert_string_equal(d.store.attempt.session.text, first.text);
    driver_act(&d, ACT_START_AGAIN, 0);
    driver_act(&d, ACT_BACK, 0);
    driver_act(&d, ACT_START, 0); /* the next person */
    begin_round();
    assert_string_not_equal(d.store.attempt.session.text, first.text);
}

static void silence_ends_a_session(void **state)
{
    (void)state;
    driver_act(&d, ACT_START, 0);
    begin_round();
    struct store_id first = d.store.attempt.session;
    driver_sleep(&d, 65000);
    assert_screen(&d, SCREEN_STILL_THERE);
    driver_act(&d, ACT_STILL_HERE, 0);
    driver_act(&d, ACT_START_AGAIN, 0);
    begin_round();
    assert_string_equal(d.store.attempt.session.text, first.text);
    driver_sleep(&d, 200000);
    assert_screen(&d, SCREEN_ATTRACT);
    driver_act(&d, ACT_START, 0);
    begin_round();
    assert_string_not_equal(d.store.attempt.session.text, first.text);
}

static void a_power_cut_keeps_the_session(void **state)
{
    (void)state;
    driver_act(&d, ACT_START, 0);
    begin_round();
    struct store_id first = d.store.attempt.session;
    driver_start(&d);
    driver_act(&d, ACT_RESUME, 0);
    driver_act(&d, ACT_START_AGAIN, 0);
    begin_round();
    assert_string_equal(d.store.attempt.session.text, first.text);
    driver_start(&d);
    driver_act(&d, ACT_START, 0); /* somebody else */
    begin_round();
    assert_string_not_equal(d.store.attempt.session.text, first.text);
}

static void an_attempt_says_where_it_was_made(void **state)
{
    (void)state;
    open_villages();
    driver_act(&d, ACT_VILLAGE, 1);
    driver_act(&d, ACT_BACK, 0);
    driver_act(&d, ACT_START, 0);
    begin_round();
    assert_true(slice_equal(d.store.attempt.village, d.setup.commune->villages[1].name.text));
}

/* ---- the notice ------------------------------------------------------------------------------ */

static const char *agree(void)
{
    driver_play(&d, false);
    driver_act(&d, ACT_AGREE, 0);
    assert_screen(&d, SCREEN_CONSENT);
    driver_act(&d, ACT_AGREE, 0);
    driver_act(&d, ACT_VILLAGE, 0);
    driver_type(&d, "an");
    driver_act(&d, ACT_SUBMIT, 0);
    driver_type(&d, "0912345678");
    driver_act(&d, ACT_SUBMIT, 0);
    assert_screen(&d, SCREEN_THANKS);
    driver_act(&d, ACT_NEXT, 0);
    return d.store.notice;
}

static void set_retention(const char *days)
{
    struct error e = {ERROR_NONE, 0, ""};
    assert_true(store_put_setting(&d.store, "retention-days", slice_from(days), &e));
}

static void the_notice_says_the_days_that_are_set(void **state)
{
    (void)state;
    static const struct {
        const char *set;
        unsigned days;
    } rows[] = {{"", 90}, {"30", 30}, {"3650", 3650}, {"0", 90}, {"3651", 90}, {"ten", 90}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        set_retention(rows[i].set);
        driver_play(&d, false);
        driver_act(&d, ACT_AGREE, 0);
        assert_int_equal(d.view->retention_days, rows[i].days);
        driver_act(&d, ACT_SKIP, 0);
    }
}

static void another_notice_is_another_version(void **state)
{
    (void)state;
    char first[64], shorter[64];
    snprintf(first, sizeof first, "%s", agree());
    assert_int_equal(strncmp(first, "2-90d-en-", 9), 0);
    assert_string_equal(agree(), first);
    set_retention("30");
    snprintf(shorter, sizeof shorter, "%s", agree());
    assert_int_equal(strncmp(shorter, "2-30d-en-", 9), 0);
    assert_string_not_equal(shorter + 9, first + 9);
    set_retention("90");
    struct commune other = *d.setup.commune;
    other.contact.team.text = SLICE("another team");
    d.setup.commune = &other;
    driver_start(&d);
    assert_string_not_equal(agree(), first);
}

/* ---- what was right -------------------------------------------------------------------------- */

static void each_choice_is_marked(void **state)
{
    (void)state;
    unsigned seen[MARK_WRONG_CHOSEN + 1] = {0};
    driver_open_question(&d, QUIZ_MULTIPLE);
    const struct quiz_question *q = d.view->question; /* "a" and "c" are right */
    for (int32_t i = 0; i < (int32_t)q->option_count; i++)
        if (d.view->option_order[i] < 2)
            driver_act(&d, ACT_OPTION, i);
    driver_act(&d, ACT_ANSWER, 0);
    for (unsigned i = 0; i < q->option_count; i++)
        seen[d.view->marks[i]]++;
    assert_int_equal(seen[MARK_RIGHT_CHOSEN], 1);
    assert_int_equal(seen[MARK_WRONG_CHOSEN], 1);
    assert_int_equal(seen[MARK_RIGHT], 1);
    assert_int_equal(seen[MARK_NONE], q->option_count - 3);
}

int main(void)
{
#define TEST(name) DRIVER_TEST(name, &d)
    const struct CMUnitTest tests[] = {
        TEST(the_machine_stands_in_a_village),
        TEST(pages_are_turned),
        TEST(rounds_of_one_stay_share_a_session),
        TEST(silence_ends_a_session),
        TEST(a_power_cut_keeps_the_session),
        TEST(an_attempt_says_where_it_was_made),
        TEST(the_notice_says_the_days_that_are_set),
        TEST(another_notice_is_another_version),
        TEST(each_choice_is_marked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
