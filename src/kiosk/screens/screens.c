/*
 * A screen is drawn in attempts, from roomy to tight, and the first that fits is kept:
 *
 *   1. type at 125 % of its floor (150 % upright), down to the floor in the steps below;
 *   2. each with the question above its answers, then beside them; in landscape at last, at the
 *      floor, with the foot under the question, so that the answers have the whole height;
 *   3. targets of 20 mm and never less than a tenth of the short side; then of 20 mm; then of a
 *      tenth, then closer together (screens.h says for what).
 *
 * The tools are as large in every attempt, so that they never move. In larger text all floors are
 * × 1.2; only when nothing fits so does type go back towards the normal floor. Paragraphs are
 * cached between attempts and frames, so that an attempt costs some microseconds.
 */
#include "kiosk/screens/screens.h"

#include "kiosk/screens/parts.h"

enum {
    BODY_PARTS = 28,     /* Body type: a 28th of the short side at least. */
    QUESTION_PARTS = 20, /* Question: a 20th. */
    TARGET_PARTS = 10,
    TARGET_MM = 20,
    GAP_MM = 8,
    TARGET_MOST = 200, /* Thousandths: with more, bar and foot leave nothing between them. */
    GAP_LEAST = 16,
    FLOOR = 100,
    LARGER = 120
};

/* Percent of the floor. */
static const int32_t steps[] = {150, 138, 126, 118, 110, 105, 100};
enum { STEP_COUNT = sizeof steps / sizeof steps[0], STEP_LANDSCAPE = 2 };

static void draw_screen(struct canvas *c)
{
    switch (c->view->screen) {
    case SCREEN_ATTRACT:
        screen_attract(c);
        return;
    case SCREEN_CHOOSE:
        screen_choose(c);
        return;
    case SCREEN_PRACTICE:
        screen_practice(c);
        return;
    case SCREEN_QUESTION:
        screen_question(c);
        return;
    case SCREEN_FEEDBACK:
        screen_feedback(c);
        return;
    case SCREEN_END:
        screen_end(c);
        return;
    case SCREEN_CONSENT:
        screen_consent(c);
        return;
    case SCREEN_VILLAGE:
        screen_village(c);
        return;
    case SCREEN_NAME:
        screen_name(c);
        return;
    case SCREEN_PHONE:
        screen_phone(c);
        return;
    case SCREEN_THANKS:
        screen_thanks(c);
        return;
    case SCREEN_STILL_THERE:
        screen_still_there(c);
        return;
    case SCREEN_WELCOME_BACK:
        screen_welcome_back(c);
        return;
    case SCREEN_TROUBLE:
        screen_trouble(c);
        return;
    case SCREEN_STAFF_PIN:
    case SCREEN_STAFF_NEW_PIN:
        screen_pin(c);
        return;
    case SCREEN_STAFF:
        screen_staff(c);
        return;
    case SCREEN_STAFF_HEALTH:
        screen_health(c);
        return;
    case SCREEN_STAFF_QUIZZES:
        screen_quizzes(c);
        return;
    case SCREEN_STAFF_VILLAGE:
        screen_staff_village(c);
        return;
    case SCREEN_STAFF_FORGET:
        screen_forget(c);
        return;
    case SCREEN_CALIBRATE:
        screen_calibrate(c);
        return;
    case SCREEN_REVIEW: /* The loop has review.h draw it. */
        screen_staff(c);
        return;
    case SCREEN_COUNT:
        break;
    }
    UNREACHABLE("view screen");
}

/* Rounded up: the floor is one. */
static int32_t part_of(int32_t short_du, int32_t parts, int32_t percent)
{
    return (int32_t)(((int64_t)short_du * percent + (int64_t)parts * 100 - 1) /
                     ((int64_t)parts * 100));
}

static void set_type(struct canvas *c, int32_t percent)
{
    bool large = c->view->large_text && percent >= LARGER;
    int32_t large_percent = large ? LARGER : FLOOR;
    c->body_du = part_of(c->short_du, BODY_PARTS, percent);
    c->question_du = part_of(c->short_du, QUESTION_PARTS, min_du(percent, 144));
    c->title_du = part_of(c->short_du, QUESTION_PARTS, min_du(percent * 12 / 10, 160));
    c->label_du = part_of(c->short_du, BODY_PARTS, large_percent);
    c->tool_label_du = part_of(c->short_du, BODY_PARTS, c->view->large_text ? LARGER : FLOOR);
}

