/*
 * A visit at home, told by pressing: what came of it, when, where, how many were helped, what was
 * set up together, which leaflets were left; and, if the household stands on a visit sheet, its
 * number there (number.c). No name, no telephone number: nothing of a person can be entered here.
 */
#include <stdio.h>

#include "kiosk/review/inside.h"
#include "review/followup.h"

/* Outcomes and what was set up are in the words of the visit sheet. */
enum { OUTCOMES = VISIT_DECLINED, FORM_MOST = 1600, TAB_WHAT = 0, TAB_DONE, TAB_LEAFLETS, TABS };

/* ---- What is entered ---- */

void review_visit_begin(struct review *r)
{
    unsigned saved = r->visit.saved_count;
    struct slice village = r->visit.visit.village; /* The next house is near. */
    int64_t day = r->visit.visit.day ? r->visit.visit.day : r->setup.today;
    r->visit = (struct review_visit){.saved_count = saved};
    r->visit.visit.village = village;
    r->visit.visit.day = day;
    r->visit.visit.people = 1;
    store_new_id(&r->visit.visit.id);
}

static unsigned guide_count(const struct review *r)
{
    unsigned count = r->setup.texts.guide_count;
    return count < REVIEW_GUIDES_MAX ? count : REVIEW_GUIDES_MAX;
}

static void put_leaflets(struct review *r)
{
    struct store_visit *v = &r->visit.visit;
    v->leaflet_count = 0;
    for (unsigned i = 0; i < guide_count(r) && v->leaflet_count < VISIT_TOPICS_MAX; i++)
        if (r->visit.leaflets[i])
            v->leaflets[v->leaflet_count++] =
                (struct visit_leaflet){r->setup.texts.guides[i]->id.text, r->visit.leaflets[i]};
}

static void save(struct review *r)
{
    struct error e = {0};
    r->visit.problem[0] = '\0';
    r->visit.said = NULL;
    if (!r->setup.record || !r->visit.chosen)
        return;
    put_leaflets(r);
    if (!r->setup.record(r->setup.self, &r->visit.visit, &e)) {
        snprintf(r->visit.problem, sizeof r->visit.problem, "%s", e.message);
        return;
    }
    r->visit.saved_count++;
    review_visit_begin(r);
    r->visit.said = N_("Saved. The next visit can be entered.");
    review_top(r)->tab = TAB_WHAT;
}

static void count(unsigned *n, bool more, unsigned most)
{
    if (more && *n < most)
        (*n)++;
    else if (!more && *n > 0)
        (*n)--;
}

static void move_day(struct review *r, bool later)
{
    enum { DAYS_BACK_MAX = 366 };
    int64_t *day = &r->visit.visit.day;
    if (later && *day < r->setup.today)
        (*day)++;
    else if (!later && *day > r->setup.today - DAYS_BACK_MAX)
        (*day)--;
}

static void choose_village(struct review *r, unsigned value)
{
    const struct commune *c = r->setup.commune;
    if (c && value > 0 && value <= c->village_count)
        r->visit.visit.village = c->villages[value - 1].name.text;
    else
        r->visit.visit.village = (struct slice){0};
    if (review_top(r)->page == REVIEW_VISIT_VILLAGE)
        r->depth--;
}

static bool act_counts(struct review *r, enum review_verb verb, unsigned value)
{
    enum { LEAFLETS_MOST = 99, PEOPLE_MOST = 99 };
    if (verb == REVIEW_DAY)
        move_day(r, value == 1);
    else if (verb == REVIEW_PEOPLE)
        count(&r->visit.visit.people, value == 1, PEOPLE_MOST);
    else if (verb == REVIEW_LEAFLET && value / 2 < guide_count(r))
        count(&r->visit.leaflets[value / 2], value % 2 == 1, LEAFLETS_MOST);
    else
        return false;
    return true;
}

