/*
 * Answers that build up by taps: an order, pairs, and a place in a picture or on a drawn phone.
 */
#include "base/arena.h"
#include "draw/image.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/phone.h"

enum { PAD = 22, PAD_COMPACT = 12, BADGE = 36, BADGE_COMPACT = 30 };

/* The most compact attempt leaves more room to words. */
static bool is_compact(const struct canvas *c)
{
    return c->tight || (c->side && (c->upright || canvas_is_at_floor(c)));
}

static int32_t tile_pad(const struct canvas *c)
{
    return canvas_u(c, is_compact(c) ? PAD_COMPACT : PAD);
}

static int32_t tile_badge(const struct canvas *c)
{
    return canvas_u(c, is_compact(c) ? BADGE_COMPACT : BADGE);
}

static bool is_lit(const struct canvas *c, unsigned place)
{
    return c->view->reading && c->view->reading_part == (int)place + 1;
}

static int32_t text_width(const struct canvas *c, int32_t width_du)
{
    return width_du - 3 * tile_pad(c) - 2 * tile_badge(c);
}

static int32_t text_need(const struct canvas *c, struct rich text, int32_t width_du)
{
    struct type type = type_body(c);
    const struct para *para = canvas_para(c, &type, text, text_width(c, width_du));
    return para->too_wide ? INT32_MAX / 2 : para->height_du + canvas_u(c, 20);
}

static int32_t option_need(const struct canvas *c, const void *context, unsigned index,
                           int32_t width_du)
{
    (void)context;
    return text_need(c, option_text(c, index), width_du);
}

struct tile {
    struct draw_rect rect;
    enum view_act act;
    int32_t index;
    struct rich text;
    bool chosen, lit, badge_right;
    bool next; /**< Waits for its partner. */
    struct draw_color badge, badge_ink;
    struct slice badge_text, badge_icon;
    struct draw_color line; /**< Of a chosen tile. */
};

static void draw_tile(struct canvas *c, const struct tile *t)
{
    int target = canvas_target(c, t->rect, t->act, t->index, true, t->text.text);
    bool pressed = canvas_pressed(c, target);
    struct draw_color fill = t->next                ? c->skin.lit
                             : t->chosen || pressed ? c->skin.brand_tint
                             : t->lit               ? c->skin.lit
                                                    : c->skin.card;
    canvas_rect(c, pressed ? rect_inset(t->rect, canvas_u(c, 4)) : t->rect, canvas_u(c, 24), fill,
                t->chosen || pressed ? t->line : c->skin.line, canvas_u(c, t->chosen ? 7 : 4));
    canvas_focus_ring(c, target, t->rect, canvas_u(c, 24));
    int32_t pad = tile_pad(c), radius = tile_badge(c);
    int32_t y = t->rect.y_du + t->rect.height_du / 2, left = t->rect.x_du + pad;
    int32_t badge_x =
        t->badge_right ? t->rect.x_du + t->rect.width_du - pad - radius : left + radius;
    if (t->badge_text.size || t->badge_icon.size)
        canvas_badge(c, badge_x, y, radius, t->badge, t->badge_ink, t->badge_text, t->badge_icon);
    else
        canvas_disc(c, badge_x, y, radius, c->skin.card, c->skin.line, canvas_u(c, 4));
    struct type type = type_body(c);
    canvas_text_in(c, &type, t->text,
                   (struct draw_rect){t->badge_right ? left : left + 2 * radius + pad, t->rect.y_du,
                                      text_width(c, t->rect.width_du), t->rect.height_du});
}

/* --- Order --- */

