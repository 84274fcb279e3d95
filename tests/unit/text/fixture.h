/** @file
 * The shipped fonts, opened once for a test program, and a paragraph in one call.
 */
#ifndef TESTS_UNIT_TEXT_FIXTURE_H
#define TESTS_UNIT_TEXT_FIXTURE_H

#include "base/arena.h"
#include "base/units.h"
#include "text/para.h"

struct fixture {
    struct font_set *fonts;
    struct arena arena; /**< Reset it between rows. */
};

/** The 134 letters that Vietnamese has beyond ASCII, without spaces (facts, 7.1). */
extern const char VIETNAMESE_LETTERS[];

/** Group set-up and tear-down; the state is a struct fixture. */
int fixture_open(void **state);
int fixture_close(void **state);

/** 12/17 pt regular, semibold strong, black, left, as few lines as possible. */
struct para_style fixture_style(void);

/** Lays out; the call must succeed. */
struct para fixture_layout(struct fixture *f, const struct para_style *style, struct rich text,
                           int32_t width_du);

/** The lines' texts joined by "|", in the fixture's arena. */
struct slice fixture_lines(struct fixture *f, const struct para *para);

#endif
