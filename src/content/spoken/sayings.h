/** @file
 * What people say for what is written: guides/spoken.yaml.
 *
 * The kiosk's voice and the commune's loudspeaker use one list (content/spoken/spoken.h).
 * Lifetime: the arena given to sayings_load.
 */
#ifndef CONTENT_SPOKEN_SAYINGS_H
#define CONTENT_SPOKEN_SAYINGS_H

#include "content/guide/guide.h"

enum { SAYINGS_FILE_MAX = 256 * 1024, SAYINGS_MAX = 500 };

struct saying {
    struct field written;  /**< "VNeID": the whole word, capitals as they are. */
    struct field said;     /**< "vi en i ai đi": syllables that a voice knows. */
    struct field language; /**< "en"; empty: Vietnamese. */
};

struct sayings {
    struct saying *items;
    unsigned count;
};

struct sayings *sayings_load(struct arena *a, const char *path, struct diag_list *diags);

#endif