/* How large targets are in an attempt. */
enum reach {
    REACH_LEAST, /* A tenth of the short side, or 20 mm if that is less; a sixtieth apart. */
    REACH_LESS,  /* The same, a twenty-fifth apart. */
    REACH_FLOOR, /* 20 mm and 8 mm on a measured panel; else as REACH_LESS. */
    REACH_ROOMY  /* And never below a tenth. */
};

static int32_t whole_px(int64_t du)
{
    return (int32_t)((du + DU_PER_PT - 1) / DU_PER_PT * DU_PER_PT);
}

static void set_targets(struct canvas *c, enum reach reach)
{
    int32_t mm = c->metrics->px_per_mm100 * DU_PER_PT / 100;
    int32_t tenth = whole_px(div_ceil(c->short_du, TARGET_PARTS));
    int32_t tenth_gap = whole_px((int64_t)tenth * GAP_MM / TARGET_MM);
    int32_t most = canvas_u(c, TARGET_MOST),
            most_gap = canvas_u(c, TARGET_MOST * GAP_MM / TARGET_MM);
    int32_t floor = mm ? min_du(whole_px((int64_t)mm * TARGET_MM), most) : tenth;
    int32_t floor_gap = mm ? min_du(whole_px((int64_t)mm * GAP_MM), most_gap) : tenth_gap;
    c->tool_du = max_du(floor, tenth);
    c->tool_gap_du = max_du(floor_gap, tenth_gap);
    c->target_du = reach == REACH_ROOMY   ? c->tool_du
                   : reach == REACH_FLOOR ? floor
                                          : min_du(floor, tenth);
    c->gap_du = reach == REACH_ROOMY   ? c->tool_gap_du
                : reach == REACH_FLOOR ? floor_gap
                : reach == REACH_LESS  ? min_du(floor_gap, tenth_gap)
                                       : canvas_u(c, GAP_LEAST);
    c->margin_du = canvas_u(c, c->upright ? 44 : 46);
}

enum layout { LAYOUT_ABOVE, LAYOUT_SIDE, LAYOUT_TIGHT };

/* Draws one attempt; true when everything fitted. */
static bool attempt(struct canvas *c, int32_t percent, enum layout layout, enum reach reach)
{
    set_targets(c, reach);
    set_type(c, percent);
    c->side = layout != LAYOUT_ABOVE;
    c->tight = layout == LAYOUT_TIGHT && !c->upright;
    c->percent = percent;
    c->fits = true;
    c->targets->count = 0;
    list_reset(c->list, c->width_du, c->height_du);
    draw_screen(c);
    return c->fits;
}

static bool attempt_all(struct canvas *c, int32_t more, enum reach reach)
{
    for (unsigned i = c->upright ? 0 : STEP_LANDSCAPE; i < STEP_COUNT; i++)
        for (enum layout layout = LAYOUT_ABOVE; layout < LAYOUT_TIGHT; layout++)
            if (attempt(c, steps[i] * more / 100, layout, reach))
                return true;
    return !c->upright && attempt(c, FLOOR * more / 100, LAYOUT_TIGHT, reach);
}

static struct canvas canvas_on(struct draw_list *list, struct target_list *targets,
                               const struct view *view, const struct metrics *metrics,
                               const struct screen_kit *kit)
{
    struct canvas c = {
        .list = list, .targets = targets, .view = view, .metrics = metrics, .kit = kit};
    c.width_du = DU_PT(metrics->width_px);
    c.height_du = DU_PT(metrics->height_px);
    c.short_du = min_du(c.width_du, c.height_du);
    c.upright = metrics->height_px > metrics->width_px;
    c.skin = skin_for(view);
    return c;
}

bool screen_fits_wholly(struct draw_list *list, struct target_list *targets,
                        const struct view *view, const struct metrics *metrics,
                        const struct screen_kit *kit)
{
    struct canvas c = canvas_on(list, targets, view, metrics, kit);
    bool fits = attempt_all(&c, view->large_text ? LARGER : FLOOR, REACH_FLOOR);
    list_finish(list);
    return fits;
}

bool screen_draw(struct draw_list *list, struct target_list *targets, const struct view *view,
                 const struct metrics *metrics, const struct screen_kit *kit)
{
    struct canvas c = canvas_on(list, targets, view, metrics, kit);
    para_cache_trim(kit->paras);
    bool fits = false;
    for (int reach = REACH_ROOMY; reach >= REACH_LEAST && !fits; reach--) {
        if (view->large_text)
            fits = attempt_all(&c, LARGER, (enum reach)reach);
        if (!fits)
            fits = attempt_all(&c, FLOOR, (enum reach)reach);
    }
    list_finish(list);
    return fits;
}
