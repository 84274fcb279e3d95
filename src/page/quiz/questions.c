/*
 * The question sheet: a numbered disc, the question in bold, what to do in one short line, and the
 * options, their letters in rings so that nobody takes them for the boxes of the answer sheet.
 */
#include "base/arena.h"
#include "base/i18n.h"
#include "base/units.h"
#include "page/quiz/inside.h"

enum {
    DISC = 520, /* Radius. */
    RING = 380,
    INDENT = 1400,
    RING_INDENT = 1050,
    OPTION_GAP = 170,
    QUESTION_GAP = 750
};

/* ---- rings and discs ---- */

static void draw_ring(struct paper_pen *p, struct slice text, int32_t x_du, int32_t y_du,
                      int32_t line_du)
{
    struct frame *f = &p->frame;
    int32_t radius = frame_mm100(f, RING);
    struct look look = look_aligned(look_bold(look_note(f)), PARA_CENTER, PARA_WRAP_NONE);
    frame_rect(f, (struct draw_rect){x_du, y_du + line_du / 2 - radius, 2 * radius, 2 * radius},
               radius, DRAW_NO_COLOR, stroke_solid(f->theme->ink, frame_pt10(f, 11)));
    paper_centred(f, &look, text, x_du, y_du, 2 * radius, line_du);
}

static void draw_disc(struct paper_pen *p, unsigned number, int32_t x_du, int32_t y_du,
                      int32_t line_du)
{
    struct frame *f = &p->frame;
    const struct theme *t = f->theme;
    int32_t radius = frame_mm100(f, DISC);
    struct look look = look_aligned(look_bold(look_head(f)), PARA_CENTER, PARA_WRAP_NONE);
    look = look_colored(look, t->solid ? t->on_brand : t->ink, t->ink);
    frame_rect(f, (struct draw_rect){x_du, y_du + line_du / 2 - radius, 2 * radius, 2 * radius},
               radius, t->solid ? t->brand : DRAW_NO_COLOR,
               t->solid ? NO_STROKE : stroke_solid(t->ink, frame_pt10(f, 22)));
    paper_centred(f, &look, arena_printf(f->arena, "%u", number), x_du, y_du, 2 * radius, line_du);
}

/* ---- the message of a scam question ---- */

static const struct {
    const char *icon, *name;
} channels[QUIZ_CHANNEL_COUNT] = {
    [QUIZ_CHANNEL_SMS] = {"chat-text", N_("Text message")},
    [QUIZ_CHANNEL_CHAT] = {"chats-circle", N_("Chat")},
    [QUIZ_CHANNEL_CALL] = {"phone-call", N_("Incoming call")},
    [QUIZ_CHANNEL_EMAIL] = {"envelope-simple", N_("E-mail")},
    [QUIZ_CHANNEL_WEB] = {"globe-simple", N_("Web page")},
};

static int32_t message_words(struct paper_pen *p, const struct quiz_message *m, int32_t x_du,
                             int32_t y_du, int32_t width_du)
{
    struct frame *f = &p->frame;
    struct look soft = look_soft_note(f), strong = paper_strong(f), body = look_body(f);
    int32_t icon = frame_mm100(f, 800), indent = icon + frame_mm100(f, 300), y = y_du;
    body = look_colored(body, f->theme->ink, f->theme->ink);
    frame_own_icon(f, FONT_ICON_BOLD, channels[m->channel].icon, x_du + icon / 2,
                   y + frame_mm100(f, 600), icon, f->theme->ink);
    y += frame_word(f, DRAW_ROLE_P, &soft, paper_word(p, channels[m->channel].name), x_du + indent,
                    y, width_du - indent);
    y += frame_text(f, DRAW_ROLE_P, &strong, rich_plain(m->sender.text), m->sender.span,
                    x_du + indent, y, width_du - indent);
    y += frame_text(f, DRAW_ROLE_P, &body, rich_plain(m->address.text), m->address.span,
                    x_du + indent, y, width_du - indent);
    if (m->text.rich.text.size == 0)
        return y - y_du;
    y += frame_mm100(f, 150);
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_line(f, x_du, y, x_du + width_du, y, stroke_solid(f->theme->ink, frame_pt10(f, 4)));
    frame_end(f);
    y += frame_mm100(f, 150);
    if (m->channel == QUIZ_CHANNEL_CALL)
        y += frame_word(f, DRAW_ROLE_P, &soft, paper_word(p, N_("The caller says:")), x_du, y,
                        width_du);
    y += frame_text(f, DRAW_ROLE_P, &body, m->text.rich, m->text.span, x_du, y, width_du);
    return y - y_du;
}

