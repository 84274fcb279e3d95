/*
 * Pages of the review: everything fits on every panel, in both languages, with nobody, some and
 * very many villages; and what presses, keys and the wheel do.
 */
#include <stdio.h>

#include "base/i18n.h"
#include "kiosk/review/inside.h"
#include "kiosk/touch.h"
#include "review_scenes.h"
#include "support/test.h"

enum { PROBLEMS_SHOWN = 12, PAGES_TRIED = 3, DENSE_TENTHS = 6 };

static struct review_scenes *crowds[4];

static int open_all(void **state)
{
    if (scenes_open(state) != 0)
        return -1;
    for (int i = CROWD_USUAL; i <= CROWD_DAMAGED; i++)
        crowds[i] = review_scenes_open(*state, (enum review_crowd)i);
    return 0;
}

static int close_all(void **state)
{
    for (int i = CROWD_USUAL; i <= CROWD_DAMAGED; i++)
        review_scenes_close(crowds[i]);
    return scenes_close(state);
}

static struct review *begin(enum review_crowd crowd, const char *language, bool window)
{
    const struct review_setup setup = review_scenes_setup(crowds[crowd], language, window);
    return review_create(&setup);
}

static bool press(struct review *r, enum review_verb verb, unsigned value)
{
    return review_act(r, (struct view_action){ACT_REVIEW, review_index(verb, value)});
}

/* ---- Fitting ---- */

struct
try {
    const struct panel *panel;
    const char *language, *page;
    enum review_crowd crowd;
    bool window;
    unsigned problems;
};

static void complain(struct try *t, const char *what, int a, int b)
{
    if (t->problems++ < PROBLEMS_SHOWN)
        print_error("%s %s %s crowd %d %s: %s (%d, %d)\n", t->panel->name, t->language,
                    t->window ? "window" : "kiosk", (int)t->crowd, t->page, what, a, b);
}

static bool overlap(const struct draw_rect *a, const struct draw_rect *b)
{
    return a->x_du < b->x_du + b->width_du && b->x_du < a->x_du + a->width_du &&
           a->y_du < b->y_du + b->height_du && b->y_du < a->y_du + a->height_du;
}

static void check_targets(struct try *t, const struct target_list *targets)
{
    const struct metrics *m = &t->panel->metrics;
    int32_t side = m->width_px < m->height_px ? m->width_px : m->height_px;
    bool dense = m->width_px >= 1280 && m->width_px > m->height_px;
    int32_t least = DU_PT(side) / 10 * (dense ? DENSE_TENTHS : 10) / 10;
    for (unsigned i = 0; i < targets->count; i++) {
        const struct draw_rect *r = &targets->items[i].rect;
        if (r->x_du < 0 || r->y_du < 0 || r->x_du + r->width_du > DU_PT(m->width_px) ||
            r->y_du + r->height_du > DU_PT(m->height_px))
            complain(t, "target off the panel", (int)i, r->x_du / DU_PER_PT);
        if (r->height_du < least || r->width_du < least)
            complain(t, "target too small", (int)i, r->height_du / DU_PER_PT);
        if (!*targets->items[i].label)
            complain(t, "target without a name", (int)i, 0);
        for (unsigned k = 0; k < i; k++)
            if (overlap(r, &targets->items[k].rect))
                complain(t, "targets overlap", (int)k, (int)i);
    }
}

static void try_page(struct try *t, const struct review_walk *walk)
{
    struct review *r = begin(t->crowd, t->language, t->window);
    struct review_scenes *s = crowds[t->crowd];
    t->page = walk->name;
    review_scenes_walk(r, walk);
    for (int page = 0; page < PAGES_TRIED; page++) {
        if (!review_scenes_draw(s, r, &t->panel->metrics))
            complain(t, "does not fit", page, 0);
        check_targets(t, &s->scenes->targets);
        if (!review_turn(r, 1))
            break;
    }
    review_destroy(r);
}

