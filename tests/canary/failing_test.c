/* Fails on purpose: shows that the harness says so. */
#include "support/test.h"

static void one_is_two(void **state)
{
    (void)state;
    assert_int_equal(1, 2);
}

static void passes(void **state)
{
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(passes), cmocka_unit_test(one_is_two)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
