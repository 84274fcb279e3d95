/** @file
 * Figures put into words and tables: the report that terminal, PDF, PNG, HTML, XLSX and CSV show.
 *
 * What asks for something to be done comes first: topics to teach again, questions to look at,
 * villages; how the quiz works as a test comes last. Every section has a sentence that says what it
 * shows.
 *
 * What was chosen: how often each option of a question was taken is shown down to one, for no
 * person stands behind it: rounds carry no name, and nothing else of a round is told beside an
 * option. The rule for small groups is for figures of people and places, where neighbours could
 * guess who it was; a question that fewer than FIGURES_GROUP_MIN people answered has no such
 * figures at all.
 *
 * Small groups: figures of groups under FIGURES_GROUP_MIN are "—" unless `team`. Where they could
 * be found by taking the others from the total, the next smallest group is hidden too.
 *
 * Its language is the program's (base/i18n.h).
 */
#ifndef REVIEW_FILL_H
#define REVIEW_FILL_H

#include "page/report/report.h"
#include "review/figures.h"

/** Id of the section from which on single questions are told. */
#define FILL_DETAILS_FROM "questions"

struct fill_options {
    bool team;          /**< For the team only: small groups are shown. */
    struct slice place; /**< "xã Hòa Bình"; may be empty. */
};

/** Lifetime: `out` lives as long as `a` and the figures. */
void fill_report(struct report *out, const struct figures *figures,
                 const struct fill_options *options, struct arena *a);

#endif
