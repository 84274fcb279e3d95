#include "kiosk/screens/phone.h"

#include "base/arena.h"
#include "kiosk/screens/parts.h"

/* --- The thing itself --- */

struct phone {
    struct draw_rect glass; /**< Where its screen is. */
    struct draw_color rim, bar, bubble, link;
};

static struct draw_color rgb(uint32_t value)
{
    return (struct draw_color){
        .r = (uint8_t)(value >> 16), .g = (uint8_t)(value >> 8), .b = (uint8_t)value};
}

/* A rectangle whose upper corners are round: the rest runs off the edge. */
static void round_top(struct canvas *c, struct draw_rect r, int32_t radius_du,
                      struct draw_color fill, struct draw_stroke stroke)
{
    int32_t right = r.x_du + r.width_du, bottom = r.y_du + r.height_du, k = radius_du * 45 / 100;
    list_move(c->list, r.x_du, bottom);
    list_line_to(c->list, r.x_du, r.y_du + radius_du);
    list_cubic_to(c->list, r.x_du, r.y_du + k, r.x_du + k, r.y_du, r.x_du + radius_du, r.y_du);
    list_line_to(c->list, right - radius_du, r.y_du);
    list_cubic_to(c->list, right - k, r.y_du, right, r.y_du + k, right, r.y_du + radius_du);
    list_line_to(c->list, right, bottom);
    list_path_end(c->list, fill, stroke);
}

static struct phone draw_phone(struct canvas *c, struct draw_rect box, struct draw_color glass)
{
    bool contrast = c->skin.contrast;
    struct phone p = {.rim = contrast ? rgb(0xFFFFFF) : rgb(0x14213D),
                      .bar = contrast ? rgb(0x000000) : rgb(0xFFFFFF),
                      .bubble = contrast ? rgb(0x000000) : rgb(0xFFFFFF),
                      .link = contrast ? rgb(0xFFE600) : rgb(0x0B3F7F)};
    int32_t rim = canvas_u(c, 16);
    struct draw_stroke none = {.color = DRAW_NO_COLOR};
    round_top(c, box, canvas_u(c, 60), p.rim, none);
    p.glass = (struct draw_rect){box.x_du + rim, box.y_du + rim, box.width_du - 2 * rim,
                                 box.height_du - rim};
    round_top(c, p.glass, canvas_u(c, 46), glass, none);
    canvas_rect(c,
                (struct draw_rect){box.x_du + box.width_du / 2 - canvas_u(c, 60),
                                   p.glass.y_du + canvas_u(c, 12), canvas_u(c, 120),
                                   canvas_u(c, 12)},
                canvas_u(c, 6), p.rim, DRAW_NO_COLOR, 0);
    return p;
}

/* The bar below the top edge, rounded with the glass. */
static struct draw_rect draw_bar(struct canvas *c, const struct phone *p, int32_t height_du,
                                 struct draw_color fill)
{
    struct draw_rect bar = {p->glass.x_du, p->glass.y_du, p->glass.width_du, height_du};
    round_top(c, bar, canvas_u(c, 46), fill, (struct draw_stroke){.color = DRAW_NO_COLOR});
    canvas_rect(c,
                (struct draw_rect){p->glass.x_du + p->glass.width_du / 2 - canvas_u(c, 60),
                                   p->glass.y_du + canvas_u(c, 12), canvas_u(c, 120),
                                   canvas_u(c, 12)},
                canvas_u(c, 6), p->rim, DRAW_NO_COLOR, 0);
    list_rect(c->list,
              (struct draw_rect){bar.x_du, bar.y_du + height_du - DU_PT(2), bar.width_du, DU_PT(2)},
              0, c->skin.line, (struct draw_stroke){.color = DRAW_NO_COLOR});
    return (struct draw_rect){bar.x_du, bar.y_du + canvas_u(c, 32), bar.width_du,
                              height_du - canvas_u(c, 34)};
}

