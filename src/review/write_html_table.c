#include "review/write_html_inside.h"

#include <math.h>
#include <stdlib.h>

#include "base/i18n.h"

enum { BAR_LENGTH = 1000, MARK_LENGTH = 12, MANY_FROM_COLUMNS = 5, WIDE_FROM_COLUMNS = 9 };

/* ---- scale ---- */

double html_value(int64_t value, const struct report_cell *cell)
{
    double v = (double)value;
    for (unsigned i = 0; i < cell->decimals; i++)
        v /= 10;
    return v;
}

static void take_in(struct html_scale *scale, double value)
{
    if (value < scale->low)
        scale->low = value;
    if (value > scale->high)
        scale->high = value;
}

struct html_scale html_scale_of(const struct report_section *section, unsigned column)
{
    struct html_scale scale = {0};
    bool chart = section->chart != REPORT_CHART_NONE && column == section->value_column;
    if (chart && section->axis_max > 0)
        scale.high = (double)section->axis_max;
    else if (section->columns[column].bar && section->columns[column].kind == REPORT_PERCENT)
        scale.high = 100;
    for (unsigned i = 0; i < section->row_count; i++) {
        const struct report_cell *cell = &section->rows[i].cells[column];
        if (!write_is_figure(cell))
            continue;
        take_in(&scale, html_value(cell->value, cell));
        if (cell->has_interval) {
            take_in(&scale, html_value(cell->low, cell));
            take_in(&scale, html_value(cell->high, cell));
        }
    }
    if (scale.high <= scale.low)
        scale.high = scale.low + 1;
    return scale;
}

int html_scaled(struct html_scale scale, double value, int length)
{
    return (int)lround((value - scale.low) / (scale.high - scale.low) * length);
}

/* ---- cells ---- */

struct table {
    struct html *h;
    const struct report_section *section;
    struct html_scale scales[REPORT_COLUMNS_MAX]; /**< Of the columns drawn as bars. */
    unsigned remark_column;
};

static bool is_drawn_as_bar(const struct report_section *section, unsigned column)
{
    return section->columns[column].bar ||
           (section->chart == REPORT_CHART_BARS && column == section->value_column);
}

/* The line from low to high, with an edge that keeps it visible on the bar and beside it. */
static void put_interval_mark(struct html *h, const struct report_cell *cell,
                              struct html_scale scale)
{
    int low = html_scaled(scale, html_value(cell->low, cell), BAR_LENGTH);
    int high = html_scaled(scale, html_value(cell->high, cell), BAR_LENGTH);
    if (high - low < MARK_LENGTH) {
        low = (low + high - MARK_LENGTH) / 2;
        high = low + MARK_LENGTH;
    }
    buf_printf(h->out,
               "<rect class=\"edge\" x=\"%d\" y=\"7\" width=\"%d\" height=\"6\"/>"
               "<rect class=\"mark\" x=\"%d\" y=\"8\" width=\"%d\" height=\"4\"/>",
               low - 2, high - low + 4, low, high - low);
}

/* Says nothing that the text beside it does not say. */
static void put_bar(struct html *h, const struct report_cell *cell, struct html_scale scale)
{
    int zero = html_scaled(scale, 0, BAR_LENGTH);
    int end = html_scaled(scale, html_value(cell->value, cell), BAR_LENGTH);
    buf_printf(h->out,
               "<svg class=\"bar\" viewBox=\"0 0 %d 20\" preserveAspectRatio=\"none\" "
               "aria-hidden=\"true\" focusable=\"false\">"
               "<rect class=\"track\" width=\"%d\" height=\"20\"/>"
               "<rect class=\"fill\" x=\"%d\" width=\"%d\" height=\"20\"/>",
               BAR_LENGTH, BAR_LENGTH, zero < end ? zero : end, abs(end - zero));
    if (cell->has_interval)
        put_interval_mark(h, cell, scale);
    html_put(h, "</svg>");
}

static void put_interval(struct html *h, const struct report_cell *cell)
{
    char text[REPORT_CELL_TEXT_MAX];
    html_put_element(h, "span", "i", report_format_interval(text, cell, write_language(h->report)));
}

