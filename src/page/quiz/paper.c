#include "page/quiz/paper.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "base/units.h"
#include "page/quiz/inside.h"

/* du of millimetres at compile time, rounded to the nearest. */
#define MM(mm) ((int32_t)((mm)*72.0 * 1024 / 25.4 + 0.5))

enum {
    MARGIN = 1700,
    TOP = 1500,
    FOOT = 2150,
    CODE_SIDE = 2700,
    CODE_MODULE_MIN = 50, /* As on a leaflet. */
    ARENA_BYTES = 16 * 1024 * 1024
};

const char *const quiz_paper_age_groups[QUIZ_PAPER_AGE_GROUPS] = {"<40", "40–59", "60–69", "70+"};

static const struct design designs[QUIZ_PAPER_PART_COUNT] = {
    [QUIZ_PAPER_QUESTIONS] = {.name = "questions", .width_du = MM(210), .height_du = MM(297)},
    [QUIZ_PAPER_ANSWERS] = {.name = "answers", .width_du = MM(210), .height_du = MM(297)},
    [QUIZ_PAPER_KEY] = {.name = "key", .width_du = MM(210), .height_du = MM(297)},
};

/* Read at arm's length, perhaps without glasses; the key is for the team. */
static const struct type_scale scales[QUIZ_PAPER_PART_COUNT] = {
    [QUIZ_PAPER_QUESTIONS] = {.title = 260, .head = 160, .body = 150, .note = 115},
    [QUIZ_PAPER_ANSWERS] = {.title = 260, .head = 160, .body = 130, .note = 110},
    [QUIZ_PAPER_KEY] = {.title = 240, .head = 140, .body = 115, .note = 100},
};

static const char *const titles[QUIZ_PAPER_PART_COUNT] = {
    [QUIZ_PAPER_QUESTIONS] = N_("Questions"),
    [QUIZ_PAPER_ANSWERS] = N_("Answer sheet"),
    [QUIZ_PAPER_KEY] = N_("Key, for the team only"),
};

const char *paper_word(const struct paper_pen *p, const char *english)
{
    return i18n_in(p->frame.words->language, english);
}

/* ---- words ---- */

struct look paper_strong(const struct frame *f)
{
    return look_colored(look_bold(look_body(f)), f->theme->ink, f->theme->ink);
}

int32_t paper_line_width(struct frame *f, const struct look *look, struct slice text)
{
    struct look line = look_aligned(*look, PARA_LEFT, PARA_WRAP_NONE);
    return text.size ? frame_para(f, &line, rich_plain(text), INT32_MAX / 4)->width_du : 0;
}

void paper_centred(struct frame *f, const struct look *look, struct slice text, int32_t x_du,
                   int32_t y_du, int32_t width_du, int32_t height_du)
{
    struct look line = *look;
    line.wrap = PARA_WRAP_NONE;
    frame_text(f, DRAW_ROLE_COUNT, &line, rich_plain(text), (struct span){0}, x_du,
               y_du + (height_du - look_line_du(f, look)) / 2, width_du);
}

struct slice paper_letter(unsigned place)
{
    static const char letters[] = "ABCDEFGH";
    CHECK(place < sizeof letters - 1);
    return (struct slice){letters + place, 1};
}

bool paper_has_words(const struct quiz_question *question)
{
    return question->kind == QUIZ_TRUE_FALSE || question->kind == QUIZ_SCAM;
}

struct rich paper_option_text(const struct paper_pen *p, const struct quiz_question *question,
                              unsigned option)
{
    static const char *const words[][2] = {{N_("True"), N_("False")}, {N_("Real"), N_("Scam")}};
    if (paper_has_words(question))
        return rich_plain(
            slice_from(paper_word(p, words[question->kind == QUIZ_SCAM][option == 1])));
    return question->options[option].text.rich;
}

/* ---- pages ---- */

