/*
 * Every example in guides/README.md and quizzes/README.md really works.
 *
 * A fenced block says behind ```yaml what it is: `guide` (`guide-with-facts`: one that names
 * shipped facts), `commune`, `trusted-domains`, `facts`, `banks`,
 * `spoken`, `indicators`, `words`, `handbook` or `quiz`, then the codes of the problems
 * it must give, none if it must be sound. A guide or quiz that shows only some keys gets the others
 * from the smallest sound one. Every key and word of the tables, and every code the loader can
 * give, must be explained too.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "content/format/format.h"
#include "content/guide/guide.h"
#include "content/quiz/quiz.h"
#include "content/shared/facts.h"
#include "support/shipped.h"
#include "unit/content/fixture.h"
#include "unit/content/minimal.h"

enum { README_MAX = 512 * 1024 };

enum { OF_GUIDES, OF_QUIZZES, README_COUNT };

static struct readme {
    const char *path;
    unsigned example_min;
    struct slice text;
} readmes[README_COUNT] = {
    [OF_GUIDES] = {.path = "../guides/README.md", .example_min = 20},
    [OF_QUIZZES] = {.path = "../quizzes/README.md", .example_min = 8},
};

static struct slice next_line(struct slice text, size_t *at)
{
    size_t begin = *at, end = begin;
    while (end < text.size && text.data[end] != '\n')
        end++;
    *at = end + 1;
    return slice_part(text, begin, end);
}

static struct slice next_word(struct slice *line)
{
    size_t begin = 0;
    while (begin < line->size && line->data[begin] == ' ')
        begin++;
    size_t end = begin;
    while (end < line->size && line->data[end] != ' ')
        end++;
    struct slice word = slice_part(*line, begin, end);
    *line = slice_part(*line, end, line->size);
    return word;
}

/* Formats whose examples are whole files; those of guides and quizzes show a part of one. */
static const struct format *const whole_files[] = {
    &format_commune, &format_trusted,    &format_facts, &format_banks,
    &format_spoken,  &format_indicators, &format_words, &format_handbook,
};

static void load(struct fixture *f, struct slice kind, struct slice text)
{
    struct buf whole;
    for (size_t i = 0; i < sizeof whole_files / sizeof *whole_files; i++)
        if (slice_equal_text(kind, whole_files[i]->name)) {
            (void)format_parse(&f->arena, whole_files[i], SLICE("README"), text, NULL, &f->diags);
            return;
        }
    buf_init(&whole, README_MAX);
    if (slice_equal_text(kind, "quiz")) {
        minimal_quiz(&whole, text);
        (void)format_parse(&f->arena, &format_quiz, SLICE("README"), buf_slice(&whole), NULL,
                           &f->diags);
    } else {
        const struct facts *facts = NULL;
        if (slice_equal_text(kind, "guide-with-facts"))
            facts = shipped_facts(&f->arena, &f->diags);
        else
            assert_slice(kind, "guide");
        minimal_guide(&whole, text);
        (void)format_parse(&f->arena, &format_guide, SLICE("README"), buf_slice(&whole), facts,
                           &f->diags);
    }
    buf_deinit(&whole);
}

static void check_example(struct slice info, struct slice text)
{
    struct fixture f;
    fixture_begin(&f);
    struct slice kind = next_word(&info);
    load(&f, kind, text);
    const char *codes = codes_of(&f);
    size_t skip = info.size && info.data[0] == ' ';
    struct slice expected = slice_part(info, skip, info.size);
    if (!slice_equal_text(expected, codes)) {
        show(&f);
        fail_msg("example:\n%.*s\nexpected [%.*s], got [%s]", SLICE_ARG(text), SLICE_ARG(expected),
                 codes);
    }
    fixture_end(&f);
}

static unsigned check_examples(struct slice text)
{
    const struct slice fence = SLICE("```yaml ");
    unsigned count = 0;
    for (size_t at = 0; at < text.size;) {
        struct slice line = next_line(text, &at);
        if (!slice_starts(line, fence)) {
            assert_false(slice_equal_text(line, "```yaml"));
            continue;
        }
        size_t begin = at, end = at;
        while (at < text.size && !slice_equal_text(next_line(text, &at), "```"))
            end = at;
        check_example(slice_part(line, fence.size, line.size), slice_part(text, begin, end));
        count++;
    }
    return count;
}

static void every_example_works(void **state)
{
    (void)state;
    for (unsigned i = 0; i < README_COUNT; i++)
        assert_true(check_examples(readmes[i].text) >= readmes[i].example_min);
}

/* A row of a page's table begins with the code, for a shared one with any of its letters. */
static bool is_explained_in(struct slice text, const char *letters, const char *digits)
{
    for (size_t at = 0; at + 6 <= text.size; at++) {
        const char *p = text.data + at;
        if (memcmp(p, "| ", 2) == 0 && strchr(letters, p[2]) && memcmp(p + 3, digits, 3) == 0)
            return true;
    }
    return false;
}

