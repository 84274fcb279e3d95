/* The staff's own corner: the PIN, and what it opens.
 *
 * Nothing here can be reached without the PIN, except that a machine without one asks for it first
 * of all, and that a trial at a desk (practice only, by the setup's word) has none. Wrong ones are
 * counted on the disk, so that switching off and on does not shorten the wait.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "kiosk/state/inside.h"
#include "store/bundle.h"

enum {
    CARD_WIDTH_MM10 = 856, /* ISO/IEC 7810 ID-1: bank and citizen cards */
    CARD_WIDTH_PX = 324,   /* at 96 dpi, until calibrated */
    CARD_WIDTH_PX_MIN = 120,
    CARD_WIDTH_PX_MAX = 1200,
    CARD_STEP_PX = 2
};

bool staff_is_screen(enum view_screen screen)
{
    switch (screen) {
    case SCREEN_STAFF_PIN:
    case SCREEN_STAFF_NEW_PIN:
    case SCREEN_STAFF:
    case SCREEN_STAFF_HEALTH:
    case SCREEN_STAFF_QUIZZES:
    case SCREEN_STAFF_VILLAGE:
    case SCREEN_STAFF_FORGET:
    case SCREEN_CALIBRATE:
    case SCREEN_REVIEW:
        return true;
    default:
        return false;
    }
}

bool staff_needs_pin(const struct kiosk *k)
{
    bool needless = k->view.shut || k->setup.without_pin;
    return k->pin.hash[0] == '\0' && (k->setup.store || !needless);
}

void staff_say(struct kiosk *k, const char *english)
{
    k->staff_text[0] = '\0';
    k->staff_id = english;
}

void staff_say_error(struct kiosk *k, const struct error *e)
{
    snprintf(k->staff_text, sizeof k->staff_text, "%s", e->message);
}

static void note(struct kiosk *k, const char *kind, const char *text)
{
    struct error e = {ERROR_NONE, 0, ""};
    /* A note that the disk refuses changes nothing for anybody. */
    bool kept = k->setup.store && store_note(k->setup.store, kind, slice_from(text), &e);
    (void)kept;
}

/* ---- the PIN --------------------------------------------------------------------------------- */

static void show_digits(struct kiosk *k)
{
    k->view.pin_digits = k->pin.count;
    k->view.pin_wait_s = pin_wait_s(&k->pin, k->now_ms);
    k->view.pin_again = k->pin.first[0] != '\0';
}

void staff_go(struct kiosk *k, enum view_screen screen)
{
    pin_clear(&k->pin);
    staff_say(k, NULL);
    kiosk_go(k, screen);
    show_digits(k);
}

static void tell_problem(struct kiosk *k)
{
    snprintf(k->staff_text, sizeof k->staff_text, "%s", k->setup.shut.problem);
}

static void open_menu(struct kiosk *k)
{
    play_stop(k, STORE_END_STAFF);
    kiosk_forget_person(k);
    note(k, "staff-login", "");
    kiosk_list_quizzes(k, true);
    k->view.can_seal = k->setup.store && store_can_seal(k->setup.store);
    staff_go(k, SCREEN_STAFF);
    if (k->view.shut)
        tell_problem(k);
    else if (k->setup.store && !k->view.can_seal)
        staff_say(
            k,
            N_("There is no key, so the kiosk offers no follow-up. `ngoso keys new` makes one."));
}

/* The PIN lies in a database that is shut: nobody can show that they are staff, so nothing can be
 * set and the kiosk not be closed; but why it is shut may be read by anybody. */
static bool is_lost(const struct kiosk *k)
{
    return k->view.shut && k->setup.shut.pin_lost;
}

static void show_why(struct kiosk *k)
{
    kiosk_forget_person(k);
    staff_go(k, SCREEN_STAFF_HEALTH);
    tell_problem(k);
}

void staff_corner(struct kiosk *k)
{
    if (staff_is_screen(k->view.screen))
        return;
    kiosk_cover(k);
    k->before_staff = k->view.screen;
    if (staff_needs_pin(k))
        staff_go(k, SCREEN_STAFF_NEW_PIN);
    else if (k->pin.hash[0] == '\0' && is_lost(k))
        show_why(k);
    else if (k->pin.hash[0] == '\0')
        open_menu(k);
    else
        staff_go(k, SCREEN_STAFF_PIN);
}