static void everything_fits(void **state)
{
    static const char *const languages[] = {"vi", "en"};
    struct try t = {.problems = 0};
    (void)state;
    for (unsigned p = 0; p < panel_count; p++)
        for (unsigned l = 0; l < 2; l++)
            for (int crowd = CROWD_USUAL; crowd <= CROWD_DAMAGED; crowd++)
                for (int window = 0; window < 2; window++)
                    for (unsigned w = 0; w < review_walk_count; w++) {
                        t.panel = &panels[p];
                        t.language = languages[l];
                        t.crowd = (enum review_crowd)crowd;
                        t.window = window;
                        /* The rare ones take turns. */
                        bool turn = w % 3 == l && (unsigned)window == p % 2;
                        if (crowd == CROWD_USUAL ? (w + p + l) % 2 == (unsigned)window : turn)
                            try_page(&t, &review_walks[w]);
                    }
    assert_int_equal(t.problems, 0);
}

static void back_never_moves(void **state)
{
    struct scenes *s = *state;
    int32_t right = 0, top = 0;
    for (unsigned w = 0; w < review_walk_count; w++) {
        struct review *r = begin(CROWD_USUAL, "vi", true);
        review_scenes_walk(r, &review_walks[w]);
        (void)review_scenes_draw(crowds[CROWD_USUAL], r, &panels[1].metrics);
        const struct target *back = s->targets.items;
        while (back->action.act != ACT_BACK || back->rect.y_du > DU_PT(100))
            back++;
        if (w > 0 && (back->rect.x_du + back->rect.width_du != right || back->rect.y_du != top))
            fail_msg("“back” has moved on %s", review_walks[w].name);
        right = back->rect.x_du + back->rect.width_du;
        top = back->rect.y_du;
        review_destroy(r);
    }
}

/* ---- Presses ---- */

/* Each thing that can be pressed on each page leads to one that can be drawn. */
static void every_press_leads_somewhere(void **state)
{
    struct scenes *s = *state;
    for (unsigned w = 0; w < review_walk_count; w++) {
        unsigned count = 1;
        for (unsigned i = 0; i < count; i++) {
            struct review *r = begin(CROWD_USUAL, "en", true);
            review_scenes_walk(r, &review_walks[w]);
            (void)review_scenes_draw(crowds[CROWD_USUAL], r, &panels[0].metrics);
            count = s->targets.count;
            (void)review_act(r, s->targets.items[i].action);
            if (!review_scenes_draw(crowds[CROWD_USUAL], r, &panels[1].metrics))
                fail_msg("does not fit: %s, target %u", review_walks[w].name, i);
            review_destroy(r);
        }
    }
}

static void nonsense_does_nothing(void **state)
{
    static const int32_t odd[] = {-1, INT32_MAX, INT32_MIN, 1 << 30, 999999};
    (void)state;
    struct review *r = begin(CROWD_USUAL, "vi", true);
    for (unsigned i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        assert_false(review_act(r, (struct view_action){ACT_REVIEW, odd[i]}));
        assert_false(review_act(r, (struct view_action){ACT_PAGE, odd[i]}));
        for (int verb = 0; verb <= REVIEW_SAVE + 2; verb++)
            assert_false(press(r, (enum review_verb)verb, (unsigned)odd[i]));
        (void)review_scenes_draw(crowds[CROWD_USUAL], r, &panels[0].metrics);
    }
    review_destroy(r);
}

static void back_goes_the_way_come(void **state)
{
    (void)state;
    struct review *r = begin(CROWD_USUAL, "vi", true);
    const struct view_action back = {ACT_BACK, 0};
    press(r, REVIEW_GO, REVIEW_QUESTIONS);
    press(r, REVIEW_OPEN_ITEM, 1);
    press(r, REVIEW_OPEN, REVIEW_ENLARGED);
    assert_false(review_act(r, back));
    assert_int_equal(review_top(r)->page, REVIEW_QUESTION);
    assert_false(review_act(r, back));
    assert_int_equal(review_top(r)->page, REVIEW_QUESTIONS);
    assert_false(review_act(r, back));
    assert_int_equal(review_top(r)->page, REVIEW_OVERVIEW);
    assert_true(review_act(r, back)); /* Out. */
    review_destroy(r);
}

