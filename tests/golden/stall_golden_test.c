/*
 * A stall's stand and stickers as text and as pictures (accept.h):
 * golden/trace/stall-DESIGN-INK.txt and golden/pages/stall-DESIGN-INK.png.
 */
#include <stdio.h>

#include "accept.h"
#include "base/units.h"
#include "draw/trace.h"
#include "fixture.h"
#include "out/pixels.h"
#include "page/stall/stall.h"
#include "qr/vietqr.h"
#include "support/test.h"

static const struct stall_case {
    const char *name, *design;
    enum design_ink ink;
    enum stall_back back;
    const char *values[STALL_VALUE_COUNT];
} cases[] = {
    {"stall-stand-colour",
     "stand",
     DESIGN_COLOUR,
     STALL_BACK_SELLER,
     {"Nguyễn Văn Mẫu", "Vietcombank", "0123456789", "20000", "Trà đá", "Quán Mẫu"}},
    {"stall-stand-mono",
     "stand",
     DESIGN_MONO,
     STALL_BACK_CUSTOMER,
     {"Nguyễn Văn Mẫu", "Agribank", "0123456789123", "", "", ""}},
    {"stall-sign-colour",
     "sign",
     DESIGN_COLOUR,
     STALL_BACK_SELLER,
     {"Nguyễn Văn Mẫu", "Vietcombank", "0123456789", "20000", "Trà đá", "Quán Mẫu"}},
    {"stall-card-mono",
     "card",
     DESIGN_MONO,
     STALL_BACK_SELLER,
     {"NGUYEN VAN MAU", "MB", "0123456789", "", "", ""}},
    {"stall-sticker-mono",
     "sticker",
     DESIGN_MONO,
     STALL_BACK_SELLER,
     {"NGUYEN VAN MAU", "Agribank", "0123456789123", "", "", "Quán Mẫu"}},
};

enum { CASE_COUNT = sizeof cases / sizeof cases[0] };

static void make_stall(struct stall *out, struct fixture *f, const char *const *texts)
{
    struct field values[STALL_VALUE_COUNT];
    memset(values, 0, sizeof values);
    diag_init(&f->diags, &f->page);
    const struct banks *banks =
        banks_load(&f->page, NGOSO_SOURCE_DIR "/guides/banks.yaml", &f->diags);
    for (unsigned v = 0; v < STALL_VALUE_COUNT; v++)
        values[v].text = slice_from(texts[v]);
    if (!stall_check(out, values, banks, &f->page, &f->diags)) {
        fixture_print_problems(f);
        fail_msg("%s is not sound", texts[0]);
    }
}

static const struct design *find_design(const char *name)
{
    unsigned count;
    const struct design *all = stall_design_all(&count);
    for (unsigned i = 0; i < count; i++)
        if (strcmp(all[i].name, name) == 0)
            return &all[i];
    fail_msg("no design is called %s", name);
    return NULL;
}

static bool draw(struct fixture *f, const char *design, enum design_ink ink, enum stall_back back,
                 const char *const *texts)
{
    struct stall stall;
    const struct stall_print how = {find_design(design), ink, back, "vi"};
    arena_reset(&f->page);
    make_stall(&stall, f, texts);
    return stall_draw(&f->pages.lists[0], f->kit, &how, &stall, &f->page, &f->diags);
}

static void stalls_are_as_accepted(void **state)
{
    struct fixture *f = *state;
    struct pixels *pixels;
    struct error e = {0};
    struct buf text;
    unsigned different = 0;
    buf_init(&text, ACCEPT_TEXT_MAX);
    assert_true(pixels_create(&pixels, f->fonts, &e));
    for (unsigned i = 0; i < CASE_COUNT; i++) {
        assert_true(draw(f, cases[i].design, cases[i].ink, cases[i].back, cases[i].values));
        buf_reset(&text);
        draw_trace(&text, &f->pages.lists[0]);
        different += !accept_text(&f->page, cases[i].name, buf_slice(&text));
        different += !accept_page(&f->page, pixels, cases[i].name, &f->pages.lists[0]);
    }
    pixels_destroy(pixels);
    buf_deinit(&text);
    assert_int_equal(different, 0);
}

