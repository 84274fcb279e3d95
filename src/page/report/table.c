/*
 * Column widths. Each column has a natural width, at which nothing wraps but its title, and a least
 * one, at which its longest word still fits; figures do not wrap. What the paper has between the
 * sum of the least and the sum of the natural widths is shared in proportion to what each column
 * lacks. Example on 176 mm: a question's text wants 300 mm and needs 20, four columns of figures
 * want and need 15 each; the text gets 176 − 60 − gaps.
 */
#include "page/report/table.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "base/units.h"

enum {
    SAMPLE_ROWS = 1000, /* Widths are taken from these; what is wider below wraps. */
    TRIM_ROWS = 64,
    GAP = 350,
    TITLE_SHORT = 1800,
    TEXT_LEAST = 3000,
    FLAG = 650,
    PART_GAP = 200, /* Between bar, value and interval. */
    BAR_LEAST = 1400,
    BAR_NATURAL = 2400,
    BAR_CHART = 6000,
    FOLD_ROWS_LEAST = 9,
    FOLD_GAP = 700
};

struct look table_value_look(const struct table *t, unsigned column)
{
    const struct frame *f = &t->pen->frame;
    const struct table_column *c = &t->columns[column];
    struct look look = c->bar ? look_strong_body(f) : look_body(f);
    return look_aligned(look, c->right ? PARA_RIGHT : PARA_LEFT, PARA_WRAP_PRETTY);
}

struct look table_title_look(const struct table *t, unsigned column)
{
    const struct frame *f = &t->pen->frame;
    const struct table_column *c = &t->columns[column];
    struct look look = look_bold(look_soft_note(f));
    return look_aligned(look, c->right && !c->bar ? PARA_RIGHT : PARA_LEFT, PARA_WRAP_PRETTY);
}

struct look table_interval_look(const struct table *t)
{
    struct look look = look_soft_note(&t->pen->frame);
    return t->stacked ? look_aligned(look, PARA_RIGHT, PARA_WRAP_PRETTY) : look;
}

struct look table_remark_look(const struct table *t, const struct report_row *row)
{
    const struct frame *f = &t->pen->frame;
    struct draw_color strong = row->flag == REPORT_FLAG_ACT ? f->theme->warn : f->theme->brand;
    return look_colored(look_note(f), f->theme->ink, strong);
}

static int32_t longest_word(struct report_pen *p, const struct look *look, struct slice text)
{
    int32_t longest = 0;
    for (size_t begin = 0, end = 0; end < text.size; begin = end) {
        while (begin < text.size && (text.data[begin] == ' ' || text.data[begin] == '\n'))
            begin++;
        end = begin;
        while (end < text.size && text.data[end] != ' ' && text.data[end] != '\n')
            end++;
        longest = du_max(longest, pen_line_width(p, look, slice_part(text, begin, end)));
    }
    return longest;
}

/* Longer titles may take two lines without being asked. */
static void measure_title(struct table *t, unsigned column)
{
    struct table_column *c = &t->columns[column];
    struct look look = table_title_look(t, column);
    struct slice title = t->section->columns[column].title;
    int32_t whole = pen_line_width(t->pen, &look, title);
    int32_t short_enough = du_min(whole, frame_mm100(&t->pen->frame, TITLE_SHORT));
    c->minimum_du = longest_word(t->pen, &look, title);
    c->natural_du = du_max(du_max(c->minimum_du, whole * 3 / 5), short_enough);
}

/* Texts of about the same length want no second line; a single long one among them wraps. The least
 * width is that of a few words, not of one. */
