/** @file
 * Guides made up for a test: as short as possible, with one thing out of measure.
 */
#ifndef TESTS_UNIT_PAGE_MADE_H
#define TESTS_UNIT_PAGE_MADE_H

#include "base/buf.h"

enum { MADE_BYTES = 64 * 1024 };

/** Text for fields; NULL or 0: something short, or as many as is usual. */
struct made {
    const char *title, *benefit, *icon, *prepare, *gain, *mistake, *warning;
    unsigned step_count; /**< 0: 3 */
    unsigned step_words; /**< Words in each step; 0: 4 */
    unsigned long_step;  /**< From 1: this step has `long_step_words` instead. */
    unsigned long_step_words;
    const char *first_step; /**< Its text. */
    const char *first_icon;
    const char *picture; /**< Of the first step. */
    unsigned prepare_count, mistake_count;
    const char *qr; /**< YAML of the list's items, each line indented by two; NULL: one link. */
};

/** The guide as YAML, terminated. */
const char *made_write(struct buf *out, const struct made *made);

/** Line (from 1) of the first line in `yaml` that holds `text`. */
unsigned made_line_of(const char *yaml, const char *text);

#endif
