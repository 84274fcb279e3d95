#include "content/record/commune.h"

#include "content/format/format.h"
#include "fixture.h"

static const struct commune *parse(struct fixture *f, const char *text)
{
    return format_parse(&f->arena, &format_commune, SLICE("commune.yaml"), slice_from(text), NULL,
                        &f->diags);
}

static void every_key_lands_in_its_member(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    const struct commune *c = parse(&f, "province: tỉnh Mẫu\n"
                                        "name: xã Mẫu\n"
                                        "hall: Nhà văn hóa\n"
                                        "hours: 7 giờ 30 – 17 giờ\n"
                                        "team: Tổ công nghệ số cộng đồng\n"
                                        "leader: Bà A\n"
                                        "phones: [0912 345 678, 01]\n"
                                        "zalo: https://zalo.me/g/abc\n"
                                        "villages:\n"
                                        "  - name: thôn Một\n"
                                        "    leader: Ông B\n"
                                        "    phones: [0912 345 679]\n"
                                        "  - name: thôn Hai\n"
                                        "allowed_domains:\n"
                                        "  - host: vidu.gov.vn\n"
                                        "    reason: Trang của xã\n");
    assert_codes(&f, "");
    assert_slice(c->province.text, "tỉnh Mẫu");
    assert_slice(c->name.text, "xã Mẫu");
    assert_slice(c->hall.text, "Nhà văn hóa");
    assert_slice(c->hours.text, "7 giờ 30 – 17 giờ");
    assert_slice(c->contact.team.text, "Tổ công nghệ số cộng đồng");
    assert_slice(c->contact.leader.text, "Bà A");
    assert_int_equal(c->contact.phone_count, 2);
    assert_slice(c->contact.phones[1].text, "01");
    assert_slice(c->contact.zalo.text, "https://zalo.me/g/abc");
    assert_int_equal(c->village_count, 2);
    assert_slice(c->villages[0].contact.leader.text, "Ông B");
    assert_slice(c->villages[0].contact.phones[0].text, "0912 345 679");
    assert_slice(c->villages[1].name.text, "thôn Hai");
    assert_int_equal(c->domain_count, 1);
    assert_slice(c->domains[0].host.text, "vidu.gov.vn");
    fixture_end(&f);
}

static void a_form_half_filled_in_is_fine(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    const struct commune *c = parse(&f, "province:\nname: xã Mẫu\nphones:\nvillages:\nzalo: ''\n");
    assert_codes(&f, "");
    assert_int_equal(c->province.text.size, 0);
    assert_slice(c->name.text, "xã Mẫu");
    fixture_end(&f);
}

static void problems_have_code_and_place(void **state)
{
    (void)state;
    static const struct {
        const char *in, *codes, *place;
    } rows[] = {
        {"district: huyện X\n", "C001", "district"},
        {"phones: 0912 345 678\n", "C003", "0912 345 678"},
        {"phones: [a]\n", "C015", "a"},
        {"phones: [1 2, 3 4, 5 6, 7 8]\n", "C006", "7 8"},
        {"zalo: https://zalo.vn/g/x\n", "C020", "https://zalo.vn/g/x"},
        {"zalo: http://zalo.me/g/x\n", "C020", "http://zalo.me/g/x"},
        {"zalo: https://evil.com/zalo.me/\n", "C020", "https://evil.com/zalo.me/"},
        {"villages:\n  - thôn Một\n", "C003", "thôn Một"},
        {"villages:\n  - leader: x\n", "C002", "leader"},
        {"villages:\n  - name: x\n  - name: x\n", "C028", "x"},
        {"villages:\n  - name: x\n    zalo: y\n", "C020", "y"},
        {"allowed_domains:\n  - host: https://a.vn\n    reason: x\n", "C018", "https://a.vn"},
        {"allowed_domains:\n  - host: A.vn\n    reason: x\n", "C018", "A.vn"},
        {"allowed_domains:\n  - host: a.vn\n", "C002", "host"},
        {"allowed_domains: [a.vn]\n", "C003", "a.vn"},
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
        cmocka_unit_test(a_form_half_filled_in_is_fine),
        cmocka_unit_test(problems_have_code_and_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
