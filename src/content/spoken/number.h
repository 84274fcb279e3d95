/** @file
 * Vietnamese numbers in words: 2026 is "hai nghìn không trăm hai mươi sáu".
 *
 * As they are taught in school: 1, 4 and 5 behind "mươi" are "mốt", "tư", "lăm"; an empty ten is
 * "linh", an empty hundred inside a number "không trăm".
 */
#ifndef CONTENT_SPOKEN_NUMBER_H
#define CONTENT_SPOKEN_NUMBER_H

#include <stdint.h>

enum { SPOKEN_NUMBER_BYTES = 400 };

/** Above this a number is no quantity that people say. */
#define SPOKEN_NUMBER_MAX UINT64_C(999999999999)

/** Ended by NUL; `value` up to SPOKEN_NUMBER_MAX. */
void spoken_number(char out[SPOKEN_NUMBER_BYTES], uint64_t value);

/** "không" … "chín" of '0' … '9' */
const char *spoken_digit(char digit);

#endif
