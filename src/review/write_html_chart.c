#include "review/write_html_inside.h"

#include <math.h>

#include "base/i18n.h"
#include "base/utf8.h"

/*
 * The picture is drawn on a grid of 7200 × 2700, ten units a pixel at its natural width, so that
 * all coordinates are whole numbers. Its style comes from the classes in html/report.css.
 */
enum {
    WIDTH = 7200,
    HEIGHT = 2700,
    LEFT = 520,
    RIGHT = 7120,
    TOP = 240,
    BOTTOM = 2280,
    LABEL_Y = 2500,
    LABELS_MAX = 12,     /* More would touch each other. */
    VALUES_MAX = 24,     /* The same for the figures above columns or points. */
    LABEL_LETTERS = 110, /* Units a letter of a label takes, about. */
    TICKS_MAX = 5,
    VALUE_HEIGHT = 100,
    DOT = 45
};

struct chart {
    struct html *h;
    const struct report_section *section;
    struct html_scale scale;
    double tick; /**< Distance of the lines across. */
};

static const struct report_cell *value_of(const struct chart *c, unsigned row)
{
    return &c->section->rows[row].cells[c->section->value_column];
}

static const struct report_cell *label_of(const struct chart *c, unsigned row)
{
    return &c->section->rows[row].cells[c->section->label_column];
}

static int slot_width(const struct chart *c)
{
    return (RIGHT - LEFT) / (int)c->section->row_count;
}

static int x_of(const struct chart *c, unsigned row)
{
    int64_t twice = (int64_t)(RIGHT - LEFT) * (2 * (int64_t)row + 1);
    return LEFT + (int)(twice / (2 * (int64_t)c->section->row_count));
}

static int y_of(const struct chart *c, double value)
{
    return BOTTOM - html_scaled(c->scale, value, BOTTOM - TOP);
}

/* ---- axes ---- */

/* 1, 2 or 5 times a power of ten, the smallest that leaves at most TICKS_MAX steps; at least
 * 1/10^decimals of the figures. */
static double nice_step(double span, unsigned decimals)
{
    static const double steps[] = {1, 2, 5, 10};
    double power = pow(10, floor(log10(span / TICKS_MAX)));
    double least = pow(10, -(double)decimals);
    for (unsigned i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (power * steps[i] * TICKS_MAX >= span)
            return fmax(power * steps[i], least);
    }
    return power * 10;
}

static unsigned decimals_of(const struct report_section *section)
{
    unsigned most = 0;
    for (unsigned i = 0; i < section->row_count; i++) {
        const struct report_cell *cell = &section->rows[i].cells[section->value_column];
        if (write_is_figure(cell) && cell->decimals > most)
            most = cell->decimals;
    }
    return most;
}

static void put_tick(const struct chart *c, double value)
{
    enum report_kind kind = c->section->columns[c->section->value_column].kind;
    bool percent = kind == REPORT_PERCENT;
    unsigned decimals = c->tick < 1 ? decimals_of(c->section) : 0;
    struct report_cell cell =
        report_figure(percent ? REPORT_PERCENT : REPORT_NUMBER, value, decimals);
    int y = y_of(c, value);
    buf_printf(c->h->out, "<line class=\"%s\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>",
               value > -c->tick / 2 && value < c->tick / 2 ? "axis" : "grid", LEFT, RIGHT, y, y);
    buf_printf(c->h->out, "<text class=\"tick\" x=\"%d\" y=\"%d\">", LEFT - 80, y + 45);
    html_put_cell(c->h, &cell);
    html_put(c->h, "</text>");
}

static void put_axis(struct chart *c)
{
    int first = (int)lround(c->scale.low / c->tick), last = (int)lround(c->scale.high / c->tick);
    for (int i = first; i <= last; i++)
        put_tick(c, i * c->tick);
}

/* At most so many letters, then "…". */
static struct slice shorten(struct slice text, size_t letters, bool *cut)
{
    size_t at = 0;
    for (size_t i = 0; i < letters && at < text.size; i++)
        utf8_next(text, &at);
    *cut = at < text.size;
    return slice_part(text, 0, at);
}

static void put_label(const struct chart *c, unsigned row, unsigned every)
{
    char room[REPORT_CELL_TEXT_MAX];
    const struct report_cell *cell = label_of(c, row);
    struct slice text = report_format_cell(room, cell, write_language(c->h->report));
    bool cut = false;
    if (cell->kind == REPORT_DATE) /* The year stands in the period. */
        text = slice_part(text, 0, sizeof "21/11" - 1);
    else
        text = shorten(text, (size_t)(slot_width(c) * (int)every / LABEL_LETTERS), &cut);
    buf_printf(c->h->out, "<text class=\"label\" x=\"%d\" y=\"%d\">", x_of(c, row), LABEL_Y);
    html_put_text(c->h, text);
    html_put(c->h, cut ? "…</text>" : "</text>");
}

static void put_labels(const struct chart *c)
{
    unsigned every = (c->section->row_count + LABELS_MAX - 1) / LABELS_MAX;
    for (unsigned i = 0; i < c->section->row_count; i += every)
        put_label(c, i, every);
}

/* ---- figures ---- */

static void put_value(const struct chart *c, unsigned row, int y)
{
    if (c->section->row_count > VALUES_MAX)
        return;
    buf_printf(c->h->out, "<text class=\"value\" x=\"%d\" y=\"%d\">", x_of(c, row), y);
    html_put_cell(c->h, value_of(c, row));
    html_put(c->h, "</text>");
}

