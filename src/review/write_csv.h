/** @file
 * A report as CSV (RFC 4180), so that a double click opens it whole in a Vietnamese Excel.
 *
 * One file, a block a section: a line with its title, the line of column titles, the rows, an empty
 * line. One file goes through a chat group or onto a stick as one thing; who wants bare tables for
 * another program asks for one section at a time.
 *
 * Excel takes its signs from Windows. Vietnamese: `;` between fields, decimal comma, dates
 * 21/11/2026. English: `,`, decimal point, dates 2026-11-21, which every locale reads. UTF-8 with
 * byte-order mark, without which Excel reads the letters as Windows-1258. Lines end in CR LF.
 * No "sep=;" line: with it Excel ignores the byte-order mark.
 *
 * - Figures are bare (no groups, no "%", no "+"), so that they can be counted with; the unit stands
 *   in the column's title. An interval has two columns of its own behind its figure's.
 * - Missing is "—"; why, stands in the last column.
 * - Text that a spreadsheet would run (=, +, -, @ and their full-width forms, also behind white
 *   space; tabs and ends of lines become spaces before) or turn into a date ("1/2", "3-4") begins
 * with an apostrophe (OWASP, "CSV Injection"). Figures are never touched: -3,5 stays a number.
 */
#ifndef REVIEW_WRITE_CSV_H
#define REVIEW_WRITE_CSV_H

#include "base/error.h"
#include "page/report/report.h"

/**
 * Appends the whole report, or with `only` that one section's table alone: column titles and rows,
 * nothing before and behind.
 */
bool write_csv(struct buf *out, const struct report *report, const struct report_section *only);

/** The same as a file. Errors: ERROR_SYSTEM; ERROR_LIMIT above WRITE_FILE_BYTES_MAX. */
NODISCARD bool report_write_csv(const char *path, const struct report *report,
                                const struct report_section *only, struct error *e);

#endif
