/*
 * Lists: rows one below the other, each as high as its words; what does not fit comes on the next
 * page. Where pages begin is found anew for each frame, by measuring from the first row on; the
 * paragraphs are cached, so that two hundred rows cost about a millisecond.
 *
 *   landscape:  (flag) label, detail, remark       [bar with interval]  61 % (54–68 %)
 *   upright or narrow: the bar stands under the words
 */
#include "kiosk/review/inside.h"

enum { ROW_PAD = 14, FLAG_ROOM = 62, BAR_SHARE = 42, NARROW = 1200, BRIEF_FROM = 5, CARET = 34 };

/* ---- One row ---- */

struct row_plan {
    struct review_row row;
    bool beside;     /**< The bar stands beside the words. */
    int32_t lead_du; /**< Room for flag or badge. */
    int32_t words_du, height_du;
};

static struct type label_type(const struct canvas *c)
{
    struct type type = type_strong(c);
    type.font = FONT_SEMIBOLD;
    return type;
}

static struct type remark_type(const struct canvas *c, enum report_flag flag)
{
    struct type type = type_body(c);
    type.font = FONT_SEMIBOLD;
    return type_colored(type, flag == REPORT_FLAG_NONE ? c->skin.ink_soft : c->skin.warn);
}

static bool has_value(const struct review_row *row)
{
    return row->bar || row->figure.size;
}

static int32_t words_height(const struct canvas *c, const struct row_plan *p)
{
    const struct review_row *row = &p->row;
    struct type label = label_type(c), detail = review_soft(c), remark = remark_type(c, row->flag);
    return canvas_text_height(c, &label, rich_plain(row->label), p->words_du) +
           canvas_text_height(c, &detail, rich_plain(row->detail), p->words_du) +
           canvas_text_height(c, &remark, rich_plain(row->remark), p->words_du);
}

static struct row_plan plan_row(const struct frame *f, const struct review_row *row,
                                int32_t width_du)
{
    const struct canvas *c = &f->canvas;
    struct row_plan p = {.row = *row};
    int32_t pad = canvas_u(c, ROW_PAD), inner = width_du - 2 * canvas_u(c, 20);
    struct type body = type_body(c);
    int32_t line = type_line_du(&body);
    p.lead_du = row->flag || row->badge.size ? canvas_u(c, FLAG_ROOM) : 0;
    p.beside = has_value(row) && width_du >= canvas_u(c, NARROW);
    p.words_du = inner - p.lead_du;
    if (p.beside)
        p.words_du -= row->bar ? inner * BAR_SHARE / 100 : inner / 4;
    if (row->action >= 0) /* Room for the sign that there is more behind it. */
        p.words_du -= p.beside ? 0 : canvas_u(c, CARET);
    p.height_du = words_height(c, &p);
    if (has_value(row) && !p.beside)
        p.height_du += line;
    p.height_du += 2 * pad;
    if (row->action >= 0)
        p.height_du = max_du(p.height_du, c->target_du);
    return p;
}

static void draw_lead(struct frame *f, const struct row_plan *p, int32_t x_du, int32_t y_du)
{
    struct canvas *c = &f->canvas;
    int32_t size = canvas_u(c, 40);
    if (p->row.badge.size)
        canvas_badge(
            c, x_du + size / 2, y_du, size / 2, p->row.right ? c->skin.ok : c->skin.brand_deep,
            c->skin.contrast ? c->skin.card : c->skin.on_brand, p->row.badge, (struct slice){0});
    else if (p->row.flag == REPORT_FLAG_ACT)
        canvas_icon(c, FONT_ICON_FILL, ICON("warning"), x_du + size / 2, y_du, size, c->skin.warn);
    else if (p->row.flag == REPORT_FLAG_LOOK)
        canvas_icon(c, FONT_ICON_BOLD, ICON("eye"), x_du + size / 2, y_du, size, c->skin.warn);
}

static void put_value(struct frame *f, const struct review_row *row, struct draw_rect box)
{
    struct canvas *c = &f->canvas;
    if (row->bar) {
        review_bar(f, box, row->bar);
        return;
    }
    struct type type = type_strong(c);
    type.align = PARA_RIGHT;
    canvas_text_in(c, &type, rich_plain(row->figure), box);
}

static void draw_words(struct frame *f, const struct row_plan *p, struct draw_rect words)
{
    struct canvas *c = &f->canvas;
    words.height_du = INT32_MAX / 4;
    review_put_text(f, &words, label_type(c), p->row.label, 0);
    review_put_text(f, &words, review_soft(c), p->row.detail, 0);
    review_put_text(f, &words, remark_type(c, p->row.flag), p->row.remark, 0);
}

