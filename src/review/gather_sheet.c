/*
 * One sheet after another into the counters, and people out of them.
 *
 * This runs a million times with ten answers each: no allocation once a question's tables are
 * there, no look-up but by index.
 */
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "review/gather.h"

/* What one round is, in our indexes. */
struct round {
    const struct sheet *sheet;
    const struct gather_map *map;
    struct gather_quiz *quiz;
    uint32_t quiz_index, village, age, device;
    int64_t day;
    unsigned right_count;
    bool full;
    int64_t score; /* -1: not full. */
    bool right[STORE_QUESTIONS_MAX];
};

/* ---- days ---- */

/* The local day of a moment. Moments come in order, so the last day is nearly always the right one.
 */
static int64_t local_day(struct gather *g, int64_t wall_ms)
{
    if (wall_ms >= g->day_begin_ms && wall_ms < g->day_end_ms)
        return g->day;
    time_t seconds = (time_t)(wall_ms / 1000);
    struct tm local;
    if (wall_ms < 0 || !localtime_r(&seconds, &local) || local.tm_year > 1100)
        return GATHER_NO_DAY;
    struct tm begin = {.tm_year = local.tm_year, .tm_mon = local.tm_mon, .tm_mday = local.tm_mday};
    struct tm end = begin;
    begin.tm_isdst = end.tm_isdst = -1;
    end.tm_mday++;
    struct date date = {(int16_t)(local.tm_year + 1900), (int8_t)(local.tm_mon + 1),
                        (int8_t)local.tm_mday};
    g->day = date_days(date);
    g->day_begin_ms = (int64_t)mktime(&begin) * 1000;
    g->day_end_ms = (int64_t)mktime(&end) * 1000;
    return g->day;
}

static struct figures_group *find_day(struct gather *g, int64_t day)
{
    if (day == GATHER_NO_DAY)
        return NULL;
    if (g->day_last < g->day_count && g->days[g->day_last].day == day)
        return &g->days[g->day_last];
    unsigned low = 0, high = g->day_count;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        if (g->days[middle].day < day)
            low = middle + 1;
        else
            high = middle;
    }
    g->day_last = low;
    if (low < g->day_count && g->days[low].day == day)
        return &g->days[low];
    if (g->day_count == FIGURES_DAYS_MAX)
        return NULL;
    memmove(&g->days[low + 1], &g->days[low], (g->day_count - low) * sizeof *g->days);
    g->day_count++;
    g->days[low] = (struct figures_group){.day = day};
    return &g->days[low];
}

/* ---- people ---- */

enum { GROUPS_MAX = 7 };

static unsigned groups_of(struct figures_group *out[GROUPS_MAX], struct gather *g, uint32_t quiz,
                          uint32_t village, uint32_t age, uint32_t device, enum sheet_source source,
                          int64_t day)
{
    unsigned count = 0;
    out[count++] = &g->figures.total;
    out[count++] = &g->quizzes[quiz].group;
    out[count++] = &g->villages[village];
    out[count++] = &g->devices[device].group;
    out[count++] = &g->figures.sources[source];
    if (source == SHEET_PAPER)
        out[count++] = &g->ages[age];
    struct figures_group *of_day = find_day(g, day);
    if (of_day)
        out[count++] = of_day;
    return count;
}

static void add_change(struct figures_change *change, const struct gather_quiz *q)
{
    stats_add_score(&change->first, q->first_score);
    stats_add_score(&change->last, q->last_score);
    stats_add_score(&change->difference, q->last_score - q->first_score);
}

/* The person counted so far has no more rounds. */
static void end_person(struct gather *g)
{
    for (unsigned i = 0; i < g->touched_count; i++) {
        struct gather_quiz *q = &g->quizzes[g->touched_quizzes[i]];
        if (q->full_count < 2)
            continue;
        add_change(&q->change, q);
        add_change(&g->figures.change, q);
    }
    g->touched_count = 0;
}

static void begin_person(struct gather *g, const uint8_t person[16])
{
    if (g->stamp && memcmp(g->person, person, sizeof g->person) == 0)
        return;
    end_person(g);
    g->stamp++;
    memcpy(g->person, person, sizeof g->person);
}