static void a_filter_reads_anew(void **state)
{
    (void)state;
    struct review *r = begin(CROWD_USUAL, "vi", true);
    int64_t all = r->figures.total.rounds, first = r->figures.villages[0].rounds;
    char name[64];
    snprintf(name, sizeof name, "%.*s", SLICE_ARG(r->figures.villages[0].name));
    press(r, REVIEW_OPEN_ITEM, 1);
    press(r, REVIEW_ONLY_VILLAGE, 0);
    assert_int_equal(r->figures.total.rounds, first);
    assert_string_equal(arena_copy(&r->arena, r->filter.village).data, name);
    assert_int_equal(review_top(r)->page, REVIEW_OVERVIEW);
    press(r, REVIEW_PERIOD, PERIOD_WEEK); /* 15 to 21 November: rounds until the 19th. */
    assert_true(r->figures.total.rounds < first);
    press(r, REVIEW_PERIOD, PERIOD_LAST_MONTH);
    assert_int_equal(r->figures.total.rounds, 0);
    press(r, REVIEW_EVERYTHING, 0);
    assert_int_equal(r->figures.total.rounds, all);
    review_destroy(r);
}

static void periods_begin_and_end(void **state)
{
    static const struct {
        enum review_period period;
        struct date from, to;
    } rows[] = {
        {PERIOD_WEEK, {2026, 11, 15}, {2026, 11, 21}},
        {PERIOD_MONTH, {2026, 10, 23}, {2026, 11, 21}},
        {PERIOD_THIS_MONTH, {2026, 11, 1}, {2026, 11, 21}},
        {PERIOD_LAST_MONTH, {2026, 10, 1}, {2026, 10, 31}},
    };
    (void)state;
    struct review *r = begin(CROWD_USUAL, "vi", true);
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        review_set_period(r, rows[i].period);
        assert_true(r->filter.has_from && r->filter.has_to);
        assert_int_equal(r->filter.from_day, date_days(rows[i].from));
        assert_int_equal(r->filter.to_day, date_days(rows[i].to));
    }
    r->setup.today = date_days((struct date){2027, 1, 5}); /* Over the year. */
    review_set_period(r, PERIOD_LAST_MONTH);
    assert_int_equal(r->filter.from_day, date_days((struct date){2026, 12, 1}));
    assert_int_equal(r->filter.to_day, date_days((struct date){2026, 12, 31}));
    review_set_period(r, PERIOD_ALL);
    assert_false(r->filter.has_from || r->filter.has_to);
    review_destroy(r);
}

static void language_is_given_back(void **state)
{
    (void)state;
    char before[8];
    snprintf(before, sizeof before, "%s", i18n_language());
    struct review *r = begin(CROWD_USUAL, "vi", true);
    assert_string_equal(i18n_language(), "vi");
    assert_string_equal(r->report.language, "vi");
    press(r, REVIEW_LANGUAGE, 0);
    assert_string_equal(r->report.language, "en");
    review_destroy(r);
    assert_string_equal(i18n_language(), before);
}

/* ---- Leaflets ---- */

static void a_topics_leaflet_is_written(void **state)
{
    (void)state;
    struct review_scenes *s = crowds[CROWD_USUAL];
    struct review *r = begin(CROWD_USUAL, "vi", true);
    press(r, REVIEW_WRITE_LEAFLET, 0); /* No topic is on show. */
    assert_null(r->leaflet.guide);
    press(r, REVIEW_OPEN_TOPIC, 0);
    press(r, REVIEW_WRITE_LEAFLET, 0);
    assert_ptr_equal(r->leaflet.guide, r->figures.topics[FIGURES_GUIDE][0].guide);
    assert_true(r->leaflet.written);
    assert_non_null(strstr(r->leaflet.path, "-leaflet.pdf"));
    s->record_fails = true;
    press(r, REVIEW_WRITE_LEAFLET, 0);
    s->record_fails = false;
    assert_false(r->leaflet.written);
    assert_string_equal(r->leaflet.path, "the disk is full");
    review_destroy(r);
    r = begin(CROWD_USUAL, "vi", false); /* The kiosk writes none. */
    press(r, REVIEW_OPEN_TOPIC, 0);
    press(r, REVIEW_WRITE_LEAFLET, 0);
    assert_null(r->leaflet.guide);
    review_destroy(r);
}

