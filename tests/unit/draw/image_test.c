#include "draw/image.h"

#include <stdio.h>

#include <png.h>

#include "base/arena.h"
#include "base/buf.h"
#include "pictures.h"
#include "support/test.h"

enum { ARENA_BYTES = 256 * 1024 * 1024, FILE_BYTES = 4 * 1024 * 1024 };

struct fixture {
    struct arena arena;
    struct buf file;
};

static int open_fixture(void **state)
{
    static struct fixture f;
    arena_init(&f.arena, ARENA_BYTES);
    buf_init(&f.file, FILE_BYTES);
    *state = &f;
    return 0;
}

static int close_fixture(void **state)
{
    struct fixture *f = *state;
    arena_deinit(&f->arena);
    buf_deinit(&f->file);
    return 0;
}

static struct draw_image decode(struct fixture *f)
{
    struct draw_image image = {0};
    struct error e = {0};
    if (!draw_image_decode(&image, &f->arena, buf_slice(&f->file), &e))
        fail_msg("%s", e.message);
    return image;
}

/** Kind of the refusal; the output must be untouched. */
static enum error_kind refuse(struct fixture *f, struct slice file, const char *part_of_message)
{
    struct draw_image image = {.width = 77};
    struct error e = {0};
    arena_reset(&f->arena);
    if (draw_image_decode(&image, &f->arena, file, &e))
        fail_msg("read, but should be refused: %s", part_of_message);
    assert_int_equal(image.width, 77);
    if (!strstr(e.message, part_of_message))
        fail_msg("\"%s\" does not say \"%s\"", e.message, part_of_message);
    return e.kind;
}

static void png_of_every_kind(void **state)
{
    static const struct {
        const char *name;
        struct picture picture; /* 2 × 1 */
        unsigned channels;
        uint8_t expected[6];
    } rows[] = {
        {"grey", {2, 1, PNG_COLOR_TYPE_GRAY, 8, false, (const uint8_t *)"\x00\x80"}, 1, {0, 128}},
        {"grey, 1 bit",
         {2, 1, PNG_COLOR_TYPE_GRAY, 1, false, (const uint8_t *)"\x40"},
         1,
         {0, 255}},
        {"grey, 16 bits",
         {2, 1, PNG_COLOR_TYPE_GRAY, 16, false, (const uint8_t *)"\x00\x00\xff\xff"},
         1,
         {0, 255}},
        {"grey with alpha: on white",
         {2, 1, PNG_COLOR_TYPE_GRAY_ALPHA, 8, false, (const uint8_t *)"\x00\x00\x00\xff"},
         1,
         {255, 0}},
        {"colour",
         {2, 1, PNG_COLOR_TYPE_RGB, 8, false, (const uint8_t *)"\x01\x02\x03\xfd\xfe\xff"},
         3,
         {1, 2, 3, 253, 254, 255}},
        {"colour, interlaced",
         {2, 1, PNG_COLOR_TYPE_RGB, 8, true, (const uint8_t *)"\x01\x02\x03\xfd\xfe\xff"},
         3,
         {1, 2, 3, 253, 254, 255}},
        {"colour with alpha: on white",
         {2, 1, PNG_COLOR_TYPE_RGB_ALPHA, 8, false,
          (const uint8_t *)"\xff\x00\x00\xff\xff\x00\x00\x00"},
         3,
         {255, 0, 0, 255, 255, 255}},
        {"palette with a transparent colour",
         {2, 1, PNG_COLOR_TYPE_PALETTE, 8, false, (const uint8_t *)"\x01\x02"},
         3,
         {255, 0, 0, 255, 255, 255}},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        buf_reset(&f->file);
        picture_make_png(&f->file, &rows[i].picture);
        struct draw_image image = decode(f);
        assert_int_equal(image.width, 2);
        assert_int_equal(image.height, 1);
        if (image.channels != rows[i].channels ||
            memcmp(image.pixels, rows[i].expected, 2 * image.channels) != 0)
            fail_msg("%s: %u channels, %d %d %d", rows[i].name, image.channels, image.pixels[0],
                     image.pixels[1], image.pixels[2]);
        assert_int_equal(image.jpeg.size, 0);
    }
}

static int pixel(const struct draw_image *image, uint32_t x, uint32_t y)
{
    return image->pixels[((size_t)y * image->width + x) * image->channels];
}

