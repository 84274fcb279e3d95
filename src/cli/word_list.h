/** @file
 * A list of words as one option takes it: "pdf,text".
 */
#ifndef CLI_WORD_LIST_H
#define CLI_WORD_LIST_H

#include <stdbool.h>

/**
 * Reads formats: `*bits` gets 1u << index of each word in `words` (the last is followed by NULL).
 * Every one that is not there is said, with the nearest or else `help` (a msgid: which ones there
 * are), and then it is false. A word twice is the same as once.
 */
bool read_formats(unsigned *bits, const char *text, const char *const *words, const char *help);

#endif
