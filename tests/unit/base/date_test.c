#include "base/date.h"

#include <stdlib.h>

#include "base/arena.h"
#include "support/test.h"

static void accepts_two_forms_and_real_days(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool ok;
        struct date date;
    } rows[] = {
        {"2026-11-21", true, {2026, 11, 21}},
        {"21/11/2026", true, {2026, 11, 21}},
        {"1/2/2026", true, {2026, 2, 1}},
        {"01/2/2026", true, {2026, 2, 1}},
        {"29/2/2024", true, {2024, 2, 29}},
        {"2000-02-29", true, {2000, 2, 29}},
        {"1900-01-01", true, {1900, 1, 1}},
        {"2199-12-31", true, {2199, 12, 31}},
        {"1900-02-29", false, {0}}, /* No leap year. */
        {"29/2/2026", false, {0}},
        {"31/4/2026", false, {0}},
        {"1899-12-31", false, {0}},
        {"2200-01-01", false, {0}},
        {"2026-13-01", false, {0}},
        {"2026-00-01", false, {0}},
        {"2026-01-00", false, {0}},
        {"2026-1-1", false, {0}},
        {"2026-11-21T00:00", false, {0}},
        {"11/21/2026", false, {0}}, /* Month first. */
        {"21/11/26", false, {0}},
        {"21/11/2026 ", false, {0}},
        {" 21/11/2026", false, {0}},
        {"021/11/2026", false, {0}},
        {"-1/1/2026", false, {0}},
        {"21-11-2026", false, {0}},
        {"2026/11/21", false, {0}},
        {"21.11.2026", false, {0}},
        {"2026-11", false, {0}},
        {"21/11/", false, {0}},
        {"", false, {0}},
        {"99999999999999999999", false, {0}},
        {"hôm nay", false, {0}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct date d = {1, 1, 1};
        assert_int_equal(date_parse(&d, slice_from(rows[i].text)), rows[i].ok);
        struct date expected = rows[i].ok ? rows[i].date : (struct date){1, 1, 1};
        assert_int_equal(d.year, expected.year);
        assert_int_equal(d.month, expected.month);
        assert_int_equal(d.day, expected.day);
    }
    struct date d;
    assert_false(date_parse(&d, (struct slice){NULL, 0}));
}

static void counts_days(void **state)
{
    (void)state;
    assert_int_equal(date_days((struct date){1970, 1, 1}), 0);
    assert_int_equal(date_days((struct date){1969, 12, 31}), -1);
    assert_int_equal(date_days((struct date){1900, 1, 1}), -25567);
    assert_int_equal(date_days((struct date){2000, 2, 29}), 11016);
    assert_int_equal(date_days((struct date){2026, 11, 21}), 20778);
    assert_int_equal(date_days((struct date){2199, 12, 31}), 84005);
}

/* Every day of three centuries is one more than the day before. */
static void no_day_is_missing_or_double(void **state)
{
    (void)state;
    int32_t expected = date_days((struct date){1900, 1, 1});
    struct arena a;
    arena_init(&a, 1000);
    for (int16_t year = 1900; year < 2200; year++)
        for (int8_t month = 1; month <= 12; month++)
            for (int8_t day = 1; day <= 31; day++) {
                struct date parsed, d = {year, month, day};
                arena_reset(&a);
                if (!date_parse(&parsed, date_format(&a, d)))
                    continue;
                assert_int_equal(date_days(parsed), expected++);
            }
    assert_int_equal(expected, date_days((struct date){2199, 12, 31}) + 1);
    arena_deinit(&a);
}

static void prints_day_first(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 1000);
    assert_true(slice_equal_text(date_format(&a, (struct date){2026, 1, 2}), "02/01/2026"));
    arena_deinit(&a);
}

static void the_stamp_can_be_fixed(void **state)
{
    (void)state;
    setenv("SOURCE_DATE_EPOCH", "1795219199", 1);
    setenv("TZ", "Asia/Ho_Chi_Minh", 1); /* Must not matter. */
    tzset();
    assert_int_equal(date_stamp(), 1795219199);
    struct date today = date_today();
    assert_int_equal(today.year, 2026);
    assert_int_equal(today.month, 11);
    assert_int_equal(today.day, 20);
    setenv("SOURCE_DATE_EPOCH", "0", 1);
    assert_int_equal(date_stamp(), 0);
}

static void content_dates_its_files(void **state)
{
    (void)state;
    struct date reviewed = {2026, 11, 21};
    setenv("SOURCE_DATE_EPOCH", "77", 1);
    assert_int_equal(date_stamp_of(reviewed), 77);
    unsetenv("SOURCE_DATE_EPOCH");
    assert_int_equal(date_stamp_of(reviewed), 1795219200);
    time_t before = time(NULL), stamp = date_stamp_of((struct date){0}), after = time(NULL);
    assert_in_range(stamp, before, after);
}

static void a_senseless_stamp_is_the_clock(void **state)
{
    (void)state;
    static const char *const rows[] = {"", "-1", "12x", "99999999999999999999", " 1"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        setenv("SOURCE_DATE_EPOCH", rows[i], 1);
        time_t before = time(NULL), stamp = date_stamp(), after = time(NULL);
        assert_in_range(stamp, before, after);
    }
    unsetenv("SOURCE_DATE_EPOCH");
    assert_true(date_today().year >= 2025);
    setenv("SOURCE_DATE_EPOCH", "9999999999999", 1);
    assert_int_equal(date_today().year, 0);
}

/* Every day there is goes to a number and back; the numbers on either side are none. */
static void every_day_comes_back(void **state)
{
    (void)state;
    int32_t first = date_days((struct date){1900, 1, 1});
    int32_t last = date_days((struct date){2199, 12, 31});
    assert_int_equal(date_from_days(0).year, 1970);
    for (int32_t days = first; days <= last; days++)
        assert_int_equal(date_days(date_from_days(days)), days);
    assert_int_equal(date_from_days(first - 1).year, 0);
    assert_int_equal(date_from_days(last + 1).year, 0);
    assert_int_equal(date_from_days(INT64_MAX).year, 0);
    assert_int_equal(date_from_days(INT64_MIN).year, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_comes_back),
        cmocka_unit_test(accepts_two_forms_and_real_days),
        cmocka_unit_test(counts_days),
        cmocka_unit_test(no_day_is_missing_or_double),
        cmocka_unit_test(prints_day_first),
        cmocka_unit_test(the_stamp_can_be_fixed),
        cmocka_unit_test(content_dates_its_files),
        cmocka_unit_test(a_senseless_stamp_is_the_clock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