static void check_inside(struct canvas *c, const struct phone *p, int32_t bottom_du)
{
    if (bottom_du > p->glass.y_du + p->glass.height_du)
        c->fits = false;
}

/* --- Addresses in a message --- */

static bool is_space(char ch)
{
    return ch == ' ' || ch == '\n' || ch == '\t';
}

static bool is_letter(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
}

/* "vneid-gov.info/capnhat", "https://…": a dot between a letter or digit and two letters. */
static bool is_address(struct slice word)
{
    for (size_t i = 1; i + 2 < word.size; i++)
        if (word.data[i] == '.' && !is_space(word.data[i - 1]) && word.data[i - 1] != '.' &&
            is_letter(word.data[i + 1]) && is_letter(word.data[i + 2]))
            return true;
    return false;
}

static struct rich with_addresses(const struct canvas *c, struct rich text)
{
    struct rich_range *ranges =
        ARENA_ARRAY(c->kit->arena, text.text.size / 4 + 1, struct rich_range);
    struct rich out = {.text = text.text, .strong = ranges};
    size_t begin = 0;
    for (size_t i = 0; i <= text.text.size; i++) {
        if (i < text.text.size && !is_space(text.text.data[i]))
            continue;
        if (is_address(slice_part(text.text, begin, i)))
            ranges[out.strong_count++] = (struct rich_range){(uint32_t)begin, (uint32_t)i};
        begin = i + 1;
    }
    return out;
}

/* Message text: addresses bold and blue, as phones show them. */
static const struct para *message_para(const struct canvas *c, const struct phone *p,
                                       const struct type *type, struct rich text, int32_t width_du)
{
    struct para_style style = {.font = type->font,
                               .strong_font = FONT_BOLD,
                               .size_du = type->size_du,
                               .line_du = type_line_du(type),
                               .color = type->color,
                               .strong_color = p->link,
                               .align = type->align,
                               .wrap = PARA_WRAP_PRETTY};
    return para_cache_get(c->kit->paras, &style, with_addresses(c, text),
                          max_du(width_du, DU_PER_PT));
}

static int32_t draw_message_text(struct canvas *c, const struct phone *p, struct rich text,
                                 int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct type type = type_body(c);
    const struct para *para = message_para(c, p, &type, text, width_du);
    /* A long address is broken between letters, as on a phone. */
    para_draw(c->list, para, x_du, y_du);
    return para->height_du;
}

/* --- Channels --- */

static void draw_avatar(struct canvas *c, int32_t x_du, int32_t y_du, int32_t radius_du)
{
    canvas_badge(c, x_du, y_du, radius_du, c->skin.contrast ? c->skin.brand : rgb(0x5A6780),
                 c->skin.contrast ? c->skin.on_brand : rgb(0xFFFFFF), (struct slice){0},
                 ICON("user"));
}

/* Who writes, and how, in the bar; returns its lower edge. */
static int32_t draw_sender(struct canvas *c, const struct phone *p, struct slice sender,
                           struct rich kind, struct slice icon)
{
    struct type name = type_strong(c), note = type_colored(type_label(c), c->skin.ink_soft);
    note.font = FONT_REGULAR;
    int32_t pad = canvas_u(c, 22), radius = canvas_u(c, 36);
    int32_t width = p->glass.width_du - 3 * pad - 2 * radius;
    int32_t names = canvas_text_height(c, &name, rich_plain(sender), width);
    int32_t height = canvas_u(c, 40) + names + type_line_du(&note) + canvas_u(c, 12);
    struct draw_rect bar = draw_bar(c, p, height, p->bar);
    int32_t x = bar.x_du + pad, y = bar.y_du;
    draw_avatar(c, x + radius, bar.y_du + bar.height_du / 2, radius);
    x += 2 * radius + pad;
    y += canvas_text(c, &name, rich_plain(sender), x, y, width);
    int32_t size = note.size_du * 11 / 10;
    canvas_icon(c, FONT_ICON_BOLD, icon, x + size / 2, y + type_line_du(&note) / 2, size,
                c->skin.ink_soft);
    canvas_text(c, &note, kind, x + size + canvas_u(c, 8), y, width - size - canvas_u(c, 8));
    return p->glass.y_du + height;
}

