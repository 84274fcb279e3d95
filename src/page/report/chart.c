/*
 * Charts with two axes, as one Figure each: upright columns (a distribution), a line (over time).
 *
 *     30 ┤        ●            values on round numbers, at most five steps
 *     20 ┤   ●──●   ●
 *     10 ┤ ●                   a missing figure breaks the line
 *      0 └─┬──┬──┬──┬──┬─
 *        01/11    05/11        names as many as fit
 *
 * Days stand where they belong on the time axis, so that a day without a row shows as a gap.
 */
#include "base/arena.h"
#include "base/units.h"
#include "page/report/inside.h"

enum {
    PLOT_HIGH = 4200,
    VALUE_PAD = 60,
    NAME_GAP = 250, /* Between two names on the axis. */
    COLUMN_PERCENT = 64,
    COLUMN_WIDEST = 1800,
    NAME_LINES = 3,
    POINT = 65, /* Radius. */
    POINTS_WITH_VALUES = 16
};

struct chart {
    struct report_pen *pen;
    const struct report_section *section;
    struct report_axis axis;
    int32_t left_du, right_du, top_du, bottom_du; /* Of the plot. */
    int32_t names_du;                             /* Top of the names. */
    int32_t slot_du;                              /* Between two rows' middles. */
    bool dated;
    int64_t first_day, last_day;
};

static struct look name_look(const struct chart *c)
{
    return look_aligned(look_soft_note(&c->pen->frame), PARA_CENTER, PARA_WRAP_BALANCE);
}

static const struct report_cell *value_of(const struct chart *c, unsigned row)
{
    return &c->section->rows[row].cells[c->section->value_column];
}

static bool is_figure(const struct report_cell *cell)
{
    return cell->kind == REPORT_COUNT || cell->kind == REPORT_PERCENT ||
           cell->kind == REPORT_NUMBER;
}

static bool is_drawn(const struct chart *c, unsigned row)
{
    return is_figure(value_of(c, row));
}

/* A day without its year, which the period at the foot says. */
static struct slice name_of(const struct chart *c, unsigned row)
{
    const struct report_cell *cell = &c->section->rows[row].cells[c->section->label_column];
    struct slice text = pen_cell(c->pen, cell);
    return cell->kind == REPORT_DATE ? slice_part(text, 0, strlen("01/11")) : text;
}

static bool ascends_by_day(const struct report_section *s)
{
    for (unsigned i = 0; i < s->row_count; i++) {
        const struct report_cell *cell = &s->rows[i].cells[s->label_column];
        if (cell->kind != REPORT_DATE || date_from_days(cell->value).year == 0 ||
            (i && cell->value <= s->rows[i - 1].cells[s->label_column].value))
            return false;
    }
    return s->row_count > 1;
}

static int32_t row_x(const struct chart *c, unsigned row)
{
    int64_t width = c->right_du - c->left_du;
    if (!c->dated)
        return c->left_du +
               (int32_t)(width * (2 * (int64_t)row + 1) / (2 * (int64_t)c->section->row_count));
    int64_t day = c->section->rows[row].cells[c->section->label_column].value - c->first_day;
    int64_t days = c->last_day - c->first_day + 1;
    return c->left_du + (int32_t)(width * (2 * day + 1) / (2 * days));
}

static int32_t value_y(const struct chart *c, int64_t value, unsigned decimals)
{
    return c->bottom_du - axis_place(&c->axis, value, decimals, c->bottom_du - c->top_du);
}

static struct slice tick_text(const struct chart *c, int64_t value)
{
    struct report_cell tick = axis_tick(&c->axis, value);
    return pen_cell(c->pen, &tick);
}

static int32_t ticks_width(const struct chart *c)
{
    struct look look = look_soft_note(&c->pen->frame);
    int32_t widest = 0;
    for (int64_t v = c->axis.low; v <= c->axis.high; v += c->axis.step)
        widest = du_max(widest, pen_line_width(c->pen, &look, tick_text(c, v)));
    return widest;
}

static void draw_grid(const struct chart *c)
{
    struct report_pen *p = c->pen;
    struct frame *f = &p->frame;
    struct look look = look_aligned(look_soft_note(f), PARA_RIGHT, PARA_WRAP_NONE);
    int32_t line = look_line_du(f, &look), gap = frame_mm100(f, 200);
    for (int64_t v = c->axis.low; v <= c->axis.high; v += c->axis.step) {
        int32_t y = value_y(c, v, c->axis.decimals);
        struct draw_stroke stroke =
            v == 0 ? stroke_solid(f->theme->ink, frame_pt10(f, 9)) : look_row_rule(f);
        if (v != 0 && !f->theme->solid)
            stroke.dash_off_du = frame_pt10(f, 25); /* Dots. */
        frame_line(f, c->left_du, y, c->right_du, y, stroke);
        pen_put(p, DRAW_ROLE_COUNT, &look, rich_plain(tick_text(c, v)), p->x_du, y - line / 2,
                c->left_du - gap - p->x_du);
    }
}

