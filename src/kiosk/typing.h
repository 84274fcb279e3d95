/** @file
 * Typing a name or a telephone number in Vietnamese, on a screen keyboard or a real one.
 *
 * A real keyboard composes as people are used to: Telex (aa aw dd, s f r x j, z) and VNI (6–9, 1–5,
 * 0), both at once, since a name has no digits. The same key once more takes it back ("ass" gives
 * "as"), and from then on the word stays as typed, like a word that cannot be Vietnamese. A screen
 * keyboard has keys for â ă ê ô ơ ư đ and for the five tones, sent as the code points below; the
 * tone goes where it belongs, wherever in the syllable it was pressed.
 *
 * Text:     NFC; tones in the traditional places (hòa, khỏe, thủy; quý, già). One letter is always
 *           one code point, so backspace takes one letter with all its marks.
 * Limits:   VIEW_TEXT_MAX bytes; a key that would pass it does nothing.
 * Sources:  TCVN 6909:2001; Unikey's Telex and VNI tables for what people expect.
 */
#ifndef KIOSK_TYPING_H
#define KIOSK_TYPING_H

#include <stdint.h>

#include "base/slice.h"
#include "kiosk/screens/view.h"

/** Tone keys of the screen keyboard: combining marks. Breve, circumflex, horn (U+0306, U+0302,
 * U+031B) work too, for keyboards that send them. */
enum {
    TYPING_GRAVE = 0x300, /**< huyền */
    TYPING_ACUTE = 0x301, /**< sắc */
    TYPING_TILDE = 0x303, /**< ngã */
    TYPING_HOOK = 0x309,  /**< hỏi */
    TYPING_DOT = 0x323    /**< nặng */
};

enum typing_kind { TYPING_NAME, TYPING_PHONE };

enum { TYPING_LETTERS_MAX = VIEW_TEXT_MAX };

/** A field being typed. Zeroed: an empty name. */
struct typing {
    enum typing_kind kind;
    uint32_t letters[TYPING_LETTERS_MAX]; /**< NFC code points. */
    unsigned count;
    bool raw;                     /**< The word being typed is not composed any more. */
    bool horn_came;               /**< The last o got its horn without a key for it. */
    bool lone_w;                  /**< The last letter is an ư typed as a w. */
    char text[VIEW_TEXT_MAX + 1]; /**< What is shown: UTF-8; telephone numbers in groups. */
    size_t size;
};

/** Overwrites everything, so that nothing of one person stays in memory, and starts anew. */
void typing_begin(struct typing *t, enum typing_kind kind);

/** A key of the screen keyboard; false when it changed nothing. */
bool typing_press(struct typing *t, uint32_t key);

/** A letter of a real keyboard, composed by Telex and VNI; false when it changed nothing. */
bool typing_compose(struct typing *t, uint32_t key);

bool typing_backspace(struct typing *t);

/** What is wrong with the field, in English for base/i18n.h; NULL: it may be submitted. */
const char *typing_problem(const struct typing *t);

/** What to keep: the name trimmed, the number as national digits ("0912345678"). NUL-terminated. */
void typing_result(char out[VIEW_TEXT_MAX + 1], const struct typing *t);

#endif
