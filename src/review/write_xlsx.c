#include "review/write_xlsx.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "review/write_xlsx_inside.h"

enum {
    INK = 0x14213D,
    INK_SOFT = 0x3C4761,
    BRAND = 0x0B3F7F,
    TINT = 0xEDF2F8,
    WARN = 0x9B1C1C,
    LINE = 0xC3CEDD,
    NUMBER_FORMAT_BYTES = 80,
    CELL_BYTES_MAX = 32000, /* Excel: 32,767 characters. */
    /* Of a figure's value; Excel keeps 15 digits. */
    DIGITS_MAX = 15,
    LINE_HEIGHT_PT = 16,
    LINES_MAX = 20,
    UNIX_DAY_IN_EXCEL = 25569, /* 1970-01-01 */
    MARCH_1900_IN_EXCEL = 61   /* Before it Excel counts a 29 February that never was. */
};

/* ---- formats ---- */

static lxw_format *base_format(struct xlsx *x)
{
    lxw_format *format = workbook_add_format(x->book);
    format_set_font_color(format, INK);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
}

static lxw_format *head_format(struct xlsx *x, enum lxw_format_alignments align)
{
    lxw_format *format = base_format(x);
    format_set_bold(format);
    format_set_text_wrap(format);
    format_set_align(format, (uint8_t)align);
    format_set_bg_color(format, TINT);
    format_set_bottom(format, LXW_BORDER_MEDIUM);
    format_set_bottom_color(format, BRAND);
    return format;
}

static void make_formats(struct xlsx *x)
{
    for (unsigned i = 0; i < XLSX_LOOK_COUNT; i++) {
        if (i != XLSX_HEAD && i != XLSX_HEAD_NUMBER)
            x->looks[i] = base_format(x);
    }
    x->looks[XLSX_HEAD] = head_format(x, LXW_ALIGN_LEFT);
    x->looks[XLSX_HEAD_NUMBER] = head_format(x, LXW_ALIGN_RIGHT);
    format_set_text_wrap(x->looks[XLSX_PLAIN]);
    format_set_text_wrap(x->looks[XLSX_SOFT]);
    format_set_font_color(x->looks[XLSX_SOFT], INK_SOFT);
    format_set_text_wrap(x->looks[XLSX_TITLE]);
    format_set_bold(x->looks[XLSX_TITLE]);
    format_set_font_size(x->looks[XLSX_TITLE], 18);
    format_set_bold(x->looks[XLSX_SECTION_TITLE]);
    format_set_font_size(x->looks[XLSX_SECTION_TITLE], 14);
    format_set_align(x->looks[XLSX_MISSING], LXW_ALIGN_RIGHT);
    format_set_bold(x->looks[XLSX_WARN]);
    format_set_text_wrap(x->looks[XLSX_WARN]);
    format_set_font_color(x->looks[XLSX_WARN], WARN);
    format_set_bold(x->looks[XLSX_ACT]);
    format_set_font_color(x->looks[XLSX_ACT], WARN);
    /* Away from the figures on their left. */
    format_set_indent(x->looks[XLSX_ACT], 1);
    format_set_indent(x->looks[XLSX_PLAIN], 1);
    format_set_indent(x->looks[XLSX_HEAD], 1);
    format_set_font_color(x->looks[XLSX_LINK], BRAND);
    format_set_underline(x->looks[XLSX_LINK], LXW_UNDERLINE_SINGLE);
}

/* "#,##0.00", "0.0 %", "dd/mm/yyyy"; for a change "+0.0;-0.0;0.0". */
static void number_format(char out[NUMBER_FORMAT_BYTES], const struct report_cell *cell)
{
    static const char places[] = ".000000";
    int shown = cell->decimals ? (int)cell->decimals + 1 : 0;
    char plain[24];
    if (cell->kind == REPORT_DATE) {
        snprintf(out, NUMBER_FORMAT_BYTES, "dd/mm/yyyy");
        return;
    }
    snprintf(plain, sizeof plain, cell->kind == REPORT_PERCENT ? "0%.*s %%" : "#,##0%.*s", shown,
             places);
    if (cell->signed_value)
        snprintf(out, NUMBER_FORMAT_BYTES, "+%s;-%s;%s", plain, plain, plain);
    else
        snprintf(out, NUMBER_FORMAT_BYTES, "%s", plain);
}

