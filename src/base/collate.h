/** @file
 * The order of words in a Vietnamese index or list of names.
 *
 * Source: Unicode CLDR, common/collation/vi.xml (LDML part 5), a tailoring of the root order:
 * letters a ă â b c d đ e ê … o ô ơ … u ư …; among equal letters the tones in the order none,
 * huyền, hỏi, ngã, sắc, nặng; then small letters before capitals. Signs stand before digits, digits
 * before letters, and a space before both, so that "an toàn" comes before "ảnh".
 *
 * ICU knows the same table; linking it would add 1.3 ms to the start of every command (measured),
 * for one command that sorts a page of words. A test holds this to what ICU 72 says.
 */
#ifndef BASE_COLLATE_H
#define BASE_COLLATE_H

#include <stdint.h>

#include "base/slice.h"

/** Below, at or above 0 as `a` comes before `b`, is the same, or comes after it. Well-formed UTF-8,
 *  NFC or not. 0 only for the same bytes. */
int collate_compare(struct slice a, struct slice b);

/** The letter that `word` stands under, a capital without tone: "ổ cắm" → Ô, "điện" → Đ. Of what
 *  begins with no Latin letter: '#'. */
uint32_t collate_letter(struct slice word);

/** The tone mark of a Vietnamese syllable: 0 none, then in the order of the dictionary huyền, hỏi,
 *  ngã, sắc, nặng. */
unsigned collate_tone(struct slice syllable);

#endif
