#include "kiosk/touch.h"

#include <string.h>

#include "support/test.h"

/* Two rows of two buttons, 100 pixels a side, 20 apart, and a disabled one below. Not measured: a
 * near miss reaches 35 thousandths of the short side, 21 pixels. */
static struct target_list targets;
static const struct metrics metrics = {.width_px = 1000, .height_px = 600};
static struct touch touch;
static struct touch_scene scene;

static void add(int32_t x, int32_t y, enum view_act act, int32_t index, bool enabled)
{
    struct target *t = &targets.items[targets.count++];
    memset(t, 0, sizeof *t);
    t->rect = (struct draw_rect){x * 1024, y * 1024, 100 * 1024, 100 * 1024};
    t->action = (struct view_action){act, index};
    t->enabled = enabled;
}

static int start(void **state)
{
    (void)state;
    memset(&targets, 0, sizeof targets);
    targets.focused = targets.pressed = -1;
    add(200, 100, ACT_OPTION, 0, true);
    add(320, 100, ACT_OPTION, 1, true);
    add(200, 220, ACT_OPTION, 2, true);
    add(320, 220, ACT_OPTION, 3, true);
    add(200, 340, ACT_ANSWER, 0, false);
    touch_init(&touch);
    scene = (struct touch_scene){&targets, &metrics, SCREEN_QUESTION, 1};
    return 0;
}

static struct touch_result at(enum input_kind kind, int32_t x, int32_t y, int64_t ms)
{
    const struct input_event event = {.kind = kind, .x_px = x, .y_px = y};
    return touch_event(&touch, &event, &scene, ms);
}

static struct touch_result key(enum input_key key, int64_t ms)
{
    const struct input_event event = {.kind = INPUT_KEY, .key = key};
    return touch_event(&touch, &event, &scene, ms);
}

static struct touch_result text(uint32_t code_point)
{
    const struct input_event event = {.kind = INPUT_TEXT, .code_point = code_point};
    return touch_event(&touch, &event, &scene, 0);
}

static void assert_action(struct touch_result r, enum view_act act, int32_t index)
{
    assert_int_equal(r.action.act, act);
    if (act != ACT_NONE)
        assert_int_equal(r.action.index, index);
}

static void presses_and_releases(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        int32_t press_x, press_y, release_x, release_y;
        enum view_act act;
        int32_t index;
    } rows[] = {
        {"inside", 250, 150, 260, 160, ACT_OPTION, 0},
        {"other button", 370, 270, 370, 270, ACT_OPTION, 3},
        {"slid off", 250, 150, 600, 500, ACT_NONE, 0},
        {"slid to its neighbour", 250, 150, 370, 150, ACT_NONE, 0},
        {"from nowhere onto it", 600, 500, 250, 150, ACT_NONE, 0},
        {"a near miss", 190, 150, 190, 150, ACT_OPTION, 0},
        {"pressed near, let go inside", 185, 150, 220, 150, ACT_OPTION, 0},
        {"pressed inside, let go near", 220, 150, 185, 150, ACT_OPTION, 0},
        {"in the gap, nearer to the right", 313, 150, 313, 150, ACT_OPTION, 1},
        {"too far off", 150, 150, 150, 150, ACT_NONE, 0},
        {"a disabled one", 250, 400, 250, 400, ACT_NONE, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct touch_result r = at(INPUT_PRESS, rows[i].press_x, rows[i].press_y, 0);
        assert_action(r, ACT_NONE, 0);
        r = at(INPUT_RELEASE, rows[i].release_x, rows[i].release_y, 100);
        if (r.action.act != rows[i].act || r.action.index != rows[i].index)
            fail_msg("%s: act %d, index %d", rows[i].what, (int)r.action.act, (int)r.action.index);
    }
}

static void a_press_is_lit_while_the_finger_is_on_it(void **state)
{
    (void)state;
    at(INPUT_PRESS, 250, 150, 0);
    assert_true(touch_mark(&touch, &targets));
    assert_int_equal(targets.pressed, 0);
    assert_false(touch_mark(&touch, &targets));
    at(INPUT_MOVE, 600, 500, 10);
    assert_true(touch_mark(&touch, &targets));
    assert_int_equal(targets.pressed, -1);
    at(INPUT_MOVE, 250, 150, 20);
    touch_mark(&touch, &targets);
    assert_int_equal(targets.pressed, 0);
    assert_action(at(INPUT_RELEASE, 250, 150, 30), ACT_OPTION, 0);
    touch_mark(&touch, &targets);
    assert_int_equal(targets.pressed, -1);
}

