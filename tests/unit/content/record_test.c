#include "content/record/record.h"

#include "content/format/format.h"
#include "content/record/text.h"
#include "fixture.h"

static struct grid *parse(struct fixture *f, const char *text)
{
    struct grid *g = grid_parse(&f->arena, SLICE("ho.csv"), slice_from(text), &f->diags);
    assert_non_null(g);
    return g;
}

/* "village=0 phone=2", or why not. */
static const char *mapped(struct fixture *f, const char *names, const char *asked)
{
    struct record_map map;
    struct error e = {0};
    struct slice all = SLICE("");
    struct grid *g = parse(f, names);
    bool ok = record_map_make(&map, g, slice_from(asked), &e);
    grid_close(g);
    if (!ok)
        return arena_copy(&f->arena, slice_from(e.message)).data;
    for (unsigned i = 0; i < RECORD_FIELD_COUNT; i++)
        if (map.columns[i] >= 0)
            all = arena_printf(&f->arena, "%.*s%s%s=%d", SLICE_ARG(all), all.size ? " " : "",
                               record_field_name((enum record_field)i), map.columns[i]);
    return arena_copy(&f->arena, all).data;
}

static void columns_find_their_fields(void **state)
{
    (void)state;
    static const struct {
        const char *names, *asked, *out;
    } rows[] = {
        {"Thôn;Chủ hộ;SĐT\n", "", "village=0 phone=2 recipient=1"},
        {"THON;ho_ten;So dien thoai\n", "", "village=0 phone=2 recipient=1"},
        {"village;team;leader;phone;zalo;hall;hours;recipient;address\n", "",
         "village=0 team=1 leader=2 phone=3 zalo=4 hall=5 hours=6 recipient=7 address=8"},
        {"Xóm ta;Máy\n", "Máy=phone", "phone=1"},
        {"Thôn;Bản\n", "", "village=0"},
        {"Thôn;Bản\n", "ban=village", "village=1"},
        {"Thôn;X\n", "Thôn=none,X=leader", "leader=1"},
        {"Thôn;X\n", "Thôn=team", "team=0"}, /* A column holds one field. */
        {"Thôn;X\n", "Y=team", "there is no column “Y”; did you mean “X”?"},
        {"Thôn;X\n", "X=phne", "there is no field “phne”; did you mean “phone”?"},
        {"Thôn;X\n", "X", "--map takes COLUMN=FIELD, not “X”"},
        {"Thôn;X\n", "Thôn=team,X=team", "--map fills the field “team” twice"},
        {"Thôn;X\n", "X=team,X=phone", "--map gives the column “X” to two fields"},
    };
    struct fixture f;
    fixture_begin(&f);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(mapped(&f, rows[i].names, rows[i].asked), rows[i].out);
    fixture_end(&f);
}

static const char commune_text[] = "name: xã Mẫu\nteam: Tổ xã\nleader: Bà X\nvillages:\n"
                                   "  - name: thôn Một\n    team: Tổ Một\n    leader: Ông M\n";

/* "team|leader|phones|zalo" of the only row. */
static const char *read_one(struct fixture *f, const char *table, bool with_commune, bool *sound)
{
    struct grid *g = parse(f, table);
    struct commune *c = with_commune ? format_parse(&f->arena, &format_commune, SLICE("c.yaml"),
                                                    slice_from(commune_text), NULL, &f->diags)
                                     : NULL;
    struct record_map map;
    struct error e = {0};
    struct grid_row row;
    struct record r;
    assert_true(record_map_make(&map, g, SLICE(""), &e));
    assert_true(grid_next(&row, g, &f->arena, &f->diags));
    *sound = record_read(&r, &map, &row, c, &f->diags);
    grid_close(g);
    const struct contact *own = &r.village.contact;
    struct slice all = arena_printf(&f->arena, "%.*s|%.*s|", SLICE_ARG(own->team.text),
                                    SLICE_ARG(own->leader.text));
    for (unsigned i = 0; i < own->phone_count; i++)
        all = arena_printf(&f->arena, "%.*s%s%.*s", SLICE_ARG(all), i ? "+" : "",
                           SLICE_ARG(own->phones[i].text));
    return arena_printf(&f->arena, "%.*s|%.*s", SLICE_ARG(all), SLICE_ARG(own->zalo.text)).data;
}

