/*
 * Sections about people: where they live, when they came, how they did, whether it got better.
 */
#include <math.h>
#include <stdlib.h>

#include "review/fill_parts.h"

static const struct stats_interval none = {NAN, NAN};

static struct report_cell mean_cell(const struct figures_group *g)
{
    struct stats_estimate mean = stats_mean(&g->scores);
    return fill_share(mean.value, mean.interval);
}

/* ---- groups: villages, ages, sources, kiosks ---- */

static void put_group(struct fill *f, const struct figures_group *g, bool hidden)
{
    fill_put(f, hidden ? fill_hidden() : report_count(g->people));
    fill_put(f, hidden ? fill_hidden() : report_count(g->rounds));
    fill_put(f, hidden ? fill_hidden() : mean_cell(g));
}

static void group_columns(struct fill *f, const char *first)
{
    fill_column(f, REPORT_TEXT, first, NULL);
    fill_column(f, REPORT_COUNT, _("People"), _("Stays at the kiosk, or codes on paper"));
    fill_column(f, REPORT_COUNT, _("Rounds"), NULL);
    fill_bar_column(f, _("Right on average"), NULL);
}

/* Lowest mean first, for that is where to go first; those without one behind, as they came. */
static int compare_means(const void *left, const void *right)
{
    const struct figures_group *a = *(const struct figures_group *const *)left;
    const struct figures_group *b = *(const struct figures_group *const *)right;
    double x = stats_mean(&a->scores).value, y = stats_mean(&b->scores).value;
    if (isnan(x) != isnan(y))
        return isnan(x) ? 1 : -1;
    if (x < y || x > y)
        return x < y ? -1 : 1;
    return a < b ? -1 : a > b;
}

static const struct figures_group **sort_villages(struct fill *f)
{
    const struct figures *g = f->figures;
    const struct figures_group **sorted =
        ARENA_ARRAY(f->arena, g->village_count + 1, const struct figures_group *);
    for (unsigned i = 0; i < g->village_count; i++)
        sorted[i] = &g->villages[i];
    if (g->village_count > 1)
        qsort(sorted, g->village_count, sizeof(const struct figures_group *), compare_means);
    return sorted;
}

static enum report_flag village_flag(const struct fill *f, const struct figures_group *g)
{
    struct stats_interval own = stats_mean(&g->scores).interval;
    double all = stats_mean(&f->figures->total.scores).value;
    return g->id.size && own.high < all ? REPORT_FLAG_ACT : REPORT_FLAG_NONE;
}

static void put_village(struct fill *f, const struct figures_group *g, bool hidden)
{
    enum report_flag flag = hidden ? REPORT_FLAG_NONE : village_flag(f, g);
    fill_row(f, flag,
             flag ? slice_from(_("Clearly below the others: a session together would help"))
                  : (struct slice){0});
    fill_about(f, (unsigned)(g - f->figures->villages));
    fill_put(f, fill_text(fill_name(g)));
    put_group(f, g, hidden);
    fill_put(f, hidden ? fill_hidden() : fill_people(f, g->wishes));
}

/* Those kept back are one row, so that not even their number of people is told. */
static void put_other_villages(struct fill *f)
{
    fill_row(f, REPORT_FLAG_NONE, (struct slice){0});
    fill_put(f, report_text(slice_from(_("Other villages"))));
    for (int i = 0; i < 4; i++)
        fill_put(f, fill_hidden());
}

static void say_villages(struct fill *f, const struct report_row *rows, unsigned count)
{
    unsigned behind = 0;
    for (unsigned i = 0; i < count; i++)
        behind += rows[i].flag == REPORT_FLAG_ACT;
    if (behind == 0)
        fill_sentence(f, "%s", _("No village stands out: the differences may be chance."));
    else
        fill_sentence(f,
                      i18n_plural("%u village is clearly below the average; it is marked.",
                                  "%u villages are clearly below the average; they are marked.",
                                  behind),
                      behind);
}

void fill_villages(struct fill *f)
{
    const struct figures *g = f->figures;
    if (g->village_count == 0 || (g->village_count == 1 && !g->villages[0].id.size))
        return;
    const struct figures_group **sorted = sort_villages(f);
    bool *hidden = ARENA_ARRAY(f->arena, g->village_count, bool), any = false;
    fill_begin_section(f, "villages", _("By village"), g->village_count + 1);
    group_columns(f, _("Village"));
    fill_column(f, REPORT_COUNT, _("Want a visit"), _("People who asked to be called"));
    fill_chart(f, REPORT_CHART_NONE, 0, 3, 100);
    fill_hide_groups(hidden, f, sorted, g->village_count);
    for (unsigned i = 0; i < g->village_count; i++) {
        any = any || hidden[i];
        if (!hidden[i])
            put_village(f, sorted[i], false);
    }
    if (any)
        put_other_villages(f);
    say_villages(f, f->rows, f->section->row_count);
}

