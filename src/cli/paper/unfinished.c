#include "cli/paper/unfinished.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/i18n.h"

enum { NOTE_BYTES_MAX = 4096, END_BYTES = 16 };

bool unfinished_begin(bool *resume, struct arena *a, const char *path, struct slice note,
                      struct error *e)
{
    struct slice before;
    struct error ignored = {0};
    if (!*resume || !file_exists(path)) {
        *resume = false;
        return file_write(path, note, FILE_DURABLE, e);
    }
    return (file_read(&before, a, path, NOTE_BYTES_MAX, &ignored) && slice_equal(before, note)) ||
           error_set(e, ERROR_INPUT, 0, "%s",
                     _("the table, what it is printed with or the options have changed since the "
                       "run that was stopped: without --resume all is made anew"));
}

void unfinished_end(const char *path)
{
    unlink(path);
}

bool unfinished_has_pdf(const char *path)
{
    char end[END_BYTES];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool whole = lseek(fd, -END_BYTES, SEEK_END) >= 0 && read(fd, end, END_BYTES) == END_BYTES;
    close(fd);
    struct slice tail = {end, END_BYTES};
    while (whole && tail.size && (end[tail.size - 1] == '\n' || end[tail.size - 1] == '\r'))
        tail.size--;
    return whole && slice_ends(tail, SLICE("%%EOF"));
}
