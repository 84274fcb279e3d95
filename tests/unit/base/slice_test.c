#include "base/slice.h"

#include <stdio.h>

#include "support/test.h"

static const struct slice none = {NULL, 0};

static void equality_is_by_bytes(void **state)
{
    (void)state;
    assert_true(slice_equal(SLICE("a\0b"), (struct slice){"a\0b", 3}));
    assert_false(slice_equal(SLICE("a\0b"), SLICE("a\0c")));
    assert_false(slice_equal(SLICE("ab"), SLICE("abc")));
    assert_true(slice_equal(none, SLICE("")));
    assert_true(slice_equal_text(none, ""));
    assert_true(slice_equal_text(SLICE("xã"), "xã"));
    assert_true(slice_equal(slice_from(NULL), none));
}

static void beginnings_and_ends(void **state)
{
    (void)state;
    assert_true(slice_starts(SLICE("https://x"), SLICE("https://")));
    assert_false(slice_starts(SLICE("http"), SLICE("https://")));
    assert_true(slice_starts(SLICE("x"), none));
    assert_true(slice_starts(none, none));
    assert_true(slice_ends(SLICE("gov.vn"), SLICE(".vn")));
    assert_false(slice_ends(SLICE("vn"), SLICE(".vn")));
    assert_true(slice_ends(none, SLICE("")));
}

static void parts_are_clamped(void **state)
{
    (void)state;
    static const struct {
        size_t begin, end;
        const char *expected;
    } rows[] = {
        {0, 5, "abcde"},     {0, 0, ""},   {1, 3, "bc"}, {3, 1, ""},
        {4, 99, "e"},        {99, 99, ""}, {5, 5, ""},   {0, (size_t)-1, "abcde"},
        {(size_t)-1, 2, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_true(slice_equal_text(slice_part(SLICE("abcde"), rows[i].begin, rows[i].end),
                                     rows[i].expected));
    assert_int_equal(slice_part(none, 1, 2).size, 0);
}

static void printing_stops_at_the_size(void **state)
{
    (void)state;
    char out[16];
    snprintf(out, sizeof out, "<%.*s|%.*s>", SLICE_ARG(slice_part(SLICE("abc"), 0, 2)),
             SLICE_ARG(none));
    assert_string_equal(out, "<ab|>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equality_is_by_bytes),
        cmocka_unit_test(beginnings_and_ends),
        cmocka_unit_test(parts_are_clamped),
        cmocka_unit_test(printing_stops_at_the_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