static void enter(struct kiosk *k)
{
    switch (pin_enter(&k->pin, k->now_ms)) {
    case PIN_RIGHT:
        setting_keep_failures(k);
        open_menu(k);
        return;
    case PIN_WRONG:
        setting_keep_failures(k);
        staff_say(k, N_("That is not the PIN. Please try again."));
        return;
    default:
        return;
    }
}

static void leave_pin(struct kiosk *k)
{
    pin_clear(&k->pin);
    staff_say(k, NULL);
    if (k->before_staff == SCREEN_ATTRACT)
        kiosk_forget_person(k); /* who stood here may have made the text larger */
    else
        kiosk_uncover(k, k->before_staff);
}

static void act_pin(struct kiosk *k, struct view_action action)
{
    if (action.act == ACT_BACK)
        leave_pin(k);
    else if (action.act == ACT_SUBMIT)
        enter(k);
}

static void choose(struct kiosk *k)
{
    bool first_start = k->pin.hash[0] == '\0';
    switch (pin_choose(&k->pin)) {
    case PIN_AGAIN:
        staff_say(k, N_("Please type the same digits once more."));
        return;
    case PIN_DIFFERS:
        staff_say(k, N_("The two were not the same. Please begin again."));
        return;
    case PIN_FAILED:
        staff_say(k, N_("The PIN could not be kept. Please try again."));
        return;
    case PIN_CHOSEN:
        if (first_start)
            kiosk_forget_person(k);
        else
            staff_go(k, SCREEN_STAFF);
        staff_say(k, first_start ? NULL : N_("The new PIN holds from now on."));
        setting_keep(k, "pin-hash", k->pin.hash);
        k->settle_due = true;
        setting_keep_failures(k);
        return;
    default:
        return;
    }
}

static void act_new_pin(struct kiosk *k, struct view_action action)
{
    if (action.act == ACT_SUBMIT)
        choose(k);
    else if (action.act == ACT_BACK && k->pin.hash[0] != '\0')
        staff_go(k, SCREEN_STAFF);
}

/* True when the action was a digit. */
static bool type_digit(struct kiosk *k, struct view_action action)
{
    if (action.act == ACT_DIGIT)
        pin_press(&k->pin, action.index);
    else if (action.act == ACT_KEY)
        pin_press(&k->pin, action.index - '0');
    else if (action.act == ACT_BACKSPACE)
        pin_backspace(&k->pin);
    else
        return false;
    staff_say(k, NULL);
    return true;
}

/* ---- the menu -------------------------------------------------------------------------------- */

static void show_health(struct kiosk *k)
{
    struct error e = {ERROR_NONE, 0, ""};
    staff_go(k, SCREEN_STAFF_HEALTH);
    k->view.health_known =
        k->setup.store && store_check_health(&k->view.health, k->setup.store, &e);
    if (k->view.shut)
        tell_problem(k);
    else if (!k->setup.store)
        staff_say(k, N_("Practice: nothing is recorded, so there is nothing to check."));
    else if (!k->view.health_known)
        staff_say_error(k, &e);
}

/* One touch for both: a copy of everything, for when this machine breaks, and the results as signed
 * bundles, for the team's computer (ngoso results merge). Staff need not know the difference. */
static bool copy_to(struct kiosk *k, char *path, size_t path_bytes, const char *folder,
                    struct error *e)
{
    struct bundle_export results;
    return bundle_write(&results, k->setup.store, folder, false, e) &&
           store_backup(path, path_bytes, k->setup.store, folder, e);
}

/* Else staff are told why not; `practice`: what to say there. */
static bool has_store(struct kiosk *k, const char *practice)
{
    if (k->view.shut)
        tell_problem(k);
    else if (!k->setup.store)
        staff_say(k, practice);
    return k->setup.store != NULL;
}

