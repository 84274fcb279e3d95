/*
 * Every screen, on every panel, in both text sizes, both languages and both colour schemes: all of
 * it fits, nothing covers anything else, and what is to be touched is large enough.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/units.h"
#include "kiosk/screens/canvas.h"
#include "scenes.h"
#include "support/test.h"

enum { BOXES_MAX = 2048, PROBLEMS_SHOWN = 12 };

static const struct look {
    const char *name, *language;
    bool large, contrast;
} looks[] = {
    {"vi", "vi", false, false},
    {"vi-large", "vi", true, false},
    {"en", "en", false, false},
    {"en-large-contrast", "en", true, true},
};

struct
try {
    struct scenes *scenes;
    struct scene scene;
    const struct panel *panel;
    const struct look *look;
    unsigned problems;
};

static void complain(struct try *t, const char *what, int a, int b)
{
    if (t->problems++ < PROBLEMS_SHOWN)
        print_error("%s %s %s: %s (%d, %d)\n", t->panel->name, t->look->name, t->scene.name, what,
                    a, b);
}

/* Sanitized, drawing takes ten times as long: the larger letters are the ones that may not fit. */
#ifdef __SANITIZE_ADDRESS__
enum { LARGE_ONLY = true };
#else
enum { LARGE_ONLY = false };
#endif

/* Draws each scene in each look on each panel and lets `check` look at it. */
static void try_all(struct scenes *s, void (*check)(struct try *t))
{
    struct try t = {.scenes = s};
    for (unsigned p = 0; p < panel_count; p++)
        for (unsigned l = 0; l < sizeof looks / sizeof looks[0]; l++)
            for (unsigned i = 0; i < s->count && (looks[l].large || !LARGE_ONLY); i++) {
                t.panel = &panels[p];
                t.look = &looks[l];
                t.scene = s->items[i];
                t.scene.view.large_text = t.look->large;
                t.scene.view.high_contrast = t.look->contrast;
                strcpy(t.scene.view.language, t.look->language);
                check(&t);
            }
    assert_int_equal(t.problems, 0);
}

static int32_t short_side(const struct panel *panel)
{
    const struct metrics *m = &panel->metrics;
    return DU_PT(m->width_px < m->height_px ? m->width_px : m->height_px);
}

/* --- Fitting --- */

static void check_fits(struct try *t)
{
    if (!scenes_draw(t->scenes, &t->scene, &t->panel->metrics))
        complain(t, "does not fit", 0, 0);
}

/* --- Targets --- */

static bool overlap(const struct draw_rect *a, const struct draw_rect *b)
{
    return a->x_du < b->x_du + b->width_du && b->x_du < a->x_du + a->width_du &&
           a->y_du < b->y_du + b->height_du && b->y_du < a->y_du + a->height_du;
}

static bool inside(const struct draw_rect *r, const struct metrics *m)
{
    return r->x_du >= 0 && r->y_du >= 0 && r->x_du + r->width_du <= DU_PT(m->width_px) &&
           r->y_du + r->height_du <= DU_PT(m->height_px);
}

/* Places of a picture may lie close together; the nearest counts. */
static bool may_overlap(const struct scene *scene)
{
    return scene->picture != NULL;
}

/* Of a measured panel its millimetres, else parts of the short side. A pixel less: rectangles lie
 * on whole ones. */
static int32_t floor_of(const struct try *t, int32_t mm, int32_t thousandths)
{
    int64_t px_per_mm100 = t->panel->metrics.px_per_mm100;
    int64_t du = px_per_mm100 ? mm * px_per_mm100 * DU_PER_PT / 100
                              : (int64_t)short_side(t->panel) * thousandths / 1000;
    return (int32_t)du - DU_PER_PT;
}

/* What no layout can give 20 mm and 8 mm (screens.h says why): the letters of the keyboard, and
 * on a panel 130 mm high four pairs or six long answers. */
static bool is_crowded(const struct try *t)
{
    const struct view *v = &t->scene.view;
    bool low = t->panel->metrics.px_per_mm100 == 460;
    if (v->screen == SCREEN_NAME)
        return true;
    return low && v->screen == SCREEN_QUESTION &&
           ((v->question->kind == QUIZ_MATCH && v->question->option_count >= 4) ||
            v->question->option_count >= 6);
}

