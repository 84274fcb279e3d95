/** @file
 * Telling Vietnamese in Unicode from Vietnamese in the encodings before it.
 *
 * Sources: TCVN 5712:1993 (TCVN3), TCVN 6909:2001 (Unicode), the VNI fonts' own tables.
 * Limits:  the first 64 KB are looked at.
 */
#ifndef BASE_ENCODING_H
#define BASE_ENCODING_H

#include "base/slice.h"

enum encoding_guess {
    ENCODING_UTF8,
    ENCODING_UTF16,
    ENCODING_TCVN3,
    ENCODING_VNI,
    ENCODING_UNKNOWN
};

/**
 * What a file that is not well-formed UTF-8 probably is. TCVN3 (ABC) uses single bytes such as
 * 0xB8–0xFE for accented vowels and 0xAE for đ; VNI writes a base letter followed by a byte such as
 * 0xF9, 0xF8, 0xFB, 0xF5, 0xEF. Judged by which reading gives more Vietnamese letter pairs.
 */
enum encoding_guess encoding_guess_bytes(struct slice s);

/**
 * The same question for text that *is* UTF-8 but whose letters are the Latin-1 reading of TCVN3 or
 * VNI text ("C«ng nghÖ", "Coâng ngheä"): ENCODING_UTF8 when it looks like real Vietnamese.
 */
enum encoding_guess encoding_guess_text(struct slice s);

/** "TCVN3 (ABC)", "VNI", "UTF-16"… for messages. */
const char *encoding_name(enum encoding_guess guess);

#endif
