/** @file
 * A further language: guides/words-LL.yaml holds the fixed words that pages print around a guide's
 * own text, so that a guide in a language the program was not built with needs no programming.
 *
 * Vietnamese comes from src/po, English is what the source says; every other language (two or
 * three letters, ISO 639) is such a file. It pairs the English wording with the other one:
 *
 *     language: fr
 *     name: Français
 *     words:
 *       - english: What you need
 *         text: À apporter
 *
 * Which wordings there are is a closed list (language_phrases): a wording outside it is refused,
 * and so is a text whose conversions (%s, %u) are not those of the English, for it is used as a
 * format. Reference: guides/README.md.
 * Lifetime: the arena given to language_load; what was taught stays (base/i18n.h).
 */
#ifndef CONTENT_WORDING_LANGUAGE_H
#define CONTENT_WORDING_LANGUAGE_H

#include "content/guide/guide.h"

enum { LANGUAGE_FILE_MAX = 256 * 1024, LANGUAGE_WORDS_MAX = 200 };

/** Where a wording is printed; a language may leave out what it does not make. */
enum phrase_use {
    PHRASE_PAGE,   /**< Posters, leaflets, trifolds: every guide needs these. */
    PHRASE_SCRIPT, /**< The loudspeaker's sentences. */
    PHRASE_QUIZ,   /**< Questions on paper. */
    PHRASE_USE_COUNT
};

struct phrase {
    const char *english;
    enum phrase_use use;
};

/** All there are, by use. */
const struct phrase *language_phrases(unsigned *count);

struct language_word {
    struct field english, text; /**< No text: not translated yet, so it is printed in English. */
};

struct language {
    struct field language; /**< "fr" */
    struct field name;     /**< "Français": as its speakers write it. */
    struct language_word *words;
    unsigned count;
};

/** NULL only when nothing usable could be read; problems go to `diags`. */
struct language *language_load(struct arena *a, const char *path, struct diag_list *diags);

/** From now on pages in this language print its words. Only for one that was read without errors.
 */
void language_teach(const struct language *l);

/** The wordings of `use` that pages in `language` would print in English: how many, and the first
 *  of them. None for "vi" and "en". */
unsigned language_missing(const char **first, const char *language, enum phrase_use use);

/** "words-fr.yaml" → "fr"; empty for other names. */
struct slice language_of_file(struct slice path);

/** A file to fill in: every wording, with its Vietnamese beside it. */
struct slice language_template(struct arena *a, struct slice language);

#endif
