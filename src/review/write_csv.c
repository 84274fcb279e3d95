#include "review/write_csv.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "review/write_parts.h"

#define BYTE_ORDER_MARK "\uFEFF"
#define END_OF_LINE     "\r\n"
#define EM_DASH         "\u2014"

struct csv {
    struct buf *out;
    const struct report *report;
    char separator, decimal;
    bool begun; /**< The line has a field. */
    struct buf text;
};

static void end_line(struct csv *c)
{
    buf_append_text(c->out, END_OF_LINE);
    c->begun = false;
}

static void begin_field(struct csv *c)
{
    if (c->begun)
        buf_append_char(c->out, c->separator);
    c->begun = true;
}

/* ---- text ---- */

/* White space of any kind, which spreadsheets skip before they look for a formula. */
static bool is_space(uint32_t c)
{
    return c <= 0x20 || c == 0xA0 || c == 0x3000 || c == 0xFEFF || (c >= 0x2000 && c <= 0x200F);
}

/* = + - @ and their full-width forms. */
static bool starts_formula(uint32_t c)
{
    return c == '=' || c == '+' || c == '-' || c == '@' || c == 0xFF1D || c == 0xFF0B ||
           c == 0xFF0D || c == 0xFF20;
}

static bool would_run(struct slice text)
{
    for (size_t at = 0; at < text.size;) {
        uint32_t c = utf8_next(text, &at);
        if (!is_space(c))
            return starts_formula(c);
    }
    return false;
}

/* "1/2", "3-4", "007", "10:30": digits with such marks between, or a leading zero, which Excel
 * makes a date, a time or another number of. A plain "12" stays. */
static bool would_change(struct slice text)
{
    bool marks = false;
    if (!text.size || text.data[0] < '0' || text.data[0] > '9')
        return false;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c >= '0' && c <= '9')
            continue;
        if (!strchr("-/.:, eE", c) || c == '\0')
            return false;
        marks = true;
    }
    return marks || (text.data[0] == '0' && text.size > 1);
}

static bool needs_quotes(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (strchr("\"\r\n;,\t'", text.data[i]))
            return true;
    }
    return text.size && (text.data[0] == ' ' || text.data[text.size - 1] == ' ');
}

static void put_text(struct csv *c, struct slice raw)
{
    begin_field(c);
    buf_reset(&c->text);
    write_clean(&c->text, raw);
    struct slice text = buf_slice(&c->text);
    bool guard = would_run(text) || would_change(text);
    bool quotes = guard || needs_quotes(text);
    if (quotes)
        buf_append_char(c->out, '"');
    if (guard)
        buf_append_char(c->out, '\'');
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '"')
            buf_append_char(c->out, '"');
        buf_append_char(c->out, text.data[i]);
    }
    if (quotes)
        buf_append_char(c->out, '"');
    if (c->text.failed)
        c->out->failed = true;
}

static void put_word(struct csv *c, const char *english)
{
    put_text(c, slice_from(write_word(c->report, english)));
}

/* ---- figures ---- */

static void put_date(struct csv *c, int64_t days)
{
    struct report_cell cell = report_date(days);
    char text[REPORT_CELL_TEXT_MAX];
    struct slice shown = report_format_cell(text, &cell, write_language(c->report));
    struct date d;
    if (write_is_vietnamese(c->report) || !date_parse(&d, shown))
        buf_append_slice(c->out, shown);
    else
        buf_printf(c->out, "%04d-%02d-%02d", d.year, d.month, d.day);
}

static void put_value(struct csv *c, const struct report_cell *cell, int64_t value)
{
    begin_field(c);
    if (cell->kind == REPORT_DATE)
        put_date(c, value);
    else
        write_number(c->out, value, cell->decimals, c->decimal);
}

static void put_dash(struct csv *c)
{
    begin_field(c);
    buf_append_text(c->out, EM_DASH);
}

static void put_cell(struct csv *c, const struct report_cell *cell)
{
    if (cell->kind == REPORT_TEXT)
        put_text(c, cell->text);
    else if (cell->kind == REPORT_MISSING)
        put_dash(c);
    else
        put_value(c, cell, cell->value);
}

static void put_interval(struct csv *c, const struct report_cell *cell)
{
    if (write_is_figure(cell) && cell->has_interval) {
        put_value(c, cell, cell->low);
        put_value(c, cell, cell->high);
    } else {
        put_dash(c);
        put_dash(c);
    }
}

/* ---- tables ---- */