bool review_visit_act(struct review *r, enum review_verb verb, unsigned value)
{
    if (verb == REVIEW_SAVE) {
        save(r);
        return true;
    }
    if (review_number_act(r, verb, value))
        return true;
    if (act_counts(r, verb, value))
        ;
    else if (verb == REVIEW_OUTCOME && value < OUTCOMES) {
        r->visit.visit.outcome = (enum visit_outcome)value;
        r->visit.chosen = true;
    } else if (verb == REVIEW_DONE_THERE && value < VISIT_ACHIEVEMENT_COUNT)
        r->visit.visit.achievements ^= 1u << value;
    else if (verb == REVIEW_AT_VILLAGE)
        choose_village(r, value);
    else
        return false;
    r->visit.said = NULL;
    r->visit.problem[0] = '\0';
    return true;
}

/* ---- The form ---- */

/* The white strip that a row of the form stands on; `row` becomes what lies within. */
static struct draw_rect draw_field(struct canvas *c, struct draw_rect *row)
{
    int32_t pad = canvas_u(c, 20);
    canvas_rect(c, *row, canvas_u(c, 16), c->skin.card, c->skin.line,
                max_du(canvas_u(c, 2), DU_PT(1)));
    row->x_du += pad;
    row->width_du -= pad;
    return *row;
}

/* "−  12  +" at the right end of `row`, after a label. */
static void draw_stepper(struct frame *f, struct draw_rect row, struct slice label,
                         struct slice value, enum review_verb verb, unsigned first_value,
                         const char *less_icon, const char *more_icon)
{
    struct canvas *c = &f->canvas;
    int32_t cell = c->target_du, number = canvas_u(c, 220);
    struct type type = type_strong(c), middle = type_centered(type_strong(c));
    struct draw_rect words = draw_field(c, &row);
    words.width_du -= 2 * cell + number + c->gap_du;
    canvas_text_shrunk(c, type, c->body_du * 8 / 10, rich_plain(label), words);
    struct button less = review_button(verb, first_value, less_icon, (struct slice){0});
    struct button more = review_button(verb, first_value + 1, more_icon, (struct slice){0});
    less.style = more.style = BUTTON_KEY;
    less.spoken = slice_from(_("One less"));
    more.spoken = slice_from(_("One more"));
    int32_t x = row.x_du + row.width_du - 2 * cell - number;
    less.rect = (struct draw_rect){x, row.y_du, cell, cell};
    more.rect = (struct draw_rect){x + cell + number, row.y_du, cell, cell};
    canvas_button(c, &less);
    canvas_text_shrunk(c, middle, c->body_du * 8 / 10, rich_plain(value),
                       (struct draw_rect){x + cell, row.y_du, number, cell});
    canvas_button(c, &more);
}

static void draw_outcomes(struct frame *f, struct draw_rect row)
{
    static const struct {
        const char *icon, *label;
    } outcomes[OUTCOMES] = {
        [VISIT_DONE] = {"check-circle", N_("Done")},
        [VISIT_NOT_HOME] = {"door", N_("Not at home")},
        [VISIT_AGAIN] = {"arrow-clockwise", N_("Come again")},
    };
    struct canvas *c = &f->canvas;
    const struct review_visit *v = &f->review->visit;
    int32_t gap = c->gap_du, width = (row.width_du - gap * (OUTCOMES - 1)) / OUTCOMES;
    for (unsigned i = 0; i < OUTCOMES; i++) {
        struct button b =
            review_button(REVIEW_OUTCOME, i, outcomes[i].icon, slice_from(_(outcomes[i].label)));
        b.stacked = true;
        b.style = v->chosen && (unsigned)v->visit.outcome == i ? BUTTON_ON : BUTTON_KEY;
        b.rect = (struct draw_rect){row.x_du + (int32_t)i * (width + gap), row.y_du, width,
                                    row.height_du};
        canvas_button(c, &b);
    }
}

