/** @file
 * UTF-8 and Unicode: decoding, NFC, display width, distance of words.
 *
 * Sources: RFC 3629 (UTF-8); Unicode UAX #15 (NFC, by utf8proc).
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdint.h>

#include "base/check.h"
#include "base/slice.h"

struct arena;

#define UTF8_BAD UINT32_MAX

/** Words longer than this (in code points) are compared for equality only. */
enum { UTF8_WORD_MAX = 64 };

/** The code point at `*offset` (which must lie inside), which moves behind it; UTF8_BAD (and one
 * byte on) if malformed. */
uint32_t utf8_next(struct slice s, size_t *offset);

/** Appends up to 4 bytes to `out`; returns how many. */
unsigned utf8_put(char out[4], uint32_t code_point);

/** Offset of the first malformed byte, or `s.size` when all is well. */
size_t utf8_first_bad(struct slice s);

/** Letters, marks and digits (Unicode general categories L, M, N): what words are made of. */
bool utf8_is_word(uint32_t code_point);

/** The small letter of a capital one (Unicode simple case mapping), else `code_point` itself. */
uint32_t utf8_lower(uint32_t code_point);

/** In small letters and without marks: "Đường Hòa" → "duong hoa"; what is no letter stays. `s` must
 *  be well-formed. For comparing, never for showing. */
struct slice utf8_plain(struct arena *a, struct slice s);

/** Number of code points, malformed bytes counted one each. */
size_t utf8_length(struct slice s);

/** Terminal columns, 0 for combining marks, 2 for wide characters. */
unsigned utf8_columns(struct slice s);

/** True when `s` is already in NFC (quick check first). */
bool utf8_is_nfc(struct slice s);

/** NFC of `s`; `s` itself when nothing changes. `s` must be well-formed. */
struct slice utf8_nfc(struct arena *a, struct slice s);

/** Letters to insert, delete, replace or swap with their neighbour (optimal string alignment
 *  distance), in code points, at most `limit` + 1. Words above UTF8_WORD_MAX are only compared. */
unsigned utf8_edit_distance(struct slice a, struct slice b, unsigned limit);

/** Index of the word nearest to `word` (distance ≤ a third of its length, at least 1), or -1;
 *  capital letters A–Z may stand for small ones. */
int utf8_nearest(struct slice word, const char *const *words, unsigned word_count);

#endif
