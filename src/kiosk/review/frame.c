/*
 * What stands around every page: the bar with its title, filter and "back", the rail, the foot with
 * the turning of pages; and the small pieces that all pages share.
 *
 *   landscape                         upright
 *   +--------------------------+      +-----------+
 *   | title     filter    back |      | bar       |
 *   +------+-------------------+      +-----------+
 *   | rail | content           |      | content   |
 *   |      |                   |      | foot      |
 *   |      | foot              |      +-----------+
 *   +------+-------------------+      | rail      |
 *                                     +-----------+
 */
#include <stdio.h>

#include "kiosk/review/inside.h"
#include "kiosk/screens/parts.h"

enum {
    DENSE_FROM_PX = 1280,
    DENSE_WINDOW = 66, /* Percent of a small panel's sizes. */
    DENSE_PANEL = 82,
    SIDE_LEAST_PX = 420, /* Below it type would be too small for any eye. */
    PAD = 14,
    BODY_PARTS = 28
};

/* ---- Sizes ---- */

static int32_t up_to_px(int32_t du)
{
    return (du + DU_PER_PT - 1) / DU_PER_PT * DU_PER_PT;
}

static int32_t short_side_px(const struct review *r, const struct metrics *m)
{
    int32_t side = min_du(m->width_px, m->height_px);
    if (m->width_px < DENSE_FROM_PX || m->height_px > m->width_px)
        return side;
    int32_t dense = side * (r->setup.window ? DENSE_WINDOW : DENSE_PANEL) / 100;
    return max_du(dense, min_du(side, SIDE_LEAST_PX));
}

static void set_sizes(struct canvas *c)
{
    c->percent = 100;
    c->body_du = div_ceil(c->short_du, BODY_PARTS);
    c->label_du = c->tool_label_du = c->body_du;
    c->question_du = c->body_du * 125 / 100;
    c->title_du = c->body_du * 156 / 100;
    c->target_du = c->tool_du = up_to_px(div_ceil(c->short_du, 10));
    c->gap_du = c->tool_gap_du = canvas_u(c, 16);
    c->margin_du = canvas_u(c, 30);
    c->fits = true;
}

static struct canvas canvas_of(struct review *r, struct draw_list *list,
                               struct target_list *targets, const struct metrics *metrics,
                               const struct screen_kit *kit)
{
    struct canvas c = {
        .list = list, .targets = targets, .view = &r->view, .metrics = metrics, .kit = kit};
    c.width_du = DU_PT(metrics->width_px);
    c.height_du = DU_PT(metrics->height_px);
    c.short_du = DU_PT(short_side_px(r, metrics));
    c.upright = metrics->height_px > metrics->width_px;
    c.skin = skin_for(&r->view);
    set_sizes(&c);
    return c;
}

/* ---- Pieces ---- */

struct type review_soft(const struct canvas *c)
{
    return type_colored(type_body(c), c->skin.ink_soft);
}

bool review_is_low(const struct frame *f)
{
    enum { LOW = 1100 };
    return f->canvas.height_du < canvas_u(&f->canvas, LOW);
}

struct slice review_scope(const struct frame *f)
{
    const struct report *report = &f->review->report;
    if (!report->scope.size)
        return report->period;
    return arena_printf(f->canvas.kit->arena, "%.*s · %.*s", SLICE_ARG(report->period),
                        SLICE_ARG(report->scope));
}

void review_put_text(struct frame *f, struct draw_rect *box, struct type type, struct slice text,
                     int32_t gap_du)
{
    struct rich rich = rich_plain(text);
    if (!text.size)
        return;
    int32_t height = canvas_text_height(&f->canvas, &type, rich, box->width_du);
    if (height > box->height_du)
        f->canvas.fits = false;
    canvas_text(&f->canvas, &type, rich, box->x_du, box->y_du, box->width_du);
    rect_cut_top(box, height, gap_du);
}