static void back_up(struct kiosk *k)
{
    char folder[1024], path[1024];
    struct error e = {ERROR_NONE, 0, ""};
    if (!has_store(k, N_("Practice: nothing is recorded, so there is nothing to copy.")))
        return;
    if (!k->setup.stick.find || !k->setup.stick.find(k->setup.stick.self, folder, sizeof folder)) {
        staff_say(k, N_("No stick was found. Put one in and wait a moment."));
    } else if (copy_to(k, path, sizeof path, folder, &e)) {
        snprintf(k->staff_text, sizeof k->staff_text,
                 kiosk_say(k, N_("Copied and read back: %.300s, and the results for the team. You "
                                 "may take the stick out.")),
                 path);
    } else {
        staff_say_error(k, &e);
    }
}

static void show_results(struct kiosk *k)
{
    if (k->view.shut)
        tell_problem(k);
    else if (!k->setup.store)
        staff_say(k, N_("Practice: nothing is recorded, so there are no results."));
    else
        staff_go(k, SCREEN_REVIEW);
}

static void calibrate(struct kiosk *k)
{
    struct view *v = &k->view;
    int known = (v->px_per_mm100 * CARD_WIDTH_MM10 + 500) / 1000;
    v->card_width_px =
        known >= CARD_WIDTH_PX_MIN && known <= CARD_WIDTH_PX_MAX ? known : CARD_WIDTH_PX;
    staff_go(k, SCREEN_CALIBRATE);
}

static void switch_students(struct kiosk *k)
{
    k->view.students = !k->view.students;
    staff_say(k, k->view.students ? N_("Students' mode is on: nobody is asked for a name.")
                                  : N_("Students' mode is off."));
    setting_keep_number(k, "students", k->view.students);
}

static void act_item(struct kiosk *k, int32_t item)
{
    staff_say(k, NULL);
    switch (item) {
    case STAFF_QUIZZES:
        staff_go(k, SCREEN_STAFF_QUIZZES);
        return;
    case STAFF_CALIBRATE:
        calibrate(k);
        return;
    case STAFF_STUDENTS:
        switch_students(k);
        return;
    case STAFF_VILLAGE:
        staff_go(k, SCREEN_STAFF_VILLAGE);
        return;
    case STAFF_HEALTH:
        show_health(k);
        return;
    case STAFF_RESULTS:
        show_results(k);
        return;
    case STAFF_BACKUP:
        back_up(k);
        return;
    case STAFF_FORGET:
        if (has_store(k, N_("Practice: nothing is recorded, so nobody's details are kept.")))
            staff_go(k, SCREEN_STAFF_FORGET);
        return;
    case STAFF_CHANGE_PIN:
        staff_go(k, SCREEN_STAFF_NEW_PIN);
        return;
    case STAFF_CLOSE:
        note(k, "staff-close", "");
        k->wants_to_close = true;
        return;
    default:
        return;
    }
}

static void leave(struct kiosk *k)
{
    pin_clear(&k->pin);
    staff_say(k, NULL);
    kiosk_forget_person(k);
}

static void act_menu(struct kiosk *k, struct view_action action)
{
    if (action.act == ACT_STAFF_ITEM)
        act_item(k, action.index);
    else if (action.act == ACT_BACK)
        leave(k);
}

static void act_quizzes(struct kiosk *k, struct view_action action)
{
    if (action.act == ACT_TOGGLE_QUIZ && action.index >= 0 &&
        (unsigned)action.index < k->setup.quiz_count) {
        k->quiz_off[action.index] = !k->quiz_off[action.index];
        kiosk_list_quizzes(k, true);
        staff_say(k, NULL);
        setting_keep_quizzes(k);
    } else if (action.act == ACT_BACK || action.act == ACT_SUBMIT) {
        staff_go(k, SCREEN_STAFF);
    }
}

static void act_village(struct kiosk *k, struct view_action action)
{
    const struct commune *commune = k->setup.commune;
    bool chosen = action.act == ACT_VILLAGE && commune && action.index >= 0 &&
                  (unsigned)action.index < commune->village_count;
    if (!chosen && action.act != ACT_SKIP && action.act != ACT_BACK)
        return;
    staff_go(k, SCREEN_STAFF);
    if (action.act == ACT_BACK)
        return;
    staff_say(k, N_("Kept: where this machine stands."));
    setting_keep_village(k, chosen ? commune->villages[action.index].name.text : SLICE(""));
}

