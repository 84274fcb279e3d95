/*
 * The first page: what the records say in one sentence, the large figures, and what needs something
 * to be done, most urgent first. And the notes: how the figures are counted.
 */
#include "kiosk/review/inside.h"

enum { TODO_MAX = 40, TILES_SHOWN = 4 };

/* ---- Large figures ---- */

static unsigned tile_count(const struct frame *f)
{
    unsigned most = review_is_low(f) ? 2 : TILES_SHOWN, count = f->review->report.tile_count;
    return count < most ? count : most;
}

/* Left and right of a tile's words. */
static int32_t tile_pads(const struct canvas *c)
{
    return 2 * canvas_u(c, 12) + 2 * canvas_u(c, 8);
}

static int32_t tile_height(const struct frame *f, int32_t width_du)
{
    const struct canvas *c = &f->canvas;
    const struct report *report = &f->review->report;
    struct type number = type_title(c), label = type_body(c);
    int32_t tallest = 0;
    for (unsigned i = 0; i < tile_count(f); i++)
        tallest = max_du(tallest, canvas_text_height(c, &label, rich_plain(report->tiles[i].label),
                                                     width_du - tile_pads(c)));
    return tallest + type_line_du(&number) + 2 * canvas_u(c, 12);
}

static void draw_tile(struct frame *f, const struct report_tile *tile, struct draw_rect rect)
{
    struct canvas *c = &f->canvas;
    struct type number = type_colored(type_title(c), c->skin.brand);
    canvas_rect(c, rect, canvas_u(c, 16), c->skin.card, c->skin.line,
                max_du(canvas_u(c, 2), DU_PT(1)));
    struct draw_rect in = rect_inset(rect, canvas_u(c, 12));
    in.x_du += canvas_u(c, 8);
    in.width_du = rect.width_du - tile_pads(c);
    struct draw_rect head = rect_cut_top(&in, type_line_du(&number), 0);
    canvas_text_shrunk(c, number, c->body_du, rich_plain(review_cell_text(f, &tile->cell)), head);
    review_put_text(f, &in, review_soft(c), tile->label, 0);
}

/* Side by side, or two and two upright. */
static void draw_tiles(struct frame *f, struct draw_rect *box)
{
    struct canvas *c = &f->canvas;
    const struct report *report = &f->review->report;
    int32_t count = (int32_t)tile_count(f);
    int32_t columns = c->upright ? min_du(count, 2) : count, gap = canvas_u(c, 14);
    if (count == 0)
        return;
    int32_t width = (box->width_du - gap * (columns - 1)) / columns;
    int32_t height = tile_height(f, width);
    for (int32_t i = 0; i < count; i++) {
        int32_t column = i % columns, row = i / columns;
        draw_tile(f, &report->tiles[i],
                  (struct draw_rect){box->x_du + column * (width + gap),
                                     box->y_du + row * (height + gap), width, height});
    }
    int32_t rows = div_ceil(count, columns);
    rect_cut_top(box, rows * height + (rows - 1) * gap, canvas_u(c, 22));
}

/* ---- What to do ---- */

struct todo {
    struct section_list from[TODO_MAX];
    unsigned rows[TODO_MAX];
    unsigned count;
};

static void collect(struct todo *t, const struct review *r, const char *id, enum review_verb open,
                    bool can_open, enum report_flag flag)
{
    const struct report_section *s = review_section(r, id);
    for (unsigned i = 0; s && i < s->row_count && t->count < TODO_MAX; i++)
        if (s->rows[i].flag == flag) {
            t->from[t->count] = (struct section_list){s, NULL, open, can_open};
            t->rows[t->count++] = i;
        }
}

static void collect_all(struct todo *t, const struct review *r)
{
    for (int flag = REPORT_FLAG_ACT; flag >= REPORT_FLAG_LOOK; flag--) {
        collect(t, r, "doubts", REVIEW_OPEN_ITEM, true, (enum report_flag)flag);
        collect(t, r, "topics", REVIEW_OPEN_TOPIC, true, (enum report_flag)flag);
        collect(t, r, "villages", REVIEW_ONLY_VILLAGE, !r->filter.village.size,
                (enum report_flag)flag);
    }
}

/* As in its own list, with the name of the list instead of the other figures. */
static void make_todo(struct review_row *out, const struct frame *f, const void *self,
                      unsigned index)
{
    const struct todo *t = self;
    const struct section_list *from = &t->from[index];
    review_section_row(out, f, from, t->rows[index]);
    out->detail = from->section->title;
}

/* In what the turning of pages left of the foot. */
static void draw_notes_button(struct frame *f)
{
    struct canvas *c = &f->canvas;
    struct slice label = slice_from(_("How to read this"));
    struct button b = review_button(REVIEW_OPEN, REVIEW_NOTES, "info", label);
    if (canvas_button_width(c, &b) > f->foot.width_du) {
        b.label = (struct rich){.strong_count = 0};
        b.spoken = label;
    }
    b.rect = (struct draw_rect){f->foot.x_du, f->foot.y_du, canvas_button_width(c, &b),
                                f->foot.height_du};
    canvas_button(c, &b);
}

static void draw_todo(struct frame *f, struct draw_rect box)
{
    struct canvas *c = &f->canvas;
    struct todo todo = {.count = 0};
    struct type head = type_colored(type_strong(c), c->skin.brand);
    collect_all(&todo, f->review);
    if (todo.count == 0) {
        review_notice(f, box, "check", slice_from(_("Nothing asks for action right now")),
                      (struct slice){0});
        return;
    }
    review_put_text(f, &box, head, slice_from(_("What to do first")), canvas_u(c, 8));
    review_list(f, box, todo.count, make_todo, &todo);
}

void review_page_overview(struct frame *f)
{
    struct canvas *c = &f->canvas;
    const struct report *report = &f->review->report;
    struct draw_rect box = f->content;
    struct type title = type_title(c);
    title.wrap = PARA_WRAP_PRETTY;
    title.size_du = c->question_du;
    review_put_text(f, &box, review_soft(c), report->kicker, 0);
    if (f->review->figures.total.rounds == 0) {
        review_notice(f, box, "coffee", report->title,
                      slice_from(_("As soon as somebody takes a round, what it says stands here. "
                                   "“Show” chooses another time or village.")));
        return;
    }
    review_put_text(f, &box, title, report->title, canvas_u(c, 14));
    draw_tiles(f, &box);
    draw_todo(f, box);
    draw_notes_button(f);
}

/* ---- Notes ---- */

static void make_note(struct review_row *out, const struct frame *f, const void *self,
                      unsigned index)
{
    const struct slice *notes = self;
    (void)f;
    out->detail = notes[index];
}

void review_page_notes(struct frame *f)
{
    const struct report *report = &f->review->report;
    review_list(f, f->content, report->note_count, make_note, report->notes);
}
