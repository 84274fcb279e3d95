/*
 * What lies where on a side: every page once, backs behind their fronts, tiles without gaps, bleed.
 */
#include "base/units.h"
#include "pages.h"
#include "sheet/marks.h"
#include "support/test.h"

static struct draw_list side;

static void plan_or_fail(struct sheet_plan *plan, const struct sheet_spec *spec,
                         const struct pages *p)
{
    struct error e = {0};
    if (!sheet_plan(plan, spec, p->all, p->count, &e))
        fail_msg("%s", e.message);
}

static void draw(const struct sheet_plan *plan, unsigned index)
{
    sheet_draw(&side, plan, index, &pages_type, SLICE("title"));
    assert_int_equal(side.width_du, plan->width_du);
}

static unsigned count_roles(enum draw_role role)
{
    unsigned count = 0;
    for (uint32_t i = 0; i < side.op_count; i++)
        count += side.ops[i].kind == DRAW_OP_TAG_BEGIN && side.ops[i].tag.role == role;
    return count;
}

/* ISO 15930 apart, any bookbinder's table: eight pages, counted from 1: 8│1, 2│7, 6│3, 4│5. */
static void booklet_pages_are_in_order(void **state)
{
    (void)state;
    static const unsigned left[] = {7, 1, 5, 3}, right[] = {0, 6, 2, 4};
    struct pages p;
    struct sheet_plan plan;
    struct sheet_spec spec = sheet_default(SHEET_BOOKLET);
    pages_init(&p, 8, 140, 200);
    plan_or_fail(&plan, &spec, &p);
    int32_t before = 0;
    for (unsigned i = 0; i < plan.side_count; i++) {
        struct draw_place l, r;
        draw(&plan, i);
        assert_true(find_page(&l, &side, left[i]) && find_page(&r, &side, right[i]));
        assert_true(l.x_du < r.x_du);
        /* Even to the fold, to a du. */
        assert_in_range(l.x_du + du_from_mm(140) + r.x_du - plan.width_du + 1, 0, 2);
        if (i >= 2) /* The inner sheet's pages are nearer to the fold, by the creep. */
            assert_int_equal(before - r.x_du, spec.creep_du);
        if (i == 1)
            before = r.x_du;
    }
    pages_deinit(&p);
}

/* Where a side shows a page for the second time; false: only once. */
static bool find_again(struct draw_place *place, unsigned number)
{
    struct draw_place now = {0};
    unsigned seen = 0;
    for (uint32_t i = 0; i < side.op_count; i++) {
        const struct draw_op *op = &side.ops[i];
        if (op->kind == DRAW_OP_PLACE_PUSH)
            now = op->place;
        if (op->kind == DRAW_OP_RECT && op->rect.rect.height_du == 7 &&
            op->rect.rect.width_du == (int32_t)number + 1 && ++seen == 2) {
            *place = now;
            return true;
        }
    }
    return false;
}

static void small_pages_make_two_booklets(void **state)
{
    (void)state;
    static const unsigned left[] = {7, 1, 5, 3}, right[] = {0, 6, 2, 4};
    struct pages p;
    struct sheet_plan plan;
    struct sheet_spec spec = sheet_default(SHEET_BOOKLET);
    pages_init(&p, 8, 105, 148);
    plan_or_fail(&plan, &spec, &p);
    assert_true(plan.height_du > plan.width_du);
    for (unsigned i = 0; i < plan.side_count; i++) {
        struct draw_place upper = {0}, lower = {0};
        draw(&plan, i);
        for (unsigned half = 0; half < 2; half++) {
            unsigned number = half ? right[i] : left[i];
            assert_true(find_page(&upper, &side, number) && find_again(&lower, number));
            assert_int_equal(upper.x_du, lower.x_du);
            assert_int_equal(lower.y_du - upper.y_du, plan.height_du / 2);
            assert_int_equal(upper.x_du >= plan.width_du / 2 - spec.creep_du, half);
        }
        assert_int_equal(count_roles(DRAW_ROLE_P), 2); /* The lower book is a copy. */
    }
    pages_deinit(&p);
}

