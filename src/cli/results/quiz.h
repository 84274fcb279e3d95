/** @file
 * `ngoso quiz`: what is printed, and what the table to type answers into looks like.
 *
 * The table (CSV): one row a person. Its columns are, in any order and all but the questions
 * optional: sheet number, village, age group, person code; then a column a question, called
 * "3. ID #VERSION" (the number and the version may be missing: "ID" will do).
 */
#ifndef CLI_RESULTS_QUIZ_H
#define CLI_RESULTS_QUIZ_H

#include "cli/command.h"
#include "page/quiz/paper.h"
#include "store/digest.h"

enum {
    QUIZ_VERSION_DIGITS = 8,      /**< Of a question's digest, in a column's name. */
    QUIZ_CODE_VERSION_DIGITS = 16 /**< Of the quiz's digest, in the QR. */
};

/** The columns of a table that are no questions. */
enum quiz_column {
    QUIZ_COLUMN_SHEET,
    QUIZ_COLUMN_VILLAGE,
    QUIZ_COLUMN_AGE,
    QUIZ_COLUMN_PERSON,
    QUIZ_COLUMN_COUNT
};

/** A column's name as written in tables: English; each is also known by its translation. */
const char *quiz_column_name(enum quiz_column column);

/** The first digits of a digest, in hexadecimal. */
struct slice quiz_version(struct arena *a, const uint8_t digest[STORE_DIGEST_BYTES],
                          unsigned digits);

/** The table for these questions, with `row_count` numbered rows. */
void quiz_write_table(struct buf *out, const struct quiz_paper *paper, unsigned row_count);

enum print_option {
    PRINT_ROUND,
    PRINT_ALL,
    PRINT_SHEETS,
    PRINT_INK,
    PRINT_SEED,
    PRINT_OUT,
    PRINT_COMMUNE,
    PRINT_OPTION_COUNT
};

enum cli_exit quiz_print(const struct invocation *call);

#endif
