/** @file
 * Unpacking and proving blocks ahead, on the second core, while the first keeps what was read.
 *
 * Proving is hashing, more than half the work of a merge, and touches no database. So a worker
 * opens the next few blocks while the caller, on its own thread, deals with the last one. Where no
 * thread can be had it is done when asked for; what comes out is the same.
 *
 * Use:      submit while there is room, then take; blocks come out in their order.
 * Lifetime: a block's bytes, the device and its key must live until it was taken. What take gives
 *           is good until the next take.
 */
#ifndef STORE_BLOCK_AHEAD_H
#define STORE_BLOCK_AHEAD_H

#include "store/bundle_block.h"

/** Enough that neither waits for the other at each block; each costs up to 1.5 MB. */
enum { BLOCK_AHEAD_MAX = 6 };

struct block_ahead;

NODISCARD bool block_ahead_create(struct block_ahead **out, struct slice device,
                                  const uint8_t *public_key, struct error *e);
/** Waits for the worker; fine with NULL. */
void block_ahead_destroy(struct block_ahead *a);

/** Forgets what was submitted and not taken. */
void block_ahead_reset(struct block_ahead *a);

bool block_ahead_has_room(struct block_ahead *a);
void block_ahead_submit(struct block_ahead *a, const struct bundle_block *block);

struct proved_block {
    const struct bundle_block *block;
    enum block_state state;
    const struct block_reader *reader; /**< Holds the events when the state is BLOCK_GOOD. */
};

/** The oldest that was submitted, once it is proved; false when there is none. */
bool block_ahead_take(struct proved_block *out, struct block_ahead *a);

#endif
