/** @file
 * Reports for the tests of everything that shows one: every kind of cell, chart and flag.
 *
 * Villages and figures are made up. Texts are Vietnamese, as real ones are.
 */
#ifndef TESTS_SUPPORT_REPORT_FIXTURE_H
#define TESTS_SUPPORT_REPORT_FIXTURE_H

#include "base/arena.h"
#include "page/report/report.h"

enum report_fixture {
    /** A team's own report: tiles, bars with intervals, days with gaps, 40 villages with masked
     *  groups, a distribution, flagged questions, an empty and a hidden section, notes, signs. */
    REPORT_FIXTURE_TEAM,
    /** The smallest there is: a title, a period, nothing else. */
    REPORT_FIXTURE_BARE,
    /** What people should not be able to break it with: mark-up, formulas, control letters, words
     *  without a space, 16 columns, figures of 19 digits, minus, all cells missing. */
    REPORT_FIXTURE_HOSTILE,
    REPORT_FIXTURE_COUNT
};

/** Lives as long as `a`. */
const struct report *report_fixture(struct arena *a, enum report_fixture which);

const char *report_fixture_name(enum report_fixture which);

#endif
