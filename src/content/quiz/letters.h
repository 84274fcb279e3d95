/** @file
 * A question on paper: which letter stands for which option, and what people cross or the team
 * types.
 *
 * Letters count the options as the quiz file lists them: A is the first one. Only where that order
 * is the answer are they mixed: the items of QUIZ_ORDER, and the right-hand side of QUIZ_MATCH,
 * whose left-hand side is numbered 1, 2, 3. How they are mixed follows from what the question says,
 * so that sheets printed at different times, places and by different seeds are typed in alike.
 *
 *     single, true-false, scam, point   B          one letter
 *     multiple                          AC         all that were crossed, in any order
 *     order                             CAB        what comes first, second, third
 *     match                             CAB        the letter for 1, for 2, for 3
 *
 * Of an order or a match, "0" (or "-", which spreadsheets mistake for a sum) stands for a row
 * without a cross.
 *
 * Small letters, spaces, commas and the like are taken too; nothing, "0" or "-" alone, is no
 * answer.
 */
#ifndef CONTENT_QUIZ_LETTERS_H
#define CONTENT_QUIZ_LETTERS_H

#include "content/quiz/quiz.h"

struct quiz_letters {
    uint8_t option[QUIZ_SCREEN_ITEMS_MAX]; /**< Letter (0: A) → option of the file. */
    unsigned count;
};

/** Whether it can be asked on paper: not where a place on a picture is to be pointed at. */
bool quiz_letters_possible(const struct quiz_question *question);

struct quiz_letters quiz_letters_of(const struct quiz_question *question);

enum quiz_letters_problem {
    QUIZ_LETTERS_FINE,
    QUIZ_LETTERS_UNKNOWN,  /**< No such option, or no letter at all. */
    QUIZ_LETTERS_TWICE,    /**< The same letter again, where a letter is crossed once. */
    QUIZ_LETTERS_TOO_MANY, /**< More than can be answered. */
    QUIZ_LETTERS_COUNT
};

/**
 * What was typed as the log has it (quiz_is_right), in `a`; empty: not answered. An order or a
 * match that is not complete is taken as it is, and is wrong.
 */
enum quiz_letters_problem quiz_letters_read(struct slice *response, struct arena *a,
                                            const struct quiz_question *question,
                                            struct slice typed);

/** The other way round: "AC", "CAB", "C-B"; empty when it is no response to this question. */
struct slice quiz_letters_write(struct arena *a, const struct quiz_question *question,
                                struct slice response);

/** All right responses, joined with "|": what the log would have. */
struct slice quiz_right_responses(struct arena *a, const struct quiz_question *question);

#endif
