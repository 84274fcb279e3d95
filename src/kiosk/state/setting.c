/* What the hall has chosen, kept as settings of the store: volume, language, quizzes, the size of
 * the panel, where the machine stands, how long contacts are kept. In practice there is no store,
 * and what is chosen holds until the program ends.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "kiosk/state/inside.h"

enum {
    VOLUME_DEFAULT = 3,
    RETENTION_DAYS = 90, /* As the store itself takes it where nothing else is set. */
    RETENTION_DAYS_MAX = 3650
};

/* False when there is none; `text` is then empty. */
static bool read_setting(char *text, size_t text_bytes, struct kiosk *k, const char *name)
{
    struct slice value = SLICE("");
    struct error e = {ERROR_NONE, 0, ""};
    text[0] = '\0';
    if (!k->setup.store || !store_get_setting(&value, k->setup.store, name, &k->arena, &e) ||
        value.size == 0 || value.size >= text_bytes)
        return false;
    memcpy(text, value.data, value.size);
    text[value.size] = '\0';
    return true;
}

/* What could not be kept holds until the machine is switched off, and staff are told. */
void setting_keep(struct kiosk *k, const char *name, const char *text)
{
    struct error e = {ERROR_NONE, 0, ""};
    if (k->setup.store && !store_put_setting(k->setup.store, name, slice_from(text), &e))
        staff_say(
            k, N_("The disk refuses: this setting holds only until the machine is switched off."));
}

void setting_keep_number(struct kiosk *k, const char *name, long value)
{
    char text[24];
    snprintf(text, sizeof text, "%ld", value);
    setting_keep(k, name, text);
}

void setting_keep_failures(struct kiosk *k)
{
    const struct kiosk_pin_count *count = &k->setup.pin_count;
    setting_keep_number(k, "pin-failures", (long)k->pin.failures);
    if (count->keep)
        count->keep(count->self, k->pin.failures);
}

static long read_number(struct kiosk *k, const char *name, long least, long most, long otherwise)
{
    char text[24], *end;
    if (!read_setting(text, sizeof text, k, name))
        return otherwise;
    long value = strtol(text, &end, 10);
    return *end == '\0' && value >= least && value <= most ? value : otherwise;
}

static bool list_has(const char *list, struct slice id)
{
    while (*list) {
        size_t size = strcspn(list, ",");
        if (slice_equal((struct slice){list, size}, id))
            return true;
        list += size + (list[size] == ',');
    }
    return false;
}

/* A quiz for the team is not offered unless staff switch it on; any other is unless they switch it
 * off. So what is kept is a list of each. */
static bool waits_for_staff(const struct kiosk *k, unsigned index)
{
    return k->setup.quizzes[index]->readers == READERS_TEAM && !k->setup.quizzes_named;
}

static void load_quizzes(struct kiosk *k)
{
    char off[VIEW_QUIZZES_MAX * 48], on[sizeof off];
    read_setting(off, sizeof off, k, "quizzes-off");
    read_setting(on, sizeof on, k, "quizzes-on");
    for (unsigned i = 0; i < k->setup.quiz_count; i++) {
        struct slice id = k->setup.quizzes[i]->id.text;
        k->quiz_off[i] = waits_for_staff(k, i) ? !list_has(on, id) : list_has(off, id);
    }
}

/* Of the quizzes that wait for staff, or of the others, those that staff have switched over. */
static void keep_switched(struct kiosk *k, const char *name, bool waiting)
{
    char list[VIEW_QUIZZES_MAX * 48] = "";
    size_t size = 0;
    for (unsigned i = 0; i < k->setup.quiz_count; i++) {
        struct slice id = k->setup.quizzes[i]->id.text;
        if (waits_for_staff(k, i) != waiting || k->quiz_off[i] == waiting || id.size > 40)
            continue;
        size += (size_t)snprintf(list + size, sizeof list - size, "%s%.*s", size ? "," : "",
                                 SLICE_ARG(id));
    }
    setting_keep(k, name, list);
}

void setting_keep_quizzes(struct kiosk *k)
{
    keep_switched(k, "quizzes-off", false);
    keep_switched(k, "quizzes-on", true);
}

static void load_pin(struct kiosk *k)
{
    if (k->setup.store)
        read_setting(k->pin.hash, sizeof k->pin.hash, k, "pin-hash");
    else if (k->setup.pin_hash && strlen(k->setup.pin_hash) < sizeof k->pin.hash)
        memcpy(k->pin.hash, k->setup.pin_hash, strlen(k->setup.pin_hash) + 1);
    k->pin.failures = k->setup.pin_count.failures;
    if (k->setup.store)
        k->pin.failures = (unsigned)read_number(k, "pin-failures", 0, PIN_FAILURES_MAX, 0);
    k->pin.wait_end_ms = k->now_ms + pin_wait_ms(k->pin.failures);
}

void setting_load(struct kiosk *k)
{
    struct view *v = &k->view;
    load_pin(k);
    load_quizzes(k);
    v->px_per_mm100 = (int)read_number(k, "px-per-mm", 100, 4000, 0);
    v->students = read_number(k, "students", 0, 1, 0) == 1;
    k->default_volume = (int)read_number(k, "volume", 0, VIEW_VOLUME_MAX, VOLUME_DEFAULT);
    char language[sizeof k->default_language];
    const char *chosen = k->setup.language ? k->setup.language : "vi";
    if (read_setting(language, sizeof language, k, "language"))
        chosen = language;
    snprintf(k->default_language, sizeof k->default_language, "%s", chosen);
    read_setting(k->hall_village, sizeof k->hall_village, k, "village");
    v->hall_village = slice_from(k->hall_village);
    setting_load_retention(k);
    staff_say(k, NULL);
}

/* Asked for anew with each notice: `ngoso` may have set it meanwhile. */
void setting_load_retention(struct kiosk *k)
{
    k->view.retention_days =
        (unsigned)read_number(k, "retention-days", 1, RETENTION_DAYS_MAX, RETENTION_DAYS);
}

void setting_keep_village(struct kiosk *k, struct slice village)
{
    if (village.size >= sizeof k->hall_village)
        return;
    memcpy(k->hall_village, village.data ? village.data : "", village.size);
    k->hall_village[village.size] = '\0';
    k->view.hall_village = slice_from(k->hall_village);
    setting_keep(k, "village", k->hall_village);
}

void setting_keep_sound_and_language(struct kiosk *k)
{
    k->default_volume = k->view.volume;
    memcpy(k->default_language, k->view.language, sizeof k->default_language);
    staff_say(k, NULL);
    setting_keep_number(k, "volume", k->default_volume);
    setting_keep(k, "language", k->default_language);
}
