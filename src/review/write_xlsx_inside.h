/** @file
 * Shared by the parts of the XLSX writer: the workbook with its formats, and texts for the library,
 * which wants them terminated.
 */
#ifndef REVIEW_WRITE_XLSX_INSIDE_H
#define REVIEW_WRITE_XLSX_INSIDE_H

#include <xlsxwriter.h>

#include "page/report/report.h"
#include "review/write_parts.h"

enum { XLSX_NAME_LETTERS = 31, XLSX_NAME_BYTES = XLSX_NAME_LETTERS * 4 + 1 };

/** How a cell looks; of figures also its number format, see xlsx_figure_format. */
enum xlsx_look {
    XLSX_PLAIN, /**< Text, broken into lines. */
    XLSX_SOFT,
    XLSX_TITLE,
    XLSX_SECTION_TITLE,
    XLSX_HEAD,
    XLSX_HEAD_NUMBER,
    XLSX_MISSING,
    XLSX_WARN,
    XLSX_ACT, /**< The flag that asks for something. */
    XLSX_LINK,
    XLSX_LOOK_COUNT
};

struct xlsx {
    const struct report *report;
    lxw_workbook *book;
    lxw_format *looks[XLSX_LOOK_COUNT];
    lxw_format *figures[REPORT_DATE + 1][REPORT_DECIMALS_MAX + 1][2]; /**< Made when asked for. */
    char names[REPORT_SECTIONS_MAX][XLSX_NAME_BYTES];                 /**< Of the sheets. */
    struct buf text;
};

/** `text`, clean, terminated, within Excel's 32,767 characters a cell; until the next call. */
const char *xlsx_text(struct xlsx *x, struct slice text);

/** A figure of `cell`'s kind: its value or an end of its interval. */
void xlsx_put_figure(struct xlsx *x, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                     const struct report_cell *cell, int64_t value);

/** Whatever it holds; the reason of a missing one is not written. */
void xlsx_put_cell(struct xlsx *x, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                   const struct report_cell *cell);

void xlsx_put_text(struct xlsx *x, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                   struct slice text, enum xlsx_look look);

void xlsx_put_word(struct xlsx *x, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                   const char *english, enum xlsx_look look);

/** Text in as many lines of about `letters` as it needs. */
void xlsx_put_lines(struct xlsx *x, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t last_column,
                    unsigned letters, struct slice text, enum xlsx_look look);

/** Paper, margins, foot with `title` and page numbers, the team's own line on top. */
void xlsx_set_paper(struct xlsx *x, lxw_worksheet *sheet, struct slice title, bool landscape);

/** Fills `sheet` with the section; `name` is the sheet's own. */
void xlsx_fill_section(struct xlsx *x, lxw_worksheet *sheet, const struct report_section *section,
                       const char *name);

#endif
