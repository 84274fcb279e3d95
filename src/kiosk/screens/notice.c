/*
 * Interruptions: silence, a power cut that is over, and a disk that refuses.
 */
#include "base/arena.h"
#include "kiosk/screens/parts.h"

void notice_draw(struct canvas *c, const struct notice *n, struct draw_rect box)
{
    struct type title = type_centered(type_title(c)), body = type_centered(type_body(c));
    int32_t width = min_du(box.width_du, canvas_u(c, 1300)), gap = canvas_u(c, 22);
    int32_t x = box.x_du + (box.width_du - width) / 2, icon = canvas_u(c, 150);
    int32_t total = icon + gap + canvas_text_height(c, &title, n->title, width) + gap +
                    canvas_text_height(c, &body, n->text, width) + (n->more.text.size ? gap : 0) +
                    canvas_text_height(c, &body, n->more, width);
    if (total > box.height_du)
        c->fits = false;
    int32_t y = box.y_du + max_du(0, (box.height_du - total) / 2);
    canvas_badge(c, box.x_du + box.width_du / 2, y + icon / 2, icon / 2, n->color,
                 c->skin.contrast ? c->skin.on_brand : c->skin.card, (struct slice){0}, n->icon);
    y += icon + gap;
    y += canvas_text(c, &title, n->title, x, y, width) + gap;
    y += canvas_text(c, &body, n->text, x, y, width) + gap;
    canvas_text(c, &body, n->more, x, y, width);
}

/* The whole glass is one target: any touch means "I am here". */
void screen_still_there(struct canvas *c)
{
    struct draw_rect all = {0, 0, c->width_du, c->height_du};
    list_rect(c->list, all, 0, c->skin.ground, (struct draw_stroke){.color = DRAW_NO_COLOR});
    struct draw_rect box = rect_inset(all, c->margin_du);
    struct type title = type_centered(type_title(c)), body = type_centered(type_body(c));
    struct type number = type_centered(type_colored(type_title(c), c->skin.brand));
    struct type label = type_centered(type_colored(type_strong(c), c->skin.on_brand));
    number.size_du = canvas_u(c, 150);
    label.size_du = max_du(c->body_du, canvas_u(c, 52));
    struct rich count = rich_plain(arena_printf(c->kit->arena, "%d", c->view->countdown_s));
    int32_t side = canvas_u(c, 300), gap = canvas_u(c, c->upright ? 60 : 28);
    int32_t button = canvas_u(c, 150);
    struct rich ask = canvas_word(c, LABEL_STILL_THERE);
    struct rich note = canvas_word(c, LABEL_STILL_THERE_NOTE);
    int32_t width = min_du(box.width_du, canvas_u(c, 1300));
    int32_t x = box.x_du + (box.width_du - width) / 2, middle = box.x_du + box.width_du / 2;
    int32_t total = side + 3 * gap + button + canvas_text_height(c, &title, ask, width) +
                    canvas_text_height(c, &body, note, width);
    if (total > box.height_du)
        c->fits = false;
    int32_t y = box.y_du + max_du(0, (box.height_du - total) / 2);
    y += canvas_text(c, &title, ask, x, y, width) + gap;
    canvas_disc(c, middle, y + side / 2, side / 2, c->skin.card, c->skin.accent, canvas_u(c, 14));
    struct type seconds = type_centered(type_label(c));
    int32_t digits = canvas_u(c, 150);
    canvas_text_in(
        c, &number, count,
        (struct draw_rect){middle - side / 2, y + canvas_u(c, 20), side, digits * 14 / 10});
    canvas_text(c, &seconds, canvas_word(c, LABEL_SECONDS), middle - side / 2, y + canvas_u(c, 210),
                side);
    y += side + gap;
    y += canvas_text(c, &body, note, x, y, width) + gap;
    int32_t icon = label.size_du * 13 / 10;
    struct rich here = canvas_word(c, LABEL_STILL_HERE);
    int32_t text = canvas_para(c, &label, here, INT32_MAX / 4)->width_du;
    int32_t wide = text + icon + canvas_u(c, 140);
    canvas_rect(c, (struct draw_rect){middle - wide / 2, y, wide, button}, canvas_u(c, 30),
                c->skin.brand, DRAW_NO_COLOR, 0);
    int32_t left = middle - (text + icon + canvas_u(c, 20)) / 2;
    canvas_icon(c, FONT_ICON_BOLD, ICON("hand-waving"), left + icon / 2, y + button / 2, icon,
                c->skin.on_brand);
    label.align = PARA_LEFT;
    canvas_text_in(c, &label, here,
                   (struct draw_rect){left + icon + canvas_u(c, 20), y, text + DU_PER_PT, button});
    canvas_target(c, all, ACT_STILL_HERE, 0, true, here.text);
}

void screen_welcome_back(struct canvas *c)
{
    struct areas a = chrome_draw(c, canvas_word(c, LABEL_WELCOME_BACK));
    struct notice n = {.icon = ICON("lightning"),
                       .color = c->skin.brand,
                       .title = canvas_word(c, LABEL_WELCOME_BACK),
                       .text = canvas_word(c, LABEL_WELCOME_BACK_NOTE)};
    notice_draw(c, &n, a.content);
    const struct button pair[2] = {
        {.style = BUTTON_PLAIN,
         .icon = ICON("user-plus"),
         .label = canvas_word(c, LABEL_START_ANEW),
         .act = ACT_START},
        {.style = BUTTON_PRIMARY,
         .icon = ICON("arrow-right"),
         .icon_after = true,
         .label = canvas_word(c, LABEL_GO_ON),
         .act = ACT_RESUME},
    };
    chrome_equal_buttons(c, a.foot, pair);
}

void screen_trouble(struct canvas *c)
{
    struct areas a = chrome_draw(c, place_name(c));
    struct notice n = {.icon = ICON("wrench"),
                       .color = c->skin.warn,
                       .title = canvas_word(c, LABEL_TROUBLE),
                       .text = canvas_word(c, LABEL_TROUBLE_NOTE),
                       .more = rich_plain(slice_from(c->view->trouble))};
    notice_draw(c, &n, a.content);
    chrome_side_button(c, a.foot, LABEL_TRY_AGAIN, ACT_RESUME, true, ICON("arrow-clockwise"));
    chrome_main_button(c, a.foot, c->view->shut ? LABEL_PLAY_UNRECORDED : LABEL_GO_ON, ACT_NEXT,
                       true, ICON("arrow-right"));
}
