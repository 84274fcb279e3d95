#include "cli/hall/window_size.h"

#include <stdio.h>

#include "base/i18n.h"
#include "cli/command.h"

enum { SIDE_MIN = 320, SIDE_MAX = 16384 };

bool read_window_size(struct window_options *out, const char *text)
{
    int width = 0, height = 0, used = 0;
    if (!text)
        return true;
    bool read = sscanf(text, "%5dx%5d%n", &width, &height, &used) == 2 && text[used] == '\0';
    if (!read || width < SIDE_MIN || height < SIDE_MIN || width > SIDE_MAX || height > SIDE_MAX) {
        say_error(_("--window needs width and height in pixels, such as 1366x768 (each %d to %d), "
                    "not “%s”"),
                  SIDE_MIN, SIDE_MAX, text);
        return false;
    }
    out->width_px = width;
    out->height_px = height;
    return true;
}
