#include "base/buf.h"

#include <inttypes.h>
#include <stdio.h>

#include "support/test.h"

static void appends_in_all_ways(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 1000);
    assert_true(buf_append(&b, "ab", 2));
    assert_true(buf_append_slice(&b, SLICE("cd")));
    assert_true(buf_append_slice(&b, (struct slice){NULL, 0}));
    assert_true(buf_append_text(&b, "é"));
    assert_true(buf_append_char(&b, '!'));
    assert_true(buf_printf(&b, "%03d", 5));
    assert_string_equal(b.data, "abcdé!005");
    assert_int_equal(b.size, strlen("abcdé!005"));
    buf_deinit(&b);
    assert_null(b.data);
}

static void integers_are_as_printf_has_them(void **state)
{
    (void)state;
    static const int64_t rows[] = {0,  1,         -1,        9,         10,       -10,
                                   99, INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b;
        char expected[32];
        buf_init(&b, 100);
        snprintf(expected, sizeof expected, "%" PRId64, rows[i]);
        assert_true(buf_append_int(&b, rows[i]));
        assert_string_equal(b.data, expected);
        buf_deinit(&b);
    }
}

static void the_limit_leaves_content_as_it_was(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 5);
    assert_true(buf_append_text(&b, "abc"));
    assert_false(buf_append_text(&b, "def"));
    assert_string_equal(b.data, "abc");
    assert_true(b.failed);
    assert_true(buf_append_text(&b, "de"));
    assert_false(buf_append_char(&b, 'f'));
    assert_false(buf_printf(&b, "%d", 1));
    assert_null(buf_extend(&b, SIZE_MAX));
    assert_string_equal(b.data, "abcde");
    assert_true(b.failed);
    buf_reset(&b);
    assert_false(b.failed);
    assert_string_equal(b.data, "");
    assert_true(buf_append_text(&b, "abcde"));
    buf_deinit(&b);
}

static void grows_byte_by_byte(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 100000);
    for (int i = 0; i < 100000; i++)
        assert_true(buf_append_char(&b, (char)('a' + i % 26)));
    for (int i = 0; i < 100000; i++)
        assert_int_equal(b.data[i], 'a' + i % 26);
    assert_false(buf_append_char(&b, 'x'));
    buf_deinit(&b);
}

static void extend_gives_room_to_write(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 10);
    char *room = buf_extend(&b, 3);
    assert_non_null(room);
    memcpy(room, "xyz", 3);
    assert_string_equal(b.data, "xyz");
    assert_true(slice_equal_text(buf_slice(&b), "xyz"));
    buf_deinit(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appends_in_all_ways),
        cmocka_unit_test(integers_are_as_printf_has_them),
        cmocka_unit_test(the_limit_leaves_content_as_it_was),
        cmocka_unit_test(grows_byte_by_byte),
        cmocka_unit_test(extend_gives_room_to_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
