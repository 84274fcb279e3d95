/** @file
 * The kiosk as a whole: what the command hands over, and running it.
 *
 * Lifetime: everything in the options is borrowed until kiosk_run returns.
 */
#ifndef KIOSK_KIOSK_H
#define KIOSK_KIOSK_H

#include "kiosk/loop.h"

struct kiosk_options {
    const struct quiz *const *quizzes;
    unsigned quiz_count;
    bool quizzes_named;                /**< As in struct kiosk_setup. */
    const struct guide *const *guides; /**< For posters and lessons. */
    unsigned guide_count;
    const struct commune *commune; /**< May be NULL. */
    const struct trusted *trusted; /**< May be NULL. */
    const struct sayings *sayings; /**< For the voice; may be NULL. */
    const char *fonts_folder;
    const char *data_folder; /**< Where kiosk.db and kiosk.pin lie; made when missing. */
    const char *language;    /**< "vi", "en" */
    bool practice;           /**< Nothing is recorded. */
    struct window_options window;
};

/**
 * Runs until staff close it or a signal ends it. `ready`: called once the first frame is shown.
 *
 * A database that cannot be opened is no error: people are told kindly, staff are told why on the
 * screen and on stderr, and it is tried again (struct kiosk_shut; for the PIN of that time,
 * kiosk/pin_file.h).
 */
NODISCARD bool kiosk_run(const struct kiosk_options *options, void (*ready)(void), struct error *e);

#endif
