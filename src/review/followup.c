/* From opened contacts to people in the order to walk. */
#include "review/followup.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/utf8.h"

struct slice followup_phone_digits(struct slice phone, struct arena *a)
{
    char *digits = ARENA_ARRAY(a, phone.size + 2, char);
    size_t count = 1; /* Room for a leading 0. */
    for (size_t i = 0; i < phone.size; i++)
        if (phone.data[i] >= '0' && phone.data[i] <= '9')
            digits[count++] = phone.data[i];
    struct slice all = {digits + 1, count - 1};
    bool abroad = phone.size && phone.data[0] == '+';
    if (slice_starts(all, SLICE("84")) && (abroad || all.size >= 11)) {
        digits[2] = '0';
        all = (struct slice){digits + 2, all.size - 1};
    }
    return all;
}

/* Whether two names are the same but for capitals. */
static bool is_same_name(struct slice a, struct slice b)
{
    size_t i = 0, k = 0;
    while (i < a.size && k < b.size)
        if (utf8_lower(utf8_next(a, &i)) != utf8_lower(utf8_next(b, &k)))
            return false;
    return i == a.size && k == b.size;
}

/* Short enough to stand seven in a row. */
static const char *const achievements[VISIT_ACHIEVEMENT_COUNT] = {
    [VISIT_VNEID_LEVEL_2] = N_("VNeID level 2"),
    [VISIT_PUBLIC_SERVICE_FILED] = N_("Public service filed"),
    [VISIT_PAYMENT_ACCOUNT] = N_("Payment account"),
    [VISIT_STALL_OPENED] = N_("Stall opened"),
    [VISIT_INSURANCE_CARD] = N_("Insurance card"),
    [VISIT_HEALTH_RECORD] = N_("Health record"),
    [VISIT_SIM_REGISTERED] = N_("SIM registered"),
};

const char *followup_achievement(unsigned which)
{
    return which < VISIT_ACHIEVEMENT_COUNT ? _(achievements[which]) : NULL;
}

/* ---- topics ---- */

static struct followup_topic *find_topic(struct followup_person *p, struct slice guide)
{
    for (unsigned i = 0; i < p->topic_count; i++)
        if (slice_equal(p->topics[i].guide, guide))
            return &p->topics[i];
    if (p->topic_count == VISIT_TOPICS_MAX)
        return NULL;
    p->topics[p->topic_count] = (struct followup_topic){.guide = guide};
    return &p->topics[p->topic_count++];
}

static void count_topics(struct followup_person *p, const struct followup_wish *w)
{
    for (unsigned i = 0; i < w->counted_count; i++) {
        struct followup_topic *t = find_topic(p, w->counted[i].guide);
        if (!t)
            continue;
        t->wrong += w->counted[i].wrong;
        t->seen += w->counted[i].seen;
    }
}

static int by_need(const void *a, const void *b)
{
    const struct followup_topic *left = a, *right = b;
    if (left->wrong != right->wrong)
        return left->wrong < right->wrong ? 1 : -1;
    if (left->seen != right->seen) /* Wrong as often, asked less often: the larger share. */
        return left->seen < right->seen ? -1 : 1;
    size_t size = left->guide.size < right->guide.size ? left->guide.size : right->guide.size;
    int order = size ? memcmp(left->guide.data, right->guide.data, size) : 0;
    return order ? order
                 : (left->guide.size > right->guide.size) - (left->guide.size < right->guide.size);
}

/* What the consent names goes last, in its own order. */
static void add_named_topics(struct followup_person *p, const struct followup_wish *w)
{
    for (size_t begin = 0; begin < w->topics.size;) {
        size_t end = begin;
        while (end < w->topics.size && w->topics.data[end] != ',')
            end++;
        if (end > begin)
            (void)find_topic(p, slice_part(w->topics, begin, end));
        begin = end + 1;
    }
}

static void settle_topics(struct followup_person *p, const struct followup_wish *const *wishes,
                          unsigned count)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < count; i++)
        count_topics(p, wishes[i]);
    for (unsigned i = 0; i < p->topic_count; i++)
        if (p->topics[i].wrong)
            p->topics[kept++] = p->topics[i];
    p->topic_count = kept;
    if (kept)
        qsort(p->topics, kept, sizeof *p->topics, by_need);
    for (unsigned i = 0; i < count; i++)
        add_named_topics(p, wishes[i]);
}

/* ---- people ---- */

struct candidate {
    const struct followup_wish *wish;
    struct slice digits;
};

/* The same number together, the latest word first: names and villages are corrected that way. */
static int by_phone(const void *a, const void *b)
{
    const struct candidate *left = a, *right = b;
    size_t size = left->digits.size < right->digits.size ? left->digits.size : right->digits.size;
    int order = size ? memcmp(left->digits.data, right->digits.data, size) : 0;
    if (order)
        return order;
    if (left->digits.size != right->digits.size)
        return left->digits.size < right->digits.size ? -1 : 1;
    if (left->wish->day != right->wish->day)
        return left->wish->day > right->wish->day ? -1 : 1;
    return strcmp(left->wish->id.text, right->wish->id.text);
}

