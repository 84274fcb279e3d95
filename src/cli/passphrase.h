/** @file
 * Asking for a passphrase without showing it.
 */
#ifndef CLI_PASSPHRASE_H
#define CLI_PASSPHRASE_H

#include "base/error.h"
#include "base/slice.h"

enum { PASSPHRASE_BYTES = 1024 };

/**
 * Asks on the terminal, twice, with the letters hidden; where stdin is no terminal, its first line.
 * Lifetime: `*out` lies in `room`. Errors: ERROR_INPUT when too short, or the two differ.
 */
NODISCARD bool passphrase_ask(struct slice *out, char room[PASSPHRASE_BYTES], size_t letters_min,
                              struct error *e);

/**
 * Asks once, for something that is locked already; `file` (NULL: none) has it in its first line
 * instead, for scripts. From here on a crash leaves no core file behind.
 * Lifetime: `*out` lies in `room`; wipe it. Errors: ERROR_INPUT when there is none.
 */
NODISCARD bool passphrase_take(struct slice *out, char room[PASSPHRASE_BYTES], const char *file,
                               struct error *e);

#endif
