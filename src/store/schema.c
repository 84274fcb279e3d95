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

/* One text a version, oldest first; a file of version n needs those from index n on. Never change
 * one that was released: add the next. */
static const char *const migrations[] = {version_1};

enum { SCHEMA_VERSION = sizeof migrations / sizeof migrations[0] };

/* A copy has no secret key: whoever works on in it is another device. */
static bool make_device(struct store *s, struct error *e)
{
    uint8_t id[(STORE_ID_BYTES - 1) / 2];
    crypto_sign_keypair(s->public_key, s->secret_key);
    crypto_generichash(id, sizeof id, s->public_key, sizeof s->public_key, NULL, 0);
    chain_hex(s->device.text, id, sizeof id);

    sqlite3_stmt *insert = NULL;
    int code = sqlite3_prepare_v2(s->db, "INSERT INTO device VALUES (?, ?, ?)", -1, &insert, NULL);
    if (code != SQLITE_OK)
        return sql_fail(s, code, e);
    sql_bind_slice(insert, 1, slice_from(s->device.text));
    sqlite3_bind_blob(insert, 2, s->public_key, sizeof s->public_key, SQLITE_TRANSIENT);
    sqlite3_bind_blob(insert, 3, s->secret_key, sizeof s->secret_key, SQLITE_TRANSIENT);
    bool ok = sql_run(s, insert, e);
    sqlite3_finalize(insert);
    return ok;
}

static bool read_device(bool *found, struct store *s, struct error *e)
{
    sqlite3_stmt *select = NULL;
    int code = sqlite3_prepare_v2(s->db,
                                  "SELECT id, public_key, secret_key FROM device"
                                  " WHERE secret_key IS NOT NULL ORDER BY rowid DESC LIMIT 1",
                                  -1, &select, NULL);
    if (code != SQLITE_OK)
        return sql_fail(s, code, e);
    bool ok = sql_step(found, s, select, e);
    if (ok && *found) {
        snprintf(s->device.text, sizeof s->device.text, "%.*s", SLICE_ARG(sql_column(select, 0)));
        const void *public_key = sqlite3_column_blob(select, 1);
        const void *secret_key = sqlite3_column_blob(select, 2);
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
    for (int64_t v = version; v < SCHEMA_VERSION; v++)
        if (!sql_exec(s, migrations[v], e))
            return false;
    bool found = false;
    if (!read_device(&found, s, e) || (!found && !make_device(s, e)))
        return false;
    if (version == SCHEMA_VERSION)
        return true;
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
    if (version == SCHEMA_VERSION && (!read_device(&found, s, e) || found))
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
