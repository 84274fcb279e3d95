#include "store/inside.h"

#include "base/i18n.h"
#include "base/utf8.h"

/* Derivations take a range of sequence numbers: one event when it is recorded, all when rebuilding.
 */
#define EVENTS_OF(kind_name)                                                                       \
    " FROM event e WHERE e.kind = '" kind_name "' AND e.seq BETWEEN ?1 AND ?2"

static const char *const texts[SQL_COUNT] = {
    [SQL_BEGIN] = "BEGIN IMMEDIATE",
    [SQL_COMMIT] = "COMMIT",
    [SQL_ROLLBACK] = "ROLLBACK",
    [SQL_TAIL] = "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1",
    [SQL_CLOCK_SEEN] = "SELECT wall_ms FROM event WHERE trusted = 1 ORDER BY seq DESC LIMIT 1",
    [SQL_APPEND] = "INSERT INTO event (seq, device, boot, monotonic_ms, wall_ms, trusted, kind,"
                   " payload, previous, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    [SQL_SIGN] = "INSERT INTO checkpoint (seq, signature) VALUES (?1, ?2)",
    [SQL_DERIVE_BEGIN] =
        "INSERT INTO attempt (id, begun_seq, quiz, quiz_hash, language, students, begun_wall_ms)"
        " SELECT e.payload ->> 'attempt', e.seq, e.payload ->> 'quiz', e.payload ->> 'quiz_hash',"
        " e.payload ->> 'language', e.payload ->> 'students', e.wall_ms" EVENTS_OF("begin"),
    [SQL_DERIVE_QUESTIONS] =
        "INSERT INTO question (attempt, position, id, hash, options)"
        " SELECT e.payload ->> 'attempt', q.key, q.value ->> 0, q.value ->> 1, q.value ->> 2"
        " FROM event e, json_each(e.payload, '$.questions') q"
        " WHERE e.kind = 'begin' AND e.seq BETWEEN ?1 AND ?2",
    [SQL_DERIVE_ANSWER] =
        "INSERT INTO answer (attempt, position, seq, response, is_right, think_ms)"
        " SELECT e.payload ->> 'attempt', e.payload ->> 'question', e.seq,"
        " e.payload ->> 'response', e.payload ->> 'right',"
        " e.payload ->> 'think_ms'" EVENTS_OF("answer"),
    [SQL_DERIVE_END] =
        "UPDATE attempt SET end_seq = x.seq, end_reason = x.reason"
        " FROM (SELECT e.payload ->> 'attempt' AS id, e.seq AS seq,"
        " e.payload ->> 'reason' AS reason" EVENTS_OF("end") ") x"
                                                             " WHERE attempt.id = x.id",
    [SQL_DERIVE_CONSENT] =
        "INSERT INTO consent (contact, seq, attempt, notice_version, topics)"
        " SELECT e.payload ->> 'contact', e.seq, e.payload ->> 'attempt', e.payload ->> 'notice',"
        " e.payload ->> 'topics'" EVENTS_OF("consent"),
    [SQL_DERIVE_FORGOTTEN] =
        "UPDATE consent SET forgotten_seq = x.seq, forgotten_by = x.by_whom"
        " FROM (SELECT e.payload ->> 'contact' AS id, e.seq AS seq,"
        " e.payload ->> 'by' AS by_whom" EVENTS_OF("forgotten") ") x"
                                                                " WHERE consent.contact = x.id",
    [SQL_OPEN_ATTEMPTS] = "SELECT id FROM attempt WHERE end_seq IS NULL ORDER BY begun_seq LIMIT 1",
    [SQL_OPEN_ATTEMPT] = "SELECT id, quiz, quiz_hash, language, students,"
                         " (SELECT wall_ms FROM event ORDER BY seq DESC LIMIT 1)"
                         " FROM attempt WHERE end_seq IS NULL ORDER BY begun_seq DESC LIMIT 1",
    [SQL_ATTEMPT_QUESTIONS] = "SELECT q.position, q.id, q.hash, q.options, a.response"
                              " FROM question q LEFT JOIN answer a USING (attempt, position)"
                              " WHERE q.attempt = ?1 ORDER BY q.position",
    [SQL_ATTEMPT_STATE] =
        "SELECT end_seq IS NOT NULL, (SELECT count(*) FROM question WHERE attempt = ?1)"
        " FROM attempt WHERE id = ?1",
    [SQL_ANSWERED] = "SELECT response FROM answer WHERE attempt = ?1 AND position = ?2",
    [SQL_RECENT] =
        "SELECT q.id FROM answer a JOIN question q USING (attempt, position)"
        " WHERE a.attempt IN (SELECT id FROM attempt WHERE quiz = ?1 ORDER BY begun_seq DESC"
        " LIMIT 20)"
        " GROUP BY q.id ORDER BY count(*) DESC, max(a.seq) DESC, q.id LIMIT ?2",
    [SQL_GET_SETTING] = "SELECT value FROM setting WHERE name = ?1",
    [SQL_PUT_SETTING] = "INSERT INTO setting (name, value) VALUES (?1, ?2)"
                        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    [SQL_ADD_CONTACT] = "INSERT INTO contact (id, code_hash, wall_ms, sealed)"
                        " VALUES (?1, ?2, ?3, ?4)",
    [SQL_FIND_CONTACT] = "SELECT id FROM contact WHERE code_hash = ?1",
    [SQL_OLD_CONTACT] = "SELECT id FROM contact WHERE wall_ms <= ?1 LIMIT 1",
    [SQL_DELETE_CONTACT] = "DELETE FROM contact WHERE id = ?1",
    [SQL_COUNTS] = "SELECT (SELECT count(*) FROM event),"
                   " (SELECT count(*) FROM event WHERE seq > ?1 AND kind <> 'backup'),"
                   " (SELECT count(*) FROM contact)",
    [SQL_LAST_BACKUP] = "SELECT payload ->> 'up_to', wall_ms FROM event WHERE kind = 'backup'"
                        " ORDER BY seq DESC LIMIT 1",
};

