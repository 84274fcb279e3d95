/*
 * Main screens as pictures, compared with what was accepted: golden/NAME.png, with a tolerance for
 * other versions of the rasteriser. NGOSO_ACCEPT=1 writes them instead (target golden-accept);
 * look at the difference before it is committed.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "draw/image.h"
#include "out/pixels.h"
#include "review_scenes.h"
#include "scenes.h"
#include "support/test.h"

enum {
    DPI = 30,
    CHANNEL_TOLERANCE = 40, /* Of 255. */
    PIXELS_PER_MILLE = 3,   /* May differ by more. */
    PATH_BYTES = 1024
};

static const struct golden {
    const char *name, *scene;
    unsigned panel;
    bool contrast, large;
} goldens[] = {
    {"attract", "attract", 2, false, false},
    {"choose-upright", "choose", 3, false, false},
    {"question-single", "question-vneid-single-noi-dang-ky-chosen", 0, false, false},
    {"question-match-upright", "question-hard-match-ghep-chosen", 3, false, false},
    {"question-order-contrast", "question-hard-order-thu-tu-chosen", 1, true, false},
    {"question-point-large", "question-hard-point-man-hinh-chosen", 1, false, true},
    {"question-scam", "question-hard-scam-tro-chuyen-chosen", 0, false, false},
    {"feedback-right", "feedback-hard-single-sau-o-right", 1, false, false},
    {"feedback-wrong", "feedback-hard-single-sau-o-wrong", 0, false, false},
    {"end", "end-most", 1, false, false},
    {"consent-upright", "consent", 3, false, false},
    {"name-contrast", "name-typed", 0, true, false},
};

static const struct scene *find_scene(const struct scenes *s, const char *name)
{
    for (unsigned i = 0; i < s->count; i++)
        if (strcmp(s->items[i].name, name) == 0)
            return &s->items[i];
    fail_msg("no scene %s", name);
    return NULL;
}

static int channel(const struct draw_image *image, uint32_t x, uint32_t y, unsigned k)
{
    const uint8_t *p = image->pixels + ((size_t)y * image->width + x) * image->channels;
    return image->channels == 1 ? p[0] : p[k];
}

static bool pixels_are_near(const struct draw_image *golden, const struct pixels_image *actual,
                            uint32_t x, uint32_t y)
{
    uint32_t pixel;
    memcpy(&pixel, actual->data + (size_t)y * actual->stride_bytes + x * 4, sizeof pixel);
    for (unsigned k = 0; k < 3; k++)
        if (abs(channel(golden, x, y, k) - (int)(pixel >> (16 - 8 * k) & 0xFF)) > CHANNEL_TOLERANCE)
            return false;
    return true;
}

static bool is_as_accepted(const struct draw_image *golden, const struct pixels_image *actual,
                           const char *name)
{
    uint64_t different = 0;
    if (golden->width != actual->width || golden->height != actual->height) {
        print_error("%s: %u × %u pixels, not %u × %u\n", name, actual->width, actual->height,
                    golden->width, golden->height);
        return false;
    }
    for (uint32_t y = 0; y < golden->height; y++)
        for (uint32_t x = 0; x < golden->width; x++) {
            bool near = pixels_are_near(golden, actual, x, y);
            if (!near && different++ == 0)
                print_error("%s: differs first at %u, %u\n", name, x, y);
        }
    if (different * 1000 <= (uint64_t)golden->width * golden->height * PIXELS_PER_MILLE)
        return true;
    print_error("%s: %llu pixels differ\n", name, (unsigned long long)different);
    return false;
}

static bool load_golden(struct draw_image *out, struct scenes *s, const char *path)
{
    struct slice file;
    struct error e = {0};
    if (file_read(&file, &s->frame, path, DRAW_IMAGE_FILE_MAX, &e) &&
        draw_image_decode(out, &s->frame, file, &e))
        return true;
    print_error("%s (look at the screen, then accept it: target golden-accept)\n", e.message);
    return false;
}

static bool compare(struct scenes *s, struct pixels *pixels, const char *name, const char *path)
{
    struct draw_image golden;
    struct pixels_image actual;
    struct error e = {0};
    char artifact[PATH_BYTES];
    if (!load_golden(&golden, s, path))
        return false;
    if (!pixels_draw(&actual, pixels, &s->list, DPI, &e))
        fail_msg("%s", e.message);
    if (is_as_accepted(&golden, &actual, name))
        return true;
    snprintf(artifact, sizeof artifact, NGOSO_ARTIFACTS "/%s-actual.png", name);
    if (pixels_write_png(pixels, &s->list, DPI, artifact, &e))
        print_error("  %s\n", artifact);
    return false;
}

