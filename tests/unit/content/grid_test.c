#include "content/record/grid.h"

#include "base/utf8.h"
#include "fixture.h"

/* Text with zero bytes, as a row of a table. */
#define BYTES(literal)                                                                             \
    {                                                                                              \
        "" literal, sizeof(literal) - 1                                                            \
    }

static struct grid *parse(struct fixture *f, struct slice text)
{
    return grid_parse(&f->arena, SLICE("ho.csv"), text, &f->diags);
}

/* Names, then every row: "a|b/1|2/", with "!" behind an unsound row. */
static const char *flat(struct fixture *f, struct grid *g)
{
    struct slice all = SLICE("");
    if (!g)
        return "none";
    unsigned columns = grid_column_count(g);
    for (unsigned i = 0; i < columns; i++)
        all = arena_printf(&f->arena, "%.*s%s%.*s", SLICE_ARG(all), i ? "|" : "",
                           SLICE_ARG(grid_column(g, i).text));
    struct grid_row row;
    while (grid_next(&row, g, &f->arena, &f->diags)) {
        all = arena_printf(&f->arena, "%.*s/%u:", SLICE_ARG(all), row.number);
        for (unsigned i = 0; i < columns; i++)
            all = arena_printf(&f->arena, "%.*s%s%.*s", SLICE_ARG(all), i ? "|" : "",
                               SLICE_ARG(row.cells[i].text));
        all = arena_printf(&f->arena, "%.*s%s", SLICE_ARG(all), row.sound ? "" : "!");
    }
    grid_close(g);
    return arena_copy(&f->arena, all).data;
}

static void tables_as_people_save_them(void **state)
{
    (void)state;
    static const struct {
        struct slice in;
        const char *out, *codes;
    } rows[] = {
        {BYTES("Họ tên,Thôn\nA,Đông\n"), "Họ tên|Thôn/2:A|Đông", ""},
        {BYTES("\xEF\xBB\xBFHọ tên;Thôn\r\nA;Đông\r\n"), "Họ tên|Thôn/2:A|Đông", ""},
        {BYTES("a\tb\r1\t2"), "a|b/2:1|2", ""},
        {BYTES("sep=;\r\na,x;b\r\n1;2\r\n"), "a,x|b/2:1|2", ""}, /* Excel hides it. */
        {BYTES("a;b\n\n1;2\n;\n3;\n"), "a|b/3:1|2/5:3|", ""},    /* Empty rows count. */
        {BYTES("a;b\n1\n"), "a|b/2:1|", ""},
        {BYTES("a;b;;\n1;2;;\n"), "a|b/2:1|2", ""},
        {BYTES("a,b\n\"x, \"\"y\"\"\nz\",2\n"), "a|b/2:x, \"y\" z|2", ""},
        {BYTES("a,b\nQuán \"Bà Tư\",2\n"), "a|b/2:Quán \"Bà Tư\"|2", ""},
        {BYTES("a\n  x   y \n"), "a/2:x y", ""},
        {BYTES("a\ne\xCC\x82\xCC\xA3\n"), "a/2:ệ", ""}, /* NFC */
        {BYTES("\xFF\xFE"
               "a\0;\0b\0\r\0\n\0"
               "1\0;\0\x10\x01\n\0"),
         "a|b/2:1|Đ", ""},
        {BYTES("\xFE\xFF\0a\0\n\xD8\x3D\xDE\x00"), "a/2:😀", ""},
        {BYTES("\xFF\xFE"
               "a\0\n\0\x00\xD8"),
         "a/2:\xEF\xBF\xBD!", "Y021"},
        {BYTES(""), "none", "R004"},
        {BYTES("\n\n;;\n"), "none", "R004"},
        {BYTES("PK\x03\x04workbook"), "none", "R003"},
        {BYTES("a\nC\xABng ngh\xD6\n"), "none", "R002"},
        {BYTES("a\n\0\n"), "none", "R002"},
        {BYTES("a;b\n1;2;3;4\n5;6\n"), "a|b/2:1|2!/3:5|6", "R005"},
        {BYTES("Tên;TEN\n1;2\n"), "Tên|TEN/2:1|2", "R008"},
        {BYTES("a;b\n1;\"2\n3;4\n"), "a|b/2:1|!", "R007"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        fixture_begin(&f);
        assert_string_equal(flat(&f, parse(&f, rows[i].in)), rows[i].out);
        assert_codes(&f, rows[i].codes);
        fixture_end(&f);
    }
}

static void columns_are_found_however_they_are_written(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int index;
    } rows[] = {{"ho_ten", 0},     {"HỌ TÊN", 0}, {"họtên", 0}, {"Điện thoại", 1},
                {"dien-thoai", 1}, {"ho", -1},    {"", -1},     {"_", -1}};
    struct fixture f;
    fixture_begin(&f);
    struct grid *g = parse(&f, SLICE("Họ tên;điện thoại;\n"));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(grid_find_column(g, slice_from(rows[i].name)), rows[i].index);
    grid_close(g);
    fixture_end(&f);
}

