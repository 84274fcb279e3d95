/* Words of a further language: what a file may say, and what pages then print. */
#include "content/wording/language.h"

#include "base/i18n.h"
#include "content/format/format.h"
#include "content/guide/guide.h"
#include "unit/content/fixture.h"

#define HEAD                "language: fr\nname: Français\nwords:\n"
#define WORD(english, text) "  - {english: \"" english "\", text: \"" text "\"}\n"

static void a_file_is_checked(void **state)
{
    static const struct {
        const char *name, *in, *codes;
    } rows[] = {
        {"words-fr.yaml", HEAD WORD("Team", "Équipe"), ""},
        {"x.yaml", HEAD WORD("Team", "Équipe"), ""},
        {"a/words-fr.yaml", HEAD WORD("Checked on %s", "Vérifié le %s"), ""},
        {"words-fr.yaml", HEAD WORD("Checked on %s", "100 %% vérifié le %s"), ""},
        {"words-fr.yaml", HEAD WORD("Checked on %s", "Vérifié"), "W053"},
        {"words-fr.yaml", HEAD WORD("Checked on %s", "%s %s"), "W053"},
        {"words-fr.yaml", HEAD WORD("Checked on %s", "Vérifié le %u"), "W053"},
        {"words-fr.yaml", HEAD WORD("Checked on %s", "Vérifié le %n"), "W053"},
        {"words-fr.yaml", HEAD WORD("Checked on %s", "Vérifié le %1$s"), "W053"},
        {"words-fr.yaml", HEAD WORD("Checked on %s", "Vérifié le %*s"), "W053"},
        {"words-fr.yaml", HEAD WORD("Team", "100 %"), "W053"},
        {"words-fr.yaml", HEAD WORD("Step %u: %s", "%s, étape %u"), "W053"},
        {"words-fr.yaml", HEAD WORD("Step %u: %s", "Étape %u : %s"), ""},
        {"words-fr.yaml", HEAD WORD("Teams", "Équipes"), "W052"},
        {"words-fr.yaml", HEAD WORD("Team", "a") WORD("Team", "b"), "W051"},
        {"words-km.yaml", HEAD WORD("Team", "Équipe"), "W055"},
        {"words-vi.yaml", "language: vi\nname: Việt\nwords:\n" WORD("Team", "Tổ"), "W054"},
        {"words-fr.yaml", "language: Fr\nname: F\nwords:\n" WORD("Team", "x"), "W014 W055"},
        {"words-fr.yaml", "language: fr\nname: F\nwords: []\n", "W007"},
        {"words-fr.yaml", "language: fr\nwords:\n" WORD("Team", "x"), "W002"},
        {"words-fr.yaml", HEAD "  - english: Team\n    text:\n", ""}, /* Not translated yet. */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        fixture_begin(&f);
        (void)format_parse(&f.arena, &format_words, slice_from(rows[i].name),
                           slice_from(rows[i].in), NULL, &f.diags);
        if (strcmp(codes_of(&f), rows[i].codes) != 0)
            fail_msg("row %zu: %s", i, codes_of(&f));
        fixture_end(&f);
    }
}

static void the_file_s_name_says_the_language(void **state)
{
    static const struct {
        const char *path, *language;
    } rows[] = {{"words-fr.yaml", "fr"},
                {"guides/words-tyz.yaml", "tyz"},
                {"words.yaml", ""},
                {"words-.yaml", ""},
                {"words-x.yaml", ""},
                {"words-four.yaml", ""},
                {"my-words-fr.yaml", ""},
                {"words-fr.txt", ""},
                {"", ""},
                {"words-fr/a.yaml", ""}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_slice(language_of_file(slice_from(rows[i].path)), rows[i].language);
}

static void what_is_taught_is_no_longer_missing(void **state)
{
    struct fixture f;
    const char *first;
    unsigned all = 0, count;
    (void)state;
    fixture_begin(&f);
    const struct phrase *phrases = language_phrases(&count);
    assert_true(count <= LANGUAGE_WORDS_MAX);
    for (unsigned i = 0; i < count; i++)
        all += phrases[i].use == PHRASE_PAGE;
    assert_int_equal(language_missing(&first, "en", PHRASE_PAGE), 0);
    assert_int_equal(language_missing(&first, "vi", PHRASE_PAGE), 0);
    assert_int_equal(language_missing(&first, "xx", PHRASE_PAGE), all);
    assert_string_equal(first, phrases[0].english);
    struct language *l =
        format_parse(&f.arena, &format_words, SLICE("words-xx.yaml"),
                     SLICE("language: xx\nname: X\nwords:\n" WORD("Online public services", "Đây")
                               WORD("iPhone", "iPhone")),
                     NULL, &f.diags);
    assert_non_null(l);
    language_teach(l);
    assert_int_equal(language_missing(&first, "xx", PHRASE_PAGE), all - 2);
    assert_string_equal(i18n_in("xx", "Online public services"), "Đây");
    assert_int_equal(language_missing(&first, "yy", PHRASE_PAGE), all);
    fixture_end(&f);
}

/* As it is written it asks for the language's name, and every page is still in English. */
static void the_template_holds_every_wording(void **state)
{
    struct fixture f;
    const char *first;
    unsigned count, before = language_missing(&first, "km", PHRASE_PAGE);
    (void)state;
    fixture_begin(&f);
    (void)language_phrases(&count);
    struct slice text = language_template(&f.arena, SLICE("km"));
    struct language *l =
        format_parse(&f.arena, &format_words, SLICE("words-km.yaml"), text, NULL, &f.diags);
    assert_non_null(l);
    assert_int_equal(l->count, count);
    assert_codes(&f, "W004");
    language_teach(l);
    assert_int_equal(language_missing(&first, "km", PHRASE_PAGE), before);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_checked),
        cmocka_unit_test(the_file_s_name_says_the_language),
        cmocka_unit_test(what_is_taught_is_no_longer_missing),
        cmocka_unit_test(the_template_holds_every_wording),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
