#include <stdio.h>

#include "base/utf8.h"
#include "pdf_support.h"
#include "support/test.h"

static const char LETTERS[] =
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ";
static const char CAPITALS[] =
    "AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬBCDĐEÈÉẺẼẸÊỀẾỂỄỆGHIÌÍỈĨỊKLMNOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢPQRSTUÙÚỦŨỤƯỪỨỬỮỰVXYỲÝỶỸỴ";

static void expect_text(struct desk *d, const char *text)
{
    if (!strstr(d->output, text))
        fail_msg("not in the extracted text: %s\n%s", text, d->output);
}

static void gives_back_every_letter_in_every_face(void **state)
{
    (void)state;
    struct desk *d = desk_open(NULL);
    list_reset(&d->list, DU_PT(2000), DU_PT(600));
    for (unsigned font = 0; font < FONT_ICON; font++) {
        put_line(d, (enum font_id)font, DU_PT(12), DU_PT(30), DU_PT(30 + 60 * (int)font), LETTERS);
        put_line(d, (enum font_id)font, DU_PT(12), DU_PT(30), DU_PT(60 + 60 * (int)font), CAPITALS);
    }
    write_page(d);
    readers_all_pleased(d);
    assert_int_equal(readers_run(d, "pdftotext -raw %s -"), 0);
    const char *at = d->output;
    for (unsigned i = 0; i < 2 * FONT_ICON; i++) {
        const char *wanted = i % 2 ? CAPITALS : LETTERS;
        at = strstr(at, wanted);
        assert_non_null(at);
        at += strlen(wanted);
    }
    assert_true(utf8_is_nfc(slice_from(d->output)));
    desk_close(d);
}

static void gives_back_kerned_and_odd_text(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "Tờ VAY Tự AV To (1) [2] \\ 3",
        "Gọi 1900\u00A00368 – miễn phí",
        "“Đừng đọc mã OTP”…",
        "12 % · 3 × 4 = 12 ≤ 50.000 đ",
        "fi ffi fl office",
        "Wi-Fi: HaGiang_2026",
    };
    struct desk *d = desk_open(NULL);
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++)
        put_tagged(d, DRAW_ROLE_P, DU_PT(40 + 30 * (int)i), rows[i]);
    write_page(d);
    readers_all_pleased(d);
    assert_int_equal(readers_run(d, "pdftotext %s -"), 0);
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++)
        expect_text(d, i == 1 ? "Gọi 1900 0368 – miễn phí" : rows[i]);
    desk_close(d);
}

static void icons_and_symbols_leave_no_trace(void **state)
{
    (void)state;
    struct desk *d = desk_open(NULL);
    put_tagged(d, DRAW_ROLE_P, DU_PT(40), "Trước");
    put_icon(d, DU_PT(60), DU_PT(100), "identification-card");
    list_tag_begin(&d->list, DRAW_ROLE_FIGURE, SLICE("Mã QR"));
    put_symbol(d, DU_PT(60), DU_PT(200), 7);
    put_icon(d, DU_PT(60), DU_PT(300), "phone");
    list_tag_end(&d->list);
    put_tagged(d, DRAW_ROLE_P, DU_PT(400), "Sau");
    write_page(d);
    readers_all_pleased(d);
    assert_int_equal(readers_run(d, "pdftotext %s -"), 0);
    assert_string_equal(d->output, "Trước\n\nSau\n\n\f");
    assert_int_equal(readers_run(d, "pdffonts %s"), 0);
    assert_null(strstr(d->output, "Phosphor"));
    desk_close(d);
}

static void fonts_are_embedded_subsets_with_a_way_back(void **state)
{
    (void)state;
    struct desk *d = desk_open(NULL);
    put_line(d, FONT_REGULAR, DU_PT(12), DU_PT(30), DU_PT(30), "Một");
    put_line(d, FONT_BOLD, DU_PT(12), DU_PT(30), DU_PT(60), "Hai");
    write_page(d);
    assert_int_equal(readers_run(d, "pdffonts %s | tail -n +3"), 0);
    unsigned lines = 0;
    for (char *line = strtok(d->output, "\n"); line; line = strtok(NULL, "\n"), lines++) {
        assert_non_null(strstr(line, "+BeVietnamPro-"));
        assert_non_null(strstr(line, "CID TrueType"));
        assert_non_null(strstr(line, "Identity-H"));
        assert_non_null(strstr(line, "yes yes yes"));
    }
    assert_int_equal(lines, 2);
    desk_close(d);
}

