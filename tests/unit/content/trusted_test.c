#include "content/shared/trusted.h"

#include "content/format/format.h"
#include "fixture.h"

static const struct trusted *parse(struct fixture *f, const char *text)
{
    return format_parse(&f->arena, &format_trusted, SLICE("t.yaml"), slice_from(text), NULL,
                        &f->diags);
}

static void every_key_lands_in_its_member(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    const struct trusted *t = parse(&f, "domains:\n"
                                        "  - host: vneid.gov.vn\n"
                                        "    reason: Bộ Công an\n"
                                        "  - host: play.google.com\n"
                                        "    path: /store/apps/details\n"
                                        "    exact: true\n"
                                        "    reason: Cửa hàng ứng dụng\n"
                                        "  - host: zalo.me\n"
                                        "    confirm: true\n"
                                        "    exact: false\n"
                                        "    reason: Nhóm của tổ\n"
                                        "shorteners: [bit.ly, t.co]\n"
                                        "brands: [vneid]\n"
                                        "abused_suffixes: [xyz, top]\n");
    assert_codes(&f, "");
    assert_int_equal(t->domain_count, 3);
    assert_slice(t->domains[0].host.text, "vneid.gov.vn");
    assert_slice(t->domains[0].reason.text, "Bộ Công an");
    assert_false(t->domains[0].exact || t->domains[0].confirm);
    assert_slice(t->domains[1].path.text, "/store/apps/details");
    assert_true(t->domains[1].exact);
    assert_true(t->domains[2].confirm);
    assert_int_equal(t->shortener_count, 2);
    assert_slice(t->shorteners[1].text, "t.co");
    assert_int_equal(t->brand_count, 1);
    assert_slice(t->brands[0].text, "vneid");
    assert_int_equal(t->abused_suffix_count, 2);
    assert_slice(t->abused_suffixes[1].text, "top");
    fixture_end(&f);
}

static void problems_have_code_and_place(void **state)
{
    (void)state;
    static const struct {
        const char *in, *codes, *place;
    } rows[] = {
        {"domains:\n", "T004", "domains"},
        {"shorteners: [a.b]\n", "T002", "shorteners"},
        {"domains:\n  - host: a.vn\n", "T002", "host"},
        {"domains:\n  - {host: a.vn, reason: x, exact: có}\n", "T013", "có"},
        {"domains:\n  - {host: vn, reason: x}\n", "T018", "vn"},
        {"domains:\n  - {host: A.vn, reason: x}\n", "T018", "A.vn"},
        {"domains:\n  - {host: -a.vn, reason: x}\n", "T018", "-a.vn"},
        {"domains:\n  - {host: a..vn, reason: x}\n", "T018", "a..vn"},
        {"domains:\n  - {host: a.vn, reason: x, path: store}\n", "T019", "store"},
        {"domains:\n  - {host: a.vn, reason: x}\n  - {host: a.vn, reason: y}\n", "T028", "a.vn"},
        {"domains:\n  - {host: a.vn, reason: x}\n  - {host: a.vn, path: /b, reason: y}\n", "", ""},
        {"domains:\n  - {host: a.vn, reason: x}\nabused_suffixes: [.xyz]\n", "T018", ".xyz"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        fixture_begin(&f);
        (void)parse(&f, rows[i].in);
        assert_codes(&f, rows[i].codes);
        assert_slice(place_of(&f, rows[i].codes), rows[i].place);
        fixture_end(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_lands_in_its_member),
        cmocka_unit_test(problems_have_code_and_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
