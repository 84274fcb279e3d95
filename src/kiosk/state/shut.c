/* A database that could not be opened: the disk is full or read-only, another program holds it, a
 * newer one wrote it.
 *
 * The kiosk does not end with that. Whoever touches it reads that the team is needed, may try once
 * more, or may play with nothing recorded, which every page then says. Staff read why on the health
 * page and in the menu. k->setup.shut.problem is what tells this from practice by choice.
 */
#include "base/i18n.h"
#include "kiosk/state/inside.h"

bool shut_open(struct kiosk *k)
{
    struct kiosk_shut *shut = &k->setup.shut;
    if (k->setup.store || !shut->problem)
        return true;
    k->open_ms = k->now_ms + KIOSK_OPEN_AGAIN_MS;
    k->setup.store = shut->open ? shut->open(shut->self, &shut->problem) : NULL;
    if (!k->setup.store)
        return false;
    *shut = (struct kiosk_shut){.problem = NULL};
    k->view.practice = k->view.shut = false;
    k->view.can_seal = store_can_seal(k->setup.store);
    k->purge_ms = k->now_ms;
    setting_load(k);
    return true;
}

void shut_tell(struct kiosk *k, bool again)
{
    kiosk_trouble(k, TROUBLE_SHUT,
                  again ? N_("It does not work yet. You can still play: nothing will be recorded.")
                        : N_("Answers cannot be recorded just now. You can play all the same, for "
                             "practice."));
}

/* Who was interrupted before the trouble comes first. */
static void go_on(struct kiosk *k)
{
    if (staff_needs_pin(k))
        kiosk_go(k, SCREEN_STAFF_NEW_PIN);
    else if (!play_find_interrupted(k))
        kiosk_welcome(k);
}

void shut_act(struct kiosk *k, struct view_action action)
{
    if (action.act == ACT_RESUME && shut_open(k)) {
        go_on(k);
    } else if (action.act == ACT_RESUME) {
        shut_tell(k, true);
    } else if (action.act == ACT_NEXT) {
        k->unrecorded = true;
        kiosk_welcome(k);
    }
}

bool shut_tick(struct kiosk *k)
{
    if (k->setup.store || !k->setup.shut.problem || k->now_ms < k->open_ms || !shut_open(k))
        return false;
    if (staff_needs_pin(k))
        kiosk_go(k, SCREEN_STAFF_NEW_PIN);
    else
        play_find_interrupted(k);
    return true;
}
