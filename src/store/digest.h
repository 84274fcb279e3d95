/** @file
 * BLAKE2b, 32 bytes: what names a question or a quiz in the log (store.h: store_question).
 */
#ifndef STORE_DIGEST_H
#define STORE_DIGEST_H

#include <stdint.h>

#include "base/slice.h"

enum { STORE_DIGEST_BYTES = 32 };

void store_digest(uint8_t out[STORE_DIGEST_BYTES], struct slice bytes);

#endif