/* ---- why cells are missing ---- */

static bool is_missing_for(const struct report_cell *cell, struct slice reason)
{
    return cell->kind == REPORT_MISSING && slice_equal(cell->text, reason);
}

enum { UNDER_THE_LABEL = REPORT_COLUMNS_MAX };

/* A reason is said once a row. Of one cell it stands in it; of several where there is room: in
 * place of a bar, else with the row's remark. */
static unsigned place_of_reason(const struct table *t, const struct report_row *row,
                                struct slice reason)
{
    unsigned count = 0, only = 0, bar = UNDER_THE_LABEL;
    for (unsigned i = 0; i < t->section->column_count; i++) {
        if (!is_missing_for(&row->cells[i], reason))
            continue;
        count++;
        only = i;
        if (bar == UNDER_THE_LABEL && is_drawn_as_bar(t->section, i))
            bar = i;
    }
    return count == 1 ? only : bar;
}

static bool is_first_of_reason(const struct report_row *row, unsigned column)
{
    for (unsigned i = 0; i < column; i++) {
        if (is_missing_for(&row->cells[i], row->cells[column].text))
            return false;
    }
    return true;
}

static void put_reasons(const struct table *t, const struct report_row *row)
{
    for (unsigned i = 0; i < t->section->column_count; i++) {
        const struct report_cell *cell = &row->cells[i];
        if (cell->kind != REPORT_MISSING || !cell->text.size || !is_first_of_reason(row, i) ||
            place_of_reason(t, row, cell->text) != UNDER_THE_LABEL)
            continue;
        html_put(t->h, " ");
        html_put_element(t->h, "span", "remark", cell->text);
    }
}

static void put_remark(struct html *h, const struct report_row *row)
{
    static const char *const names[] = {"", "flag look", "flag act"};
    static const char *const icons[] = {
        "", "<path d=\"M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm-1 3h2v5H7zm0 6h2v2H7z\"/>",
        "<path d=\"M8 1l7.5 14H.5zm-1 5v4h2V6zm0 5v2h2v-2z\"/>"};
    if (row->flag != REPORT_FLAG_NONE) {
        buf_printf(h->out,
                   " <span class=\"%s\"><svg class=\"icon\" viewBox=\"0 0 16 16\" "
                   "aria-hidden=\"true\" focusable=\"false\">%s</svg>",
                   names[row->flag], icons[row->flag]);
        html_put_text(h, slice_from(write_flag_word(h->report, row->flag)));
        html_put(h, "</span>");
    }
    if (row->remark.size) {
        html_put(h, " ");
        html_put_element(h, "span", "remark", row->remark);
    }
}

static void put_shown(struct html *h, const struct report_cell *cell)
{
    html_put(h, "<span class=\"v\">");
    html_put_cell(h, cell);
    html_put(h, "</span>");
}

static void put_content(const struct table *t, const struct report_row *row, unsigned column)
{
    struct html *h = t->h;
    const struct report_cell *cell = &row->cells[column];
    bool bar = is_drawn_as_bar(t->section, column) && write_is_figure(cell);
    if (bar) {
        html_put(h, "<span class=\"beside\">");
        put_bar(h, cell, t->scales[column]);
    }
    put_shown(h, cell);
    if (write_is_figure(cell) && cell->has_interval) {
        html_put(h, " ");
        put_interval(h, cell);
    }
    if (cell->kind == REPORT_MISSING && cell->text.size &&
        place_of_reason(t, row, cell->text) == column) {
        html_put(h, " ");
        html_put_element(h, "span", "why", cell->text);
    }
    if (bar)
        html_put(h, "</span>");
}

static const char *class_of(const struct report_section *section, unsigned column)
{
    if (is_drawn_as_bar(section, column))
        return " class=\"bars\"";
    if (column == section->label_column)
        return "";
    return section->columns[column].kind == REPORT_TEXT ? "" : " class=\"n\"";
}

