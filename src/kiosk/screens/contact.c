/*
 * Follow-up, only with consent: the notice (facts.md section 3, points 1 to 6), village, name,
 * telephone, and the code with which it can be deleted. Agreeing and skipping weigh the same.
 */
#include "base/arena.h"
#include "kiosk/screens/consent.h"
#include "kiosk/screens/pages.h"
#include "kiosk/screens/parts.h"

/* --- Consent --- */

static struct rich point(const struct canvas *c, unsigned index)
{
    return canvas_markup(c, consent_point(c->view, index, c->kit->arena));
}

static void draw_points(struct canvas *c, struct draw_rect box)
{
    static const struct slice icons[CONSENT_POINTS] = {{"smiley", 6},
                                                       {"phone-call", 10},
                                                       {"users-three", 11},
                                                       {"clock-countdown", 15},
                                                       {"key", 3}};
    struct type type = type_body(c);
    int32_t icon = type.size_du * 3 / 2, indent = icon + canvas_u(c, 18), total = 0;
    for (unsigned i = 0; i < CONSENT_POINTS; i++)
        total += canvas_text_height(c, &type, point(c, i), box.width_du - indent);
    int32_t spare = box.height_du - total;
    if (spare < 0)
        c->fits = false;
    int32_t gap = max_du(0, min_du(spare / CONSENT_POINTS, type.size_du));
    int32_t y = box.y_du;
    for (unsigned i = 0; i < CONSENT_POINTS; i++) {
        bool lit = c->view->reading && c->view->reading_part == (int)i + 1;
        struct rich text = point(c, i);
        if (lit)
            canvas_rect(
                c,
                (struct draw_rect){box.x_du + indent - canvas_u(c, 10), y,
                                   box.width_du - indent + canvas_u(c, 20),
                                   canvas_text_height(c, &type, text, box.width_du - indent)},
                canvas_u(c, 10), c->skin.lit, DRAW_NO_COLOR, 0);
        canvas_icon(c, FONT_ICON_BOLD, icons[i], box.x_du + icon / 2, y + type_line_du(&type) / 2,
                    icon * 9 / 10, c->skin.brand);
        y += canvas_text(c, &type, text, box.x_du + indent, y, box.width_du - indent) + gap;
    }
}

void screen_consent(struct canvas *c)
{
    struct areas a = chrome_draw(c, canvas_word(c, LABEL_CONSENT_TITLE));
    struct type strong = type_strong(c);
    struct rich question = canvas_word(c, LABEL_CONSENT_6);
    int32_t height = canvas_text_height(c, &strong, question, a.content.width_du);
    struct draw_rect ask = rect_cut_bottom(&a.content, height, canvas_u(c, 10));
    draw_points(c, a.content);
    canvas_text(c, &strong, question, ask.x_du, ask.y_du, ask.width_du);
    const struct button pair[2] = {
        {.style = BUTTON_PLAIN, .label = canvas_word(c, LABEL_SKIP), .act = ACT_SKIP},
        {.style = BUTTON_PLAIN, .label = canvas_word(c, LABEL_AGREE), .act = ACT_AGREE}};
    chrome_equal_buttons(c, a.foot, pair);
}

/* --- Village --- */

static struct rich village_name(const struct canvas *c, unsigned index)
{
    return rich_plain(c->view->commune->villages[index].name.text);
}

static int32_t village_need(const struct canvas *c, const void *context, unsigned index,
                            int32_t width_du)
{
    (void)context;
    struct type type = type_sized(type_label(c), c->body_du);
    const struct para *para =
        canvas_para(c, &type, village_name(c, index), width_du - canvas_u(c, 22));
    return para->too_wide ? INT32_MAX / 2 : para->height_du + DU_PT(2);
}

void villages_draw(struct canvas *c, struct draw_rect box, struct draw_rect foot)
{
    static const unsigned landscape[] = {2, 3, 4, 5, 0}, upright[] = {1, 2, 3, 0};
    const struct commune *commune = c->view->commune;
    unsigned count = commune ? commune->village_count : 0;
    if (count == 0) {
        struct type type = type_question(c);
        canvas_text_in(c, &type, canvas_word(c, LABEL_NO_VILLAGES), box);
        return;
    }
    bool staff = c->view->screen == SCREEN_STAFF_VILLAGE;
    struct pages p = pages_plan(c, box, count, c->upright ? upright : landscape, canvas_u(c, 150),
                                village_need, NULL);
    if (p.page_count > 1 && c->upright) { /* a row of its own: there is little beside it */
        foot = rect_cut_bottom(&box, c->target_du, c->gap_du);
        p = pages_plan(c, box, count, upright, canvas_u(c, 150), village_need, NULL);
    }
    for (unsigned i = 0; i < p.count; i++) {
        struct slice name = village_name(c, p.first + i).text;
        bool here = staff && slice_equal(name, c->view->hall_village);
        struct button b = {.rect = grid_cell(&p.grid, i),
                           .style = here ? BUTTON_ON : BUTTON_KEY,
                           .icon = here ? ICON("map-pin") : (struct slice){0},
                           .label = rich_plain(name),
                           .act = ACT_VILLAGE,
                           .index = (int32_t)(p.first + i),
                           .size_du = c->body_du};
        canvas_button(c, &b);
    }
    pages_draw_turning(c, &p, foot);
}

