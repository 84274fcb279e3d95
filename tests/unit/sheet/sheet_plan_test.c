/*
 * What is planned and what is refused. Papers and pages in millimetres.
 */
#include "base/units.h"
#include "pages.h"
#include "support/test.h"

static const struct row {
    const char *what;
    enum sheet_kind kind;
    unsigned page_count;
    int width_mm, height_mm;
    enum sheet_duplex duplex;
    unsigned columns, rows, side_count, sheet_count;
    bool two_sided, flips_long, turns_back;
    int scale_percent;
} rows[] = {
    {"A5 leaflet twice on A4", SHEET_2UP, 2, 148, 210, SHEET_DUPLEX_AUTO, 2, 1, 2, 1, true, false,
     false, 100},
    {"the same, turned over the long edge", SHEET_2UP, 2, 148, 210, SHEET_DUPLEX_LONG, 2, 1, 2, 1,
     true, true, true, 100},
    {"its two sides side by side", SHEET_2UP, 2, 148, 210, SHEET_DUPLEX_NONE, 2, 1, 1, 1, false,
     false, false, 100},
    {"four A5 on A4 become A6", SHEET_4UP, 2, 148, 210, SHEET_DUPLEX_AUTO, 2, 2, 2, 1, true, true,
     false, 70},
    {"A4 lying, one above the other", SHEET_2UP, 2, 297, 210, SHEET_DUPLEX_AUTO, 1, 2, 2, 1, true,
     true, false, 70},
    {"three leaves, two a sheet", SHEET_2UP, 6, 148, 210, SHEET_DUPLEX_AUTO, 2, 1, 4, 2, true,
     false, false, 100},
    {"an odd page more", SHEET_2UP, 7, 148, 210, SHEET_DUPLEX_AUTO, 2, 1, 4, 2, true, false, false,
     100},
    {"small pages are not made larger", SHEET_2UP, 1, 50, 90, SHEET_DUPLEX_AUTO, 2, 1, 1, 1, false,
     false, false, 100},
    {"cards for business", SHEET_CARDS, 1, 90, 55, SHEET_DUPLEX_AUTO, 2, 5, 1, 1, false, true,
     false, 100},
    {"a booklet of one page", SHEET_BOOKLET, 1, 148, 210, SHEET_DUPLEX_AUTO, 2, 1, 2, 1, true,
     false, false, 100},
    {"of eight", SHEET_BOOKLET, 8, 148, 210, SHEET_DUPLEX_SHORT, 2, 1, 4, 2, true, false, false,
     100},
    {"of nine: filled up to twelve", SHEET_BOOKLET, 9, 148, 210, SHEET_DUPLEX_AUTO, 2, 1, 6, 3,
     true, false, false, 100},
    {"of A6: two books to cut apart", SHEET_BOOKLET, 8, 105, 148, SHEET_DUPLEX_AUTO, 2, 2, 4, 2,
     true, true, false, 100},
    {"of A6 for the short edge", SHEET_BOOKLET, 8, 105, 148, SHEET_DUPLEX_SHORT, 2, 2, 4, 2, true,
     false, true, 100},
    {"a little larger than A6: one", SHEET_BOOKLET, 8, 106, 148, SHEET_DUPLEX_AUTO, 2, 1, 4, 2,
     true, false, false, 100},
    {"of A4 pages, made smaller", SHEET_BOOKLET, 4, 210, 297, SHEET_DUPLEX_AUTO, 2, 1, 2, 1, true,
     false, false, 70},
    {"trifold", SHEET_TRIFOLD, 2, 297, 210, SHEET_DUPLEX_AUTO, 1, 1, 2, 1, true, false, false, 100},
    {"trifold, long edge", SHEET_TRIFOLD, 2, 297, 210, SHEET_DUPLEX_LONG, 1, 1, 2, 1, true, true,
     true, 100},
    {"A3 on A4", SHEET_TILES, 1, 297, 420, SHEET_DUPLEX_AUTO, 2, 2, 5, 5, false, true, false, 100},
    {"A1 on A4: upright 4 × 4, lying 3 × 5", SHEET_TILES, 1, 594, 841, SHEET_DUPLEX_AUTO, 3, 5, 16,
     16, false, false, false, 100},
    {"A0 on A4", SHEET_TILES, 1, 841, 1189, SHEET_DUPLEX_AUTO, 5, 5, 26, 26, false, true, false,
     100},
    {"print shop", SHEET_SHOP, 2, 148, 210, SHEET_DUPLEX_AUTO, 1, 1, 2, 2, false, true, false, 100},
};

