/** @file
 * PINs and passphrases, kept so that a stolen file does not tell them (argon2id by libsodium).
 */
#ifndef STORE_SECRET_H
#define STORE_SECRET_H

#include "base/error.h"
#include "base/slice.h"

enum { SECRET_HASH_BYTES = 128 };

/**
 * What to keep of a PIN (setting "pin-hash"): text with its own salt and costs, NUL-terminated.
 * Takes about 0.1 s and 64 MB. Errors: ERROR_SYSTEM when that memory is not there.
 */
NODISCARD bool secret_hash(char out[SECRET_HASH_BYTES], struct slice secret, struct error *e);

/** Whether `secret` is the one `hash` was made of; false also for a hash that is none. */
bool secret_matches(struct slice hash, struct slice secret);

#endif
