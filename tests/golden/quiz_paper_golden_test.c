/*
 * A quiz on paper as text and as pictures (accept.h): golden/trace/quiz-paper-PART.txt and the
 * first page of questions and answers, golden/pages/quiz-paper-PART.png.
 */
#include "accept.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "draw/trace.h"
#include "out/pixels.h"
#include "support/quiz_paper_fixture.h"
#include "support/test.h"
#include "text/fonts.h"

enum { ARENA_BYTES = 64 * 1024 * 1024 };

static const struct variant {
    const char *name;
    enum quiz_paper_part part;
    enum design_ink ink;
    bool picture;
} variants[] = {
    {"quiz-paper-questions", QUIZ_PAPER_QUESTIONS, DESIGN_MONO, true},
    {"quiz-paper-questions-colour", QUIZ_PAPER_QUESTIONS, DESIGN_COLOUR, false},
    {"quiz-paper-answers", QUIZ_PAPER_ANSWERS, DESIGN_MONO, true},
    {"quiz-paper-key", QUIZ_PAPER_KEY, DESIGN_MONO, false},
};

struct drawing {
    const struct variant *variant;
    struct arena *arena;
    struct pixels *pixels;
    struct buf trace;
    unsigned page, different;
};

static bool take_page(void *context, const struct draw_list *page, struct slice bookmark,
                      struct error *e)
{
    struct drawing *d = context;
    (void)e;
    d->page++;
    buf_printf(&d->trace, "=== %u %.*s\n", d->page, SLICE_ARG(bookmark));
    draw_trace(&d->trace, page);
    if (d->page == 1 && d->variant->picture)
        d->different += !accept_page(d->arena, d->pixels, d->variant->name, page);
    return true;
}

static void sheets_are_as_accepted(void **state)
{
    struct arena a;
    struct font_set *fonts;
    struct drawing d = {.arena = &a};
    struct diag_list diags;
    struct error e = {0};
    (void)state;
    arena_init(&a, ARENA_BYTES);
    diag_init(&diags, &a);
    assert_true(i18n_start("en", NGOSO_LOCALE));
    assert_true(font_set_create(&fonts, NGOSO_SOURCE_DIR "/fonts", &e));
    assert_true(pixels_create(&d.pixels, fonts, &e));
    buf_init(&d.trace, ACCEPT_TEXT_MAX);
    for (unsigned i = 0; i < sizeof variants / sizeof *variants; i++) {
        struct quiz_paper_options options = {
            .fonts = fonts, .ink = variants[i].ink, .sheet_count = 1};
        d.variant = &variants[i];
        d.page = 0;
        buf_reset(&d.trace);
        assert_true(quiz_paper_draw(variants[i].part,
                                    quiz_paper_fixture(&a, QUIZ_PAPER_FIXTURE_KINDS), &options,
                                    take_page, &d, &diags, &e));
        assert_true(!d.trace.failed && d.trace.size > 1000);
        d.different += !accept_text(&a, variants[i].name, buf_slice(&d.trace));
    }
    buf_deinit(&d.trace);
    pixels_destroy(d.pixels);
    font_set_destroy(fonts);
    arena_deinit(&a);
    assert_int_equal(d.different, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_are_as_accepted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