static void draw_foot(struct paper_pen *p)
{
    struct frame *f = &p->frame;
    struct look soft = look_soft_note(f);
    struct look right = look_aligned(look_bold(look_note(f)), PARA_RIGHT, PARA_WRAP_NONE);
    int32_t line = frame_mm100(f, 250), y = p->bottom_du + frame_mm100(f, 400);
    struct slice page =
        arena_printf(f->arena, paper_word(p, N_("Page %u / %u")), p->page, p->page_count);
    if (p->sheet && p->page_count > 1)
        page = arena_printf(f->arena, "%s %03u · %.*s", paper_word(p, N_("Sheet no.")), p->sheet,
                            SLICE_ARG(page));
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_line(f, p->x_du, y, p->x_du + p->width_du, y,
               stroke_solid(f->theme->line, frame_pt10(f, f->theme->solid ? 8 : 4)));
    frame_text(f, DRAW_ROLE_COUNT, &soft, rich_plain(p->paper->shown), (struct span){0}, p->x_du,
               y + line, p->width_du * 2 / 3);
    frame_text(f, DRAW_ROLE_COUNT, &right, rich_plain(page), (struct span){0}, p->x_du, y + line,
               p->width_du);
    frame_end(f);
}

void paper_begin_page(struct paper_pen *p)
{
    struct frame *f = &p->frame;
    arena_reset(f->arena);
    para_cache_trim(f->paras);
    p->page++;
    p->y_du = p->top_du;
    if (!f->measuring)
        list_reset(f->list, f->design->width_du, f->design->height_du);
}

void paper_end_page(struct paper_pen *p)
{
    struct frame *f = &p->frame;
    if (f->measuring || p->failed)
        return;
    draw_foot(p);
    list_finish(f->list);
    p->failed = !p->sink(p->context, f->list, p->bookmark, p->error);
    f->measuring = p->failed;
}

void paper_need(struct paper_pen *p, int32_t height_du)
{
    if (p->y_du + height_du <= p->bottom_du || p->y_du == p->top_du)
        return;
    paper_end_page(p);
    paper_begin_page(p);
}

int32_t paper_measure(struct paper_pen *p, paper_block *block, unsigned index, int32_t width_du)
{
    bool before = p->frame.measuring;
    p->frame.measuring = true;
    int32_t height = block(p, index, 0, 0, width_du);
    p->frame.measuring = before;
    return height;
}

void paper_flow(struct paper_pen *p, paper_block *block, unsigned index, int32_t gap_du)
{
    int32_t height = paper_measure(p, block, index, p->width_du);
    p->y_du += p->y_du > p->top_du ? gap_du : 0;
    paper_need(p, height);
    p->y_du += block(p, index, p->x_du, p->y_du, p->width_du);
}

/* ---- head ---- */

/* Returns its height with the caption. */
static int32_t draw_code(struct paper_pen *p, int32_t x_du, int32_t y_du, int32_t side_du)
{
    struct frame *f = &p->frame;
    const struct qr_matrix *matrix = &p->code->matrix;
    int32_t printed = (int32_t)matrix->side * p->code->module_du, shift = (side_du - printed) / 2;
    struct look caption = look_aligned(look_soft_note(f), PARA_CENTER, PARA_WRAP_BALANCE);
    if (!f->measuring) {
        struct slice alt =
            arena_printf(f->arena, f->words->qr_alt, arena_copy(f->arena, p->paper->shown).data);
        list_tag_begin(f->list, DRAW_ROLE_FIGURE, alt);
        list_qr(f->list, x_du + shift, y_du + shift, p->code->module_du, matrix->side, matrix->bits,
                (struct draw_color){.k = 100});
        list_tag_end(f->list);
    }
    return side_du + frame_word(f, DRAW_ROLE_P, &caption, paper_word(p, N_("Code for the team")),
                                x_du, y_du + side_du, side_du);
}

