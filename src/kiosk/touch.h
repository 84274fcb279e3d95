/** @file
 * From presses, releases and keys to actions: what a person meant. No SDL, no drawing, no clock.
 *
 * - An action happens on release, inside the target that was pressed; sliding off takes it back.
 * - A touch beside a button counts for the nearest one (screens.h: target_at).
 * - The top left corner, or Escape, held for TOUCH_CORNER_MS opens the staff area's door.
 * - Keyboard alone: Tab and arrows move, Enter and Space act, digits and letters choose.
 *
 * Second strikes are not judged here: state.h knows which action changed the screen.
 *
 * Time: monotonic milliseconds.
 */
#ifndef KIOSK_TOUCH_H
#define KIOSK_TOUCH_H

#include "kiosk/input.h"
#include "kiosk/screens/screens.h"

enum { TOUCH_CORNER_MS = 3000 };

/** What is on the screen while a touch is judged. */
struct touch_scene {
    const struct target_list *targets;
    const struct metrics *metrics;
    enum view_screen screen;
    uint32_t place; /**< Changes whenever another question or screen comes up. */
};

struct touch {
    bool down;                  /**< A press is on its way. */
    struct view_action pressed; /**< ACT_NONE: on nothing, or taken back. */
    bool inside;                /**< The finger is still on it. */
    uint32_t pressed_place;
    int64_t corner_ms; /**< Since when the corner is held; -1 not. */
    bool has_focus;    /**< By keyboard. */
    struct view_action focused;
};

/** What an event came to. */
struct touch_result {
    struct view_action action; /**< ACT_NONE: nothing to do. */
    uint32_t typed;            /**< A letter for the field on the screen, or 0. */
    bool stirred;              /**< It meant nothing, but somebody is there. */
};

void touch_init(struct touch *t);

struct touch_result touch_event(struct touch *t, const struct input_event *event,
                                const struct touch_scene *scene, int64_t now_ms);

/** Time passed: ACT_STAFF_CORNER once the corner has been held long enough. */
struct touch_result touch_tick(struct touch *t, int64_t now_ms);

/** When to tick, INT64_MAX never. */
int64_t touch_next_ms(const struct touch *t);

/**
 * Marks in `targets` what is pressed and focused; true when that differs from what was marked. A
 * focus whose target has gone is dropped.
 */
bool touch_mark(struct touch *t, struct target_list *targets);

#endif
