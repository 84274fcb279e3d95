/** @file
 * A report as pages: display lists that go to a PDF, a printer, or pictures for a chat group.
 *
 * Pages are given out one at a time, so that memory does not grow with their number; the report is
 * laid out twice, first only to know how many pages there are. Nothing is cut off: what is wider
 * than its place wraps, a table too wide for the paper becomes one card a row, and a row taller
 * than a page goes on over the next one. Headings stay with what they head, column titles come
 * again on the next page, rows stay whole.
 *
 * Every page is tagged (ISO 32000-1, 14.8.4): H1, H2, P, L, Table with TR, TH, TD, and Figure with
 * the section's sentence as its alternative text. A chart of bars across is a Table too: its
 * figures are its cells, so the bars need no words of their own.
 * Limits: texts are cut at PARA_TEXT_MAX bytes (text/para.h).
 */
#ifndef PAGE_REPORT_PAGES_H
#define PAGE_REPORT_PAGES_H

#include "base/error.h"
#include "draw/list.h"
#include "page/design.h"
#include "page/report/report.h"

struct font_set;

enum report_paper {
    REPORT_PAPER_A4,   /**< Upright. */
    REPORT_PAPER_PHONE /**< Narrow, large type, each page as tall as what stands on it. */
};

struct report_pages_options {
    const struct font_set *fonts;
    enum report_paper paper;
    enum design_ink ink;
    struct date made; /**< Printed at the foot; no date: left out. */
};

/** Takes one page; the list and the bookmark (the section it begins with) are valid during the
 *  call. False, with a reason, ends the drawing. */
typedef bool report_page_sink(void *context, const struct draw_list *page, struct slice bookmark,
                              struct error *e);

/** Draws all pages of `report`. Errors: the sink's. */
NODISCARD bool report_pages_draw(const struct report *report,
                                 const struct report_pages_options *options, report_page_sink *sink,
                                 void *context, struct error *e);

#endif
