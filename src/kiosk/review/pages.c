/*
 * The lists of the rail: topics, questions, villages, days; one topic with its guide; the filters.
 */
#include <stdio.h>

#include "kiosk/review/inside.h"

/* The period and filters, then what the section says; false, and something kind, when the report
 * has no such section. */
static bool open_section(struct frame *f, struct draw_rect *box, const struct report_section *s)
{
    struct canvas *c = &f->canvas;
    const struct review *r = f->review;
    review_put_text(f, box, review_soft(c), review_scope(f), canvas_u(c, 6));
    if (!s || s->row_count == 0) {
        review_notice(f, *box, "coffee", slice_from(_("Nothing to show here yet")),
                      r->figures.total.rounds ? s ? s->empty : (struct slice){0} : r->report.title);
        return false;
    }
    review_put_text(f, box, type_strong(c), s->sentence, canvas_u(c, 14));
    return true;
}

static void show_list(struct frame *f, struct draw_rect box, const struct section_list *list)
{
    if (open_section(f, &box, list->section))
        review_list(f, box, list->section->row_count, review_section_row, list);
}

void review_page_topics(struct frame *f)
{
    const struct section_list list = {review_section(f->review, "topics"), NULL, REVIEW_OPEN_TOPIC,
                                      true};
    show_list(f, f->content, &list);
}

void review_page_villages(struct frame *f)
{
    const struct section_list list = {review_section(f->review, "villages"), NULL,
                                      REVIEW_ONLY_VILLAGE, !f->review->filter.village.size};
    show_list(f, f->content, &list);
}

void review_page_questions(struct frame *f)
{
    struct review *r = f->review;
    const struct report_section *doubts = review_section(r, "doubts");
    const struct report_section *all = review_section(r, FILL_DETAILS_FROM);
    struct draw_rect box = f->content;
    if (doubts && all) {
        const struct slice tabs[] = {
            arena_printf(f->canvas.kit->arena, "%s (%u)", _("To look at"), doubts->row_count),
            arena_printf(f->canvas.kit->arena, "%s (%u)", _("All"), all->row_count)};
        struct draw_rect row = rect_cut_top(&box, f->canvas.target_du, canvas_u(&f->canvas, 14));
        review_tabs(f, row, REVIEW_TAB, tabs, 2, review_top(r)->tab);
    }
    bool flagged = doubts && review_top(r)->tab == 0;
    const struct section_list list = {flagged ? doubts : all, doubts, REVIEW_OPEN_ITEM, true};
    show_list(f, box, &list);
}

void review_page_days(struct frame *f)
{
    struct review *r = f->review;
    bool scores = review_top(r)->tab == 1;
    const struct slice tabs[] = {slice_from(_("Day by day")), slice_from(_("How rounds ended"))};
    const struct report_section *s = review_section(r, scores ? "scores" : "days");
    struct draw_rect box = f->content;
    if (r->figures.total.rounds)
        review_tabs(f, rect_cut_top(&box, f->canvas.target_du, canvas_u(&f->canvas, 14)),
                    REVIEW_TAB, tabs, 2, scores);
    if (open_section(f, &box, s))
        review_columns(f, box, s);
}

/* ---- One topic ---- */

struct topic_items {
    const struct report_section *doubts, *all;
    const unsigned *rows; /**< Of `all`. */
    unsigned count;
};

static void make_topic_item(struct review_row *out, const struct frame *f, const void *self,
                            unsigned index)
{
    const struct topic_items *items = self;
    const struct section_list list = {items->all, items->doubts, REVIEW_OPEN_ITEM, true};
    review_section_row(out, f, &list, items->rows[index]);
}

/* Its questions, in the order of the section: hardest first within a quiz. */
static struct topic_items find_items(const struct frame *f, const struct figures_topic *topic)
{
    const struct review *r = f->review;
    struct topic_items items = {.doubts = review_section(r, "doubts"),
                                .all = review_section(r, FILL_DETAILS_FROM)};
    unsigned count = items.all ? items.all->row_count : 0;
    unsigned *rows = ARENA_ARRAY(f->canvas.kit->arena, count + 1, unsigned);
    for (unsigned i = 0; i < count; i++) {
        unsigned about = items.all->rows[i].about;
        const struct quiz_question *q = about ? r->figures.items[about - 1].question : NULL;
        if (q && slice_equal(q->guide.text, topic->id))
            rows[items.count++] = i;
    }
    items.rows = rows;
    return items;
}

