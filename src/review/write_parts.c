#include "review/write_parts.h"

#include "base/file.h"
#include "base/i18n.h"
#include "base/utf8.h"

const char *write_language(const struct report *report)
{
    return report->language ? report->language : "vi";
}

bool write_is_vietnamese(const struct report *report)
{
    return strncmp(write_language(report), "vi", 2) == 0;
}

const char *write_word(const struct report *report, const char *english)
{
    return i18n_in(write_language(report), english);
}

static bool turns_direction(uint32_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* U+FFFE, U+FFFF and their like at the end of each plane, and U+FDD0–FDEF. */
static bool is_noncharacter(uint32_t c)
{
    return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

bool write_clean(struct buf *out, struct slice text)
{
    bool ok = true;
    for (size_t at = 0; at < text.size;) {
        size_t begin = at;
        uint32_t c = utf8_next(text, &at);
        if (c == UTF8_BAD || is_noncharacter(c))
            ok = buf_append_text(out, "\uFFFD") && ok;
        else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029)
            ok = buf_append_char(out, ' ') && ok;
        else if (!turns_direction(c))
            ok = buf_append(out, text.data + begin, at - begin) && ok;
    }
    return ok;
}

const char *write_flag_word(const struct report *report, enum report_flag flag)
{
    switch (flag) {
    case REPORT_FLAG_NONE:
        return "";
    case REPORT_FLAG_LOOK:
        return write_word(report, N_("Have a look"));
    case REPORT_FLAG_ACT:
        return write_word(report, N_("Act on this"));
    }
    UNREACHABLE("report flag");
}

bool write_has_interval(const struct report_section *section, unsigned column)
{
    for (unsigned i = 0; i < section->row_count; i++) {
        const struct report_cell *cell = &section->rows[i].cells[column];
        if (write_is_figure(cell) && cell->has_interval)
            return true;
    }
    return false;
}

bool write_has_flags(const struct report_section *section)
{
    for (unsigned i = 0; i < section->row_count; i++) {
        if (section->rows[i].flag != REPORT_FLAG_NONE)
            return true;
    }
    return false;
}

bool write_has_figures(const struct report_section *section, unsigned column)
{
    for (unsigned i = 0; i < section->row_count; i++) {
        if (write_is_figure(&section->rows[i].cells[column]))
            return true;
    }
    return false;
}

static bool has_remark(const struct report_row *row, unsigned column_count)
{
    if (row->remark.size)
        return true;
    for (unsigned i = 0; i < column_count; i++) {
        if (row->cells[i].kind == REPORT_MISSING && row->cells[i].text.size)
            return true;
    }
    return false;
}

bool write_has_remarks(const struct report_section *section)
{
    for (unsigned i = 0; i < section->row_count; i++) {
        if (has_remark(&section->rows[i], section->column_count))
            return true;
    }
    return false;
}

static bool is_said_before(const struct report_row *row, unsigned column)
{
    for (unsigned i = 0; i < column; i++) {
        if (row->cells[i].kind == REPORT_MISSING &&
            slice_equal(row->cells[i].text, row->cells[column].text))
            return true;
    }
    return slice_equal(row->remark, row->cells[column].text);
}

bool write_remark(struct buf *out, const struct report_row *row, unsigned column_count)
{
    bool ok = write_clean(out, row->remark);
    bool first = row->remark.size == 0;
    for (unsigned i = 0; i < column_count; i++) {
        const struct report_cell *cell = &row->cells[i];
        if (cell->kind != REPORT_MISSING || !cell->text.size || is_said_before(row, i))
            continue;
        ok = (first || buf_append_text(out, "; ")) && write_clean(out, cell->text) && ok;
        first = false;
    }
    return ok;
}

bool write_is_figure(const struct report_cell *cell)
{
    return cell->kind != REPORT_MISSING && cell->kind != REPORT_TEXT;
}

bool write_number_title(struct buf *out, const struct report_column *column)
{
    bool ok = write_clean(out, column->title);
    bool named = column->title.size && memchr(column->title.data, '%', column->title.size);
    if (column->kind == REPORT_PERCENT && !named)
        ok = buf_append_text(out, " (%)") && ok;
    return ok;
}

bool write_number(struct buf *out, int64_t value, unsigned decimals, char mark)
{
    char digits[48], *at = digits + sizeof digits;
    uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    CHECK(decimals < 20);
    for (unsigned i = 0; i < decimals; i++, magnitude /= 10)
        *--at = (char)('0' + magnitude % 10);
    if (decimals)
        *--at = mark;
    do {
        *--at = (char)('0' + magnitude % 10);
    } while (magnitude /= 10);
    if (value < 0)
        *--at = '-';
    return buf_append(out, at, (size_t)(digits + sizeof digits - at));
}

const char *write_team_only(const struct report *report)
{
    return write_word(report, N_("For the team only: some groups have fewer than 5 people, who "
                                 "could be recognised. Please do not pass this on."));
}

bool write_today(struct buf *out)
{
    time_t now = date_stamp();
    struct tm day;
    if (!gmtime_r(&now, &day))
        return false;
    return buf_printf(out, "%02d/%02d/%04d", day.tm_mday, day.tm_mon + 1, day.tm_year + 1900);
}

bool write_to_file(const char *path, const struct buf *whole, struct error *e)
{
    if (whole->failed)
        return error_set(e, ERROR_LIMIT, 0, _("%s would be larger than %d MB"), path,
                         (int)(whole->limit_bytes >> 20));
    return file_write(path, buf_slice(whole), FILE_DURABLE, e);
}
