#include "store/inside.h"

/* The connection can be anywhere after a failure: SQLite rolls back by itself after FULL, IOERR or
 * NOMEM, or does not. sqlite3_get_autocommit knows. What the program believes about the end of the
 * log is then read again from the file. */
static void roll_back(struct store *s)
{
    s->tail_known = false;
    if (sqlite3_get_autocommit(s->db))
        return;
    struct error ignored = {0};
    sqlite3_stmt *rollback = sql_get(s, SQL_ROLLBACK, &ignored);
    if (!rollback || !sql_run(s, rollback, &ignored))
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}

static bool try_once(struct store *s, store_work *work, void *arguments, struct error *e)
{
    if (!sqlite3_get_autocommit(s->db))
        roll_back(s); /* An earlier failure could not. */
    sqlite3_stmt *begin = sql_get(s, SQL_BEGIN, e);
    if (!begin || !sql_run(s, begin, e))
        return false;
    if (!s->tail_known && !event_read_tail(s, e))
        return false;
    s->next = s->tail;
    s->clock_next_ms = s->clock_seen_ms;
    s->clock_next_ahead = s->clock_ahead;
    if (!work(s, arguments, e))
        return false;
    sqlite3_stmt *commit = sql_get(s, SQL_COMMIT, e);
    if (!commit || !sql_run(s, commit, e))
        return false;
    s->tail = s->next;
    s->clock_seen_ms = s->clock_next_ms;
    s->clock_ahead = s->clock_next_ahead;
    return true;
}

bool store_transact(struct store *s, store_work *work, void *arguments, struct error *e)
{
    struct error first = {0};
    if (s->reading)
        return sql_fail(s, SQLITE_READONLY, e);
    if (try_once(s, work, arguments, &first))
        return true;
    roll_back(s);
    if (!sql_failed_with(&first, SQLITE_FULL) || !reserve_release(s)) {
        *e = e->kind == ERROR_NONE ? first : *e;
        return false;
    }
    if (try_once(s, work, arguments, e))
        return true;
    roll_back(s);
    return false;
}
