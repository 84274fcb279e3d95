/*
 * After an answer: right or not in kind words, what was chosen, what is right, why, and the one
 * thing to do at home. "Đã lưu" stands here only when the store has committed (view->saved).
 */
#include "base/arena.h"
#include "kiosk/screens/parts.h"

struct line {
    struct slice badge, icon; /**< One of them, or none. */
    struct rich text;
    bool good;
};

struct answer_card {
    enum label head; /**< LABEL_COUNT: none, each line says it. */
    struct slice icon;
    bool good;
    struct line lines[QUIZ_SCREEN_ITEMS_MAX];
    unsigned count;
};

/* --- What was chosen and what is right --- */

static bool in_file_order(const struct quiz_question *q)
{
    return q->kind == QUIZ_ORDER || q->kind == QUIZ_MATCH;
}

static struct rich pair_text(const struct canvas *c, const struct quiz_option *o)
{
    return rich_plain(arena_printf(c->kit->arena, "%.*s – %.*s", SLICE_ARG(o->text.rich.text),
                                   SLICE_ARG(o->match.rich.text)));
}

static void collect_right_in_order(const struct canvas *c, struct answer_card *card)
{
    const struct quiz_question *q = c->view->question;
    for (unsigned i = 0; i < q->option_count && i < QUIZ_SCREEN_ITEMS_MAX; i++) {
        struct line *line = &card->lines[card->count++];
        bool order = q->kind == QUIZ_ORDER;
        line->badge = order ? arena_printf(c->kit->arena, "%u", i + 1) : (struct slice){0};
        line->text = order ? q->options[i].text.rich : pair_text(c, &q->options[i]);
    }
}

static bool has_letters(const struct quiz_question *q)
{
    return q->kind == QUIZ_SINGLE || q->kind == QUIZ_MULTIPLE ||
           (q->kind == QUIZ_POINT && q->picture.text.size);
}

/* Which of the marks go onto a card, as a set of bits. */
static void collect(const struct canvas *c, struct answer_card *card, unsigned marks)
{
    const struct view *v = c->view;
    for (unsigned i = 0; i < v->question->option_count && i < QUIZ_SCREEN_ITEMS_MAX; i++) {
        if (!(marks & 1u << v->marks[i]))
            continue;
        struct line *line = &card->lines[card->count++];
        line->badge = has_letters(v->question) ? option_letter(i) : (struct slice){0};
        line->text = option_text(c, i);
    }
}

enum {
    RIGHT_CHOSEN = 1u << MARK_RIGHT_CHOSEN,
    MISSED = 1u << MARK_RIGHT,
    WRONG = 1u << MARK_WRONG_CHOSEN
};

/* Where several are right, each line says how its option stands: "Còn thiếu: …", with an icon. */
static void collect_lines(const struct canvas *c, struct answer_card *card)
{
    static const struct {
        enum label word;
        const char *icon;
        bool good;
        unsigned marks;
    } sorts[] = {{LABEL_CHOSEN_RIGHT, "check-circle", true, RIGHT_CHOSEN},
                 {LABEL_CHOSEN_WRONG, "x-circle", false, WRONG},
                 {LABEL_MISSED, "plus-circle", true, MISSED}};
    *card = (struct answer_card){.head = LABEL_COUNT};
    for (unsigned s = 0; s < sizeof sorts / sizeof sorts[0]; s++) {
        unsigned first = card->count;
        collect(c, card, sorts[s].marks);
        for (unsigned i = first; i < card->count; i++) {
            struct line *line = &card->lines[i];
            struct slice word = canvas_word(c, sorts[s].word).text;
            line->badge = (struct slice){0};
            line->icon = slice_from(sorts[s].icon);
            line->good = sorts[s].good;
            line->text =
                canvas_markup(c, arena_printf(c->kit->arena, "**%.*s:** %.*s", SLICE_ARG(word),
                                              SLICE_ARG(line->text.text)));
        }
    }
}

