#include "text/para.h"

#include "fixture.h"
#include "support/test.h"

enum { COLUMN_DU = DU_PT(150) };

static void lines_and_heights(void **state)
{
    static const struct {
        const char *text;
        unsigned line_count;
    } rows[] = {
        {"", 0},
        {"a", 1},
        {" ", 1},
        {"Thủ tục đăng ký khai sinh", 1},
        {"Thủ tục đăng ký khai sinh cho trẻ em", 2},
        {"e\u0302\u0323", 1}, /* ệ in three code points */
        {"\xff", 1},
        {"\xe1\xba", 1},
        {"một\nhai", 2},
        {"một\r\nhai", 2},
        {"một\n\nhai", 3},
        {"một\n", 1},
        {"\n", 1},
        {"\t\x01\x1f", 1},
    };
    struct fixture *f = *state;
    struct para_style style = fixture_style();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct para para =
            fixture_layout(f, &style, rich_plain(slice_from(rows[i].text)), COLUMN_DU);
        if (para.line_count != rows[i].line_count)
            fail_msg("row %zu: %u lines, expected %u", i, para.line_count, rows[i].line_count);
        assert_int_equal(para.height_du, (int32_t)para.line_count * style.line_du);
        assert_false(para.too_wide);
    }
}

static void baselines_center_capitals(void **state)
{
    struct fixture *f = *state;
    struct para_style style = fixture_style();
    struct para para = fixture_layout(f, &style, rich_plain(SLICE("a\nb\nc")), COLUMN_DU);
    int32_t cap_du = font_cap_height_du(f->fonts, FONT_REGULAR, style.size_du);
    assert_int_equal(para.baseline_du, (style.line_du + cap_du) / 2);
    for (int32_t i = 0; i < 3; i++)
        assert_int_equal(para.runs[i].baseline_du, para.baseline_du + i * style.line_du);
}

static void one_text_has_one_width(void **state)
{
    struct fixture *f = *state;
    struct para_style style = fixture_style();
    const char *text = "Kích hoạt tài khoản";
    struct para one = fixture_layout(f, &style, rich_plain(slice_from(text)), COLUMN_DU);
    struct para two = fixture_layout(f, &style,
                                     rich_plain(SLICE("Kích hoạt tài khoản\nKích "
                                                      "hoạt tài khoản ")),
                                     COLUMN_DU);
    assert_int_equal(two.run_count, 2);
    assert_int_equal(two.runs[0].advance_du, one.runs[0].advance_du);
    assert_int_equal(one.width_du, one.runs[0].advance_du);
    assert_int_equal(two.width_du, one.width_du); /* A space at the end does not count… */
    assert_int_equal(two.last_width_du, one.width_du);
    assert_true(two.runs[1].advance_du > one.width_du); /* …but is there. */
}

static void width_grows_with_size_exactly(void **state)
{
    struct fixture *f = *state;
    struct para_style style = fixture_style();
    style.size_du = DU_PT(10);
    struct para small = fixture_layout(f, &style, rich_plain(SLICE("Ắ số")), COLUMN_DU);
    style.size_du = DU_PT(100);
    struct para large = fixture_layout(f, &style, rich_plain(SLICE("Ắ số")), DU_PT(1000));
    assert_in_range(large.width_du, small.width_du * 10 - 50, small.width_du * 10 + 50);
}

static void pairs_are_kerned(void **state)
{
    struct fixture *f = *state;
    struct para_style style = fixture_style();
    style.size_du = DU_PT(100);
    int32_t apart_du = 0;
    for (const char *letter = "AV"; *letter; letter++) {
        struct para one =
            fixture_layout(f, &style, rich_plain((struct slice){letter, 1}), DU_PT(1000));
        apart_du += one.width_du;
    }
    struct para pair = fixture_layout(f, &style, rich_plain(SLICE("AV")), DU_PT(1000));
    assert_true(pair.width_du < apart_du - DU_PT(2));
}

static void bold_parts_are_runs_of_their_own(void **state)
{
    struct fixture *f = *state;
    struct para_style style = fixture_style();
    style.strong_color = (struct draw_color){.r = 1};
    const struct rich_range strong = {(uint32_t)SLICE("Bấm ").size,
                                      (uint32_t)SLICE("Bấm Đồng ý").size};
    struct rich rich = {SLICE("Bấm Đồng ý, rồi chờ"), &strong, 1};
    struct para para = fixture_layout(f, &style, rich, COLUMN_DU);
    static const char *const texts[] = {"Bấm ", "Đồng ý", ", rồi chờ"};
    int32_t x_du = 0;
    assert_int_equal(para.run_count, 3);
    for (unsigned i = 0; i < 3; i++) {
        const struct para_run *run = &para.runs[i];
        struct slice text =
            slice_part(para.text, run->text_first, run->text_first + run->text_size);
        assert_true(slice_equal_text(text, texts[i]));
        assert_int_equal(run->font, i == 1 ? FONT_SEMIBOLD : FONT_REGULAR);
        assert_int_equal(run->color.r, i == 1);
        assert_int_equal(run->x_du, x_du);
        x_du += run->advance_du;
    }
    assert_int_equal(para.width_du, x_du);
}

