/** @file
 * A round: which questions of a quiz are asked, in which order, with which order of options.
 *
 * Drawn so that every subject area of the bank is there, what was asked lately comes last, neither
 * “scam” nor “true” is the answer every time where the bank has both, and it begins easily and
 * grows harder. The same quiz, history and seed give the same round everywhere.
 * The order of a match's right side is not kept in the log: it follows from the attempt's id, so
 * that an attempt that a power cut interrupted comes back as it was.
 */
#ifndef KIOSK_SCREENS_ROUND_H
#define KIOSK_SCREENS_ROUND_H

#include "content/quiz/quiz.h"
#include "store/store.h"

/** PCG32 (XSH-RR 64/32) by M. E. O'Neill, pcg-random.org: small, and the same on all machines. */
struct round_random {
    uint64_t state;
};

void round_seed(struct round_random *r, uint64_t seed);

/** From 0 to `limit` - 1, each equally likely. `limit` at least 1. */
uint32_t round_below(struct round_random *r, uint32_t limit);

struct round_item {
    uint8_t question;                            /**< Index in the quiz. */
    uint8_t option_order[QUIZ_SCREEN_ITEMS_MAX]; /**< Shown place → option of the file. */
};

struct round {
    struct round_item items[QUIZ_QUESTIONS_MAX];
    unsigned count;
};

/** `recent`: ids of questions asked often lately, most often first (store_recent_questions). */
void round_draw(struct round *out, struct round_random *random, const struct quiz *quiz,
                const struct slice *recent, unsigned recent_count);

/** Right-hand side of question `index` of an attempt; never in step with the left-hand side. */
void round_slots(uint8_t slot_order[QUIZ_SCREEN_ITEMS_MAX], const struct quiz_question *question,
                 const struct round_item *item, const struct store_id *attempt, unsigned index);

/** The round an attempt was asked; false when the quiz has changed too much to go on with it. */
bool round_restore(struct round *out, const struct quiz *quiz, const struct store_attempt *attempt);

/** Option ids of a question in the order shown, joined with commas. */
struct slice round_options(struct arena *a, const struct quiz_question *question,
                           const struct round_item *item);

#endif
