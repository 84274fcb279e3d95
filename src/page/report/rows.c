/* A table's rows, with the column titles again at the top of each page. */
#include "base/arena.h"
#include "base/i18n.h"
#include "base/units.h"
#include "page/report/table.h"

enum {
    ROW_PAD = 110,   /* Above and below a row's text. */
    CHART_PAD = 150, /* The same between thick bars. */
    BAR_HIGH = 320,
    CHART_HIGH = 520,
    TITLE_PAD = 120,
    REMARK_GAP = 40,
    OPENING_LEAST = 1500 /* A row or two never stand alone under their heading. */
};

static int32_t pad_of(const struct table *t)
{
    return frame_mm100(&t->pen->frame, t->chart ? CHART_PAD : ROW_PAD);
}

/* Where a column's value stands, from the left of the block. */
static int32_t value_width(const struct table *t, unsigned column)
{
    const struct table_column *c = &t->columns[column];
    int32_t gap = frame_mm100(&t->pen->frame, 200);
    if (c->bar)
        return c->value_du;
    return c->width_du - (c->interval_du ? gap + c->interval_du : 0);
}

static int32_t value_x(const struct table *t, unsigned column)
{
    const struct table_column *c = &t->columns[column];
    return c->x_du + (c->bar ? c->bar_du + frame_mm100(&t->pen->frame, 200) : 0);
}

/* Remarks stand below the row's label and reach to the right edge. */
static int32_t remark_width(const struct table *t)
{
    return t->width_du - t->columns[t->label].x_du;
}

static int32_t cell_height(struct table *t, const struct report_row *row, unsigned column)
{
    struct report_pen *p = t->pen;
    struct look look = table_value_look(t, column), interval = table_interval_look(t);
    int32_t height =
        pen_text_height(p, &look, rich_plain(table_value(t, row, column)), value_width(t, column));
    if (t->stacked && row->cells[column].has_interval)
        height += look_line_du(&p->frame, &interval);
    return height;
}

static int32_t cells_height(struct table *t, const struct report_row *row)
{
    struct look look = look_body(&t->pen->frame);
    int32_t height = look_line_du(&t->pen->frame, &look);
    if (t->chart)
        height = du_max(height, frame_mm100(&t->pen->frame, CHART_HIGH));
    for (unsigned i = 0; i < t->section->column_count; i++)
        height = du_max(height, cell_height(t, row, i));
    return height;
}

static int32_t remark_height(struct table *t, const struct report_row *row)
{
    struct look look = table_remark_look(t, row);
    int32_t height = pen_text_height(t->pen, &look, table_remark(t, row), remark_width(t));
    return height ? height + frame_mm100(&t->pen->frame, REMARK_GAP) : 0;
}

static int32_t row_height(struct table *t, const struct report_row *row)
{
    return 2 * pad_of(t) + cells_height(t, row) + remark_height(t, row);
}

static int32_t titles_height(struct table *t)
{
    int32_t height = 0;
    for (unsigned i = 0; i < t->section->column_count; i++) {
        struct look look = table_title_look(t, i);
        height =
            du_max(height, pen_text_height(t->pen, &look, rich_plain(t->section->columns[i].title),
                                           t->columns[i].width_du));
    }
    return height + frame_mm100(&t->pen->frame, TITLE_PAD);
}

/* Titles stand on the rule. */
static void draw_titles(struct table *t, int32_t x_du, int32_t y_du)
{
    struct report_pen *p = t->pen;
    struct frame *f = &p->frame;
    int32_t height = titles_height(t), pad = frame_mm100(f, TITLE_PAD);
    frame_begin(f, DRAW_ROLE_TR);
    for (unsigned i = 0; i < t->section->column_count; i++) {
        const struct table_column *c = &t->columns[i];
        struct look look = table_title_look(t, i);
        struct rich title = rich_plain(t->section->columns[i].title);
        int32_t own = pen_text_height(p, &look, title, c->width_du);
        frame_begin(f, DRAW_ROLE_TH);
        pen_put(p, DRAW_ROLE_COUNT, &look, title, x_du + c->x_du, y_du + height - pad - own,
                c->width_du);
        frame_end(f);
    }
    frame_end(f);
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_line(f, x_du, y_du + height, x_du + t->width_du, y_du + height,
               stroke_solid(f->theme->ink, frame_pt10(f, 10)));
    frame_end(f);
}

static void draw_bar(struct table *t, const struct report_row *row, unsigned column, int32_t x_du,
                     int32_t y_du, int32_t height_du)
{
    const struct table_column *c = &t->columns[column];
    int32_t high = frame_mm100(&t->pen->frame, t->chart ? CHART_HIGH : BAR_HIGH);
    enum report_kind kind = row->cells[column].kind;
    struct draw_rect track = {x_du, y_du + (height_du - high) / 2, c->bar_du, high};
    if (kind != REPORT_MISSING && kind != REPORT_TEXT)
        bar_across(t->pen, track, &c->axis, &row->cells[column]);
}

