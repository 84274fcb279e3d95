#include "store/segment.h"

#include "store/derive.h"

bool segment_get_device(struct segment_device *out, struct store *s, int64_t number,
                        struct error *e)
{
    bool row;
    *out = (struct segment_device){.number = number};
    sqlite3_stmt *find = sql_get(s, SQL_GET_DEVICE, e);
    if (!find)
        return false;
    sqlite3_bind_int64(find, 1, number);
    bool ok = sql_step(&row, s, find, e);
    const void *key = ok && row ? sqlite3_column_blob(find, 0) : NULL;
    if (ok && (!key || sqlite3_column_bytes(find, 0) != STORE_PUBLIC_BYTES))
        ok = sql_fail(s, SQLITE_CORRUPT, e);
    if (ok) {
        memcpy(out->key, key, STORE_PUBLIC_BYTES);
        chain_device_id(&out->id, out->key);
        out->forked = sqlite3_column_int(find, 1) != 0;
        out->event_last = sqlite3_column_int64(find, 2);
    }
    sql_done(find);
    return ok;
}

bool segment_find_device(struct segment_device *out, struct store *s,
                         const uint8_t key[STORE_PUBLIC_BYTES], struct error *e)
{
    int64_t number;
    return derive_put_device(&number, s, key, e) && segment_get_device(out, s, number, e);
}

bool segment_note_fork(struct store *s, struct segment_device *device, struct error *e)
{
    sqlite3_stmt *note = sql_get(s, SQL_PUT_FORKED, e);
    if (!note)
        return false;
    device->forked = true;
    sqlite3_bind_int64(note, 1, device->number);
    return sql_run(s, note, e);
}

/* ---- rows ---- */

/* Columns: id, first_seq, last_seq, first_previous, last_hash. */
static bool read_row(struct segment *out, struct store *s, sqlite3_stmt *row, struct error *e)
{
    const void *previous = sqlite3_column_blob(row, 3);
    const void *hash = sqlite3_column_blob(row, 4);
    if (!previous || !hash || sqlite3_column_bytes(row, 3) != STORE_HASH_BYTES ||
        sqlite3_column_bytes(row, 4) != STORE_HASH_BYTES)
        return sql_fail(s, SQLITE_CORRUPT, e);
    *out = (struct segment){.id = sqlite3_column_int64(row, 0),
                            .first_seq = sqlite3_column_int64(row, 1),
                            .last_seq = sqlite3_column_int64(row, 2)};
    memcpy(out->previous, previous, STORE_HASH_BYTES);
    memcpy(out->hash, hash, STORE_HASH_BYTES);
    return true;
}

/* Rows with a first sequence from `low` to `high`. */
static bool list_rows(struct segment_list *out, struct store *s, struct arena *a,
                      int64_t device_number, int64_t low, int64_t high, struct error *e)
{
    bool row, ok;
    unsigned capacity = 64, count = 0;
    struct segment *rows = ARENA_ARRAY(a, capacity, struct segment);
    sqlite3_stmt *list = sql_get(s, SQL_LIST_SEGMENTS, e);
    if (!list)
        return false;
    sqlite3_bind_int64(list, 1, device_number);
    sqlite3_bind_int64(list, 2, low);
    sqlite3_bind_int64(list, 3, high);
    while ((ok = sql_step(&row, s, list, e)) && row) {
        if (count == capacity) {
            struct segment *more = ARENA_ARRAY(a, capacity * (size_t)2, struct segment);
            memcpy(more, rows, count * sizeof *rows);
            rows = more;
            capacity *= 2;
        }
        if (!(ok = read_row(&rows[count++], s, list, e)))
            break;
    }
    sql_done(list);
    *out = (struct segment_list){rows, count};
    return ok;
}

bool segment_list_all(struct segment_list *out, struct store *s, struct arena *a,
                      int64_t device_number, struct error *e)
{
    return list_rows(out, s, a, device_number, 1, INT64_MAX, e);
}

