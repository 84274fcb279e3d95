#include "page/report/report.h"

#include <math.h>

#include "base/check.h"
#include "base/i18n.h"

enum { GROUP_DIGITS = 3 };

#define NO_BREAK_SPACE "\u00A0"
#define MINUS          "\u2212"
#define EN_DASH        "\u2013"
#define EM_DASH        "\u2014"

struct report_cell report_missing(struct slice reason)
{
    return (struct report_cell){.kind = REPORT_MISSING, .text = reason};
}

struct report_cell report_text(struct slice text)
{
    return (struct report_cell){.kind = REPORT_TEXT, .text = text};
}

struct report_cell report_count(int64_t count)
{
    return (struct report_cell){.kind = REPORT_COUNT, .value = count};
}

struct report_cell report_date(int64_t days)
{
    return (struct report_cell){.kind = REPORT_DATE, .value = days};
}

/* `value` in 1/10^decimals, half away from zero; false when it is not finite or too large. The rest
 * is exact, which adding one half before cutting would not be (0.49999999999999994). */
static bool round_to(int64_t *out, double value, unsigned decimals)
{
    static const double powers[REPORT_DECIMALS_MAX + 1] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
    CHECK(decimals <= REPORT_DECIMALS_MAX);
    double scaled = value * powers[decimals];
    if (!isfinite(scaled) || scaled >= 9e18 || scaled <= -9e18)
        return false;
    int64_t whole = (int64_t)scaled;
    double rest = scaled - (double)whole;
    *out = whole + (rest >= 0.5) - (rest <= -0.5);
    return true;
}

struct report_cell report_figure(enum report_kind kind, double value, unsigned decimals)
{
    struct report_cell cell = {.kind = kind, .decimals = decimals};
    CHECK(kind == REPORT_COUNT || kind == REPORT_PERCENT || kind == REPORT_NUMBER);
    return round_to(&cell.value, value, decimals) ? cell : report_missing(SLICE(""));
}

struct report_cell report_with_interval(struct report_cell cell, double low, double high)
{
    int64_t low_rounded, high_rounded;
    if (cell.kind == REPORT_MISSING || !round_to(&low_rounded, low, cell.decimals) ||
        !round_to(&high_rounded, high, cell.decimals))
        return cell;
    CHECK(low_rounded <= high_rounded);
    cell.has_interval = true;
    cell.low = low_rounded;
    cell.high = high_rounded;
    return cell;
}

struct marks {
    char group, decimal;
};

static struct marks marks_of(const char *language)
{
    bool vietnamese = !language || strncmp(language, "vi", 2) == 0;
    return vietnamese ? (struct marks){'.', ','} : (struct marks){',', '.'};
}

/* Digits from the last to the first, with their marks, at the end of `digits`. */
static char *write_digits(char *end, uint64_t magnitude, unsigned decimals, struct marks marks)
{
    char *at = end;
    for (unsigned i = 0; i < decimals; i++, magnitude /= 10)
        *--at = (char)('0' + magnitude % 10);
    if (decimals)
        *--at = marks.decimal;
    unsigned written = 0;
    do {
        if (written && written % GROUP_DIGITS == 0)
            *--at = marks.group;
        *--at = (char)('0' + magnitude % 10);
        written++;
    } while (magnitude /= 10);
    return at;
}

static void put_number(struct buf *out, int64_t value, const struct report_cell *cell,
                       const char *language)
{
    char digits[40], *end = digits + sizeof digits;
    uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    CHECK(cell->decimals <= REPORT_DECIMALS_MAX);
    if (value < 0)
        buf_append_text(out, MINUS);
    else if (cell->signed_value && value > 0)
        buf_append_char(out, '+');
    char *begin = write_digits(end, magnitude, cell->decimals, marks_of(language));
    buf_append(out, begin, (size_t)(end - begin));
}

static void put_date(struct buf *out, int64_t days)
{
    struct date d = date_from_days(days);
    if (d.year)
        buf_printf(out, "%02d/%02d/%04d", d.day, d.month, d.year);
    else
        buf_append_text(out, EM_DASH);
}

static void put_unit(struct buf *out, const struct report_cell *cell)
{
    if (cell->kind == REPORT_PERCENT)
        buf_append_text(out, NO_BREAK_SPACE "%");
}

/* Moves what was written, which always fits, into the caller's room. */
static struct slice hand_over(char out[REPORT_CELL_TEXT_MAX], struct buf *text)
{
    size_t size = text->size;
    CHECK(!text->failed && size < REPORT_CELL_TEXT_MAX);
    if (size)
        memcpy(out, text->data, size);
    out[size] = '\0';
    buf_deinit(text);
    return (struct slice){out, size};
}

struct slice report_format_cell(char out[REPORT_CELL_TEXT_MAX], const struct report_cell *cell,
                                const char *language)
{
    struct buf text;
    if (cell->kind == REPORT_TEXT)
        return cell->text;
    buf_init(&text, REPORT_CELL_TEXT_MAX);
    switch (cell->kind) {
    case REPORT_DATE:
        put_date(&text, cell->value);
        break;
    case REPORT_COUNT:
    case REPORT_PERCENT:
    case REPORT_NUMBER:
        put_number(&text, cell->value, cell, language);
        put_unit(&text, cell);
        break;
    case REPORT_MISSING:
    case REPORT_TEXT:
        buf_append_text(&text, EM_DASH);
        break;
    }
    return hand_over(out, &text);
}

struct slice report_format_interval(char out[REPORT_CELL_TEXT_MAX], const struct report_cell *cell,
                                    const char *language)
{
    struct buf text;
    buf_init(&text, REPORT_CELL_TEXT_MAX);
    bool wide = cell->has_interval && cell->low != cell->high; /* "0 to 0" says nothing. */
    if (wide && cell->kind != REPORT_MISSING && cell->kind != REPORT_TEXT) {
        bool in_words = cell->signed_value || cell->low < 0;
        put_number(&text, cell->low, cell, language);
        if (in_words)
            buf_printf(&text, NO_BREAK_SPACE "%s" NO_BREAK_SPACE,
                       i18n_in(language ? language : "vi", N_("to")));
        else
            buf_append_text(&text, EN_DASH);
        put_number(&text, cell->high, cell, language);
        put_unit(&text, cell);
    }
    return hand_over(out, &text);
}
