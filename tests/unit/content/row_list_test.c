/*
 * Rows that were not printed, as people type them again: what is written content/record/record.h
 * reads.
 */
#include "cli/paper/row_list.h"

#include "base/arena.h"
#include "content/record/record.h"
#include "support/test.h"

enum { ROWS_MAX = 8 };

static void rows_are_written_and_read_back(void **state)
{
    static const struct {
        unsigned rows[ROWS_MAX]; /* Ends with nought. */
        const char *text;
    } rows[] = {
        {{0}, ""},
        {{1, 0}, "1"},
        {{2, 3, 0}, "2-3"},
        {{2, 4, 0}, "2,4"},
        {{5, 6, 7, 9, 0}, "5-7,9"},
        {{1, 3, 4, 199999, 200000, 0}, "1,3-4,199999-200000"},
    };
    struct arena a;
    (void)state;
    arena_init(&a, (size_t)1024 * 1024);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct row_list list;
        struct record_ranges read;
        struct error e = {0};
        row_list_init(&list);
        for (unsigned k = 0; rows[i].rows[k]; k++)
            row_list_add(&list, rows[i].rows[k]);
        struct slice text = row_list_take(&list, &a);
        if (!slice_equal_text(text, rows[i].text))
            fail_msg("“%.*s”, not “%s”", SLICE_ARG(text), rows[i].text);
        assert_int_equal(record_ranges_parse(&read, text, &e), text.size > 0);
        for (unsigned k = 0; rows[i].rows[k]; k++)
            assert_true(record_ranges_have(&read, rows[i].rows[k]));
        assert_false(text.size && record_ranges_have(&read, 8));
    }
    arena_deinit(&a);
}

static void more_than_anyone_types_is_no_list(void **state)
{
    struct arena a;
    struct row_list list;
    (void)state;
    arena_init(&a, (size_t)1024 * 1024);
    row_list_init(&list);
    for (unsigned i = 0; i < ROW_LIST_BYTES_MAX; i++)
        row_list_add(&list, 2 * i + 1);
    assert_int_equal(row_list_take(&list, &a).size, 0);
    arena_deinit(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_written_and_read_back),
        cmocka_unit_test(more_than_anyone_types_is_no_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
