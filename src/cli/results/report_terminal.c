#include "cli/results/report_terminal.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "cli/terminal.h"

enum {
    GAP = 2,
    MARK_COLUMNS = 2, /* "! " before a row that asks for something. */
    TEXT_MIN = 14,
    TEXT_GOOD = 22,
    BAR_MIN = 6,
    BAR_GOOD = 12,
    BAR_MAX = 24,
    EIGHTHS = 8
};

struct print {
    FILE *out;
    struct arena *arena;
    const struct report *report;
    unsigned columns;
};

/* ---- words ---- */

/* Takes from `rest` what fits into a line, cutting a word only when it is longer than one. */
static struct slice take_line(struct slice *rest, unsigned columns)
{
    size_t at = 0, end = 0, space = 0;
    unsigned used = 0;
    while (at < rest->size) {
        size_t begin = at;
        uint32_t c = utf8_next(*rest, &at);
        used += utf8_columns(slice_part(*rest, begin, at));
        if (c == ' ')
            space = begin;
        if (used > columns && begin > 0)
            break;
        end = at;
    }
    bool whole = end >= rest->size;
    if (!whole && rest->data[end] == ' ')
        space = end;
    struct slice line = slice_part(*rest, 0, whole || space == 0 ? end : space);
    size_t next = line.size;
    while (next < rest->size && rest->data[next] == ' ')
        next++;
    *rest = slice_part(*rest, next, rest->size);
    return line;
}

static void put_spaces(const struct print *p, unsigned count)
{
    fprintf(p->out, "%*s", (int)count, "");
}

static void put_paragraph(const struct print *p, enum terminal_style style, unsigned indent,
                          struct slice text)
{
    struct slice rest = clean_for_terminal(p->arena, text);
    unsigned room = p->columns > indent + TEXT_MIN ? p->columns - indent : TEXT_MIN;
    while (rest.size) {
        struct slice line = take_line(&rest, room);
        put_spaces(p, indent);
        fprintf(p->out, "%s%.*s%s\n", style_begin(p->out, style), SLICE_ARG(line),
                style == STYLE_PLAIN ? "" : style_end(p->out));
    }
}

/* ---- cells ---- */

/* "61 % (58–64 %)" */
static struct slice word_cell(const struct print *p, const struct report_cell *cell)
{
    char figure[REPORT_CELL_TEXT_MAX], interval[REPORT_CELL_TEXT_MAX];
    struct slice text = report_format_cell(figure, cell, p->report->language);
    struct slice between = report_format_interval(interval, cell, p->report->language);
    if (cell->kind == REPORT_TEXT)
        return clean_for_terminal(p->arena, cell->text);
    return arena_printf(p->arena, between.size ? "%.*s (%.*s)" : "%.*s%.*s", SLICE_ARG(text),
                        SLICE_ARG(between));
}

static bool is_text(const struct report_section *s, unsigned column)
{
    return s->columns[column].kind == REPORT_TEXT;
}

static unsigned longest_word(struct slice text)
{
    unsigned longest = 0;
    for (size_t begin = 0, i = 0; i <= text.size; i++)
        if (i == text.size || text.data[i] == ' ') {
            unsigned columns = utf8_columns(slice_part(text, begin, i));
            longest = columns > longest ? columns : longest;
            begin = i + 1;
        }
    return longest;
}

/* ---- layout ---- */

struct layout {
    unsigned widths[REPORT_COLUMNS_MAX];
    unsigned bar_column; /* column_count: no bars. */
    unsigned bar_width;
    int64_t bar_max;
    bool fits;
    struct slice *cells; /* By row, then column. */
};

static unsigned sum_widths(const struct layout *l, const struct report_section *s)
{
    unsigned sum = MARK_COLUMNS;
    for (unsigned i = 0; i < s->column_count; i++)
        sum += l->widths[i] + (i ? GAP : 0);
    return sum;
}

static void measure(struct layout *l, const struct print *p, const struct report_section *s)
{
    l->cells = ARENA_ARRAY(p->arena, (size_t)s->row_count * s->column_count + 1, struct slice);
    for (unsigned c = 0; c < s->column_count; c++) {
        l->widths[c] = longest_word(s->columns[c].title);
        for (unsigned r = 0; r < s->row_count; r++) {
            struct slice text = word_cell(p, &s->rows[r].cells[c]);
            l->cells[r * s->column_count + c] = text;
            unsigned columns = utf8_columns(text);
            l->widths[c] = columns > l->widths[c] ? columns : l->widths[c];
        }
    }
}

static unsigned find_bars(const struct report_section *s)
{
    if (s->chart == REPORT_CHART_COLUMNS || s->chart == REPORT_CHART_LINE)
        return s->value_column;
    for (unsigned c = 0; c < s->column_count; c++)
        if (s->columns[c].bar)
            return c;
    return s->column_count;
}

/* The widest text column gives first, down to `least`. */
static void shrink_to(struct layout *l, const struct report_section *s, unsigned columns,
                      unsigned least)
{
    while (sum_widths(l, s) > columns) {
        unsigned widest = s->column_count;
        for (unsigned c = 0; c < s->column_count; c++)
            if (is_text(s, c) && l->widths[c] > least &&
                (widest == s->column_count || l->widths[c] > l->widths[widest]))
                widest = c;
        if (widest == s->column_count)
            return;
        l->widths[widest]--;
    }
}

