#include "content/record/stall.h"

#include "content/record/grid.h"
#include "fixture.h"

static const struct banks *shipped(struct fixture *f)
{
    const struct banks *banks =
        banks_load(&f->arena, NGOSO_SOURCE_DIR "/guides/banks.yaml", &f->diags);
    assert_codes(f, "");
    return banks;
}

/* What each value becomes, or the code of what is wrong with it. */
static void values_are_checked(void **state)
{
    static const struct {
        const char *values[STALL_VALUE_COUNT];
        const char *codes, *owner, *account, *amount, *message;
    } rows[] = {
        {{"NGUYEN VAN MAU", "Vietcombank", "0123456789", "", "", ""},
         "",
         "NGUYEN VAN MAU",
         "0123456789",
         "",
         ""},
        {{"Nguyễn Văn Mẫu", "vcb", "0123 456 789", "20.000 đ", "Trà đá số 5", "Quán Mẫu"},
         "",
         "NGUYEN VAN MAU",
         "0123456789",
         "20000",
         "Tra da so 5"},
        {{"đỗ thị ơ", "970436",
          "0123\xC2\xA0"
          "456",
          "1.234.567 đồng", "", ""},
         "",
         "DO THI O",
         "0123456",
         "1234567",
         ""},
        {{"A", "MB", "0123456", "1,234,567", "", ""}, "", "A", "0123456", "1234567", ""},
        {{"A", "MB", "0123456", "20000VND", "", ""}, "", "A", "0123456", "20000", ""},
        {{"A", "MB", "0123456", "499.999.999", "", ""}, "", "A", "0123456", "499999999", ""},
        {{"A", "MB", "0123456", "500.000.000", "", ""}, "S011", "", "", "", ""},
        {{"A", "MB", "0123456", "99999999999999999999", "", ""}, "S011", "", "", "", ""},
        {{"A", "MB", "0123456", "0", "", ""}, "S011", "", "", "", ""},
        {{"A", "MB", "0123456", "000020000", "", ""}, "", "A", "0123456", "20000", ""},
        {{"A", "MB", "0123456", "20.00", "", ""}, "S010", "", "", "", ""},
        {{"A", "MB", "0123456", "20.000,000", "", ""}, "S010", "", "", "", ""},
        {{"A", "MB", "0123456", "2000.000", "", ""}, "S010", "", "", "", ""},
        {{"A", "MB", "0123456", "-5000", "", ""}, "S010", "", "", "", ""},
        {{"A", "MB", "0123456", "20k", "", ""}, "S010", "", "", "", ""},
        {{"A", "MB", "0123456", "đ", "", ""}, "S010", "", "", "", ""},
        {{"A", "MB", "O123456", "", "", ""}, "S007", "", "", "", ""},
        {{"A", "MB", "1.23457E+11", "", "", ""}, "S007", "", "", "", ""},
        {{"A", "MB", "0123-456", "", "", ""}, "S007", "", "", "", ""},
        {{"A", "MB", "12345678901234567890", "", "", ""}, "S008", "", "", "", ""},
        {{"A", "MB", "0123", "", "", ""}, "S009", "A", "0123", "", ""},
        {{"A", "MB", "", "", "", ""}, "S001", "", "", "", ""},
        {{"A", "MBB ank", "0123456", "", "", ""}, "", "A", "0123456", "", ""},
        {{"A", "Vietconbank", "0123456", "", "", ""}, "S004", "", "", "", ""},
        {{"A", "970999", "0123456", "", "", ""}, "S004", "", "", "", ""},
        {{"A", "CIMB", "0123456", "", "", ""}, "S005", "", "", "", ""},
        {{"A", "Woori", "0123456", "", "", ""}, "S005", "", "", "", ""},
        {{"A", "Timo", "0123456", "", "", ""}, "S006", "A", "0123456", "", ""},
        {{"NGUYEN_MAU", "MB", "0123456", "", "", ""}, "S002", "", "", "", ""},
        {{"ABCDEFGHIJKLMNOPQRSTUVWXYZ ABCDEFGHIJKLMN", "MB", "0123456", "", "", ""},
         "S003",
         "",
         "",
         "",
         ""},
        {{"A", "MB", "0123456", "", "Trà đá & cà phê", ""}, "S012", "", "", "", ""},
        {{"A", "MB", "0123456", "", "Hai mươi sáu chữ cái đấy nhé", ""}, "S003", "", "", "", ""},
        {{"A", "Sacombank", "", "", "", "", "9704031101234567"},
         "S016 S017", /* NAPAS' own example: no card that exists. */
         "A",
         "9704031101234567",
         "",
         ""},
        {{"A", "970403", "", "", "", "", "9704 0311 0123 4560"},
         "S017",
         "A",
         "9704031101234560",
         "",
         ""},
        {{"A", "Sacombank", "", "", "", "", "9704031101234567896"},
         "S017",
         "A",
         "9704031101234567896",
         "",
         ""},
        {{"A", "MB", "", "", "", "", "9704031101234560"}, "S015", "", "", "", ""},
        {{"A", "Sacombank", "", "", "", "", "4111111111111111"}, "S015", "", "", "", ""},
        {{"A", "Sacombank", "", "", "", "", "970403110123456"}, "S008", "", "", "", ""},
        {{"A", "Sacombank", "", "", "", "", "97040311012345678901"}, "S008", "", "", "", ""},
        {{"A", "Sacombank", "", "", "", "", "9704-0311-0123-4560"}, "S007", "", "", "", ""},
        {{"A", "Sacombank", "0123456", "", "", "", "9704031101234560"}, "S014", "", "", "", ""},
        {{"A", "CIMB", "", "", "", "", "9704031101234560"}, "S005 S017", "", "", "", ""},
        {{"", "", "", "", "", ""}, "S001 S001 S001", "", "", "", ""},
        {{"A", "CIMB", "x", "x", "#", ""}, "S005 S007 S010 S012", "", "", "", ""},
    };
    struct fixture f;
    (void)state;
    fixture_begin(&f);
    const struct banks *banks = shipped(&f);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct field values[STALL_VALUE_COUNT] = {{{NULL, 0}, {NULL, 0, 0}}};
        struct stall s;
        struct slice codes = SLICE("");
        unsigned errors = f.diags.error_count, before = f.diags.count;
        for (unsigned v = 0; v < STALL_VALUE_COUNT; v++)
            values[v].text = slice_from(rows[i].values[v]);
        bool sound = stall_check(&s, values, banks, &f.arena, &f.diags);
        for (unsigned k = before; k < f.diags.count; k++)
            codes = arena_printf(&f.arena, "%.*s%s%s", SLICE_ARG(codes), codes.size ? " " : "",
                                 f.diags.items[k].code);
        if (!slice_equal_text(codes, rows[i].codes))
            fail_msg("row %u: “%.*s”", (unsigned)i, SLICE_ARG(codes));
        assert_int_equal(sound, f.diags.error_count == errors);
        if (!sound)
            continue;
        assert_slice(s.owner, rows[i].owner);
        assert_slice(s.account, rows[i].account);
        assert_slice(s.amount, rows[i].amount);
        assert_slice(s.message, rows[i].message);
    }
    fixture_end(&f);
}