void answers_order(struct canvas *c, struct draw_rect box)
{
    static const unsigned landscape[] = {1, 2, 3, 0}, upright[] = {1, 2, 0};
    const struct view *v = c->view;
    unsigned count = v->question->option_count;
    struct grid g = grid_plan(c, box, count, c->upright ? upright : landscape, canvas_u(c, 150),
                              option_need, NULL);
    c->fits = c->fits && g.fits;
    for (unsigned i = 0; i < count; i++) {
        bool done = v->sequence[i] > 0;
        struct tile t = {.rect = grid_cell(&g, i),
                         .act = ACT_OPTION,
                         .index = (int32_t)i,
                         .text = option_text(c, i),
                         .chosen = done,
                         .lit = is_lit(c, i),
                         .badge = c->skin.brand,
                         .badge_ink = c->skin.on_brand,
                         .line = c->skin.brand};
        if (done)
            t.badge_text = arena_printf(c->kit->arena, "%u", v->sequence[i]);
        draw_tile(c, &t);
    }
}

/* --- Match --- */

static struct rich slot_text(const struct canvas *c, unsigned slot)
{
    const struct quiz_question *q = c->view->question;
    unsigned index = c->view->slot_order[slot];
    return index < q->option_count ? q->options[index].match.rich : (struct rich){0};
}

static int32_t pair_need(const struct canvas *c, const void *context, unsigned index,
                         int32_t width_du)
{
    (void)context;
    return max_du(text_need(c, option_text(c, index), width_du),
                  text_need(c, slot_text(c, index), width_du));
}

static int place_of_slot(const struct view *v, unsigned slot)
{
    for (unsigned i = 0; i < v->question->option_count; i++)
        if (v->pair[i] == (int)slot)
            return (int)i;
    return -1;
}

static void draw_left(struct canvas *c, struct draw_rect rect, unsigned i)
{
    const struct view *v = c->view;
    bool paired = v->pair[i] >= 0, pending = v->pending == (int)i;
    struct draw_color color = pair_color(c, i);
    struct tile t = {.rect = rect,
                     .act = ACT_OPTION,
                     .index = (int32_t)i,
                     .text = option_text(c, i),
                     .chosen = paired || pending,
                     .next = pending,
                     .lit = is_lit(c, i),
                     .badge_right = true,
                     .badge = paired || pending ? color : c->skin.brand_tint,
                     .badge_ink = paired || pending ? c->skin.on_brand : c->skin.brand,
                     .badge_text = option_letter(i),
                     .line = color};
    draw_tile(c, &t);
}

static void draw_right(struct canvas *c, struct draw_rect rect, unsigned slot)
{
    int place = place_of_slot(c->view, slot);
    struct draw_color color = pair_color(c, place < 0 ? 0 : (unsigned)place);
    struct tile t = {.rect = rect,
                     .act = ACT_SLOT,
                     .index = (int32_t)slot,
                     .text = slot_text(c, slot),
                     .chosen = place >= 0,
                     .lit = is_lit(c, c->view->question->option_count + slot),
                     .badge = color,
                     .badge_ink = c->skin.on_brand,
                     .badge_text = place >= 0 ? option_letter((unsigned)place) : (struct slice){0},
                     .line = color};
    draw_tile(c, &t);
}

static void draw_connection(struct canvas *c, struct draw_rect left, struct draw_rect right,
                            unsigned place)
{
    int32_t x1 = left.x_du + left.width_du, x2 = right.x_du;
    int32_t y1 = left.y_du + left.height_du / 2, y2 = right.y_du + right.height_du / 2;
    int32_t third = (x2 - x1) / 2;
    list_move(c->list, x1, y1);
    list_cubic_to(c->list, x1 + third, y1, x2 - third, y2, x2, y2);
    list_path_end(c->list, DRAW_NO_COLOR,
                  (struct draw_stroke){.color = pair_color(c, place), .width_du = canvas_u(c, 8)});
}

