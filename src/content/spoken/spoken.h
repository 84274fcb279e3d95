/** @file
 * Text as it should be said: by a voice of the machine, or by a person who reads it on air.
 *
 * espeak-ng knows syllables, not what people in Vietnam say for VNeID, OTP or 500.000 đồng; it
 * reads telephone numbers as quantities and freezes on very long ones. A person at the microphone
 * stumbles over the same places. So for both:
 *
 *   - names and abbreviations become what is said for them (content/spoken/sayings.h);
 *   - telephone and account numbers are said digit by digit, amounts by millions and thousands;
 *   - web addresses are said sign by sign: a hyphen may be all that gives a false one away.
 *
 * For a person, in Vietnamese, numbers are words too: "1900 0368" is "một chín không không, không
 * ba sáu tám", "21/11/2026" "ngày hai mươi mốt tháng mười một năm hai nghìn không trăm hai mươi
 * sáu", "70%" "bảy mươi phần trăm". A short number is one to dial behind "gọi", "nhắn", "số".
 */
#ifndef CONTENT_SPOKEN_H
#define CONTENT_SPOKEN_H

#include <stddef.h>

#include "base/slice.h"

struct arena;
struct sayings;

enum spoken_by {
    SPOKEN_BY_VOICE,
    SPOKEN_BY_PERSON,
    SPOKEN_FROM_PAPER /**< The same, with U+00A0 where a line must not end: "ô tê pê". */
};

enum { SPOKEN_MAX = 16 * 1024 /**< Bytes that spoken_copy gives at most. */ };

/**
 * Writes `text` as `language` ("vi", "en") says it, ended by NUL. Other languages are left as they
 * are but for their numbers. `sayings` NULL: none. Limits: what does not fit in `out_bytes` is cut
 * between letters.
 */
void spoken_text(char *out, size_t out_bytes, struct slice text, const char *language,
                 enum spoken_by by, const struct sayings *sayings);

/** The same, up to SPOKEN_MAX bytes, in an arena. */
struct slice spoken_copy(struct arena *a, struct slice text, const char *language,
                         enum spoken_by by, const struct sayings *sayings);

#endif