static void columns_are_found_by_their_names(void **state)
{
    static const struct {
        const char *heading, *codes;
        int columns[STALL_VALUE_COUNT];
    } rows[] = {
        {"Tên;Ngân hàng;Số tài khoản", "", {0, 1, 2, -1, -1, -1, -1}},
        {"shop,amount,message,account,bank,name", "", {5, 4, 3, 1, 2, 0, -1}},
        {"Chủ tài khoản\tSTK\tNGAN HANG\tTên quán", "", {0, 2, 1, -1, -1, 3, -1}},
        {"Tên;Ngân hàng;Số thẻ", "", {0, 1, -1, -1, -1, -1, 2}},
        {"Tên;Ngân hàng;Số thẻ;Số tài khoản", "", {0, 1, 3, -1, -1, -1, 2}},
        {"Tên;Số tài khoản", "S013", {0}},
        {"a;b", "S013 S013 S013", {0}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        int columns[STALL_VALUE_COUNT];
        fixture_begin(&f);
        struct slice text = arena_printf(&f.arena, "%s\nA;B;C\n", rows[i].heading);
        struct grid *g = grid_parse(&f.arena, SLICE("stalls.csv"), text, &f.diags);
        assert_non_null(g);
        bool found = stall_columns(columns, g, &f.diags);
        assert_codes(&f, rows[i].codes);
        assert_int_equal(found, rows[i].codes[0] == '\0');
        if (found)
            assert_memory_equal(columns, rows[i].columns, sizeof columns);
        grid_close(g);
        fixture_end(&f);
    }
}

static void digits_are_grouped(void **state)
{
    static const struct {
        const char *digits, *account, *amount;
    } rows[] = {
        {"", "", ""},
        {"1", "1", "1"},
        {"123", "123", "123"},
        {"1234", "1234", "1.234"},
        {"12345", "12345", "12.345"},
        {"123456", "123 456", "123.456"},
        {"0123456789", "0123 456 789", "0.123.456.789"},
        {"1234567890123456789", "1234 567 890 123 456 789", "1.234.567.890.123.456.789"},
    };
    struct fixture f;
    (void)state;
    fixture_begin(&f);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_slice(stall_group_digits(&f.arena, slice_from(rows[i].digits)), rows[i].account);
        assert_slice(stall_group_amount(&f.arena, slice_from(rows[i].digits)), rows[i].amount);
    }
    fixture_end(&f);
}

/* The title is the stall's, else the name as a person writes it; of a card little is shown. */
static void titles_and_numbers_are_shown(void **state)
{
    static const struct {
        const char *values[STALL_VALUE_COUNT];
        const char *title, *number;
    } rows[] = {
        {{"Nguyễn Văn Mẫu", "MB", "0123456789", "", "", "Quán Mẫu"}, "Quán Mẫu", "0123 456 789"},
        {{"Nguyễn Văn Mẫu", "MB", "0123456789", "", "", ""}, "Nguyễn Văn Mẫu", "0123 456 789"},
        {{"nguyen van mau", "MB", "0123456789", "", "", ""}, "", "0123 456 789"},
        {{"A", "970403", "", "", "", "", "9704031101234560"}, "", "card that ends in 4560"},
    };
    struct fixture f;
    (void)state;
    fixture_begin(&f);
    const struct banks *banks = shipped(&f);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct field values[STALL_VALUE_COUNT] = {{{NULL, 0}, {NULL, 0, 0}}};
        struct stall s;
        for (unsigned v = 0; v < STALL_VALUE_COUNT; v++)
            values[v].text = slice_from(rows[i].values[v]);
        assert_true(stall_check(&s, values, banks, &f.arena, &f.diags));
        assert_slice(stall_title(&s), rows[i].title);
        assert_slice(stall_number(&f.arena, &s, "en"), rows[i].number);
    }
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_checked),
        cmocka_unit_test(columns_are_found_by_their_names),
        cmocka_unit_test(titles_and_numbers_are_shown),
        cmocka_unit_test(digits_are_grouped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