sqlite3_stmt *sql_get(struct store *s, enum store_sql which, struct error *e)
{
    sqlite3_stmt **statement = &s->statements[which];
    if (!*statement) {
        int code =
            sqlite3_prepare_v3(s->db, texts[which], -1, SQLITE_PREPARE_PERSISTENT, statement, NULL);
        if (code != SQLITE_OK) {
            sql_fail(s, code, e);
            return NULL;
        }
    }
    sql_done(*statement);
    return *statement;
}

void sql_done(sqlite3_stmt *statement)
{
    sqlite3_reset(statement); /* Says again what sqlite3_step said. */
    sqlite3_clear_bindings(statement);
}

bool sql_failed_with(const struct error *e, int primary_code)
{
    return e->kind == ERROR_LIBRARY && (e->code & 0xFF) == primary_code;
}

bool sql_fail(struct store *s, int code, struct error *e)
{
    switch (code & 0xFF) {
    case SQLITE_FULL:
        return error_set(e, ERROR_LIBRARY, code,
                         _("%s: the disk is full; nothing was saved. Make "
                           "room on it and try again"),
                         s->path);
    case SQLITE_READONLY:
        s->read_only = true;
        return error_set(e, ERROR_LIBRARY, code,
                         _("%s cannot be written; nothing was saved. Check "
                           "who owns it and whether the disk is writable"),
                         s->path);
    case SQLITE_IOERR:
        return error_set(e, ERROR_LIBRARY, code,
                         _("%s: the disk reports an error; nothing was "
                           "saved. Copy the results elsewhere and check "
                           "the disk"),
                         s->path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(e, ERROR_LIBRARY, code,
                         _("%s is in use by another program (is the kiosk "
                           "running?); close that first"),
                         s->path);
    case SQLITE_NOMEM:
        return error_set(e, ERROR_LIBRARY, code,
                         _("%s: there is not enough memory; nothing was "
                           "saved. Close other programs and try again"),
                         s->path);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return error_set(e, ERROR_LIBRARY, code,
                         _("%s is damaged; at the next start it is set "
                           "aside and a new one begun"),
                         s->path);
    case SQLITE_CANTOPEN:
        return error_set(e, ERROR_LIBRARY, code,
                         _("%s cannot be opened; check that its folder is "
                           "there and writable"),
                         s->path);
    default:
        return error_set(e, ERROR_LIBRARY, code, _("%s: %s; nothing was saved"), s->path,
                         s->db ? sqlite3_errmsg(s->db) : sqlite3_errstr(code));
    }
}

/* NULL would bind SQL's NULL; an empty slice is an empty text. */
void sql_bind_slice(sqlite3_stmt *statement, int index, struct slice text)
{
    sqlite3_bind_text(statement, index, text.data ? text.data : "", (int)text.size,
                      SQLITE_TRANSIENT);
}

struct slice sql_column(sqlite3_stmt *statement, int column)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    return (struct slice){text, text ? (size_t)sqlite3_column_bytes(statement, column) : 0};
}

bool sql_step(bool *row, struct store *s, sqlite3_stmt *statement, struct error *e)
{
    int code = sqlite3_step(statement);
    *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW || code == SQLITE_DONE)
        return true;
    return sql_fail(s, code, e);
}

bool sql_run(struct store *s, sqlite3_stmt *statement, struct error *e)
{
    bool row;
    bool ok = sql_step(&row, s, statement, e);
    sql_done(statement);
    return ok;
}

bool sql_exec(struct store *s, const char *text, struct error *e)
{
    int code = sqlite3_exec(s->db, text, NULL, NULL, NULL);
    return code == SQLITE_OK || sql_fail(s, code, e);
}

bool sql_number(int64_t *out, struct store *s, const char *text, struct error *e)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(s->db, text, -1, &statement, NULL);
    if (code != SQLITE_OK)
        return sql_fail(s, code, e);
    bool row = false;
    bool ok = sql_step(&row, s, statement, e);
    if (ok)
        *out = row ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return ok;
}

bool sql_check_text(struct slice text, size_t max, const char *what, struct error *e)
{
    if (text.size > max)
        return error_set(e, ERROR_LIMIT, 0,
                         _("“%s” is too long to be recorded: %zu bytes, at most "
                           "%zu"),
                         what, text.size, max);
    if (utf8_first_bad(text) != text.size ||
        (text.size > 0 && memchr(text.data, '\0', text.size) != NULL))
        return error_set(e, ERROR_INPUT, 0, _("“%s” cannot be recorded: it is not text"), what);
    return true;
}