static void draw_row(struct frame *f, const struct row_plan *p, struct draw_rect rect)
{
    struct canvas *c = &f->canvas;
    const struct skin *s = &c->skin;
    int32_t radius = canvas_u(c, 16), side = canvas_u(c, 20),
            line = max_du(canvas_u(c, 2), DU_PT(1));
    bool pressed = false;
    int target = -1;
    if (p->row.action >= 0) {
        target = canvas_target(c, rect, ACT_REVIEW, p->row.action, true, p->row.label);
        pressed = canvas_pressed(c, target);
    }
    canvas_rect(c, rect, radius, pressed ? s->brand_tint : s->card, pressed ? s->accent : s->line,
                pressed ? 2 * line : line);
    if (target >= 0)
        canvas_focus_ring(c, target, rect, radius);
    struct draw_rect in = {rect.x_du + side, rect.y_du, rect.width_du - 2 * side, rect.height_du};
    if (target >= 0) {
        int32_t caret = canvas_u(c, CARET);
        canvas_icon(c, FONT_ICON_BOLD, ICON("caret-right"),
                    rect.x_du + rect.width_du - side / 2 - caret / 2,
                    rect.y_du + rect.height_du / 2, caret * 8 / 10, s->brand);
        in.width_du -= caret;
    }
    struct type body = type_body(c);
    int32_t height = words_height(c, p), text_line = type_line_du(&body);
    int32_t below = has_value(&p->row) && !p->beside ? text_line : 0;
    int32_t y = rect.y_du + (rect.height_du - height - below) / 2;
    draw_lead(f, p, in.x_du, p->beside ? rect.y_du + rect.height_du / 2 : y + text_line / 2);
    draw_words(f, p, (struct draw_rect){in.x_du + p->lead_du, y, p->words_du, height});
    if (!has_value(&p->row))
        return;
    struct draw_rect value = {in.x_du + p->lead_du, y + height, in.width_du - p->lead_du, below};
    if (p->beside) {
        int32_t x = in.x_du + p->lead_du + p->words_du + canvas_u(c, 24);
        value = (struct draw_rect){x, rect.y_du, in.x_du + in.width_du - x, rect.height_du};
    }
    put_value(f, &p->row, value);
}

/* ---- A bar ---- */

static int64_t pow10_of(unsigned decimals)
{
    int64_t p = 1;
    while (decimals-- > 0)
        p *= 10;
    return p;
}

/* Where a figure of percent lies on a length of `width_du`. */
static int32_t along(int64_t value, unsigned decimals, int32_t width_du)
{
    int64_t whole = 100 * pow10_of(decimals);
    value = value < 0 ? 0 : value > whole ? whole : value;
    return (int32_t)((int64_t)width_du * value / whole);
}

static void draw_whisker(struct canvas *c, const struct report_cell *cell, struct draw_rect track)
{
    int32_t thick = max_du(canvas_u(c, 4), DU_PT(2)), tall = track.height_du * 3 / 4;
    int32_t low = track.x_du + along(cell->low, cell->decimals, track.width_du);
    int32_t high = track.x_du + along(cell->high, cell->decimals, track.width_du);
    int32_t y = track.y_du + track.height_du / 2;
    struct draw_color ink = c->skin.ink;
    struct draw_stroke none = {.color = DRAW_NO_COLOR};
    high = max_du(high, low + thick);
    list_rect(c->list, (struct draw_rect){low, y - thick / 2, high - low, thick}, 0, ink, none);
    list_rect(c->list, (struct draw_rect){low, y - tall / 2, thick, tall}, 0, ink, none);
    list_rect(c->list, (struct draw_rect){high - thick, y - tall / 2, thick, tall}, 0, ink, none);
}

/* All bars of a list end at the same place, so that they can be compared. */
static int32_t interval_width(const struct frame *f, const struct type *type)
{
    const struct report_cell widest = {
        .kind = REPORT_PERCENT, .value = 88, .has_interval = true, .low = 88, .high = 100};
    struct rich text = rich_plain(review_cell_text(f, &widest));
    return canvas_para(&f->canvas, type, text, INT32_MAX / 4)->width_du;
}

void review_bar(struct frame *f, struct draw_rect box, const struct report_cell *cell)
{
    struct canvas *c = &f->canvas;
    struct draw_stroke none = {.color = DRAW_NO_COLOR};
    struct type type = type_strong(c);
    int32_t text = min_du(interval_width(f, &type), box.width_du * 2 / 3);
    int32_t gap = canvas_u(c, 16), height = canvas_u(c, 26);
    struct slice words = review_cell_text(f, cell);
    if (cell->kind == REPORT_MISSING && cell->text.size) {
        type = review_soft(c);
        words = arena_printf(c->kit->arena, "%.*s  %.*s", SLICE_ARG(words), SLICE_ARG(cell->text));
        canvas_text_shrunk(c, type, c->body_du * 7 / 10, rich_plain(words), box);
        return;
    }
    struct draw_rect track = {box.x_du, box.y_du + (box.height_du - height) / 2,
                              box.width_du - text - gap, height};
    canvas_rect(c, track, height / 4, c->skin.contrast ? c->skin.card : c->skin.brand_tint,
                c->skin.line, max_du(canvas_u(c, 1), DU_PT(1)));
    int32_t fill = along(cell->value, cell->decimals, track.width_du);
    if (cell->kind == REPORT_PERCENT && fill > 0)
        list_rect(c->list, (struct draw_rect){track.x_du, track.y_du, fill, height},
                  min_du(height / 4, fill / 2), c->skin.accent, none);
    if (cell->has_interval)
        draw_whisker(c, cell, track);
    canvas_text_shrunk(
        c, type, c->body_du * 7 / 10, rich_plain(words),
        (struct draw_rect){track.x_du + track.width_du + gap, box.y_du, text, box.height_du});
}

