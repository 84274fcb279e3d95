/*
 * Before the first sheet: several books become one, and each book gets a map into it.
 */
#include "review/gather.h"

#include <stdlib.h>

#include "base/arena.h"
#include "store/digest.h"

enum { FINGERPRINT_DIGITS_MIN = 4 };

/* ---- order ---- */

static int compare_slices(struct slice a, struct slice b)
{
    size_t size = a.size < b.size ? a.size : b.size;
    int order = size ? memcmp(a.data, b.data, size) : 0;
    return order ? order : (a.size > b.size) - (a.size < b.size);
}

static int compare_names(const void *left, const void *right)
{
    return compare_slices(*(const struct slice *)left, *(const struct slice *)right);
}

static int compare_items(const struct book_item *a, const struct book_item *b)
{
    int order = compare_slices(a->quiz, b->quiz);
    order = order ? order : compare_slices(a->id, b->id);
    return order ? order : memcmp(a->hash, b->hash, sizeof a->hash);
}

static unsigned sort_names(struct slice *names, unsigned count)
{
    unsigned kept = 0;
    if (count > 1)
        qsort(names, count, sizeof *names, compare_names);
    for (unsigned i = 0; i < count; i++)
        if (i == 0 || !slice_equal(names[kept - 1], names[i]))
            names[kept++] = names[i];
    return kept;
}

static uint32_t find_name(const struct slice *names, unsigned count, struct slice name)
{
    const struct slice *found = bsearch(&name, names, count, sizeof *names, compare_names);
    CHECK(found);
    return (uint32_t)(found - names);
}

/* ---- quizzes, villages, age groups ---- */

enum name_kind { NAME_QUIZ, NAME_VILLAGE, NAME_AGE };

static const struct slice *book_names(unsigned *count, const struct book *b, enum name_kind kind)
{
    switch (kind) {
    case NAME_QUIZ:
        *count = b->quiz_count;
        return b->quizzes;
    case NAME_VILLAGE:
        *count = b->village_count;
        return b->villages;
    case NAME_AGE:
        break;
    }
    *count = b->age_group_count;
    return b->age_groups;
}

static uint32_t **map_of(struct gather_map *map, enum name_kind kind)
{
    return kind == NAME_QUIZ ? &map->quizzes : kind == NAME_VILLAGE ? &map->villages : &map->ages;
}

/* All books' names, sorted, and each book's map to them. */
static struct slice *unite_names(unsigned *count, struct gather *g, enum name_kind kind)
{
    unsigned all = 0, part;
    for (unsigned s = 0; s < g->source_count; s++) {
        (void)book_names(&part, g->sources[s].book, kind);
        all += part;
    }
    struct slice *names = ARENA_ARRAY(g->arena, all + 1, struct slice);
    unsigned used = 0;
    for (unsigned s = 0; s < g->source_count; s++) {
        const struct slice *from = book_names(&part, g->sources[s].book, kind);
        for (unsigned i = 0; i < part; i++)
            names[used++] = from[i];
    }
    *count = sort_names(names, used);
    for (unsigned s = 0; s < g->source_count; s++) {
        const struct slice *from = book_names(&part, g->sources[s].book, kind);
        uint32_t *map = ARENA_ARRAY(g->arena, part + 1, uint32_t);
        for (unsigned i = 0; i < part; i++)
            map[i] = find_name(names, *count, from[i]);
        *map_of(&g->maps[s], kind) = map;
    }
    return names;
}

static struct figures_group *make_groups(unsigned *count, struct gather *g, enum name_kind kind)
{
    struct slice *names = unite_names(count, g, kind);
    struct figures_group *groups = ARENA_ARRAY(g->arena, *count + 1, struct figures_group);
    for (unsigned i = 0; i < *count; i++)
        groups[i].id = groups[i].name = names[i];
    if (kind == NAME_VILLAGE) {
        g->figures.village_names = names;
        g->figures.village_name_count = *count;
    }
    return groups;
}

