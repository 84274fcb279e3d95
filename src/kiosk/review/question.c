/*
 * One question: as people saw it, drawn by the kiosk's own screen; beside it what they chose, its
 * figures in words, why it is to be looked at and what to do.
 */
#include "kiosk/review/inside.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/scaled.h"

/* In a window the question is drawn as on a kiosk of this size; in the kiosk as on its own glass.
 */
static const struct metrics usual_panel = {.width_px = 1366, .height_px = 768};

enum { SHOWN_SHARE = 54, TALL_SHARE = 42, FIGURES_LEAST = 640 };

static const struct figures_item *item_of(const struct frame *f)
{
    return &f->review->figures.items[review_top(f->review)->subject];
}

/* ---- As people saw it ---- */

static struct view view_of(const struct review *r, const struct figures_item *item)
{
    struct view v = {.screen = SCREEN_QUESTION,
                     .high_contrast = r->view.high_contrast,
                     .reading_part = -1,
                     .pending = -1,
                     .volume = 2,
                     .quiz = item->in_quiz,
                     .question = item->question,
                     .question_index = item->number ? item->number - 1 : 0,
                     .question_count = item->in_quiz->question_count,
                     .commune = r->setup.commune};
    memcpy(v.language, r->view.language, sizeof v.language);
    for (unsigned i = 0; i < QUIZ_SCREEN_ITEMS_MAX; i++) {
        v.option_order[i] = v.slot_order[i] = (uint8_t)i;
        v.pair[i] = -1;
    }
    return v;
}

static bool can_show(const struct figures_item *item)
{
    return item->version == FIGURES_VERSION_CURRENT && item->question && item->in_quiz &&
           item->question->option_count <= QUIZ_SCREEN_ITEMS_MAX;
}

/* Draws the question into `box` and returns where it stands. */
static struct draw_rect draw_shown(struct frame *f, const struct figures_item *item,
                                   struct draw_rect box)
{
    struct canvas *c = &f->canvas;
    struct review *r = f->review;
    struct view view = view_of(r, item);
    struct target_list targets = {.focused = -1, .pressed = -1};
    struct screen_kit kit = *c->kit;
    kit.picture = picture_find(&r->picture, item->in_quiz, item->question);
    (void)screen_draw(&r->question, &targets, &view, r->setup.window ? &usual_panel : f->panel,
                      &kit);
    struct draw_rect at = scaled_append(c->list, &r->question, box);
    list_rect(
        c->list, at, 0, DRAW_NO_COLOR,
        (struct draw_stroke){.color = c->skin.ink, .width_du = max_du(canvas_u(c, 3), DU_PT(1))});
    return at;
}

static void draw_gone(struct frame *f, const struct figures_item *item, struct draw_rect *box)
{
    review_put_text(f, box, type_strong(&f->canvas), item->id, canvas_u(&f->canvas, 8));
    review_put_text(f, box, review_soft(&f->canvas),
                    slice_from(_("This question is not here as people saw it, so it cannot be "
                                 "shown; what they chose stands beside.")),
                    canvas_u(&f->canvas, 8));
}

/* Returns what is left under it. */
static struct draw_rect draw_picture_part(struct frame *f, const struct figures_item *item,
                                          struct draw_rect box)
{
    struct canvas *c = &f->canvas;
    struct type label = review_soft(c);
    if (!can_show(item)) {
        draw_gone(f, item, &box);
        return box;
    }
    const struct metrics *panel = f->review->setup.window ? &usual_panel : f->panel;
    int32_t line = type_line_du(&label), room = box.height_du - line - canvas_u(c, 6);
    int32_t height = (int32_t)((int64_t)box.width_du * panel->height_px / panel->width_px);
    struct draw_rect at = draw_shown(f, item, rect_cut_top(&box, min_du(height, room), 0));
    int target = canvas_target(c, at, ACT_REVIEW, review_index(REVIEW_OPEN, REVIEW_ENLARGED), true,
                               slice_from(_("As people saw it")));
    canvas_focus_ring(c, target, at, 0);
    rect_cut_top(&box, 0, canvas_u(c, 6));
    canvas_text_shrunk(c, type_centered(label), c->body_du * 7 / 10,
                       rich_plain(slice_from(_("Touch to enlarge"))),
                       rect_cut_top(&box, line, canvas_u(c, 14)));
    return box;
}

/* ---- What is known of it ---- */

struct known {
    const struct figures_item *item;
    const struct report_section *answers;
    const struct report_row *row, *doubt;
    const struct report_section *all;
    unsigned first, count; /**< Its rows among the answers. */
};

static struct known find_known(const struct frame *f)
{
    const struct review *r = f->review;
    unsigned index = review_top(f->review)->subject;
    struct known k = {.item = item_of(f),
                      .answers = review_section(r, "answers"),
                      .all = review_section(r, FILL_DETAILS_FROM)};
    k.row = review_row_about(k.all, index);
    k.doubt = review_row_about(review_section(r, "doubts"), index);
    for (unsigned i = 0; k.answers && i < k.answers->row_count; i++)
        if (k.answers->rows[i].about == index + 1) {
            k.first = k.count++ ? k.first : i;
        }
    return k;
}

/* Columns of "answers": question, option, key, chosen, share, correlation (fill_questions.c). */
enum { ANSWER_OPTION = 1, ANSWER_CHOSEN = 3, ANSWER_SHARE = 4 };
/* Of "questions": question, quiz, then its figures. */
enum { FIGURE_FIRST = 2 };

