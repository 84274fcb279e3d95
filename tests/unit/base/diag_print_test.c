#include "base/diag.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "support/test.h"

/* What is printed for `list`, in the arena. */
static const char *print(struct arena *a, const struct diag_list *list, bool colour)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    diag_print(out, list, colour);
    assert_int_equal(fclose(out), 0);
    const char *copy = arena_copy(a, (struct slice){text, size}).data;
    free(text);
    return copy;
}

static struct source source_of(const char *name, const char *text)
{
    return (struct source){slice_from(name), slice_from(text)};
}

static void lines_and_columns(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t offset;
        unsigned line, column;
    } rows[] = {
        {"", 0, 1, 1},          {"", 99, 1, 1},
        {"abc", 0, 1, 1},       {"abc", 3, 1, 4},
        {"a\nb", 1, 1, 2}, /* The end of line belongs to its line. */
        {"a\nb", 2, 2, 1},      {"a\n", 2, 2, 1},
        {"a\r\nb", 1, 1, 2},    {"a\r\nb", 2, 1, 2}, /* Between CR and LF. */
        {"a\r\nb", 3, 2, 1},    {"a\rb", 2, 2, 1},
        {"\n\n\n", 2, 3, 1},    {"ệx", 3, 1, 2},
        {"ệx", 1, 1, 1},                                     /* Inside a character. */
        {"ệx", 2, 1, 1},        {"e\u0302\u0323x", 5, 1, 4}, /* Code points, as editors count. */
        {"\xFF\xFEx", 2, 1, 3}, {"\tx", 1, 1, 2},
        {"漢x", 3, 1, 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct source source = source_of("x", rows[i].text);
        unsigned line = 0, column = 0;
        source_position(&line, &column, &source, rows[i].offset);
        if (line != rows[i].line || column != rows[i].column)
            fail_msg("row %zu: %u:%u", i, line, column);
    }
}

/* One error at [begin, end) of `text`, printed whole. */
static void the_caret_stands_under_the_place(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t begin, end;
        const char *expected;
    } rows[] = {
        {"thoi_han: mười", 10, 17,
         "g.yaml:1:11: error[G012]: m\n"
         "    1 | thoi_han: mười\n"
         "      |           ^~~~\n"},
        {"a\n  bước: ệx y\n", 16, 17, /* The x; accents are one column each. */
         "g.yaml:2:10: error[G012]: m\n"
         "    2 |   bước: ệx y\n"
         "      |          ^\n"},
        {"e\u0302\u0323: ab", 7, 9, /* Combining marks take no column. */
         "g.yaml:1:6: error[G012]: m\n"
         "    1 | e\u0302\u0323: ab\n"
         "      |    ^~\n"},
        {"漢字: x", 0, 6, /* Wide ones take two. */
         "g.yaml:1:1: error[G012]: m\n"
         "    1 | 漢字: x\n"
         "      | ^~~~\n"},
        {"漢字: x", 8, 9,
         "g.yaml:1:5: error[G012]: m\n"
         "    1 | 漢字: x\n"
         "      |       ^\n"},
        {"\tab\tc", 4, 5, /* Tabs become spaces. */
         "g.yaml:1:5: error[G012]: m\n"
         "    1 |     ab  c\n"
         "      |         ^\n"},
        {"ab\r\ncd\r\n", 4, 6,
         "g.yaml:2:1: error[G012]: m\n"
         "    2 | cd\n"
         "      | ^~\n"},
        {"ab\ncd\n", 1, 5, /* Over several lines: to the end of the first. */
         "g.yaml:1:2: error[G012]: m\n"
         "    1 | ab\n"
         "      |  ^\n"},
        {"abc\ncd\n", 1, 6,
         "g.yaml:1:2: error[G012]: m\n"
         "    1 | abc\n"
         "      |  ^~\n"},
        {"ab\n", 3, 3, /* Behind the last line. */
         "g.yaml:2:1: error[G012]: m\n"
         "    2 | \n"
         "      | ^\n"},
        {"ab", 2, 2,
         "g.yaml:1:3: error[G012]: m\n"
         "    1 | ab\n"
         "      |   ^\n"},
        {"ab", 99, 199,
         "g.yaml:1:3: error[G012]: m\n"
         "    1 | ab\n"
         "      |   ^\n"},
        {"ab", 1, 0, /* An end before the begin. */
         "g.yaml:1:2: error[G012]: m\n"
         "    1 | ab\n"
         "      |  ^\n"},
        {"a\x1B[2Jb\x07\xC2\x9B\x7F", 6, 7, /* Nothing a terminal would obey. */
         "g.yaml:1:7: error[G012]: m\n"
         "    1 | a\uFFFD[2Jb\uFFFD\uFFFD\uFFFD\n"
         "      |       ^\n"},
        {"a\u202Eb", 4, 5, /* Nor one that turns the line round. */
         "g.yaml:1:3: error[G012]: m\n"
         "    1 | a\uFFFDb\n"
         "      |   ^\n"},
        {"a\u2067b", 4, 5,
         "g.yaml:1:3: error[G012]: m\n"
         "    1 | a\uFFFDb\n"
         "      |   ^\n"},
        {"a\xFF\xE1\xBBz", 4, 5,
         "g.yaml:1:5: error[G012]: m\n"
         "    1 | a\uFFFD\uFFFD\uFFFDz\n"
         "      |     ^\n"},
        {"", 0, 0, "g.yaml:1:1: error[G012]: m\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a;
        struct diag_list list;
        struct source source = source_of("g.yaml", rows[i].text);
        arena_init(&a, 1 << 20);
        diag_init(&list, &a);
        diag_error(&list, "G012", (struct span){&source, rows[i].begin, rows[i].end}, "m");
        assert_string_equal(print(&a, &list, false), rows[i].expected);
        arena_deinit(&a);
    }
}

