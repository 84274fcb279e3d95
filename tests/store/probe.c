#include "store/probe.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct probe probe;

static sqlite3_vfs *real_vfs;
static sqlite3_vfs probe_vfs;
static char main_path[512];

struct probed {
    sqlite3_file base;
    enum probe_file which;
    sqlite3_file *real; /* Right behind this struct. */
};

static const char *const endings[PROBE_FILE_COUNT] = {"", "-wal", "-journal"};

const char *probe_ending(enum probe_file file)
{
    return endings[file];
}

static enum probe_file which_file(const char *path)
{
    for (unsigned i = 1; i < PROBE_FILE_COUNT; i++) {
        size_t size = strlen(path), end = strlen(endings[i]);
        if (size > end && strcmp(path + size - end, endings[i]) == 0)
            return (enum probe_file)i;
    }
    return PROBE_MAIN;
}

static void record(enum probe_kind kind, enum probe_file file, int64_t offset, const void *data,
                   size_t size, bool durable)
{
    if (!probe.recording)
        return;
    if (probe.op_count == probe.op_capacity) {
        probe.op_capacity = probe.op_capacity ? 2 * probe.op_capacity : 256;
        probe.ops = realloc(probe.ops, probe.op_capacity * sizeof *probe.ops);
        if (!probe.ops)
            abort();
    }
    struct probe_op *op = &probe.ops[probe.op_count++];
    *op = (struct probe_op){kind, file, offset, size, NULL, durable};
    if (size > 0) {
        op->data = malloc(size);
        if (!op->data)
            abort();
        memcpy(op->data, data, size);
    }
}

void probe_mark(enum probe_kind kind, int64_t value)
{
    record(kind, PROBE_MAIN, value, NULL, 0, false);
}

static int fault(void)
{
    probe.calls++;
    if (probe.fail_at == 0 || probe.calls < probe.fail_at ||
        (probe.calls > probe.fail_at && !probe.fail_ever_after))
        return SQLITE_OK;
    probe.failures++;
    return probe.fail_code;
}

static int64_t size_of(const char *ending)
{
    char path[600];
    struct stat status;
    snprintf(path, sizeof path, "%s%s", main_path, ending);
    return stat(path, &status) == 0 ? (int64_t)status.st_size : 0;
}

static bool over_quota(struct probed *f, int64_t end)
{
    sqlite3_int64 now = 0;
    if (probe.quota_bytes == 0)
        return false;
    f->real->pMethods->xFileSize(f->real, &now);
    if (end <= now)
        return false;
    int64_t used = size_of("") + size_of("-wal") + size_of("-journal") + size_of("-reserve");
    return used + (end - now) > probe.quota_bytes;
}

static int close_file(sqlite3_file *file)
{
    struct probed *f = (struct probed *)file;
    return f->real->pMethods->xClose(f->real);
}

static int read_file(sqlite3_file *file, void *to, int size, sqlite3_int64 offset)
{
    struct probed *f = (struct probed *)file;
    return f->real->pMethods->xRead(f->real, to, size, offset);
}

static int write_file(sqlite3_file *file, const void *from, int size, sqlite3_int64 offset)
{
    struct probed *f = (struct probed *)file;
    int code = fault();
    if (code == SQLITE_OK && over_quota(f, offset + size))
        code = SQLITE_FULL;
    if (code == SQLITE_OK)
        code = f->real->pMethods->xWrite(f->real, from, size, offset);
    if (code == SQLITE_OK)
        record(PROBE_WRITE, f->which, offset, from, (size_t)size, false);
    return code;
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size)
{
    struct probed *f = (struct probed *)file;
    int code = fault();
    if (code == SQLITE_OK)
        code = f->real->pMethods->xTruncate(f->real, size);
    if (code == SQLITE_OK)
        record(PROBE_TRUNCATE, f->which, size, NULL, 0, false);
    return code;
}

static int sync_file(sqlite3_file *file, int flags)
{
    struct probed *f = (struct probed *)file;
    int code = fault();
    if (code == SQLITE_OK)
        code = f->real->pMethods->xSync(f->real, flags);
    if (code == SQLITE_OK)
        record(PROBE_SYNC, f->which, 0, NULL, 0, false);
    return code;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
    struct probed *f = (struct probed *)file;
    return f->real->pMethods->xFileSize(f->real, size);
}

static int lock_file(sqlite3_file *file, int level)
{
    struct probed *f = (struct probed *)file;
    return f->real->pMethods->xLock(f->real, level);
}

static int unlock_file(sqlite3_file *file, int level)
{
    struct probed *f = (struct probed *)file;
    return f->real->pMethods->xUnlock(f->real, level);
}

static int check_lock(sqlite3_file *file, int *held)
{
    struct probed *f = (struct probed *)file;
    return f->real->pMethods->xCheckReservedLock(f->real, held);
}

static int control_file(sqlite3_file *file, int op, void *argument)
{
    struct probed *f = (struct probed *)file;
    return f->real->pMethods->xFileControl(f->real, op, argument);
}

static int sector_size(sqlite3_file *file)
{
    struct probed *f = (struct probed *)file;
    return f->real->pMethods->xSectorSize(f->real);
}

static int characteristics(sqlite3_file *file)
{
    struct probed *f = (struct probed *)file;
    return f->real->pMethods->xDeviceCharacteristics(f->real);
}

/* Version 1: no shared memory and no mapping, so nothing goes past the log. */
static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = file_size,
    .xLock = lock_file,
    .xUnlock = unlock_file,
    .xCheckReservedLock = check_lock,
    .xFileControl = control_file,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
};

static int open_file(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *got)
{
    (void)vfs;
    struct probed *f = (struct probed *)file;
    f->base.pMethods = NULL;
    f->real = (sqlite3_file *)(f + 1);
    f->which = path ? which_file(path) : PROBE_JOURNAL;
    if (path && f->which == PROBE_MAIN)
        snprintf(main_path, sizeof main_path, "%s", path);
    int code = fault();
    if (code == SQLITE_OK)
        code = real_vfs->xOpen(real_vfs, path, f->real, flags, got);
    if (code == SQLITE_OK)
        f->base.pMethods = &methods;
    return code;
}

static int delete_file(sqlite3_vfs *vfs, const char *path, int sync_folder)
{
    (void)vfs;
    int code = fault();
    if (code == SQLITE_OK)
        code = real_vfs->xDelete(real_vfs, path, sync_folder);
    if (code == SQLITE_OK)
        record(PROBE_DELETE, which_file(path), 0, NULL, 0, sync_folder != 0);
    return code;
}

void probe_start(void)
{
    for (size_t i = 0; i < probe.op_count; i++)
        free(probe.ops[i].data);
    free(probe.ops);
    probe = (struct probe){0};
    if (real_vfs)
        return;
    real_vfs = sqlite3_vfs_find(NULL);
    probe_vfs = *real_vfs;
    probe_vfs.zName = PROBE_VFS;
    probe_vfs.pNext = NULL;
    probe_vfs.szOsFile = (int)sizeof(struct probed) + real_vfs->szOsFile;
    probe_vfs.xOpen = open_file;
    probe_vfs.xDelete = delete_file;
    sqlite3_vfs_register(&probe_vfs, 0);
}
