/* Counting. */
#include "review/indicator.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "review/figures.h"

enum { MONTHS_BACK = 12, DAYS_A_MONTH_MAX = 31 };

static int month_of(struct date d)
{
    return d.year * 12 + d.month - 1;
}

bool indicator_period_make(struct indicator_period *out, struct date from, struct date to)
{
    struct date after = date_from_days(date_days(to) + 1);
    *out = (struct indicator_period){.from_day = date_days(from),
                                     .to_day = date_days(to),
                                     .from_month = month_of(from),
                                     .to_month = month_of(to),
                                     .whole = from.day == 1 && after.day == 1};
    return out->from_day <= out->to_day;
}

/* ---- visits ---- */

struct household {
    struct store_id contact;
    unsigned people;
};

static int by_contact(const void *a, const void *b)
{
    const struct household *left = a, *right = b;
    return strcmp(left->contact.text, right->contact.text);
}

/* One household once, with the most people it had; those without a number stay apart. */
static void count_households(struct indicator_visits *out, struct household *all, unsigned count)
{
    if (count)
        qsort(all, count, sizeof *all, by_contact);
    for (unsigned i = 0; i < count; i++) {
        unsigned most = all[i].people;
        while (all[i].contact.text[0] && i + 1 < count && by_contact(&all[i], &all[i + 1]) == 0) {
            i++;
            most = all[i].people > most ? all[i].people : most;
        }
        out->households++;
        out->helped += most;
    }
}

static void count_visit(struct indicator_visits *out, const struct store_visit *v)
{
    out->met++;
    out->helps += v->people;
    out->people_counted = out->people_counted || v->people;
    for (unsigned i = 0; i < v->leaflet_count; i++)
        out->leaflets += v->leaflets[i].count;
    for (unsigned i = 0; i < VISIT_ACHIEVEMENT_COUNT; i++)
        out->achievements[i] += (v->achievements >> i) & 1;
}

void indicator_count_visits(struct indicator_visits *out, const struct store_visit *visits,
                            unsigned count, struct arena *a)
{
    struct household *all = ARENA_ARRAY(a, count + 1, struct household);
    unsigned met = 0;
    *out = (struct indicator_visits){.recorded = count};
    for (unsigned i = 0; i < count; i++) {
        const struct store_visit *v = &visits[i];
        if (v->outcome != VISIT_DONE && v->outcome != VISIT_AGAIN)
            continue;
        count_visit(out, v);
        all[met++] = (struct household){v->contact, v->people};
    }
    count_households(out, all, met);
}

struct collecting {
    struct arena *arena;
    struct store_visit *visits;
    unsigned count, capacity;
};

static bool take_visit(void *self, const struct store_visit *visit)
{
    struct collecting *c = self;
    if (c->count == c->capacity) {
        c->capacity = c->capacity ? 2 * c->capacity : 64;
        struct store_visit *grown = ARENA_ARRAY(c->arena, c->capacity, struct store_visit);
        if (c->count)
            memcpy(grown, c->visits, c->count * sizeof *grown);
        c->visits = grown;
    }
    c->visits[c->count++] = *visit; /* Its slices are not looked at later. */
    return true;
}

/* ---- figures ---- */

static void know(struct indicator_figure *f, double value)
{
    f->known = isfinite(value);
    f->value = value;
}

static bool read_entered(struct indicator_figure *f, struct store *s,
                         const struct indicator_period *period, struct error *e)
{
    bool latest = f->indicator->over == INDICATOR_LATEST;
    int first = latest ? period->to_month - MONTHS_BACK : period->from_month;
    for (int month = period->to_month; month >= first && !(latest && f->known); month--) {
        bool found;
        int64_t value;
        if (!store_find_entry(&found, &value, s, f->indicator->id.text, month, e))
            return false;
        if (!found)
            continue;
        know(f, (f->known ? f->value : 0) + (double)value);
        f->month = latest && month < period->from_month ? month : 0;
    }
    return true;
}