static unsigned collect_cards(const struct canvas *c, struct answer_card cards[2])
{
    const struct quiz_question *q = c->view->question;
    unsigned count = 0;
    memset(cards, 0, 2 * sizeof cards[0]);
    if (q->kind == QUIZ_MULTIPLE && !c->view->was_right) {
        collect_lines(c, &cards[0]);
        return cards[0].count > 0;
    }
    if (!in_file_order(q) && !c->view->was_right) {
        cards[0].head = LABEL_YOU_CHOSE;
        cards[0].icon = ICON("hand-pointing");
        collect(c, &cards[0], WRONG);
        count = cards[0].count > 0;
    }
    struct answer_card *right = &cards[count];
    *right = (struct answer_card){
        .head = LABEL_RIGHT_ANSWER, .icon = ICON("check-circle"), .good = true};
    if (in_file_order(q))
        collect_right_in_order(c, right);
    else
        collect(c, right, MISSED | RIGHT_CHOSEN);
    return count + (right->count > 0);
}

/* --- Parts: each gives its height, and draws unless `c` only measures --- */

enum { PAD = 24, LINE_GAP = 8 };

static int32_t badge_room(const struct canvas *c, const struct line *line)
{
    return line->badge.size || line->icon.size ? c->body_du * 2 : 0;
}

/* Lines that begin with a strong word are not strong themselves. */
static struct type line_type(const struct canvas *c, const struct answer_card *card)
{
    return card->head == LABEL_COUNT ? type_body(c) : type_strong(c);
}

static int32_t card_height(const struct canvas *c, const struct answer_card *card, int32_t width_du)
{
    struct type head = type_label(c), body = line_type(c, card);
    int32_t pad = canvas_u(c, PAD), height = pad;
    if (card->head != LABEL_COUNT)
        height += type_line_du(&head);
    for (unsigned i = 0; i < card->count; i++)
        height += canvas_u(c, LINE_GAP) +
                  canvas_text_height(c, &body, card->lines[i].text,
                                     width_du - 2 * pad - badge_room(c, &card->lines[i]));
    return height + pad * 3 / 4;
}

static int32_t draw_card_head(struct canvas *c, const struct answer_card *card, struct draw_rect r,
                              struct draw_color color)
{
    struct type head = type_colored(type_label(c), color);
    int32_t icon = head.size_du * 12 / 10, indent = icon + canvas_u(c, 10);
    canvas_icon(c, FONT_ICON_BOLD, card->icon, r.x_du + icon / 2, r.y_du + type_line_du(&head) / 2,
                icon, color);
    return canvas_text(c, &head, canvas_word(c, card->head), r.x_du + indent, r.y_du,
                       r.width_du - indent);
}

static void draw_card(struct canvas *c, const struct answer_card *card, struct draw_rect r)
{
    struct draw_color color = card->good ? c->skin.ok : c->skin.ink_soft;
    struct type body = line_type(c, card);
    int32_t pad = canvas_u(c, PAD), x = r.x_du + pad, y = r.y_du + pad * 3 / 4;
    canvas_rect(c, r, canvas_u(c, 24), card->good ? c->skin.ok_tint : c->skin.card,
                card->good ? c->skin.ok : c->skin.line, canvas_u(c, card->good ? 5 : 3));
    if (card->head != LABEL_COUNT)
        y += draw_card_head(c, card, (struct draw_rect){x, y, r.width_du - 2 * pad, 0}, color);
    for (unsigned i = 0; i < card->count; i++) {
        const struct line *line = &card->lines[i];
        int32_t room = badge_room(c, line), radius = c->body_du * 3 / 4;
        y += canvas_u(c, LINE_GAP);
        if (line->icon.size)
            canvas_icon(c, FONT_ICON_BOLD, line->icon, x + radius, y + type_line_du(&body) / 2,
                        radius * 2, line->good ? c->skin.ok : c->skin.ink_soft);
        else if (room)
            canvas_badge(c, x + radius, y + type_line_du(&body) / 2, radius, color, c->skin.card,
                         line->badge, (struct slice){0});
        y += canvas_text(c, &body, line->text, x + room, y, r.width_du - 2 * pad - room);
    }
}

