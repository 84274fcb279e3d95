/*
 * The key, for the team: what is right, why, and how answers are typed in.
 */
#include "base/arena.h"
#include "base/i18n.h"
#include "base/units.h"
#include "page/quiz/inside.h"

enum { NUMBER = 1100, LETTERS = 2600, GAP = 320, HEAD_GAP = 500 };

static struct slice quoted(struct paper_pen *p, struct slice list, struct slice text)
{
    return list.size ? arena_printf(p->frame.arena, "%.*s; %.*s", SLICE_ARG(list), SLICE_ARG(text))
                     : text;
}

/* The right options in words: "a; b", "first → second", "1 x, 2 y". */
static struct slice right_words(struct paper_pen *p, const struct quiz_question *q)
{
    struct slice all = SLICE("");
    for (unsigned i = 0; i < q->option_count; i++) {
        struct slice text = paper_option_text(p, q, i).text;
        if (q->kind == QUIZ_MATCH)
            text = arena_printf(p->frame.arena, "%u. %.*s – %.*s", i + 1, SLICE_ARG(text),
                                SLICE_ARG(q->options[i].match.rich.text));
        else if (q->kind == QUIZ_ORDER)
            text = arena_printf(p->frame.arena, "%u. %.*s", i + 1, SLICE_ARG(text));
        else if (!q->options[i].right)
            continue;
        all = quoted(p, all, text);
    }
    return all;
}

/* One right option has one letter; of several, all are right only together. */
static struct slice right_letters(struct paper_pen *p, const struct quiz_question *q)
{
    struct arena *a = p->frame.arena;
    return quiz_letters_write(a, q, quiz_right_responses(a, q));
}

static int32_t draw_entry(struct paper_pen *p, unsigned index, int32_t x_du, int32_t y_du,
                          int32_t width_du)
{
    struct frame *f = &p->frame;
    const struct quiz_question *q = p->paper->questions[index];
    struct look number = look_colored(look_bold(look_head(f)), f->theme->ink, f->theme->ink);
    struct look letters = look_colored(number, f->theme->brand, f->theme->brand);
    struct look strong = paper_strong(f), body = look_body(f), soft = look_soft_note(f);
    int32_t line = look_line_du(f, &number), x = x_du + frame_mm100(f, NUMBER + LETTERS);
    int32_t width = x_du + width_du - x, y = y_du + frame_mm100(f, GAP) / 2;
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_line(f, x_du, y_du, x_du + width_du, y_du,
               stroke_solid(f->theme->line, frame_pt10(f, 5)));
    frame_end(f);
    frame_begin(f, DRAW_ROLE_LI);
    frame_begin(f, DRAW_ROLE_LBL);
    paper_centred(f, &number, arena_printf(f->arena, "%u", index + 1), x_du, y,
                  frame_mm100(f, NUMBER), line);
    paper_centred(f, &letters, right_letters(p, q), x_du + frame_mm100(f, NUMBER), y,
                  frame_mm100(f, LETTERS), line);
    frame_end(f);
    frame_begin(f, DRAW_ROLE_LBODY);
    y += frame_text(f, DRAW_ROLE_P, &soft, q->stem.rich, q->stem.span, x, y, width);
    y += frame_text(f, DRAW_ROLE_P, &strong, rich_plain(right_words(p, q)), q->span, x, y, width);
    y += frame_text(f, DRAW_ROLE_P, &body, q->when_wrong.rich, q->when_wrong.span, x, y, width);
    frame_end(f);
    frame_end(f);
    return y + frame_mm100(f, GAP) / 2 - y_du;
}

static const char *const typing[] = {
    N_("One person a row, one question a column; type the letters of the crossed boxes."),
    N_("Several boxes: AC. Order and pairs: one letter a row, from the top, such as CAB; a row "
       "without a cross: 0"),
    N_("Nothing crossed, or two boxes where one is asked for: leave the cell empty."),
    N_("Age: the number before the crossed box."),
};

static int32_t draw_typing(struct paper_pen *p, unsigned index, int32_t x_du, int32_t y_du,
                           int32_t width_du)
{
    struct frame *f = &p->frame;
    struct look body = look_body(f);
    int32_t indent = frame_mm100(f, 500);
    frame_begin(f, DRAW_ROLE_LI);
    frame_begin(f, DRAW_ROLE_LBL);
    frame_word(f, DRAW_ROLE_COUNT, &body, "•", x_du, y_du, indent);
    frame_end(f);
    frame_begin(f, DRAW_ROLE_LBODY);
    int32_t height = frame_word(f, DRAW_ROLE_P, &body, paper_word(p, typing[index]), x_du + indent,
                                y_du, width_du - indent);
    frame_end(f);
    frame_end(f);
    return height;
}

static int32_t draw_left_out(struct paper_pen *p, unsigned index, int32_t x_du, int32_t y_du,
                             int32_t width_du)
{
    struct frame *f = &p->frame;
    const struct quiz_question *q = p->paper->left_out[index];
    struct look body = look_body(f);
    struct slice text =
        arena_printf(f->arena, "%.*s (%.*s)", SLICE_ARG(q->stem.rich.text), SLICE_ARG(q->id.text));
    return frame_text(f, DRAW_ROLE_P, &body, rich_plain(text), q->stem.span, x_du, y_du, width_du);
}

static int32_t draw_heading(struct paper_pen *p, const char *word)
{
    struct frame *f = &p->frame;
    struct look head = look_colored(look_head(f), f->theme->brand, f->theme->brand);
    int32_t line = look_line_du(f, &head);
    p->y_du += frame_mm100(f, HEAD_GAP);
    paper_need(p, 3 * line);
    return frame_word(f, DRAW_ROLE_H2, &head, word, p->x_du, p->y_du, p->width_du);
}

/* Each page's part of a list is a list of its own: tags do not reach over pages. */
static void draw_list_of(struct paper_pen *p, paper_block *block, unsigned count)
{
    for (unsigned i = 0; i < count && !p->failed; i++) {
        unsigned page = p->page;
        int32_t height = paper_measure(p, block, i, p->width_du);
        if (i && p->y_du + height > p->bottom_du)
            frame_end(&p->frame);
        paper_need(p, height);
        if (i == 0 || p->page != page)
            frame_begin(&p->frame, DRAW_ROLE_L);
        p->y_du += block(p, i, p->x_du, p->y_du, p->width_du);
    }
    frame_end(&p->frame);
}

void paper_draw_key(struct paper_pen *p)
{
    struct frame *f = &p->frame;
    const struct quiz_paper *paper = p->paper;
    paper_begin_page(p);
    paper_head(p, arena_copy(f->arena, paper->team).data,
               slice_from(paper_word(p, N_("Key, for the team only"))), paper->quiz->title.text);
    draw_list_of(p, draw_entry, paper->question_count);
    p->y_du += draw_heading(p, paper_word(p, N_("Typing it in")));
    struct look strong = paper_strong(f);
    p->y_du += frame_text(f, DRAW_ROLE_P, &strong, rich_plain(paper->file), (struct span){0},
                          p->x_du, p->y_du, p->width_du);
    draw_list_of(p, draw_typing, sizeof typing / sizeof *typing);
    if (paper->left_out_count)
        p->y_du += draw_heading(
            p, paper_word(p, N_("Not on paper, because a place on a picture is to be shown")));
    for (unsigned i = 0; i < paper->left_out_count && !p->failed; i++)
        paper_flow(p, draw_left_out, i, 0);
    paper_end_page(p);
}
