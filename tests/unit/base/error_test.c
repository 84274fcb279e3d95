#include "base/error.h"

#include <errno.h>
#include <string.h>

#include "support/test.h"

static void the_first_error_wins(void **state)
{
    (void)state;
    struct error e = {0};
    assert_false(error_set(&e, ERROR_LIMIT, 7, "first %d", 1));
    assert_false(error_set(&e, ERROR_INPUT, 8, "second"));
    assert_false(error_os(&e, ENOENT, "third"));
    assert_int_equal(e.kind, ERROR_LIMIT);
    assert_int_equal(e.code, 7);
    assert_string_equal(e.message, "first 1");
}

static void the_system_says_why(void **state)
{
    (void)state;
    struct error e = {0};
    assert_false(error_os(&e, ENOENT, "%s", "x.yaml"));
    assert_int_equal(e.kind, ERROR_SYSTEM);
    assert_int_equal(e.code, ENOENT);
    assert_string_equal(e.message, "x.yaml: No such file or directory");
}

/* "ệ" is three bytes, so two of three offsets would cut it. */
static void a_long_message_ends_with_a_whole_character(void **state)
{
    (void)state;
    char text[1200];
    for (size_t shift = 0; shift < 3; shift++) {
        memset(text, 'x', shift);
        for (size_t i = shift; i + 3 < sizeof text; i += 3)
            memcpy(text + i, "ệ", 3);
        text[sizeof text - 3] = '\0';
        struct error e = {0};
        error_set(&e, ERROR_INPUT, 0, "%s", text);
        size_t size = strlen(e.message);
        assert_true(size >= ERROR_MESSAGE_BYTES - 3);
        assert_int_equal((size - shift) % 3, 0);
        e = (struct error){0};
        error_os(&e, ENOENT, "%s", text);
        assert_int_equal((strlen(e.message) - shift) % 3, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_error_wins),
        cmocka_unit_test(the_system_says_why),
        cmocka_unit_test(a_long_message_ends_with_a_whole_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
