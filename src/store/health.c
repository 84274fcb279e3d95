#include "store/inside.h"

#include <sys/statvfs.h>

static int64_t free_bytes_at(const char *path)
{
    struct statvfs disk;
    if (statvfs(path, &disk) != 0)
        return 0;
    return (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
}

static bool read_last_backup(int64_t *up_to, int64_t *wall_ms, struct store *s, struct error *e)
{
    bool row;
    sqlite3_stmt *last = sql_get(s, SQL_LAST_BACKUP, e);
    if (!last || !sql_step(&row, s, last, e))
        return false;
    *up_to = row ? sqlite3_column_int64(last, 0) : 0;
    *wall_ms = row ? sqlite3_column_int64(last, 1) : 0;
    sql_done(last);
    return true;
}

/* What lies on a stick in either form is in two places. */
static bool read_last_export(int64_t *up_to, struct store *s, struct error *e)
{
    bool row;
    sqlite3_stmt *last = sql_get(s, SQL_LAST_EXPORT, e);
    if (!last || !sql_step(&row, s, last, e))
        return false;
    int64_t exported = row ? sqlite3_column_int64(last, 0) : 0;
    if (exported > *up_to)
        *up_to = exported;
    sql_done(last);
    return true;
}

bool store_check_health(struct store_health *out, struct store *s, struct error *e)
{
    struct store_health h = {.free_bytes = free_bytes_at(s->path), .read_only = s->read_only};
    struct error why = {0};
    bool row = false;
    int64_t up_to;
    if (!store_quick_check(&h.sound, s, &why)) {
        /* Too damaged to be checked is an answer, not a failure to answer. */
        if (!sql_failed_with(&why, SQLITE_CORRUPT) && !sql_failed_with(&why, SQLITE_NOTADB)) {
            *e = e->kind == ERROR_NONE ? why : *e;
            return false;
        }
        h.sound = false;
    }
    if (!s->tail_known && !event_read_tail(s, e))
        return false;
    s->clock_next_ms = s->clock_seen_ms;
    s->clock_next_ahead = s->clock_ahead;
    struct store_moment now = clock_now(s);
    h.clock_trusted = now.trusted;
    h.wall_ms = now.wall_ms;
    if (!read_last_backup(&up_to, &h.last_backup_wall_ms, s, e) || !read_last_export(&up_to, s, e))
        return false;
    sqlite3_stmt *counts = sql_get(s, SQL_COUNTS, e);
    if (!counts)
        return false;
    sqlite3_bind_int64(counts, 1, up_to);
    bool ok = sql_step(&row, s, counts, e);
    if (ok && row) {
        h.events = sqlite3_column_int64(counts, 0);
        h.unexported_events = sqlite3_column_int64(counts, 1);
        h.contacts = sqlite3_column_int64(counts, 2);
        *out = h;
    }
    sql_done(counts);
    return ok;
}