static void read_visits(struct indicator_figure *f, const struct indicator_visits *v)
{
    const double counts[] = {[INDICATOR_VISITS] = (double)v->met,
                             [INDICATOR_HOUSEHOLDS] = (double)v->households,
                             [INDICATOR_HELPED] = (double)v->helped,
                             [INDICATOR_HELPS] = (double)v->helps,
                             [INDICATOR_LEAFLETS] = (double)v->leaflets};
    bool people = f->indicator->from == INDICATOR_HELPED || f->indicator->from == INDICATOR_HELPS;
    if (v->recorded == 0)
        f->why = _("No visit was recorded in this period.");
    else if (people && v->met && !v->people_counted)
        f->why = _("The people were not counted at any visit.");
    else if (f->indicator->from >= INDICATOR_ACHIEVEMENT)
        know(f, (double)v->achievements[f->indicator->from - INDICATOR_ACHIEVEMENT]);
    else
        know(f, counts[f->indicator->from]);
}

static void read_rounds(struct indicator_figure *f, const struct figures *figures)
{
    if (!figures || figures->total.rounds == 0) {
        f->why = _("Nobody took a quiz in this period.");
        return;
    }
    if (f->indicator->from == INDICATOR_ROUNDS)
        know(f, (double)figures->total.rounds);
    else if (f->indicator->from == INDICATOR_PEOPLE && figures->total.people)
        know(f, (double)figures->total.people);
    else if (f->indicator->from == INDICATOR_SCORE)
        know(f, 100 * stats_mean(&figures->total.scores).value);
    if (!f->known)
        f->why = f->indicator->from == INDICATOR_SCORE ? _("No quiz was finished.")
                                                       : _("Nobody knows who took the quizzes.");
}

static int64_t find_target(const struct indicator *indicator, const struct commune *commune,
                           const struct indicator_period *period)
{
    bool stock = indicator->over == INDICATOR_LATEST;
    for (unsigned i = 0; commune && i < commune->target_count; i++)
        if (slice_equal(commune->targets[i].indicator.text, indicator->id.text) &&
            (stock || period->whole))
            return (int64_t)commune->targets[i].monthly *
                   (stock ? 1 : period->to_month - period->from_month + 1);
    return 0;
}

static const struct indicator_figure *find_whole(const struct indicator_figure *figures,
                                                 unsigned count, struct slice id)
{
    for (unsigned i = 0; id.size && i < count; i++)
        if (slice_equal(figures[i].indicator->id.text, id))
            return &figures[i];
    return NULL;
}

static void add_shares(struct indicator_figure *figures, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        struct indicator_figure *f = &figures[i];
        const struct indicator_figure *whole =
            find_whole(figures, count, f->indicator->share_of.text);
        if (!f->known || !whole || !whole->known || whole->value <= 0)
            continue;
        f->has_share = true;
        f->share = 100 * f->value / whole->value;
    }
}

bool indicators_read(struct indicator_figure *out, const struct indicators *all, struct store *s,
                     const struct figures *figures, const struct commune *commune,
                     const struct indicator_period *period, struct arena *a, struct error *e)
{
    struct indicator_visits visits;
    struct collecting c = {.arena = a};
    if (!store_visit_visits(s, period->from_day, period->to_day + 1, take_visit, &c, e))
        return false;
    indicator_count_visits(&visits, c.visits, c.count, a);
    for (unsigned i = 0; i < all->count; i++) {
        struct indicator_figure *f = &out[i];
        *f = (struct indicator_figure){.indicator = &all->items[i]};
        f->target = find_target(f->indicator, commune, period);
        if (f->indicator->from == INDICATOR_ENTERED && !read_entered(f, s, period, e))
            return false;
        if (f->indicator->from >= INDICATOR_ROUNDS && f->indicator->from <= INDICATOR_SCORE)
            read_rounds(f, figures);
        else if (f->indicator->from != INDICATOR_ENTERED)
            read_visits(f, &visits);
    }
    add_shares(out, all->count);
    return true;
}