static struct slice line_of(const char *text, unsigned index)
{
    while (index-- > 0)
        text = strchr(text, '\n') + 1;
    return (struct slice){text, (size_t)(strchr(text, '\n') - text)};
}

/* The character above the caret is the one meant, and the line fits a screen. */
static void a_long_line_is_cut_around_the_place(void **state)
{
    (void)state;
    enum { SIZE = 2000000 };
    static char text[SIZE + 1];
    static const uint32_t places[] = {0, 30, 41, 99, 399, 1000, 1000000, SIZE - 50, SIZE - 1};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct arena a;
        struct diag_list list;
        memset(text, '-', SIZE);
        text[places[i]] = 'X';
        struct source source = {SLICE("g.yaml"), {text, SIZE}};
        arena_init(&a, 1 << 20);
        diag_init(&list, &a);
        diag_error(&list, "Y001", (struct span){&source, places[i], places[i] + 1}, "m");
        const char *printed = print(&a, &list, false);
        struct slice line = line_of(printed, 1), caret = line_of(printed, 2);
        unsigned columns = utf8_columns(line);
        assert_true(columns >= 40 && columns <= 8 + 100 + 2);
        const char *x = memchr(line.data, 'X', line.size);
        assert_non_null(x);
        assert_int_equal(utf8_columns((struct slice){line.data, (size_t)(x - line.data)}) + 1,
                         utf8_columns(caret));
        if (places[i] > 100) /* Number and bar, the mark of the cut, what stands before. */
            assert_int_equal(utf8_columns(caret), 8 + 1 + 40 + 1);
        arena_deinit(&a);
    }
}

/* Marks without end, and letters of three bytes: cut between characters, never inside. */
static void a_long_line_of_letters_and_marks(void **state)
{
    (void)state;
    static const char *const units[] = {"ệ", "e\u0323\u0302", "\u0301", "漢", "\t", "\xE1\xBB"};
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        struct arena a;
        struct diag_list list;
        struct buf text;
        arena_init(&a, 1 << 20);
        diag_init(&list, &a);
        buf_init(&text, 1 << 20);
        while (text.size < 20000)
            buf_append_text(&text, units[u]);
        struct source source = {SLICE("g.yaml"), buf_slice(&text)};
        for (uint32_t at = 9000; at < 9012; at++)
            diag_error(&list, "Y001", (struct span){&source, at, at + 6}, "m");
        const char *printed = print(&a, &list, false);
        assert_int_equal(utf8_first_bad(slice_from(printed)), strlen(printed));
        assert_true(strlen(printed) < 12 * 4000);
        buf_deinit(&text);
        arena_deinit(&a);
    }
}

