/*
 * The answer sheet: one row of boxes a question; an order has a row a place, a match one a number.
 *
 *    Câu 1    A ☐ Thật        B ☐ Lừa đảo
 *    Câu 2    A ☐   B ☐   C ☐
 *    Câu 3    việc 1  A ☐   B ☐   C ☐
 *             việc 2  A ☐   B ☐   C ☐
 *
 * One column as long as one page holds all rows, as tall as there is room; else two columns, over
 * as many pages as it takes. The letter stands before its box, as it is typed later.
 */
#include "base/arena.h"
#include "base/i18n.h"
#include "base/units.h"
#include "page/quiz/inside.h"

enum {
    NUMBER = 1300,
    NUMBER_NARROW = 1000,
    SUB = 1750,
    SUB_NARROW = 1450,
    CELL_MAX = 2900,
    CELL_WORD_MAX = 5500,
    ROW_MAX = 1400,
    ROW_MIN = 1080,
    COLUMN_GAP = 900
};

/* A letter must stand nearer to its own box than to the one before it. */
struct cell {
    int32_t letter_mm100; /* From its left edge to the box. */
    int32_t box_mm100, least_mm100;
};

static const struct cell wide_cell = {560, 800, 1650}, narrow_cell = {470, 700, 1470};

struct grid_plan {
    int32_t column_count, width_du, row_du;
    bool subs; /* Some question has rows of its own. */
};

/* ---- boxes ---- */

static void draw_box(struct paper_pen *p, const struct cell *cell, int32_t x_du, int32_t y_du,
                     int32_t height_du)
{
    struct frame *f = &p->frame;
    int32_t side = frame_mm100(f, cell->box_mm100);
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_rect(f, (struct draw_rect){x_du, y_du + (height_du - side) / 2, side, side},
               frame_mm100(f, 80), f->theme->paper, stroke_solid(f->theme->ink, frame_pt10(f, 12)));
    frame_end(f);
}

/* "A ☐ Đúng" in a cell; the words may be empty. */
static void draw_cell(struct paper_pen *p, const struct cell *cell, struct slice letter,
                      struct slice words, int32_t x_du, int32_t y_du, int32_t width_du,
                      int32_t height_du)
{
    struct frame *f = &p->frame;
    struct look strong = paper_strong(f), body = look_body(f);
    int32_t box = x_du + frame_mm100(f, cell->letter_mm100);
    int32_t after = box + frame_mm100(f, cell->box_mm100 + 200);
    frame_begin(f, DRAW_ROLE_TD);
    paper_centred(f, &strong, letter, x_du, y_du, box - x_du, height_du);
    draw_box(p, cell, box, y_du, height_du);
    if (words.size)
        paper_centred(f, &body, words, after, y_du, x_du + width_du - after, height_du);
    frame_end(f);
}

/* ---- rows ---- */

static unsigned rows_of(const struct quiz_question *q)
{
    return q->kind == QUIZ_ORDER || q->kind == QUIZ_MATCH ? q->option_count : 1;
}

static const struct cell *cell_of(const struct grid_plan *g)
{
    return g->column_count == 1 ? &wide_cell : &narrow_cell;
}

static int32_t number_width(const struct grid_plan *g)
{
    return g->column_count == 1 ? NUMBER : NUMBER_NARROW;
}

/* In one column all boxes stand below each other; two have no room to give away. */
static int32_t cells_x(const struct paper_pen *p, const struct grid_plan *g,
                       const struct quiz_question *q)
{
    bool wide = g->column_count == 1, beside = rows_of(q) > 1 || (g->subs && wide);
    int32_t sub = wide ? SUB : SUB_NARROW;
    return frame_mm100(&p->frame, number_width(g) + (beside ? sub : 0));
}

