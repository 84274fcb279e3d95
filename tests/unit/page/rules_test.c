/*
 * Each rule can fail: a sound page is spoiled in one way, and the rule says so in its own words.
 *
 * The pages are drawn anew for each row, so a row may change the list's commands as it likes.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/units.h"
#include "fixture.h"
#include "rules.h"
#include "support/test.h"

typedef void spoil(struct fixture *f, struct drawn *d);

static struct draw_list *page_of(struct fixture *f, unsigned page)
{
    assert_true(page < f->pages.count);
    return &f->pages.lists[page];
}

static struct draw_op *op_of(struct fixture *f, const struct part *part)
{
    return &f->pages.lists[0].ops[part->op];
}

/* The n-th part of a kind on the first page. */
static const struct part *nth(const struct drawn *d, enum part_kind kind, unsigned n)
{
    const struct anatomy *p = &d->pages[0];
    for (unsigned i = 0; i < p->part_count; i++)
        if (p->parts[i].kind == kind && n-- == 0)
            return &p->parts[i];
    fail_msg("no such part");
    return NULL;
}

/* The last part of the first paragraph of several lines. */
static const struct part *second_line(const struct drawn *d)
{
    const struct anatomy *p = &d->pages[0];
    for (unsigned i = 1; i < p->part_count; i++) {
        const struct part *a = &p->parts[i - 1], *b = &p->parts[i];
        if (a->kind == PART_TEXT && b->kind == PART_TEXT && a->paragraph == b->paragraph &&
            a->size_du == b->size_du && a->baseline_du < b->baseline_du)
            return b;
    }
    fail_msg("no paragraph has two lines");
    return NULL;
}

static struct draw_op *find_tag(struct fixture *f, enum draw_role role)
{
    struct draw_list *list = page_of(f, 0);
    for (uint32_t i = 0; i < list->op_count; i++)
        if (list->ops[i].kind == DRAW_OP_TAG_BEGIN && list->ops[i].tag.role == role)
            return &list->ops[i];
    fail_msg("no %s", draw_role_name(role));
    return NULL;
}

static void text_of_nine_points(struct fixture *f, struct drawn *d)
{
    op_of(f, nth(d, PART_TEXT, 0))->glyphs.size_du = DU_PT(9);
}

static void five_sizes(struct fixture *f, struct drawn *d)
{
    for (unsigned i = 0; i < 5; i++)
        op_of(f, nth(d, PART_TEXT, i))->glyphs.size_du = DU_PT(40 + i);
}

static void narrow_pitch(struct fixture *f, struct drawn *d)
{
    const struct part *line = second_line(d);
    op_of(f, line)->glyphs.y_du -= line->size_du / 4;
}

static void lone_last_line(struct fixture *f, struct drawn *d)
{
    struct draw_op_glyphs *run = &op_of(f, second_line(d))->glyphs;
    memcpy(page_of(f, 0)->bytes + run->text_first, "ai.", 3);
    run->text_size = 3;
}

static void grey_text(struct fixture *f, struct drawn *d)
{
    op_of(f, nth(d, PART_TEXT, 0))->glyphs.color =
        (struct draw_color){.r = 0x99, .g = 0x99, .b = 0x99, .k = 40};
}

static void half_on_a_dark_ground(struct fixture *f, struct drawn *d)
{
    struct draw_list *list = page_of(f, 0);
    /* The first ground becomes dark and ends in the middle of a line of text further down. */
    const struct part *text = nth(d, PART_TEXT, 8);
    struct draw_op *ground = op_of(f, nth(d, PART_FILL, 0));
    ground->rect.fill = (struct draw_color){.r = 0x10, .g = 0x10, .b = 0x10, .k = 95};
    ground->rect.rect = (struct draw_rect){0, 0, list->width_du, text->box.y_du + 2 * DU_PER_PT};
}

/* All lines become dotted, that on the dark foot too. */
static void dots_everywhere(struct fixture *f, struct drawn *d)
{
    struct draw_list *list = page_of(f, 0);
    (void)d;
    for (uint32_t i = 0; i < list->op_count; i++)
        if (list->ops[i].kind == DRAW_OP_PATH)
            list->ops[i].path.stroke.dash_off_du = DU_PT(2);
}