static void sheets_are_planned(void **state)
{
    (void)state;
    struct pages p;
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct row *r = &rows[i];
        struct sheet_spec spec = sheet_default(r->kind);
        struct sheet_plan plan;
        struct error e = {0};
        pages_init(&p, r->page_count, r->width_mm, r->height_mm);
        spec.duplex = r->duplex;
        if (!sheet_plan(&plan, &spec, p.all, p.count, &e))
            fail_msg("%s: %s", r->what, e.message);
        if (plan.columns != r->columns || plan.rows != r->rows ||
            plan.side_count != r->side_count || plan.sheet_count != r->sheet_count)
            fail_msg("%s: %u × %u, %u sides, %u sheets", r->what, plan.columns, plan.rows,
                     plan.side_count, plan.sheet_count);
        if (plan.two_sided != r->two_sided || plan.flips_long != r->flips_long ||
            plan.turns_back != r->turns_back)
            fail_msg("%s: two-sided %d, long edge %d, backs turned %d", r->what, plan.two_sided,
                     plan.flips_long, plan.turns_back);
        if ((int64_t)plan.scale_num * 100 / plan.scale_den != r->scale_percent)
            fail_msg("%s: scaled %d/%d", r->what, plan.scale_num, plan.scale_den);
        pages_deinit(&p);
    }
}

/* Lengths in mm; -1: as they are without being said. */
static const struct refusal {
    enum sheet_kind kind;
    unsigned page_count;
    int width_mm, height_mm;
    int margin, gap, overlap, creep, flap, bleed;
    const char *says;
} refusals[] = {
    {SHEET_SHOP, 1, 148, 210, -1, -1, -1, -1, -1, -2, "negative"},
    {SHEET_SHOP, 1, 148, 210, -1, -1, -1, -1, -1, 21, "0 to 20 mm"},
    {SHEET_TILES, 1, 594, 841, -2, -1, -1, -1, -1, -1, "negative"},
    {SHEET_TILES, 1, 594, 841, -1, -1, 7, -1, -1, -1, "8 mm at least"},
    {SHEET_TILES, 1, 594, 841, -1, -1, 171, -1, -1, -1, "larger than its overlap"},
    {SHEET_TILES, 1, 594, 841, -1, -1, 250, -1, -1, -1, "larger than its overlap"},
    {SHEET_TILES, 1, 594, 841, 60, -1, -1, -1, -1, -1, "margin"},
    {SHEET_TILES, 2, 594, 841, -1, -1, -1, -1, -1, -1, "one page"},
    {SHEET_TILES, 1, 4000, 4000, -1, -1, -1, -1, -1, -1, "sheets: choose larger"},
    {SHEET_TILES, 1, 5000, 100, -1, -1, 100, -1, -1, -1, "in a row"},
    {SHEET_BOOKLET, 161, 148, 210, -1, -1, -1, -1, -1, -1, "at most 160 pages, not 161"},
    {SHEET_BOOKLET, 160, 148, 210, -1, -1, -1, 1, -1, -1, "more than 10 mm"},
    {SHEET_CARDS, 1, 210, 297, -1, -1, -1, -1, -1, -1, "full size"},
    {SHEET_CARDS, 1, 3, 3, -1, -1, -1, -1, -1, -1, "too many"},
    {SHEET_CARDS, 1, 90, 55, -1, -2, -1, -1, -1, -1, "negative"},
    {SHEET_BOOKLET, 4, 148, 210, -1, -1, -1, -2, -1, -1, "negative"},
    {SHEET_TRIFOLD, 2, 297, 210, -1, -1, -1, -1, -2, -1, "negative"},
    {SHEET_TRIFOLD, 2, 148, 210, -1, -1, -1, -1, -1, -1, "trifold"},
    {SHEET_TRIFOLD, 1, 297, 210, -1, -1, -1, -1, -1, -1, "trifold"},
    {SHEET_TRIFOLD, 2, 297, 210, -1, -1, -1, -1, 11, -1, "0 to 10 mm"},
};

static void set(int32_t *du, int mm)
{
    if (mm != -1)
        *du = du_from_mm(mm);
}

static void nonsense_is_refused(void **state)
{
    (void)state;
    struct pages p;
    for (unsigned i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        const struct refusal *r = &refusals[i];
        struct sheet_spec spec = sheet_default(r->kind);
        struct sheet_plan plan;
        struct error e = {0};
        pages_init(&p, r->page_count, r->width_mm, r->height_mm);
        set(&spec.margin_du, r->margin);
        set(&spec.gap_du, r->gap);
        set(&spec.overlap_du, r->overlap);
        set(&spec.creep_du, r->creep);
        set(&spec.flap_du, r->flap);
        set(&spec.bleed_du, r->bleed);
        if (sheet_plan(&plan, &spec, p.all, p.count, &e))
            fail_msg("row %u (“%s”) was accepted", i, r->says);
        if (!strstr(e.message, r->says))
            fail_msg("row %u says “%s”, not “%s”", i, e.message, r->says);
        assert_int_equal(e.kind, ERROR_INPUT);
        pages_deinit(&p);
    }
}

