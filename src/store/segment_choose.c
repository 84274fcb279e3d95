/* Which events of a device count: the rule is in segment.h. */
#include "store/derive.h"
#include "store/json.h"
#include "store/segment.h"

enum { LIST_BYTES = 1024 * 1024 * 1024 };

/* A part of a row that counts. */
struct piece {
    const struct segment *row;
    int64_t first_seq, last_seq;
};

struct choosing {
    struct store *s;
    struct segment_device device;
    struct arena list_arena, block_arena;
    struct segment_list list;
    struct block_reader *reader;
    const struct segment *open; /* What `reader` holds. */
    struct piece *pieces;       /* Highest first. */
    unsigned piece_count;
};

static bool open_row(struct choosing *c, const struct segment *row, struct error *e)
{
    struct bundle_block block;
    if (c->open == row)
        return true;
    c->open = NULL;
    arena_reset(&c->block_arena);
    if (!segment_read(&block, c->s, &c->block_arena, row->id, e))
        return false;
    if (block_open(c->reader, &block, slice_from(c->device.id.text), c->device.key) != BLOCK_GOOD)
        return sql_fail(c->s, SQLITE_CORRUPT, e);
    c->open = row;
    return true;
}

/* The hash of event `seq`, which lies in the row. */
static bool hash_at(uint8_t out[STORE_HASH_BYTES], struct choosing *c, const struct segment *row,
                    int64_t seq, struct error *e)
{
    if (seq == row->last_seq) {
        memcpy(out, row->hash, STORE_HASH_BYTES);
        return true;
    }
    if (!open_row(c, row, e))
        return false;
    memcpy(out, block_hash(c->reader, (unsigned)(seq - row->first_seq)), STORE_HASH_BYTES);
    return true;
}

/* Rows are sorted by first sequence and none is longer than BLOCK_EVENTS_MAX, so those that can
 * hold a sequence lie together. `*count` is that of rows that begin at or before `seq`. */
static void narrow(unsigned *count, const struct choosing *c, int64_t seq)
{
    while (*count > 0 && c->list.rows[*count - 1].first_seq > seq)
        --*count;
}

/* The row that holds the event `at`, or NULL: a gap. */
static bool find_event(const struct segment **out, struct choosing *c, unsigned count,
                       const struct store_tail *at, struct error *e)
{
    uint8_t hash[STORE_HASH_BYTES];
    *out = NULL;
    for (unsigned i = count; i > 0; i--) {
        const struct segment *row = &c->list.rows[i - 1];
        if (row->first_seq <= at->seq - BLOCK_EVENTS_MAX)
            break;
        if (row->last_seq < at->seq)
            continue;
        if (!hash_at(hash, c, row, at->seq, e))
            return false;
        if (memcmp(hash, at->hash, STORE_HASH_BYTES) == 0) {
            *out = row;
            return true;
        }
    }
    return true;
}

/* The event of the highest sequence up to `below`; of several the one with the smallest hash. */
static bool find_tip(const struct segment **out, int64_t *tip, struct choosing *c, unsigned count,
                     int64_t below, struct error *e)
{
    uint8_t hash[STORE_HASH_BYTES], best_hash[STORE_HASH_BYTES];
    int64_t best = 0;
    *out = NULL;
    for (unsigned i = count; i > 0; i--) {
        const struct segment *row = &c->list.rows[i - 1];
        int64_t seq = row->last_seq < below ? row->last_seq : below;
        if (row->first_seq <= best - BLOCK_EVENTS_MAX)
            break;
        if (seq < best)
            continue;
        if (!hash_at(hash, c, row, seq, e))
            return false;
        if (seq > best || memcmp(hash, best_hash, STORE_HASH_BYTES) < 0) {
            *out = row;
            best = seq;
            memcpy(best_hash, hash, sizeof hash);
        }
    }
    *tip = best;
    return true;
}

