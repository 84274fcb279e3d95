/** @file
 * Books and sheets made by hand, as store/sheet.h gives them, for tests of what reads them.
 *
 * A question is named by one line: "quiz/id a,b,c a" (options, and what is right); its responses
 * are single options. A round is a word, one letter a question of its quiz from `first` on: the
 * option answered, "-" shown and not answered, "." never reached.
 */
#ifndef TESTS_SUPPORT_HAND_BOOK_H
#define TESTS_SUPPORT_HAND_BOOK_H

#include "base/arena.h"
#include "store/sheet.h"

enum { HAND_SHEETS_MAX = 4000, HAND_ITEMS_MAX = 40, HAND_NAMES_MAX = 10 };

struct hand_book {
    struct arena arena;
    struct book book;
    struct book_device devices[HAND_NAMES_MAX];
    struct book_item items[HAND_ITEMS_MAX];
    struct slice quizzes[HAND_NAMES_MAX], villages[HAND_NAMES_MAX], ages[HAND_NAMES_MAX];
    struct sheet *sheets;
    unsigned sheet_count;
};

/** One device, "00…", without a label. */
void hand_init(struct hand_book *h);
void hand_deinit(struct hand_book *h);

/** Index of a new device whose id is `digit` over and over. */
unsigned hand_add_device(struct hand_book *h, char digit, const char *label);
/** `hash` NULL: bytes of the item's number. */
unsigned hand_add_item(struct hand_book *h, const char *line, const uint8_t *hash);

struct quiz;
struct quiz_question;
/** A question of a real quiz, with its hash; the last right option is the right one. */
unsigned hand_add_question(struct hand_book *h, const struct quiz *quiz,
                           const struct quiz_question *q);

struct hand_round {
    const char *answers;
    unsigned first;      /**< Item of the first answer. */
    unsigned person;     /**< 0: not known. */
    const char *village; /**< NULL: "". */
    const char *age;
    unsigned device;
    int day; /**< Days after 2026-11-01, at noon UTC; the round's number counts as seconds. */
    bool paper, left, wrong_clock, students;
};

struct sheet *hand_add_round(struct hand_book *h, struct hand_round round);

#endif
