#include "out/pixels.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/units.h"
#include "draw/image.h"
#include "support/test.h"
#include "text/para.h"

/* At 72 dpi a point is a pixel, so the pages here are easy to count on. */
enum { DPI = 72, PAGE_PX = 100 };

static const struct draw_color BLACK = {.k = 100};
static const struct draw_color RED = {.r = 255, .m = 100, .y = 100};
static const struct draw_stroke NO_STROKE = {.color = {.none = 1}};

struct fixture {
    struct font_set *fonts;
    struct pixels *pixels;
    struct draw_list list;
    struct pixels_image image;
    struct arena arena;
};

static int open_fixture(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct error e = {0};
    assert_non_null(f);
    assert_true(font_set_create(&f->fonts, NGOSO_SOURCE_DIR "/fonts", &e));
    assert_true(pixels_create(&f->pixels, f->fonts, &e));
    list_init(&f->list);
    arena_init(&f->arena, 64 * 1024 * 1024);
    *state = f;
    return 0;
}

static int close_fixture(void **state)
{
    struct fixture *f = *state;
    pixels_destroy(f->pixels);
    font_set_destroy(f->fonts);
    list_deinit(&f->list);
    arena_deinit(&f->arena);
    free(f);
    return 0;
}

static struct draw_list *start_page(struct fixture *f)
{
    list_reset(&f->list, DU_PT(PAGE_PX), DU_PT(PAGE_PX));
    return &f->list;
}

static void draw(struct fixture *f, int dpi)
{
    struct error e = {0};
    list_finish(&f->list);
    if (!pixels_draw(&f->image, f->pixels, &f->list, dpi, &e))
        fail_msg("%s", e.message);
}

/** 0xRRGGBB */
static uint32_t at(const struct fixture *f, uint32_t x, uint32_t y)
{
    assert_true(x < f->image.width && y < f->image.height);
    const uint8_t *row = f->image.data + (size_t)y * f->image.stride_bytes;
    return ((const uint32_t *)(const void *)row)[x] & 0xFFFFFF;
}

static unsigned count_color(const struct fixture *f, uint32_t color)
{
    unsigned count = 0;
    for (uint32_t y = 0; y < f->image.height; y++)
        for (uint32_t x = 0; x < f->image.width; x++)
            count += at(f, x, y) == color;
    return count;
}

static struct draw_rect px_rect(int32_t x, int32_t y, int32_t width, int32_t height)
{
    return (struct draw_rect){DU_PT(x), DU_PT(y), DU_PT(width), DU_PT(height)};
}

static void pages_have_their_size(void **state)
{
    static const struct {
        int32_t width_mm, height_mm;
        int dpi;
        uint32_t width, height;
    } rows[] = {
        {210, 297, 72, 595, 842},
        {210, 297, 150, 1240, 1754},
        {297, 420, 300, 3508, 4961},
        {1, 1, 30, 1, 1},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        list_reset(&f->list, du_from_mm(rows[i].width_mm), du_from_mm(rows[i].height_mm));
        draw(f, rows[i].dpi);
        assert_int_equal(f->image.width, rows[i].width);
        assert_int_equal(f->image.height, rows[i].height);
        assert_int_equal(at(f, 0, 0), 0xFFFFFF);
    }
}

static void too_many_pixels_are_refused(void **state)
{
    static const struct {
        int32_t side_mm;
        int dpi;
    } rows[] = {{594, 1200}, {2000, 600}, {10, 29}, {10, 1201}, {10, 0}, {10, -5}};
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct pixels_image image = {.width = 7};
        struct error e = {0};
        list_reset(&f->list, du_from_mm(rows[i].side_mm), du_from_mm(rows[i].side_mm));
        assert_false(pixels_draw(&image, f->pixels, &f->list, rows[i].dpi, &e));
        assert_int_equal(e.kind, ERROR_LIMIT);
        assert_int_equal(image.width, 7);
    }
}

