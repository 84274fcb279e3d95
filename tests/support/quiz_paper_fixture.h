/** @file
 * Quizzes for paper: one question of each kind, and many as long as the format allows.
 */
#ifndef TESTS_SUPPORT_QUIZ_PAPER_FIXTURE_H
#define TESTS_SUPPORT_QUIZ_PAPER_FIXTURE_H

#include "base/arena.h"
#include "page/quiz/paper.h"

enum quiz_paper_fixture {
    QUIZ_PAPER_FIXTURE_KINDS,
    QUIZ_PAPER_FIXTURE_LONG,
    QUIZ_PAPER_FIXTURE_HOSTS, /**< Addresses wider than half a drawn screen. */
    QUIZ_PAPER_FIXTURE_COUNT
};

/** Lives in `a`; NULL when the fixture itself is no sound quiz. */
const struct quiz_paper *quiz_paper_fixture(struct arena *a, enum quiz_paper_fixture which);

#endif
