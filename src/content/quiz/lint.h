/** @file
 * What a table cannot say about a quiz: keys that fit the kind, one right option, no trick wording.
 * Part of quiz.c's loader.
 *
 * A question is judged only where its part of the tree is whole, see yaml.h.
 */
#ifndef CONTENT_QUIZ_LINT_H
#define CONTENT_QUIZ_LINT_H

#include "content/quiz/quiz.h"
#include "content/yaml/yaml.h"

struct format_file;

enum {
    QUIZ_SENTENCE_WORDS_MAX = 20, /**< A Vietnamese syllable counts as a word. */
    QUIZ_LONGEST_PERCENT_MAX = 60,
    QUIZ_KEYS_JUDGED_MIN = 3, /**< Fewer questions of one kind show no pattern in their key. */
    QUIZ_LONGEST_JUDGED_MIN = 5
};

/** Defaults, answers, and what the table of format_quiz cannot say; its `complete`. */
void quiz_complete(void *target, const struct format_file *file);

/** One question, against its own part of the tree. */
void quiz_lint_question(const struct quiz_question *q, const struct yaml_node *node,
                        struct diag_list *diags);

/** The quiz as a whole; `root` is its tree. */
void quiz_lint_round(const struct quiz *q, const struct yaml_node *root, struct diag_list *diags);

/** True when nothing below `node` was lost or masked by a syntax problem. */
bool quiz_node_is_whole(const struct yaml_node *node);

/** False when a number was refused, and the value is not what the file says. */
bool quiz_number_is_read(const struct yaml_node *node, int value);

#endif