static void rows_become_records(void **state)
{
    (void)state;
    static const struct {
        const char *table;
        bool with_commune;
        const char *out, *codes;
    } rows[] = {
        {"tổ,điện thoại\nTổ A,0000 000 001\n", false, "Tổ A||0000 000 001|", ""},
        {"phone\n\"0000000001, 0000.000.002 ;+84 000 000 003\"\n", false,
         "||0000000001+0000.000.002++84 000 000 003|", ""},
        {"phone;x\n1/2/3/4;\n", false, "|||", "M002"},
        {"phone;x\n11/22/33/44;\n", false, "|||", "M005"},
        {"phone\n912345678\n", false, "|||", "M002"}, /* The lost zero. */
        {"phone;x\n9,12E+08;\n", false, "|||", "M002"},
        {"chủ hộ\n#N/A\n", false, "|||", "M010"}, /* A formula that went wrong. */
        {"chủ hộ;x\nA;#N/A\n", false, "|||", ""},
        {"địa chỉ\n########\n", false, "|||", "M010"},
        {"địa chỉ\n#5 ngõ 3\n", false, "|||", ""},
        {"phone\n19000000\n", false, "||19000000|", ""},
        {"phone\nkhông có\n", false, "|||", "M002"},
        {"zalo\nhttps://zalo.me/g/x\n", false, "|||https://zalo.me/g/x", ""},
        {"zalo\nhttps://oa.zalo.me/1\n", false, "|||https://oa.zalo.me/1", ""},
        {"zalo;x\nhttps://zalo.me/;\n", false, "|||", "M003"},
        {"zalo\nhttps://zalo.me/g/ é\n", false, "|||", "M003"},
        {"zalo\nhttps://zalo.me.evil.example/g\n", false, "|||", "M003"},
        {"thôn\nthôn Một\n", true, "Tổ Một|Ông M||", ""},
        {"thôn;tổ\nthôn Một;Tổ riêng\n", true, "Tổ riêng|||", ""},
        {"thôn\nthôn Mốt\n", true, "|||", "M004"},
        {"thôn;tổ\nthôn Mốt;Tổ riêng\n", true, "Tổ riêng|||", ""},
        {"thôn\nthôn Mốt\n", false, "|||", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        bool sound;
        fixture_begin(&f);
        const char *out = read_one(&f, rows[i].table, rows[i].with_commune, &sound);
        assert_string_equal(out, rows[i].out);
        assert_codes(&f, rows[i].codes);
        assert_int_equal(sound, rows[i].codes[0] == '\0');
        fixture_end(&f);
    }
}

/* Filled for the row, or why not. */
static const char *filled(struct fixture *f, const char *text, bool link)
{
    static const char *const words[] = {"no", NULL};
    struct grid *g = parse(f, "Mã hộ;trống;bậc\nH 1/é&x=../;;..\n");
    const struct slice values[] = {SLICE("0002")};
    struct record_text t;
    struct error e = {0};
    struct grid_row row;
    struct slice out = SLICE("");
    int column = -1;
    assert_true(grid_next(&row, g, &f->arena, &f->diags));
    bool ok = link ? record_text_parse_link(&t, slice_from(text), g, &e)
                   : record_text_parse(&t, slice_from(text), g, words, &e);
    if (!ok)
        out = slice_from(e.message);
    else if (!link)
        out = record_text_fill(&f->arena, &t, &row, values);
    else if (!record_text_fill_link(&out, &column, &f->arena, &t, &row))
        out = arena_printf(&f->arena, "column %d", column);
    grid_close(g);
    return arena_copy(&f->arena, out).data;
}

static void places_are_filled(void **state)
{
    (void)state;
    static const char wrong_host[] = "a link with a place to fill starts with https://, the host "
                                     "and a slash: where it leads must not come from the table";
    static const struct {
        const char *in;
        bool link;
        const char *out;
    } rows[] = {
        {"{no}-{mã hộ}!", false, "0002-H 1/é&x=../!"},
        {"{}{ {vneid.link}", false, "{}{ {vneid.link}"}, /* Facts, and plain braces. */
        {"{ma_ho}{MA HO}", false, "H 1/é&x=../H 1/é&x=../"},
        {"{mã hô}", false, "H 1/é&x=../"}, /* Marks do not count. */
        {"{mã hộp}", false, "there is no column “mã hộp”; did you mean “Mã hộ”?"},
        {"https://a.vn/x?h={mã hộ}&k=1", true, "https://a.vn/x?h=H%201%2F%C3%A9%26x%3D..%2F&k=1"},
        {"https://a.vn/{bậc}/x", true, "column 2"},
        {"https://a.vn/{trống}", true, "column 1"},
        {"https://{mã hộ}.vn/", true, wrong_host},
        {"https://a.vn{mã hộ}/", true, wrong_host},
        {"https:/{mã hộ}/", true, wrong_host},
        {"{mã hộ}", true, wrong_host},
        {"https://a.vn", true, "https://a.vn"},
    };
    struct fixture f;
    fixture_begin(&f);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(filled(&f, rows[i].in, rows[i].link), rows[i].out);
    fixture_end(&f);
}

static void rows_by_number(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        bool ok;
        const char *have, *lack;
    } rows[] = {
        {"3,7-9", true, "\3\7\10\11", "\1\2\4\6\12"},
        {" 3 , 5-5", true, "\3\5", "\4"},
        {"", false, "", ""},
        {"3,", false, "", ""},
        {"9-7", false, "", ""},
        {"0", false, "", ""},
        {"-3", false, "", ""},
        {"3-", false, "", ""},
        {"a", false, "", ""},
        {"99999999999999999999", false, "", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct record_ranges ranges;
        struct error e = {0};
        assert_int_equal(record_ranges_parse(&ranges, slice_from(rows[i].in), &e), rows[i].ok);
        for (const char *c = rows[i].have; *c; c++)
            assert_true(record_ranges_have(&ranges, (unsigned)*c));
        for (const char *c = rows[i].lack; *c; c++)
            assert_false(record_ranges_have(&ranges, (unsigned)*c));
    }
}

/* Reading again from a place gives the same rows, also behind the end. */
static void rows_are_found_again(void **state)
{
    (void)state;
    struct fixture f;
    struct grid_place places[3];
    struct grid_row row;
    fixture_begin(&f);
    struct grid *g = parse(&f, "a;b\n\n1;x\n\n\"2\n2\";y\n3;z");
    for (unsigned i = 0; i < 3; i++) {
        places[i] = grid_tell(g);
        assert_true(grid_next(&row, g, &f.arena, &f.diags));
    }
    assert_false(grid_next(&row, g, &f.arena, &f.diags));
    static const unsigned order[] = {2, 0, 1, 1, 2, 2};
    static const char *const cells[] = {"1", "2 2", "3"};
    static const unsigned numbers[] = {3, 5, 6};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        grid_go_to(g, places[order[i]]);
        assert_true(grid_next(&row, g, &f.arena, &f.diags));
        assert_slice(row.cells[0].text, cells[order[i]]);
        assert_int_equal(row.number, numbers[order[i]]);
    }
    grid_close(g);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_find_their_fields), cmocka_unit_test(rows_become_records),
        cmocka_unit_test(places_are_filled),         cmocka_unit_test(rows_by_number),
        cmocka_unit_test(rows_are_found_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