static void draw(struct scenes *s, const struct golden *g)
{
    struct scene scene = *find_scene(s, g->scene);
    scene.view.high_contrast = g->contrast;
    scene.view.large_text = g->large;
    assert_true(scenes_draw(s, &scene, &panels[g->panel].metrics));
}

static void screens_look_as_accepted(void **state)
{
    struct scenes *s = *state;
    struct pixels *pixels;
    struct error e = {0};
    unsigned different = 0;
    assert_true(pixels_create(&pixels, s->fonts, &e));
    for (size_t i = 0; i < sizeof goldens / sizeof goldens[0]; i++) {
        char path[PATH_BYTES];
        snprintf(path, sizeof path, NGOSO_SOURCE_DIR "/tests/kiosk/golden/%s.png", goldens[i].name);
        draw(s, &goldens[i]);
        if (!getenv("NGOSO_ACCEPT"))
            different += !compare(s, pixels, goldens[i].name, path);
        else if (!pixels_write_png(pixels, &s->list, DPI, path, &e))
            fail_msg("%s", e.message);
    }
    pixels_destroy(pixels);
    assert_int_equal(different, 0);
}

/* Pages of the trainers' window whose words are not those of a quiz or guide, which change often.
 */
static const char *const review_pages[] = {"villages", "days",       "scores",       "filter-time",
                                           "visit",    "visit-done", "visit-village"};

static void draw_review_page(struct review_scenes *scenes, const char *name)
{
    const struct review_setup setup = review_scenes_setup(scenes, "vi", true);
    struct review *r = review_create(&setup);
    unsigned walk = 0;
    while (walk < review_walk_count && strcmp(review_walks[walk].name, name) != 0)
        walk++;
    assert_true(walk < review_walk_count);
    review_scenes_walk(r, &review_walks[walk]);
    assert_true(review_scenes_draw(scenes, r, &panels[1].metrics));
    review_destroy(r);
}

static void pages_of_the_window_look_as_accepted(void **state)
{
    struct scenes *s = *state;
    struct review_scenes *scenes = review_scenes_open(s, CROWD_USUAL);
    struct pixels *pixels;
    struct error e = {0};
    unsigned different = 0;
    assert_true(pixels_create(&pixels, s->fonts, &e));
    for (size_t i = 0; i < sizeof review_pages / sizeof review_pages[0]; i++) {
        char name[64], path[PATH_BYTES];
        snprintf(name, sizeof name, "review-%s", review_pages[i]);
        snprintf(path, sizeof path, NGOSO_SOURCE_DIR "/tests/kiosk/golden/%s.png", name);
        draw_review_page(scenes, review_pages[i]);
        if (!getenv("NGOSO_ACCEPT"))
            different += !compare(s, pixels, name, path);
        else if (!pixels_write_png(pixels, &s->list, DPI, path, &e))
            fail_msg("%s", e.message);
    }
    review_scenes_close(scenes);
    pixels_destroy(pixels);
    assert_int_equal(different, 0);
}

/* The comparison itself: one option chosen instead of another is seen. */
static void another_choice_is_seen(void **state)
{
    struct scenes *s = *state;
    struct pixels *pixels;
    struct pixels_image actual;
    struct draw_image golden;
    struct error e = {0};
    if (getenv("NGOSO_ACCEPT"))
        return;
    struct scene scene = *find_scene(s, goldens[2].scene);
    memset(scene.view.marks, 0, sizeof scene.view.marks);
    scene.view.marks[0] = MARK_CHOSEN;
    assert_true(pixels_create(&pixels, s->fonts, &e));
    assert_true(scenes_draw(s, &scene, &panels[goldens[2].panel].metrics));
    assert_true(
        load_golden(&golden, s, NGOSO_SOURCE_DIR "/tests/kiosk/golden/question-single.png"));
    assert_true(pixels_draw(&actual, pixels, &s->list, DPI, &e));
    assert_false(is_as_accepted(&golden, &actual, "(expected to differ)"));
    pixels_destroy(pixels);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(screens_look_as_accepted),
        cmocka_unit_test(pages_of_the_window_look_as_accepted),
        cmocka_unit_test(another_choice_is_seen),
    };
    return cmocka_run_group_tests(tests, scenes_open, scenes_close);
}
