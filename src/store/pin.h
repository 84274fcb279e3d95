/** @file
 * The staff's PIN, kept only as an argon2id hash (libsodium's text form, made for storing).
 *
 * A PIN has few digits, so the hash buys time, not secrecy, once the file is stolen; contacts are
 * sealed to a key that is not on the machine (store.h). Both functions take about 50 ms and 19 MB.
 * Source: libsodium "Password hashing"; cost as OWASP's cheat sheet names it (19 MiB, 2 passes).
 */
#ifndef STORE_PIN_H
#define STORE_PIN_H

#include "base/error.h"
#include "base/slice.h"

enum { STORE_PIN_HASH_BYTES = 128 };

/** Errors: ERROR_SYSTEM when there is no memory for it. */
NODISCARD bool store_hash_pin(char out[STORE_PIN_HASH_BYTES], struct slice digits, struct error *e);

/** False for another PIN and for anything that is not such a hash. Takes the same time for both. */
NODISCARD bool store_check_pin(const char *hash, struct slice digits);

#endif
