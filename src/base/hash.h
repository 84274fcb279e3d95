/** @file
 * A quick hash for telling things apart: caches and names, never secrets.
 *
 * The same bytes give the same hash on every machine.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/** `hash` (of what came before, or any seed) with these bytes taken in. */
uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t size_bytes);

#endif
