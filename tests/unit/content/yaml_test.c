#include "content/yaml/yaml.h"

#include "fixture.h"

static struct yaml_node *parse(struct fixture *f, const char *text)
{
    const struct source *source =
        yaml_adopt(&f->arena, SLICE("t.yaml"), slice_from(text), 1 << 20, &f->diags);
    return source ? yaml_parse(&f->arena, source, &f->diags) : NULL;
}

/* {a=text|b=[x|y]}; ? for what could not be read */
static void describe(struct buf *out, const struct yaml_node *node)
{
    if (node->kind == YAML_TEXT) {
        buf_append_slice(out, node->masked ? SLICE("?") : node->text);
        return;
    }
    buf_append_char(out, node->kind == YAML_MAP ? '{' : '[');
    for (const struct yaml_node *n = node->first; n; n = n->next) {
        if (n != node->first)
            buf_append_char(out, '|');
        if (node->kind == YAML_MAP) {
            buf_append_slice(out, n->key);
            buf_append_char(out, '=');
        }
        describe(out, n);
    }
    buf_append_char(out, node->kind == YAML_MAP ? '}' : ']');
}

static void assert_tree(const struct yaml_node *root, const char *expected)
{
    struct buf out;
    buf_init(&out, 1 << 20);
    if (root)
        describe(&out, root);
    assert_slice(buf_slice(&out), expected);
    buf_deinit(&out);
}

