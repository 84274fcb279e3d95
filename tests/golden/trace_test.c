/*
 * Designs as text, one command a line: any change of a page shows as a difference to read.
 *
 * golden/trace/GUIDE-DESIGN-INK.txt holds all pages of a design; in colour for a commune with all
 * its details, in one colour for none. With NGOSO_ACCEPT=1 the files are written instead (target
 * golden-accept); a missing one fails.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "draw/trace.h"
#include "fixture.h"
#include "support/test.h"

#define FOLDER "golden/trace/"

enum { GOLDEN_MAX = 1024 * 1024, LINE_SHOWN = 300, CONTEXT_LINES = 3 };

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

static struct slice line_at(struct slice text, size_t *at)
{
    size_t begin = *at, end = begin;
    while (end < text.size && text.data[end] != '\n')
        end++;
    *at = end < text.size ? end + 1 : end;
    return slice_part(text, begin, end);
}

/* The first line that differs, with what stands above it. */
static void show_difference(const char *path, struct slice golden, struct slice actual)
{
    size_t at_golden = 0, at_actual = 0;
    unsigned line = 1;
    struct slice before[CONTEXT_LINES] = {{0}};
    for (;; line++) {
        struct slice a = line_at(golden, &at_golden), b = line_at(actual, &at_actual);
        bool ended = at_golden == golden.size || at_actual == actual.size;
        if (slice_equal(a, b) && !ended) {
            before[line % CONTEXT_LINES] = a;
            continue;
        }
        fprintf(stderr, "%s:%u: differs\n", path, line);
        for (unsigned i = 1; i <= CONTEXT_LINES; i++)
            fprintf(stderr, "  %.*s\n", SLICE_ARG(before[(line + i) % CONTEXT_LINES]));
        fprintf(stderr, "- %.*s\n+ %.*s\n", SLICE_ARG(slice_part(a, 0, LINE_SHOWN)),
                SLICE_ARG(slice_part(b, 0, LINE_SHOWN)));
        return;
    }
}

static bool is_as_accepted(struct fixture *f, const char *path, struct slice actual)
{
    struct error e = {0};
    struct slice golden;
    if (getenv("NGOSO_ACCEPT")) {
        if (!file_write(path, actual, FILE_FAST, &e))
            fail_msg("%s", e.message);
        return true;
    }
    if (!file_read(&golden, &f->page, path, GOLDEN_MAX, &e)) {
        fprintf(stderr, "%s (look at the pages, then accept them: target golden-accept)\n",
                e.message);
        return false;
    }
    if (slice_equal(golden, actual))
        return true;
    show_difference(path, golden, actual);
    return false;
}

static void designs_are_as_accepted(void **state)
{
    struct fixture *f = *state;
    struct buf text;
    unsigned different = 0;
    buf_init(&text, GOLDEN_MAX);
    for (unsigned g = 0; g < GUIDE_COUNT; g++)
        for (unsigned d = 0; d < DESIGN_COUNT; d++)
            for (int ink = DESIGN_COLOUR; ink <= DESIGN_MONO; ink++) {
                char path[128];
                snprintf(path, sizeof path, FOLDER "%s-%s-%s.txt", guides[g], designs[d],
                         ink == DESIGN_COLOUR ? "colour" : "mono");
                trace(&text, f, guides[g], designs[d], ink);
                assert_true(text.size > 1000);
                different += !is_as_accepted(f, path, buf_slice(&text));
            }
    buf_deinit(&text);
    assert_int_equal(different, 0);
}

/* The same input draws the same, whatever was drawn before. */
static void drawing_again_gives_the_same(void **state)
{
    struct buf first, again;
    buf_init(&first, GOLDEN_MAX);
    buf_init(&again, GOLDEN_MAX);
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
