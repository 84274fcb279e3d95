/*
 * A side of each kind of sheet, as text and, where it is the look that counts, as a picture. Words
 * on sheets are the program's own, here in English (accept.h).
 */
#include "accept.h"
#include "draw/trace.h"
#include "fixture.h"
#include "out/pixels.h"
#include "sheet/sheet.h"
#include "support/test.h"
#include "text/para.h"

static const struct row {
    const char *name, *design;
    enum sheet_kind kind;
    enum sheet_duplex duplex;
    unsigned side;
    bool picture;
} rows[] = {
    {"sheet-2up-back-long", "leaflet", SHEET_2UP, SHEET_DUPLEX_LONG, 1, false},
    {"sheet-4up", "leaflet", SHEET_4UP, SHEET_DUPLEX_AUTO, 0, true},
    {"sheet-booklet", "leaflet", SHEET_BOOKLET, SHEET_DUPLEX_AUTO, 0, false},
    {"sheet-trifold", "trifold", SHEET_TRIFOLD, SHEET_DUPLEX_AUTO, 0, false},
    {"sheet-tiles-cover", "poster-a2", SHEET_TILES, SHEET_DUPLEX_AUTO, 0, true},
    {"sheet-tiles-a1", "poster-a2", SHEET_TILES, SHEET_DUPLEX_AUTO, 1, true},
    {"sheet-print-shop", "leaflet", SHEET_SHOP, SHEET_DUPLEX_AUTO, 0, true},
};

static int32_t put_words(void *context, struct draw_list *list, const struct sheet_text *text)
{
    struct fixture *f = context;
    struct para para;
    struct error e = {0};
    const struct para_style style = {.font = text->strong ? FONT_BOLD : FONT_REGULAR,
                                     .strong_font = FONT_BOLD,
                                     .size_du = text->size_du,
                                     .line_du = text->size_du * 138 / 100,
                                     .color = {.k = 100},
                                     .strong_color = {.k = 100},
                                     .align = text->centered ? PARA_CENTER : PARA_LEFT};
    assert_true(
        para_layout(&para, &f->page, f->fonts, &style, rich_plain(text->text), text->width_du, &e));
    if (list)
        para_draw(list, &para, text->x_du, text->y_du);
    return para.height_du;
}

static void draw(struct draw_list *side, struct fixture *f, const struct row *row)
{
    struct design_input input =
        fixture_input(f, fixture_guide(f, "vneid"), TEAM_FULL, DESIGN_COLOUR);
    struct sheet_spec spec = sheet_default(row->kind);
    struct sheet_plan plan;
    struct error e = {0};
    const struct draw_list *pages[DESIGN_PAGES_MAX];
    const struct sheet_type type = {f, put_words};
    spec.duplex = row->duplex;
    assert_true(fixture_draw(f, fixture_design(row->design), &input));
    for (unsigned i = 0; i < f->pages.count; i++)
        pages[i] = &f->pages.lists[i];
    if (!sheet_plan(&plan, &spec, pages, f->pages.count, &e))
        fail_msg("%s: %s", row->name, e.message);
    sheet_draw(side, &plan, row->side, &type, SLICE("VNeID"));
}

static void sheets_are_as_accepted(void **state)
{
    struct fixture *f = *state;
    struct draw_list side;
    struct buf text;
    struct pixels *pixels;
    struct error e = {0};
    unsigned different = 0;
    list_init(&side);
    buf_init(&text, ACCEPT_TEXT_MAX);
    assert_true(pixels_create(&pixels, f->fonts, &e));
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        draw(&side, f, &rows[i]);
        buf_reset(&text);
        draw_trace(&text, &side);
        different += !accept_text(&f->page, rows[i].name, buf_slice(&text));
        if (rows[i].picture)
            different += !accept_page(&f->page, pixels, rows[i].name, &side);
    }
    pixels_destroy(pixels);
    buf_deinit(&text);
    list_deinit(&side);
    assert_int_equal(different, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sheets_are_as_accepted)};
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