static void measure_texts(struct table *t, unsigned column)
{
    struct report_pen *p = t->pen;
    const struct report_section *s = t->section;
    struct table_column *c = &t->columns[column];
    struct look look = table_value_look(t, column);
    int64_t sum = 0, count = 0;
    int32_t widest = 0, word = 0;
    for (unsigned i = 0; i < s->row_count && i < SAMPLE_ROWS; i++) {
        const struct report_cell *cell = &s->rows[i].cells[column];
        if (cell->kind != REPORT_TEXT)
            continue;
        int32_t width = pen_line_width(p, &look, cell->text);
        sum += width;
        count++;
        widest = du_max(widest, width);
        word = du_max(word, longest_word(p, &look, cell->text));
    }
    word = du_min(word, p->width_du / 2); /* An endless one is broken between letters. */
    int32_t usual = (int32_t)(count ? sum / count * 5 / 4 : 0);
    int32_t natural = du_max(du_min(widest, usual), word);
    c->natural_du = du_max(c->natural_du, natural);
    c->minimum_du =
        du_max(du_max(c->minimum_du, word), du_min(natural, frame_mm100(&p->frame, TEXT_LEAST)));
}

static void measure_cell(struct table *t, unsigned column, const struct report_cell *cell)
{
    struct report_pen *p = t->pen;
    struct table_column *c = &t->columns[column];
    struct look look = table_value_look(t, column), interval = table_interval_look(t);
    if (cell->kind == REPORT_TEXT)
        return;
    char room[REPORT_CELL_TEXT_MAX];
    const char *language = p->report->language;
    struct slice text = report_format_cell(room, cell, language);
    if (cell->kind == REPORT_MISSING && cell->text.size)
        text = SLICE("—⁹⁹");
    c->value_du = du_max(c->value_du, pen_line_width(p, &look, text));
    text = report_format_interval(room, cell, language);
    c->interval_du = du_max(c->interval_du, pen_line_width(p, &interval, text));
}

static void measure_column(struct table *t, unsigned column)
{
    const struct report_section *s = t->section;
    struct table_column *c = &t->columns[column];
    memset(c, 0, sizeof *c);
    bool charted = t->chart && column == s->value_column;
    enum report_kind kind = s->columns[column].kind;
    c->right = kind == REPORT_COUNT || kind == REPORT_PERCENT || kind == REPORT_NUMBER;
    c->bar = charted || (s->columns[column].bar && c->right);
    if (c->bar)
        c->axis = axis_of(s, column);
    measure_title(t, column);
    measure_texts(t, column);
    for (unsigned i = 0; i < s->row_count && i < SAMPLE_ROWS; i++) {
        if (i % TRIM_ROWS == 0)
            para_cache_trim(t->pen->frame.paras);
        measure_cell(t, column, &s->rows[i].cells[column]);
    }
}

/* Adds the parts of a figure up. */
static void sum_column(struct table *t, unsigned column)
{
    struct table_column *c = &t->columns[column];
    int32_t gap = frame_mm100(&t->pen->frame, PART_GAP), figure = c->value_du;
    if (t->stacked) {
        figure = c->value_du = du_max(c->value_du, c->interval_du);
        c->interval_du = 0;
    }
    figure += c->interval_du ? gap + c->interval_du : 0;
    if (!c->bar) {
        c->minimum_du = du_max(c->minimum_du, figure);
        c->natural_du = du_max(c->natural_du, figure);
        return;
    }
    bool charted = t->chart && column == t->section->value_column;
    int32_t natural = frame_mm100(&t->pen->frame, charted ? BAR_CHART : BAR_NATURAL);
    int32_t least = frame_mm100(&t->pen->frame, BAR_LEAST);
    c->minimum_du = du_max(c->minimum_du, figure + gap + least);
    c->natural_du = du_max(c->natural_du, figure + gap + natural);
}

struct sums {
    int32_t minimum_du, natural_du; /* With the gaps between, and the flags. */
    int32_t growing;                /* Columns with bars: they take what is left over. */
};

static struct sums sum_table(const struct table *t)
{
    int64_t gaps = t->flag_du + (int64_t)t->gap_du * ((int64_t)t->section->column_count - 1);
    int64_t minimum = gaps, natural = gaps;
    struct sums sums = {0};
    for (unsigned i = 0; i < t->section->column_count; i++) {
        minimum += t->columns[i].minimum_du;
        natural += t->columns[i].natural_du;
        sums.growing += t->columns[i].bar;
    }
    sums.minimum_du = (int32_t)(minimum < INT32_MAX ? minimum : INT32_MAX);
    sums.natural_du = (int32_t)(natural < INT32_MAX ? natural : INT32_MAX);
    return sums;
}

