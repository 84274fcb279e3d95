/*
 * Designs as text, one command a line: any change of a page shows as a difference to read.
 *
 * golden/trace/GUIDE-DESIGN-INK.txt holds all pages of a design; in colour for a commune with all
 * its details, in one colour for none (accept.h).
 */
#include <stdio.h>

#include "accept.h"
#include "draw/trace.h"
#include "fixture.h"
#include "support/test.h"

static const char *const guides[] = {"fraud", "vneid"};
static const char *const designs[] = {"poster-a3", "leaflet", "trifold"};

enum {
    GUIDE_COUNT = sizeof guides / sizeof guides[0],
    DESIGN_COUNT = sizeof designs / sizeof designs[0]
};

/* All pages of a design, with their bookmarks. */
static void trace(struct buf *out, struct fixture *f, const char *guide, const char *design,
                  enum design_ink ink)
{
    struct design_input input = fixture_input(f, fixture_guide(f, guide),
                                              ink == DESIGN_COLOUR ? TEAM_FULL : TEAM_UNKNOWN, ink);
    if (!fixture_draw(f, fixture_design(design), &input)) {
        fixture_print_problems(f);
        fail_msg("%s, %s is not sound", guide, design);
    }
    buf_reset(out);
    for (unsigned i = 0; i < f->pages.count; i++) {
        buf_printf(out, "=== %s\n", f->pages.bookmarks[i]);
        draw_trace(out, &f->pages.lists[i]);
    }
    assert_false(out->failed);
}

static void designs_are_as_accepted(void **state)
{
    struct fixture *f = *state;
    struct buf text;
    unsigned different = 0;
    buf_init(&text, ACCEPT_TEXT_MAX);
    for (unsigned g = 0; g < GUIDE_COUNT; g++)
        for (unsigned d = 0; d < DESIGN_COUNT; d++)
            for (int ink = DESIGN_COLOUR; ink <= DESIGN_MONO; ink++) {
                char name[128];
                snprintf(name, sizeof name, "%s-%s-%s", guides[g], designs[d],
                         ink == DESIGN_COLOUR ? "colour" : "mono");
                trace(&text, f, guides[g], designs[d], ink);
                assert_true(text.size > 1000);
                different += !accept_text(&f->page, name, buf_slice(&text));
            }
    buf_deinit(&text);
    assert_int_equal(different, 0);
}

/* The same input draws the same, whatever was drawn before. */
static void drawing_again_gives_the_same(void **state)
{
    struct buf first, again;
    buf_init(&first, ACCEPT_TEXT_MAX);
    buf_init(&again, ACCEPT_TEXT_MAX);
    for (unsigned d = 0; d < DESIGN_COUNT; d++) {
        trace(&first, *state, "vneid", designs[d], DESIGN_COLOUR);
        trace(&again, *state, "fraud", designs[d], DESIGN_MONO);
        trace(&again, *state, "vneid", designs[d], DESIGN_COLOUR);
        assert_true(slice_equal(buf_slice(&first), buf_slice(&again)));
    }
    buf_deinit(&first);
    buf_deinit(&again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drawing_again_gives_the_same),
        cmocka_unit_test(designs_are_as_accepted),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