static void draw_what(struct frame *f, struct draw_rect box)
{
    struct canvas *c = &f->canvas;
    const struct review *r = f->review;
    char day[REPORT_CELL_TEXT_MAX];
    struct report_cell date = report_date(r->visit.visit.day);
    struct arena *a = c->kit->arena;
    struct slice when = arena_copy(a, report_format_cell(day, &date, i18n_language()));
    int32_t gap = canvas_u(c, 18);
    draw_outcomes(f, rect_cut_top(&box, canvas_u(c, c->upright ? 200 : 150), gap));
    draw_stepper(f, rect_cut_top(&box, c->target_du, gap), slice_from(_("Day")), when, REVIEW_DAY,
                 0, "caret-left", "caret-right");
    draw_stepper(f, rect_cut_top(&box, c->target_du, gap), slice_from(_("People helped")),
                 arena_printf(a, "%u", r->visit.visit.people), REVIEW_PEOPLE, 0, "minus", "plus");
    if (!r->setup.commune || r->setup.commune->village_count == 0)
        return;
    struct slice village = r->visit.visit.village;
    struct draw_rect row = rect_cut_top(&box, c->target_du, 0);
    struct button b = review_button(REVIEW_OPEN, REVIEW_VISIT_VILLAGE, "map-pin",
                                    village.size ? village : slice_from(_("Choose the village")));
    int32_t width = min_du(row.width_du * 6 / 10, canvas_button_width(c, &b));
    struct type type = type_strong(c);
    struct draw_rect words = draw_field(c, &row);
    words.width_du -= width;
    canvas_text_in(c, &type, rich_plain(slice_from(_("Village"))), words);
    b.rect = (struct draw_rect){row.x_du + row.width_du - width, row.y_du, width, row.height_du};
    canvas_button(c, &b);
}

static void draw_done(struct frame *f, struct draw_rect box)
{
    struct canvas *c = &f->canvas;
    const struct review *r = f->review;
    int32_t gap = canvas_u(c, 14), columns = 2, rows = 4;
    int32_t width = (box.width_du - gap * (columns - 1)) / columns;
    int32_t height = min_du((box.height_du - gap * (rows - 1)) / rows, c->target_du * 14 / 10);
    for (int32_t i = 0; i < VISIT_ACHIEVEMENT_COUNT; i++) {
        bool on = (r->visit.visit.achievements >> i & 1u) != 0;
        struct button b =
            review_button(REVIEW_DONE_THERE, (unsigned)i, on ? "check-square" : "square",
                          slice_from(followup_achievement((unsigned)i)));
        b.style = on ? BUTTON_ON : BUTTON_KEY;
        b.rect = (struct draw_rect){box.x_du + i % columns * (width + gap),
                                    box.y_du + i / columns * (height + gap), width, height};
        canvas_button(c, &b);
    }
}

static void draw_leaflets(struct frame *f, struct draw_rect box)
{
    struct canvas *c = &f->canvas;
    struct review *r = f->review;
    int32_t gap = canvas_u(c, 12), height = c->target_du;
    unsigned count = guide_count(r), page = review_top(r)->list_page;
    unsigned fit = (unsigned)max_du(1, (box.height_du + gap) / (height + gap));
    r->list_pages = (count + fit - 1) / fit;
    r->shown_page = r->list_pages && page >= r->list_pages ? r->list_pages - 1 : page;
    for (unsigned i = r->shown_page * fit; i < count && i < (r->shown_page + 1) * fit; i++)
        draw_stepper(f, rect_cut_top(&box, height, gap),
                     review_guide_title(r->setup.texts.guides[i]),
                     arena_printf(c->kit->arena, "%u", r->visit.leaflets[i]), REVIEW_LEAFLET, 2 * i,
                     "minus", "plus");
}

