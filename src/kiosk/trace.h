/** @file
 * What the kiosk shows, in words, for tests that drive it from outside as a person would.
 *
 * When NGOSO_KIOSK_TRACE names a file, each frame is appended to it: screen, quiz, question, the
 * options in the order shown, and where a touch means what. Nothing typed and no name is in it.
 *
 *     frame SCREEN NANOSECONDS PIXELS_DRAWN
 *     question QUIZ ID INDEX COUNT
 *     options FILE_INDEX…
 *     slots FILE_INDEX…
 *     target ACT INDEX X Y WIDTH HEIGHT enabled|disabled
 *     end
 *
 * SCREEN and ACT are numbers of kiosk/screens/view.h, lengths pixels, the time that of
 * CLOCK_MONOTONIC when the frame had been handed to the system.
 */
#ifndef KIOSK_TRACE_H
#define KIOSK_TRACE_H

#include <stdio.h>

#include "kiosk/screens/screens.h"

/** The file that the environment names, or NULL. */
FILE *trace_open(void);

/** Nothing when `f` is NULL. */
void trace_frame(FILE *f, const struct view *view, const struct target_list *targets,
                 uint64_t drawn_px);

#endif
