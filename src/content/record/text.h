/** @file
 * Texts with places for a record's cells: "https://…?ho={ma_ho}", "{village}-{no}".
 *
 * Grammar: "{" name "}", the name of a column, however it is written (content/record/grid.h), or
 * one of the caller's own words. "{id.key}" with a dot is a fact and stays as it is, as does a
 *          brace that no name follows. "{" and "}" cannot be written otherwise.
 * In a link a cell is percent-encoded but for RFC 3986's unreserved characters, so that it stays
 * within the one place it was put; scheme and host must not come from the table, and "." or ".."
 * would be a step in a path, so both are refused.
 * Lifetime: what is parsed borrows the text and lives in the arena given.
 */
#ifndef CONTENT_RECORD_TEXT_H
#define CONTENT_RECORD_TEXT_H

#include "base/error.h"
#include "content/record/grid.h"

enum { RECORD_TEXT_PIECES_MAX = 32, RECORD_TEXT_MAX = 2000 /**< Bytes of a text once filled. */ };

struct record_piece {
    struct slice literal;
    int column; /**< Or -1 … */
    int word;   /**< … and then the index of one of the caller's words, or -1: a literal. */
};

struct record_text {
    struct record_piece pieces[RECORD_TEXT_PIECES_MAX];
    unsigned piece_count;
    bool varies; /**< It has a place to fill. */
};

/** Whether `text` has a place to fill, of whatever name. */
bool record_text_has_places(struct slice text);

/** `words` (may be NULL) ends with NULL and comes before the columns.
 *  Errors: ERROR_INPUT for a name that is no column, with the nearest. */
NODISCARD bool record_text_parse(struct record_text *out, struct slice text, const struct grid *g,
                                 const char *const *words, struct error *e);

/** The same for a link. Errors: ERROR_INPUT also for a place before the path. */
NODISCARD bool record_text_parse_link(struct record_text *out, struct slice text,
                                      const struct grid *g, struct error *e);

/** A link as it may become, before there is a table: each place holds `sample`. Errors:
 *  ERROR_INPUT for a place before the path. */
NODISCARD bool record_text_try_link(struct slice *out, struct arena *a, struct slice text,
                                    struct slice sample, struct error *e);

/** `words`: what the caller's words stand for, or NULL. */
struct slice record_text_fill(struct arena *a, const struct record_text *t,
                              const struct grid_row *row, const struct slice *words);

/** False when a cell is empty, or a step in a path: `*culprit` is its column. */
NODISCARD bool record_text_fill_link(struct slice *out, int *culprit, struct arena *a,
                                     const struct record_text *t, const struct grid_row *row);

/** Column of the first cell of the text that is empty in `row`, or a formula without a result, or
 *  -1. */
int record_text_first_empty(const struct record_text *t, const struct grid_row *row);

#endif
