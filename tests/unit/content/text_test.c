#include "content/wording/text.h"

#include "fixture.h"

static void white_space_is_folded_and_text_composed(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } rows[] = {
        {"", ""},
        {"   ", ""},
        {"\n\t\r\n", ""},
        {" a  b\n\n  c\t", "a b c"},
        {"1\u00a0000 đồng\u00a0", "1\u00a0000 đồng"},
        {"a\u2028b", "a b"},
        {"e\u0302\u0323", "ệ"},
        {"â\u0323", "ậ"},
        {"a\u0340", "à"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        fixture_begin(&f);
        assert_slice(text_fold(&f.arena, slice_from(rows[i].in)), rows[i].out);
        fixture_end(&f);
    }
}

static void exact_text_keeps_its_spaces(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    assert_slice(text_keep(&f.arena, SLICE(" a  b \r\n\n")), " a  b ");
    assert_slice(text_keep(&f.arena, SLICE("e\u0302")), "ê");
    assert_slice(text_keep(&f.arena, SLICE("\n")), "");
    fixture_end(&f);
}

static void odd_characters_are_reported_where_they_stand(void **state)
{
    (void)state;
    static const struct {
        const char *in, *codes, *place;
    } rows[] = {
        {"Đường đi", "", NULL},
        {"Ðường", "Y022", "Ð"},
        {"Ɖường ðẹp", "Y022 Y022", "Ɖ"},
        {"a\u202eb", "Y020", "\u202e"},
        {"a\u2066b\u2069", "Y020 Y020", "\u2066"},
        {"e\u0302\u0301x\u0323\u0302", "", NULL},
        {"a\u0301\u0301\u0301\u0301 o\u0336\u0337\u0338", "Y026 Y026", "\u0301"},
        {"a\ufffdb", "Y021", "\ufffd"},
        {"a\ue000b", "Y021", "\ue000"},
        {"a\x01\x62", "Y019", "\x01"},
        {"a\x7f", "Y019", "\x7f"},
        {"a\xc2\x85", "Y019", "\xc2\x85"},
        {"a\u200bb", "Y023", "\u200b"},
        {"a\ufeffb", "Y023", "\ufeff"},
        {"ไ\u200dท", "", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        fixture_begin(&f);
        struct slice text = slice_from(rows[i].in);
        struct source source = {SLICE("t"), text};
        text_check(text, (struct span){&source, 0, (uint32_t)text.size}, &f.diags);
        assert_codes(&f, rows[i].codes);
        if (rows[i].place)
            assert_slice(place_of(&f, f.diags.items[0].code), rows[i].place);
        fixture_end(&f);
    }
}

static void legacy_letters_are_named(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    assert_true(text_check_legacy(SLICE("Công nghệ số"), (struct span){0}, &f.diags));
    assert_true(text_check_legacy(SLICE("café Zürich"), (struct span){0}, &f.diags));
    assert_false(text_check_legacy(SLICE("C«ng nghÖ sè céng ®ång"), (struct span){0}, &f.diags));
    assert_false(text_check_legacy(SLICE("Coâng ngheä soá"), (struct span){0}, &f.diags));
    assert_false(
        text_check_legacy(SLICE("Đăng ký: C«ng nghÖ sè céng ®ång"), (struct span){0}, &f.diags));
    assert_true(text_check_legacy(SLICE("toán, hoà, là, 20 × 30 cm"), (struct span){0}, &f.diags));
    assert_int_equal(f.diags.error_count, 3);
    assert_non_null(strstr(f.diags.items[0].message.data, "TCVN3"));
    assert_non_null(strstr(f.diags.items[1].message.data, "VNI"));
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(white_space_is_folded_and_text_composed),
        cmocka_unit_test(exact_text_keeps_its_spaces),
        cmocka_unit_test(odd_characters_are_reported_where_they_stand),
        cmocka_unit_test(legacy_letters_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