static int32_t draw_bubble(struct canvas *c, const struct phone *p, struct rich text, int32_t x_du,
                           int32_t y_du, int32_t width_du)
{
    struct type type = type_body(c);
    int32_t pad = canvas_u(c, 24);
    const struct para *para = message_para(c, p, &type, text, width_du - 2 * pad);
    struct draw_rect r = {x_du, y_du, min_du(width_du, para->width_du + 2 * pad + DU_PER_PT),
                          para->height_du + 2 * canvas_u(c, 16)};
    canvas_rect(c, r, canvas_u(c, 28), p->bubble, c->skin.line, canvas_u(c, 3));
    draw_message_text(c, p, text, x_du + pad, y_du + canvas_u(c, 16), width_du - 2 * pad);
    return r.y_du + r.height_du;
}

static void draw_sms(struct canvas *c, const struct phone *p, const struct quiz_message *m)
{
    int32_t y = draw_sender(c, p, m->sender.text, canvas_word(c, LABEL_SMS), ICON("chat-text"));
    int32_t pad = canvas_u(c, 22);
    y = draw_bubble(c, p, m->text.rich, p->glass.x_du + pad, y + pad, p->glass.width_du - 3 * pad);
    check_inside(c, p, y + pad);
}

static void draw_chat(struct canvas *c, const struct phone *p, const struct quiz_message *m)
{
    int32_t y = draw_sender(c, p, m->sender.text, canvas_word(c, LABEL_CHAT), ICON("chats-circle"));
    int32_t pad = canvas_u(c, 20), radius = canvas_u(c, 26);
    int32_t top = y + pad;
    draw_avatar(c, p->glass.x_du + pad + radius, top + radius, radius);
    y = draw_bubble(c, p, m->text.rich, p->glass.x_du + 2 * pad + 2 * radius - pad / 2, top,
                    p->glass.width_du - 3 * pad - 2 * radius);
    check_inside(c, p, y + pad);
    /* The row for writing, when there is room. */
    int32_t row = canvas_u(c, 84), bottom = p->glass.y_du + p->glass.height_du;
    if (y + 2 * pad + row > bottom)
        return;
    struct draw_rect r = {p->glass.x_du + pad, bottom - row - pad / 2,
                          p->glass.width_du - 3 * pad - row, row - pad / 2};
    struct type type = type_colored(type_label(c), c->skin.ink_soft);
    canvas_rect(c, r, r.height_du / 2, p->bar, c->skin.line, canvas_u(c, 3));
    canvas_text_in(
        c, &type, canvas_word(c, LABEL_MESSAGE_ROW),
        (struct draw_rect){r.x_du + pad * 3 / 2, r.y_du, r.width_du - 2 * pad, r.height_du});
    canvas_badge(c, r.x_du + r.width_du + pad + row / 2, r.y_du + r.height_du / 2, r.height_du / 2,
                 c->skin.brand, c->skin.on_brand, (struct slice){0}, ICON("paper-plane-right"));
}

static void draw_call_buttons(struct canvas *c, const struct phone *p, int32_t y_du)
{
    int32_t radius = canvas_u(c, 48), quarter = p->glass.width_du / 4;
    struct type type = type_centered(type_colored(type_label(c), rgb(0xFFFFFF)));
    for (int32_t i = 0; i < 2; i++) {
        int32_t x = p->glass.x_du + quarter * (1 + 2 * i);
        canvas_badge(c, x, y_du + radius, radius,
                     c->skin.contrast ? c->skin.brand
                     : i              ? rgb(0x12643A)
                                      : rgb(0x9B1C1C),
                     c->skin.contrast ? c->skin.on_brand : rgb(0xFFFFFF), (struct slice){0},
                     i ? ICON("phone") : ICON("phone-x"));
        canvas_text(c, &type, canvas_word(c, i ? LABEL_ACCEPT : LABEL_DECLINE), x - quarter,
                    y_du + 2 * radius, 2 * quarter);
    }
}