/* Lines that the names take below the axis, when each stays within its own slot. */
static int32_t wrapped_lines(const struct chart *c)
{
    struct look look = name_look(c);
    int32_t line = look_line_du(&c->pen->frame, &look), lines = 1;
    int32_t width = c->slot_du - frame_mm100(&c->pen->frame, NAME_GAP / 2);
    for (unsigned i = 0; i < c->section->row_count; i++) {
        struct slice name = name_of(c, i);
        if (name.size == 0)
            continue;
        const struct para *para =
            width > 0 ? frame_para(&c->pen->frame, &look, rich_plain(name), width) : NULL;
        if (!para || para->too_wide || para->height_du / line > NAME_LINES)
            return 0;
        lines = du_max(lines, para->height_du / line);
    }
    return lines;
}

/* Every n-th name, so that none touches the next; those too long for any room are left to the
 * table. */
static void draw_some_names(const struct chart *c)
{
    struct report_pen *p = c->pen;
    struct look look = look_aligned(name_look(c), PARA_CENTER, PARA_WRAP_NONE);
    int32_t gap = frame_mm100(&p->frame, NAME_GAP), free_from = p->x_du;
    for (unsigned i = 0; i < c->section->row_count; i++) {
        struct slice name = name_of(c, i);
        int32_t width = pen_line_width(p, &look, name) + 1;
        int32_t x = row_x(c, i) - width / 2;
        if (name.size == 0 || x < free_from || x + width > p->x_du + p->width_du)
            continue;
        pen_put(p, DRAW_ROLE_COUNT, &look, rich_plain(name), x, c->names_du, width);
        free_from = x + width + gap;
    }
}

static void draw_all_names(const struct chart *c)
{
    struct report_pen *p = c->pen;
    struct look look = name_look(c);
    int32_t width = c->slot_du - frame_mm100(&p->frame, NAME_GAP / 2);
    for (unsigned i = 0; i < c->section->row_count; i++)
        pen_put(p, DRAW_ROLE_COUNT, &look, rich_plain(name_of(c, i)), row_x(c, i) - width / 2,
                c->names_du, width);
}

/* Above the column or point with its interval, or below where it goes down; 0 where none is drawn.
 */
static int32_t value_top(const struct chart *c, unsigned row, int32_t line_du)
{
    const struct report_cell *cell = value_of(c, row);
    int64_t end = cell->value;
    bool down = is_drawn(c, row) && cell->value < 0;
    if (cell->has_interval && (down ? cell->low < end : cell->high > end))
        end = down ? cell->low : cell->high;
    int32_t y = value_y(c, is_drawn(c, row) ? end : 0, cell->decimals);
    int32_t pad = frame_mm100(&c->pen->frame, VALUE_PAD);
    if (c->section->chart == REPORT_CHART_LINE)
        pad += frame_mm100(&c->pen->frame, POINT);
    return down ? y + pad : y - line_du - pad;
}

/* On white: the lines of the axis stay clear of it. */
static void draw_value(const struct chart *c, unsigned row)
{
    struct report_pen *p = c->pen;
    struct look look = look_bold(look_note(&p->frame));
    struct slice text = pen_cell(p, value_of(c, row));
    int32_t line = look_line_du(&p->frame, &look), width = pen_line_width(p, &look, text) + 1;
    int32_t x = row_x(c, row) - width / 2, y = value_top(c, row, line);
    x = du_clamp(x, c->left_du, c->right_du - width);
    frame_rect(&p->frame, (struct draw_rect){x, y, width, line}, 0, p->frame.theme->paper,
               NO_STROKE);
    pen_put(p, DRAW_ROLE_COUNT, &look, rich_plain(text), x, y, width);
}

static bool values_fit(const struct chart *c)
{
    struct look look = look_bold(look_note(&c->pen->frame));
    for (unsigned i = 0; i < c->section->row_count; i++)
        if (pen_line_width(c->pen, &look, pen_cell(c->pen, value_of(c, i))) >=
            c->slot_du - frame_mm100(&c->pen->frame, 50))
            return false;
    return true;
}

static void draw_whisker(const struct chart *c, unsigned row)
{
    const struct report_cell *cell = value_of(c, row);
    if (cell->has_interval)
        bar_interval(c->pen, true, row_x(c, row), value_y(c, cell->high, cell->decimals),
                     value_y(c, cell->low, cell->decimals));
}

static void draw_columns(const struct chart *c)
{
    int32_t width =
        du_min(c->slot_du * COLUMN_PERCENT / 100, frame_mm100(&c->pen->frame, COLUMN_WIDEST));
    int32_t zero = value_y(c, 0, 0);
    for (unsigned i = 0; i < c->section->row_count; i++) {
        if (!is_drawn(c, i))
            continue;
        int32_t y = value_y(c, value_of(c, i)->value, value_of(c, i)->decimals);
        bar_upright(c->pen, (struct draw_rect){row_x(c, i) - width / 2, du_min(y, zero), width,
                                               du_max(y, zero) - du_min(y, zero)});
        draw_whisker(c, i);
    }
}

