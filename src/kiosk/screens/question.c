/*
 * A question: its stem, then its answers.
 *
 * Stem above answers; where the answers are many or long, beside them. A drawn message (phone.h)
 * always stands beside or above. The parts read aloud are lit: part 0 the stem, part n answer n.
 */
#include "kiosk/screens/parts.h"
#include "kiosk/screens/phone.h"

struct slice option_letter(unsigned place)
{
    static const char letters[] = "ABCDEFGH";
    return slice_part(SLICE("ABCDEFGH"), place, place + 1).data ? (struct slice){letters + place, 1}
                                                                : (struct slice){0};
}

const struct quiz_option *option_at(const struct view *view, unsigned place)
{
    const struct quiz_question *q = view->question;
    if (!q || place >= q->option_count || place >= QUIZ_SCREEN_ITEMS_MAX)
        return NULL;
    unsigned index = view->option_order[place];
    return index < q->option_count ? &q->options[index] : NULL;
}

struct rich option_text(const struct canvas *c, unsigned place)
{
    const struct quiz_option *o = option_at(c->view, place);
    if (!o)
        return (struct rich){0};
    if (o->text.rich.text.size)
        return o->text.rich;
    bool first = o == &c->view->question->options[0];
    if (c->view->question->kind == QUIZ_SCAM)
        return canvas_word(c, first ? LABEL_REAL : LABEL_SCAM);
    return canvas_word(c, first ? LABEL_TRUE : LABEL_FALSE);
}

/* Dark enough for white letters at 7:1. */
struct draw_color pair_color(const struct canvas *c, unsigned place)
{
    static const uint8_t colors[][3] = {{0x0B, 0x3F, 0x7F}, {0x74, 0x1B, 0x54}, {0x0A, 0x53, 0x45},
                                        {0x7A, 0x3E, 0x06}, {0x37, 0x31, 0x8A}, {0x14, 0x50, 0x5F},
                                        {0x6B, 0x1D, 0x1D}, {0x3C, 0x47, 0x61}};
    if (c->skin.contrast)
        return c->skin.brand;
    const uint8_t *rgb = colors[place % (sizeof colors / sizeof colors[0])];
    return (struct draw_color){.r = rgb[0], .g = rgb[1], .b = rgb[2]};
}

/* --- Stem --- */

enum { BARE_PERCENT = 105 };

static enum label hint_of(const struct quiz_question *q)
{
    switch (q->kind) {
    case QUIZ_MULTIPLE:
        return LABEL_HINT_MULTIPLE;
    case QUIZ_ORDER:
        return LABEL_HINT_ORDER;
    case QUIZ_MATCH:
        return LABEL_HINT_MATCH;
    case QUIZ_POINT:
        return LABEL_HINT_POINT;
    case QUIZ_SINGLE:
    case QUIZ_TRUE_FALSE:
    case QUIZ_SCAM:
    case QUIZ_KIND_COUNT:
        break;
    }
    return LABEL_HINT_ONE;
}

/* The last resort for long cards: no hint for a plain choice, no pictures. */
static bool is_bare(const struct canvas *c)
{
    enum quiz_kind kind = c->view->question->kind;
    return c->side && !c->tight && c->percent <= BARE_PERCENT &&
           (kind == QUIZ_SINGLE || kind == QUIZ_MULTIPLE);
}

static bool has_hint(const struct canvas *c)
{
    bool plain = c->view->question->kind == QUIZ_SINGLE;
    return !is_bare(c) && !(c->tight && plain) ? true : c->view->question->kind == QUIZ_MULTIPLE;
}

static int32_t stem_height(const struct canvas *c, int32_t width_du)
{
    struct type stem = type_question(c), hint = type_body(c);
    int32_t icon = hint.size_du * 14 / 10;
    int32_t height = canvas_text_height(c, &stem, c->view->question->stem.rich, width_du);
    if (!has_hint(c))
        return height;
    return height + canvas_u(c, 10) +
           canvas_text_height(c, &hint, canvas_word(c, hint_of(c->view->question)),
                              width_du - icon);
}

/* The stem with its hint at the top of `box`, which loses that room. */
static void draw_stem(struct canvas *c, struct draw_rect *box)
{
    struct type stem = type_question(c), hint = type_colored(type_body(c), c->skin.ink_soft);
    const struct rich text = c->view->question->stem.rich;
    int32_t height = stem_height(c, box->width_du);
    struct draw_rect place = rect_cut_top(box, height, canvas_u(c, c->upright ? 36 : 22));
    int32_t y = place.y_du;
    if (c->view->reading && c->view->reading_part == 0) {
        int32_t pad = canvas_u(c, 12);
        struct draw_rect lit = {place.x_du - pad, y - pad / 2, place.width_du + 2 * pad,
                                canvas_text_height(c, &stem, text, place.width_du) + pad};
        canvas_rect(c, lit, pad, c->skin.lit, DRAW_NO_COLOR, 0);
    }
    y += canvas_text(c, &stem, text, place.x_du, y, place.width_du) + canvas_u(c, 10);
    if (!has_hint(c))
        return;
    int32_t icon = hint.size_du * 14 / 10;
    canvas_icon(c, FONT_ICON_BOLD, ICON("hand-pointing"), place.x_du + icon * 2 / 5,
                y + type_line_du(&hint) / 2, hint.size_du * 11 / 10, c->skin.brand);
    canvas_text(c, &hint, canvas_word(c, hint_of(c->view->question)), place.x_du + icon, y,
                place.width_du - icon);
}