static void draw_call(struct canvas *c, struct draw_rect box, const struct quiz_message *m)
{
    struct draw_color white = rgb(0xFFFFFF), night = c->skin.contrast ? rgb(0) : rgb(0x22304F);
    struct phone p = draw_phone(c, box, night);
    struct type note = type_centered(type_colored(type_label(c), white));
    struct type name = type_centered(type_colored(type_question(c), white));
    int32_t pad = canvas_u(c, 24), x = p.glass.x_du + pad, width = p.glass.width_du - 2 * pad;
    int32_t y = p.glass.y_du + canvas_u(c, 40), radius = canvas_u(c, 46);
    name.size_du = max_du(c->body_du, name.size_du * 9 / 10);
    y += canvas_text(c, &note, canvas_word(c, LABEL_CALL), x, y, width);
    draw_avatar(c, p.glass.x_du + p.glass.width_du / 2, y + radius + pad / 3, radius);
    y += 2 * radius + pad / 2;
    y += canvas_text(c, &name, rich_plain(m->sender.text), x, y, width);
    int32_t buttons = canvas_u(c, 2 * 48) + type_line_du(&note);
    bool has_text = m->text.rich.text.size > 0;
    if (has_text) {
        note.align = PARA_LEFT;
        y += pad / 2;
        y += canvas_text(c, &note, canvas_word(c, LABEL_CALLER_SAYS), x, y, width) + pad / 4;
        y = draw_bubble(c, &p, m->text.rich, x, y, width);
    }
    /* The two discs stand where thumbs are; a long speech pushes them off the glass. */
    int32_t bottom = p.glass.y_du + p.glass.height_du - pad;
    check_inside(c, &p, y + pad / 2);
    if (y + pad + buttons <= bottom)
        draw_call_buttons(c, &p, bottom - buttons);
}

static void draw_mail(struct canvas *c, const struct phone *p, const struct quiz_message *m)
{
    struct type name = type_strong(c), address = type_body(c);
    int32_t pad = canvas_u(c, 24), width = p->glass.width_du - 2 * pad, x = p->glass.x_du + pad;
    int32_t names = canvas_text_height(c, &name, rich_plain(m->sender.text), width);
    const struct para *from = m->address.text.size
                                  ? message_para(c, p, &address, rich_plain(m->address.text), width)
                                  : NULL;
    int32_t height = canvas_u(c, 56) + names + (from ? from->height_du : 0);
    struct draw_rect bar = draw_bar(c, p, height, p->bar);
    int32_t y = bar.y_du + canvas_u(c, 4);
    y += canvas_text(c, &name, rich_plain(m->sender.text), x, y, width);
    if (from)
        para_draw(c->list, from, x, y);
    y = p->glass.y_du + height + pad;
    y += draw_message_text(c, p, m->text.rich, x, y, width);
    check_inside(c, p, y + pad);
}

/* How far from `begin` an address fits on one line, ending behind a dot, hyphen or stroke if it
 * can: its end is what people learn to read, so no word of it is torn where that is not needed. */
static size_t line_of_address(const struct canvas *c, const struct type *type, struct slice address,
                              size_t begin, int32_t width_du)
{
    size_t best = begin;
    for (size_t end = begin + 1; end <= address.size; end++) {
        bool joint = end == address.size || strchr(".-/", address.data[end - 1]) != NULL;
        struct slice part = slice_part(address, begin, end);
        if (!joint)
            continue;
        if (canvas_para(c, type, rich_plain(part), 4 * width_du)->width_du > width_du)
            break;
        best = end;
    }
    return best;
}