struct slice review_cell_text(const struct frame *f, const struct report_cell *cell)
{
    char value[REPORT_CELL_TEXT_MAX], interval[REPORT_CELL_TEXT_MAX];
    struct arena *a = f->canvas.kit->arena;
    const char *language = f->review->report.language;
    struct slice text = report_format_cell(value, cell, language);
    struct slice range = report_format_interval(interval, cell, language);
    return range.size ? arena_printf(a, "%.*s (%.*s)", SLICE_ARG(text), SLICE_ARG(range))
                      : arena_copy(a, text);
}

struct button review_button(enum review_verb verb, unsigned value, const char *icon,
                            struct slice label)
{
    return (struct button){.style = BUTTON_PLAIN,
                           .icon = slice_from(icon),
                           .label = rich_plain(label),
                           .act = ACT_REVIEW,
                           .index = review_index(verb, value)};
}

void review_tabs(struct frame *f, struct draw_rect row, enum review_verb verb,
                 const struct slice *labels, unsigned count, unsigned on)
{
    struct canvas *c = &f->canvas;
    int32_t x = row.x_du, widest = row.width_du;
    int32_t total = -c->gap_du;
    for (unsigned i = 0; i < count; i++) {
        struct button b = review_button(verb, i, "", labels[i]);
        total += canvas_button_width(c, &b) + c->gap_du;
    }
    /* All equally wide where their own widths do not fit: the labels then break. */
    bool narrow = total > row.width_du;
    widest = (row.width_du - c->gap_du * (int32_t)(count - 1)) / (int32_t)count;
    for (unsigned i = 0; i < count; i++) {
        struct button b = review_button(verb, i, "", labels[i]);
        int32_t width = narrow ? widest : canvas_button_width(c, &b);
        b.rect = (struct draw_rect){x, row.y_du, width, row.height_du};
        b.style = i == on ? BUTTON_ON : BUTTON_KEY;
        canvas_button(c, &b);
        x += width + c->gap_du;
    }
}

void review_notice(struct frame *f, struct draw_rect box, const char *icon, struct slice title,
                   struct slice text)
{
    const struct notice notice = {.icon = slice_from(icon),
                                  .color = f->canvas.skin.brand,
                                  .title = rich_plain(title),
                                  .text = rich_plain(text)};
    notice_draw(&f->canvas, &notice, box);
}

/* ---- The bar ---- */

static const char *page_title(const struct review *r)
{
    static const char *const titles[REVIEW_PAGE_COUNT] = {
        [REVIEW_OVERVIEW] = N_("Results"),
        [REVIEW_TOPICS] = N_("Topics"),
        [REVIEW_QUESTIONS] = N_("The questions"),
        [REVIEW_VILLAGES] = N_("Villages"),
        [REVIEW_DAYS] = N_("Days and scores"),
        [REVIEW_VISIT] = N_("A visit at home"),
        [REVIEW_TOPIC] = N_("One topic"),
        [REVIEW_QUESTION] = N_("One question"),
        [REVIEW_ENLARGED] = N_("As people saw it"),
        [REVIEW_NOTES] = N_("How to read this"),
        [REVIEW_FILTER] = N_("What to show"),
        [REVIEW_VISIT_VILLAGE] = N_("In which village?"),
        [REVIEW_VISIT_NUMBER] = N_("Number on the sheet"),
    };
    return _(titles[r->places[r->depth - 1].page]);
}

static bool is_filtered(const struct figures_filter *f)
{
    return f->has_from || f->has_to || f->village.size || f->quiz.size || f->kiosk.size;
}

static struct button back_button(const struct canvas *c, bool close)
{
    return (struct button){.icon = close ? ICON("x") : ICON("arrow-left"),
                           .style = BUTTON_PLAIN,
                           .label = close ? rich_plain(slice_from(_("Close")))
                                          : canvas_word(c, LABEL_BACK),
                           .act = ACT_BACK};
}

/* The same for both, so that nothing beside it moves. */
static int32_t back_width(const struct canvas *c)
{
    struct button back = back_button(c, false), close = back_button(c, true);
    return max_du(canvas_button_width(c, &back), canvas_button_width(c, &close));
}

