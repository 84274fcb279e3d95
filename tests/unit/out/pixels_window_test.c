#include "out/pixels.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/units.h"
#include "draw/compare.h"
#include "support/test.h"
#include "text/fonts.h"

/* Two random frames: the second drawn over the first, only where they differ, must look like the
 * second drawn afresh. */
enum { WIDTH = 333, HEIGHT = 217, PAIRS = 300, OPS_MAX = 12, LEVELS = 24 };

static struct font_set *fonts;
static struct pixels *pixels;

static uint32_t seed;

static int32_t random_below(int32_t limit)
{
    seed = seed * 1664525u + 1013904223u;
    return (int32_t)(seed >> 8) % limit;
}

static struct draw_color random_color(void)
{
    if (random_below(6) == 0)
        return DRAW_NO_COLOR;
    return (struct draw_color){.r = (uint8_t)random_below(256), .g = (uint8_t)random_below(256)};
}

static struct draw_stroke random_stroke(void)
{
    struct draw_stroke stroke = {.color = random_color(), .width_du = random_below(DU_PT(9))};
    if (random_below(4) == 0)
        stroke.dash_off_du = 1 + random_below(DU_PT(9));
    return stroke;
}

static struct draw_rect random_rect(void)
{
    return (struct draw_rect){random_below(DU_PT(WIDTH + 60)) - DU_PT(30),
                              random_below(DU_PT(HEIGHT + 60)) - DU_PT(30),
                              1 + random_below(DU_PT(120)), 1 + random_below(DU_PT(80))};
}

static void put_path(struct draw_list *list)
{
    struct draw_rect r = random_rect();
    list_move(list, r.x_du, r.y_du);
    for (int32_t n = 1 + random_below(4); n > 0; n--) {
        struct draw_rect next = random_rect();
        if (random_below(2))
            list_line_to(list, next.x_du, next.y_du);
        else
            list_cubic_to(list, r.x_du, next.y_du, next.x_du, r.y_du, next.width_du,
                          next.height_du);
    }
    if (random_below(2))
        list_close(list);
    list_path_end(list, random_color(), random_stroke());
}

static void put_glyphs(struct draw_list *list)
{
    static const enum font_id ids[] = {FONT_REGULAR, FONT_EXTRABOLD, FONT_ICON_FILL};
    struct draw_rect r = random_rect();
    struct draw_glyph glyphs[6] = {{0}};
    struct draw_op_glyphs run = {.font = ids[random_below(3)],
                                 .size_du = DU_PT(6) + random_below(DU_PT(60)),
                                 .x_du = r.x_du,
                                 .y_du = r.y_du,
                                 .color = random_color()};
    for (int i = 0; i < 6; i++) {
        glyphs[i].id = 1 + (uint32_t)random_below(600);
        glyphs[i].dx_du = i * run.size_du;
    }
    run.advance_du = 6 * run.size_du;
    /* Icons have no text and may stand anywhere; text stands on whole rows. */
    list_glyphs(list, run, glyphs, 6, random_below(2) ? SLICE("a") : SLICE(""));
}

static void put_qr(struct draw_list *list)
{
    uint8_t bits[21 * 3];
    for (size_t i = 0; i < sizeof bits; i++)
        bits[i] = (uint8_t)random_below(256);
    struct draw_rect r = random_rect();
    list_qr(list, r.x_du, r.y_du, DU_PT(1) + random_below(DU_PT(4)), 21, bits,
            (struct draw_color){0});
}

static void put_random(struct draw_list *list)
{
    switch (random_below(5)) {
    case 0:
        put_path(list);
        return;
    case 1:
        put_glyphs(list);
        return;
    case 2:
        put_qr(list);
        return;
    default:
        list_rect(list, random_rect(), random_below(DU_PT(20)), random_color(), random_stroke());
    }
}

/* The same frame again with one or two commands of it changed, dropped or clipped. */
static void make_frame(struct draw_list *list, uint32_t frame_seed, int32_t op_count,
                       int32_t changed)
{
    list_reset(list, DU_PT(WIDTH), DU_PT(HEIGHT));
    for (int32_t i = 0; i < op_count; i++) {
        bool is_changed = i == changed;
        seed = frame_seed * 97 + (uint32_t)i * 7919 + (is_changed ? 5 : 0);
        bool clipped = random_below(4) == 0;
        if (clipped)
            list_clip_push(list, random_rect());
        put_random(list);
        if (clipped)
            list_clip_pop(list);
    }
    list_finish(list);
}

static void draw_all(uint32_t *out, const struct draw_list *list)
{
    const struct pixels_target target = {WIDTH, HEIGHT, WIDTH * 4, (uint8_t *)out};
    const struct draw_rect page = {0, 0, DU_PT(WIDTH), DU_PT(HEIGHT)};
    struct error e = {0};
    assert_true(pixels_draw_onto(&target, pixels, list, &page, 1, &e));
}

