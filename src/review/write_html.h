/** @file
 * A report as one HTML page that needs nothing but itself.
 *
 * - Opens from a stick in any browser since Chrome 49 (the last for Windows XP; 109 for Windows 7):
 *   no network, no module, no modern syntax. A content security policy forbids everything that does
 *   not come with the page, which itself is let in by its hash; so a village's name that got past
 *   the escaping could still do nothing.
 * - Without script everything is there and in order. The script adds sorting by the column titles,
 *   one filter over all tables (with or without tone marks: "ban pinh" finds "Bản Pình"), and a
 * print button; a live region says how many rows are left.
 * - Bars stand in the table's own cells, with their figure as text; distributions and lines over
 *   time are SVG with title and description above the table that holds the same figures. So a
 *   screen reader reads tables, never pictures.
 * - Light, dark, forced colours, phone, A4: html/report.css.
 *
 * The figure of a cell is in its element of class "v", the ends of its interval in class "i".
 */
#ifndef REVIEW_WRITE_HTML_H
#define REVIEW_WRITE_HTML_H

#include "base/error.h"
#include "page/report/report.h"

/** Appends the page; false at the limit of `out`. */
bool write_html(struct buf *out, const struct report *report);

/** The same as a file. Errors: ERROR_SYSTEM; ERROR_LIMIT above WRITE_FILE_BYTES_MAX. */
NODISCARD bool report_write_html(const char *path, const struct report *report, struct error *e);

#endif
