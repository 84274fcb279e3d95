/*
 * The bundle, version 1. Whole numbers are little-endian; "at" counts bytes from the file's start.
 *
 *   at    bytes
 *   head
 *     0      8   89 4E 67 6F 53 6F 0D 0A: "NgoSo" between bytes that show, as in PNG, whether
 *                something took the file for text
 *     8      1   version, 01
 *     9     32   public key of the device whose events these are; its id is BLAKE2b-128 of it
 *    41     32   public key of the carrier, who wrote this file: the device itself, or a machine
 *                that passes on what it merged
 *    73      8   sequence of the first event
 *    81      8   sequence of the last
 *    89     32   hash of the event before the first (zero before event 1)
 *   121      4   number of blocks, at least 1
 *   125      4   number of contacts
 *   129      8   bytes of the whole file
 *   137          blocks, one behind the other, each
 *     +0     8     sequence of its first event
 *     +8     4     number of events, 1 … 2048
 *    +12     4     bytes of the frame
 *    +16    32     hash of the event before
 *    +48    32     hash of its last event
 *    +80    64     the device's Ed25519 signature of device, last sequence and that hash: the same
 *                  bytes as a checkpoint of the log (chain.c: chain_sign)
 *   +144           a zstd frame (RFC 8878) of the events
 *                contacts, one behind the other, each
 *     +0    16     id
 *    +16     8     time, milliseconds since 1970
 *    +24     4     bytes sealed
 *    +28           sealed bytes (libsodium sealed box)
 *   end     64   the carrier's Ed25519 signature of the BLAKE2b-256 hash of "ngoso bundle 1" (14
 *                bytes) and everything before
 *
 * An event, unpacked, holds what cannot be computed: sequence, device and the hash before follow
 * from its place. Numbers are in groups of seven bits, lowest first (LEB128); a difference d to the
 * event before (to 0 for the first of a block) is (d << 1) ^ (d >> 63).
 *
 *   flags, 1 byte: 1 the clock was trusted, 2 the boot's id follows
 *   [ number of bytes, boot id ]
 *   difference of the monotonic time, ms
 *   difference of the wall time, ms, less that of the monotonic time
 *   number of bytes, kind
 *   number of bytes, payload
 *
 * Example: boot "b1", monotonic 5000, wall 5300, trusted, kind "boot", payload "{}"; then the same
 * kind one second later by both clocks:
 *
 *   03  02 62 31  90 4E  D8 04  04 62 6F 6F 74  02 7B 7D
 *   01            D0 0F  00     04 62 6F 6F 74  02 7B 7D
 *
 * (5000 is 10000 after doubling, 0x2710, in sevens 90 4E; 5300 - 5000 = 300, doubled 600: D8 04.)
 *
 * Why two kinds of signature. A block proves itself with its device's signature, so events survive
 * damage around them and may pass through any number of hands. Contacts are in no chain, because
 * they must be deletable; the carrier vouches for them, and they count only from a carrier who is
 * trusted and a file that is whole.
 *
 * Not taken: one frame for the whole file packs 4 % better, but one flipped bit would take all
 * events with it, and reading would need memory for all of them at once.
 */
#include "store/bundle_format.h"

#include <sodium.h>
#include <stdio.h>

enum {
    AT_VERSION = 8,
    AT_DEVICE = 9,
    AT_CARRIER = 41,
    AT_FIRST = 73,
    AT_LAST = 81,
    AT_PREVIOUS = 89,
    AT_BLOCKS = 121,
    AT_CONTACTS = 125,
    AT_SIZE = 129,

    BLOCK_HEAD_BYTES = 144,
    CONTACT_HEAD_BYTES = 28,
    CONTACT_ID_BYTES = 16,
    VERSION = 1
};

static const uint8_t magic[AT_VERSION] = {0x89, 'N', 'g', 'o', 'S', 'o', '\r', '\n'};
static const char purpose[] = "ngoso bundle 1";

/* ---- devices ---- */

void bundle_fingerprint(char out[BUNDLE_FINGERPRINT_BYTES], const struct store_id *device)
{
    const char *t = device->text;
    snprintf(out, BUNDLE_FINGERPRINT_BYTES, "%.4s-%.4s-%.4s-%.4s-%.4s-%.4s-%.4s-%.4s", t, t + 4,
             t + 8, t + 12, t + 16, t + 20, t + 24, t + 28);
}

bool bundle_parse_fingerprint(struct store_id *out, const char *text)
{
    static const char upper[] = "ABCDEF", lower[] = "abcdef";
    unsigned size = 0;
    for (; *text; text++) {
        if (strchr(" -.:", *text))
            continue;
        const char *found = strchr(upper, *text);
        char digit = found ? lower[found - upper] : *text;
        if (!strchr("0123456789abcdef", digit) || size == STORE_ID_BYTES - 1)
            return false;
        out->text[size++] = digit;
    }
    out->text[size] = '\0';
    return size == STORE_ID_BYTES - 1;
}