/* A clock that once leapt ahead would keep every later time from being believed. */
static void believe_clock(struct kiosk *k)
{
    note(k, "clock-set", "");
    show_health(k);
    if (k->view.health_known && !k->view.health.clock_trusted)
        staff_say(k, N_("This date cannot be right. Set it in the machine first."));
}

static void act_health(struct kiosk *k, struct view_action action)
{
    bool lost = is_lost(k); /* who stands here has shown no PIN */
    if (action.act == ACT_RESUME && k->view.shut) {
        bool open = shut_open(k);
        if (open && k->pin.hash[0] == '\0')
            staff_go(k, SCREEN_STAFF_NEW_PIN);
        else if (open && lost)
            leave(k);
        else
            show_health(k);
    } else if (action.act == ACT_SUBMIT && k->view.health_known && !k->view.health.clock_trusted) {
        believe_clock(k);
    } else if ((action.act == ACT_BACK || action.act == ACT_NEXT) && lost) {
        leave(k);
    } else if (action.act == ACT_BACK || action.act == ACT_NEXT) {
        staff_go(k, SCREEN_STAFF);
    }
}

static void set_card_width(struct kiosk *k, int width_px)
{
    if (width_px >= CARD_WIDTH_PX_MIN && width_px <= CARD_WIDTH_PX_MAX)
        k->view.card_width_px = width_px;
}

static void act_calibrate(struct kiosk *k, struct view_action action)
{
    struct view *v = &k->view;
    int step_px = action.index > 0 && action.index <= 50 ? action.index : CARD_STEP_PX;
    if (action.act == ACT_WIDER) {
        set_card_width(k, v->card_width_px + step_px);
    } else if (action.act == ACT_NARROWER) {
        set_card_width(k, v->card_width_px - step_px);
    } else if (action.act == ACT_SUBMIT || action.act == ACT_NEXT) {
        v->px_per_mm100 = (v->card_width_px * 1000 + CARD_WIDTH_MM10 / 2) / CARD_WIDTH_MM10;
        staff_go(k, SCREEN_STAFF);
        staff_say(k, N_("The size of the screen is known now."));
        setting_keep_number(k, "px-per-mm", v->px_per_mm100);
    } else if (action.act == ACT_BACK) {
        staff_go(k, SCREEN_STAFF);
    }
}

void staff_act(struct kiosk *k, struct view_action action)
{
    enum view_screen screen = k->view.screen;
    bool typing = screen == SCREEN_STAFF_PIN || screen == SCREEN_STAFF_NEW_PIN;
    if (typing && type_digit(k, action))
        ;
    else if (screen == SCREEN_STAFF_PIN)
        act_pin(k, action);
    else if (screen == SCREEN_STAFF_NEW_PIN)
        act_new_pin(k, action);
    else if (screen == SCREEN_STAFF)
        act_menu(k, action);
    else if (screen == SCREEN_STAFF_QUIZZES)
        act_quizzes(k, action);
    else if (screen == SCREEN_STAFF_VILLAGE)
        act_village(k, action);
    else if (screen == SCREEN_CALIBRATE)
        act_calibrate(k, action);
    else if (screen == SCREEN_STAFF_FORGET)
        forget_act(k, action);
    else if (screen == SCREEN_REVIEW && action.act == ACT_BACK)
        staff_go(k, SCREEN_STAFF); /* Whatever else is done there, the loop gives to review.h. */
    else if (screen == SCREEN_STAFF_HEALTH)
        act_health(k, action);
    show_digits(k);
}

void staff_leave(struct kiosk *k)
{
    if (k->view.screen == SCREEN_STAFF_PIN)
        leave_pin(k);
    else
        leave(k);
    show_digits(k);
}

bool staff_tick(struct kiosk *k)
{
    int before = k->view.pin_wait_s;
    show_digits(k);
    return k->view.pin_wait_s != before;
}
