/*
 * Opening the stores' books, walking them, and what stores know besides sheets: corrections,
 * withdrawn batches, who asked to be visited.
 */
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "review/gather.h"
#include "store/visits.h"

enum { REKEYS_MAX = 2000, CONTACTS_MAX = 200000 };

/* One of the stores, open. */
struct reading {
    struct store *store;
    struct book book;
    struct store_book *walk;
};

/* ---- corrections and batches ---- */

struct rekey_list {
    struct arena *arena;
    struct rekey_info *items;
    unsigned count, capacity;
};

static bool take_rekey(void *self, const struct rekey_info *info)
{
    struct rekey_list *list = self;
    if (list->count == list->capacity) {
        unsigned capacity = list->capacity ? 2 * list->capacity : 16;
        struct rekey_info *grown = ARENA_ARRAY(list->arena, capacity, struct rekey_info);
        if (list->count)
            memcpy(grown, list->items, list->count * sizeof *grown);
        list->items = grown;
        list->capacity = capacity;
    }
    struct rekey_info *copy = &list->items[list->count++];
    *copy = *info;
    copy->rekey.quiz = arena_copy(list->arena, info->rekey.quiz);
    copy->rekey.question = arena_copy(list->arena, info->rekey.question);
    copy->rekey.right = arena_copy(list->arena, info->rekey.right);
    copy->rekey.reason = arena_copy(list->arena, info->rekey.reason);
    copy->was_right = arena_copy(list->arena, info->was_right);
    return list->count < REKEYS_MAX;
}

/* A batch withdrawn in one store is withdrawn in its copies too. */
struct batch_list {
    struct store_id ids[REKEYS_MAX];
    unsigned count;
    const struct figures_filter *filter;
};

static bool take_batch(void *self, const struct paper_info *batch)
{
    struct batch_list *list = self;
    const struct figures_filter *f = list->filter;
    if (!batch->withdrawn || (f->quiz.size && !slice_equal(f->quiz, batch->quiz)) ||
        (f->has_from && batch->day < f->from_day) || (f->has_to && batch->day > f->to_day))
        return true;
    for (unsigned i = 0; i < list->count; i++)
        if (strcmp(list->ids[i].text, batch->id.text) == 0)
            return true;
    list->ids[list->count++] = batch->id;
    return list->count < REKEYS_MAX;
}

/* ---- who asked to be visited ---- */

struct wish {
    struct store_id id;
    struct slice village;
};

struct wish_list {
    struct arena *arena;
    struct wish *items; /* On the heap. */
    unsigned count, capacity;
    int64_t from_wall_ms, to_wall_ms;
    struct slice village;
};

static bool take_wish(void *self, const struct store_sealed *contact)
{
    struct wish_list *list = self;
    if (contact->wall_ms < list->from_wall_ms || contact->wall_ms >= list->to_wall_ms ||
        (list->village.size && !slice_equal(list->village, contact->village)))
        return true;
    if (list->count == list->capacity) {
        unsigned capacity = list->capacity ? 2 * list->capacity : 256;
        struct wish *grown = realloc(list->items, capacity * sizeof *grown);
        if (!grown)
            return false;
        list->items = grown;
        list->capacity = capacity;
    }
    list->items[list->count++] =
        (struct wish){contact->id, arena_copy(list->arena, contact->village)};
    return list->count < CONTACTS_MAX;
}

static int compare_wishes(const void *left, const void *right)
{
    return strcmp(((const struct wish *)left)->id.text, ((const struct wish *)right)->id.text);
}

static void count_wishes(struct gather *g, struct wish_list *list)
{
    if (list->count > 1)
        qsort(list->items, list->count, sizeof *list->items, compare_wishes);
    for (unsigned i = 0; i < list->count; i++) {
        if (i > 0 && compare_wishes(&list->items[i - 1], &list->items[i]) == 0)
            continue;
        g->figures.total.wishes++;
        for (unsigned v = 0; v < g->village_count; v++)
            g->villages[v].wishes += slice_equal(g->villages[v].id, list->items[i].village);
    }
}

