#include "text/glue.h"

#include "base/arena.h"
#include "support/test.h"

/** `expected` has "~" where a space must not break. */
static const struct {
    const char *expected;
} rows[] = {
    {""},
    {" "},
    {"một hai ba"},
    /* telephones and long numbers */
    {"gọi 1900~0368 hoặc 0912~345~678."},
    {"(1900~0368)"},
    {"1~000~000~đồng"},
    {"năm~2025 12345~người"},
    {"mua 2, 3~cái"},
    /* numbers and units */
    {"nhập 12~số, trả 100~triệu~đồng"},
    {"phí 1.000~đồng/phút"},
    {"từ 8~ký~tự (hoặc 12~ký~tự)"},
    {"giảm 12,5~% mỗi năm"},
    {"đủ 14~tuổi, cao 5~cm, nặng 2~GB"},
    {"8h30~phút"},
    {"ba số, mấy triệu đồng"},
    /* words that name a number */
    {"Mức~2 số định~danh"},
    {"BƯỚC~3: bấm"},
    {"Nghị~định~69/2024/NĐ-CP ngày~25 tháng~6 năm~2024"},
    {"Điều~5, khoản~2, Ấp~3, quý~III"},
    {"số~“12”"},
    {"thôn Đông"},
    {"số, 12"},
    /* hours */
    {"lúc 7~giờ~30~–~11~giờ~15~phút"},
    {"mỗi giờ 30~người"},
    /* names */
    {"TP.~HCM và TP.~Huế."},
    {"ở TP. hôm nay"},
    {"App~Store, CH~Play, mã~QR"},
    /* what leans on the word before it */
    {"a~– b"},
    {"từ 5~-~7~ngày"},
    {"thứ~hai~– 11~giờ"},
    {"số~5,~– 7"},
    {"Cài~đặt~→ Ứng~dụng"},
    {"thế~! nào~?"},
    {"a ( b~)"},
    {"a “ b~”"},
    /* words of two syllables */
    {"Ngân~hàng số và hồ~sơ điện~tử"},
    {"lừa~đảo, gian~hàng; y~tế"},
    {"đến ngân, hàng về"},
    {"NGÂN~HÀNG"},
    /* lines and oddities */
    {"số\n12"},
    {"số \n 12"},
    {"số~~12"},
    {"12"},
    {" 12~số "},
    {"\xff\xfe 12 s\xe1 12~số \xe1"},
};

static struct slice spaced(struct arena *a, const char *expected)
{
    struct slice copy = arena_copy(a, slice_from(expected));
    char *bytes = (char *)(uintptr_t)copy.data;
    for (size_t i = 0; i < copy.size; i++)
        if (bytes[i] == '~')
            bytes[i] = ' ';
    return copy;
}

static void marks_spaces(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct slice text = spaced(&a, rows[i].expected);
        const uint8_t *glued = glue_find(&a, text);
        char *got = arena_alloc(&a, text.size + 1);
        for (size_t k = 0; k < text.size; k++)
            got[k] = glued[k] ? '~' : text.data[k];
        assert_string_equal(got, rows[i].expected);
    }
    arena_deinit(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_spaces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