static void pages_of_two_sizes_are_refused(void **state)
{
    (void)state;
    struct pages p, other;
    pages_init(&p, 2, 148, 210);
    pages_init(&other, 1, 148, 211);
    const struct draw_list *mixed[] = {p.all[0], other.all[0]};
    struct sheet_spec spec = sheet_default(SHEET_2UP);
    struct sheet_plan plan;
    struct error e = {0};
    assert_false(sheet_plan(&plan, &spec, mixed, 2, &e));
    assert_non_null(strstr(e.message, "same size"));
    pages_deinit(&p);
    pages_deinit(&other);
}

static void codes_stay_large_enough(void **state)
{
    (void)state;
    struct pages p;
    struct sheet_spec spec = sheet_default(SHEET_4UP);
    struct sheet_plan plan;
    struct error e = {0};
    pages_init(&p, 1, 148, 210);
    pages_add_code(&p, 20, 20, 60);
    assert_true(sheet_plan(&plan, &spec, p.all, 1, &e));
    pages_add_code(&p, 60, 20, 50); /* 0.5 mm × 0.707 */
    assert_false(sheet_plan(&plan, &spec, p.all, 1, &e));
    assert_non_null(strstr(e.message, "scanned"));
    pages_deinit(&p);
}

/* In hundredths of a mm, of a poster of 380 × 500 mm. A visible tile is 200 × 287 mm, its step 188
 * × 275, so that 380 takes three of 126⅔. The code is 70 mm, with its quiet zone 92.4. */
static const struct seam_row {
    int code_mm;
    int first_mm100, second_mm100;
    bool moved;
} seam_rows[] = {
    {150, 12667, 25333, false}, /* Between both. */
    {100, 8880, 23440, true},   /* Back; what is left is shared alike. */
    {50, 13120, 25560, true},   /* On: nearer. */
    {130, 11880, 24940, true},  /* On would be too far for a tile. */
};

static void seams_keep_clear_of_codes(void **state)
{
    (void)state;
    struct pages p;
    struct sheet_spec spec = sheet_default(SHEET_TILES);
    struct sheet_plan plan;
    struct error e = {0};
    for (unsigned r = 0; r < sizeof seam_rows / sizeof *seam_rows; r++) {
        const struct seam_row *row = &seam_rows[r];
        pages_init(&p, 1, 380, 500);
        pages_add_code(&p, row->code_mm, 20, 280);
        assert_true(sheet_plan(&plan, &spec, p.all, 1, &e));
        assert_int_equal(plan.across.count, 3);
        assert_in_range(plan.across.starts_du[1], du_from_mm100(row->first_mm100) - 1500,
                        du_from_mm100(row->first_mm100) + 1500);
        assert_in_range(plan.across.starts_du[2], du_from_mm100(row->second_mm100) - 1500,
                        du_from_mm100(row->second_mm100) + 1500);
        int32_t low = du_from_mm(row->code_mm) - 4 * du_from_mm100(280);
        int32_t high = low + 33 * du_from_mm100(280);
        for (unsigned i = 1; i < plan.across.count; i++) {
            int32_t seam = plan.across.starts_du[i];
            assert_false(seam > low && seam < high);
        }
        assert_int_equal(plan.seams_moved, row->moved);
        pages_deinit(&p);
    }
    /* Larger than what a tile shows: no place for the seam, however paper lies. */
    pages_init(&p, 1, 700, 700);
    pages_add_code(&p, 20, 20, 2000);
    assert_false(sheet_plan(&plan, &spec, p.all, 1, &e));
    assert_non_null(strstr(e.message, "QR code is larger"));
    pages_deinit(&p);
}

/* As few tiles as can be, and all of them alike. */
static void no_tile_is_a_sliver(void **state)
{
    (void)state;
    struct sheet_spec spec = sheet_default(SHEET_TILES);
    for (int mm = 150; mm <= 1200; mm += 13) {
        struct pages p;
        struct sheet_plan plan;
        struct error e = {0};
        pages_init(&p, 1, mm, mm * 7 / 5);
        assert_true(sheet_plan(&plan, &spec, p.all, 1, &e));
        int32_t step = plan.width_du - 2 * spec.margin_du - spec.overlap_du,
                length = du_from_mm(mm);
        assert_int_equal(plan.across.count, (length - 1) / step + 1);
        assert_false(plan.seams_moved);
        for (unsigned i = 0; i < plan.across.count; i++) {
            int32_t end = i + 1 < plan.across.count ? plan.across.starts_du[i + 1] : length;
            int32_t piece = end - plan.across.starts_du[i], alike = length / (int)plan.across.count;
            assert_in_range(piece, alike - (int)plan.across.count, alike + (int)plan.across.count);
        }
        pages_deinit(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_are_planned),
        cmocka_unit_test(nonsense_is_refused),
        cmocka_unit_test(pages_of_two_sizes_are_refused),
        cmocka_unit_test(codes_stay_large_enough),
        cmocka_unit_test(seams_keep_clear_of_codes),
        cmocka_unit_test(no_tile_is_a_sliver),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
