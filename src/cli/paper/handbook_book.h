/** @file
 * The file that says what a handbook holds, with the guides it names.
 */
#ifndef CLI_PAPER_HANDBOOK_BOOK_H
#define CLI_PAPER_HANDBOOK_BOOK_H

#include "cli/workspace.h"
#include "content/guide/handbook.h"

/** The shipped file of a language ("vi": handbook.yaml, "en": handbook-en.yaml), or NULL. */
const char *find_shipped_handbook(struct workspace *w, const char *language);

/** Reads a handbook; facts are loaded first if they were not. A guide that is neither beside the
 *  file nor shipped is an error (H055). NULL when nothing usable could be read. */
struct handbook *load_handbook(struct workspace *w, const char *path);

/** The file of a guide that `book` names: beside the book, else a shipped one; NULL: neither. */
const char *find_handbook_guide(struct workspace *w, const struct handbook *book, struct slice id);

#endif
