/*
 * A few pages as small pictures: what a trace cannot show, such as the fonts' shapes and what lies
 * over what.
 *
 * golden/pages/NAME.png is compared pixel by pixel with a tolerance for other versions of the
 * rasteriser. On failure the first pixel is named, and NAME-actual.png and NAME-difference.png are
 * written beside the build. With NGOSO_ACCEPT=1 the pictures are written instead.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/units.h"
#include "draw/image.h"
#include "fixture.h"
#include "out/pixels.h"
#include "support/test.h"

#define FOLDER "golden/pages/"

enum {
    DPI = 40,
    CHANNEL_TOLERANCE = 40, /* Of 255: edges of letters fall otherwise by a shade. */
    PIXELS_PER_MILLE = 3,   /* May differ by more. */
    PATH_BYTES = 1024
};

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

struct comparison {
    uint32_t width, height;
    uint32_t different_count;
    uint32_t first_x, first_y;
    uint32_t expected, actual; /**< 0xRRGGBB there. */
    uint8_t *difference;       /**< RGB: black where different, else paler than the page. */
};

static uint32_t pixel_of(const struct pixels_image *image, uint32_t x, uint32_t y)
{
    uint32_t pixel;
    memcpy(&pixel, image->data + (size_t)y * image->stride_bytes + x * 4, sizeof pixel);
    return pixel & 0xFFFFFF;
}

static uint32_t golden_pixel(const struct draw_image *golden, uint32_t x, uint32_t y)
{
    const uint8_t *p = golden->pixels + ((size_t)y * golden->width + x) * golden->channels;
    if (golden->channels == 1)
        return (uint32_t)p[0] * 0x010101;
    return (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
}

static bool is_near(uint32_t a, uint32_t b)
{
    for (int shift = 0; shift <= 16; shift += 8) {
        int distance = (int)(a >> shift & 0xFF) - (int)(b >> shift & 0xFF);
        if (distance > CHANNEL_TOLERANCE || distance < -CHANNEL_TOLERANCE)
            return false;
    }
    return true;
}

static void note_difference(struct comparison *c, uint32_t x, uint32_t y, uint32_t expected,
                            uint32_t actual)
{
    if (c->different_count++)
        return;
    c->first_x = x;
    c->first_y = y;
    c->expected = expected;
    c->actual = actual;
}

/* Both have the same size. */
static void compare(struct comparison *c, const struct draw_image *golden,
                    const struct pixels_image *actual)
{
    for (uint32_t y = 0; y < c->height; y++)
        for (uint32_t x = 0; x < c->width; x++) {
            uint32_t a = golden_pixel(golden, x, y), b = pixel_of(actual, x, y);
            bool near = is_near(a, b);
            uint8_t *d = c->difference + ((size_t)y * c->width + x) * 3;
            for (int k = 0; k < 3; k++)
                d[k] = near ? (uint8_t)(192 + (b >> (16 - 8 * k) & 0xFF) / 4) : 0;
            if (!near)
                note_difference(c, x, y, a, b);
        }
}

/* A picture of `width` × `height` pixels, written through a page of just that size. */
static void write_difference(struct pixels *pixels, const struct comparison *c, const char *path)
{
    struct draw_image image = {
        .width = c->width, .height = c->height, .channels = 3, .pixels = c->difference};
    struct draw_list list;
    struct error e = {0};
    int32_t width = (int32_t)c->width * DU_PT(1), height = (int32_t)c->height * DU_PT(1);
    list_init(&list);
    list_reset(&list, width, height);
    list_image(&list, (struct draw_rect){0, 0, width, height}, &image);
    list_finish(&list);
    if (!pixels_write_png(pixels, &list, 72, path, &e))
        print_error("%s\n", e.message);
    list_deinit(&list);
}

static void show_failure(struct pixels *pixels, const struct page *page,
                         const struct draw_list *list, const struct comparison *c)
{
    char path[PATH_BYTES];
    struct error e = {0};
    print_error("%s: %u of %u pixels differ; the first at %u, %u: expected #%06x, not #%06x\n",
                page->name, c->different_count, c->width * c->height, c->first_x, c->first_y,
                c->expected, c->actual);
    snprintf(path, sizeof path, NGOSO_ARTIFACTS "/%s-difference.png", page->name);
    write_difference(pixels, c, path);
    print_error("  %s\n", path);
    snprintf(path, sizeof path, NGOSO_ARTIFACTS "/%s-actual.png", page->name);
    if (!pixels_write_png(pixels, list, DPI, path, &e))
        print_error("%s\n", e.message);
    print_error("  %s\n", path);
}

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

static bool load_golden(struct draw_image *out, struct fixture *f, const char *path)
{
    struct slice file;
    struct error e = {0};
    if (file_read(&file, &f->page, path, DRAW_IMAGE_FILE_MAX, &e) &&
        draw_image_decode(out, &f->page, file, &e))
        return true;
    print_error("%s (look at the page, then accept it: target golden-accept)\n", e.message);
    return false;
}

/* Compares a drawn page with its picture; false, with words, when there is none to compare with. */
static bool compare_page(struct comparison *c, struct fixture *f, struct pixels *pixels,
                         const struct page *page, const struct draw_list *list)
{
    char path[PATH_BYTES];
    struct error e = {0};
    struct draw_image golden;
    struct pixels_image actual;
    snprintf(path, sizeof path, FOLDER "%s.png", page->name);
    if (!load_golden(&golden, f, path))
        return false;
    if (!pixels_draw(&actual, pixels, list, DPI, &e))
        fail_msg("%s", e.message);
    if (golden.width != actual.width || golden.height != actual.height) {
        print_error("%s: %u × %u pixels, not %u × %u\n", page->name, actual.width, actual.height,
                    golden.width, golden.height);
        return false;
    }
    *c = (struct comparison){.width = golden.width, .height = golden.height};
    c->difference = arena_array(&f->page, (size_t)c->width * c->height, 3);
    compare(c, &golden, &actual);
    return true;
}

static bool is_too_different(const struct comparison *c)
{
    return (uint64_t)c->different_count * 1000 > (uint64_t)c->width * c->height * PIXELS_PER_MILLE;
}

static bool is_as_accepted(struct fixture *f, struct pixels *pixels, const struct page *page,
                           const struct draw_list *list)
{
    struct comparison c;
    if (!compare_page(&c, f, pixels, page, list))
        return false;
    if (is_too_different(&c))
        show_failure(pixels, page, list, &c);
    return !is_too_different(&c);
}

static void accept(struct pixels *pixels, const struct page *page, const struct draw_list *list)
{
    char path[PATH_BYTES];
    struct error e = {0};
    snprintf(path, sizeof path, FOLDER "%s.png", page->name);
    if (!pixels_write_png(pixels, list, DPI, path, &e))
        fail_msg("%s", e.message);
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
        if (getenv("NGOSO_ACCEPT"))
            accept(pixels, &pages[i], list);
        else
            different += !is_as_accepted(f, pixels, &pages[i], list);
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
    assert_true(compare_page(&c, f, pixels, &pages[0], draw(f, &other)));
    assert_true(is_too_different(&c));
    draw(f, &pages[0]);
    struct draw_list *list = &f->pages.lists[0];
    for (uint32_t i = 0, runs = 0; i < list->op_count && runs < 2; i++)
        if (list->ops[i].kind == DRAW_OP_GLYPHS && list->ops[i].glyphs.text_size && ++runs == 2)
            list->ops[i].glyphs.color = (struct draw_color){.r = 255, .m = 100};
    assert_true(compare_page(&c, f, pixels, &pages[0], list));
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
