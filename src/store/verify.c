#include "store/inside.h"

/* Everything about the log at once: each event, its device's key, its signature if there is one. */
static const char walk_text[] =
    "SELECT e.seq, e.device, e.boot, e.monotonic_ms, e.wall_ms, e.trusted, e.kind, e.payload,"
    " e.previous, e.hash, d.public_key, c.signature"
    " FROM event e LEFT JOIN device d ON d.id = e.device LEFT JOIN checkpoint c ON c.seq = e.seq"
    " ORDER BY e.seq";

static bool column_is(sqlite3_stmt *row, int column, const uint8_t *bytes, size_t size_bytes)
{
    const void *found = sqlite3_column_blob(row, column);
    return found && sqlite3_column_bytes(row, column) == (int)size_bytes &&
           memcmp(found, bytes, size_bytes) == 0;
}

/* A device's id is made from its public key, so one cannot be put under the other's name. */
static bool key_fits_device(struct slice device, const uint8_t *public_key)
{
    struct store_id id;
    chain_device_id(&id, public_key);
    return slice_equal_text(device, id.text);
}

static bool signature_is_good(sqlite3_stmt *row, struct slice device, struct slice kind,
                              const struct store_tail *at)
{
    const uint8_t *key = sqlite3_column_blob(row, 10);
    if (!key || sqlite3_column_bytes(row, 10) != STORE_PUBLIC_BYTES ||
        !key_fits_device(device, key))
        return false;
    if (sqlite3_column_type(row, 11) == SQLITE_NULL)
        return at->seq % STORE_CHECKPOINT_EVERY != 0 && !slice_equal_text(kind, "end");
    const uint8_t *signature = sqlite3_column_blob(row, 11);
    return signature && sqlite3_column_bytes(row, 11) == STORE_SIGNATURE_BYTES &&
           chain_is_signed(signature, device, at, key);
}

/* `tail` is what came before and, when all is well, moves on. */
static bool event_is_good(sqlite3_stmt *row, struct store_tail *tail)
{
    struct chain_event event = event_read_row(row);
    if (event.seq != tail->seq + 1 || !column_is(row, 8, tail->hash, STORE_HASH_BYTES))
        return false;
    memcpy(event.previous, tail->hash, STORE_HASH_BYTES);
    tail->seq = event.seq;
    chain_hash(tail->hash, &event);
    return column_is(row, 9, tail->hash, STORE_HASH_BYTES) &&
           signature_is_good(row, event.device, event.kind, tail);
}

bool store_verify(int64_t *broken_at, struct store *s, struct error *e)
{
    sqlite3_stmt *walk = NULL;
    int code = sqlite3_prepare_v2(s->db, walk_text, -1, &walk, NULL);
    if (code != SQLITE_OK)
        return sql_fail(s, code, e);
    struct store_tail tail = {0};
    int64_t broken = 0;
    bool row = false, ok;
    while ((ok = sql_step(&row, s, walk, e)) && row && !broken) {
        int64_t expected = tail.seq + 1;
        if (!event_is_good(walk, &tail))
            broken = expected;
    }
    sqlite3_finalize(walk);
    if (ok)
        *broken_at = broken;
    return ok;
}
