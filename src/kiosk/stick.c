#include "kiosk/stick.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOUNTS_BYTES = 128 * 1024, PATH_BYTES = 4096 };

/* "\040" stands for a space in the file; undone in place. */
static void undo_escapes(char *path)
{
    char *to = path;
    for (const char *from = path; *from; to++) {
        unsigned value = 0;
        int size = 0;
        if (*from == '\\' && sscanf(from + 1, "%3o%n", &value, &size) == 1 && size == 3) {
            *to = (char)value;
            from += 4;
        } else {
            *to = *from++;
        }
    }
    *to = '\0';
}

static bool is_for_sticks(const char *folder)
{
    static const char *const places[] = {"/media/", "/run/media/", "/mnt/"};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        if (strncmp(folder, places[i], strlen(places[i])) == 0)
            return true;
    return false;
}

/* "device folder type options …"; the folder of a device that is mounted for writing, or "". */
static void read_line(char folder[PATH_BYTES], const char *line)
{
    char device[PATH_BYTES], options[PATH_BYTES];
    folder[0] = '\0';
    if (sscanf(line, "%4095s %4095s %*s %4095s", device, folder, options) != 3 ||
        strncmp(device, "/dev/", 5) != 0 || !is_for_sticks(folder) ||
        (strncmp(options, "rw", 2) != 0 || (options[2] != ',' && options[2] != '\0')))
        folder[0] = '\0';
    undo_escapes(folder);
}

bool stick_find_in(char *folder, size_t folder_bytes, const char *mounts)
{
    bool found = false;
    char line[PATH_BYTES];
    for (const char *at = mounts; at && *at;) {
        const char *end = strchr(at, '\n');
        size_t size = end ? (size_t)(end - at) : strlen(at);
        if (size < sizeof line) {
            char copy[PATH_BYTES];
            memcpy(copy, at, size);
            copy[size] = '\0';
            read_line(line, copy);
            if (line[0] && strlen(line) < folder_bytes) {
                snprintf(folder, folder_bytes, "%s", line);
                found = true;
            }
        }
        at = end ? end + 1 : NULL;
    }
    return found;
}

static bool find_mounted(char *folder, size_t folder_bytes)
{
    FILE *f = fopen("/proc/self/mounts", "r");
    char *text = malloc(MOUNTS_BYTES);
    bool found = false;
    if (f && text) {
        size_t size = fread(text, 1, MOUNTS_BYTES - 1, f);
        text[size] = '\0';
        found = stick_find_in(folder, folder_bytes, text);
    }
    free(text);
    if (f)
        fclose(f);
    return found;
}

bool stick_find(void *self, char *folder, size_t folder_bytes)
{
    (void)self;
    const char *named = getenv("NGOSO_STICK");
    if (named && *named && strlen(named) < folder_bytes) {
        snprintf(folder, folder_bytes, "%s", named);
        return access(folder, W_OK) == 0;
    }
    return find_mounted(folder, folder_bytes) && access(folder, W_OK) == 0;
}
