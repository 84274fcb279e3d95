#include "base/utf8.h"

#include "abort.h"
#include "base/arena.h"
#include "support/test.h"

static void decodes_strictly(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        uint32_t point;
        size_t size; /* Moved on by. */
    } rows[] = {
        {"a", 'a', 1},
        {"\x7F", 0x7F, 1},
        {"\xC2\x80", 0x80, 2},
        {"ệ", 0x1EC7, 3},
        {"\xEF\xBF\xBF", 0xFFFF, 3},
        {"\xF0\x90\x80\x80", 0x10000, 4},
        {"\xF4\x8F\xBF\xBF", 0x10FFFF, 4},
        {"\x80", UTF8_BAD, 1},     /* A continuation alone. */
        {"\xC0\xAF", UTF8_BAD, 1}, /* Overlong slash. */
        {"\xC1\xBF", UTF8_BAD, 1},
        {"\xE0\x9F\xBF", UTF8_BAD, 1},     /* Overlong. */
        {"\xF0\x8F\xBF\xBF", UTF8_BAD, 1}, /* Overlong. */
        {"\xED\xA0\x80", UTF8_BAD, 1},     /* Surrogate. */
        {"\xED\xBF\xBF", UTF8_BAD, 1},
        {"\xF4\x90\x80\x80", UTF8_BAD, 1}, /* Above U+10FFFF. */
        {"\xF8\x88\x80\x80\x80", UTF8_BAD, 1},
        {"\xFF", UTF8_BAD, 1},
        {"\xE1\xBB", UTF8_BAD, 1}, /* Cut off. */
        {"\xE1\xBBx", UTF8_BAD, 1},
        {"\xC3", UTF8_BAD, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t offset = 0;
        assert_int_equal(utf8_next(slice_from(rows[i].bytes), &offset), rows[i].point);
        assert_int_equal(offset, rows[i].size);
    }
}

/* What follows in memory is not part of the slice. */
static void a_character_cut_by_the_slice_is_bad(void **state)
{
    (void)state;
    static const char *const rows[] = {"é", "ệ", "𝄞"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t size = 1; size < strlen(rows[i]); size++) {
            size_t offset = 0;
            assert_int_equal(utf8_next((struct slice){rows[i], size}, &offset), UTF8_BAD);
            assert_int_equal(offset, 1);
        }
}

static void every_code_point_survives(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        char bytes[4];
        struct slice s = {bytes, utf8_put(bytes, c)};
        size_t offset = 0;
        bool surrogate = c >= 0xD800 && c <= 0xDFFF;
        assert_int_equal(utf8_next(s, &offset), surrogate ? 0xFFFD : c);
        assert_int_equal(offset, s.size);
    }
    char bytes[4];
    assert_int_equal(utf8_put(bytes, UTF8_BAD), 3);
    assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
}

static void read_behind_the_end(void)
{
    size_t offset = 1;
    utf8_next(SLICE("a"), &offset);
}

static void reading_behind_the_end_is_our_mistake(void **state)
{
    (void)state;
    assert_aborts(read_behind_the_end, "CHECK(*offset < s.size)");
}

static void counts_and_finds(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t length, first_bad;
        unsigned columns;
    } rows[] = {
        {"", 0, 0, 0},           {"abc", 3, 3, 3},
        {"Thủ tục", 7, 11, 7},   {"e\u0302\u0323", 3, 5, 1}, /* One letter of three code points. */
        {"漢字", 2, 6, 4},       {"a\xFFz", 3, 1, 3},
        {"ok\xE1\xBB", 4, 2, 4}, {"\u200B", 1, 3, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct slice s = slice_from(rows[i].text);
        assert_int_equal(utf8_length(s), rows[i].length);
        assert_int_equal(utf8_first_bad(s), rows[i].first_bad);
        assert_int_equal(utf8_columns(s), rows[i].columns);
    }
    assert_int_equal(utf8_length((struct slice){NULL, 0}), 0);
    assert_int_equal(utf8_first_bad((struct slice){NULL, 0}), 0);
}

static void composes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *nfc;
    } rows[] = {
        {"", ""},
        {"Vie\u0323\u0302t", "Việt"},
        {"Vie\u0302\u0323t", "Việt"}, /* Marks in the other order. */
        {"\u01B0\u0301", "ứ"},
        {"u\u031B\u0301", "ứ"},
        {"u\u0301\u031B", "ứ"},
        {"\u00EA\u0323", "ệ"},
        {"\u1EB9\u0302", "ệ"},
        {"\u0110\u0111", "\u0110\u0111"}, /* đ does not come apart. */
        {"\u2126", "\u03A9"},             /* Ohm sign. */
        {"\u2000", "\u2002"},             /* A space that is another. */
        {"\u0340", "\u0300"},
        {"x\u0302\u0323", "x\u0323\u0302"}, /* Nothing to compose with, order matters. */
    };
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct slice s = slice_from(rows[i].text);
        assert_true(slice_equal_text(utf8_nfc(&a, s), rows[i].nfc));
        assert_true(utf8_is_nfc(slice_from(rows[i].nfc)));
        assert_int_equal(utf8_is_nfc(s), strcmp(rows[i].text, rows[i].nfc) == 0);
    }
    arena_deinit(&a);
}