static void rectangles(void **state)
{
    struct fixture *f = *state;
    struct draw_list *list = start_page(f);
    struct draw_stroke outline = {.color = BLACK, .width_du = DU_PT(2)};
    list_rect(list, px_rect(10, 20, 30, 40), 0, RED, NO_STROKE);
    list_rect(list, px_rect(60, 20, 20, 20), 0, DRAW_NO_COLOR, outline);
    list_rect(list, px_rect(60, 60, 20, 20), DU_PT(10), RED, NO_STROKE);
    draw(f, DPI);
    assert_int_equal(at(f, 10, 20), 0xFF0000);
    assert_int_equal(at(f, 39, 59), 0xFF0000);
    assert_int_equal(at(f, 9, 20), 0xFFFFFF);
    assert_int_equal(at(f, 40, 59), 0xFFFFFF);
    assert_int_equal(at(f, 59, 19), 0x000000); /* Half the line lies outside, … */
    assert_int_equal(at(f, 60, 20), 0x000000); /* … half inside. */
    assert_int_equal(at(f, 58, 19), 0xFFFFFF);
    assert_int_equal(at(f, 61, 21), 0xFFFFFF);
    assert_int_equal(at(f, 60, 60), 0xFFFFFF); /* The corner is round. */
    assert_int_equal(at(f, 70, 61), 0xFF0000);
}

static void paths_and_dots(void **state)
{
    struct fixture *f = *state;
    struct draw_list *list = start_page(f);
    struct draw_stroke dots = {
        .color = BLACK, .width_du = DU_PT(4), .dash_on_du = 0, .dash_off_du = DU_PT(10)};
    list_line(list, DU_PT(10), DU_PT(10), DU_PT(60), DU_PT(10), dots);
    list_move(list, DU_PT(10), DU_PT(50));
    list_line_to(list, DU_PT(50), DU_PT(50));
    list_cubic_to(list, DU_PT(50), DU_PT(70), DU_PT(30), DU_PT(90), DU_PT(10), DU_PT(90));
    list_close(list);
    list_path_end(list, RED, NO_STROKE);
    draw(f, DPI);
    for (uint32_t x = 10; x <= 60; x += 10)
        assert_int_equal(at(f, x, 10), 0x000000);
    for (uint32_t x = 15; x <= 55; x += 10)
        assert_int_equal(at(f, x, 10), 0xFFFFFF);
    assert_int_equal(at(f, 20, 60), 0xFF0000);
    assert_int_equal(at(f, 40, 70), 0xFF0000); /* The curve bulges; the corner is cut. */
    assert_int_equal(at(f, 48, 88), 0xFFFFFF);
}

static void clips_end_where_they_should(void **state)
{
    struct fixture *f = *state;
    struct draw_list *list = start_page(f);
    list_clip_push(list, px_rect(10, 10, 20, 20));
    list_clip_push(list, px_rect(20, 20, 50, 50));
    list_rect(list, px_rect(0, 0, PAGE_PX, PAGE_PX), 0, RED, NO_STROKE);
    list_clip_pop(list);
    list_clip_pop(list);
    list_rect(list, px_rect(90, 90, 5, 5), 0, BLACK, NO_STROKE);
    draw(f, DPI);
    assert_int_equal(count_color(f, 0xFF0000), 10 * 10);
    assert_int_equal(count_color(f, 0x000000), 5 * 5);
    assert_int_equal(at(f, 20, 20), 0xFF0000);
    assert_int_equal(at(f, 29, 29), 0xFF0000);
}

static void letters_are_there(void **state)
{
    struct fixture *f = *state;
    struct draw_list *list = start_page(f);
    uint32_t icon = 0;
    struct draw_op_glyphs run = {.size_du = DU_PT(64), .color = BLACK};
    assert_true(font_find_icon(&icon, f->fonts, FONT_ICON_FILL, SLICE("square")));
    run.font = FONT_ICON_FILL;
    run.x_du = DU_PT(10);
    run.y_du = DU_PT(70); /* The square's foot is 4 px lower, its top 60 px higher. */
    struct draw_glyph glyph = {.id = icon};
    list_glyphs(list, run, &glyph, 1, (struct slice){0});
    draw(f, DPI);
    assert_int_equal(at(f, 42, 42), 0x000000);
    assert_int_equal(at(f, 5, 42), 0xFFFFFF);
    assert_int_equal(at(f, 42, 5), 0xFFFFFF);
    assert_true(count_color(f, 0x000000) > 40 * 40);
}

