/*
 * A report on terminals of all widths: nothing wider than the terminal, nothing lost, nothing that
 * a terminal would obey.
 */
#include "cli/results/report_terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "support/report_fixture.h"
#include "support/test.h"

enum { PRINTED_MAX = 4 << 20 };

static struct slice print(struct arena *a, const struct report *r, unsigned columns)
{
    char *text = arena_alloc(a, PRINTED_MAX);
    FILE *out = tmpfile();
    assert_non_null(out);
    report_print(out, r, columns, a);
    rewind(out);
    size_t size = fread(text, 1, PRINTED_MAX - 1, out);
    fclose(out);
    return (struct slice){text, size};
}

/* Without spaces and line ends: so that wrapped text can be found again. */
static struct slice squeeze(struct arena *a, struct slice text)
{
    char *out = arena_alloc(a, text.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] != ' ' && text.data[i] != '\n')
            out[size++] = text.data[i];
    return (struct slice){out, size};
}

static bool holds(struct slice text, struct slice part)
{
    for (size_t i = 0; i + part.size <= text.size; i++)
        if (memcmp(text.data + i, part.data, part.size) == 0)
            return true;
    return false;
}

static const unsigned widths[] = {120, 80, 60, 40, 20};

static void no_line_is_wider_than_the_terminal(void **state)
{
    (void)state;
    for (int which = 0; which < REPORT_FIXTURE_COUNT; which++)
        for (unsigned w = 0; w < sizeof widths / sizeof widths[0]; w++) {
            struct arena a;
            arena_init(&a, (size_t)256 * 1024 * 1024);
            struct slice text =
                print(&a, report_fixture(&a, (enum report_fixture)which), widths[w]);
            assert_true(text.size > 0);
            for (size_t begin = 0, i = 0; i < text.size; i++)
                if (text.data[i] == '\n') {
                    struct slice line = slice_part(text, begin, i);
                    if (utf8_columns(line) > widths[w])
                        print_error("%u columns: %.*s\n", widths[w], SLICE_ARG(line));
                    assert_true(utf8_columns(line) <= widths[w]);
                    begin = i + 1;
                }
            arena_deinit(&a);
        }
}

/* Every figure, with its interval, is on it whatever the width. */
static void no_figure_is_lost(void **state)
{
    (void)state;
    for (unsigned w = 0; w < sizeof widths / sizeof widths[0]; w++) {
        struct arena a;
        arena_init(&a, (size_t)256 * 1024 * 1024);
        const struct report *r = report_fixture(&a, REPORT_FIXTURE_TEAM);
        struct slice text = squeeze(&a, print(&a, r, widths[w]));
        for (unsigned i = 0; i < r->section_count; i++)
            for (unsigned row = 0; row < r->sections[i].row_count; row++)
                for (unsigned c = 1; c < r->sections[i].column_count; c++) {
                    const struct report_cell *cell = &r->sections[i].rows[row].cells[c];
                    char figure[REPORT_CELL_TEXT_MAX], between[REPORT_CELL_TEXT_MAX];
                    if (cell->kind == REPORT_TEXT)
                        continue;
                    assert_true(
                        holds(text, squeeze(&a, report_format_cell(figure, cell, r->language))));
                    assert_true(holds(
                        text, squeeze(&a, report_format_interval(between, cell, r->language))));
                }
        assert_true(holds(text, squeeze(&a, r->title)));
        arena_deinit(&a);
    }
}

static void terminals_are_not_commanded(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, (size_t)256 * 1024 * 1024);
    struct slice text = print(&a, report_fixture(&a, REPORT_FIXTURE_HOSTILE), 80);
    for (size_t i = 0; i < text.size;) {
        uint32_t c = utf8_next(text, &i);
        assert_true(c != UTF8_BAD);
        assert_true(c == '\n' || (c >= 0x20 && c != 0x7F && !(c >= 0x80 && c < 0xA0)));
        assert_false((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069));
    }
    arena_deinit(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_line_is_wider_than_the_terminal),
        cmocka_unit_test(no_figure_is_lost),
        cmocka_unit_test(terminals_are_not_commanded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