static void draw_line(const struct chart *c)
{
    struct frame *f = &c->pen->frame;
    bool joined = false;
    int32_t from_x = 0, from_y = 0;
    for (unsigned i = 0; i < c->section->row_count; i++) {
        if (!is_drawn(c, i)) {
            joined = false;
            continue;
        }
        int32_t x = row_x(c, i), y = value_y(c, value_of(c, i)->value, value_of(c, i)->decimals);
        if (joined)
            frame_line(f, from_x, from_y, x, y, stroke_solid(f->theme->brand, frame_pt10(f, 18)));
        joined = true;
        from_x = x;
        from_y = y;
    }
}

static void draw_points(const struct chart *c)
{
    struct frame *f = &c->pen->frame;
    int32_t radius = frame_mm100(f, POINT);
    for (unsigned i = 0; i < c->section->row_count; i++) {
        if (!is_drawn(c, i))
            continue;
        draw_whisker(c, i);
        if (!f->measuring)
            list_disc(f->list, row_x(c, i),
                      value_y(c, value_of(c, i)->value, value_of(c, i)->decimals), radius,
                      f->theme->paper, stroke_solid(f->theme->brand, frame_pt10(f, 14)));
    }
}

/* Values of all points, or of the highest one only. */
static bool draw_values(const struct chart *c)
{
    bool line = c->section->chart == REPORT_CHART_LINE;
    bool all = values_fit(c) && (!line || c->section->row_count <= POINTS_WITH_VALUES);
    unsigned best = UINT32_MAX;
    for (unsigned i = 0; i < c->section->row_count; i++) {
        const struct report_cell *cell = value_of(c, i);
        if (!is_drawn(c, i) && !(all && !line))
            continue;
        if (all)
            draw_value(c, i);
        else if (best == UINT32_MAX || cell->value > value_of(c, best)->value)
            best = i;
    }
    if (!all && best != UINT32_MAX && is_drawn(c, best))
        draw_value(c, best);
    return all;
}

static void lay_out(struct chart *c, struct report_pen *p, const struct report_section *s)
{
    struct frame *f = &p->frame;
    struct look look = name_look(c);
    int32_t line = look_line_du(f, &look);
    c->axis = axis_of(s, s->value_column);
    c->dated = ascends_by_day(s);
    c->first_day = c->dated ? s->rows[0].cells[s->label_column].value : 0;
    c->last_day = c->dated ? s->rows[s->row_count - 1].cells[s->label_column].value : 0;
    int64_t slots = c->dated ? c->last_day - c->first_day + 1 : (int64_t)s->row_count;
    c->left_du = p->x_du + ticks_width(c) + frame_mm100(f, 250);
    c->right_du = p->x_du + p->width_du;
    c->slot_du = (int32_t)((c->right_du - c->left_du) / (slots > 0 ? slots : 1));
    c->top_du = p->y_du + line * 3 / 2;
    c->bottom_du = c->top_du + frame_mm100(f, PLOT_HIGH);
    /* Figures below zero stand under their columns. */
    c->names_du = c->bottom_du + frame_mm100(f, 100) + (c->axis.low < 0 ? line : 0);
}

int32_t chart_height(struct report_pen *p)
{
    struct look look = look_note(&p->frame);
    return look_line_du(&p->frame, &look) * (5 + 2 * NAME_LINES) / 2 +
           frame_mm100(&p->frame, PLOT_HIGH + 100);
}

bool chart_is_figure(const struct report_section *s)
{
    bool upright = s->chart == REPORT_CHART_COLUMNS || s->chart == REPORT_CHART_LINE;
    for (unsigned i = 0; upright && i < s->row_count; i++)
        if (is_figure(&s->rows[i].cells[s->value_column]))
            return true;
    return false;
}

static bool has_more_to_say(const struct report_section *s)
{
    for (unsigned i = 0; i < s->row_count; i++)
        if (s->rows[i].flag || s->rows[i].remark.size ||
            s->rows[i].cells[s->value_column].kind == REPORT_MISSING ||
            s->rows[i].cells[s->value_column].has_interval)
            return true;
    return s->column_count > 2;
}

bool chart_draw(struct report_pen *p, const struct report_section *s)
{
    struct chart c = {.pen = p, .section = s};
    struct frame *f = &p->frame;
    pen_need(p, chart_height(p));
    lay_out(&c, p, s);
    int32_t lines = s->chart == REPORT_CHART_COLUMNS || s->row_count <= POINTS_WITH_VALUES
                        ? wrapped_lines(&c)
                        : 0;
    struct look look = name_look(&c);
    if (!f->measuring)
        list_tag_begin(f->list, DRAW_ROLE_FIGURE, s->sentence.size ? s->sentence : s->title);
    draw_grid(&c);
    if (s->chart == REPORT_CHART_COLUMNS) {
        draw_columns(&c);
    } else {
        draw_line(&c);
        draw_points(&c);
    }
    bool values = draw_values(&c);
    if (lines)
        draw_all_names(&c);
    else
        draw_some_names(&c);
    frame_end(f);
    p->y_du = c.names_du + du_max(lines, 1) * look_line_du(f, &look);
    return values && lines && !has_more_to_say(s);
}
