/*
 * A village's sheet.
 *
 *   ┌───────────────────────────────────────────────┐
 *   │ Tờ đi thăm                          5 nhà     │
 *   │ thôn Một            Người đi …… Ngày đi ……    │
 *   │ ───────────────────────────────────────────── │
 *   │ (1)   Nguyễn Văn Mẫu        0912 345 678      │   card
 *   │ K482  Còn khó: …                              │
 *   │       Đưa: □ …  □ …                           │
 *   │       □ Xong □ Không có nhà □ …  Số người __  │
 *   │       □ VNeID mức 2 □ …                       │
 *   │ ───────────────────────────────────────────── │
 *   │ Giữ kín …                          Trang 1/1  │
 *   └───────────────────────────────────────────────┘
 */
#include "page/visit/sheet.h"

#include "base/i18n.h"
#include "base/units.h"
#include "page/visit/pen.h"

enum {
    NUMBER_COLUMN = 1900,
    PHONE_COLUMN = 5200,
    CARD_PAD = 190,
    LINE_GAP = 70,
    BOX = 360, /* A side; large enough for a cross by pen. */
    BOX_GAP = 140,
    ITEM_GAP = 480,
    BLANK = 2600
};

/* Title is the village, head a person's name and number. */
static const struct type_scale densities[] = {
    {.title = 240, .head = 145, .body = 110, .note = 95},
    {.title = 220, .head = 130, .body = 100, .note = 90},
};

enum { DENSITY_COUNT = sizeof densities / sizeof densities[0] };

static int32_t text_width(struct visit_pen *p, const struct look *look, struct slice text)
{
    struct look line = look_aligned(*look, PARA_LEFT, PARA_WRAP_NONE);
    return text.size ? frame_para(&p->frame, &line, rich_plain(text), INT32_MAX / 4)->width_du : 0;
}

/* ---- boxes ---- */

/* Where the next box goes, from left to right and on to the next line. */
struct boxes {
    struct look look;
    int32_t left_du, right_du, x_du, y_du;
};

static void draw_box(struct visit_pen *p, int32_t x_du, int32_t y_du, int32_t line_du)
{
    struct frame *f = &p->frame;
    int32_t side = frame_mm100(f, BOX);
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_rect(f, (struct draw_rect){x_du, y_du + (line_du - side) / 2, side, side},
               frame_mm100(f, 50), f->theme->paper, stroke_solid(f->theme->ink, frame_pt10(f, 8)));
    frame_end(f);
}

/* A box wants more room than its text. */
static int32_t box_line(struct visit_pen *p, const struct boxes *b)
{
    return du_max(look_line_du(&p->frame, &b->look), frame_mm100(&p->frame, BOX + 190));
}

static void put_box(struct visit_pen *p, struct boxes *b, struct slice text)
{
    struct frame *f = &p->frame;
    int32_t lead = frame_mm100(f, BOX + BOX_GAP), line = box_line(p, b);
    int32_t width = du_min(lead + text_width(p, &b->look, text), b->right_du - b->left_du);
    if (b->x_du > b->left_du && b->x_du + width > b->right_du) {
        b->x_du = b->left_du;
        b->y_du += line;
    }
    draw_box(p, b->x_du, b->y_du, line);
    int32_t down = (line - look_line_du(f, &b->look)) / 2;
    int32_t height =
        visit_put(p, DRAW_ROLE_P, &b->look, text, b->x_du + lead, b->y_du + down, width - lead + 1);
    b->y_du += height > look_line_du(f, &b->look) ? height - look_line_du(f, &b->look) : 0;
    b->x_du += width + frame_mm100(f, ITEM_GAP);
}

/* "Số người ……": to be written on, as far as `end_du`. */
static void put_blank(struct visit_pen *p, struct boxes *b, const char *caption, int32_t end_du)
{
    struct frame *f = &p->frame;
    int32_t line = box_line(p, b), gap = frame_mm100(f, BOX_GAP), y = b->y_du + line * 3 / 4;
    int32_t text = text_width(p, &b->look, slice_from(caption));
    int32_t down = (line - look_line_du(f, &b->look)) / 2;
    visit_put(p, DRAW_ROLE_P, &b->look, slice_from(caption), b->x_du, b->y_du + down, text + 1);
    struct draw_stroke dots = {f->theme->ink_soft, frame_pt10(f, 8), 0, frame_pt10(f, 25)};
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_line(f, b->x_du + text + gap, y, end_du, y, dots);
    frame_end(f);
    b->x_du = end_du + frame_mm100(f, ITEM_GAP);
}