static void count_person(struct gather *g, struct figures_group *const *groups, unsigned count,
                         uint32_t quiz_index, int64_t score)
{
    for (unsigned i = 0; i < count; i++) {
        groups[i]->people += groups[i]->stamp != g->stamp;
        groups[i]->stamp = g->stamp;
    }
    if (score < 0)
        return;
    struct gather_quiz *q = &g->quizzes[quiz_index];
    if (q->stamp != g->stamp) {
        q->stamp = g->stamp;
        q->full_count = 0;
        q->first_score = score;
        g->touched_quizzes[g->touched_count++] = quiz_index;
    }
    q->full_count++;
    q->last_score = score;
}

static bool is_known(const uint8_t person[16])
{
    static const uint8_t nobody[16];
    return memcmp(person, nobody, sizeof nobody) != 0;
}

static bool keep(struct gather *g, const struct round *r)
{
    if (g->kept_count == g->kept_capacity) {
        unsigned capacity = g->kept_capacity ? 2 * g->kept_capacity : 1024;
        struct gather_kept *grown =
            capacity <= 2 * GATHER_KEPT_MAX ? realloc(g->kept, capacity * sizeof *grown) : NULL;
        if (!grown)
            return !(g->too_many = true);
        g->kept = grown;
        g->kept_capacity = capacity;
    }
    struct gather_kept *k = &g->kept[g->kept_count++];
    *k = (struct gather_kept){.begun_wall_ms = r->sheet->begun_wall_ms,
                              .score = r->score,
                              .day = r->day,
                              .village = r->village,
                              .quiz = r->quiz_index,
                              .device = r->device,
                              .age = r->age,
                              .source = r->sheet->source};
    memcpy(k->person, r->sheet->person, sizeof k->person);
    return true;
}

static bool count_people(struct gather *g, const struct round *r)
{
    struct figures_group *groups[GROUPS_MAX];
    const struct sheet *s = r->sheet;
    unsigned count =
        groups_of(groups, g, r->quiz_index, r->village, r->age, r->device, s->source, r->day);
    bool known = is_known(s->person);
    for (unsigned i = 0; i < count; i++) {
        groups[i]->rounds++;
        groups[i]->alone_rounds += !known;
        if (r->full)
            stats_add_score(&groups[i]->scores, r->score);
    }
    if (!known)
        return true;
    if (s->source == SHEET_PAPER || r->map->uses[s->device] == GATHER_KEEP)
        return keep(g, r);
    begin_person(g, s->person);
    count_person(g, groups, count, r->quiz_index, r->score);
    return true;
}

static int compare_kept(const void *left, const void *right)
{
    const struct gather_kept *a = left, *b = right;
    int order = memcmp(a->person, b->person, sizeof a->person);
    if (order == 0)
        order = (a->begun_wall_ms > b->begun_wall_ms) - (a->begun_wall_ms < b->begun_wall_ms);
    if (order ==
        0) /* Typed in on one day: by all that can matter, so that no order is left open. */
        order = (a->quiz > b->quiz) - (a->quiz < b->quiz);
    return order ? order : (a->score > b->score) - (a->score < b->score);
}

static void count_kept(struct gather *g)
{
    if (g->kept_count > 1)
        qsort(g->kept, g->kept_count, sizeof *g->kept, compare_kept);
    for (unsigned i = 0; i < g->kept_count; i++) {
        const struct gather_kept *k = &g->kept[i];
        struct figures_group *groups[GROUPS_MAX];
        unsigned count =
            groups_of(groups, g, k->quiz, k->village, k->age, k->device, k->source, k->day);
        begin_person(g, k->person);
        count_person(g, groups, count, k->quiz, k->score);
    }
    end_person(g);
}

/* ---- rounds that several sources have ---- */

