/** @file
 * A quiz on paper, for villages without a kiosk and days without power: A4 pages, large type.
 *
 *     questions   one a household or one a table: numbered questions, lettered options
 *     answers     one a person: boxes to cross, village, age group, a code of the team's, no name
 *     key         for whoever types the answers in: right letters, explanations, how to type
 *
 * All carry one code (QR) that says which questions these are. What is crossed is typed by the
 * letters of content/quiz/letters.h.
 *
 * A question stays whole on its page. In one colour nothing is filled but type, icons and codes.
 * Pages are given out one at a time; all of it is laid out twice, first to know how many there are.
 * Problems: words too wide for their column, letters without a font, unknown icons: in `diags`.
 */
#ifndef PAGE_QUIZ_PAPER_H
#define PAGE_QUIZ_PAPER_H

#include "base/error.h"
#include "content/quiz/letters.h"
#include "page/report/pages.h"

enum { QUIZ_PAPER_SHEETS_MAX = 500, QUIZ_PAPER_AGE_GROUPS = 4 };

/** What the log calls them, in any language: "<40" …; typed as 1, 2, 3, 4. */
extern const char *const quiz_paper_age_groups[QUIZ_PAPER_AGE_GROUPS];

struct quiz_paper {
    const struct quiz *quiz;
    const struct quiz_question *const *questions; /**< Asked, in this order. */
    unsigned question_count;
    struct slice code;  /**< What the QR says. */
    struct slice shown; /**< The same, short, for people: at the foot of each page. */
    struct slice team;  /**< Who asks; may be empty. */
    const struct quiz_question *const *left_out; /**< Not for paper; named on the key. */
    unsigned left_out_count;
    struct slice file; /**< The table to type into. */
};

enum quiz_paper_part {
    QUIZ_PAPER_QUESTIONS,
    QUIZ_PAPER_ANSWERS,
    QUIZ_PAPER_KEY,
    QUIZ_PAPER_PART_COUNT
};

struct quiz_paper_options {
    const struct font_set *fonts;
    enum design_ink ink;
    unsigned
        sheet_count; /**< Of answers, numbered from 1; 0: one without a number, to be copied. */
};

/** Draws all pages of a part; the bookmark is the part's name. False when the sink failed (`e`) or
 *  something was wrong with the text (`diags`). */
NODISCARD bool quiz_paper_draw(enum quiz_paper_part part, const struct quiz_paper *paper,
                               const struct quiz_paper_options *options, report_page_sink *sink,
                               void *context, struct diag_list *diags, struct error *e);

#endif
