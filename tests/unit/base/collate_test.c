#include "base/collate.h"

#include <stdlib.h>

#include "support/test.h"

/* Sorted by ICU 72, locale vi; both ways of writing "hòa" are there, and words with marks apart. */
static const char *const sorted[] = {
    "#tag",
    "11",
    "112",
    "a b",
    "a-b",
    "ab",
    "an",
    "an toàn",
    "ảnh",
    "ắc",
    "ăn",
    "âm",
    "ẩm",
    "ba",
    "bà",
    "ba lô",
    "bán hàng trên mạng",
    "bảo hiểm y tế",
    "bão, lũ",
    "cài đặt ứng dụng",
    "câu hỏi bảo mật",
    "chuyển nhầm",
    "chuyển tiền",
    "công an xã",
    "Cổng Dịch vụ công quốc gia",
    "cuộc gọi lạ",
    "da",
    "dạ",
    "dấu xác thực",
    "đa",
    "Đà",
    "đá",
    "đặt cọc",
    "đường link lạ",
    "e-mail",
    "em",
    "email",
    "ếch",
    "êm",
    "f",
    "gian hàng",
    "giấy phép lái xe",
    "giấy tờ xe",
    "hoa",
    "Hoa",
    "HOA",
    "hoà",
    "hòa",
    "hóa đơn điện tử",
    "hoàn tiền",
    "hộ kinh doanh",
    "khai thuế",
    "khóa tài khoản",
    "khuôn mặt",
    "kích hoạt VNeID",
    "lừa đảo",
    "ma",
    "mà",
    "mả",
    "mã",
    "má",
    "mạ",
    "Mạ",
    "mà cả",
    "mã OTP",
    "mã QR",
    "ma túy",
    "mật khẩu",
    "nhóm Zalo",
    "o",
    "òa",
    "oan",
    "oán",
    "ô",
    "ổ",
    "ơ",
    "ở",
    "passcode",
    "phạt nguội",
    "sạc dự phòng",
    "SIM chính chủ",
    "Smart OTP",
    "số định danh",
    "sổ hộ khẩu",
    "Sổ sức khỏe điện tử",
    "tài khoản ngân hàng",
    "tem truy xuất",
    "thẻ căn cước",
    "thi",
    "thì",
    "thỉ",
    "thĩ",
    "thí",
    "thị",
    "thu",
    "thu 2",
    "thuế",
    "thư",
    "thứ",
    "Tiền di động",
    "tin đồn",
    "trẻ em",
    "u",
    "uy",
    "ư",
    "ử",
    "ứ",
    "ướt",
    "Ví giấy tờ",
    "VietQR",
    "việc nhẹ lương cao",
    "VNeID",
    "VssID",
    "vùng nguy hiểm",
    "w",
    "y",
    "ý",
    "z",
};

enum { COUNT = sizeof sorted / sizeof *sorted };

static int sign(int n)
{
    return (n > 0) - (n < 0);
}

static void words_stand_as_icu_puts_them(void **state)
{
    (void)state;
    for (int i = 0; i < COUNT; i++)
        for (int k = 0; k < COUNT; k++) {
            int got = collate_compare(slice_from(sorted[i]), slice_from(sorted[k]));
            if (sign(got) != sign(i - k))
                fail_msg("“%s” and “%s”: %d", sorted[i], sorted[k], got);
        }
}

static void marks_may_stand_apart(void **state)
{
    (void)state;
    /* ệ as e, dot below, circumflex; as ê, dot below; as one letter. */
    struct slice apart = SLICE("e\u0323\u0302"), half = SLICE("\u00EA\u0323"),
                 one = SLICE("\u1EC7");
    assert_true(collate_compare(apart, SLICE("ế")) > 0);
    assert_true(collate_compare(half, SLICE("ế")) > 0);
    assert_true(collate_compare(SLICE("êa"), one) > 0);
    assert_int_equal(collate_letter(apart), 0xCA);
    assert_int_not_equal(collate_compare(apart, one), 0);
    assert_int_equal(collate_compare(one, one), 0);
    assert_int_equal(collate_compare(SLICE(""), SLICE("")), 0);
    assert_true(collate_compare(SLICE(""), SLICE("a")) < 0);
}

static void each_word_has_its_letter(void **state)
{
    static const struct {
        const char *word;
        uint32_t letter;
    } rows[] = {
        {"an", 'A'},    {"ảnh", 'A'},  {"ẳng", 0x102}, {"ẩm", 0xC2},  {"điện", 0x110},
        {"Đà", 0x110},  {"ếch", 0xCA}, {"ổ", 0xD4},    {"Ở", 0x1A0},  {"ướt", 0x1AF},
        {"VNeID", 'V'}, {"w", 'W'},    {"112", '#'},   {"", '#'},     {" a", '#'},
        {"ß", '#'},     {"中", '#'},   {"ý", 'Y'},     {"\xff", '#'},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(collate_letter(slice_from(rows[i].word)), rows[i].letter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_stand_as_icu_puts_them),
        cmocka_unit_test(marks_may_stand_apart),
        cmocka_unit_test(each_word_has_its_letter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