static void put_column_title(struct csv *c, const struct report_column *column, const char *end)
{
    struct buf title;
    buf_init(&title, WRITE_FILE_BYTES_MAX);
    write_number_title(&title, column);
    if (end)
        buf_printf(&title, " – %s", write_word(c->report, end));
    put_text(c, buf_slice(&title));
    buf_deinit(&title);
}

static void put_head(struct csv *c, const struct report_section *section)
{
    for (unsigned i = 0; i < section->column_count; i++) {
        put_column_title(c, &section->columns[i], NULL);
        if (write_has_interval(section, i)) {
            put_column_title(c, &section->columns[i], N_("from"));
            put_column_title(c, &section->columns[i], N_("to"));
        }
    }
    if (write_has_flags(section))
        put_word(c, N_("Flag"));
    if (write_has_remarks(section))
        put_word(c, N_("Remark"));
    end_line(c);
}

static void put_row(struct csv *c, const struct report_section *section,
                    const struct report_row *row)
{
    for (unsigned i = 0; i < section->column_count; i++) {
        put_cell(c, &row->cells[i]);
        if (write_has_interval(section, i))
            put_interval(c, &row->cells[i]);
    }
    if (write_has_flags(section))
        put_text(c, slice_from(write_flag_word(c->report, row->flag)));
    if (write_has_remarks(section)) {
        struct buf remark;
        buf_init(&remark, WRITE_FILE_BYTES_MAX);
        write_remark(&remark, row, section->column_count);
        put_text(c, buf_slice(&remark));
        buf_deinit(&remark);
    }
    end_line(c);
}

static void put_table(struct csv *c, const struct report_section *section)
{
    put_head(c, section);
    for (unsigned i = 0; i < section->row_count; i++)
        put_row(c, section, &section->rows[i]);
}

/* ---- the whole ---- */

static void put_line(struct csv *c, struct slice text)
{
    if (!text.size)
        return;
    put_text(c, text);
    end_line(c);
}

static void put_pair(struct csv *c, const char *english, struct slice text)
{
    if (!text.size)
        return;
    put_word(c, english);
    put_text(c, text);
    end_line(c);
}

static void put_tile(struct csv *c, const struct report_tile *tile)
{
    put_text(c, tile->label);
    put_cell(c, &tile->cell);
    if (tile->cell.kind == REPORT_PERCENT)
        put_text(c, SLICE("%"));
    if (write_is_figure(&tile->cell) && tile->cell.has_interval) {
        put_word(c, N_("from"));
        put_value(c, &tile->cell, tile->cell.low);
        put_word(c, N_("to"));
        put_value(c, &tile->cell, tile->cell.high);
    } else if (tile->cell.kind == REPORT_MISSING && tile->cell.text.size) {
        put_text(c, tile->cell.text);
    }
    end_line(c);
}

static void put_opening(struct csv *c)
{
    const struct report *r = c->report;
    put_line(c, r->title);
    put_line(c, r->kicker);
    if (r->team_only)
        put_line(c, slice_from(write_team_only(r)));
    put_pair(c, N_("Period"), r->period);
    put_pair(c, N_("Only"), r->scope);
    for (unsigned i = 0; i < r->tile_count; i++)
        put_tile(c, &r->tiles[i]);
    end_line(c);
}

static void put_section(struct csv *c, const struct report_section *section)
{
    put_line(c, section->title);
    put_line(c, section->sentence);
    if (section->row_count)
        put_table(c, section);
    else
        put_line(c, section->empty);
    put_line(c, section->note);
    end_line(c);
}

bool write_csv(struct buf *out, const struct report *report, const struct report_section *only)
{
    bool vietnamese = write_is_vietnamese(report);
    struct csv c = {.out = out,
                    .report = report,
                    .separator = vietnamese ? ';' : ',',
                    .decimal = vietnamese ? ',' : '.'};
    buf_init(&c.text, WRITE_FILE_BYTES_MAX);
    buf_append_text(out, BYTE_ORDER_MARK);
    if (only) {
        put_table(&c, only);
    } else {
        put_opening(&c);
        for (unsigned i = 0; i < report->section_count; i++)
            put_section(&c, &report->sections[i]);
        for (unsigned i = 0; i < report->note_count; i++)
            put_pair(&c, N_("Note"), report->notes[i]);
    }
    buf_deinit(&c.text);
    return !out->failed;
}

bool report_write_csv(const char *path, const struct report *report,
                      const struct report_section *only, struct error *e)
{
    struct buf out;
    buf_init(&out, WRITE_FILE_BYTES_MAX);
    write_csv(&out, report, only);
    bool ok = write_to_file(path, &out, e);
    buf_deinit(&out);
    return ok;
}
