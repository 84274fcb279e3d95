/*
 * A report's pages as text and two of them as pictures (accept.h):
 * golden/trace/report-PAPER-INK.txt and golden/pages/report-PAPER-INK.png.
 */
#include <stdio.h>

#include "accept.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "draw/trace.h"
#include "out/pixels.h"
#include "page/report/pages.h"
#include "support/report_fixture.h"
#include "support/test.h"
#include "text/fonts.h"

enum { ARENA_BYTES = 64 * 1024 * 1024 };

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
    if (d->page == d->variant->picture)
        d->different += !accept_page(d->arena, d->pixels, d->variant->name, page);
    return true;
}

static void reports_are_as_accepted(void **state)
{
    struct arena a;
    struct font_set *fonts;
    struct drawing d = {.arena = &a};
    struct error e = {0};
    (void)state;
    arena_init(&a, ARENA_BYTES);
    assert_true(i18n_start("en", NGOSO_LOCALE));
    assert_true(font_set_create(&fonts, NGOSO_SOURCE_DIR "/fonts", &e));
    assert_true(pixels_create(&d.pixels, fonts, &e));
    buf_init(&d.trace, ACCEPT_TEXT_MAX);
    for (unsigned i = 0; i < sizeof variants / sizeof variants[0]; i++) {
        struct report_pages_options options = {.fonts = fonts,
                                               .paper = variants[i].paper,
                                               .ink = variants[i].ink,
                                               .made = {2026, 11, 21}};
        d.variant = &variants[i];
        d.page = 0;
        buf_reset(&d.trace);
        assert_true(report_pages_draw(report_fixture(&a, REPORT_FIXTURE_TEAM), &options, take_page,
                                      &d, &e));
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
        cmocka_unit_test(reports_are_as_accepted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
