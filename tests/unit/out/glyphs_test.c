#include "out/glyphs.h"

#include <stdlib.h>
#include <string.h>

#include "base/units.h"
#include "support/test.h"
#include "text/fonts.h"

enum { WIDTH = 640, HEIGHT = 200, LETTERS = 100, LEVELS = 20 };

static struct font_set *fonts;

struct sheet {
    uint8_t alpha[HEIGHT][WIDTH];
};

typedef void draw_run(struct glyphs *g, cairo_t *cr, const struct draw_list *list,
                      const struct draw_op_glyphs *run);

/* `count` glyphs one em apart, drawn within `clip` (NULL: all). */
static void draw(struct sheet *out, struct glyphs *g, draw_run *how, struct draw_op_glyphs run,
                 unsigned count, const cairo_rectangle_int_t *clip)
{
    struct draw_glyph glyphs[LETTERS] = {{0}};
    struct draw_list list;
    list_init(&list);
    list_reset(&list, DU_PT(WIDTH), DU_PT(HEIGHT));
    for (unsigned i = 0; i < count; i++) {
        glyphs[i].id = 36 + i;
        glyphs[i].dx_du = (int32_t)i * run.size_du;
    }
    run.advance_du = (int32_t)count * run.size_du;
    list_glyphs(&list, run, glyphs, count, run.font == FONT_ICON_FILL ? SLICE("") : SLICE("a"));
    memset(out, 0, sizeof *out);
    cairo_surface_t *s = cairo_image_surface_create_for_data(&out->alpha[0][0], CAIRO_FORMAT_A8,
                                                             WIDTH, HEIGHT, WIDTH);
    cairo_t *cr = cairo_create(s);
    if (clip) {
        cairo_rectangle(cr, clip->x, clip->y, clip->width, clip->height);
        cairo_clip(cr);
    }
    cairo_scale(cr, 1.0 / DU_PER_PT, 1.0 / DU_PER_PT);
    how(g, cr, &list, &list.ops[0].glyphs);
    cairo_destroy(cr);
    cairo_surface_flush(s);
    cairo_surface_destroy(s);
    list_deinit(&list);
}

static int worst_difference(const struct sheet *a, const struct sheet *b)
{
    int worst = 0;
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            int difference = abs(a->alpha[y][x] - b->alpha[y][x]);
            worst = difference > worst ? difference : worst;
        }
    return worst;
}

static long ink(const struct sheet *s)
{
    long sum = 0;
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            sum += s->alpha[y][x];
    return sum;
}

/* The middle of the ink, in hundredths of a pixel. */
static long middle(const struct sheet *s, bool down)
{
    int64_t sum = 0;
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            sum += (int64_t)s->alpha[y][x] * (down ? y : x) * 100;
    return (long)(sum / ink(s));
}

static void assert_moved(const struct sheet *a, const struct sheet *b, bool down, long most)
{
    assert_in_range(labs(middle(a, down) - middle(b, down)), 0, most);
}