static void put_id(uint8_t (*ids)[16], unsigned capacity, const uint8_t id[16], bool *known)
{
    unsigned at = (unsigned)(hash_bytes(7, id, 16) & (capacity - 1));
    while (is_known(ids[at]) && memcmp(ids[at], id, 16) != 0)
        at = (at + 1) & (capacity - 1);
    *known = is_known(ids[at]);
    memcpy(ids[at], id, 16);
}

static bool grow_ids(struct gather *g)
{
    unsigned capacity = g->id_capacity ? 2 * g->id_capacity : 4096;
    bool known;
    uint8_t(*grown)[16] = capacity <= 4 * GATHER_KEPT_MAX ? calloc(capacity, sizeof *grown) : NULL;
    if (!grown)
        return !(g->too_many = true);
    for (unsigned i = 0; i < g->id_capacity; i++)
        if (is_known(g->ids[i]))
            put_id(grown, capacity, g->ids[i], &known);
    free(g->ids);
    g->ids = grown;
    g->id_capacity = capacity;
    return true;
}

static bool is_counted(bool *out, struct gather *g, const uint8_t id[16])
{
    *out = false;
    if (!is_known(id))
        return true;
    if (g->id_count * 2 >= g->id_capacity && !grow_ids(g))
        return false;
    put_id(g->ids, g->id_capacity, id, out);
    g->id_count += !*out;
    return true;
}

/* ---- answers ---- */

/* The table for this many other questions seen, made when first needed. */
static struct gather_rests *rests_of(struct gather *g, struct gather_item *item, unsigned others)
{
    struct gather_rests *rests = &item->rests[others];
    if (rests->counts)
        return rests;
    size_t counts = 2 * (size_t)(others + 1),
           bytes = counts * sizeof *rests->counts + item->response_count * sizeof *rests->choices;
    if (bytes > GATHER_BYTES_MAX - g->counter_bytes) {
        g->too_varied = true;
        return NULL;
    }
    g->counter_bytes += bytes;
    rests->counts = ARENA_ARRAY(g->arena, counts, uint32_t);
    rests->choices = ARENA_ARRAY(g->arena, item->response_count, struct gather_choice);
    return rests;
}

static bool count_answers(struct gather *g, const struct round *r)
{
    const struct sheet *s = r->sheet;
    unsigned others = s->seen_count ? s->seen_count - 1 : 0;
    /* Half of the other questions: see stats.h. */
    bool has_rest = others > 0 && 2 * others >= s->answer_count - 1;
    for (unsigned i = 0; i < s->seen_count; i++) {
        const struct sheet_answer *answer = &s->answers[i];
        struct gather_item *item = r->map->items[answer->item];
        uint32_t response = r->map->responses[answer->item][answer->response];
        item->chosen[response]++;
        if (!has_rest)
            continue;
        struct gather_rests *rests = rests_of(g, item, others);
        if (!rests)
            return false;
        unsigned rest = r->right_count - r->right[i];
        rests->counts[(r->right[i] ? others + 1 : 0) + rest]++;
        rests->choices[response].chosen++;
        rests->choices[response].right_sum += rest;
    }
    for (unsigned i = s->seen_count; i < s->answer_count; i++)
        r->map->items[s->answers[i].item]->unseen++;
    return true;
}

static void count_topics(struct gather *g, const struct round *r)
{
    const struct sheet *s = r->sheet;
    unsigned touched = 0;
    for (unsigned i = 0; i < s->seen_count; i++) {
        const struct gather_item *item = r->map->items[s->answers[i].item];
        for (int kind = 0; kind < FIGURES_TOPIC_KIND_COUNT; kind++) {
            uint32_t topic = item->topics[kind];
            if (topic == GATHER_NO_TOPIC)
                continue;
            if (g->topic_seen[topic]++ == 0)
                g->topic_touched[touched++] = topic;
            g->topic_right[topic] = (uint8_t)(g->topic_right[topic] + r->right[i]);
        }
    }
    for (unsigned i = 0; i < touched; i++) {
        uint32_t topic = g->topic_touched[i];
        stats_add_cluster(&g->topics[topic].clusters, g->topic_right[topic], g->topic_seen[topic]);
        g->topic_seen[topic] = g->topic_right[topic] = 0;
    }
}