static struct boxes begin_boxes(struct visit_pen *p, int32_t x_du, int32_t y_du, int32_t right_du)
{
    return (struct boxes){look_body(&p->frame), x_du, right_du, x_du, y_du};
}

static void put_caption(struct visit_pen *p, struct boxes *b, const char *caption)
{
    struct look strong = look_colored(look_bold(b->look), p->frame.theme->ink, p->frame.theme->ink);
    int32_t down = (box_line(p, b) - look_line_du(&p->frame, &strong)) / 2;
    int32_t width = text_width(p, &strong, slice_from(caption));
    visit_put(p, DRAW_ROLE_P, &strong, slice_from(caption), b->x_du, b->y_du + down, width + 1);
    b->x_du += width + frame_mm100(&p->frame, BOX_GAP * 2);
    b->left_du = b->x_du; /* Further lines hang under the first box. */
}

/* ---- a card ---- */

static struct slice join_topics(struct visit_pen *p, const struct visit_sheet_row *row)
{
    struct arena *a = p->frame.arena;
    struct slice all = {0};
    for (unsigned i = 0; i < row->topic_count && i < VISIT_SHEET_TOPICS_MAX; i++)
        all =
            i ? arena_printf(a, "%.*s · %.*s", SLICE_ARG(all), SLICE_ARG(visit_cut(row->topics[i])))
              : visit_cut(row->topics[i]);
    return all;
}

static int32_t put_topics(struct visit_pen *p, const struct visit_sheet_row *row, int32_t x_du,
                          int32_t y_du, int32_t width_du)
{
    struct frame *f = &p->frame;
    struct look body = look_body(f);
    struct slice caption = slice_from(visit_word(p, N_("Still hard:"))),
                 topics = join_topics(p, row);
    if (topics.size == 0)
        return 0;
    struct rich_range strong = {0, (uint32_t)caption.size};
    struct rich text = {
        .text = arena_printf(f->arena, "%.*s %.*s", SLICE_ARG(caption), SLICE_ARG(topics)),
        .strong = &strong,
        .strong_count = 1};
    body.strong_color = f->theme->ink;
    const struct para *para = frame_para(f, &body, text, width_du);
    if (!f->measuring) {
        list_tag_begin(f->list, DRAW_ROLE_P, SLICE(""));
        para_draw(f->list, para, x_du, y_du);
        list_tag_end(f->list);
    }
    return para->height_du + frame_mm100(f, LINE_GAP);
}

static const char *const outcomes[] = {N_("Done"), N_("Not at home"), N_("Come again"),
                                       N_("No more visits")};

static int32_t put_boxes(struct visit_pen *p, const struct visit_sheet *sheet,
                         const struct visit_sheet_row *row, int32_t x_du, int32_t y_du,
                         int32_t right_du)
{
    struct boxes b = begin_boxes(p, x_du, y_du, right_du);
    if (row->leaflet_count) {
        put_caption(p, &b, visit_word(p, N_("Leaflets:")));
        for (unsigned i = 0; i < row->leaflet_count; i++)
            put_box(p, &b, visit_cut(row->leaflets[i]));
        b = begin_boxes(p, x_du, b.y_du + box_line(p, &b), right_du);
    }
    put_caption(p, &b, visit_word(p, N_("Visit:")));
    for (unsigned i = 0; i < sizeof outcomes / sizeof outcomes[0]; i++)
        put_box(p, &b, slice_from(visit_word(p, outcomes[i])));
    b = begin_boxes(p, x_du, b.y_du + box_line(p, &b), right_du);
    if (sheet->achievement_count)
        put_caption(p, &b, visit_word(p, N_("Set up:")));
    for (unsigned i = 0; i < sheet->achievement_count && i < VISIT_SHEET_BOXES_MAX; i++)
        put_box(p, &b, sheet->achievements[i]);
    if (sheet->achievement_count)
        b = begin_boxes(p, x_du, b.y_du + box_line(p, &b), right_du);
    put_blank(p, &b, visit_word(p, N_("People helped")),
              x_du + frame_mm100(&p->frame, BLANK * 3 / 2));
    put_blank(p, &b, visit_word(p, N_("Remarks")), right_du);
    return b.y_du + box_line(p, &b) - y_du;
}

