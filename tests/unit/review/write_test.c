#include "support/test.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "review/write_csv.h"
#include "review/write_html.h"
#include "review/write_parts.h"
#include "review/write_xlsx.h"
#include "support/report_fixture.h"

static void test_clean(void **state)
{
    const struct {
        struct slice in;
        const char *out;
    } rows[] = {
        {{"", 0}, ""},
        {{NULL, 0}, ""},
        {SLICE("Bản Pình"), "Bản Pình"},
        {SLICE("a\0b"), "a b"},
        {SLICE("một\r\n\thai"), "một   hai"},
        {SLICE("\xff"), "\uFFFD"},
        {SLICE("cụt \xe1\xba"), "cụt \uFFFD\uFFFD"},
        {SLICE("\xed\xa0\x80"), "\uFFFD\uFFFD\uFFFD"},       /* half of a surrogate pair */
        {SLICE("\xef\xbf\xbe\xef\xb7\x90"), "\uFFFD\uFFFD"}, /* U+FFFE, U+FDD0 */
        {SLICE("\u202Ea\u2066b\u2069"), "ab"},
        {SLICE("\x7f\xc2\x85"), "  "},
        {SLICE("\u2028"), " "},
        {SLICE("\U0001F600"), "\U0001F600"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct buf out;
        buf_init(&out, 1000);
        assert_true(write_clean(&out, rows[i].in));
        assert_string_equal(out.data ? out.data : "", rows[i].out);
        buf_deinit(&out);
    }
}

static void test_number(void **state)
{
    static const struct {
        int64_t value;
        unsigned decimals;
        char mark;
        const char *out;
    } rows[] = {
        {0, 0, ',', "0"},
        {0, 2, ',', "0,00"},
        {-5, 1, '.', "-0.5"},
        {-5, 3, ',', "-0,005"},
        {615, 1, ',', "61,5"},
        {1234567, 0, ',', "1234567"},
        {100, 2, '.', "1.00"},
        {INT64_MIN, 0, '.', "-9223372036854775808"},
        {INT64_MAX, 6, '.', "9223372036854.775807"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct buf out;
        buf_init(&out, 100);
        assert_true(write_number(&out, rows[i].value, rows[i].decimals, rows[i].mark));
        assert_string_equal(out.data, rows[i].out);
        buf_deinit(&out);
    }
}

/* The second line of a table of one column and one row. */
static void write_field(struct buf *out, const struct report_cell *cell, const char *language)
{
    struct report_row row = {.cells = cell};
    struct report_section section = {.id = "x", .column_count = 1, .rows = &row, .row_count = 1};
    struct report report = {.language = language, .sections = &section, .section_count = 1};
    section.columns[0] = (struct report_column){.title = SLICE("x"), .kind = cell->kind};
    buf_init(out, 10000);
    assert_true(write_csv(out, &report, &section));
    assert_true(slice_starts(buf_slice(out), SLICE("\xef\xbb\xbfx\r\n")) ||
                slice_starts(buf_slice(out), SLICE("\xef\xbb\xbfx (%)\r\n")));
}

static void assert_field(const struct report_cell *cell, const char *language, const char *expected)
{
    struct buf out;
    write_field(&out, cell, language);
    const char *line = strstr(out.data, "\r\n") + 2;
    assert_string_equal(line, expected);
    buf_deinit(&out);
}

static void test_csv_text(void **state)
{
    static const struct {
        const char *in, *out;
    } rows[] = {
        {"", "\r\n"},
        {"Bản Pình", "Bản Pình\r\n"},
        {"a;b", "\"a;b\"\r\n"},
        {"a,b", "\"a,b\"\r\n"},
        {"nói \"dạ\"", "\"nói \"\"dạ\"\"\"\r\n"},
        {"=1", "\"'=1\"\r\n"},
        {"  =1", "\"'  =1\"\r\n"},
        {"\t=1", "\"' =1\"\r\n"},
        {"\u00A0@x", "\"'\u00A0@x\"\r\n"},
        {"-", "\"'-\"\r\n"},
        {"＝1", "\"'＝1\"\r\n"},
        {"a=1", "a=1\r\n"},
        {"– gạch", "– gạch\r\n"},
        {"1/2", "\"'1/2\"\r\n"},
        {"3-4", "\"'3-4\"\r\n"},
        {"007", "\"'007\"\r\n"},
        {"1e5", "\"'1e5\"\r\n"},
        {"12", "12\r\n"},
        {"0", "0\r\n"},
        {"3 thôn", "3 thôn\r\n"},
        {"'=1", "\"'=1\"\r\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct report_cell cell = report_text(slice_from(rows[i].in));
        assert_field(&cell, "vi", rows[i].out);
    }
}

static void test_csv_figures(void **state)
{
    struct report_cell change = report_figure(REPORT_NUMBER, 11.4, 1);
    struct report_cell minus = report_figure(REPORT_NUMBER, -3.5, 1);
    struct report_cell share = report_figure(REPORT_PERCENT, 61.5, 1);
    struct report_cell many = report_count(1234567);
    struct report_cell missing = report_missing(SLICE(""));
    struct report_cell day = report_date(date_days((struct date){2026, 11, 21}));
    (void)state;
    change.signed_value = true;
    assert_field(&change, "vi", "11,4\r\n");
    assert_field(&minus, "vi", "-3,5\r\n");
    assert_field(&minus, "en", "-3.5\r\n");
    assert_field(&share, NULL, "61,5\r\n");
    assert_field(&many, "vi", "1234567\r\n");
    assert_field(&missing, "vi", "\u2014\r\n");
    assert_field(&day, "vi", "21/11/2026\r\n");
    assert_field(&day, "en", "2026-11-21\r\n");
}

static void test_limits(void **state)
{
    struct arena a;
    struct buf out;
    (void)state;
    arena_init(&a, 16 << 20);
    const struct report *report = report_fixture(&a, REPORT_FIXTURE_TEAM);
    for (size_t limit = 0; limit < 3000; limit += 7) {
        buf_init(&out, limit);
        assert_false(write_csv(&out, report, NULL));
        assert_true(out.size <= limit);
        buf_deinit(&out);
        buf_init(&out, limit * 8);
        assert_false(write_html(&out, report));
        assert_true(out.size <= limit * 8);
        buf_deinit(&out);
    }
    arena_deinit(&a);
}

typedef bool write_function(const char *path, const struct report *report, struct error *e);

static bool write_whole_csv(const char *path, const struct report *report, struct error *e)
{
    return report_write_csv(path, report, NULL, e);
}

/* A folder that is not there: nothing is left, not even a temporary file. */
static void test_cannot_write(void **state)
{
    static write_function *const writers[] = {write_whole_csv, report_write_html,
                                              report_write_xlsx};
    char folder[] = "/tmp/ngoso-write-XXXXXX", path[64];
    struct arena a;
    (void)state;
    assert_non_null(mkdtemp(folder));
    assert_int_equal(setenv("TMPDIR", folder, 1), 0);
    arena_init(&a, 16 << 20);
    for (unsigned i = 0; i < sizeof writers / sizeof writers[0]; i++) {
        struct error e = {0};
        snprintf(path, sizeof path, "%s/none/report", folder);
        assert_false(writers[i](path, report_fixture(&a, REPORT_FIXTURE_TEAM), &e));
        assert_int_equal(e.kind, ERROR_SYSTEM);
        assert_int_equal(e.code, ENOENT);
        /* Empty again. */
        assert_int_equal(rmdir(folder), 0);
        assert_non_null(mkdtemp(strcpy(folder, "/tmp/ngoso-write-XXXXXX")));
        assert_int_equal(setenv("TMPDIR", folder, 1), 0);
    }
    assert_int_equal(rmdir(folder), 0);
    arena_deinit(&a);
}

/* libxlsxwriter cannot make its files: said, and nothing left behind. */
static void test_no_room_for_temporary_files(void **state)
{
    struct arena a;
    struct error e = {0};
    (void)state;
    assert_int_equal(setenv("TMPDIR", "/nonexistent", 1), 0);
    arena_init(&a, 16 << 20);
    assert_false(
        report_write_xlsx("/tmp/ngoso-never.xlsx", report_fixture(&a, REPORT_FIXTURE_BARE), &e));
    assert_int_equal(e.kind, ERROR_SYSTEM);
    assert_int_not_equal(access("/tmp/ngoso-never.xlsx", F_OK), 0);
    arena_deinit(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clean),
        cmocka_unit_test(test_number),
        cmocka_unit_test(test_csv_text),
        cmocka_unit_test(test_csv_figures),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_cannot_write),
        cmocka_unit_test(test_no_room_for_temporary_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