bool segment_put(struct store *s, const struct segment_device *device,
                 const struct bundle_block *block, struct error *e)
{
    sqlite3_stmt *insert = sql_get(s, SQL_ADD_SEGMENT, e);
    if (!insert)
        return false;
    sqlite3_bind_int64(insert, 1, device->number);
    sqlite3_bind_int64(insert, 2, block->first_seq);
    sqlite3_bind_int64(insert, 3, block_last_seq(block));
    sqlite3_bind_blob(insert, 4, block->previous, STORE_HASH_BYTES, SQLITE_STATIC);
    sqlite3_bind_blob(insert, 5, block->hash, STORE_HASH_BYTES, SQLITE_STATIC);
    sqlite3_bind_blob(insert, 6, block->signature, STORE_SIGNATURE_BYTES, SQLITE_STATIC);
    sqlite3_bind_int64(insert, 7, block->event_count);
    sqlite3_bind_blob(insert, 8, block->packed.data, (int)block->packed.size, SQLITE_STATIC);
    return sql_run(s, insert, e);
}

/* Columns: first_seq, event_count, first_previous, last_hash, signature, events. */
static bool read_block(struct bundle_block *out, struct store *s, struct arena *a,
                       sqlite3_stmt *row, struct error *e)
{
    const void *previous = sqlite3_column_blob(row, 2);
    const void *hash = sqlite3_column_blob(row, 3);
    const void *signature = sqlite3_column_blob(row, 4);
    const char *packed = sqlite3_column_blob(row, 5);
    if (!previous || !hash || !signature || !packed ||
        sqlite3_column_bytes(row, 2) != STORE_HASH_BYTES ||
        sqlite3_column_bytes(row, 3) != STORE_HASH_BYTES ||
        sqlite3_column_bytes(row, 4) != STORE_SIGNATURE_BYTES ||
        sqlite3_column_bytes(row, 5) > BLOCK_PACKED_MAX)
        return sql_fail(s, SQLITE_CORRUPT, e);
    *out = (struct bundle_block){.first_seq = sqlite3_column_int64(row, 0),
                                 .event_count = (uint32_t)sqlite3_column_int64(row, 1)};
    memcpy(out->previous, previous, STORE_HASH_BYTES);
    memcpy(out->hash, hash, STORE_HASH_BYTES);
    memcpy(out->signature, signature, STORE_SIGNATURE_BYTES);
    out->packed = arena_copy(a, (struct slice){packed, (size_t)sqlite3_column_bytes(row, 5)});
    return true;
}

bool segment_read(struct bundle_block *out, struct store *s, struct arena *a, int64_t id,
                  struct error *e)
{
    bool row;
    sqlite3_stmt *find = sql_get(s, SQL_FIND_SEGMENT, e);
    if (!find)
        return false;
    sqlite3_bind_int64(find, 1, id);
    bool ok = sql_step(&row, s, find, e) &&
              (row ? read_block(out, s, a, find, e) : sql_fail(s, SQLITE_CORRUPT, e));
    sql_done(find);
    return ok;
}

bool segment_last(int64_t *seq, struct store *s, int64_t device_number, struct error *e)
{
    bool row;
    sqlite3_stmt *last = sql_get(s, SQL_LAST_SEGMENT, e);
    if (!last)
        return false;
    sqlite3_bind_int64(last, 1, device_number);
    bool ok = sql_step(&row, s, last, e);
    *seq = ok && row ? sqlite3_column_int64(last, 0) : 0;
    sql_done(last);
    return ok;
}

bool segment_gap_before(int64_t *from, int64_t *to, struct store *s, int64_t device_number,
                        int64_t seq, struct error *e)
{
    bool row;
    sqlite3_stmt *before = sql_get(s, SQL_SEGMENT_BEFORE, e);
    if (!before)
        return false;
    sqlite3_bind_int64(before, 1, device_number);
    sqlite3_bind_int64(before, 2, seq);
    bool ok = sql_step(&row, s, before, e);
    int64_t last = ok && row ? sqlite3_column_int64(before, 0) : 0;
    sql_done(before);
    *from = last < seq - 1 ? last + 1 : 0;
    *to = last < seq - 1 ? seq - 1 : 0;
    return ok;
}

