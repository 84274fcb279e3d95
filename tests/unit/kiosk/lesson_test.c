/* What people take home from the last page: codes as paper would carry them, and never too many. */
#include "content/shared/trusted.h"
#include "kiosk_driver.h"

static struct driver d;
static struct guide *guide, *other;

static int set_up(void **state)
{
    (void)state;
    driver_init(&d);
    guide = fixture_guide(&d.arena, "g");
    other = fixture_guide(&d.arena, "h");
    d.guides[0] = guide;
    d.guides[1] = other;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    driver_deinit(&d);
    return 0;
}

static void set_link(struct guide *g, const char *link)
{
    g->qr[0] = (struct guide_qr){.kind = GUIDE_QR_LINK, .value.text = slice_from(link)};
    g->qr_count = 1;
}

static void set_app(struct guide *g, const char *android)
{
    g->qr[0] = (struct guide_qr){.kind = GUIDE_QR_APP,
                                 .android.text = slice_from(android),
                                 .iphone.text = SLICE("id1582750372")};
    g->qr_count = 1;
}

static const struct view_lesson *lesson_of(const char *id)
{
    for (unsigned i = 0; i < d.view->lesson_count; i++)
        if (slice_equal_text(d.view->lessons[i].guide, id))
            return &d.view->lessons[i];
    fail_msg("no lesson %s", id);
    return NULL;
}

static void play(void)
{
    driver_start(&d);
    driver_play(&d, false);
}

static void links_are_judged_as_on_paper(void **state)
{
    (void)state;
    static const struct {
        const char *link;
        unsigned codes;
    } rows[] = {
        {"https://vneid.gov.vn/", 1},
        {"https://unknown.example/", 1}, /* a warning on paper, too */
        {"http://vneid.gov.vn/", 0},
        {"https://bit.ly/abc", 0},
        {"https://vneid.gov.vn.xyz.top/", 0},
        {"https://user@vneid.gov.vn/", 0},
        {"https://192.168.1.1/", 0},
        {"", 0},
    };
    struct trusted_domain official = {.host.text = SLICE("vneid.gov.vn")};
    struct field shortener = {.text = SLICE("bit.ly")};
    struct trusted trusted = {
        .domains = &official, .domain_count = 1, .shorteners = &shortener, .shortener_count = 1};
    d.setup.trusted = &trusted;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        set_link(guide, rows[i].link);
        play();
        if (lesson_of("g")->code_count != rows[i].codes)
            fail_msg("row %zu: %u codes", i, lesson_of("g")->code_count);
    }
}

static void an_app_has_a_code_for_each_kind_of_phone(void **state)
{
    (void)state;
    set_app(guide, "com.vnid");
    play();
    const struct view_lesson *lesson = lesson_of("g");
    assert_int_equal(lesson->code_count, 2);
    assert_int_equal(lesson->codes[0].device, DEVICE_ANDROID);
    assert_int_equal(lesson->codes[1].device, DEVICE_IPHONE);
    assert_true(
        slice_equal_text(lesson->codes[1].link, "https://apps.apple.com/vn/app/id1582750372"));
    assert_true(slice_equal_text(lesson->codes[1].shown, "apps.apple.com/vn · id1582750372"));
}

static void half_an_app_is_still_shown(void **state)
{
    (void)state;
    set_app(guide, "not an id");
    play();
    assert_int_equal(lesson_of("g")->code_count, 1);
    assert_int_equal(lesson_of("g")->codes[0].device, DEVICE_IPHONE);
}

static void three_codes_are_the_most(void **state)
{
    (void)state;
    set_app(guide, "com.vnid");
    set_app(other, "com.other");
    play();
    assert_int_equal(d.view->lesson_count, 2);
    assert_int_equal(d.view->lessons[0].code_count, 2);
    assert_int_equal(d.view->lessons[1].code_count, 0);
    set_link(other, "https://other.gov.vn/");
    play();
    assert_int_equal(lesson_of("g")->code_count + lesson_of("h")->code_count, 3);
}

static void the_same_code_is_shown_once(void **state)
{
    (void)state;
    set_link(guide, "https://vneid.gov.vn/");
    set_link(other, "https://vneid.gov.vn/");
    play();
    assert_int_equal(d.view->lessons[0].code_count, 1);
    assert_int_equal(d.view->lessons[1].code_count, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(links_are_judged_as_on_paper), TEST(an_app_has_a_code_for_each_kind_of_phone),
        TEST(half_an_app_is_still_shown),   TEST(three_codes_are_the_most),
        TEST(the_same_code_is_shown_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
