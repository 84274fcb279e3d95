/** @file
 * Where the program finds what it ships with.
 *
 * Tried in order: $NGOSO_DATA; beside an installed program, PREFIX/share/ngoso (and
 * PREFIX/share/locale for messages); in a source tree, the folder holding `guides/` and `fonts/`
 * above the program (messages then lie in the build folder, share/locale).
 */
#ifndef BASE_PATHS_H
#define BASE_PATHS_H

#include "base/error.h"
#include "base/file.h"

struct paths {
    char guides[FILE_PATH_BYTES];
    char fonts[FILE_PATH_BYTES];
    char messages[FILE_PATH_BYTES];
};

/** Errors: ERROR_SYSTEM naming the folders that were looked in; `messages` may be there all the
 *  same, to say so with. */
NODISCARD bool paths_find(struct paths *out, struct error *e);

/**
 * Where answers are kept unless told otherwise: $XDG_DATA_HOME/ngoso, else ~/.local/share/ngoso.
 * Errors: ERROR_SYSTEM when neither can be made out.
 */
NODISCARD bool paths_find_user_data(char *out, size_t out_bytes, struct error *e);

#endif
