#include "base/paths.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* False when it would not fit; `out` is then of no use. */
static bool join(char out[FILE_PATH_BYTES], const char *folder, const char *name)
{
    int size = snprintf(out, FILE_PATH_BYTES, "%s/%s", folder, name);
    return size >= 0 && size < FILE_PATH_BYTES;
}

/* Takes `folder` when it holds both guides/ and fonts/. */
static bool take_data(struct paths *out, const char *folder)
{
    return join(out->guides, folder, "guides") && is_folder(out->guides) &&
           join(out->fonts, folder, "fonts") && is_folder(out->fonts);
}

static bool take_messages(struct paths *out, const char *folder, const char *name)
{
    if (join(out->messages, folder, name) && is_folder(out->messages))
        return true;
    out->messages[0] = '\0';
    return false;
}

static bool folder_of_program(char out[FILE_PATH_BYTES])
{
    ssize_t size = readlink("/proc/self/exe", out, FILE_PATH_BYTES - 1);
    if (size <= 0)
        return false;
    out[size] = '\0';
    char *last = strrchr(out, '/');
    if (!last)
        return false;
    *last = '\0';
    return true;
}

/* Cuts the last component off; false at the root. */
static bool go_up(char path[FILE_PATH_BYTES])
{
    char *last = strrchr(path, '/');
    if (!last)
        return false;
    *last = '\0';
    return true;
}

/* PREFIX/bin/ngoso finds PREFIX/share/ngoso. */
static bool find_installed(struct paths *out, const char *program_folder)
{
    char prefix[FILE_PATH_BYTES], data[FILE_PATH_BYTES];
    snprintf(prefix, sizeof prefix, "%s", program_folder);
    if (!go_up(prefix) || !join(data, prefix, "share/ngoso") || !take_data(out, data))
        return false;
    take_messages(out, prefix, "share/locale");
    return true;
}

/* Upwards from build/PRESET/src/cli: first the build's messages, then the tree's data. */
static bool find_in_tree(struct paths *out, const char *program_folder)
{
    char folder[FILE_PATH_BYTES];
    snprintf(folder, sizeof folder, "%s", program_folder);
    bool have_messages = false;
    do {
        have_messages = have_messages || take_messages(out, folder, "share/locale");
        if (take_data(out, folder))
            return true;
    } while (go_up(folder));
    return false;
}

static bool find_beside_program(struct paths *out, const char *program_folder)
{
    return find_installed(out, program_folder) || find_in_tree(out, program_folder);
}

bool paths_find(struct paths *out, struct error *e)
{
    const char *named = getenv("NGOSO_DATA");
    char program[FILE_PATH_BYTES] = "";
    struct paths found = {0}, beside = {0};
    bool has_program = folder_of_program(program);
    bool has_beside = has_program && find_beside_program(&beside, program);
    if (named && *named) {
        memcpy(out->messages, beside.messages, sizeof out->messages);
        if (!take_data(&found, named))
            return error_set(e, ERROR_SYSTEM, ENOENT,
                             _("NGOSO_DATA is %s, which does not hold guides/ and fonts/"), named);
        if (!take_messages(&found, named, "locale"))
            memcpy(found.messages, beside.messages, sizeof found.messages);
    } else if (has_beside) {
        found = beside;
    } else {
        return error_set(e, ERROR_SYSTEM, ENOENT,
                         _("guides/ and fonts/ not found: looked in %s/../share/ngoso and in the "
                           "folders above %s; NGOSO_DATA can name the folder"),
                         program, program);
    }
    *out = found;
    return true;
}

bool paths_find_user_data(char *out, size_t out_bytes, struct error *e)
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    int size = -1;
    if (data && data[0] == '/')
        size = snprintf(out, out_bytes, "%s/ngoso", data);
    else if (home && home[0] == '/')
        size = snprintf(out, out_bytes, "%s/.local/share/ngoso", home);
    if (size > 0 && (size_t)size < out_bytes)
        return true;
    return error_set(e, ERROR_SYSTEM, ENOENT, "%s",
                     _("There is no home folder for the answers; name one: --data FOLDER"));
}
