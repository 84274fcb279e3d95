/*
 * Before a round: the commune's posters, the choice of a subject, and a touch to try.
 */
#include "kiosk/screens/pages.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/scaled.h"

/* --- Attract --- */

static void draw_invitation(struct canvas *c, struct draw_rect box)
{
    struct type title = type_centered(type_colored(type_title(c), c->skin.on_brand));
    struct type note = type_centered(type_colored(type_body(c), c->skin.on_brand));
    struct type touch = type_centered(type_title(c));
    touch.color = c->skin.contrast ? c->skin.card : c->skin.ink;
    title.size_du = canvas_u(c, 84);
    touch.size_du = canvas_u(c, 66);
    int32_t pad = canvas_u(c, 40), gap = canvas_u(c, 44);
    int32_t x = box.x_du + pad, width = box.width_du - 2 * pad;
    struct rich words = canvas_word(c, LABEL_ATTRACT_TITLE);
    struct rich small = canvas_word(c, LABEL_ATTRACT_NOTE);
    struct rich start = canvas_word(c, LABEL_TOUCH_TO_START);
    int32_t icon = canvas_u(c, 110), button = canvas_u(c, 190);
    int32_t total = canvas_text_height(c, &title, words, width) + gap / 2 +
                    canvas_text_height(c, &note, small, width) + gap + button;
    if (total > box.height_du)
        c->fits = false;
    int32_t y = box.y_du + (box.height_du - total) / 2;
    y += canvas_text(c, &title, words, x, y, width) + gap / 2;
    y += canvas_text(c, &note, small, x, y, width) + gap;
    int32_t text = canvas_para(c, &touch, start, INT32_MAX / 4)->width_du;
    int32_t wanted = min_du(width, text + icon + 3 * pad);
    struct draw_rect r = {box.x_du + (box.width_du - wanted) / 2, y, wanted, button};
    canvas_rect(c, r, button / 2, c->skin.contrast ? c->skin.ink : c->skin.accent, DRAW_NO_COLOR,
                0);
    canvas_icon(c, FONT_ICON_FILL, ICON("hand-tap"), r.x_du + pad + icon / 2, y + button / 2, icon,
                touch.color);
    canvas_text_shrunk(
        c, touch, canvas_u(c, 48), start,
        (struct draw_rect){r.x_du + pad + icon + pad / 4, y, r.width_du - 2 * pad - icon, button});
}

void screen_attract(struct canvas *c)
{
    const struct screen_kit *kit = c->kit;
    /* The tools stand where they stand on every other screen. */
    struct areas a = chrome_draw(c, place_name(c));
    struct draw_rect box = {0, a.bar_du, c->width_du, c->height_du - a.bar_du};
    list_rect(c->list, box, 0, c->skin.contrast ? c->skin.ground : c->skin.brand,
              (struct draw_stroke){.color = DRAW_NO_COLOR});
    if (c->skin.contrast) {
        c->skin.on_brand = c->skin.ink;
        c->skin.ink = c->skin.brand;
    }
    struct draw_rect touch = {0, a.content.y_du, c->width_du, c->height_du - a.content.y_du};
    if (kit->poster_count) {
        const struct draw_list *poster = &kit->posters[c->view->attract_page % kit->poster_count];
        struct draw_rect place =
            c->upright ? rect_cut_top(&box, box.height_du - canvas_u(c, 720), 0)
                       : rect_cut_left(&box,
                                       min_du(c->width_du * 55 / 100,
                                              (int32_t)((int64_t)box.height_du * poster->width_du /
                                                        poster->height_du)),
                                       0);
        scaled_append(c->list, poster, place);
    }
    draw_invitation(c, box);
    canvas_target(c, touch, ACT_START, 0, true, canvas_word(c, LABEL_TOUCH_TO_START).text);
}

/* --- Choose --- */

enum { PAD = 24, DISC = 50 };

static struct slice quiz_icon(const struct quiz *q)
{
    return q->icon.text.size ? q->icon.text : ICON("question");
}

static struct draw_color quiz_color(const struct canvas *c, const struct quiz *q)
{
    struct view about = {.screen = SCREEN_END, .quiz = q};
    return c->skin.contrast ? c->skin.brand : skin_for(&about).brand;
}

