#include "store/digest.h"

#include <sodium.h>

#include "base/check.h"
#include "content/quiz/quiz.h"

/* Several times what a sound question may hold; of a longer one, what fits. */
enum { CANONICAL_MAX = 256 * 1024 };

void store_digest(uint8_t out[STORE_DIGEST_BYTES], struct slice bytes)
{
    int done = crypto_generichash(out, STORE_DIGEST_BYTES, (const uint8_t *)bytes.data, bytes.size,
                                  NULL, 0);
    CHECK(done == 0);
}

void store_digest_question(uint8_t out[STORE_DIGEST_BYTES], const struct quiz_question *question)
{
    struct buf bytes;
    buf_init(&bytes, CANONICAL_MAX);
    quiz_canonical(&bytes, question);
    store_digest(out, buf_slice(&bytes));
    buf_deinit(&bytes);
}

void store_digest_quiz(uint8_t out[STORE_DIGEST_BYTES], const struct quiz *quiz)
{
    uint8_t all[QUIZ_QUESTIONS_MAX][STORE_DIGEST_BYTES];
    for (unsigned i = 0; i < quiz->question_count; i++)
        store_digest_question(all[i], &quiz->questions[i]);
    store_digest(out, (struct slice){(const char *)all, quiz->question_count * sizeof all[0]});
}