static int32_t target_floor(const struct try *t)
{
    return is_crowded(t) ? short_side(t->panel) / 10 - DU_PER_PT : floor_of(t, 20, 100);
}

static int32_t gap_floor(const struct try *t)
{
    return is_crowded(t) ? short_side(t->panel) / 63 - DU_PER_PT : floor_of(t, 8, 40);
}

static int32_t between(int32_t a, int32_t a_size, int32_t b, int32_t b_size)
{
    return a < b ? b - a - a_size : a - b - b_size;
}

/* How far apart two rectangles are, along the axis on which they are farther. */
static int32_t distance(const struct draw_rect *a, const struct draw_rect *b)
{
    int32_t x = between(a->x_du, a->width_du, b->x_du, b->width_du);
    int32_t y = between(a->y_du, a->height_du, b->y_du, b->height_du);
    return x > y ? x : y;
}

static void check_targets(struct try *t)
{
    const struct target_list *list = &t->scenes->targets;
    int32_t floor = target_floor(t), gap = gap_floor(t);
    for (unsigned i = 0; i < list->count; i++) {
        const struct draw_rect *r = &list->items[i].rect;
        if (!inside(r, &t->panel->metrics))
            complain(t, "target outside", (int)i, 0);
        if (r->width_du < floor || r->height_du < floor)
            complain(t, "target too small", (int)i, r->height_du / DU_PER_PT);
        if (!list->items[i].label || !list->items[i].label[0])
            complain(t, "target without words", (int)i, 0);
        for (unsigned j = 0; j < i && !may_overlap(&t->scene); j++)
            if (overlap(r, &list->items[j].rect))
                complain(t, "targets overlap", (int)i, (int)j);
            else if (distance(r, &list->items[j].rect) < gap)
                complain(t, "targets too close", (int)i,
                         distance(r, &list->items[j].rect) / DU_PER_PT);
    }
}

/* --- Text --- */

struct box {
    struct draw_rect rect;
    uint32_t op;
    bool icon;
};

/* From capital height to the depth of a “g”: what must not be crossed by other letters. */
static unsigned collect_boxes(struct box *boxes, const struct draw_list *list)
{
    unsigned count = 0;
    for (uint32_t i = 0; i < list->op_count; i++) {
        const struct draw_op *op = &list->ops[i];
        if (op->kind != DRAW_OP_GLYPHS || op->glyphs.advance_du <= 0 || count == BOXES_MAX)
            continue;
        const struct draw_op_glyphs *g = &op->glyphs;
        bool icon = font_is_icon((enum font_id)g->font);
        struct slice text = list_text(list, g->text_first, g->text_size);
        size_t spaces = 0;
        while (spaces < text.size && text.data[spaces] == ' ')
            spaces++;
        if (!icon && spaces == text.size)
            continue;
        int32_t trailing = text.size && text.data[text.size - 1] == ' ' ? g->size_du / 4 : 0;
        boxes[count].icon = icon;
        boxes[count].op = i;
        boxes[count++].rect = (struct draw_rect){
            g->x_du, g->y_du - (icon ? g->size_du * 8 / 10 : g->size_du * 7 / 10),
            g->advance_du - trailing, icon ? g->size_du * 8 / 10 : g->size_du * 9 / 10};
    }
    return count;
}

static void check_text(struct try *t)
{
    static struct box boxes[BOXES_MAX];
    if (t->scene.view.screen == SCREEN_ATTRACT)
        return; /* Posters have tests of their own. */
    const struct draw_list *list = &t->scenes->list;
    unsigned count = collect_boxes(boxes, list);
    bool clipped = strcmp(t->scene.name, "name-long") == 0;
    for (unsigned i = 0; i < count; i++) {
        const struct draw_op_glyphs *g = &list->ops[boxes[i].op].glyphs;
        if (!clipped && !inside(&boxes[i].rect, &t->panel->metrics))
            complain(t, "text outside", (int)i, boxes[i].rect.x_du / DU_PER_PT);
        if (!boxes[i].icon && g->size_du < short_side(t->panel) / 28)
            complain(t, "text too small", (int)i, g->size_du / DU_PER_PT);
        for (unsigned j = 0; j < i && !clipped; j++)
            if (overlap(&boxes[i].rect, &boxes[j].rect) && !(boxes[i].icon && boxes[j].icon))
                complain(t, "text overlaps", (int)boxes[i].op, (int)boxes[j].op);
    }
}

