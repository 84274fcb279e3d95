#include "text/compounds.h"

#include "base/utf8.h"
#include "support/test.h"

static void list_is_sorted_and_in_nfc(void **state)
{
    (void)state;
    const char *const *words;
    unsigned count = compound_list(&words);
    assert_true(count > 100);
    for (unsigned i = 0; i < count; i++) {
        assert_true(utf8_is_nfc(slice_from(words[i])));
        if (i > 0 && strcmp(words[i - 1], words[i]) >= 0)
            fail_msg("“%s” must stand before “%s”", words[i], words[i - 1]);
    }
}

static void every_word_is_found(void **state)
{
    (void)state;
    const char *const *words;
    unsigned count = compound_list(&words);
    for (unsigned i = 0; i < count; i++) {
        const char *space = strchr(words[i], ' ');
        assert_non_null(space);
        struct slice first = {words[i], (size_t)(space - words[i])};
        assert_true(compound_find(first, slice_from(space + 1)));
    }
}

static void others_are_not(void **state)
{
    (void)state;
    static const struct {
        const char *first, *second;
    } rows[] = {{"", ""},          {"ngân", ""},      {"", "hàng"},
                {"Ngân", "hàng"},  {"ngân", "hàn"},   {"hàng", "ngân"},
                {"ngân ", "hàng"}, {"ngân", "hàng "}, {"một", "hai"}};
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_false(compound_find(slice_from(rows[i].first), slice_from(rows[i].second)));
    char endless[300];
    memset(endless, 'a', sizeof endless);
    assert_false(compound_find((struct slice){endless, sizeof endless}, SLICE("hàng")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(list_is_sorted_and_in_nfc),
        cmocka_unit_test(every_word_is_found),
        cmocka_unit_test(others_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
