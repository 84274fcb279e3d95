/** @file
 * The steps' pictures: read and decoded once, then borrowed by every page.
 *
 * Lifetime: pictures stay until picture_store_trim finds too many of them.
 * Errors:   (diagnostics) P001 cannot be read, P002 is no sound PNG or JPEG.
 * Limits:   those of draw/image.h for each; PICTURES_MAX and PICTURES_KEPT_BYTES for all.
 */
#ifndef PAGE_PICTURES_H
#define PAGE_PICTURES_H

#include "base/arena.h"
#include "base/diag.h"
#include "content/guide/guide.h"
#include "draw/image.h"

enum { PICTURES_MAX = 128, PICTURES_KEPT_BYTES = 256 * 1024 * 1024 };

struct picture_store {
    struct arena arena;
    struct slice paths[PICTURES_MAX];
    struct draw_image images[PICTURES_MAX];
    unsigned count;
};

void picture_store_init(struct picture_store *store);
void picture_store_deinit(struct picture_store *store);

/** Whether there may be no room for another guide's pictures. */
bool picture_store_is_full(const struct picture_store *store);

/** Between pages: forgets all pictures when there may be no room for another guide's. */
void picture_store_trim(struct picture_store *store);

/**
 * The pictures of a guide's steps, NULL where there is none; false when one is unusable (the reason
 * is in `diags`). A path must stay inside the guide's folder.
 */
bool pictures_of_guide(const struct draw_image *out[GUIDE_STEPS_MAX], struct picture_store *store,
                       const struct guide *guide, struct diag_list *diags);

#endif
