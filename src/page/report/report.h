/** @file
 * A report as data: what it says, before anybody decides how it looks.
 *
 * review/ fills it once; the terminal, PDF, PNG, HTML, XLSX and CSV all show this same struct, so
 * that a figure cannot differ from one to the other. Figures are whole numbers of 1/10^decimals,
 * rounded once when they are put in; their text comes from report_format_cell only.
 *
 * Missing is REPORT_MISSING, shown as "—" with a reason if there is one; it is never 0.
 * Lifetime: everything lies in the arena of whoever filled it.
 */
#ifndef PAGE_REPORT_H
#define PAGE_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/slice.h"

enum {
    REPORT_SECTIONS_MAX = 64,
    REPORT_COLUMNS_MAX = 16,
    REPORT_TILES_MAX = 8,
    REPORT_DECIMALS_MAX = 6,
    REPORT_CELL_TEXT_MAX = 96 /**< Bytes of a formatted figure or interval, with its NUL. */
};

enum report_kind {
    REPORT_MISSING, /**< "—"; `text` may say why. */
    REPORT_TEXT,
    REPORT_COUNT,   /**< A whole number: of people, attempts, answers. */
    REPORT_PERCENT, /**< In percent points. */
    REPORT_NUMBER,  /**< Any other figure. */
    REPORT_DATE     /**< `value`: days as date_days gives them. */
};

struct report_cell {
    enum report_kind kind;
    unsigned decimals; /**< `value`, `low` and `high` are in 1/10^decimals. */
    int64_t value;
    bool has_interval; /**< 95 %: `low` to `high`. */
    int64_t low, high;
    bool signed_value; /**< Shown with its sign: a change. */
    struct slice text; /**< REPORT_TEXT; the reason of REPORT_MISSING. */
};

struct report_cell report_missing(struct slice reason);
struct report_cell report_text(struct slice text);
struct report_cell report_count(int64_t count);
struct report_cell report_date(int64_t days);
/** Rounded half away from zero. A value that is not finite, or too large for its cell, becomes
 *  REPORT_MISSING. */
struct report_cell report_figure(enum report_kind kind, double value, unsigned decimals);
/** The cell with its 95 % interval; without one when an end is not finite or the cell is missing.
 */
struct report_cell report_with_interval(struct report_cell cell, double low, double high);

/**
 * The cell as people read it in `language`: "61,5 %", "1.024", "+11", "−3" (U+2212), "—",
 * "21/11/2026"; NUL at the end, no break inside (U+00A0 before "%"). Of REPORT_TEXT the text
 * itself, borrowed and without a NUL. Other languages than Vietnamese write "1,024.5". Without the
 * interval, which report_format_interval gives as "58–64 %", or in words where a sign would be
 * mistaken for a dash: "−3 đến +5" (empty: none).
 */
struct slice report_format_cell(char out[REPORT_CELL_TEXT_MAX], const struct report_cell *cell,
                                const char *language);
struct slice report_format_interval(char out[REPORT_CELL_TEXT_MAX], const struct report_cell *cell,
                                    const char *language);

/** How strongly a row asks for something to be done; said by icon and word too, never by colour. */
enum report_flag { REPORT_FLAG_NONE, REPORT_FLAG_LOOK, REPORT_FLAG_ACT };

struct report_column {
    struct slice title;
    struct slice hint;     /**< What the figure means and how it is computed; may be empty. */
    enum report_kind kind; /**< Of its cells; decides the alignment. */
    bool bar;              /**< Percent cells are drawn as bars beside their text. */
};

struct report_row {
    const struct report_cell *cells; /**< One a column. */
    enum report_flag flag;
    struct slice remark; /**< Plain words: "Cần xem lại đáp án: …"; may be empty. */
    /** What it is about, for going from a row to what lies behind it: 1 + its index among the
     * items, villages or topics of the figures it was made from; 0: nothing. Never shown. */
    unsigned about;
};

/** How a section's table is drawn as a chart, from its own cells. */
enum report_chart {
    REPORT_CHART_NONE,
    REPORT_CHART_BARS,    /**< A bar a row, across; label in `label_column`. */
    REPORT_CHART_COLUMNS, /**< A column a row, upright: distributions, days. */
    REPORT_CHART_LINE     /**< Points joined, a row each: something over time. */
};

struct report_section {
    const char *id; /**< [a-z0-9-]: anchor, name of a file; unique in the report. */
    struct slice title;
    struct slice sentence; /**< One sentence that says what it shows. */
    struct slice note;     /**< Why something is hidden, how it is counted; may be empty. */
    enum report_chart chart;
    unsigned label_column, value_column;
    int64_t axis_max; /**< Of the chart, in whole units (100 for percent); 0: from the cells. */
    struct report_column columns[REPORT_COLUMNS_MAX];
    unsigned column_count;
    const struct report_row *rows;
    unsigned row_count;
    struct slice empty; /**< What to say when there is no row. */
};

/** A large figure at the top: "186 — người làm bài (214 lượt)". */
struct report_tile {
    struct report_cell cell;
    struct slice label;
};

struct report {
    const char *language; /**< "vi", "en": of its fixed words and numbers. */
    struct slice kicker;  /**< Small line above the title: what, where, period. */
    struct slice title;   /**< The finding, as a sentence. */
    struct slice period;  /**< "01/11/2026 – 21/11/2026" */
    struct slice scope;   /**< Filters in words: village, quiz, kiosk; may be empty. */
    struct report_tile tiles[REPORT_TILES_MAX];
    unsigned tile_count;
    const struct report_section *sections;
    unsigned section_count;
    const struct slice *notes; /**< Corrected keys, withdrawn batches, gaps in the logs … */
    unsigned note_count;
    struct slice
        signs[2]; /**< Who signs at the foot: "NGƯỜI LẬP BIỂU", "TỔ TRƯỞNG"; may be empty. */
    bool team_only; /**< Holds small groups: not to be passed on; said on every page. */
};

/** A4 portrait pages of a report, tagged, as display lists; see page/report/pages.h. */

#endif
