/** @file
 * A guide as the commune's loudspeaker says it: sentences for a person to read on air, chosen by
 * importance until the time is full.
 *
 * Nobody can scan a code or look back: so the greeting says who is meant, numbers and names are
 * words (content/spoken/spoken.h), one warning and the number to call always come, and they come
 * again at the end. Steps are said all or not at all: half a way helps nobody.
 *
 * Time: syllables at a rate, plus half a second behind each sentence and one behind each part.
 * Lifetime: the arena given to script_write.
 */
#ifndef CONTENT_SPOKEN_SCRIPT_H
#define CONTENT_SPOKEN_SCRIPT_H

#include "content/record/commune.h"
#include "content/spoken/sayings.h"

enum {
    SCRIPT_LINES_MAX = 100,
    SCRIPT_MINUTES_MIN = 1,
    SCRIPT_MINUTES_MAX = 5,
    SCRIPT_RATE_MIN = 80, /**< Syllables a minute. */
    SCRIPT_RATE = 140,
    SCRIPT_RATE_MAX = 240,
    SCRIPT_SENTENCE_PAUSE_MS = 500,
    SCRIPT_PART_PAUSE_MS = 1000
};

/** One sentence, in words. */
struct script_line {
    struct slice text;
    struct slice printed; /**< The same, with U+00A0 where a line must not end. */
    bool key;             /**< To be read slowly: the warning, the number. */
    bool ends;            /**< The part ends behind it: a longer pause. */
};

struct script {
    struct slice title;
    struct script_line lines[SCRIPT_LINES_MAX];
    unsigned line_count;
    unsigned rate; /**< Syllables a minute. */
    unsigned syllable_count, duration_ms;
    bool fits;      /**< Into the minutes asked for; else even the least is longer. */
    bool has_steps; /**< Else there was no time for them: the script says where to ask. */
};

struct script_options {
    unsigned minutes, rate;
    const struct commune *commune; /**< May be NULL. */
    const struct village *village; /**< May be NULL. */
    const struct sayings *sayings; /**< May be NULL. */
};

void script_write(struct script *out, struct arena *a, const struct guide *guide,
                  const struct script_options *options);

#endif
