#include "review/write_xlsx_inside.h"

#include "base/i18n.h"
#include "base/utf8.h"

enum {
    WIDTH_MIN = 9,
    WIDTH_MAX = 46,
    REMARK_WIDTH = 44,
    SENTENCE_LETTERS = 90,
    LANDSCAPE_FROM_WIDTH = 95,
    CHART_WIDTH_PX = 620,
    CHART_HEIGHT_PX = 380,
    BAR_HEIGHT_PX = 26,
    CHART_HEIGHT_MAX_PX = 1400,
    LAST_COLUMN = 64
};

/* A section on its sheet: where what stands. */
struct layout {
    struct xlsx *x;
    lxw_worksheet *sheet;
    const struct report_section *section;
    const char *name;
    lxw_row_t head;                        /* Row of the column titles. */
    lxw_col_t columns[REPORT_COLUMNS_MAX]; /* Where each of the report's begins. */
    bool has_interval[REPORT_COLUMNS_MAX]; /* Then two more follow. */
    unsigned widths[LAST_COLUMN];          /* In letters. */
    int flag, remark;                      /* -1: none. */
    lxw_col_t end;                         /* One behind the last. */
};

static void place_columns(struct layout *l)
{
    const struct report_section *s = l->section;
    for (unsigned i = 0; i < s->column_count; i++) {
        l->columns[i] = l->end;
        l->has_interval[i] = write_has_interval(s, i);
        l->end = (lxw_col_t)(l->end + (l->has_interval[i] ? 3 : 1));
    }
    l->flag = write_has_flags(s) ? l->end++ : -1;
    l->remark = write_has_remarks(s) ? l->end++ : -1;
    CHECK(l->end < LAST_COLUMN);
}

/* ---- widths ---- */

static void widen(struct layout *l, lxw_col_t column, size_t letters)
{
    unsigned width = letters + 2 > WIDTH_MAX ? WIDTH_MAX : (unsigned)letters + 2;
    if (width > l->widths[column])
        l->widths[column] = width;
}

/* The longest word, since titles are broken between words. */
static size_t longest_word(struct slice text)
{
    size_t longest = 0, begin = 0;
    for (size_t i = 0; i <= text.size; i++) {
        if (i < text.size && text.data[i] != ' ')
            continue;
        size_t letters = utf8_length(slice_part(text, begin, i));
        longest = letters > longest ? letters : longest;
        begin = i + 1;
    }
    return longest;
}

static void measure(struct layout *l)
{
    const struct report_section *s = l->section;
    for (lxw_col_t i = 0; i < l->end; i++)
        l->widths[i] = WIDTH_MIN;
    for (unsigned j = 0; j < s->column_count; j++) {
        /* Room for the filter's arrow too. */
        size_t title = longest_word(s->columns[j].title) + 3;
        widen(l, l->columns[j], title);
        for (unsigned i = 0; i < s->row_count; i++) {
            char room[REPORT_CELL_TEXT_MAX];
            widen(l, l->columns[j],
                  utf8_length(report_format_cell(room, &s->rows[i].cells[j],
                                                 write_language(l->x->report))));
        }
        if (l->has_interval[j]) {
            l->widths[l->columns[j] + 1] = l->widths[l->columns[j]];
            l->widths[l->columns[j] + 2] = l->widths[l->columns[j]];
        }
    }
    if (l->flag >= 0)
        l->widths[l->flag] = 15;
    if (l->remark >= 0)
        l->widths[l->remark] = REMARK_WIDTH;
    for (lxw_col_t i = 0; i < l->end; i++)
        worksheet_set_column(l->sheet, i, i, l->widths[i], NULL);
}

static unsigned whole_width(const struct layout *l)
{
    unsigned sum = 0;
    for (lxw_col_t i = 0; i < l->end; i++)
        sum += l->widths[i];
    return sum;
}

/* ---- above the table ---- */

