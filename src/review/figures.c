/*
 * From counts to figures.
 */
#include "review/figures.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "review/gather.h"

int64_t figures_group_size(const struct figures_group *g)
{
    return g->people + g->alone_rounds;
}

/* ---- questions ---- */

/* People by rest score; `out` has room for all of them. */
static unsigned list_rests(struct stats_rest *out, const struct gather_item *item)
{
    unsigned count = 0;
    for (unsigned others = 1; others < STATS_SLOTS_MAX; others++) {
        const uint32_t *counts = item->rests[others].counts;
        for (unsigned right = 0; counts && right <= others; right++) {
            const struct stats_rest rest = {(double)right / others, counts[others + 1 + right],
                                            counts[right]};
            if (rest.right + rest.wrong > 0)
                out[count++] = rest;
        }
    }
    return count;
}

static unsigned number_in_quiz(const struct gather_item *item)
{
    return item->question ? (unsigned)(item->question - item->in_quiz->questions) + 1 : 0;
}

static void count_marks(struct figures_item *out, const struct gather_item *item)
{
    for (unsigned i = 0; i < item->response_count; i++) {
        out->seen += item->chosen[i];
        out->right += item->responses[i].right ? item->chosen[i] : 0;
    }
    out->omitted = item->chosen[0];
    out->unseen = item->unseen;
    out->facility = stats_share(out->right, out->seen);
    out->facility_interval = stats_wilson(out->facility, (double)out->seen);
    double n = (double)out->seen;
    out->deviation = out->seen > 1 ? sqrt(n / (n - 1) * out->facility * (1 - out->facility)) : NAN;
}

static void describe_item(struct figures_item *out, const struct gather_item *item,
                          struct stats_rest *scratch, struct arena *a)
{
    struct stats_item stats;
    *out = (struct figures_item){.quiz = item->item->quiz,
                                 .id = item->item->id,
                                 .version = item->version,
                                 .in_quiz = item->in_quiz,
                                 .question = item->question,
                                 .number = number_in_quiz(item),
                                 .rekeyed = item->rekeyed,
                                 .discrimination = NAN,
                                 .efficiency = NAN,
                                 .discrimination_interval = {NAN, NAN}};
    memcpy(out->hash, item->item->hash, sizeof out->hash);
    count_marks(out, item);
    stats_describe_item(&stats, scratch, list_rests(scratch, item));
    out->rest_count = stats.count;
    if (stats.count >= FIGURES_ITEM_MIN) {
        out->discrimination = stats.discrimination;
        out->efficiency = stats.efficiency;
        out->discrimination_interval = stats_fisher(stats.discrimination, stats.count);
    }
    figures_judge(out, item, &stats, a);
}

static void describe_items(struct figures *out, struct gather *g)
{
    /* Cells of all tables of one question: 2 + 3 + … + 80. */
    enum { RESTS_MAX = STATS_SLOTS_MAX * (STATS_SLOTS_MAX + 1) / 2 };
    struct stats_rest *scratch = ARENA_ARRAY(g->arena, RESTS_MAX, struct stats_rest);
    struct figures_item *items = ARENA_ARRAY(g->arena, g->item_count + 1, struct figures_item);
    for (unsigned i = 0; i < g->item_count; i++) {
        struct figures_item *item = &items[out->item_count];
        describe_item(item, &g->items[i], scratch, g->arena);
        out->item_count += item->seen + item->unseen > 0;
    }
    out->items = items;
}

/* ---- groups ---- */

static unsigned keep_groups(struct figures_group *groups, unsigned count)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < count; i++)
        if (groups[i].rounds > 0 || groups[i].wishes > 0)
            groups[kept++] = groups[i];
    return kept;
}

/* "" is sorted first; what is not known is told last. */
static void move_unknown_last(struct figures_group *groups, unsigned count)
{
    if (count < 2 || groups[0].id.size)
        return;
    struct figures_group unknown = groups[0];
    memmove(groups, groups + 1, (count - 1) * sizeof *groups);
    groups[count - 1] = unknown;
}

static void list_groups(struct figures *out, struct gather *g)
{
    out->village_count = keep_groups(g->villages, g->village_count);
    move_unknown_last(g->villages, out->village_count);
    out->villages = g->villages;
    out->age_count = keep_groups(g->ages, g->age_count);
    move_unknown_last(g->ages, out->age_count);
    out->ages = g->ages;
    out->days = g->days;
    out->day_count = g->day_count;
    if (g->day_count) {
        out->first_day = g->days[0].day;
        out->last_day = g->days[g->day_count - 1].day;
    }
    for (unsigned i = 0; i < g->device_count; i++)
        if (g->devices[i].group.rounds)
            g->devices[out->device_count++] = g->devices[i];
    out->devices = g->devices;
}

/* ---- quizzes ---- */

static void describe_quiz(struct figures_quiz *out, const struct gather_quiz *q)
{
    const struct stats_rounds none = {0}, *most = &none;
    int64_t all = 0;
    *out = (struct figures_quiz){.group = q->group, .quiz = q->quiz, .change = q->change};
    for (unsigned length = 1; length <= STATS_SLOTS_MAX; length++) {
        const struct stats_rounds *rounds = q->rounds[length];
        all += rounds ? rounds->count : 0;
        if (rounds && rounds->count >= most->count)
            most = rounds;
    }
    out->length = most->slot_count;
    out->other_lengths = all - most->count;
    stats_describe_quiz(&out->stats, most);
    if (out->stats.count >= FIGURES_QUIZ_MIN)
        return;
    out->stats.alpha = out->stats.error_ratio = out->stats.standard_error = NAN;
}

