/*
 * The end of a round: warm words, one to three things to take home, and, where the team can keep
 * names safe, the offer to be called. Points are told once and small: this is not a test.
 */
#include "base/arena.h"
#include "kiosk/screen_parts.h"
#include "page/symbols.h" /* Brings qr/matrix.h: codes come to the kiosk by way of page/. */

/* Black on white with its quiet zone, in every skin: cameras want it so. */
static void draw_code(struct canvas *c, struct draw_rect square, struct slice link)
{
    struct qr_matrix *m = ARENA_NEW(c->kit->arena, struct qr_matrix);
    struct error e = {0};
    struct draw_color white = {.r = 255, .g = 255, .b = 255}, black = {.k = 100};
    canvas_rect(c, square, canvas_u(c, 16), white, DRAW_NO_COLOR, 0);
    if (!qr_encode(m, link, QR_LEVEL_M, &e)) {
        c->fits = false;
        return;
    }
    int32_t modules = (int32_t)m->side + 2 * QR_QUIET_MODULES;
    int32_t module = square.width_du / modules;
    /* Whole pixels where little of the size is lost by it. */
    int32_t whole = module / DU_PER_PT * DU_PER_PT;
    module = whole >= module * 94 / 100 ? whole : module;
    int32_t side = module * (int32_t)m->side;
    list_qr(c->list, square.x_du + (square.width_du - side) / 2,
            square.y_du + (square.height_du - side) / 2, module, m->side, m->bits, black);
}

static enum label headline(const struct view *v)
{
    if (v->question_count && v->right_count == v->question_count)
        return LABEL_WELL_ALL;
    return 2 * v->right_count >= v->question_count ? LABEL_WELL_MOST : LABEL_WELL_SOME;
}

static struct rich counted(const struct canvas *c)
{
    const struct view *v = c->view;
    return v->right_count ? canvas_format(c, LABEL_SCORE, v->right_count, v->question_count)
                          : canvas_word(c, LABEL_SCORE_NONE);
}

static struct rich score(const struct canvas *c)
{
    const struct view *v = c->view;
    if (v->practice || v->unrecorded)
        return rich_plain(arena_printf(c->kit->arena, "%.*s %s.", SLICE_ARG(counted(c).text),
                                       label_in(v->language, LABEL_NOT_RECORDED)));
    return counted(c);
}

static void draw_summary(struct canvas *c, struct draw_rect *box)
{
    const struct view *v = c->view;
    struct type title = type_colored(type_title(c), c->skin.on_brand);
    struct type body = type_colored(type_body(c), c->skin.on_brand);
    int32_t pad = canvas_u(c, 26), icon = canvas_u(c, c->upright ? 130 : 96);
    int32_t width = box->width_du - 3 * pad - icon;
    title.size_du = min_du(title.size_du, canvas_u(c, 76));
    struct rich words = canvas_word(c, headline(v)), said = score(c);
    int32_t text =
        canvas_text_height(c, &title, words, width) + canvas_text_height(c, &body, said, width);
    int32_t height = max_du(text, icon) + pad;
    struct draw_rect band = rect_cut_top(box, height, canvas_u(c, c->upright ? 40 : 20));
    canvas_rect(c, band, canvas_u(c, 30), c->skin.brand, DRAW_NO_COLOR, 0);
    int32_t cx = band.x_du + pad + icon / 2, cy = band.y_du + height / 2;
    canvas_disc(c, cx, cy, icon / 2, c->skin.card, DRAW_NO_COLOR, 0);
    canvas_icon(c, FONT_ICON_FILL, ICON("hand-heart"), cx, cy, icon * 6 / 10,
                c->skin.contrast ? c->skin.ink : c->skin.brand);
    int32_t x = band.x_du + 2 * pad + icon, y = band.y_du + (height - text) / 2;
    y += canvas_text(c, &title, words, x, y, width);
    canvas_text(c, &body, said, x, y, width);
}

/* --- Lessons --- */

struct lesson_shape {
    int32_t code_du; /**< Side of the square. */
    bool beside;     /**< Code left of the words, else above them. */
};

static int32_t lesson_words(const struct canvas *c, const struct view_lesson *l, int32_t width_du)
{
    struct type title = type_strong(c), body = type_body(c);
    return canvas_text_height(c, &title, rich_plain(l->title), width_du) + canvas_u(c, 8) +
           canvas_text_height(c, &body, rich_plain(l->shown), width_du);
}

static void draw_lesson_words(struct canvas *c, const struct view_lesson *l, int32_t x_du,
                              int32_t y_du, int32_t width_du, bool centered)
{
    struct type title = type_strong(c);
    struct type body = type_colored(type_body(c), c->skin.brand);
    if (centered) {
        title = type_centered(title);
        body = type_centered(body);
    }
    y_du += canvas_text(c, &title, rich_plain(l->title), x_du, y_du, width_du) + canvas_u(c, 8);
    canvas_text(c, &body, rich_plain(l->shown), x_du, y_du, width_du);
}

