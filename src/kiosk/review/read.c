/*
 * From the records to what is shown: filters, figures, the report, and finding things in it.
 */
#include <stdio.h>

#include "kiosk/review/inside.h"

/* ---- Periods ---- */

static int64_t month_begin(struct date day, int months_before)
{
    int month = day.year * 12 + day.month - 1 - months_before;
    return date_days((struct date){(int16_t)(month / 12), (int8_t)(month % 12 + 1), 1});
}

void review_set_period(struct review *r, enum review_period period)
{
    struct figures_filter *f = &r->filter;
    struct date today = date_from_days(r->setup.today);
    r->period = period;
    f->has_from = f->has_to = period != PERIOD_ALL;
    f->to_day = r->setup.today;
    switch (period) {
    case PERIOD_GIVEN:
        f->has_from = r->setup.filter.has_from;
        f->has_to = r->setup.filter.has_to;
        f->from_day = r->setup.filter.from_day;
        f->to_day = r->setup.filter.to_day;
        return;
    case PERIOD_WEEK:
        f->from_day = r->setup.today - 6;
        return;
    case PERIOD_MONTH:
        f->from_day = r->setup.today - 29;
        return;
    case PERIOD_THIS_MONTH:
        f->from_day = month_begin(today, 0);
        return;
    case PERIOD_LAST_MONTH:
        f->from_day = month_begin(today, 1);
        f->to_day = month_begin(today, 0) - 1;
        return;
    case PERIOD_ALL:
    case PERIOD_COUNT:
        return;
    }
}

const char *review_period_name(enum review_period period)
{
    static const char *const names[PERIOD_COUNT] = {
        [PERIOD_GIVEN] = N_("As at the start"), [PERIOD_ALL] = N_("The whole time"),
        [PERIOD_WEEK] = N_("The last 7 days"),  [PERIOD_MONTH] = N_("The last 30 days"),
        [PERIOD_THIS_MONTH] = N_("This month"), [PERIOD_LAST_MONTH] = N_("Last month"),
    };
    return _(names[period]);
}

/* ---- Reading ---- */

static bool read_figures(struct review *r, struct error *e)
{
    const struct review_setup *s = &r->setup;
    if (s->read)
        return s->read(s->self, &r->figures, &r->filter, &s->texts, &r->arena, e);
    return figures_read(&r->figures, s->stores, s->store_count, &r->filter, &s->texts, &r->arena,
                        e);
}

void review_read(struct review *r)
{
    struct error e = {0};
    struct fill_options fill = {.team = r->setup.team};
    if (r->setup.commune)
        fill.place = r->setup.commune->name.text;
    arena_reset(&r->arena);
    r->figures = (struct figures){.item_count = 0};
    r->report = (struct report){.language = i18n_language()};
    r->problem[0] = '\0';
    r->read = read_figures(r, &e);
    if (r->read)
        fill_report(&r->report, &r->figures, &fill, &r->arena);
    else
        snprintf(r->problem, sizeof r->problem, "%s", e.message);
}

/* ---- Finding ---- */

const struct report_section *review_section(const struct review *r, const char *id)
{
    for (unsigned i = 0; i < r->report.section_count; i++)
        if (strcmp(r->report.sections[i].id, id) == 0)
            return &r->report.sections[i];
    return NULL;
}

const struct report_row *review_row_about(const struct report_section *s, unsigned index)
{
    for (unsigned i = 0; s && i < s->row_count; i++)
        if (s->rows[i].about == index + 1)
            return &s->rows[i];
    return NULL;
}

struct slice review_guide_title(const struct guide *guide)
{
    return guide->title.text.size ? guide->title.text : guide->id.text;
}
