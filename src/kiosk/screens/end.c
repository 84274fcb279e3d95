/*
 * The end of a round: warm words, one to three things to take home, and, where the team can keep
 * names safe, the offer to be called. Points are told once and small: this is not a test.
 */
#include "base/arena.h"
#include "kiosk/screens/parts.h"
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

/* The last resort for three lessons on a low panel. */
static bool is_compact(const struct canvas *c)
{
    return c->tight || (c->upright && c->side);
}

/* One line, no sign. */
static void draw_summary_line(struct canvas *c, struct draw_rect *box)
{
    struct type type = type_centered(type_colored(type_strong(c), c->skin.on_brand));
    struct rich words = rich_plain(arena_printf(c->kit->arena, "%.*s %.*s",
                                                SLICE_ARG(canvas_word(c, headline(c->view)).text),
                                                SLICE_ARG(score(c).text)));
    int32_t height = canvas_text_height(c, &type, words, box->width_du) + canvas_u(c, 16);
    struct draw_rect band = rect_cut_top(box, height, canvas_u(c, 16));
    canvas_rect(c, band, canvas_u(c, 20), c->skin.brand, DRAW_NO_COLOR, 0);
    canvas_text_in(c, &type, words, band);
}

static void draw_summary(struct canvas *c, struct draw_rect *box)
{
    if (is_compact(c)) {
        draw_summary_line(c, box);
        return;
    }
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

/* --- Lessons ---
 *
 * A card for each: its title over one or two columns of code and address. Where a lesson is an app,
 * the two kinds of phone stand apart, each under its own sign and name.
 */

enum { CARD_PAD = 20, CODE_GAP = 10, CODE_MIN = 165, CODE_MOST = 420 };

struct lesson_shape {
    int32_t code_du, room_du; /**< Side of the square; width of its column. */
    bool beside;              /**< Words right of the code, else under it. */
};

static enum label device_label(enum view_device device)
{
    return device == DEVICE_ANDROID ? LABEL_ANDROID : LABEL_IPHONE;
}

static int32_t device_height(const struct canvas *c, const struct view_code *code)
{
    struct type type = type_strong(c);
    return code->device == DEVICE_ANY ? 0 : type_line_du(&type);
}

/* Before and after " · ", each on a line of its own; a web address is one line. */
static struct slice address_part(struct slice shown, bool second)
{
    static const char separator[] = " \xC2\xB7 ";
    for (size_t i = 0; i + sizeof separator - 1 <= shown.size; i++)
        if (memcmp(shown.data + i, separator, sizeof separator - 1) == 0)
            return second ? slice_part(shown, i + sizeof separator - 1, shown.size)
                          : slice_part(shown, 0, i);
    return second ? (struct slice){0} : shown;
}

/* As large as it can be on one line: an address in two parts could not be copied. */
static struct type address_type(const struct canvas *c, struct slice part, int32_t width_du)
{
    struct type type = type_colored(type_body(c), c->skin.brand);
    type.wrap = PARA_WRAP_NONE;
    while (part.size && type.size_du > canvas_u(c, 36) &&
           canvas_para(c, &type, rich_plain(part), INT32_MAX / 4)->width_du > width_du)
        type.size_du = max_du(type.size_du * 95 / 100, canvas_u(c, 36));
    return type;
}

static int32_t words_height(const struct canvas *c, const struct view_code *code, int32_t width_du)
{
    int32_t height = device_height(c, code);
    for (int second = 0; second < 2; second++) {
        struct slice part = address_part(code->shown, second != 0);
        struct type type = address_type(c, part, width_du);
        height += part.size ? type_line_du(&type) : 0;
    }
    return height;
}

static void draw_device(struct canvas *c, const struct view_code *code, struct draw_rect r,
                        bool centered)
{
    struct type type = type_strong(c);
    struct rich name = canvas_word(c, device_label(code->device));
    int32_t icon = type.size_du * 12 / 10, gap = canvas_u(c, 8);
    int32_t width = canvas_para(c, &type, name, INT32_MAX / 4)->width_du + DU_PER_PT;
    int32_t x = r.x_du + (centered ? (r.width_du - icon - gap - width) / 2 : 0);
    if (icon + gap + width > r.width_du)
        c->fits = false;
    canvas_icon(c, FONT_ICON_FILL,
                code->device == DEVICE_ANDROID ? ICON("android-logo") : ICON("apple-logo"),
                x + icon / 2, r.y_du + type_line_du(&type) / 2, icon, c->skin.ink);
    canvas_text(c, &type, name, x + icon + gap, r.y_du, width);
}

static void draw_code_words(struct canvas *c, const struct view_code *code, struct draw_rect r,
                            bool centered)
{
    if (code->device != DEVICE_ANY)
        draw_device(c, code, r, centered);
    int32_t y = r.y_du + device_height(c, code);
    for (int second = 0; second < 2; second++) {
        struct slice part = address_part(code->shown, second != 0);
        struct type type = address_type(c, part, r.width_du);
        if (centered)
            type.align = PARA_CENTER;
        if (canvas_para(c, &type, rich_plain(part), INT32_MAX / 4)->width_du > r.width_du)
            c->fits = false;
        y += canvas_text(c, &type, rich_plain(part), r.x_du, y, r.width_du);
    }
}

static void draw_column(struct canvas *c, const struct view_code *code, struct draw_rect r,
                        const struct lesson_shape *shape)
{
    int32_t side = shape->code_du, gap = canvas_u(c, CODE_GAP + (shape->beside ? 12 : 0));
    int32_t room = shape->beside ? r.width_du - side - gap : r.width_du;
    int32_t words = words_height(c, code, room);
    struct draw_rect square = {r.x_du, r.y_du, side, side};
    struct draw_rect text = {r.x_du, r.y_du + side + gap, room, words};
    if (shape->beside) {
        text = (struct draw_rect){r.x_du + side + gap, r.y_du + max_du(0, (side - words) / 2), room,
                                  words};
    } else {
        square.x_du += (r.width_du - side) / 2;
    }
    if (text.y_du + words > r.y_du + r.height_du || side > r.height_du)
        c->fits = false;
    draw_code(c, square, code->link);
    draw_code_words(c, code, text, !shape->beside);
}

static int32_t title_height(const struct canvas *c, const struct view_lesson *l, int32_t width_du)
{
    struct type title = type_strong(c);
    return canvas_text_height(c, &title, rich_plain(l->title),
                              width_du - 2 * canvas_u(c, CARD_PAD));
}

/* Parts 0 and 1 of what is read aloud are the score and the head over the lessons. */
static void draw_lesson(struct canvas *c, unsigned index, struct draw_rect r,
                        const struct lesson_shape *shape)
{
    const struct view_lesson *l = &c->view->lessons[index];
    struct type title = type_strong(c), body = type_body(c);
    canvas_rect(c, r, canvas_u(c, 26),
                canvas_is_read(c, (int)index + 2) ? c->skin.lit : c->skin.card, c->skin.line,
                canvas_u(c, 4));
    struct draw_rect in = rect_inset(r, canvas_u(c, CARD_PAD));
    int32_t height = canvas_text(c, &title, rich_plain(l->title), in.x_du, in.y_du, in.width_du);
    rect_cut_top(&in, height, canvas_u(c, CODE_GAP));
    if (l->code_count == 0) {
        struct rich ask = canvas_word(c, LABEL_ASK_LEAFLET);
        if (canvas_text_height(c, &body, ask, in.width_du) > in.height_du)
            c->fits = false;
        canvas_text(c, &body, ask, in.x_du, in.y_du, in.width_du);
    }
    for (unsigned i = 0; i < l->code_count; i++) {
        struct draw_rect column = in;
        column.width_du = shape->room_du;
        column.x_du = in.x_du + (int32_t)i * (in.width_du - shape->room_du);
        if (l->code_count == 1)
            column.width_du = in.width_du;
        draw_column(c, &l->codes[i], column, shape);
    }
}

static unsigned columns_of(const struct view_lesson *l)
{
    return l->code_count > 1 ? l->code_count : 1;
}

/* The largest code that leaves room for the title and the words; false when it is too small. */
static bool plan_code(struct lesson_shape *shape, const struct canvas *c,
                      const struct view_lesson *l, struct draw_rect cell)
{
    int32_t pad = canvas_u(c, CARD_PAD), gap = canvas_u(c, CODE_GAP), words = 0;
    int32_t columns = (int32_t)columns_of(l);
    int32_t height = cell.height_du - 2 * pad - title_height(c, l, cell.width_du) - gap;
    shape->room_du = (cell.width_du - 2 * pad - (columns - 1) * 2 * pad) / columns;
    for (unsigned i = 0; i < l->code_count; i++)
        words = max_du(words, words_height(c, &l->codes[i], shape->room_du));
    shape->code_du = shape->beside ? min_du(height, shape->room_du * 48 / 100)
                                   : min_du(height - words - gap, shape->room_du);
    shape->code_du = min_du(shape->code_du, canvas_u(c, CODE_MOST));
    return l->code_count == 0 || shape->code_du >= canvas_u(c, CODE_MIN);
}

static void place_lesson(struct canvas *c, unsigned index, struct draw_rect r, bool beside)
{
    struct lesson_shape shape = {.beside = beside};
    if (!plan_code(&shape, c, &c->view->lessons[index], r))
        c->fits = false;
    else
        draw_lesson(c, index, r, &shape);
}

/* A row with codes of `code_du`. */
static int32_t row_height(const struct canvas *c, const struct view_lesson *l, int32_t width_du,
                          int32_t code_du)
{
    int32_t pad = canvas_u(c, CARD_PAD), gap = canvas_u(c, CODE_GAP), words = 0;
    struct type body = type_body(c);
    int32_t height = 2 * pad + title_height(c, l, width_du) + gap;
    if (l->code_count == 0)
        return height +
               canvas_text_height(c, &body, canvas_word(c, LABEL_ASK_LEAFLET), width_du - 2 * pad);
    for (unsigned i = 0; i < l->code_count && l->code_count > 1; i++)
        words = max_du(words, words_height(c, &l->codes[i], (width_du - 4 * pad) / 2) + gap);
    return height + code_du + words;
}

/* Upright: one under the other, an app's two codes side by side; what room there is goes to the
 * codes. */
static void draw_rows(struct canvas *c, struct draw_rect box, int32_t gap_du)
{
    const struct view *v = c->view;
    int32_t code = canvas_u(c, CODE_MIN), spare = box.height_du, with_codes = 0;
    for (unsigned i = 0; i < v->lesson_count; i++) {
        spare -= row_height(c, &v->lessons[i], box.width_du, code) + (i ? gap_du : 0);
        with_codes += v->lessons[i].code_count > 0;
    }
    if (spare < 0)
        c->fits = false;
    if (with_codes && spare > 0)
        code = min_du(code + spare / with_codes, canvas_u(c, CODE_MOST * 3 / 4));
    for (unsigned i = 0; i < v->lesson_count; i++) {
        struct draw_rect r = box;
        r.height_du = row_height(c, &v->lessons[i], box.width_du, code);
        place_lesson(c, i, r, columns_of(&v->lessons[i]) == 1);
        box.y_du += r.height_du + gap_du;
    }
}

/* Landscape: side by side, each as wide as its codes need. */
static void draw_beside(struct canvas *c, struct draw_rect box, int32_t gap_du)
{
    const struct view *v = c->view;
    int32_t columns = 0, x = box.x_du;
    for (unsigned i = 0; i < v->lesson_count; i++)
        columns += (int32_t)columns_of(&v->lessons[i]);
    int32_t width = (box.width_du - gap_du * ((int32_t)v->lesson_count - 1)) / columns;
    width = min_du(width, canvas_u(c, 900));
    for (unsigned i = 0; i < v->lesson_count; i++) {
        struct draw_rect r = {x, box.y_du, width * (int32_t)columns_of(&v->lessons[i]),
                              box.height_du};
        place_lesson(c, i, r, columns < 3);
        x += r.width_du + gap_du;
    }
}

static void draw_lessons(struct canvas *c, struct draw_rect box)
{
    struct type head = type_strong(c);
    bool codes = false;
    for (unsigned i = 0; i < c->view->lesson_count; i++)
        codes = codes || c->view->lessons[i].code_count > 0;
    struct rich words = canvas_word(c, codes ? LABEL_TAKE_HOME : LABEL_LEARN_MORE);
    int32_t height = canvas_text_height(c, &head, words, box.width_du), gap = canvas_u(c, 26);
    if (!c->tight) {
        canvas_text(c, &head, words, box.x_du, box.y_du, box.width_du);
        rect_cut_top(&box, height, canvas_u(c, 12));
    }
    if (!codes)
        box.height_du = min_du(box.height_du, canvas_u(c, 300));
    if (c->upright)
        draw_rows(c, box, gap);
    else
        draw_beside(c, box, gap);
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
    if (is_compact(c) && !canvas_is_at_floor(c))
        c->fits = false;
    draw_summary(c, &a.content);
    draw_lessons(c, a.content);
}
