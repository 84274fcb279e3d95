/*
 * A village's visit sheet and the page of counts as text, and the sheet as a picture (accept.h):
 * golden/trace/visit-sheet-*.txt, golden/pages/visit-sheet-mono.png. Nobody on it is real.
 */
#include "accept.h"
#include "page/visit/sheet.h"
#include "support/test.h"

enum { ROWS_MANY = 40 };

static bool take_page(void *context, const struct draw_list *page, struct error *e)
{
    struct accept_run *run = context;
    (void)e;
    buf_printf(&run->trace, "=== %u\n", run->page + 1);
    accept_take(run, page);
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

static unsigned draw(struct accept_run *run, const char *name, const struct visit_sheet *sheet,
                     const struct visit_sheet_options *options)
{
    struct error e = {0};
    accept_start(run, name, name != NULL);
    assert_true(visit_sheet_draw(sheet, options, take_page, run, &e));
    return run->page;
}

static void sheets_are_as_accepted(void **state)
{
    static struct visit_sheet_row rows[ROWS_MANY];
    static const struct visit_count counts[] = {{{"VNeID mức 2", 13}, 12, false},
                                                {{"Cộng", 6}, 12, true}};
    struct accept_run run;
    struct visit_sheet sheet;
    struct error e = {0};
    (void)state;
    accept_begin(&run);
    struct visit_sheet_options options = {run.fonts, DESIGN_MONO, {2026, 11, 21}};

    fill(&sheet, rows, 3);
    assert_int_equal(draw(&run, "visit-sheet-mono", &sheet, &options), 1);
    accept_finish(&run);

    /* Smaller type where it saves a page; every card once, none broken. */
    fill(&sheet, rows, 6);
    assert_int_equal(draw(&run, NULL, &sheet, &options), 1);
    fill(&sheet, rows, ROWS_MANY);
    unsigned pages = draw(&run, NULL, &sheet, &options), cards = 0;
    assert_true(pages >= 4 && pages <= 8);
    struct slice rest = buf_slice(&run.trace);
    for (size_t at = 0; at + 4 < rest.size; at++)
        cards += memcmp(rest.data + at, "K482", 4) == 0;
    assert_int_equal(cards, ROWS_MANY);

    accept_start(&run, "visit-counts-mono", 0);
    struct visit_count_page page = {
        "vi", SLICE("Tổ Mẫu"), SLICE("Gửi người in"), SLICE("In tất cả các trang."), counts, 2};
    assert_true(visit_counts_draw(&page, &options, take_page, &run, &e));
    accept_finish(&run);
    accept_end(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_are_as_accepted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