/* ---- Lists ---- */

static void pages_of_a_list_hold_every_row_once(void **state)
{
    struct scenes *s = *state;
    struct review *r = begin(CROWD_LARGE, "vi", true);
    bool seen[200] = {false};
    unsigned rows = 0;
    press(r, REVIEW_GO, REVIEW_VILLAGES);
    do {
        assert_true(review_scenes_draw(crowds[CROWD_LARGE], r, &panels[1].metrics));
        for (unsigned i = 0; i < s->targets.count; i++) {
            unsigned index = (unsigned)s->targets.items[i].action.index;
            if (s->targets.items[i].action.act != ACT_REVIEW ||
                index >> REVIEW_VALUE_BITS != REVIEW_ONLY_VILLAGE)
                continue;
            index &= (1u << REVIEW_VALUE_BITS) - 1;
            assert_false(seen[index]);
            seen[index] = true;
            rows++;
        }
    } while (review_turn(r, 1));
    assert_int_equal(rows, 200);
    assert_true(review_turn(r, -1000)); /* As far as there is. */
    (void)review_scenes_draw(crowds[CROWD_LARGE], r, &panels[1].metrics);
    assert_int_equal(r->shown_page, 0);
    assert_false(review_turn(r, -1));
    review_destroy(r);
}

/* ---- Keyboard ---- */

static struct touch_result key(struct touch *t, struct review *r, enum input_key which)
{
    struct scenes *s = crowds[CROWD_USUAL]->scenes;
    const struct input_event event = {.kind = INPUT_KEY, .key = which};
    const struct touch_scene scene = {&s->targets, &panels[1].metrics, SCREEN_REVIEW,
                                      review_place(r)};
    struct touch_result result = touch_event(t, &event, &scene, 0);
    if (result.action.act != ACT_NONE)
        (void)review_act(r, result.action);
    (void)review_scenes_draw(crowds[CROWD_USUAL], r, &panels[1].metrics);
    (void)touch_mark(t, &s->targets);
    return result;
}

/* Tab alone comes by everything that can be pressed. */
static void tab_reaches_everything(void **state)
{
    struct scenes *s = *state;
    for (unsigned w = 0; w < review_walk_count; w++) {
        struct review *r = begin(CROWD_USUAL, "vi", true);
        struct touch t;
        bool reached[SCREEN_TARGETS_MAX] = {false};
        touch_init(&t);
        review_scenes_walk(r, &review_walks[w]);
        (void)review_scenes_draw(crowds[CROWD_USUAL], r, &panels[1].metrics);
        for (unsigned i = 0; i < s->targets.count; i++) {
            (void)key(&t, r, INPUT_KEY_TAB);
            assert_true(s->targets.focused >= 0);
            reached[s->targets.focused] = true;
        }
        for (unsigned i = 0; i < s->targets.count; i++)
            if (s->targets.items[i].enabled && !reached[i] &&
                s->targets.items[i].action.act != ACT_BACK)
                fail_msg("%s: Tab never comes to target %u", review_walks[w].name, i);
        s->targets.focused = -1;
        review_destroy(r);
    }
}

static void keys_walk_to_a_question_and_back(void **state)
{
    struct scenes *s = *state;
    struct review *r = begin(CROWD_USUAL, "vi", true);
    struct touch t;
    touch_init(&t);
    (void)review_scenes_draw(crowds[CROWD_USUAL], r, &panels[1].metrics);
    for (int i = 0; i < 100 && review_top(r)->page == REVIEW_OVERVIEW; i++) {
        (void)key(&t, r, INPUT_KEY_TAB);
        const struct target *on = &s->targets.items[s->targets.focused];
        if (on->action.act == ACT_REVIEW &&
            (unsigned)on->action.index >> REVIEW_VALUE_BITS == REVIEW_OPEN_ITEM)
            (void)key(&t, r, INPUT_KEY_ENTER);
    }
    assert_int_equal(review_top(r)->page, REVIEW_QUESTION);
    (void)key(&t, r, INPUT_KEY_ESCAPE);
    assert_int_equal(review_top(r)->page, REVIEW_OVERVIEW);
    s->targets.focused = -1;
    review_destroy(r);
}