static bool is_explained(const char *letters, const char *digits)
{
    return is_explained_in(readmes[OF_GUIDES].text, letters, digits) ||
           is_explained_in(readmes[OF_QUIZZES].text, letters, digits);
}

/* Codes as they stand in the sources: "Y017", or where formats share them "012" without letter. */
static void find_codes(struct slice text, bool shared, const char *path)
{
    for (size_t at = 0; at + 6 <= text.size; at++) {
        const char *p = text.data + at;
        char letters[] = "GCTKFRBLSW";
        const char *digits = NULL;
        if (p[0] == '"' && p[1] && strchr("YGCTKFRBLSW", p[1]) && p[5] == '"') {
            memset(letters, p[1], sizeof letters - 1);
            digits = p + 2;
        } else if (shared && p[0] == '"' && p[4] == '"') {
            digits = p + 1;
        }
        if (!digits || strspn(digits, "0123456789") < 3 || memcmp(digits, "000", 3) == 0)
            continue;
        if (!is_explained(letters, digits))
            fail_msg("%s: no README explains %c%.3s", path, letters[0], digits);
    }
}

static void every_code_is_explained(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        bool shared;
    } sources[] = {
        {"../src/content/shared/banks.c", false},     {"../src/content/record/commune.c", false},
        {"../src/content/shared/facts.c", false},     {"../src/content/format/format.c", true},
        {"../src/content/format/read.c", true},       {"../src/content/format/value.c", true},
        {"../src/content/record/grid.c", false},      {"../src/content/guide/guide.c", false},
        {"../src/content/guide/handbook.c", false},   {"../src/content/shared/indicators.c", false},
        {"../src/content/wording/language.c", false}, {"../src/content/wording/markup.c", false},
        {"../src/content/quiz/quiz.c", false},        {"../src/content/quiz/lint.c", false},
        {"../src/content/quiz/lint_round.c", false},  {"../src/content/wording/spelling.c", true},
        {"../src/content/spoken/sayings.c", false},   {"../src/content/record/stall.c", false},
        {"../src/content/wording/text.c", false},     {"../src/content/guide/translation.c", false},
        {"../src/content/shared/trusted.c", false},   {"../src/content/yaml/yaml.c", false},
        {"../src/content/yaml/repair.c", false},      {"../src/content/yaml/source.c", false},
    };
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        struct arena a;
        struct error e = {0};
        struct slice text;
        arena_init(&a, 4u << 20);
        if (!file_read(&text, &a, sources[i].path, 1 << 20, &e))
            fail_msg("%s", e.message);
        find_codes(text, sources[i].shared, sources[i].path);
        arena_deinit(&a);
    }
}

static bool mentions(struct slice text, const char *word)
{
    char cell[80];
    snprintf(cell, sizeof cell, "`%s`", word);
    for (size_t at = 0; at + strlen(cell) <= text.size; at++)
        if (memcmp(text.data + at, cell, strlen(cell)) == 0)
            return true;
    return false;
}

static void find_keys(const struct readme *r, const struct format_object *object)
{
    for (unsigned i = 0; i < object->field_count; i++) {
        const struct format_field *field = &object->fields[i];
        if (!mentions(r->text, field->key))
            fail_msg("%s does not explain the key %s", r->path, field->key);
        for (const struct format_word *w = field->words; w && w->word; w++)
            if (!mentions(r->text, w->word))
                fail_msg("%s does not explain the word %s", r->path, w->word);
        if (field->object)
            find_keys(r, field->object);
        if (field->item && field->item->object)
            find_keys(r, field->item->object);
    }
}

static void every_key_and_word_is_explained(void **state)
{
    (void)state;
    find_keys(&readmes[OF_GUIDES], format_guide.object);
    find_keys(&readmes[OF_GUIDES], format_commune.object);
    find_keys(&readmes[OF_GUIDES], format_trusted.object);
    find_keys(&readmes[OF_GUIDES], format_facts.object);
    find_keys(&readmes[OF_GUIDES], format_banks.object);
    find_keys(&readmes[OF_GUIDES], format_spoken.object);
    find_keys(&readmes[OF_GUIDES], format_indicators.object);
    find_keys(&readmes[OF_GUIDES], format_words.object);
    find_keys(&readmes[OF_GUIDES], format_handbook.object);
    find_keys(&readmes[OF_QUIZZES], format_quiz.object);
}

int main(void)
{
    struct arena a;
    struct error e = {0};
    arena_init(&a, 4u << 20);
    for (unsigned i = 0; i < README_COUNT; i++) {
        if (!file_read(&readmes[i].text, &a, readmes[i].path, README_MAX, &e)) {
            fprintf(stderr, "%s\n", e.message);
            return 1;
        }
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_example_works),
        cmocka_unit_test(every_code_is_explained),
        cmocka_unit_test(every_key_and_word_is_explained),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_deinit(&a);
    return failed;
}
