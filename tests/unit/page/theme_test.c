/* Colours: contrast by WCAG 2.1, ink on paper, one colour. */
#include "page/theme.h"
#include "rules.h"
#include "support/test.h"

enum { INK_MAX_PERCENT = 300, HUES_APART = 20 };

static const double CONTRAST_MIN = 7.0;

struct pair {
    const char *what;
    size_t text, ground;
};

static const struct pair pairs[] = {
#define PAIR(text, ground)                                                                         \
    {                                                                                              \
#text " on " #ground, offsetof(struct theme, text), offsetof(struct theme, ground)         \
    }
    PAIR(on_brand, brand),
    PAIR(on_brand_soft, brand),
    /* The large icon lies under title and benefit. */
    PAIR(on_brand, brand_deep),
    PAIR(on_brand_soft, brand_deep),
    PAIR(ink, paper),
    PAIR(ink_soft, paper),
    PAIR(brand, paper),
    PAIR(warn, paper),
    PAIR(ink, tint),
    PAIR(brand, tint),
    PAIR(ink, brand_tint),
    PAIR(ink_soft, brand_tint),
    PAIR(brand, brand_tint),
    PAIR(ink, warn_tint),
    PAIR(warn, warn_tint),
    PAIR(on_foot, foot),
    PAIR(on_foot_soft, foot),
    PAIR(ink, accent),
};

/* In one colour nothing is filled: all text stands on paper. */
static const struct pair mono_pairs[] = {
    PAIR(ink, paper),      PAIR(ink_soft, paper),    PAIR(brand, paper),
    PAIR(on_brand, paper), PAIR(warn, warn_tint),    PAIR(on_brand_soft, paper),
    PAIR(on_foot, foot),   PAIR(on_foot_soft, foot), PAIR(ink, accent),
    PAIR(ink, tint),       PAIR(ink, brand_tint),
#undef PAIR
};

static const size_t tokens[] = {
    offsetof(struct theme, ink),        offsetof(struct theme, ink_soft),
    offsetof(struct theme, paper),      offsetof(struct theme, tint),
    offsetof(struct theme, line),       offsetof(struct theme, brand),
    offsetof(struct theme, brand_deep), offsetof(struct theme, brand_tint),
    offsetof(struct theme, on_brand),   offsetof(struct theme, on_brand_soft),
    offsetof(struct theme, accent),     offsetof(struct theme, warn),
    offsetof(struct theme, warn_tint),  offsetof(struct theme, foot),
    offsetof(struct theme, on_foot),    offsetof(struct theme, on_foot_soft),
};

enum {
    PAIR_COUNT = sizeof pairs / sizeof pairs[0],
    MONO_PAIR_COUNT = sizeof mono_pairs / sizeof mono_pairs[0],
    TOKEN_COUNT = sizeof tokens / sizeof tokens[0]
};

static struct draw_color token(const struct theme *theme, size_t offset)
{
    struct draw_color color;
    memcpy(&color, (const char *)theme + offset, sizeof color);
    return color;
}

/* Shows all that fail; returns how many. */
static unsigned judge_contrast(enum design_ink ink, const struct pair *all, unsigned count)
{
    unsigned failed = 0;
    for (unsigned subject = 0; subject < SUBJECT_COUNT; subject++) {
        const struct theme *theme = theme_get(subject, ink);
        for (unsigned i = 0; i < count; i++) {
            double ratio = contrast(token(theme, all[i].text), token(theme, all[i].ground));
            if (ratio >= CONTRAST_MIN)
                continue;
            failed++;
            print_error("%s: %s has %.2f\n", guide_subject_name(subject), all[i].what, ratio);
        }
    }
    return failed;
}

static void text_has_contrast_in_colour(void **state)
{
    (void)state;
    assert_int_equal(judge_contrast(DESIGN_COLOUR, pairs, PAIR_COUNT), 0);
}

static void text_has_contrast_in_one_colour(void **state)
{
    (void)state;
    assert_int_equal(judge_contrast(DESIGN_MONO, mono_pairs, MONO_PAIR_COUNT), 0);
}

