/* A report's figures: how they are rounded and how they read. */
#include "page/report/report.h"

#include <math.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "support/report_fixture.h"
#include "support/test.h"

#define NBSP "\u00A0"

static const char *shown(struct report_cell cell, const char *language)
{
    static char out[REPORT_CELL_TEXT_MAX];
    struct slice text = report_format_cell(out, &cell, language);
    assert_ptr_equal(text.data, out);
    assert_int_equal(out[text.size], '\0');
    return out;
}

static const char *shown_interval(struct report_cell cell, const char *language)
{
    static char out[REPORT_CELL_TEXT_MAX];
    struct slice text = report_format_interval(out, &cell, language);
    assert_int_equal(strlen(out), text.size);
    return out;
}

static void figures_read_as_people_write_them(void **state)
{
    (void)state;
    static const struct {
        struct report_cell cell;
        const char *vi, *en;
    } rows[] = {
        {{.kind = REPORT_COUNT}, "0", "0"},
        {{.kind = REPORT_COUNT, .value = 999}, "999", "999"},
        {{.kind = REPORT_COUNT, .value = 1024}, "1.024", "1,024"},
        {{.kind = REPORT_COUNT, .value = 1000000}, "1.000.000", "1,000,000"},
        {{.kind = REPORT_COUNT, .value = -1024}, "−1.024", "−1,024"},
        {{.kind = REPORT_COUNT, .value = INT64_MAX},
         "9.223.372.036.854.775.807",
         "9,223,372,036,854,775,807"},
        {{.kind = REPORT_COUNT, .value = INT64_MIN},
         "−9.223.372.036.854.775.808",
         "−9,223,372,036,854,775,808"},
        {{.kind = REPORT_PERCENT, .decimals = 1, .value = 615}, "61,5" NBSP "%", "61.5" NBSP "%"},
        {{.kind = REPORT_PERCENT, .decimals = 1, .value = 5}, "0,5" NBSP "%", "0.5" NBSP "%"},
        {{.kind = REPORT_PERCENT, .value = 100}, "100" NBSP "%", "100" NBSP "%"},
        {{.kind = REPORT_NUMBER, .decimals = 2, .value = -12}, "−0,12", "−0.12"},
        {{.kind = REPORT_NUMBER, .decimals = 6, .value = 1}, "0,000001", "0.000001"},
        {{.kind = REPORT_NUMBER, .decimals = 3, .value = 1234567}, "1.234,567", "1,234.567"},
        {{.kind = REPORT_NUMBER, .value = 11, .signed_value = true}, "+11", "+11"},
        {{.kind = REPORT_NUMBER, .value = -11, .signed_value = true}, "−11", "−11"},
        {{.kind = REPORT_NUMBER, .signed_value = true}, "0", "0"},
        {{.kind = REPORT_MISSING, .value = 5}, "—", "—"},
        {{.kind = REPORT_DATE, .value = 0}, "01/01/1970", "01/01/1970"},
        {{.kind = REPORT_DATE, .value = 20778}, "21/11/2026", "21/11/2026"},
        {{.kind = REPORT_DATE, .value = INT64_MAX}, "—", "—"},
        {{.kind = REPORT_DATE, .value = INT64_MIN}, "—", "—"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(shown(rows[i].cell, "vi"), rows[i].vi);
        assert_string_equal(shown(rows[i].cell, "en"), rows[i].en);
    }
    assert_string_equal(shown(report_count(1024), NULL), "1.024");
}

static void text_is_given_back_whole(void **state)
{
    (void)state;
    char out[REPORT_CELL_TEXT_MAX], longer[3 * REPORT_CELL_TEXT_MAX];
    memset(longer, 'a', sizeof longer);
    struct report_cell cell = report_text((struct slice){longer, sizeof longer});
    struct slice text = report_format_cell(out, &cell, "vi");
    assert_ptr_equal(text.data, longer);
    assert_int_equal(text.size, sizeof longer);
}

static void intervals_read_as_people_write_them(void **state)
{
    (void)state;
    struct report_cell cell = report_figure(REPORT_PERCENT, 61.4, 0);
    assert_string_equal(shown_interval(cell, "vi"), "");
    cell = report_with_interval(cell, 58.2, 64.1);
    assert_string_equal(shown_interval(cell, "vi"), "58–64" NBSP "%");
    cell = report_with_interval(report_figure(REPORT_PERCENT, 61.4, 1), 58.25, 64.1);
    assert_string_equal(shown_interval(cell, "vi"), "58,3–64,1" NBSP "%");
    assert_string_equal(shown_interval(cell, "en"), "58.3–64.1" NBSP "%");
    cell = report_with_interval(report_figure(REPORT_NUMBER, 1, 0), -3, 5);
    assert_string_equal(shown_interval(cell, "vi"), "−3" NBSP "đến" NBSP "5");
    cell.signed_value = true;
    assert_string_equal(shown_interval(cell, "en"), "−3" NBSP "to" NBSP "+5");
    /* Nothing to say when both ends are shown alike. */
    cell = report_with_interval(report_count(0), 0.2, 0.4);
    assert_string_equal(shown_interval(cell, "vi"), "");
    assert_string_equal(shown_interval(cell, "en"), "");
}

static void longest_interval_fits(void **state)
{
    (void)state;
    struct report_cell cell = {.kind = REPORT_PERCENT,
                               .decimals = 1,
                               .has_interval = true,
                               .low = INT64_MIN,
                               .high = INT64_MAX,
                               .signed_value = true};
    assert_in_range(strlen(shown_interval(cell, "vi")), 50, REPORT_CELL_TEXT_MAX - 1);
}

static void what_is_no_number_is_missing(void **state)
{
    (void)state;
    static const double values[] = {NAN, -NAN, INFINITY, -INFINITY, 1e300, -1e300, 9e18, -9e18};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        assert_int_equal(report_figure(REPORT_NUMBER, values[i], 0).kind, REPORT_MISSING);
    assert_int_equal(report_figure(REPORT_NUMBER, 1e15, 6).kind, REPORT_MISSING);
    assert_int_equal(report_figure(REPORT_NUMBER, 1e12, 6).kind, REPORT_NUMBER);
    struct report_cell cell = report_figure(REPORT_PERCENT, 50, 0);
    assert_false(report_with_interval(cell, NAN, 60).has_interval);
    assert_false(report_with_interval(cell, 40, INFINITY).has_interval);
    assert_false(report_with_interval(report_missing(SLICE("ít")), 40, 60).has_interval);
    assert_string_equal(shown_interval(report_missing(SLICE("")), "vi"), "");
}

static void halves_go_away_from_zero(void **state)
{
    (void)state;
    static const struct {
        double value;
        unsigned decimals;
        int64_t expected;
    } rows[] = {
        {0.5, 0, 1},
        {-0.5, 0, -1},
        {1.5, 0, 2},
        {2.5, 0, 3},
        {-2.5, 0, -3},
        {0.25, 1, 3},
        {-0.25, 1, -3},
        {0.49999999999999994, 0, 0},
        {-0.0, 0, 0},
        {61.45, 1, 615},
        {4503599627370497.5, 0, 4503599627370498},
        {0.4, 0, 0},
        {-0.4, 0, 0},
        {9007199254740993.0, 0, 9007199254740992},
        {1e-300, 6, 0},
        {8e18, 0, 8000000000000000000},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_true(report_figure(REPORT_NUMBER, rows[i].value, rows[i].decimals).value ==
                    rows[i].expected);
}

/* For every whole number: what is shown, marks taken out, is the number again; −x shows as x with a
 * minus; and rounding is the C library's. Values from a linear congruential generator (Knuth, The
 * Art of Computer Programming 2, 3.3.4, line 26). */
static void any_figure_reads_back(void **state)
{
    (void)state;
    uint64_t random = 20261121;
    for (unsigned i = 0; i < 20000; i++) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        int64_t value = (int64_t)(random >> (1 + i % 60));
        unsigned decimals = i % (REPORT_DECIMALS_MAX + 1);
        struct report_cell cell = {.kind = REPORT_NUMBER, .decimals = decimals, .value = value};
        char digits[64], expected[64], positive[REPORT_CELL_TEXT_MAX];
        size_t size = 0;
        strcpy(positive, shown(cell, "vi"));
        for (const char *p = positive; *p; p++)
            if (*p >= '0' && *p <= '9')
                digits[size++] = *p;
        digits[size] = '\0';
        snprintf(expected, sizeof expected, "%0*lld", (int)decimals + 1, (long long)value);
        assert_string_equal(digits, expected);
        assert_int_equal(strchr(positive, ',') ? strlen(strchr(positive, ',')) - 1 : 0, decimals);
        cell.value = -value;
        const char *negative = shown(cell, "vi");
        assert_string_equal(negative + (value ? strlen("−") : 0), positive);
        double real = (double)(value % 1000000007) / 1000;
        assert_true(report_figure(REPORT_NUMBER, real, 2).value == llround(real * 100));
    }
}

static void fixtures_are_reports(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 1024 * 1024);
    for (int i = 0; i < REPORT_FIXTURE_COUNT; i++) {
        const struct report *r = report_fixture(&a, (enum report_fixture)i);
        assert_in_range(r->section_count, 0, REPORT_SECTIONS_MAX);
        assert_in_range(r->tile_count, 0, REPORT_TILES_MAX);
        for (unsigned s = 0; s < r->section_count; s++) {
            assert_in_range(r->sections[s].column_count, 0, REPORT_COLUMNS_MAX);
            assert_non_null(r->sections[s].id);
        }
    }
    arena_deinit(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_read_as_people_write_them),
        cmocka_unit_test(text_is_given_back_whole),
        cmocka_unit_test(intervals_read_as_people_write_them),
        cmocka_unit_test(longest_interval_fits),
        cmocka_unit_test(what_is_no_number_is_missing),
        cmocka_unit_test(halves_go_away_from_zero),
        cmocka_unit_test(any_figure_reads_back),
        cmocka_unit_test(fixtures_are_reports),
    };
    i18n_start("en", NGOSO_LOCALE);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
