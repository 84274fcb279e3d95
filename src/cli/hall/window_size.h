/** @file
 * The option --window WxH of what opens one.
 */
#ifndef CLI_HALL_WINDOW_SIZE_H
#define CLI_HALL_WINDOW_SIZE_H

#include "kiosk/window.h"

/** `text` NULL leaves `*out`. False, said already, when it is no size. */
bool read_window_size(struct window_options *out, const char *text);

#endif