/* A letter whose mark has no glyph of its own to be composed with comes as two glyphs. */
static void combining_marks_come_back_once(void **state)
{
    (void)state;
    struct desk *d = desk_open(NULL);
    static const char text[] = "x\u0301y";
    const struct draw_glyph glyphs[] = {
        {.id = 40, .dx_du = 0, .text_begin = 0, .text_size = 3},
        {.id = 41, .dx_du = DU_PT(5), .dy_du = -DU_PT(1), .text_begin = 3, .text_size = 0},
        {.id = 42, .dx_du = DU_PT(10), .text_begin = 3, .text_size = 1},
    };
    list_tag_begin(&d->list, DRAW_ROLE_P, SLICE(""));
    list_glyphs(&d->list,
                (struct draw_op_glyphs){.font = FONT_REGULAR,
                                        .size_du = DU_PT(12),
                                        .x_du = DU_PT(30),
                                        .y_du = DU_PT(30),
                                        .advance_du = DU_PT(18),
                                        .color = BLACK},
                glyphs, 3, slice_from(text));
    list_tag_end(&d->list);
    write_page(d);
    readers_all_pleased(d);
    assert_int_equal(readers_run(d, "pdftotext %s -"), 0);
    assert_string_equal(d->output, "x\u0301y\n\n\f");
    desk_close(d);
}

/* Where a reader finds the words must be where Pango put them. */
static void positions_do_not_drift(void **state)
{
    (void)state;
    struct desk *d = desk_open(NULL);
    static const char text[] = "VAVAVAVAVAVAVAVAVAVAVAVAVAVAVAVAVAVAVAVAVAVA Tối";
    struct para para;
    struct error e = {.kind = ERROR_NONE};
    const struct para_style style = {.font = FONT_REGULAR,
                                     .strong_font = FONT_BOLD,
                                     .size_du = 9217,
                                     .line_du = 12288,
                                     .color = BLACK,
                                     .wrap = PARA_WRAP_NONE};
    assert_true(para_layout(&para, &d->arena, d->fonts, &style, rich_plain(slice_from(text)),
                            DU_PT(4000), &e));
    para_draw(&d->list, &para, DU_PT(20), DU_PT(20));
    write_page(d);
    assert_int_equal(readers_run(d, "pdftotext -bbox %s - | grep Tối"), 0);
    double right = 0;
    const char *at = strstr(d->output, "xMax=\"");
    assert_non_null(at);
    assert_int_equal(sscanf(at, "xMax=\"%lf", &right), 1);
    double wanted = 20 + para.width_du / 1024.0;
    if (right < wanted - 0.01 || right > wanted + 0.01)
        fail_msg("ends at %f instead of %f", right, wanted);
    desk_close(d);
}

/** A caption, a value that varies, and a line after it; raw text is the order of the streams. */
static void read_in_stream_order(bool whole_pages, const char *order)
{
    const struct pdf_options options = {.whole_pages = whole_pages, .durability = FILE_FAST};
    struct desk *d = desk_open(&options);
    list_reset(&d->list, A5_WIDTH, A5_HEIGHT);
    put_tagged(d, DRAW_ROLE_P, DU_PT(100), "trước");
    list_varying_begin(&d->list);
    put_tagged(d, DRAW_ROLE_P, DU_PT(150), "giữa");
    list_varying_end(&d->list);
    put_tagged(d, DRAW_ROLE_P, DU_PT(200), "sau");
    write_page(d);
    readers_all_pleased(d);
    assert_int_equal(readers_run(d, "pdftotext -raw '%s' - | tr -s '\\n\\f' ' '"), 0);
    assert_string_equal(d->output, order);
    desk_close(d);
}

static void whole_pages_are_written_in_reading_order(void **state)
{
    (void)state;
    read_in_stream_order(true, "trước giữa sau ");
    read_in_stream_order(false, "trước sau giữa ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_back_every_letter_in_every_face),
        cmocka_unit_test(gives_back_kerned_and_odd_text),
        cmocka_unit_test(icons_and_symbols_leave_no_trace),
        cmocka_unit_test(fonts_are_embedded_subsets_with_a_way_back),
        cmocka_unit_test(combining_marks_come_back_once),
        cmocka_unit_test(positions_do_not_drift),
        cmocka_unit_test(whole_pages_are_written_in_reading_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
