/*
 * A village's visit sheet and the page of counts as text, and the sheet as a picture (accept.h):
 * golden/trace/visit-sheet-*.txt, golden/pages/visit-sheet-mono.png. Nobody on it is real.
 */
#include <stdio.h>

#include "accept.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "draw/trace.h"
#include "out/pixels.h"
#include "page/visit/sheet.h"
#include "support/test.h"
#include "text/fonts.h"

enum { ARENA_BYTES = 64 * 1024 * 1024, ROWS_MANY = 40 };

struct drawing {
    struct arena *arena;
    struct pixels *pixels;
    const char *picture; /* NULL: none is kept. */
    struct buf trace;
    unsigned page, different;
};

static bool take_page(void *context, const struct draw_list *page, struct error *e)
{
    struct drawing *d = context;
    (void)e;
    d->page++;
    buf_printf(&d->trace, "=== %u\n", d->page);
    draw_trace(&d->trace, page);
    if (d->page == 1 && d->picture)
        d->different += !accept_page(d->arena, d->pixels, d->picture, page);
    return true;
}

static const struct slice achievements[] = {{"VNeID mức 2", 13},
                                            {"Hồ sơ dịch vụ công", 26},
                                            {"Tài khoản thanh toán", 24},
                                            {"Gian hàng", 10}};
static const struct slice topics[] = {{"VNeID mức 2", 13}, {"Sổ sức khỏe điện tử", 30}};

/* A long name, two numbers, every mark that a card can have. */
static void fill(struct visit_sheet *sheet, struct visit_sheet_row *rows, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        rows[i] = (struct visit_sheet_row){.number = SLICE("K482"),
                                           .name = SLICE("Nguyễn Văn Mẫu"),
                                           .phone = SLICE("0900 000 001"),
                                           .topics = topics,
                                           .topic_count = 2,
                                           .leaflets = topics,
                                           .leaflet_count = 1,
                                           .again = i == 0,
                                           .missed = i == 1};
    if (count > 2) {
        rows[2] = (struct visit_sheet_row){
            .number = SLICE("K4821+M115"),
            .name = SLICE("Công Tằng Tôn Nữ Thị Mẫu Rất Dài, mẹ của em Mẫu, nhà cuối ngõ"),
            .phone = SLICE("0900 000 002 (con trai)")};
    }
    *sheet = (struct visit_sheet){.language = "vi",
                                  .team = SLICE("Tổ công nghệ số cộng đồng thôn Một"),
                                  .village = SLICE("thôn Một"),
                                  .rows = rows,
                                  .row_count = count,
                                  .achievements = achievements,
                                  .achievement_count = 4};
}

static unsigned draw(struct drawing *d, const struct visit_sheet *sheet,
                     const struct visit_sheet_options *options)
{
    struct error e = {0};
    d->page = 0;
    buf_reset(&d->trace);
    assert_true(visit_sheet_draw(sheet, options, take_page, d, &e));
    assert_false(d->trace.failed);
    return d->page;
}

static void sheets_are_as_accepted(void **state)
{
    static struct visit_sheet_row rows[ROWS_MANY];
    static const struct visit_count counts[] = {{{"VNeID mức 2", 13}, 12, false},
                                                {{"Cộng", 6}, 12, true}};
    struct arena a;
    struct font_set *fonts;
    struct visit_sheet sheet;
    struct drawing d = {.arena = &a, .picture = "visit-sheet-mono"};
    struct error e = {0};
    (void)state;
    arena_init(&a, ARENA_BYTES);
    assert_true(i18n_start("en", NGOSO_LOCALE));
    assert_true(font_set_create(&fonts, NGOSO_SOURCE_DIR "/fonts", &e));
    assert_true(pixels_create(&d.pixels, fonts, &e));
    buf_init(&d.trace, ACCEPT_TEXT_MAX);
    struct visit_sheet_options options = {fonts, DESIGN_MONO, {2026, 11, 21}};

    fill(&sheet, rows, 3);
    assert_int_equal(draw(&d, &sheet, &options), 1);
    d.different += !accept_text(&a, "visit-sheet-mono", buf_slice(&d.trace));

    /* Smaller type where it saves a page; every card once, none broken. */
    d.picture = NULL;
    fill(&sheet, rows, 6);
    assert_int_equal(draw(&d, &sheet, &options), 1);
    fill(&sheet, rows, ROWS_MANY);
    unsigned pages = draw(&d, &sheet, &options), cards = 0;
    assert_true(pages >= 4 && pages <= 8);
    struct slice rest = buf_slice(&d.trace);
    for (size_t at = 0; at + 4 < rest.size; at++)
        cards += memcmp(rest.data + at, "K482", 4) == 0;
    assert_int_equal(cards, ROWS_MANY);

    d.page = 0;
    buf_reset(&d.trace);
    struct visit_count_page page = {
        "vi", SLICE("Tổ Mẫu"), SLICE("Gửi người in"), SLICE("In tất cả các trang."), counts, 2};
    assert_true(visit_counts_draw(&page, &options, take_page, &d, &e));
    d.different += !accept_text(&a, "visit-counts-mono", buf_slice(&d.trace));
    buf_deinit(&d.trace);
    pixels_destroy(d.pixels);
    font_set_destroy(fonts);
    arena_deinit(&a);
    assert_int_equal(d.different, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_are_as_accepted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
