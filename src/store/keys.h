/** @file
 * The team's pair of keys: the public one seals contacts at the kiosk, the secret one opens them on
 * the team's own computer and is never on the kiosk.
 *
 * The secret key lies in a small text file, locked with a passphrase (argon2id and
 * XSalsa20-Poly1305, both libsodium's). Whoever loses file or passphrase can open no contact.
 * Sources: libsodium "Sealed boxes", "Password hashing", "Secret-key authenticated encryption".
 */
#ifndef STORE_KEYS_H
#define STORE_KEYS_H

#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

enum {
    KEYS_PUBLIC_BYTES = 32,
    KEYS_SECRET_BYTES = 32,
    KEYS_PUBLIC_HEX_BYTES = 2 * KEYS_PUBLIC_BYTES + 1,
    KEYS_PASSPHRASE_MIN = 8, /**< Letters, not a rule about digits and signs. */
    KEYS_FILE_MAX = 4096
};

struct keys {
    uint8_t public_key[KEYS_PUBLIC_BYTES];
    uint8_t secret_key[KEYS_SECRET_BYTES];
};

/** A new pair. Wipe it with keys_wipe. */
void keys_make(struct keys *out);
void keys_wipe(struct keys *keys);
bool keys_is_public_hex(struct slice text);
void keys_public_hex(char out[KEYS_PUBLIC_HEX_BYTES], const struct keys *keys);

/** Appends the file's text. Takes about a second and 256 MB, on purpose. Errors: ERROR_SYSTEM. */
NODISCARD bool keys_lock(struct buf *out, const struct keys *keys, struct slice passphrase,
                         struct error *e);

/** Opens such a text. Errors: ERROR_INPUT when it is none, or the passphrase is another. */
NODISCARD bool keys_unlock(struct keys *out, struct slice text, struct slice passphrase,
                           struct error *e);

/** Opens one sealed contact: `plain` receives JSON with name, phone, village. False: not for us. */
NODISCARD bool keys_open_contact(struct buf *plain, const struct keys *keys, struct slice sealed);

#endif
