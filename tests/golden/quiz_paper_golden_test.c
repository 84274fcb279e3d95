/*
 * A quiz on paper as text and as pictures (accept.h): golden/trace/quiz-paper-PART.txt and the
 * first page of questions and answers, golden/pages/quiz-paper-PART.png.
 */
#include "accept.h"
#include "support/quiz_paper_fixture.h"
#include "support/test.h"

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

static bool take_page(void *context, const struct draw_list *page, struct slice bookmark,
                      struct error *e)
{
    struct accept_run *run = context;
    (void)e;
    buf_printf(&run->trace, "=== %u %.*s\n", run->page + 1, SLICE_ARG(bookmark));
    accept_take(run, page);
    return true;
}

static void sheets_are_as_accepted(void **state)
{
    struct accept_run run;
    struct diag_list diags;
    struct error e = {0};
    (void)state;
    accept_begin(&run);
    diag_init(&diags, &run.arena);
    for (unsigned i = 0; i < sizeof variants / sizeof *variants; i++) {
        struct quiz_paper_options options = {
            .fonts = run.fonts, .ink = variants[i].ink, .sheet_count = 1};
        accept_start(&run, variants[i].name, variants[i].picture);
        assert_true(quiz_paper_draw(variants[i].part,
                                    quiz_paper_fixture(&run.arena, QUIZ_PAPER_FIXTURE_KINDS),
                                    &options, take_page, &run, &diags, &e));
        accept_finish(&run);
    }
    accept_end(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_are_as_accepted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
