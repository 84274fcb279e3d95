#include "store/inside.h"

#include <sodium.h>
#include <stdio.h>

#include "base/i18n.h"

/* Version 1. `event` is the truth; what is below "derived" can be thrown away and made again. */
static const char version_1[] =
    "CREATE TABLE device ("
    " id TEXT PRIMARY KEY CHECK (length(id) = 32),"
    " public_key BLOB NOT NULL CHECK (length(public_key) = 32),"
    " secret_key BLOB CHECK (length(secret_key) = 64)" /* NULL in copies. */
    ") STRICT;"
    "CREATE TABLE event ("
    " seq INTEGER PRIMARY KEY CHECK (seq > 0),"
    " device TEXT NOT NULL REFERENCES device,"
    " boot TEXT NOT NULL,"
    " monotonic_ms INTEGER NOT NULL,"
    " wall_ms INTEGER NOT NULL,"
    " trusted INTEGER NOT NULL CHECK (trusted IN (0, 1)),"
    " kind TEXT NOT NULL,"
    " payload TEXT NOT NULL,"
    " previous BLOB NOT NULL CHECK (length(previous) = 32),"
    " hash BLOB NOT NULL CHECK (length(hash) = 32)"
    ") STRICT;"
    "CREATE TABLE checkpoint ("
    " seq INTEGER PRIMARY KEY REFERENCES event,"
    " signature BLOB NOT NULL CHECK (length(signature) = 64)"
    ") STRICT;"
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE contact ("
    " id TEXT PRIMARY KEY CHECK (length(id) = 32),"
    " code_hash BLOB NOT NULL UNIQUE CHECK (length(code_hash) = 32),"
    " wall_ms INTEGER NOT NULL,"
    " sealed BLOB NOT NULL"
    ") STRICT;"
    /* Derived. */
    "CREATE TABLE attempt ("
    " id TEXT PRIMARY KEY,"
    " begun_seq INTEGER NOT NULL UNIQUE REFERENCES event,"
    " quiz TEXT NOT NULL,"
    " quiz_hash TEXT NOT NULL,"
    " language TEXT NOT NULL,"
    " students INTEGER NOT NULL,"
    " begun_wall_ms INTEGER NOT NULL,"
    " end_seq INTEGER REFERENCES event," /* NULL: not ended. */
    " end_reason TEXT"
    ") STRICT;"
    "CREATE INDEX attempt_open ON attempt (begun_seq) WHERE end_seq IS NULL;"
    "CREATE INDEX attempt_quiz ON attempt (quiz, begun_seq);"
    "CREATE TABLE question ("
    " attempt TEXT NOT NULL REFERENCES attempt,"
    " position INTEGER NOT NULL," /* In the round, from 0. */
    " id TEXT NOT NULL,"
    " hash TEXT NOT NULL,"
    " options TEXT NOT NULL,"
    " PRIMARY KEY (attempt, position)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE answer ("
    " attempt TEXT NOT NULL,"
    " position INTEGER NOT NULL,"
    " seq INTEGER NOT NULL UNIQUE REFERENCES event,"
    " response TEXT NOT NULL,"
    " is_right INTEGER NOT NULL," /* By the key of that day. */
    " think_ms INTEGER NOT NULL,"
    " PRIMARY KEY (attempt, position),"
    " FOREIGN KEY (attempt, position) REFERENCES question"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE consent ("
    " contact TEXT PRIMARY KEY,"
    " seq INTEGER NOT NULL UNIQUE REFERENCES event,"
    " attempt TEXT NOT NULL,"
    " notice_version TEXT NOT NULL,"
    " topics TEXT NOT NULL,"
    " forgotten_seq INTEGER REFERENCES event," /* NULL: the contact is still there. */
    " forgotten_by TEXT"
    ") STRICT;";

/* Version 2: logs of other devices, sheets on paper, visits.
 *
 * `device.number` is this file's own short name for a device; what other files call it does not
 * matter. A fact derived from one event has the key number * 2^40 + sequence (derive.h: fact_key),
 * so that the facts of a device lie together, in its order. */
static const char version_2[] =
    "ALTER TABLE device ADD COLUMN number INTEGER;"
    "ALTER TABLE device ADD COLUMN own INTEGER NOT NULL DEFAULT 0 CHECK (own IN (0, 1));"
    /* Two different events under one number are known: segment.h. */
    "ALTER TABLE device ADD COLUMN forked INTEGER NOT NULL DEFAULT 0 CHECK (forked IN (0, 1));"
    "UPDATE device SET number = rowid, own = 1;"
    "CREATE UNIQUE INDEX device_number ON device (number);"
    /* A run of another device's events, as it was signed: bundle.h. Truth, like `event`. */
    "CREATE TABLE segment ("
    " id INTEGER PRIMARY KEY,"
    " device INTEGER NOT NULL REFERENCES device (number),"
    " first_seq INTEGER NOT NULL CHECK (first_seq > 0),"
    " last_seq INTEGER NOT NULL CHECK (last_seq >= first_seq),"
    " first_previous BLOB NOT NULL CHECK (length(first_previous) = 32),"
    " last_hash BLOB NOT NULL CHECK (length(last_hash) = 32),"
    " signature BLOB NOT NULL CHECK (length(signature) = 64)," /* As of a checkpoint at last_seq. */
    " event_count INTEGER NOT NULL CHECK (event_count > 0),"
    " events BLOB NOT NULL," /* Compressed. */
    " UNIQUE (device, first_seq, last_hash)"
    ") STRICT;"
    /* Contacts of other devices come without the code: only the kiosk itself can look one up. */
    "ALTER TABLE contact RENAME TO contact_1;"
    "CREATE TABLE contact ("
    " id TEXT PRIMARY KEY CHECK (length(id) = 32),"
    " device INTEGER NOT NULL REFERENCES device (number),"
    " code_hash BLOB UNIQUE CHECK (length(code_hash) = 32),"
    " wall_ms INTEGER NOT NULL,"
    " sealed BLOB NOT NULL"
    ") STRICT;"
    "INSERT INTO contact (id, device, code_hash, wall_ms, sealed)"
    " SELECT c.id, d.number, c.code_hash, c.wall_ms, c.sealed FROM contact_1 c, device d"
    " WHERE d.rowid = (SELECT max(rowid) FROM device);"
    "DROP TABLE contact_1;"
    "CREATE INDEX contact_age ON contact (wall_ms);"
    /* Derived, of this file's own rounds. */
    "ALTER TABLE attempt ADD COLUMN session TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE attempt ADD COLUMN village TEXT NOT NULL DEFAULT '';"
    /* As it was, but without an index on seq that nothing asked: a page less for each answer, which
     * makes up for the sheet. */
    "DROP TABLE answer;"
    "CREATE TABLE answer ("
    " attempt TEXT NOT NULL,"
    " position INTEGER NOT NULL,"
    " seq INTEGER NOT NULL REFERENCES event,"
    " response TEXT NOT NULL,"
    " is_right INTEGER NOT NULL," /* By the key of that day. */
    " think_ms INTEGER NOT NULL,"
    " PRIMARY KEY (attempt, position),"
    " FOREIGN KEY (attempt, position) REFERENCES question"
    ") STRICT, WITHOUT ROWID;"
    /* Derived, of all devices. */
    "DROP TABLE consent;"
    "CREATE TABLE consent ("
    " key INTEGER PRIMARY KEY,"
    " contact TEXT NOT NULL,"
    " attempt TEXT NOT NULL,"
    " notice_version TEXT NOT NULL,"
    " topics TEXT NOT NULL,"
    " wall_ms INTEGER NOT NULL"
    ") STRICT;"
    "CREATE INDEX consent_contact ON consent (contact);"
    "CREATE TABLE forgotten ("
    " key INTEGER PRIMARY KEY,"
    " contact TEXT NOT NULL,"
    " by_whom TEXT NOT NULL"
    ") STRICT;"
    "CREATE INDEX forgotten_contact ON forgotten (contact);";

/* Derived, of all devices: what reports read. */
static const char version_2_facts[] =
    "CREATE TABLE word ("
    " id INTEGER PRIMARY KEY,"
    " kind INTEGER NOT NULL," /* derive.h: enum word_kind */
    " text TEXT NOT NULL,"
    " UNIQUE (kind, text)"
    ") STRICT;"
    "CREATE TABLE item ("
    " id INTEGER PRIMARY KEY,"
    " quiz INTEGER NOT NULL REFERENCES word,"
    " question TEXT NOT NULL,"
    " hash BLOB NOT NULL CHECK (length(hash) = 32),"
    " options TEXT NOT NULL," /* Sorted. */
    " UNIQUE (quiz, question, hash, options)"
    ") STRICT;"
    "CREATE TABLE response ("
    " id INTEGER PRIMARY KEY,"
    " item INTEGER NOT NULL REFERENCES item,"
    " text TEXT NOT NULL,"
    " was_right INTEGER NOT NULL CHECK (was_right IN (0, 1)),"
    " UNIQUE (item, text, was_right)"
    ") STRICT;"
    "CREATE TABLE sheet ("
    " key INTEGER PRIMARY KEY,"
    " id BLOB NOT NULL CHECK (length(id) = 16),"
    " person BLOB CHECK (length(person) = 16),"
    " quiz INTEGER NOT NULL REFERENCES word,"
    " village INTEGER NOT NULL REFERENCES word,"
    " age_group INTEGER NOT NULL REFERENCES word,"
    " begun_wall_ms INTEGER NOT NULL,"
    " flags INTEGER NOT NULL," /* derive.h: enum sheet_flag */
    " paper INTEGER NOT NULL," /* Key of its paper_batch; 0: of a kiosk. */
    " answers BLOB NOT NULL"   /* A question: varint item, varint response or 0. */
    ") STRICT;"
    "CREATE TABLE paper_batch ("
    " key INTEGER PRIMARY KEY,"
    " batch TEXT NOT NULL,"
    " round INTEGER NOT NULL," /* 1, and one more each time it is entered after a withdrawal. */
    " name TEXT NOT NULL,"
    " quiz INTEGER NOT NULL REFERENCES word,"
    " day INTEGER NOT NULL,"
    " wall_ms INTEGER NOT NULL,"
    " row_count INTEGER NOT NULL,"
    " items BLOB NOT NULL" /* varints */
    ") STRICT;"
    "CREATE INDEX paper_batch_id ON paper_batch (batch);"
    "CREATE TABLE paper_withdrawn ("
    " key INTEGER PRIMARY KEY,"
    " batch TEXT NOT NULL,"
    " round INTEGER NOT NULL" /* And those before. */
    ") STRICT;"
    "CREATE TABLE rekey ("
    " key INTEGER PRIMARY KEY,"
    " quiz TEXT NOT NULL,"
    " question TEXT NOT NULL,"
    " old_hash BLOB NOT NULL CHECK (length(old_hash) = 32),"
    " new_hash BLOB NOT NULL CHECK (length(new_hash) = 32),"
    " right_now TEXT NOT NULL,"
    " reason TEXT NOT NULL,"
    " wall_ms INTEGER NOT NULL"
    ") STRICT;"
    "CREATE TABLE visit ("
    " key INTEGER PRIMARY KEY,"
    " id TEXT NOT NULL,"
    " contact TEXT NOT NULL," /* '': a household that left none. */
    " village TEXT NOT NULL,"
    " day INTEGER NOT NULL,"
    " outcome INTEGER NOT NULL,"
    " achievements INTEGER NOT NULL,"
    " people INTEGER NOT NULL,"
    " leaflets TEXT NOT NULL" /* "guide 2,guide 1" */
    ") STRICT;"
    "CREATE INDEX visit_id ON visit (id);"
    "CREATE INDEX visit_contact ON visit (contact);"
    "CREATE INDEX visit_day ON visit (day);"
    "CREATE TABLE visit_withdrawn (key INTEGER PRIMARY KEY, visit TEXT NOT NULL) STRICT;"
    "CREATE INDEX visit_withdrawn_visit ON visit_withdrawn (visit);"
    "CREATE TABLE entry ("
    " key INTEGER PRIMARY KEY,"
    " indicator TEXT NOT NULL,"
    " month INTEGER NOT NULL,"
    " value INTEGER NOT NULL,"
    " wall_ms INTEGER NOT NULL"
    ") STRICT;"
    "CREATE INDEX entry_month ON entry (indicator, month);"
    /* From this file's own log only: nobody else's trust counts here. */
    "CREATE TABLE trust ("
    " key INTEGER PRIMARY KEY,"
    " device TEXT NOT NULL,"
    " label TEXT NOT NULL,"
    " village TEXT NOT NULL"
    ") STRICT;"
    /* What could not be used, a device. */
    "CREATE TABLE tally ("
    " device INTEGER PRIMARY KEY REFERENCES device (number),"
    " orphan_count INTEGER NOT NULL,"    /* Answers and ends whose beginning is missing. */
    " unreadable_count INTEGER NOT NULL" /* Of a kind that is known, but not understood. */
    ") STRICT;";

/* A file of version n needs all texts of later ones, in this order. Never change one that was
 * released: add the next. */
static const struct {
    int version;
    const char *text;
} migrations[] = {{1, version_1}, {2, version_2}, {2, version_2_facts}};

enum { MIGRATION_COUNT = sizeof migrations / sizeof migrations[0] };

/* A copy has no secret key: whoever works on in it is another device. */
static bool make_device(struct store *s, struct error *e)
{
    crypto_sign_keypair(s->public_key, s->secret_key);
    chain_device_id(&s->device, s->public_key);

    sqlite3_stmt *insert = NULL;
    int code = sqlite3_prepare_v2(s->db,
                                  "INSERT INTO device (id, public_key, secret_key, number, own)"
                                  " SELECT ?, ?, ?, coalesce(max(number), 0) + 1, 1 FROM device",
                                  -1, &insert, NULL);
    if (code != SQLITE_OK)
        return sql_fail(s, code, e);
    sql_bind_slice(insert, 1, slice_from(s->device.text));
    sqlite3_bind_blob(insert, 2, s->public_key, sizeof s->public_key, SQLITE_TRANSIENT);
    sqlite3_bind_blob(insert, 3, s->secret_key, sizeof s->secret_key, SQLITE_TRANSIENT);
    bool ok = sql_run(s, insert, e);
    sqlite3_finalize(insert);
    return ok && sql_number(&s->device_number, s, "SELECT max(number) FROM device", e);
}

bool schema_read_device(bool *found, struct store *s, struct error *e)
{
    sqlite3_stmt *select = NULL;
    int code = sqlite3_prepare_v2(s->db,
                                  "SELECT id, public_key, secret_key, number FROM device"
                                  " WHERE secret_key IS NOT NULL ORDER BY number DESC LIMIT 1",
                                  -1, &select, NULL);
    if (code != SQLITE_OK)
        return sql_fail(s, code, e);
    bool ok = sql_step(found, s, select, e);
    if (ok && *found) {
        snprintf(s->device.text, sizeof s->device.text, "%.*s", SLICE_ARG(sql_column(select, 0)));
        const void *public_key = sqlite3_column_blob(select, 1);
        const void *secret_key = sqlite3_column_blob(select, 2);
        s->device_number = sqlite3_column_int64(select, 3);
        ok = public_key && secret_key &&
             sqlite3_column_bytes(select, 1) == (int)sizeof s->public_key &&
             sqlite3_column_bytes(select, 2) == (int)sizeof s->secret_key;
        if (ok) {
            memcpy(s->public_key, public_key, sizeof s->public_key);
            memcpy(s->secret_key, secret_key, sizeof s->secret_key);
        } else {
            sql_fail(s, SQLITE_CORRUPT, e);
        }
    }
    sql_done(select);
    sqlite3_finalize(select);
    return ok;
}

static bool bring_up(struct store *s, int64_t version, struct error *e)
{
    for (unsigned i = 0; i < MIGRATION_COUNT; i++)
        if (migrations[i].version > version && !sql_exec(s, migrations[i].text, e))
            return false;
    bool found = false;
    if (!schema_read_device(&found, s, e) || (!found && !s->reading && !make_device(s, e)))
        return false;
    if (version == SCHEMA_VERSION)
        return true;
    /* What a new version derives, it derives from what is there. */
    if (version > 0 && (!event_read_tail(s, e) || !rebuild_tables(s, s->tail.seq, e)))
        return false;
    char last[96];
    snprintf(last, sizeof last, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             STORE_APPLICATION_ID, (int)SCHEMA_VERSION);
    return sql_exec(s, last, e);
}

bool schema_migrate(struct store *s, bool *was_new, struct error *e)
{
    int64_t version;
    bool found = false;
    if (!sql_number(&version, s, "PRAGMA user_version", e))
        return false;
    *was_new = version == 0;
    if (version == SCHEMA_VERSION && (!schema_read_device(&found, s, e) || found))
        return found;
    if (!sql_exec(s, "BEGIN IMMEDIATE", e))
        return false;
    if (bring_up(s, version, e) && sql_exec(s, "COMMIT", e))
        return true;
    if (!sqlite3_get_autocommit(s->db)) {
        struct error ignored = {0};
        if (!sql_exec(s, "ROLLBACK", &ignored))
            s->tail_known = false; /* The caller closes. */
    }
    return false;
}

bool schema_identify(enum schema_identity *out, struct store *s, struct error *e)
{
    int64_t application, version, things;
    if (!sql_number(&application, s, "PRAGMA application_id", e) ||
        !sql_number(&version, s, "PRAGMA user_version", e) ||
        !sql_number(&things, s, "SELECT count(*) FROM sqlite_schema", e))
        return false;
    if (application == STORE_APPLICATION_ID)
        *out = version > SCHEMA_VERSION ? SCHEMA_NEWER : SCHEMA_OURS;
    else
        *out = application == 0 && version == 0 && things == 0 ? SCHEMA_OURS : SCHEMA_FOREIGN;
    return true;
}