static void cells_know_their_place(void **state)
{
    (void)state;
    struct fixture f;
    struct grid_row row;
    fixture_begin(&f);
    struct grid *g = parse(&f, SLICE("a;b\r\n\"x;y\";z\r\nlast;one"));
    assert_true(grid_next(&row, g, &f.arena, &f.diags));
    const struct field *cells = row.cells;
    struct slice text = cells[0].span.source->text;
    assert_slice(slice_part(text, cells[0].span.begin, cells[0].span.end), "\"x;y\"");
    assert_slice(slice_part(text, cells[1].span.begin, cells[1].span.end), "z");
    assert_slice(slice_part(text, row.span.begin, row.span.end), "\"x;y\";z");
    assert_true(grid_next(&row, g, &f.arena, &f.diags));
    cells = row.cells;
    assert_slice(slice_part(text, cells[0].span.begin, cells[0].span.end), "last");
    assert_slice(slice_part(text, cells[1].span.begin, cells[1].span.end), "one");
    assert_false(grid_next(&row, g, &f.arena, &f.diags));
    assert_false(grid_next(&row, g, &f.arena, &f.diags));
    grid_close(g);
    fixture_end(&f);
}

static void limits_come_before_sizes(void **state)
{
    (void)state;
    struct fixture f;
    struct buf text;
    struct grid_row row;
    fixture_begin(&f);
    buf_init(&text, 1 << 20);
    buf_append_text(&text, "a;b\n1;");
    for (int i = 0; i < GRID_CELL_MAX + 1; i++)
        buf_append_char(&text, 'x');
    buf_append_text(&text, "\n2;y\n");
    struct grid *g = parse(&f, buf_slice(&text));
    assert_true(grid_next(&row, g, &f.arena, &f.diags));
    assert_false(row.sound);
    assert_true(grid_next(&row, g, &f.arena, &f.diags));
    assert_true(row.sound);
    grid_close(g);
    assert_codes(&f, "R006");

    diag_init(&f.diags, &f.arena);
    buf_reset(&text);
    for (int i = 0; i <= GRID_COLUMNS_MAX; i++)
        buf_printf(&text, "c%d;", i);
    assert_null(parse(&f, buf_slice(&text)));
    assert_codes(&f, "R010");
    buf_deinit(&text);
    fixture_end(&f);
}

static void memory_does_not_grow_with_the_rows(void **state)
{
    (void)state;
    struct fixture f;
    struct buf text;
    struct grid_row row;
    struct arena page;
    unsigned count = 0;
    fixture_begin(&f);
    arena_init(&page, 64 * 1024);
    buf_init(&text, 8 << 20);
    buf_append_text(&text, "tên;thôn\n");
    for (int i = 0; i < 50000; i++)
        buf_printf(&text, "Người %d;Đông\n", i);
    struct grid *g = parse(&f, buf_slice(&text));
    for (; grid_next(&row, g, &page, &f.diags); arena_reset(&page))
        count++;
    assert_int_equal(count, 50000);
    grid_close(g);
    buf_deinit(&text);
    arena_deinit(&page);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_as_people_save_them),
        cmocka_unit_test(columns_are_found_however_they_are_written),
        cmocka_unit_test(cells_know_their_place),
        cmocka_unit_test(limits_come_before_sizes),
        cmocka_unit_test(memory_does_not_grow_with_the_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