/* ---- numbers ---- */

static void set_number(uint8_t *at, uint64_t value, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        at[i] = (uint8_t)(value >> (8 * i));
}

static uint64_t get_number(const uint8_t *at, unsigned bytes)
{
    uint64_t value = 0;
    for (unsigned i = 0; i < bytes; i++)
        value |= (uint64_t)at[i] << (8 * i);
    return value;
}

/* ---- writing ---- */

static void set_head(uint8_t *at, const struct bundle_head *head)
{
    memcpy(at, magic, sizeof magic);
    at[AT_VERSION] = VERSION;
    memcpy(at + AT_DEVICE, head->device_key, STORE_PUBLIC_BYTES);
    memcpy(at + AT_CARRIER, head->carrier_key, STORE_PUBLIC_BYTES);
    set_number(at + AT_FIRST, (uint64_t)head->first_seq, 8);
    set_number(at + AT_LAST, (uint64_t)head->last_seq, 8);
    memcpy(at + AT_PREVIOUS, head->previous, STORE_HASH_BYTES);
    set_number(at + AT_BLOCKS, head->block_count, 4);
    set_number(at + AT_CONTACTS, head->contact_count, 4);
    set_number(at + AT_SIZE, head->file_bytes, 8);
}

void bundle_put_head(struct buf *b, const struct bundle_head *head)
{
    uint8_t bytes[BUNDLE_HEAD_BYTES];
    set_head(bytes, head);
    buf_append(b, bytes, sizeof bytes);
}

void bundle_put_block(struct buf *b, const struct bundle_block *block)
{
    uint8_t head[BLOCK_HEAD_BYTES];
    set_number(head, (uint64_t)block->first_seq, 8);
    set_number(head + 8, block->event_count, 4);
    set_number(head + 12, block->packed.size, 4);
    memcpy(head + 16, block->previous, STORE_HASH_BYTES);
    memcpy(head + 48, block->hash, STORE_HASH_BYTES);
    memcpy(head + 80, block->signature, STORE_SIGNATURE_BYTES);
    buf_append(b, head, sizeof head);
    buf_append_slice(b, block->packed);
}

void bundle_put_contact(struct buf *b, const struct bundle_contact *contact)
{
    uint8_t head[CONTACT_HEAD_BYTES];
    bool is_id = chain_unhex(head, CONTACT_ID_BYTES, slice_from(contact->id.text));
    CHECK(is_id && contact->sealed.size <= BUNDLE_SEALED_MAX);
    set_number(head + 16, (uint64_t)contact->wall_ms, 8);
    set_number(head + 24, contact->sealed.size, 4);
    buf_append(b, head, sizeof head);
    buf_append_slice(b, contact->sealed);
}

static void hash_all(uint8_t out[STORE_HASH_BYTES], struct slice bytes)
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, STORE_HASH_BYTES);
    crypto_generichash_update(&state, (const uint8_t *)purpose, sizeof purpose - 1);
    crypto_generichash_update(&state, (const uint8_t *)bytes.data, bytes.size);
    crypto_generichash_final(&state, out, STORE_HASH_BYTES);
}

void bundle_finish(struct buf *b, struct bundle_head *head,
                   const uint8_t carrier_secret[STORE_SECRET_BYTES])
{
    uint8_t hash[STORE_HASH_BYTES], signature[STORE_SIGNATURE_BYTES];
    if (b->failed)
        return; /* The caller asks. */
    head->file_bytes = b->size + sizeof signature;
    set_head((uint8_t *)b->data, head);
    hash_all(hash, buf_slice(b));
    crypto_sign_detached(signature, NULL, hash, sizeof hash, carrier_secret);
    buf_append(b, signature, sizeof signature);
}

/* ---- reading ---- */

static void read_head(struct bundle_head *head, const uint8_t *at)
{
    memcpy(head->device_key, at + AT_DEVICE, STORE_PUBLIC_BYTES);
    memcpy(head->carrier_key, at + AT_CARRIER, STORE_PUBLIC_BYTES);
    head->first_seq = (int64_t)get_number(at + AT_FIRST, 8);
    head->last_seq = (int64_t)get_number(at + AT_LAST, 8);
    memcpy(head->previous, at + AT_PREVIOUS, STORE_HASH_BYTES);
    head->block_count = (uint32_t)get_number(at + AT_BLOCKS, 4);
    head->contact_count = (uint32_t)get_number(at + AT_CONTACTS, 4);
    head->file_bytes = get_number(at + AT_SIZE, 8);
}

static bool head_makes_sense(const struct bundle_head *head)
{
    return head->first_seq >= 1 && head->last_seq >= head->first_seq &&
           head->last_seq <= BLOCK_SEQ_MAX &&
           head->last_seq - head->first_seq < BUNDLE_EVENTS_MAX && head->block_count >= 1 &&
           head->block_count <= BUNDLE_BLOCKS_MAX && head->contact_count <= BUNDLE_CONTACTS_MAX &&
           head->file_bytes <= BUNDLE_FILE_MAX;
}