/* Above the form: what became of the last one, or what to know before. */
static void draw_said(struct frame *f, struct draw_rect *box)
{
    struct canvas *c = &f->canvas;
    const struct review_visit *v = &f->review->visit;
    struct type type = review_soft(c);
    struct slice text = slice_from(_("No name is asked for, and none is kept."));
    if (v->number[0])
        text = arena_printf(c->kit->arena, _("Of the household with the number %s on the sheet."),
                            v->number);
    if (v->problem[0]) {
        type = type_colored(type_strong(c), c->skin.warn);
        text = slice_from(v->problem);
    } else if (v->said) {
        type = type_colored(type_strong(c), c->skin.ok);
        text = slice_from(_(v->said));
    }
    review_put_text(f, box, type, text, canvas_u(c, 12));
}

/* At the right end of the foot; in the middle tab the list's buttons stand there, so it is left of
 * them. */
static void draw_save(struct frame *f)
{
    struct canvas *c = &f->canvas;
    struct button b = review_button(REVIEW_SAVE, 0, "check", slice_from(_("Save the visit")));
    b.style = BUTTON_PRIMARY;
    b.disabled = !f->review->visit.chosen;
    int32_t width = canvas_button_width(c, &b);
    b.rect = (struct draw_rect){f->foot.x_du, f->foot.y_du, width, c->target_du};
    canvas_button(c, &b);
}

/* At the other end of the foot. */
static void draw_number_button(struct frame *f)
{
    struct canvas *c = &f->canvas;
    const char *number = f->review->visit.number;
    struct button b = review_button(REVIEW_OPEN, REVIEW_VISIT_NUMBER, "hash",
                                    slice_from(number[0] ? number : _("Number on the sheet")));
    b.style = number[0] ? BUTTON_ON : BUTTON_PLAIN;
    b.spoken = slice_from(_("Number on the sheet"));
    int32_t width = canvas_button_width(c, &b);
    b.rect = (struct draw_rect){f->foot.x_du + f->foot.width_du - width, f->foot.y_du, width,
                                c->target_du};
    canvas_button(c, &b);
}

void review_page_visit(struct frame *f)
{
    struct canvas *c = &f->canvas;
    struct review *r = f->review;
    struct draw_rect box = f->content;
    unsigned tab = review_top(r)->tab < TABS ? review_top(r)->tab : 0;
    const struct slice tabs[TABS] = {slice_from(_("The visit")), slice_from(_("Set up together")),
                                     slice_from(_("Leaflets left"))};
    if (!r->setup.record) {
        review_notice(f, box, "house-line", slice_from(_("Visits are not recorded here")),
                      slice_from(_("Several databases are open, or one that cannot be written. "
                                   "Open the team's own alone.")));
        return;
    }
    box.width_du = min_du(box.width_du, canvas_u(c, FORM_MOST));
    review_tabs(f, rect_cut_top(&box, c->target_du, canvas_u(c, 16)), REVIEW_TAB, tabs, TABS, tab);
    draw_said(f, &box);
    draw_save(f);
    if (tab != TAB_LEAFLETS)
        draw_number_button(f);
    if (tab == TAB_WHAT)
        draw_what(f, box);
    else if (tab == TAB_DONE)
        draw_done(f, box);
    else {
        draw_leaflets(f, box);
        review_turning(f);
    }
}

/* ---- The village ---- */

void review_page_visit_village(struct frame *f)
{
    const struct commune *commune = f->review->setup.commune;
    struct slice *labels =
        ARENA_ARRAY(f->canvas.kit->arena, COMMUNE_VILLAGES_MAX + 1, struct slice);
    unsigned count = commune ? commune->village_count : 0, chosen = 0;
    labels[0] = slice_from(_("not said"));
    for (unsigned i = 0; i < count; i++) {
        labels[i + 1] = commune->villages[i].name.text;
        if (slice_equal(labels[i + 1], f->review->visit.visit.village))
            chosen = i + 1;
    }
    const struct review_choices choices = {
        .verb = REVIEW_AT_VILLAGE, .labels = labels, .count = count + 1, .chosen = chosen};
    review_choose(f, f->content, &choices);
}
