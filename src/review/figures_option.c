/*
 * The options of a question: who chose them, and what that says about the question.
 *
 * What counts as an option depends on the kind. With one choice it is the response itself; with
 * several right ones each option counts in every response that has it, so shares add up to more
 * than 1; an order or a pairing is right or wrong as a whole, and only the most frequent wrong ones
 * are listed.
 */
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "review/gather.h"

/* Moodle's own words for a facility of 20–34 % are "moderately difficult", for 95–100 %
 * "extremely easy" (docs.moodle.org "Quiz statistics report"). */
static const double hard_share = 0.35, easy_share = 0.95, dead_share = 0.05;

enum { SUSPECT_MIN = 5 /* People who chose it, before an option may cast doubt on the key. */ };

struct judged {
    struct figures_item *item;
    const struct gather_item *from;
    const struct stats_item *stats;
    struct arena *arena;
};

/* ---- what kind it is ---- */

static bool take_part(struct slice *part, struct slice *rest)
{
    if (!rest->data)
        return false;
    const char *end = rest->size ? memchr(rest->data, ',', rest->size) : NULL;
    size_t size = end ? (size_t)(end - rest->data) : rest->size;
    *part = slice_part(*rest, 0, size);
    *rest = end ? slice_part(*rest, size + 1, rest->size) : (struct slice){0};
    return true;
}

static bool has_part(struct slice list, struct slice wanted)
{
    for (struct slice part; take_part(&part, &list);)
        if (slice_equal(part, wanted))
            return true;
    return false;
}

static unsigned count_parts(struct slice list)
{
    unsigned count = 0;
    for (struct slice part; list.size && take_part(&part, &list);)
        count++;
    return count;
}

static bool has_byte(struct slice s, char c)
{
    return s.size && memchr(s.data, c, s.size);
}

/* Of a question that no loaded quiz has, as its responses tell. An order always has all options; so
 * may a set, but not every time. */
static enum quiz_kind guess_kind(const struct gather_item *from)
{
    unsigned options = count_parts(from->item->options), lists = 0, whole = 0;
    for (unsigned i = 1; i < from->response_count; i++) {
        struct slice text = from->responses[i].text;
        if (has_byte(text, '='))
            return QUIZ_MATCH;
        lists += has_byte(text, ',');
        whole += count_parts(text) == options;
    }
    if (lists == 0)
        return QUIZ_SINGLE;
    return whole == from->response_count - 1 ? QUIZ_ORDER : QUIZ_MULTIPLE;
}

static enum quiz_kind kind_of(const struct gather_item *from)
{
    return from->version == FIGURES_VERSION_CURRENT ? from->question->kind : guess_kind(from);
}

/* The share right of people who only guess; 0 where that cannot be said. */
static double guess_share(const struct gather_item *from)
{
    unsigned options = count_parts(from->item->options);
    switch (kind_of(from)) {
    case QUIZ_SINGLE:
    case QUIZ_TRUE_FALSE:
    case QUIZ_POINT:
    case QUIZ_SCAM:
        return options > 1 ? 1.0 / options : 0;
    case QUIZ_MULTIPLE:
    case QUIZ_ORDER:
    case QUIZ_MATCH:
    case QUIZ_KIND_COUNT:
        break;
    }
    return 0;
}

/* ---- one option ---- */

static double rest_sum(const struct gather_item *from, unsigned response, int64_t *chosen)
{
    double sum = 0;
    for (unsigned others = 1; others < STATS_SLOTS_MAX; others++) {
        const struct gather_choice *choices = from->rests[others].choices;
        if (!choices)
            continue;
        *chosen += choices[response].chosen;
        sum += (double)choices[response].right_sum / others;
    }
    return sum;
}

static struct slice name_option(const struct judged *j, struct slice id)
{
    if (slice_equal_text(id, "true"))
        return slice_from(_("Right"));
    if (slice_equal_text(id, "false"))
        return slice_from(_("Not right"));
    if (slice_equal_text(id, "real"))
        return slice_from(_("Real"));
    if (slice_equal_text(id, "scam"))
        return slice_from(_("A scam"));
    if (j->from->version != FIGURES_VERSION_CURRENT)
        return id;
    const struct quiz_question *q = j->from->question;
    for (unsigned i = 0; i < q->option_count; i++)
        if (slice_equal(q->options[i].id.text, id) && q->options[i].text.rich.text.size)
            return q->options[i].text.rich.text;
    return id;
}

/* Fills an option from the responses for which `of` says so. */
struct option_sum {
    int64_t chosen, with_rest;
    double rest;
};

static void add_response(struct option_sum *sum, const struct judged *j, unsigned response)
{
    sum->chosen += j->from->chosen[response];
    sum->rest += rest_sum(j->from, response, &sum->with_rest);
}

static void put_option(const struct judged *j, struct figures_option *out, struct slice id,
                       bool right, const struct option_sum *sum)
{
    *out = (struct figures_option){.id = id,
                                   .label = name_option(j, id),
                                   .right = right,
                                   .chosen = sum->chosen,
                                   .share = stats_share(sum->chosen, j->item->seen),
                                   .correlation = NAN};
    if (j->stats->count >= FIGURES_ITEM_MIN)
        out->correlation = stats_choice_correlation(j->stats, sum->with_rest, sum->rest);
}

