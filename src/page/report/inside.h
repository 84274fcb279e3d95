/** @file
 * What the files that draw a report share (pages.c, pen.c, table.c …).
 *
 * The pen moves down the page; `pen_need` starts a new one when something would not fit. All of it
 * runs twice: with `frame.measuring` set it only counts pages.
 * Units: du; sizes on paper in hundredths of a millimetre through frame_mm100.
 */
#ifndef PAGE_REPORT_INSIDE_H
#define PAGE_REPORT_INSIDE_H

#include "page/frame.h"
#include "page/report/pages.h"

struct report_pen {
    struct frame frame;
    const struct report *report;
    const struct report_pages_options *options;
    int32_t x_du, width_du;    /**< Of the text area. */
    int32_t top_du, bottom_du; /**< Of the text area; the foot stands below. */
    int32_t foot_du;           /**< Height of the foot. */
    int32_t y_du;              /**< Where the next thing begins. */
    unsigned page, page_count; /**< From 1; the count is 0 in the first pass. */
    struct slice bookmark;     /**< Of the page at hand. */
    struct slice section;      /**< Title of the section at hand. */
    struct arena *flow;        /**< Of the text that pen_flow is at. */
    report_page_sink *sink;
    void *context;
    struct error *error;
    bool failed; /**< The sink's: nothing is drawn any more. */
};

/** A fixed word of ours in the report's language. */
const char *pen_word(const struct report_pen *p, const char *english);

void pen_begin_page(struct report_pen *p);
void pen_end_page(struct report_pen *p);

/** A new page unless `height_du` more fits on this one, or this one is still empty. */
void pen_need(struct report_pen *p, int32_t height_du);

/** Moves down; not at the top of a page. */
void pen_gap(struct report_pen *p, int32_t gap_du);

/** What is left of the page at hand, and what an empty page has. */
int32_t pen_room(const struct report_pen *p);
int32_t pen_page_room(const struct report_pen *p);

/** Height of a text; 0 when empty. */
int32_t pen_text_height(struct report_pen *p, const struct look *look, struct rich text,
                        int32_t width_du);

/** Draws a text where it is told, without moving; returns its height. `role` DRAW_ROLE_COUNT: no
 *  tag of its own. */
int32_t pen_put(struct report_pen *p, enum draw_role role, const struct look *look,
                struct rich text, int32_t x_du, int32_t y_du, int32_t width_du);

/** The same for some of its lines only. */
void pen_put_lines(struct report_pen *p, const struct look *look, struct rich text, int32_t x_du,
                   int32_t y_du, int32_t width_du, int32_t first_line, int32_t line_count);

/** A text over the whole width, below what is there; over several pages if it must. */
void pen_flow(struct report_pen *p, enum draw_role role, const struct look *look, struct rich text);

/** "**word**: text", in the page's arena. */
struct rich pen_labelled(struct report_pen *p, struct slice word, struct slice text);

/** Width of a text on one line. */
int32_t pen_line_width(struct report_pen *p, const struct look *look, struct slice text);

/** The cell's text, in the page's arena or the report's own. */
struct slice pen_cell(struct report_pen *p, const struct report_cell *cell);
struct slice pen_interval(struct report_pen *p, const struct report_cell *cell);

/** A softer or stronger body text. */
struct look look_soft_body(const struct frame *f);
struct look look_strong_body(const struct frame *f);

/** Lines between rows and across charts: grey, and thin in one colour. */
struct draw_stroke look_row_rule(const struct frame *f);

/*
 * Axes. Whole numbers of 1/10^decimals, at most ±AXIS_VALUE_MAX, so that a product with a length
 * never overflows; larger values are drawn at the end of the axis.
 */
#define AXIS_VALUE_MAX INT64_C(1000000000000)

struct report_axis {
    int64_t low, high, step; /**< low <= 0 <= high, both multiples of the step. */
    unsigned decimals;
    enum report_kind kind; /**< Of its labels. */
};

/** From the column's cells; percentages reach to 100, except as upright columns. */
struct report_axis axis_of(const struct report_section *s, unsigned column);

/** Distance from the low end for an axis of `length_du`, within it. */
int32_t axis_place(const struct report_axis *axis, int64_t value, unsigned decimals,
                   int32_t length_du);

/** The tick as a cell, without needless decimals. */
struct report_cell axis_tick(const struct report_axis *axis, int64_t value);

/** A bar on its track, with a mark for the interval. */
void bar_across(struct report_pen *p, struct draw_rect track, const struct report_axis *axis,
                const struct report_cell *cell);

/** A filled column, hatched in one colour. */
void bar_upright(struct report_pen *p, struct draw_rect bar);

/** From `low_du` to `high_du` across or upright at the middle `at_du`, with small end strokes. */
void bar_interval(struct report_pen *p, bool upright, int32_t at_du, int32_t low_du,
                  int32_t high_du);

/** Upright columns or a line as a Figure, of which chart_is_figure says whether there is one; true
 * when all figures of the section stand on it, so that it needs no table. */
bool chart_draw(struct report_pen *p, const struct report_section *s);
int32_t chart_height(struct report_pen *p);
bool chart_is_figure(const struct report_section *s);

/** The section's rows, and below them what explains them: why figures are missing, what the columns
 *  mean, the section's note. */
void table_draw(struct report_pen *p, const struct report_section *s);

/** Height of the column titles and the first row: what a heading must not be parted from. */
int32_t table_opening(struct report_pen *p, const struct report_section *s);

#endif