/* --- Cards --- */

enum { CARD_PAD = 26, BADGE = 38 };

static int32_t card_text_width(const struct canvas *c, unsigned place, int32_t width_du)
{
    const struct quiz_option *o = option_at(c->view, place);
    int32_t icon =
        o && o->icon.text.size && !is_bare(c) ? canvas_u(c, 2 * BADGE + CARD_PAD / 2) : 0;
    return width_du - 2 * canvas_u(c, CARD_PAD) - canvas_u(c, 2 * BADGE + CARD_PAD) - icon;
}

static int32_t card_need(const struct canvas *c, const void *context, unsigned index,
                         int32_t width_du)
{
    (void)context;
    struct type type = type_body(c);
    const struct para *para =
        canvas_para(c, &type, option_text(c, index), card_text_width(c, index, width_du));
    return para->too_wide ? INT32_MAX / 2 : para->height_du + canvas_u(c, 24);
}

static void draw_card_ground(struct canvas *c, struct draw_rect r, bool chosen, bool pressed,
                             bool lit)
{
    struct draw_color fill = lit ? c->skin.lit : chosen ? c->skin.brand_tint : c->skin.card;
    struct draw_color line = chosen || pressed ? c->skin.brand : c->skin.line;
    canvas_rect(c, r, canvas_u(c, 26), pressed ? c->skin.brand_tint : fill, line,
                canvas_u(c, chosen    ? 8
                            : pressed ? 6
                                      : 4));
}

static void draw_card(struct canvas *c, struct draw_rect r, unsigned place)
{
    const struct view *v = c->view;
    const struct quiz_option *o = option_at(v, place);
    bool chosen = v->marks[place] == MARK_CHOSEN;
    int target = canvas_target(c, r, ACT_OPTION, (int32_t)place, true, option_text(c, place).text);
    bool pressed = canvas_pressed(c, target);
    struct draw_rect box = pressed ? rect_inset(r, canvas_u(c, 4)) : r;
    draw_card_ground(c, box, chosen, pressed, v->reading && v->reading_part == (int)place + 1);
    canvas_focus_ring(c, target, r, canvas_u(c, 26));
    int32_t pad = canvas_u(c, CARD_PAD), radius = canvas_u(c, BADGE), y = r.y_du + r.height_du / 2;
    canvas_badge(c, r.x_du + pad + radius, y, radius, chosen ? c->skin.brand : c->skin.brand_tint,
                 chosen ? c->skin.on_brand : c->skin.brand, option_letter(place),
                 chosen ? ICON("check") : (struct slice){0});
    struct type type = type_body(c);
    type.font = chosen ? FONT_SEMIBOLD : FONT_MEDIUM;
    int32_t width = card_text_width(c, place, r.width_du);
    canvas_text_in(c, &type, option_text(c, place),
                   (struct draw_rect){r.x_du + 2 * pad + 2 * radius, r.y_du, width, r.height_du});
    if (o && o->icon.text.size && !is_bare(c))
        canvas_icon(c, FONT_ICON, o->icon.text, r.x_du + r.width_du - pad - radius, y, 2 * radius,
                    c->skin.brand);
}

static void draw_cards(struct canvas *c, struct draw_rect box)
{
    static const unsigned two[] = {2, 3, 1, 0}, one[] = {1, 2, 3, 0}, upright[] = {1, 2, 0},
                          beside[] = {1, 2, 0};
    unsigned count = c->view->question->option_count;
    /* Three stand better in one column than with a hole beside the last. */
    const unsigned *landscape = count == 3 ? one : two;
    struct grid g = grid_plan(c, box, count,
                              c->upright               ? upright
                              : c->side && !is_bare(c) ? beside
                                                       : landscape,
                              canvas_u(c, c->upright ? 190 : 210), card_need, NULL);
    c->fits = c->fits && g.fits;
    for (unsigned i = 0; i < count; i++)
        draw_card(c, grid_cell(&g, i), i);
}

/* --- Two big buttons --- */

enum { BIG_GAP = 20, BIG_PAD = 36 };

static int32_t big_icon(const struct type *type)
{
    return type->size_du * 12 / 10;
}

