/* A table too wide for the paper: a card a row, on it its figures one behind the other. */
#include "base/arena.h"
#include "base/units.h"
#include "page/report/table.h"

enum { PAD = 180, CARD_GAP = 120, BAR_HIGH = 260, BAR_PAD = 80 };

/* "88 % (79–96 %)"; of a missing one only "—": draw_reasons says why. */
static struct slice value_text(struct table *t, const struct report_cell *cell)
{
    struct report_pen *p = t->pen;
    struct slice value = pen_cell(p, cell), more = {0};
    if (cell->kind != REPORT_TEXT)
        more = pen_interval(p, cell);
    return more.size
               ? arena_printf(p->frame.arena, "%.*s (%.*s)", SLICE_ARG(value), SLICE_ARG(more))
               : value;
}

static bool has_bar(const struct table *t, const struct report_row *row, unsigned column)
{
    enum report_kind kind = row->cells[column].kind;
    return t->columns[column].bar && kind != REPORT_MISSING && kind != REPORT_TEXT;
}

/* A text being put together: "Người **17** · Bỏ trống **3**". */
struct line_text {
    struct slice text;
    struct rich_range strong[REPORT_COLUMNS_MAX];
    unsigned strong_count;
};

/* Spaces as U+00A0. */
static struct slice unbreakable(struct arena *a, struct slice text)
{
    char *bytes = arena_alloc(a, text.size * 2 + 1);
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == ' ')
            bytes[size++] = '\xC2';
        bytes[size++] = text.data[i] == ' ' ? '\xA0' : text.data[i];
    }
    return (struct slice){bytes, size};
}

/* A title and its figure stay on one line unless they are long. */
static void append_figure(struct line_text *line, struct table *t, const struct report_row *row,
                          unsigned column)
{
    struct report_pen *p = t->pen;
    struct arena *a = p->frame.arena;
    struct look look = look_strong_body(&p->frame);
    struct slice title = t->section->columns[column].title;
    struct slice value = value_text(t, &row->cells[column]);
    struct slice both =
        arena_printf(a, "%.*s%s%.*s", SLICE_ARG(title), title.size ? " " : "", SLICE_ARG(value));
    if (pen_line_width(p, &look, both) < p->width_du / 2) {
        both = unbreakable(a, both);
        value = unbreakable(a, value);
    }
    line->text = arena_printf(a, "%.*s%s%.*s", SLICE_ARG(line->text), line->text.size ? " · " : "",
                              SLICE_ARG(both));
    uint32_t end = (uint32_t)line->text.size;
    if (value.size)
        line->strong[line->strong_count++] = (struct rich_range){end - (uint32_t)value.size, end};
}

static int32_t draw_line_text(struct table *t, const struct line_text *line, int32_t y_du)
{
    struct report_pen *p = t->pen;
    struct look look = look_soft_body(&p->frame);
    struct rich text = {line->text, line->strong, line->strong_count};
    return pen_put(p, DRAW_ROLE_P, &look, text, p->x_du, y_du, p->width_du);
}

static int32_t draw_with_bar(struct table *t, const struct report_row *row, unsigned column,
                             int32_t y_du)
{
    struct report_pen *p = t->pen;
    struct line_text line = {0};
    append_figure(&line, t, row, column);
    int32_t height = draw_line_text(t, &line, y_du), pad = frame_mm100(&p->frame, BAR_PAD);
    struct draw_rect track = {p->x_du, y_du + height + pad, p->width_du,
                              frame_mm100(&p->frame, BAR_HIGH)};
    bar_across(p, track, &t->columns[column].axis, &row->cells[column]);
    return height + track.height_du + 2 * pad;
}

/* What has no bar, one behind the other. */
static int32_t draw_others(struct table *t, const struct report_row *row, int32_t y_du)
{
    struct line_text line = {0};
    for (unsigned i = 0; i < t->section->column_count; i++)
        if (i != t->label && !has_bar(t, row, i))
            append_figure(&line, t, row, i);
    return draw_line_text(t, &line, y_du);
}

