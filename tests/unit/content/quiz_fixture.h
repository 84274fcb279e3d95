/** @file
 * Quizzes made of the smallest sound one and the questions a test is about.
 */
#ifndef TESTS_UNIT_CONTENT_QUIZ_FIXTURE_H
#define TESTS_UNIT_CONTENT_QUIZ_FIXTURE_H

#include "content/format/format.h"
#include "content/quiz/quiz.h"
#include "fixture.h"
#include "minimal.h"

/** What every question needs, two spaces in: put it behind "  - kind: …\n" and the keys tested. */
#define QUESTION_END                                                                               \
    "    when_right: Đúng rồi.\n"                                                              \
    "    when_wrong: Chưa đúng.\n"                                                              \
    "    source: Nghị định 69/2024/NĐ-CP\n"

/** One question of its own keys; `stem` and `id` are given. */
#define QUESTION(id, kind, keys)                                                                   \
    "  - id: " id "\n    kind: " kind "\n    stem: Nên làm gì?\n" keys QUESTION_END

/** Three options, the second one right. */
#define OPTIONS                                                                                    \
    "    options:\n      - text: Một\n      - text: Hai\n        right: true\n      - text: Ba\n"

/** The smallest sound quiz with these parts; never NULL. */
static inline const struct quiz *load_quiz(struct fixture *f, const char *part)
{
    struct buf whole;
    buf_init(&whole, 1u << 20);
    minimal_quiz(&whole, slice_from(part));
    const struct quiz *q = format_parse(&f->arena, &format_quiz, SLICE("quizzes/vneid.yaml"),
                                        buf_slice(&whole), NULL, &f->diags);
    buf_deinit(&whole);
    assert_non_null(q);
    return q;
}

#endif