void screen_village(struct canvas *c)
{
    struct areas a = chrome_draw(c, canvas_word(c, LABEL_VILLAGE));
    int32_t right = chrome_side_button(c, a.foot, LABEL_BACK, ACT_BACK, true, ICON("arrow-left"));
    struct draw_rect rest = a.foot;
    rest.width_du -= right + c->gap_du - rest.x_du;
    rest.x_du = right + c->gap_du;
    chrome_side_button(c, rest, LABEL_OTHER_VILLAGE, ACT_SKIP, true, (struct slice){0});
    villages_draw(c, a.content, a.foot);
}

/* --- Typed fields --- */

static void draw_field(struct canvas *c, struct draw_rect r, bool with_delete)
{
    struct draw_rect field = r;
    struct button erase = {.style = BUTTON_KEY,
                           .icon = ICON("backspace"),
                           .spoken = canvas_word(c, LABEL_BACKSPACE).text,
                           .act = ACT_BACKSPACE,
                           .size_du = canvas_u(c, 46)};
    if (with_delete) {
        int32_t width = max_du(c->target_du, canvas_u(c, 150));
        field.width_du -= width + canvas_u(c, 24);
        erase.rect = (struct draw_rect){r.x_du + r.width_du - width, r.y_du, width, r.height_du};
    }
    canvas_rect(c, field, canvas_u(c, 20), c->skin.card, c->skin.brand, canvas_u(c, 5));
    struct type type = type_question(c);
    type.wrap = PARA_WRAP_NONE;
    struct rich text = rich_plain(slice_from(c->view->typed));
    int32_t pad = canvas_u(c, 24), room = field.width_du - 2 * pad;
    const struct para *para = canvas_para(c, &type, text, room);
    /* A long name gets smaller, then shows its end: where the next letter comes. */
    while (text.text.size && para->width_du > room && type.size_du > c->body_du) {
        type.size_du = max_du(type.size_du * 9 / 10, c->body_du);
        para = canvas_para(c, &type, text, room);
    }
    int32_t x = field.x_du + pad, width = text.text.size ? para->width_du : 0;
    if (width > room)
        x -= width - room;
    list_clip_push(c->list, rect_inset(field, canvas_u(c, 8)));
    if (text.text.size)
        para_draw(c->list, para, x, field.y_du + (field.height_du - para->height_du) / 2);
    list_clip_pop(c->list);
    list_rect(c->list,
              (struct draw_rect){min_du(x + width + DU_PT(3), field.x_du + field.width_du - pad),
                                 field.y_du + field.height_du / 4, DU_PT(3), field.height_du / 2},
              0, c->skin.brand, (struct draw_stroke){.color = DRAW_NO_COLOR});
    if (with_delete)
        canvas_button(c, &erase);
}

static void draw_hint(struct canvas *c, struct draw_rect box)
{
    struct type type = type_colored(type_label(c), c->skin.warn);
    if (c->view->hint && c->view->hint[0])
        canvas_text_shrunk(c, type, canvas_u(c, 36), rich_plain(slice_from(c->view->hint)), box);
}

/* Under the field where the keys have the whole height; the hint stands above. */
static void draw_tight_foot(struct canvas *c, struct draw_rect foot)
{
    const struct button pair[2] = {
        {.style = BUTTON_PLAIN, .label = canvas_word(c, LABEL_SKIP), .act = ACT_SKIP},
        {.style = BUTTON_PRIMARY,
         .label = canvas_word(c, LABEL_NEXT),
         .act = ACT_SUBMIT,
         .disabled = !c->view->typed_ok}};
    chrome_equal_buttons(c, foot, pair);
}

