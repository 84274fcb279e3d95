/** @file
 * Quizzes in a run, and what they say of things outside their own file: guides and their steps,
 * icons, pictures, recordings.
 */
#ifndef CLI_RESULTS_QUIZZES_H
#define CLI_RESULTS_QUIZZES_H

#include "cli/workspace.h"

/** As load_guide: adds a quiz to the workspace and checks its age. */
void load_quiz(struct workspace *w, const char *path, int valid_days);

/** The file that a word on the command line means, as load_named_quiz takes it. */
NODISCARD bool find_quiz_file(const char **path, struct workspace *w, const char *word,
                              struct error *e);

/**
 * Loads the one quiz that a word on the command line means: a path when it has a slash or ends in
 * .yaml, else the shipped quiz of that id. What is wrong in the file goes to `w->diags`; then, or
 * with ERROR_INPUT for an unknown id, NULL.
 */
const struct quiz *load_named_quiz(struct workspace *w, const char *word, struct error *e);

/**
 * Checks all loaded quizzes. A guide is looked for among those loaded, then among the shipped ones.
 * Problems go to `w->diags`. Errors: of font_set_create.
 */
NODISCARD bool check_quizzes(struct workspace *w, struct error *e);

#endif
