/** @file
 * A section's table laid out: which column stands where, and in which of three forms.
 *
 *   inline    Thôn Mẫu 1   ▆▆▆▆▆▂▂  88 %  79–96 %      as long as the paper is wide enough
 *   stacked   the same, with "79–96 %" below "88 %"     where it is not
 *   cards     one row below the other                     where even that is too wide: the label, a
 * line for each bar, the other figures in one paragraph
 *
 * A narrow table of many rows is folded into two or three blocks side by side.
 */
#ifndef PAGE_REPORT_TABLE_H
#define PAGE_REPORT_TABLE_H

#include "page/report/inside.h"

/** Reasons beyond that are left unsaid. */
enum { TABLE_REASONS_MAX = 99, TABLE_BLOCKS_MAX = 3 };

struct table_column {
    bool right; /**< Figures and dates. */
    bool bar;
    int32_t value_du, interval_du; /**< Widths of their widest; interval 0 when stacked. */
    int32_t bar_du;
    int32_t natural_du, minimum_du;
    int32_t widest_du;      /**< Of its texts; natural_du disregards a single long one. */
    int32_t x_du, width_du; /**< From the left of the block. */
    struct report_axis axis;
};

struct table {
    struct report_pen *pen;
    const struct report_section *section;
    struct table_column columns[REPORT_COLUMNS_MAX];
    unsigned label; /**< The column that names the row. */
    bool chart;     /**< Bars across: thick, without lines between the rows. */
    bool flagged;   /**< Some row has a flag: there is a column for its icon. */
    bool stacked, cards;
    int32_t flag_du, gap_du, fold_gap_du;
    int32_t width_du; /**< Of one block. */
    unsigned block_count;
    struct slice reasons[TABLE_REASONS_MAX]; /**< Why figures are missing; marked ¹, ², … */
    unsigned reason_count;
};

/** How a cell's value, a column's title, an interval and a row's remark look. */
struct look table_value_look(const struct table *t, unsigned column);
struct look table_title_look(const struct table *t, unsigned column);
struct look table_interval_look(const struct table *t);
struct look table_remark_look(const struct table *t, const struct report_row *row);

/** The cell's text, with the mark of its reason when it is missing. */
struct slice table_value(struct table *t, const struct report_row *row, unsigned column);

/** The reason that stands in place of the bar, behind "—"; empty: none, or too long for one line.
 */
struct slice table_bar_reason(struct table *t, const struct report_row *row, unsigned column);

/** From the "—" to its reason. */
int32_t table_reason_indent(struct table *t);

/** "**Act on this**: remark"; empty when there is neither flag nor remark. */
struct rich table_remark(struct table *t, const struct report_row *row);

/** The icon of a flag, its box's middle at the place given. */
void table_flag(struct table *t, enum report_flag flag, int32_t center_x_du, int32_t center_y_du,
                int32_t size_du);

/** A new page, which says first whose rows go on there. No table or list may be open. */
void table_turn_page(struct table *t);

/** Rows in the forms "inline" and "stacked"; `tail_du`: height to keep with the last one. */
void rows_draw(struct table *t, int32_t tail_du);
int32_t rows_opening(struct table *t);

/** Whether the column titles leave room for rows. */
bool rows_have_room(struct table *t);

/** Rows as cards. */
void cards_draw(struct table *t, int32_t tail_du);
int32_t cards_opening(struct table *t);

#endif
