#include "support/test.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "kiosk/typing.h"
#include "kiosk/voice/syllable.h"

struct row {
    const char *keys, *text;
};

static void type(struct typing *t, const char *keys, bool (*press)(struct typing *t, uint32_t key))
{
    struct slice s = slice_from(keys);
    for (size_t i = 0; i < s.size;) {
        uint32_t key = utf8_next(s, &i);
        if (key == '<')
            typing_backspace(t);
        else
            press(t, key);
    }
}

static void check_rows(const struct row *rows, size_t count, enum typing_kind kind,
                       bool (*press)(struct typing *t, uint32_t key))
{
    unsigned wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct typing t;
        typing_begin(&t, kind);
        type(&t, rows[i].keys, press);
        if (strcmp(t.text, rows[i].text) != 0) {
            print_error("%s: %s, not %s\n", rows[i].keys, t.text, rows[i].text);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

#define ROWS(rows) rows, sizeof rows / sizeof *rows

static void telex_composes(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"", ""},
        {"nguyeenx vawn an", "Nguyễn Văn An"},
        {"nguyenxe", "Nguyễn"},
        {"nguyeexn", "Nguyễn"},
        {"traanf thij hoaf", "Trần Thị Hòa"},
        {"khoer", "Khỏe"},
        {"thuyr", "Thủy"},
        {"thuyrn", "Thuỷn"}, /* closed: the tone moves on */
        {"huyeenf", "Huyền"},
        {"quys", "Quý"},
        {"quas", "Quá"},
        {"quoocs", "Quốc"},
        {"quyeenf", "Quyền"},
        {"quawng", "Quăng"},
        {"gias", "Giá"},
        {"giaf", "Già"},
        {"gif", "Gì"},
        {"ginf", "Gìn"},
        {"gieengs", "Giếng"},
        {"giuwowngf", "Giường"},
        {"toans", "Toán"},
        {"hoafng", "Hoàng"},
        {"hofang", "Hoàng"},
        {"hofa", "Hòa"},
        {"cuar", "Của"},
        {"mias", "Mía"},
        {"muwa", "Mưa"},
        {"muaw", "Mưa"},
        {"nguwowif", "Người"},
        {"nguowif", "Người"},
        {"nguoiwf", "Người"},
        {"thuowng", "Thương"},
        {"thuongw", "Thương"},
        {"thuowr", "Thuở"},
        {"huow", "Huơ"},
        {"ruowuj", "Rượu"},
        {"hoaw", "Hoă"},
        {"hoawcj", "Hoặc"},
        {"ngoawts", "Ngoắt"},
        {"ddawng", "Đăng"},
        {"dangd", "Đang"},
        {"DDinhf", "Đình"},
        {"ddoongs", "Đống"},
        {"oai", "Oai"},
        {"oais", "Oái"},
        {"xoays", "Xoáy"},
        {"khuyar", "Khuỷa"},
        {"khuyur", "Khuỷu"},
        {"khuyeen", "Khuyên"},
        {"ngoeof", "Ngoèo"},
        {"ngoaof", "Ngoào"},
        {"yeens", "Yến"},
        {"yeeus", "Yếu"},
        {"ngueeux", "Nguễu"},
        {"nghieengf", "Nghiềng"},
        {"tieengs", "Tiếng"},
        {"tiengse", "Tiếng"},
        {"tiengsef", "Tiềng"},
        {"thw", "Thư"},
        {"w", "Ư"},
        {"tw", "Tư"},
        {"uwng", "Ưng"},
        {"aan", "Ân"},
        {"ey", "Ey"},
        {"ooy", "Ôy"},
        {"beer", "Bể"},
        {"lyx", "Lỹ"},
        {"phuwowngj", "Phượng"},
        {"phuwong", "Phương"},
        {"luaan", "Luân"},
        {"luaaj", "Luậ"},
        {"buoonf", "Buồn"},
        {"soong", "Sông"},
        {"hooongf", "Hoongf"}, /* taken back: stays as typed */
        {"xooong", "Xoong"},
        {"casfz", "Ca"},
        {"casz", "Ca"},
        {"caz", "Caz"},
        {"casj", "Cạ"},
        {"LE THIJ", "LE THỊ"},
        {"leee", "Lee"},
    };
    check_rows(ROWS(rows), TYPING_NAME, typing_compose);
}

static void telex_is_taken_back_by_the_same_key(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"ass", "As"},  {"asss", "Ass"},    {"aaa", "Aa"},     {"ddd", "Dd"},
        {"aww", "Aw"},  {"oww", "Ow"},      {"uww", "Uw"},     {"ww", "W"},
        {"www", "Ww"},  {"tww", "Tw"},      {"eee", "Ee"},     {"uoww", "Uow"},
        {"uwow", "Ươ"}, {"uwoww", "Uow"},   {"hoaff", "Hoaf"}, {"nguyeene", "Nguyene"},
        {"ass<s", "Á"}, {"ass as", "As Á"},
    };
    check_rows(ROWS(rows), TYPING_NAME, typing_compose);
}