/* On whole pixels a stamp is the outline itself; between them it moves by no more than is said. */
static void test_stamps_look_like_outlines(void **state)
{
    static const struct {
        int32_t x_du, y_du, size_du;
        enum font_id font;
        bool on_pixels;
    } rows[] = {
        {DU_PT(20), DU_PT(120), DU_PT(48), FONT_MEDIUM, true},
        {DU_PT(20), DU_PT(120), DU_PT(14), FONT_REGULAR, true},
        {DU_PT(20) + DU_PER_PT / 4, DU_PT(120), DU_PT(14), FONT_REGULAR, true},
        {DU_PT(20) + DU_PER_PT / 2, DU_PT(120), DU_PT(60), FONT_BOLD, true},
        {DU_PT(90) + DU_PER_PT / 4, DU_PT(120) + 768, DU_PT(64), FONT_ICON_FILL, true},
        {DU_PT(-3) - DU_PER_PT / 2, DU_PT(12), DU_PT(40), FONT_BOLD, true}, /* Over two edges. */
        {DU_PT(600), DU_PT(190), DU_PT(128), FONT_BOLD, true},
        {DU_PT(20) + 100, DU_PT(120) + 333, DU_PT(48), FONT_MEDIUM, false},
        {DU_PT(20) - 177, DU_PT(120) - 499, 19 * 999, FONT_EXTRABOLD, false},
        {DU_PT(20) + 1, DU_PT(120) + 1, DU_PT(129), FONT_BOLD, true}, /* Too large for masks. */
    };
    static struct sheet filled, stamped;
    struct glyphs *g = glyphs_create(fonts);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct draw_op_glyphs run = {.font = rows[i].font,
                                     .size_du = rows[i].size_du,
                                     .x_du = rows[i].x_du,
                                     .y_du = rows[i].y_du};
        draw(&filled, g, glyphs_fill, run, 9, NULL);
        draw(&stamped, g, glyphs_stamp, run, 9, NULL);
        long all = ink(&filled);
        assert_true(all > 10000);
        assert_in_range(ink(&stamped), all * 99 / 100, all * 101 / 100);
        /* A letter by an eighth or a quarter, in the mean of nine by less. */
        assert_moved(&filled, &stamped, false, rows[i].size_du < DU_PT(32) ? 13 : 26);
        assert_moved(&filled, &stamped, true, 51);
        if (rows[i].on_pixels && worst_difference(&filled, &stamped) > LEVELS)
            fail_msg("row %zu differs by %d", i, worst_difference(&filled, &stamped));
    }
    glyphs_destroy(g);
}

static void test_a_letter_is_made_once(void **state)
{
    static struct sheet first, again, part;
    struct glyphs *g = glyphs_create(fonts);
    struct draw_op_glyphs run = {
        .font = FONT_MEDIUM, .size_du = DU_PT(10), .x_du = 77, .y_du = DU_PT(60)};
    (void)state;
    draw(&first, g, glyphs_stamp, run, 60, NULL);
    unsigned made = glyphs_mask_count(g);
    assert_int_equal(made, 60);
    draw(&again, g, glyphs_stamp, run, 60, NULL);
    assert_int_equal(glyphs_mask_count(g), made);
    assert_int_equal(worst_difference(&first, &again), 0);

    /* Through a clip: the same there, and nothing beside it. */
    const cairo_rectangle_int_t clip = {103, 53, 77, 5};
    draw(&part, g, glyphs_stamp, run, 60, &clip);
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            bool inside = x >= 103 && x < 180 && y >= 53 && y < 58;
            assert_int_equal(part.alpha[y][x], inside ? first.alpha[y][x] : 0);
        }
    glyphs_destroy(g);
}

/* More sizes than are kept: the oldest are made again, and nothing else is to be seen of it. */
static void test_when_full_it_starts_again(void **state)
{
    static struct sheet before, after;
    struct glyphs *g = glyphs_create(fonts);
    struct draw_op_glyphs run = {
        .font = FONT_BOLD, .size_du = DU_PT(30), .x_du = DU_PT(3), .y_du = DU_PT(60)};
    (void)state;
    draw(&before, g, glyphs_stamp, run, 100, NULL);
    for (int size = 0; size < 90; size++) {
        struct draw_op_glyphs other = run;
        other.size_du = DU_PT(100) - size * 300;
        draw(&after, g, glyphs_stamp, other, 100, NULL);
    }
    unsigned made = glyphs_mask_count(g);
    draw(&after, g, glyphs_stamp, run, 100, NULL);
    assert_true(glyphs_mask_count(g) > made);
    assert_int_equal(worst_difference(&before, &after), 0);
    glyphs_destroy(g);
}

static int open_fonts(void **state)
{
    struct error e = {0};
    (void)state;
    return font_set_create(&fonts, NGOSO_SOURCE_DIR "/fonts", &e) ? 0 : -1;
}

static int close_fonts(void **state)
{
    (void)state;
    font_set_destroy(fonts);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stamps_look_like_outlines),
        cmocka_unit_test(test_a_letter_is_made_once),
        cmocka_unit_test(test_when_full_it_starts_again),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
