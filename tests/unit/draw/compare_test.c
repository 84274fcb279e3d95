#include "draw/compare.h"

#include "support/test.h"

/* A page of ten by eight cells, a cell 32 points wide. */
enum { CELL = 32, COLUMNS = 10, ROWS = 8 };

static const struct draw_color RED = {.r = 255}, BLUE = {.b = 255};
static const struct draw_stroke NO_STROKE = {.color = {.none = 1}};

struct fixture {
    struct draw_list lists[2];
    struct draw_cells cells[2];
    struct draw_rect rects[COMPARE_RECTS_MAX];
    unsigned count;
};

static struct fixture f;

static int start(void **state)
{
    (void)state;
    memset(&f, 0, sizeof f);
    for (int i = 0; i < 2; i++) {
        list_init(&f.lists[i]);
        list_reset(&f.lists[i], DU_PT(CELL * COLUMNS), DU_PT(CELL * ROWS));
    }
    return 0;
}

static int stop(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        list_deinit(&f.lists[i]);
        cells_deinit(&f.cells[i]);
    }
    return 0;
}

static void compare(void)
{
    for (int i = 0; i < 2; i++) {
        list_finish(&f.lists[i]);
        cells_take(&f.cells[i], &f.lists[i]);
    }
    f.count = cells_compare(f.rects, &f.cells[0], &f.cells[1]);
}

static struct draw_rect pt(int32_t x, int32_t y, int32_t width, int32_t height)
{
    return (struct draw_rect){DU_PT(x), DU_PT(y), DU_PT(width), DU_PT(height)};
}

/* In the middle of a cell, with more than a pixel's distance from its edges. */
static struct draw_rect in_cell(int32_t column, int32_t row)
{
    return pt(column * CELL + 4, row * CELL + 4, 20, 20);
}

static void put(int list, struct draw_rect rect, struct draw_color color)
{
    list_rect(&f.lists[list], rect, 0, color, NO_STROKE);
}

static void assert_cells(unsigned i, int32_t x, int32_t y, int32_t width, int32_t height)
{
    assert_true(i < f.count);
    assert_int_equal(f.rects[i].x_du, DU_PT(x * CELL));
    assert_int_equal(f.rects[i].y_du, DU_PT(y * CELL));
    assert_int_equal(f.rects[i].width_du, DU_PT(width * CELL));
    assert_int_equal(f.rects[i].height_du, DU_PT(height * CELL));
}

static void equal_lists_have_no_damage(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        put(i, pt(0, 0, 320, 256), BLUE);
        put(i, in_cell(3, 2), RED);
    }
    compare();
    assert_int_equal(f.count, 0);
}

static void empty_lists_have_no_damage(void **state)
{
    (void)state;
    compare();
    assert_int_equal(f.count, 0);
}

static void a_changed_colour_damages_its_cell_only(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        put(i, pt(0, 0, 320, 256), BLUE);
        put(i, in_cell(1, 1), RED);
        put(i, in_cell(3, 2), i ? RED : BLUE);
    }
    compare();
    assert_int_equal(f.count, 1);
    assert_cells(0, 3, 2, 1, 1);
}

static void what_went_and_what_came_are_both_damaged(void **state)
{
    (void)state;
    put(0, in_cell(0, 0), RED);
    put(1, in_cell(9, 7), RED);
    compare();
    assert_int_equal(f.count, 2);
    assert_cells(0, 0, 0, 1, 1);
    assert_cells(1, 9, 7, 1, 1);
}

static void a_command_put_before_others_leaves_them_alone(void **state)
{
    (void)state;
    put(0, in_cell(2, 2), RED);
    put(1, in_cell(5, 5), BLUE);
    put(1, in_cell(2, 2), RED);
    compare();
    assert_int_equal(f.count, 1);
    assert_cells(0, 5, 5, 1, 1);
}

static void painting_order_counts_where_commands_overlap(void **state)
{
    (void)state;
    put(0, in_cell(4, 4), RED);
    put(0, in_cell(4, 4), BLUE);
    put(1, in_cell(4, 4), BLUE);
    put(1, in_cell(4, 4), RED);
    compare();
    assert_int_equal(f.count, 1);
    assert_cells(0, 4, 4, 1, 1);
}

static void painting_twice_is_not_painting_never(void **state)
{
    (void)state;
    put(1, in_cell(4, 4), RED);
    put(1, in_cell(4, 4), RED);
    compare();
    assert_int_equal(f.count, 1);
}

static void an_edge_on_a_cell_reaches_into_the_next(void **state)
{
    (void)state;
    put(1, pt(CELL, CELL, CELL, CELL), RED);
    compare();
    assert_int_equal(f.count, 1);
    assert_cells(0, 0, 0, 3, 3);
}

static void a_wide_line_reaches_beyond_its_path(void **state)
{
    (void)state;
    struct draw_stroke stroke = {.color = RED, .width_du = DU_PT(20)};
    list_line(&f.lists[1], DU_PT(40), DU_PT(48), DU_PT(56), DU_PT(48), stroke);
    compare();
    assert_int_equal(f.count, 1);
    assert_true(f.rects[0].y_du <= DU_PT(32) && f.rects[0].x_du <= DU_PT(32));
}

static void clipped_parts_are_no_damage(void **state)
{
    (void)state;
    list_clip_push(&f.lists[1], in_cell(2, 1));
    put(1, pt(0, 0, 320, 256), RED);
    list_clip_pop(&f.lists[1]);
    compare();
    assert_int_equal(f.count, 1);
    assert_cells(0, 2, 1, 1, 1);
}