/* "—" as a figure of its own, and why there is none. */
static void draw_reason(struct table *t, const struct report_row *row, unsigned column,
                        int32_t x_du, int32_t y_du, int32_t line_du)
{
    struct report_pen *p = t->pen;
    struct look look = look_soft_note(&p->frame);
    int32_t width = t->columns[column].width_du, dash = table_reason_indent(t);
    int32_t y = y_du + (line_du - look_line_du(&p->frame, &look)) / 2;
    struct rich reason = rich_plain(table_bar_reason(t, row, column));
    pen_put(p, DRAW_ROLE_P, &look, rich_plain(pen_cell(p, &row->cells[column])), x_du, y, width);
    pen_put(p, DRAW_ROLE_P, &look, reason, x_du + dash, y, width - dash);
}

static void draw_interval(struct table *t, const struct report_cell *cell, unsigned column,
                          int32_t x_du, int32_t y_du, int32_t below_du)
{
    struct report_pen *p = t->pen;
    const struct table_column *c = &t->columns[column];
    struct look look = table_interval_look(t), value = table_value_look(t, column);
    struct rich text = rich_plain(pen_interval(p, cell));
    if (t->stacked)
        pen_put(p, DRAW_ROLE_COUNT, &look, text, x_du + value_x(t, column), y_du + below_du,
                value_width(t, column));
    else
        pen_put(p, DRAW_ROLE_COUNT, &look, text, x_du + c->x_du + c->width_du - c->interval_du,
                y_du + (look_line_du(&p->frame, &value) - look_line_du(&p->frame, &look)) / 2,
                c->interval_du + 1);
}

/* Cells stand at the top of the row; where a label has several lines, figures beside bars stand in
 * the middle. */
static void draw_cell(struct table *t, const struct report_row *row, unsigned column, int32_t x_du,
                      int32_t y_du, int32_t height_du)
{
    struct report_pen *p = t->pen;
    const struct table_column *c = &t->columns[column];
    struct look look = table_value_look(t, column);
    struct rich value = rich_plain(table_value(t, row, column));
    struct slice reason = table_bar_reason(t, row, column);
    int32_t own = cell_height(t, row, column);
    int32_t y = t->chart ? y_du + (height_du - own) / 2 : y_du;
    int32_t line = du_min(look_line_du(&p->frame, &look), height_du);
    if (reason.size) {
        draw_reason(t, row, column, x_du + c->x_du, y, line);
        return;
    }
    if (c->bar)
        draw_bar(t, row, column, x_du + c->x_du, y_du, t->chart ? height_du : line);
    bool alone = column != t->label || table_remark(t, row).text.size == 0;
    int32_t text = pen_put(p, alone ? DRAW_ROLE_COUNT : DRAW_ROLE_P, &look, value,
                           x_du + value_x(t, column), y, value_width(t, column));
    if (row->cells[column].has_interval && row->cells[column].kind != REPORT_MISSING)
        draw_interval(t, &row->cells[column], column, x_du, y, text);
}

static void draw_ground(struct table *t, const struct report_row *row, int32_t x_du, int32_t y_du,
                        int32_t height_du)
{
    struct frame *f = &t->pen->frame;
    int32_t end = y_du + height_du;
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    if (row->flag == REPORT_FLAG_ACT && f->theme->solid)
        frame_rect(f, (struct draw_rect){x_du, y_du, t->width_du, height_du}, 0,
                   f->theme->warn_tint, NO_STROKE);
    if (row->flag == REPORT_FLAG_ACT)
        frame_rect(f, (struct draw_rect){x_du, y_du, frame_mm100(f, 90), height_du}, 0,
                   f->theme->warn, NO_STROKE);
    if (!t->chart)
        frame_line(f, x_du, end, x_du + t->width_du, end, look_row_rule(f));
    frame_end(f);
}

static void draw_row(struct table *t, const struct report_row *row, int32_t x_du, int32_t y_du)
{
    struct report_pen *p = t->pen;
    struct frame *f = &p->frame;
    struct look body = look_body(f), remark = table_remark_look(t, row);
    int32_t pad = pad_of(t), cells = cells_height(t, row), line = look_line_du(f, &body);
    draw_ground(t, row, x_du, y_du, row_height(t, row));
    int32_t y = y_du + pad;
    table_flag(t, row->flag, x_du + t->flag_du / 2, y + (t->chart ? cells : line) / 2, line);
    frame_begin(f, DRAW_ROLE_TR);
    for (unsigned i = 0; i < t->section->column_count; i++) {
        frame_begin(f, DRAW_ROLE_TD);
        draw_cell(t, row, i, x_du, y, cells);
        if (i == t->label)
            pen_put(p, DRAW_ROLE_P, &remark, table_remark(t, row), x_du + t->columns[t->label].x_du,
                    y + cells + frame_mm100(f, REMARK_GAP), remark_width(t));
        frame_end(f);
    }
    frame_end(f);
}

static void begin_table(struct table *t)
{
    frame_begin(&t->pen->frame, DRAW_ROLE_TABLE);
}

