/** @file
 * Tables of text whose columns line up in a terminal, whatever the letters.
 *
 * Rows are kept until printed, so that widths are known; widths count terminal columns, so a
 * decomposed "ộ" is one. Lifetime: the arena given to table_init.
 */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include <stdio.h>

#include "base/slice.h"
#include "cli/terminal.h"

struct arena;

enum { TABLE_COLUMNS_MAX = 6 };

enum table_align { TABLE_LEFT, TABLE_RIGHT };

struct table_row;

struct table {
    struct arena *arena;
    unsigned column_count;
    enum table_align align[TABLE_COLUMNS_MAX];
    struct table_row *first, *last;
};

/** `align`: a letter a column, 'l' or 'r'. */
void table_init(struct table *t, struct arena *a, const char *align);

/** A line across all columns: what the rows below it are about. */
void table_heading(struct table *t, struct slice text);

/** Adds a row; cells that are not set stay empty. The text is borrowed. */
void table_row(struct table *t, enum terminal_style style);
void table_cell(struct table *t, unsigned column, struct slice text);

/** Prints everything; on a terminal a long last column goes on below itself. */
void table_print(const struct table *t, FILE *out);

#endif