static void draw_typed_foot(struct canvas *c, struct draw_rect foot)
{
    int32_t left = chrome_side_button(c, foot, LABEL_SKIP, ACT_SKIP, true, (struct slice){0});
    chrome_main_button(c, foot, LABEL_NEXT, ACT_SUBMIT, c->view->typed_ok, ICON("arrow-right"));
    const struct draw_rect *main = &c->targets->items[c->targets->count - 1].rect;
    int32_t pad = canvas_u(c, 24);
    draw_hint(
        c, (struct draw_rect){left + pad, foot.y_du, main->x_du - left - 2 * pad, foot.height_du});
}

void screen_name(struct canvas *c)
{
    struct areas a = chrome_draw(c, canvas_word(c, LABEL_NAME));
    struct draw_rect box = a.content;
    draw_field(c, rect_cut_top(&box, canvas_u(c, c->upright ? 150 : 104), canvas_u(c, 24)), true);
    keys_letters(c, box);
    draw_typed_foot(c, a.foot);
}

void screen_phone(struct canvas *c)
{
    struct areas a = chrome_draw(c, c->upright ? canvas_word(c, LABEL_PHONE) : place_name(c));
    struct draw_rect box = a.content;
    if (c->upright) {
        draw_field(c, rect_cut_top(&box, canvas_u(c, 150), canvas_u(c, 50)), false);
    } else {
        int32_t bottom = a.foot.y_du + a.foot.height_du;
        struct draw_rect left = rect_cut_left(&box, box.width_du * (c->tight ? 44 : 50) / 100,
                                              max_du(c->gap_du, canvas_u(c, 60)));
        if (c->tight) {
            a.foot.width_du = left.width_du;
            box.height_du = bottom - box.y_du;
        }
        struct type question = type_question(c);
        int32_t height =
            canvas_text_height(c, &question, canvas_word(c, LABEL_PHONE), left.width_du);
        rect_cut_top(&left, canvas_u(c, c->tight ? 0 : 60), 0);
        struct draw_rect ask = rect_cut_top(&left, height, canvas_u(c, 24));
        canvas_text(c, &question, canvas_word(c, LABEL_PHONE), ask.x_du, ask.y_du, ask.width_du);
        draw_field(c, rect_cut_top(&left, canvas_u(c, 150), canvas_u(c, 20)), false);
        if (c->tight)
            draw_hint(c, left);
        if (left.height_du < 0)
            c->fits = false;
    }
    keys_digits(c, box, ACT_KEY);
    if (c->tight)
        draw_tight_foot(c, a.foot);
    else
        draw_typed_foot(c, a.foot);
}

/* --- Thanks --- */

void screen_thanks(struct canvas *c)
{
    struct areas a = chrome_draw(c, place_name(c));
    struct type title = type_centered(type_title(c)), body = type_centered(type_body(c));
    struct type caption = type_centered(type_colored(type_label(c), c->skin.ink_soft));
    struct type code = type_centered(type_colored(type_title(c), c->skin.brand));
    code.size_du = canvas_u(c, 130);
    code.wrap = PARA_WRAP_NONE;
    struct draw_rect box = a.content;
    int32_t gap = canvas_u(c, c->upright ? 60 : 26), pad = canvas_u(c, 30);
    struct rich thanks = canvas_word(c, LABEL_THANKS), note = canvas_word(c, LABEL_THANKS_NOTE);
    struct rich shown = rich_plain(slice_from(c->view->code));
    int32_t card = pad + type_line_du(&caption) + type_line_du(&code) + pad / 2;
    int32_t width = min_du(box.width_du, canvas_u(c, 1200));
    int32_t x = box.x_du + (box.width_du - width) / 2;
    bool has_code = c->view->code[0] != 0;
    int32_t total = canvas_text_height(c, &title, thanks, width) +
                    (has_code ? gap + card + gap + canvas_text_height(c, &body, note, width) : 0);
    if (total > box.height_du)
        c->fits = false;
    int32_t y = box.y_du + max_du(0, (box.height_du - total) / 2);
    y += canvas_text(c, &title, thanks, x, y, width) + gap;
    if (has_code) {
        canvas_rect(c, (struct draw_rect){x, y, width, card}, canvas_u(c, 30), c->skin.card,
                    c->skin.brand, canvas_u(c, 6));
        int32_t inner = y + pad;
        inner += canvas_text(c, &caption, canvas_word(c, LABEL_THANKS_CODE), x, inner, width);
        struct draw_rect row = {x + pad, inner, width - 2 * pad, type_line_du(&code)};
        canvas_text_shrunk(c, code, canvas_u(c, 60), shown, row);
        canvas_text(c, &body, note, x, y + card + gap, width);
    }
    chrome_main_button(c, a.foot, LABEL_DONE, ACT_NEXT, true, ICON("check"));
}