/* The last column of those that together hold a sentence; beyond the table if it is narrow. */
static lxw_col_t sentence_end(const struct layout *l)
{
    enum { OTHER_WIDTH = 9 };
    unsigned sum = 0;
    lxw_col_t column = 0;
    for (; sum < SENTENCE_LETTERS && column < LAST_COLUMN; column++)
        sum += column < l->end ? l->widths[column] : OTHER_WIDTH;
    return column ? (lxw_col_t)(column - 1) : 0;
}

static void put_opening(struct layout *l)
{
    const struct slice lines[] = {l->section->sentence, l->section->note};
    xlsx_put_text(l->x, l->sheet, l->head++, 0, l->section->title, XLSX_SECTION_TITLE);
    for (unsigned i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        if (lines[i].size)
            xlsx_put_lines(l->x, l->sheet, l->head++, sentence_end(l), SENTENCE_LETTERS, lines[i],
                           XLSX_SOFT);
    }
    l->head++;
}

/* ---- the table ---- */

static void put_end_title(struct layout *l, lxw_col_t column, struct slice title,
                          const char *english)
{
    struct buf text;
    buf_init(&text, WRITE_FILE_BYTES_MAX);
    write_clean(&text, title);
    buf_printf(&text, " – %s", write_word(l->x->report, english));
    xlsx_put_text(l->x, l->sheet, l->head, column, buf_slice(&text), XLSX_HEAD_NUMBER);
    buf_deinit(&text);
}

/* For the title that needs most lines; those of an interval's ends say a word more. */
static double head_height(const struct layout *l)
{
    enum { LINE_PT = 16, ARROW_LETTERS = 3, END_LETTERS = 6, LINES_MAX = 8 };
    size_t most = 1;
    for (unsigned i = 0; i < l->section->column_count; i++) {
        size_t letters = utf8_length(l->section->columns[i].title);
        size_t room = l->widths[l->columns[i]] - ARROW_LETTERS;
        size_t lines = 1 + (letters + (l->has_interval[i] ? END_LETTERS : 0)) / room;
        most = lines > most ? lines : most;
    }
    return 4 + LINE_PT * (double)(most > LINES_MAX ? LINES_MAX : most);
}

static void put_head(struct layout *l)
{
    for (unsigned i = 0; i < l->section->column_count; i++) {
        const struct report_column *column = &l->section->columns[i];
        xlsx_put_text(l->x, l->sheet, l->head, l->columns[i], column->title,
                      column->kind == REPORT_TEXT ? XLSX_HEAD : XLSX_HEAD_NUMBER);
        if (l->has_interval[i]) {
            put_end_title(l, (lxw_col_t)(l->columns[i] + 1), column->title, N_("from"));
            put_end_title(l, (lxw_col_t)(l->columns[i] + 2), column->title, N_("to"));
        }
        if (column->hint.size)
            worksheet_write_comment(l->sheet, l->head, l->columns[i],
                                    xlsx_text(l->x, column->hint));
    }
    if (l->flag >= 0)
        xlsx_put_word(l->x, l->sheet, l->head, (lxw_col_t)l->flag, N_("Flag"), XLSX_HEAD);
    if (l->remark >= 0)
        xlsx_put_word(l->x, l->sheet, l->head, (lxw_col_t)l->remark, N_("Remark"), XLSX_HEAD);
    worksheet_set_row(l->sheet, l->head, head_height(l), NULL);
}

static void put_interval(struct layout *l, lxw_row_t at, lxw_col_t column,
                         const struct report_cell *cell)
{
    bool known = write_is_figure(cell) && cell->has_interval;
    struct report_cell missing = report_missing(SLICE(""));
    for (unsigned i = 0; i < 2; i++) {
        lxw_col_t to = (lxw_col_t)(column + 1 + i);
        if (known)
            xlsx_put_figure(l->x, l->sheet, at, to, cell, i ? cell->high : cell->low);
        else
            xlsx_put_cell(l->x, l->sheet, at, to, &missing);
    }
}

static void put_remark(struct layout *l, lxw_row_t at, const struct report_row *row)
{
    struct buf text;
    buf_init(&text, WRITE_FILE_BYTES_MAX);
    write_remark(&text, row, l->section->column_count);
    xlsx_put_text(l->x, l->sheet, at, (lxw_col_t)l->remark, buf_slice(&text), XLSX_PLAIN);
    buf_deinit(&text);
}

