/* The kiosk's state machine: one person after another, and nothing of one left for the next.
 *
 *                       any touch                 ACT_TRY
 *     ┌──────────────┐ ─────────► ┌────────────┐ ─────────► ┌────────────┐
 *     │   ATTRACT    │            │   CHOOSE   │            │  PRACTICE  │
 *     └──────▲───────┘ ◄───────── └──▲───┬─────┘ ◄───────── └────────────┘
 *            │          ACT_BACK     │   │ ACT_CHOOSE (COMMIT: begun)
 *            │     ACT_START_AGAIN,  │   │            ACT_ANSWER, ACT_SKIP
 *            │     from everywhere ──┘   │  ┌──────────┐ ──────────────► ┌──────────┐
 *            │     (ends it: LEFT)       └─►│ QUESTION │ (COMMIT: saved) │ FEEDBACK │
 *            │                              └──────────┘ ◄────────────── └────┬─────┘
 *            │                                               ACT_NEXT         │ ACT_NEXT, last
 *            │        ACT_NEXT, ACT_SKIP                                      ▼ (COMMIT: FINISHED)
 *            │◄─────────────────────────────────────────────────────────── ┌─────┐
 *            │                                          ACT_AGREE, offered │ END │
 *            │    ┌───────┐  ┌──────┐  ┌─────────┐  ┌─────────┐ ◄───────── └─────┘
 *            │    │ PHONE │◄─│ NAME │◄─│ VILLAGE │◄─│ CONSENT │
 *            │    └───┬───┘  └──────┘  └─────────┘  └────┬────┘
 *            │        │ ACT_SUBMIT (COMMIT: sealed)      │ ACT_SKIP
 *            │    ┌───▼────┐                             │
 *            │◄───│ THANKS │      ◄──────────────────────┘
 *                 └────────┘
 *
 *     any but staff ─ silence ─► STILL_THERE ── touch ──► back, exactly as it was
 *                                     └──────── zero ───► attempt ends IDLE, all wiped, ATTRACT
 *     a COMMIT that fails ─────► TROUBLE ── ACT_RESUME ─► once more
 *                                     └──── ACT_NEXT ───► on, unrecorded, nothing said to be saved
 *     start, attempt open ─────► WELCOME_BACK ─ ACT_RESUME ► QUESTION, same order of options
 *                                     └──────── ACT_START ─► attempt ends LEFT, CHOOSE
 *     start, database shut ────► TROUBLE ── ACT_RESUME ─► opened once more
 *                                     └──── ACT_NEXT ───► CHOOSE, nothing is recorded
 *     start, no PIN yet ───────► STAFF_NEW_PIN ─ the same twice ─► ATTRACT
 *     ACT_STAFF_CORNER ────────► STAFF_PIN ── right ──► STAFF (attempt ends STAFF) ⇄ its pages
 *     STAFF…, half a minute ───► ATTRACT, without asking; from STAFF_PIN back, exactly as it was
 *
 * Transitions, and the function that makes each:
 *
 *     screen         action, time           function
 *     ATTRACT        any touch              kiosk_welcome
 *     CHOOSE         CHOOSE, TRY, BACK      play_choose → begin → log_attempt, show_question
 *     PRACTICE       TRY, NEXT, BACK        play_practice
 *     QUESTION       OPTION … UNDO          answer_touch (no change of screen)
 *                    ANSWER, SKIP           play_question → record_answer → show_feedback
 *     FEEDBACK       NEXT                   play_feedback → show_question or end_show
 *     END            AGREE, NEXT, SKIP      end_act
 *     CONSENT …      AGREE, VILLAGE, KEY,   contact_act → contact_seal
 *       PHONE        SUBMIT, BACK, SKIP
 *     THANKS         NEXT                   contact_act
 *     TROUBLE        RESUME, NEXT           play_trouble; shut_act
 *     WELCOME_BACK   RESUME, START          play_welcome_back
 *     STAFF_PIN …    DIGIT, SUBMIT, BACK …  staff_act
 *     long lists     PAGE                   turn_page (no change of screen)
 *     nearly all     START_AGAIN            start_again
 *                    STAFF_CORNER           staff_corner
 *                    silence                ask_whether_there, then give_up; staff_leave
 *                                             (time.c)
 *
 * What may be trusted:
 *
 *     ATTRACT, STAFF…   k->person, k->session and view->typed are zero, no attempt is open; text
 *                       size, contrast, volume and language are the hall's own.
 *     STAFF_PIN         the same, or everything as before_staff left it, except view->screen.
 *     CHOOSE, PRACTICE  no attempt is open: nothing is on the disk for this person yet.
 *     QUESTION          view->quiz and ->question are set; the attempt is open; every answer before
 *                       this one is on the disk if attempt.recording.
 *     FEEDBACK          the answer shown is on the disk if and only if view->saved.
 *     END               the attempt is closed; it is on the disk as finished iff view->saved.
 *     CONSENT … PHONE   attempt.recording and a key were there when END was shown; k->person holds
 *                       what was typed, and nothing of it is on the disk.
 *     THANKS            the contact is sealed on the disk; k->person is zero again.
 *     TROUBLE           k->trouble says what failed; nothing of it is on the disk.
 *     STILL_THERE       everything is as before_idle left it, except view->screen and reading; time
 *                       spent here or on STAFF_PIN is not counted as thinking.
 *     STAFF and pages   the PIN was right, or there is none to ask for (staff.c).
 *
 * A second strike: see state.h. A touch that ends STILL_THERE does only that.
 */