/* A plain table of groups, in their own order. */
static void put_groups(struct fill *f, const struct figures_group *const *groups, unsigned count)
{
    bool *hidden = ARENA_ARRAY(f->arena, count + 1, bool);
    fill_hide_groups(hidden, f, groups, count);
    for (unsigned i = 0; i < count; i++) {
        fill_row(f, REPORT_FLAG_NONE, (struct slice){0});
        fill_put(f, fill_text(fill_name(groups[i])));
        put_group(f, groups[i], hidden[i]);
    }
}

void fill_ages(struct fill *f)
{
    const struct figures *g = f->figures;
    if (g->age_count == 0 || (g->age_count == 1 && !g->ages[0].id.size))
        return;
    const struct figures_group **groups =
        ARENA_ARRAY(f->arena, g->age_count, const struct figures_group *);
    for (unsigned i = 0; i < g->age_count; i++)
        groups[i] = &g->ages[i];
    fill_begin_section(f, "ages", _("By age, on paper"), g->age_count);
    fill_sentence(f, "%s", _("Only paper sheets say the age; the kiosk does not ask."));
    group_columns(f, _("Age"));
    put_groups(f, groups, g->age_count);
}

void fill_sources(struct fill *f)
{
    struct figures_group both[2] = {f->figures->sources[SHEET_KIOSK],
                                    f->figures->sources[SHEET_PAPER]};
    const struct figures_group *const groups[] = {&both[0], &both[1]};
    if (both[0].rounds == 0 || both[1].rounds == 0)
        return;
    both[0].name = slice_from(_("At the kiosk"));
    both[1].name = slice_from(_("On paper"));
    fill_begin_section(f, "sources", _("Kiosk and paper"), 2);
    struct stats_estimate change = stats_unpaired_change(&both[0].scores, &both[1].scores);
    if (change.interval.low > 0 || change.interval.high < 0)
        fill_sentence(f, "%s",
                      _("Kiosk and paper differ by more than chance: compare villages with care."));
    else
        fill_sentence(f, "%s", _("Kiosk and paper give about the same; they may be compared."));
    group_columns(f, _("Where"));
    put_groups(f, groups, 2);
}

void fill_kiosks(struct fill *f)
{
    const struct figures *g = f->figures;
    if (g->device_count < 2)
        return;
    const struct figures_group **groups =
        ARENA_ARRAY(f->arena, g->device_count, const struct figures_group *);
    struct figures_group *named = ARENA_ARRAY(f->arena, g->device_count, struct figures_group);
    for (unsigned i = 0; i < g->device_count; i++) {
        named[i] = g->devices[i].group;
        if (!named[i].name.size)
            named[i].name = slice_part(named[i].id, 0, 8);
        groups[i] = &named[i];
    }
    fill_begin_section(f, "kiosks", _("By kiosk"), g->device_count);
    fill_sentence(f, "%s", _("What each kiosk recorded, paper typed in there included."));
    group_columns(f, _("Kiosk"));
    put_groups(f, groups, g->device_count);
}

/* ---- days ---- */

void fill_days(struct fill *f)
{
    const struct figures *g = f->figures;
    if (g->day_count == 0)
        return;
    const struct figures_group **groups =
        ARENA_ARRAY(f->arena, g->day_count, const struct figures_group *);
    bool *hidden = ARENA_ARRAY(f->arena, g->day_count, bool);
    unsigned most = 0;
    for (unsigned i = 0; i < g->day_count; i++) {
        groups[i] = &g->days[i];
        if (g->days[i].rounds > g->days[most].rounds)
            most = i;
    }
    fill_hide_groups(hidden, f, groups, g->day_count);
    fill_begin_section(f, "days", _("Day by day"), g->day_count);
    char day[REPORT_CELL_TEXT_MAX];
    struct report_cell date = report_date(g->days[most].day);
    report_format_cell(day, &date, f->report->language);
    if (hidden[most])
        fill_sentence(f,
                      i18n_plural("There were rounds on %u day.", "There were rounds on %u days.",
                                  g->day_count),
                      g->day_count);
    else
        fill_sentence(f,
                      i18n_plural("There were rounds on %u day, most on %s.",
                                  "There were rounds on %u days, most on %s.", g->day_count),
                      g->day_count, day);
    fill_column(f, REPORT_DATE, _("Day"), NULL);
    fill_column(f, REPORT_COUNT, _("Rounds"), NULL);
    fill_column(f, REPORT_COUNT, _("People"), _("Stays at the kiosk, or codes on paper"));
    fill_chart(f, REPORT_CHART_COLUMNS, 0, 1, 0);
    for (unsigned i = 0; i < g->day_count; i++) {
        fill_row(f, REPORT_FLAG_NONE, (struct slice){0});
        fill_put(f, report_date(g->days[i].day));
        fill_put(f, hidden[i] ? fill_hidden() : report_count(g->days[i].rounds));
        fill_put(f, hidden[i] ? fill_hidden() : report_count(g->days[i].people));
    }
}

