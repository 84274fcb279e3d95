/** @file
 * BLAKE2b, 32 bytes: what names a question or a quiz in the log (store.h: store_question).
 */
#ifndef STORE_DIGEST_H
#define STORE_DIGEST_H

#include <stdint.h>

#include "base/slice.h"

struct quiz;
struct quiz_question;

enum { STORE_DIGEST_BYTES = 32 };

void store_digest(uint8_t out[STORE_DIGEST_BYTES], struct slice bytes);

/** Names a version of a question: of quiz_canonical. */
void store_digest_question(uint8_t out[STORE_DIGEST_BYTES], const struct quiz_question *question);

/** Names a version of a quiz: of its questions' digests in the order of the file. */
void store_digest_quiz(uint8_t out[STORE_DIGEST_BYTES], const struct quiz *quiz);

#endif
