#include "cli/records.h"

#include <stdio.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/paths.h"
#include "cli/command.h"

bool records_open(struct store **out, const char *folder, bool optional, struct error *e)
{
    char found[FILE_PATH_BYTES], path[FILE_PATH_BYTES];
    enum store_state state;
    *out = NULL;
    if (!folder) {
        if (!paths_find_user_data(found, sizeof found, e))
            return false;
        folder = found;
    }
    int size = snprintf(path, sizeof path, "%s/kiosk.db", folder);
    if (size < 0 || (size_t)size >= sizeof path)
        return error_set(e, ERROR_LIMIT, 0, "%s", _("the folder's name is too long"));
    if (!file_exists(path))
        return optional ||
               error_set(e, ERROR_INPUT, 0,
                         _("there are no results of a kiosk in %s; name the folder: --data FOLDER"),
                         folder);
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