/* ---- Visits ---- */

static void a_visit_is_recorded_as_entered(void **state)
{
    (void)state;
    struct review_scenes *s = crowds[CROWD_USUAL];
    struct review *r = begin(CROWD_USUAL, "vi", true);
    s->recorded = 0;
    press(r, REVIEW_GO, REVIEW_VISIT);
    press(r, REVIEW_SAVE, 0); /* Nothing is chosen yet. */
    assert_int_equal(s->recorded, 0);
    press(r, REVIEW_OUTCOME, VISIT_AGAIN);
    press(r, REVIEW_PEOPLE, 1);
    press(r, REVIEW_DAY, 0);
    press(r, REVIEW_DAY, 0);
    press(r, REVIEW_DAY, 1);
    press(r, REVIEW_DONE_THERE, VISIT_PAYMENT_ACCOUNT);
    press(r, REVIEW_DONE_THERE, VISIT_SIM_REGISTERED);
    press(r, REVIEW_DONE_THERE, VISIT_SIM_REGISTERED); /* Taken back. */
    press(r, REVIEW_LEAFLET, 2 * 1 + 1);
    press(r, REVIEW_LEAFLET, 2 * 1 + 1);
    press(r, REVIEW_LEAFLET, 2 * 0); /* None less than none. */
    press(r, REVIEW_OPEN, REVIEW_VISIT_VILLAGE);
    press(r, REVIEW_AT_VILLAGE, 2);
    assert_int_equal(review_top(r)->page, REVIEW_VISIT);
    press(r, REVIEW_SAVE, 0);
    const struct store_visit *v = &s->last;
    assert_int_equal(s->recorded, 1);
    assert_int_equal(v->outcome, VISIT_AGAIN);
    assert_int_equal(v->people, 2);
    assert_int_equal(v->day, date_days((struct date){2026, 11, 20}));
    assert_int_equal(v->achievements, 1u << VISIT_PAYMENT_ACCOUNT);
    assert_int_equal(v->leaflet_count, 1);
    assert_true(slice_equal(v->leaflets[0].guide, SLICE("fraud")));
    assert_int_equal(v->leaflets[0].count, 2);
    assert_true(slice_equal(v->village, SLICE("thôn Đoài")));
    assert_int_equal(strlen(v->id.text), STORE_ID_BYTES - 1);
    assert_int_equal(v->contact.text[0], 0);
    /* The next one begins empty, in the same village on the same day, and is another. */
    assert_false(r->visit.chosen);
    assert_int_equal(r->visit.visit.achievements, 0);
    assert_true(slice_equal(r->visit.visit.village, SLICE("thôn Đoài")));
    assert_string_not_equal(r->visit.visit.id.text, v->id.text);
    review_destroy(r);
}

static void type(struct review *r, const char *text)
{
    for (; *text; text++)
        press(r, REVIEW_NUMBER_KEY, (unsigned char)*text);
}