/* What the column is sorted by: data-v for figures; missing has none and comes last. */
static void put_cell(const struct table *t, const struct report_row *row, unsigned column)
{
    struct html *h = t->h;
    const struct report_cell *cell = &row->cells[column];
    /* An empty title would be read out as a riddle. */
    bool head =
        column == t->section->label_column && (cell->kind != REPORT_TEXT || cell->text.size);
    html_put(h, head ? "<th scope=\"row\"" : "<td");
    html_put(h, class_of(t->section, column));
    if (write_is_figure(cell)) {
        html_put(h, " data-v=\"");
        html_put_number(h, cell);
        html_put(h, "\"");
    }
    html_put(h, cell->kind == REPORT_MISSING ? " data-missing>" : ">");
    put_content(t, row, column);
    if (column == t->remark_column) {
        put_remark(h, row);
        put_reasons(t, row);
    }
    html_put(h, head ? "</th>" : "</td>");
}

/* ---- the table ---- */

/* Remarks are sentences: they stand under the first text, not under a number. */
static unsigned remark_column(const struct report_section *section)
{
    for (unsigned i = 0; i < section->column_count; i++) {
        if (section->columns[i].kind == REPORT_TEXT)
            return i;
    }
    return section->label_column;
}

static void put_head(struct html *h, const struct report_section *section)
{
    html_put(h, "<thead><tr>");
    for (unsigned i = 0; i < section->column_count; i++) {
        struct slice title = section->columns[i].title;
        html_put(h, title.size ? "<th scope=\"col\"" : "<td");
        html_put(h, class_of(section, i));
        html_put(h, ">");
        html_put_text(h, title);
        html_put(h, title.size ? "</th>" : "</td>");
    }
    html_put(h, "</tr></thead>");
}

static void put_hints(struct html *h, const struct report_section *section)
{
    bool begun = false;
    for (unsigned i = 0; i < section->column_count; i++) {
        const struct report_column *column = &section->columns[i];
        if (!column->hint.size)
            continue;
        if (!begun) {
            html_put(h, "<details class=\"hints\"><summary>");
            html_put_word(h, N_("What the columns mean"));
            html_put(h, "</summary><dl>");
        }
        begun = true;
        html_put_element(h, "dt", "t", column->title);
        html_put_element(h, "dd", "h", column->hint);
    }
    if (begun)
        html_put(h, "</dl></details>\n");
}

bool html_is_compact(const struct report_section *section)
{
    enum { COMPACT_COLUMNS_MAX = 3 };
    for (unsigned i = 0; i < section->column_count; i++) {
        if (section->columns[i].kind == REPORT_TEXT || is_drawn_as_bar(section, i))
            return false;
    }
    return section->column_count <= COMPACT_COLUMNS_MAX;
}

static const char *shape_of(const struct report_section *section)
{
    if (section->column_count >= MANY_FROM_COLUMNS)
        return " many";
    return html_is_compact(section) ? " compact" : "";
}

void html_put_table(struct html *h, const struct report_section *section)
{
    if (!section->row_count || !section->column_count) {
        html_put_element(h, "p", "empty", section->empty);
        return;
    }
    struct table t = {.h = h, .section = section, .remark_column = remark_column(section)};
    for (unsigned i = 0; i < section->column_count; i++)
        t.scales[i] = html_scale_of(section, i);
    buf_printf(h->out,
               "<div class=\"scroll%s\" role=\"group\" tabindex=\"0\" aria-labelledby=\"%s-title\">"
               "<table class=\"figures%s\"><caption class=\"unseen\">",
               section->column_count >= WIDE_FROM_COLUMNS ? " wide" : "", section->id,
               shape_of(section));
    html_put_text(h, section->title);
    html_put(h, "</caption>");
    put_head(h, section);
    html_put(h, "<tbody>\n");
    for (unsigned i = 0; i < section->row_count; i++) {
        const struct report_row *row = &section->rows[i];
        html_put(h, row->flag != REPORT_FLAG_NONE ? "<tr data-flag>" : "<tr>");
        for (unsigned j = 0; j < section->column_count; j++)
            put_cell(&t, row, j);
        html_put(h, "</tr>\n");
    }
    html_put(h, "</tbody></table></div>\n");
    put_hints(h, section);
}