/* "A" on screen is the first option of the file, as it was drawn. */
static struct slice letter_of(const struct figures_item *item, unsigned option)
{
    const struct quiz_question *q = item->question;
    if (!can_show(item) || (q->kind != QUIZ_SINGLE && q->kind != QUIZ_MULTIPLE))
        return (struct slice){0};
    for (unsigned i = 0; i < q->option_count; i++)
        if (slice_equal(q->options[i].id.text, item->options[option].id))
            return option_letter(i);
    return (struct slice){0};
}

static void make_answer(struct review_row *out, const struct frame *f, const struct known *k,
                        unsigned index)
{
    const struct report_row *row = &k->answers->rows[k->first + index];
    struct arena *a = f->canvas.kit->arena;
    bool right = index < k->item->option_count && k->item->options[index].right;
    out->badge = index < k->item->option_count ? letter_of(k->item, index) : (struct slice){0};
    out->right = right;
    out->flag = out->badge.size ? REPORT_FLAG_NONE : row->flag;
    out->label = review_cell_text(f, &row->cells[ANSWER_OPTION]);
    out->bar = &row->cells[ANSWER_SHARE];
    struct slice chosen = review_cell_text(f, &row->cells[ANSWER_CHOSEN]);
    out->detail =
        arena_printf(a, "%s%.*s %.*s", right ? _("the right answer · ") : "",
                     SLICE_ARG(k->answers->columns[ANSWER_CHOSEN].title), SLICE_ARG(chosen));
    out->remark = row->remark;
}

static unsigned figure_count(const struct known *k)
{
    return k->all && k->row ? k->all->column_count - FIGURE_FIRST : 0;
}

static void make_figure(struct review_row *out, const struct frame *f, const struct known *k,
                        unsigned index)
{
    const struct report_column *column = &k->all->columns[FIGURE_FIRST + index];
    const struct report_cell *cell = &k->row->cells[FIGURE_FIRST + index];
    out->label = column->title;
    out->detail = cell->kind == REPORT_MISSING && cell->text.size ? cell->text : column->hint;
    out->figure = review_cell_text(f, cell);
}

/* First why it is to be looked at, then the options; the figures where they stand nowhere else. */
static void make_known(struct review_row *out, const struct frame *f, const void *self,
                       unsigned index)
{
    const struct known *k = self;
    unsigned lead = k->doubt ? 1 : 0;
    if (index < lead) {
        out->flag = k->doubt->flag;
        out->remark = k->doubt->remark;
    } else if (index - lead < k->count) {
        make_answer(out, f, k, index - lead);
    } else {
        make_figure(out, f, k, index - lead - k->count);
    }
}

/* A line a figure, where there is room for all: "Right … 64 % (58–70 %)". */
static bool draw_figures(struct frame *f, struct draw_rect box, const struct known *k)
{
    struct canvas *c = &f->canvas;
    struct type name = type_body(c), figure = type_strong(c);
    int32_t line = type_line_du(&name), pad = canvas_u(c, 18);
    int32_t count = (int32_t)figure_count(k);
    if (count == 0 || box.height_du < count * line + 2 * pad ||
        box.width_du < canvas_u(c, FIGURES_LEAST))
        return false;
    box.height_du = count * line + 2 * pad;
    canvas_rect(c, box, canvas_u(c, 16), c->skin.card, c->skin.line,
                max_du(canvas_u(c, 2), DU_PT(1)));
    box = rect_inset(box, pad);
    figure.align = PARA_RIGHT;
    for (int32_t i = 0; i < count; i++) {
        struct review_row row = {.action = -1};
        make_figure(&row, f, k, (unsigned)i);
        struct draw_rect at = rect_cut_top(&box, line, 0);
        int32_t width = canvas_para(c, &figure, rich_plain(row.figure), INT32_MAX / 4)->width_du;
        canvas_text_in(c, &figure, rich_plain(row.figure), at);
        at.width_du -= width + pad;
        canvas_text_shrunk(c, name, c->body_du * 7 / 10, rich_plain(row.label), at);
    }
    return true;
}

void review_page_question(struct frame *f)
{
    struct canvas *c = &f->canvas;
    struct known k = find_known(f);
    struct draw_rect box = f->content, part;
    struct slice quiz = k.row ? review_cell_text(f, &k.row->cells[1]) : (struct slice){0};
    struct slice line =
        arena_printf(c->kit->arena, "%.*s · %.*s", SLICE_ARG(quiz), SLICE_ARG(review_scope(f)));
    review_put_text(f, &box, review_soft(c), line, canvas_u(c, 10));
    int32_t gap = canvas_u(c, 26);
    const struct metrics *panel = f->review->setup.window ? &usual_panel : f->panel;
    bool tall = panel->height_px > panel->width_px;
    if (c->upright && !tall) {
        part = rect_cut_top(&box, box.height_du * 45 / 100, gap);
    } else {
        part = rect_cut_left(&box, box.width_du * (tall ? TALL_SHARE : SHOWN_SHARE) / 100, gap);
        part.height_du = f->foot.y_du + f->foot.height_du - part.y_du;
        f->foot.width_du -= part.width_du + gap;
        f->foot.x_du += part.width_du + gap;
    }
    part = draw_picture_part(f, k.item, part);
    bool told = draw_figures(f, part, &k);
    unsigned count = (k.doubt ? 1 : 0) + k.count + (told ? 0 : figure_count(&k));
    review_list(f, box, count, make_known, &k);
}

void review_page_enlarged(struct frame *f)
{
    struct draw_rect box = f->content;
    const struct figures_item *item = item_of(f);
    box.height_du = f->foot.y_du + f->foot.height_du - box.y_du;
    if (can_show(item))
        (void)draw_shown(f, item, box);
}