/* From the right: back, the filter, then look and language where the window has them. */
static int32_t draw_bar_buttons(struct frame *f, int32_t right_du, int32_t y_du)
{
    struct canvas *c = &f->canvas;
    const struct review *r = f->review;
    bool window = r->setup.window;
    bool close = r->depth == 1 && window;
    struct button buttons[] = {
        back_button(c, close),
        review_button(REVIEW_OPEN, REVIEW_FILTER, "funnel", slice_from(_("Show"))),
        review_button(REVIEW_CONTRAST, 0, "circle-half", (struct slice){0}),
        review_button(REVIEW_LANGUAGE, 0, "translate", (struct slice){0}),
    };
    buttons[1].style = is_filtered(&r->filter) ? BUTTON_ON : BUTTON_PLAIN;
    buttons[2].spoken = canvas_word(c, LABEL_CONTRAST).text;
    buttons[2].style = r->view.high_contrast ? BUTTON_ON : BUTTON_PLAIN;
    buttons[3].spoken = slice_from(label_other_language(r->view.language));
    int32_t x = right_du;
    for (unsigned i = 0; i < (window ? 4u : 2u); i++) {
        int32_t width = i == 0 ? back_width(c) : canvas_button_width(c, &buttons[i]);
        x -= width;
        buttons[i].rect = (struct draw_rect){x, y_du, width, c->tool_du};
        canvas_button(c, &buttons[i]);
        x -= c->gap_du;
    }
    return x;
}

static int32_t bar_height(const struct canvas *c)
{
    return c->tool_du + 2 * canvas_u(c, PAD);
}

/* Last of all, so that Tab comes to what the page is about before it comes to "back". */
static void draw_bar(struct frame *f)
{
    struct canvas *c = &f->canvas;
    int32_t pad = canvas_u(c, PAD), height = bar_height(c);
    int32_t line = max_du(canvas_u(c, 2), DU_PER_PT);
    list_rect(c->list, (struct draw_rect){0, 0, c->width_du, height}, 0, c->skin.card,
              (struct draw_stroke){.color = DRAW_NO_COLOR});
    list_rect(c->list, (struct draw_rect){0, height - line, c->width_du, line}, 0, c->skin.line,
              (struct draw_stroke){.color = DRAW_NO_COLOR});
    int32_t left = draw_bar_buttons(f, c->width_du - c->margin_du, pad);
    struct type title = type_colored(type_sized(type_strong(c), c->title_du), c->skin.brand);
    canvas_text_shrunk(
        c, title, c->body_du, rich_plain(slice_from(page_title(f->review))),
        (struct draw_rect){c->margin_du, pad, left - c->margin_du - c->gap_du, c->tool_du});
}

/* ---- The rail ---- */

static const struct {
    const char *icon, *label;
} rail[REVIEW_RAIL_COUNT] = {
    [REVIEW_OVERVIEW] = {"squares-four", N_("Overview")},
    [REVIEW_TOPICS] = {"book-open-text", N_("Topics")},
    [REVIEW_QUESTIONS] = {"question", N_("The questions")},
    [REVIEW_VILLAGES] = {"map-pin", N_("Villages")},
    [REVIEW_DAYS] = {"calendar-dots", N_("Days")},
    [REVIEW_VISIT] = {"house-line", N_("Visits")},
};

/* The page of the rail that the pile stands on. */
static enum review_page rail_page(const struct review *r)
{
    enum review_page page = REVIEW_OVERVIEW;
    for (unsigned i = 0; i < r->depth; i++)
        if (r->places[i].page < REVIEW_RAIL_COUNT)
            page = r->places[i].page;
    return page;
}

