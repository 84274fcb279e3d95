/** @file
 * SDL's events as the few that mean something here; nothing else of the kiosk sees SDL's.
 *
 * One pointer only: the first finger down, or the left mouse button. Further fingers, mouse events
 * that SDL makes from fingers, other buttons and every key chord are dropped. A pointer
 * that has not been heard of for INPUT_STALE_MS (a resting palm, a panel that lost a release) gives
 * way to the next press.
 *
 * Units: pixels of the drawn surface, origin top left.
 */
#ifndef KIOSK_INPUT_H
#define KIOSK_INPUT_H

#include <stdbool.h>
#include <stdint.h>

union SDL_Event;

enum { INPUT_STALE_MS = 10000 };

enum input_kind {
    INPUT_NONE,
    INPUT_PRESS,
    INPUT_MOVE, /**< While pressed. */
    INPUT_RELEASE,
    INPUT_CANCEL, /**< The press is over and meant nothing (focus lost). */
    INPUT_KEY,
    INPUT_KEY_UP,
    INPUT_TEXT,    /**< A letter, digit or space, as the keyboard's layout has it. */
    INPUT_WHEEL,   /**< `steps`; the kiosk's own screens have no use for it. */
    INPUT_EXPOSED, /**< The window's pixels are lost, or their number changed. */
    INPUT_COVERED, /**< Another window took over. */
    INPUT_CLOSE    /**< The window manager, or the system, asks us to go. */
};

enum input_key {
    INPUT_KEY_TAB,
    INPUT_KEY_BACK_TAB,
    INPUT_KEY_UP_ARROW,
    INPUT_KEY_DOWN_ARROW,
    INPUT_KEY_LEFT_ARROW,
    INPUT_KEY_RIGHT_ARROW,
    INPUT_KEY_ENTER,
    INPUT_KEY_BACKSPACE,
    INPUT_KEY_ESCAPE,
    INPUT_KEY_PAGE_UP,
    INPUT_KEY_PAGE_DOWN
};

struct input_event {
    enum input_kind kind;
    bool finger; /**< Of a press: by touch. */
    int32_t x_px, y_px;
    enum input_key key;
    uint32_t code_point;
    int32_t steps; /**< Of a wheel: towards the end of a list, or back (negative). */
};

/** What must be remembered from one event to the next; zero-initialise, then set the sizes. */
struct input {
    int32_t width_px, height_px;               /**< Of the surface. */
    int32_t window_width_px, window_height_px; /**< In the mouse's units. */
    bool finger_down, mouse_down;
    int64_t finger, touch; /**< Which, while `finger_down`. */
    uint32_t last_ms;      /**< When it, or the mouse, was last heard of. */
    bool repeated;         /**< The key now down repeats: its text does not count. */
};

/** False when the event means nothing to us; `*out` is then INPUT_NONE. */
bool input_translate(struct input_event *out, struct input *in, const union SDL_Event *event);

#endif
