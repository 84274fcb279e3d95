/** @file
 * Rows as people type them again: "3,7-9" (content/record/record.h reads it).
 *
 * Limits: a text above ROW_LIST_BYTES_MAX is more than anyone types; there is then none.
 */
#ifndef CLI_PAPER_ROW_LIST_H
#define CLI_PAPER_ROW_LIST_H

#include "base/buf.h"

struct arena;

enum { ROW_LIST_BYTES_MAX = 4000 };

struct row_list {
    struct buf text;
    unsigned first, last; /**< The run at its end, which is not yet written; 0: none. */
};

void row_list_init(struct row_list *list);
/** Numbers come in rising order. */
void row_list_add(struct row_list *list, unsigned row);
/** Lives in `a`; empty when there is none or they are too many. Ends the list. */
struct slice row_list_take(struct row_list *list, struct arena *a);

#endif