/* The widest of two cells with words. */
static int32_t word_cell(struct paper_pen *p, const struct cell *cell,
                         const struct quiz_question *q)
{
    struct frame *f = &p->frame;
    struct look body = look_body(f);
    int32_t widest = 0;
    for (unsigned i = 0; i < q->option_count; i++)
        widest = du_max(widest, paper_line_width(f, &body, paper_option_text(p, q, i).text));
    return widest + frame_mm100(f, cell->letter_mm100 + cell->box_mm100 + 300);
}

static int32_t cells_a_line(struct paper_pen *p, const struct grid_plan *g,
                            const struct quiz_question *q)
{
    const struct cell *cell = cell_of(g);
    int32_t least =
        paper_has_words(q) ? word_cell(p, cell, q) : frame_mm100(&p->frame, cell->least_mm100);
    int32_t room = g->width_du - cells_x(p, g, q);
    return du_clamp(room / least, 1, (int32_t)q->option_count);
}

static int32_t lines_of(struct paper_pen *p, const struct grid_plan *g,
                        const struct quiz_question *q)
{
    return div_ceil((int32_t)q->option_count, cells_a_line(p, g, q)) * (int32_t)rows_of(q);
}

static void draw_cells(struct paper_pen *p, const struct grid_plan *g,
                       const struct quiz_question *q, int32_t x_du, int32_t y_du)
{
    struct frame *f = &p->frame;
    bool words = paper_has_words(q);
    int32_t room = g->width_du - cells_x(p, g, q), a_line = cells_a_line(p, g, q);
    int32_t width = du_min(room / a_line, frame_mm100(f, words ? CELL_WORD_MAX : CELL_MAX));
    for (int32_t i = 0; i < (int32_t)q->option_count; i++)
        draw_cell(p, cell_of(g), paper_letter((unsigned)i),
                  words ? paper_option_text(p, q, (unsigned)i).text : SLICE(""),
                  x_du + i % a_line * width, y_du + i / a_line * g->row_du, width, g->row_du);
}

static void draw_sub(struct paper_pen *p, const struct quiz_question *q, unsigned row, int32_t x_du,
                     int32_t y_du, int32_t height_du)
{
    struct frame *f = &p->frame;
    struct look note = look_colored(look_note(f), f->theme->ink, f->theme->ink);
    const char *format = q->kind == QUIZ_ORDER ? N_("step %u") : N_("no. %u");
    struct slice text = arena_printf(f->arena, paper_word(p, format), row + 1);
    paper_centred(f, &note, text, x_du, y_du, frame_mm100(f, SUB), height_du);
}

static int32_t draw_rows(struct paper_pen *p, const struct grid_plan *g, unsigned index,
                         int32_t x_du, int32_t y_du)
{
    struct frame *f = &p->frame;
    const struct quiz_question *q = p->paper->questions[index];
    struct look number = look_colored(look_bold(look_head(f)), f->theme->ink, f->theme->ink);
    int32_t row = lines_of(p, g, q) / (int32_t)rows_of(q) * g->row_du, y = y_du;
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_line(f, x_du, y, x_du + g->width_du, y, stroke_solid(f->theme->ink, frame_pt10(f, 4)));
    frame_end(f);
    for (unsigned i = 0; i < rows_of(q); i++, y += row) {
        frame_begin(f, DRAW_ROLE_TR);
        frame_begin(f, DRAW_ROLE_TH);
        if (i == 0)
            paper_centred(f, &number, arena_printf(f->arena, "%u", index + 1), x_du, y,
                          frame_mm100(f, number_width(g)), g->row_du);
        if (rows_of(q) > 1)
            draw_sub(p, q, i, x_du + frame_mm100(f, number_width(g)), y, g->row_du);
        frame_end(f);
        draw_cells(p, g, q, x_du + cells_x(p, g, q), y);
        frame_end(f);
    }
    return y - y_du;
}

/* ---- how they stand on the page ---- */

static int32_t all_lines(struct paper_pen *p, const struct grid_plan *g)
{
    int32_t lines = 0;
    for (unsigned i = 0; i < p->paper->question_count; i++)
        lines += lines_of(p, g, p->paper->questions[i]);
    return lines;
}