static struct rich explanation(const struct view *v)
{
    const struct quiz_question *q = v->question;
    return v->was_right || q->when_wrong.rich.text.size == 0 ? q->when_right.rich
                                                             : q->when_wrong.rich;
}

static int32_t advice_height(const struct canvas *c, int32_t width_du)
{
    const struct rich advice = c->view->question->advice.rich;
    struct type head = type_label(c), body = type_body(c);
    if (advice.text.size == 0)
        return 0;
    int32_t pad = canvas_u(c, PAD), room = canvas_u(c, 70) + pad;
    return pad * 3 / 2 + type_line_du(&head) +
           canvas_text_height(c, &body, advice, width_du - 2 * pad - room);
}

static void draw_advice(struct canvas *c, struct draw_rect r)
{
    struct type head = type_colored(type_label(c), c->skin.warn), body = type_body(c);
    int32_t pad = canvas_u(c, PAD), icon = canvas_u(c, 70);
    int32_t x = r.x_du + pad, text_x = x + icon + pad, width = r.width_du - 3 * pad - icon;
    canvas_rect(c, r, canvas_u(c, 24), canvas_is_read(c, 2) ? c->skin.lit : c->skin.warn_tint,
                c->skin.accent, canvas_u(c, 5));
    canvas_badge(c, x + icon / 2, r.y_du + r.height_du / 2, icon / 2, c->skin.accent,
                 c->skin.contrast ? c->skin.on_brand : c->skin.ink, (struct slice){0},
                 ICON("house-line"));
    int32_t y = r.y_du + pad * 3 / 4;
    y += canvas_text(c, &head, canvas_word(c, LABEL_ADVICE), text_x, y, width);
    canvas_text(c, &body, c->view->question->advice.rich, text_x, y, width);
}

/* --- Headline --- */

/* What became of the answer; LABEL_COUNT: nothing is said. */
static enum label kept_label(const struct view *v)
{
    if (v->saved)
        return LABEL_SAVED;
    return v->practice || v->unrecorded ? LABEL_NOT_RECORDED : LABEL_COUNT;
}

static int32_t kept_width(const struct canvas *c)
{
    struct type type = type_label(c);
    if (kept_label(c->view) == LABEL_COUNT)
        return 0;
    return canvas_para(c, &type, canvas_word(c, kept_label(c->view)), INT32_MAX / 4)->width_du +
           type.size_du * 2 + canvas_u(c, 40);
}

static void draw_kept(struct canvas *c, struct draw_rect band)
{
    struct type type = type_colored(type_label(c), c->skin.ink_soft);
    int32_t width = kept_width(c), height = type_line_du(&type) * 13 / 10;
    struct draw_rect r = {band.x_du + band.width_du - width - canvas_u(c, PAD),
                          band.y_du + (band.height_du - height) / 2, width, height};
    canvas_rect(c, r, height / 2, c->skin.card, c->skin.line, canvas_u(c, 3));
    int32_t icon = type.size_du * 12 / 10, x = r.x_du + canvas_u(c, 20);
    canvas_icon(c, FONT_ICON_BOLD, c->view->saved ? ICON("check") : ICON("prohibit"), x + icon / 2,
                r.y_du + height / 2, icon, c->view->saved ? c->skin.ok : c->skin.ink_soft);
    canvas_text_in(c, &type, canvas_word(c, kept_label(c->view)),
                   (struct draw_rect){x + icon + canvas_u(c, 8), r.y_du, width, height});
}

