/** @file
 * What the files written from a report have in common: clean text, words, derived columns.
 *
 * Text in a report is hostile (a village's name comes from whoever typed it), so each writer takes
 * it through write_clean first and then escapes it for its own format.
 */
#ifndef REVIEW_WRITE_PARTS_H
#define REVIEW_WRITE_PARTS_H

#include "base/buf.h"
#include "base/error.h"
#include "page/report/report.h"

/** Above this a file is refused: nobody opens it any more. */
enum { WRITE_FILE_BYTES_MAX = 64 << 20 };

/** The report's language as i18n_in takes it: "vi" unless it says otherwise. */
const char *write_language(const struct report *report);

bool write_is_vietnamese(const struct report *report);

/** `english` in the language of the report. */
const char *write_word(const struct report *report, const char *english);

/**
 * Appends `text` as well-formed UTF-8 that XML 1.0 (clause 2.2, Char) and HTML allow: malformed
 * bytes and noncharacters become U+FFFD; control characters, ends of lines too, become a space.
 * Marks that turn the direction of writing (U+202A–202E, U+2066–2069) are left out: in a name they
 * only serve to show something else than is there.
 */
bool write_clean(struct buf *out, struct slice text);

/** "Have a look", "Act on this", or "" for REPORT_FLAG_NONE, in the report's language. */
const char *write_flag_word(const struct report *report, enum report_flag flag);

/** Whether any cell of the column has an interval, and so gets columns "from" and "to". */
bool write_has_interval(const struct report_section *section, unsigned column);

/** Whether any row has a flag. */
bool write_has_flags(const struct report_section *section);

/** Whether any row has a remark, or a missing cell with a reason. */
bool write_has_remarks(const struct report_section *section);

/** The row's remark, then once each the reasons of its missing cells: "…; dưới 5 người". */
bool write_remark(struct buf *out, const struct report_row *row, unsigned column_count);

/** Whether any cell of the column is a figure: else there is nothing to draw. */
bool write_has_figures(const struct report_section *section, unsigned column);

/** Whether the cell holds a figure: a count, percentage, number or date. */
bool write_is_figure(const struct report_cell *cell);

/** The title of a column of bare numbers names their unit: "Đúng (%)"; as it is if it does already.
 */
bool write_number_title(struct buf *out, const struct report_column *column);

/** "123.45", "-0.5": `value` in 1/10^decimals with `mark` as the decimal sign and no groups. */
bool write_number(struct buf *out, int64_t value, unsigned decimals, char mark);

/** The words said at the top of a report that holds small groups. */
const char *write_team_only(const struct report *report);

/** A finished file, durably. Errors: ERROR_LIMIT when `whole` met its limit; ERROR_SYSTEM. */
NODISCARD bool write_to_file(const char *path, const struct buf *whole, struct error *e);

/** The day the file is made: "21/11/2026"; see date_stamp. */
bool write_today(struct buf *out);

#endif