static struct grid_plan plan_grid(struct paper_pen *p)
{
    const struct frame *f = &p->frame;
    struct grid_plan g = {.column_count = 1, .width_du = p->width_du};
    for (unsigned i = 0; i < p->paper->question_count; i++)
        g.subs = g.subs || rows_of(p->paper->questions[i]) > 1;
    int32_t lines = du_max(all_lines(p, &g), 1), room = p->bottom_du - p->y_du;
    g.row_du = du_min(room / lines, frame_mm100(f, ROW_MAX));
    if (g.row_du >= frame_mm100(f, ROW_MIN))
        return g;
    g.column_count = 2;
    g.width_du = (p->width_du - frame_mm100(f, COLUMN_GAP)) / 2;
    g.row_du = frame_mm100(f, ROW_MIN);
    return g;
}

static void draw_grid(struct paper_pen *p)
{
    struct grid_plan g = plan_grid(p);
    int32_t top = p->y_du, x = p->x_du, column = 0;
    frame_begin(&p->frame, DRAW_ROLE_TABLE);
    for (unsigned i = 0; i < p->paper->question_count && !p->failed; i++) {
        int32_t height = lines_of(p, &g, p->paper->questions[i]) * g.row_du;
        if (p->y_du + height > p->bottom_du && p->y_du > top) {
            p->y_du = top;
            x += g.width_du + frame_mm100(&p->frame, COLUMN_GAP);
            if (++column == g.column_count) {
                frame_end(&p->frame);
                paper_end_page(p);
                paper_begin_page(p);
                frame_begin(&p->frame, DRAW_ROLE_TABLE);
                top = p->y_du;
                x = p->x_du;
                column = 0;
            }
        }
        p->y_du += draw_rows(p, &g, i, x, p->y_du);
    }
    frame_end(&p->frame);
}

/* ---- above the rows ---- */

/* "Thôn ........": a word, and dots to write on up to `width_du`. */
static void draw_blank(struct paper_pen *p, const char *word, int32_t x_du, int32_t y_du,
                       int32_t width_du, int32_t height_du)
{
    struct frame *f = &p->frame;
    struct look strong = paper_strong(f);
    int32_t from = x_du + paper_line_width(f, &strong, slice_from(word)) + frame_mm100(f, 200);
    int32_t y = y_du + height_du / 2 + frame_mm100(f, 200);
    struct draw_stroke dots = {
        .color = f->theme->ink, .width_du = frame_pt10(f, 11), .dash_off_du = frame_pt10(f, 33)};
    frame_begin(f, DRAW_ROLE_P);
    paper_centred(f, &strong, slice_from(word), x_du, y_du, from - x_du, height_du);
    frame_end(f);
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_line(f, from, y, x_du + width_du, y, dots);
    frame_end(f);
}

static void draw_ages(struct paper_pen *p, int32_t y_du, int32_t height_du)
{
    static const char *const names[QUIZ_PAPER_AGE_GROUPS] = {N_("under 40"), N_("40–59"),
                                                             N_("60–69"), N_("70 or more")};
    static const char numbers[] = "1234";
    struct frame *f = &p->frame;
    struct look strong = paper_strong(f);
    int32_t label = frame_mm100(f, 1700), width = (p->width_du - label) / QUIZ_PAPER_AGE_GROUPS;
    frame_begin(f, DRAW_ROLE_P);
    paper_centred(f, &strong, slice_from(paper_word(p, N_("Age"))), p->x_du, y_du, label,
                  height_du);
    frame_end(f);
    frame_begin(f, DRAW_ROLE_TABLE);
    frame_begin(f, DRAW_ROLE_TR);
    for (int32_t i = 0; i < QUIZ_PAPER_AGE_GROUPS; i++)
        draw_cell(p, &wide_cell, (struct slice){numbers + i, 1},
                  slice_from(paper_word(p, names[i])), p->x_du + label + i * width, y_du, width,
                  height_du);
    frame_end(f);
    frame_end(f);
}

