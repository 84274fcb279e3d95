/*
 * A few pages as small pictures: what a trace cannot show, such as the fonts' shapes and what lies
 * over what (accept.h).
 */
#include <stdlib.h>

#include "accept.h"
#include "fixture.h"
#include "out/pixels.h"
#include "support/test.h"

static const struct page {
    const char *name, *guide, *design;
    enum fixture_team team;
    enum design_ink ink;
    unsigned page;
} pages[] = {
    {"poster-fraud", "fraud", "poster-a3", TEAM_FULL, DESIGN_COLOUR, 0},
    {"leaflet-vneid-mono", "vneid", "leaflet", TEAM_UNKNOWN, DESIGN_MONO, 1},
    {"trifold-health-record", "health-record", "trifold", TEAM_VILLAGE, DESIGN_COLOUR, 0},
};

static const struct draw_list *draw(struct fixture *f, const struct page *page)
{
    struct design_input input =
        fixture_input(f, fixture_guide(f, page->guide), page->team, page->ink);
    if (!fixture_draw(f, fixture_design(page->design), &input)) {
        fixture_print_problems(f);
        fail_msg("%s is not sound", page->name);
    }
    return &f->pages.lists[page->page];
}

static void pages_look_as_accepted(void **state)
{
    struct fixture *f = *state;
    struct pixels *pixels;
    struct error e = {0};
    unsigned different = 0;
    assert_true(pixels_create(&pixels, f->fonts, &e));
    for (unsigned i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        const struct draw_list *list = draw(f, &pages[i]);
        different += !accept_page(&f->page, pixels, pages[i].name, list);
    }
    pixels_destroy(pixels);
    assert_int_equal(different, 0);
}

/* The comparison itself: another page is seen, and so is one line in the wrong colour. */
static void a_different_page_is_seen(void **state)
{
    struct fixture *f = *state;
    struct pixels *pixels;
    struct error e = {0};
    struct comparison c;
    struct page other = pages[0];
    if (getenv("NGOSO_ACCEPT"))
        return;
    assert_true(pixels_create(&pixels, f->fonts, &e));
    other.guide = "vneid";
    assert_true(compare_page(&c, &f->page, pixels, pages[0].name, draw(f, &other)));
    assert_true(is_too_different(&c));
    draw(f, &pages[0]);
    struct draw_list *list = &f->pages.lists[0];
    for (uint32_t i = 0, runs = 0; i < list->op_count && runs < 2; i++)
        if (list->ops[i].kind == DRAW_OP_GLYPHS && list->ops[i].glyphs.text_size && ++runs == 2)
            list->ops[i].glyphs.color = (struct draw_color){.r = 255, .m = 100};
    assert_true(compare_page(&c, &f->page, pixels, pages[0].name, list));
    assert_true(is_too_different(&c));
    assert_true(c.first_x > 0 && c.first_y > 0);
    pixels_destroy(pixels);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_look_as_accepted),
        cmocka_unit_test(a_different_page_is_seen),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
