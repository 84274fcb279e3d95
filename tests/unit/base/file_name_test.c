#include "base/file_name.h"

#include "base/arena.h"
#include "support/test.h"

static void names_that_every_disk_takes(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } rows[] = {
        {"", ""},
        {"Thôn Đông", "thon-dong"},
        {"Tổ dân phố số 3/2 ", "to-dan-pho-so-3-2"},
        {"../../etc/passwd", "etc-passwd"},
        {"..", ""},
        {"a:b*c?d\"e<f>g|h\\i", "a-b-c-d-e-f-g-h-i"},
        {"-rf", "rf"},
        {"tên.", "ten"},
        {".ẩn", "an"},
        {"CON", "_con"},
        {"com1", "_com1"},
        {"lpt0", "_lpt0"},
        {"con1", "con1"},
        {"bình quân\n", "binh-quan"},
        {"  –  ", ""},
        {"…“x”", "x"},
        {"ភូមិ១", "ភម១"},       /* Khmer stays, without its marks. */
        {"\xEF\xBC\x8F", ""}, /* A full-width slash. */
        {"😀", ""},
    };
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct slice made = file_name_make(&a, slice_from(rows[i].in));
        assert_string_equal(arena_copy(&a, made).data, rows[i].out);
    }
    arena_deinit(&a);
}

static void long_names_are_cut_between_letters(void **state)
{
    (void)state;
    struct arena a;
    char text[600];
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof text; i += 3)
        memcpy(text + i, "\xE1\x9E\x80", 3);
    struct slice made = file_name_make(&a, (struct slice){text, sizeof text});
    assert_true(made.size <= FILE_NAME_MAX && made.size > FILE_NAME_MAX - 4);
    assert_int_equal(made.size % 3, 0);
    arena_deinit(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_that_every_disk_takes),
        cmocka_unit_test(long_names_are_cut_between_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