/* A page of the design is no page of the printed file; what led there is text. */
static void links_between_pages_are_left_out(void **state)
{
    (void)state;
    struct pages p;
    struct sheet_plan plan;
    struct sheet_spec spec = sheet_default(SHEET_BOOKLET);
    pages_init(&p, 4, 140, 200);
    const struct draw_rect rect = {0, 0, 100, 100};
    list_tag_begin(&p.lists[0], DRAW_ROLE_LINK, SLICE(""));
    list_tag_begin(&p.lists[0], DRAW_ROLE_SPAN, SLICE(""));
    list_tag_end(&p.lists[0]);
    list_link_page(&p.lists[0], rect, 3, SLICE("Page 3"));
    list_tag_end(&p.lists[0]);
    list_tag_begin(&p.lists[0], DRAW_ROLE_LINK, SLICE(""));
    list_link(&p.lists[0], rect, SLICE("https://gov.vn"), SLICE("gov.vn"));
    list_tag_end(&p.lists[0]);
    plan_or_fail(&plan, &spec, &p);
    draw(&plan, 0);
    unsigned links = 0;
    for (uint32_t i = 0; i < side.op_count; i++)
        links += side.ops[i].kind == DRAW_OP_LINK;
    assert_int_equal(links, 1);
    assert_int_equal(count_roles(DRAW_ROLE_LINK), 1);
    assert_int_equal(count_roles(DRAW_ROLE_SPAN), 2);
    pages_deinit(&p);
}

static void every_page_is_printed_once(void **state)
{
    (void)state;
    static const enum sheet_kind kinds[] = {SHEET_2UP, SHEET_4UP, SHEET_CARDS, SHEET_BOOKLET,
                                            SHEET_SHOP};
    for (unsigned k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        for (unsigned count = 3; count <= 19; count += 4) {
            unsigned found[PAGES_MAX] = {0};
            struct pages p;
            struct sheet_plan plan;
            struct sheet_spec spec = sheet_default(kinds[k]);
            struct draw_place place;
            pages_init(&p, count, 90, 120);
            plan_or_fail(&plan, &spec, &p);
            for (unsigned i = 0; i < plan.side_count; i++) {
                draw(&plan, i);
                for (unsigned page = 0; page < count; page++)
                    found[page] += find_page(&place, &side, page);
            }
            for (unsigned page = 0; page < count; page++)
                assert_int_equal(found[page], 1);
            pages_deinit(&p);
        }
    }
}

/* Held against the light, a back lies exactly behind its front. */
static void backs_lie_behind_fronts(void **state)
{
    (void)state;
    struct pages p;
    struct sheet_plan plan;
    struct sheet_spec spec = sheet_default(SHEET_4UP);
    pages_init(&p, 8, 90, 120);
    for (spec.duplex = SHEET_DUPLEX_LONG; spec.duplex <= SHEET_DUPLEX_SHORT; spec.duplex++) {
        plan_or_fail(&plan, &spec, &p);
        for (unsigned leaf = 0; leaf < 4; leaf++) {
            struct draw_place front, back;
            draw(&plan, 0);
            assert_true(find_page(&front, &side, 2 * leaf));
            draw(&plan, 1);
            assert_true(find_page(&back, &side, 2 * leaf + 1));
            assert_int_equal(front.y_du, back.y_du);
            assert_in_range(front.x_du + back.x_du + du_from_mm(90) - plan.width_du + 2, 0, 4);
            /* Turned over the short edge, all of it stands on its head. */
            const struct draw_op *first = &side.ops[0];
            assert_int_equal(first->kind == DRAW_OP_PLACE_PUSH && first->place.quarter_turns == 2,
                             spec.duplex == SHEET_DUPLEX_SHORT);
        }
    }
    pages_deinit(&p);
}

