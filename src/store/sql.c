#include "store/inside.h"

#include "base/i18n.h"
#include "base/utf8.h"

/* Derivations take a range of sequence numbers: one event when it is recorded, all when rebuilding.
 */
#define EVENTS_OF(kind_name)                                                                       \
    " FROM event e WHERE e.kind = '" kind_name "' AND e.seq BETWEEN ?1 AND ?2"

#define FORGET(table) "DELETE FROM " table " WHERE key >= ?1 AND key < ?2"

static const char *const texts[SQL_COUNT] = {
    [SQL_BEGIN] = "BEGIN IMMEDIATE",
    [SQL_COMMIT] = "COMMIT",
    [SQL_ROLLBACK] = "ROLLBACK",
    [SQL_TAIL] = "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1",
    [SQL_CLOCK_SEEN] = "SELECT wall_ms FROM event WHERE trusted = 1 ORDER BY seq DESC LIMIT 1",
    [SQL_CLOCK_SINCE] = "SELECT wall_ms FROM event WHERE seq > coalesce((SELECT seq FROM event"
                        " WHERE trusted = 1 ORDER BY seq DESC LIMIT 1), 0) ORDER BY seq",
    [SQL_APPEND] = "INSERT INTO event (seq, device, boot, monotonic_ms, wall_ms, trusted, kind,"
                   " payload, previous, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    [SQL_SIGN] = "INSERT INTO checkpoint (seq, signature) VALUES (?1, ?2)",
    [SQL_DERIVE_BEGIN] =
        "INSERT INTO attempt (id, begun_seq, quiz, quiz_hash, language, students, begun_wall_ms,"
        " session, village)"
        " SELECT e.payload ->> 'attempt', e.seq, e.payload ->> 'quiz', e.payload ->> 'quiz_hash',"
        " e.payload ->> 'language', e.payload ->> 'students', e.wall_ms,"
        " coalesce(e.payload ->> 'session', ''), coalesce(e.payload ->> 'village', '')" EVENTS_OF(
            "begin"),
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
    [SQL_OWN_EVENTS] = "SELECT seq, device, boot, monotonic_ms, wall_ms, trusted, kind, payload"
                       " FROM event WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq",
    [SQL_OPEN_ATTEMPTS] = "SELECT id FROM attempt WHERE end_seq IS NULL ORDER BY begun_seq LIMIT 1",
    [SQL_OPEN_ATTEMPT] = "SELECT id, quiz, quiz_hash, language, students,"
                         " (SELECT wall_ms FROM event ORDER BY seq DESC LIMIT 1), session, village"
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
    [SQL_ADD_CONTACT] = "INSERT INTO contact (id, code_hash, wall_ms, sealed, device)"
                        " VALUES (?1, ?2, ?3, ?4, ?5)",
    [SQL_ADD_FOREIGN_CONTACT] =
        "INSERT INTO contact (id, device, wall_ms, sealed) SELECT ?1, ?2, ?3, ?4"
        " WHERE ?3 > ?5 AND NOT EXISTS (SELECT 1 FROM forgotten WHERE contact = ?1)"
        " ON CONFLICT (id) DO NOTHING",
    [SQL_FIND_CONTACT] = "SELECT id FROM contact WHERE code_hash = ?1",
    [SQL_DATE_CONTACTS] = "UPDATE contact SET wall_ms = ?1 WHERE wall_ms > ?1",
    [SQL_OLD_CONTACT] = "SELECT id FROM contact WHERE wall_ms <= ?1 LIMIT 1",
    [SQL_DELETE_CONTACT] = "DELETE FROM contact WHERE id = ?1",
    [SQL_ADD_DEVICE] = "INSERT INTO device (id, public_key, number)"
                       " SELECT ?1, ?2, coalesce(max(number), 0) + 1 FROM device"
                       " WHERE true ON CONFLICT (id) DO NOTHING",
    [SQL_FIND_DEVICE] = "SELECT number, own FROM device WHERE id = ?1",
    [SQL_NEXT_DEVICE] = "SELECT number FROM device WHERE number > ?1 ORDER BY number LIMIT 1",
    [SQL_OWN_EVENTS_OF] =
        "SELECT e.seq, e.device, e.boot, e.monotonic_ms, e.wall_ms, e.trusted, e.kind, e.payload"
        " FROM event e JOIN device d ON d.id = e.device WHERE d.number = ?1 ORDER BY e.seq",
    [SQL_FIND_WORD] = "SELECT id FROM word WHERE kind = ?1 AND text = ?2",
    [SQL_ADD_WORD] = "INSERT INTO word (kind, text) VALUES (?1, ?2)",
    [SQL_FIND_ITEM] = "SELECT id FROM item"
                      " WHERE quiz = ?1 AND question = ?2 AND hash = ?3 AND options = ?4",
    [SQL_ADD_ITEM] = "INSERT INTO item (quiz, question, hash, options) VALUES (?1, ?2, ?3, ?4)",
    [SQL_FIND_RESPONSE] = "SELECT id FROM response"
                          " WHERE item = ?1 AND text = ?2 AND was_right = ?3",
    [SQL_ADD_RESPONSE] = "INSERT INTO response (item, text, was_right) VALUES (?1, ?2, ?3)",
    [SQL_ADD_SHEET] = "INSERT INTO sheet (key, id, person, quiz, village, age_group, begun_wall_ms,"
                      " flags, paper, answers) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    [SQL_PUT_SHEET] = "UPDATE sheet SET flags = ?2, answers = ?3 WHERE key = ?1",
    [SQL_LAST_SHEET] = "SELECT key, id, flags, answers FROM sheet"
                       " WHERE key > ?1 AND key < ?2 AND paper = 0 ORDER BY key DESC LIMIT 1",
    [SQL_ADD_PAPER] = "INSERT INTO paper_batch (key, batch, round, name, quiz, day, wall_ms,"
                      " row_count, items) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [SQL_FIND_PAPER] = "SELECT batch, quiz, day, items FROM paper_batch WHERE key = ?1",
    [SQL_ADD_PAPER_WITHDRAWN] =
        "INSERT INTO paper_withdrawn (key, batch, round) VALUES (?1, ?2, ?3)",
    [SQL_ADD_CONSENT] = "INSERT INTO consent (key, contact, attempt, notice_version, topics,"
                        " wall_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [SQL_ADD_FORGOTTEN] = "INSERT INTO forgotten (key, contact, by_whom) VALUES (?1, ?2, ?3)",
    [SQL_ADD_REKEY] = "INSERT INTO rekey (key, quiz, question, old_hash, new_hash, right_now,"
                      " reason, wall_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [SQL_ADD_VISIT] = "INSERT INTO visit (key, id, contact, village, day, outcome, achievements,"
                      " people, leaflets) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [SQL_ADD_VISIT_WITHDRAWN] = "INSERT INTO visit_withdrawn (key, visit) VALUES (?1, ?2)",
    [SQL_ADD_ENTRY] = "INSERT INTO entry (key, indicator, month, value, wall_ms)"
                      " VALUES (?1, ?2, ?3, ?4, ?5)",
    [SQL_FIND_REKEY] = "SELECT r.new_hash, r.right_now, r.reason FROM rekey r"
                       " JOIN device d ON d.number = r.key >> 40"
                       " WHERE r.quiz = ?1 AND r.question = ?2 AND r.old_hash = ?3"
                       " ORDER BY r.wall_ms DESC, d.id DESC, r.key DESC LIMIT 1",
    [SQL_PAPER_ROUNDS] =
        "SELECT (SELECT coalesce(max(round), 0) FROM paper_batch WHERE batch = ?1),"
        " (SELECT coalesce(max(round), 0) FROM paper_withdrawn WHERE batch = ?1)",
    [SQL_FIND_VISIT] = "SELECT contact, village, day, outcome, achievements, people, leaflets"
                       " FROM visit WHERE id = ?1 ORDER BY key LIMIT 1",
    [SQL_VISIT_STATE] = "SELECT EXISTS (SELECT 1 FROM visit WHERE id = ?1),"
                        " EXISTS (SELECT 1 FROM visit_withdrawn WHERE visit = ?1)",
    [SQL_CONTACT_STATE] = "SELECT EXISTS (SELECT 1 FROM contact WHERE id = ?1)"
                          " OR (EXISTS (SELECT 1 FROM consent WHERE contact = ?1)"
                          "  AND NOT EXISTS (SELECT 1 FROM forgotten WHERE contact = ?1))",
    [SQL_FIND_ENTRY] = "SELECT e.value FROM entry e JOIN device d ON d.number = e.key >> 40"
                       " WHERE e.indicator = ?1 AND e.month = ?2"
                       " ORDER BY e.wall_ms DESC, d.id DESC, e.key DESC LIMIT 1",
    [SQL_ADD_TRUST] = "INSERT INTO trust (key, device, label, village) VALUES (?1, ?2, ?3, ?4)",
    [SQL_ADD_TALLY] = "INSERT INTO tally (device, orphan_count, unreadable_count)"
                      " VALUES (?1, ?2, ?3) ON CONFLICT (device) DO UPDATE"
                      " SET orphan_count = orphan_count + excluded.orphan_count,"
                      " unreadable_count = unreadable_count + excluded.unreadable_count",
    [SQL_FORGET_SHEETS] = FORGET("sheet"),
    [SQL_FORGET_CONSENTS] = FORGET("consent"),
    [SQL_FORGET_FORGOTTEN] = FORGET("forgotten"),
    [SQL_FORGET_PAPER] = FORGET("paper_batch"),
    [SQL_FORGET_PAPER_WITHDRAWN] = FORGET("paper_withdrawn"),
    [SQL_FORGET_REKEYS] = FORGET("rekey"),
    [SQL_FORGET_VISITS] = FORGET("visit"),
    [SQL_FORGET_VISITS_WITHDRAWN] = FORGET("visit_withdrawn"),
    [SQL_FORGET_ENTRIES] = FORGET("entry"),
    [SQL_FORGET_TRUST] = FORGET("trust"),
    [SQL_FORGET_TALLY] = "DELETE FROM tally WHERE device = ?1 >> 40 AND ?2 > ?1",
    [SQL_COUNTS] =
        "SELECT (SELECT count(*) FROM event),"
        " (SELECT count(*) FROM event WHERE seq > ?1 AND kind NOT IN ('backup', 'export')),"
        " (SELECT count(*) FROM contact)",
    [SQL_LAST_BACKUP] = "SELECT payload ->> 'up_to', wall_ms FROM event WHERE kind = 'backup'"
                        " ORDER BY seq DESC LIMIT 1",
    [SQL_LAST_EXPORT] = "SELECT payload ->> 'up_to' FROM event WHERE kind = 'export'"
                        " ORDER BY seq DESC LIMIT 1",
    [SQL_LIST_DEVICES] =
        "SELECT i.id, d.number, d.own, d.forked, t.label, t.village, t.device IS NOT NULL"
        " FROM (SELECT id FROM device UNION SELECT device FROM trust) i"
        " LEFT JOIN device d ON d.id = i.id LEFT JOIN trust t ON t.key ="
        " (SELECT max(key) FROM trust WHERE device = i.id) ORDER BY i.id",
    [SQL_EXPORT_EVENTS] =
        "SELECT seq, boot, monotonic_ms, wall_ms, trusted, kind, payload, hash, previous"
        " FROM event WHERE device = ?1 AND seq BETWEEN ?2 AND ?3 ORDER BY seq",
    [SQL_EXPORT_CONTACTS] =
        "SELECT c.id, c.wall_ms, c.sealed FROM consent k JOIN contact c ON c.id = k.contact"
        " WHERE k.key BETWEEN ?1 AND ?2 ORDER BY c.id",
    [SQL_IS_FORGOTTEN] = "SELECT 1 FROM forgotten WHERE contact = ?1 LIMIT 1",
    [SQL_IS_TRUSTED] = "SELECT 1 FROM trust WHERE device = ?1 LIMIT 1",
    [SQL_GET_DEVICE] = "SELECT public_key, forked, CASE WHEN own THEN (SELECT seq FROM event"
                       " WHERE device = d.id ORDER BY seq DESC LIMIT 1) ELSE 0 END FROM device d"
                       " WHERE number = ?1",
    [SQL_PUT_FORKED] = "UPDATE device SET forked = 1 WHERE number = ?1",
    [SQL_EVENT_HASH] = "SELECT hash FROM event WHERE seq = ?1",
    [SQL_ADD_SEGMENT] = "INSERT INTO segment (device, first_seq, last_seq, first_previous,"
                        " last_hash, signature, event_count, events)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [SQL_FIND_SEGMENT] = "SELECT first_seq, event_count, first_previous, last_hash, signature,"
                         " events FROM segment WHERE id = ?1",
    [SQL_LIST_SEGMENTS] = "SELECT id, first_seq, last_seq, first_previous, last_hash FROM segment"
                          " WHERE device = ?1 AND first_seq BETWEEN ?2 AND ?3"
                          " ORDER BY first_seq, last_hash",
    /* No row is longer than 2048 events (BLOCK_EVENTS_MAX), so few need a look. */
    [SQL_LAST_SEGMENT] = "SELECT max(last_seq) FROM segment WHERE device = ?1 AND first_seq >"
                         " (SELECT max(first_seq) FROM segment WHERE device = ?1) - 2048",
    [SQL_SEGMENT_BEFORE] =
        "SELECT max(last_seq) FROM segment WHERE device = ?1 AND first_seq < ?2 AND first_seq >"
        " (SELECT max(first_seq) FROM segment WHERE device = ?1 AND first_seq < ?2) - 2048",
    [SQL_FORGET_FOR_GOOD] =
        "INSERT INTO forgotten (key, contact, by_whom)"
        " SELECT min(coalesce((SELECT min(key) FROM forgotten), 0), 0) - 1, ?1, ?2"
        " WHERE NOT EXISTS (SELECT 1 FROM forgotten WHERE contact = ?1 AND key < 0)",
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
        if (s->reading)
            return error_set(e, ERROR_LIBRARY, code,
                             _("%s is damaged; make a new copy of it, and check the stick it was "
                               "on"),
                             s->path);
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
