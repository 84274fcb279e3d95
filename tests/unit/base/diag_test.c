#include "base/diag.h"

#include "abort.h"
#include "base/arena.h"
#include "support/test.h"

static const struct source source = {{"g.yaml", 6}, {"id: x\n", 6}};

static struct span at(uint32_t begin)
{
    return (struct span){&source, begin, begin + 1};
}

static void problems_are_kept_and_counted(void **state)
{
    (void)state;
    struct arena a;
    struct diag_list list;
    arena_init(&a, 1 << 20);
    diag_init(&list, &a);
    diag_error(&list, "G001", at(0), "một %d", 1);
    diag_note(&list, at(1), "vì");
    diag_warning(&list, "G002", at(2), "hai");
    assert_int_equal(list.count, 3);
    assert_int_equal(list.error_count, 1);
    assert_int_equal(list.warning_count, 1);
    assert_int_equal(list.dropped_count, 0);
    assert_string_equal(list.items[0].code, "G001");
    assert_true(slice_equal_text(list.items[0].message, "một 1"));
    assert_int_equal(list.items[1].severity, DIAG_NOTE);
    assert_string_equal(list.items[1].code, "");
    assert_true(diag_has(&list, 0, "G001"));
    assert_false(diag_has(&list, 1, "G001"));
    assert_true(diag_has(&list, 2, "G002"));
    assert_false(diag_has(&list, 3, "G002"));
    assert_false(diag_has(&list, 99, "G002"));
    arena_deinit(&a);
}

static void the_list_is_bounded_the_counts_are_not(void **state)
{
    (void)state;
    struct arena a;
    struct diag_list list;
    arena_init(&a, 8 << 20);
    diag_init(&list, &a);
    for (unsigned i = 0; i < 5000; i++)
        if (i % 2)
            diag_warning(&list, "G002", at(0), "%u", i);
        else
            diag_error(&list, "G001", at(0), "%u", i);
    diag_note(&list, at(0), "belongs to one that was dropped");
    assert_int_equal(list.count, DIAG_MAX);
    assert_int_equal(list.error_count, 2500);
    assert_int_equal(list.warning_count, 2500);
    assert_int_equal(list.dropped_count, 5000 - DIAG_MAX);
    for (unsigned i = 0; i < DIAG_MAX; i++) {
        char expected[8];
        snprintf(expected, sizeof expected, "%u", i);
        assert_string_equal(list.items[i].message.data, expected);
    }
    arena_deinit(&a);
}

static void a_quoted_value_cannot_fill_memory(void **state)
{
    (void)state;
    static char value[1 << 20];
    for (size_t i = 0; i + 3 < sizeof value; i += 3)
        memcpy(value + i, "ệ", 3);
    for (int shift = 0; shift < 3; shift++) {
        struct arena a;
        struct diag_list list;
        arena_init(&a, 1 << 16);
        diag_init(&list, &a);
        diag_error(&list, "G001", at(0), "%.*s%s", shift, "xy", value);
        struct slice message = list.items[0].message;
        assert_true(message.size <= DIAG_MESSAGE_BYTES + 3);
        assert_true(slice_ends(message, SLICE("ệ…")));
        arena_deinit(&a);
    }
}

static void add_short_code(void)
{
    struct arena a;
    struct diag_list list;
    arena_init(&a, 1 << 16);
    diag_init(&list, &a);
    diag_error(&list, "G1", at(0), "x");
}

static void add_orphan_note(void)
{
    struct arena a;
    struct diag_list list;
    arena_init(&a, 1 << 16);
    diag_init(&list, &a);
    diag_note(&list, at(0), "x");
}

static void our_own_mistakes_abort(void **state)
{
    (void)state;
    assert_aborts(add_short_code, "CHECK(strlen(code)");
    assert_aborts(add_orphan_note, "CHECK(list->count > 0)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(problems_are_kept_and_counted),
        cmocka_unit_test(the_list_is_bounded_the_counts_are_not),
        cmocka_unit_test(a_quoted_value_cannot_fill_memory),
        cmocka_unit_test(our_own_mistakes_abort),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
