/** @file
 * The review over made-up rounds of the shipped quizzes, for pictures and for tests: what a
 * generator with a fixed seed answered, in villages that do not exist.
 */
#ifndef TESTS_KIOSK_REVIEW_SCENES_H
#define TESTS_KIOSK_REVIEW_SCENES_H

#include "kiosk/review/review.h"
#include "scenes.h"
#include "support/hand_book.h"

enum review_crowd {
    CROWD_USUAL, /**< 180 people in some villages; a few questions are hard. */
    CROWD_NONE,
    CROWD_LARGE,  /**< 200 villages with long names. */
    CROWD_DAMAGED /**< Reading fails. */
};

enum { REVIEW_SCENE_QUIZZES = 3, REVIEW_WALK_MAX = 8 };

struct review_scenes {
    struct scenes *scenes; /**< Fonts, quizzes, commune. */
    struct hand_book book;
    struct arena arena;
    const struct quiz *quizzes[REVIEW_SCENE_QUIZZES];
    const struct guide *guides[REVIEW_SCENE_QUIZZES];
    enum review_crowd crowd;
    bool record_fails;
    unsigned recorded;
    struct store_visit last; /**< Its slices are those of the form. */
};

struct review_scenes *review_scenes_open(struct scenes *scenes, enum review_crowd crowd);
void review_scenes_close(struct review_scenes *s);

/** What a review is made with. */
struct review_setup review_scenes_setup(struct review_scenes *s, const char *language, bool window);

/** A way to a page from the first one: indexes of ACT_REVIEW, -1 at the end. */
struct review_walk {
    const char *name;
    int32_t actions[REVIEW_WALK_MAX];
};
extern const struct review_walk review_walks[];
extern const unsigned review_walk_count;

void review_scenes_walk(struct review *r, const struct review_walk *walk);

/** Draws into the scenes' list and targets; what review_draw says. */
bool review_scenes_draw(struct review_scenes *s, struct review *r, const struct metrics *metrics);

#endif
