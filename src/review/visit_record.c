#include "review/visit_record.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "store/digest.h"

enum { ENTERED_BYTES_MAX = 1024 * 1024 };

bool visit_is_same(const struct store_visit *a, const struct store_visit *b)
{
    bool same = strcmp(a->contact.text, b->contact.text) == 0 && a->day == b->day &&
                slice_equal(a->village, b->village) && a->outcome == b->outcome &&
                a->achievements == b->achievements && a->people == b->people &&
                a->leaflet_count == b->leaflet_count;
    for (unsigned i = 0; same && i < a->leaflet_count; i++)
        same = slice_equal(a->leaflets[i].guide, b->leaflets[i].guide) &&
               a->leaflets[i].count == b->leaflets[i].count;
    return same;
}

static void make_id(struct store_visit *v, unsigned twin, unsigned withdrawn, struct arena *a)
{
    uint8_t digest[STORE_DIGEST_BYTES];
    struct slice all = arena_printf(a, "%s|%.*s|%lld|%d|%u|%u|%u|%u", v->contact.text,
                                    SLICE_ARG(v->village), (long long)v->day, (int)v->outcome,
                                    (unsigned)v->achievements, v->people, twin, withdrawn);
    for (unsigned i = 0; i < v->leaflet_count; i++)
        all = arena_printf(a, "%.*s|%.*s:%u", SLICE_ARG(all), SLICE_ARG(v->leaflets[i].guide),
                           v->leaflets[i].count);
    store_digest(digest, all);
    for (unsigned i = 0; i < (STORE_ID_BYTES - 1) / 2; i++)
        snprintf(v->id.text + 2 * i, 3, "%02x", digest[i]);
}

struct looking {
    const struct store_visit *visit;
    bool counts, other;
};

static bool look_at(void *self, const struct store_visit *visit)
{
    struct looking *l = self;
    bool same_contact =
        l->visit->contact.text[0] && strcmp(visit->contact.text, l->visit->contact.text) == 0;
    if (strcmp(visit->id.text, l->visit->id.text) == 0)
        l->counts = true;
    else if (same_contact && !visit_is_same(visit, l->visit))
        l->other = true;
    return true;
}

static bool look(struct looking *l, struct store *s, const struct store_visit *visit,
                 struct error *e)
{
    *l = (struct looking){.visit = visit};
    return store_visit_visits(s, visit->day, visit->day + 1, look_at, l, e);
}

/* What was withdrawn stays withdrawn; the same visit entered anew gets the next id. */
bool visit_keep(bool *again, struct store *s, struct store_visit *visit, unsigned twin,
                struct arena *a, struct error *e)
{
    enum { TRIES = 20 };
    struct looking before, after;
    *again = false;
    for (unsigned withdrawn = 0; withdrawn < TRIES; withdrawn++) {
        make_id(visit, twin, withdrawn, a);
        if (!look(&before, s, visit, e))
            return false;
        if (before.other)
            return error_set(e, ERROR_INPUT, 0, "%s",
                             _("another visit to this household on that day was recorded; withdraw "
                               "that one first (visit list, visit withdraw)"));
        if (!store_record_visit(s, visit, e) || !look(&after, s, visit, e))
            return false;
        if (after.counts) {
            *again = before.counts;
            return true;
        }
    }
    return error_set(e, ERROR_LIMIT, 0, "%s", _("this visit was withdrawn too often"));
}

bool visit_keep_entered(struct store *s, const struct store_visit *visit, struct error *e)
{
    struct store_visit kept = *visit;
    struct arena a;
    bool again;
    if (!visit->contact.text[0])
        return store_record_visit(s, visit, e);
    arena_init(&a, ENTERED_BYTES_MAX);
    bool ok = visit_keep(&again, s, &kept, 0, &a, e);
    arena_deinit(&a);
    return ok;
}
