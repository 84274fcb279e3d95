/** @file
 * Overwriting what must not stay in memory: names, telephone numbers, PINs, passphrases.
 */
#ifndef BASE_WIPE_H
#define BASE_WIPE_H

#include <stddef.h>

/** Fills with zeroes, also where the compiler sees that nobody reads them any more. */
void memory_wipe(void *memory, size_t size_bytes);

#endif
