#include "store/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/i18n.h"
#include "store/json.h"

/* What a copy must not carry: the device's secret key (two machines would write in one name) and
 * the PIN's hash (a lost stick would give four digits away in a moment). */
static const char strip_text[] = "UPDATE device SET secret_key = NULL;"
                                 "DELETE FROM setting WHERE name = 'pin-hash';"
                                 "VACUUM";

static bool copy_all(struct store *s, struct store *copy, struct error *e)
{
    sqlite3_backup *backup = sqlite3_backup_init(copy->db, "main", s->db, "main");
    if (!backup)
        return sql_fail(copy, sqlite3_extended_errcode(copy->db), e);
    sqlite3_backup_step(backup, -1);
    int code = sqlite3_backup_finish(backup);
    return code == SQLITE_OK || sql_fail(copy, code, e);
}

static bool open_copy(struct store *copy, const char *path, int flags, struct error *e)
{
    int code =
        sqlite3_open_v2(path, &copy->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    return code == SQLITE_OK || sql_fail(copy, code, e);
}

/* Stripped in memory first, so that what a copy must not carry never touches the stick, where flash
 * would keep it. The file is in rollback mode: a stick is read without a -wal beside it. */
static bool write_copy(struct store *s, struct store *copy, struct error *e)
{
    static struct store memory; /* Large, as in store_backup. */
    memory = (struct store){.tail = {0}};
    snprintf(memory.path, sizeof memory.path, "%s", copy->path);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    bool ok = open_copy(&memory, ":memory:", flags, e) && copy_all(s, &memory, e) &&
              sql_exec(&memory, strip_text, e) && open_copy(copy, copy->path, flags, e) &&
              copy_all(&memory, copy, e) && sql_exec(copy, "PRAGMA journal_mode = DELETE", e);
    store_disconnect(&memory);
    store_disconnect(copy);
    return ok;
}

/* Read back as a stranger would: whole, and the log as long as it was. */
static bool check_copy(struct store *copy, int64_t events, struct error *e)
{
    int64_t found = -1, broken_at = -1;
    bool sound = false;
    bool ok = open_copy(copy, copy->path, SQLITE_OPEN_READONLY, e) &&
              store_quick_check(&sound, copy, e) &&
              sql_number(&found, copy, "SELECT count(*) FROM event", e) &&
              store_verify(&broken_at, copy, e);
    store_disconnect(copy);
    if (ok && (!sound || found != events))
        ok = error_set(e, ERROR_LIBRARY, SQLITE_CORRUPT,
                       _("%s was not written correctly; try another stick"), copy->path);
    return ok;
}

static bool sync_path(const char *path, int flags, struct error *e)
{
    int fd = open(path, flags | O_CLOEXEC);
    if (fd < 0)
        return error_os(e, errno, "%s", path);
    /* Some file systems of sticks cannot flush a folder; then there is nothing to flush. */
    bool ok = fsync(fd) == 0 || errno == EINVAL || error_os(e, errno, "%s", path);
    close(fd);
    return ok;
}

static bool put_in_place(struct store *copy, const char *path, const char *folder, struct error *e)
{
    if (!sync_path(copy->path, O_RDONLY, e))
        return false;
    if (rename(copy->path, path) != 0)
        return error_os(e, errno, "%s", path);
    snprintf(copy->path, sizeof copy->path, "%s", path);
    return sync_path(folder, O_RDONLY | O_DIRECTORY, e);
}

static bool note_backup(struct store *s, int64_t up_to, struct error *e)
{
    struct buf b;
    buf_init(&b, STORE_PAYLOAD_MAX);
    json_open(&b, NULL, '{');
    json_put_int(&b, "up_to", up_to);
    json_close(&b, '}');
    bool ok = event_note(s, "backup", buf_slice(&b), e);
    buf_deinit(&b);
    return ok;
}

static bool name_backup(char *path, size_t path_bytes, char *temporary, struct store *s,
                        const char *folder, struct error *e)
{
    char stamp[16];
    clock_stamp(stamp, clock_now(s).wall_ms);
    int size = snprintf(path, path_bytes, "%s/ngoso-%.8s-%s.db", folder, s->device.text, stamp);
    if (size < 0 || (size_t)size >= path_bytes || size + 16 > FILE_PATH_BYTES)
        return error_os(e, ENAMETOOLONG, "%s", folder);
    if (file_exists(path))
        return error_os(e, EEXIST, "%s", path);
    snprintf(temporary, FILE_PATH_BYTES, "%.*s.part", FILE_PATH_BYTES - 16, path);
    unlink(temporary); /* Of a run that was cut short. */
    return true;
}

bool store_backup(char *path, size_t path_bytes, struct store *s, const char *folder,
                  struct error *e)
{
    static struct store copy; /* Large; a store is used from one thread. */
    copy = (struct store){.tail = {0}};
    if (!s->tail_known && !event_read_tail(s, e))
        return false;
    int64_t up_to = s->tail.seq;
    if (!name_backup(path, path_bytes, copy.path, s, folder, e))
        return false;
    char temporary[FILE_PATH_BYTES];
    snprintf(temporary, sizeof temporary, "%s", copy.path);
    if (write_copy(s, &copy, e) && check_copy(&copy, up_to, e) &&
        put_in_place(&copy, path, folder, e) && check_copy(&copy, up_to, e))
        return note_backup(s, up_to, e);
    unlink(temporary);
    return false;
}
