/* What people type about a visit. */
#include <stdlib.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "cli/results/followup.h"
#include "cli/results/visit.h"

/* As people write it down, without accents; the first is the word shown. */
static const struct {
    enum visit_outcome outcome;
    const char *plain;
} outcome_words[] = {
    {VISIT_DONE, "done"},
    {VISIT_DONE, "da xong"},
    {VISIT_DONE, "xong"},
    {VISIT_NOT_HOME, "not home"},
    {VISIT_NOT_HOME, "khong co nha"},
    {VISIT_NOT_HOME, "vang"},
    {VISIT_AGAIN, "again"},
    {VISIT_AGAIN, "hen lai"},
    {VISIT_DECLINED, "declined"},
    {VISIT_DECLINED, "khong can nua"},
    {VISIT_DECLINED, "tu choi"},
};

static const struct {
    enum visit_achievement which;
    const char *plain;
} achievement_words[] = {
    {VISIT_VNEID_LEVEL_2, "vneid level 2"},
    {VISIT_VNEID_LEVEL_2, "vneid muc 2"},
    {VISIT_PUBLIC_SERVICE_FILED, "public service filed"},
    {VISIT_PUBLIC_SERVICE_FILED, "ho so dich vu cong"},
    {VISIT_PAYMENT_ACCOUNT, "payment account"},
    {VISIT_PAYMENT_ACCOUNT, "tai khoan thanh toan"},
    {VISIT_STALL_OPENED, "stall opened"},
    {VISIT_STALL_OPENED, "gian hang"},
    {VISIT_INSURANCE_CARD, "insurance card"},
    {VISIT_INSURANCE_CARD, "the bhyt"},
    {VISIT_HEALTH_RECORD, "health record"},
    {VISIT_HEALTH_RECORD, "so suc khoe"},
    {VISIT_SIM_REGISTERED, "sim registered"},
    {VISIT_SIM_REGISTERED, "sim chinh chu"},
};

/* Small letters without accents; "-", "_" and spaces are one space. */
static struct slice plain(struct visit_desk *desk, struct slice text)
{
    if (utf8_first_bad(text) < text.size)
        return (struct slice){0};
    struct slice folded = utf8_plain(desk->arena, text);
    char *out = ARENA_ARRAY(desk->arena, folded.size + 1, char);
    size_t size = 0;
    for (size_t i = 0; i < folded.size; i++) {
        bool gap = folded.data[i] == '-' || folded.data[i] == '_' || folded.data[i] == ' ';
        if (!gap)
            out[size++] = folded.data[i];
        else if (size && out[size - 1] != ' ')
            out[size++] = ' ';
    }
    while (size && out[size - 1] == ' ')
        size--;
    return (struct slice){out, size};
}

static const char *say(struct visit_desk *desk, const char *format, struct slice text,
                       const char *words)
{
    return arena_printf(desk->arena, format, SLICE_ARG(text), words).data;
}

/* The next part of "a, b; c". */
static bool next_part(struct slice *part, struct slice *rest)
{
    while (rest->size) {
        size_t end = 0;
        while (end < rest->size && rest->data[end] != ',' && rest->data[end] != ';')
            end++;
        *part = slice_part(*rest, 0, end);
        *rest = slice_part(*rest, end + 1, rest->size);
        while (part->size && part->data[0] == ' ')
            *part = slice_part(*part, 1, part->size);
        while (part->size && part->data[part->size - 1] == ' ')
            part->size--;
        if (part->size)
            return true;
    }
    return false;
}

const char *visit_read_number(struct visit_draft *d, struct visit_desk *desk, struct slice text)
{
    unsigned count = 0;
    for (size_t begin = 0; begin < text.size;) {
        const char *plus = memchr(text.data + begin, '+', text.size - begin);
        size_t end = plus ? (size_t)(plus - text.data) : text.size;
        struct slice one = slice_part(text, begin, end);
        struct store_id id;
        begin = end + 1;
        switch (visit_numbers_find(&id, &desk->numbers, one)) {
        case VISIT_NUMBER_NONE:
            return say(desk,
                       _("no contact has the number “%.*s”; it stands on the visit sheet, "
                         "like K482%s"),
                       one, "");
        case VISIT_NUMBER_SEVERAL:
            return say(desk,
                       _("“%.*s” is not enough to tell two contacts apart by now; a new "
                         "sheet has a longer number%s"),
                       one, "");
        case VISIT_NUMBER_ONE:
            break;
        }
        if (count == VISIT_CONTACTS_MAX)
            return say(desk, _("“%.*s”: too many numbers for one person%s"), text, "");
        if (count == 0)
            d->visit.contact = id;
        else
            d->others[d->other_count++] = id;
        count++;
    }
    return NULL;
}

const char *visit_read_outcome(struct visit_draft *d, struct visit_desk *desk, struct slice text)
{
    struct slice word = plain(desk, text);
    for (unsigned i = 0; i < sizeof outcome_words / sizeof outcome_words[0]; i++)
        if (slice_equal_text(word, outcome_words[i].plain)) {
            d->visit.outcome = outcome_words[i].outcome;
            return NULL;
        }
    return say(desk, _("an outcome is one of done, not-home, again, declined, not “%.*s”%s"), text,
               "");
}

static bool add_achievement(struct visit_draft *d, struct slice word)
{
    for (unsigned i = 0; i < sizeof achievement_words / sizeof achievement_words[0]; i++)
        if (slice_equal_text(word, achievement_words[i].plain)) {
            d->visit.achievements |= 1u << achievement_words[i].which;
            return true;
        }
    return false;
}