/* Parts 0 and 1 of what is read aloud are the score and the head over the lessons. */
static void draw_lesson(struct canvas *c, unsigned index, struct draw_rect r,
                        const struct lesson_shape *shape)
{
    const struct view_lesson *l = &c->view->lessons[index];
    int32_t pad = canvas_u(c, 22), code = l->link.size ? shape->code_du : 0;
    canvas_rect(c, r, canvas_u(c, 26),
                canvas_is_read(c, (int)index + 2) ? c->skin.lit : c->skin.card, c->skin.line,
                canvas_u(c, 4));
    struct draw_rect in = rect_inset(r, pad);
    struct draw_rect square = {in.x_du, in.y_du + (in.height_du - code) / 2, code, code};
    int32_t room = shape->beside ? in.width_du - (code ? code + pad : 0) : in.width_du;
    int32_t words = lesson_words(c, l, room);
    if (!shape->beside) {
        int32_t total = code + (code ? canvas_u(c, 10) : 0) + words;
        square.x_du += (in.width_du - code) / 2;
        square.y_du = in.y_du + (in.height_du - total) / 2;
        if (total > in.height_du)
            c->fits = false;
        draw_lesson_words(c, l, in.x_du, square.y_du + total - words, room, true);
    } else {
        if (words > in.height_du)
            c->fits = false;
        draw_lesson_words(c, l, in.x_du + in.width_du - room, in.y_du + (in.height_du - words) / 2,
                          room, false);
    }
    if (code)
        draw_code(c, square, l->link);
}

static void draw_lessons(struct canvas *c, struct draw_rect box)
{
    const struct view *v = c->view;
    struct type head = type_strong(c);
    int32_t gap = canvas_u(c, 30), count = (int32_t)v->lesson_count;
    struct rich words = canvas_word(c, LABEL_TAKE_HOME);
    int32_t height = canvas_text_height(c, &head, words, box.width_du);
    canvas_text(c, &head, words, box.x_du, box.y_du, box.width_du);
    rect_cut_top(&box, height, canvas_u(c, 14));
    bool rows = c->upright;
    struct draw_rect cell = box;
    if (rows) {
        cell.height_du = min_du((box.height_du - gap * (count - 1)) / count, canvas_u(c, 400));
    } else {
        cell.width_du = min_du((box.width_du - gap * (count - 1)) / count, canvas_u(c, 900));
        cell.height_du = min_du(box.height_du, canvas_u(c, 560));
    }
    struct lesson_shape shape = {.beside = rows || count < 3 || c->side};
    int32_t inner = cell.height_du - 2 * canvas_u(c, 22), tallest = 0;
    for (int32_t i = 0; i < count; i++)
        tallest =
            max_du(tallest, lesson_words(c, &v->lessons[i], cell.width_du - 2 * canvas_u(c, 22)));
    shape.code_du = shape.beside ? min_du(inner, cell.width_du * 46 / 100)
                                 : min_du(inner - tallest - canvas_u(c, 10),
                                          cell.width_du - 2 * canvas_u(c, 22));
    if (shape.code_du < canvas_u(c, 200)) {
        c->fits = false;
        return;
    }
    shape.code_du = min_du(shape.code_du, canvas_u(c, 400));
    if (!rows && shape.beside)
        cell.height_du = min_du(cell.height_du, shape.code_du + 3 * canvas_u(c, 22));
    for (int32_t i = 0; i < count; i++) {
        struct draw_rect r = cell;
        r.x_du += rows ? 0 : i * (cell.width_du + gap);
        r.y_du += rows ? i * (cell.height_du + gap) : 0;
        draw_lesson(c, (unsigned)i, r, &shape);
    }
}

/* The offer stands in the foot, beside its button; skipping it is just "Xong". */
static void draw_offer(struct canvas *c, struct areas *a, int32_t main_left_du)
{
    struct type type = c->upright ? type_body(c) : type_label(c);
    struct rich words = canvas_word(c, LABEL_FOLLOW_UP_NOTE);
    int32_t right =
        chrome_side_button(c, a->foot, LABEL_FOLLOW_UP, ACT_AGREE, true, ICON("phone-call"));
    if (c->upright) {
        int32_t height = canvas_text_height(c, &type, words, a->content.width_du);
        struct draw_rect line = rect_cut_bottom(&a->content, height, canvas_u(c, 24));
        canvas_text(c, &type, words, line.x_du, line.y_du, line.width_du);
        return;
    }
    int32_t pad = canvas_u(c, 24);
    type.font = FONT_MEDIUM;
    canvas_text_shrunk(c, type, canvas_u(c, 36), words,
                       (struct draw_rect){right + pad, a->foot.y_du, main_left_du - right - 2 * pad,
                                          a->foot.height_du});
}

void screen_end(struct canvas *c)
{
    const struct view *v = c->view;
    struct areas a = chrome_draw(c, canvas_word(c, LABEL_RESULT));
    chrome_main_button(c, a.foot, LABEL_DONE, ACT_NEXT, true, ICON("check"));
    int32_t main_left = c->targets->items[c->targets->count - 1].rect.x_du;
    if (v->offer_contact)
        draw_offer(c, &a, main_left);
    if (v->lesson_count == 0) {
        struct notice n = {.icon = ICON("hand-heart"),
                           .color = c->skin.brand,
                           .title = canvas_word(c, headline(v)),
                           .text = score(c),
                           .more = canvas_word(c, LABEL_NOTHING_LEFT)};
        notice_draw(c, &n, a.content);
        return;
    }
    draw_summary(c, &a.content);
    draw_lessons(c, a.content);
}
