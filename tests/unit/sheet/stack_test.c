/*
 * Cut and stack: sheets are cut a stack at a time, the piles laid on each other, cell by cell.
 */
#include "sheet/stack.h"

#include "support/test.h"

static const struct row {
    unsigned leaf_count, cell_count, sheets_at_once, sheet_count;
} rows[] = {
    {0, 4, 50, 0}, {1, 4, 50, 1}, {4, 4, 50, 1},        {5, 4, 50, 2},    {10, 4, 50, 3},
    {10, 4, 1, 3}, {10, 4, 2, 3}, {200, 4, 50, 50},     {201, 4, 50, 51}, {399, 4, 50, 100},
    {7, 2, 3, 4},  {7, 1, 3, 7},  {10000, 4, 50, 2500}, {31, 10, 2, 4},   {100, 2, 1000, 50},
};

/* As hands do it. */
static void piles_are_in_order_again(void **state)
{
    (void)state;
    for (unsigned r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        const struct row *row = &rows[r];
        struct sheet_stack s = {row->leaf_count, row->cell_count, row->sheets_at_once};
        unsigned sheets = stack_sheet_count(&s), expected = 0;
        assert_int_equal(sheets, row->sheet_count);
        for (unsigned first = 0; first < sheets; first += row->sheets_at_once)
            for (unsigned cell = 0; cell < row->cell_count; cell++)
                for (unsigned i = first; i < sheets && i < first + row->sheets_at_once; i++) {
                    int leaf = stack_leaf(&s, i, cell);
                    if (leaf >= 0)
                        assert_int_equal(leaf, expected++);
                    else
                        assert_int_equal(expected, row->leaf_count);
                }
        assert_int_equal(expected, row->leaf_count);
    }
}

static void example_of_the_header(void **state)
{
    (void)state;
    static const int expected[3][4] = {{0, 3, 6, 9}, {1, 4, 7, -1}, {2, 5, 8, -1}};
    const struct sheet_stack s = {10, 4, 50};
    for (unsigned sheet = 0; sheet < 3; sheet++)
        for (unsigned cell = 0; cell < 4; cell++)
            assert_int_equal(stack_leaf(&s, sheet, cell), expected[sheet][cell]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(piles_are_in_order_again),
        cmocka_unit_test(example_of_the_header),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