/* ---- one block against the rows ---- */

/* Rows prove themselves each time they are opened: a file changed by another program is found. */
static bool open_row(struct block_reader *r, struct store *s, struct arena *a,
                     const struct segment_device *device, const struct segment *row,
                     struct error *e)
{
    struct bundle_block block;
    if (!segment_read(&block, s, a, row->id, e))
        return false;
    return block_open(r, &block, slice_from(device->id.text), device->key) == BLOCK_GOOD ||
           sql_fail(s, SQLITE_CORRUPT, e);
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

struct comparing {
    struct store *s;
    struct arena arena;
    const struct segment_device *device;
    const struct bundle_block *block;
    const struct block_reader *open;
    struct block_reader *other;
};

/* Rows that only touch the block must join it: the hash before one is the hash of the other. */
static int64_t compare_ends(const struct comparing *c, const struct segment *row)
{
    const struct bundle_block *block = c->block;
    int64_t last = block_last_seq(block);
    if (row->last_seq == block->first_seq - 1 &&
        memcmp(row->hash, block->previous, STORE_HASH_BYTES) != 0)
        return block->first_seq;
    if (row->first_seq == last + 1 && memcmp(row->previous, block->hash, STORE_HASH_BYTES) != 0)
        return last + 1;
    return 0;
}

/* Equal hashes mean that all before is equal too, so one look is enough, mostly without opening the
 * row. */
static bool compare_row(int64_t *fork_at, struct comparing *c, const struct segment *row,
                        struct error *e)
{
    int64_t first = c->block->first_seq;
    int64_t low = larger(first, row->first_seq);
    int64_t high = smaller(block_last_seq(c->block), row->last_seq);
    *fork_at = 0;
    if (low > high) {
        *fork_at = compare_ends(c, row);
        return true;
    }
    if (high == row->last_seq &&
        memcmp(block_hash(c->open, (unsigned)(high - first)), row->hash, STORE_HASH_BYTES) == 0)
        return true;
    if (!open_row(c->other, c->s, &c->arena, c->device, row, e))
        return false;
    for (int64_t seq = low; seq <= high && !*fork_at; seq++)
        if (memcmp(block_hash(c->open, (unsigned)(seq - first)),
                   block_hash(c->other, (unsigned)(seq - row->first_seq)), STORE_HASH_BYTES) != 0)
            *fork_at = seq;
    return true;
}

static bool compare_rows(struct segment_fit *out, struct comparing *c, struct error *e)
{
    struct segment_list list;
    int64_t first = c->block->first_seq, last = block_last_seq(c->block);
    int64_t known_to = first - 1; /* Rows come by first sequence. */
    if (!list_rows(&list, c->s, &c->arena, c->device->number, first - BLOCK_EVENTS_MAX, last + 1,
                   e))
        return false;
    for (unsigned i = 0; i < list.count; i++) {
        const struct segment *row = &list.rows[i];
        int64_t fork_at;
        if (!compare_row(&fork_at, c, row, e))
            return false;
        if (fork_at && (!out->fork_at || fork_at < out->fork_at))
            out->fork_at = fork_at;
        int64_t same_to = smaller(fork_at ? fork_at - 1 : last, row->last_seq);
        int64_t same_from = larger(known_to + 1, row->first_seq);
        if (same_to >= same_from) {
            out->known += same_to - same_from + 1;
            known_to = same_to;
        }
    }
    return true;
}

enum { COMPARE_BYTES = 256 * 1024 * 1024 };

bool segment_compare(struct segment_fit *out, struct store *s, const struct segment_device *device,
                     const struct bundle_block *block, const struct block_reader *open,
                     struct block_reader *other, struct error *e)
{
    struct comparing c = {.s = s, .device = device, .block = block, .open = open, .other = other};
    *out = (struct segment_fit){.known = 0};
    arena_init(&c.arena, COMPARE_BYTES);
    bool ok = compare_rows(out, &c, e);
    arena_deinit(&c.arena);
    return ok;
}