static void begin_block(struct table *t)
{
    begin_table(t);
    draw_titles(t, t->pen->x_du, t->pen->y_du);
    t->pen->y_du += titles_height(t);
}

/* A row taller than a page, in pieces as tall as what is left; bars and intervals in the first. */
static void draw_tall_row(struct table *t, const struct report_row *row)
{
    struct report_pen *p = t->pen;
    struct frame *f = &p->frame;
    struct look body = look_body(f);
    int32_t line = look_line_du(f, &body), pad = pad_of(t);
    int32_t lines = div_ceil(cells_height(t, row), line);
    for (int32_t done = 0; done < lines && !p->failed;) {
        if (pen_room(p) < 2 * pad + line) {
            frame_end(f);
            table_turn_page(t);
            begin_block(t);
        }
        int32_t now = du_clamp((pen_room(p) - 2 * pad) / line, 1, lines - done);
        frame_begin(f, DRAW_ROLE_TR);
        for (unsigned i = 0; i < t->section->column_count; i++) {
            struct look look = table_value_look(t, i);
            frame_begin(f, DRAW_ROLE_TD);
            pen_put_lines(p, &look, rich_plain(table_value(t, row, i)), p->x_du + value_x(t, i),
                          p->y_du + pad, value_width(t, i), done, now);
            frame_end(f);
        }
        frame_end(f);
        p->y_du += 2 * pad + now * line;
        done += now;
    }
    struct look remark = table_remark_look(t, row);
    frame_end(f);
    pen_flow(p, DRAW_ROLE_P, &remark, table_remark(t, row));
    begin_table(t);
}

static void draw_single(struct table *t, int32_t tail_du)
{
    struct report_pen *p = t->pen;
    const struct report_section *s = t->section;
    int32_t page = 0;
    begin_block(t);
    for (unsigned i = 0; i < s->row_count && !p->failed; i++) {
        const struct report_row *row = &s->rows[i];
        int32_t height = row_height(t, row);
        int32_t keep = i + 1 == s->row_count ? tail_du : 0;
        page = pen_page_room(p) - titles_height(t) - frame_mm100(&p->frame, 1000);
        if (height > page) {
            draw_tall_row(t, row);
            continue;
        }
        if (height + du_min(keep, page - height) > pen_room(p)) {
            frame_end(&p->frame);
            table_turn_page(t);
            begin_block(t);
        }
        draw_row(t, row, p->x_du, p->y_du);
        p->y_du += height;
    }
    frame_end(&p->frame);
}

static int32_t tallest_row(struct table *t)
{
    int32_t tallest = 0;
    for (unsigned i = 0; i < t->section->row_count; i++)
        tallest = du_max(tallest, row_height(t, &t->section->rows[i]));
    return tallest;
}

/* Blocks side by side, read one after the other; as many rows as the page has room for. */
static void draw_folded(struct table *t)
{
    struct report_pen *p = t->pen;
    const struct report_section *s = t->section;
    int32_t row = tallest_row(t), titles = titles_height(t);
    int32_t step = t->width_du + t->fold_gap_du;
    for (unsigned done = 0; done < s->row_count && !p->failed;) {
        unsigned left = s->row_count - done;
        unsigned whole = (left + t->block_count - 1) / t->block_count;
        unsigned fit = (unsigned)du_max((pen_room(p) - titles) / row, 0);
        if (fit < whole && fit < 3 && p->y_du > p->top_du) {
            table_turn_page(t);
            continue;
        }
        unsigned each = whole < fit || fit == 0 ? whole : fit;
        begin_table(t);
        for (unsigned b = 0; b < t->block_count && b * each < left; b++) {
            int32_t x = p->x_du + (int32_t)b * step;
            draw_titles(t, x, p->y_du);
            for (unsigned i = 0; i < each && b * each + i < left; i++)
                draw_row(t, &s->rows[done + b * each + i], x, p->y_du + titles + (int32_t)i * row);
        }
        frame_end(&p->frame);
        p->y_du += titles + (int32_t)each * row;
        done += each * t->block_count;
        if (done < s->row_count)
            table_turn_page(t);
    }
}

void rows_draw(struct table *t, int32_t tail_du)
{
    int32_t page = pen_page_room(t->pen) - frame_mm100(&t->pen->frame, 1500);
    if (t->block_count > 1 && titles_height(t) + 3 * tallest_row(t) <= page)
        draw_folded(t);
    else
        draw_single(t, tail_du);
}

bool rows_have_room(struct table *t)
{
    return titles_height(t) <= pen_page_room(t->pen) / 3;
}

int32_t rows_opening(struct table *t)
{
    const struct report_section *s = t->section;
    int32_t height = titles_height(t), least = height + frame_mm100(&t->pen->frame, OPENING_LEAST);
    for (unsigned i = 0; i < s->row_count && height < least; i++)
        height += row_height(t, &s->rows[i]);
    return du_min(height, pen_page_room(t->pen) / 2);
}
