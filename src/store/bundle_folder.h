/** @file
 * The bundles that a folder (a stick) already holds.
 *
 * Only a file that is whole and signed by whoever wrote it counts as there: what was cut off or
 * damaged will be written again. Other files are passed over.
 */
#ifndef STORE_BUNDLE_FOLDER_H
#define STORE_BUNDLE_FOLDER_H

#include "store/bundle_format.h"

enum { BUNDLE_NAME_BYTES = 100 };

struct bundle_found {
    struct store_id device;
    int64_t first_seq, last_seq;
    uint8_t last_hash[STORE_HASH_BYTES];
    char name[BUNDLE_NAME_BYTES];
    bool stale; /**< Of this store's own device, with a contact that was forgotten since. */
};

struct bundle_folder {
    struct store *s;
    const char *path;
    struct bundle_found *found; /**< By first sequence, then name. */
    unsigned found_count, found_capacity;
};

/** Looks through the folder. ERROR_SYSTEM when it cannot be read. */
NODISCARD bool bundle_folder_open(struct bundle_folder *out, struct store *s, const char *path,
                                  struct error *e);
void bundle_folder_close(struct bundle_folder *f);

/** Removes the files that were stale, unless they were written anew meanwhile. */
void bundle_folder_remove_stale(const struct bundle_folder *f);

#endif