static void a_visit_is_recorded_for_the_number_typed(void **state)
{
    (void)state;
    struct review_scenes *s = crowds[CROWD_USUAL];
    struct review *r = begin(CROWD_USUAL, "en", true);
    press(r, REVIEW_GO, REVIEW_VISIT);
    press(r, REVIEW_OUTCOME, VISIT_DONE);
    press(r, REVIEW_OPEN, REVIEW_VISIT_NUMBER);
    type(r, "0WOIb9b5x"); /* A number begins with one letter of those there are. */
    assert_string_equal(r->visit.typed, "B95");
    press(r, REVIEW_NUMBER_TAKE, 0); /* Too short. */
    assert_non_null(strstr(r->visit.refused, "No household has the number B95"));
    assert_int_equal(review_top(r)->page, REVIEW_VISIT_NUMBER);
    (void)review_act(r, (struct view_action){ACT_BACKSPACE, 0});
    (void)review_act(r, (struct view_action){ACT_BACKSPACE, 0});
    assert_int_equal(r->visit.refused[0], 0);
    type(r, "001");
    press(r, REVIEW_NUMBER_TAKE, 0);
    assert_non_null(strstr(r->visit.refused, "Nearly the same: B000."));
    assert_int_equal(r->visit.visit.contact.text[0], 0);
    (void)review_act(r, (struct view_action){ACT_BACKSPACE, 0});
    const struct input_event zero = {.kind = INPUT_TEXT, .code_point = '0'};
    assert_true(review_type(r, &zero)); /* A keyboard does as well. */
    press(r, REVIEW_NUMBER_TAKE, 0);
    assert_int_equal(review_top(r)->page, REVIEW_VISIT);
    assert_false(review_type(r, &zero));
    assert_true(r->visit.chosen); /* The form is as it was left. */
    s->recorded = 0;
    press(r, REVIEW_SAVE, 0);
    assert_int_equal(s->recorded, 1);
    assert_string_equal(s->last.contact.text, "00000000000000100000000000000001");
    assert_int_equal(r->visit.number[0], 0); /* The next one is another household. */
    assert_int_equal(r->visit.visit.contact.text[0], 0);
    press(r, REVIEW_OPEN, REVIEW_VISIT_NUMBER);
    type(r, "B000");
    press(r, REVIEW_NUMBER_TAKE, 0);
    press(r, REVIEW_OPEN, REVIEW_VISIT_NUMBER);
    press(r, REVIEW_NUMBER_NONE, 0);
    assert_int_equal(r->visit.visit.contact.text[0] | r->visit.number[0], 0);
    press(r, REVIEW_OPEN, REVIEW_VISIT_NUMBER);
    type(r, "K123456789012345");
    assert_int_equal(strlen(r->visit.typed), VISIT_NUMBER_BYTES - 1);
    s->record_fails = true;
    press(r, REVIEW_NUMBER_TAKE, 0);
    s->record_fails = false;
    assert_string_equal(r->visit.refused, "the disk cannot be read");
    review_destroy(r);
}

static void a_visit_that_the_disk_refuses_stays(void **state)
{
    (void)state;
    struct review_scenes *s = crowds[CROWD_USUAL];
    struct review *r = begin(CROWD_USUAL, "vi", true);
    press(r, REVIEW_GO, REVIEW_VISIT);
    press(r, REVIEW_OUTCOME, VISIT_DONE);
    char id[STORE_ID_BYTES];
    memcpy(id, r->visit.visit.id.text, sizeof id);
    s->record_fails = true;
    press(r, REVIEW_SAVE, 0);
    s->record_fails = false;
    assert_string_equal(r->visit.problem, "the disk is full");
    assert_true(r->visit.chosen);
    assert_string_equal(r->visit.visit.id.text, id); /* Recorded twice it would count once. */
    s->recorded = 0;
    press(r, REVIEW_SAVE, 0);
    assert_int_equal(s->recorded, 1);
    assert_string_equal(s->last.id.text, id);
    review_destroy(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_fits),
        cmocka_unit_test(back_never_moves),
        cmocka_unit_test(every_press_leads_somewhere),
        cmocka_unit_test(nonsense_does_nothing),
        cmocka_unit_test(back_goes_the_way_come),
        cmocka_unit_test(a_filter_reads_anew),
        cmocka_unit_test(periods_begin_and_end),
        cmocka_unit_test(language_is_given_back),
        cmocka_unit_test(a_topics_leaflet_is_written),
        cmocka_unit_test(pages_of_a_list_hold_every_row_once),
        cmocka_unit_test(tab_reaches_everything),
        cmocka_unit_test(keys_walk_to_a_question_and_back),
        cmocka_unit_test(a_visit_is_recorded_as_entered),
        cmocka_unit_test(a_visit_is_recorded_for_the_number_typed),
        cmocka_unit_test(a_visit_that_the_disk_refuses_stays),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
