#include "text/para.h"

#include "fixture.h"
#include "support/test.h"

/** Lines as they come out, joined by "|"; the column is as wide as the text in `column`. */
static const struct {
    const char *name, *text, *column, *expected;
    enum para_wrap wrap;
    bool too_wide;
} rows[] = {
    {"nothing", "", "aaaa", "", PARA_WRAP_PRETTY, false},
    {"fits to the du", "Bấm Đồng ý", "Bấm Đồng ý", "Bấm Đồng ý", PARA_WRAP_PRETTY, false},
    {"a space at the end needs no room", "Bấm Đồng ý ", "Bấm Đồng ý", "Bấm Đồng ý ",
     PARA_WRAP_PRETTY, false},
    {"the last line is never one short word", "nhập mã rồi bấm nút Xong", "nhập mã rồi bấm nút",
     "nhập mã rồi bấm |nút Xong", PARA_WRAP_PRETTY, false},
    {"nor any other line", "là thuongmaidientu thuongmaidientu", "thuongmaidientuuuuuu",
     "là thuongmaidientu |thuongmaidientu", PARA_WRAP_PRETTY, false},
    {"as few lines as greedy filling", "một hai ba bốn năm sáu bảy tám", "năm sáu bảy tám",
     "một hai ba bốn |năm sáu bảy tám", PARA_WRAP_PRETTY, false},
    {"balanced: about equally long", "Kích hoạt tài khoản định danh điện tử",
     "Kích hoạt tài khoản định danh", "Kích hoạt tài khoản |định danh điện tử", PARA_WRAP_BALANCE,
     false},
    {"one line, however long", "Kích hoạt tài khoản định danh", "Kích",
     "Kích hoạt tài khoản định danh", PARA_WRAP_NONE, true},
    {"one line that fits", "Kích hoạt", "Kích hoạt", "Kích hoạt", PARA_WRAP_NONE, false},
    {"number and unit stay together", "nhập đủ cả 12 số căn cước", "nhập đủ cả 12 sx",
     "nhập đủ cả |12 số căn cước", PARA_WRAP_PRETTY, false},
    {"unless the column is narrower", "gọi 1900 0368", "0368 ", "gọi |1900 |0368", PARA_WRAP_PRETTY,
     false},
    {"a range breaks behind its dash, no sooner", "lúc 7 giờ 30 – 11 giờ 15 phút",
     "7 giờ 30 – 11 g", "lúc 7 giờ 30 – |11 giờ 15 phút", PARA_WRAP_PRETTY, false},
    {"a range goes to the next line whole", "từ 7 giờ – 11 giờ", "từ 7 giờ – 11 gi",
     "từ |7 giờ – 11 giờ", PARA_WRAP_BALANCE, false},
    {"codes are kept whole", "theo quyết định QĐ-BGDĐT này", "theo quyết định QĐ-BG",
     "theo quyết định |QĐ-BGDĐT này", PARA_WRAP_PRETTY, false},
    {"addresses break behind a slash", "https://vneid.gov.vn/huong/dan", "https://vneid.gov.vn/h",
     "https://vneid.gov.vn/|huong/dan", PARA_WRAP_PRETTY, false},
    {"a word wider than the column", "aaaaaaaaaa", "aaaa", "aaaa|aaaa|aa", PARA_WRAP_PRETTY, true},
    {"its last part goes on like a word", "aaaaaa b", "aaaa", "aaaa|aa b", PARA_WRAP_PRETTY, true},
    {"never inside a letter", "e\u0302\u0323e\u0302\u0323e\u0302\u0323", "e",
     "e\u0302\u0323|e\u0302\u0323|e\u0302\u0323", PARA_WRAP_PRETTY, true},
    {"line breaks are kept", "một\nhai ba\nbốn", "hai ba", "một|hai ba|bốn", PARA_WRAP_PRETTY,
     false},
    {"no-break spaces of the writer's", "a b\u00a0c d", "a b", "a |b\u00a0c |d", PARA_WRAP_PRETTY,
     false},
    {"a sentence's first word goes with it", "Bác nhập mật khẩu. Sau đó bác bấm nút Tiếp tục nhé",
     "Bác nhập mật khẩu. Sau đ", "Bác nhập mật khẩu. |Sau đó bác bấm nút Tiếp |tục nhé",
     PARA_WRAP_PRETTY, false},
};