/** Runs in order give back the text, and each run's glyphs cover its bytes without a gap. */
static void check_coverage(const struct para *para)
{
    size_t at = 0;
    for (uint32_t i = 0; i < para->run_count; i++) {
        const struct para_run *run = &para->runs[i];
        while (at < run->text_first)
            assert_non_null(strchr("\r\n", para->text.data[at++]));
        assert_int_equal(run->text_first, at);
        if (i == 0 || run->baseline_du != run[-1].baseline_du)
            assert_int_not_equal(para->text.data[at], ' '); /* Spaces end lines. */
        uint32_t covered = 0;
        for (uint32_t k = 0; k < run->glyph_count; k++) {
            const struct draw_glyph *glyph = &para->glyphs[run->glyph_first + k];
            if (glyph->text_size > 0)
                assert_int_equal(glyph->text_begin, covered);
            covered += glyph->text_size;
            if (k > 0)
                assert_true(glyph->dx_du > glyph[-1].dx_du);
        }
        assert_int_equal(covered, run->text_size);
        at += run->text_size;
    }
    for (; at < para->text.size; at++)
        assert_non_null(strchr("\r\n", para->text.data[at]));
}

static void every_byte_has_its_glyph(void **state)
{
    static const char *const rows[] = {
        "Mở ứng dụng VNeID, bấm Kích hoạt tài khoản, nhập số định danh 12 số.",
        "một\nhai  ba\n\nbốn",
        "office fi ffl",
        "x\xff\xfey",
        "không có 中文 và 😀 trong phông",
    };
    struct fixture *f = *state;
    struct para_style style = fixture_style();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (int32_t width_pt = 10; width_pt < 400; width_pt += 37) {
            struct para para =
                fixture_layout(f, &style, rich_plain(slice_from(rows[i])), DU_PT(width_pt));
            check_coverage(&para);
        }
}

/** Two colours of one font are two runs. */
static void colours_part_runs(void **state)
{
    struct fixture *f = *state;
    struct para_style style = fixture_style();
    style.strong_font = style.font;
    style.strong_color = (struct draw_color){.g = 9};
    const struct rich_range strong = {1, 2};
    struct para para =
        fixture_layout(f, &style, (struct rich){SLICE("abc"), &strong, 1}, COLUMN_DU);
    assert_int_equal(para.run_count, 3);
    assert_int_equal(para.runs[1].color.g, 9);
}

static void what_cannot_be_shown_is_replaced(void **state)
{
    struct fixture *f = *state;
    struct para_style style = fixture_style();
    struct para para = fixture_layout(f, &style, rich_plain(SLICE("a\xff\t中")), COLUMN_DU);
    assert_true(slice_equal(para.text, SLICE("a\ufffd 中")));
    assert_int_equal(para.glyph_count, 4);
    assert_int_equal(para.missing, 0xFFFD);
    assert_int_equal(para.glyphs[3].id, 0);
}

static void missing_letters_are_named(void **state)
{
    static const struct {
        const char *text;
        uint32_t missing;
    } rows[] = {
        {"đủ chữ “và” dấu – …₫", 0},   {"no-break\u00a0space\u200b, zero width", 0},
        {"mặt cười 😀 và 中", 0x1F600}, {"中😀", 0x4E2D},
        {"\u05d0\u05d1 abc", 0x5D0},
    };
    struct fixture *f = *state;
    struct para_style style = fixture_style();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct para para =
            fixture_layout(f, &style, rich_plain(slice_from(rows[i].text)), COLUMN_DU);
        if (para.missing != rows[i].missing)
            fail_msg("row %zu: U+%04X, expected U+%04X", i, (unsigned)para.missing,
                     (unsigned)rows[i].missing);
    }
}

