/** @file
 * A text on its way from letters to what is said: what is read, what is written, and what was just
 * said. Part of spoken.h.
 *
 * Each `say_…` looks at what stands at `at`, and either says it and steps behind it, or leaves all
 * as it is and returns false.
 */
#ifndef CONTENT_SPOKEN_SPEAKER_H
#define CONTENT_SPOKEN_SPEAKER_H

#include <stdbool.h>

#include "base/slice.h"

/** What a language says for the signs of addresses and numbers. */
struct tongue {
    const char *language;
    const char *dot, *dash, *slash, *at; /* In addresses. */
    const char *to;                      /* 8–10 */
    /* Of amounts; NULL: the voice knows how, with commas. */
    const char *thousand, *million, *thousand_million, *no_hundred;
};

struct speaker {
    const struct tongue *tongue;
    const struct sayings *sayings;
    const char *language;
    bool in_words; /* Numbers. */
    bool keeps;    /* On one line, what is said in one breath. */
    char *out;
    size_t size, limit;
    struct slice in;
    size_t at;
    bool after_group; /* Digits that were spelled stand before this, but for a space. */
    bool after_short; /* The number before this one was a short one to dial. */
};

/* ---- writing ---- */

/** Nothing is written behind a gap: what does not fit ends the text. */
void speaker_put(struct speaker *s, const char *bytes, size_t count);
void speaker_put_text(struct speaker *s, const char *text);
/** A name in syllables: where the speaker keeps lines, one that is not long stays on one. */
void speaker_put_together(struct speaker *s, struct slice name);
/** Digit by digit. */
void speaker_put_apart(struct speaker *s, const char *digits, size_t count);

/* ---- reading ---- */

static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Letters with marks are more than one byte; so are dashes and quotes, which hurts nobody here. */
static inline bool is_word_byte(char c)
{
    return is_digit(c) || is_ascii_letter(c) || (unsigned char)c >= 0x80;
}

static inline char byte_at(struct slice text, size_t i)
{
    return i < text.size ? text.data[i] : '\0';
}

/** How many digits stand there. */
size_t spoken_digits(struct slice text, size_t at);
bool spoken_begins(struct slice text, size_t at, struct slice word, bool any_case);

/* ---- figures.c ---- */

/** A quantity, a telephone number, a date, a law's number. */
bool speaker_say_number(struct speaker *s);

#endif