static void scalars_are_text_as_written(void **state)
{
    (void)state;
    static const struct {
        const char *in, *tree;
    } rows[] = {
        {"a: 1900 0368", "{a=1900 0368}"},
        {"a: 01", "{a=01}"},
        {"a: 5656", "{a=5656}"},
        {"a: no", "{a=no}"},
        {"a: ~", "{a=~}"},
        {"a: 1e3", "{a=1e3}"},
        {"a: 0x1F", "{a=0x1F}"},
        {"a: 2026-11-21", "{a=2026-11-21}"},
        {"a:", "{a=}"},
        {"a: ''", "{a=}"},
        {"a: 'it''s'", "{a=it's}"},
        {"a: \"x\\ty\\u0110\"", "{a=x\tyĐ}"},
        {"a: một\n  hai", "{a=một hai}"},
        {"a: >\n  một\n  hai\n", "{a=một hai\n}"},
        {"a: |\n  một\n  hai\n", "{a=một\nhai\n}"},
        {"a: b # lời dặn", "{a=b}"},
        {"a: https://vneid.gov.vn/x#y", "{a=https://vneid.gov.vn/x#y}"},
        {"{a: b, c: [d, e]}", "{a=b|c=[d|e]}"},
        {"a:\n- b\n- c\n", "{a=[b|c]}"},
        {"a:\r\n  - b\r\n  - c\r\nd: e\r\n", "{a=[b|c]|d=e}"},
        {"---\na: b\n", "{a=b}"},
        {"a: b\n...\n", "{a=b}"},
        {"\xef\xbb\xbf"
         "a: b\n",
         "{a=b}"},
        {"a: Điều\u00a0kiện", "{a=Điều\u00a0kiện}"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        fixture_begin(&f);
        assert_tree(parse(&f, rows[i].in), rows[i].tree);
        assert_codes(&f, "");
        fixture_end(&f);
    }
}

static void spans_are_the_bytes_of_the_file(void **state)
{
    (void)state;
    static const struct {
        const char *in, *span;
    } rows[] = {
        {"a: Đường\n", "Đường"},
        {"a: \"Đ\"  # x\n", "\"Đ\""},
        {"a: 'x'", "'x'"},
        {"a:   x   \n", "x"},
        {"a: x\n   y\n", "x\n   y"},
        {"a: |\n  x\n\n\n", "x"},
        {"\xef\xbb\xbf"
         "a: x\n",
         "x"},
        {"a:\n", "a"},
        {"\"a\": x", "x"},
        {"a: [b, c] # x", "[b, c]"},
        {"a:\n- b\n- c\n\n\nd: e", "- b\n- c"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        fixture_begin(&f);
        const struct yaml_node *root = parse(&f, rows[i].in);
        struct span span = yaml_find(root, "a")->span;
        assert_slice(slice_part(span.source->text, span.begin, span.end), rows[i].span);
        fixture_end(&f);
    }
}

static void problems_have_a_code_and_a_place(void **state)
{
    (void)state;
    static const struct {
        const char *in, *codes, *place, *tree;
    } rows[] = {
        {"", "Y003", "", ""},
        {"\n# chỉ có lời dặn\n", "Y003", "", ""},
        {"\xef\xbb\xbf", "Y003", "", ""},
        {"---\n", "Y017", "", ""},
        {"chữ\n", "Y017", "chữ", ""},
        {"- a\n- b\n", "Y017", "- a\n- b", ""},
        {"a: \xff\n", "Y004", "\xff", ""},
        {"a: b: c\nd: e\n", "Y007", ":", "{a=?|d=e}"},
        {"a: b: c: d\ne: f: g\n", "Y007 Y007", ":", "{a=?|e=?}"},
        {"a: **đậm** x\nb: c\n", "Y008", "**đậm** x", "{a=?|b=c}"},
        {"- *x\n", "Y017 Y008", "- *x", ""},
        {"a: *x\nb: &y z\nc: !t u\n", "Y008 Y008 Y008", "*x", "{a=?|b=?|c=?}"},
        {"a: &x {b: c}\n", "Y008", "&x {b: c}", "{a=?}"},
        {"a: &x [b, c]\n", "Y008", "&x [b, c]", "{a=?}"},
        {"a: @x\nb: `y\n", "Y008 Y008", "@x", "{a=?|b=?}"},
        {"a: ứng !x y\nb: [c, *d]\n", "Y008", "*d]", "{a=ứng !x y|b=?}"},
        {"a: %x\n", "Y008", "%x", "{a=?}"},
        {"a: [Bước 1] mở\nb: c\n", "Y008", "[Bước 1] mở", "{a=?|b=c}"},
        {"%YAML 9.9\n---\na: b\n", "Y008", "%YAML 9.9", "{a=b}"},
        {"a: b\n\tc: d\n", "Y009", "\t", "{}"},
        {"a: \"x\" y\nb: c\n", "Y010", "y", "{a=?|b=c}"},
        {"a: \"x\nb: c\n", "Y010", "\"x", "{a=?|b=c}"},
        {"a: \"x", "Y010", "\"x", "{a=?}"},
        {"a: \"\\q\"\nb: c\n", "Y010", "\\q\"", "{a=?|b=c}"},
        {"a:b\nc: d\n", "Y011", ":", "{a=|c=d}"},
        {"a: x\n   b: y\nc: d\n", "Y011", "b: y", "{a=x|c=d}"},
        {"a: x\nlạc\nb: y\n", "Y011", "lạc", "{a=x|b=y}"},
        {"a: - b\nc: d\n", "Y011", "- b", "{a=?|c=d}"},
        {"a:\n  - b: c\n   d: e\nf: g\n", "Y011", "d: e", "{a=[{b=c}]|f=g}"},
        {"a: b\n---\nc: d\n", "Y012", "---", "{a=b}"},
        {"a: [[[[[[[[[[[[[[x]]]]]]]]]]]]]]", "Y013", "[", "{a=[[[[[[[[[[[]]]]]]]]]]]}"},
        {"a: b\nc: d\na: e\n", "Y015", "a", "{a=b|c=d|a=e}"},
        {"? [x]\n: y\n", "Y016", "[", "{}"},
        {"a: gọi #1 nhé\n", "Y018", "#1 nhé", "{a=gọi}"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        fixture_begin(&f);
        const struct yaml_node *root = parse(&f, rows[i].in);
        assert_codes(&f, rows[i].codes);
        char first[5];
        snprintf(first, sizeof first, "%s", rows[i].codes);
        assert_slice(place_of(&f, first), rows[i].place);
        assert_tree(root, rows[i].tree);
        fixture_end(&f);
    }
}

static void zero_bytes_are_no_text(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    static const char utf16[] = "i\0d\0:\0 \0x\0\n";
    assert_null(
        yaml_adopt(&f.arena, SLICE("t"), (struct slice){utf16, sizeof utf16 - 1}, 100, &f.diags));
    assert_codes(&f, "Y004");
    assert_null(yaml_adopt(&f.arena, SLICE("t"), SLICE("a: \0b"), 100, &f.diags));
    assert_codes(&f, "Y004 Y004");
    assert_null(yaml_adopt(&f.arena, SLICE("t"), SLICE("12345"), 4, &f.diags));
    assert_true(diag_has(&f.diags, 2, "Y002"));
    fixture_end(&f);
}

static void hostile_files_end_quickly(void **state)
{
    (void)state;
    static const char *const repeated[] = {
        "[",         "{",   "{a: ", "- ",     "? ", "a: b\n", "\t",    "- *a\n",  "a: b: c\n", "\"",
        "- - - -\n", "&a ", "!",    "x: [\n", "]",  "#",      "a:\n ", "'x' y\n", "k: |\n\n"};
    for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++) {
        struct fixture f;
        fixture_begin(&f);
        struct buf text;
        buf_init(&text, 64 * 1024);
        while (buf_append_text(&text, repeated[i]))
            ;
        const struct source *source =
            yaml_adopt(&f.arena, SLICE("t"), buf_slice(&text), 1 << 20, &f.diags);
        if (source)
            (void)yaml_parse(&f.arena, source, &f.diags);
        assert_true(f.diags.error_count > 0);
        assert_true(f.arena.used_bytes < 32u << 20);
        buf_deinit(&text);
        fixture_end(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scalars_are_text_as_written),
        cmocka_unit_test(spans_are_the_bytes_of_the_file),
        cmocka_unit_test(problems_have_a_code_and_a_place),
        cmocka_unit_test(zero_bytes_are_no_text),
        cmocka_unit_test(hostile_files_end_quickly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