/* Of room that nobody needs, texts longer than usual get half before the bars grow. */
static int32_t favour_texts(struct table *t, int32_t spare_du)
{
    for (unsigned i = 0; i < t->section->column_count && spare_du > 0; i++) {
        struct table_column *c = &t->columns[i];
        int32_t more = du_clamp(c->widest_du - c->natural_du, 0, spare_du / 2);
        c->natural_du += more;
        spare_du -= more;
    }
    return spare_du;
}

/* Between least and natural, or beyond when there is room and a bar to fill it. */
static void share_width(struct table *t, const struct sums *sums, int32_t width_du)
{
    int64_t lacking = (int64_t)sums->natural_du - sums->minimum_du;
    int64_t given = (int64_t)width_du - sums->minimum_du;
    int32_t spare = favour_texts(t, width_du - sums->natural_du);
    int32_t x = t->flag_du;
    for (unsigned i = 0; i < t->section->column_count; i++) {
        struct table_column *c = &t->columns[i];
        c->x_du = x;
        c->width_du = c->natural_du;
        if (spare < 0)
            c->width_du =
                c->minimum_du +
                (int32_t)(lacking ? (c->natural_du - c->minimum_du) * given / lacking : 0);
        else if (c->bar)
            c->width_du += spare / sums->growing;
        int32_t gap = frame_mm100(&t->pen->frame, PART_GAP);
        c->bar_du = c->width_du - c->value_du - gap - (c->interval_du ? gap + c->interval_du : 0);
        x += c->width_du + t->gap_du;
    }
    t->width_du = x - t->gap_du;
}

static bool has_remarks(const struct report_section *s)
{
    for (unsigned i = 0; i < s->row_count; i++)
        if (s->rows[i].remark.size || s->rows[i].flag)
            return true;
    return false;
}

static bool has_flags(const struct report_section *s)
{
    for (unsigned i = 0; i < s->row_count; i++)
        if (s->rows[i].flag)
            return true;
    return false;
}

/* Blocks side by side: of tables without bars and remarks that are narrow and long. */
static void fold(struct table *t, const struct sums *sums, int32_t width_du)
{
    const struct report_section *s = t->section;
    int32_t gap = t->fold_gap_du;
    if (sums->growing || has_remarks(s) || s->row_count < FOLD_ROWS_LEAST)
        return;
    unsigned blocks =
        (unsigned)du_clamp((width_du + gap) / (sums->natural_du + gap), 1, TABLE_BLOCKS_MAX);
    while (blocks > 1 && s->row_count < blocks * (FOLD_ROWS_LEAST / 2))
        blocks--;
    t->block_count = blocks;
}

/* A table that is not much narrower than its place takes all of it; the label gets the room. */
static void widen(struct table *t, int32_t width_du)
{
    int32_t blocks = (int32_t)t->block_count, gap = t->fold_gap_du;
    int32_t spare = (width_du + gap) / blocks - gap - t->width_du;
    if (spare <= 0 || (blocks == 1 && t->width_du < width_du * 3 / 5))
        return;
    t->columns[t->label].width_du += spare;
    for (unsigned i = t->label + 1; i < t->section->column_count; i++)
        t->columns[i].x_du += spare;
    t->width_du += spare;
}

static void collect_reasons(struct table *t)
{
    const struct report_section *s = t->section;
    for (unsigned i = 0; i < s->row_count; i++)
        for (unsigned c = 0; c < s->column_count; c++) {
            const struct report_cell *cell = &s->rows[i].cells[c];
            unsigned known = 0;
            if (cell->kind != REPORT_MISSING || cell->text.size == 0)
                continue;
            while (known < t->reason_count && !slice_equal(t->reasons[known], cell->text))
                known++;
            if (known == t->reason_count && known < TABLE_REASONS_MAX)
                t->reasons[t->reason_count++] = cell->text;
        }
}

