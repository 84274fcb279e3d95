/** @file
 * The bundle as bytes: a head, blocks, sealed contacts, the signature of whoever wrote the file.
 *
 * Reading takes the whole file in memory and gives borrowed pieces of it; nothing in it is believed
 * before its size and limits were asked. The layout is described at the top of bundle_format.c.
 */
#ifndef STORE_BUNDLE_FORMAT_H
#define STORE_BUNDLE_FORMAT_H

#include "base/buf.h"
#include "store/bundle.h"
#include "store/bundle_block.h"

enum {
    BUNDLE_HEAD_BYTES = 137,
    BUNDLE_CONTACTS_MAX = 100000,
    BUNDLE_SEALED_MAX = 4096,
    BUNDLE_BLOCKS_MAX = BUNDLE_EVENTS_MAX /**< The smallest block has one event. */
};

struct bundle_head {
    uint8_t device_key[STORE_PUBLIC_BYTES];  /**< Whose events these are. */
    uint8_t carrier_key[STORE_PUBLIC_BYTES]; /**< Who wrote the file: the same, or who passes it
                                                  on. */
    int64_t first_seq, last_seq;
    uint8_t previous[STORE_HASH_BYTES]; /**< Of the event before the first. */
    uint32_t block_count, contact_count;
    uint64_t file_bytes; /**< Whole, with the signature: a shorter file was cut. */
};

struct bundle_contact {
    struct store_id id;
    int64_t wall_ms; /**< When they agreed. */
    struct slice sealed;
};

/** "0a1b-2c3d-…" from an id. */
void bundle_fingerprint(char out[BUNDLE_FINGERPRINT_BYTES], const struct store_id *device);
/** The id from a fingerprint, however it is spaced or dashed, in any case. False: it is none. */
bool bundle_parse_fingerprint(struct store_id *out, const char *text);

/* ---- writing: head, then blocks, then contacts, then the signature ---- */

void bundle_put_head(struct buf *b, const struct bundle_head *head);
void bundle_put_block(struct buf *b, const struct bundle_block *block);
void bundle_put_contact(struct buf *b, const struct bundle_contact *contact);
/** Writes the head again, now that its numbers are known, and signs everything. */
void bundle_finish(struct buf *b, struct bundle_head *head,
                   const uint8_t carrier_secret[STORE_SECRET_BYTES]);

/* ---- reading ---- */

struct bundle_reader {
    struct bundle_head head;
    struct slice file;
    size_t at;
    int64_t next_seq; /**< Of the next block, as far as the head and earlier blocks tell. */
    uint32_t blocks_left, contacts_left;
};

/** BUNDLE_GOOD, BUNDLE_UNREADABLE, BUNDLE_NEWER; BUNDLE_TRUNCATED when not even the head is whole.
 */
enum bundle_problem bundle_begin(struct bundle_reader *r, struct slice file);

/**
 * The next block, not yet proved; `*more` false behind the last. BUNDLE_TRUNCATED where the file
 * ends too early, BUNDLE_EDITED where what stands there cannot be a block: nothing behind that can
 * be read.
 */
enum bundle_problem bundle_next_block(bool *more, struct bundle_block *out,
                                      struct bundle_reader *r);

/** The same for contacts, once all blocks were read. */
enum bundle_problem bundle_next_contact(bool *more, struct bundle_contact *out,
                                        struct bundle_reader *r);

/** Whether the file is as long as it says and its carrier signed all of it. BUNDLE_TRUNCATED,
 *  BUNDLE_EDITED (something follows the end), BUNDLE_FORGED. */
enum bundle_problem bundle_check_whole(const struct bundle_reader *r);

#endif
