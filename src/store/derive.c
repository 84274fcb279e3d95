#include "store/derive.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "store/derive_state.h"

enum { ARENA_BYTES_MAX = 64 * 1024 * 1024 };

bool derive_put_device(int64_t *number, struct store *s,
                       const uint8_t public_key[STORE_PUBLIC_BYTES], struct error *e)
{
    bool row, own;
    struct store_id id;
    chain_device_id(&id, public_key);
    sqlite3_stmt *add = sql_get(s, SQL_ADD_DEVICE, e);
    if (!add)
        return false;
    sql_bind_slice(add, 1, slice_from(id.text));
    sqlite3_bind_blob(add, 2, public_key, STORE_PUBLIC_BYTES, SQLITE_TRANSIENT);
    return sql_run(s, add, e) && derive_find_device(&row, number, &own, s, slice_from(id.text), e);
}

bool derive_find_device(bool *found, int64_t *number, bool *own, struct store *s,
                        struct slice device, struct error *e)
{
    sqlite3_stmt *find = sql_get(s, SQL_FIND_DEVICE, e);
    if (!find)
        return false;
    sql_bind_slice(find, 1, device);
    bool ok = sql_step(found, s, find, e);
    if (ok && *found) {
        *number = sqlite3_column_int64(find, 0);
        *own = sqlite3_column_int(find, 1) != 0;
        if (*number < 1 || *number >= FACT_DEVICES_MAX)
            ok = error_set(e, ERROR_LIMIT, 0, _("%s holds more machines than this program can"),
                           s->path);
    }
    sql_done(find);
    return ok;
}

struct derive *derive_begin(struct store *s, struct error *e)
{
    struct derive *d = calloc(1, sizeof *d);
    if (!d) {
        sql_fail(s, SQLITE_NOMEM, e);
        return NULL;
    }
    d->s = s;
    arena_init(&d->arena, ARENA_BYTES_MAX);
    return d;
}

void derive_close(struct derive *d)
{
    if (!d)
        return;
    arena_deinit(&d->arena);
    free(d->slots);
    free(d);
}

static bool write_tally(struct derive *d, struct error *e)
{
    if (d->orphan_count == 0 && d->unreadable_count == 0)
        return true;
    sqlite3_stmt *add = sql_get(d->s, SQL_ADD_TALLY, e);
    if (!add)
        return false;
    sqlite3_bind_int64(add, 1, d->device_number);
    sqlite3_bind_int64(add, 2, d->orphan_count);
    sqlite3_bind_int64(add, 3, d->unreadable_count);
    d->orphan_count = d->unreadable_count = 0;
    return sql_run(d->s, add, e);
}

bool derive_finish(struct derive *d, struct error *e)
{
    return derive_flush_sheet(d, e) && write_tally(d, e);
}

static bool turn_to(struct derive *d, struct slice device, struct error *e)
{
    bool found;
    if (slice_equal_text(device, d->device.text))
        return true;
    if (!derive_finish(d, e) ||
        !derive_find_device(&found, &d->device_number, &d->own, d->s, device, e))
        return false;
    if (!found || device.size != STORE_ID_BYTES - 1)
        return sql_fail(d->s, SQLITE_CORRUPT, e);
    memcpy(d->device.text, device.data, device.size);
    return true;
}

static enum fact read_event(struct derive *d, const struct chain_event *event, struct error *e)
{
    /* The two that nearly all events are come first. */
    if (slice_equal_text(event->kind, "answer"))
        return derive_round_answer(d, event, e);
    if (slice_equal_text(event->kind, "paper-row"))
        return derive_paper_row(d, event, e);
    if (slice_equal_text(event->kind, "begin"))
        return derive_round_begin(d, event, e);
    if (slice_equal_text(event->kind, "end"))
        return derive_round_end(d, event, e);
    if (slice_equal_text(event->kind, "paper"))
        return derive_paper(d, event, e);
    return derive_other(d, event, e);
}

bool derive_event(struct derive *d, const struct chain_event *event, struct error *e)
{
    CHECK(event->payload.size <= STORE_PAYLOAD_MAX);
    if (!turn_to(d, event->device, e))
        return false;
    switch (read_event(d, event, e)) {
    case FACT_KEPT:
        return true;
    case FACT_ORPHAN:
        d->orphan_count++;
        return true;
    case FACT_UNREADABLE:
        d->unreadable_count++;
        return true;
    case FACT_FAILED:
        return false;
    }
    UNREACHABLE("fact");
}

bool derive_forget(struct store *s, int64_t device_number, struct error *e)
{
    for (int which = SQL_FORGET_SHEETS; which <= SQL_FORGET_TALLY; which++) {
        sqlite3_stmt *forget = sql_get(s, (enum store_sql)which, e);
        if (!forget)
            return false;
        sqlite3_bind_int64(forget, 1, fact_key(device_number, 0));
        sqlite3_bind_int64(forget, 2, fact_key(device_number + 1, 0));
        if (!sql_run(s, forget, e))
            return false;
    }
    return true;
}