static int32_t quiz_text_width(const struct canvas *c, int32_t width_du)
{
    return width_du - 3 * canvas_u(c, PAD) - 2 * canvas_u(c, DISC);
}

static int32_t quiz_need(const struct canvas *c, const void *context, unsigned index,
                         int32_t width_du)
{
    const bool *with_about = context;
    const struct quiz *q = c->view->quizzes[index];
    struct type title = type_strong(c), about = type_label(c);
    about.font = FONT_REGULAR;
    int32_t width = quiz_text_width(c, width_du);
    const struct para *para = canvas_para(c, &title, rich_plain(q->title.text), width);
    int32_t height = para->height_du + canvas_u(c, 20);
    if (*with_about)
        height += canvas_text_height(c, &about, q->about.rich, width);
    return para->too_wide ? INT32_MAX / 2 : height;
}

static void draw_quiz(struct canvas *c, struct draw_rect r, unsigned index, bool with_about)
{
    const struct quiz *q = c->view->quizzes[index];
    int target = canvas_target(c, r, ACT_CHOOSE, (int32_t)index, true, q->title.text);
    bool pressed = canvas_pressed(c, target);
    struct draw_color color = quiz_color(c, q);
    canvas_rect(c, pressed ? rect_inset(r, canvas_u(c, 4)) : r, canvas_u(c, 28),
                pressed                             ? c->skin.brand_tint
                : canvas_is_read(c, (int)index + 1) ? c->skin.lit
                                                    : c->skin.card,
                pressed ? color : c->skin.line, canvas_u(c, pressed ? 7 : 4));
    canvas_focus_ring(c, target, r, canvas_u(c, 28));
    int32_t pad = canvas_u(c, PAD), radius = canvas_u(c, DISC);
    canvas_badge(c, r.x_du + pad + radius, r.y_du + r.height_du / 2, radius, color,
                 c->skin.on_brand, (struct slice){0}, quiz_icon(q));
    struct type title = type_strong(c), about = type_colored(type_label(c), c->skin.ink_soft);
    about.font = FONT_REGULAR;
    int32_t width = quiz_text_width(c, r.width_du), x = r.x_du + 2 * pad + 2 * radius;
    int32_t height = canvas_text_height(c, &title, rich_plain(q->title.text), width);
    if (with_about)
        height += canvas_text_height(c, &about, q->about.rich, width);
    int32_t y = r.y_du + (r.height_du - height) / 2;
    y += canvas_text(c, &title, rich_plain(q->title.text), x, y, width);
    if (with_about)
        canvas_text(c, &about, q->about.rich, x, y, width);
}

static void draw_quizzes(struct canvas *c, struct draw_rect box, struct draw_rect foot)
{
    static const unsigned landscape[] = {2, 3, 4, 5, 0}, upright[] = {1, 2, 3, 0};
    unsigned count = c->view->quiz_count;
    const unsigned *columns = c->upright ? upright : landscape;
    bool with_about = true;
    struct grid g = grid_plan(c, box, count, columns, canvas_u(c, 210), quiz_need, &with_about);
    /* The second line goes only when smaller type would not save it. */
    if (!g.fits && canvas_is_at_floor(c)) {
        with_about = false;
        g = grid_plan(c, box, count, columns, canvas_u(c, 210), quiz_need, &with_about);
    }
    struct pages p = {.grid = g, .count = count, .page_count = 1};
    if (!g.fits) {
        /* An upright foot is too narrow for what already stands there and the turning. */
        if (c->upright)
            foot = rect_cut_bottom(&box, foot.height_du, c->gap_du);
        p = pages_plan(c, box, count, columns, canvas_u(c, 210), quiz_need, &with_about);
    }
    /* Reading goes through all of them, and the pages turn with it. */
    if (c->view->reading && c->view->reading_part > 0)
        pages_turn_to(&p, (unsigned)c->view->reading_part - 1, count);
    for (unsigned i = 0; i < p.count; i++)
        draw_quiz(c, grid_cell(&p.grid, i), p.first + i, with_about);
    pages_draw_turning(c, &p, foot);
}

/* The commune's name; where nobody entered anything, what this is; in practice, that it is. */
struct rich place_name(const struct canvas *c)
{
    const struct commune *commune = c->view->commune;
    if (c->view->practice)
        return canvas_word(c, LABEL_PRACTICE_BAR);
    if (commune && commune->name.text.size)
        return rich_plain(commune->name.text);
    return rich_plain(SLICE("Ngõ Số"));
}

