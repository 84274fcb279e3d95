#include <stdio.h>
#include <stdlib.h>

#include "accept.h"
#include "base/file.h"
#include "base/units.h"
#include "draw/image.h"
#include "out/pixels.h"
#include "support/test.h"

#define FOLDER "golden/pages/"

enum {
    DPI = 40,
    CHANNEL_TOLERANCE = 40, /* Of 255: edges of letters fall otherwise by a shade. */
    PIXELS_PER_MILLE = 3,   /* May differ by more. */
    PATH_BYTES = 1024
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

static void show_failure(struct pixels *pixels, const char *name, const struct draw_list *list,
                         const struct comparison *c)
{
    char path[PATH_BYTES];
    struct error e = {0};
    print_error("%s: %u of %u pixels differ; the first at %u, %u: expected #%06x, not #%06x\n",
                name, c->different_count, c->width * c->height, c->first_x, c->first_y, c->expected,
                c->actual);
    snprintf(path, sizeof path, NGOSO_ARTIFACTS "/%s-difference.png", name);
    write_difference(pixels, c, path);
    print_error("  %s\n", path);
    snprintf(path, sizeof path, NGOSO_ARTIFACTS "/%s-actual.png", name);
    if (!pixels_write_png(pixels, list, DPI, path, &e))
        print_error("%s\n", e.message);
    print_error("  %s\n", path);
}

static bool load_golden(struct draw_image *out, struct arena *a, const char *path)
{
    struct slice file;
    struct error e = {0};
    if (file_read(&file, a, path, DRAW_IMAGE_FILE_MAX, &e) && draw_image_decode(out, a, file, &e))
        return true;
    print_error("%s (look at the page, then accept it: target golden-accept)\n", e.message);
    return false;
}

bool compare_page(struct comparison *c, struct arena *a, struct pixels *pixels, const char *name,
                  const struct draw_list *list)
{
    char path[PATH_BYTES];
    struct error e = {0};
    struct draw_image golden;
    struct pixels_image actual;
    snprintf(path, sizeof path, FOLDER "%s.png", name);
    if (!load_golden(&golden, a, path))
        return false;
    if (!pixels_draw(&actual, pixels, list, DPI, &e))
        fail_msg("%s", e.message);
    if (golden.width != actual.width || golden.height != actual.height) {
        print_error("%s: %u × %u pixels, not %u × %u\n", name, actual.width, actual.height,
                    golden.width, golden.height);
        return false;
    }
    *c = (struct comparison){.width = golden.width, .height = golden.height};
    c->difference = arena_array(a, (size_t)c->width * c->height, 3);
    compare(c, &golden, &actual);
    return true;
}

bool is_too_different(const struct comparison *c)
{
    return (uint64_t)c->different_count * 1000 > (uint64_t)c->width * c->height * PIXELS_PER_MILLE;
}

static void write_golden(struct pixels *pixels, const char *name, const struct draw_list *list)
{
    char path[PATH_BYTES];
    struct error e = {0};
    snprintf(path, sizeof path, FOLDER "%s.png", name);
    if (!pixels_write_png(pixels, list, DPI, path, &e))
        fail_msg("%s", e.message);
}

bool accept_page(struct arena *a, struct pixels *pixels, const char *name,
                 const struct draw_list *list)
{
    struct comparison c;
    if (getenv("NGOSO_ACCEPT")) {
        write_golden(pixels, name, list);
        return true;
    }
    if (!compare_page(&c, a, pixels, name, list))
        return false;
    if (is_too_different(&c))
        show_failure(pixels, name, list, &c);
    return !is_too_different(&c);
}
