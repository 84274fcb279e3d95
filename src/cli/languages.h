/** @file
 * Guides in further languages: their words (content/wording/language.h), and the guide each
 * translates.
 */
#ifndef CLI_LANGUAGES_H
#define CLI_LANGUAGES_H

#include "cli/workspace.h"
#include "content/wording/language.h"

/**
 * Loads words-LL.yaml of a language, from `folder` (that of the file in it) or else the shipped
 * guides, and teaches it; once a run for each file. Problems go to the workspace.
 */
void load_words_of(struct workspace *w, struct slice language, struct slice folder);

/** Loads one by its path, and teaches it when it is sound; `check` also says which words of pages
 *  are missing. */
void load_words(struct workspace *w, const char *path, bool check);

/** Compares every translation of the run with its original, which is looked for in the run, beside
 *  it and among the shipped guides, and marks what differs as unsound. */
void check_translations(struct workspace *w);

/** Letters of loaded words that the shipped fonts do not have. */
NODISCARD bool check_letters(struct workspace *w, struct error *e);

/** "vi (Tiếng Việt), en (English), fr (Français)": those of the shipped guides folder, and of the
 *  current one. */
struct slice list_languages(struct workspace *w);

#endif
