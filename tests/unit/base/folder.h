/** @file
 * A temporary folder for one test, removed with all it holds.
 */
#ifndef TESTS_UNIT_BASE_FOLDER_H
#define TESTS_UNIT_BASE_FOLDER_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/test.h"

struct folder {
    char path[256];
};

static inline struct folder folder_make(void)
{
    const char *base = getenv("TMPDIR");
    struct folder f;
    snprintf(f.path, sizeof f.path, "%s/ngoso-test-XXXXXX", base && *base ? base : "/tmp");
    assert_non_null(mkdtemp(f.path));
    return f;
}

/* Calls `visit` with the path of each entry; counts them. */
static inline unsigned folder_each(const char *path, void (*visit)(const char *))
{
    unsigned count = 0;
    DIR *d = opendir(path);
    assert_non_null(d);
    for (struct dirent *entry; (entry = readdir(d));) {
        char inside[5000];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        int size = snprintf(inside, sizeof inside, "%s/%s", path, entry->d_name);
        assert_in_range(size, 1, sizeof inside - 1);
        count++;
        if (visit)
            visit(inside);
    }
    closedir(d);
    return count;
}

static inline unsigned folder_count(const char *path)
{
    return folder_each(path, NULL);
}

static inline void folder_remove(const char *path)
{
    struct stat status;
    if (lstat(path, &status) == 0 && S_ISDIR(status.st_mode))
        folder_each(path, folder_remove);
    remove(path);
}

#endif