static void take_lines(size_t *lines, struct slice text, unsigned width)
{
    size_t needed = 1 + utf8_length(text) / (width > 4 ? width - 2 : 2);
    *lines = needed > *lines ? needed : *lines;
}

/* Excel would see by itself how high a row has to be; LibreOffice does not. */
static void set_height(struct layout *l, lxw_row_t at, const struct report_row *row)
{
    enum { LINE_PT = 15, LINES_MAX = 25 };
    size_t lines = 1;
    for (unsigned i = 0; i < l->section->column_count; i++) {
        if (row->cells[i].kind == REPORT_TEXT)
            take_lines(&lines, row->cells[i].text, l->widths[l->columns[i]]);
    }
    if (l->remark >= 0)
        take_lines(&lines, row->remark, l->widths[l->remark]);
    if (lines > 1)
        worksheet_set_row(l->sheet, at, LINE_PT * (double)(lines > LINES_MAX ? LINES_MAX : lines),
                          NULL);
}

static void put_row(struct layout *l, lxw_row_t at, const struct report_row *row)
{
    for (unsigned i = 0; i < l->section->column_count; i++) {
        xlsx_put_cell(l->x, l->sheet, at, l->columns[i], &row->cells[i]);
        if (l->has_interval[i])
            put_interval(l, at, l->columns[i], &row->cells[i]);
    }
    if (l->flag >= 0)
        xlsx_put_text(l->x, l->sheet, at, (lxw_col_t)l->flag,
                      slice_from(write_flag_word(l->x->report, row->flag)),
                      row->flag == REPORT_FLAG_ACT ? XLSX_ACT : XLSX_PLAIN);
    if (l->remark >= 0)
        put_remark(l, at, row);
    set_height(l, at, row);
}

static void put_table(struct layout *l)
{
    lxw_row_t last = l->head + l->section->row_count;
    put_head(l);
    for (unsigned i = 0; i < l->section->row_count; i++)
        put_row(l, l->head + 1 + i, &l->section->rows[i]);
    worksheet_autofilter(l->sheet, l->head, 0, last, (lxw_col_t)(l->end - 1));
    worksheet_freeze_panes(l->sheet, l->head + 1, 0);
    worksheet_repeat_rows(l->sheet, l->head, l->head);
}

/* ---- the chart ---- */

static bool has_missing(const struct report_section *s)
{
    for (unsigned i = 0; i < s->row_count; i++) {
        if (!write_is_figure(&s->rows[i].cells[s->value_column]))
            return true;
    }
    return false;
}

/* The column that the chart reads: the report's own, or the hidden one with empty cells. */
static lxw_col_t value_column(struct layout *l)
{
    const struct report_section *s = l->section;
    lxw_row_col_options hide = {.hidden = 1};
    if (!has_missing(s))
        return l->columns[s->value_column];
    for (unsigned i = 0; i < s->row_count; i++) {
        const struct report_cell *cell = &s->rows[i].cells[s->value_column];
        if (write_is_figure(cell))
            xlsx_put_cell(l->x, l->sheet, l->head + 1 + i, l->end, cell);
    }
    worksheet_set_column_opt(l->sheet, l->end, l->end, WIDTH_MIN, NULL, &hide);
    return l->end;
}

static lxw_chart *make_chart(struct layout *l)
{
    static const uint8_t types[] = {[REPORT_CHART_BARS] = LXW_CHART_BAR,
                                    [REPORT_CHART_COLUMNS] = LXW_CHART_COLUMN,
                                    [REPORT_CHART_LINE] = LXW_CHART_LINE};
    const struct report_section *s = l->section;
    lxw_row_t first = l->head + 1, last = l->head + s->row_count;
    lxw_col_t label = l->columns[s->label_column], value = value_column(l);
    lxw_chart *chart = workbook_add_chart(l->x->book, types[s->chart]);
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    lxw_chart_fill fill = {.color = 0x1055A8};
    lxw_chart_line line = {.color = 0x1055A8, .width = 2.25};
    chart_series_set_categories(series, l->name, first, label, last, label);
    chart_series_set_values(series, l->name, first, value, last, value);
    chart_series_set_name_range(series, l->name, l->head, l->columns[s->value_column]);
    if (s->chart == REPORT_CHART_LINE) {
        chart_series_set_line(series, &line);
        chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
    } else {
        chart_series_set_fill(series, &fill);
        chart_set_series_gap(chart, 50);
    }
    return chart;
}