static void a_changed_clip_is_damage(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        list_clip_push(&f.lists[i], pt(36, 36, i ? 10 : 20, 20));
        put(i, pt(0, 0, 320, 256), RED);
        list_clip_pop(&f.lists[i]);
    }
    compare();
    assert_int_equal(f.count, 1);
    assert_cells(0, 1, 1, 1, 1);
}

static void what_lies_outside_the_page_is_no_damage(void **state)
{
    (void)state;
    put(1, pt(-100, -100, 50, 50), RED);
    put(1, pt(1000, 10, 50, 50), RED);
    put(1, pt(INT32_MAX / DU_PER_PT - 1, 0, 1, 1), RED);
    compare();
    assert_int_equal(f.count, 0);
}

static void what_paints_nothing_is_no_damage(void **state)
{
    (void)state;
    put(1, in_cell(2, 2), DRAW_NO_COLOR);
    list_link(&f.lists[1], in_cell(3, 3), SLICE("https://example.org"), SLICE("x"));
    list_tag_begin(&f.lists[1], DRAW_ROLE_P, (struct slice){0});
    list_tag_end(&f.lists[1]);
    compare();
    assert_int_equal(f.count, 0);
}

static void a_moved_glyph_run_damages_both_places(void **state)
{
    (void)state;
    static const struct draw_glyph glyph = {.id = 7, .text_size = 1};
    for (int i = 0; i < 2; i++) {
        struct draw_op_glyphs run = {
            .size_du = DU_PT(8), .x_du = DU_PT(i ? 270 : 48), .y_du = DU_PT(48), .color = RED};
        list_glyphs(&f.lists[i], run, &glyph, 1, SLICE("a"));
    }
    compare();
    assert_int_equal(f.count, 2);
    assert_cells(0, 1, 1, 1, 1);
    assert_cells(1, 8, 1, 1, 1);
}

static void another_glyph_in_the_same_place_is_damage(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        const struct draw_glyph glyph = {.id = (uint32_t)i};
        struct draw_op_glyphs run = {
            .size_du = DU_PT(8), .x_du = DU_PT(48), .y_du = DU_PT(48), .color = RED};
        list_glyphs(&f.lists[i], run, &glyph, 1, SLICE("a"));
    }
    compare();
    assert_int_equal(f.count, 1);
}

static void one_module_of_a_symbol_is_damage(void **state)
{
    (void)state;
    uint8_t bits[21 * 3] = {0};
    list_qr(&f.lists[0], DU_PT(40), DU_PT(40), DU_PT(1), 21, bits, RED);
    bits[62] = 8;
    list_qr(&f.lists[1], DU_PT(40), DU_PT(40), DU_PT(1), 21, bits, RED);
    compare();
    assert_int_equal(f.count, 1);
}

static void another_size_damages_the_whole_page(void **state)
{
    (void)state;
    list_reset(&f.lists[1], DU_PT(100), DU_PT(70));
    compare();
    assert_int_equal(f.count, 1);
    assert_int_equal(f.rects[0].width_du, DU_PT(100));
    assert_int_equal(f.rects[0].height_du, DU_PT(70));
}

static void the_last_cells_end_at_the_pages_edge(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++)
        list_reset(&f.lists[i], DU_PT(100), DU_PT(70));
    put(1, pt(0, 0, 500, 500), RED);
    compare();
    assert_int_equal(f.count, 1);
    assert_int_equal(f.rects[0].width_du, DU_PT(100));
    assert_int_equal(f.rects[0].height_du, DU_PT(70));
}

/* A chessboard has more rectangles than there is room for. */
static void many_parts_are_held_by_the_last(void **state)
{
    (void)state;
    for (int32_t y = 0; y < ROWS; y++)
        for (int32_t x = 0; x < COLUMNS; x++)
            if ((x + y) % 2)
                put(1, in_cell(x, y), RED);
    compare();
    assert_int_equal(f.count, COMPARE_RECTS_MAX);
    for (uint32_t i = 0; i < f.lists[1].op_count; i++) {
        const struct draw_rect *r = &f.lists[1].ops[i].rect.rect;
        bool held = false;
        for (unsigned j = 0; j < f.count; j++)
            held = held || (f.rects[j].x_du <= r->x_du && f.rects[j].y_du <= r->y_du &&
                            f.rects[j].x_du + f.rects[j].width_du >= r->x_du + r->width_du &&
                            f.rects[j].y_du + f.rects[j].height_du >= r->y_du + r->height_du);
        assert_true(held);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
    static const struct CMUnitTest tests[] = {
        TEST(equal_lists_have_no_damage),
        TEST(empty_lists_have_no_damage),
        TEST(a_changed_colour_damages_its_cell_only),
        TEST(what_went_and_what_came_are_both_damaged),
        TEST(a_command_put_before_others_leaves_them_alone),
        TEST(painting_order_counts_where_commands_overlap),
        TEST(painting_twice_is_not_painting_never),
        TEST(an_edge_on_a_cell_reaches_into_the_next),
        TEST(a_wide_line_reaches_beyond_its_path),
        TEST(clipped_parts_are_no_damage),
        TEST(a_changed_clip_is_damage),
        TEST(what_lies_outside_the_page_is_no_damage),
        TEST(what_paints_nothing_is_no_damage),
        TEST(a_moved_glyph_run_damages_both_places),
        TEST(another_glyph_in_the_same_place_is_damage),
        TEST(one_module_of_a_symbol_is_damage),
        TEST(another_size_damages_the_whole_page),
        TEST(the_last_cells_end_at_the_pages_edge),
        TEST(many_parts_are_held_by_the_last),
    };
    return cmocka_run_group_tests_name("compare", tests, NULL, NULL);
}