#include "kiosk/state/state.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/wipe.h"
#include "kiosk/state/inside.h"

enum { ARENA_LIMIT = 4 * 1024 * 1024 };

/* ---- screens --------------------------------------------------------------------------------- */

const char *kiosk_say(const struct kiosk *k, const char *english)
{
    return english ? i18n_in(k->view.language, english) : NULL;
}

void kiosk_read_from_start(struct kiosk *k, bool reading)
{
    k->view.reading = reading;
    k->view.reading_part = reading ? 0 : -1;
    k->view.reading_serial++;
}

void kiosk_go(struct kiosk *k, enum view_screen screen)
{
    k->view.screen = screen;
    k->view.page = 0;
    k->changed_ms = k->now_ms;
    kiosk_read_from_start(k, k->read_on);
}

void kiosk_cover(struct kiosk *k)
{
    k->covered_ms = k->now_ms;
    k->covered_page = k->view.page;
}

void kiosk_uncover(struct kiosk *k, enum view_screen screen)
{
    k->attempt.shown_ms += k->now_ms - k->covered_ms;
    kiosk_go(k, screen);
    k->view.page = k->covered_page;
}

void kiosk_list_quizzes(struct kiosk *k, bool all)
{
    struct view *v = &k->view;
    v->quiz_count = 0;
    for (unsigned i = 0; i < k->setup.quiz_count; i++) {
        if (!all && k->quiz_off[i])
            continue;
        v->quiz_on[v->quiz_count] = !k->quiz_off[i];
        v->quizzes[v->quiz_count++] = k->setup.quizzes[i];
    }
}

/* The store's messages, which staff see, come by the program's own language. */
static void speak(const struct kiosk *k)
{
    if (strcmp(i18n_language(), k->view.language) != 0)
        (void)i18n_speak(k->view.language);
}

static void use_hall_settings(struct kiosk *k)
{
    struct view *v = &k->view;
    v->large_text = v->high_contrast = false;
    v->volume = k->default_volume;
    k->read_on = false;
    memcpy(v->language, k->default_language, sizeof v->language);
    speak(k);
}

static void forget_attempt(struct kiosk *k)
{
    struct view *v = &k->view;
    v->unrecorded = false;
    v->page = 0;
    k->attempt = (struct attempt){.open = false};
    k->trouble = TROUBLE_NONE;
    k->trouble_id = NULL;
    v->quiz = NULL;
    v->question = NULL;
    v->question_index = v->question_count = v->right_count = v->lesson_count = 0;
    v->practice_hits = 0;
    v->was_right = v->saved = v->offer_contact = false;
    answer_clear(k);
    memset(v->lessons, 0, sizeof v->lessons);
    arena_reset(&k->arena);
}

void kiosk_forget_person(struct kiosk *k)
{
    play_stop(k, STORE_END_LEFT);
    contact_forget(k);
    forget_attempt(k);
    use_hall_settings(k);
    kiosk_list_quizzes(k, false);
    k->session = (struct store_id){.text = ""};
    k->unrecorded = false;
    k->poster_ms = k->now_ms;
    kiosk_go(k, SCREEN_ATTRACT);
}

void kiosk_welcome(struct kiosk *k)
{
    contact_forget(k);
    forget_attempt(k);
    if (k->session.text[0] == '\0')
        kiosk_new_id(k, &k->session);
    if (!k->unrecorded && !shut_open(k)) {
        shut_tell(k, false);
        return;
    }
    kiosk_list_quizzes(k, false);
    kiosk_go(k, SCREEN_CHOOSE);
}

void kiosk_new_id(struct kiosk *k, struct store_id *out)
{
    if (k->setup.store) {
        store_new_id(out);
        return;
    }
    for (unsigned i = 0; i + 1 < STORE_ID_BYTES; i++)
        out->text[i] = "0123456789abcdef"[round_below(&k->random, 16)];
    out->text[STORE_ID_BYTES - 1] = '\0';
}