/* Words on a button stay clear of its edges, left and right. */
static void check_edges(struct try *t)
{
    static struct box boxes[BOXES_MAX];
    unsigned count = collect_boxes(boxes, &t->scenes->list);
    const struct quiz_question *q = t->scene.view.question;
    bool big = t->scene.view.screen == SCREEN_QUESTION &&
               (q->kind == QUIZ_SCAM || q->kind == QUIZ_TRUE_FALSE);
    for (unsigned i = 0; i < t->scenes->targets.count; i++) {
        const struct draw_rect *r = &t->scenes->targets.items[i].rect;
        bool option = t->scenes->targets.items[i].action.act == ACT_OPTION;
        int32_t least = short_side(t->panel) / (big && option ? 36 : 108); /* 30, 10 px of 1080 */
        for (unsigned k = 0; k < count && !may_overlap(&t->scene); k++) {
            const struct draw_rect *b = &boxes[k].rect;
            if (overlap(r, b) && (b->x_du - r->x_du < least ||
                                  r->x_du + r->width_du - b->x_du - b->width_du < least))
                complain(t, "words touch the edge of their button", (int)i,
                         (b->x_du - r->x_du) / DU_PER_PT);
        }
    }
}

/* Shapes too stay on the glass, but for the phone that runs off its lower edge. */
static void check_shapes(struct try *t)
{
    const struct draw_list *list = &t->scenes->list;
    for (uint32_t i = 0; i < list->op_count; i++)
        if (list->ops[i].kind == DRAW_OP_RECT && list->clip_depth == 0 &&
            t->scene.view.screen != SCREEN_ATTRACT &&
            !inside(&list->ops[i].rect.rect, &t->panel->metrics))
            complain(t, "shape outside", (int)i, list->ops[i].rect.rect.x_du / DU_PER_PT);
}

/* One drawing, all that can be seen in it: there are tens of thousands of them. */
static void check_all(struct try *t)
{
    check_fits(t);
    check_targets(t);
    check_text(t);
    check_edges(t);
    check_shapes(t);
}

static void everything_fits_and_nothing_overlaps(void **state)
{
    try_all(*state, check_all);
}

/* --- What must be there --- */

static const struct target *find_target(const struct scenes *s, enum view_act act, int32_t index)
{
    for (unsigned i = 0; i < s->targets.count; i++)
        if (s->targets.items[i].action.act == act && s->targets.items[i].action.index == index)
            return &s->targets.items[i];
    return NULL;
}

static const struct scene *find_scene(const struct scenes *s, const char *part)
{
    for (unsigned i = 0; i < s->count; i++)
        if (strstr(s->items[i].name, part))
            return &s->items[i];
    fail_msg("no scene %s", part);
    return NULL;
}

static bool says(const struct draw_list *list, const char *text)
{
    struct slice want = slice_from(text);
    for (uint32_t i = 0; i < list->op_count; i++) {
        const struct draw_op *op = &list->ops[i];
        if (op->kind == DRAW_OP_GLYPHS &&
            slice_starts(list_text(list, op->glyphs.text_first, op->glyphs.text_size), want))
            return true;
    }
    return false;
}

