#include "kiosk/touch.h"

#include <string.h>

enum { CORNER_MM = 20, CORNER_SHARE = 10 /* Of the short side, where millimetres are unknown. */ };

static const struct view_action NO_ACTION = {ACT_NONE, 0};

void touch_init(struct touch *t)
{
    memset(t, 0, sizeof *t);
    t->corner_ms = -1;
}

static bool same_action(struct view_action a, struct view_action b)
{
    return a.act == b.act && a.index == b.index;
}

static int find_target(const struct target_list *targets, struct view_action action)
{
    for (unsigned i = 0; action.act != ACT_NONE && i < targets->count; i++)
        if (targets->items[i].enabled && same_action(targets->items[i].action, action))
            return (int)i;
    return -1;
}

static bool find_act(struct view_action *out, const struct target_list *targets, enum view_act act)
{
    for (unsigned i = 0; i < targets->count; i++) {
        if (targets->items[i].enabled && targets->items[i].action.act == act) {
            *out = targets->items[i].action;
            return true;
        }
    }
    return false;
}

static struct touch_result do_action(struct view_action action)
{
    return (struct touch_result){.action = action, .stirred = action.act == ACT_NONE};
}

/* ---- Fingers and mouse ---- */

static bool in_corner(const struct touch_scene *scene, const struct input_event *event)
{
    const struct metrics *m = scene->metrics;
    int32_t shorter = m->width_px < m->height_px ? m->width_px : m->height_px;
    int32_t side = m->px_per_mm100 > 0 ? m->px_per_mm100 * CORNER_MM / 100 : shorter / CORNER_SHARE;
    return event->x_px < side && event->y_px < side;
}

static struct view_action action_under(const struct touch_scene *scene,
                                       const struct input_event *event)
{
    int i = target_at(scene->targets, scene->metrics, event->x_px, event->y_px);
    return i >= 0 && scene->targets->items[i].enabled ? scene->targets->items[i].action : NO_ACTION;
}

static void press(struct touch *t, const struct input_event *event, const struct touch_scene *scene,
                  int64_t now_ms)
{
    struct view_action action = action_under(scene, event);
    t->down = true;
    t->has_focus = false;
    t->pressed = action;
    t->pressed_place = scene->place;
    t->inside = true;
    t->corner_ms = in_corner(scene, event) ? now_ms : -1;
}

static void move(struct touch *t, const struct input_event *event, const struct touch_scene *scene)
{
    if (!t->down)
        return;
    t->inside = same_action(action_under(scene, event), t->pressed);
    if (!in_corner(scene, event))
        t->corner_ms = -1;
}

static void forget_press(struct touch *t)
{
    t->down = false;
    t->pressed = NO_ACTION;
    t->corner_ms = -1;
}

static struct touch_result release(struct touch *t, const struct input_event *event,
                                   const struct touch_scene *scene)
{
    struct view_action action = t->pressed;
    bool meant = t->down && t->pressed_place == scene->place &&
                 same_action(action_under(scene, event), action);
    forget_press(t);
    return do_action(meant ? action : NO_ACTION);
}

/* ---- Keyboard ---- */

/* The next enabled target in reading order, round and round. */
static void focus_next(struct touch *t, const struct target_list *targets, int step)
{
    int count = (int)targets->count;
    int at = t->has_focus ? find_target(targets, t->focused) : -1;
    if (at < 0)
        at = step > 0 ? -1 : count;
    for (int i = 0; i < count; i++) {
        at = (at + step + count) % count;
        if (targets->items[at].enabled && targets->items[at].action.act != ACT_NONE) {
            t->has_focus = true;
            t->focused = targets->items[at].action;
            return;
        }
    }
}

static int64_t middle(int32_t start, int32_t size)
{
    return (int64_t)start + size / 2;
}

/* How far `to` lies from `from` in a direction, a step aside counting thrice; -1: not that way. */
static int64_t distance(const struct draw_rect *from, const struct draw_rect *to,
                        enum input_key direction)
{
    int64_t across = middle(to->x_du, to->width_du) - middle(from->x_du, from->width_du);
    int64_t down = middle(to->y_du, to->height_du) - middle(from->y_du, from->height_du);
    bool vertical = direction == INPUT_KEY_UP_ARROW || direction == INPUT_KEY_DOWN_ARROW;
    bool back = direction == INPUT_KEY_UP_ARROW || direction == INPUT_KEY_LEFT_ARROW;
    int64_t along = vertical ? down : across, aside = vertical ? across : down;
    if (back)
        along = -along;
    return along <= 0 ? -1 : along + 3 * (aside < 0 ? -aside : aside);
}

static void focus_towards(struct touch *t, const struct target_list *targets,
                          enum input_key direction)
{
    int at = t->has_focus ? find_target(targets, t->focused) : -1;
    if (at < 0) {
        focus_next(t, targets, 1);
        return;
    }
    int64_t nearest = -1;
    for (unsigned i = 0; i < targets->count; i++) {
        const struct target *target = &targets->items[i];
        int64_t d = distance(&targets->items[at].rect, &target->rect, direction);
        if (!target->enabled || target->action.act == ACT_NONE || d < 0)
            continue;
        if (nearest < 0 || d < nearest) {
            nearest = d;
            t->focused = target->action;
        }
    }
}

static bool takes_letters(enum view_screen screen)
{
    return screen == SCREEN_NAME || screen == SCREEN_PHONE;
}

/* What Enter means: the focused thing; on a field, that it is complete; on the attract loop, that
 * somebody is here. */