static int32_t width_of(struct fixture *f, const char *text)
{
    struct para_style style = fixture_style();
    style.wrap = PARA_WRAP_NONE;
    return fixture_layout(f, &style, rich_plain(slice_from(text)), DU_PT(5000)).width_du;
}

static void lines_come_out_as_expected(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct para_style style = fixture_style();
        style.wrap = rows[i].wrap;
        struct para para = fixture_layout(f, &style, rich_plain(slice_from(rows[i].text)),
                                          width_of(f, rows[i].column));
        struct slice lines = fixture_lines(f, &para);
        if (!slice_equal_text(lines, rows[i].expected) || para.too_wide != rows[i].too_wide)
            fail_msg("%s: got \"%.*s\"%s", rows[i].name, SLICE_ARG(lines),
                     para.too_wide ? ", too wide" : "");
    }
}

/** What greedy filling, the shortest way, would need. */
static unsigned greedy_count(struct fixture *f, const char *const *words, unsigned word_count,
                             int32_t width_du)
{
    int32_t space_du = width_of(f, "a a") - 2 * width_of(f, "a");
    unsigned count = 1;
    int32_t at_du = 0;
    for (unsigned i = 0; i < word_count; i++) {
        int32_t word_du = width_of(f, words[i]);
        if (at_du > 0 && at_du + space_du + word_du > width_du) {
            count++;
            at_du = 0;
        }
        at_du += (at_du > 0 ? space_du : 0) + word_du;
    }
    return count;
}

/** In every width: no more lines than needed, none too wide, no last line of one short word. */
static void every_width_holds_the_promises(void **state)
{
    /* No two neighbours are one word of the list of compounds. */
    static const char *const words[] = {"mang", "theo", "gạo", "nước", "và",  "nói",  "rõ",
                                        "bác",  "cần",  "lên", "xã",   "nào", "đúng", "nhé"};
    enum { WORD_COUNT = sizeof words / sizeof words[0] };
    struct fixture *f = *state;
    char text[200] = "";
    for (unsigned i = 0; i < WORD_COUNT; i++) {
        strcat(text, i > 0 ? " " : "");
        strcat(text, words[i]);
    }
    struct para_style style = fixture_style();
    for (int32_t width_pt = 60; width_pt < 500; width_pt += 7) {
        struct para para = fixture_layout(f, &style, rich_plain(slice_from(text)), DU_PT(width_pt));
        assert_true(para.width_du <= DU_PT(width_pt));
        assert_false(para.too_wide);
        assert_int_equal(para.line_count, greedy_count(f, words, WORD_COUNT, DU_PT(width_pt)));
        const struct para_run *last = &para.runs[para.run_count - 1];
        struct slice line = slice_part(para.text, last->text_first, para.text.size);
        assert_non_null(memchr(line.data, ' ', line.size));
    }
}

/** In how many of many widths the words "Xem lại tờ này" come apart. */
static unsigned count_broken(struct fixture *f, struct rich text)
{
    unsigned count = 0;
    struct para_style style = fixture_style();
    for (int32_t width_pt = 120; width_pt < 260; width_pt += 2) {
        style.strong_font = FONT_REGULAR; /* Only the mark-up differs. */
        struct para para = fixture_layout(f, &style, text, DU_PT(width_pt));
        struct slice lines = fixture_lines(f, &para);
        count += strstr(lines.data, "Xem lại tờ này") == NULL;
    }
    return count;
}

static void labels_are_kept_whole_where_that_is_cheap(void **state)
{
    struct fixture *f = *state;
    struct slice text = SLICE("Bác mở VNeID, bấm Xem lại tờ này rồi chờ máy nhắn về cho mình");
    struct rich_range strong = {(uint32_t)SLICE("Bác mở VNeID, bấm ").size,
                                (uint32_t)SLICE("Bác mở VNeID, bấm Xem lại tờ này").size};
    unsigned plain = count_broken(f, rich_plain(text));
    unsigned bold = count_broken(f, (struct rich){text, &strong, 1});
    print_message("apart in %u widths as text, in %u as a label\n", plain, bold);
    assert_true(bold < plain / 4 * 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_come_out_as_expected),
        cmocka_unit_test(every_width_holds_the_promises),
        cmocka_unit_test(labels_are_kept_whole_where_that_is_cheap),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