void answers_match(struct canvas *c, struct draw_rect box)
{
    static const unsigned one[] = {1, 0};
    const struct view *v = c->view;
    unsigned count = v->question->option_count;
    int32_t between = canvas_u(c, is_compact(c) ? 44 : c->upright || c->side ? 70 : 120);
    int32_t width = (box.width_du - between) / 2 / DU_PER_PT * DU_PER_PT;
    struct draw_rect left = rect_cut_left(&box, width, box.width_du - 2 * width), right = box;
    struct grid l = grid_plan(c, left, count, one, canvas_u(c, 150), pair_need, NULL), r = l;
    r.box = right;
    c->fits = c->fits && l.fits;
    for (unsigned i = 0; i < count; i++)
        if (v->pair[i] >= 0 && v->pair[i] < (int)count)
            draw_connection(c, grid_cell(&l, i), grid_cell(&r, (unsigned)v->pair[i]), i);
    for (unsigned i = 0; i < count; i++)
        draw_left(c, grid_cell(&l, i), i);
    for (unsigned i = 0; i < count; i++)
        draw_right(c, grid_cell(&r, i), i);
}

/* --- A place in a picture --- */

static struct draw_rect picture_rect(const struct draw_image *image, struct draw_rect box)
{
    int64_t by_height = (int64_t)box.height_du * image->width / image->height;
    int32_t width = by_height < box.width_du ? (int32_t)by_height : box.width_du;
    int32_t height = (int32_t)((int64_t)width * image->height / image->width);
    return (struct draw_rect){box.x_du + (box.width_du - width) / 2,
                              box.y_du + (box.height_du - height) / 2, width, height};
}

/* The place, grown to a target around its middle, and moved into the picture. */
static struct draw_rect place_rect(const struct canvas *c, struct draw_rect p,
                                   const struct quiz_option *o)
{
    int32_t x = p.x_du + du_scale(p.width_du, o->x, 1000);
    int32_t y = p.y_du + du_scale(p.height_du, o->y, 1000);
    int32_t w = du_scale(p.width_du, o->width, 1000), h = du_scale(p.height_du, o->height, 1000);
    struct draw_rect r = {x, y, max_du(w, c->target_du), max_du(h, c->target_du)};
    r.x_du -= (r.width_du - w) / 2;
    r.y_du -= (r.height_du - h) / 2;
    r.x_du = max_du(p.x_du, min_du(r.x_du, p.x_du + p.width_du - r.width_du));
    r.y_du = max_du(p.y_du, min_du(r.y_du, p.y_du + p.height_du - r.height_du));
    return r;
}

static void draw_place(struct canvas *c, struct draw_rect picture, unsigned place)
{
    const struct quiz_option *o = option_at(c->view, place);
    struct draw_rect r = place_rect(c, picture, o);
    bool chosen = c->view->marks[place] == MARK_CHOSEN;
    int target = canvas_target(c, r, ACT_PLACE, (int32_t)place, true, option_text(c, place).text);
    bool strong = chosen || canvas_pressed(c, target) || is_lit(c, place);
    if (canvas_pressed(c, target))
        r = rect_inset(r, canvas_u(c, 6));
    canvas_rect(c, r, canvas_u(c, 20), DRAW_NO_COLOR, c->skin.card, canvas_u(c, strong ? 14 : 9));
    canvas_rect(c, r, canvas_u(c, 20), DRAW_NO_COLOR, c->skin.brand, canvas_u(c, strong ? 9 : 4));
    int32_t radius = canvas_u(c, 30);
    canvas_badge(c, r.x_du + radius, r.y_du + radius, radius, c->skin.brand, c->skin.on_brand,
                 option_letter(place), chosen ? ICON("check") : (struct slice){0});
    canvas_focus_ring(c, target, r, canvas_u(c, 20));
}

static void answers_picture(struct canvas *c, struct draw_rect box)
{
    struct draw_rect p = picture_rect(c->kit->picture, box);
    list_image(c->list, p, c->kit->picture);
    for (unsigned i = 0; i < c->view->question->option_count; i++)
        draw_place(c, p, i);
}

void answers_point(struct canvas *c, struct draw_rect box)
{
    const struct quiz_question *q = c->view->question;
    if (q->picture.text.size && c->kit->picture && box.height_du > 2 * c->target_du)
        answers_picture(c, box);
    else
        phone_draw_screen(c, box);
}