/* "61 % (58–64 %)" becomes two lines. */
static void wrap_intervals(struct layout *l, const struct report_section *s)
{
    for (unsigned c = 0; c < s->column_count; c++) {
        if (is_text(s, c))
            continue;
        l->widths[c] = longest_word(s->columns[c].title);
        for (unsigned r = 0; r < s->row_count; r++) {
            unsigned columns = longest_word(l->cells[r * s->column_count + c]);
            l->widths[c] = columns > l->widths[c] ? columns : l->widths[c];
        }
    }
}

/* Text makes room for bars while it stays easy to read, and for figures as long as it can. */
static void shrink(struct layout *l, const struct print *p, const struct report_section *s)
{
    if (find_bars(s) < s->column_count && p->columns > BAR_GOOD + GAP)
        shrink_to(l, s, p->columns - BAR_GOOD - GAP, TEXT_GOOD);
    shrink_to(l, s, p->columns, TEXT_MIN);
    if (sum_widths(l, s) > p->columns)
        wrap_intervals(l, s);
    l->fits = sum_widths(l, s) <= p->columns;
}

static void place_bars(struct layout *l, const struct print *p, const struct report_section *s)
{
    unsigned used = sum_widths(l, s) + GAP;
    l->bar_column = find_bars(s);
    l->bar_width = p->columns > used ? p->columns - used : 0;
    if (l->bar_width > BAR_MAX)
        l->bar_width = BAR_MAX;
    if (l->bar_width < BAR_MIN || s->row_count == 0)
        l->bar_column = s->column_count;
    if (l->bar_column == s->column_count)
        return;
    if (s->columns[l->bar_column].kind == REPORT_PERCENT)
        l->bar_max = 100;
    for (unsigned r = 0; r < s->row_count && l->bar_max != 100; r++) {
        const struct report_cell *cell = &s->rows[r].cells[l->bar_column];
        if (cell->kind != REPORT_MISSING && cell->value > l->bar_max)
            l->bar_max = cell->value;
    }
}

/* ---- rows ---- */

static void put_bar(const struct print *p, const struct layout *l, const struct report_cell *cell)
{
    static const char *const parts[EIGHTHS] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    int64_t scale = 1;
    for (unsigned i = 0; i < cell->decimals; i++)
        scale *= 10;
    if (cell->kind == REPORT_MISSING || l->bar_max <= 0 || cell->value <= 0)
        return;
    double share = (double)cell->value / (double)scale / (double)l->bar_max;
    unsigned eighths = (unsigned)((share > 1 ? 1 : share) * l->bar_width * EIGHTHS + 0.5);
    for (unsigned i = 0; i < eighths / EIGHTHS; i++)
        fputs("█", p->out);
    fputs(parts[eighths % EIGHTHS], p->out);
}

static const char *mark(enum report_flag flag)
{
    return flag == REPORT_FLAG_ACT ? "! " : flag == REPORT_FLAG_LOOK ? "? " : "  ";
}

/* One line of a row whose cells go on below themselves; false when nothing is left. */
static bool put_line(const struct print *p, const struct report_section *s, const struct layout *l,
                     struct slice *rest)
{
    bool more = false;
    unsigned pending = 0;
    for (unsigned c = 0; c < s->column_count; c++) {
        struct slice text = take_line(&rest[c], l->widths[c]);
        unsigned fill = l->widths[c] - utf8_columns(text);
        more = more || rest[c].size;
        pending += c ? GAP : 0;
        pending += is_text(s, c) ? 0 : fill;
        if (text.size) {
            put_spaces(p, pending);
            fprintf(p->out, "%.*s", SLICE_ARG(text));
            pending = 0;
        } else {
            pending += l->widths[c] - fill;
        }
        pending += is_text(s, c) ? fill : 0;
    }
    return more;
}

static void put_row(const struct print *p, const struct report_section *s, const struct layout *l,
                    unsigned row)
{
    struct slice rest[REPORT_COLUMNS_MAX];
    const struct report_row *r = &s->rows[row];
    bool more = true;
    for (unsigned c = 0; c < s->column_count; c++)
        rest[c] = l->cells[row * s->column_count + c];
    /* What stands above already is not said again. */
    if (row > 0 && is_text(s, 0) && slice_equal(rest[0], l->cells[(row - 1) * s->column_count]))
        rest[0] = (struct slice){0};
    for (bool first = true; more; first = false) {
        fputs(first ? mark(r->flag) : "  ", p->out);
        more = put_line(p, s, l, rest);
        if (first && l->bar_column < s->column_count) {
            put_spaces(p, GAP);
            put_bar(p, l, &r->cells[l->bar_column]);
        }
        fputc('\n', p->out);
    }
    if (r->remark.size)
        put_paragraph(p, r->flag == REPORT_FLAG_ACT ? STYLE_RED : STYLE_DIM, 2 * MARK_COLUMNS,
                      r->remark);
}

