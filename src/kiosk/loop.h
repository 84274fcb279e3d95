/** @file
 * The kiosk in motion: window, touch, state machine, screens and speech, event by event.
 *
 * Lifetime: everything in the setup is borrowed until loop_close.
 */
#ifndef KIOSK_LOOP_H
#define KIOSK_LOOP_H

#include "kiosk/attract.h"
#include "kiosk/screens/screens.h"
#include "kiosk/state/state.h"
#include "kiosk/window.h"

struct loop;
struct font_set;

struct loop_setup {
    struct kiosk_setup state;
    struct attract_setup attract;
    const struct sayings *sayings; /**< For the voice; may be NULL. */
    struct window_options window;
    bool may_be_closed; /**< By the window's own button: a trial at a desk. */
};

NODISCARD bool loop_open(struct loop **out, const struct loop_setup *setup, struct error *e);
void loop_close(struct loop *l);

/** Shows the view if it may have changed since it was last shown. */
NODISCARD bool loop_show(struct loop *l, struct error *e);

/** Takes one event in; the next loop_show shows what came of it. */
void loop_handle(struct loop *l, const struct input_event *event);

/** Time passed; what is pending (a poster, a spoken part) is moved on. */
void loop_tick(struct loop *l);

/** Waits for the next event or for the time to tick, whichever comes first, and handles it. */
void loop_wait(struct loop *l);

/** All of the above until it is over. `ready` is called once the first frame is shown. */
NODISCARD bool loop_run(struct loop *l, void (*ready)(void), struct error *e);

/* For tests and measurements. */
const struct view *loop_view(const struct loop *l);
const struct target_list *loop_targets(const struct loop *l);
struct window *loop_window(struct loop *l);

#endif
