/** @file
 * The review (review.h) in a window of its own: mouse, touch or keyboard alone. Asleep while
 * nothing happens; drawn anew only where something changed.
 *
 * Lifetime: everything in the setup is borrowed until review_window_run returns.
 */
#ifndef KIOSK_REVIEW_WINDOW_H
#define KIOSK_REVIEW_WINDOW_H

#include "kiosk/review/review.h"
#include "kiosk/window.h"

struct font_set;

struct review_window_setup {
    struct review_setup review;
    struct font_set *fonts;
    struct window_options window;
};

/** Runs until it is closed. Errors: of window_open and window_show. */
NODISCARD bool review_window_run(const struct review_window_setup *setup, struct error *e);

#endif