static void put_titles(const struct print *p, const struct report_section *s,
                       const struct layout *l)
{
    struct slice rest[REPORT_COLUMNS_MAX];
    bool more = true;
    for (unsigned c = 0; c < s->column_count; c++)
        rest[c] = s->columns[c].title;
    while (more) {
        put_spaces(p, MARK_COLUMNS);
        fputs(style_begin(p->out, STYLE_DIM), p->out);
        more = put_line(p, s, l, rest);
        fprintf(p->out, "%s\n", style_end(p->out));
    }
}

/* A row as a list: for terminals too narrow for the table. */
static void put_card(const struct print *p, const struct report_section *s, const struct layout *l,
                     unsigned row)
{
    const struct report_row *r = &s->rows[row];
    const struct slice *cells = &l->cells[row * s->column_count];
    for (unsigned c = 0; c < s->column_count; c++) {
        struct slice text =
            c ? arena_printf(p->arena, "%.*s: %.*s", SLICE_ARG(s->columns[c].title),
                             SLICE_ARG(cells[c]))
              : arena_printf(p->arena, "%s%.*s", mark(r->flag), SLICE_ARG(cells[c]));
        if (cells[c].size)
            put_paragraph(p, c ? STYLE_PLAIN : STYLE_BOLD, c ? 2 * MARK_COLUMNS : 0, text);
    }
    if (r->remark.size)
        put_paragraph(p, r->flag == REPORT_FLAG_ACT ? STYLE_RED : STYLE_DIM, 2 * MARK_COLUMNS,
                      r->remark);
}

/* Why cells of the section are missing, each reason once. */
static void put_reasons(const struct print *p, const struct report_section *s)
{
    enum { REASONS_MAX = 8 };
    struct slice said[REASONS_MAX];
    unsigned count = 0;
    for (unsigned i = 0; i < s->row_count * s->column_count && count < REASONS_MAX; i++) {
        const struct report_cell *cell = &s->rows[i / s->column_count].cells[i % s->column_count];
        bool known = cell->kind != REPORT_MISSING || cell->text.size == 0;
        for (unsigned k = 0; k < count && !known; k++)
            known = slice_equal(said[k], cell->text);
        if (known)
            continue;
        said[count++] = cell->text;
        put_paragraph(p, STYLE_DIM, MARK_COLUMNS,
                      arena_printf(p->arena, "— : %.*s", SLICE_ARG(cell->text)));
    }
}

static void put_section(const struct print *p, const struct report_section *s)
{
    struct layout l = {.bar_column = s->column_count};
    fputc('\n', p->out);
    put_paragraph(p, STYLE_BOLD, 0, s->title);
    put_paragraph(p, STYLE_PLAIN, 0, s->sentence);
    if (s->row_count == 0)
        put_paragraph(p, STYLE_DIM, MARK_COLUMNS, s->empty);
    measure(&l, p, s);
    shrink(&l, p, s);
    if (l.fits) {
        place_bars(&l, p, s);
        if (s->row_count)
            put_titles(p, s, &l);
    }
    for (unsigned r = 0; r < s->row_count; r++)
        (l.fits ? put_row : put_card)(p, s, &l, r);
    put_reasons(p, s);
    put_paragraph(p, STYLE_DIM, MARK_COLUMNS, s->note);
}

/* ---- all of it ---- */

static void put_tile(const struct print *p, const struct report_tile *tile)
{
    put_paragraph(p, STYLE_BOLD, 0, word_cell(p, &tile->cell));
    put_paragraph(p, STYLE_PLAIN, MARK_COLUMNS, tile->label);
    if (tile->cell.kind == REPORT_MISSING)
        put_paragraph(p, STYLE_DIM, MARK_COLUMNS, tile->cell.text);
}

void report_print(FILE *out, const struct report *report, unsigned columns, struct arena *a)
{
    struct print p = {out, a, report, columns ? columns : terminal_columns(out)};
    if (p.columns == 0)
        p.columns = REPORT_TERMINAL_DEFAULT;
    if (p.columns > REPORT_TERMINAL_MAX)
        p.columns = REPORT_TERMINAL_MAX;
    if (p.columns < REPORT_TERMINAL_MIN)
        p.columns = REPORT_TERMINAL_MIN;
    put_paragraph(&p, STYLE_DIM, 0, report->kicker);
    put_paragraph(&p, STYLE_BOLD, 0, report->title);
    if (report->team_only)
        put_paragraph(
            &p, STYLE_RED, 0,
            slice_from(_("For the team only: it shows small groups. Do not pass it on.")));
    fputc('\n', out);
    for (unsigned i = 0; i < report->tile_count; i++)
        put_tile(&p, &report->tiles[i]);
    for (unsigned i = 0; i < report->section_count; i++)
        put_section(&p, &report->sections[i]);
    if (report->note_count) {
        fputc('\n', out);
        put_paragraph(&p, STYLE_BOLD, 0, slice_from(_("Notes")));
    }
    for (unsigned i = 0; i < report->note_count; i++)
        put_paragraph(&p, STYLE_PLAIN, MARK_COLUMNS, report->notes[i]);
}