/* Why figures are missing, each reason once. */
static int32_t draw_reasons(struct table *t, const struct report_row *row, int32_t y_du)
{
    struct report_pen *p = t->pen;
    struct look look = look_soft_note(&p->frame);
    int32_t y = y_du;
    for (unsigned i = 0; i < t->section->column_count; i++) {
        const struct report_cell *cell = &row->cells[i];
        bool said = cell->kind != REPORT_MISSING || cell->text.size == 0;
        for (unsigned k = 0; k < i && !said; k++)
            said =
                row->cells[k].kind == REPORT_MISSING && slice_equal(row->cells[k].text, cell->text);
        if (!said)
            y += pen_put(p, DRAW_ROLE_P, &look,
                         rich_plain(arena_printf(p->frame.arena, "— %.*s", SLICE_ARG(cell->text))),
                         p->x_du, y, p->width_du);
    }
    return y - y_du;
}

static int32_t draw_label(struct table *t, const struct report_row *row, int32_t y_du)
{
    struct report_pen *p = t->pen;
    struct look look = look_strong_body(&p->frame);
    int32_t line = look_line_du(&p->frame, &look), indent = row->flag ? line * 5 / 4 : 0;
    table_flag(t, row->flag, p->x_du + line / 2, y_du + line / 2, line);
    return pen_put(p, DRAW_ROLE_P, &look, rich_plain(value_text(t, &row->cells[t->label])),
                   p->x_du + indent, y_du, p->width_du - indent);
}

/* Draws, or only measures, all of a card; returns its height. */
static int32_t draw_card(struct table *t, const struct report_row *row, int32_t y_du)
{
    struct report_pen *p = t->pen;
    struct frame *f = &p->frame;
    struct look note = table_remark_look(t, row);
    int32_t y = y_du + frame_mm100(f, PAD);
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_line(f, p->x_du, y_du, p->x_du + p->width_du, y_du,
               stroke_solid(f->theme->ink, frame_pt10(f, 8)));
    frame_end(f);
    frame_item_begin(f);
    y += draw_label(t, row, y);
    for (unsigned i = 0; i < t->section->column_count; i++)
        if (i != t->label && has_bar(t, row, i))
            y += draw_with_bar(t, row, i, y);
    y += draw_others(t, row, y);
    y += draw_reasons(t, row, y);
    y += pen_put(p, DRAW_ROLE_P, &note, table_remark(t, row), p->x_du, y, p->width_du);
    frame_item_end(f);
    return y + frame_mm100(f, CARD_GAP) - y_du;
}

static int32_t card_height(struct table *t, const struct report_row *row)
{
    bool measuring = t->pen->frame.measuring;
    t->pen->frame.measuring = true;
    int32_t height = draw_card(t, row, 0);
    t->pen->frame.measuring = measuring;
    return height;
}

/* A card taller than a page, as running text. */
static void flow_card(struct table *t, const struct report_row *row)
{
    struct report_pen *p = t->pen;
    struct look body = look_body(&p->frame), note = table_remark_look(t, row);
    for (unsigned i = 0; i < t->section->column_count; i++)
        pen_flow(p, DRAW_ROLE_P, &body,
                 pen_labelled(p, t->section->columns[i].title, value_text(t, &row->cells[i])));
    pen_flow(p, DRAW_ROLE_P, &note, table_remark(t, row));
}

void cards_draw(struct table *t, int32_t tail_du)
{
    struct report_pen *p = t->pen;
    const struct report_section *s = t->section;
    bool in_list = false;
    for (unsigned i = 0; i < s->row_count && !p->failed; i++) {
        int32_t height = card_height(t, &s->rows[i]);
        bool tall = height > pen_page_room(p);
        int32_t keep = i + 1 == s->row_count ? tail_du : 0;
        bool turns = height + du_min(keep, pen_page_room(p) - height) > pen_room(p);
        if (in_list && (tall || turns)) {
            frame_end(&p->frame);
            in_list = false;
        }
        if (tall) {
            flow_card(t, &s->rows[i]);
            continue;
        }
        if (turns && p->y_du > p->top_du)
            table_turn_page(t);
        if (!in_list)
            frame_begin(&p->frame, DRAW_ROLE_L);
        in_list = true;
        p->y_du += draw_card(t, &s->rows[i], p->y_du);
    }
    if (in_list)
        frame_end(&p->frame);
}

int32_t cards_opening(struct table *t)
{
    int32_t height = t->section->row_count ? card_height(t, &t->section->rows[0]) : 0;
    return du_min(height, pen_page_room(t->pen) / 2);
}
