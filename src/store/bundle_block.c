#include "store/bundle_block.h"

#include <stdlib.h>
#include <zstd.h>

#include "base/i18n.h"
#include "base/utf8.h"

enum {
    FLAG_TRUSTED = 1,      /* The clock was. */
    FLAG_BOOT = 2,         /* The boot's id follows; else it is that of the event before. */
    PACK_LEVEL = 3,        /* Of 22: a stick is slower than this. */
    EVENT_EXTRA_BYTES = 64 /* More than flags and all numbers of one event take. */
};

/* ---- numbers ---- */

/* Seven bits a byte, lowest first, the eighth says that more follow. */
static void put_number(struct buf *b, uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        buf_append_char(b, (char)(value | 0x80));
    buf_append_char(b, (char)value);
}

/* Small differences in both directions become small numbers: 0, -1, 1, -2 … are 0, 1, 2, 3 … */
static void put_difference(struct buf *b, uint64_t difference)
{
    put_number(b, difference << 1 ^ (difference >> 63 ? UINT64_MAX : 0));
}

static void put_text(struct buf *b, struct slice text)
{
    put_number(b, text.size);
    buf_append_slice(b, text);
}

/* What is left to read. */
struct cursor {
    const uint8_t *at, *end;
};

/* One spelling a number: no padding with zeros, nothing beyond 64 bits. */
static bool take_number(uint64_t *out, struct cursor *c)
{
    uint64_t value = 0;
    for (unsigned shift = 0; c->at < c->end && shift < 64; shift += 7) {
        uint8_t byte = *c->at++;
        value |= (uint64_t)(byte & 0x7F) << shift;
        if (byte & 0x80)
            continue;
        *out = value;
        return (byte != 0 || shift == 0) && (shift < 63 || byte == 1);
    }
    return false;
}

static bool take_difference(uint64_t *out, struct cursor *c)
{
    uint64_t value;
    if (!take_number(&value, c))
        return false;
    *out = value >> 1 ^ (value & 1 ? UINT64_MAX : 0);
    return true;
}

/* Nearly all of a log is ASCII: eight bytes at a look. */
static bool is_plain(struct slice text)
{
    static const uint64_t high = UINT64_C(0x8080808080808080), low = UINT64_C(0x0101010101010101);
    size_t i = 0;
    for (; i + 8 <= text.size; i += 8) {
        uint64_t eight;
        memcpy(&eight, text.data + i, sizeof eight);
        if ((eight | (eight - low)) & high)
            return false; /* A byte beyond ASCII, or a NUL. */
    }
    for (; i < text.size; i++)
        if ((signed char)text.data[i] <= 0)
            return false;
    return true;
}

static bool is_text(struct slice text)
{
    return is_plain(text) ||
           (memchr(text.data, '\0', text.size) == NULL && utf8_first_bad(text) == text.size);
}

static bool take_text(struct slice *out, struct cursor *c, size_t max)
{
    uint64_t size;
    if (!take_number(&size, c) || size > max || size > (size_t)(c->end - c->at))
        return false;
    *out = (struct slice){(const char *)c->at, (size_t)size};
    c->at += size;
    return is_text(*out);
}

/* ---- packing ---- */

struct block_packer {
    ZSTD_CCtx *zstd;
    struct buf raw;
    char *packed;
    struct bundle_block block;
    struct store_tail tail; /* Behind what was added. */
    uint64_t monotonic_ms, wall_ms;
    char boot[STORE_NAME_MAX];
    size_t boot_size;
};

bool block_packer_create(struct block_packer **out, struct error *e)
{
    struct block_packer *p = calloc(1, sizeof *p);
    if (p) {
        p->zstd = ZSTD_createCCtx();
        p->packed = malloc(ZSTD_compressBound(BLOCK_RAW_MAX));
        buf_init(&p->raw, BLOCK_RAW_MAX);
    }
    if (!p || !p->zstd || !p->packed ||
        ZSTD_isError(ZSTD_CCtx_setParameter(p->zstd, ZSTD_c_compressionLevel, PACK_LEVEL))) {
        block_packer_destroy(p);
        return error_set(e, ERROR_SYSTEM, 0, "%s", _("there is not enough memory"));
    }
    *out = p;
    return true;
}

