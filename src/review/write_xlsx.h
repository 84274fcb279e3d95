/** @file
 * A report as an Excel workbook (Office Open XML, by libxlsxwriter), for who counts on with it.
 *
 * - The first sheet says what, where and when, with the large figures, links to the other sheets
 * and the notes; then comes a sheet a section, named by its title (its id where two would be called
 *   the same; names hold 31 characters).
 * - Figures are numbers with a number format, percentages 0.615 shown as "61,5 %" (Excel takes the
 *   signs from the reader's Windows), dates are dates; an interval has two columns of its own.
 *   Excel keeps 15 digits: a figure with more is written as text rather than changed.
 * - Text is written as text and is never a formula, whatever it begins with.
 * - Missing is "—", its reason in the last column. A chart refers to the sheet's own cells; where
 *   some are missing it refers to a hidden column in which they are empty, since Excel would draw
 *   the text "—" as 0.
 * - Column titles are frozen, filtered and repeated on each printed page; A4, one page wide.
 * - The same report on the same day (date_stamp) gives the same bytes.
 */
#ifndef REVIEW_WRITE_XLSX_H
#define REVIEW_WRITE_XLSX_H

#include "base/error.h"
#include "page/report/report.h"

/**
 * Writes the workbook; libxlsxwriter works in the folder for temporary files.
 * Errors: ERROR_SYSTEM; ERROR_LIBRARY with libxlsxwriter's code; ERROR_LIMIT above
 *         WRITE_FILE_BYTES_MAX.
 */
NODISCARD bool report_write_xlsx(const char *path, const struct report *report, struct error *e);

#endif