static void touching_nothing_still_shows_that_somebody_is_there(void **state)
{
    (void)state;
    assert_true(at(INPUT_PRESS, 600, 500, 0).stirred);
    assert_false(at(INPUT_MOVE, 610, 500, 0).stirred);
    assert_true(at(INPUT_RELEASE, 610, 500, 0).stirred);
    assert_false(at(INPUT_PRESS, 250, 150, 0).stirred);
    assert_false(at(INPUT_RELEASE, 250, 150, 0).stirred);
    assert_true(key(INPUT_KEY_TAB, 0).stirred);
    assert_true(text('x').stirred);
    assert_false(at(INPUT_COVERED, 0, 0, 0).stirred);
    assert_false(touch_tick(&touch, 9000).stirred);
}

static void a_press_dies_with_its_screen(void **state)
{
    (void)state;
    at(INPUT_PRESS, 250, 150, 0);
    scene.place = 2;
    assert_action(at(INPUT_RELEASE, 250, 150, 100), ACT_NONE, 0);
}

static void a_release_without_a_press_is_nothing(void **state)
{
    (void)state;
    assert_action(at(INPUT_RELEASE, 250, 150, 100), ACT_NONE, 0);
    at(INPUT_PRESS, 250, 150, 200);
    at(INPUT_COVERED, 0, 0, 300);
    assert_action(at(INPUT_RELEASE, 250, 150, 400), ACT_NONE, 0);
}

static void the_corner_opens_after_three_seconds(void **state)
{
    (void)state;
    assert_true(touch_next_ms(&touch) == INT64_MAX);
    at(INPUT_PRESS, 10, 10, 1000);
    at(INPUT_MOVE, 40, 40, 1500);
    assert_true(touch_next_ms(&touch) == 4000);
    assert_action(touch_tick(&touch, 3999), ACT_NONE, 0);
    assert_action(touch_tick(&touch, 4000), ACT_STAFF_CORNER, 0);
    assert_action(touch_tick(&touch, 9000), ACT_NONE, 0);
    assert_action(at(INPUT_RELEASE, 10, 10, 9100), ACT_NONE, 0);
}

static void the_corner_forgets_a_finger_that_left(void **state)
{
    (void)state;
    at(INPUT_PRESS, 10, 10, 0);
    at(INPUT_MOVE, 300, 10, 500);
    at(INPUT_MOVE, 10, 10, 600);
    assert_action(touch_tick(&touch, 9000), ACT_NONE, 0);
    at(INPUT_RELEASE, 10, 10, 9100);
    at(INPUT_PRESS, 10, 10, 10000);
    at(INPUT_RELEASE, 10, 10, 10100);
    assert_action(touch_tick(&touch, 20000), ACT_NONE, 0);
    at(INPUT_PRESS, 61, 10, 30000); /* A tenth of 600 is 60. */
    assert_action(touch_tick(&touch, 40000), ACT_NONE, 0);
}

static void escape_held_is_the_corner_too(void **state)
{
    (void)state;
    key(INPUT_KEY_ESCAPE, 0);
    assert_action(touch_tick(&touch, 3000), ACT_STAFF_CORNER, 0);
    key(INPUT_KEY_ESCAPE, 5000);
    const struct input_event up = {.kind = INPUT_KEY_UP, .key = INPUT_KEY_ESCAPE};
    touch_event(&touch, &up, &scene, 5100);
    assert_action(touch_tick(&touch, 9000), ACT_NONE, 0);
}

static void tab_goes_round_and_passes_over_disabled_ones(void **state)
{
    (void)state;
    static const int32_t expected[] = {0, 1, 2, 3, 0};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        key(INPUT_KEY_TAB, 0);
        touch_mark(&touch, &targets);
        assert_int_equal(targets.focused, expected[i]);
    }
    key(INPUT_KEY_BACK_TAB, 0);
    touch_mark(&touch, &targets);
    assert_int_equal(targets.focused, 3);
    assert_action(key(INPUT_KEY_ENTER, 0), ACT_OPTION, 3);
    assert_action(text(' '), ACT_OPTION, 3);
}

