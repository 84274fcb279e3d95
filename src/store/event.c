#include "store/inside.h"

#include "base/i18n.h"
#include "store/derive.h"

static bool read_clock_seen(struct store *s, struct error *e)
{
    bool row = false;
    sqlite3_stmt *clock = sql_get(s, SQL_CLOCK_SEEN, e);
    if (!clock || !sql_step(&row, s, clock, e))
        return false;
    s->clock_seen_ms = row ? sqlite3_column_int64(clock, 0) : 0;
    sql_done(clock);
    s->clock_ahead = (struct store_ahead){0, 0};
    sqlite3_stmt *since = sql_get(s, SQL_CLOCK_SINCE, e);
    if (!since)
        return false;
    bool ok;
    while ((ok = sql_step(&row, s, since, e)) && row)
        clock_step(&s->clock_ahead, s, s->clock_seen_ms, sqlite3_column_int64(since, 0));
    sql_done(since);
    return ok;
}

bool event_read_tail(struct store *s, struct error *e)
{
    bool row = false;
    sqlite3_stmt *tail = sql_get(s, SQL_TAIL, e);
    if (!tail || !sql_step(&row, s, tail, e))
        return false;
    struct store_tail found = {0};
    const void *hash = row ? sqlite3_column_blob(tail, 1) : NULL;
    if (hash && sqlite3_column_bytes(tail, 1) == STORE_HASH_BYTES) {
        found.seq = sqlite3_column_int64(tail, 0);
        memcpy(found.hash, hash, STORE_HASH_BYTES);
    }
    sql_done(tail);
    if (row && !hash)
        return sql_fail(s, SQLITE_NOMEM, e);
    if (!read_clock_seen(s, e))
        return false;
    s->tail = found;
    s->tail_known = true;
    return true;
}

static bool insert_event(struct store *s, const struct chain_event *event,
                         const uint8_t hash[STORE_HASH_BYTES], struct error *e)
{
    sqlite3_stmt *insert = sql_get(s, SQL_APPEND, e);
    if (!insert)
        return false;
    sqlite3_bind_int64(insert, 1, event->seq);
    sql_bind_slice(insert, 2, event->device);
    sql_bind_slice(insert, 3, event->boot);
    sqlite3_bind_int64(insert, 4, event->monotonic_ms);
    sqlite3_bind_int64(insert, 5, event->wall_ms);
    sqlite3_bind_int(insert, 6, event->trusted);
    sql_bind_slice(insert, 7, event->kind);
    sql_bind_slice(insert, 8, event->payload);
    sqlite3_bind_blob(insert, 9, event->previous, STORE_HASH_BYTES, SQLITE_STATIC);
    sqlite3_bind_blob(insert, 10, hash, STORE_HASH_BYTES, SQLITE_STATIC);
    return sql_run(s, insert, e);
}

bool event_append(struct store *s, const char *kind, struct slice payload, struct error *e)
{
    int64_t seen_ms = s->clock_next_ms;
    /* Staff who set the clock by hand have the last word over times seen before. */
    if (strcmp(kind, "clock-set") == 0)
        s->clock_next_ms = 0;
    struct store_moment now = clock_now(s);
    if (!now.trusted)
        s->clock_next_ms = seen_ms;
    struct chain_event event = {
        .device = slice_from(s->device.text),
        .boot = slice_from(s->boot.text),
        .kind = slice_from(kind),
        .payload = payload,
        .seq = s->next.seq + 1,
        .monotonic_ms = now.monotonic_ms,
        .wall_ms = now.wall_ms,
        .trusted = now.trusted,
    };
    memcpy(event.previous, s->next.hash, STORE_HASH_BYTES);
    struct store_tail next = {.seq = event.seq};
    chain_hash(next.hash, &event);
    if (!insert_event(s, &event, next.hash, e))
        return false;
    s->next = next;
    if (!now.trusted)
        clock_step(&s->clock_next_ahead, s, s->clock_next_ms, now.wall_ms);
    else
        s->clock_next_ahead = (struct store_ahead){0, 0};
    if (now.trusted && now.wall_ms > s->clock_next_ms)
        s->clock_next_ms = now.wall_ms;
    return event.seq % STORE_CHECKPOINT_EVERY != 0 || event_sign(s, e);
}

