/* A quiz on paper: all of it printed, nothing on top of something else, one box an answer. */
#include "page/quiz/paper.h"

#include <stdio.h>

#include "base/i18n.h"
#include "base/units.h"
#include "rules.h"
#include "support/quiz_paper_fixture.h"
#include "support/test.h"
#include "text/fonts.h"

enum {
    ARENA_BYTES = 256 * 1024 * 1024,
    TEXT_MAX = 4 * 1024 * 1024,
    EDGE_MM100 = 900,
    BOX_MM100 = 800,
    NARROW_BOX_MM100 = 700, /* In two columns. */
    ROUNDING_DU = 64
};

static struct font_set *fonts;
static struct arena arena;

static int open_fonts(void **state)
{
    struct error e = {0};
    (void)state;
    arena_init(&arena, ARENA_BYTES);
    if (!i18n_start("en", NGOSO_LOCALE) || !font_set_create(&fonts, NGOSO_SOURCE_DIR "/fonts", &e))
        fail_msg("%s", e.message);
    return 0;
}

static int close_fonts(void **state)
{
    (void)state;
    font_set_destroy(fonts);
    arena_deinit(&arena);
    return 0;
}

struct seen {
    unsigned pages, boxes, symbols;
    unsigned fail_at; /* 0: never. */
    struct buf text;  /* Without white space. */
    struct findings findings;
    struct arena page;
};

static void append_bare(struct buf *out, struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.size - i >= 2 && memcmp(text.data + i, "\u00A0", 2) == 0)
            i++;
        else if ((uint8_t)text.data[i] > ' ')
            buf_append_char(out, text.data[i]);
    }
}

static void judge(struct seen *s, const struct draw_list *page)
{
    static const struct design design = {.name = "paper"};
    struct drawn d = {.design = &design, .arena = &s->page, .page_count = 1};
    struct draw_rect safe = rect_grown((struct draw_rect){0, 0, page->width_du, page->height_du},
                                       ROUNDING_DU - du_from_mm100(EDGE_MM100));
    anatomy_take(&d.pages[0], &s->page, page);
    rule_overlaps(&s->findings, &d, 0);
    rule_contrast(&s->findings, &d, 0);
    for (unsigned i = 0; i < d.pages[0].part_count; i++) {
        const struct part *part = &d.pages[0].parts[i];
        s->symbols += part->kind == PART_QR;
        if (!rect_holds(safe, part->box))
            findings_add(&s->findings, "page %u: “%.*s” is too near the edge", s->pages,
                         SLICE_ARG(part->text));
    }
    arena_reset(&s->page);
}

static bool is_square(const struct draw_op *op, int32_t side_mm100)
{
    int32_t side = du_from_mm100(side_mm100);
    return op->kind == DRAW_OP_RECT && op->rect.rect.width_du == side &&
           op->rect.rect.height_du == side;
}

static bool is_box(const struct draw_op *op)
{
    return is_square(op, BOX_MM100) || is_square(op, NARROW_BOX_MM100);
}

static bool see_page(void *context, const struct draw_list *page, struct slice bookmark,
                     struct error *e)
{
    struct seen *s = context;
    assert_true(bookmark.size > 0);
    s->pages++;
    for (uint32_t i = 0; i < page->op_count; i++) {
        const struct draw_op *op = &page->ops[i];
        s->boxes += is_box(op);
        if (op->kind == DRAW_OP_GLYPHS)
            append_bare(&s->text, list_text(page, op->glyphs.text_first, op->glyphs.text_size));
        assert_int_not_equal(op->kind, DRAW_OP_LINK); /* A scam's address leads nowhere. */
    }
    judge(s, page);
    if (s->pages == s->fail_at)
        return error_set(e, ERROR_SYSTEM, 0, "no room");
    return true;
}

static void seen_init(struct seen *s)
{
    memset(s, 0, sizeof *s);
    buf_init(&s->text, TEXT_MAX);
    findings_init(&s->findings);
    arena_init(&s->page, ARENA_BYTES);
}

static void seen_deinit(struct seen *s)
{
    arena_deinit(&s->page);
    findings_deinit(&s->findings);
    buf_deinit(&s->text);
}

static bool draw(struct seen *s, const struct quiz_paper *paper, enum quiz_paper_part part,
                 enum design_ink ink, unsigned sheets)
{
    struct diag_list diags;
    struct error e = {0};
    struct quiz_paper_options options = {.fonts = fonts, .ink = ink, .sheet_count = sheets};
    diag_init(&diags, &arena);
    assert_non_null(paper);
    bool drawn = quiz_paper_draw(part, paper, &options, see_page, s, &diags, &e);
    diag_print(stderr, &diags, false);
    assert_int_equal(diags.count, 0);
    return drawn;
}

static void pages_are_tidy(void **state)
{
    (void)state;
    for (int which = 0; which < QUIZ_PAPER_FIXTURE_COUNT; which++)
        for (int part = 0; part < QUIZ_PAPER_PART_COUNT; part++)
            for (int ink = DESIGN_COLOUR; ink <= DESIGN_MONO; ink++) {
                struct seen s;
                seen_init(&s);
                snprintf(s.findings.where, sizeof s.findings.where, "quiz %d, part %d, ink %d",
                         which, part, ink);
                assert_true(draw(&s, quiz_paper_fixture(&arena, (enum quiz_paper_fixture)which),
                                 (enum quiz_paper_part)part, (enum design_ink)ink, 0));
                findings_print(&s.findings);
                assert_int_equal(s.findings.count, 0);
                assert_int_equal(s.symbols, 1);
                seen_deinit(&s);
                arena_reset(&arena);
            }
}