/* ---- all of it ---- */

/* The first moment of a local day. */
static int64_t day_begin_ms(int64_t day)
{
    /* Midnight in UTC, taken apart in UTC: the date, whatever the zone here is. */
    time_t seconds = (time_t)(day * 86400);
    struct tm utc;
    if (!gmtime_r(&seconds, &utc))
        return 0;
    struct tm begin = {
        .tm_year = utc.tm_year, .tm_mon = utc.tm_mon, .tm_mday = utc.tm_mday, .tm_isdst = -1};
    return (int64_t)mktime(&begin) * 1000;
}

static void set_period(int64_t *from, int64_t *to, const struct figures_filter *f)
{
    *from = f->has_from ? day_begin_ms(f->from_day) : INT64_MIN;
    *to = f->has_to ? day_begin_ms(f->to_day + 1) : INT64_MAX;
}

static bool open_books(struct reading *readings, struct gather_source *sources, unsigned count,
                       struct arena *a, struct error *e)
{
    for (unsigned i = 0; i < count; i++) {
        struct rekey_list rekeys = {.arena = a};
        if (!store_open_book(&readings[i].book, &readings[i].walk, readings[i].store, a, e) ||
            !store_visit_rekeys(readings[i].store, take_rekey, &rekeys, e))
            return false;
        sources[i] = (struct gather_source){&readings[i].book, rekeys.items, rekeys.count};
    }
    return true;
}

static bool walk_books(struct gather *g, const struct reading *readings, unsigned count,
                       struct error *e)
{
    int64_t from, to;
    set_period(&from, &to, &g->filter);
    for (unsigned i = 0; i < count; i++) {
        struct gather_walk walk = {g, i};
        if (!store_visit_sheets(readings[i].walk, from, to, gather_sheet, &walk, e))
            return false;
    }
    return gather_end(g, e);
}

/* Filters by quiz or kiosk have nothing to say about people who ask for a visit. */
static bool read_wishes(struct gather *g, const struct reading *readings, unsigned count,
                        struct error *e)
{
    struct wish_list list = {.arena = g->arena, .village = g->filter.village};
    bool ok = true;
    set_period(&list.from_wall_ms, &list.to_wall_ms, &g->filter);
    for (unsigned i = 0; ok && i < count; i++)
        ok = store_visit_contacts(readings[i].store, take_wish, &list, e);
    if (ok)
        count_wishes(g, &list);
    free(list.items);
    return ok;
}

static bool read_batches(struct gather *g, const struct reading *readings, unsigned count,
                         struct error *e)
{
    struct batch_list *list = ARENA_NEW(g->arena, struct batch_list);
    list->filter = &g->filter;
    for (unsigned i = 0; i < count && list->count < REKEYS_MAX; i++)
        if (!store_visit_batches(readings[i].store, take_batch, list, e))
            return false;
    g->figures.withdrawn_batches = list->count;
    return true;
}

bool figures_read(struct figures *out, struct store *const *stores, unsigned store_count,
                  const struct figures_filter *filter, const struct figures_texts *texts,
                  struct arena *a, struct error *e)
{
    CHECK(store_count <= FIGURES_STORES_MAX);
    struct reading *readings = ARENA_ARRAY(a, store_count + 1, struct reading);
    struct gather_source *sources = ARENA_ARRAY(a, store_count + 1, struct gather_source);
    struct gather *g = ARENA_NEW(a, struct gather);
    for (unsigned i = 0; i < store_count; i++)
        readings[i].store = stores[i];
    bool ok = open_books(readings, sources, store_count, a, e);
    if (ok) {
        gather_begin(g, a, sources, store_count, filter, texts);
        ok = walk_books(g, readings, store_count, e) && read_wishes(g, readings, store_count, e) &&
             read_batches(g, readings, store_count, e);
        if (ok)
            figures_compute(out, g);
        gather_deinit(g);
    }
    for (unsigned i = 0; i < store_count; i++)
        if (readings[i].walk)
            store_close_book(readings[i].walk);
    return ok;
}
