/* Opening a file for reading, whatever else is going on with it.
 *
 * A kiosk holds its file alone, without the shared memory by which SQLite's readers and writers
 * know of each other (store.c: connect_only); a stick may not be writable at all. So there are two
 * ways, and neither writes a byte beside the file:
 *
 *   - No -wal, or an empty one, and of this version: the file is read as it lies ("immutable").
 *     Should somebody write to the file itself meanwhile, its stamp tells, and what was read is
 *     thrown away with an error (store_unchanged): rare, since a kiosk writes its -wal first.
 *   - Otherwise file and -wal are copied to a folder of our own, which is removed as soon as the
 *     copy is open. The copy is one moment of the file if the file itself did not change meanwhile
 *     and the -wal still begins as before: then nothing was checkpointed and the -wal only grew,
 *     where an unfinished end does not count (SQLite "WAL-mode File Format": checksums).
 */
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "store/inside.h"

enum {
    HEADER_BYTES = 100, /* SQLite "Database File Format" 1.3. */
    USER_VERSION_AT = 60,
    APPLICATION_ID_AT = 68,
    WAL_HEADER_BYTES = 32,
    COPY_TRIES = 20,
    QUIET_NS = 50000000 /* A time of change younger than this may stand for two changes. */
};

static uint32_t read_u32(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static bool read_header(uint32_t *version, const char *path, struct error *e)
{
    uint8_t header[HEADER_BYTES];
    struct stat about;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return error_os(e, errno, "%s", path);
    ssize_t got =
        fstat(fd, &about) == 0 && S_ISREG(about.st_mode) ? pread(fd, header, sizeof header, 0) : 0;
    int error_number = errno;
    close(fd);
    if (got < 0)
        return error_os(e, error_number, "%s", path);
    if (got != (ssize_t)sizeof header || memcmp(header, "SQLite format 3", 16) != 0 ||
        read_u32(header + APPLICATION_ID_AT) != STORE_APPLICATION_ID)
        return error_set(e, ERROR_INPUT, 0, _("%s is not a file of this program"), path);
    *version = read_u32(header + USER_VERSION_AT);
    return true;
}

static bool read_stamp(struct store_stamp *out, const char *path, struct error *e)
{
    struct stat about;
    if (stat(path, &about) != 0)
        return error_os(e, errno, "%s", path);
    *out = (struct store_stamp){about.st_size, about.st_mtim.tv_sec, about.st_mtim.tv_nsec,
                                (int64_t)about.st_ino};
    return true;
}

static bool same_stamp(const struct store_stamp *a, const struct store_stamp *b)
{
    return a->size_bytes == b->size_bytes && a->seconds == b->seconds &&
           a->nanoseconds == b->nanoseconds && a->node == b->node;
}

bool store_unchanged(struct store *s, struct error *e)
{
    struct store_stamp now = {0};
    if (!s->as_it_lies)
        return true;
    return (read_stamp(&now, s->path, e) && same_stamp(&now, &s->stamp)) ||
           error_set(e, ERROR_INPUT, 0, _("%s has changed meanwhile; read the results again"),
                     s->path);
}

/* ---- as it lies ---- */

bool read_uri(char *out, size_t out_bytes, const char *path)
{
    size_t used = (size_t)snprintf(out, out_bytes, "file:");
    for (; *path; path++) {
        unsigned char c = (unsigned char)*path;
        bool plain = c == '/' || c == '.' || c == '-' || (c >= '0' && c <= '9') ||
                     (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (used + 16 > out_bytes)
            return false;
        used += (size_t)snprintf(out + used, out_bytes - used, plain ? "%c" : "%%%02X", c);
    }
    snprintf(out + used, out_bytes - used, "?immutable=1");
    return true;
}

static bool open_as_it_lies(struct store *s, struct error *e)
{
    char uri[3 * FILE_PATH_BYTES + 32];
    int flags =
        SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (!read_stamp(&s->stamp, s->path, e))
        return false;
    if (!read_uri(uri, sizeof uri, s->path))
        return error_os(e, ENAMETOOLONG, "%s", s->path);
    int code = sqlite3_open_v2(uri, &s->db, flags, NULL);
    s->as_it_lies = true;
    return code == SQLITE_OK || sql_fail(s, code, e);
}

/* ---- as a copy ---- */

struct copy {
    char folder[64];
    char path[96], wal_path[96];
};

static bool make_folder(struct copy *copy, struct error *e)
{
    /* Memory first: what is copied should not lie on a disk, not even for a moment. */
    static const char *const parents[] = {"/dev/shm", "/tmp"};
    for (unsigned i = 0; i < sizeof parents / sizeof parents[0]; i++) {
        snprintf(copy->folder, sizeof copy->folder, "%s/ngoso-XXXXXX", parents[i]);
        if (mkdtemp(copy->folder)) {
            snprintf(copy->path, sizeof copy->path, "%s/r", copy->folder);
            snprintf(copy->wal_path, sizeof copy->wal_path, "%s/r-wal", copy->folder);
            return true;
        }
    }
    int error_number = errno;
    copy->folder[0] = '\0';
    return error_os(e, error_number, "%s", parents[1]);
}

static void remove_folder(const struct copy *copy)
{
    char name[128];
    if (!copy->folder[0])
        return;
    unlink(copy->path);
    unlink(copy->wal_path);
    snprintf(name, sizeof name, "%s-journal", copy->path);
    unlink(name);
    rmdir(copy->folder);
}

static bool copy_bytes(int from, int to, const char *path, struct error *e)
{
    char bytes[64 * 1024];
    for (;;) {
        ssize_t got = read(from, bytes, sizeof bytes);
        if (got == 0)
            return true;
        if (got < 0)
            return error_os(e, errno, "%s", path);
        for (ssize_t done = 0; done < got;) {
            ssize_t put = write(to, bytes + done, (size_t)(got - done));
            if (put < 0)
                return error_os(e, errno, "%s", path);
            done += put;
        }
    }
}

/* `may_miss`: no file gives an empty one. */
static bool copy_file(const char *from_path, const char *to_path, bool may_miss, struct error *e)
{
    int from = open(from_path, O_RDONLY | O_CLOEXEC);
    if (from < 0 && !(may_miss && errno == ENOENT))
        return error_os(e, errno, "%s", from_path);
    int to = open(to_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool ok =
        to >= 0 ? from < 0 || copy_bytes(from, to, to_path, e) : error_os(e, errno, "%s", to_path);
    if (to >= 0)
        close(to);
    if (from >= 0)
        close(from);
    return ok;
}

static void read_wal_header(uint8_t out[WAL_HEADER_BYTES], const char *path)
{
    memset(out, 0, WAL_HEADER_BYTES);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    if (pread(fd, out, WAL_HEADER_BYTES, 0) != WAL_HEADER_BYTES)
        memset(out, 0, WAL_HEADER_BYTES);
    close(fd);
}

static bool is_quiet(const struct store_stamp *stamp)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t age_ns =
        ((int64_t)now.tv_sec - stamp->seconds) * 1000000000 + now.tv_nsec - stamp->nanoseconds;
    return age_ns < 0 || age_ns > QUIET_NS;
}

/* `*whole`: it is one moment of the file. */
static bool try_copy(bool *whole, const struct store *s, const struct copy *copy, struct error *e)
{
    struct store_stamp before = {0}, after = {0};
    uint8_t wal_before[WAL_HEADER_BYTES], wal_copied[WAL_HEADER_BYTES];
    char wal[FILE_PATH_BYTES + 8];
    snprintf(wal, sizeof wal, "%s-wal", s->path);
    if (!read_stamp(&before, s->path, e))
        return false;
    *whole = false;
    if (!is_quiet(&before))
        return true;
    read_wal_header(wal_before, wal);
    if (!copy_file(s->path, copy->path, false, e) || !copy_file(wal, copy->wal_path, true, e) ||
        !read_stamp(&after, s->path, e))
        return false;
    read_wal_header(wal_copied, copy->wal_path);
    *whole = same_stamp(&before, &after) && memcmp(wal_before, wal_copied, sizeof wal_copied) == 0;
    return true;
}

static bool open_copy(struct store *s, const struct copy *copy, struct error *e)
{
    bool was_new;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int code = sqlite3_open_v2(copy->path, &s->db, flags, NULL);
    if (code != SQLITE_OK)
        return sql_fail(s, code, e);
    return sql_exec(s,
                    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = MEMORY;"
                    "PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON",
                    e) &&
           schema_migrate(s, &was_new, e) && sql_exec(s, "PRAGMA query_only = ON", e);
}

static bool read_copy(struct store *s, struct error *e)
{
    struct copy copy = {.folder = ""};
    bool whole = false, ok = make_folder(&copy, e);
    for (unsigned i = 0; ok && !whole && i < COPY_TRIES; i++) {
        if (i > 0)
            nanosleep(&(struct timespec){.tv_nsec = 2 * QUIET_NS}, NULL);
        ok = try_copy(&whole, s, &copy, e);
    }
    if (ok && !whole)
        ok = error_set(e, ERROR_INPUT, 0, _("%s has changed meanwhile; read the results again"),
                       s->path);
    ok = ok && open_copy(s, &copy, e);
    remove_folder(&copy); /* It stays open; nothing of it stays behind. */
    return ok;
}

/* ---- both ---- */

static bool has_more(const char *path, const char *ending)
{
    struct stat about;
    char name[FILE_PATH_BYTES + 16];
    snprintf(name, sizeof name, "%s%s", path, ending);
    return stat(name, &about) == 0 && about.st_size > 0;
}

static bool open_reading(struct store *s, const char *path, struct error *e)
{
    uint32_t version = 0;
    bool found;
    int size = snprintf(s->path, sizeof s->path, "%s", path);
    if (size < 0 || (size_t)size + 64 > sizeof s->path)
        return error_os(e, ENAMETOOLONG, "%s", _("the path of the results"));
    if (sodium_init() < 0)
        return error_set(e, ERROR_LIBRARY, 0, "%s", _("libsodium cannot start"));
    if (!read_header(&version, path, e))
        return false;
    if (version > SCHEMA_VERSION)
        return error_set(e, ERROR_INPUT, 0,
                         _("%s was written by a newer version of this program, "
                           "and was left as it is; install that version"),
                         path);
    bool opened = version < SCHEMA_VERSION || has_more(path, "-wal") ? read_copy(s, e)
                                                                     : open_as_it_lies(s, e);
    return opened && sql_exec(s, "PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON", e) &&
           schema_read_device(&found, s, e) && event_read_tail(s, e);
}

bool store_open_read(struct store **out, const char *path, struct error *e)
{
    struct store *s = calloc(1, sizeof *s);
    if (!s)
        return error_os(e, ENOMEM, "%s", path);
    s->reading = s->read_only = true;
    if (!open_reading(s, path, e)) {
        store_close(s);
        return false;
    }
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    *out = s;
    return true;
}