void block_packer_destroy(struct block_packer *p)
{
    if (!p)
        return;
    ZSTD_freeCCtx(p->zstd);
    buf_deinit(&p->raw);
    free(p->packed);
    free(p);
}

void block_begin(struct block_packer *p, const struct store_tail *before)
{
    buf_reset(&p->raw);
    p->block = (struct bundle_block){.first_seq = before->seq + 1};
    memcpy(p->block.previous, before->hash, STORE_HASH_BYTES);
    p->tail = *before;
    p->monotonic_ms = p->wall_ms = 0;
    p->boot_size = 0;
}

static bool is_full(const struct block_packer *p, const struct chain_event *event)
{
    size_t size =
        event->boot.size + event->kind.size + event->payload.size + (size_t)EVENT_EXTRA_BYTES;
    return p->block.event_count == BLOCK_EVENTS_MAX || p->raw.size + size > BLOCK_RAW_MAX;
}

bool block_add(struct block_packer *p, const struct chain_event *event,
               const uint8_t hash[STORE_HASH_BYTES])
{
    if (is_full(p, event))
        return false;
    CHECK(event->seq == p->tail.seq + 1);
    CHECK(event->boot.size > 0 && event->boot.size <= STORE_NAME_MAX);
    CHECK(event->kind.size <= STORE_NAME_MAX && event->payload.size <= STORE_PAYLOAD_MAX);
    bool same_boot = slice_equal(event->boot, (struct slice){p->boot, p->boot_size});
    buf_append_char(&p->raw,
                    (char)((event->trusted ? FLAG_TRUSTED : 0) | (same_boot ? 0 : FLAG_BOOT)));
    if (!same_boot)
        put_text(&p->raw, event->boot);
    memcpy(p->boot, event->boot.data, event->boot.size);
    p->boot_size = event->boot.size;
    uint64_t monotonic = (uint64_t)event->monotonic_ms - p->monotonic_ms;
    uint64_t wall = (uint64_t)event->wall_ms - p->wall_ms;
    put_difference(&p->raw, monotonic);
    put_difference(&p->raw, wall - monotonic); /* Both clocks mostly go alike. */
    put_text(&p->raw, event->kind);
    put_text(&p->raw, event->payload);
    CHECK(!p->raw.failed);
    p->monotonic_ms += monotonic;
    p->wall_ms += wall;
    p->tail.seq = event->seq;
    memcpy(p->tail.hash, hash, STORE_HASH_BYTES);
    p->block.event_count++;
    return true;
}

bool block_end(struct bundle_block *out, struct block_packer *p, struct slice device,
               const uint8_t secret_key[STORE_SECRET_BYTES], struct error *e)
{
    CHECK(p->block.event_count > 0);
    size_t size = ZSTD_compress2(p->zstd, p->packed, ZSTD_compressBound(BLOCK_RAW_MAX), p->raw.data,
                                 p->raw.size);
    if (ZSTD_isError(size) || size > BLOCK_PACKED_MAX)
        return error_set(e, ERROR_LIBRARY, 0, _("packing the results failed: %s"),
                         ZSTD_getErrorName(size));
    p->block.packed = (struct slice){p->packed, size};
    memcpy(p->block.hash, p->tail.hash, STORE_HASH_BYTES);
    chain_sign(p->block.signature, device, &p->tail, secret_key);
    *out = p->block;
    return true;
}

/* ---- reading ---- */

struct block_reader {
    ZSTD_DCtx *zstd;
    uint8_t *raw;
    size_t raw_bytes;
    unsigned event_count;
    struct chain_event events[BLOCK_EVENTS_MAX];
    uint8_t hashes[BLOCK_EVENTS_MAX][STORE_HASH_BYTES];
};