static unsigned redraw(uint32_t *out, const struct draw_list *before, const struct draw_list *after)
{
    struct draw_cells old = {0}, new = {0};
    struct draw_rect rects[COMPARE_RECTS_MAX];
    cells_take(&old, before);
    cells_take(&new, after);
    unsigned count = cells_compare(rects, &old, &new);
    const struct pixels_target target = {WIDTH, HEIGHT, WIDTH * 4, (uint8_t *)out};
    struct error e = {0};
    assert_true(pixels_draw_onto(&target, pixels, after, rects, count, &e));
    cells_deinit(&old);
    cells_deinit(&new);
    return count;
}

/* cairo cuts shapes at the clip before it weighs their edges, which moves a level or two. */
static bool is_alike(uint32_t a, uint32_t b)
{
    for (unsigned shift = 0; shift < 24; shift += 8)
        if (abs((int)(a >> shift & 0xFF) - (int)(b >> shift & 0xFF)) > LEVELS)
            return false;
    return true;
}

static void changed_parts_drawn_again_equal_a_new_frame(void **state)
{
    (void)state;
    static uint32_t partial[WIDTH * HEIGHT], whole[WIDTH * HEIGHT];
    struct draw_list before, after;
    list_init(&before);
    list_init(&after);
    unsigned redrawn = 0;
    for (uint32_t i = 0; i < PAIRS; i++) {
        int32_t op_count = 1 + (int32_t)(i % OPS_MAX);
        make_frame(&before, i, op_count, -1);
        make_frame(&after, i, op_count + (i % 3 == 0), (int32_t)(i * 31 % (uint32_t)op_count));
        draw_all(partial, &before);
        redrawn += redraw(partial, &before, &after);
        draw_all(whole, &after);
        for (size_t p = 0; p < WIDTH * HEIGHT; p++)
            if (!is_alike(partial[p], whole[p]))
                fail_msg("pair %u differs at %zu, %zu", i, p % WIDTH, p / WIDTH);
    }
    assert_true(redrawn > PAIRS / 2);
    list_deinit(&before);
    list_deinit(&after);
}

static void nothing_is_touched_outside_of_the_damage(void **state)
{
    (void)state;
    static uint32_t out[WIDTH * HEIGHT];
    struct draw_list list;
    list_init(&list);
    list_reset(&list, DU_PT(WIDTH), DU_PT(HEIGHT));
    list_rect(&list, (struct draw_rect){0, 0, DU_PT(WIDTH), DU_PT(HEIGHT)}, 0,
              (struct draw_color){.r = 255}, (struct draw_stroke){.color = {.none = 1}});
    for (size_t p = 0; p < WIDTH * HEIGHT; p++)
        out[p] = 0xABCDEF;
    const struct pixels_target target = {WIDTH, HEIGHT, WIDTH * 4, (uint8_t *)out};
    const struct draw_rect damage = {DU_PT(10), DU_PT(20), DU_PT(30), DU_PT(40)};
    struct error e = {0};
    assert_true(pixels_draw_onto(&target, pixels, &list, &damage, 1, &e));
    for (uint32_t y = 0; y < HEIGHT; y++)
        for (uint32_t x = 0; x < WIDTH; x++) {
            bool inside = x >= 10 && x < 40 && y >= 20 && y < 60;
            assert_int_equal(out[y * WIDTH + x] & 0xFFFFFF, inside ? 0xFF0000 : 0xABCDEF);
        }
    list_deinit(&list);
}

static void another_size_is_refused(void **state)
{
    (void)state;
    static uint32_t out[WIDTH * HEIGHT];
    struct draw_list list;
    list_init(&list);
    list_reset(&list, DU_PT(WIDTH), DU_PT(HEIGHT + 1));
    const struct pixels_target target = {WIDTH, HEIGHT, WIDTH * 4, (uint8_t *)out};
    const struct draw_rect page = {0, 0, DU_PT(WIDTH), DU_PT(HEIGHT)};
    struct error e = {0};
    assert_false(pixels_draw_onto(&target, pixels, &list, &page, 1, &e));
    assert_int_equal(e.kind, ERROR_LIMIT);
    list_deinit(&list);
}

static int open_fonts(void **state)
{
    (void)state;
    struct error e = {0};
    assert_true(font_set_create(&fonts, NGOSO_SOURCE_DIR "/fonts", &e));
    assert_true(pixels_create(&pixels, fonts, &e));
    return 0;
}

static int close_fonts(void **state)
{
    (void)state;
    pixels_destroy(pixels);
    font_set_destroy(fonts);
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(changed_parts_drawn_again_equal_a_new_frame),
        cmocka_unit_test(nothing_is_touched_outside_of_the_damage),
        cmocka_unit_test(another_size_is_refused),
    };
    return cmocka_run_group_tests_name("pixels_window", tests, open_fonts, close_fonts);
}