/* ---- All rows ---- */

struct list_walk {
    const struct frame *f;
    review_row_maker *make;
    const void *self;
    int32_t width_du;
};

static struct row_plan plan_at(const struct list_walk *w, unsigned index)
{
    struct review_row row = {.action = -1};
    w->make(&row, w->f, w->self, index);
    return plan_row(w->f, &row, w->width_du);
}

/* First rows of each page; returns how many pages. `first` and `end` are those of `*page`, which
 * is made to lie within them. */
static unsigned find_page(unsigned *page, unsigned *first, unsigned *end, const struct list_walk *w,
                          unsigned count, int32_t height_du)
{
    unsigned *begins = ARENA_ARRAY(w->f->canvas.kit->arena, count + 2, unsigned);
    unsigned pages = 0;
    int32_t gap = canvas_u(&w->f->canvas, 10), y = 0;
    for (unsigned i = 0; i < count; i++) {
        int32_t height = plan_at(w, i).height_du;
        if (i == 0 || y + height > height_du) {
            begins[pages++] = i;
            y = 0;
        }
        y += height + gap;
    }
    begins[pages] = count;
    *page = pages == 0 ? 0 : *page < pages ? *page : pages - 1;
    *first = pages ? begins[*page] : 0;
    *end = pages ? begins[*page + 1] : 0;
    return pages;
}

void review_list(struct frame *f, struct draw_rect box, unsigned count, review_row_maker *make,
                 const void *self)
{
    struct review *r = f->review;
    const struct list_walk walk = {f, make, self, box.width_du};
    unsigned first = 0, end = 0, page = review_top(r)->list_page;
    int32_t gap = canvas_u(&f->canvas, 10);
    r->list_pages = find_page(&page, &first, &end, &walk, count, box.height_du);
    r->shown_page = page;
    for (unsigned i = first; i < end; i++) {
        struct row_plan plan = plan_at(&walk, i);
        if (plan.height_du > box.height_du)
            f->canvas.fits = false;
        draw_row(f, &plan, rect_cut_top(&box, plan.height_du, gap));
    }
    review_turning(f);
}

/* ---- Rows of the report ---- */

/* "Người 34 · Lượt 40": every figure that has no place of its own. */
static struct slice other_figures(const struct frame *f, const struct report_section *s,
                                  const struct report_row *row, unsigned bar)
{
    struct arena *a = f->canvas.kit->arena;
    struct slice text = {0};
    for (unsigned i = 1; i < s->column_count; i++) {
        const struct report_cell *cell = &row->cells[i];
        bool brief = review_is_low(f) && s->column_count > BRIEF_FROM;
        if (i == bar || cell->kind == REPORT_MISSING || (brief && cell->kind == REPORT_NUMBER) ||
            (brief && cell->kind == REPORT_PERCENT))
            continue;
        struct slice value = review_cell_text(f, cell);
        const char *dot = text.size && value.size ? " · " : "";
        if (cell->kind == REPORT_TEXT)
            text = arena_printf(a, "%.*s%s%.*s", SLICE_ARG(text), dot, SLICE_ARG(value));
        else
            text = arena_printf(a, "%.*s%s%.*s\u00A0%.*s", SLICE_ARG(text), dot,
                                SLICE_ARG(s->columns[i].title), SLICE_ARG(value));
    }
    return text;
}

static unsigned bar_column(const struct report_section *s)
{
    for (unsigned i = 1; i < s->column_count; i++)
        if (s->columns[i].bar)
            return i;
    return s->column_count;
}

void review_section_row(struct review_row *out, const struct frame *f, const void *self,
                        unsigned index)
{
    const struct section_list *list = self;
    const struct report_section *s = list->section;
    const struct report_row *row = &s->rows[index];
    unsigned bar = bar_column(s);
    *out = (struct review_row){.flag = row->flag, .remark = row->remark, .action = -1};
    out->label = review_cell_text(f, &row->cells[0]);
    out->detail = other_figures(f, s, row, bar);
    if (bar < s->column_count)
        out->bar = &row->cells[bar];
    const struct report_row *doubt =
        row->about ? review_row_about(list->doubts, row->about - 1) : NULL;
    if (doubt) {
        out->flag = doubt->flag;
        out->remark = doubt->remark;
    }
    if (!list->can_open || row->about == 0)
        return;
    out->action = review_index(list->open, row->about - 1);
    if (review_is_low(f)) /* It stands on the page behind. */
        out->remark = (struct slice){0};
}