static void text_at_the_edge(struct fixture *f, struct drawn *d)
{
    op_of(f, nth(d, PART_TEXT, 0))->glyphs.x_du = du_from_mm(3);
}

static void text_beyond_the_edge(struct fixture *f, struct drawn *d)
{
    op_of(f, nth(d, PART_TEXT, 0))->glyphs.y_du = page_of(f, 0)->height_du + du_from_mm(20);
}

static void symbol_at_the_edge(struct fixture *f, struct drawn *d)
{
    op_of(f, nth(d, PART_QR, 0))->qr.x_du = du_from_mm(4);
}

static void text_on_text(struct fixture *f, struct drawn *d)
{
    const struct part *a = nth(d, PART_TEXT, 2);
    op_of(f, nth(d, PART_TEXT, 6))->glyphs.x_du = a->box.x_du + 10;
    op_of(f, nth(d, PART_TEXT, 6))->glyphs.y_du = a->baseline_du + 10;
}

static void text_in_a_quiet_zone(struct fixture *f, struct drawn *d)
{
    const struct part *qr = nth(d, PART_QR, 0);
    op_of(f, nth(d, PART_TEXT, 0))->glyphs.x_du = qr->box.x_du + qr->box.width_du + 100;
    op_of(f, nth(d, PART_TEXT, 0))->glyphs.y_du = qr->box.y_du + qr->box.height_du / 2;
}

static void icon_on_text(struct fixture *f, struct drawn *d)
{
    const struct part *text = nth(d, PART_TEXT, 5);
    unsigned n = 0;
    while (nth(d, PART_ICON, n)->clipped)
        n++;
    op_of(f, nth(d, PART_ICON, n))->glyphs.x_du = text->box.x_du;
    op_of(f, nth(d, PART_ICON, n))->glyphs.y_du = text->baseline_du;
}

static void symbols_on_each_other(struct fixture *f, struct drawn *d)
{
    struct draw_op *a = op_of(f, nth(d, PART_QR, 0)), *b = op_of(f, nth(d, PART_QR, 1));
    b->qr.x_du = a->qr.x_du + a->qr.module_du * (int32_t)a->qr.module_count + a->qr.module_du;
    b->qr.y_du = a->qr.y_du;
}

/* A text becomes an outline whose upper edge runs through another text. */
static void line_through_text(struct fixture *f, struct drawn *d)
{
    struct draw_rect box = nth(d, PART_TEXT, 1)->box;
    struct draw_op *op = op_of(f, nth(d, PART_TEXT, 7));
    box.y_du += box.height_du / 2;
    op->kind = DRAW_OP_RECT;
    op->rect = (struct draw_op_rect){
        .rect = box,
        .fill = DRAW_NO_COLOR,
        .stroke = {.color = {.k = 100}, .width_du = 200},
    };
}

static void tint_in_a_quiet_zone(struct fixture *f, struct drawn *d)
{
    struct draw_op *rect = op_of(f, nth(d, PART_FILL, 1));
    rect->rect.rect = nth(d, PART_QR, 0)->box;
    rect->rect.fill = (struct draw_color){.r = 0xE4, .g = 0xED, .b = 0xF8, .c = 10};
}

static void blue_symbol(struct fixture *f, struct drawn *d)
{
    op_of(f, nth(d, PART_QR, 0))->qr.color = (struct draw_color){.b = 128, .c = 100};
}

static void fine_modules(struct fixture *f, struct drawn *d)
{
    op_of(f, nth(d, PART_QR, 0))->qr.module_du = du_from_mm100(45);
}

static void small_symbol(struct fixture *f, struct drawn *d)
{
    struct draw_op_qr *qr = &op_of(f, nth(d, PART_QR, 0))->qr;
    qr->module_du = du_from_mm100(2450) / (int32_t)qr->module_count;
}

static void four_symbols(struct fixture *f, struct drawn *d)
{
    struct draw_op symbol = *op_of(f, nth(d, PART_QR, 0));
    unsigned others = 0;
    for (unsigned i = 0; others < 2; i++) {
        const struct part *text = nth(d, PART_TEXT, i);
        *op_of(f, text) = symbol;
        others++;
    }
}