bool event_sign(struct store *s, struct error *e)
{
    uint8_t signature[STORE_SIGNATURE_BYTES];
    chain_sign(signature, slice_from(s->device.text), &s->next, s->secret_key);
    sqlite3_stmt *insert = sql_get(s, SQL_SIGN, e);
    if (!insert)
        return false;
    sqlite3_bind_int64(insert, 1, s->next.seq);
    sqlite3_bind_blob(insert, 2, signature, sizeof signature, SQLITE_STATIC);
    return sql_run(s, insert, e);
}

struct chain_event event_read_row(sqlite3_stmt *row)
{
    return (struct chain_event){
        .seq = sqlite3_column_int64(row, 0),
        .device = sql_column(row, 1),
        .boot = sql_column(row, 2),
        .monotonic_ms = sqlite3_column_int64(row, 3),
        .wall_ms = sqlite3_column_int64(row, 4),
        .trusted = sqlite3_column_int(row, 5) != 0,
        .kind = sql_column(row, 6),
        .payload = sql_column(row, 7),
    };
}

/* From a statement with its parameters bound. */
static bool derive_facts(struct store *s, sqlite3_stmt *events, struct error *e)
{
    struct derive *d = derive_begin(s, e);
    bool row = false, ok = d != NULL;
    while (ok && (ok = sql_step(&row, s, events, e)) && row) {
        struct chain_event event = event_read_row(events);
        ok = event.payload.size <= STORE_PAYLOAD_MAX ? derive_event(d, &event, e)
                                                     : sql_fail(s, SQLITE_CORRUPT, e);
    }
    sql_done(events);
    ok = ok && derive_finish(d, e);
    derive_close(d);
    return ok;
}

bool event_derive_facts_of(struct store *s, int64_t device_number, struct error *e)
{
    sqlite3_stmt *events = sql_get(s, SQL_OWN_EVENTS_OF, e);
    if (!events)
        return false;
    sqlite3_bind_int64(events, 1, device_number);
    return derive_facts(s, events, e);
}

bool event_derive(struct store *s, int64_t first, int64_t last, struct error *e)
{
    for (int which = SQL_DERIVE_BEGIN; which <= SQL_DERIVE_END; which++) {
        sqlite3_stmt *derive = sql_get(s, (enum store_sql)which, e);
        if (!derive)
            return false;
        sqlite3_bind_int64(derive, 1, first);
        sqlite3_bind_int64(derive, 2, last);
        if (!sql_run(s, derive, e))
            return false;
    }
    sqlite3_stmt *events = sql_get(s, SQL_OWN_EVENTS, e);
    if (!events)
        return false;
    sqlite3_bind_int64(events, 1, first);
    sqlite3_bind_int64(events, 2, last);
    return derive_facts(s, events, e);
}

bool event_append_derived(struct store *s, const char *kind, const struct buf *payload,
                          struct error *e)
{
    if (payload->failed)
        return error_set(e, ERROR_LIMIT, 0, _("“%s” is too long to be recorded"), kind);
    int64_t seq = s->next.seq + 1;
    return event_append(s, kind, buf_slice(payload), e) && event_derive(s, seq, seq, e);
}

struct note {
    const char *kind;
    struct slice payload;
};

static bool write_note(struct store *s, void *arguments, struct error *e)
{
    const struct note *note = arguments;
    return event_append(s, note->kind, note->payload, e);
}

bool event_note(struct store *s, const char *kind, struct slice payload, struct error *e)
{
    struct note note = {kind, payload};
    return store_transact(s, write_note, &note, e);
}