static void put_whisker(const struct chart *c, unsigned row)
{
    const struct report_cell *cell = value_of(c, row);
    if (!cell->has_interval)
        return;
    buf_printf(c->h->out, "<path class=\"whisker\" d=\"M%d %dV%d\"/>", x_of(c, row),
               y_of(c, html_value(cell->low, cell)), y_of(c, html_value(cell->high, cell)));
}

/* Where the figure stands: above, or below what goes down. */
static int value_y(const struct chart *c, const struct report_cell *cell, int distance, bool below)
{
    int y = y_of(c, html_value(cell->value, cell)), end = y;
    if (cell->has_interval)
        end = y_of(c, html_value(below ? cell->low : cell->high, cell));
    if (below)
        return (end > y ? end : y) + distance + VALUE_HEIGHT;
    return (end < y ? end : y) - distance;
}

static void put_columns(const struct chart *c)
{
    int width = slot_width(c) * 7 / 10;
    int zero = y_of(c, 0);
    for (unsigned i = 0; i < c->section->row_count; i++) {
        const struct report_cell *cell = value_of(c, i);
        if (!write_is_figure(cell)) {
            put_value(c, i, zero - 50); /* "—": not nothing, but not known. */
            continue;
        }
        int y = y_of(c, html_value(cell->value, cell));
        buf_printf(c->h->out, "<rect class=\"fill\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
                   x_of(c, i) - width / 2, y < zero ? y : zero, width,
                   y < zero ? zero - y : y - zero);
        put_whisker(c, i);
        put_value(c, i, value_y(c, cell, 50, y > zero));
    }
}

/* Broken where a figure is missing, so that nobody reads a way between that was not there. */
static void put_path(const struct chart *c)
{
    bool joined = false;
    html_put(c->h, "<path class=\"line\" d=\"");
    for (unsigned i = 0; i < c->section->row_count; i++) {
        const struct report_cell *cell = value_of(c, i);
        bool here = write_is_figure(cell);
        if (here)
            buf_printf(c->h->out, "%c%d %d", joined ? 'L' : 'M', x_of(c, i),
                       y_of(c, html_value(cell->value, cell)));
        joined = here;
    }
    html_put(c->h, "\"/>");
}

/* A lower point between its neighbours: above it the line would cross the figure. */
static bool is_valley(const struct chart *c, unsigned row)
{
    double value = html_value(value_of(c, row)->value, value_of(c, row));
    bool lower = false;
    for (unsigned i = row ? row - 1 : 0; i <= row + 1 && i < c->section->row_count; i++) {
        const struct report_cell *other = value_of(c, i);
        if (i == row || !write_is_figure(other))
            continue;
        if (html_value(other->value, other) < value)
            return false;
        lower = lower || html_value(other->value, other) > value;
    }
    return lower;
}

static void put_line(const struct chart *c)
{
    put_path(c);
    for (unsigned i = 0; i < c->section->row_count; i++) {
        const struct report_cell *cell = value_of(c, i);
        if (!write_is_figure(cell))
            continue;
        put_whisker(c, i);
        buf_printf(c->h->out, "<circle class=\"dot\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>", x_of(c, i),
                   y_of(c, html_value(cell->value, cell)), DOT);
        put_value(c, i, value_y(c, cell, 90, is_valley(c, i)));
    }
}

/* ---- the whole ---- */

static void begin_picture(const struct chart *c)
{
    buf_printf(
        c->h->out,
        "<div class=\"scroll drawn\" role=\"group\" tabindex=\"0\" aria-labelledby=\"%s-title\">"
        "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" focusable=\"false\" "
        "aria-labelledby=\"%s-chart %s-said\"><title id=\"%s-chart\">",
        c->section->id, WIDTH, HEIGHT, c->section->id, c->section->id, c->section->id);
    html_put_word(c->h,
                  c->section->chart == REPORT_CHART_LINE ? N_("Line chart") : N_("Column chart"));
    html_put(c->h, ": ");
    html_put_text(c->h, c->section->columns[c->section->value_column].title);
    html_put(c->h, " / ");
    html_put_text(c->h, c->section->columns[c->section->label_column].title);
    buf_printf(c->h->out, "</title><desc id=\"%s-said\">", c->section->id);
    html_put_text(c->h, c->section->sentence);
    html_put(c->h, " ");
    html_put_word(c->h, N_("The table below holds the same figures."));
    html_put(c->h, "</desc>");
}

void html_put_chart(struct html *h, const struct report_section *section)
{
    bool columns = section->chart == REPORT_CHART_COLUMNS;
    struct chart c = {.h = h, .section = section};
    if (!columns && section->chart != REPORT_CHART_LINE)
        return;
    if (!section->row_count || !write_has_figures(section, section->value_column))
        return;
    c.scale = html_scale_of(section, section->value_column);
    c.tick = nice_step(c.scale.high - c.scale.low, decimals_of(section));
    c.scale.low = floor(c.scale.low / c.tick) * c.tick;
    c.scale.high = ceil(c.scale.high / c.tick) * c.tick;
    begin_picture(&c);
    put_axis(&c);
    put_labels(&c);
    if (columns)
        put_columns(&c);
    else
        put_line(&c);
    html_put(h, "</svg></div>\n");
}