static void text_near_a_fold(struct fixture *f, struct drawn *d)
{
    const struct part *text = nth(d, PART_TEXT, 0);
    op_of(f, text)->glyphs.x_du += du_from_mm(92) + 100 - text->box.x_du - text->box.width_du;
}

static void ground_across_a_fold(struct fixture *f, struct drawn *d)
{
    op_of(f, nth(d, PART_FILL, 0))->rect.rect =
        (struct draw_rect){0, 0, du_from_mm(150), du_from_mm(30)};
}

static void symbol_across_a_fold(struct fixture *f, struct drawn *d)
{
    op_of(f, nth(d, PART_QR, 0))->qr.x_du = du_from_mm(190);
}

static void varying_below(struct fixture *f, struct drawn *d)
{
    /* The ground of the opening varies; title and benefit on it do not. */
    op_of(f, nth(d, PART_FILL, 0))->varying = 1;
}

static void figure_without_words(struct fixture *f, struct drawn *d)
{
    (void)d;
    find_tag(f, DRAW_ROLE_FIGURE)->tag.alt_size = 0;
}

static void paragraph_in_a_list(struct fixture *f, struct drawn *d)
{
    (void)d;
    find_tag(f, DRAW_ROLE_LI)->tag.role = DRAW_ROLE_P;
}

static void item_without_body(struct fixture *f, struct drawn *d)
{
    (void)d;
    find_tag(f, DRAW_ROLE_LBODY)->tag.role = DRAW_ROLE_LBL;
}

static void item_outside_a_list(struct fixture *f, struct drawn *d)
{
    (void)d;
    find_tag(f, DRAW_ROLE_L)->tag.role = DRAW_ROLE_SECT;
}

static void text_without_a_tag(struct fixture *f, struct drawn *d)
{
    const struct part *text = nth(d, PART_TEXT, 0);
    struct draw_op *run = op_of(f, text), *tag = run - 1, untagged = *run;
    assert_int_equal(tag->kind, DRAW_OP_TAG_BEGIN);
    *run = *tag;
    *tag = untagged;
}

static void text_as_decoration(struct fixture *f, struct drawn *d)
{
    (void)d;
    find_tag(f, DRAW_ROLE_P)->tag.role = DRAW_ROLE_ARTIFACT;
}

static void icon_that_is_read_aloud(struct fixture *f, struct drawn *d)
{
    (void)d;
    find_tag(f, DRAW_ROLE_ARTIFACT)->tag.role = DRAW_ROLE_SPAN;
}

static void unbalanced(struct fixture *f, struct drawn *d)
{
    (void)d;
    page_of(f, 0)->op_count--;
}

static void no_title(struct fixture *f, struct drawn *d)
{
    (void)d;
    find_tag(f, DRAW_ROLE_H1)->tag.role = DRAW_ROLE_P;
}

static void two_titles(struct fixture *f, struct drawn *d)
{
    (void)d;
    find_tag(f, DRAW_ROLE_H2)->tag.role = DRAW_ROLE_H1;
}

static void heading_of_a_third_level(struct fixture *f, struct drawn *d)
{
    (void)d;
    find_tag(f, DRAW_ROLE_H2)->tag.role = DRAW_ROLE_H3;
}

/* Changes letters of the first paragraph that has these words. */
static void overwrite(struct fixture *f, const struct drawn *d, struct slice words)
{
    for (unsigned k = 0; k < d->page_count; k++) {
        struct draw_list *list = page_of(f, k);
        for (uint32_t i = 0; i + words.size <= list->byte_count; i++)
            if (memcmp(list->bytes + i, words.data, words.size) == 0)
                list->bytes[i] = '#';
    }
}

static void a_lost_title(struct fixture *f, struct drawn *d)
{
    overwrite(f, d, slice_part(d->input->guide->title.text, 0, 6));
}

static void a_lost_step(struct fixture *f, struct drawn *d)
{
    overwrite(f, d, SLICE("Dừng lại"));
}

static void a_lost_note(struct fixture *f, struct drawn *d)
{
    overwrite(f, d, SLICE("Tại đó"));
}