/* Read aloud, larger text, start again, contrast, language: there, and where they were. */
static void tools_keep_their_places(void **state)
{
    static const enum view_act tools[] = {ACT_LANGUAGE, ACT_CONTRAST, ACT_READ_ALOUD,
                                          ACT_LARGER_TEXT, ACT_START_AGAIN};
    struct scenes *s = *state;
    for (unsigned p = 0; p < 2 * panel_count; p++) {
        const struct panel *panel = &panels[p % panel_count];
        struct draw_rect places[sizeof tools / sizeof tools[0]] = {0};
        for (unsigned i = 0; i < s->count; i++) {
            enum view_screen screen = s->items[i].view.screen;
            struct scene scene = s->items[i];
            if (screen >= SCREEN_STAFF_PIN || screen == SCREEN_STILL_THERE)
                continue;
            scene.view.large_text = p >= panel_count;
            assert_true(scenes_draw(s, &scene, &panel->metrics));
            for (unsigned k = 0; k < sizeof tools / sizeof tools[0]; k++) {
                const struct target *t = find_target(s, tools[k], 0);
                if (screen == SCREEN_ATTRACT && tools[k] == ACT_START_AGAIN) {
                    assert_null(t); /* Nothing has begun. */
                    continue;
                }
                assert_non_null(t);
                if (places[k].width_du == 0)
                    places[k] = t->rect;
                if (memcmp(&places[k], &t->rect, sizeof t->rect) != 0)
                    fail_msg("%s %s: tool %u has moved", panel->name, scene.name, k);
            }
        }
    }
}

static void where_i_am_is_shown(void **state)
{
    struct scenes *s = *state;
    for (unsigned i = 0; i < s->count; i++) {
        struct scene scene = s->items[i];
        char want[32];
        if (scene.view.screen != SCREEN_QUESTION && scene.view.screen != SCREEN_FEEDBACK)
            continue;
        strcpy(scene.view.language, "en");
        assert_true(scenes_draw(s, &scene, &panels[0].metrics));
        snprintf(want, sizeof want, "Question %u / 10", scene.view.question_index + 1);
        assert_true(says(&s->list, want));
    }
}

static void saved_is_said_only_when_it_is(void **state)
{
    struct scenes *s = *state;
    struct scene scene = *find_scene(s, "feedback-");
    strcpy(scene.view.language, "en");
    scene.view.saved = false;
    assert_true(scenes_draw(s, &scene, &panels[0].metrics));
    assert_false(says(&s->list, "Saved"));
    scene.view.saved = true;
    assert_true(scenes_draw(s, &scene, &panels[0].metrics));
    assert_true(says(&s->list, "Saved"));
}

static void skipping_weighs_as_much_as_agreeing(void **state)
{
    struct scenes *s = *state;
    for (unsigned p = 0; p < panel_count; p++) {
        assert_true(scenes_draw(s, find_scene(s, "consent"), &panels[p].metrics));
        const struct target *skip = find_target(s, ACT_SKIP, 0);
        const struct target *agree = find_target(s, ACT_AGREE, 0);
        assert_non_null(skip);
        assert_non_null(agree);
        assert_int_equal(skip->rect.width_du, agree->rect.width_du);
        assert_int_equal(skip->rect.height_du, agree->rect.height_du);
    }
}

static void every_option_can_be_touched(void **state)
{
    struct scenes *s = *state;
    for (unsigned i = 0; i < s->count; i++) {
        const struct view *v = &s->items[i].view;
        if (v->screen != SCREEN_QUESTION)
            continue;
        assert_true(scenes_draw(s, &s->items[i], &panels[1].metrics));
        for (unsigned k = 0; k < v->question->option_count; k++) {
            bool point = v->question->kind == QUIZ_POINT;
            assert_non_null(find_target(s, point ? ACT_PLACE : ACT_OPTION, (int32_t)k));
            if (v->question->kind == QUIZ_MATCH)
                assert_non_null(find_target(s, ACT_SLOT, (int32_t)k));
        }
        const struct target *answer = find_target(s, ACT_ANSWER, 0);
        assert_non_null(answer);
        assert_int_equal(answer->enabled, v->can_answer);
    }
}

/* --- Answering to fingers and keys --- */

static uint64_t picture_hash(const struct draw_list *list)
{
    uint64_t hash = 1469598103934665603u;
    const uint8_t *bytes = (const uint8_t *)list->ops;
    for (size_t i = 0; i < list->op_count * sizeof *list->ops; i++)
        hash = (hash ^ bytes[i]) * 1099511628211u;
    return hash;
}