/* Documents that share a sheet come to lie where one document of as many leaves does. */
static void shared_sheets_are_laid_alike(void **state)
{
    (void)state;
    struct pages p;
    struct sheet_plan one, all;
    struct sheet_spec spec = sheet_default(SHEET_4UP);
    pages_init(&p, 8, 90, 120);
    for (spec.duplex = SHEET_DUPLEX_LONG; spec.duplex <= SHEET_DUPLEX_SHORT; spec.duplex++) {
        struct error e = {0};
        assert_true(sheet_plan(&all, &spec, p.all, 8, &e));
        assert_true(sheet_plan(&one, &spec, p.all, 2, &e));
        assert_int_equal(sheet_leaf_count(&one), 1);
        for (unsigned back = 0; back < 2; back++) {
            struct draw_place alike[4], shared;
            draw(&all, back);
            for (unsigned leaf = 0; leaf < 4; leaf++)
                assert_true(find_page(&alike[leaf], &side, 2 * leaf + back));
            sheet_shared_begin(&side, &one, back == 1);
            for (unsigned leaf = 0; leaf < 4; leaf++)
                sheet_shared_put(&side, &one, back == 1, leaf, p.all[2 * leaf + back]);
            sheet_shared_end(&side, &one, back == 1);
            for (unsigned leaf = 0; leaf < 4; leaf++) {
                assert_true(find_page(&shared, &side, 2 * leaf + back));
                assert_memory_equal(&shared, &alike[leaf], sizeof shared);
            }
            assert_int_equal(count_roles(DRAW_ROLE_P), 4);
        }
    }
    pages_deinit(&p);
}

/* What varies within a page does so on its sheet: so the rest is stored once. */
static void what_varies_is_still_known(void **state)
{
    (void)state;
    struct pages p;
    struct sheet_plan plan;
    struct sheet_spec spec = sheet_default(SHEET_2UP);
    pages_init(&p, 1, 90, 120);
    list_varying_begin(&p.lists[0]);
    list_rect(&p.lists[0], (struct draw_rect){5, 5, 99, 9}, 0, MARK_BLACK, MARK_NO_LINE);
    list_varying_end(&p.lists[0]);
    plan_or_fail(&plan, &spec, &p);
    draw(&plan, 0);
    unsigned varying = 0;
    for (uint32_t i = 0; i < side.op_count; i++)
        varying += side.ops[i].varying;
    assert_int_equal(varying, 2);
    pages_deinit(&p);
}

static void copies_are_artifacts(void **state)
{
    (void)state;
    struct pages p;
    struct sheet_plan plan;
    struct sheet_spec spec = sheet_default(SHEET_4UP);
    pages_init(&p, 1, 90, 120);
    plan_or_fail(&plan, &spec, &p);
    draw(&plan, 0);
    assert_int_equal(count_roles(DRAW_ROLE_P), 1);
    assert_int_equal(count_roles(DRAW_ROLE_ARTIFACT), 4); /* Three copies and the marks. */
    pages_deinit(&p);
}

/* What tiles show, cut at their seams, is the whole poster; each shows an overlap more. */
static void tiles_cover_the_poster(void **state)
{
    (void)state;
    struct pages p;
    struct sheet_plan plan;
    struct sheet_spec spec = sheet_default(SHEET_TILES);
    pages_init(&p, 1, 594, 841);
    plan_or_fail(&plan, &spec, &p);
    int32_t visible = plan.width_du - 2 * spec.margin_du;
    for (unsigned i = 0; i < plan.columns; i++) {
        int32_t start = plan.across.starts_du[i];
        int32_t next = i + 1 < plan.columns ? plan.across.starts_du[i + 1] : p.lists[0].width_du;
        assert_true(next > start);
        assert_true(start + visible >= next + spec.overlap_du); /* Also the last: for its label. */
    }
    for (unsigned i = 1; i < plan.side_count; i++) {
        draw(&plan, i);
        const struct draw_place *place = NULL;
        for (uint32_t k = 0; k < side.op_count && !place; k++)
            if (side.ops[k].kind == DRAW_OP_PLACE_PUSH)
                place = &side.ops[k].place;
        assert_non_null(place);
        assert_int_equal(place->scale_num, place->scale_den);
        assert_int_equal(place->x_du,
                         spec.margin_du - plan.across.starts_du[(i - 1) % plan.columns]);
        assert_int_equal(place->y_du, spec.margin_du - plan.down.starts_du[(i - 1) / plan.columns]);
    }
    pages_deinit(&p);
}