static int32_t draw_message(struct paper_pen *p, const struct quiz_message *m, int32_t x_du,
                            int32_t y_du, int32_t width_du)
{
    struct frame *f = &p->frame;
    bool before = f->measuring;
    int32_t pad = frame_mm100(f, 400), inner = width_du - 2 * pad;
    f->measuring = true;
    int32_t height = message_words(p, m, 0, 0, inner) + 2 * pad;
    f->measuring = before;
    frame_rect(f, (struct draw_rect){x_du, y_du, width_du, height}, frame_mm100(f, 300),
               f->theme->tint, stroke_solid(f->theme->ink, frame_pt10(f, 14)));
    message_words(p, m, x_du + pad, y_du + pad, inner);
    return height;
}

/* ---- options ---- */

static int32_t draw_option(struct paper_pen *p, struct slice mark, const struct rich_field *field,
                           struct rich text, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct frame *f = &p->frame;
    struct look body = look_colored(look_body(f), f->theme->ink, f->theme->ink);
    int32_t indent = frame_mm100(f, RING_INDENT), line = look_line_du(f, &body), height;
    frame_begin(f, DRAW_ROLE_LI);
    frame_begin(f, DRAW_ROLE_LBL);
    draw_ring(p, mark, x_du, y_du, line);
    frame_end(f);
    frame_begin(f, DRAW_ROLE_LBODY);
    height = frame_text(f, DRAW_ROLE_P, &body, text, field->span, x_du + indent, y_du,
                        width_du - indent);
    frame_end(f);
    frame_end(f);
    return du_max(height, du_max(line, 2 * frame_mm100(f, RING)));
}

/* Two short answers side by side: true, false; real, scam. */
static int32_t draw_two(struct paper_pen *p, const struct quiz_question *q, int32_t x_du,
                        int32_t y_du, int32_t width_du)
{
    int32_t height = 0;
    frame_begin(&p->frame, DRAW_ROLE_L);
    for (unsigned i = 0; i < q->option_count; i++)
        height = du_max(height, draw_option(p, paper_letter(i), &q->options[i].text,
                                            paper_option_text(p, q, i),
                                            x_du + (int32_t)i * width_du / 3, y_du, width_du / 3));
    frame_end(&p->frame);
    return height;
}

static int32_t draw_list_of(struct paper_pen *p, const struct quiz_question *q, int32_t x_du,
                            int32_t y_du, int32_t width_du)
{
    struct quiz_letters letters = quiz_letters_of(q);
    int32_t y = y_du, gap = frame_mm100(&p->frame, OPTION_GAP);
    frame_begin(&p->frame, DRAW_ROLE_L);
    for (unsigned i = 0; i < letters.count; i++) {
        const struct rich_field *text = &q->options[letters.option[i]].text;
        y += i ? gap : 0;
        y += draw_option(p, paper_letter(i), text, text->rich, x_du, y, width_du);
    }
    frame_end(&p->frame);
    return y - y_du;
}

