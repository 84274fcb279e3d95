/** @file
 * The sheet a team carries from door to door, and the page that tells the printer how many.
 *
 * A4 upright, one village a sheet: a card a household, in walking order, with boxes to tick. It
 * says no more than the visit needs: how to find the person, what they found hard, what to bring.
 * Roomy type is tried first; a village that then needs more pages than in smaller type is set
 * smaller. A card is never broken; a household whose card is taller than a page cannot happen
 * within the limits.
 *
 * Pages are tagged: H1 the village, L with an LI a household. Words are in `language`.
 * Limits: texts are cut at VISIT_SHEET_TEXT_MAX bytes, so that no name pushes others off the page.
 */
#ifndef PAGE_VISIT_SHEET_H
#define PAGE_VISIT_SHEET_H

#include "base/error.h"
#include "draw/list.h"
#include "page/design.h"

struct font_set;

enum { VISIT_SHEET_TEXT_MAX = 160, VISIT_SHEET_TOPICS_MAX = 8, VISIT_SHEET_BOXES_MAX = 16 };

struct visit_sheet_row {
    struct slice number; /**< "K482" */
    struct slice name, phone;
    const struct slice *topics; /**< In words, worst first. */
    unsigned topic_count;
    const struct slice *leaflets; /**< In words: those printed behind the sheet. */
    unsigned leaflet_count;
    bool again, missed; /**< Asked for another visit; was not at home. */
};

struct visit_sheet {
    const char *language;
    struct slice team;    /**< At the foot; may be empty. */
    struct slice village; /**< Empty: not said. */
    const struct visit_sheet_row *rows;
    unsigned row_count;
    const struct slice *achievements; /**< What may be ticked, in words; VISIT_SHEET_BOXES_MAX. */
    unsigned achievement_count;
};

/** "VNeID ở nhà · 12": what to print how often. */
struct visit_count {
    struct slice what;
    unsigned count;
    bool strong; /**< A sum. */
};

struct visit_count_page {
    const char *language;
    struct slice team, title, sentence;
    const struct visit_count *lines;
    unsigned line_count;
};

struct visit_sheet_options {
    const struct font_set *fonts;
    enum design_ink ink;
    struct date made; /**< At the foot; no date: left out. */
};

/** Takes one page; the list is valid during the call. False, with a reason, ends the drawing. */
typedef bool visit_page_sink(void *context, const struct draw_list *page, struct error *e);

/** Draws all pages of one village. Errors: the sink's. */
NODISCARD bool visit_sheet_draw(const struct visit_sheet *sheet,
                                const struct visit_sheet_options *options, visit_page_sink *sink,
                                void *context, struct error *e);

/** Draws the page, or pages, of counts. */
NODISCARD bool visit_counts_draw(const struct visit_count_page *counts,
                                 const struct visit_sheet_options *options, visit_page_sink *sink,
                                 void *context, struct error *e);

#endif
