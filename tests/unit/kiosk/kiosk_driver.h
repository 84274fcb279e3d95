/** @file
 * Drives the state machine as a person would: a touch a second, choices by what is right.
 */
#ifndef UNIT_KIOSK_KIOSK_DRIVER_H
#define UNIT_KIOSK_KIOSK_DRIVER_H

#include "base/arena.h"
#include "fake_store.h"
#include "kiosk/state/state.h"
#include "quiz_fixture.h"
#include "support/test.h"

struct driver {
    struct arena arena;
    struct kiosk *kiosk;
    const struct view *view;
    struct kiosk_setup setup;
    const struct quiz *quizzes[3];
    const struct guide *guides[2];
    struct store store;
    int64_t now_ms;
};

/** PIN "2580", six… one quiz of each kind of question ("all"), a bank of 30, guides "g" and "h". */
void driver_init(struct driver *d);
/** Zero-initialise `d` first; starts (again) with d->setup. */
void driver_start(struct driver *d);
void driver_deinit(struct driver *d);

/** A test that finds `driver` started and leaves nothing behind. */
int driver_set_up(void **driver);
int driver_tear_down(void **driver);
#define DRIVER_TEST(name, driver)                                                                  \
    cmocka_unit_test_prestate_setup_teardown(name, driver_set_up, driver_tear_down, driver)

/** One second later. */
void driver_act(struct driver *d, enum view_act act, int32_t index);
void driver_wait(struct driver *d, int64_t ms);
/** By the clock alone, tick after tick as kiosk_next_ms wants them. */
void driver_sleep(struct driver *d, int64_t ms);

/** Presses what is right, or what is wrong, without answering. */
void driver_choose(struct driver *d, bool right);
/** From the posters to the question of a kind in the quiz "all". */
void driver_open_question(struct driver *d, enum quiz_kind kind);
/** From the posters through a whole round; `right`: all of it. */
void driver_play(struct driver *d, bool right);
void driver_enter_pin(struct driver *d, const char *digits);
/** A word on the screen keyboard. */
void driver_type(struct driver *d, const char *letters);

void assert_screen(const struct driver *d, enum view_screen screen);
/** What must hold in every state (see the top of state.c). */
void assert_sane(const struct driver *d);

#endif
