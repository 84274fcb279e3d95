#include "base/i18n.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/test.h"

static const char *folder(void)
{
    const char *path = getenv("NGOSO_TEST_LOCALE");
    assert_non_null(path);
    return path;
}

static void set_locale(const char *all, const char *messages, const char *lang)
{
    setenv("LC_ALL", all, 1);
    setenv("LC_MESSAGES", messages, 1);
    setenv("LANG", lang, 1);
}

/* Runs first: nothing is started yet. */
static void before_the_start_all_is_english(void **state)
{
    (void)state;
    assert_string_equal(_("Steps"), "Steps");
    assert_string_equal(i18n_in("vi", "Steps"), "Steps");
    assert_true(i18n_has("vi", "Steps"));
    assert_string_equal(i18n_language(), "en");
}

static void the_locale_chooses(void **state)
{
    (void)state;
    static const struct {
        const char *all, *messages, *lang, *expected;
    } rows[] = {
        {"", "", "", "vi"},
        {"C", "", "", "vi"},
        {"POSIX", "", "", "vi"},
        {"", "", "C.UTF-8", "vi"},
        {"", "", "vi_VN.UTF-8", "vi"},
        {"", "", "en_US.UTF-8", "en"},
        {"", "", "en", "en"},
        {"", "en_GB.UTF-8", "vi_VN.UTF-8", "en"},
        {"vi_VN.UTF-8", "en_GB.UTF-8", "en_US.UTF-8", "vi"},
        {"en_US.UTF-8", "", "vi_VN.UTF-8", "en"},
        {"C", "", "en_US.UTF-8", "vi"},
        {"", "", "fr_FR.UTF-8", "vi"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        set_locale(rows[i].all, rows[i].messages, rows[i].lang);
        assert_true(i18n_start(NULL, folder()));
        assert_string_equal(i18n_language(), rows[i].expected);
        bool vietnamese = strcmp(rows[i].expected, "vi") == 0;
        assert_string_equal(_("Steps"), vietnamese ? "Các bước" : "Steps");
    }
}

static void a_request_goes_first(void **state)
{
    (void)state;
    set_locale("", "", "en_US.UTF-8");
    assert_true(i18n_start("vi", folder()));
    assert_string_equal(_("Steps"), "Các bước");
    set_locale("", "", "vi_VN.UTF-8");
    assert_true(i18n_start("en", folder()));
    assert_string_equal(_("Steps"), "Steps");
    assert_false(i18n_start("fr", folder()));
    assert_false(i18n_start("", folder()));
    assert_false(i18n_start("VI", folder()));
    assert_string_equal(i18n_language(), "en");
}

static void a_guide_speaks_its_own_language(void **state)
{
    (void)state;
    static const char *const speaks[] = {"vi", "en"};
    for (size_t i = 0; i < 2; i++) {
        assert_true(i18n_start(speaks[i], folder()));
        for (int round = 0; round < 3; round++) {
            const char *vietnamese = i18n_in("vi", "Steps");
            const char *english = i18n_in("en", "Steps");
            assert_string_equal(i18n_in("km", "Steps"), "Steps");
            assert_true(i18n_has("vi", "Steps") && i18n_has("en", "Steps"));
            assert_false(i18n_has("km", "Steps") || i18n_has("vi", "never translated"));
            assert_string_equal(vietnamese, "Các bước");
            assert_string_equal(english, "Steps");
            assert_string_equal(i18n_in("vi", "never translated"), "never translated");
            assert_string_equal(_("Steps"), i == 0 ? "Các bước" : "Steps");
        }
    }
}

/* Words from a file, for languages without a catalogue; the two with one cannot be overwritten. */
static void a_further_language_is_taught(void **state)
{
    (void)state;
    assert_true(i18n_start("vi", folder()));
    char text[] = "Pas à pas";
    i18n_teach("fr", SLICE("Steps"), slice_from(text));
    i18n_teach("vi", SLICE("Steps"), SLICE("wrong"));
    memset(text, 'x', sizeof text - 1);
    const char *before = i18n_in("fr", "Steps");
    assert_string_equal(before, "Pas à pas");
    assert_true(i18n_has("fr", "Steps"));
    assert_false(i18n_has("fr", "Team") || i18n_has("km", "Steps"));
    assert_string_equal(i18n_in("fr", "Team"), "Team");
    assert_string_equal(i18n_in("vi", "Steps"), "Các bước");
    assert_string_equal(i18n_in("en", "Steps"), "Steps");
    i18n_teach("fr", SLICE("Steps"), SLICE("Étapes"));
    assert_string_equal(i18n_in("fr", "Steps"), "Étapes");
    assert_string_equal(before, "Pas à pas"); /* Still borrowed by a page. */
}

static void plurals(void **state)
{
    (void)state;
    char text[64];
    assert_true(i18n_start("vi", folder()));
    snprintf(text, sizeof text, i18n_plural("%u error", "%u errors", 1u), 1u);
    assert_string_equal(text, "1 lỗi");
    assert_true(i18n_start("en", folder()));
    snprintf(text, sizeof text, i18n_plural("%u error", "%u errors", 1u), 1u);
    assert_string_equal(text, "1 error");
    snprintf(text, sizeof text, i18n_plural("%u error", "%u errors", 2u), 2u);
    assert_string_equal(text, "2 errors");
}

static void numbers_keep_their_point(void **state)
{
    (void)state;
    char text[16];
    set_locale("", "", "vi_VN.UTF-8");
    assert_true(i18n_start(NULL, folder()));
    snprintf(text, sizeof text, "%.2f", 0.5);
    assert_string_equal(text, "0.50");
}

static void a_missing_folder_leaves_english(void **state)
{
    (void)state;
    assert_true(i18n_start("vi", "/nonexistent"));
    assert_string_equal(_("Steps"), "Steps");
    assert_string_equal(i18n_in("vi", "Steps"), "Steps");
    assert_true(i18n_start("vi", ""));
    assert_string_equal(_("Steps"), "Steps");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(before_the_start_all_is_english),
        cmocka_unit_test(the_locale_chooses),
        cmocka_unit_test(a_request_goes_first),
        cmocka_unit_test(a_guide_speaks_its_own_language),
        cmocka_unit_test(a_further_language_is_taught),
        cmocka_unit_test(plurals),
        cmocka_unit_test(numbers_keep_their_point),
        cmocka_unit_test(a_missing_folder_leaves_english),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