static void vni_composes(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"nguye6n4 va8n an", "Nguyễn Văn An"},
        {"nguyen64", "Nguyễn"},
        {"tra6n2 thi5 hoa2", "Trần Thị Hòa"},
        {"d9a8ng", "Đăng"},
        {"dang9", "Đang"},
        {"phu7o7ng5", "Phượng"},
        {"phuong75", "Phượng"},
        {"phuo7ng", "Phương"},
        {"thuy3", "Thủy"},
        {"quy1", "Quý"},
        {"gia2", "Già"},
        {"uo6", "Uô"},
        {"a11", "A1"},
        {"a66", "A6"},
        {"o77", "O7"},
        {"d99", "D9"},
        {"a10", "A"},
        {"a0", "A0"},
        {"d7", "D7"},
        {"5", "5"},
        {"thon 3", "Thon 3"},
    };
    check_rows(ROWS(rows), TYPING_NAME, typing_compose);
}

static void foreign_and_odd_names_stay(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"strauss", "Strauss"},
        {"kpaf", "Kpaf"},
        {"  an", "An"},
        {"an  binh", "An Binh"},
        {"o'brien", "O'brien"},
        {"y-ben", "Y-Ben"},
        {"ê-ban", "Ê-Ban"},
        {"\xC4\x8D", "\xC4\x8D"},
        {"a@b#c", "Abc"},
        {"Hoà", "Hoà"},
        {"thuỷ", "Thuỷ"},
        {"\n\t", ""},
        {"a\xE2\x80\xAE"
         "b",
         "Ab"},
        {"\xF0\x9F\x98\x80", ""},
        {"an<", "A"},
        {"an<<<", ""},
        {"ddaa<", "Đ"},
        {"hoàn<", "Hoà"},
    };
    check_rows(ROWS(rows), TYPING_NAME, typing_compose);
}

static void screen_keys_compose(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"nguyên\u0303 văn an", "Nguyễn Văn An"},
        {"hoa\u0300", "Hòa"},
        {"hoa\u0300n", "Hoàn"},
        {"hoa\u0300n<", "Hoà"}, /* taken away letter by letter, as seen */
        {"khoe\u0309", "Khỏe"},
        {"thuy\u0309", "Thủy"},
        {"quy\u0301", "Quý"},
        {"gia\u0300", "Già"},
        {"đưc\u0301", "Đức"},
        {"ngươi\u0300", "Người"},
        {"ngưoi\u0300", "Người"},
        {"thuo\u031Bng", "Thương"},
        {"a\u0301\u0301", "A"},
        {"a\u0301\u0300", "À"},
        {"a\u0302\u0302", "A"},
        {"a\u0306", "Ă"},
        {"\u0301", ""},
        {"b\u0301", "B"},
        {"as", "As"}, /* letters are letters here */
        {"caas", "Caas"},
        {"ư\u0303", "Ữ"},
        {"a1", "A1"},
    };
    check_rows(ROWS(rows), TYPING_NAME, typing_press);
}

/* Every vowel and tone by Telex equals utf8proc's composition of base, mark and tone. */
static void letters_are_nfc(void **state)
{
    (void)state;
    static const struct {
        const char *keys, *decomposed;
    } bases[] = {
        {"a", "a"}, {"aw", "a\u0306"}, {"aa", "a\u0302"}, {"e", "e"}, {"ee", "e\u0302"}, {"i", "i"},
        {"o", "o"}, {"oo", "o\u0302"}, {"ow", "o\u031B"}, {"u", "u"}, {"uw", "u\u031B"}, {"y", "y"},
    };
    static const struct {
        const char *key, *mark;
    } tones[] = {{"", ""},        {"f", "\u0300"}, {"s", "\u0301"},
                 {"r", "\u0309"}, {"x", "\u0303"}, {"j", "\u0323"}};
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t b = 0; b < sizeof bases / sizeof *bases; b++)
        for (size_t i = 0; i < sizeof tones / sizeof *tones; i++) {
            struct typing t;
            typing_begin(&t, TYPING_NAME);
            type(&t, "b", typing_compose);
            type(&t, bases[b].keys, typing_compose);
            type(&t, tones[i].key, typing_compose);
            struct slice want =
                utf8_nfc(&a, arena_printf(&a, "B%s%s", bases[b].decomposed, tones[i].mark));
            assert_true(slice_equal_text(want, t.text));
            assert_int_equal(t.count, 2);
        }
    arena_deinit(&a);
}

static void limits_hold(void **state)
{
    (void)state;
    struct typing t;
    typing_begin(&t, TYPING_NAME);
    for (int i = 0; i < 1000; i++)
        typing_press(&t, 0x1EA5); /* three bytes */
    assert_int_equal(t.size, VIEW_TEXT_MAX);
    assert_int_equal(t.count, VIEW_TEXT_MAX / 3);
    assert_false(typing_press(&t, 'a'));
    assert_true(typing_backspace(&t));
    assert_true(typing_press(&t, 'a'));
}