/* With line breaks between its parts; what is too long for a line is broken between letters. */
static struct slice address_in_lines(const struct canvas *c, const struct type *type,
                                     struct slice address, int32_t width_du)
{
    struct slice lines = SLICE("");
    for (size_t begin = 0; begin < address.size;) {
        size_t end = line_of_address(c, type, address, begin, width_du);
        if (end == begin)
            end = address.size;
        lines = arena_printf(c->kit->arena, "%.*s%s%.*s", SLICE_ARG(lines), begin ? "\n" : "",
                             SLICE_ARG(slice_part(address, begin, end)));
        begin = end;
    }
    return lines;
}

static void draw_web(struct canvas *c, const struct phone *p, const struct quiz_message *m)
{
    struct slice shown = m->address.text.size ? m->address.text : m->sender.text;
    struct type address = type_strong(c);
    int32_t pad = canvas_u(c, 20), icon = canvas_u(c, 44);
    int32_t width = p->glass.width_du - 4 * pad - icon;
    shown = address_in_lines(c, &address, shown, width);
    const struct para *para = canvas_para(c, &address, rich_plain(shown), width);
    int32_t height = canvas_u(c, 36) + para->height_du + 2 * pad;
    struct draw_rect bar = draw_bar(c, p, height, p->bar);
    struct draw_rect field = {bar.x_du + pad, bar.y_du, bar.width_du - 2 * pad,
                              bar.height_du - pad / 2};
    canvas_rect(c, field, canvas_u(c, 30), c->skin.contrast ? rgb(0) : rgb(0xE8EDF4),
                c->skin.contrast ? rgb(0xFFFFFF) : DRAW_NO_COLOR, canvas_u(c, 3));
    canvas_icon(c, FONT_ICON_BOLD, ICON("globe-simple"), field.x_du + pad / 2 + icon / 2,
                field.y_du + field.height_du / 2, icon * 4 / 5, c->skin.ink);
    para_draw(c->list, para, field.x_du + pad + icon,
              field.y_du + (field.height_du - para->height_du) / 2);
    int32_t y = p->glass.y_du + height + pad;
    int32_t inner = p->glass.width_du - 3 * pad, x = p->glass.x_du + pad * 3 / 2;
    if (m->address.text.size && m->sender.text.size) {
        struct type title = type_question(c);
        title.size_du = max_du(c->body_du, title.size_du * 9 / 10);
        y += canvas_text(c, &title, rich_plain(m->sender.text), x, y, inner) + pad / 2;
    }
    y += draw_message_text(c, p, m->text.rich, x, y, inner);
    check_inside(c, p, y + pad);
}

void phone_draw_message(struct canvas *c, struct draw_rect box, const struct quiz_message *m)
{
    if (box.height_du < canvas_u(c, 300)) {
        c->fits = false;
        return;
    }
    if (m->channel == QUIZ_CHANNEL_CALL) {
        draw_call(c, box, m);
        return;
    }
    bool page = m->channel == QUIZ_CHANNEL_WEB || m->channel == QUIZ_CHANNEL_EMAIL;
    struct draw_color glass = c->skin.contrast ? rgb(0) : page ? rgb(0xFFFFFF) : rgb(0xE3E9F1);
    struct phone p = draw_phone(c, box, glass);
    switch (m->channel) {
    case QUIZ_CHANNEL_SMS:
        draw_sms(c, &p, m);
        return;
    case QUIZ_CHANNEL_CHAT:
        draw_chat(c, &p, m);
        return;
    case QUIZ_CHANNEL_EMAIL:
        draw_mail(c, &p, m);
        return;
    case QUIZ_CHANNEL_WEB:
        draw_web(c, &p, m);
        return;
    case QUIZ_CHANNEL_CALL:
    case QUIZ_CHANNEL_COUNT:
        break;
    }
    UNREACHABLE("quiz channel");
}

/* --- A screen to point at --- */

enum { ROW_PAD = 20, ROW_ICON = 64 };

