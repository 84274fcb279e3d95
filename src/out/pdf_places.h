/** @file
 * Where the objects of a PDF lie, for its cross-references, in a few bytes an object stream.
 *
 * Numbers are given out in nearly the order in which objects are written. So the newest places are
 * kept as they are, sorted when they are many, and the older ones packed as differences from each
 * other, four or five bytes a run. An object written long after it got its number (a page tree's
 * node, the catalog) is kept as it is.
 */
#ifndef OUT_PDF_PLACES_H
#define OUT_PDF_PLACES_H

#include <stdint.h>

#include "base/buf.h"

/** Objects `first` … `first + count - 1`, all in the file or all in one object stream. */
struct xref_run {
    uint32_t first, count;
    uint32_t stream;   /**< Number of the object stream, 0: in the file itself (count is 1). */
    uint64_t position; /**< Byte in the file, or index in the object stream. */
};

struct places {
    struct xref_run *loose;
    size_t loose_count, loose_capacity, loose_most;
    struct buf packed;
    struct xref_run end;  /**< Differences are from this: what was packed last. */
    uint32_t packed_next; /**< Numbers below are packed, or were late. */
};

void places_init(struct places *p);
void places_deinit(struct places *p);
/** Forgets all; keeps memory for the next file. */
void places_reset(struct places *p);

void places_add(struct places *p, uint32_t number, uint32_t stream, uint64_t position);

/** Goes through all runs by rising numbers; nothing is added meanwhile. */
struct places_walk {
    struct places *places;
    size_t packed_at, loose_at;
    struct xref_run packed; /**< The next packed one; count 0: none. */
    struct xref_run last;   /**< As places.end was when that was packed. */
};

void places_walk_begin(struct places_walk *walk, struct places *p);
/** False at the end. */
bool places_walk_next(struct xref_run *run, struct places_walk *walk);

#endif
