/** @file
 * Vietnamese words of two syllables that read badly when a line breaks between them.
 *
 * Vietnamese writes every syllable apart, so a line breaker takes "ngân hàng" for two words. The
 * list holds the words of the subjects that guides are about; it is not a dictionary.
 */
#ifndef TEXT_COMPOUNDS_H
#define TEXT_COMPOUNDS_H

#include "base/slice.h"

/** True when the two syllables, in small letters, are one word of the list. */
bool compound_find(struct slice first, struct slice second);

/** The list itself, sorted by bytes: for tests. */
unsigned compound_list(const char *const **out);

#endif