static int32_t item_need(const struct canvas *c, const void *context, unsigned index,
                         int32_t width_du)
{
    (void)context;
    struct type type = type_body(c);
    const struct quiz_option *o = option_at(c->view, index);
    int32_t icon = o && o->icon.text.size ? canvas_u(c, ROW_ICON + ROW_PAD) : 0;
    const struct para *para =
        canvas_para(c, &type, option_text(c, index), width_du - 2 * canvas_u(c, ROW_PAD) - icon);
    return para->too_wide ? INT32_MAX / 2 : para->height_du + canvas_u(c, 16);
}

static void draw_item(struct canvas *c, struct draw_rect r, unsigned place)
{
    const struct quiz_option *o = option_at(c->view, place);
    struct rich text = option_text(c, place);
    bool chosen = c->view->marks[place] == MARK_CHOSEN;
    int target = canvas_target(c, r, ACT_PLACE, (int32_t)place, true, text.text);
    bool pressed = canvas_pressed(c, target);
    bool lit = c->view->reading && c->view->reading_part == (int)place + 1;
    canvas_rect(c, r, canvas_u(c, 22),
                chosen || pressed ? c->skin.brand_tint
                : lit             ? c->skin.lit
                                  : c->skin.card,
                chosen || pressed ? c->skin.brand : c->skin.line, canvas_u(c, chosen ? 8 : 3));
    canvas_focus_ring(c, target, r, canvas_u(c, 22));
    int32_t pad = canvas_u(c, ROW_PAD), icon = 0, y = r.y_du + r.height_du / 2;
    if (o && o->icon.text.size) {
        icon = canvas_u(c, ROW_ICON);
        struct draw_rect square = {r.x_du + pad, y - icon / 2, icon, icon};
        canvas_rect(c, square, canvas_u(c, 16), chosen ? c->skin.brand : pair_color(c, place),
                    DRAW_NO_COLOR, 0);
        canvas_icon(c, FONT_ICON_BOLD, chosen ? ICON("check") : o->icon.text,
                    square.x_du + icon / 2, y, icon * 7 / 10, c->skin.on_brand);
        icon += pad;
    }
    struct type type = type_body(c);
    canvas_text_in(
        c, &type, text,
        (struct draw_rect){r.x_du + pad + icon, r.y_du, r.width_du - 2 * pad - icon, r.height_du});
}

void phone_draw_screen(struct canvas *c, struct draw_rect box)
{
    static const unsigned columns[] = {1, 2, 3, 0}, wide[] = {2, 3, 1, 0};
    const struct quiz_question *q = c->view->question;
    bool rows = c->upright || (c->side && q->option_count <= 4);
    int32_t width = min_du(box.width_du, canvas_u(c, rows ? 860 : 1400));
    struct draw_rect body = {box.x_du + (box.width_du - width) / 2, box.y_du, width, box.height_du};
    if (body.height_du < c->target_du * 2) {
        c->fits = false;
        return;
    }
    struct phone p = draw_phone(c, body, c->skin.contrast ? rgb(0) : rgb(0xE3E9F1));
    struct type title = type_centered(type_strong(c));
    int32_t bar_height = canvas_u(c, 44);
    struct rich name = rich_plain(q->screen_title.text);
    if (name.text.size) {
        bar_height += canvas_text_height(c, &title, name, p.glass.width_du - canvas_u(c, 40));
        struct draw_rect bar = draw_bar(c, &p, bar_height, p.bar);
        canvas_text_in(c, &title, name, rect_inset(bar, canvas_u(c, 2)));
    }
    int32_t pad = canvas_u(c, 22);
    struct draw_rect inner = {p.glass.x_du + pad, p.glass.y_du + bar_height + pad,
                              p.glass.width_du - 2 * pad, p.glass.height_du - bar_height - 2 * pad};
    struct grid g = grid_plan(c, inner, q->option_count, rows ? columns : wide, canvas_u(c, 130),
                              item_need, NULL);
    c->fits = c->fits && g.fits;
    for (unsigned i = 0; i < q->option_count; i++)
        draw_item(c, grid_cell(&g, i), i);
}
