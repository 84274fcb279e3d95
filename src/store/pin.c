#include "store/pin.h"

#include <errno.h>
#include <sodium.h>

#include "base/i18n.h"

enum { PASSES = 2, MEMORY_BYTES = 19 * 1024 * 1024 };

_Static_assert(STORE_PIN_HASH_BYTES >= crypto_pwhash_STRBYTES, "a hash fits");

bool store_hash_pin(char out[STORE_PIN_HASH_BYTES], struct slice digits, struct error *e)
{
    if (sodium_init() < 0)
        return error_set(e, ERROR_LIBRARY, 0, "%s", _("no source of random numbers"));
    if (crypto_pwhash_str_alg(out, digits.data, digits.size, PASSES, MEMORY_BYTES,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        return error_os(e, ENOMEM, "%s", _("the PIN could not be kept"));
    return true;
}

bool store_check_pin(const char *hash, struct slice digits)
{
    if (sodium_init() < 0 || strlen(hash) >= crypto_pwhash_STRBYTES)
        return false;
    /* libsodium reads the whole field, so give it one of its own size. */
    char field[crypto_pwhash_STRBYTES] = {0};
    memcpy(field, hash, strlen(hash));
    return crypto_pwhash_str_verify(field, digits.data, digits.size) == 0;
}
