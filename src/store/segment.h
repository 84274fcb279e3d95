/** @file
 * Blocks of other devices' logs, kept as they were signed (table segment), and what follows from
 * them.
 *
 * The table is a set: a block that adds nothing is not kept, one that adds anything is kept whole,
 * so blocks may overlap. What counts is a function of the set of *events* in it, never of the order
 * in which blocks came or where they were cut:
 *
 *     Begin with the event of the highest sequence; of several the one with the smallest hash. Go
 *     back from hash to hash. Where the event before is not known (a gap), begin again in the same
 *     way with those of lower sequence.
 *
 * Without a fork that is simply every event. With one (a copied, restored or edited log) it is the
 * branch that goes furthest. What was forgotten on any branch stays forgotten.
 *
 * All of it runs within a transaction of the caller's.
 */
#ifndef STORE_SEGMENT_H
#define STORE_SEGMENT_H

#include "base/arena.h"
#include "store/bundle_block.h"

/** A device other than this file's own. */
struct segment_device {
    int64_t number; /**< derive_put_device */
    struct store_id id;
    uint8_t key[STORE_PUBLIC_BYTES];
    bool forked;        /**< Two different events under one number are known. */
    int64_t event_last; /**< Its last event in table event: those of a copy that this file began as,
                             or this file's own device. 0: none. They count before segments. */
};

/** The device with that number. */
NODISCARD bool segment_get_device(struct segment_device *out, struct store *s, int64_t number,
                                  struct error *e);
/** The device with that key, which is added when it is new. */
NODISCARD bool segment_find_device(struct segment_device *out, struct store *s,
                                   const uint8_t key[STORE_PUBLIC_BYTES], struct error *e);

/** A row without its events. */
struct segment {
    int64_t id, first_seq, last_seq;
    uint8_t previous[STORE_HASH_BYTES], hash[STORE_HASH_BYTES];
};

struct segment_list {
    const struct segment *rows; /**< By first sequence. */
    unsigned count;
};

/** All rows of a device. */
NODISCARD bool segment_list_all(struct segment_list *out, struct store *s, struct arena *a,
                                int64_t device_number, struct error *e);

/** What the table already says about a block. */
struct segment_fit {
    int64_t known;   /**< Events of it that are there. */
    int64_t fork_at; /**< First sequence that two logs tell differently; 0: none. */
};

/** `open` holds the block; `other` is used for rows that have to be looked into. */
NODISCARD bool segment_compare(struct segment_fit *out, struct store *s,
                               const struct segment_device *device,
                               const struct bundle_block *block, const struct block_reader *open,
                               struct block_reader *other, struct error *e);

NODISCARD bool segment_put(struct store *s, const struct segment_device *device,
                           const struct bundle_block *block, struct error *e);

/** Notes for good that the device's log forks. */
NODISCARD bool segment_note_fork(struct store *s, struct segment_device *device, struct error *e);

/** Reads a row's block; its bytes live in the arena. */
NODISCARD bool segment_read(struct bundle_block *out, struct store *s, struct arena *a, int64_t id,
                            struct error *e);

/** Highest sequence known of the device; 0: nothing. */
NODISCARD bool segment_last(int64_t *seq, struct store *s, int64_t device_number, struct error *e);

/** What is missing right before `seq`: from … to, or 0, 0. */
NODISCARD bool segment_gap_before(int64_t *from, int64_t *to, struct store *s,
                                  int64_t device_number, int64_t seq, struct error *e);

/** Keeps in mind, for good, what was forgotten on branches that do not count. */
NODISCARD bool segment_forget_on_branches(struct store *s, int64_t device_number, struct error *e);

#endif
