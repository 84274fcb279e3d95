#include "content/wording/spelling.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "fixture.h"
#include "minimal.h"

static char folder[] = "/tmp/ngoso-spelling-XXXXXX";
static char dictionary[64], words[64];

/* As hunspell-vi has them: tone marks in the newer places. */
static int write_lists(void **state)
{
    struct error e = {0};
    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(dictionary, sizeof dictionary, "%s/vi_VN.dic", folder);
    snprintf(words, sizeof words, "%s/words.txt", folder);
    assert_true(file_write(dictionary,
                           SLICE("9\nkhoẻ\nhoà\nthuỷ\nquý\nbác\nđọc\nan\nHCM\nto\xCC\x80n/X\n"),
                           FILE_FAST, &e));
    assert_true(file_write(words, SLICE("# Tên riêng\nVNeID\r\nsạc # pin\n\n"), FILE_FAST, &e));
    return 0;
}

static int remove_lists(void **state)
{
    (void)state;
    unlink(dictionary);
    unlink(words);
    rmdir(folder);
    return 0;
}

static void words_are_known_in_either_style_and_size(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        bool known;
    } rows[] = {{"khoẻ", true}, {"khỏe", true},  {"KHỎE", true},   {"Hòa", true},  {"thủy", true},
                {"quý", true},  {"VNeID", true}, {"vneid", false}, {"sạc", true},  {"Sạc", true},
                {"tòn", true},  {"pin", false},  {"", false},      {"bac", false}, {"hcm", false},
                {"HCM", true},  {"9", false}};
    struct fixture f;
    fixture_begin(&f);
    struct spelling *s = spelling_open(&f.arena, dictionary, words, &f.diags);
    assert_non_null(s);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (spelling_knows(s, slice_from(rows[i].word)) != rows[i].known)
            fail_msg("%s", rows[i].word);
    assert_null(spelling_open(&f.arena, "/nowhere/vi_VN.dic", words, &f.diags));
    assert_codes(&f, "");
    fixture_end(&f);
}

static void tone_marks_go_where_the_house_puts_them(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"khoẻ", "khỏe"}, {"khỏe", "khỏe"},   {"Hoà", "Hòa"},   {"thuỷ", "thủy"}, {"quý", "quý"},
        {"Quỳ", "Quỳ"},   {"hoàng", "hoàng"}, {"toán", "toán"}, {"của", "của"},   {"uỷ", "ủy"},
        {"loé", "lóe"},   {"a", "a"},         {"", ""},
    };
    struct arena a;
    (void)state;
    arena_init(&a, 1 << 16);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_slice(spelling_traditional(&a, slice_from(rows[i][0])), rows[i][1]);
    arena_deinit(&a);
}

static void texts_are_judged_word_by_word(void **state)
{
    (void)state;
    static const struct {
        const char *text, *codes;
    } rows[] = {
        {"bác đọc", ""},
        {"bác đọcc", "G025"},
        {"Bác khoẻ an", "G026"},
        {"đọcc đọcc ĐỌCC", "G025"}, /* Once; capitals are an abbreviation. */
        {"bác vneid.gov.vn/tin, a@b.vn, https://x.y", ""},
        {"đọc/bác - an", ""},
        {"đọc/xyzt", "G025"},
        {"OTP BHYT 5G A4", ""},
        {"“bác” (đọc) **an**…", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        fixture_begin(&f);
        struct spelling *s = spelling_open(&f.arena, dictionary, words, &f.diags);
        struct guide g = {0};
        g.title = (struct field){slice_from(rows[i].text), {NULL, 0, 0}};
        struct source source = {SLICE("g.yaml"), slice_from(rows[i].text)};
        g.title.span = (struct span){&source, 0, 1};
        spelling_check(s, &g, &format_guide, &f.diags);
        assert_codes(&f, rows[i].codes);
        fixture_end(&f);
    }
}

/* In this order in the list, so that the first of equals is not always the right one. */
static void the_word_that_was_meant_has_the_same_letters(void **state)
{
    static const char *const rows[][2] = {
        {"hoat", "hoạt"}, {"nghành", "ngành"}, {"quí", "quý"}, {"thuât", "thuật"},
        {"khoe", "khỏe"}, {"Hoat", "hoạt"},    {"xyzxyz", ""},
    };
    struct error e = {0};
    (void)state;
    assert_true(file_write(dictionary,
                           SLICE("9\nhoa\nhoạt\nnghinh\nngành\nqua\nquy\nquý\nthuật\nkhoẻ\nbác\n"),
                           FILE_FAST, &e));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        fixture_begin(&f);
        struct spelling *s = spelling_open(&f.arena, dictionary, words, &f.diags);
        struct guide g = {0};
        char text[64], wanted[64];
        int before = snprintf(text, sizeof text, "bác ");
        snprintf(text + before, sizeof text - (size_t)before, "%s", rows[i][0]);
        struct source source = {SLICE("g.yaml"), slice_from(text)};
        g.title = (struct field){source.text, {&source, 0, (uint32_t)source.text.size}};
        spelling_check(s, &g, &format_guide, &f.diags);
        assert_codes(&f, "G025");
        assert_int_equal(f.diags.items[0].span.begin, before);
        snprintf(wanted, sizeof wanted, "did you mean “%s”", rows[i][1]);
        if ((strstr(f.diags.items[0].message.data, wanted) != NULL) != (rows[i][1][0] != '\0'))
            fail_msg("%s: %s", rows[i][0], f.diags.items[0].message.data);
        fixture_end(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_known_in_either_style_and_size),
        cmocka_unit_test(tone_marks_go_where_the_house_puts_them),
        cmocka_unit_test(texts_are_judged_word_by_word),
        cmocka_unit_test(the_word_that_was_meant_has_the_same_letters),
    };
    return cmocka_run_group_tests(tests, write_lists, remove_lists);
}
