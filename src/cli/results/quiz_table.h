/** @file
 * Reading the table that answer sheets were typed into (cli/results/quiz.h says what it looks
 * like).
 *
 * Every problem of every cell is a diagnostic at its place: E001 a column that is no question of
 * this quiz, E002 a question changed since it was printed, E003 a question twice, E004 no question
 * at all, E010 letters that do not fit the question, E011 no such age group, E012 a person code
 * that looks like a name, E013 a sheet number twice, E014 a village longer than names are, E015
 * too many rows.
 * Rows in which nothing was typed but the sheet's number are passed over.
 * Lifetime: all in the arena given.
 */
#ifndef CLI_RESULTS_QUIZ_TABLE_H
#define CLI_RESULTS_QUIZ_TABLE_H

#include "base/arena.h"
#include "cli/results/quiz.h"
#include "content/record/commune.h"
#include "store/paper.h"

struct quiz_table_row {
    unsigned number; /**< As the spreadsheet counts. */
    struct slice sheet;
    struct paper_row paper;
    bool sound;
};

struct quiz_table {
    const struct quiz_question **questions; /**< One a column that is one. */
    unsigned question_count;
    struct quiz_table_row *rows;
    unsigned row_count, bad_count;
    bool foreign;          /**< No column is of this quiz, and several are of none of its own. */
    struct slice stranger; /**< Then: the first one's question. */
};

/** False when the table as a whole is no use. `commune` (NULL: none) knows how villages are
 *  spelled. */
bool quiz_table_read(struct quiz_table *out, struct arena *a, const char *path,
                     const struct quiz *quiz, const struct commune *commune,
                     struct diag_list *diags);

#endif