/* Another page of a long list. */
static void turn_page(struct kiosk *k, int32_t page)
{
    if (page < 0 || page >= COMMUNE_VILLAGES_MAX)
        return;
    k->view.page = (unsigned)page;
    /* Reading would turn the quizzes' pages back. */
    if (k->view.screen == SCREEN_CHOOSE)
        kiosk_read_from_start(k, false);
}

void kiosk_trouble(struct kiosk *k, enum trouble trouble, const char *english)
{
    k->trouble = trouble;
    k->trouble_id = english;
    k->view.saved = false;
    kiosk_go(k, SCREEN_TROUBLE);
}

/* Texts are kept in English and follow the language of the view. */
void kiosk_translate(struct kiosk *k)
{
    struct view *v = &k->view;
    v->hint = kiosk_say(k, k->hint_id);
    v->trouble = kiosk_say(k, k->trouble_id);
    v->staff_text = k->staff_text[0] ? k->staff_text : kiosk_say(k, k->staff_id);
}

/* ---- settings of the person ------------------------------------------------------------------ */

static void switch_language(struct kiosk *k)
{
    static const char *const shipped[] = {"vi", "en", NULL};
    const char *const *languages = k->setup.languages ? k->setup.languages : shipped;
    unsigned i = 0;
    while (languages[i] && strcmp(languages[i], k->view.language) != 0)
        i++;
    const char *next = languages[i] && languages[i + 1] ? languages[i + 1] : languages[0];
    if (next)
        snprintf(k->view.language, sizeof k->view.language, "%s", next);
    speak(k);
    kiosk_read_from_start(k, k->view.reading);
}

static void switch_reading(struct kiosk *k)
{
    k->read_on = !k->view.reading;
    kiosk_read_from_start(k, k->read_on);
}

static bool set_volume(struct kiosk *k, int32_t volume)
{
    if (volume < 0 || volume > VIEW_VOLUME_MAX)
        return false;
    k->view.volume = volume;
    return true;
}

/* True when the action was one of these. */
static bool act_setting(struct kiosk *k, struct view_action action)
{
    struct view *v = &k->view;
    switch (action.act) {
    case ACT_LARGER_TEXT:
        v->large_text = !v->large_text;
        return true;
    case ACT_CONTRAST:
        v->high_contrast = !v->high_contrast;
        return true;
    case ACT_LANGUAGE:
        switch_language(k);
        break;
    case ACT_VOLUME:
        if (!set_volume(k, action.index))
            return true;
        break;
    case ACT_READ_ALOUD:
        switch_reading(k);
        return true;
    default:
        return false;
    }
    /* In the staff's menu, volume and language are those of the hall. */
    if (v->screen == SCREEN_STAFF)
        setting_keep_sound_and_language(k);
    return true;
}

/* ---- actions --------------------------------------------------------------------------------- */

static void start_again(struct kiosk *k)
{
    play_stop(k, STORE_END_LEFT);
    kiosk_welcome(k);
}

/* Any touch wakes it; a setting does so too and holds. */
static void act_attract(struct kiosk *k, struct view_action action)
{
    act_setting(k, action);
    kiosk_welcome(k);
}

static void act_on_screen(struct kiosk *k, struct view_action action)
{
    switch (k->view.screen) {
    case SCREEN_ATTRACT:
        act_attract(k, action);
        return;
    case SCREEN_CHOOSE:
        play_choose(k, action);
        return;
    case SCREEN_PRACTICE:
        play_practice(k, action);
        return;
    case SCREEN_QUESTION:
        play_question(k, action);
        return;
    case SCREEN_FEEDBACK:
        play_feedback(k, action);
        return;
    case SCREEN_END:
        end_act(k, action);
        return;
    case SCREEN_CONSENT:
    case SCREEN_VILLAGE:
    case SCREEN_NAME:
    case SCREEN_PHONE:
    case SCREEN_THANKS:
        contact_act(k, action);
        return;
    case SCREEN_TROUBLE:
        if (k->trouble == TROUBLE_SHUT)
            shut_act(k, action);
        else
            play_trouble(k, action);
        return;
    case SCREEN_WELCOME_BACK:
        play_welcome_back(k, action);
        return;
    case SCREEN_STAFF_PIN:
    case SCREEN_STAFF_NEW_PIN:
    case SCREEN_STAFF:
    case SCREEN_STAFF_HEALTH:
    case SCREEN_STAFF_QUIZZES:
    case SCREEN_STAFF_VILLAGE:
    case SCREEN_STAFF_FORGET:
    case SCREEN_CALIBRATE:
    case SCREEN_REVIEW:
        staff_act(k, action);
        return;
    case SCREEN_STILL_THERE:
    case SCREEN_COUNT:
        break;
    }
    UNREACHABLE("screen");
}