/** Moving a run by a third of a pixel changes the picture: no rounding to whole pixels. */
static void letters_lie_between_pixels(void **state)
{
    struct fixture *f = *state;
    struct para_style style = {.font = FONT_REGULAR,
                               .strong_font = FONT_BOLD,
                               .size_du = DU_PT(12),
                               .line_du = DU_PT(17),
                               .color = BLACK,
                               .strong_color = BLACK,
                               .wrap = PARA_WRAP_NONE};
    struct para para;
    struct error e = {0};
    assert_true(para_layout(&para, &f->arena, f->fonts, &style, rich_plain(SLICE("Ấll")),
                            DU_PT(PAGE_PX), &e));
    uint32_t sums[2] = {0, 0};
    for (int i = 0; i < 2; i++) {
        struct draw_list *list = start_page(f);
        para_draw(list, &para, DU_PT(10) + i * 341, DU_PT(10));
        draw(f, DPI);
        for (uint32_t y = 0; y < PAGE_PX; y++)
            for (uint32_t x = 0; x < PAGE_PX; x++)
                sums[i] = sums[i] * 31 + at(f, x, y);
        assert_true(count_color(f, 0xFFFFFF) < PAGE_PX * PAGE_PX);
    }
    assert_int_not_equal(sums[0], sums[1]);
}

enum { MODULES = 21, ROW_BYTES = 3 };

/** A chessboard with a dark top left module. */
static void fill_bits(uint8_t bits[MODULES * ROW_BYTES])
{
    for (unsigned y = 0; y < MODULES; y++)
        for (unsigned i = 0; i < ROW_BYTES; i++)
            bits[y * ROW_BYTES + i] = y % 2 == 0 ? 0xAA : 0x55;
}

static void modules_of_three_pixels_are_crisp(void **state)
{
    struct fixture *f = *state;
    uint8_t bits[MODULES * ROW_BYTES];
    fill_bits(bits);
    for (int32_t module_du = DU_PT(3); module_du < DU_PT(4); module_du += 111) {
        struct draw_list *list = start_page(f);
        list_qr(list, DU_PT(5) + 300, DU_PT(5) + 700, module_du, MODULES, bits, BLACK);
        draw(f, DPI);
        unsigned dark = count_color(f, 0x000000), light = count_color(f, 0xFFFFFF);
        assert_int_equal(dark + light, PAGE_PX * PAGE_PX); /* No grey anywhere. */
        for (int32_t y = 0; y < MODULES; y++)
            for (int32_t x = 0; x < MODULES; x++) {
                int64_t x_du = DU_PT(5) + 300 + (int64_t)module_du * x + module_du / 2;
                int64_t y_du = DU_PT(5) + 700 + (int64_t)module_du * y + module_du / 2;
                uint32_t expected = (x + y) % 2 == 0 ? 0x000000 : 0xFFFFFF;
                assert_int_equal(at(f, (uint32_t)(x_du / 1024), (uint32_t)(y_du / 1024)), expected);
            }
    }
}

/** Below three pixels the whole symbol keeps its size to a fraction of a pixel. */
static void small_modules_keep_their_place(void **state)
{
    struct fixture *f = *state;
    uint8_t bits[MODULES * ROW_BYTES];
    memset(bits, 0xFF, sizeof bits);
    struct draw_list *list = start_page(f);
    list_qr(list, DU_PT(10), DU_PT(10), DU_PT(1) + 512, MODULES, bits, BLACK); /* 31.5 px */
    draw(f, DPI);
    assert_int_equal(at(f, 10, 10), 0x000000);
    assert_int_equal(at(f, 40, 40), 0x000000);
    assert_in_range(at(f, 41, 20) & 0xFF, 100, 155);
    assert_int_equal(at(f, 42, 20), 0xFFFFFF);
}