static struct view_action entered(const struct touch *t, const struct touch_scene *scene)
{
    static const enum view_act plain[] = {ACT_SUBMIT, ACT_START, ACT_STILL_HERE, ACT_NEXT};
    struct view_action action = NO_ACTION;
    if (t->has_focus && find_target(scene->targets, t->focused) >= 0)
        return t->focused;
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        if (find_act(&action, scene->targets, plain[i]))
            return action;
    return NO_ACTION;
}

/* The n-th thing that can be chosen, in reading order; letters mean the other side of a match. */
static struct view_action chosen(const struct target_list *targets, unsigned n, bool letter)
{
    struct view_action slot;
    bool has_slots = find_act(&slot, targets, ACT_SLOT);
    for (unsigned i = 0; i < targets->count; i++) {
        enum view_act act = targets->items[i].action.act;
        bool is_choice = act == ACT_CHOOSE || act == ACT_OPTION || act == ACT_PLACE ||
                         act == ACT_VILLAGE || act == ACT_STAFF_ITEM || act == ACT_TOGGLE_QUIZ;
        if (has_slots && letter)
            is_choice = act == ACT_SLOT;
        if (is_choice && n-- == 0)
            return targets->items[i].enabled ? targets->items[i].action : NO_ACTION;
    }
    return NO_ACTION;
}

static struct touch_result type_digit(uint32_t digit, const struct touch_scene *scene)
{
    struct view_action action = {ACT_DIGIT, (int32_t)digit};
    if (find_target(scene->targets, action) < 0)
        action = digit > 0 ? chosen(scene->targets, digit - 1, false) : NO_ACTION;
    return do_action(action);
}

static struct touch_result type(const struct touch *t, uint32_t c, const struct touch_scene *scene)
{
    if (takes_letters(scene->screen) && !(c == ' ' && t->has_focus))
        return (struct touch_result){.typed = c};
    if (c >= '0' && c <= '9')
        return type_digit(c - '0', scene);
    if (c == ' ')
        return do_action(entered(t, scene));
    if ((c >= 'a' && c <= 'h') || (c >= 'A' && c <= 'H'))
        return do_action(chosen(scene->targets, (c | 0x20) - 'a', true));
    return (struct touch_result){.stirred = true};
}

static struct touch_result press_key(struct touch *t, enum input_key key,
                                     const struct touch_scene *scene, int64_t now_ms)
{
    struct view_action action = NO_ACTION;
    switch (key) {
    case INPUT_KEY_TAB:
        focus_next(t, scene->targets, 1);
        break;
    case INPUT_KEY_BACK_TAB:
        focus_next(t, scene->targets, -1);
        break;
    case INPUT_KEY_UP_ARROW:
    case INPUT_KEY_DOWN_ARROW:
    case INPUT_KEY_LEFT_ARROW:
    case INPUT_KEY_RIGHT_ARROW:
        focus_towards(t, scene->targets, key);
        break;
    case INPUT_KEY_ENTER:
        action = entered(t, scene);
        break;
    case INPUT_KEY_BACKSPACE:
        if (!find_act(&action, scene->targets, ACT_BACKSPACE))
            (void)find_act(&action, scene->targets, ACT_UNDO);
        break;
    case INPUT_KEY_ESCAPE:
        t->corner_ms = now_ms;
        (void)find_act(&action, scene->targets, ACT_BACK);
        break;
    case INPUT_KEY_PAGE_UP:
    case INPUT_KEY_PAGE_DOWN:
        break;
    }
    return do_action(action);
}

/* ---- All together ---- */

struct touch_result touch_event(struct touch *t, const struct input_event *event,
                                const struct touch_scene *scene, int64_t now_ms)
{
    struct touch_result result = {.stirred = false};
    switch (event->kind) {
    case INPUT_PRESS:
        press(t, event, scene, now_ms);
        result.stirred = t->pressed.act == ACT_NONE;
        return result;
    case INPUT_MOVE:
        move(t, event, scene);
        return result;
    case INPUT_RELEASE:
        return release(t, event, scene);
    case INPUT_KEY:
        return press_key(t, event->key, scene, now_ms);
    case INPUT_KEY_UP:
        if (event->key == INPUT_KEY_ESCAPE)
            t->corner_ms = -1;
        return result;
    case INPUT_TEXT:
        return type(t, event->code_point, scene);
    case INPUT_CANCEL:
    case INPUT_COVERED:
        forget_press(t);
        break;
    case INPUT_NONE:
    case INPUT_WHEEL:
    case INPUT_EXPOSED:
    case INPUT_CLOSE:
        break;
    }
    return result;
}

struct touch_result touch_tick(struct touch *t, int64_t now_ms)
{
    struct touch_result result = {.stirred = false};
    if (t->corner_ms < 0 || now_ms - t->corner_ms < TOUCH_CORNER_MS)
        return result;
    forget_press(t);
    result.action.act = ACT_STAFF_CORNER;
    return result;
}

int64_t touch_next_ms(const struct touch *t)
{
    return t->corner_ms < 0 ? INT64_MAX : t->corner_ms + TOUCH_CORNER_MS;
}

bool touch_mark(struct touch *t, struct target_list *targets)
{
    int pressed = t->down && t->inside ? find_target(targets, t->pressed) : -1;
    int focused = t->has_focus ? find_target(targets, t->focused) : -1;
    if (focused < 0)
        t->has_focus = false;
    bool differs = pressed != targets->pressed || focused != targets->focused;
    targets->pressed = pressed;
    targets->focused = focused;
    return differs;
}
