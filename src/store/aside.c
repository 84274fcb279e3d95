#include "store/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/i18n.h"

/* The dated part stands before "-wal", so that SQLite still finds the pair together. */
static const char *const endings[] = {"", "-wal", "-journal"};

enum { ENDING_COUNT = sizeof endings / sizeof endings[0], NAMES_MAX = 1000 };

static bool free_name(char *out, size_t out_bytes, const struct store *s)
{
    char stamp[16];
    clock_stamp(stamp, clock_now(s).wall_ms);
    for (int i = 1; i < NAMES_MAX; i++) {
        int size = i == 1 ? snprintf(out, out_bytes, "%s.damaged-%s", s->path, stamp)
                          : snprintf(out, out_bytes, "%s.damaged-%s-%d", s->path, stamp, i);
        if (size < 0 || (size_t)size + sizeof "-journal" > out_bytes)
            return false;
        if (!file_exists(out))
            return true;
    }
    return false;
}

static void sync_folder_of(const char *path)
{
    char folder[FILE_PATH_BYTES];
    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder ? 1 : 0] = '\0';
    int fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    fsync(fd); /* Best effort: a lost rename is found damaged and moved again. */
    close(fd);
}

bool aside_move(char *name, size_t name_bytes, struct store *s, struct error *e)
{
    if (!free_name(name, name_bytes, s))
        return error_os(e, ENAMETOOLONG, "%s", s->path);
    /* The main file last: while it is there, the next start finds the damage again. */
    for (unsigned i = ENDING_COUNT; i-- > 0;) {
        char from[FILE_PATH_BYTES + 16], to[FILE_PATH_BYTES + 16];
        snprintf(from, sizeof from, "%s%s", s->path, endings[i]);
        snprintf(to, sizeof to, "%s%s", name, endings[i]);
        if (rename(from, to) != 0 && errno != ENOENT)
            return error_os(e, errno, _("%s is damaged and cannot be set aside"), s->path);
    }
    sync_folder_of(s->path);
    return true;
}

static void copy_settings(struct store *to, sqlite3_stmt *rows)
{
    struct error ignored = {0};
    while (sqlite3_step(rows) == SQLITE_ROW) {
        char name[STORE_NAME_MAX + 1];
        const char *bytes = sqlite3_column_blob(rows, 1);
        struct slice value = {bytes, (size_t)sqlite3_column_bytes(rows, 1)};
        snprintf(name, sizeof name, "%.*s", SLICE_ARG(sql_column(rows, 0)));
        /* What is no text is not put, and that is all there is to say about it. */
        if (!store_put_setting(to, name, value, &ignored))
            ignored = (struct error){0};
    }
}

void aside_salvage(struct store *to, const char *name)
{
    sqlite3 *old = NULL;
    sqlite3_stmt *rows = NULL;
    char uri[3 * FILE_PATH_BYTES + 32];
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
    /* Immutable: nothing is written beside it, not even for reading. The -wal is not looked at; it
     * is emptied at each start, so it holds at most what was set since. */
    if (read_uri(uri, sizeof uri, name) && sqlite3_open_v2(uri, &old, flags, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(old, "SELECT name, value FROM setting", -1, &rows, NULL) == SQLITE_OK)
        copy_settings(to, rows);
    sqlite3_finalize(rows);
    sqlite3_close(old);
}