static const struct quiz *find_quiz(const struct figures_texts *texts, struct slice id)
{
    for (unsigned i = 0; i < texts->quiz_count; i++)
        if (slice_equal(texts->quizzes[i]->id.text, id))
            return texts->quizzes[i];
    return NULL;
}

static void make_quizzes(struct gather *g)
{
    struct slice *names = unite_names(&g->quiz_count, g, NAME_QUIZ);
    g->figures.quiz_names = names;
    g->figures.quiz_name_count = g->quiz_count;
    g->quizzes = ARENA_ARRAY(g->arena, g->quiz_count + 1, struct gather_quiz);
    g->touched_quizzes = ARENA_ARRAY(g->arena, g->quiz_count + 1, uint32_t);
    for (unsigned i = 0; i < g->quiz_count; i++) {
        struct gather_quiz *q = &g->quizzes[i];
        q->quiz = find_quiz(&g->texts, names[i]);
        q->group.id = names[i];
        q->group.name = q->quiz && q->quiz->title.text.size ? q->quiz->title.text : names[i];
    }
}

/* ---- devices ---- */

static uint32_t find_device(const struct gather *g, struct slice id)
{
    for (uint32_t i = 0; i < g->device_count; i++)
        if (slice_equal(g->devices[i].group.id, id))
            return i;
    UNREACHABLE("device of no book");
}

/* Does it hold more of the log: more events, or as many and nothing missing, or missing later? */
static bool has_more(const struct book_device *a, const struct figures_device *b)
{
    if (a->event_count != b->event_count)
        return a->event_count > b->event_count;
    return b->first_gap_seq && (a->first_gap_seq == 0 || a->first_gap_seq > b->first_gap_seq);
}

/* Of two names the first by letter, so that the order of stores does not matter. */
static void choose_name(struct slice *name, struct slice other)
{
    if (other.size && (!name->size || compare_slices(other, *name) < 0))
        *name = other;
}

/* What one source says of a device, taken in. */
static void join_device(struct figures_device *d, const struct book_device *from)
{
    d->own = d->own || from->own;
    choose_name(&d->group.name, from->label);
    choose_name(&d->village, from->village);
    if (!has_more(from, d))
        return;
    d->event_count = from->event_count;
    d->first_gap_seq = from->first_gap_seq;
    d->orphan_count = from->orphan_count;
    d->unreadable_count = from->unreadable_count;
}

static void make_devices(struct gather *g)
{
    unsigned all = 0, used = 0;
    for (unsigned s = 0; s < g->source_count; s++)
        all += g->sources[s].book->device_count;
    struct slice *ids = ARENA_ARRAY(g->arena, all + 1, struct slice);
    for (unsigned s = 0; s < g->source_count; s++)
        for (unsigned i = 0; i < g->sources[s].book->device_count; i++)
            ids[used++] = slice_from(g->sources[s].book->devices[i].id.text);
    g->device_count = sort_names(ids, used);
    g->devices = ARENA_ARRAY(g->arena, g->device_count + 1, struct figures_device);
    for (unsigned i = 0; i < g->device_count; i++)
        g->devices[i].group.id = ids[i];
    for (unsigned s = 0; s < g->source_count; s++) {
        const struct book *b = g->sources[s].book;
        g->maps[s].devices = ARENA_ARRAY(g->arena, b->device_count + 1, uint32_t);
        g->maps[s].uses = ARENA_ARRAY(g->arena, b->device_count + 1, enum gather_device_use);
        for (unsigned i = 0; i < b->device_count; i++) {
            uint32_t d = find_device(g, slice_from(b->devices[i].id.text));
            g->maps[s].devices[i] = d;
            join_device(&g->devices[d], &b->devices[i]);
        }
    }
}

/* Has `source`, or one before it, the whole of what is known of the device? */
static bool has_all(const struct figures_device *d, const struct book_device *here)
{
    return here->event_count == d->event_count && here->first_gap_seq == 0;
}