static bool choose(struct choosing *c, struct error *e)
{
    const struct segment *row = NULL;
    struct store_tail at = {.seq = INT64_MAX};
    unsigned count = c->list.count;
    c->pieces = ARENA_ARRAY(&c->list_arena, c->list.count + 1, struct piece);
    while (at.seq > 0) {
        narrow(&count, c, at.seq);
        if (at.seq < INT64_MAX && !find_event(&row, c, count, &at, e))
            return false;
        int64_t tip = at.seq;
        if (!row && !find_tip(&row, &tip, c, count, at.seq, e))
            return false;
        if (!row)
            return true; /* A gap down to the beginning. */
        c->pieces[c->piece_count++] = (struct piece){row, row->first_seq, tip};
        at.seq = row->first_seq - 1;
        memcpy(at.hash, row->previous, STORE_HASH_BYTES);
        row = NULL;
    }
    return true;
}

static bool visit_pieces(struct choosing *c, segment_visitor *visit, void *self, struct error *e)
{
    for (unsigned i = c->piece_count; i > 0; i--) {
        const struct piece *piece = &c->pieces[i - 1];
        if (piece->last_seq <= c->device.event_last)
            continue;
        if (!open_row(c, piece->row, e))
            return false;
        for (int64_t seq = piece->first_seq; seq <= piece->last_seq; seq++)
            if (seq > c->device.event_last &&
                !visit(self, block_event(c->reader, (unsigned)(seq - piece->row->first_seq)), e))
                return false;
    }
    return true;
}

/* ---- what was forgotten, on whatever branch ---- */

static bool put_forgotten(struct choosing *c, const struct chain_event *event, struct error *e)
{
    char scratch[STORE_PAYLOAD_MAX];
    struct slice contact, by;
    struct json_reader r;
    const struct json_field fields[] = {{"contact", JSON_TEXT, &contact, false},
                                        {"by", JSON_TEXT, &by, false}};
    json_read(&r, event->payload, scratch);
    if (!json_fields(&r, fields, 2) || !json_finished(&r) || contact.size != STORE_ID_BYTES - 1 ||
        by.size > STORE_NAME_MAX)
        return true;
    /* Under keys below zero: those above belong to events that count. */
    sqlite3_stmt *insert = sql_get(c->s, SQL_FORGET_FOR_GOOD, e);
    if (!insert)
        return false;
    sql_bind_slice(insert, 1, contact);
    sql_bind_slice(insert, 2, by);
    if (!sql_run(c->s, insert, e))
        return false;
    sqlite3_stmt *delete_one = sql_get(c->s, SQL_DELETE_CONTACT, e);
    if (!delete_one)
        return false;
    sql_bind_slice(delete_one, 1, contact);
    return sql_run(c->s, delete_one, e);
}

static bool walk_branches(struct choosing *c, struct error *e)
{
    for (unsigned i = 0; i < c->list.count; i++) {
        const struct segment *row = &c->list.rows[i];
        if (!open_row(c, row, e))
            return false;
        for (int64_t seq = row->first_seq; seq <= row->last_seq; seq++) {
            const struct chain_event *event =
                block_event(c->reader, (unsigned)(seq - row->first_seq));
            if (slice_equal_text(event->kind, "forgotten") && !put_forgotten(c, event, e))
                return false;
        }
    }
    return true;
}

/* ---- both, from outside ---- */

static bool begin(struct choosing *c, struct store *s, int64_t device_number, struct error *e)
{
    *c = (struct choosing){.s = s};
    arena_init(&c->list_arena, LIST_BYTES);
    arena_init(&c->block_arena, (size_t)2 * BLOCK_PACKED_MAX);
    return segment_get_device(&c->device, s, device_number, e) &&
           segment_list_all(&c->list, s, &c->list_arena, device_number, e) &&
           (c->list.count == 0 || block_reader_create(&c->reader, e));
}

static void end(struct choosing *c)
{
    arena_deinit(&c->list_arena);
    arena_deinit(&c->block_arena);
    block_reader_destroy(c->reader);
}

bool segment_visit(struct store *s, int64_t device_number, segment_visitor *visit, void *self,
                   struct error *e)
{
    struct choosing c;
    bool ok = begin(&c, s, device_number, e) && choose(&c, e) && visit_pieces(&c, visit, self, e);
    end(&c);
    return ok;
}

bool segment_forget_on_branches(struct store *s, int64_t device_number, struct error *e)
{
    struct choosing c;
    bool ok = begin(&c, s, device_number, e) && (!c.device.forked || walk_branches(&c, e));
    end(&c);
    return ok;
}