static void dispatch(struct kiosk *k, struct view_action action)
{
    bool staff = staff_is_screen(k->view.screen);
    if (action.act == ACT_STAFF_CORNER)
        staff_corner(k);
    else if (k->view.screen != SCREEN_ATTRACT && act_setting(k, action))
        ;
    else if (action.act == ACT_START_AGAIN && !staff)
        start_again(k);
    else if (action.act == ACT_PAGE && k->view.screen != SCREEN_ATTRACT)
        turn_page(k, action.index);
    else
        act_on_screen(k, action);
}

static bool is_key(enum view_act act)
{
    return act == ACT_KEY || act == ACT_DIGIT || act == ACT_BACKSPACE;
}

static bool is_second_strike(const struct kiosk *k, struct view_action action)
{
    if (k->now_ms - k->changed_ms < KIOSK_STRIKE_MS)
        return true;
    if (action.act == ACT_WIDER || action.act == ACT_NARROWER)
        return false;
    bool same = action.act == k->acted.act && action.index == k->acted.index;
    int64_t pause_ms = is_key(action.act) ? KIOSK_KEY_STRIKE_MS : KIOSK_STRIKE_MS;
    return same && k->now_ms - k->acted_ms < pause_ms;
}

/* A touch while the screen asks only says "yes". */
static bool come_back(struct kiosk *k)
{
    if (k->view.screen != SCREEN_STILL_THERE)
        return false;
    k->touched_ms = k->now_ms;
    kiosk_uncover(k, k->before_idle);
    return true;
}

void kiosk_act(struct kiosk *k, struct view_action action, int64_t now_ms)
{
    kiosk_set_now(k, now_ms);
    if (action.act <= ACT_NONE || action.act >= ACT_COUNT || come_back(k))
        return;
    k->touched_ms = k->now_ms;
    if (is_second_strike(k, action))
        return;
    k->acted = action;
    k->acted_ms = k->now_ms;
    dispatch(k, action);
    k->has_acted = true;
    kiosk_translate(k);
}

void kiosk_type(struct kiosk *k, uint32_t code_point, int64_t now_ms)
{
    kiosk_set_now(k, now_ms);
    if (come_back(k))
        return;
    k->touched_ms = k->now_ms;
    enum view_screen screen = k->view.screen;
    if (screen == SCREEN_NAME || screen == SCREEN_PHONE)
        contact_type(k, code_point);
    else if (staff_is_screen(screen) && code_point >= '0' && code_point <= '9')
        staff_act(k, (struct view_action){ACT_DIGIT, (int32_t)(code_point - '0')});
    kiosk_translate(k);
}

void kiosk_reading(struct kiosk *k, unsigned serial, int part, int64_t now_ms)
{
    kiosk_set_now(k, now_ms);
    if (!k->view.reading || serial != k->view.reading_serial)
        return;
    /* Who listens is there. */
    k->touched_ms = k->now_ms;
    k->view.reading = part >= 0;
    k->view.reading_part = part >= 0 ? part : -1;
}

/* ---- from start to end ----------------------------------------------------------------------- */

struct kiosk *kiosk_create(const struct kiosk_setup *setup, int64_t now_ms)
{
    CHECK(setup->quiz_count <= VIEW_QUIZZES_MAX);
    struct kiosk *k = calloc(1, sizeof *k);
    CHECK(k);
    k->setup = *setup;
    k->now_ms = k->touched_ms = k->purge_ms = now_ms;
    k->open_ms = now_ms + KIOSK_OPEN_AGAIN_MS;
    k->view.commune = setup->commune;
    k->view.practice = setup->store == NULL;
    k->view.shut = !setup->store && setup->shut.problem;
    k->view.can_seal = setup->store && store_can_seal(setup->store);
    arena_init(&k->arena, ARENA_LIMIT);
    round_seed(&k->random, setup->seed);
    setting_load(k);
    kiosk_forget_person(k);
    if (k->view.shut)
        shut_tell(k, false);
    else if (staff_needs_pin(k))
        kiosk_go(k, SCREEN_STAFF_NEW_PIN);
    else
        play_find_interrupted(k);
    k->changed_ms = k->acted_ms = now_ms - KIOSK_STRIKE_MS;
    kiosk_translate(k);
    return k;
}

void kiosk_destroy(struct kiosk *k)
{
    if (!k)
        return;
    arena_deinit(&k->arena);
    memory_wipe(k, sizeof *k);
    free(k);
}

const struct view *kiosk_view(const struct kiosk *k)
{
    return &k->view;
}

struct store *kiosk_store(const struct kiosk *k)
{
    return k->setup.store;
}

bool kiosk_wants_to_close(const struct kiosk *k)
{
    return k->wants_to_close;
}
