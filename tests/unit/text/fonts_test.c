#include "text/fonts.h"

#include <errno.h>

#include "base/utf8.h"
#include "fixture.h"
#include "support/test.h"

static void letters_are_134_and_in_nfc(void **state)
{
    (void)state;
    struct slice letters = slice_from(VIETNAMESE_LETTERS);
    assert_int_equal(utf8_length(letters), 134);
    assert_true(utf8_is_nfc(letters));
}

/** Each letter is one glyph of the face asked for and stands for exactly its own bytes. */
static void every_face_has_every_letter(void **state)
{
    struct fixture *f = *state;
    struct slice letters = slice_from(VIETNAMESE_LETTERS);
    for (enum font_id id = FONT_REGULAR; id <= FONT_EXTRABOLD; id++) {
        struct para_style style = fixture_style();
        style.font = id;
        style.wrap = PARA_WRAP_NONE;
        struct para para = fixture_layout(f, &style, rich_plain(letters), DU_PT(3000));
        assert_int_equal(para.missing, 0);
        assert_int_equal(para.run_count, 1);
        assert_int_equal(para.runs[0].font, id);
        assert_int_equal(para.glyph_count, 134);
        size_t offset = 0;
        for (uint32_t i = 0; i < para.glyph_count; i++) {
            assert_int_equal(para.glyphs[i].text_begin, offset);
            utf8_next(letters, &offset);
            assert_int_equal(para.glyphs[i].text_begin + para.glyphs[i].text_size, offset);
            assert_int_not_equal(para.glyphs[i].id, 0);
        }
    }
}

static void has_what_is_printed(void **state)
{
    static const struct {
        uint32_t code_point;
        bool has;
    } rows[] = {
        {'a', true},      {' ', true},     {0xA0, true},   {0x1EA4, true},    {0x20AB, true},
        {0x201C, true},   {0x201D, true},  {0x2013, true}, {0x2026, true},    {0x200B, true},
        {0x1F600, false}, {0x4E2D, false}, {0x5D0, false}, {0x10FFFF, false},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (font_has(f->fonts, rows[i].code_point) != rows[i].has)
            fail_msg("U+%04X: expected %d", (unsigned)rows[i].code_point, rows[i].has);
}

static void files_are_truetype(void **state)
{
    struct fixture *f = *state;
    for (enum font_id id = FONT_REGULAR; id < FONT_COUNT; id++) {
        struct slice bytes = font_set_bytes(f->fonts, id);
        assert_true(bytes.size > 100000);
        assert_memory_equal(bytes.data, "\0\1\0\0", 4);
        assert_ptr_equal(font_set_bytes(f->fonts, id).data, bytes.data);
    }
}

static void capitals_are_as_tall_as_the_tables_say(void **state)
{
    struct fixture *f = *state;
    int32_t cap_du = font_cap_height_du(f->fonts, FONT_REGULAR, DU_PT(1000));
    assert_in_range(cap_du, DU_PT(650), DU_PT(760));
    int32_t tenth_du = font_cap_height_du(f->fonts, FONT_REGULAR, DU_PT(100));
    assert_in_range(tenth_du, cap_du / 10, cap_du / 10 + 1);
}

static void icons_by_name(void **state)
{
    static const struct {
        const char *name;
        enum font_id id;
        bool known;
    } rows[] = {
        {"device-mobile", FONT_ICON, true},
        {"device-mobile", FONT_ICON_BOLD, true},
        {"device-mobile", FONT_ICON_FILL, true},
        {"shield-check", FONT_ICON, true},
        {"identification-card", FONT_ICON_FILL, true},
        {"device-mobile-bold", FONT_ICON, false},
        {"device-mobil", FONT_ICON, false},
        {"device-mobilee", FONT_ICON, false},
        {"device mobile", FONT_ICON, false},
        {"Device-Mobile", FONT_ICON, false},
        {"a", FONT_ICON, false},
        {"x", FONT_ICON, false}, /* A ligature needs two letters: "x-bold" has them. */
        {"x", FONT_ICON_BOLD, true},
        {"-", FONT_ICON, false},
        {"", FONT_ICON, false},
        {"điện-thoại", FONT_ICON, false},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", FONT_ICON,
         false},
    };
    struct fixture *f = *state;
    for (int round = 0; round < 2; round++) /* The second answer comes from memory. */
        for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
            uint32_t glyph = 0;
            bool known = font_find_icon(&glyph, f->fonts, rows[i].id, slice_from(rows[i].name));
            if (known != rows[i].known || (glyph != 0) != known)
                fail_msg("\"%s\" in font %d: expected %d", rows[i].name, (int)rows[i].id,
                         rows[i].known);
        }
}

static void more_icons_than_are_remembered(void **state)
{
    struct fixture *f = *state;
    uint32_t first = 0, again = 0;
    assert_true(font_find_icon(&first, f->fonts, FONT_ICON, SLICE("phone")));
    for (int i = 0; i < 1000; i++) {
        uint32_t unused;
        struct slice name = arena_printf(&f->arena, "no-such-%d", i);
        assert_false(font_find_icon(&unused, f->fonts, FONT_ICON, name));
    }
    assert_true(font_find_icon(&again, f->fonts, FONT_ICON, SLICE("phone")));
    assert_int_equal(first, again);
}

static void nearest_icon(void **state)
{
    static const struct {
        const char *wrong, *near;
    } rows[] = {
        {"device-mobil", "device-mobile"}, {"sheild-check", "shield-check"}, {"phone", "phone"},
        {"shield-chek", "shield-check"},   {"qqqqqqqqqqqqqqqqq", ""},        {"", ""},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct slice near = font_nearest_icon(f->fonts, slice_from(rows[i].wrong));
        if (!slice_equal_text(near, rows[i].near))
            fail_msg("\"%s\": got \"%.*s\", expected \"%s\"", rows[i].wrong, SLICE_ARG(near),
                     rows[i].near);
    }
}

static void missing_folder_is_named(void **state)
{
    (void)state;
    struct font_set *fonts = NULL;
    struct error e = {0};
    assert_false(font_set_create(&fonts, "no/such/folder", &e));
    assert_null(fonts);
    assert_int_equal(e.kind, ERROR_SYSTEM);
    assert_int_equal(e.code, ENOENT);
    assert_non_null(strstr(e.message, "no/such/folder/be-vietnam-pro"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_are_134_and_in_nfc),
        cmocka_unit_test(every_face_has_every_letter),
        cmocka_unit_test(has_what_is_printed),
        cmocka_unit_test(files_are_truetype),
        cmocka_unit_test(capitals_are_as_tall_as_the_tables_say),
        cmocka_unit_test(icons_by_name),
        cmocka_unit_test(more_icons_than_are_remembered),
        cmocka_unit_test(nearest_icon),
        cmocka_unit_test(missing_folder_is_named),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
