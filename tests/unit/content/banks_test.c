#include "content/shared/banks.h"

#include "base/buf.h"
#include "content/format/format.h"
#include "content/shared/facts.h"
#include "fixture.h"

static const struct banks *shipped(struct fixture *f)
{
    const struct banks *banks =
        banks_load(&f->arena, NGOSO_SOURCE_DIR "/guides/banks.yaml", &f->diags);
    assert_codes(f, "");
    return banks;
}

static void banks_are_found_by_any_name(void **state)
{
    static const struct {
        const char *word, *bin;
    } rows[] = {
        {"Vietcombank", "970436"},
        {"vietcombank", "970436"},
        {"VIETCOM BANK", "970436"},
        {"VCB", "970436"},
        {"970436", "970436"},
        {"MB", "970422"},
        {"MB Bank", "970422"},
        {"Nam Á", "970428"},
        {"nam a bank", "970428"},
        {"DongA", "970406"},
        {"OceanBank", "970414"},
        {"IBK TP.HCM", "970456"},
        {"ibk hà nội", "970455"},
        {"momo", "971025"},
        {"Ngân hàng Chính sách Xã hội", "999888"},
        {"CIMB", ""},
    };
    static const char *const unknown[] = {"", " ", "-", "Vietcombankk", "970999", "bank", "đ"};
    struct fixture f;
    (void)state;
    fixture_begin(&f);
    const struct banks *banks = shipped(&f);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct bank_list *list = NULL;
        const struct bank *b = banks_find(&list, banks, &f.arena, slice_from(rows[i].word));
        if (!b)
            fail_msg("%s is not found", rows[i].word);
        assert_slice(b->bin.text, rows[i].bin);
        assert_true(list && list->checked.year == 2026);
    }
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        assert_null(banks_find(NULL, banks, &f.arena, slice_from(unknown[i])));
    assert_slice(banks_nearest(banks, &f.arena, SLICE("Vietcombankk")), "Vietcombank");
    assert_slice(banks_nearest(banks, &f.arena, SLICE("Techconbank")), "Techcombank");
    assert_slice(banks_nearest(banks, &f.arena, SLICE("Quầy số bảy")), "");
    fixture_end(&f);
}

/* The table of the State Bank's letter has 50 rows; 13 more are in other lists, and one is in
 * doubt. */
static void the_list_is_whole(void **state)
{
    struct fixture f;
    unsigned count = 0, without = 0;
    (void)state;
    fixture_begin(&f);
    const struct banks *banks = shipped(&f);
    for (unsigned l = 0; l < banks->list_count; l++)
        for (unsigned i = 0; i < banks->lists[l].bank_count; i++) {
            count++;
            without += banks->lists[l].banks[i].bin.text.size == 0;
        }
    assert_int_equal(count, 64);
    assert_int_equal(without, 1);
    fixture_end(&f);
}

#define HEAD                                                                                       \
    "lists:\n  - source: s\n    certainty: two-sources\n    checked: 2026-11-21\n    banks:\n"

static void problems_have_code_and_place(void **state)
{
    static const struct {
        const char *in, *codes;
    } rows[] = {
        {HEAD "      - {name: A Bank, bin: 970436, qr: accepts}\n", ""},
        {HEAD "      - {name: A Bank, bin: 97043, qr: accepts}\n", "B027"},
        {HEAD "      - {name: A Bank, bin: 97O436, qr: accepts}\n", "B027"},
        {HEAD "      - {name: A Bank, qr: accepts}\n", "B052"},
        {HEAD "      - {name: A Bank, bin: 970436}\n", "B002"},
        {HEAD "      - {name: A Bank, bin: 970436, qr: maybe}\n", "B008"},
        {HEAD "      - {name: A Bank, qr: unclear, conflict: c}\n", ""},
        {HEAD "      - {name: A Bank, bin: 970436, qr: unclear, conflict: c}\n", "B017"},
        {HEAD "      - {name: A Bank, bin: 970436, qr: accepts}\n"
              "      - {name: B Bank, bin: 970436, qr: accepts}\n",
         "B051"},
        {HEAD "      - {name: A Bank, bin: 970436, qr: accepts}\n"
              "      - {name: B Bank, also: [ABANK], bin: 970437, qr: accepts}\n",
         "B051"},
        {"lists: []\n", "B007"},
        {"banks: []\n", "B001 B002"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        fixture_begin(&f);
        (void)format_parse(&f.arena, &format_banks, SLICE("banks.yaml"), slice_from(rows[i].in),
                           NULL, &f.diags);
        assert_codes(&f, rows[i].codes);
        fixture_end(&f);
    }
}

/* Nearly as many as YAML_NODES_MAX allows, the last of them by the first one's name. */
static void the_largest_list_is_read(void **state)
{
    enum { LISTS = 14 };
    struct fixture f;
    struct buf text;
    (void)state;
    fixture_begin(&f);
    buf_init(&text, BANKS_FILE_MAX);
    buf_printf(&text, "lists:\n");
    for (unsigned l = 0; l < LISTS; l++) {
        buf_printf(&text, "%s", &HEAD[strlen("lists:\n")]);
        for (unsigned i = 0; i < BANKS_MAX; i++) {
            unsigned n = l * BANKS_MAX + i;
            bool last = n + 1 == LISTS * BANKS_MAX;
            buf_printf(&text, "      - {name: b%u, bin: %06u, qr: accepts}\n", last ? 0 : n, n);
        }
    }
    assert_false(text.failed);
    (void)format_parse(&f.arena, &format_banks, SLICE("banks.yaml"), buf_slice(&text), NULL,
                       &f.diags);
    assert_codes(&f, "B051");
    buf_deinit(&text);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(banks_are_found_by_any_name),
        cmocka_unit_test(the_list_is_whole),
        cmocka_unit_test(problems_have_code_and_place),
        cmocka_unit_test(the_largest_list_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