void paper_head(struct paper_pen *p, const char *kicker, struct slice title, struct slice below)
{
    struct frame *f = &p->frame;
    struct look small = look_soft_note(f), large = look_title(f), soft = look_body(f);
    int32_t side = frame_mm100(f, CODE_SIDE), y = p->y_du;
    int32_t quiet = QR_QUIET_MODULES * p->code->module_du;
    int32_t width = p->width_du - side - frame_mm100(f, 400);
    large.leading = 128;
    soft.color = f->theme->ink_soft;
    y += frame_text(f, DRAW_ROLE_P, &small, rich_plain(slice_from(kicker)), (struct span){0},
                    p->x_du, y, width);
    y += frame_text(f, DRAW_ROLE_H1, &large, rich_plain(title), p->paper->quiz->title.span, p->x_du,
                    y, width);
    y += frame_mm100(f, 100);
    y += frame_text(f, DRAW_ROLE_P, &soft, rich_plain(below), (struct span){0}, p->x_du, y, width);
    /* The code's dark edge stands at the margin; its quiet zone may reach into it. */
    int32_t code = draw_code(p, p->x_du + p->width_du - side + quiet, p->top_du - quiet, side);
    p->y_du = du_max(y, p->top_du - quiet + code) + frame_mm100(f, 300);
}

/* ---- all of it ---- */

static void draw_part(struct paper_pen *p)
{
    p->page = 0;
    switch (p->part) {
    case QUIZ_PAPER_QUESTIONS:
        paper_draw_questions(p);
        return;
    case QUIZ_PAPER_ANSWERS:
        paper_draw_answers(p);
        return;
    case QUIZ_PAPER_KEY:
        paper_draw_key(p);
        return;
    case QUIZ_PAPER_PART_COUNT:
        break;
    }
    UNREACHABLE("part of a quiz on paper");
}

static void draw_all(struct paper_pen *p)
{
    unsigned sheets = p->part == QUIZ_PAPER_ANSWERS ? p->options->sheet_count : 0;
    p->frame.measuring = true;
    draw_part(p);
    p->page_count = p->page;
    p->frame.measuring = false;
    p->sheet = sheets ? 1 : 0;
    do
        draw_part(p);
    while (!p->failed && p->sheet++ < sheets && p->sheet <= sheets);
}

static bool make_code(struct qr_fit *out, const struct paper_pen *p, struct error *e)
{
    const struct qr_place place = {.side_du = frame_mm100(&p->frame, CODE_SIDE),
                                   .module_min_du = frame_mm100(&p->frame, CODE_MODULE_MIN),
                                   .level_min = QR_LEVEL_M,
                                   .level_wish = QR_LEVEL_Q};
    return qr_fit(out, p->paper->code, &place, e);
}

static void place_page(struct paper_pen *p)
{
    const struct frame *f = &p->frame;
    p->x_du = frame_mm100(f, MARGIN);
    p->top_du = frame_mm100(f, TOP);
    p->width_du = f->design->width_du - 2 * p->x_du;
    p->bottom_du = f->design->height_du - frame_mm100(f, FOOT);
}

bool quiz_paper_draw(enum quiz_paper_part part, const struct quiz_paper *paper,
                     const struct quiz_paper_options *options, report_page_sink *sink,
                     void *context, struct diag_list *diags, struct error *e)
{
    struct arena page;
    struct draw_list list;
    struct words words;
    struct qr_fit code;
    CHECK(paper->question_count <= QUIZ_QUESTIONS_MAX);
    words_fill(&words, paper->quiz->language.text);
    struct paper_pen p = {.frame = {.list = &list,
                                    .theme = theme_get(paper->quiz->subject, options->ink),
                                    .words = &words,
                                    .design = &designs[part],
                                    .arena = &page,
                                    .diags = diags,
                                    .type = scales[part],
                                    .scale_num = 1,
                                    .scale_den = 1,
                                    .sound = true},
                          .part = part,
                          .paper = paper,
                          .options = options,
                          .code = &code,
                          .sink = sink,
                          .context = context,
                          .error = e};
    if (!make_code(&code, &p, e))
        return false;
    arena_init(&page, ARENA_BYTES);
    list_init(&list);
    p.frame.paras = para_cache_create(options->fonts);
    p.bookmark = slice_from(paper_word(&p, titles[part]));
    place_page(&p);
    draw_all(&p);
    para_cache_destroy(p.frame.paras);
    list_deinit(&list);
    arena_deinit(&page);
    return p.frame.sound && !p.failed;
}
