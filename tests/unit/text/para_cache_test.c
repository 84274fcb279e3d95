#include "text/para.h"

#include <stdio.h>

#include "base/buf.h"
#include "fixture.h"
#include "support/test.h"

enum { COLUMN_DU = DU_PT(150) };

static void assert_same_para(const struct para *a, const struct para *b)
{
    assert_int_equal(a->width_du, b->width_du);
    assert_int_equal(a->line_count, b->line_count);
    assert_int_equal(a->run_count, b->run_count);
    assert_int_equal(a->glyph_count, b->glyph_count);
    assert_true(slice_equal(a->text, b->text));
    if (a->run_count > 0)
        assert_memory_equal(a->runs, b->runs, a->run_count * sizeof *a->runs);
    if (a->glyph_count > 0)
        assert_memory_equal(a->glyphs, b->glyphs, a->glyph_count * sizeof *a->glyphs);
}

static void same_question_same_answer(void **state)
{
    struct fixture *f = *state;
    struct para_cache *cache = para_cache_create(f->fonts);
    struct para_style style = fixture_style();
    assert_ptr_equal(para_cache_fonts(cache), f->fonts);

    char text[] = "Mở ứng dụng, bấm Kích hoạt tài khoản";
    struct rich_range range = {0, 4};
    struct rich rich = {slice_from(text), &range, 1};
    const struct para *first = para_cache_get(cache, &style, rich, COLUMN_DU);
    struct para expected = fixture_layout(f, &style, rich, COLUMN_DU);
    assert_same_para(first, &expected);
    char copy[sizeof text];
    memcpy(copy, text, sizeof text);
    memset(text, 'x', sizeof text - 1); /* The caller's text may go. */
    struct rich_range moved = range;
    rich = (struct rich){slice_from(copy), &moved, 1};
    range.end = 1;
    assert_ptr_equal(para_cache_get(cache, &style, rich, COLUMN_DU), first);
    para_cache_destroy(cache);
}

/** Whatever takes part in the question makes another paragraph. */
static void every_difference_counts(void **state)
{
    struct fixture *f = *state;
    struct para_cache *cache = para_cache_create(f->fonts);
    struct para_style base = fixture_style(), styles[10];
    for (unsigned i = 0; i < 10; i++)
        styles[i] = base;
    styles[1].font = FONT_MEDIUM;
    styles[2].strong_font = FONT_BOLD;
    styles[3].size_du++;
    styles[4].line_du++;
    styles[5].color.g = 1;
    styles[6].strong_color.y = 1;
    styles[7].align = PARA_RIGHT;
    styles[8].wrap = PARA_WRAP_BALANCE;
    styles[9].color.none = 1;
    struct rich_range strong = {0, 4}, other = {0, 5};
    struct rich texts[] = {rich_plain(SLICE("Bấm nút")),
                           rich_plain(SLICE("Bấm nút ")),
                           {SLICE("Bấm nút"), &strong, 1},
                           {SLICE("Bấm nút"), &other, 1},
                           rich_plain(SLICE(""))};
    const struct para *seen[64];
    unsigned count = 0;
    for (unsigned i = 0; i < 10; i++)
        seen[count++] = para_cache_get(cache, &styles[i], texts[0], COLUMN_DU);
    for (unsigned i = 1; i < sizeof texts / sizeof texts[0]; i++)
        seen[count++] = para_cache_get(cache, &base, texts[i], COLUMN_DU);
    seen[count++] = para_cache_get(cache, &base, texts[0], COLUMN_DU + 1);
    for (unsigned i = 0; i < count; i++)
        for (unsigned k = 0; k < i; k++)
            assert_ptr_not_equal(seen[i], seen[k]);
    for (unsigned i = 0; i < 10; i++)
        assert_ptr_equal(para_cache_get(cache, &styles[i], texts[0], COLUMN_DU), seen[i]);
    para_cache_destroy(cache);
}

static void trim_waits_until_it_is_full(void **state)
{
    struct fixture *f = *state;
    struct para_cache *cache = para_cache_create(f->fonts);
    struct para_style style = fixture_style();
    struct rich kept = rich_plain(SLICE("ở lại"));
    const struct para *first = para_cache_get(cache, &style, kept, COLUMN_DU);
    for (int32_t i = 1; i < PARA_CACHE_MAX; i++) {
        char text[16];
        snprintf(text, sizeof text, "%d", (int)i);
        (void)para_cache_get(cache, &style, rich_plain(slice_from(text)), COLUMN_DU);
    }
    para_cache_trim(cache);
    assert_ptr_equal(para_cache_get(cache, &style, kept, COLUMN_DU), first);
    (void)para_cache_get(cache, &style, rich_plain(SLICE("một đoạn nữa")), COLUMN_DU);
    assert_ptr_equal(para_cache_get(cache, &style, kept, COLUMN_DU), first);
    para_cache_trim(cache);
    struct para expected = fixture_layout(f, &style, kept, COLUMN_DU);
    assert_same_para(para_cache_get(cache, &style, kept, COLUMN_DU), &expected);
    para_cache_destroy(cache);
}

static void long_text_is_cut_at_a_letter(void **state)
{
    struct fixture *f = *state;
    struct para_cache *cache = para_cache_create(f->fonts);
    struct para_style style = fixture_style();
    struct buf text;
    buf_init(&text, 4 * PARA_TEXT_MAX);
    while (text.size <= PARA_TEXT_MAX)
        buf_append_text(&text, text.size ? " Ấ" : "xẤ"); /* Letters begin at 1, 5, 9 … */
    memmove(text.data + 1, text.data, text.size - 1);
    text.size -= 3;
    text.data[0] = 'x'; /* … and now at 2, 6, 10 …: the limit falls behind two of their bytes. */
    struct rich_range ranges[] = {{0, 1}, {PARA_TEXT_MAX - 7, PARA_TEXT_MAX + 1}};
    const struct para *para =
        para_cache_get(cache, &style, (struct rich){buf_slice(&text), ranges, 2}, COLUMN_DU);
    assert_int_equal(para->text.size, PARA_TEXT_MAX - 2);
    assert_int_equal(para->missing, 0);
    assert_false(para->too_wide);
    buf_deinit(&text);
    para_cache_destroy(cache);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_question_same_answer),
        cmocka_unit_test(every_difference_counts),
        cmocka_unit_test(trim_waits_until_it_is_full),
        cmocka_unit_test(long_text_is_cut_at_a_letter),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