/* Who reads which device: the first source with all of its log; all sources where none has. */
static void share_devices(struct gather *g)
{
    bool *taken = ARENA_ARRAY(g->arena, g->device_count + 1, bool);
    unsigned *holders = ARENA_ARRAY(g->arena, g->device_count + 1, unsigned);
    for (unsigned s = 0; s < g->source_count; s++)
        for (unsigned i = 0; i < g->sources[s].book->device_count; i++) {
            uint32_t d = g->maps[s].devices[i];
            holders[d]++;
            if (taken[d] || !has_all(&g->devices[d], &g->sources[s].book->devices[i]))
                continue;
            taken[d] = true;
            g->maps[s].uses[i] = GATHER_STREAM;
        }
    for (unsigned s = 0; s < g->source_count; s++)
        for (unsigned i = 0; i < g->sources[s].book->device_count; i++) {
            uint32_t d = g->maps[s].devices[i];
            if (!taken[d])
                g->maps[s].uses[i] = holders[d] == 1 ? GATHER_STREAM : GATHER_KEEP;
        }
}

/* ---- questions ---- */

/* A question as one source has it. */
struct item_ref {
    const struct book_item *item;
    unsigned source, index;
};

static int compare_refs(const void *left, const void *right)
{
    const struct item_ref *a = left, *b = right;
    int order = compare_items(a->item, b->item);
    return order ? order : (a->source > b->source) - (a->source < b->source);
}

static struct item_ref *collect_refs(unsigned *count, struct gather *g)
{
    unsigned all = 0;
    for (unsigned s = 0; s < g->source_count; s++)
        all += g->sources[s].book->item_count;
    struct item_ref *refs = ARENA_ARRAY(g->arena, all + 1, struct item_ref);
    *count = 0;
    for (unsigned s = 0; s < g->source_count; s++)
        for (unsigned i = 0; i < g->sources[s].book->item_count; i++)
            refs[(*count)++] = (struct item_ref){&g->sources[s].book->items[i], s, i};
    if (all > 1)
        qsort(refs, all, sizeof *refs, compare_refs);
    return refs;
}

static int compare_responses(const void *left, const void *right)
{
    const struct book_response *a = left, *b = right;
    return compare_slices(a->text, b->text);
}

/* Is `response` one of those in "a|b"? */
static bool is_listed(struct slice list, struct slice response)
{
    for (size_t begin = 0; begin <= list.size;) {
        const char *end = begin < list.size ? memchr(list.data + begin, '|', list.size - begin) : 0;
        size_t at = end ? (size_t)(end - list.data) : list.size;
        if (slice_equal(slice_part(list, begin, at), response))
            return true;
        begin = at + 1;
    }
    return false;
}

static bool is_later(const struct rekey_info *a, const struct rekey_info *b)
{
    return !b || a->wall_ms > b->wall_ms ||
           (a->wall_ms == b->wall_ms && compare_slices(a->rekey.right, b->rekey.right) > 0);
}

static const struct rekey_info *find_rekey(const struct gather *g, const struct book_item *item)
{
    const struct rekey_info *latest = NULL;
    for (unsigned s = 0; s < g->source_count; s++)
        for (unsigned i = 0; i < g->sources[s].rekey_count; i++) {
            const struct rekey_info *r = &g->sources[s].rekeys[i];
            if (slice_equal(r->rekey.quiz, item->quiz) &&
                slice_equal(r->rekey.question, item->id) &&
                memcmp(r->rekey.old_hash, item->hash, sizeof item->hash) == 0 &&
                is_later(r, latest))
                latest = r;
        }
    return latest;
}

