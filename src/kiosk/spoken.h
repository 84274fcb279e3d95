/** @file
 * Text as a voice should say it.
 *
 * espeak-ng knows syllables, not what people in Vietnam say for VNeID, OTP or 500.000 đồng; it
 * reads telephone numbers as quantities and freezes on very long ones. So before it speaks:
 *
 *   - names and abbreviations become what is said for them (a table for each language);
 *   - telephone and account numbers are said digit by digit, amounts by millions and thousands;
 *   - web addresses are said sign by sign: a hyphen may be all that gives a false one away.
 */
#ifndef KIOSK_SPOKEN_H
#define KIOSK_SPOKEN_H

#include <stddef.h>

#include "base/slice.h"

/**
 * Writes `text` as `language` ("vi", "en") says it, ended by NUL. Other languages are left as they
 * are but for their numbers. Limits: what does not fit in `out_bytes` is cut between letters.
 */
void spoken_text(char *out, size_t out_bytes, struct slice text, const char *language);

#endif
