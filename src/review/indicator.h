/** @file
 * The indicators of a period: what content/shared/indicators.h names, counted from visits, rounds
 * and what the team entered; as a report (page/report/report.h) and as a few lines for a chat
 * group.
 *
 * A figure that nobody counted is not known, never 0: where no visit was recorded in the period at
 * all, all that is counted from visits is not known; where some were, none of a kind is 0. Lượt and
 * người stay apart: `helps` adds up all visits, `helped-people` takes of each household the most at
 * one visit, and a household without a number counts once a visit.
 *
 * Entered figures belong to months: those that the period touches are added up; of a stock
 * (`latest`) the last one counts, up to a year back, and the report says which month's it is.
 * Targets are a month's: times the months of the period, where it is of whole months.
 *
 * Lifetime: the arena given.
 */
#ifndef REVIEW_INDICATOR_H
#define REVIEW_INDICATOR_H

#include "content/record/commune.h"
#include "content/shared/indicators.h"
#include "page/report/report.h"
#include "store/visits.h"

struct figures;

struct indicator_period {
    int64_t from_day, to_day; /**< date_days, both included. */
    int from_month, to_month; /**< year * 12 + month - 1 of these days. */
    bool whole;               /**< Of whole months. */
};

/** False when `to` is before `from`. */
bool indicator_period_make(struct indicator_period *out, struct date from, struct date to);

struct indicator_figure {
    const struct indicator *indicator;
    bool known;
    double value;    /**< A count, or percent points of INDICATOR_SCORE. */
    const char *why; /**< Of what is not known; NULL: not entered yet. */
    int month;       /**< An earlier month a stock is of; 0: of the period. */
    bool has_share;
    double share;   /**< Percent. */
    int64_t target; /**< 0: none. */
};

/** What recorded visits add up to. */
struct indicator_visits {
    int64_t recorded; /**< Of any outcome. */
    int64_t met, households, helped, helps, leaflets;
    bool people_counted; /**< At one visit at least. */
    int64_t achievements[VISIT_ACHIEVEMENT_COUNT];
};

/** Counts visits given one by one; `taken` of them. No store, no clock. */
void indicator_count_visits(struct indicator_visits *out, const struct store_visit *visits,
                            unsigned count, struct arena *a);

/**
 * All figures, one an indicator of `all`, in its order. `figures`: of the same period; NULL: none
 * of the quizzes is known. `commune` NULL: no targets. Errors: the store's.
 */
NODISCARD bool indicators_read(struct indicator_figure *out, const struct indicators *all,
                               struct store *s, const struct figures *figures,
                               const struct commune *commune, const struct indicator_period *period,
                               struct arena *a, struct error *e);

/** The report of `count` figures; its language is the program's. */
void indicators_fill(struct report *out, const struct indicator_figure *figures, unsigned count,
                     const struct indicator_period *period, const struct commune *commune,
                     struct arena *a);

/** Lines to paste into a chat group: what is known, with targets; then how many are not. */
void indicators_write_text(struct buf *out, const struct indicator_figure *figures, unsigned count,
                           const struct indicator_period *period, const struct commune *commune,
                           struct arena *a);

#endif
