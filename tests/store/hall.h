/** @file
 * A kiosk in a hall that exists only in memory: a key, a log, and bundles of any part of it.
 *
 * The log is what store_begin_attempt and its kin would have written; the same seed gives the same
 * log, key and bundles. So tests can have many devices, copied and forked ones, and bundles that
 * overlap in ways no kiosk would write. Nobody in it is real.
 */
#ifndef TESTS_STORE_HALL_H
#define TESTS_STORE_HALL_H

#include "base/arena.h"
#include "store/bundle_format.h"

enum { HALL_EVENTS_MAX = 70000, HALL_CONTACTS_MAX = 64 };

struct hall {
    uint8_t public_key[STORE_PUBLIC_BYTES], secret_key[STORE_SECRET_BYTES];
    struct store_id device;
    struct arena arena;
    struct chain_event *events; /**< [0] is sequence 1. */
    uint8_t (*hashes)[STORE_HASH_BYTES];
    unsigned event_count;
    struct bundle_contact contacts[HALL_CONTACTS_MAX];
    int64_t contact_seqs[HALL_CONTACTS_MAX]; /**< Of their consents. */
    unsigned contact_count;
    uint64_t random;
    int64_t wall_ms, monotonic_ms;
    struct block_packer *packer;
    unsigned block_events; /**< At most so many events in a block; 0: as many as fit. */
};

void hall_open(struct hall *h, uint64_t seed);
/** The same device with the same first `seq` events, that goes another way from there. */
void hall_fork(struct hall *out, const struct hall *h, unsigned seq, uint64_t seed);
void hall_close(struct hall *h);

void hall_event(struct hall *h, const char *kind, struct slice payload);
/** begin, `question_count` answers, end. */
void hall_round(struct hall *h, unsigned question_count);
/** Someone agrees to be called: the event and a sealed contact; gives its index. */
unsigned hall_consent(struct hall *h);
/** A contact (of any hall) is forgotten on this device. */
void hall_forget(struct hall *h, const struct store_id *contact);

/** Appends a bundle of events `first` … `last` to `b`, with the contacts that agreed in it. */
void hall_bundle(struct buf *b, struct hall *h, unsigned first, unsigned last);
/** The same, passed on by another device. */
void hall_carried(struct buf *b, struct hall *h, const struct hall *carrier, unsigned first,
                  unsigned last);

/** A pseudo-random number below `limit`. */
uint64_t hall_random(uint64_t *state, uint64_t limit);

#endif
