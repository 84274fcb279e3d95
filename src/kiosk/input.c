#include "kiosk/input.h"

#include <SDL.h>
#include <string.h>

#include "base/utf8.h"

/* A chord is never ours: whatever it asks for, the answer is nothing. */
enum { CHORD_MODIFIERS = KMOD_CTRL | KMOD_LALT | KMOD_GUI };

static int32_t clamp_px(double value, int32_t size)
{
    return !(value > 0) ? 0 : value >= size ? size - 1 : (int32_t)value;
}

static bool place_finger(struct input_event *out, const struct input *in,
                         const SDL_TouchFingerEvent *e, enum input_kind kind)
{
    out->kind = kind;
    out->finger = true;
    out->x_px = clamp_px((double)e->x * in->width_px, in->width_px);
    out->y_px = clamp_px((double)e->y * in->height_px, in->height_px);
    return true;
}

/* True when no other pointer is down; one that went silent is forgotten. */
static bool may_press(struct input *in, uint32_t now_ms)
{
    if (now_ms - in->last_ms > INPUT_STALE_MS)
        in->finger_down = in->mouse_down = false;
    return !in->finger_down && !in->mouse_down;
}

static bool is_our_finger(const struct input *in, const SDL_TouchFingerEvent *e)
{
    return in->finger_down && in->finger == e->fingerId && in->touch == e->touchId;
}

static bool translate_finger(struct input_event *out, struct input *in,
                             const SDL_TouchFingerEvent *e)
{
    if (e->type == SDL_FINGERDOWN) {
        if (!is_our_finger(in, e) && !may_press(in, e->timestamp))
            return false;
        in->last_ms = e->timestamp;
        in->finger_down = true;
        in->finger = e->fingerId;
        in->touch = e->touchId;
        return place_finger(out, in, e, INPUT_PRESS);
    }
    if (!is_our_finger(in, e))
        return false;
    in->last_ms = e->timestamp;
    if (e->type == SDL_FINGERMOTION)
        return place_finger(out, in, e, INPUT_MOVE);
    in->finger_down = false;
    return place_finger(out, in, e, INPUT_RELEASE);
}

static bool place_mouse(struct input_event *out, const struct input *in, int32_t x, int32_t y,
                        enum input_kind kind)
{
    double across = in->window_width_px > 0 ? (double)in->width_px / in->window_width_px : 1;
    double down = in->window_height_px > 0 ? (double)in->height_px / in->window_height_px : 1;
    out->kind = kind;
    out->x_px = clamp_px(x * across, in->width_px);
    out->y_px = clamp_px(y * down, in->height_px);
    return true;
}

static bool translate_button(struct input_event *out, struct input *in,
                             const SDL_MouseButtonEvent *e)
{
    bool is_down = e->type == SDL_MOUSEBUTTONDOWN;
    if (e->which == SDL_TOUCH_MOUSEID || e->button != SDL_BUTTON_LEFT)
        return false;
    if (is_down ? !may_press(in, e->timestamp) : !in->mouse_down)
        return false;
    in->last_ms = e->timestamp;
    in->mouse_down = is_down;
    return place_mouse(out, in, e->x, e->y, is_down ? INPUT_PRESS : INPUT_RELEASE);
}

/* SDL counts away from the person as positive, and the other way round where it is "flipped". */
static bool translate_wheel(struct input_event *out, const SDL_MouseWheelEvent *e)
{
    out->kind = INPUT_WHEEL;
    out->steps = e->direction == SDL_MOUSEWHEEL_FLIPPED ? e->y : -e->y;
    return e->which != SDL_TOUCH_MOUSEID && out->steps != 0;
}

