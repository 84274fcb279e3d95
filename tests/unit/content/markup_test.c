#include "content/wording/markup.h"

#include "fixture.h"

static const struct {
    const char *in;
    const char *text;
    const char *bold; /* The bold parts between bars. */
    const char *codes;
} rows[] = {
    {"", "", "", ""},
    {"không có gì", "không có gì", "", ""},
    {"**đậm**", "đậm", "|đậm|", ""},
    {"Chọn **Kích hoạt**, rồi **Nhận**.", "Chọn Kích hoạt, rồi Nhận.", "|Kích hoạt|Nhận|", ""},
    {"**a****b**", "ab", "|ab|", ""},
    {"a * b", "a * b", "", ""},
    {"2*3*4", "2*3*4", "", ""},
    {"\\*\\*không đậm\\*\\*", "**không đậm**", "", ""},
    {"C:\\\\x \\n", "C:\\x \\n", "", ""},
    {"cuối \\", "cuối \\", "", ""},
    {"***a***", "*a*", "|*a|", ""},
    {"**hở", "hở", "", "Y024"},
    {"**a** **", "a ", "|a|", "Y024"},
    {"****", "", "", "Y025"},
    {"a ** ** b", "a   b", "", "Y025"},
    {"**", "", "", "Y024"},
    {"*", "*", "", ""},
    {"\\", "\\", "", ""},
    {"**\\***", "*", "|*|", ""},
};

static void bold_parts_are_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        fixture_begin(&f);
        struct rich rich =
            markup_parse(&f.arena, slice_from(rows[i].in), (struct span){0}, &f.diags);
        assert_slice(rich.text, rows[i].text);
        struct slice bold = SLICE("");
        for (unsigned k = 0; k < rich.strong_count; k++) {
            assert_true(rich.strong[k].begin < rich.strong[k].end);
            assert_true(rich.strong[k].end <= rich.text.size);
            assert_true(k == 0 || rich.strong[k].begin > rich.strong[k - 1].end);
            bold = arena_printf(
                &f.arena, "%.*s%s%.*s|", SLICE_ARG(bold), k ? "" : "|",
                SLICE_ARG(slice_part(rich.text, rich.strong[k].begin, rich.strong[k].end)));
        }
        assert_slice(bold, rows[i].bold);
        assert_codes(&f, rows[i].codes);
        fixture_end(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(bold_parts_are_found)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
