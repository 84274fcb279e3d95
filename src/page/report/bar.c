/*
 * Axes and bars.
 *
 * An axis runs from a round number at or below all values to one at or above, in steps of 1, 2 or 5
 * times a power of ten, at most AXIS_STEPS of them. Example: values 3 … 26 give the step 10 (26 / 5
 * is above 5) and so 0, 10, 20, 30.
 */
#include "base/units.h"
#include "page/report/inside.h"

enum { AXIS_STEPS = 5, HATCH = 150 };

static int64_t clamp_value(int64_t value)
{
    return value > AXIS_VALUE_MAX ? AXIS_VALUE_MAX
                                  : (value < -AXIS_VALUE_MAX ? -AXIS_VALUE_MAX : value);
}

/* From 1/10^from to 1/10^to, from <= to. */
static int64_t rescale(int64_t value, unsigned from, unsigned to)
{
    value = clamp_value(value);
    for (; from < to; from++)
        value = clamp_value(value * 10);
    for (; from > to; from--)
        value /= 10;
    return value;
}

static bool has_figure(const struct report_cell *cell)
{
    return cell->kind == REPORT_COUNT || cell->kind == REPORT_PERCENT ||
           cell->kind == REPORT_NUMBER;
}

static void stretch(struct report_axis *axis, const struct report_cell *cell)
{
    int64_t low = cell->has_interval && cell->low < cell->value ? cell->low : cell->value;
    int64_t high = cell->has_interval && cell->high > cell->value ? cell->high : cell->value;
    low = rescale(low, cell->decimals, axis->decimals);
    high = rescale(high, cell->decimals, axis->decimals);
    axis->low = low < axis->low ? low : axis->low;
    axis->high = high > axis->high ? high : axis->high;
}

static int64_t round_step(int64_t span)
{
    static const int64_t steps[] = {1, 2, 5};
    for (int64_t power = 1;; power *= 10)
        for (unsigned i = 0; i < 3; i++)
            if (steps[i] * power * AXIS_STEPS >= span)
                return steps[i] * power;
}

static int64_t power_of_ten(unsigned exponent)
{
    int64_t power = 1;
    while (exponent--)
        power *= 10;
    return power;
}

static void round_ends(struct report_axis *axis)
{
    axis->step = round_step(axis->high - axis->low);
    if (axis->low % axis->step)
        axis->low -= axis->step + axis->low % axis->step;
    if (axis->high % axis->step)
        axis->high += axis->step - axis->high % axis->step;
}

struct report_axis axis_of(const struct report_section *s, unsigned column)
{
    struct report_axis axis = {.kind = s->columns[column].kind};
    for (unsigned i = 0; i < s->row_count; i++)
        if (has_figure(&s->rows[i].cells[column]) &&
            s->rows[i].cells[column].decimals > axis.decimals)
            axis.decimals = s->rows[i].cells[column].decimals;
    for (unsigned i = 0; i < s->row_count; i++)
        if (has_figure(&s->rows[i].cells[column]))
            stretch(&axis, &s->rows[i].cells[column]);
    bool charted = s->chart != REPORT_CHART_NONE && column == s->value_column;
    int64_t whole = rescale(100, 0, axis.decimals);
    if (charted && s->axis_max > 0)
        axis.high = rescale(s->axis_max, 0, axis.decimals);
    else if (axis.kind == REPORT_PERCENT && !(charted && s->chart == REPORT_CHART_COLUMNS))
        axis.high = axis.high > whole ? axis.high : whole;
    if (axis.high == axis.low)
        axis.high = power_of_ten(axis.decimals);
    round_ends(&axis);
    return axis;
}

int32_t axis_place(const struct report_axis *axis, int64_t value, unsigned decimals,
                   int32_t length_du)
{
    int64_t at = rescale(value, decimals, axis->decimals);
    at = at < axis->low ? axis->low : (at > axis->high ? axis->high : at);
    return (int32_t)((at - axis->low) * length_du / (axis->high - axis->low));
}

