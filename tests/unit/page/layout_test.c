/*
 * Every shipped guide in every design, in colour and in one colour, for teams of four kinds: all
 * rules of the visual guide hold on every page, and nothing is complained of.
 */
#include <stdio.h>

#include "fixture.h"
#include "rules.h"
#include "support/test.h"

enum { GUIDES_MIN = 6 };

static void judge_drawn(struct findings *found, struct fixture *f, const struct design *design,
                        const struct design_input *input)
{
    struct drawn drawn;
    bool sound = fixture_draw(f, design, input);
    for (unsigned i = 0; i < f->diags.count; i++)
        findings_add(found, "[%s] %.*s", f->diags.items[i].code,
                     SLICE_ARG(f->diags.items[i].message));
    if (!sound && f->diags.error_count == 0)
        findings_add(found, "not sound for no reason");
    if (f->pages.count != design->page_count)
        findings_add(found, "%u pages, not %u", f->pages.count, design->page_count);
    drawn_take(&drawn, &f->page, design, input, &f->pages);
    rules_judge(found, &drawn);
}

static void judge_guide(struct findings *found, struct fixture *f, const struct design *design,
                        const struct guide *guide)
{
    for (int ink = DESIGN_COLOUR; ink <= DESIGN_MONO; ink++)
        for (int team = 0; team < TEAM_COUNT; team++) {
            struct design_input input = fixture_input(f, guide, team, ink);
            snprintf(found->where, sizeof found->where, "%.*s, %s, %s, %s",
                     SLICE_ARG(guide->id.text), design->name, ink ? "mono" : "colour",
                     fixture_team_name(team));
            judge_drawn(found, f, design, &input);
        }
}

static void judge_design(struct findings *found, struct fixture *f, const struct design *design)
{
    for (unsigned g = 0; g < f->guide_count; g++)
        if (design_suits(design, f->guides[g]))
            judge_guide(found, f, design, f->guides[g]);
}

static void judge_designs(struct fixture *f, const char *beginning)
{
    struct findings found;
    unsigned count, judged = 0;
    const struct design *designs = design_all(&count);
    findings_init(&found);
    assert_true(f->guide_count >= GUIDES_MIN);
    for (unsigned i = 0; i < count; i++)
        if (slice_starts(slice_from(designs[i].name), slice_from(beginning))) {
            judge_design(&found, f, &designs[i]);
            judged++;
        }
    unsigned finding_count = found.count;
    if (finding_count)
        findings_print(&found);
    findings_deinit(&found);
    assert_true(judged > 0);
    if (finding_count)
        fail_msg("%u findings", finding_count);
}

static void posters_keep_the_rules(void **state)
{
    judge_designs(*state, "poster-");
}

static void leaflets_keep_the_rules(void **state)
{
    judge_designs(*state, "leaflet");
}

static void trifolds_keep_the_rules(void **state)
{
    judge_designs(*state, "trifold");
}

static void checklists_keep_the_rules(void **state)
{
    struct findings found;
    findings_init(&found);
    judge_design(&found, *state, design_checklist());
    findings_print(&found);
    assert_int_equal(found.count, 0);
    findings_deinit(&found);
}

/* Boxes are on the checklist alone, and it is for nothing else. */
static void a_checklist_suits_guides_with_boxes(void **state)
{
    struct fixture *f = *state;
    const struct guide *boxes = fixture_guide(f, "door-to-door");
    const struct guide *steps = fixture_guide(f, "vneid");
    assert_true(design_suits(design_checklist(), boxes));
    assert_false(design_suits(design_checklist(), steps));
    assert_false(design_suits(fixture_design("leaflet"), boxes));
    assert_true(design_suits(fixture_design("leaflet"), steps));
    assert_ptr_equal(fixture_design("checklist"), design_checklist());
}

/* Too many boxes are said to be too many, at the longest. */
static void boxes_that_do_not_fit_are_told(void **state)
{
    struct fixture *f = *state;
    struct guide guide = *fixture_guide(f, "door-to-door");
    for (unsigned i = 0; i < guide.step_count; i++) {
        guide.steps[i].check_count = GUIDE_CHECKS_MAX;
        for (unsigned k = 1; k < GUIDE_CHECKS_MAX; k++)
            guide.steps[i].checks[k] = guide.steps[i].checks[0];
    }
    struct design_input input = {.guide = &guide};
    assert_false(fixture_draw(f, design_checklist(), &input));
    assert_string_equal(f->diags.items[0].code, "D001");
}

static void all_designs_are_judged(void **state)
{
    unsigned count;
    const struct design *designs = design_all(&count);
    (void)state;
    for (unsigned i = 0; i < count; i++) {
        struct slice name = slice_from(designs[i].name);
        assert_true(slice_starts(name, SLICE("poster-")) || slice_starts(name, SLICE("leaflet")) ||
                    slice_starts(name, SLICE("trifold")));
    }
}

/* True when one of the pages drawn last has this text as a paragraph of its own. */
static bool pages_say(const struct fixture *f, const char *text)
{
    for (unsigned p = 0; p < f->pages.count; p++) {
        const struct draw_list *list = &f->pages.lists[p];
        for (uint32_t i = 0; i < list->op_count; i++) {
            const struct draw_op_glyphs *g = &list->ops[i].glyphs;
            if (list->ops[i].kind == DRAW_OP_GLYPHS &&
                slice_equal_text(list_text(list, g->text_first, g->text_size), text))
                return true;
        }
    }
    return false;
}

/* One kit serves guides of several languages, in any order. */
static void fixed_words_follow_the_guide_s_language(void **state)
{
    static const struct {
        const char *language, *says, *says_not;
    } rows[] = {
        {"vi", "Làm từng bước", "Step by step"},
        {"en", "Step by step", "Làm từng bước"},
        {"vi", "Làm từng bước", "Step by step"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct guide guide = *fixture_guide(f, "vneid");
        guide.language.text = slice_from(rows[i].language);
        struct design_input input = {.guide = &guide};
        (void)fixture_draw(f, fixture_design("leaflet"), &input);
        if (!pages_say(f, rows[i].says) || pages_say(f, rows[i].says_not))
            fail_msg("row %zu: not in “%s”", i, rows[i].language);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_designs_are_judged),
        cmocka_unit_test(fixed_words_follow_the_guide_s_language),
        cmocka_unit_test(posters_keep_the_rules),
        cmocka_unit_test(leaflets_keep_the_rules),
        cmocka_unit_test(trifolds_keep_the_rules),
        cmocka_unit_test(checklists_keep_the_rules),
        cmocka_unit_test(a_checklist_suits_guides_with_boxes),
        cmocka_unit_test(boxes_that_do_not_fit_are_told),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
