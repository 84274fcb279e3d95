#include "kiosk/input.h"

#include <SDL.h>
#include <string.h>

#include "support/test.h"

static struct input input;
static struct input_event out;

static int start(void **state)
{
    (void)state;
    memset(&input, 0, sizeof input);
    input.width_px = 1366;
    input.height_px = 768;
    input.window_width_px = 683; /* A panel of doubled density. */
    input.window_height_px = 384;
    return 0;
}

static bool finger(uint32_t type, int64_t id, float x, float y, uint32_t ms)
{
    SDL_Event e = {.tfinger = {.type = type, .timestamp = ms, .touchId = 7, .fingerId = id}};
    e.tfinger.x = x;
    e.tfinger.y = y;
    return input_translate(&out, &input, &e);
}

static bool button(uint32_t type, uint8_t which_button, uint32_t which, int32_t x, int32_t y)
{
    SDL_Event e = {.button = {.type = type, .which = which, .button = which_button}};
    e.button.x = x;
    e.button.y = y;
    return input_translate(&out, &input, &e);
}

static bool key(uint32_t type, SDL_Keycode code, uint16_t mod, uint8_t repeat)
{
    SDL_Event e = {.key = {.type = type, .repeat = repeat, .keysym = {.sym = code, .mod = mod}}};
    return input_translate(&out, &input, &e);
}

static bool text(const char *bytes)
{
    SDL_Event e = {.type = SDL_TEXTINPUT};
    /* A text that fills the field has no end of its own, as SDL may hand it over. */
    size_t size = strlen(bytes);
    memcpy(e.text.text, bytes, size < sizeof e.text.text ? size : sizeof e.text.text);
    return input_translate(&out, &input, &e);
}

static void a_finger_is_placed(void **state)
{
    (void)state;
    assert_true(finger(SDL_FINGERDOWN, 1, 0.5F, 0.25F, 0));
    assert_int_equal(out.kind, INPUT_PRESS);
    assert_true(out.finger);
    assert_int_equal(out.x_px, 683);
    assert_int_equal(out.y_px, 192);
    assert_true(finger(SDL_FINGERMOTION, 1, 1.0F, 1.5F, 10));
    assert_int_equal(out.kind, INPUT_MOVE);
    assert_int_equal(out.x_px, 1365);
    assert_int_equal(out.y_px, 767);
    assert_true(finger(SDL_FINGERUP, 1, -1.0F, 0.0F, 20));
    assert_int_equal(out.kind, INPUT_RELEASE);
    assert_int_equal(out.x_px, 0);
}

static void only_the_first_finger_counts(void **state)
{
    (void)state;
    assert_true(finger(SDL_FINGERDOWN, 1, 0.5F, 0.5F, 0));
    assert_false(finger(SDL_FINGERDOWN, 2, 0.1F, 0.1F, 10));
    assert_false(finger(SDL_FINGERMOTION, 2, 0.2F, 0.1F, 20));
    assert_false(finger(SDL_FINGERUP, 2, 0.2F, 0.1F, 30));
    assert_false(button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 0, 1, 1));
    assert_true(finger(SDL_FINGERUP, 1, 0.5F, 0.5F, 40));
    assert_true(finger(SDL_FINGERDOWN, 2, 0.1F, 0.1F, 50));
}

static void a_finger_that_went_silent_gives_way(void **state)
{
    (void)state;
    assert_true(finger(SDL_FINGERDOWN, 1, 0.5F, 0.5F, 1000));
    assert_false(finger(SDL_FINGERDOWN, 2, 0.5F, 0.5F, 1000 + INPUT_STALE_MS));
    assert_true(finger(SDL_FINGERDOWN, 3, 0.5F, 0.5F, 1001 + INPUT_STALE_MS));
    assert_false(finger(SDL_FINGERUP, 1, 0.5F, 0.5F, 1002 + INPUT_STALE_MS));
    assert_true(
        finger(SDL_FINGERDOWN, 3, 0.4F, 0.5F, 1003 + INPUT_STALE_MS)); /* Its release was lost. */
}

static void the_mouse_has_one_button(void **state)
{
    (void)state;
    assert_false(button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_RIGHT, 0, 1, 1));
    assert_false(button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, SDL_TOUCH_MOUSEID, 1, 1));
    assert_false(button(SDL_MOUSEBUTTONUP, SDL_BUTTON_LEFT, 0, 1, 1));
    assert_true(button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 0, 100, 50));
    assert_int_equal(out.kind, INPUT_PRESS);
    assert_false(out.finger);
    assert_int_equal(out.x_px, 200);
    assert_int_equal(out.y_px, 100);
    assert_false(button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 0, 100, 50));
    assert_false(button(SDL_MOUSEBUTTONUP, SDL_BUTTON_RIGHT, 0, 100, 50));
    assert_true(button(SDL_MOUSEBUTTONUP, SDL_BUTTON_LEFT, 0, 5000, -5));
    assert_int_equal(out.kind, INPUT_RELEASE);
    assert_int_equal(out.x_px, 1365);
    assert_int_equal(out.y_px, 0);
}