/* A person scans across a counter: 55 mm or more, in every design and for the longest code. */
static void codes_are_large(void **state)
{
    static const char *const longest[STALL_VALUE_COUNT] = {"NGUYEN VAN MAU",           "970436",
                                                           "1234567890123456789",      "499999999",
                                                           "Hai muoi lam chu cai day", ""};
    static const char *const shortest[STALL_VALUE_COUNT] = {
        "NGUYEN VAN MAU", "970436", "123456", "", "", ""};
    struct fixture *f = *state;
    unsigned count;
    const struct design *all = stall_design_all(&count);
    for (unsigned i = 0; i < 2 * count; i++) {
        bool drawn =
            draw(f, all[i / 2].name, DESIGN_COLOUR, STALL_BACK_SELLER, i % 2 ? longest : shortest);
        if (!drawn)
            fixture_print_problems(f);
        assert_true(drawn);
        const struct draw_list *list = &f->pages.lists[0];
        unsigned codes = 0;
        for (uint32_t k = 0; k < list->op_count; k++) {
            const struct draw_op *op = &list->ops[k];
            if (op->kind != DRAW_OP_QR)
                continue;
            codes++;
            assert_true((int32_t)op->qr.module_count * op->qr.module_du >= du_from_mm(55) - 1024);
        }
        assert_int_equal(codes, strcmp(all[i / 2].name, "sticker") == 0 ? 6 : 1);
    }
}

static void too_long_a_shop_is_said(void **state)
{
    static const char *const texts[STALL_VALUE_COUNT] = {
        "NGUYEN VAN MAU ABCDEFGH IJKLMNOP QRSTUVW",
        "Ngân hàng Chính sách xã hội",
        "1234567890123456789",
        "",
        "",
        "Quán Mẫu có tên dài, dài mãi, dài nữa, dài đến hết chỗ in"};
    struct fixture *f = *state;
    assert_false(draw(f, "sticker", DESIGN_COLOUR, STALL_BACK_SELLER, texts));
    assert_true(diag_has(&f->diags, 0, "D001"));
}

/* Names as long as a cooperative's, all values given: a face has room for them. */
static void long_names_fit_a_stand(void **state)
{
    static const char *const texts[STALL_VALUE_COUNT] = {
        "HTX NONG NGHIEP MAU SO MOT THON DONG",
        "Ngân hàng Chính sách xã hội",
        "1234567890123456789",
        "499999999",
        "Hai muoi lam chu cai day",
        "Hợp tác xã rau sạch và đặc sản Mẫu Số Một"};
    struct fixture *f = *state;
    bool drawn = draw(f, "stand", DESIGN_COLOUR, STALL_BACK_CUSTOMER, texts);
    if (!drawn)
        fixture_print_problems(f);
    assert_true(drawn);
}

static void the_code_says_what_was_given(void **state)
{
    struct fixture *f = *state;
    struct stall stall;
    struct vietqr read;
    struct error e = {0};
    arena_reset(&f->page);
    make_stall(&stall, f, cases[0].values);
    assert_true(vietqr_parse(&read, stall_payload(&f->page, &stall), &e));
    assert_true(slice_equal_text(read.bin, "970436"));
    assert_true(slice_equal_text(read.account, "0123456789"));
    assert_true(slice_equal_text(read.amount, "20000"));
    assert_true(slice_equal_text(read.additional[VIETQR_PURPOSE], "Tra da"));
    assert_true(read.one_payment && read.service == VIETQR_TO_ACCOUNT);
    make_stall(&stall, f, cases[1].values);
    assert_true(vietqr_parse(&read, stall_payload(&f->page, &stall), &e));
    assert_false(read.one_payment);
    assert_int_equal(read.amount.size, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stalls_are_as_accepted),       cmocka_unit_test(codes_are_large),
        cmocka_unit_test(too_long_a_shop_is_said),      cmocka_unit_test(long_names_fit_a_stand),
        cmocka_unit_test(the_code_says_what_was_given),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