bool block_reader_create(struct block_reader **out, struct error *e)
{
    struct block_reader *r = calloc(1, sizeof *r);
    if (r) {
        r->zstd = ZSTD_createDCtx();
        r->raw = malloc(BLOCK_RAW_MAX);
    }
    if (!r || !r->zstd || !r->raw) {
        block_reader_destroy(r);
        return error_set(e, ERROR_SYSTEM, 0, "%s", _("there is not enough memory"));
    }
    *out = r;
    return true;
}

void block_reader_destroy(struct block_reader *r)
{
    if (!r)
        return;
    ZSTD_freeDCtx(r->zstd);
    free(r->raw);
    free(r);
}

/* The frame says how much it holds, and is believed only up to the limit. */
static bool unpack(struct block_reader *r, const struct bundle_block *block)
{
    if (block->first_seq < 1 || block->first_seq > BLOCK_SEQ_MAX || block->event_count < 1 ||
        block->event_count > BLOCK_EVENTS_MAX || block_last_seq(block) > BLOCK_SEQ_MAX ||
        block->packed.size > BLOCK_PACKED_MAX)
        return false;
    size_t size =
        ZSTD_decompressDCtx(r->zstd, r->raw, BLOCK_RAW_MAX, block->packed.data, block->packed.size);
    r->raw_bytes = ZSTD_isError(size) ? 0 : size;
    return r->raw_bytes > 0;
}

static bool take_event(struct chain_event *event, const struct chain_event *before,
                       struct cursor *c)
{
    uint64_t monotonic, wall;
    if (c->at == c->end || *c->at > (FLAG_TRUSTED | FLAG_BOOT))
        return false;
    uint8_t flags = *c->at++;
    event->trusted = (flags & FLAG_TRUSTED) != 0;
    event->boot = before->boot;
    if (flags & FLAG_BOOT && !take_text(&event->boot, c, STORE_NAME_MAX))
        return false;
    if (event->boot.size == 0 || !take_difference(&monotonic, c) || !take_difference(&wall, c))
        return false;
    event->monotonic_ms = (int64_t)((uint64_t)before->monotonic_ms + monotonic);
    event->wall_ms = (int64_t)((uint64_t)before->wall_ms + wall + monotonic);
    return take_text(&event->kind, c, STORE_NAME_MAX) &&
           take_text(&event->payload, c, STORE_PAYLOAD_MAX);
}

static bool take_events(struct block_reader *r, const struct bundle_block *block,
                        struct slice device)
{
    struct chain_event none = {.trusted = false};
    const struct chain_event *before = &none;
    const uint8_t *previous = block->previous;
    struct cursor c = {r->raw, r->raw + r->raw_bytes};
    for (unsigned i = 0; i < block->event_count; i++) {
        struct chain_event *event = &r->events[i];
        if (!take_event(event, before, &c))
            return false;
        event->device = device;
        event->seq = block->first_seq + i;
        memcpy(event->previous, previous, STORE_HASH_BYTES);
        chain_hash(r->hashes[i], event);
        previous = r->hashes[i];
        before = event;
    }
    return c.at == c.end && memcmp(previous, block->hash, STORE_HASH_BYTES) == 0;
}

enum block_state block_open(struct block_reader *r, const struct bundle_block *block,
                            struct slice device, const uint8_t public_key[STORE_PUBLIC_BYTES])
{
    r->event_count = 0;
    if (!unpack(r, block) || !take_events(r, block, device))
        return BLOCK_DAMAGED;
    struct store_tail last = {.seq = block_last_seq(block)};
    memcpy(last.hash, block->hash, STORE_HASH_BYTES);
    if (!chain_is_signed(block->signature, device, &last, public_key))
        return BLOCK_FORGED;
    r->event_count = block->event_count;
    return BLOCK_GOOD;
}

const struct chain_event *block_event(const struct block_reader *r, unsigned index)
{
    CHECK(index < r->event_count);
    return &r->events[index];
}

const uint8_t *block_hash(const struct block_reader *r, unsigned index)
{
    CHECK(index < r->event_count);
    return r->hashes[index];
}
