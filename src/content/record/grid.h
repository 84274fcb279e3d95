/** @file
 * Tables from people's spreadsheets, read a row at a time: CSV as Excel writes it (by libcsv).
 *
 * Byte-order mark or not; UTF-8 or UTF-16 (both orders); separated by `;`, `,` or tab, found by
 * itself or said by Excel's own first line "sep=;"; quoted cells; LF, CRLF or CR. Old encodings
 * (TCVN3, VNI) are refused by name, and so are .xlsx, .xls and .ods files, with how to save them as
 * CSV: Debian 12 has no well-kept C library that reads .xlsx.
 *
 * The first row names the columns. Names are compared without capitals, accents and signs:
 * "Họ tên", "ho_ten" and "HO TEN" are the same column. Empty rows are passed over.
 *
 * Lifetime: the grid and its source lie in the arena given to grid_open; a row's cells in the arena
 *           given to grid_next, which may be reset before the next row. So memory does not grow
 * with the number of rows, but for the file's own text. Problems: go to `diags` with the place of
 * the cell; reading goes on behind them. Sources:  RFC 4180; libcsv 3.0.3.
 */
#ifndef CONTENT_RECORD_GRID_H
#define CONTENT_RECORD_GRID_H

#include "base/error.h"
#include "content/guide/guide.h"

enum {
    GRID_FILE_MAX = 64 * 1024 * 1024,
    GRID_ROWS_MAX = 200000,
    GRID_COLUMNS_MAX = 100,
    GRID_WORDS_MAX = 16,
    GRID_CELL_MAX = 4096 /**< Bytes. */
};

struct grid;

struct grid_row {
    unsigned number;           /**< As the spreadsheet counts: the row of names is 1. */
    const struct field *cells; /**< One a column: NFC, trimmed, white space folded; may be empty. */
    struct span span;          /**< All of it. */
    bool sound;                /**< Nothing was reported for this row. */
};

/** NULL after a diagnostic when the file is no table. */
struct grid *grid_open(struct arena *a, const char *path, struct diag_list *diags);
/** The same from memory; `name` is shown in messages. */
struct grid *grid_parse(struct arena *a, struct slice name, struct slice text,
                        struct diag_list *diags);
/** Frees what libcsv holds; the rest lies in the arena. */
void grid_close(struct grid *g);

unsigned grid_column_count(const struct grid *g);
/** A column's name as written, with its place. */
struct field grid_column(const struct grid *g, unsigned index);
/** Index of the column that is called so, however it is written, or -1. */
int grid_find_column(const struct grid *g, struct slice name);
/** Fills `e`: there is no such column, and which name is nearest; `words` (NULL-terminated, at most
 *  GRID_WORDS_MAX, or NULL) would have done too. Always false. Errors: ERROR_INPUT. */
bool grid_refuse_column(const struct grid *g, struct slice name, const char *const *words,
                        struct error *e);

/** Where a row begins, to come back to it. */
struct grid_place {
    uint32_t at;         /**< In the file's text. */
    unsigned row_number; /**< Of the row before. */
};

/** Before grid_next: where the row that it will read begins, or empty rows before it. */
struct grid_place grid_tell(const struct grid *g);
/** Goes on reading at `place`, which grid_tell of the same grid gave. */
void grid_go_to(struct grid *g, struct grid_place place);

/** The next row that is not empty; false at the end. */
bool grid_next(struct grid_row *row, struct grid *g, struct arena *a, struct diag_list *diags);

/** Whether a cell is what Excel makes of a long number, 1.23457E+11: its digits are lost. */
bool grid_is_rounded(struct slice cell);
/** Whether a cell is what Excel puts where a formula has no result, "#N/A", or a column is too
 *  narrow, "####": nobody's name. */
bool grid_is_formula_error(struct slice cell);

#endif