static void arrows_go_where_they_point(void **state)
{
    (void)state;
    static const struct {
        enum input_key key;
        int32_t expected;
    } rows[] = {
        {INPUT_KEY_DOWN_ARROW, 0}, {INPUT_KEY_RIGHT_ARROW, 1}, {INPUT_KEY_RIGHT_ARROW, 1},
        {INPUT_KEY_DOWN_ARROW, 3}, {INPUT_KEY_LEFT_ARROW, 2},  {INPUT_KEY_UP_ARROW, 0},
        {INPUT_KEY_LEFT_ARROW, 0}, {INPUT_KEY_UP_ARROW, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        key(rows[i].key, 0);
        touch_mark(&touch, &targets);
        if (targets.focused != rows[i].expected)
            fail_msg("row %zu: %d", i, targets.focused);
    }
}

static void a_touch_puts_the_focus_out(void **state)
{
    (void)state;
    key(INPUT_KEY_TAB, 0);
    at(INPUT_PRESS, 600, 500, 0);
    touch_mark(&touch, &targets);
    assert_int_equal(targets.focused, -1);
}

static void digits_and_letters_choose(void **state)
{
    (void)state;
    assert_action(text('1'), ACT_OPTION, 0);
    assert_action(text('4'), ACT_OPTION, 3);
    assert_action(text('5'), ACT_NONE, 0);
    assert_action(text('0'), ACT_NONE, 0);
    assert_action(text('b'), ACT_OPTION, 1);
    assert_action(text('C'), ACT_OPTION, 2);
    assert_action(text('x'), ACT_NONE, 0);
    assert_int_equal(text('x').typed, 0);
    add(500, 100, ACT_SLOT, 0, true);
    add(500, 220, ACT_SLOT, 1, true);
    assert_action(text('b'), ACT_SLOT, 1);
    assert_action(text('2'), ACT_OPTION, 1);
}

static void a_pin_takes_digits(void **state)
{
    (void)state;
    for (int32_t i = 0; i < 10; i++)
        add(500 + i, 400, ACT_DIGIT, i, true);
    assert_action(text('0'), ACT_DIGIT, 0);
    assert_action(text('7'), ACT_DIGIT, 7);
}

static void fields_take_letters(void **state)
{
    (void)state;
    add(500, 100, ACT_SUBMIT, 0, true);
    scene.screen = SCREEN_NAME;
    assert_int_equal(text('a').typed, 'a');
    assert_int_equal(text(0x1EA5).typed, 0x1EA5);
    assert_int_equal(text(' ').typed, ' ');
    assert_action(key(INPUT_KEY_ENTER, 0), ACT_SUBMIT, 0);
    scene.screen = SCREEN_PHONE;
    assert_int_equal(text('9').typed, '9');
}

static void enter_does_nothing_disabled(void **state)
{
    (void)state;
    assert_action(key(INPUT_KEY_ENTER, 0), ACT_NONE, 0);
    assert_action(key(INPUT_KEY_BACKSPACE, 0), ACT_NONE, 0);
    assert_action(key(INPUT_KEY_ESCAPE, 0), ACT_NONE, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, start)
    static const struct CMUnitTest tests[] = {
        TEST(presses_and_releases),
        TEST(a_press_is_lit_while_the_finger_is_on_it),
        TEST(touching_nothing_still_shows_that_somebody_is_there),
        TEST(a_press_dies_with_its_screen),
        TEST(a_release_without_a_press_is_nothing),
        TEST(the_corner_opens_after_three_seconds),
        TEST(the_corner_forgets_a_finger_that_left),
        TEST(escape_held_is_the_corner_too),
        TEST(tab_goes_round_and_passes_over_disabled_ones),
        TEST(arrows_go_where_they_point),
        TEST(a_touch_puts_the_focus_out),
        TEST(digits_and_letters_choose),
        TEST(a_pin_takes_digits),
        TEST(fields_take_letters),
        TEST(enter_does_nothing_disabled),
    };
    return cmocka_run_group_tests_name("touch", tests, NULL, NULL);
}