static lxw_format *figure_format(struct xlsx *x, const struct report_cell *cell)
{
    CHECK(cell->kind <= REPORT_DATE && cell->decimals <= REPORT_DECIMALS_MAX);
    lxw_format **format = &x->figures[cell->kind][cell->decimals][cell->signed_value];
    if (!*format) {
        char text[NUMBER_FORMAT_BYTES];
        number_format(text, cell);
        *format = base_format(x);
        format_set_num_format(*format, text);
        format_set_align(*format, LXW_ALIGN_RIGHT);
    }
    return *format;
}

/* ---- cells ---- */

const char *xlsx_text(struct xlsx *x, struct slice text)
{
    static const char empty[] = "";
    buf_reset(&x->text);
    write_clean(&x->text, text);
    if (x->text.size > CELL_BYTES_MAX) {
        size_t end = CELL_BYTES_MAX;
        while (end > 0 && ((unsigned char)x->text.data[end] & 0xC0) == 0x80)
            end--;
        x->text.size = end;
        buf_append_text(&x->text, "…");
    }
    return x->text.data ? x->text.data : empty;
}

void xlsx_put_text(struct xlsx *x, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                   struct slice text, enum xlsx_look look)
{
    worksheet_write_string(sheet, row, column, xlsx_text(x, text), x->looks[look]);
}

void xlsx_put_word(struct xlsx *x, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                   const char *english, enum xlsx_look look)
{
    xlsx_put_text(x, sheet, row, column, slice_from(write_word(x->report, english)), look);
}

void xlsx_put_lines(struct xlsx *x, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t last_column,
                    unsigned letters, struct slice text, enum xlsx_look look)
{
    unsigned lines = (unsigned)(utf8_length(text) / letters) + 1;
    double height = look == XLSX_TITLE ? 1.6 * LINE_HEIGHT_PT : LINE_HEIGHT_PT;
    if (lines > LINES_MAX)
        lines = LINES_MAX;
    worksheet_set_row(sheet, row, height * lines, NULL);
    if (last_column > 0)
        worksheet_merge_range(sheet, row, 0, row, last_column, xlsx_text(x, text), x->looks[look]);
    else
        xlsx_put_text(x, sheet, row, 0, text, look);
}

static bool fits_excel(int64_t value)
{
    int64_t limit = 1;
    for (unsigned i = 0; i < DIGITS_MAX; i++)
        limit *= 10;
    return value < limit && value > -limit;
}

static double excel_value(const struct report_cell *cell, int64_t value)
{
    static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};
    unsigned places = cell->decimals + (cell->kind == REPORT_PERCENT ? 2 : 0);
    if (cell->kind == REPORT_DATE)
        return (double)(value + UNIX_DAY_IN_EXCEL);
    CHECK(places < sizeof powers / sizeof powers[0]);
    return (double)value / powers[places];
}

void xlsx_put_figure(struct xlsx *x, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                     const struct report_cell *cell, int64_t value)
{
    struct report_cell shown = *cell;
    char room[REPORT_CELL_TEXT_MAX];
    shown.value = value;
    struct slice text = report_format_cell(room, &shown, write_language(x->report));
    bool is_date = cell->kind == REPORT_DATE;
    bool fits = fits_excel(value) && (!is_date || value >= MARCH_1900_IN_EXCEL - UNIX_DAY_IN_EXCEL);
    if (fits && !slice_equal(text, SLICE("\u2014")))
        worksheet_write_number(sheet, row, column, excel_value(cell, value),
                               figure_format(x, cell));
    else
        xlsx_put_text(x, sheet, row, column, text, XLSX_MISSING);
}

void xlsx_put_cell(struct xlsx *x, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                   const struct report_cell *cell)
{
    if (cell->kind == REPORT_TEXT)
        xlsx_put_text(x, sheet, row, column, cell->text, XLSX_PLAIN);
    else if (cell->kind == REPORT_MISSING)
        xlsx_put_text(x, sheet, row, column, SLICE("\u2014"), XLSX_MISSING);
    else
        xlsx_put_figure(x, sheet, row, column, cell, cell->value);
}