static int32_t put_person(struct visit_pen *p, const struct visit_sheet_row *row, int32_t x_du,
                          int32_t y_du, int32_t right_du)
{
    struct frame *f = &p->frame;
    struct look name = look_colored(look_head(f), f->theme->ink, f->theme->ink);
    struct look phone = look_aligned(name, PARA_RIGHT, PARA_WRAP_PRETTY);
    int32_t column = frame_mm100(f, PHONE_COLUMN);
    int32_t left = visit_put(p, DRAW_ROLE_P, &name, visit_cut(row->name), x_du, y_du,
                             right_du - x_du - column);
    int32_t right =
        visit_put(p, DRAW_ROLE_P, &phone, visit_cut(row->phone), right_du - column, y_du, column);
    return du_max(left, right);
}

static int32_t put_standing(struct visit_pen *p, const struct visit_sheet_row *row, int32_t x_du,
                            int32_t y_du, int32_t width_du)
{
    struct look look =
        look_colored(look_bold(look_note(&p->frame)), p->frame.theme->warn, p->frame.theme->warn);
    const char *text = row->again    ? visit_word(p, N_("Asked for another visit"))
                       : row->missed ? visit_word(p, N_("Was not at home last time"))
                                     : "";
    return visit_put(p, DRAW_ROLE_P, &look, slice_from(text), x_du, y_du, width_du);
}

/* "K482+M115", one below the other. */
static struct slice stack_numbers(struct visit_pen *p, struct slice number)
{
    struct slice all = {0};
    for (size_t begin = 0, end; begin < number.size; begin = end) {
        const char *plus = memchr(number.data + begin, '+', number.size - begin);
        end = plus ? (size_t)(plus - number.data) + 1 : number.size;
        all = arena_printf(p->frame.arena, "%.*s%.*s%s", SLICE_ARG(all),
                           SLICE_ARG(slice_part(number, begin, end)), plus ? "\n" : "");
    }
    return all;
}

/* Its place on the way, and the number to type afterwards. */
static void put_number(struct visit_pen *p, const struct visit_sheet_row *row, unsigned order,
                       int32_t y_du)
{
    struct frame *f = &p->frame;
    struct look place = look_aligned(look_bold(look_body(f)), PARA_CENTER, PARA_WRAP_NONE);
    struct look number = look_aligned(look_bold(look_body(f)), PARA_CENTER, PARA_WRAP_PRETTY);
    number = look_colored(number, f->theme->ink, f->theme->ink);
    int32_t side = look_line_du(f, &place) * 5 / 4, width = frame_mm100(f, NUMBER_COLUMN - 350);
    int32_t x = p->x_du + (width - side) / 2;
    place = look_colored(place, f->theme->ink, f->theme->ink);
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_rect(f, (struct draw_rect){x, y_du, side, side}, side / 2, f->theme->paper,
               stroke_solid(f->theme->ink, frame_pt10(f, 12)));
    frame_end(f);
    visit_put(p, DRAW_ROLE_P, &place, arena_printf(f->arena, "%u", order), x,
              y_du + (side - look_line_du(f, &place)) / 2, side);
    visit_put(p, DRAW_ROLE_P, &number, stack_numbers(p, row->number), p->x_du,
              y_du + side + frame_mm100(f, 60), width);
}

/* Draws unless the frame measures; gives the height either way. */
static int32_t put_card(struct visit_pen *p, const struct visit_sheet *sheet, unsigned index,
                        int32_t y_du)
{
    struct frame *f = &p->frame;
    const struct visit_sheet_row *row = &sheet->rows[index];
    int32_t x = p->x_du + frame_mm100(f, NUMBER_COLUMN), right = p->x_du + p->width_du;
    int32_t y = y_du + frame_mm100(f, CARD_PAD);
    frame_item_begin(f);
    put_number(p, row, index + 1, y);
    y += put_person(p, row, x, y, right);
    y += put_standing(p, row, x, y, right - x);
    y += put_topics(p, row, x, y, right - x);
    y += put_boxes(p, sheet, row, x, y, right);
    y += frame_mm100(f, CARD_PAD);
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_line(f, p->x_du, y, right, y, stroke_solid(f->theme->ink_soft, frame_pt10(f, 6)));
    frame_end(f);
    frame_item_end(f);
    return y - y_du;
}