static unsigned find_label(const struct report_section *s)
{
    if (s->chart == REPORT_CHART_BARS)
        return s->label_column;
    for (unsigned i = 0; i < s->column_count; i++)
        if (s->columns[i].kind == REPORT_TEXT)
            return i;
    return 0;
}

static struct sums measure_table(struct table *t)
{
    for (unsigned i = 0; i < t->section->column_count; i++) {
        measure_column(t, i);
        sum_column(t, i);
    }
    return sum_table(t);
}

/* Chooses form and widths. */
static void lay_out_table(struct table *t, struct report_pen *p, const struct report_section *s)
{
    CHECK(s->column_count <= REPORT_COLUMNS_MAX);
    *t = (struct table){.pen = p,
                        .section = s,
                        .label = find_label(s),
                        .chart = s->chart == REPORT_CHART_BARS,
                        .flagged = has_flags(s),
                        .gap_du = frame_mm100(&p->frame, GAP),
                        .fold_gap_du = frame_mm100(&p->frame, FOLD_GAP),
                        .block_count = 1};
    t->flag_du = t->flagged ? frame_mm100(&p->frame, FLAG) : 0;
    struct sums sums = measure_table(t);
    if (sums.minimum_du > p->width_du) {
        t->stacked = true;
        sums = measure_table(t);
    }
    t->cards = sums.minimum_du > p->width_du;
    if (t->cards)
        return;
    share_width(t, &sums, p->width_du);
    fold(t, &sums, p->width_du);
    widen(t, p->width_du);
    t->cards = !rows_have_room(t);
    if (!t->cards)
        collect_reasons(t);
}

int32_t table_reason_indent(struct table *t)
{
    struct look look = look_soft_note(&t->pen->frame);
    return pen_line_width(t->pen, &look, SLICE("—")) + frame_mm100(&t->pen->frame, 120);
}

struct slice table_bar_reason(struct table *t, const struct report_row *row, unsigned column)
{
    const struct report_cell *cell = &row->cells[column];
    struct look look = look_soft_note(&t->pen->frame);
    if (!t->columns[column].bar || cell->kind != REPORT_MISSING || cell->text.size == 0)
        return SLICE("");
    int32_t width =
        pen_line_width(t->pen, &look, SLICE("— ")) + pen_line_width(t->pen, &look, cell->text);
    return width < t->columns[column].width_du ? cell->text : SLICE("");
}

/* Whether the reason stands in the row already, in place of a bar. */
static bool is_said(struct table *t, const struct report_row *row, struct slice reason)
{
    for (unsigned i = 0; i < t->section->column_count; i++)
        if (slice_equal(row->cells[i].text, reason) && table_bar_reason(t, row, i).size)
            return true;
    return false;
}

static struct slice raised(struct arena *a, unsigned number)
{
    static const char *const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    return arena_printf(a, "%s%s", number / 10 ? digits[number / 10 % 10] : "",
                        digits[number % 10]);
}

struct slice table_value(struct table *t, const struct report_row *row, unsigned column)
{
    struct arena *a = t->pen->frame.arena;
    const struct report_cell *cell = &row->cells[column];
    struct slice text = pen_cell(t->pen, cell);
    if (cell->kind != REPORT_MISSING || cell->text.size == 0 || is_said(t, row, cell->text))
        return text;
    for (unsigned i = 0; i < t->reason_count; i++)
        if (slice_equal(t->reasons[i], cell->text))
            return arena_printf(a, "%.*s%.*s", SLICE_ARG(text), SLICE_ARG(raised(a, i + 1)));
    return text;
}

struct rich table_remark(struct table *t, const struct report_row *row)
{
    static const char *const words[] = {[REPORT_FLAG_NONE] = "",
                                        [REPORT_FLAG_LOOK] = N_("Have a look"),
                                        [REPORT_FLAG_ACT] = N_("Act on this")};
    if (row->flag == REPORT_FLAG_NONE)
        return rich_plain(row->remark);
    return pen_labelled(t->pen, slice_from(pen_word(t->pen, words[row->flag])), row->remark);
}