const char *visit_read_achieved(struct visit_draft *d, struct visit_desk *desk, struct slice text)
{
    struct slice part, rest = text;
    while (next_part(&part, &rest)) {
        if (add_achievement(d, plain(desk, part)))
            continue;
        struct slice all = {0};
        for (unsigned i = 0; i < VISIT_ACHIEVEMENT_COUNT; i++)
            all = arena_printf(desk->arena, "%.*s%s%s", SLICE_ARG(all), i ? ", " : "",
                               visit_achievement_name(i));
        return say(desk, _("nobody knows “%.*s”; what can be set up: %s"), part, all.data);
    }
    return NULL;
}

static bool read_count(unsigned *out, struct slice text)
{
    *out = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
        *out = *out * 10 + (unsigned)(text.data[i] - '0');
        if (*out > VISIT_COUNT_MAX)
            return false;
    }
    return text.size > 0;
}

static bool is_guide(const struct visit_desk *desk, struct slice id)
{
    const struct workspace *w = desk->workspace;
    for (unsigned i = 0; i < w->guide_count; i++)
        if (w->guides[i].guide && slice_equal(w->guides[i].guide->id.text, id))
            return true;
    return false;
}

static const char *say_unknown_guide(struct visit_desk *desk, struct slice id)
{
    const struct workspace *w = desk->workspace;
    struct slice all = {0};
    for (unsigned i = 0; i < w->guide_count; i++)
        if (w->guides[i].guide)
            all = arena_printf(desk->arena, "%.*s%s%.*s", SLICE_ARG(all), all.size ? ", " : "",
                               SLICE_ARG(w->guides[i].guide->id.text));
    return say(desk, _("there is no guide “%.*s”; there is: %s"), id, all.size ? all.data : "—");
}

const char *visit_read_leaflets(struct visit_draft *d, struct visit_desk *desk, struct slice text)
{
    struct slice part, rest = text;
    while (next_part(&part, &rest)) {
        const char *colon = memchr(part.data, ':', part.size);
        size_t size = colon ? (size_t)(colon - part.data) : part.size;
        struct slice id = slice_part(part, 0, size), number = slice_part(part, size + 1, part.size);
        unsigned count = 1;
        while (id.size && id.data[id.size - 1] == ' ')
            id.size--;
        while (number.size && number.data[0] == ' ')
            number = slice_part(number, 1, number.size);
        if (!is_guide(desk, id))
            return say_unknown_guide(desk, id);
        if (colon && !read_count(&count, number))
            return say(desk, _("leaflets are counted like “vneid:2”, not “%.*s”%s"), part, "");
        if (d->visit.leaflet_count == VISIT_TOPICS_MAX)
            return say(desk, _("too many kinds of leaflets: “%.*s”%s"), text, "");
        d->visit.leaflets[d->visit.leaflet_count++] = (struct visit_leaflet){id, count};
    }
    return NULL;
}

const char *visit_read_people(struct visit_draft *d, struct visit_desk *desk, struct slice text)
{
    if (text.size == 0 || read_count(&d->visit.people, text))
        return NULL;
    return say(desk, _("how many people were helped is a whole number, not “%.*s”%s"), text, "");
}

const char *visit_read_day(struct visit_draft *d, struct visit_desk *desk, struct slice text)
{
    struct date day;
    if (text.size == 0)
        return NULL;
    if (!date_parse(&day, text))
        return say(desk, _("a day is written 2026-11-21 or 21/11/2026, not “%.*s”%s"), text, "");
    d->visit.day = date_days(day);
    if (d->visit.day <= desk->today)
        return NULL;
    return say(desk, _("“%.*s” is still to come%s"), text, "");
}

const char *visit_read_village(struct visit_draft *d, struct visit_desk *desk, struct slice text)
{
    if (text.size == 0)
        return NULL;
    if (utf8_first_bad(text) < text.size)
        return _("the name of the village is not UTF-8");
    d->visit.village = utf8_nfc(desk->arena, text);
    return NULL;
}

const char *visit_outcome_word(enum visit_outcome outcome)
{
    static const char *const words[] = {[VISIT_DONE] = N_("Done"),
                                        [VISIT_NOT_HOME] = N_("Not at home"),
                                        [VISIT_AGAIN] = N_("Come again"),
                                        [VISIT_DECLINED] = N_("No more visits")};
    return _(words[outcome]);
}

struct slice visit_achieved_words(uint32_t achievements, struct arena *a)
{
    struct slice all = {0};
    for (unsigned i = 0; i < VISIT_ACHIEVEMENT_COUNT; i++)
        if (achievements & 1u << i)
            all = arena_printf(a, "%.*s%s%s", SLICE_ARG(all), all.size ? ", " : "",
                               followup_achievement(i));
    return all;
}

/* ---- recording ---- */

static bool forget_others(struct visit_desk *desk, const struct visit_draft *d, struct error *e)
{
    bool found;
    for (unsigned i = 0; d->visit.outcome == VISIT_DECLINED && i < d->other_count; i++)
        if (!store_forget_contact(&found, desk->store, &d->others[i], e))
            return false;
    return true;
}

bool visit_record(bool *again, struct visit_desk *desk, struct visit_draft *d, struct error *e)
{
    return visit_keep(again, desk->store, &d->visit, d->twin, desk->arena, e) &&
           forget_others(desk, d, e);
}
