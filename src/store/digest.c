#include "store/digest.h"

#include <sodium.h>

#include "base/check.h"

void store_digest(uint8_t out[STORE_DIGEST_BYTES], struct slice bytes)
{
    int done = crypto_generichash(out, STORE_DIGEST_BYTES, (const uint8_t *)bytes.data, bytes.size,
                                  NULL, 0);
    CHECK(done == 0);
}