static void a_lost_address(struct fixture *f, struct drawn *d)
{
    overwrite(f, d, SLICE("tinnhiemmang.vn"));
}

static void a_lost_caption(struct fixture *f, struct drawn *d)
{
    overwrite(f, d, SLICE("Xem đúng tên VNeID"));
}

static void a_lost_hotline(struct fixture *f, struct drawn *d)
{
    overwrite(f, d, SLICE("Tổng đài VNeID"));
}

static void a_lost_telephone(struct fixture *f, struct drawn *d)
{
    overwrite(f, d, SLICE("0100 000 002"));
}

static void a_lost_review(struct fixture *f, struct drawn *d)
{
    overwrite(f, d, SLICE("21/11/2026"));
}

static void a_lost_fix(struct fixture *f, struct drawn *d)
{
    overwrite(f, d, SLICE("Kể ngay"));
}

static void small_steps(struct fixture *f, struct drawn *d)
{
    for (unsigned k = 0; k < d->page_count; k++)
        for (unsigned i = 0; i < d->pages[k].part_count; i++) {
            const struct part *part = &d->pages[k].parts[i];
            if (part->kind == PART_TEXT && part->size_du < DU_PT(20))
                page_of(f, k)->ops[part->op].glyphs.size_du = DU_PT(11);
        }
}

static void a_lost_symbol(struct fixture *f, struct drawn *d)
{
    op_of(f, nth(d, PART_QR, 0))->kind = DRAW_OP_LINK;
}

static const struct row {
    const char *rule, *guide, *design;
    spoil *spoil;
    const char *finding; /**< What the rule must say. */
} rows[] = {
    {"sizes", "vneid", "leaflet", text_of_nine_points, "has 9.00 pt"},
    {"sizes", "vneid", "poster-a3", five_sizes, "text sizes on one page"},
    {"pitch", "vneid", "leaflet", narrow_pitch, "below the line before it"},
    {"last lines", "vneid", "leaflet", lone_last_line, "ends in a line of “ai.”"},
    {"contrast", "vneid", "leaflet", grey_text, "has a contrast of"},
    {"contrast", "vneid", "poster-a3", half_on_a_dark_ground, "on the edge of #101010"},
    {"handwriting", "vneid", "poster-a3", dots_everywhere, "on #14213d, where a pen is not"},
    {"edges", "vneid", "leaflet", text_at_the_edge, "(3.00 mm)"},
    {"edges", "vneid", "trifold", text_beyond_the_edge, "too near the edge of the page (-"},
    {"edges", "fraud", "leaflet", symbol_at_the_edge, "QR “” at 4.0"},
    {"overlaps", "vneid", "leaflet", text_on_text, "” and text “"},
    {"overlaps", "vneid", "leaflet", text_in_a_quiet_zone, "and QR “” overlap"},
    {"overlaps", "vneid", "leaflet", icon_on_text, "icon “” "},
    {"overlaps", "vneid", "leaflet", symbols_on_each_other, "QR “” and QR “” overlap"},
    {"overlaps", "vneid", "leaflet", line_through_text, "a line runs through it"},
    {"quiet zones", "vneid", "leaflet", tint_in_a_quiet_zone, "in a quiet zone, which is white"},
    {"quiet zones", "vneid", "leaflet", blue_symbol, "not black"},
    {"symbols", "vneid", "leaflet", fine_modules, "its modules are too small"},
    {"symbols", "vneid", "leaflet", small_symbol, "too small for its distance (24."},
    {"symbols", "vneid", "leaflet", four_symbols, "4 QR symbols on one page"},
    {"folds", "vneid", "trifold", text_near_a_fold, "too near a fold"},
    {"folds", "vneid", "trifold", ground_across_a_fold, "ground “” at 0.0, 0.0 mm: too near"},
    {"folds", "vneid", "trifold", symbol_across_a_fold, "QR “” at 190.0"},
    {"varying", "vneid", "leaflet", varying_below, "varies but lies under what does not"},
    {"tags", "vneid", "leaflet", figure_without_words, "a figure has no alternative text"},
    {"tags", "vneid", "leaflet", paragraph_in_a_list, "P stands in L"},
    {"tags", "vneid", "leaflet", item_without_body, "an item has 0 bodies"},
    {"tags", "vneid", "leaflet", item_outside_a_list, "LI stands in Sect"},
    {"tags", "vneid", "leaflet", text_without_a_tag, "stands in nothing"},
    {"tags", "vneid", "leaflet", text_as_decoration, "is an artifact"},
    {"tags", "vneid", "leaflet", icon_that_is_read_aloud, "an icon is no artifact"},
    {"tags", "vneid", "leaflet", unbalanced, "1 tags do not end"},
    {"headings", "vneid", "leaflet", no_title, "0 titles"},
    {"headings", "vneid", "leaflet", two_titles, "2 titles"},
    {"headings", "vneid", "leaflet", no_title, "not the title"},
    {"headings", "vneid", "leaflet", heading_of_a_third_level, "follows the title"},
    {"promises", "vneid", "leaflet", a_lost_title, "title “Kích hoạt VNeID mức 2” is missing"},
    {"promises", "fraud", "poster-a2", a_lost_step, "step “Dừng lại"},
    {"promises", "vneid", "trifold", a_lost_note, "note “Tại đó"},
    {"promises", "fraud", "leaflet-large", a_lost_address, "address “tinnhiemmang.vn” is missing"},
    {"promises", "vneid", "leaflet", a_lost_caption, "caption “Xem đúng tên VNeID"},
    {"promises", "vneid", "leaflet", a_lost_hotline, "hotline's label “Tổng đài VNeID” is missing"},
    {"promises", "fraud", "poster-a4", a_lost_telephone, "telephone “0100 000 002” is missing"},
    {"promises", "fraud", "poster-a1", a_lost_review, "review “21/11/2026” is missing"},
    {"promises", "fraud", "trifold", a_lost_fix, "fix “Kể ngay"},
    {"promises", "vneid", "leaflet", small_steps, "has 11.00 pt, less than"},
    {"symbol count", "fraud", "leaflet", a_lost_symbol, "2 QR symbols where 3 belong"},
};