/* So that sign and word stand clear of the edges, but never below the body's size; one size for
 * both buttons: neither shall look like the better choice. */
static int32_t big_size(const struct canvas *c, int32_t width_du)
{
    struct type type = type_title(c);
    int32_t room = width_du - 2 * canvas_u(c, BIG_PAD) - canvas_u(c, BIG_GAP);
    type.size_du = min_du(type.size_du, canvas_u(c, 72));
    for (unsigned i = 0; i < 2 && i < c->view->question->option_count; i++)
        while (type.size_du > c->body_du &&
               big_icon(&type) + canvas_para(c, &type, option_text(c, i), INT32_MAX / 4)->width_du >
                   room)
            type.size_du = max_du(type.size_du * 95 / 100, c->body_du);
    return type.size_du;
}

static void draw_big_button(struct canvas *c, struct draw_rect r, unsigned place, bool good)
{
    const struct view *v = c->view;
    struct rich text = option_text(c, place);
    bool chosen = v->marks[place] == MARK_CHOSEN, scam = v->question->kind == QUIZ_SCAM;
    int target = canvas_target(c, r, ACT_OPTION, (int32_t)place, true, text.text);
    bool pressed = canvas_pressed(c, target);
    bool lit = v->reading && v->reading_part == (int)place + 1;
    struct draw_color color = good ? c->skin.ok : c->skin.warn;
    struct draw_color tint = good ? c->skin.ok_tint : c->skin.warn_tint;
    struct draw_color fill = chosen ? color : pressed ? tint : lit ? c->skin.lit : c->skin.card;
    struct draw_color ink = chosen ? c->skin.card : color;
    canvas_rect(c, pressed ? rect_inset(r, canvas_u(c, 4)) : r, canvas_u(c, 30), fill, color,
                canvas_u(c, chosen ? 8 : 5));
    canvas_focus_ring(c, target, r, canvas_u(c, 30));
    struct slice icon = good   ? ICON("check-circle")
                        : scam ? ICON("warning-octagon")
                               : ICON("x-circle");
    struct type type = type_centered(type_colored(type_title(c), ink));
    type.size_du = big_size(c, r.width_du);
    /* A tick takes the sign's place: chosen is not told by colour alone. */
    int32_t size = big_icon(&type), gap = canvas_u(c, BIG_GAP);
    int32_t width = canvas_para(c, &type, text, INT32_MAX / 4)->width_du;
    int32_t x = r.x_du + (r.width_du - size - gap - width) / 2, y = r.y_du + r.height_du / 2;
    if (size + gap + width > r.width_du - canvas_u(c, 24))
        c->fits = false;
    if (chosen)
        canvas_badge(c, x + size / 2, y, size * 11 / 20, ink, color, (struct slice){0},
                     ICON("check-fat"));
    else
        canvas_icon(c, FONT_ICON_BOLD, icon, x + size / 2, y, size, ink);
    type.align = PARA_LEFT;
    type.wrap = PARA_WRAP_NONE;
    canvas_text_in(c, &type, text,
                   (struct draw_rect){x + size + gap, r.y_du, width + DU_PER_PT, r.height_du});
}

static void draw_two_answers(struct canvas *c, struct draw_rect box)
{
    int32_t gap = max_du(c->gap_du, canvas_u(c, 40));
    int32_t height = min_du(box.height_du, canvas_u(c, 250));
    int32_t width = (box.width_du - gap) / 2;
    if (height < c->target_du)
        c->fits = false;
    height = max_du(height, c->target_du);
    for (unsigned i = 0; i < 2 && i < c->view->question->option_count; i++) {
        const struct quiz_option *o = option_at(c->view, i);
        draw_big_button(
            c, (struct draw_rect){box.x_du + (int32_t)i * (width + gap), box.y_du, width, height},
            i, o == &c->view->question->options[0]);
    }
}

/* --- The whole --- */

static void draw_answers(struct canvas *c, struct draw_rect box)
{
    switch (c->view->question->kind) {
    case QUIZ_SINGLE:
    case QUIZ_MULTIPLE:
        draw_cards(c, box);
        return;
    case QUIZ_TRUE_FALSE:
    case QUIZ_SCAM:
        draw_two_answers(c, box);
        return;
    case QUIZ_ORDER:
        answers_order(c, box);
        return;
    case QUIZ_MATCH:
        answers_match(c, box);
        return;
    case QUIZ_POINT:
        answers_point(c, box);
        return;
    case QUIZ_KIND_COUNT:
        break;
    }
    UNREACHABLE("quiz kind");
}

/* Message and answers: the phone runs off the lower edge, as a held phone does. Returns where the
 * foot may begin. */
