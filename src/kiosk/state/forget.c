/* Somebody wants to be deleted: staff type the code that the person was shown when they agreed.
 *
 * The digits lie in view->typed and nowhere else; they are overwritten when the screen is left.
 */
#include "base/i18n.h"
#include "base/wipe.h"
#include "kiosk/state/inside.h"

static void show_typed(struct kiosk *k)
{
    k->view.typed_ok = strlen(k->view.typed) == VIEW_CODE_DIGITS;
}

static void press(struct kiosk *k, int32_t digit)
{
    size_t size = strlen(k->view.typed);
    if (digit < 0 || digit > 9 || size >= VIEW_CODE_DIGITS)
        return;
    k->view.typed[size] = (char)('0' + digit);
}

static void take_back(struct kiosk *k)
{
    size_t size = strlen(k->view.typed);
    if (size > 0)
        k->view.typed[size - 1] = '\0';
}

static void leave(struct kiosk *k)
{
    memory_wipe(k->view.typed, sizeof k->view.typed);
    show_typed(k);
    staff_go(k, SCREEN_STAFF);
}

/* A code that finds nothing stays on the screen, to be compared with the paper. */
static void delete_typed(struct kiosk *k)
{
    bool found = false;
    struct error e = {0};
    if (!store_delete_contact(&found, k->setup.store, k->view.typed, &e)) {
        staff_say_error(k, &e);
    } else if (!found) {
        staff_say(k, N_("Nothing is kept under this code. It may be gone already; else look at the "
                        "digits once more."));
    } else {
        leave(k);
        staff_say(k, N_("Deleted. The name and phone number of this code are gone."));
    }
}

void forget_act(struct kiosk *k, struct view_action action)
{
    if (action.act == ACT_BACK) {
        leave(k);
        return;
    }
    if (action.act == ACT_SUBMIT) {
        if (k->view.typed_ok && k->setup.store)
            delete_typed(k);
        return;
    }
    if (action.act == ACT_DIGIT)
        press(k, action.index);
    else if (action.act == ACT_KEY)
        press(k, action.index - '0');
    else if (action.act == ACT_BACKSPACE)
        take_back(k);
    else
        return;
    staff_say(k, NULL);
    show_typed(k);
}