static void pictures_fill_their_rectangle(void **state)
{
    static const uint8_t rgb[] = {255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0};
    static const uint8_t grey[] = {0, 128};
    const struct draw_image colour = {.width = 2, .height = 2, .channels = 3, .pixels = rgb};
    const struct draw_image plain = {.width = 2, .height = 1, .channels = 1, .pixels = grey};
    struct fixture *f = *state;
    struct draw_list *list = start_page(f);
    list_image(list, px_rect(10, 10, 40, 40), &colour);
    list_image(list, px_rect(60, 10, 2, 1), &plain);
    draw(f, DPI);
    assert_int_equal(at(f, 11, 11), 0xFF0000);
    assert_int_equal(at(f, 48, 11), 0x00FF00);
    assert_int_equal(at(f, 11, 48), 0x0000FF);
    assert_int_equal(at(f, 48, 48), 0x000000);
    assert_int_equal(at(f, 9, 11), 0xFFFFFF);
    assert_int_equal(at(f, 50, 11), 0xFFFFFF);
    assert_int_equal(at(f, 60, 10), 0x000000);
    assert_int_equal(at(f, 61, 10), 0x808080);
}

static void tags_and_links_are_not_seen(void **state)
{
    struct fixture *f = *state;
    struct draw_list *list = start_page(f);
    list_tag_begin(list, DRAW_ROLE_P, SLICE("alt"));
    list_link(list, px_rect(10, 10, 50, 50), SLICE("https://vneid.gov.vn"), SLICE("VNeID"));
    list_tag_end(list);
    draw(f, DPI);
    assert_int_equal(count_color(f, 0xFFFFFF), PAGE_PX * PAGE_PX);
}

/** Written, read back: the same pixels, and the resolution where PNG keeps it. */
static void png_says_its_resolution(void **state)
{
    struct fixture *f = *state;
    char folder[] = "/tmp/pixels_test.XXXXXX";
    struct error e = {0};
    assert_non_null(mkdtemp(folder));
    struct slice path = arena_printf(&f->arena, "%s/page.png", folder), file;
    struct draw_list *list = start_page(f);
    list_rect(list, px_rect(10, 20, 30, 40), DU_PT(5), RED, NO_STROKE);
    assert_true(pixels_write_png(f->pixels, list, 300, path.data, &e));
    assert_true(file_read(&file, &f->arena, path.data, 1 << 20, &e));
    static const char physical[] = "\0\0\0\x09pHYs\0\0\x2e\x23\0\0\x2e\x23\x01\x78\xa5\x3f\x76";
    assert_memory_equal(file.data + 8 + 25, physical, sizeof physical - 1);
    draw(f, 300);
    struct draw_image image;
    if (!draw_image_decode(&image, &f->arena, file, &e))
        fail_msg("%s", e.message);
    assert_int_equal(image.width, f->image.width);
    assert_int_equal(image.height, f->image.height);
    for (uint32_t i = 0; i < image.width * image.height; i++) {
        const uint8_t *rgb = image.pixels + (size_t)i * 3;
        uint32_t color = (uint32_t)rgb[0] << 16 | (uint32_t)rgb[1] << 8 | rgb[2];
        assert_int_equal(color, at(f, i % image.width, i / image.width));
    }
    assert_int_equal(unlink(path.data), 0);
    assert_int_equal(rmdir(folder), 0);
}

static void png_that_cannot_be_written_says_so(void **state)
{
    struct fixture *f = *state;
    struct error e = {0};
    struct draw_list *list = start_page(f);
    assert_false(pixels_write_png(f->pixels, list, DPI, "/no/such/folder/page.png", &e));
    assert_int_equal(e.kind, ERROR_SYSTEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_have_their_size),
        cmocka_unit_test(too_many_pixels_are_refused),
        cmocka_unit_test(rectangles),
        cmocka_unit_test(paths_and_dots),
        cmocka_unit_test(clips_end_where_they_should),
        cmocka_unit_test(letters_are_there),
        cmocka_unit_test(letters_lie_between_pixels),
        cmocka_unit_test(modules_of_three_pixels_are_crisp),
        cmocka_unit_test(small_modules_keep_their_place),
        cmocka_unit_test(pictures_fill_their_rectangle),
        cmocka_unit_test(tags_and_links_are_not_seen),
        cmocka_unit_test(png_says_its_resolution),
        cmocka_unit_test(png_that_cannot_be_written_says_so),
    };
    return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