static void problems_come_in_order_with_their_notes(void **state)
{
    (void)state;
    struct arena a;
    struct diag_list list;
    struct source first = source_of("b.yaml", "one\ntwo\n");
    struct source second = source_of("a.yaml", "x\none\n");
    struct source unread = {SLICE("missing.yaml"), {NULL, 0}};
    arena_init(&a, 1 << 20);
    diag_init(&list, &a);
    diag_error(&list, "G003", (struct span){&first, 4, 7}, "third");
    diag_note(&list, (struct span){&first, 0, 3}, "its note");
    diag_note(&list, (struct span){&second, 2, 3}, "and another");
    diag_error(&list, "G004", (struct span){&second, 2, 5}, "fourth");
    diag_error(&list, "G001", (struct span){&first, 0, 3}, "first");
    diag_warning(&list, "G002", (struct span){&first, 0, 1}, "second");
    diag_error(&list, "Y001", (struct span){&unread, 0, 0}, "fifth");
    diag_error(&list, "D001", (struct span){0}, "sixth");
    assert_string_equal(print(&a, &list, false), "b.yaml:1:1: error[G001]: first\n"
                                                 "    1 | one\n"
                                                 "      | ^~~\n"
                                                 "b.yaml:1:1: warning[G002]: second\n"
                                                 "    1 | one\n"
                                                 "      | ^\n"
                                                 "b.yaml:2:1: error[G003]: third\n"
                                                 "    2 | two\n"
                                                 "      | ^~~\n"
                                                 "b.yaml:1:1: note: its note\n"
                                                 "    1 | one\n"
                                                 "      | ^~~\n"
                                                 "a.yaml:2:1: note: and another\n"
                                                 "    2 | one\n"
                                                 "      | ^\n"
                                                 "a.yaml:2:1: error[G004]: fourth\n"
                                                 "    2 | one\n"
                                                 "      | ^~~\n"
                                                 "missing.yaml: error[Y001]: fifth\n"
                                                 "error[D001]: sixth\n");
    arena_deinit(&a);
}

static void colours_only_when_asked(void **state)
{
    (void)state;
    struct arena a;
    struct diag_list list;
    struct source source = source_of("g\x1B.yaml", "x");
    arena_init(&a, 1 << 20);
    diag_init(&list, &a);
    diag_warning(&list, "G001", (struct span){&source, 0, 1},
                 "m\x1B\n\xC2\x9B"
                 "z");
    assert_string_equal(print(&a, &list, false),
                        "g\uFFFD.yaml:1:1: warning[G001]: m\uFFFD\uFFFD\uFFFDz\n"
                        "    1 | x\n"
                        "      | ^\n");
    assert_string_equal(print(&a, &list, true),
                        "\033[1mg\uFFFD.yaml:1:1: \033[0m\033[1;33mwarning[G001]\033[0m: "
                        "m\uFFFD\uFFFD\uFFFDz\n"
                        "    1 | x\n"
                        "      | \033[1;33m^\033[0m\n");
    arena_deinit(&a);
}

static void a_thousand_problems_in_a_long_file_are_quick(void **state)
{
    (void)state;
    enum { SIZE = 1 << 20 };
    static char text[SIZE];
    struct arena a;
    struct diag_list list;
    struct source source = {SLICE("g.yaml"), {text, SIZE}};
    memset(text, 'x', SIZE);
    arena_init(&a, 1 << 22);
    diag_init(&list, &a);
    for (uint32_t i = 0; i < 1200; i++)
        diag_error(&list, "G001", (struct span){&source, SIZE - 1 - i * 800, SIZE - i * 800}, "m");
    const char *printed = print(&a, &list, false);
    assert_non_null(strstr(printed, "200 more problems are not shown\n"));
    arena_deinit(&a);
}

static void summaries(void **state)
{
    (void)state;
    static const struct {
        unsigned errors, warnings;
        const char *expected;
    } rows[] = {
        {0, 0, "no problems\n"},         {1, 0, "1 error\n"},        {0, 2, "2 warnings\n"},
        {3, 1, "3 errors, 1 warning\n"}, {1200, 0, "1200 errors\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct diag_list list = {.error_count = rows[i].errors, .warning_count = rows[i].warnings};
        char *text = NULL;
        size_t size = 0;
        FILE *out = open_memstream(&text, &size);
        diag_print_summary(out, &list);
        fclose(out);
        assert_string_equal(text, rows[i].expected);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_and_columns),
        cmocka_unit_test(the_caret_stands_under_the_place),
        cmocka_unit_test(a_long_line_is_cut_around_the_place),
        cmocka_unit_test(a_long_line_of_letters_and_marks),
        cmocka_unit_test(problems_come_in_order_with_their_notes),
        cmocka_unit_test(colours_only_when_asked),
        cmocka_unit_test(a_thousand_problems_in_a_long_file_are_quick),
        cmocka_unit_test(summaries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