struct report_cell axis_tick(const struct report_axis *axis, int64_t value)
{
    unsigned decimals = axis->decimals;
    for (int64_t step = axis->step; decimals > 0 && step % 10 == 0; decimals--) {
        step /= 10;
        value /= 10;
    }
    enum report_kind kind = axis->kind == REPORT_PERCENT ? REPORT_PERCENT : REPORT_NUMBER;
    return (struct report_cell){.kind = kind, .decimals = decimals, .value = value};
}

/* Lines at 45 degrees within the rectangle, as one path: distance from the left and height above
 * the bottom add up to the same all along one line. */
static void hatch(struct frame *f, struct draw_rect r)
{
    int32_t pitch = frame_mm100(f, HATCH), bottom = r.y_du + r.height_du;
    if (f->measuring || r.width_du + r.height_du <= pitch)
        return;
    for (int32_t sum = pitch; sum < r.width_du + r.height_du; sum += pitch) {
        int32_t left = du_max(sum - r.height_du, 0), right = du_min(sum, r.width_du);
        list_move(f->list, r.x_du + left, bottom - (sum - left));
        list_line_to(f->list, r.x_du + right, bottom - (sum - right));
    }
    list_path_end(f->list, DRAW_NO_COLOR, stroke_solid(f->theme->ink, frame_pt10(f, 6)));
}

static void fill_bar(struct frame *f, struct draw_rect bar)
{
    if (bar.width_du <= 0 || bar.height_du <= 0)
        return;
    if (f->theme->solid) {
        frame_rect(f, bar, 0, f->theme->brand, NO_STROKE);
        return;
    }
    hatch(f, bar);
    frame_rect(f, bar, 0, DRAW_NO_COLOR, stroke_solid(f->theme->ink, frame_pt10(f, 10)));
}

static void strokes(struct frame *f, bool upright, int32_t at_du, int32_t low_du, int32_t high_du,
                    int32_t end_du, struct draw_stroke stroke)
{
    if (upright) {
        frame_line(f, at_du, low_du, at_du, high_du, stroke);
        frame_line(f, at_du - end_du, low_du, at_du + end_du, low_du, stroke);
        frame_line(f, at_du - end_du, high_du, at_du + end_du, high_du, stroke);
    } else {
        frame_line(f, low_du, at_du, high_du, at_du, stroke);
        frame_line(f, low_du, at_du - end_du, low_du, at_du + end_du, stroke);
        frame_line(f, high_du, at_du - end_du, high_du, at_du + end_du, stroke);
    }
}

/* On white, so that it shows on a dark bar, on a hatched one and beside it. */
void bar_interval(struct report_pen *p, bool upright, int32_t at_du, int32_t low_du,
                  int32_t high_du)
{
    struct frame *f = &p->frame;
    int32_t end = frame_mm100(f, 75);
    if (low_du == high_du)
        high_du++;
    strokes(f, upright, at_du, low_du, high_du, end + frame_pt10(f, 6),
            stroke_solid(f->theme->paper, frame_pt10(f, 26)));
    strokes(f, upright, at_du, low_du, high_du, end,
            stroke_solid(f->theme->ink, frame_pt10(f, 11)));
}

void bar_upright(struct report_pen *p, struct draw_rect bar)
{
    fill_bar(&p->frame, bar);
}

void bar_across(struct report_pen *p, struct draw_rect track, const struct report_axis *axis,
                const struct report_cell *cell)
{
    struct frame *f = &p->frame;
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    if (f->theme->solid)
        frame_rect(f, track, 0, f->theme->brand_tint, NO_STROKE);
    else
        frame_line(f, track.x_du, track.y_du + track.height_du, track.x_du + track.width_du,
                   track.y_du + track.height_du, stroke_solid(f->theme->ink, frame_pt10(f, 5)));
    int32_t zero = axis_place(axis, 0, 0, track.width_du);
    int32_t end = axis_place(axis, cell->value, cell->decimals, track.width_du);
    struct draw_rect bar = {track.x_du + du_min(zero, end), track.y_du,
                            du_max(zero, end) - du_min(zero, end), track.height_du};
    fill_bar(f, bar);
    if (cell->has_interval)
        bar_interval(p, false, track.y_du + track.height_du / 2,
                     track.x_du + axis_place(axis, cell->low, cell->decimals, track.width_du),
                     track.x_du + axis_place(axis, cell->high, cell->decimals, track.width_du));
    frame_end(f);
}