/* ---- options of each kind ---- */

static int find_response(const struct gather_item *from, struct slice text)
{
    for (unsigned i = 1; i < from->response_count; i++)
        if (slice_equal(from->responses[i].text, text))
            return (int)i;
    return -1;
}

/* Nobody chose it yet, so the log does not say: the quiz does. */
static bool is_right_unchosen(const struct judged *j, struct slice id)
{
    return j->from->version == FIGURES_VERSION_CURRENT && !j->from->rekeyed &&
           quiz_is_right(j->from->question, id);
}

static void list_single(const struct judged *j, struct figures_option *out)
{
    struct slice rest = j->from->item->options;
    for (struct slice id; rest.size && take_part(&id, &rest);) {
        struct option_sum sum = {0};
        int response = find_response(j->from, id);
        if (response > 0)
            add_response(&sum, j, (unsigned)response);
        bool right = response > 0 ? j->from->responses[response].right : is_right_unchosen(j, id);
        put_option(j, &out[j->item->option_count++], id, right, &sum);
    }
}

static bool is_in_right_set(const struct judged *j, struct slice id)
{
    const struct quiz_question *q = j->from->question;
    bool known = false;
    for (unsigned i = 1; i < j->from->response_count; i++) {
        known = known || j->from->responses[i].right;
        if (j->from->responses[i].right && has_part(j->from->responses[i].text, id))
            return true;
    }
    if (known || j->from->version != FIGURES_VERSION_CURRENT || j->from->rekeyed)
        return false;
    for (unsigned i = 0; i < q->option_count; i++)
        if (slice_equal(q->options[i].id.text, id))
            return q->options[i].right;
    return false;
}

static void list_multiple(const struct judged *j, struct figures_option *out)
{
    struct slice rest = j->from->item->options;
    for (struct slice id; rest.size && take_part(&id, &rest);) {
        struct option_sum sum = {0};
        for (unsigned i = 1; i < j->from->response_count; i++)
            if (has_part(j->from->responses[i].text, id))
                add_response(&sum, j, i);
        put_option(j, &out[j->item->option_count++], id, is_in_right_set(j, id), &sum);
    }
}

static int compare_wholes(const void *left, const void *right)
{
    const struct figures_option *a = left, *b = right;
    if (a->right != b->right)
        return a->right ? -1 : 1;
    if (a->chosen != b->chosen)
        return a->chosen > b->chosen ? -1 : 1;
    size_t size = a->id.size < b->id.size ? a->id.size : b->id.size;
    int order = memcmp(a->id.data, b->id.data, size);
    return order ? order : (a->id.size > b->id.size) - (a->id.size < b->id.size);
}

static void list_whole(const struct judged *j, struct figures_option *out)
{
    unsigned rights = 0, count = 0;
    for (unsigned i = 1; i < j->from->response_count; i++) {
        struct option_sum sum = {0};
        add_response(&sum, j, i);
        if (sum.chosen == 0)
            continue;
        rights += j->from->responses[i].right;
        put_option(j, &out[count++], j->from->responses[i].text, j->from->responses[i].right, &sum);
    }
    if (count > 1)
        qsort(out, count, sizeof *out, compare_wholes);
    unsigned listed = rights + FIGURES_LISTED_MAX;
    j->item->option_count = count < listed ? count : listed;
}

/* ---- flags ---- */

static void flag_options(const struct judged *j, struct figures_option *options, bool whole)
{
    struct figures_item *item = j->item;
    for (unsigned i = 0; i < item->option_count; i++) {
        struct figures_option *o = &options[i];
        if (o->right)
            continue;
        o->suspect = o->chosen >= SUSPECT_MIN && (o->correlation > j->stats->discrimination ||
                                                  (item->right == 0 && o->correlation > 0));
        o->clear = o->suspect && stats_fisher(o->correlation, j->stats->count).low > 0;
        o->dead = !whole && item->seen >= FIGURES_DEAD_MIN && o->share < dead_share;
        item->flags |= (o->suspect ? FIGURES_CHECK_KEY : 0) | (o->dead ? FIGURES_DEAD_OPTION : 0);
    }
}

static void flag_facility(const struct judged *j)
{
    struct figures_item *item = j->item;
    double guess = guess_share(j->from);
    if (item->seen < FIGURES_ITEM_MIN)
        return;
    if (item->facility < hard_share || item->facility <= guess)
        item->flags |= FIGURES_TOO_HARD;
    if (item->facility >= easy_share)
        item->flags |= FIGURES_TOO_EASY;
}

void figures_judge(struct figures_item *item, const struct gather_item *from,
                   const struct stats_item *stats, struct arena *a)
{
    const struct judged j = {item, from, stats, a};
    enum quiz_kind kind = kind_of(from);
    bool whole = kind == QUIZ_ORDER || kind == QUIZ_MATCH;
    unsigned room = count_parts(from->item->options) + from->response_count;
    struct figures_option *options = ARENA_ARRAY(a, room, struct figures_option);
    if (whole)
        list_whole(&j, options);
    else if (kind == QUIZ_MULTIPLE)
        list_multiple(&j, options);
    else
        list_single(&j, options);
    item->options = options;
    flag_options(&j, options, whole);
    flag_facility(&j);
}
