/* realpath is in POSIX, but glibc shows it only to those who ask for X/Open. */
#define _XOPEN_SOURCE 700

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/i18n.h"

enum {
    PENDING_BYTES = 256 * 1024,
    NAME_TRIES = 100,
    NAME_BYTES = 200, /* Of the final name inside the temporary one; NAME_MAX is 255. */
    SUFFIX_BYTES = 6,
    OPEN_MAX_COUNT = 64
};

/*
 * Temporary files of open writers, so that a signal handler can remove them: fixed storage, and a
 * state that changes in one step. SLOT_LIVE promises that `path` is complete.
 */
enum slot_state { SLOT_FREE, SLOT_TAKEN, SLOT_LIVE };

static struct slot {
    atomic_int state;
    char path[FILE_PATH_BYTES];
} slots[OPEN_MAX_COUNT];

static int register_temporary(const char *path)
{
    for (int i = 0; i < OPEN_MAX_COUNT; i++) {
        int expected = SLOT_FREE;
        if (!atomic_compare_exchange_strong(&slots[i].state, &expected, SLOT_TAKEN))
            continue;
        snprintf(slots[i].path, sizeof slots[i].path, "%s", path);
        atomic_store(&slots[i].state, SLOT_LIVE);
        return i;
    }
    return -1;
}

static void forget_temporary(int slot)
{
    atomic_store(&slots[slot].state, SLOT_FREE);
}

void file_abandon_all(void)
{
    for (int i = 0; i < OPEN_MAX_COUNT; i++)
        if (atomic_load(&slots[i].state) == SLOT_LIVE)
            unlink(slots[i].path);
}

/* Says in the reader's language what strerror would say in English on most systems. */
static bool refuse(struct error *e, int number, const char *path)
{
    switch (number) {
    case ENOSPC:
        return error_set(e, ERROR_SYSTEM, number, _("%s: the disk is full"), path);
    case EDQUOT:
        return error_set(e, ERROR_SYSTEM, number, _("%s: your disk quota is used up"), path);
    case EFBIG:
        return error_set(e, ERROR_SYSTEM, number, _("%s: larger than the system allows"), path);
    case EACCES:
    case EPERM:
        return error_set(e, ERROR_SYSTEM, number, _("%s: permission denied"), path);
    case EROFS:
        return error_set(e, ERROR_SYSTEM, number, _("%s: the disk is read-only"), path);
    case ENOENT:
        return error_set(e, ERROR_SYSTEM, number, _("%s: no such file or folder"), path);
    case EISDIR:
        return error_set(e, ERROR_SYSTEM, number, _("%s: this is a folder, not a file"), path);
    case ENOTDIR:
        return error_set(e, ERROR_SYSTEM, number, _("%s: a part of the path is not a folder"),
                         path);
    case ENAMETOOLONG:
        return error_set(e, ERROR_SYSTEM, number, _("%s: the name is too long"), path);
    default:
        return error_os(e, number, "%s", path);
    }
}

bool file_exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