static void grounds_reach_into_the_bleed(void **state)
{
    (void)state;
    struct pages p;
    struct sheet_plan plan;
    struct sheet_spec spec = sheet_default(SHEET_SHOP);
    const struct draw_color brand = {.c = 100, .m = 75, .k = 20};
    pages_init(&p, 1, 148, 210);
    int32_t width = p.lists[0].width_du, bleed = spec.bleed_du;
    list_clip_push(&p.lists[0], (struct draw_rect){0, 0, width, 1000});
    list_rect(&p.lists[0], (struct draw_rect){0, 0, width, 1000}, 0, brand,
              (struct draw_stroke){.color = {.none = 1}});
    list_clip_pop(&p.lists[0]);
    plan_or_fail(&plan, &spec, &p);
    draw(&plan, 0);
    bool found = false;
    for (uint32_t i = 0; i < side.op_count; i++) {
        const struct draw_rect *r = &side.ops[i].rect.rect;
        if (side.ops[i].kind != DRAW_OP_RECT || side.ops[i].rect.fill.c != 100)
            continue;
        found = true;
        assert_int_equal(r->x_du, -bleed);
        assert_int_equal(r->y_du, -bleed);
        assert_int_equal(r->width_du, width + 2 * bleed);
        assert_int_equal(r->height_du, 1000 + bleed); /* Its lower edge is not the page's. */
        assert_int_equal(side.ops[i - 1].clip.height_du, 1000 + bleed);
    }
    assert_true(found);
    assert_int_equal(side.trim.width_du, width);
    assert_int_equal(side.bleed.x_du, side.trim.x_du - bleed);
    assert_int_equal(sheet_ink_max(&p.lists[0]), 195);
    pages_deinit(&p);
}

static const struct {
    struct draw_place place;
    struct draw_rect in, out;
} placed[] = {
    {{10, 20, 0, 1, 1}, {1, 2, 3, 4}, {11, 22, 3, 4}},
    {{10, 20, 1, 1, 1}, {1, 2, 3, 4}, {4, 21, 4, 3}},
    {{10, 20, 2, 1, 1}, {1, 2, 3, 4}, {6, 14, 3, 4}},
    {{10, 20, 3, 1, 1}, {1, 2, 3, 4}, {12, 16, 4, 3}},
    {{0, 0, 0, 1, 2}, {2, 4, 6, 8}, {1, 2, 3, 4}},
    {{0, 0, 0, 1, 2}, {1, 1, 1, 1}, {0, 0, 1, 1}},     /* Outwards. */
    {{0, 0, 0, 1, 2}, {-1, -1, 1, 1}, {-1, -1, 1, 1}}, /* Also below 0. */
};

static void places_move_rectangles(void **state)
{
    (void)state;
    for (unsigned i = 0; i < sizeof placed / sizeof placed[0]; i++) {
        struct draw_rect r = draw_place_rect(&placed[i].place, placed[i].in);
        if (memcmp(&r, &placed[i].out, sizeof r) != 0)
            fail_msg("row %u: %d,%d %dx%d", i, r.x_du, r.y_du, r.width_du, r.height_du);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(booklet_pages_are_in_order),
        cmocka_unit_test(small_pages_make_two_booklets),
        cmocka_unit_test(links_between_pages_are_left_out),
        cmocka_unit_test(every_page_is_printed_once),
        cmocka_unit_test(backs_lie_behind_fronts),
        cmocka_unit_test(shared_sheets_are_laid_alike),
        cmocka_unit_test(what_varies_is_still_known),
        cmocka_unit_test(copies_are_artifacts),
        cmocka_unit_test(tiles_cover_the_poster),
        cmocka_unit_test(grounds_reach_into_the_bleed),
        cmocka_unit_test(places_move_rectangles),
    };
    list_init(&side);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    list_deinit(&side);
    return failed;
}