static void random_keys_are_harmless(void **state)
{
    (void)state;
    static const uint32_t keys[] = {
        'a',   'e',   'i', 'o', 'u',   'y',   'w',   'd',   's', 'f',   'r',    'x', 'j',   'z',
        'n',   'g',   'h', 'q', 't',   ' ',   '1',   '6',   '7', '8',   '9',    '0', 0x1B0, 0xE2,
        0x301, 0x323, '-', 'G', 0x302, 0x31B, 0x111, 0x300, 'W', 0x306, 0x1EA5, '\''};
    uint32_t random = 1;
    struct typing t;
    typing_begin(&t, TYPING_NAME);
    for (int i = 0; i < 200000; i++) {
        random = random * 1664525 + 1013904223;
        uint32_t key = keys[(random >> 16) % (sizeof keys / sizeof *keys)];
        unsigned before = t.count;
        if ((random >> 8) % 7 == 0)
            typing_backspace(&t);
        else if ((random >> 8) % 3 == 0)
            typing_press(&t, key);
        else
            typing_compose(&t, key);
        assert_true(t.count <= before + 1);
        assert_true(utf8_is_nfc((struct slice){t.text, t.size}));
        assert_int_equal(strlen(t.text), t.size);
        if ((random >> 4) % 40 == 0)
            typing_begin(&t, TYPING_NAME);
    }
}

static void phones_are_grouped(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"0912345678", "0912 345 678"},         {"09", "09"},
        {"02438251234", "024 3825 1234"},       {"02033825123", "0203 3825 123"},
        {"+84912345678", "+84 912 345 678"},    {"84912345678", "84 912 345 678"},
        {"0912 345 678", "0912 345 678"},       {"09a1b2", "0912"},
        {"0912345678<<", "0912 345 6"},         {"0+9", "09"},
        {"091234567890123", "0912 345 678901"},
    };
    check_rows(ROWS(rows), TYPING_PHONE, typing_compose);
    check_rows(ROWS(rows), TYPING_PHONE, typing_press);
}

static void phones_are_judged(void **state)
{
    (void)state;
    static const struct {
        const char *keys, *kept; /* NULL: not accepted */
    } rows[] = {
        {"", NULL},
        {"0", NULL},
        {"0312345678", "0312345678"},
        {"0512345678", "0512345678"},
        {"0712345678", "0712345678"},
        {"0812345678", "0812345678"},
        {"0912345678", "0912345678"},
        {"091234567", NULL},
        {"09123456789", NULL},
        {"0112345678", NULL},
        {"0612345678", NULL},
        {"1234567890", NULL},
        {"19000368", NULL},
        {"02438251234", "02438251234"},
        {"0243825123", NULL},
        {"02033825123", "02033825123"},
        {"+84912345678", "0912345678"},
        {"+840912345678", "0912345678"},
        {"84912345678", "0912345678"},
        {"+842438251234", "02438251234"},
        {"+84", NULL},
        {"+", NULL},
        {"+1912345678", NULL},
        {"0000000000", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct typing t;
        char kept[VIEW_TEXT_MAX + 1];
        typing_begin(&t, TYPING_PHONE);
        type(&t, rows[i].keys, typing_press);
        const char *problem = typing_problem(&t);
        if ((problem == NULL) != (rows[i].kept != NULL))
            fail_msg("%s: %s", rows[i].keys, problem ? problem : "accepted");
        typing_result(kept, &t);
        if (rows[i].kept)
            assert_string_equal(kept, rows[i].kept);
    }
}

static void names_are_judged_and_trimmed(void **state)
{
    (void)state;
    struct typing t;
    char kept[VIEW_TEXT_MAX + 1];
    typing_begin(&t, TYPING_NAME);
    assert_non_null(typing_problem(&t));
    type(&t, "a", typing_press);
    assert_non_null(typing_problem(&t));
    type(&t, "n ", typing_press);
    assert_null(typing_problem(&t));
    typing_result(kept, &t);
    assert_string_equal(kept, "An");
}

static void nothing_is_left_behind(void **state)
{
    (void)state;
    struct typing t;
    typing_begin(&t, TYPING_NAME);
    type(&t, "nguyeenx thij binh", typing_compose);
    typing_begin(&t, TYPING_NAME);
    static const struct typing empty;
    assert_memory_equal(&t, &empty, sizeof t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(telex_composes),
        cmocka_unit_test(telex_is_taken_back_by_the_same_key),
        cmocka_unit_test(vni_composes),
        cmocka_unit_test(foreign_and_odd_names_stay),
        cmocka_unit_test(screen_keys_compose),
        cmocka_unit_test(letters_are_nfc),
        cmocka_unit_test(limits_hold),
        cmocka_unit_test(random_keys_are_harmless),
        cmocka_unit_test(phones_are_grouped),
        cmocka_unit_test(phones_are_judged),
        cmocka_unit_test(names_are_judged_and_trimmed),
        cmocka_unit_test(nothing_is_left_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