/* The formula itself, against values that WCAG's own notes give. */
static void contrast_is_that_of_wcag(void **state)
{
    struct draw_color black = {0}, white = {.r = 255, .g = 255, .b = 255};
    struct draw_color grey = {.r = 0x76, .g = 0x76, .b = 0x76};
    (void)state;
    assert_float_equal(contrast(black, white), 21.0, 0.001);
    assert_float_equal(contrast(white, black), 21.0, 0.001);
    assert_float_equal(contrast(white, white), 1.0, 0.001);
    /* #767676 is the lightest grey that passes 4.5:1 on white; #777777 fails. */
    assert_true(contrast(grey, white) >= 4.5);
    grey = (struct draw_color){.r = 0x77, .g = 0x77, .b = 0x77};
    assert_true(contrast(grey, white) < 4.5);
}

static void ink_stays_under_what_paper_takes(void **state)
{
    (void)state;
    for (unsigned subject = 0; subject < SUBJECT_COUNT; subject++)
        for (unsigned i = 0; i < TOKEN_COUNT; i++) {
            struct draw_color c = token(theme_get(subject, DESIGN_COLOUR), tokens[i]);
            assert_true(c.c <= 100 && c.m <= 100 && c.y <= 100 && c.k <= 100);
            assert_true(c.c + c.m + c.y + c.k < INK_MAX_PERCENT);
        }
}

/* Small black text of one ink has no coloured fringes when plates shift. */
static void text_on_paper_is_black_ink_only(void **state)
{
    (void)state;
    for (unsigned subject = 0; subject < SUBJECT_COUNT; subject++)
        for (int ink = DESIGN_COLOUR; ink <= DESIGN_MONO; ink++) {
            const struct theme *theme = theme_get(subject, ink);
            const struct draw_color texts[] = {theme->ink, theme->ink_soft};
            for (unsigned i = 0; i < 2; i++) {
                assert_int_equal(texts[i].c + texts[i].m + texts[i].y, 0);
                assert_in_range(texts[i].k, 80, 100);
            }
        }
}

static bool is_black(struct draw_color c)
{
    return c.r + c.g + c.b + c.c + c.m + c.y == 0 && c.k == 100;
}

static bool is_white(struct draw_color c)
{
    return c.r == 255 && c.g == 255 && c.b == 255 && c.c + c.m + c.y + c.k == 0;
}

static void one_colour_is_black_and_white(void **state)
{
    (void)state;
    for (unsigned subject = 0; subject < SUBJECT_COUNT; subject++) {
        const struct theme *theme = theme_get(subject, DESIGN_MONO);
        assert_false(theme->solid);
        for (unsigned i = 0; i < TOKEN_COUNT; i++) {
            struct draw_color c = token(theme, tokens[i]);
            assert_false(c.none);
            assert_true(is_black(c) || is_white(c));
        }
    }
}

/* Each is told from the others by more than a shade. */
static void subjects_have_hues_of_their_own(void **state)
{
    (void)state;
    for (unsigned a = 0; a < SUBJECT_COUNT; a++)
        for (unsigned b = a + 1; b < SUBJECT_COUNT; b++) {
            struct draw_color x = theme_get(a, DESIGN_COLOUR)->brand;
            struct draw_color y = theme_get(b, DESIGN_COLOUR)->brand;
            int dr = x.r - y.r, dg = x.g - y.g, db = x.b - y.b;
            assert_true(dr * dr + dg * dg + db * db > HUES_APART * HUES_APART);
        }
}

/* A token left out of the table above would be judged by nobody. */
static void every_token_is_judged(void **state)
{
    (void)state;
    size_t first = offsetof(struct theme, ink);
    assert_int_equal(TOKEN_COUNT * sizeof(struct draw_color), sizeof(struct theme) - first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contrast_is_that_of_wcag),
        cmocka_unit_test(every_token_is_judged),
        cmocka_unit_test(text_has_contrast_in_colour),
        cmocka_unit_test(text_has_contrast_in_one_colour),
        cmocka_unit_test(ink_stays_under_what_paper_takes),
        cmocka_unit_test(text_on_paper_is_black_ink_only),
        cmocka_unit_test(one_colour_is_black_and_white),
        cmocka_unit_test(subjects_have_hues_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