static int32_t draw_scam(struct canvas *c, struct areas a)
{
    struct draw_rect box = a.content;
    if (c->upright) {
        int32_t below = stem_height(c, box.width_du) + canvas_u(c, 36 + 250 + 40);
        struct draw_rect phone = rect_cut_top(&box, box.height_du - below, canvas_u(c, 40));
        int32_t inset = canvas_u(c, 60);
        phone.x_du += inset;
        phone.width_du -= 2 * inset;
        phone_draw_message(c, phone, &c->view->question->message);
    } else {
        struct draw_rect phone =
            rect_cut_left(&box, box.width_du * (c->side ? 46 : 40) / 100, canvas_u(c, 60));
        phone.height_du = c->height_du - phone.y_du;
        phone_draw_message(c, phone, &c->view->question->message);
    }
    draw_stem(c, &box);
    draw_two_answers(c, box);
    return c->upright ? a.foot.x_du : box.x_du;
}

static bool can_undo(const struct view *v)
{
    bool any = false;
    for (unsigned i = 0; i < QUIZ_SCREEN_ITEMS_MAX; i++)
        any = any || v->sequence[i] > 0 ||
              (v->question->kind == QUIZ_MATCH && i < v->question->option_count && v->pair[i] >= 0);
    return any;
}

/* "Take back" stands over the two others where there is one: `upper` is then another row. */
static void draw_foot_tight(struct canvas *c, struct draw_rect foot, struct draw_rect upper)
{
    const struct view *v = c->view;
    const struct button pair[2] = {{.style = BUTTON_PLAIN,
                                    .label = canvas_word(c, LABEL_DO_NOT_KNOW),
                                    .act = ACT_SKIP,
                                    .size_du = c->label_du},
                                   {.style = BUTTON_PRIMARY,
                                    .label = canvas_word(c, LABEL_ANSWER),
                                    .act = ACT_ANSWER,
                                    .disabled = !v->can_answer,
                                    .size_du = c->label_du}};
    if (upper.y_du != foot.y_du)
        chrome_side_button(c, upper, LABEL_UNDO, ACT_UNDO, can_undo(v), ICON("arrow-u-up-left"));
    chrome_equal_buttons(c, foot, pair);
}

static void draw_foot(struct canvas *c, struct draw_rect foot)
{
    const struct view *v = c->view;
    bool by_taps = v->question->kind == QUIZ_ORDER || v->question->kind == QUIZ_MATCH;
    bool any = can_undo(v);
    struct draw_rect rest = foot;
    if (by_taps) {
        int32_t right =
            chrome_side_button(c, foot, LABEL_UNDO, ACT_UNDO, any,
                               c->upright ? (struct slice){0} : ICON("arrow-u-up-left"));
        rest.x_du = right + c->gap_du;
    }
    chrome_side_button(c, rest, LABEL_DO_NOT_KNOW, ACT_SKIP, true, (struct slice){0});
    chrome_main_button(c, foot, LABEL_ANSWER, ACT_ANSWER, v->can_answer, ICON("arrow-right"));
}

/* Where much is to be chosen on a low panel: the answers have the whole height, and the foot stands
 * under the stem. */
static void draw_tight(struct canvas *c, struct areas a)
{
    struct draw_rect box = a.content;
    box.height_du = a.foot.y_du + a.foot.height_du - box.y_du;
    int32_t gap = max_du(c->gap_du, canvas_u(c, 30));
    struct draw_rect left = rect_cut_left(&box, box.width_du * 38 / 100, gap);
    bool by_taps = c->view->question->kind == QUIZ_ORDER || c->view->question->kind == QUIZ_MATCH;
    struct draw_rect foot = rect_cut_bottom(&left, c->target_du, c->gap_du);
    draw_foot_tight(c, foot, by_taps ? rect_cut_bottom(&left, c->target_du, c->gap_du) : foot);
    draw_stem(c, &left);
    if (left.height_du + canvas_u(c, 22) < 0)
        c->fits = false;
    draw_answers(c, box);
}

void screen_question(struct canvas *c)
{
    const struct quiz_question *q = c->view->question;
    struct areas a = chrome_draw(c, chrome_progress(c));
    if (!q)
        return;
    if (c->tight && q->kind != QUIZ_SCAM) {
        draw_tight(c, a);
        return;
    }
    if (q->kind == QUIZ_SCAM) {
        int32_t left = draw_scam(c, a);
        a.foot.width_du -= left - a.foot.x_du;
        a.foot.x_du = left;
    } else if (c->side && !c->upright && !is_bare(c)) {
        struct draw_rect box = a.content;
        struct draw_rect stem = rect_cut_left(&box, box.width_du * 34 / 100, canvas_u(c, 40));
        draw_stem(c, &stem);
        if (stem.height_du < 0)
            c->fits = false;
        draw_answers(c, box);
    } else {
        draw_stem(c, &a.content);
        draw_answers(c, a.content);
    }
    draw_foot(c, a.foot);
}
