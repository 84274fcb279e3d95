/** @file
 * Shared by the parts of the HTML writer: escaping, and the scale that bars and charts are drawn
 * to.
 */
#ifndef REVIEW_WRITE_HTML_INSIDE_H
#define REVIEW_WRITE_HTML_INSIDE_H

#include "page/report/report.h"
#include "review/write_parts.h"

struct html {
    struct buf *out;
    const struct report *report;
    struct buf text; /**< Working room of html_put_text. */
};

/** Mark-up of ours, as it is. */
void html_put(struct html *h, const char *markup);

/** Text of anybody, clean and with & < > " ' as references: fit for content and quoted attributes.
 */
void html_put_text(struct html *h, struct slice text);

/** A word of ours in the report's language. */
void html_put_word(struct html *h, const char *english);

/** `<tag class="name">text</tag>`; nothing when `text` is empty. */
void html_put_element(struct html *h, const char *tag, const char *name, struct slice text);

/** The cell's figure or text; a figure as report_format_cell gives it. */
void html_put_cell(struct html *h, const struct report_cell *cell);

/** A plain number for machines: "61.5", with a point. */
void html_put_number(struct html *h, const struct report_cell *cell);

/** From the smallest to the largest value of a column, intervals included; holds 0. */
struct html_scale {
    double low, high; /**< low <= 0 < high */
};

double html_value(int64_t value, const struct report_cell *cell);

/** `axis_max`, or the cells' own, or 100 for a column of percentages; a cell beyond goes on top. */
struct html_scale html_scale_of(const struct report_section *section, unsigned column);

/** Where `value` lies between low (0) and high (`length`). */
int html_scaled(struct html_scale scale, double value, int length);

/** Few narrow columns, that stay together rather than drift apart over the width of the page. */
bool html_is_compact(const struct report_section *section);

/** The section's table, or what to say when it is empty. */
void html_put_table(struct html *h, const struct report_section *section);

/** Columns or a line, as the section asks; nothing for REPORT_CHART_NONE and REPORT_CHART_BARS. */
void html_put_chart(struct html *h, const struct report_section *section);

#endif
