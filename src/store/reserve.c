#include "store/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static bool reserve_path(char out[FILE_PATH_BYTES], const struct store *s)
{
    int size = snprintf(out, FILE_PATH_BYTES, "%s-reserve", s->path);
    return size > 0 && size < FILE_PATH_BYTES;
}

bool reserve_keep(struct store *s)
{
    char path[FILE_PATH_BYTES];
    if (s->reserve_there || !reserve_path(path, s))
        return true;
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno != ENOSPC && errno != EDQUOT;
    /* Blocks, not a hole: a hole would keep no room at all. */
    int refused = posix_fallocate(fd, 0, STORE_RESERVE_BYTES);
    close(fd);
    s->reserve_there = refused == 0;
    if (refused)
        unlink(path);
    return refused != ENOSPC && refused != EDQUOT;
}

bool reserve_release(struct store *s)
{
    char path[FILE_PATH_BYTES];
    if (!s->reserve_there || !reserve_path(path, s))
        return false;
    s->reserve_there = false;
    return unlink(path) == 0;
}