static void pressing_and_focus_are_seen(void **state)
{
    struct scenes *s = *state;
    static const char *const names[] = {"choose",
                                        "question-hard-single",
                                        "question-hard-match",
                                        "question-hard-order",
                                        "question-hard-point",
                                        "name-typed",
                                        "question-made-point",
                                        "consent",
                                        "pin"};
    for (unsigned n = 0; n < sizeof names / sizeof names[0]; n++) {
        const struct scene *scene = find_scene(s, names[n]);
        assert_true(scenes_draw(s, scene, &panels[0].metrics));
        uint64_t rest = picture_hash(&s->list);
        for (int i = 0; i < (int)s->targets.count; i++) {
            s->targets.pressed = i;
            assert_true(scenes_draw(s, scene, &panels[0].metrics));
            assert_true(picture_hash(&s->list) != rest || !s->targets.items[i].enabled);
            s->targets.pressed = -1;
            s->targets.focused = i;
            assert_true(scenes_draw(s, scene, &panels[0].metrics));
            assert_true(picture_hash(&s->list) != rest);
            s->targets.focused = -1;
        }
    }
}

static void near_misses_count_for_the_nearest(void **state)
{
    (void)state;
    struct target_list list = {.count = 3};
    const struct metrics unmeasured = {1024, 600, 0}, measured = {1024, 600, 400};
    list.items[0] =
        (struct target){.rect = {DU_PT(100), DU_PT(100), DU_PT(100), DU_PT(60)}, .enabled = true};
    list.items[1] =
        (struct target){.rect = {DU_PT(230), DU_PT(100), DU_PT(100), DU_PT(60)}, .enabled = true};
    list.items[2] = (struct target){.rect = {DU_PT(100), DU_PT(180), DU_PT(100), DU_PT(60)}};
    static const struct {
        int32_t x, y;
        int want, want_measured;
    } rows[] = {
        {150, 130, 0, 0},  {100, 100, 0, 0}, {199, 159, 0, 0},     {200, 130, 0, 0},
        {214, 130, 0, 0},  {216, 130, 1, 1}, {229, 130, 1, 1},     {230, 130, 1, 1},
        {150, 178, 0, 0},  {150, 179, 0, 0}, {150, 210, -1, -1},   {150, 181, -1, 0},
        {80, 80, -1, -1},  {85, 130, 0, 0},  {78, 130, -1, 0},     {71, 130, -1, -1},
        {357, 130, -1, 1}, {-5, -5, -1, -1}, {2000, 2000, -1, -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (target_at(&list, &unmeasured, rows[i].x, rows[i].y) != rows[i].want ||
            target_at(&list, &measured, rows[i].x, rows[i].y) != rows[i].want_measured)
            fail_msg("row %zu: %d %d", i, target_at(&list, &unmeasured, rows[i].x, rows[i].y),
                     target_at(&list, &measured, rows[i].x, rows[i].y));
    }
}

/* --- Reading aloud --- */

static void everything_can_be_read_aloud(void **state)
{
    struct scenes *s = *state;
    for (unsigned i = 0; i < s->count; i++) {
        const struct view *v = &s->items[i].view;
        struct slice part;
        int count = 0;
        arena_reset(&s->frame);
        while (screen_speech(&part, v, count, &s->frame)) {
            assert_true(part.size > 0);
            count++;
        }
        bool silent = v->screen >= SCREEN_STAFF_PIN;
        assert_int_equal(count == 0, silent);
        if (v->screen == SCREEN_QUESTION) {
            unsigned want = 1 + v->question->option_count;
            want += v->question->kind == QUIZ_MATCH ? v->question->option_count : 0;
            assert_int_equal(count, want);
        }
        assert_false(screen_speech(&part, v, -1, &s->frame));
    }
}

static bool speech_has(struct scenes *s, const struct view *v, const char *text)
{
    struct slice part;
    for (int i = 0; screen_speech(&part, v, i, &s->frame); i++)
        if (strstr(arena_copy(&s->frame, part).data, text))
            return true;
    return false;
}

static void drawn_messages_are_read_whole(void **state)
{
    struct scenes *s = *state;
    const struct view *v = &find_scene(s, "question-hard-scam-thu-dien-tu")->view;
    assert_true(speech_has(s, v, "Ngân hàng hỗ trợ khách hàng"));
    assert_true(speech_has(s, v, "hotro@ngan-hang-vn.top"));
    assert_true(speech_has(s, v, "kèm mã OTP vừa gửi về máy"));
}

/* Grounds and frames are what lights a part: as one number. */
static uint64_t look_of(const struct draw_list *list)
{
    uint64_t hash = 1;
    for (uint32_t i = 0; i < list->op_count; i++) {
        const struct draw_op_rect *r = &list->ops[i].rect;
        if (list->ops[i].kind != DRAW_OP_RECT)
            continue;
        hash = hash_bytes(hash, &r->fill, sizeof r->fill);
        hash = hash_bytes(hash, &r->stroke.width_du, sizeof r->stroke.width_du);
    }
    return hash;
}

/* Screens with more to read than a head and a note light what is being said. */
static void what_is_read_is_lit(void **state)
{
    static const enum view_screen lighting[] = {SCREEN_CHOOSE, SCREEN_QUESTION, SCREEN_FEEDBACK,
                                                SCREEN_END};
    struct scenes *s = *state;
    for (unsigned i = 0; i < s->count; i++) {
        struct scene scene = s->items[i];
        bool lights = false;
        for (size_t k = 0; k < sizeof lighting / sizeof lighting[0]; k++)
            lights = lights || scene.view.screen == lighting[k];
        /* A chosen one of two is so dark that nothing shows through, and need not. */
        if (scene.view.screen == SCREEN_QUESTION && strstr(scene.name, "chosen"))
            lights = lights && scene.view.question->kind == QUIZ_SINGLE;
        scene.view.reading = true;
        bool is_end = scene.view.screen == SCREEN_END;
        int end = is_end ? 2 + (int)scene.view.lesson_count : INT32_MAX;
        struct slice part;
        for (int p = is_end ? 2 : 1;
             lights && p < end && screen_speech(&part, &scene.view, p, &s->frame); p++) {
            uint64_t seen[2];
            for (int lit = 0; lit < 2; lit++) {
                scene.view.reading_part = lit ? p : -1;
                scenes_draw(s, &scene, &panels[1].metrics);
                seen[lit] = look_of(&s->list);
            }
            if (seen[0] == seen[1])
                fail_msg("%s: part %d is not lit: %.*s", scene.name, p, SLICE_ARG(part));
        }
    }
}

/* --- The tests themselves: what is too long is seen --- */

static void too_long_is_noticed(void **state)
{
    struct scenes *s = *state;
    struct scene scene = *find_scene(s, "question-hard-single");
    struct quiz_question q = *scene.view.question;
    static char text[900];
    memset(text, 'a', sizeof text - 1);
    for (size_t i = 7; i < sizeof text - 1; i += 8)
        text[i] = ' ';
    q.stem.rich = rich_plain(slice_from(text));
    scene.view.question = &q;
    assert_false(scenes_draw(s, &scene, &panels[0].metrics));
    assert_true(scenes_draw(s, find_scene(s, "question-hard-single"), &panels[0].metrics));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_fits_and_nothing_overlaps),
        cmocka_unit_test(tools_keep_their_places),
        cmocka_unit_test(where_i_am_is_shown),
        cmocka_unit_test(saved_is_said_only_when_it_is),
        cmocka_unit_test(skipping_weighs_as_much_as_agreeing),
        cmocka_unit_test(every_option_can_be_touched),
        cmocka_unit_test(pressing_and_focus_are_seen),
        cmocka_unit_test(near_misses_count_for_the_nearest),
        cmocka_unit_test(everything_can_be_read_aloud),
        cmocka_unit_test(drawn_messages_are_read_whole),
        cmocka_unit_test(what_is_read_is_lit),
        cmocka_unit_test(too_long_is_noticed),
    };
    return cmocka_run_group_tests(tests, scenes_open, scenes_close);
}
