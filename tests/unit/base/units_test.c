#include "base/units.h"

#include "support/test.h"

/* Expected values worked out by hand: mm × 72 / 25.4 × 1024. */
static void millimetres_become_du(void **state)
{
    (void)state;
    static const struct {
        int32_t mm, du;
    } rows[] = {
        {0, 0},          {1, 2903}, /* 2902.68 */
        {-1, -2903},     {3, 8708}, /* 8708.03 */
        {148, 429596},              /* A5, 429596.22 */
        {210, 609562},              /* A4, 609562.20 */
        {297, 862095},              /* 862095.12 */
        {420, 1219124},             /* A3, 1219124.41 */
        {841, 2441151},             /* A0, 2441151.50, just below the half: …496 */
        {1189, 3451283},            /* 3451283.15 */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(du_from_mm(rows[i].mm), rows[i].du);
}

static void hundredths_round_trip(void **state)
{
    (void)state;
    for (int32_t mm100 = -200000; mm100 <= 200000; mm100 += 7)
        assert_int_equal(mm100_from_du(du_from_mm100(mm100)), mm100);
    assert_int_equal(du_from_mm100(2540), 72 * DU_PER_PT);
    assert_int_equal(du_from_mm100(-2540), -72 * DU_PER_PT);
}

static void scaling_rounds_to_the_nearest(void **state)
{
    (void)state;
    static const struct {
        int32_t du, numerator, denominator, expected;
    } rows[] = {
        {10, 1, 3, 3},
        {11, 1, 3, 4},
        {-10, 1, 3, -3},
        {-11, 1, 3, -4},
        {1, 1, 2, 1},
        {-1, 1, 2, -1},
        {INT32_MAX, 1, 1, INT32_MAX},
        {0, 5, 7, 0},
        {2000000000, 1000, 1000, 2000000000},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(du_scale(rows[i].du, rows[i].numerator, rows[i].denominator),
                         rows[i].expected);
}

static void quotients_round_up(void **state)
{
    (void)state;
    assert_int_equal(div_ceil(1, 3), 1);
    assert_int_equal(div_ceil(3, 3), 1);
    assert_int_equal(div_ceil(4, 3), 2);
    assert_int_equal(div_ceil(0, 3), 0);
    assert_int_equal(div_ceil(INT32_MAX, 2), 1073741824);
    assert_int_equal(DU_PT(12), 12288);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(millimetres_become_du),
        cmocka_unit_test(hundredths_round_trip),
        cmocka_unit_test(scaling_rounds_to_the_nearest),
        cmocka_unit_test(quotients_round_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