static void draw_rail_item(struct frame *f, unsigned page, struct draw_rect rect, bool stacked)
{
    struct canvas *c = &f->canvas;
    const struct skin *s = &c->skin;
    bool on = rail_page(f->review) == (enum review_page)page;
    struct slice label = slice_from(_(rail[page].label));
    int target = canvas_target(c, rect, ACT_REVIEW, review_index(REVIEW_GO, page), true, label);
    bool pressed = canvas_pressed(c, target);
    int32_t radius = canvas_u(c, 18), icon = c->body_du * 14 / 10, pad = canvas_u(c, 16);
    struct draw_color ink = pressed || on ? s->on_brand : s->ink;
    if (pressed || on)
        canvas_rect(c, rect, radius, pressed ? s->brand_deep : s->brand, DRAW_NO_COLOR, 0);
    canvas_focus_ring(c, target, rect, radius);
    struct type type = type_colored(type_label(c), ink);
    if (stacked) {
        struct draw_rect words = rect;
        canvas_icon(c, FONT_ICON_BOLD, slice_from(rail[page].icon), rect.x_du + rect.width_du / 2,
                    rect.y_du + pad / 2 + icon / 2, icon, ink);
        rect_cut_top(&words, pad / 2 + icon, 0);
        type = type_centered(type_sized(type, c->body_du * 8 / 10));
        canvas_text_in(c, &type, rich_plain(label), words);
        return;
    }
    canvas_icon(c, FONT_ICON_BOLD, slice_from(rail[page].icon), rect.x_du + pad + icon / 2,
                rect.y_du + rect.height_du / 2, icon, ink);
    canvas_text_in(c, &type, rich_plain(label),
                   (struct draw_rect){rect.x_du + pad + icon + pad / 2, rect.y_du,
                                      rect.width_du - 2 * pad - icon - pad / 2, rect.height_du});
}

static int32_t rail_width(const struct frame *f)
{
    const struct canvas *c = &f->canvas;
    struct type type = type_label(c);
    int32_t widest = 0;
    for (unsigned i = 0; i < REVIEW_RAIL_COUNT; i++) {
        struct rich label = rich_plain(slice_from(_(rail[i].label)));
        widest = max_du(widest, canvas_para(c, &type, label, INT32_MAX / 4)->width_du);
    }
    return up_to_px(widest + c->body_du * 14 / 10 + 3 * canvas_u(c, 16));
}

static void draw_rail(struct frame *f, struct draw_rect *rest)
{
    struct canvas *c = &f->canvas;
    int32_t gap = canvas_u(c, 8), pad = canvas_u(c, PAD);
    struct draw_rect strip = c->upright
                                 ? rect_cut_bottom(rest, c->target_du + c->body_du + 2 * pad, 0)
                                 : rect_cut_left(rest, rail_width(f) + 2 * pad, 0);
    list_rect(c->list, strip, 0, c->skin.card, (struct draw_stroke){.color = DRAW_NO_COLOR});
    int32_t line = max_du(canvas_u(c, 2), DU_PER_PT);
    struct draw_rect edge = {strip.x_du, strip.y_du, strip.width_du, line};
    if (!c->upright)
        edge = (struct draw_rect){strip.x_du + strip.width_du - line, strip.y_du, line,
                                  strip.height_du};
    list_rect(c->list, edge, 0, c->skin.line, (struct draw_stroke){.color = DRAW_NO_COLOR});
    strip = rect_inset(strip, pad);
    int32_t count = REVIEW_RAIL_COUNT;
    int32_t width = c->upright ? (strip.width_du - gap * (count - 1)) / count : strip.width_du;
    int32_t height = min_du((strip.height_du - gap * (count - 1)) / count, c->target_du * 12 / 10);
    if (c->upright)
        height = strip.height_du;
    for (int32_t i = 0; i < count; i++) {
        struct draw_rect cell = {strip.x_du + (c->upright ? i * (width + gap) : 0),
                                 strip.y_du + (c->upright ? 0 : i * (height + gap)), width, height};
        draw_rail_item(f, (unsigned)i, cell, c->upright);
    }
}

/* ---- The foot ---- */