void review_write_topic(struct review *r)
{
    const struct review_place *top = review_top(r);
    struct review_leaflet *l = &r->leaflet;
    struct error e = {0};
    if (top->page != REVIEW_TOPIC || top->subject >= r->figures.topic_count[FIGURES_GUIDE])
        return;
    const struct guide *guide = r->figures.topics[FIGURES_GUIDE][top->subject].guide;
    if (!guide || !r->setup.write_leaflet)
        return;
    l->guide = guide;
    l->written = r->setup.write_leaflet(r->setup.self, l->path, sizeof l->path, guide, &e);
    if (!l->written)
        snprintf(l->path, sizeof l->path, "%s", e.message);
}

/* Where its leaflet lies, or how to come by it. */
static struct slice guide_words(const struct frame *f, const struct guide *guide)
{
    const struct review *r = f->review;
    const struct review_leaflet *l = &r->leaflet;
    struct arena *a = f->canvas.kit->arena;
    if (!r->setup.write_leaflet)
        return arena_printf(a, _("Print its leaflets: %.*s"),
                            SLICE_ARG(arena_printf(a, "ngoso render %.*s --design leaflet",
                                                   SLICE_ARG(guide->id.text))));
    if (l->guide != guide)
        return slice_from(_("Its leaflet, as a file to print."));
    return l->written ? arena_printf(a, _("Written: %s"), l->path) : slice_from(l->path);
}

/* What to give people. */
static void draw_guide(struct frame *f, struct draw_rect *box, const struct guide *guide)
{
    struct canvas *c = &f->canvas;
    struct type type = type_colored(type_strong(c), c->skin.warn);
    struct slice text = guide_words(f, guide);
    struct button b =
        review_button(REVIEW_WRITE_LEAFLET, 0, "printer", slice_from(_("Make the leaflet")));
    bool writes = f->review->setup.write_leaflet != NULL;
    int32_t pad = canvas_u(c, 14);
    int32_t side = writes ? canvas_button_width(c, &b) : canvas_u(c, 44);
    int32_t width = box->width_du - 3 * pad - side;
    int32_t height = canvas_text_height(c, &type, rich_plain(text), width);
    height = max_du(height, writes ? c->target_du : 0) + 2 * pad;
    struct draw_rect card = rect_cut_top(box, height, canvas_u(c, 16));
    canvas_rect(c, card, canvas_u(c, 16), c->skin.warn_tint, c->skin.accent,
                max_du(canvas_u(c, 3), DU_PT(1)));
    struct draw_rect words = {card.x_du + 2 * pad + side, card.y_du, width, height};
    if (writes) {
        b.rect = (struct draw_rect){card.x_du + pad, card.y_du + (height - c->target_du) / 2, side,
                                    c->target_du};
        canvas_button(c, &b);
    } else {
        canvas_icon(c, FONT_ICON_BOLD, ICON("printer"), card.x_du + pad + side / 2,
                    card.y_du + height / 2, side, c->skin.warn);
    }
    canvas_text_in(c, &type, rich_plain(text), words);
}

void review_page_topic(struct frame *f)
{
    struct canvas *c = &f->canvas;
    struct review *r = f->review;
    const struct figures_topic *topic = &r->figures.topics[FIGURES_GUIDE][review_top(r)->subject];
    const struct report_section *s = review_section(r, "topics");
    struct draw_rect box = f->content;
    struct type title = type_title(c);
    title.size_du = c->question_du;
    title.wrap = PARA_WRAP_PRETTY;
    review_put_text(f, &box, review_soft(c), review_scope(f), 0);
    review_put_text(f, &box, title, topic->name, canvas_u(c, 8));
    for (unsigned i = 0; s && i < s->row_count; i++)
        if (s->rows[i].about == review_top(r)->subject + 1) {
            struct review_row row = {.action = -1};
            const struct section_list list = {s, NULL, REVIEW_OPEN_TOPIC, false};
            review_section_row(&row, f, &list, i);
            review_bar(f, rect_cut_top(&box, canvas_u(c, 50), 0), row.bar);
            review_put_text(f, &box, review_soft(c), row.detail, canvas_u(c, 12));
        }
    if (topic->guide)
        draw_guide(f, &box, topic->guide);
    struct topic_items items = find_items(f, topic);
    review_put_text(f, &box, type_colored(type_strong(c), c->skin.brand),
                    slice_from(_("Its questions")), canvas_u(c, 8));
    review_list(f, box, items.count, make_topic_item, &items);
}

/* ---- Filters ---- */

static int32_t choice_need(const struct canvas *c, const void *context, unsigned index,
                           int32_t width_du)
{
    const struct review_choices *choices = context;
    struct type type = type_label(c);
    return canvas_text_height(c, &type, rich_plain(choices->labels[index]),
                              width_du - canvas_u(c, 30)) +
           canvas_u(c, 20);
}