enum bundle_problem bundle_begin(struct bundle_reader *r, struct slice file)
{
    const uint8_t *at = (const uint8_t *)file.data;
    *r = (struct bundle_reader){.file = file, .at = BUNDLE_HEAD_BYTES};
    size_t shown = file.size < sizeof magic ? file.size : sizeof magic;
    if (shown == 0 || memcmp(at, magic, shown) != 0)
        return BUNDLE_UNREADABLE;
    if (file.size > AT_VERSION && at[AT_VERSION] > VERSION)
        return BUNDLE_NEWER;
    if (file.size > AT_VERSION && at[AT_VERSION] != VERSION)
        return BUNDLE_UNREADABLE;
    if (file.size < BUNDLE_HEAD_BYTES)
        return BUNDLE_TRUNCATED;
    read_head(&r->head, at);
    if (!head_makes_sense(&r->head))
        return BUNDLE_UNREADABLE;
    r->next_seq = r->head.first_seq;
    r->blocks_left = r->head.block_count;
    r->contacts_left = r->head.contact_count;
    return BUNDLE_GOOD;
}

/* `size` bytes, or NULL where the file ends before. */
static const uint8_t *take(struct bundle_reader *r, size_t size)
{
    if (size > r->file.size - r->at)
        return NULL;
    const uint8_t *at = (const uint8_t *)r->file.data + r->at;
    r->at += size;
    return at;
}

enum bundle_problem bundle_next_block(bool *more, struct bundle_block *out, struct bundle_reader *r)
{
    *more = false;
    if (r->blocks_left == 0)
        return r->next_seq == r->head.last_seq + 1 ? BUNDLE_GOOD : BUNDLE_EDITED;
    const uint8_t *head = take(r, BLOCK_HEAD_BYTES);
    if (!head)
        return BUNDLE_TRUNCATED;
    struct bundle_block block = {.first_seq = (int64_t)get_number(head, 8),
                                 .event_count = (uint32_t)get_number(head + 8, 4)};
    size_t size = (size_t)get_number(head + 12, 4);
    if (block.first_seq != r->next_seq || block.event_count < 1 ||
        block.event_count > BLOCK_EVENTS_MAX || block_last_seq(&block) > r->head.last_seq ||
        size > BLOCK_PACKED_MAX)
        return BUNDLE_EDITED;
    const uint8_t *packed = take(r, size);
    if (!packed)
        return BUNDLE_TRUNCATED;
    memcpy(block.previous, head + 16, STORE_HASH_BYTES);
    memcpy(block.hash, head + 48, STORE_HASH_BYTES);
    memcpy(block.signature, head + 80, STORE_SIGNATURE_BYTES);
    block.packed = (struct slice){(const char *)packed, size};
    r->next_seq += block.event_count;
    r->blocks_left--;
    *more = true;
    *out = block;
    return BUNDLE_GOOD;
}

enum bundle_problem bundle_next_contact(bool *more, struct bundle_contact *out,
                                        struct bundle_reader *r)
{
    *more = false;
    if (r->contacts_left == 0)
        return BUNDLE_GOOD;
    const uint8_t *head = take(r, CONTACT_HEAD_BYTES);
    if (!head)
        return BUNDLE_TRUNCATED;
    size_t size = (size_t)get_number(head + 24, 4);
    if (size > BUNDLE_SEALED_MAX)
        return BUNDLE_EDITED;
    const uint8_t *sealed = take(r, size);
    if (!sealed)
        return BUNDLE_TRUNCATED;
    chain_hex(out->id.text, head, CONTACT_ID_BYTES);
    out->wall_ms = (int64_t)get_number(head + 16, 8);
    out->sealed = (struct slice){(const char *)sealed, size};
    r->contacts_left--;
    *more = true;
    return BUNDLE_GOOD;
}

enum bundle_problem bundle_check_whole(const struct bundle_reader *r)
{
    uint8_t hash[STORE_HASH_BYTES];
    if (r->file.size < r->head.file_bytes)
        return BUNDLE_TRUNCATED;
    if (r->file.size > r->head.file_bytes ||
        r->file.size < BUNDLE_HEAD_BYTES + STORE_SIGNATURE_BYTES)
        return BUNDLE_EDITED;
    struct slice signed_part = slice_part(r->file, 0, r->file.size - STORE_SIGNATURE_BYTES);
    hash_all(hash, signed_part);
    const uint8_t *signature = (const uint8_t *)r->file.data + signed_part.size;
    return crypto_sign_verify_detached(signature, hash, sizeof hash, r->head.carrier_key) == 0
               ? BUNDLE_GOOD
               : BUNDLE_FORGED;
}