static void alignment(void **state)
{
    struct fixture *f = *state;
    struct para_style style = fixture_style();
    struct rich text = rich_plain(SLICE("ngắn \nmột dòng dài hơn"));
    for (int wrap = PARA_WRAP_PRETTY; wrap <= PARA_WRAP_NONE; wrap++) {
        style.wrap = (enum para_wrap)wrap;
        style.align = PARA_LEFT;
        struct para left = fixture_layout(f, &style, text, COLUMN_DU);
        style.align = PARA_CENTER;
        struct para center = fixture_layout(f, &style, text, COLUMN_DU);
        style.align = PARA_RIGHT;
        struct para right = fixture_layout(f, &style, text, COLUMN_DU);
        int32_t width_du = fixture_layout(f, &style, rich_plain(SLICE("ngắn")), COLUMN_DU).width_du;
        assert_int_equal(left.runs[0].x_du, 0);
        assert_int_equal(center.runs[0].x_du, (COLUMN_DU - width_du) / 2);
        assert_int_equal(right.runs[0].x_du, COLUMN_DU - width_du);
        assert_int_equal(right.runs[1].x_du, COLUMN_DU - right.last_width_du);
    }
}

static void long_text_is_refused(void **state)
{
    struct fixture *f = *state;
    struct para_style style = fixture_style();
    char *bytes = arena_alloc(&f->arena, PARA_TEXT_MAX + 1);
    memset(bytes, 'a', PARA_TEXT_MAX + 1);
    struct para para;
    struct error e = {0};
    assert_false(para_layout(&para, &f->arena, f->fonts, &style,
                             rich_plain((struct slice){bytes, PARA_TEXT_MAX + 1}), COLUMN_DU, &e));
    assert_int_equal(e.kind, ERROR_LIMIT);
    para = fixture_layout(f, &style, rich_plain((struct slice){bytes, PARA_TEXT_MAX}), COLUMN_DU);
    assert_true(para.too_wide);
    assert_int_equal(para.glyph_count, PARA_TEXT_MAX);
}

static void drawing_repeats_the_runs(void **state)
{
    struct fixture *f = *state;
    struct para_style style = fixture_style();
    struct para para =
        fixture_layout(f, &style, rich_plain(SLICE("Bấm Đồng ý, rồi chờ tin nhắn")), COLUMN_DU);
    struct draw_list list;
    list_init(&list);
    list_reset(&list, DU_PT(300), DU_PT(300));
    para_draw(&list, &para, 1000, 2000);
    list_finish(&list);
    assert_int_equal(list.op_count, para.run_count);
    assert_true(para.run_count == 2);
    for (uint32_t i = 0; i < list.op_count; i++) {
        const struct draw_op_glyphs *op = &list.ops[i].glyphs;
        assert_int_equal(list.ops[i].kind, DRAW_OP_GLYPHS);
        assert_int_equal(op->size_du, style.size_du);
        assert_int_equal(op->x_du, 1000 + para.runs[i].x_du);
        assert_int_equal(op->y_du, 2000 + para.runs[i].baseline_du);
        assert_int_equal(op->glyph_count, para.runs[i].glyph_count);
    }
    list_deinit(&list);
}

static void icons_are_centred_and_silent(void **state)
{
    struct fixture *f = *state;
    struct draw_color black = {.k = 100};
    struct draw_list list;
    list_init(&list);
    list_reset(&list, DU_PT(300), DU_PT(300));
    assert_false(
        icon_draw(&list, f->fonts, FONT_ICON, SLICE("no-such-icon"), 0, 0, DU_PT(64), black));
    assert_int_equal(list.op_count, 0);
    assert_true(icon_draw(&list, f->fonts, FONT_ICON_FILL, SLICE("phone"), DU_PT(100), DU_PT(200),
                          DU_PT(64), black));
    list_finish(&list);
    const struct draw_op_glyphs *op = &list.ops[0].glyphs;
    assert_int_equal(op->font, FONT_ICON_FILL);
    assert_int_equal(op->x_du, DU_PT(68));
    assert_int_equal(op->y_du, DU_PT(228)); /* 32 below the centre is the square's foot; 4 of them
                                               lie below the baseline. */
    assert_int_equal(op->advance_du, DU_PT(64));
    assert_int_equal(op->text_size, 0);
    list_deinit(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_and_heights),
        cmocka_unit_test(baselines_center_capitals),
        cmocka_unit_test(one_text_has_one_width),
        cmocka_unit_test(width_grows_with_size_exactly),
        cmocka_unit_test(pairs_are_kerned),
        cmocka_unit_test(bold_parts_are_runs_of_their_own),
        cmocka_unit_test(every_byte_has_its_glyph),
        cmocka_unit_test(colours_part_runs),
        cmocka_unit_test(what_cannot_be_shown_is_replaced),
        cmocka_unit_test(missing_letters_are_named),
        cmocka_unit_test(alignment),
        cmocka_unit_test(long_text_is_refused),
        cmocka_unit_test(drawing_repeats_the_runs),
        cmocka_unit_test(icons_are_centred_and_silent),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
