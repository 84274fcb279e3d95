/** @file
 * From events to facts: sheets, consents, visits … of all devices, by one piece of code.
 *
 * Facts are a function of the *set* of events of a device, taken in its order. So events of a
 * device are given here in ascending sequence: after those derived before (then only what is new
 * is derived), or all of them after derive_forget. Devices do not depend on each other; where they
 * meet (a contact forgotten elsewhere, the latest of two corrections), readers decide.
 *
 * An event that is not understood, or an answer whose round never began, is counted (table tally)
 * and has no other effect: payloads of other devices are hostile until read.
 *
 * All of it runs within a transaction of the caller's (store_transact).
 */
#ifndef STORE_DERIVE_H
#define STORE_DERIVE_H

#include "store/inside.h"

enum sheet_flag {
    SHEET_FLAG_END = 7, /**< enum sheet_end */
    SHEET_FLAG_TRUSTED = 8,
    SHEET_FLAG_STUDENTS = 16
};

/** What a name in table word names. */
enum word_kind { WORD_QUIZ, WORD_VILLAGE, WORD_AGE_GROUP, WORD_KIND_COUNT };

enum { FACT_SEQ_BITS = 40, FACT_DEVICES_MAX = 1 << 22 };

/** The key of what was derived from one event. */
static inline int64_t fact_key(int64_t device_number, int64_t seq)
{
    return (device_number << FACT_SEQ_BITS) + seq;
}

/** This file's number for a device, which is added when it is new. */
NODISCARD bool derive_put_device(int64_t *number, struct store *s,
                                 const uint8_t public_key[STORE_PUBLIC_BYTES], struct error *e);

NODISCARD bool derive_find_device(bool *found, int64_t *number, bool *own, struct store *s,
                                  struct slice device, struct error *e);

struct derive;

/** NULL after filling `e`. */
struct derive *derive_begin(struct store *s, struct error *e);

/** `event->device` must be in table device. */
NODISCARD bool derive_event(struct derive *d, const struct chain_event *event, struct error *e);

/** Writes what is still in memory. */
NODISCARD bool derive_finish(struct derive *d, struct error *e);

/** Frees it, finished or not; fine with NULL. */
void derive_close(struct derive *d);

/** Deletes all facts of a device, to derive them again from its first event. */
NODISCARD bool derive_forget(struct store *s, int64_t device_number, struct error *e);

/** Forgets and derives them from all its events, here and in segments: for when an event came in
 *  before ones that were derived already. */
NODISCARD bool derive_again(struct store *s, int64_t device_number, struct error *e);

#endif