/* ---- paper ---- */

/* In heads and feet & begins a code and && is one; 255 characters in all. */
static void put_foot_text(struct buf *out, const char *text, size_t letters)
{
    struct slice all = slice_from(text);
    for (size_t at = 0, i = 0; at < all.size && i < letters; i++) {
        size_t begin = at;
        utf8_next(all, &at);
        if (all.data[begin] == '&')
            buf_append_char(out, '&');
        buf_append(out, all.data + begin, at - begin);
    }
}

void xlsx_set_paper(struct xlsx *x, lxw_worksheet *sheet, struct slice title, bool landscape)
{
    enum { PAPER_A4 = 9, FOOT_LETTERS = 80, HEAD_LETTERS = 120, FOOT_BYTES = 1024 };
    struct buf foot;
    buf_init(&foot, FOOT_BYTES);
    worksheet_set_paper(sheet, PAPER_A4);
    if (landscape)
        worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_margins(sheet, 0.6, 0.6, 0.8, 0.8); /* Inches. */
    buf_append_text(&foot, "&L");
    put_foot_text(&foot, xlsx_text(x, title), FOOT_LETTERS);
    buf_printf(&foot, "&R%s &P / &N", write_word(x->report, N_("Page")));
    worksheet_set_footer(sheet, foot.data);
    if (x->report->team_only) {
        buf_reset(&foot);
        buf_append_text(&foot, "&C");
        put_foot_text(&foot, write_team_only(x->report), HEAD_LETTERS);
        worksheet_set_header(sheet, foot.data);
    }
    buf_deinit(&foot);
}

/* ---- names ---- */

/* Of a sheet may not hold []:*?/\, nor begin or end with '. */
static char name_letter(char c)
{
    if (c == '\'')
        return ' ';
    return strchr("[]:*?/\\", c) ? '-' : c;
}

/* As many whole words as there is room for. */
static void cut_name(char *name)
{
    struct slice all = slice_from(name);
    size_t at = 0, end = 0, letters = 0;
    while (at < all.size && letters < XLSX_NAME_LETTERS - 1) {
        /* Excel counts in UTF-16, in which those beyond U+FFFF are two. */
        letters += utf8_next(all, &at) > 0xFFFF ? 2 : 1;
        if (at >= all.size || all.data[at] == ' ')
            end = at;
    }
    end = end ? end : at;
    while (end > 0 && name[end - 1] == ' ')
        end--;
    name[end] = '\0';
}

static void set_name(struct xlsx *x, char out[XLSX_NAME_BYTES], struct slice title)
{
    const char *text = xlsx_text(x, title);
    size_t size = 0;
    while (*text == ' ')
        text++;
    for (; text[size] && size < XLSX_NAME_BYTES - 1; size++)
        out[size] = name_letter(text[size]);
    /* Perhaps the last letter was cut. */
    while (text[size] && size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80)
        size--;
    out[size] = '\0';
    cut_name(out);
}

/* By its title, else its id, else its number. */
static void choose_name(struct xlsx *x, unsigned index)
{
    const struct report_section *section = &x->report->sections[index];
    char *name = x->names[index];
    set_name(x, name, section->title);
    if (name[0] && workbook_validate_sheet_name(x->book, name) == LXW_NO_ERROR)
        return;
    set_name(x, name, slice_from(section->id));
    if (workbook_validate_sheet_name(x->book, name) != LXW_NO_ERROR)
        snprintf(name, XLSX_NAME_BYTES, "%u", index + 1);
}

/* ---- first sheet ---- */

enum { FIRST_LABEL, FIRST_VALUE, FIRST_LOW, FIRST_HIGH, FIRST_WHY, FIRST_LETTERS = 100 };

static void put_pair(struct xlsx *x, lxw_worksheet *sheet, lxw_row_t *row, const char *english,
                     struct slice text)
{
    if (!text.size)
        return;
    xlsx_put_word(x, sheet, *row, FIRST_LABEL, english, XLSX_SOFT);
    worksheet_write_string(sheet, (*row)++, FIRST_VALUE, xlsx_text(x, text), NULL);
}