static void place(struct followup_person *p, const struct followup_options *options)
{
    p->place = options->village_count;
    for (unsigned i = 0; i < options->village_count; i++)
        if (is_same_name(options->villages[i], p->village)) {
            p->place = i;
            p->village = options->villages[i];
            return;
        }
}

static struct slice join_numbers(const struct candidate *from, unsigned count,
                                 const struct visit_numbers *book, struct arena *a)
{
    struct slice all = {0};
    for (unsigned i = 0; i < count; i++) {
        struct slice one = visit_number_short(book, &from[i].wish->id, a);
        all = i ? arena_printf(a, "%.*s+%.*s", SLICE_ARG(all), SLICE_ARG(one)) : one;
    }
    return all;
}

/* Whether the person was seen so lately that nobody need go; sets what is known of the last visit.
 */
static bool is_recent(struct followup_person *p, const struct candidate *from, unsigned count,
                      const struct followup_options *options)
{
    const struct followup_wish *last = from[0].wish;
    for (unsigned i = 1; i < count; i++)
        if (from[i].wish->visit_day > last->visit_day)
            last = from[i].wish;
    p->again = last->visit_day && last->outcome == VISIT_AGAIN;
    p->missed = last->visit_day && last->outcome == VISIT_NOT_HOME;
    return last->visit_day && !p->again && !p->missed &&
           options->today - last->visit_day < (int64_t)options->since_days;
}

static void make_person(struct followup_person *p, const struct candidate *from, unsigned count,
                        const struct visit_numbers *book, const struct followup_options *options,
                        struct arena *a)
{
    const struct followup_wish *wishes[FOLLOWUP_CONTACTS_MAX];
    const struct followup_wish *latest = from[0].wish;
    p->name = latest->name;
    p->phone = latest->phone;
    p->village = latest->village;
    p->day = from[count - 1].wish->day;
    p->number = join_numbers(from, count, book, a);
    for (unsigned i = 0; i < count; i++)
        wishes[i] = from[i].wish;
    settle_topics(p, wishes, count);
    place(p, options);
}

static unsigned count_same(const struct candidate *from, unsigned left)
{
    unsigned count = 1;
    while (count < left && count < FOLLOWUP_CONTACTS_MAX && from->digits.size &&
           slice_equal(from[count].digits, from->digits))
        count++;
    return count;
}

static int by_walk(const void *a, const void *b)
{
    const struct followup_person *left = a, *right = b;
    if (left->place != right->place)
        return left->place < right->place ? -1 : 1;
    if ((left->village.size == 0) != (right->village.size == 0))
        return left->village.size == 0 ? 1 : -1;
    size_t size =
        left->village.size < right->village.size ? left->village.size : right->village.size;
    int order = size ? memcmp(left->village.data, right->village.data, size) : 0;
    if (order || left->village.size != right->village.size)
        return order ? order : left->village.size < right->village.size ? -1 : 1;
    if (left->again != right->again)
        return left->again ? -1 : 1;
    if (left->day != right->day)
        return left->day < right->day ? -1 : 1;
    return strcmp(left->number.data, right->number.data);
}

static void leave_out(struct followup *out, struct slice village)
{
    out->elsewhere_count++;
    for (unsigned i = 0; i < out->elsewhere_village_count; i++)
        if (is_same_name(out->elsewhere[i], village))
            return;
    if (village.size && out->elsewhere_village_count < FOLLOWUP_ELSEWHERE_MAX)
        out->elsewhere[out->elsewhere_village_count++] = village;
}

void followup_arrange(struct followup *out, const struct followup_wish *wishes, unsigned count,
                      const struct visit_numbers *book, const struct followup_options *options,
                      struct arena *a)
{
    struct candidate *all = ARENA_ARRAY(a, count + 1, struct candidate);
    struct followup_person *people = ARENA_ARRAY(a, count + 1, struct followup_person);
    *out = (struct followup){.people = people};
    for (unsigned i = 0; i < count; i++)
        all[i] = (struct candidate){&wishes[i], followup_phone_digits(wishes[i].phone, a)};
    if (count)
        qsort(all, count, sizeof *all, by_phone);
    for (unsigned i = 0, same; i < count; i += same) {
        struct followup_person *p = &people[out->person_count];
        same = count_same(&all[i], count - i);
        *p = (struct followup_person){0};
        out->merged_count += same - 1;
        if (is_recent(p, &all[i], same, options)) {
            out->recent_count++;
            continue;
        }
        make_person(p, &all[i], same, book, options, a);
        if (options->village.size && !is_same_name(options->village, p->village))
            leave_out(out, p->village);
        else
            out->person_count++;
    }
    if (out->person_count)
        qsort(people, out->person_count, sizeof *people, by_walk);
}
