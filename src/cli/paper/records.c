#include "cli/paper/records.h"

#include <stdio.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/paths.h"
#include "cli/command.h"

static bool name_records(char *path, size_t path_bytes, char *folder, size_t folder_bytes,
                         const char *named, struct error *e)
{
    if (!named && !paths_find_user_data(folder, folder_bytes, e))
        return false;
    int size = snprintf(path, path_bytes, "%s/kiosk.db", named ? named : folder);
    if (size < 0 || (size_t)size >= path_bytes)
        return error_set(e, ERROR_LIMIT, 0, "%s", _("the folder's name is too long"));
    if (named)
        snprintf(folder, folder_bytes, "%s", named);
    return true;
}

static bool open_path(struct store **out, const char *path, struct error *e)
{
    enum store_state state;
    if (!store_open(out, &state, path, NULL, e))
        return false;
    if (state != STORE_SET_ASIDE)
        return true;
    store_close(*out);
    *out = NULL;
    return error_set(
        e, ERROR_INPUT, 0,
        _("%s was damaged: it was kept under another name beside it, and a new one begun"), path);
}

bool records_open(struct store **out, const char *folder, bool optional, struct error *e)
{
    char found[FILE_PATH_BYTES], path[FILE_PATH_BYTES];
    *out = NULL;
    if (!name_records(path, sizeof path, found, sizeof found, folder, e))
        return false;
    if (!file_exists(path))
        return optional ||
               error_set(e, ERROR_INPUT, 0,
                         _("there are no results of a kiosk in %s; name the folder: --data FOLDER"),
                         found);
    return open_path(out, path, e);
}

bool records_open_or_begin(struct store **out, const char *folder, struct error *e)
{
    char found[FILE_PATH_BYTES], path[FILE_PATH_BYTES];
    *out = NULL;
    return name_records(path, sizeof path, found, sizeof found, folder, e) &&
           (file_exists(path) || file_make_folder(found, e)) && open_path(out, path, e);
}

bool records_open_read(struct store **out, const char *named, struct error *e)
{
    char found[FILE_PATH_BYTES], path[FILE_PATH_BYTES];
    *out = NULL;
    if (named && !file_is_folder(named))
        snprintf(path, sizeof path, "%s", named);
    else if (!name_records(path, sizeof path, found, sizeof found, named, e))
        return false;
    if (!file_exists(path))
        return error_set(e, ERROR_INPUT, 0,
                         _("there are no results of a kiosk in %s; name the folder: --data FOLDER"),
                         path);
    return store_open_read(out, path, e);
}