/* ---- pages ---- */

static void put_head(struct visit_pen *p, const struct visit_sheet *sheet)
{
    struct frame *f = &p->frame;
    struct look kicker = look_soft_note(f),
                title = look_colored(look_title(f), f->theme->ink, f->theme->ink);
    struct look count = look_aligned(kicker, PARA_RIGHT, PARA_WRAP_NONE);
    kicker.font = FONT_MEDIUM;
    visit_put(p, DRAW_ROLE_P, &count,
              arena_printf(f->arena, visit_word(p, N_("Households: %u")), sheet->row_count),
              p->x_du, p->y_du, p->width_du);
    p->y_du += visit_put(p, DRAW_ROLE_P, &kicker, slice_from(visit_word(p, N_("Visit sheet"))),
                         p->x_du, p->y_du, p->width_du / 2);
    struct slice village = sheet->village.size ? visit_cut(sheet->village)
                                               : slice_from(visit_word(p, N_("Village not said")));
    p->y_du += visit_put(p, p->page == 1 ? DRAW_ROLE_H1 : DRAW_ROLE_P, &title, village, p->x_du,
                         p->y_du, p->width_du);
    struct boxes b = begin_boxes(p, p->x_du, p->y_du, p->x_du + p->width_du);
    put_blank(p, &b, visit_word(p, N_("Visited by")), p->x_du + p->width_du * 3 / 5);
    put_blank(p, &b, visit_word(p, N_("Day of the visits")), p->x_du + p->width_du);
    p->y_du += box_line(p, &b) + frame_mm100(f, 200);
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_line(f, p->x_du, p->y_du, p->x_du + p->width_du, p->y_du,
               stroke_solid(f->theme->ink, frame_pt10(f, 18)));
    frame_end(f);
}

static int32_t card_height(struct visit_pen *p, const struct visit_sheet *sheet, unsigned index)
{
    bool before = p->frame.measuring;
    p->frame.measuring = true;
    int32_t height = put_card(p, sheet, index, 0);
    p->frame.measuring = before;
    return height;
}

static void draw_cards(struct visit_pen *p, const struct visit_sheet *sheet)
{
    p->page = 0;
    visit_begin_page(p);
    put_head(p, sheet);
    int32_t top = p->y_du;
    for (unsigned i = 0; i < sheet->row_count && !p->failed; i++) {
        int32_t height = card_height(p, sheet, i);
        if (p->y_du + height > p->bottom_du && p->y_du > top) {
            visit_end_page(p);
            visit_begin_page(p);
            put_head(p, sheet);
        }
        if (!p->list_open)
            frame_begin(&p->frame, DRAW_ROLE_L);
        p->list_open = true;
        p->y_du += put_card(p, sheet, i, p->y_du);
    }
    visit_end_page(p);
}

/* The roomiest type that needs no more pages than the smallest. */
static void choose_type(struct visit_pen *p, const struct visit_sheet *sheet)
{
    unsigned pages[DENSITY_COUNT], best = 0;
    for (unsigned i = 0; i < DENSITY_COUNT; i++) {
        p->frame.type = densities[i];
        draw_cards(p, sheet);
        pages[i] = p->page;
    }
    while (pages[best] > pages[DENSITY_COUNT - 1])
        best++;
    p->frame.type = densities[best];
    p->page_count = pages[best];
}

bool visit_sheet_draw(const struct visit_sheet *sheet, const struct visit_sheet_options *options,
                      visit_page_sink *sink, void *context, struct error *e)
{
    struct visit_desk desk;
    struct visit_pen p =
        visit_desk_open(&desk, options, &densities[0], sheet->language, sheet->team);
    p.sink = sink;
    p.context = context;
    p.error = e;
    p.names = true;
    choose_type(&p, sheet);
    p.frame.measuring = false;
    draw_cards(&p, sheet);
    visit_desk_close(&desk);
    return !p.failed;
}