static void count_full(struct gather *g, const struct round *r)
{
    const struct sheet *s = r->sheet;
    struct stats_rounds **rounds = &r->quiz->rounds[s->answer_count];
    if (!*rounds) {
        *rounds = ARENA_NEW(g->arena, struct stats_rounds);
        (*rounds)->slot_count = s->answer_count;
    }
    stats_add_round(*rounds, r->right);
    unsigned bin = r->right_count * FIGURES_SCORE_BINS / s->answer_count;
    g->figures.score_bins[bin < FIGURES_SCORE_BINS ? bin : FIGURES_SCORE_BINS - 1]++;
    g->figures.full_rounds++;
}

/* ---- a sheet ---- */

static void mark(struct round *r)
{
    const struct sheet *s = r->sheet;
    for (unsigned i = 0; i < s->seen_count; i++) {
        const struct sheet_answer *answer = &s->answers[i];
        uint32_t response = r->map->responses[answer->item][answer->response];
        r->right[i] = r->map->items[answer->item]->responses[response].right;
        r->right_count += r->right[i];
    }
    r->full = s->answer_count > 0 && s->seen_count == s->answer_count &&
              (s->end == SHEET_FINISHED || s->source == SHEET_PAPER);
    r->score = r->full ? stats_score(r->right_count, s->answer_count) : -1;
}

static bool is_wanted(const struct gather *g, const struct gather_map *map, const struct sheet *s,
                      int64_t day)
{
    const struct figures_filter *f = &g->filter;
    if (map->uses[s->device] == GATHER_ELSEWHERE || !map->device_wanted[s->device] ||
        !map->village_wanted[s->village] || !map->quiz_wanted[s->quiz])
        return false;
    return !(f->has_from && (day == GATHER_NO_DAY || day < f->from_day)) &&
           !(f->has_to && (day == GATHER_NO_DAY || day > f->to_day));
}

bool gather_sheet(void *self, const struct sheet *sheet)
{
    const struct gather_walk *walk = self;
    struct gather *g = walk->gather;
    const struct gather_map *map = &g->maps[walk->source];
    int64_t day = local_day(g, sheet->begun_wall_ms);
    bool counted = false;
    if (!is_wanted(g, map, sheet, day))
        return true;
    if (map->uses[sheet->device] == GATHER_KEEP && !is_counted(&counted, g, sheet->id))
        return false;
    if (counted)
        return true;
    if (g->figures.total.rounds >= FIGURES_ROUNDS_MAX)
        return !(g->too_many = true);
    struct round r = {.sheet = sheet,
                      .map = map,
                      .quiz_index = map->quizzes[sheet->quiz],
                      .village = map->villages[sheet->village],
                      .age = map->ages[sheet->age_group],
                      .device = map->devices[sheet->device],
                      .day = sheet->clock_trusted ? day : GATHER_NO_DAY};
    r.quiz = &g->quizzes[r.quiz_index];
    CHECK(sheet->seen_count <= sheet->answer_count && sheet->answer_count <= STORE_QUESTIONS_MAX);
    mark(&r);
    g->figures.untrusted_rounds += r.day == GATHER_NO_DAY;
    g->figures.student_rounds += sheet->students;
    g->figures.unfinished_rounds += !r.full;
    if (!count_answers(g, &r) || !count_people(g, &r))
        return false;
    count_topics(g, &r);
    if (r.full)
        count_full(g, &r);
    return true;
}

bool gather_end(struct gather *g, struct error *e)
{
    if (g->too_many)
        return error_set(e, ERROR_LIMIT, 0, "%s",
                         _("these are more rounds than one report can hold; choose a period with "
                           "--from and --to"));
    if (g->too_varied)
        return error_set(e, ERROR_LIMIT, 0, "%s",
                         _("the answers are more varied than those of real quizzes; choose a quiz "
                           "with --quiz"));
    count_kept(g);
    return true;
}

void gather_deinit(struct gather *g)
{
    free(g->kept);
    free(g->ids);
    g->kept = NULL;
    g->ids = NULL;
}