void screen_choose(struct canvas *c)
{
    struct areas a = chrome_draw(c, place_name(c));
    struct type question = type_question(c);
    struct rich words = canvas_word(c, c->view->quiz_count ? LABEL_CHOOSE : LABEL_NO_QUIZZES);
    struct draw_rect box = a.content;
    if (c->view->quiz_count == 0) {
        question = type_centered(question);
        canvas_text_in(c, &question, words, box);
        return;
    }
    int32_t height = canvas_text_height(c, &question, words, box.width_du);
    struct draw_rect head = rect_cut_top(&box, height, canvas_u(c, c->upright ? 36 : 18));
    canvas_text(c, &question, words, head.x_du, head.y_du, head.width_du);
    chrome_side_button(c, a.foot, LABEL_TRY_TOUCH, ACT_TRY, true, ICON("hand-tap"));
    draw_quizzes(c, box, a.foot);
}

/* --- Practice --- */

void screen_practice(struct canvas *c)
{
    struct areas a = chrome_draw(c, canvas_word(c, LABEL_TRY_TOUCH));
    bool hit = c->view->practice_hits > 0;
    struct type title = type_centered(type_title(c)), body = type_centered(type_body(c));
    struct rich words = canvas_word(c, hit ? LABEL_PRACTICE_GOOD : LABEL_PRACTICE);
    struct rich note = canvas_word(c, LABEL_PRACTICE_NOTE);
    struct draw_rect box = a.content;
    title.size_du = min_du(title.size_du, canvas_u(c, 70));
    int32_t y = box.y_du;
    y += canvas_text(c, &title, words, box.x_du, y, box.width_du) + canvas_u(c, 8);
    if (!hit)
        y += canvas_text(c, &body, note, box.x_du, y, box.width_du);
    rect_cut_top(&box, y - box.y_du, canvas_u(c, 24));
    int32_t side = min_du(min_du(box.height_du, box.width_du), canvas_u(c, 480));
    if (side < canvas_u(c, 240))
        c->fits = false;
    side = max_du(side, canvas_u(c, 120));
    struct draw_rect r = {box.x_du + (box.width_du - side) / 2,
                          box.y_du + (box.height_du - side) / 2, side, side};
    int target = canvas_target(c, r, ACT_TRY, 0, true, canvas_word(c, LABEL_PRACTICE_HERE).text);
    bool pressed = canvas_pressed(c, target);
    struct draw_color fill = pressed ? c->skin.brand_deep : hit ? c->skin.ok : c->skin.brand;
    struct draw_color ink = hit && c->skin.contrast ? c->skin.card : c->skin.on_brand;
    canvas_disc(c, r.x_du + side / 2, r.y_du + side / 2, side / 2, c->skin.brand_tint,
                DRAW_NO_COLOR, 0);
    /* A small one has a narrow rim: the words need the room. */
    int32_t radius = side * (side < canvas_u(c, 400) ? 48 : 42) / 100;
    canvas_disc(c, r.x_du + side / 2, r.y_du + side / 2, radius, fill, DRAW_NO_COLOR, 0);
    canvas_focus_ring(c, target, r, side / 2);
    struct type label = type_centered(type_colored(type_strong(c), ink));
    int32_t icon = side * 26 / 100, text = type_line_du(&label);
    canvas_icon(c, FONT_ICON_FILL, hit ? ICON("check-circle") : ICON("hand-tap"), r.x_du + side / 2,
                r.y_du + side / 2 - text / 2, icon, ink);
    /* As wide as the disc is there, and clear of its edge. */
    canvas_text_shrunk(c, label, canvas_u(c, 36), canvas_word(c, LABEL_PRACTICE_HERE),
                       (struct draw_rect){r.x_du + side * 11 / 100,
                                          r.y_du + side / 2 + icon / 2 - text / 4, side * 78 / 100,
                                          text});
    chrome_side_button(c, a.foot, LABEL_BACK, ACT_BACK, true, ICON("arrow-left"));
    chrome_main_button(c, a.foot, LABEL_NEXT, ACT_NEXT, true, ICON("arrow-right"));
}
