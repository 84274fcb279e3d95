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

static void moves_bold_ranges(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 1 << 20);
    struct rich_range ranges[] = {{0, 6}, {7, 12}};
    struct rich rich = {SLICE("mức 2, 12 số"), ranges, 2};
    ranges[0].end = (uint32_t)SLICE("mức 2").size;
    ranges[1].begin = (uint32_t)SLICE("mức 2, ").size;
    ranges[1].end = (uint32_t)rich.text.size;
    struct rich glued = glue_text(&a, rich);
    assert_true(slice_equal(glued.text, SLICE("mức\u00a02, 12\u00a0số")));
    assert_int_equal(glued.strong_count, 2);
    assert_true(slice_equal(slice_part(glued.text, glued.strong[0].begin, glued.strong[0].end),
                            SLICE("mức\u00a02")));
    assert_true(slice_equal(slice_part(glued.text, glued.strong[1].begin, glued.strong[1].end),
                            SLICE("12\u00a0số")));
    arena_deinit(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_spaces),
        cmocka_unit_test(moves_bold_ranges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