static int32_t draw_pairs(struct paper_pen *p, const struct quiz_question *q, int32_t x_du,
                          int32_t y_du, int32_t width_du)
{
    struct frame *f = &p->frame;
    struct quiz_letters letters = quiz_letters_of(q);
    int32_t y = y_du, gap = frame_mm100(f, 800), half = (width_du - gap) / 2;
    frame_begin(f, DRAW_ROLE_L);
    for (unsigned i = 0; i < letters.count; i++) {
        const struct rich_field *left = &q->options[i].text;
        const struct rich_field *right = &q->options[letters.option[i]].match;
        struct slice number = arena_printf(f->arena, "%u", i + 1);
        y += i ? frame_mm100(f, OPTION_GAP) : 0;
        int32_t height = draw_option(p, number, left, left->rich, x_du, y, half);
        height = du_max(height, draw_option(p, paper_letter(i), right, right->rich,
                                            x_du + half + gap, y, half));
        y += height;
    }
    frame_end(f);
    return y - y_du;
}

enum { SCREEN_ICON = 800, SCREEN_GAP = 900 };

/* What is left of a cell for ring and text. */
static int32_t screen_room(const struct frame *f, const struct quiz_option *o, int32_t cell_du)
{
    int32_t icon = o->icon.text.size ? frame_mm100(f, SCREEN_ICON + 300) : 0;
    return cell_du - icon - frame_mm100(f, SCREEN_GAP);
}

/* Two a row, or one where a long address would not fit in half: it is never broken. */
static unsigned screen_columns(struct paper_pen *p, const struct quiz_question *q, int32_t width_du)
{
    struct frame *f = &p->frame;
    struct look body = look_colored(look_body(f), f->theme->ink, f->theme->ink);
    int32_t indent = frame_mm100(f, RING_INDENT);
    for (unsigned i = 0; i < q->option_count; i++) {
        int32_t room = screen_room(f, &q->options[i], width_du / 2) - indent;
        if (frame_para(f, &body, q->options[i].text.rich, room)->too_wide)
            return 1;
    }
    return 2;
}

/* A phone's screen as a box: its title, and below it what can be touched. */
static int32_t screen_cells(struct paper_pen *p, const struct quiz_question *q, int32_t x_du,
                            int32_t y_du, int32_t width_du)
{
    struct frame *f = &p->frame;
    unsigned columns = screen_columns(p, q, width_du);
    int32_t cell = width_du / (int32_t)columns, y = y_du, icon = frame_mm100(f, SCREEN_ICON);
    frame_begin(f, DRAW_ROLE_L);
    for (unsigned i = 0; i < q->option_count; i += columns) {
        int32_t tallest = 0;
        for (unsigned k = i; k < i + columns && k < q->option_count; k++) {
            const struct quiz_option *o = &q->options[k];
            int32_t x = x_du + (int32_t)(k - i) * cell, room = screen_room(f, o, cell);
            tallest = du_max(tallest,
                             draw_option(p, paper_letter(k), &o->text, o->text.rich, x, y, room));
            frame_icon(f, FONT_ICON_BOLD, o->icon, x + room + icon / 2, y + frame_mm100(f, 370),
                       icon, f->theme->ink);
        }
        y += tallest + frame_mm100(f, OPTION_GAP);
    }
    frame_end(f);
    return y - y_du - frame_mm100(f, OPTION_GAP);
}

static int32_t draw_screen(struct paper_pen *p, const struct quiz_question *q, int32_t x_du,
                           int32_t y_du, int32_t width_du)
{
    struct frame *f = &p->frame;
    struct look strong = look_aligned(paper_strong(f), PARA_CENTER, PARA_WRAP_BALANCE);
    bool before = f->measuring;
    int32_t pad = frame_mm100(f, 400), inner = width_du - 2 * pad, y = y_du + pad / 2;
    f->measuring = true;
    int32_t bar = frame_text(f, DRAW_ROLE_P, &strong, rich_plain(q->screen_title.text),
                             q->screen_title.span, 0, 0, inner) +
                  pad;
    int32_t height = bar + screen_cells(p, q, 0, 0, inner) + 2 * pad;
    f->measuring = before;
    struct draw_stroke stroke = stroke_solid(f->theme->ink, frame_pt10(f, 14));
    frame_rect(f, (struct draw_rect){x_du, y_du, width_du, height}, frame_mm100(f, 500),
               f->theme->tint, stroke);
    frame_text(f, DRAW_ROLE_P, &strong, rich_plain(q->screen_title.text), q->screen_title.span,
               x_du + pad, y, inner);
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_line(f, x_du, y_du + bar, x_du + width_du, y_du + bar, stroke);
    frame_end(f);
    screen_cells(p, q, x_du + pad, y_du + bar + pad, inner);
    return height;
}