void review_turning(struct frame *f)
{
    struct canvas *c = &f->canvas;
    struct review *r = f->review;
    if (r->list_pages < 2)
        return;
    struct arena *a = c->kit->arena;
    bool first = r->shown_page == 0, last = r->shown_page + 1 == r->list_pages;
    struct rich where = rich_plain(arena_printf(a, "%u / %u", r->shown_page + 1, r->list_pages));
    struct button next = {.style = BUTTON_PLAIN,
                          .icon = ICON("caret-right"),
                          .icon_after = true,
                          .label = canvas_word(c, LABEL_MORE),
                          .act = ACT_PAGE,
                          .index = (int32_t)(r->shown_page + 1),
                          .disabled = last};
    struct button before = {.style = BUTTON_PLAIN,
                            .icon = ICON("caret-left"),
                            .spoken = canvas_word(c, LABEL_EARLIER).text,
                            .act = ACT_PAGE,
                            .index = (int32_t)r->shown_page - 1,
                            .disabled = first};
    struct type type = type_centered(type_label(c));
    int32_t right = f->foot.x_du + f->foot.width_du, width = canvas_button_width(c, &next);
    int32_t middle = canvas_para(c, &type, where, INT32_MAX / 4)->width_du + 2 * c->gap_du;
    next.rect = (struct draw_rect){right - width, f->foot.y_du, width, c->target_du};
    struct draw_rect count = {next.rect.x_du - middle, f->foot.y_du, middle, c->target_du};
    width = canvas_button_width(c, &before);
    before.rect = (struct draw_rect){count.x_du - width, f->foot.y_du, width, c->target_du};
    canvas_button(c, &before);
    canvas_text_in(c, &type, where, count);
    canvas_button(c, &next);
    f->foot.width_du = before.rect.x_du - c->gap_du - f->foot.x_du;
}

/* ---- The whole ---- */

static void draw_page(struct frame *f)
{
    static void (*const pages[REVIEW_PAGE_COUNT])(struct frame *) = {
        [REVIEW_OVERVIEW] = review_page_overview,
        [REVIEW_TOPICS] = review_page_topics,
        [REVIEW_QUESTIONS] = review_page_questions,
        [REVIEW_VILLAGES] = review_page_villages,
        [REVIEW_DAYS] = review_page_days,
        [REVIEW_VISIT] = review_page_visit,
        [REVIEW_TOPIC] = review_page_topic,
        [REVIEW_QUESTION] = review_page_question,
        [REVIEW_ENLARGED] = review_page_enlarged,
        [REVIEW_NOTES] = review_page_notes,
        [REVIEW_FILTER] = review_page_filter,
        [REVIEW_VISIT_VILLAGE] = review_page_visit_village,
        [REVIEW_VISIT_NUMBER] = review_page_number,
    };
    struct review *r = f->review;
    enum review_page page = review_top(r)->page;
    bool needs_records =
        page != REVIEW_VISIT && page != REVIEW_VISIT_VILLAGE && page != REVIEW_VISIT_NUMBER;
    if (!r->read && needs_records)
        review_notice(f, f->content, "warning", slice_from(_("The records cannot be read")),
                      slice_from(r->problem));
    else
        pages[page](f);
}

bool review_draw(struct draw_list *list, struct target_list *targets, struct review *r,
                 const struct metrics *metrics, const struct screen_kit *kit)
{
    struct frame f = {.review = r, .panel = metrics};
    para_cache_trim(kit->paras);
    f.canvas = canvas_of(r, list, targets, metrics, kit);
    struct canvas *c = &f.canvas;
    targets->count = 0;
    r->list_pages = r->shown_page = 0;
    list_reset(list, c->width_du, c->height_du);
    struct draw_rect rest = {0, 0, c->width_du, c->height_du};
    list_rect(list, rest, 0, c->skin.ground, (struct draw_stroke){.color = DRAW_NO_COLOR});
    rect_cut_top(&rest, bar_height(c), 0);
    draw_rail(&f, &rest);
    f.content = rect_inset(rest, canvas_u(c, 26));
    f.foot = rect_cut_bottom(&f.content, c->target_du, c->gap_du);
    draw_page(&f);
    draw_bar(&f);
    list_finish(list);
    return c->fits;
}