void table_flag(struct table *t, enum report_flag flag, int32_t center_x_du, int32_t center_y_du,
                int32_t size_du)
{
    struct frame *f = &t->pen->frame;
    if (flag == REPORT_FLAG_ACT)
        frame_own_icon(f, FONT_ICON_FILL, "warning-circle", center_x_du, center_y_du, size_du,
                       f->theme->warn);
    if (flag == REPORT_FLAG_LOOK)
        frame_own_icon(f, FONT_ICON_BOLD, "eye", center_x_du, center_y_du, size_du,
                       f->theme->brand);
}

void table_turn_page(struct table *t)
{
    struct report_pen *p = t->pen;
    struct look look = look_soft_note(&p->frame);
    pen_need(p, pen_page_room(p) + 1);
    struct slice text = arena_printf(p->frame.arena, pen_word(p, N_("%s (continued)")),
                                     arena_copy(p->frame.arena, t->section->title).data);
    pen_flow(p, DRAW_ROLE_P, &look, rich_plain(text));
    p->y_du += frame_mm100(&p->frame, 150);
}

static bool marks_reason(struct table *t, unsigned number)
{
    const struct report_section *s = t->section;
    for (unsigned i = 0; i < s->row_count; i++)
        for (unsigned c = 0; c < s->column_count; c++)
            if (s->rows[i].cells[c].kind == REPORT_MISSING &&
                slice_equal(s->rows[i].cells[c].text, t->reasons[number]) &&
                !is_said(t, &s->rows[i], t->reasons[number]))
                return true;
    return false;
}

/* What stands below a table, one at a time; empty: nothing. */
static struct rich explanation(struct table *t, unsigned index)
{
    struct arena *a = t->pen->frame.arena;
    const struct report_section *s = t->section;
    if (index < t->reason_count)
        return marks_reason(t, index)
                   ? rich_plain(arena_printf(a, "%.*s %.*s", SLICE_ARG(raised(a, index + 1)),
                                             SLICE_ARG(t->reasons[index])))
                   : rich_plain(SLICE(""));
    index -= t->reason_count;
    if (index < s->column_count)
        return s->columns[index].hint.size
                   ? pen_labelled(t->pen, s->columns[index].title, s->columns[index].hint)
                   : rich_plain(SLICE(""));
    return rich_plain(s->note);
}

static unsigned explanation_count(const struct table *t)
{
    return t->reason_count + t->section->column_count + 1;
}

static int32_t tail_height(struct table *t)
{
    struct look look = look_soft_note(&t->pen->frame);
    int32_t height = frame_mm100(&t->pen->frame, GAP);
    for (unsigned i = 0; i < explanation_count(t); i++)
        height += pen_text_height(t->pen, &look, explanation(t, i), t->pen->width_du);
    return height;
}

static void draw_tail(struct table *t)
{
    struct look look = look_soft_note(&t->pen->frame);
    pen_gap(t->pen, frame_mm100(&t->pen->frame, 200));
    for (unsigned i = 0; i < explanation_count(t); i++)
        pen_flow(t->pen, DRAW_ROLE_P, &look, explanation(t, i));
}

/* What the last row keeps below it; a long tail may stand on a page of its own. */
static int32_t kept_tail(struct table *t)
{
    int32_t tail = tail_height(t);
    return tail > pen_page_room(t->pen) / 3 ? 0 : tail;
}

void table_draw(struct report_pen *p, const struct report_section *s)
{
    struct table t;
    lay_out_table(&t, p, s);
    int32_t tail = kept_tail(&t);
    if (t.cards)
        cards_draw(&t, tail);
    else
        rows_draw(&t, tail);
    draw_tail(&t);
}

int32_t table_opening(struct report_pen *p, const struct report_section *s)
{
    struct table t;
    lay_out_table(&t, p, s);
    int32_t opening = t.cards ? cards_opening(&t) : rows_opening(&t);
    return s->row_count == 1 ? opening + kept_tail(&t) : opening; /* The first row is the last. */
}