static bool find_key(enum input_key *out, const SDL_Keysym *key)
{
    static const struct {
        SDL_Keycode code;
        enum input_key key;
    } keys[] = {
        {SDLK_TAB, INPUT_KEY_TAB},
        {SDLK_UP, INPUT_KEY_UP_ARROW},
        {SDLK_DOWN, INPUT_KEY_DOWN_ARROW},
        {SDLK_LEFT, INPUT_KEY_LEFT_ARROW},
        {SDLK_RIGHT, INPUT_KEY_RIGHT_ARROW},
        {SDLK_RETURN, INPUT_KEY_ENTER},
        {SDLK_KP_ENTER, INPUT_KEY_ENTER},
        {SDLK_BACKSPACE, INPUT_KEY_BACKSPACE},
        {SDLK_ESCAPE, INPUT_KEY_ESCAPE},
        {SDLK_PAGEUP, INPUT_KEY_PAGE_UP},
        {SDLK_PAGEDOWN, INPUT_KEY_PAGE_DOWN},
    };
    if (key->mod & CHORD_MODIFIERS)
        return false;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (keys[i].code != key->sym)
            continue;
        *out = keys[i].key;
        if (*out == INPUT_KEY_TAB && (key->mod & KMOD_SHIFT))
            *out = INPUT_KEY_BACK_TAB;
        return true;
    }
    return false;
}

static bool translate_key(struct input_event *out, struct input *in, const SDL_KeyboardEvent *e)
{
    bool is_down = e->type == SDL_KEYDOWN;
    in->repeated = is_down && e->repeat;
    if (in->repeated || !find_key(&out->key, &e->keysym))
        return false;
    out->kind = is_down ? INPUT_KEY : INPUT_KEY_UP;
    return true;
}

/* Chords may come with text too; AltGr, which some layouts need for letters, is no chord. */
static bool translate_text(struct input_event *out, const struct input *in,
                           const SDL_TextInputEvent *e)
{
    if (in->repeated || (SDL_GetModState() & CHORD_MODIFIERS))
        return false;
    const void *end = memchr(e->text, '\0', sizeof e->text);
    struct slice text = {e->text, end ? (size_t)((const char *)end - e->text) : sizeof e->text};
    if (text.size == 0 || utf8_first_bad(text) < text.size)
        return false;
    size_t at = 0;
    out->code_point = utf8_next(text, &at);
    out->kind = INPUT_TEXT;
    return out->code_point >= ' ';
}

static bool translate_window(struct input_event *out, struct input *in, uint8_t what)
{
    switch (what) {
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SIZE_CHANGED:
    case SDL_WINDOWEVENT_RESTORED:
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_DISPLAY_CHANGED:
        out->kind = INPUT_EXPOSED;
        return true;
    case SDL_WINDOWEVENT_HIDDEN:
    case SDL_WINDOWEVENT_MINIMIZED:
    case SDL_WINDOWEVENT_FOCUS_LOST:
        /* Releases may go elsewhere now. */
        in->finger_down = in->mouse_down = false;
        out->kind = INPUT_COVERED;
        return true;
    case SDL_WINDOWEVENT_CLOSE:
        out->kind = INPUT_CLOSE;
        return true;
    default:
        return false;
    }
}

bool input_translate(struct input_event *out, struct input *in, const union SDL_Event *event)
{
    memset(out, 0, sizeof *out);
    switch (event->type) {
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP:
        return translate_finger(out, in, &event->tfinger);
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return translate_button(out, in, &event->button);
    case SDL_MOUSEMOTION:
        if (!in->mouse_down || event->motion.which == SDL_TOUCH_MOUSEID)
            return false;
        in->last_ms = event->motion.timestamp;
        return place_mouse(out, in, event->motion.x, event->motion.y, INPUT_MOVE);
    case SDL_MOUSEWHEEL:
        return translate_wheel(out, &event->wheel);
    case SDL_KEYDOWN:
    case SDL_KEYUP:
        return translate_key(out, in, &event->key);
    case SDL_TEXTINPUT:
        return translate_text(out, in, &event->text);
    case SDL_WINDOWEVENT:
        return translate_window(out, in, event->window.event);
    case SDL_QUIT:
        out->kind = INPUT_CLOSE;
        return true;
    default:
        return false;
    }
}