bool file_is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool file_is_same(const char *path, const char *other)
{
    struct stat a, b;
    return stat(path, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

static bool check_readable(size_t *size, int fd, const char *path, size_t limit_bytes,
                           struct error *e)
{
    struct stat status;
    if (fstat(fd, &status) != 0)
        return refuse(e, errno, path);
    if (S_ISDIR(status.st_mode))
        return refuse(e, EISDIR, path);
    if (!S_ISREG(status.st_mode))
        return error_set(e, ERROR_SYSTEM, EINVAL, _("%s: not a regular file"), path);
    if ((uint64_t)status.st_size > limit_bytes)
        return error_set(e, ERROR_LIMIT, 0, _("%s: larger than %zu bytes"), path, limit_bytes);
    *size = (size_t)status.st_size;
    return true;
}

static bool read_fully(size_t *read_bytes, char *into, size_t size, int fd, const char *path,
                       struct error *e)
{
    size_t done = 0;
    while (done < size) {
        ssize_t got = read(fd, into + done, size - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return refuse(e, errno, path);
        if (got == 0)
            break;
        done += (size_t)got;
    }
    *read_bytes = done;
    return true;
}

bool file_read(struct slice *out, struct arena *a, const char *path, size_t limit_bytes,
               struct error *e)
{
    /* O_NONBLOCK, so that a pipe does not hold us before we see that it is one. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return refuse(e, errno, path);
    bool ok = false;
    size_t size = 0;
    if (!check_readable(&size, fd, path, limit_bytes, e))
        goto out;
    char *bytes = arena_alloc(a, size + 1);
    if (!read_fully(&size, bytes, size, fd, path, e))
        goto out;
    bytes[size] = '\0';
    *out = (struct slice){bytes, size};
    ok = true;
out:
    close(fd);
    return ok;
}

static bool make_one_folder(const char *path, struct error *e)
{
    if (mkdir(path, 0777) == 0)
        return true;
    int number = errno;
    struct stat status;
    if (stat(path, &status) == 0)
        return S_ISDIR(status.st_mode) || refuse(e, ENOTDIR, path);
    return refuse(e, number, path);
}

bool file_make_folder(const char *path, struct error *e)
{
    char part[FILE_PATH_BYTES];
    size_t size = strlen(path);
    if (size == 0)
        return refuse(e, ENOENT, path);
    if (size >= sizeof part)
        return refuse(e, ENAMETOOLONG, path);
    for (size_t i = 1; i <= size; i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        memcpy(part, path, i);
        part[i] = '\0';
        if (!make_one_folder(part, e))
            return false;
    }
    return true;
}

/* False, and nothing copied, when it does not fit. */
static bool copy_path(char out[FILE_PATH_BYTES], const char *path)
{
    size_t size = strlen(path);
    if (size >= FILE_PATH_BYTES)
        return false;
    memcpy(out, path, size + 1);
    return true;
}

/* Follows a link to its end, so that the file is replaced and not the link; refuses what rename
 * must not replace, such as a device. */
static bool settle_path(struct file_writer *w, const char *path, struct error *e)
{
    struct stat status;
    if (!copy_path(w->path, path))
        return refuse(e, ENAMETOOLONG, path);
    if (lstat(path, &status) == 0 && S_ISLNK(status.st_mode)) {
        char *end = realpath(path, NULL);
        if (end)
            copy_path(w->path, end);
        free(end);
    }
    if (stat(w->path, &status) != 0)
        return true;
    if (S_ISDIR(status.st_mode))
        return refuse(e, EISDIR, path);
    if (!S_ISREG(status.st_mode))
        return error_set(e, ERROR_SYSTEM, EINVAL, _("%s: not a regular file"), path);
    return true;
}

/* Not a secret: O_EXCL keeps two runs apart, this only makes a second try rare. */
static void make_suffix(char out[SUFFIX_BYTES + 1])
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    static atomic_uint counter;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    uint64_t mix = (uint64_t)now.tv_nsec * 1000003u + (uint64_t)getpid() * 7919u +
                   (uint64_t)now.tv_sec + (uint64_t)atomic_fetch_add(&counter, 1) * 104729u;
    for (int i = 0; i < SUFFIX_BYTES; i++) {
        mix = mix * 6364136223846793005u + 1442695040888963407u;
        out[i] = letters[(mix >> 33) % (sizeof letters - 1)];
    }
    out[SUFFIX_BYTES] = '\0';
}

static bool name_temporary(struct file_writer *w)
{
    const char *last = strrchr(w->path, '/');
    const char *name = last ? last + 1 : w->path;
    int folder_size = (int)(name - w->path);
    int name_size = (int)strnlen(name, NAME_BYTES);
    while (name_size > 0 && ((unsigned char)name[name_size] & 0xC0) == 0x80)
        name_size--; /* Not in the middle of a character. */
    char suffix[SUFFIX_BYTES + 1];
    make_suffix(suffix);
    int size = snprintf(w->temporary, sizeof w->temporary, "%.*s.ngoso-%.*s-%s.tmp", folder_size,
                        w->path, name_size, name, suffix);
    return size >= 0 && size < (int)sizeof w->temporary;
}

/* Registered before it exists, so that no moment is left in which a signal would forget it. */
static bool try_temporary(struct file_writer *w)
{
    w->slot = register_temporary(w->temporary);
    if (w->slot < 0) {
        errno = EMFILE;
        return false;
    }
    w->fd = open(w->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (w->fd >= 0)
        return true;
    int number = errno;
    forget_temporary(w->slot);
    errno = number;
    return false;
}

bool file_writer_open(struct file_writer *w, const char *path, struct error *e)
{
    CHECK(!w->open);
    if (!settle_path(w, path, e))
        return false;
    for (int tries = 0; tries < NAME_TRIES; tries++) {
        if (!name_temporary(w))
            return refuse(e, ENAMETOOLONG, path);
        if (try_temporary(w)) {
            w->open = true;
            w->written_bytes = 0;
            buf_init(&w->pending, PENDING_BYTES);
            return true;
        }
        if (errno != EEXIST)
            break;
    }
    return refuse(e, errno, path);
}

static bool write_fully(struct file_writer *w, const char *bytes, size_t size, struct error *e)
{
    while (size > 0) {
        ssize_t put = write(w->fd, bytes, size);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return refuse(e, errno, w->path);
        bytes += put;
        size -= (size_t)put;
    }
    return true;
}

static bool flush_pending(struct file_writer *w, struct error *e)
{
    bool ok = write_fully(w, w->pending.data, w->pending.size, e);
    buf_reset(&w->pending);
    return ok;
}

bool file_writer_append(struct file_writer *w, const void *bytes, size_t size_bytes,
                        struct error *e)
{
    CHECK(w->open);
    w->written_bytes += size_bytes;
    if (size_bytes > PENDING_BYTES - w->pending.size && !flush_pending(w, e))
        return false;
    if (size_bytes >= PENDING_BYTES)
        return write_fully(w, bytes, size_bytes, e);
    return buf_append(&w->pending, bytes, size_bytes);
}

static bool sync_folder(const struct file_writer *w, struct error *e)
{
    char folder[FILE_PATH_BYTES];
    copy_path(folder, w->path);
    char *last = strrchr(folder, '/');
    if (last)
        last[last == folder ? 1 : 0] = '\0';
    int fd = open(last ? folder : ".", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return refuse(e, errno, folder);
    /* Some network file systems cannot sync a folder; the file itself is safe there. */
    bool ok = fsync(fd) == 0 || errno == EINVAL || refuse(e, errno, folder);
    close(fd);
    return ok;
}

static bool close_file(struct file_writer *w, struct error *e)
{
    int fd = w->fd;
    w->fd = -1;
    return close(fd) == 0 || refuse(e, errno, w->path);
}

static void release(struct file_writer *w)
{
    forget_temporary(w->slot);
    buf_deinit(&w->pending);
    w->open = false;
}

bool file_writer_commit(struct file_writer *w, enum file_durability durability, struct error *e)
{
    CHECK(w->open);
    bool durable = durability == FILE_DURABLE;
    bool ok = flush_pending(w, e) && (!durable || fsync(w->fd) == 0 || refuse(e, errno, w->path)) &&
              close_file(w, e) && (rename(w->temporary, w->path) == 0 || refuse(e, errno, w->path));
    if (!ok) {
        file_writer_abandon(w);
        return false;
    }
    release(w);
    return !durable || sync_folder(w, e);
}

void file_writer_abandon(struct file_writer *w)
{
    if (!w->open)
        return;
    if (w->fd >= 0)
        close(w->fd);
    unlink(w->temporary);
    release(w);
}

bool file_write(const char *path, struct slice bytes, enum file_durability durability,
                struct error *e)
{
    struct file_writer w = {0};
    if (!file_writer_open(&w, path, e))
        return false;
    if (!file_writer_append(&w, bytes.data, bytes.size, e)) {
        file_writer_abandon(&w);
        return false;
    }
    return file_writer_commit(&w, durability, e);
}
