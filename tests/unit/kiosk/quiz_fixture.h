/** @file
 * Quizzes, guides and a commune made in memory for the tests of the kiosk.
 *
 * fixture_quiz has one question of each kind, in the order of enum quiz_kind, all easy; options are
 * "a" to "d", "a" is right (several: "a" and "c"; order and match as written).
 */
#ifndef UNIT_KIOSK_QUIZ_FIXTURE_H
#define UNIT_KIOSK_QUIZ_FIXTURE_H

#include "content/quiz/quiz.h"
#include "content/record/commune.h"

struct quiz *fixture_quiz(struct arena *a, const char *id);

/** `count` questions q0, q1 …: subject i % subjects, difficulty i % 3 + 1, single choice. */
struct quiz *fixture_bank(struct arena *a, unsigned count, unsigned subjects, int round);

/** Guide "g" with a link, for the lessons. */
struct guide *fixture_guide(struct arena *a, const char *id);

struct commune *fixture_commune(struct arena *a);

#endif
