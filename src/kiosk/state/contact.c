/* Follow-up, for those who agree: village, name, telephone, sealed at once.
 *
 * Until sealed, what was typed lies in k->person and in view->typed and nowhere else; both are
 * overwritten by contact_forget on every way out: sealed, left out, begun again, idle, staff.
 */
#include "base/i18n.h"
#include "base/wipe.h"
#include "kiosk/screens/consent.h"
#include "kiosk/state/inside.h"

static struct typing *field_of(struct kiosk *k)
{
    return k->view.screen == SCREEN_PHONE ? &k->person.phone : &k->person.name;
}

static void show_field(struct kiosk *k)
{
    const struct typing *field = field_of(k);
    memory_wipe(k->view.typed, sizeof k->view.typed);
    memcpy(k->view.typed, field->text, field->size);
    k->hint_id = typing_problem(field);
    k->view.typed_ok = k->hint_id == NULL;
}

void contact_forget(struct kiosk *k)
{
    memory_wipe(&k->person, sizeof k->person);
    k->person.phone.kind = TYPING_PHONE;
    memory_wipe(k->view.typed, sizeof k->view.typed);
    memory_wipe(k->view.code, sizeof k->view.code);
    k->view.typed_ok = false;
    k->hint_id = NULL;
}

static void go_field(struct kiosk *k, enum view_screen screen)
{
    kiosk_go(k, screen);
    show_field(k);
}

void contact_ask(struct kiosk *k)
{
    contact_forget(k);
    setting_load_retention(k);
    kiosk_go(k, SCREEN_CONSENT);
}

static bool has_villages(const struct kiosk *k)
{
    return k->setup.commune && k->setup.commune->village_count > 0;
}

/* ---- sealing --------------------------------------------------------------------------------- */

static struct slice topics_of(struct kiosk *k)
{
    struct slice topics = SLICE("");
    for (unsigned i = 0; i < k->view.lesson_count; i++)
        topics = arena_printf(&k->arena, "%.*s%s%.*s", SLICE_ARG(topics), i ? "," : "",
                              SLICE_ARG(k->view.lessons[i].guide));
    return topics;
}

static bool seal(char code[STORE_CODE_BYTES], struct kiosk *k)
{
    char name[VIEW_TEXT_MAX + 1], phone[VIEW_TEXT_MAX + 1], version[CONSENT_VERSION_BYTES];
    consent_version(version, &k->view, &k->arena);
    typing_result(name, &k->person.name);
    typing_result(phone, &k->person.phone);
    struct store_contact contact = {.attempt = k->attempt.id,
                                    .name = slice_from(name),
                                    .phone = slice_from(phone),
                                    .village = k->person.village,
                                    .notice_version = slice_from(version),
                                    .topics = topics_of(k)};
    struct error e = {ERROR_NONE, 0, ""};
    bool kept = store_add_contact(code, k->setup.store, &contact, &e);
    memory_wipe(name, sizeof name);
    memory_wipe(phone, sizeof phone);
    return kept;
}

void contact_seal(struct kiosk *k)
{
    char code[STORE_CODE_BYTES] = "";
    if (!seal(code, k)) {
        kiosk_trouble(k, TROUBLE_CONTACT, N_("Your name and number could not be kept."));
        return;
    }
    contact_forget(k);
    memcpy(k->view.code, code, sizeof code);
    k->settle_due = true;
    kiosk_go(k, SCREEN_THANKS);
}

/* ---- screens --------------------------------------------------------------------------------- */

static void act_consent(struct kiosk *k, struct view_action action)
{
    if (action.act == ACT_AGREE && has_villages(k))
        kiosk_go(k, SCREEN_VILLAGE);
    else if (action.act == ACT_AGREE)
        go_field(k, SCREEN_NAME);
    else if (action.act == ACT_BACK)
        kiosk_go(k, SCREEN_END);
}

static void act_village(struct kiosk *k, struct view_action action)
{
    const struct commune *commune = k->setup.commune;
    bool chosen = action.act == ACT_VILLAGE && commune && action.index >= 0 &&
                  (unsigned)action.index < commune->village_count;
    if (chosen) {
        k->person.village = commune->villages[action.index].name.text;
        go_field(k, SCREEN_NAME);
    } else if (action.act == ACT_SKIP || action.act == ACT_NEXT) { /* of another village */
        k->person.village = SLICE("");
        go_field(k, SCREEN_NAME);
    } else if (action.act == ACT_BACK) {
        kiosk_go(k, SCREEN_CONSENT);
    }
}

static void go_back(struct kiosk *k)
{
    if (k->view.screen == SCREEN_PHONE)
        go_field(k, SCREEN_NAME);
    else
        kiosk_go(k, has_villages(k) ? SCREEN_VILLAGE : SCREEN_CONSENT);
}

static void submit(struct kiosk *k)
{
    if (!k->view.typed_ok)
        return;
    if (k->view.screen == SCREEN_NAME)
        go_field(k, SCREEN_PHONE);
    else
        contact_seal(k);
}

static void act_field(struct kiosk *k, struct view_action action)
{
    if (action.act == ACT_KEY && action.index > 0) {
        typing_press(field_of(k), (uint32_t)action.index);
        show_field(k);
    } else if (action.act == ACT_DIGIT && action.index >= 0 && action.index <= 9) {
        typing_press(field_of(k), '0' + (uint32_t)action.index);
        show_field(k);
    } else if (action.act == ACT_BACKSPACE) {
        typing_backspace(field_of(k));
        show_field(k);
    } else if (action.act == ACT_SUBMIT) {
        submit(k);
    } else if (action.act == ACT_BACK) {
        go_back(k);
    }
}

void contact_type(struct kiosk *k, uint32_t code_point)
{
    typing_compose(field_of(k), code_point);
    show_field(k);
}

void contact_act(struct kiosk *k, struct view_action action)
{
    bool thanks = k->view.screen == SCREEN_THANKS;
    if (k->view.screen == SCREEN_VILLAGE)
        act_village(k, action);
    else if (action.act == ACT_SKIP || (thanks && action.act == ACT_NEXT))
        kiosk_forget_person(k);
    else if (k->view.screen == SCREEN_CONSENT)
        act_consent(k, action);
    else if (!thanks)
        act_field(k, action);
}