static void keys_but_no_chords(void **state)
{
    (void)state;
    static const struct {
        SDL_Keycode code;
        uint16_t mod;
        int key; /* -1: nothing. */
    } rows[] = {
        {SDLK_TAB, 0, INPUT_KEY_TAB},
        {SDLK_TAB, KMOD_LSHIFT, INPUT_KEY_BACK_TAB},
        {SDLK_TAB, KMOD_LALT, -1},
        {SDLK_RETURN, KMOD_NUM | KMOD_CAPS, INPUT_KEY_ENTER},
        {SDLK_KP_ENTER, 0, INPUT_KEY_ENTER},
        {SDLK_RETURN, KMOD_LALT, -1},
        {SDLK_ESCAPE, 0, INPUT_KEY_ESCAPE},
        {SDLK_ESCAPE, KMOD_RCTRL, -1},
        {SDLK_UP, KMOD_LGUI, -1},
        {SDLK_F4, KMOD_LALT, -1},
        {SDLK_F4, 0, -1},
        {SDLK_PRINTSCREEN, 0, -1},
        {SDLK_BACKSPACE, 0, INPUT_KEY_BACKSPACE},
        {SDLK_BACKSPACE, KMOD_LCTRL | KMOD_LALT, -1},
        {SDLK_a, 0, -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bool meant = key(SDL_KEYDOWN, rows[i].code, rows[i].mod, 0);
        if (meant != (rows[i].key >= 0) || (meant && (int)out.key != rows[i].key))
            fail_msg("row %zu", i);
    }
    assert_false(key(SDL_KEYDOWN, SDLK_TAB, 0, 1));
    assert_true(key(SDL_KEYUP, SDLK_ESCAPE, 0, 0));
    assert_int_equal(out.kind, INPUT_KEY_UP);
}

static void text_is_one_letter_and_does_not_repeat(void **state)
{
    (void)state;
    key(SDL_KEYDOWN, SDLK_a, 0, 0);
    assert_true(text("a"));
    assert_int_equal(out.code_point, 'a');
    assert_true(text("\xE1\xBA\xA5"));
    assert_int_equal(out.code_point, 0x1EA5);
    assert_false(text(""));
    assert_false(text("\xFF"));
    assert_false(text("\x03"));
    assert_false(text("\t"));
    key(SDL_KEYDOWN, SDLK_a, 0, 1);
    assert_false(text("a"));
    key(SDL_KEYDOWN, SDLK_b, 0, 0);
    assert_true(text("b"));
    char unended[SDL_TEXTINPUTEVENT_TEXT_SIZE + 1];
    memset(unended, 'z', sizeof unended);
    unended[sizeof unended - 1] = '\0';
    assert_true(text(unended));
}

static void text_of_a_chord_is_nothing(void **state)
{
    (void)state;
    SDL_SetModState(KMOD_LCTRL);
    assert_false(text("c"));
    SDL_SetModState(KMOD_RALT); /* AltGr of some layouts. */
    assert_true(text("@"));
    SDL_SetModState(KMOD_NONE);
}

static bool happens(uint32_t type, uint8_t what)
{
    SDL_Event e = {.window = {.type = type, .event = what}};
    return input_translate(&out, &input, &e);
}

static void windows_come_and_go(void **state)
{
    (void)state;
    assert_true(happens(SDL_WINDOWEVENT, SDL_WINDOWEVENT_EXPOSED));
    assert_int_equal(out.kind, INPUT_EXPOSED);
    assert_true(happens(SDL_WINDOWEVENT, SDL_WINDOWEVENT_CLOSE));
    assert_int_equal(out.kind, INPUT_CLOSE);
    assert_true(happens(SDL_QUIT, 0));
    assert_int_equal(out.kind, INPUT_CLOSE);
    assert_false(happens(SDL_WINDOWEVENT, SDL_WINDOWEVENT_ENTER));
    assert_false(happens(SDL_DROPFILE, 0));
    assert_false(happens(SDL_MOUSEWHEEL, 0));
    finger(SDL_FINGERDOWN, 1, 0.5F, 0.5F, 0);
    assert_true(happens(SDL_WINDOWEVENT, SDL_WINDOWEVENT_FOCUS_LOST));
    assert_int_equal(out.kind, INPUT_COVERED);
    assert_false(finger(SDL_FINGERUP, 1, 0.5F, 0.5F, 0));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, start)
    static const struct CMUnitTest tests[] = {
        TEST(a_finger_is_placed),
        TEST(only_the_first_finger_counts),
        TEST(a_finger_that_went_silent_gives_way),
        TEST(the_mouse_has_one_button),
        TEST(keys_but_no_chords),
        TEST(text_is_one_letter_and_does_not_repeat),
        TEST(text_of_a_chord_is_nothing),
        TEST(windows_come_and_go),
    };
    return cmocka_run_group_tests_name("input", tests, NULL, NULL);
}