void review_choose(struct frame *f, struct draw_rect box, const struct review_choices *choices)
{
    struct canvas *c = &f->canvas;
    struct review *r = f->review;
    unsigned columns = c->upright ? 2 : 3, count = choices->count;
    int32_t gap = c->gap_du, n = (int32_t)columns;
    int32_t width = (box.width_du - gap * (n - 1)) / n, height = c->target_du;
    for (unsigned i = 0; i < count; i++)
        height = max_du(height, choice_need(c, choices, i, width));
    unsigned rows = (unsigned)max_du(1, (box.height_du + gap) / (height + gap));
    unsigned fit = rows * columns, page = review_top(r)->list_page;
    r->list_pages = (count + fit - 1) / fit;
    r->shown_page = page < r->list_pages ? page : r->list_pages - 1;
    for (unsigned i = r->shown_page * fit; i < count && i < (r->shown_page + 1) * fit; i++) {
        unsigned at = i - r->shown_page * fit;
        struct button b = review_button(choices->verb, choices->values ? choices->values[i] : i, "",
                                        choices->labels[i]);
        b.style = i == choices->chosen ? BUTTON_ON : BUTTON_KEY;
        b.rect =
            (struct draw_rect){box.x_du + (int32_t)(at % columns) * (width + gap),
                               box.y_du + (int32_t)(at / columns) * (height + gap), width, height};
        canvas_button(c, &b);
    }
    review_turning(f);
}

static struct slice quiz_title(const struct review *r, struct slice id)
{
    for (unsigned i = 0; i < r->setup.texts.quiz_count; i++)
        if (slice_equal(r->setup.texts.quizzes[i]->id.text, id))
            return r->setup.texts.quizzes[i]->title.text;
    return id;
}

static void choose_period(struct frame *f, struct draw_rect box)
{
    const struct figures_filter *given = &f->review->setup.filter;
    struct slice labels[PERIOD_COUNT];
    for (unsigned i = 0; i < PERIOD_COUNT; i++)
        labels[i] = slice_from(review_period_name((enum review_period)i));
    const struct review_choices choices = {.verb = REVIEW_PERIOD,
                                           .labels = labels,
                                           .count = given->has_from || given->has_to ? PERIOD_COUNT
                                                                                     : PERIOD_GIVEN,
                                           .chosen = (unsigned)f->review->period};
    review_choose(f, box, &choices);
}

static void choose_name(struct frame *f, struct draw_rect box, bool quiz)
{
    const struct review *r = f->review;
    struct arena *a = f->canvas.kit->arena;
    const struct slice *names = quiz ? r->figures.quiz_names : r->figures.village_names;
    unsigned count = quiz ? r->figures.quiz_name_count : r->figures.village_name_count;
    struct slice wanted = quiz ? r->filter.quiz : r->filter.village;
    struct slice *labels = ARENA_ARRAY(a, count + 1, struct slice);
    unsigned *values = ARENA_ARRAY(a, count + 1, unsigned);
    struct review_choices choices = {
        .verb = quiz ? REVIEW_QUIZ : REVIEW_VILLAGE, .labels = labels, .values = values};
    labels[choices.count++] = slice_from(quiz ? _("All quizzes") : _("All villages"));
    for (unsigned i = 0; i < count; i++) {
        if (!names[i].size) /* Where none is known: there is no name to ask for. */
            continue;
        if (wanted.size && slice_equal(names[i], wanted))
            choices.chosen = choices.count;
        labels[choices.count] = quiz ? quiz_title(r, names[i]) : names[i];
        values[choices.count++] = i + 1;
    }
    review_choose(f, box, &choices);
}

static void draw_everything(struct frame *f)
{
    struct button b = review_button(REVIEW_EVERYTHING, 0, "arrow-counter-clockwise",
                                    slice_from(_("Show everything")));
    b.rect = (struct draw_rect){f->foot.x_du, f->foot.y_du, canvas_button_width(&f->canvas, &b),
                                f->foot.height_du};
    canvas_button(&f->canvas, &b);
}

void review_page_filter(struct frame *f)
{
    struct canvas *c = &f->canvas;
    unsigned tab = review_top(f->review)->tab;
    const struct slice tabs[] = {slice_from(_("Time")), slice_from(_("Village")),
                                 slice_from(_("Quiz"))};
    struct draw_rect box = f->content;
    review_put_text(f, &box, review_soft(c), review_scope(f), canvas_u(c, 10));
    review_tabs(f, rect_cut_top(&box, c->target_du, canvas_u(c, 24)), REVIEW_TAB, tabs, 3, tab);
    draw_everything(f);
    if (tab == 0)
        choose_period(f, box);
    else
        choose_name(f, box, tab == 2);
}
