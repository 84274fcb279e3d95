/** @file
 * A block: a run of one device's events, packed, with the hash before, the hash after, a signature.
 *
 * It is the piece that bundles carry and that the table `segment` keeps, as it is. It proves
 * itself: the hashes of its events follow from `previous`, the last must be `hash`, and that is
 * signed with the device's key just as a checkpoint of the log is. So a block counts even where the
 * file around it is damaged. It holds no sealed contact.
 *
 * The layout in bytes is described at the top of bundle_format.c.
 *
 * Lifetime: what a reader or packer gives out is good until its next call.
 * Limits:   BLOCK_EVENTS_MAX events and BLOCK_RAW_MAX bytes unpacked, asked before anything is
 *           made room for.
 */
#ifndef STORE_BUNDLE_BLOCK_H
#define STORE_BUNDLE_BLOCK_H

#include "store/derive.h"
#include "store/inside.h"

enum {
    BLOCK_EVENTS_MAX = 2048,
    BLOCK_RAW_MAX = 1024 * 1024,
    BLOCK_PACKED_MAX = BLOCK_RAW_MAX + 16 * 1024 /**< What does not shrink grows a little. */
};

/** No log has more events: facts are numbered by them (derive.h: fact_key). */
#define BLOCK_SEQ_MAX ((INT64_C(1) << FACT_SEQ_BITS) - 1)

struct bundle_block {
    int64_t first_seq;
    uint32_t event_count;
    uint8_t previous[STORE_HASH_BYTES]; /**< Of the event before the first; zero before event 1. */
    uint8_t hash[STORE_HASH_BYTES];     /**< Of the last. */
    uint8_t signature[STORE_SIGNATURE_BYTES]; /**< chain_sign of the last sequence and `hash`. */
    struct slice packed;                      /**< One zstd frame. */
};

static inline int64_t block_last_seq(const struct bundle_block *block)
{
    return block->first_seq + block->event_count - 1;
}

/* ---- packing ---- */

struct block_packer;

NODISCARD bool block_packer_create(struct block_packer **out, struct error *e);
void block_packer_destroy(struct block_packer *p);

/** Begins a block behind the event `before` (sequence 0: at the start of the log). */
void block_begin(struct block_packer *p, const struct store_tail *before);

/** False when the block is full (never the first event of a block). `hash` is the event's. Its
 *  sequence must follow and its texts fit the store's limits: that is CHECKed. */
bool block_add(struct block_packer *p, const struct chain_event *event,
               const uint8_t hash[STORE_HASH_BYTES]);

/** Packs and signs. At least one event must have been added. */
NODISCARD bool block_end(struct bundle_block *out, struct block_packer *p, struct slice device,
                         const uint8_t secret_key[STORE_SECRET_BYTES], struct error *e);

/* ---- reading ---- */

struct block_reader;

NODISCARD bool block_reader_create(struct block_reader **out, struct error *e);
void block_reader_destroy(struct block_reader *r);

enum block_state {
    BLOCK_GOOD,
    BLOCK_DAMAGED, /**< Cannot be unpacked, or its events do not give its hash. */
    BLOCK_FORGED   /**< Hashes are right, the signature is not the device's. */
};

/** Unpacks all events and proves them. Only a good block may be asked for its events. */
enum block_state block_open(struct block_reader *r, const struct bundle_block *block,
                            struct slice device, const uint8_t public_key[STORE_PUBLIC_BYTES]);

/** Event `index` of the block, from 0. */
const struct chain_event *block_event(const struct block_reader *r, unsigned index);
/** Its hash. */
const uint8_t *block_hash(const struct block_reader *r, unsigned index);

#endif
