#include "base/hash.h"

#include "support/test.h"

enum { LONGEST = 40 };

static void every_byte_counts(void **state)
{
    (void)state;
    uint8_t bytes[LONGEST] = {0};
    for (size_t size = 1; size <= LONGEST; size++) {
        uint64_t before = hash_bytes(size, bytes, size);
        for (size_t i = 0; i < size; i++) {
            bytes[i] = 1;
            if (hash_bytes(size, bytes, size) == before)
                fail_msg("byte %zu of %zu does not count", i, size);
            bytes[i] = 0;
        }
    }
}

static void the_seed_and_the_order_count(void **state)
{
    (void)state;
    assert_true(hash_bytes(1, "ab", 2) != hash_bytes(2, "ab", 2));
    assert_true(hash_bytes(1, "12345678ab", 10) != hash_bytes(1, "ab12345678", 10));
    assert_true(hash_bytes(7, NULL, 0) == 7);
}

/* Names in files come from it: another machine, another release must give the same. */
static void the_values_stay(void **state)
{
    (void)state;
    assert_true(hash_bytes(0, "12345678", 8) == UINT64_C(0x5D4F22C30FD5CC0A));
    assert_true(hash_bytes(0, "123456789", 9) == UINT64_C(0xA58BA5A4036D5926));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_byte_counts),
        cmocka_unit_test(the_seed_and_the_order_count),
        cmocka_unit_test(the_values_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