static void what_is_composed_comes_back_itself(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 1 << 20);
    struct slice quick = SLICE("Công dân số – “VNeID”"), slow = SLICE("Ω x\u0323 漢");
    assert_ptr_equal(utf8_nfc(&a, quick).data, quick.data);
    assert_ptr_equal(utf8_nfc(&a, slow).data, slow.data);
    arena_deinit(&a);
}

/* The quick check must not call anything composed that is not: a leading ohm sign sends the same
 * character through the slow way, which must leave it alone. (No mark composes with the ideograph
 * between them.) */
static void the_quick_check_agrees_with_the_slow_way(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 1 << 20);
    for (uint32_t c = 1; c < 0x3000; c++) {
        char text[12] = "\u2126漢";
        char expected[12] = "\u03A9漢";
        unsigned size = utf8_put(text + 6, c);
        memcpy(expected + 5, text + 6, size);
        arena_reset(&a);
        struct slice slow = utf8_nfc(&a, (struct slice){text, 6 + size});
        bool stays = slice_equal(slow, (struct slice){expected, 5 + size});
        if (utf8_is_nfc((struct slice){text + 6, size}) != stays)
            fail_msg("U+%04X", c);
    }
    arena_deinit(&a);
}

static void distances(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        unsigned limit, distance;
    } rows[] = {
        {"", "", 5, 0},
        {"", "abc", 5, 3},
        {"abc", "", 2, 3},
        {"title", "title", 0, 0},
        {"titel", "title", 5, 1},
        {"kitten", "sitting", 5, 3},
        {"kitten", "sitting", 2, 3},
        {"kitten", "sitting", 0, 1},
        {"bước", "buoc", 9, 2}, /* Letters, not bytes. */
        {"abcdefgh", "zyxwvuts", 3, 4},
        {"ab", "ba", 9, 1},
        {"ca", "abc", 9, 3}, /* Not touched twice: optimal string alignment. */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct slice a = slice_from(rows[i].a), b = slice_from(rows[i].b);
        assert_int_equal(utf8_edit_distance(a, b, rows[i].limit), rows[i].distance);
        assert_int_equal(utf8_edit_distance(b, a, rows[i].limit), rows[i].distance);
    }
}

static void endless_words_are_only_compared(void **state)
{
    (void)state;
    static char a[100000], b[100000];
    memset(a, 'x', sizeof a);
    memset(b, 'x', sizeof b);
    assert_int_equal(
        utf8_edit_distance((struct slice){a, sizeof a}, (struct slice){b, sizeof b}, 3), 0);
    b[5] = 'y';
    assert_int_equal(
        utf8_edit_distance((struct slice){a, sizeof a}, (struct slice){b, sizeof b}, 3), 4);
    assert_int_equal(utf8_edit_distance(SLICE("x"), (struct slice){b, UTF8_WORD_MAX}, 99),
                     UTF8_WORD_MAX - 1);
}

static void suggests_the_nearest_word(void **state)
{
    (void)state;
    static const char *const words[] = {"title", "steps", "id", "icon", "valid_days", "qr"};
    static const struct {
        const char *word;
        int index;
    } rows[] = {
        {"titel", 0}, /* Swapped letters are one slip. */
        {"tilet", -1},     {"tittle", 0},    {"step", 1},       {"Id", 2}, {"iconn", 3},
        {"valid_dasy", 4}, {"valid-day", 4}, {"colour", -1},    {"", -1},  {"q", 5},
        {"title", 0},      {"TITLE", 0},     {"Valid-Days", 4},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(utf8_nearest(slice_from(rows[i].word), words, 6), rows[i].index);
    assert_int_equal(utf8_nearest(SLICE("x"), words, 0), -1);
    static const char *const near_then_far[] = {"caption", "options"};
    assert_int_equal(utf8_nearest(SLICE("captions"), near_then_far, 2), 0);
    static const char *const far_then_near[] = {"options", "caption"};
    assert_int_equal(utf8_nearest(SLICE("captions"), far_then_near, 2), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_strictly),
        cmocka_unit_test(a_character_cut_by_the_slice_is_bad),
        cmocka_unit_test(every_code_point_survives),
        cmocka_unit_test(reading_behind_the_end_is_our_mistake),
        cmocka_unit_test(counts_and_finds),
        cmocka_unit_test(composes),
        cmocka_unit_test(what_is_composed_comes_back_itself),
        cmocka_unit_test(the_quick_check_agrees_with_the_slow_way),
        cmocka_unit_test(distances),
        cmocka_unit_test(endless_words_are_only_compared),
        cmocka_unit_test(suggests_the_nearest_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
