#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "store/inside.h"
#include "store/json.h"

enum { BUSY_TIMEOUT_MS = 2000 }; /* A kiosk that was just restarted may still be going. */

/* The file holds the device's secret key: nobody else's to read. SQLite gives -wal the same mode.
 */
static bool create_private(const struct store *s, struct error *e)
{
    int fd = open(s->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return error_os(e, errno, _("%s cannot be opened for writing"), s->path);
    close(fd);
    return true;
}

/* A pragma that changes something may be ignored without a word, so each is asked afterwards. */
static bool read_back(struct store *s, const char *pragma, int64_t expected, struct error *e)
{
    int64_t value;
    if (!sql_number(&value, s, pragma, e))
        return false;
    return value == expected ||
           error_set(e, ERROR_LIBRARY, SQLITE_ERROR,
                     _("%s: SQLite does not keep what was set (%s)"), s->path, pragma);
}

/* The answer comes before the change is committed: only a second step tells whether it was. */
static bool journal_is_wal(struct store *s, struct error *e)
{
    sqlite3_stmt *set = NULL;
    int code = sqlite3_prepare_v2(s->db, "PRAGMA journal_mode = WAL", -1, &set, NULL);
    if (code != SQLITE_OK)
        return sql_fail(s, code, e);
    bool row = false, more = false;
    bool ok = sql_step(&row, s, set, e);
    bool wal = ok && row && slice_equal_text(sql_column(set, 0), "wal");
    ok = ok && (!row || sql_step(&more, s, set, e));
    sqlite3_finalize(set);
    return ok && (wal || error_set(e, ERROR_LIBRARY, SQLITE_ERROR,
                                   _("%s: SQLite does not keep what was set (%s)"), s->path,
                                   "journal_mode"));
}

/* Nothing is written before it is known whose file it is; see open_checked. */
static bool connect_only(struct store *s, struct error *e)
{
    int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int code = sqlite3_open_v2(s->path, &s->db, flags, s->vfs[0] ? s->vfs : NULL);
    if (code != SQLITE_OK)
        return sql_fail(s, code, e);
    sqlite3_busy_timeout(s->db, BUSY_TIMEOUT_MS);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    /* EXCLUSIVE before the first access: no shared memory file, and nobody else gets in between. */
    return sql_exec(s,
                    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = MEMORY;"
                    "PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON;",
                    e);
}

/* Turning to WAL writes once through a rollback journal. Its deletion is what commits, and only
 * EXTRA flushes the folder for that: with FULL, a power cut could bring the journal back, and the
 * next start would roll the file back to nothing (the crash test found that). */
static bool configure(struct store *s, struct error *e)
{
    return sql_exec(s,
                    "PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;"
                    "PRAGMA synchronous = EXTRA",
                    e) &&
           journal_is_wal(s, e) && sql_exec(s, "PRAGMA synchronous = FULL", e) &&
           sqlite3_wal_autocheckpoint(s->db, STORE_CHECKPOINT_PAGES) == SQLITE_OK &&
           read_back(s, "PRAGMA synchronous", 2, e) && read_back(s, "PRAGMA foreign_keys", 1, e) &&
           read_back(s, "PRAGMA secure_delete", 1, e);
}

bool store_quick_check(bool *sound, struct store *s, struct error *e)
{
    sqlite3_stmt *check = NULL;
    bool row = false;
    int code = sqlite3_prepare_v2(s->db, "PRAGMA quick_check(1)", -1, &check, NULL);
    if (code != SQLITE_OK)
        return sql_fail(s, code, e);
    bool ok = sql_step(&row, s, check, e);
    if (ok)
        *sound = row && slice_equal_text(sql_column(check, 0), "ok");
    sqlite3_finalize(check);
    return ok;
}

void store_disconnect(struct store *s)
{
    for (unsigned i = 0; i < SQL_COUNT; i++) {
        sqlite3_finalize(s->statements[i]);
        s->statements[i] = NULL;
    }
    sqlite3_close(s->db);
    s->db = NULL;
    s->tail_known = false;
}

bool store_settle(struct store *s, struct error *e)
{
    int code = sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return code == SQLITE_OK || sql_fail(s, code, e);
}

static bool is_damage(const struct error *e)
{
    return sql_failed_with(e, SQLITE_CORRUPT) || sql_failed_with(e, SQLITE_NOTADB);
}

/* False with `*damaged` when the file must be set aside; false without, when it must be left. */
static bool open_checked(struct store *s, bool *was_new, bool *damaged, struct error *e)
{
    enum schema_identity whose;
    bool sound = false;
    *damaged = false;
    if (!connect_only(s, e) || !schema_identify(&whose, s, e))
        goto failed;
    if (whose == SCHEMA_NEWER) {
        /* Not even the WAL is touched. */
        sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        return error_set(e, ERROR_INPUT, 0,
                         _("%s was written by a newer version of this program, "
                           "and was left as it is; install that version"),
                         s->path);
    }
    if (whose == SCHEMA_FOREIGN) {
        *damaged = true;
        return error_set(e, ERROR_INPUT, 0, _("%s is not a file of this program"), s->path);
    }
    if (!configure(s, e) || !store_quick_check(&sound, s, e))
        goto failed;
    if (!sound) {
        sql_fail(s, SQLITE_CORRUPT, e);
        goto failed;
    }
    if (schema_migrate(s, was_new, e) && event_read_tail(s, e))
        return true;
failed:
    *damaged = is_damage(e);
    return false;
}

static bool begin_anew(struct store *s, struct error *e)
{
    char name[FILE_PATH_BYTES];
    bool was_new, damaged;
    store_disconnect(s);
    if (!aside_move(name, sizeof name, s, e) || !create_private(s, e) ||
        !open_checked(s, &was_new, &damaged, e))
        return false;
    aside_salvage(s, name);
    const char *slash = strrchr(name, '/');
    return store_note(s, "set-aside", slice_from(slash ? slash + 1 : name), e);
}

static bool begin_store(struct store *s, const char *path, const struct store_options *options,
                        struct error *e)
{
    int size = snprintf(s->path, sizeof s->path, "%s", path);
    if (size < 0 || (size_t)size + 64 > sizeof s->path) /* Room for "-reserve" and the like. */
        return error_os(e, ENAMETOOLONG, "%s", _("the path of the results"));
    if (options) {
        snprintf(s->vfs, sizeof s->vfs, "%s", options->vfs ? options->vfs : "");
        s->clock = options->clock;
        s->build_wall_ms = options->build_wall_ms;
    }
    if (sodium_init() < 0)
        return error_set(e, ERROR_LIBRARY, 0, "%s", _("libsodium cannot start"));
    clock_boot_id(&s->boot);
    return create_private(s, e);
}

bool store_open(struct store **out, enum store_state *state, const char *path,
                const struct store_options *options, struct error *e)
{
    struct store *s = calloc(1, sizeof *s);
    if (!s)
        return error_os(e, ENOMEM, "%s", path);
    struct error why = {0};
    bool was_new = false, damaged = false;
    if (!begin_store(s, path, options, e))
        goto failed;
    bool opened = open_checked(s, &was_new, &damaged, &why);
    if (!opened && damaged) {
        /* SQLite has been seen to report damage where memory was short; two looks agree by chance
         * only if it is true. */
        store_disconnect(s);
        why = (struct error){0};
        opened = open_checked(s, &was_new, &damaged, &why);
    }
    if (opened) {
        *state = was_new ? STORE_NEW : STORE_FOUND;
    } else if (damaged) {
        if (!begin_anew(s, e))
            goto failed;
        *state = STORE_SET_ASIDE;
    } else {
        *e = e->kind == ERROR_NONE ? why : *e;
        goto failed;
    }
    reserve_keep(s);
    /* What was deleted just before a power cut may still lie in the WAL. A failure is no reason not
     * to start: it comes up again with the first deletion, or as a failure to record. */
    struct error ignored = {0};
    s->scrub_due = !contact_scrub(s, &ignored);
    *out = s;
    return true;
failed:
    store_close(s);
    return false;
}

void store_close(struct store *s)
{
    if (!s)
        return;
    struct error ignored = {0};
    if (s->db && s->scrub_due && contact_scrub(s, &ignored))
        s->scrub_due = false;
    store_disconnect(s);
    sodium_memzero(s, sizeof *s);
    free(s);
}

bool store_note(struct store *s, const char *kind, struct slice text, struct error *e)
{
    if (!sql_check_text(slice_from(kind), STORE_NAME_MAX, "kind", e) ||
        !sql_check_text(text, STORE_TEXT_MAX, kind, e))
        return false;
    struct buf b;
    buf_init(&b, STORE_PAYLOAD_MAX);
    json_open(&b, NULL, '{');
    if (text.size > 0)
        json_put_text(&b, "text", text);
    json_close(&b, '}');
    bool ok = !b.failed ? event_note(s, kind, buf_slice(&b), e)
                        : error_set(e, ERROR_LIMIT, 0, _("“%s” is too long to be recorded"), kind);
    buf_deinit(&b);
    return ok;
}