static int32_t draw_options(struct paper_pen *p, const struct quiz_question *q, int32_t x_du,
                            int32_t y_du, int32_t width_du)
{
    int32_t message;
    switch (q->kind) {
    case QUIZ_TRUE_FALSE:
        return draw_two(p, q, x_du, y_du, width_du);
    case QUIZ_SCAM:
        message = draw_message(p, &q->message, x_du, y_du, width_du) + frame_mm100(&p->frame, 300);
        return message + draw_two(p, q, x_du, y_du + message, width_du);
    case QUIZ_MATCH:
        return draw_pairs(p, q, x_du, y_du, width_du);
    case QUIZ_POINT:
        return draw_screen(p, q, x_du, y_du, width_du);
    case QUIZ_SINGLE:
    case QUIZ_MULTIPLE:
    case QUIZ_ORDER:
        return draw_list_of(p, q, x_du, y_du, width_du);
    case QUIZ_KIND_COUNT:
        break;
    }
    UNREACHABLE("kind of question");
}

/* ---- the whole ---- */

/* Of a message the question itself asks whether it is real. */
static const char *const hints[QUIZ_KIND_COUNT] = {
    [QUIZ_SINGLE] = N_("Choose one."),
    [QUIZ_MULTIPLE] = N_("Choose everything that is right."),
    [QUIZ_TRUE_FALSE] = N_("True or false?"),
    [QUIZ_ORDER] = N_("Which comes first, which follows?"),
    [QUIZ_MATCH] = N_("Find the letter for each number."),
    [QUIZ_POINT] = N_("Choose the right place."),
};

static int32_t draw_question(struct paper_pen *p, unsigned index, int32_t x_du, int32_t y_du,
                             int32_t width_du)
{
    struct frame *f = &p->frame;
    const struct quiz_question *q = p->paper->questions[index];
    struct look head = look_colored(look_bold(look_head(f)), f->theme->ink, f->theme->ink);
    struct look soft = look_soft_note(f);
    int32_t x = x_du + frame_mm100(f, INDENT), width = width_du - frame_mm100(f, INDENT), y = y_du;
    frame_begin(f, DRAW_ROLE_H2);
    draw_disc(p, index + 1, x_du, y, look_line_du(f, &head));
    y += frame_text(f, DRAW_ROLE_COUNT, &head, q->stem.rich, q->stem.span, x, y, width);
    frame_end(f);
    if (hints[q->kind])
        y += frame_word(f, DRAW_ROLE_P, &soft, paper_word(p, hints[q->kind]), x, y, width);
    y += frame_mm100(f, 150);
    return y - y_du + draw_options(p, q, x, y, width);
}

void paper_draw_questions(struct paper_pen *p)
{
    struct frame *f = &p->frame;
    const struct quiz_paper *paper = p->paper;
    struct look body = look_body(f);
    paper_begin_page(p);
    paper_head(p, arena_copy(f->arena, paper->team).data, paper->quiz->title.text,
               paper->quiz->about.rich.text);
    p->y_du += frame_word(f, DRAW_ROLE_P, &body,
                          paper_word(p, N_("Read each question, then cross the box on the answer "
                                           "sheet. Not sure? Leave it empty. This is practice, "
                                           "not an examination.")),
                          p->x_du, p->y_du, p->width_du);
    for (unsigned i = 0; i < paper->question_count && !p->failed; i++)
        paper_flow(p, draw_question, i, frame_mm100(f, QUESTION_GAP));
    paper_end_page(p);
}
