/** @file
 * Vietnamese spelling of guides and quizzes: syllables that no dictionary has, tone marks out of
 * place.
 *
 * The syllables are those of hunspell's Vietnamese dictionary (Debian: hunspell-vi), which has no
 * affixes: its list of words is all of it, so it is read here (hunspell(5): a count, then a word a
 * line) rather than through libhunspell, whose C++ library every leaflet would have to load. Names
 * and new words are added in guides/words.txt, one a line, "#" begins a comment.
 *
 * House style of tone marks: the traditional one of laws and agencies, "hòa, khỏe, thủy"; the
 * dictionary has the other, "hoà, khoẻ, thuỷ" (QĐ 1989/QĐ-BGDĐT), and both are looked up.
 *
 * Not judged: addresses, words with digits, words in capitals of up to five letters (OTP, BHYT).
 * Lifetime: everything lies in the arena given to spelling_open.
 */
#ifndef CONTENT_WORDING_SPELLING_H
#define CONTENT_WORDING_SPELLING_H

#include "content/format/format.h"

struct spelling;

enum { SPELLING_FILE_MAX = 4 * 1024 * 1024, SPELLING_WORDS_MAX = 100000 };

/** NULL when the system has no Vietnamese dictionary: then nothing can be judged. `words_path` may
 *  be missing. Problems of the files themselves go to `diags`. */
struct spelling *spelling_open(struct arena *a, const char *dictionary_path, const char *words_path,
                               struct diag_list *diags);

/** Where the system keeps the dictionary. */
extern const char *const spelling_dictionary;

bool spelling_knows(const struct spelling *s, struct slice word);

/**
 * Judges every Vietnamese text of a guide or quiz. Warnings 025 (a word that is not known, with the
 * nearest that is) and 026 (a tone mark out of place) of the format's family, each word once.
 */
void spelling_check(struct spelling *s, const void *definition, const struct format *format,
                    struct diag_list *diags);

/** The word with its tone mark where the house puts it: "khoẻ" → "khỏe"; itself when it is there.
 *  Whole words in NFC. */
struct slice spelling_traditional(struct arena *a, struct slice word);

#endif