static void jpeg_of_every_kind(void **state)
{
    static const struct photo rows[] = {
        {64, 32, 1, false, 0, false, NULL},
        {64, 32, 3, false, 0, false, NULL},
        {64, 32, 3, true, 0, false, "somebody's remark"},
        {1, 1, 3, false, 0, false, NULL},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        buf_reset(&f->file);
        photo_make_jpeg(&f->file, &rows[i]);
        struct draw_image image = decode(f);
        assert_int_equal(image.width, rows[i].width);
        assert_int_equal(image.height, rows[i].height);
        assert_int_equal(image.channels, rows[i].components);
        assert_true(image.jpeg.size > 0);
        if (rows[i].width == 1)
            continue;
        assert_in_range(pixel(&image, 2, 30), 0, 20);
        assert_in_range(pixel(&image, 60, 30), 235, 255);
        assert_in_range(pixel(&image, 60, 2), 110, 146);
    }
}

/** Where the grey edge, the top of the picture as stored, comes to lie. */
static void photos_are_turned_upright(void **state)
{
    static const struct {
        unsigned orientation;
        bool on_its_side;
        bool dark_first; /* Black is left, or above when on its side. */
        bool grey_first; /* Grey is above, or left. */
    } rows[] = {
        {1, false, true, true},  {2, false, false, true}, {3, false, false, false},
        {4, false, true, false}, {5, true, true, true},   {6, true, true, false},
        {7, true, false, false}, {8, true, false, true},  {9, false, true, true},
        {0, false, true, true},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < 2 * sizeof rows / sizeof rows[0]; i++) {
        unsigned orientation = rows[i / 2].orientation;
        buf_reset(&f->file);
        struct photo photo = {64, 32, 3, false, orientation, i % 2 == 1, NULL};
        photo_make_jpeg(&f->file, &photo);
        struct draw_image image = decode(f);
        bool side = rows[i / 2].on_its_side;
        assert_int_equal(image.width, side ? 32 : 64);
        assert_int_equal(image.height, side ? 64 : 32);
        /* Along the long side near both ends, in the part that is not grey. */
        uint32_t clear = rows[i / 2].grey_first ? 28 : 3;
        int first = side ? pixel(&image, clear, 4) : pixel(&image, 4, clear);
        int last = side ? pixel(&image, clear, 60) : pixel(&image, 60, clear);
        uint32_t grey = rows[i / 2].grey_first ? 3 : 28;
        int edge = side ? pixel(&image, grey, 4) : pixel(&image, 4, grey);
        if ((first < 128) != rows[i / 2].dark_first || (last < 128) == rows[i / 2].dark_first ||
            edge < 100 || edge > 156)
            fail_msg("orientation %u: %d … %d, edge %d", orientation, first, last, edge);
        bool upright = orientation <= 1 || orientation == 9;
        assert_int_equal(image.jpeg.size > 0, upright);
    }
}

static bool contains(struct slice bytes, const char *text)
{
    for (size_t i = 0; i + strlen(text) <= bytes.size; i++)
        if (memcmp(bytes.data + i, text, strlen(text)) == 0)
            return true;
    return false;
}

/** What a phone adds does not go out: the place, remarks, further pictures behind the first. */
static void what_goes_out_is_only_the_picture(void **state)
{
    struct fixture *f = *state;
    buf_reset(&f->file);
    struct photo photo = {64, 32, 3, false, 1, false, "somebody's remark"};
    photo_make_jpeg(&f->file, &photo);
    struct buf copy;
    buf_init(&copy, FILE_BYTES);
    buf_append_slice(&copy, buf_slice(&f->file));
    buf_append_slice(&f->file, buf_slice(&copy));
    assert_true(contains(buf_slice(&f->file), "GPS here"));
    struct draw_image image = decode(f);
    assert_true(image.jpeg.size < copy.size);
    assert_false(contains(image.jpeg, "GPS here"));
    assert_false(contains(image.jpeg, "remark"));
    assert_true(contains(image.jpeg, "JFIF"));
    buf_reset(&f->file);
    buf_append_slice(&f->file, image.jpeg);
    struct draw_image again = decode(f);
    assert_memory_equal(again.pixels, image.pixels, 64 * 32 * 3);
    assert_int_equal(again.jpeg.size, image.jpeg.size);
    buf_deinit(&copy);
}

static void cut_off_anywhere_is_refused(void **state)
{
    struct fixture *f = *state;
    uint8_t samples[32 * 32 * 3];
    for (size_t i = 0; i < sizeof samples; i++)
        samples[i] = (uint8_t)(i * 31 % 251);
    const struct picture picture = {32, 32, PNG_COLOR_TYPE_RGB, 8, false, samples};
    const struct photo photos[] = {{40, 24, 3, false, 1, true, NULL},
                                   {40, 24, 3, true, 0, 0, NULL}};
    for (int kind = 0; kind < 3; kind++) {
        buf_reset(&f->file);
        if (kind < 2)
            photo_make_jpeg(&f->file, &photos[kind]);
        else
            picture_make_png(&f->file, &picture);
        for (size_t size = 0; size < f->file.size; size++)
            assert_int_equal(refuse(f, (struct slice){f->file.data, size}, ""), ERROR_INPUT);
        /* In our words, which are translated. */
        refuse(f, (struct slice){f->file.data, f->file.size * 9 / 10}, "the end is missing");
    }
}

