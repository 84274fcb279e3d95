/** @file
 * One Vietnamese syllable, letter by letter: where marks and tones go, and whether it can be one.
 *
 * Letters are code points in NFC. A letter is a base (a e i o u y d), a mark (circumflex, breve,
 * horn, stroke) and a tone; a syllable is opening consonants, a group of vowels and a closing
 * consonant. The u of "qu" and, before another vowel, the i of "gi" belong to the opening.
 */
#ifndef KIOSK_VOICE_SYLLABLE_H
#define KIOSK_VOICE_SYLLABLE_H

#include <stdbool.h>
#include <stdint.h>

enum letter_mark { LETTER_PLAIN, LETTER_CIRCUMFLEX, LETTER_BREVE, LETTER_HORN, LETTER_STROKE };

enum letter_tone { TONE_LEVEL, TONE_GRAVE, TONE_ACUTE, TONE_HOOK, TONE_TILDE, TONE_DOT };

enum { SYLLABLE_MAX = 7 }; /**< "nghiêng" */

struct syllable_letter {
    uint32_t base; /**< Small letter without marks. */
    enum letter_mark mark;
    bool capital;
};

struct syllable {
    struct syllable_letter letters[SYLLABLE_MAX];
    unsigned count;
    unsigned vowels_begin, vowels_end; /**< The vowel group; empty: none yet. */
    enum letter_tone tone;
};

/** False when the letters cannot be (the beginning of) a Vietnamese syllable. */
bool syllable_read(struct syllable *s, const uint32_t *letters, unsigned count);

/** The letters again, marks and tone where they belong; returns how many (as many as read). */
unsigned syllable_write(uint32_t out[SYLLABLE_MAX], const struct syllable *s);

/**
 * Puts a mark on the letter that can bear it (`base` 0: any). Marking "uo" with a horn marks both
 * where a letter follows. False when no letter can.
 */
bool syllable_add_mark(struct syllable *s, uint32_t base, enum letter_mark mark);

/** True when a letter (`base` 0: any) has that mark. */
bool syllable_has_mark(const struct syllable *s, uint32_t base, enum letter_mark mark);

/** Takes that mark away wherever it is. */
void syllable_clear_mark(struct syllable *s, uint32_t base, enum letter_mark mark);

#endif
