#include "store/secret.h"

#include <errno.h>
#include <sodium.h>

#include "base/i18n.h"

bool secret_hash(char out[SECRET_HASH_BYTES], struct slice secret, struct error *e)
{
    _Static_assert(SECRET_HASH_BYTES >= crypto_pwhash_STRBYTES, "room for the hash");
    if (sodium_init() < 0)
        return error_set(e, ERROR_LIBRARY, 0, "%s", _("libsodium cannot start"));
    if (crypto_pwhash_str(out, secret.data ? secret.data : "", secret.size,
                          crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        return error_os(e, ENOMEM, "%s", _("locking a secret"));
    return true;
}

bool secret_matches(struct slice hash, struct slice secret)
{
    char text[crypto_pwhash_STRBYTES] = {0};
    if (sodium_init() < 0 || hash.size == 0 || hash.size >= sizeof text)
        return false;
    memcpy(text, hash.data, hash.size);
    return crypto_pwhash_str_verify(text, secret.data ? secret.data : "", secret.size) == 0;
}