static void put_tile(struct xlsx *x, lxw_worksheet *sheet, lxw_row_t row,
                     const struct report_tile *tile)
{
    xlsx_put_text(x, sheet, row, FIRST_LABEL, tile->label, XLSX_PLAIN);
    xlsx_put_cell(x, sheet, row, FIRST_VALUE, &tile->cell);
    if (write_is_figure(&tile->cell) && tile->cell.has_interval) {
        xlsx_put_figure(x, sheet, row, FIRST_LOW, &tile->cell, tile->cell.low);
        xlsx_put_figure(x, sheet, row, FIRST_HIGH, &tile->cell, tile->cell.high);
    }
    if (tile->cell.kind == REPORT_MISSING && tile->cell.text.size)
        worksheet_write_string(sheet, row, FIRST_WHY, xlsx_text(x, tile->cell.text), NULL);
}

static void put_tiles(struct xlsx *x, lxw_worksheet *sheet, lxw_row_t *row)
{
    if (!x->report->tile_count)
        return;
    xlsx_put_word(x, sheet, *row, FIRST_LABEL, N_("Figure"), XLSX_HEAD);
    xlsx_put_word(x, sheet, *row, FIRST_VALUE, N_("Value"), XLSX_HEAD_NUMBER);
    xlsx_put_word(x, sheet, *row, FIRST_LOW, N_("from"), XLSX_HEAD_NUMBER);
    xlsx_put_word(x, sheet, *row, FIRST_HIGH, N_("to"), XLSX_HEAD_NUMBER);
    for (unsigned i = 0; i < x->report->tile_count; i++)
        put_tile(x, sheet, ++*row, &x->report->tiles[i]);
    *row += 2;
}

static void put_links(struct xlsx *x, lxw_worksheet *sheet, lxw_row_t *row)
{
    if (!x->report->section_count)
        return;
    xlsx_put_word(x, sheet, (*row)++, 0, N_("Sheets"), XLSX_SECTION_TITLE);
    for (unsigned i = 0; i < x->report->section_count; i++) {
        char target[XLSX_NAME_BYTES + 24];
        snprintf(target, sizeof target, "internal:'%s'!A1", x->names[i]);
        worksheet_write_url(sheet, *row, 0, target, x->looks[XLSX_LINK]);
        xlsx_put_text(x, sheet, (*row)++, 0, x->report->sections[i].title, XLSX_LINK);
    }
    (*row)++;
}

static void put_notes(struct xlsx *x, lxw_worksheet *sheet, lxw_row_t *row)
{
    if (!x->report->note_count)
        return;
    xlsx_put_word(x, sheet, (*row)++, 0, N_("Notes"), XLSX_SECTION_TITLE);
    for (unsigned i = 0; i < x->report->note_count; i++)
        xlsx_put_lines(x, sheet, (*row)++, FIRST_WHY, FIRST_LETTERS, x->report->notes[i],
                       XLSX_PLAIN);
    (*row)++;
}

static void put_signs(struct xlsx *x, lxw_worksheet *sheet, lxw_row_t row)
{
    if (x->report->signs[0].size)
        xlsx_put_text(x, sheet, row, FIRST_LABEL, x->report->signs[0], XLSX_SECTION_TITLE);
    if (x->report->signs[1].size)
        xlsx_put_text(x, sheet, row, FIRST_LOW, x->report->signs[1], XLSX_SECTION_TITLE);
}

