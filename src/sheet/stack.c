#include "sheet/stack.h"

#include "base/check.h"

unsigned stack_sheet_count(const struct sheet_stack *s)
{
    CHECK(s->cell_count > 0 && s->sheets_at_once > 0);
    return s->leaf_count / s->cell_count + (s->leaf_count % s->cell_count != 0);
}

int stack_leaf(const struct sheet_stack *s, unsigned sheet, unsigned cell)
{
    unsigned sheets = stack_sheet_count(s);
    CHECK(sheet < sheets && cell < s->cell_count);
    unsigned first = sheet - sheet % s->sheets_at_once; /* Of its stack. */
    unsigned height = sheets - first < s->sheets_at_once ? sheets - first : s->sheets_at_once;
    unsigned leaf = first * s->cell_count + cell * height + (sheet - first);
    return leaf < s->leaf_count ? (int)leaf : -1;
}