/* ---- scores ---- */

static unsigned middle_bin(const struct figures *g)
{
    int64_t before = 0;
    unsigned i = 0;
    while (i < FIGURES_SCORE_BINS - 1 && 2 * (before + g->score_bins[i]) < g->full_rounds)
        before += g->score_bins[i++];
    return i;
}

static struct slice name_bin(struct fill *f, unsigned bin)
{
    unsigned low = 100 / FIGURES_SCORE_BINS * bin;
    return arena_printf(f->arena, "%u–%u %%", low,
                        bin == FIGURES_SCORE_BINS - 1 ? 100 : low + 100 / FIGURES_SCORE_BINS - 1);
}

void fill_scores(struct fill *f)
{
    const struct figures *g = f->figures;
    if (g->full_rounds == 0)
        return;
    fill_begin_section(f, "scores", _("How rounds ended"), FIGURES_SCORE_BINS);
    struct slice middle = name_bin(f, middle_bin(g));
    fill_sentence(f, _("Half of all full rounds reached %.*s or more."), SLICE_ARG(middle));
    fill_column(f, REPORT_TEXT, _("Right"), NULL);
    fill_column(f, REPORT_COUNT, _("Rounds"), NULL);
    fill_column(f, REPORT_PERCENT, _("Share"), _("Of all full rounds"));
    fill_chart(f, REPORT_CHART_COLUMNS, 0, 1, 0);
    for (unsigned i = 0; i < FIGURES_SCORE_BINS; i++) {
        fill_row(f, REPORT_FLAG_NONE, (struct slice){0});
        fill_put(f, report_text(name_bin(f, i)));
        if (fill_is_small(f, g->full_rounds)) {
            fill_put(f, fill_hidden());
            fill_put(f, fill_hidden());
            continue;
        }
        fill_put(f, report_count(g->score_bins[i]));
        fill_put(f, fill_share(stats_share(g->score_bins[i], g->full_rounds), none));
    }
}

/* ---- change ---- */

static void put_change(struct fill *f, struct slice name, const struct figures_change *change)
{
    struct stats_estimate first = stats_mean(&change->first), last = stats_mean(&change->last);
    bool hidden = fill_is_small(f, change->difference.count);
    fill_row(f, REPORT_FLAG_NONE, (struct slice){0});
    fill_put(f, fill_text(name));
    fill_put(f, hidden ? fill_hidden() : report_count(change->difference.count));
    fill_put(f, hidden ? fill_hidden() : fill_share(first.value, none));
    fill_put(f, hidden ? fill_hidden() : fill_share(last.value, none));
    fill_put(f, hidden ? fill_hidden() : fill_change(stats_mean(&change->difference)));
}

static void say_change(struct fill *f)
{
    struct stats_estimate all = stats_mean(&f->figures->change.difference);
    if (fill_is_small(f, all.count) || isnan(all.interval.low))
        fill_sentence(f, "%s", _("Still too few people took the same quiz twice."));
    else if (all.interval.low > 0)
        fill_sentence(f, "%s", _("People do better in their last round than in their first."));
    else if (all.interval.high < 0)
        fill_sentence(f, "%s", _("People do worse in their last round than in their first."));
    else
        fill_sentence(f, "%s",
                      _("Between first and last round there is no change beyond chance so far."));
}

void fill_changes(struct fill *f)
{
    const struct figures *g = f->figures;
    if (g->change.difference.count == 0)
        return;
    fill_begin_section(f, "change", _("First and last round"), g->quiz_count + 1);
    say_change(f);
    fill_section_note(
        f, "%s",
        _("The same person's first and last full round of one quiz, compared person by "
          "person; the questions are drawn anew each time."));
    fill_column(f, REPORT_TEXT, _("Quiz"), NULL);
    fill_column(f, REPORT_COUNT, _("People"), _("With two full rounds or more of this quiz"));
    fill_bar_column(f, _("First"), NULL);
    fill_bar_column(f, _("Last"), NULL);
    fill_column(f, REPORT_NUMBER, _("Change, points"), _("Percent points, last minus first"));
    for (unsigned i = 0; i < g->quiz_count; i++)
        if (g->quizzes[i].change.difference.count)
            put_change(f, g->quizzes[i].group.name, &g->quizzes[i].change);
    if (f->section->row_count > 1)
        put_change(f, slice_from(_("All quizzes")), &g->change);
}