static void put_first(struct xlsx *x, lxw_worksheet *sheet)
{
    const struct report *r = x->report;
    lxw_row_t row = 0;
    struct buf day;
    buf_init(&day, REPORT_CELL_TEXT_MAX);
    write_today(&day);
    worksheet_set_column(sheet, FIRST_LABEL, FIRST_LABEL, 48, NULL);
    worksheet_set_column(sheet, FIRST_VALUE, FIRST_HIGH, 13, NULL);
    worksheet_set_column(sheet, FIRST_WHY, FIRST_WHY, 22, NULL);
    worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
    if (r->kicker.size)
        xlsx_put_lines(x, sheet, row++, FIRST_WHY, FIRST_LETTERS, r->kicker, XLSX_SOFT);
    xlsx_put_lines(x, sheet, row++, FIRST_WHY, FIRST_LETTERS / 2, r->title, XLSX_TITLE);
    if (r->team_only)
        xlsx_put_lines(x, sheet, row++, FIRST_WHY, FIRST_LETTERS, slice_from(write_team_only(r)),
                       XLSX_WARN);
    row++;
    put_pair(x, sheet, &row, N_("Period"), r->period);
    put_pair(x, sheet, &row, N_("Only"), r->scope);
    put_pair(x, sheet, &row, N_("Made on"), buf_slice(&day));
    row++;
    put_tiles(x, sheet, &row);
    put_links(x, sheet, &row);
    put_notes(x, sheet, &row);
    put_signs(x, sheet, row);
    xlsx_set_paper(x, sheet, r->title, false);
    buf_deinit(&day);
}

/* ---- the whole ---- */

static void set_properties(struct xlsx *x)
{
    char title[256];
    snprintf(title, sizeof title, "%.200s", xlsx_text(x, x->report->title));
    title[utf8_first_bad(slice_from(title))] = '\0'; /* A letter may have been cut. */
    char author[] = "Ngõ Số";
    lxw_doc_properties properties = {.title = title, .author = author, .created = date_stamp()};
    workbook_set_properties(x->book, &properties);
    workbook_set_custom_property_string(x->book, "Language", write_language(x->report));
}

static void fill_book(struct xlsx *x)
{
    lxw_worksheet *sheets[REPORT_SECTIONS_MAX];
    CHECK(x->report->section_count <= REPORT_SECTIONS_MAX);
    make_formats(x);
    set_properties(x);
    lxw_worksheet *first = workbook_add_worksheet(x->book, write_word(x->report, N_("Overview")));
    for (unsigned i = 0; i < x->report->section_count; i++) {
        choose_name(x, i);
        sheets[i] = workbook_add_worksheet(x->book, x->names[i]);
    }
    put_first(x, first);
    for (unsigned i = 0; i < x->report->section_count; i++)
        xlsx_fill_section(x, sheets[i], &x->report->sections[i], x->names[i]);
}

static bool write_book(const char *temporary, const struct report *report, struct error *e)
{
    struct xlsx x = {.report = report};
    x.book = workbook_new(temporary);
    if (!x.book)
        return error_set(e, ERROR_LIBRARY, LXW_ERROR_MEMORY_MALLOC_FAILED, "libxlsxwriter");
    buf_init(&x.text, WRITE_FILE_BYTES_MAX);
    fill_book(&x);
    lxw_error code = workbook_close(x.book);
    buf_deinit(&x.text);
    return code == LXW_NO_ERROR ||
           error_set(e, ERROR_LIBRARY, (int)code, "libxlsxwriter: %s", lxw_strerror(code));
}

/* The library writes a file of its own, which is then taken over as every other. */
static bool take_over(const char *path, const char *temporary, struct error *e)
{
    struct arena a;
    struct slice bytes;
    arena_init(&a, 2 * (size_t)WRITE_FILE_BYTES_MAX);
    bool ok = file_read(&bytes, &a, temporary, WRITE_FILE_BYTES_MAX, e) &&
              file_write(path, bytes, FILE_DURABLE, e);
    arena_deinit(&a);
    return ok;
}

bool report_write_xlsx(const char *path, const struct report *report, struct error *e)
{
    const char *folder = getenv("TMPDIR");
    char temporary[FILE_PATH_BYTES];
    int length = snprintf(temporary, sizeof temporary, "%s/ngoso-XXXXXX",
                          folder && *folder ? folder : "/tmp");
    if (length < 0 || (size_t)length >= sizeof temporary)
        return error_set(e, ERROR_LIMIT, 0, "TMPDIR");
    int fd = mkstemp(temporary);
    if (fd < 0)
        return error_os(e, errno, "%s", temporary);
    close(fd);
    bool ok = write_book(temporary, report, e) && take_over(path, temporary, e);
    unlink(temporary);
    return ok;
}