static const struct rule *find_rule(const char *name)
{
    unsigned count;
    const struct rule *rules = rules_all(&count);
    for (unsigned i = 0; i < count; i++)
        if (strcmp(rules[i].name, name) == 0)
            return &rules[i];
    fail_msg("no rule is called %s", name);
    return NULL;
}

static void judge_all_pages(struct findings *found, const struct rule *rule, const struct drawn *d)
{
    for (unsigned page = 0; page < d->page_count; page++)
        rule->judge(found, d, page);
}

static bool fails(struct fixture *f, const struct row *row)
{
    const struct design *design = fixture_design(row->design);
    struct design_input input =
        fixture_input(f, fixture_guide(f, row->guide), TEAM_FULL, DESIGN_COLOUR);
    struct drawn drawn;
    struct findings found;
    findings_init(&found);
    fixture_draw(f, design, &input);
    drawn_take(&drawn, &f->page, design, &input, &f->pages);
    row->spoil(f, &drawn);
    drawn_take(&drawn, &f->page, design, &input, &f->pages);
    judge_all_pages(&found, find_rule(row->rule), &drawn);
    bool said = found.count && strstr(found.lines.data, row->finding);
    if (!said)
        print_error("rule “%s” does not say “%s” but:\n%.*s\n", row->rule, row->finding,
                    SLICE_ARG(buf_slice(&found.lines)));
    findings_deinit(&found);
    return said;
}

static void each_rule_finds_what_it_is_for(void **state)
{
    unsigned silent = 0;
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++)
        silent += !fails(*state, &rows[i]);
    assert_int_equal(silent, 0);
}

static void each_rule_has_a_row(void **state)
{
    unsigned count;
    const struct rule *rules = rules_all(&count);
    (void)state;
    for (unsigned i = 0; i < count; i++) {
        bool found = false;
        for (unsigned k = 0; k < sizeof rows / sizeof rows[0]; k++)
            found |= strcmp(rows[k].rule, rules[i].name) == 0;
        if (!found)
            fail_msg("nothing shows that “%s” can fail", rules[i].name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_has_a_row),
        cmocka_unit_test(each_rule_finds_what_it_is_for),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
