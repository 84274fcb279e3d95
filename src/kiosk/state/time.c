/* What time alone does: silence, the countdown, posters, contacts past their time, and bringing
 * what was recorded into its file.
 */
#include "kiosk/state/inside.h"

enum {
    IDLE_ASK_MS = 60000,
    IDLE_ASK_TEXT_MS = 90000,
    IDLE_COUNTDOWN_S = 30,
    IDLE_COUNTDOWN_MIN_S = 20, /* WCAG 2.2.1 */
    STAFF_LEAVE_MS = 30000,
    SETTLE_MS = 1500
};

/* ---- silence --------------------------------------------------------------------------------- */

static bool has_much_text(enum view_screen screen)
{
    switch (screen) {
    case SCREEN_FEEDBACK:
    case SCREEN_END:
    case SCREEN_CONSENT:
    case SCREEN_VILLAGE:
    case SCREEN_NAME:
    case SCREEN_PHONE:
    case SCREEN_THANKS:
        return true;
    default:
        return false;
    }
}

/* When silence has lasted; INT64_MAX: this screen may stay as long as it likes. */
static int64_t silence_at_ms(const struct kiosk *k)
{
    enum view_screen screen = k->view.screen;
    bool first_start = screen == SCREEN_STAFF_NEW_PIN && k->pin.hash[0] == '\0';
    if (screen == SCREEN_ATTRACT || screen == SCREEN_STILL_THERE || first_start)
        return INT64_MAX;
    int64_t wait_ms = has_much_text(screen) ? IDLE_ASK_TEXT_MS : IDLE_ASK_MS;
    if (staff_is_screen(screen))
        wait_ms = STAFF_LEAVE_MS;
    else if (k->setup.idle_ask_ms > 0)
        wait_ms = k->setup.idle_ask_ms;
    return k->touched_ms + wait_ms;
}

static void ask_whether_there(struct kiosk *k)
{
    int32_t countdown_s =
        k->setup.idle_countdown_s > 0 ? k->setup.idle_countdown_s : IDLE_COUNTDOWN_S;
    if (countdown_s < IDLE_COUNTDOWN_MIN_S)
        countdown_s = IDLE_COUNTDOWN_MIN_S;
    kiosk_cover(k);
    k->before_idle = k->view.screen;
    k->countdown_end_ms = k->now_ms + countdown_s * (int64_t)1000;
    k->view.countdown_s = countdown_s;
    k->view.screen = SCREEN_STILL_THERE;
    kiosk_read_from_start(k, k->read_on);
}

static void give_up(struct kiosk *k)
{
    play_stop(k, STORE_END_IDLE);
    pin_clear(&k->pin);
    k->view.countdown_s = 0;
    kiosk_forget_person(k);
}

/* The clock did this: a touch now is not a second strike. */
static void take_no_strike(struct kiosk *k)
{
    k->changed_ms = k->now_ms - KIOSK_STRIKE_MS;
}

/* Staff are not asked: who stands there then would be let in with a touch. */
static void end_silence(struct kiosk *k)
{
    if (!staff_is_screen(k->view.screen)) {
        ask_whether_there(k);
        return;
    }
    staff_leave(k);
    take_no_strike(k);
}

static bool tick_countdown(struct kiosk *k)
{
    int64_t left_ms = k->countdown_end_ms - k->now_ms;
    int before = k->view.countdown_s;
    if (left_ms <= 0) {
        give_up(k);
        take_no_strike(k);
    } else
        k->view.countdown_s = (int)((left_ms + 999) / 1000);
    return k->view.countdown_s != before;
}

/* ---- while nobody waits ---------------------------------------------------------------------- */

static bool tick_posters(struct kiosk *k)
{
    int64_t pages = (k->now_ms - k->poster_ms) / KIOSK_POSTER_MS;
    k->view.attract_page += (unsigned)pages;
    k->poster_ms += pages * KIOSK_POSTER_MS;
    return pages > 0;
}

/* What people left is deleted when its time is over: at the start and then every day, while nobody
 * plays. A disk that refuses is asked again within the hour. */
static void keep_retention(struct kiosk *k)
{
    enum { HOUR_MS = 60 * 60 * 1000, DAY_MS = 24 * HOUR_MS };
    unsigned deleted = 0;
    struct error e = {0};
    if (!k->setup.store || k->now_ms < k->purge_ms)
        return;
    k->purge_ms = k->now_ms + (store_purge(&deleted, k->setup.store, &e) ? DAY_MS : HOUR_MS);
}

/* What was recorded goes from the -wal into the file: about as long as an answer takes to be kept,
 * but in the moment after the end of a round, when somebody reads. */
static int64_t settle_at_ms(const struct kiosk *k)
{
    return k->settle_due && k->setup.store ? k->touched_ms + SETTLE_MS : INT64_MAX;
}

static void settle(struct kiosk *k)
{
    struct error e = {0};
    if (k->now_ms < settle_at_ms(k))
        return;
    k->settle_due = false;
    /* Failing, it loses nothing: the next round settles it too. */
    bool settled = store_settle(k->setup.store, &e);
    (void)settled;
}

/* ---- ticks ----------------------------------------------------------------------------------- */

void kiosk_set_now(struct kiosk *k, int64_t now_ms)
{
    if (now_ms > k->now_ms)
        k->now_ms = now_ms;
}

bool kiosk_tick(struct kiosk *k, int64_t now_ms)
{
    kiosk_set_now(k, now_ms);
    if (k->has_acted)
        k->touched_ms = k->now_ms; /* What the action took, a copy to a stick say, is no silence. */
    k->has_acted = false;
    bool changed = false;
    if (k->view.screen == SCREEN_ATTRACT) {
        keep_retention(k);
        changed = tick_posters(k);
        changed = shut_tick(k) || changed;
    } else if (k->view.screen == SCREEN_STILL_THERE) {
        changed = tick_countdown(k);
    } else if (staff_is_screen(k->view.screen)) {
        changed = staff_tick(k);
    }
    if (k->now_ms >= silence_at_ms(k)) {
        end_silence(k);
        changed = true;
    }
    settle(k);
    if (changed)
        kiosk_translate(k);
    return changed;
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

int64_t kiosk_next_ms(const struct kiosk *k)
{
    const struct view *v = &k->view;
    int64_t next_ms = settle_at_ms(k);
    if (v->screen == SCREEN_ATTRACT)
        return earlier(next_ms, k->poster_ms + KIOSK_POSTER_MS);
    if (v->screen == SCREEN_STILL_THERE)
        return earlier(next_ms, k->countdown_end_ms - (v->countdown_s - 1) * (int64_t)1000);
    if (staff_is_screen(v->screen) && v->pin_wait_s > 0)
        next_ms = earlier(next_ms, k->pin.wait_end_ms - (v->pin_wait_s - 1) * (int64_t)1000);
    return earlier(next_ms, silence_at_ms(k));
}
