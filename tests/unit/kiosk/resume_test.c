/* The state machine on the real store: what a power cut leaves is what was said to be saved. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "support/test.h"

#include "base/arena.h"
#include "kiosk/state/state.h"
#include "quiz_fixture.h"
#include "store/pin.h"

static struct arena arena;
static char folder[] = "/tmp/kiosk-resume-XXXXXX";
static char path[64];
static const struct quiz *quizzes[1];
static struct store *store;
static struct kiosk *kiosk;
static const struct view *view;
static int64_t now_ms = 1000;

static void switch_on(void)
{
    struct error e = {ERROR_NONE, 0, ""};
    enum store_state state;
    struct store_options options = {.vfs = NULL};
    char hash[STORE_PIN_HASH_BYTES];
    if (!store_open(&store, &state, path, &options, &e))
        fail_msg("%s", e.message);
    assert_true(state == STORE_NEW || state == STORE_FOUND);
    if (state == STORE_NEW) {
        assert_true(store_hash_pin(hash, SLICE("2580"), &e));
        assert_true(store_put_setting(store, "pin-hash", slice_from(hash), &e));
    }
    struct kiosk_setup setup = {
        .quizzes = quizzes, .quiz_count = 1, .store = store, .language = "vi", .seed = 5};
    kiosk = kiosk_create(&setup, now_ms);
    view = kiosk_view(kiosk);
}

/* Nothing is ended; only what was committed counts. */
static void cut_power(void)
{
    kiosk_destroy(kiosk);
    store_close(store);
}

static void act(enum view_act act, int32_t index)
{
    now_ms += 1000;
    kiosk_act(kiosk, (struct view_action){act, index}, now_ms);
}

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, 8 << 20);
    quizzes[0] = fixture_quiz(&arena, "all");
    if (!mkdtemp(folder))
        return 1;
    snprintf(path, sizeof path, "%s/kiosk.db", folder);
    switch_on();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    cut_power();
    DIR *d = opendir(folder);
    for (struct dirent *entry; d && (entry = readdir(d));) {
        char file[400];
        snprintf(file, sizeof file, "%s/%s", folder, entry->d_name);
        unlink(file);
    }
    if (d)
        closedir(d);
    rmdir(folder);
    arena_deinit(&arena);
    return 0;
}

static void every_cut_comes_back_to_the_same_question(void **state)
{
    (void)state;
    act(ACT_START, 0);
    act(ACT_CHOOSE, 0);
    for (unsigned i = 0; i < QUIZ_KIND_COUNT; i++) {
        assert_int_equal(view->screen, SCREEN_QUESTION);
        assert_int_equal(view->question_index, i);
        struct view before = *view;
        cut_power();
        switch_on();
        assert_int_equal(view->screen, SCREEN_WELCOME_BACK);
        act(ACT_RESUME, 0);
        assert_ptr_equal(before.question, view->question);
        assert_memory_equal(before.option_order, view->option_order, sizeof before.option_order);
        assert_memory_equal(before.slot_order, view->slot_order, sizeof before.slot_order);
        assert_int_equal(before.right_count, view->right_count);
        act(ACT_OPTION, 0);
        act(view->can_answer ? ACT_ANSWER : ACT_SKIP, 0);
        assert_int_equal(view->screen, SCREEN_FEEDBACK);
        assert_true(view->saved);
        act(ACT_NEXT, 0);
    }
    assert_int_equal(view->screen, SCREEN_END);
    assert_true(view->saved);
    cut_power();
    switch_on();
    assert_int_equal(view->screen, SCREEN_ATTRACT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_cut_comes_back_to_the_same_question, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