/* The responses of all sources; a source that knows of a correction is believed. */
static void unite_responses(struct gather *g, struct gather_item *item, const struct item_ref *refs,
                            unsigned ref_count)
{
    unsigned all = 1, used = 1, kept = 1;
    for (unsigned r = 0; r < ref_count; r++)
        all += refs[r].item->response_count;
    struct book_response *out = ARENA_ARRAY(g->arena, all, struct book_response);
    for (int rekeyed = 1; rekeyed >= 0; rekeyed--)
        for (unsigned r = 0; r < ref_count; r++)
            for (unsigned i = 1; i < refs[r].item->response_count; i++)
                if (refs[r].item->rekeyed == (bool)rekeyed)
                    out[used++] = refs[r].item->responses[i];
    /* Insertion sort keeps the believed one first; lists are short and nearly sorted. */
    if (ref_count == 1 && used > 2)
        qsort(out + 1, used - 1, sizeof *out, compare_responses);
    for (unsigned i = 2; ref_count > 1 && i < used; i++)
        for (unsigned j = i; j > 1 && compare_responses(&out[j - 1], &out[j]) > 0; j--) {
            struct book_response swap = out[j];
            out[j] = out[j - 1];
            out[j - 1] = swap;
        }
    for (unsigned i = 1; i < used; i++)
        if (i == 1 || !slice_equal(out[kept - 1].text, out[i].text))
            out[kept++] = out[i];
    item->responses = out;
    item->response_count = kept;
    const struct rekey_info *rekey = find_rekey(g, item->item);
    for (unsigned i = 1; rekey && i < kept; i++)
        out[i].right = is_listed(rekey->rekey.right, out[i].text);
    item->rekeyed = item->rekeyed || rekey;
}

static void map_responses(struct gather *g, const struct gather_item *item,
                          const struct item_ref *ref)
{
    uint32_t *map = ARENA_ARRAY(g->arena, ref->item->response_count + 1, uint32_t);
    for (unsigned i = 1; i < ref->item->response_count; i++) {
        const struct book_response *found =
            bsearch(&ref->item->responses[i], item->responses + 1, item->response_count - 1,
                    sizeof *found, compare_responses);
        CHECK(found);
        map[i] = (uint32_t)(found - item->responses);
    }
    g->maps[ref->source].responses[ref->index] = map;
}

/* ---- the texts of questions ---- */

static void find_question(struct gather *g, struct gather_item *item)
{
    uint8_t hash[STORE_DIGEST_BYTES];
    item->version = FIGURES_VERSION_UNKNOWN;
    item->in_quiz = g->quizzes[item->quiz].quiz;
    for (unsigned i = 0; item->in_quiz && i < item->in_quiz->question_count; i++)
        if (slice_equal(item->in_quiz->questions[i].id.text, item->item->id))
            item->question = &item->in_quiz->questions[i];
    if (!item->question)
        return;
    store_digest_question(hash, item->question);
    bool same = memcmp(hash, item->item->hash, sizeof hash) == 0;
    item->version = same ? FIGURES_VERSION_CURRENT : FIGURES_VERSION_OTHER;
}

static uint32_t quiz_index(const struct gather *g, struct slice id)
{
    for (uint32_t i = 0; i < g->quiz_count; i++)
        if (slice_equal(g->quizzes[i].group.id, id))
            return i;
    UNREACHABLE("question of no quiz");
}

static void make_item(struct gather *g, const struct item_ref *refs, unsigned ref_count)
{
    struct gather_item *item = &g->items[g->item_count++];
    item->item = refs[0].item;
    item->quiz = quiz_index(g, refs[0].item->quiz);
    for (unsigned r = 0; r < ref_count; r++)
        item->rekeyed = item->rekeyed || refs[r].item->rekeyed;
    unite_responses(g, item, refs, ref_count);
    item->chosen = ARENA_ARRAY(g->arena, item->response_count, uint32_t);
    for (unsigned r = 0; r < ref_count; r++) {
        map_responses(g, item, &refs[r]);
        g->maps[refs[r].source].items[refs[r].index] = item;
    }
    find_question(g, item);
    gather_topics(g, item);
}

static void make_items(struct gather *g)
{
    unsigned count, begin = 0;
    for (unsigned s = 0; s < g->source_count; s++) {
        unsigned items = g->sources[s].book->item_count;
        g->maps[s].items = ARENA_ARRAY(g->arena, items + 1, struct gather_item *);
        g->maps[s].responses = ARENA_ARRAY(g->arena, items + 1, uint32_t *);
    }
    struct item_ref *refs = collect_refs(&count, g);
    g->items = ARENA_ARRAY(g->arena, count + 1, struct gather_item);
    for (unsigned i = 1; i <= count; i++)
        if (i == count || compare_items(refs[i].item, refs[begin].item) != 0) {
            make_item(g, refs + begin, i - begin);
            begin = i;
        }
}