static void describe_quizzes(struct figures *out, struct gather *g)
{
    struct figures_quiz *quizzes = ARENA_ARRAY(g->arena, g->quiz_count + 1, struct figures_quiz);
    for (unsigned i = 0; i < g->quiz_count; i++)
        if (g->quizzes[i].group.rounds)
            describe_quiz(&quizzes[out->quiz_count++], &g->quizzes[i]);
    out->quizzes = quizzes;
}

/* ---- topics ---- */

static int compare_topics(const void *left, const void *right)
{
    const struct figures_topic *a = left, *b = right;
    if (a->share.value < b->share.value || a->share.value > b->share.value)
        return a->share.value < b->share.value ? -1 : 1;
    size_t size = a->id.size < b->id.size ? a->id.size : b->id.size;
    int order = memcmp(a->id.data, b->id.data, size);
    return order ? order : (a->id.size > b->id.size) - (a->id.size < b->id.size);
}

static void list_topics(struct figures *out, struct gather *g, enum figures_topic_kind kind)
{
    struct figures_topic *topics = ARENA_ARRAY(g->arena, g->topic_count + 1, struct figures_topic);
    unsigned count = 0;
    for (unsigned i = 0; i < g->topic_count; i++) {
        if (g->topics[i].kind != kind || g->topics[i].clusters.seen == 0)
            continue;
        topics[count] = g->topics[i];
        topics[count].share = stats_cluster_share(&topics[count].clusters);
        count++;
    }
    if (count > 1)
        qsort(topics, count, sizeof *topics, compare_topics);
    out->topics[kind] = topics;
    out->topic_count[kind] = count;
}

/* ---- corrections ---- */

static int compare_texts(struct slice a, struct slice b)
{
    size_t size = a.size < b.size ? a.size : b.size;
    int order = size ? memcmp(a.data, b.data, size) : 0;
    return order ? order : (a.size > b.size) - (a.size < b.size);
}

static int compare_rekeys(const void *left, const void *right)
{
    const struct rekey_info *a = *(const struct rekey_info *const *)left;
    const struct rekey_info *b = *(const struct rekey_info *const *)right;
    int order = compare_texts(a->rekey.quiz, b->rekey.quiz);
    order = order ? order : compare_texts(a->rekey.question, b->rekey.question);
    order = order ? order : memcmp(a->rekey.old_hash, b->rekey.old_hash, 32);
    if (order)
        return order;
    if (a->wall_ms != b->wall_ms)
        return a->wall_ms > b->wall_ms ? -1 : 1;
    order = compare_texts(b->rekey.right, a->rekey.right);
    return order ? order : (a->answers < b->answers) - (a->answers > b->answers);
}

static bool is_of_same(const struct rekey_info *a, const struct rekey_info *b)
{
    return slice_equal(a->rekey.quiz, b->rekey.quiz) &&
           slice_equal(a->rekey.question, b->rekey.question) &&
           memcmp(a->rekey.old_hash, b->rekey.old_hash, 32) == 0;
}

static bool is_quiz_wanted(const struct gather *g, struct slice quiz)
{
    return g->filter.quiz.size == 0 || slice_equal(g->filter.quiz, quiz);
}

/* The latest of each version of a question, of all sources. */
static void list_rekeys(struct figures *out, struct gather *g)
{
    unsigned all = 0, used = 0;
    for (unsigned s = 0; s < g->source_count; s++)
        all += g->sources[s].rekey_count;
    const struct rekey_info **sorted = ARENA_ARRAY(g->arena, all + 1, const struct rekey_info *);
    for (unsigned s = 0; s < g->source_count; s++)
        for (unsigned i = 0; i < g->sources[s].rekey_count; i++)
            if (is_quiz_wanted(g, g->sources[s].rekeys[i].rekey.quiz))
                sorted[used++] = &g->sources[s].rekeys[i];
    if (used > 1)
        qsort(sorted, used, sizeof *sorted, compare_rekeys);
    struct figures_rekey *rekeys = ARENA_ARRAY(g->arena, used + 1, struct figures_rekey);
    for (unsigned i = 0; i < used; i++) {
        const struct rekey_info *r = sorted[i];
        if (i > 0 && is_of_same(sorted[i - 1], r))
            continue;
        rekeys[out->rekey_count++] =
            (struct figures_rekey){r->rekey.quiz,  r->rekey.question, r->rekey.reason, r->was_right,
                                   r->rekey.right, r->wall_ms,        r->answers,      r->changed};
    }
    out->rekeys = rekeys;
}

void figures_compute(struct figures *out, struct gather *g)
{
    *out = g->figures;
    list_groups(out, g);
    describe_quizzes(out, g);
    describe_items(out, g);
    for (int kind = 0; kind < FIGURES_TOPIC_KIND_COUNT; kind++)
        list_topics(out, g, (enum figures_topic_kind)kind);
    list_rekeys(out, g);
}
