/*
 * Upright columns: rounds a day, rounds by score. What is wider than the page is turned like a
 * list; a column is never narrower than its label.
 */
#include "kiosk/review/inside.h"

enum { COLUMN_LEAST = 116, COLUMN_MOST = 190 };

/* "14/11": the year stands above the chart, with the period. "10–19": of percent, as the caption
 * says. */
static struct slice column_label(const struct frame *f, const struct report_cell *cell)
{
    struct slice text = review_cell_text(f, cell);
    if (cell->kind == REPORT_DATE && text.size > 5)
        return slice_part(text, 0, 5);
    return slice_ends(text, SLICE(" %")) ? slice_part(text, 0, text.size - 2) : text;
}

static int64_t greatest(const struct report_section *s)
{
    int64_t most = s->axis_max;
    for (unsigned i = 0; i < s->row_count; i++) {
        const struct report_cell *cell = &s->rows[i].cells[s->value_column];
        if (cell->kind != REPORT_MISSING && cell->value > most)
            most = cell->value;
    }
    return most;
}

static void draw_column(struct frame *f, struct draw_rect cell, const struct report_section *s,
                        unsigned row, int64_t most)
{
    struct canvas *c = &f->canvas;
    const struct report_cell *value = &s->rows[row].cells[s->value_column];
    struct type label = type_centered(review_soft(c)), number = type_centered(type_strong(c));
    int32_t line = type_line_du(&label), gap = canvas_u(c, 6);
    struct draw_rect words = rect_cut_bottom(&cell, line, gap);
    canvas_text_shrunk(c, label, c->body_du * 7 / 10,
                       rich_plain(column_label(f, &s->rows[row].cells[s->label_column])), words);
    struct draw_rect room = cell;
    rect_cut_top(&room, line, gap);
    int32_t height = 0;
    if (value->kind != REPORT_MISSING && most > 0)
        height = (int32_t)((int64_t)room.height_du * value->value / most);
    int32_t width = room.width_du * 7 / 10, bottom = room.y_du + room.height_du;
    struct draw_rect bar = {room.x_du + (room.width_du - width) / 2, bottom - height, width,
                            height};
    if (height > 0)
        list_rect(c->list, bar, min_du(canvas_u(c, 6), height / 2), c->skin.brand,
                  (struct draw_stroke){.color = DRAW_NO_COLOR});
    canvas_text_in(c, &number, rich_plain(review_cell_text(f, value)),
                   (struct draw_rect){cell.x_du, bar.y_du - line - gap, cell.width_du, line + gap});
}

void review_columns(struct frame *f, struct draw_rect box, const struct report_section *s)
{
    struct canvas *c = &f->canvas;
    struct review *r = f->review;
    struct draw_stroke none = {.color = DRAW_NO_COLOR};
    int32_t line = max_du(canvas_u(c, 2), DU_PER_PT), pad = canvas_u(c, 20);
    canvas_rect(c, box, canvas_u(c, 16), c->skin.card, c->skin.line, line);
    box = rect_inset(box, pad);
    struct type label = type_body(c), caption = review_soft(c);
    bool percent = s->columns[s->label_column].kind == REPORT_TEXT;
    struct slice words =
        arena_printf(c->kit->arena, "%.*s%s", SLICE_ARG(s->columns[s->label_column].title),
                     percent ? " (%)" : "");
    caption.align = PARA_RIGHT;
    struct rich title = rich_plain(words);
    canvas_text_in(c, &caption, title, rect_cut_bottom(&box, type_line_du(&label), 0));
    unsigned fit = (unsigned)max_du(1, box.width_du / canvas_u(c, COLUMN_LEAST));
    unsigned count = s->row_count, pages = (count + fit - 1) / fit;
    unsigned page = review_top(r)->list_page;
    page = page < pages ? page : pages - 1;
    /* The last page is a full one: who looks at the end wants to see what came before. */
    unsigned end = page + 1 == pages ? count : (page + 1) * fit;
    unsigned first = end > fit && page + 1 == pages ? end - fit : page * fit;
    int32_t width = min_du(box.width_du / (int32_t)(end - first), canvas_u(c, COLUMN_MOST));
    int32_t x = box.x_du + (box.width_du - width * (int32_t)(end - first)) / 2;
    int32_t floor_y = box.y_du + box.height_du - type_line_du(&label) - canvas_u(c, 6);
    r->list_pages = pages;
    r->shown_page = page;
    int64_t most = greatest(s);
    for (unsigned i = first; i < end; i++, x += width)
        draw_column(f, (struct draw_rect){x, box.y_du, width, box.height_du}, s, i, most);
    list_rect(c->list, (struct draw_rect){box.x_du, floor_y, box.width_du, line}, 0, c->skin.ink,
              none);
    review_turning(f);
}