/** Any byte changed: read or refused, never a crash; sanitizers watch. */
static void damaged_files_do_no_harm(void **state)
{
    struct fixture *f = *state;
    uint8_t samples[64] = {0};
    const struct picture picture = {4, 4, PNG_COLOR_TYPE_RGB, 8, false, samples};
    const struct photo photo = {16, 16, 3, true, 6, true, "x"};
    for (int kind = 0; kind < 2; kind++) {
        buf_reset(&f->file);
        if (kind == 0)
            picture_make_png(&f->file, &picture);
        else
            photo_make_jpeg(&f->file, &photo);
        for (size_t i = 0; i < f->file.size; i++) {
            char before = f->file.data[i];
            for (int change = 0; change < 3; change++) {
                f->file.data[i] = change == 0 ? '\0' : change == 1 ? '\xff' : (char)(before ^ 16);
                struct draw_image image;
                struct error e = {0};
                arena_reset(&f->arena);
                if (!draw_image_decode(&image, &f->arena, buf_slice(&f->file), &e))
                    assert_true(e.kind == ERROR_INPUT || e.kind == ERROR_LIMIT);
            }
            f->file.data[i] = before;
        }
    }
}

static void what_is_no_picture(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(refuse(f, SLICE(""), "neither"), ERROR_INPUT);
    assert_int_equal(refuse(f, (struct slice){0}, "neither"), ERROR_INPUT);
    assert_int_equal(refuse(f, SLICE("GIF89a…"), "neither"), ERROR_INPUT);
    assert_int_equal(refuse(f, SLICE("id: vneid\n"), "neither"), ERROR_INPUT);
    assert_int_equal(refuse(f, SLICE("\xFF\xD8\xFF"), "damaged"), ERROR_INPUT);
    assert_int_equal(refuse(f, SLICE("\x89PNG\r\n\x1a\n"), "damaged"), ERROR_INPUT);
}

static void cmyk_is_refused(void **state)
{
    struct fixture *f = *state;
    buf_reset(&f->file);
    struct photo photo = {16, 16, 4, false, 0, false, NULL};
    photo_make_jpeg(&f->file, &photo);
    assert_int_equal(refuse(f, buf_slice(&f->file), "CMYK"), ERROR_INPUT);
}

/** A few bytes that claim a huge picture must not cost memory. */
static void huge_pictures_are_refused_before_memory(void **state)
{
    static const struct {
        uint32_t width, height;
    } rows[] = {{DRAW_IMAGE_SIDE_MAX + 1, 1}, {1, DRAW_IMAGE_SIDE_MAX + 1}, {5000, 5000}};
    struct fixture *f = *state;
    for (size_t i = 0; i < 2 * sizeof rows / sizeof rows[0]; i++) {
        buf_reset(&f->file);
        if (i % 2 == 0) {
            struct photo photo = {rows[i / 2].width, rows[i / 2].height, 1, false, 0, false, NULL};
            photo_make_jpeg(&f->file, &photo);
        } else {
            uint8_t *samples = arena_alloc(&f->arena, 5000 * 5000);
            struct picture picture = {
                rows[i / 2].width, rows[i / 2].height, PNG_COLOR_TYPE_GRAY, 8, false, samples};
            picture_make_png(&f->file, &picture);
        }
        assert_int_equal(refuse(f, buf_slice(&f->file), "pixels"), ERROR_LIMIT);
        assert_int_equal(f->arena.used_bytes, 0);
    }
    char *large = arena_alloc(&f->arena, DRAW_IMAGE_FILE_MAX + 1);
    struct slice file = {large, DRAW_IMAGE_FILE_MAX + 1};
    struct draw_image image;
    struct error e = {0};
    assert_false(draw_image_decode(&image, &f->arena, file, &e));
    assert_int_equal(e.kind, ERROR_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(png_of_every_kind),
        cmocka_unit_test(jpeg_of_every_kind),
        cmocka_unit_test(photos_are_turned_upright),
        cmocka_unit_test(what_goes_out_is_only_the_picture),
        cmocka_unit_test(cut_off_anywhere_is_refused),
        cmocka_unit_test(damaged_files_do_no_harm),
        cmocka_unit_test(what_is_no_picture),
        cmocka_unit_test(cmyk_is_refused),
        cmocka_unit_test(huge_pictures_are_refused_before_memory),
    };
    return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
