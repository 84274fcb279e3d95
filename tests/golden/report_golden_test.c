/*
 * A report's pages as text and two of them as pictures (accept.h):
 * golden/trace/report-PAPER-INK.txt and golden/pages/report-PAPER-INK.png.
 */
#include "accept.h"
#include "page/report/pages.h"
#include "support/report_fixture.h"
#include "support/test.h"

/* One variant of the team's report. */
struct variant {
    const char *name;
    enum report_paper paper;
    enum design_ink ink;
    unsigned picture; /* The page that is kept as a picture too. */
};

static const struct variant variants[] = {
    {"report-a4-colour", REPORT_PAPER_A4, DESIGN_COLOUR, 1},
    {"report-a4-mono", REPORT_PAPER_A4, DESIGN_MONO, 3},
    {"report-phone-colour", REPORT_PAPER_PHONE, DESIGN_COLOUR, 2},
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

static void reports_are_as_accepted(void **state)
{
    struct accept_run run;
    struct error e = {0};
    (void)state;
    accept_begin(&run);
    for (unsigned i = 0; i < sizeof variants / sizeof variants[0]; i++) {
        struct report_pages_options options = {.fonts = run.fonts,
                                               .paper = variants[i].paper,
                                               .ink = variants[i].ink,
                                               .made = {2026, 11, 21}};
        accept_start(&run, variants[i].name, variants[i].picture);
        assert_true(report_pages_draw(report_fixture(&run.arena, REPORT_FIXTURE_TEAM), &options,
                                      take_page, &run, &e));
        accept_finish(&run);
    }
    accept_end(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reports_are_as_accepted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