static void draw_headline(struct canvas *c, struct draw_rect *box)
{
    bool right = c->view->was_right;
    struct draw_color color = right ? c->skin.ok : c->skin.brand;
    struct type type = type_colored(type_title(c), color);
    struct rich text = canvas_word(c, right ? LABEL_RIGHT : LABEL_NOT_RIGHT);
    int32_t pad = canvas_u(c, PAD), radius = canvas_u(c, 46);
    int32_t kept = kept_width(c);
    kept += kept ? pad : 0;
    int32_t width = box->width_du - 3 * pad - 2 * radius - kept - pad;
    type.size_du = min_du(type.size_du, canvas_u(c, 66));
    int32_t text_height = canvas_text_height(c, &type, text, width);
    int32_t height = max_du(2 * radius, text_height) + pad;
    struct draw_rect band = rect_cut_top(box, height, canvas_u(c, c->upright ? 34 : 20));
    canvas_rect(c, band, canvas_u(c, 30), right ? c->skin.ok_tint : c->skin.brand_tint,
                c->skin.contrast ? c->skin.line : DRAW_NO_COLOR, canvas_u(c, 4));
    canvas_badge(c, band.x_du + pad + radius, band.y_du + height / 2, radius, color,
                 c->skin.contrast && right ? c->skin.card : c->skin.on_brand, (struct slice){0},
                 right ? ICON("check") : ICON("lightbulb"));
    canvas_text_in(c, &type, text,
                   (struct draw_rect){band.x_du + 2 * pad + 2 * radius, band.y_du, width, height});
    if (kept)
        draw_kept(c, band);
}

/* --- The whole --- */

static void draw_answers(struct canvas *c, struct draw_rect *box)
{
    struct answer_card cards[2];
    unsigned count = collect_cards(c, cards);
    int32_t gap = canvas_u(c, 20);
    for (unsigned i = 0; i < count; i++) {
        int32_t height = card_height(c, &cards[i], box->width_du);
        draw_card(c, &cards[i], rect_cut_top(box, height, gap));
    }
    if (box->height_du + gap < 0)
        c->fits = false;
}

static void draw_why(struct canvas *c, struct draw_rect box)
{
    struct type body = type_body(c);
    struct rich why = explanation(c->view);
    bool lit = canvas_is_read(c, 1);
    int32_t height = canvas_text_height(c, &body, why, box.width_du), gap = canvas_u(c, 26);
    if (why.text.size && lit)
        canvas_rect(c,
                    (struct draw_rect){box.x_du - canvas_u(c, 10), box.y_du,
                                       box.width_du + canvas_u(c, 20), height},
                    canvas_u(c, 10), c->skin.lit, DRAW_NO_COLOR, 0);
    canvas_text(c, &body, why, box.x_du, box.y_du, box.width_du);
    rect_cut_top(&box, height, height ? gap : 0);
    int32_t advice = advice_height(c, box.width_du);
    if (advice > box.height_du)
        c->fits = false;
    else if (advice)
        draw_advice(c, rect_cut_top(&box, advice, 0));
    else if (box.height_du + gap < 0)
        c->fits = false;
}

void screen_feedback(struct canvas *c)
{
    struct areas a = chrome_draw(c, chrome_progress(c));
    if (!c->view->question)
        return;
    struct draw_rect box = a.content;
    draw_headline(c, &box);
    if (c->upright) {
        draw_answers(c, &box);
        rect_cut_top(&box, 0, canvas_u(c, 10));
        draw_why(c, box);
    } else {
        int32_t share = c->side ? 50 : 44;
        struct draw_rect left = rect_cut_left(&box, box.width_du * share / 100, canvas_u(c, 50));
        /* Under it the foot is empty: its button stands at the right end. */
        left.height_du = a.foot.y_du + a.foot.height_du - left.y_du;
        draw_answers(c, &left);
        draw_why(c, box);
    }
    chrome_main_button(c, a.foot, LABEL_NEXT, ACT_NEXT, true, ICON("arrow-right"));
}