/* ---- filters ---- */

static char lower_digit(char c)
{
    return c >= 'A' && c <= 'F' ? (char)(c - 'A' + 'a') : c;
}

/* A fingerprint is the device's id with dashes; people copy the beginning of it. */
static bool begins_fingerprint(struct slice typed, struct slice id)
{
    size_t at = 0;
    for (size_t i = 0; i < typed.size; i++) {
        if (typed.data[i] == '-')
            continue;
        if (at == id.size || lower_digit(typed.data[i]) != id.data[at++])
            return false;
    }
    return at >= FINGERPRINT_DIGITS_MIN;
}

static bool *want_names(bool *any, struct gather *g, unsigned source, enum name_kind kind,
                        struct slice wanted)
{
    unsigned count;
    const struct slice *names = book_names(&count, g->sources[source].book, kind);
    bool *out = ARENA_ARRAY(g->arena, count + 1, bool);
    for (unsigned i = 0; i < count; i++) {
        out[i] = wanted.size == 0 || slice_equal(names[i], wanted);
        *any = *any || out[i];
    }
    return out;
}

static void list_kiosks(struct gather *g)
{
    struct slice *names = ARENA_ARRAY(g->arena, g->device_count + 1, struct slice);
    for (unsigned i = 0; i < g->device_count; i++)
        names[i] = g->devices[i].group.name.size ? g->devices[i].group.name
                                                 : slice_part(g->devices[i].group.id, 0, 8);
    g->figures.kiosk_names = names;
    g->figures.kiosk_name_count = sort_names(names, g->device_count);
}

/* Without a filter, everything is known: even when no book has any name. */
static void set_filters(struct gather *g)
{
    const struct figures_filter *f = &g->filter;
    g->figures.village_found = f->village.size == 0;
    g->figures.quiz_found = f->quiz.size == 0;
    g->figures.kiosk_found = f->kiosk.size == 0;
    list_kiosks(g);
    for (unsigned s = 0; s < g->source_count; s++) {
        struct gather_map *map = &g->maps[s];
        map->quiz_wanted = want_names(&g->figures.quiz_found, g, s, NAME_QUIZ, f->quiz);
        map->village_wanted = want_names(&g->figures.village_found, g, s, NAME_VILLAGE, f->village);
        const struct book *b = g->sources[s].book;
        map->device_wanted = ARENA_ARRAY(g->arena, b->device_count + 1, bool);
        for (unsigned i = 0; i < b->device_count; i++) {
            const struct figures_device *d = &g->devices[map->devices[i]];
            map->device_wanted[i] = f->kiosk.size == 0 || slice_equal(d->group.name, f->kiosk) ||
                                    begins_fingerprint(f->kiosk, d->group.id);
            g->figures.kiosk_found = g->figures.kiosk_found || map->device_wanted[i];
        }
    }
}

void gather_begin(struct gather *g, struct arena *a, const struct gather_source *sources,
                  unsigned source_count, const struct figures_filter *filter,
                  const struct figures_texts *texts)
{
    *g = (struct gather){.arena = a,
                         .filter = *filter,
                         .texts = *texts,
                         .sources = sources,
                         .source_count = source_count};
    g->maps = ARENA_ARRAY(a, source_count + 1, struct gather_map);
    g->days = ARENA_ARRAY(a, FIGURES_DAYS_MAX, struct figures_group);
    g->figures.filter = *filter;
    make_quizzes(g);
    g->villages = make_groups(&g->village_count, g, NAME_VILLAGE);
    g->ages = make_groups(&g->age_count, g, NAME_AGE);
    make_devices(g);
    share_devices(g);
    make_items(g);
    set_filters(g);
    g->topic_seen = ARENA_ARRAY(a, g->topic_count + 1, uint8_t);
    g->topic_right = ARENA_ARRAY(a, g->topic_count + 1, uint8_t);
    g->topic_touched = ARENA_ARRAY(a, FIGURES_TOPIC_KIND_COUNT * STORE_QUESTIONS_MAX, uint32_t);
}
