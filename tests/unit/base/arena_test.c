#include "base/arena.h"

#include "abort.h"
#include "support/test.h"

enum { MANY = 5000 };

static bool is_zero(const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i] != 0)
            return false;
    return true;
}

static void memory_is_zeroed_aligned_and_separate(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 1, 7, 8, 15, 16, 17, 4096, 65535, 65536, 65537, 300000};
    struct arena a;
    arena_init(&a, 4 << 20);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        unsigned char *first = arena_alloc(&a, sizes[i]), *second = arena_alloc(&a, sizes[i]);
        assert_non_null(first);
        assert_int_equal((uintptr_t)first % _Alignof(max_align_t), 0);
        assert_true(is_zero(first, sizes[i]));
        memset(first, 0xAA, sizes[i]);
        assert_true(is_zero(second, sizes[i]));
    }
    arena_deinit(&a);
}

static void reset_gives_zeroed_memory_again(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 1 << 20);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < MANY; i++) {
            unsigned char *bytes = arena_alloc(&a, 40);
            assert_true(is_zero(bytes, 40));
            memset(bytes, 0xFF, 40);
        }
        arena_reset(&a);
        assert_int_equal(a.used_bytes, 0);
    }
    /* A large object last must not be what is kept. */
    arena_alloc(&a, 200000);
    arena_reset(&a);
    assert_true(is_zero(arena_alloc(&a, 1000), 1000));
    arena_deinit(&a);
}

static void an_empty_arena_resets(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 10);
    arena_reset(&a);
    arena_deinit(&a);
}

static void text_is_copied_and_terminated(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 1 << 20);
    struct slice copy = arena_copy(&a, (struct slice){"abcdef", 3});
    assert_string_equal(copy.data, "abc");
    assert_int_equal(copy.size, 3);
    struct slice empty = arena_copy(&a, (struct slice){NULL, 0});
    assert_string_equal(empty.data, "");
    struct slice printed = arena_printf(&a, "%s %d", "bước", 7);
    assert_string_equal(printed.data, "bước 7");
    assert_int_equal(printed.size, strlen("bước 7"));
    arena_deinit(&a);
}

static void go_over_limit(void)
{
    struct arena a;
    arena_init(&a, 100);
    arena_alloc(&a, 64);
    arena_alloc(&a, 64);
}

static void overflow_product(void)
{
    struct arena a;
    arena_init(&a, SIZE_MAX);
    arena_array(&a, SIZE_MAX / 2, 3);
}

static void limits_are_checked(void **state)
{
    (void)state;
    assert_aborts(go_over_limit, "CHECK(");
    assert_aborts(overflow_product, "CHECK(");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_aligned_and_separate),
        cmocka_unit_test(reset_gives_zeroed_memory_again),
        cmocka_unit_test(an_empty_arena_resets),
        cmocka_unit_test(text_is_copied_and_terminated),
        cmocka_unit_test(limits_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