static void contains(const struct seen *s, struct slice text)
{
    struct buf bare;
    buf_init(&bare, TEXT_MAX);
    append_bare(&bare, text);
    if (bare.size && !strstr(s->text.data, bare.data))
        fail_msg("“%.*s” is not printed", SLICE_ARG(text));
    buf_deinit(&bare);
}

static void questions_are_printed_whole(void **state)
{
    (void)state;
    for (int which = 0; which < QUIZ_PAPER_FIXTURE_COUNT; which++) {
        struct seen s;
        const struct quiz_paper *paper = quiz_paper_fixture(&arena, (enum quiz_paper_fixture)which);
        seen_init(&s);
        assert_true(draw(&s, paper, QUIZ_PAPER_QUESTIONS, DESIGN_MONO, 0));
        for (unsigned i = 0; i < paper->question_count; i++) {
            const struct quiz_question *q = paper->questions[i];
            contains(&s, q->stem.rich.text);
            contains(&s, q->message.text.rich.text);
            contains(&s, q->message.address.text);
            contains(&s, q->screen_title.text);
            for (unsigned o = 0; o < q->option_count; o++) {
                contains(&s, q->options[o].text.rich.text);
                contains(&s, q->options[o].match.rich.text);
            }
        }
        contains(&s, paper->shown);
        contains(&s, paper->team);
        seen_deinit(&s);
    }
}

/* The right answers, by the letters that stand on the question sheet. */
static void the_key_has_the_letters(void **state)
{
    struct seen s;
    const struct quiz_paper *paper = quiz_paper_fixture(&arena, QUIZ_PAPER_FIXTURE_KINDS);
    (void)state;
    seen_init(&s);
    assert_true(draw(&s, paper, QUIZ_PAPER_KEY, DESIGN_MONO, 0));
    for (unsigned i = 0; i < paper->question_count; i++) {
        const struct quiz_question *q = paper->questions[i];
        struct slice letters = quiz_letters_write(&arena, q, quiz_right_responses(&arena, q));
        contains(&s, arena_printf(&arena, "%u%.*s%.*s", i + 1, SLICE_ARG(letters),
                                  SLICE_ARG(q->stem.rich.text)));
        contains(&s, q->when_wrong.rich.text);
    }
    contains(&s, SLICE("2AC"));
    contains(&s, paper->file);
    seen_deinit(&s);
}

static unsigned boxes_of(const struct quiz_paper *paper)
{
    unsigned count = QUIZ_PAPER_AGE_GROUPS + 2; /* Two show how it is done. */
    for (unsigned i = 0; i < paper->question_count; i++) {
        const struct quiz_question *q = paper->questions[i];
        bool rows = q->kind == QUIZ_ORDER || q->kind == QUIZ_MATCH;
        count += q->option_count * (rows ? q->option_count : 1);
    }
    return count;
}

static void each_answer_has_its_box(void **state)
{
    (void)state;
    for (int which = 0; which < QUIZ_PAPER_FIXTURE_COUNT; which++) {
        struct seen s;
        const struct quiz_paper *paper = quiz_paper_fixture(&arena, (enum quiz_paper_fixture)which);
        seen_init(&s);
        assert_true(draw(&s, paper, QUIZ_PAPER_ANSWERS, DESIGN_MONO, 0));
        /* Rings around the samples are no boxes; their crosses are lines. */
        assert_int_equal(s.boxes, boxes_of(paper));
        seen_deinit(&s);
    }
}

static void sheets_are_numbered(void **state)
{
    struct seen s;
    const struct quiz_paper *paper = quiz_paper_fixture(&arena, QUIZ_PAPER_FIXTURE_KINDS);
    (void)state;
    seen_init(&s);
    assert_true(draw(&s, paper, QUIZ_PAPER_ANSWERS, DESIGN_MONO, 12));
    assert_int_equal(s.pages, 12);
    assert_int_equal(s.symbols, 12);
    contains(&s, SLICE("001"));
    contains(&s, SLICE("012"));
    assert_null(strstr(s.text.data, "013"));
    seen_deinit(&s);
}

static void a_failing_sink_ends_it(void **state)
{
    struct seen s;
    const struct quiz_paper *paper = quiz_paper_fixture(&arena, QUIZ_PAPER_FIXTURE_KINDS);
    (void)state;
    seen_init(&s);
    s.fail_at = 2;
    assert_false(draw(&s, paper, QUIZ_PAPER_ANSWERS, DESIGN_MONO, 5));
    assert_int_equal(s.pages, 2);
    seen_deinit(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_tidy),          cmocka_unit_test(questions_are_printed_whole),
        cmocka_unit_test(the_key_has_the_letters), cmocka_unit_test(each_answer_has_its_box),
        cmocka_unit_test(sheets_are_numbered),     cmocka_unit_test(a_failing_sink_ends_it),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