static void set_axes(struct layout *l, lxw_chart *chart)
{
    const struct report_section *s = l->section;
    bool percent = s->columns[s->value_column].kind == REPORT_PERCENT;
    /* The library names axes by where they lie: of a bar chart the labels are on y. */
    bool bars = s->chart == REPORT_CHART_BARS;
    lxw_chart_axis *labels = bars ? chart->y_axis : chart->x_axis;
    lxw_chart_axis *values = bars ? chart->x_axis : chart->y_axis;
    chart_axis_set_name(labels, xlsx_text(l->x, s->columns[s->label_column].title));
    chart_axis_set_name(values, xlsx_text(l->x, s->columns[s->value_column].title));
    lxw_chart_line grid = {.color = 0xC3CEDD};
    chart_axis_major_gridlines_set_line(values, &grid);
    if (percent)
        chart_axis_set_num_format(values, "0 %");
    if (s->axis_max > 0) {
        chart_axis_set_max(values, (double)s->axis_max / (percent ? 100 : 1));
        chart_axis_set_min(values, 0);
    }
    if (bars)
        chart_axis_set_reverse(labels); /* First row on top. */
    if (s->columns[s->label_column].kind == REPORT_DATE)
        chart_axis_set_num_format(labels, "dd/mm");
}

/* Of a short table it can be seen below it, and both fit upright paper; of a long one it stands
 * beside the head. */
static bool is_chart_below(const struct report_section *s)
{
    enum { SHORT_ROWS_MAX = 14 };
    return s->row_count <= SHORT_ROWS_MAX;
}

static void put_chart(struct layout *l)
{
    const struct report_section *s = l->section;
    if (s->chart == REPORT_CHART_NONE || !write_has_figures(s, s->value_column))
        return;
    lxw_chart *chart = make_chart(l);
    int64_t height = s->chart == REPORT_CHART_BARS ? 120 + (int64_t)BAR_HEIGHT_PX * s->row_count
                                                   : CHART_HEIGHT_PX;
    if (height > CHART_HEIGHT_MAX_PX)
        height = CHART_HEIGHT_MAX_PX;
    set_axes(l, chart);
    chart_title_set_name(chart, xlsx_text(l->x, s->title));
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    chart_show_blanks_as(chart, LXW_CHART_BLANKS_AS_GAP);
    chart_show_hidden_data(chart);
    /* The library's own size is 480 × 288 pixels. */
    lxw_chart_options options = {.x_scale = CHART_WIDTH_PX / 480.0,
                                 .y_scale = (double)height / 288.0};
    options.description = (char *)xlsx_text(l->x, s->sentence);
    if (is_chart_below(s))
        worksheet_insert_chart_opt(l->sheet, l->head + s->row_count + 2, 0, chart, &options);
    else
        worksheet_insert_chart_opt(l->sheet, l->head, (lxw_col_t)(l->end + 2), chart, &options);
}

void xlsx_fill_section(struct xlsx *x, lxw_worksheet *sheet, const struct report_section *section,
                       const char *name)
{
    struct layout l = {.x = x, .sheet = sheet, .section = section, .name = name};
    place_columns(&l);
    measure(&l);
    put_opening(&l);
    if (section->row_count && section->column_count) {
        put_table(&l);
        put_chart(&l);
    } else {
        xlsx_put_text(x, sheet, l.head, 0, section->empty, XLSX_SECTION_TITLE);
    }
    bool beside = section->chart != REPORT_CHART_NONE && !is_chart_below(section);
    xlsx_set_paper(x, sheet, section->title, beside || whole_width(&l) > LANDSCAPE_FROM_WIDTH);
}
