/** @file
 * Cut and stack: which leaf lies where, so that what is cut apart is in order again.
 *
 * Whoever cuts takes a stack of sheets at a time, cuts it into piles, a pile a cell, and lays the
 * piles on each other. So leaves do not run from cell to cell but from sheet to sheet: of ten
 * leaves on sheets of four, the first pile is 0 1 2, the next 3 4 5, then 6 7 8, then 9.
 *
 *     sheet 0   0 3     sheet 1   1 4     sheet 2   2 5
 *               6 9               7 -               8 -
 *
 * A stack that can be cut at once has a limit; so that many sheets are in order by themselves, and
 * the next ones go on where they end. A stack of one sheet is the plain order, from left to right.
 */
#ifndef SHEET_STACK_H
#define SHEET_STACK_H

struct sheet_stack {
    unsigned leaf_count, cell_count;
    unsigned sheets_at_once; /**< Cut together; at least 1. */
};

unsigned stack_sheet_count(const struct sheet_stack *s);

/** The leaf in a cell of a sheet; -1: nothing lies there. */
int stack_leaf(const struct sheet_stack *s, unsigned sheet, unsigned cell);

#endif