static void draw_fields(struct paper_pen *p)
{
    struct frame *f = &p->frame;
    int32_t row = frame_mm100(f, 1150), gap = frame_mm100(f, 700);
    int32_t first = (p->width_du - gap) * 3 / 5;
    draw_blank(p, paper_word(p, N_("Village")), p->x_du, p->y_du, first, row);
    draw_blank(p, paper_word(p, N_("Code (team)")), p->x_du + first + gap, p->y_du,
               p->width_du - first - gap, row);
    p->y_du += row;
    draw_ages(p, p->y_du, row);
    p->y_du += row + frame_mm100(f, 250);
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_line(f, p->x_du, p->y_du, p->x_du + p->width_du, p->y_du,
               stroke_solid(f->theme->brand, frame_pt10(f, 25)));
    frame_end(f);
}

/* A box with a cross in it; with a ring around it: taken back. */
static void draw_sample(struct paper_pen *p, bool taken_back, int32_t x_du, int32_t y_du,
                        int32_t height_du)
{
    struct frame *f = &p->frame;
    int32_t side = frame_mm100(f, wide_cell.box_mm100), inset = frame_mm100(f, 120),
            ring = frame_mm100(f, 150);
    int32_t y = y_du + (height_du - side) / 2;
    struct draw_stroke pen = stroke_solid(f->theme->ink, frame_pt10(f, 18));
    draw_box(p, &wide_cell, x_du, y_du, height_du);
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_line(f, x_du + inset, y + inset, x_du + side - inset, y + side - inset, pen);
    frame_line(f, x_du + side - inset, y + inset, x_du + inset, y + side - inset, pen);
    if (taken_back)
        frame_rect(f, (struct draw_rect){x_du - ring, y - ring, side + 2 * ring, side + 2 * ring},
                   side / 2 + ring, DRAW_NO_COLOR, pen);
    frame_end(f);
}

static void draw_samples(struct paper_pen *p)
{
    static const char *const words[] = {N_("I choose this"), N_("Not this after all")};
    struct frame *f = &p->frame;
    struct look body = look_colored(look_body(f), f->theme->ink, f->theme->ink);
    int32_t row = frame_mm100(f, 1250), x = p->x_du + frame_mm100(f, 150);
    for (int i = 0; i < 2; i++) {
        struct slice text = slice_from(paper_word(p, words[i]));
        int32_t after = x + frame_mm100(f, wide_cell.box_mm100 + 350);
        draw_sample(p, i, x, p->y_du, row);
        frame_begin(f, DRAW_ROLE_P);
        paper_centred(f, &body, text, after, p->y_du, p->width_du / 2, row);
        frame_end(f);
        x = after + paper_line_width(f, &body, text) + frame_mm100(f, 1200);
    }
    p->y_du += row + frame_mm100(f, 100);
}

void paper_draw_answers(struct paper_pen *p)
{
    struct frame *f = &p->frame;
    struct look body = look_colored(look_body(f), f->theme->ink, f->theme->ink);
    paper_begin_page(p);
    const char *title = paper_word(p, N_("Answer sheet"));
    struct slice numbered =
        p->sheet ? arena_printf(f->arena, "%s %03u", title, p->sheet) : slice_from(title);
    paper_head(p, arena_copy(f->arena, p->paper->team).data, numbered, p->paper->quiz->title.text);
    p->y_du += frame_word(f, DRAW_ROLE_P, &body,
                          paper_word(p, N_("Please write no name. Cross the box of what you "
                                           "choose. Not sure? Leave it empty.")),
                          p->x_du, p->y_du, p->width_du);
    draw_samples(p);
    draw_fields(p);
    draw_grid(p);
    paper_end_page(p);
}
