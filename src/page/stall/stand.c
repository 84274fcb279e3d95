/*
 * One A4 sheet that becomes a stand: folded three times into a triangle, glued once.
 *
 *        0 ┌─/──────────────────────────\─┐  flap A, its corners cut off: glued inside B
 *       17 ├ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ┤
 *          │  second face, turned half round  │            /\
 *      127 ├ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ┤  the ridge  /  \   from the side: 110, 110, 60 mm,
 *          │  face for customers             │           /____\  so faces lean back by 16 degrees
 *      237 ├ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ┤            A, B
 *          │  base B: how to fold            │
 *      297 └──────────────────────────────────┘
 *
 * Nothing is painted up to the paper's edge: office printers leave 4 to 6 mm white there.
 */
#include "base/arena.h"
#include "base/i18n.h"
#include "base/units.h"
#include "page/stall/inside.h"

/* Hundredths of a millimetre. */
enum {
    WIDTH = 21000,
    FLAP = 1700,
    FACE = 11000,
    BASE = 6000,
    INSET = 900,   /* Of a face's content. */
    EDGE = 600,    /* What printers leave white. */
    GUTTER = 700,  /* Between the code and the words. */
    CORNER = 1400, /* Cut off the flap. */
    RADIUS = 300,
    DIAGRAM = 5000, /* Width of the picture of the stand from the side. */
    ROW_ICON = 900
};

enum { SMALL_PT10 = 105 }; /* How to fold. */

static int32_t mm100(const struct stall_page *s, int32_t hundredths)
{
    return frame_mm100(&s->frame, hundredths);
}

/* ---- the customers' face ----
 * The code left, words right: a face is wider than high. */

static stall_part *const words[] = {stall_part_amount, stall_part_owner, stall_part_account,
                                    stall_part_compare};
enum { WORD_PARTS = sizeof words / sizeof words[0] };

static int32_t draw_heading(struct stall_page *s, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct frame *f = &s->frame;
    int32_t pad = mm100(s, 400), inner = width_du - 2 * pad;
    struct frame saved = *f;
    f->measuring = true;
    int32_t height = stall_part_heading(s, 0, 0, inner) + pad;
    *f = saved;
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_rect(f, (struct draw_rect){x_du, y_du, width_du, height}, mm100(s, RADIUS),
               f->theme->solid ? f->theme->brand : DRAW_NO_COLOR,
               f->theme->solid ? NO_STROKE : stroke_solid(f->theme->ink, frame_pt10(f, 20)));
    frame_end(f);
    return stall_part_heading(s, x_du + pad, y_du + pad / 2, inner) + pad;
}

struct column {
    int32_t heights[WORD_PARTS], spare, present;
};

static struct column measure_words(struct stall_page *s, int32_t width_du, int32_t height_du)
{
    struct column c = {.present = 0};
    struct frame saved = s->frame;
    s->frame.measuring = true;
    c.spare = height_du - draw_heading(s, 0, 0, width_du);
    for (unsigned i = 0; i < WORD_PARTS; i++) {
        c.heights[i] = words[i](s, 0, 0, width_du);
        c.spare -= c.heights[i];
        c.present += c.heights[i] > 0;
    }
    s->frame = saved;
    c.spare -= c.present * mm100(s, s->spec->gap_mm100);
    return c;
}

/* As high as the code, from the roomiest type to the tightest; then as high as the face lets it. */
static struct column choose_words(struct stall_page *s, int32_t width_du, int32_t *height_du)
{
    struct column c = {.present = 0};
    *height_du = mm100(s, s->spec->side_mm100);
    for (unsigned i = 0; i < STALL_DENSITIES; i++) {
        s->frame.type = s->spec->densities[i];
        c = measure_words(s, width_du, *height_du);
        if (c.spare >= 0)
            return c;
    }
    *height_du = mm100(s, FACE - 2 * EDGE);
    c = measure_words(s, width_du, *height_du);
    if (c.spare < 0)
        frame_does_not_fit(&s->frame, s->stall->values[STALL_SHOP].span, _("the panel"), -c.spare);
    return c;
}

static void draw_customers(struct stall_page *s)
{
    int32_t side = mm100(s, s->spec->side_mm100), face = mm100(s, FACE), inset = mm100(s, INSET);
    int32_t x = inset + side + mm100(s, GUTTER), width = mm100(s, WIDTH) - inset - x, height;
    struct column c = choose_words(s, width, &height);
    int32_t gap = mm100(s, s->spec->gap_mm100) + du_max(c.spare, 0) / du_max(c.present, 1);
    int32_t y = (face - height) / 2;
    y += draw_heading(s, x, y, width);
    stall_part_code(s, inset, (face - side) / 2, side);
    for (unsigned i = 0; i < WORD_PARTS; i++) {
        if (c.heights[i] == 0)
            continue;
        y += gap;
        y += words[i](s, x, y, width);
    }
}

/* ---- the seller's face ---- */

static const char *const reminders[][2] = {
    {"magnifying-glass", N_("Each morning scan the code on the other face yourself. The phone must "
                            "show:")},
    {"bell-ringing", N_("Hand goods over once the money is there: a picture of a transfer is no "
                        "money.")},
    {"speaker-high", N_("Have the bank's app or a loudspeaker tell you of money that comes in.")},
    {"hand-palm", N_("Another code stuck over yours? Take it down at once.")},
};
enum { REMINDERS = sizeof reminders / sizeof reminders[0] };

/* The first goes on with whom the code pays. */
static struct rich reminder(struct stall_page *s, unsigned index)
{
    struct arena *a = s->frame.arena;
    const struct stall *stall = s->stall;
    const char *words_of = stall_word(s, reminders[index][1]);
    if (index > 0)
        return rich_plain(slice_from(words_of));
    struct slice payee = arena_printf(a, "%.*s · %.*s · %.*s", SLICE_ARG(stall->owner),
                                      SLICE_ARG(stall->bank->name.text),
                                      SLICE_ARG(stall_number(a, stall, s->language)));
    struct slice text = arena_printf(a, "%s %.*s", words_of, SLICE_ARG(payee));
    struct rich_range *strong = ARENA_NEW(a, struct rich_range);
    strong->begin = (uint32_t)(text.size - payee.size);
    strong->end = (uint32_t)text.size;
    return (struct rich){text, strong, 1};
}

static int32_t draw_reminders(struct stall_page *s, int32_t x_du, int32_t y_du, int32_t width_du,
                              int32_t gap_du)
{
    struct frame *f = &s->frame;
    int32_t icon = mm100(s, ROW_ICON), indent = icon + mm100(s, 500), y = y_du;
    for (unsigned i = 0; i < REMINDERS; i++) {
        struct rich text = reminder(s, i);
        struct frame saved = *f;
        f->measuring = true;
        int32_t height = stall_text(s, DRAW_ROLE_P, look_body(f), text, (struct span){0}, 0, 0,
                                    width_du - indent);
        *f = saved;
        int32_t row = du_max(height, icon);
        frame_own_icon(f, FONT_ICON_BOLD, reminders[i][0], x_du + icon / 2, y + row / 2, icon,
                       f->theme->brand);
        stall_text(s, DRAW_ROLE_P, look_body(f), text, (struct span){0}, x_du + indent,
                   y + (row - height) / 2, width_du - indent);
        y += row + gap_du;
    }
    return y - gap_du - y_du;
}

static int32_t draw_seller_title(struct stall_page *s, int32_t y_du, int32_t width_du)
{
    struct look look = look_title(&s->frame);
    look.color = s->frame.theme->brand;
    return stall_text(s, DRAW_ROLE_H2, look,
                      rich_plain(slice_from(stall_word(s, N_("Seller, remember")))),
                      (struct span){0}, mm100(s, INSET), y_du, width_du);
}

static void draw_seller(struct stall_page *s)
{
    struct frame *f = &s->frame;
    int32_t inset = mm100(s, INSET), width = mm100(s, WIDTH) - 2 * inset, spare = 0;
    for (unsigned i = 0; i < STALL_DENSITIES; i++) {
        struct frame saved = *f;
        f->type = s->spec->densities[i];
        saved.type = f->type;
        f->measuring = true;
        spare = mm100(s, FACE) - 2 * inset - draw_seller_title(s, 0, width) -
                draw_reminders(s, 0, 0, width, 0);
        *f = saved;
        if (spare >= mm100(s, REMINDERS * s->spec->gap_mm100))
            break;
    }
    if (spare < 0)
        frame_does_not_fit(f, s->stall->values[STALL_NAME].span, _("the panel"), -spare);
    int32_t gap = du_max(spare, 0) / REMINDERS;
    int32_t title = draw_seller_title(s, inset, width);
    draw_reminders(s, inset, inset + title + gap, width, gap);
}

/* ---- base and flap ---- */

static int32_t small(struct stall_page *s, const char *text, int32_t x_du, int32_t y_du,
                     int32_t width_du)
{
    return stall_text(s, DRAW_ROLE_P, look_note(&s->frame),
                      rich_plain(slice_from(stall_word(s, text))), (struct span){0}, x_du, y_du,
                      width_du);
}

static void letter(struct stall_page *s, const char *text, int32_t x_du, int32_t y_du)
{
    frame_word(&s->frame, DRAW_ROLE_COUNT,
               &(struct look){look_bold(look_note(&s->frame)).font, FONT_BOLD, 110, 120,
                              s->frame.theme->ink, s->frame.theme->ink, PARA_CENTER,
                              PARA_WRAP_NONE},
               text, x_du, y_du, mm100(s, 800));
}

/* The stand from the side: both faces, B below, A above it. */
static void draw_diagram(struct stall_page *s, int32_t x_du, int32_t y_du)
{
    struct frame *f = &s->frame;
    struct draw_stroke line = stroke_solid(f->theme->ink, frame_pt10(f, 12));
    int32_t left = x_du + mm100(s, 1000), right = left + mm100(s, 2160);
    int32_t top = y_du, bottom = y_du + mm100(s, 3800), lift = mm100(s, 150);
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_line(f, left, bottom - lift, (left + right) / 2, top, line);
    frame_line(f, (left + right) / 2, top, right, bottom, line);
    frame_line(f, right, bottom, left, bottom, line);
    frame_line(f, left, bottom - lift, left + mm100(s, 800), bottom - lift, line);
    letter(s, "A", left, bottom - lift - mm100(s, 550));
    letter(s, "B", (left + right) / 2 - mm100(s, 400), bottom + mm100(s, 30));
    frame_end(f);
}

static void draw_base(struct stall_page *s)
{
    struct frame *f = &s->frame;
    int32_t x = mm100(s, INSET + DIAGRAM), y = mm100(s, FLAP + 2 * FACE + 500);
    int32_t width = mm100(s, WIDTH - INSET) - x;
    f->type = s->spec->densities[STALL_DENSITIES - 1];
    f->type.note = SMALL_PT10;
    draw_diagram(s, mm100(s, INSET), y);
    y += stall_text(s, DRAW_ROLE_H2, look_note_head(f),
                    rich_plain(slice_from(stall_word(s, N_("B: base. How to make the stand")))),
                    (struct span){0}, x, y, width);
    y += small(s,
               N_("1. Print on A4 at 100 %, thick paper if there is any. Cut off both corners "
                  "of A."),
               x, y + mm100(s, 100), width);
    y += small(s, N_("2. Fold backwards along the three dashed lines, print outside."), x,
               y + mm100(s, 200), width);
    y += small(s, N_("3. Put glue on A and press it to the inner side of B; or use tape."), x,
               y + mm100(s, 300), width);
    y += small(s, N_("Scan one copy and send a small amount before printing more."), x,
               y + mm100(s, 500), width);
    if (s->back == STALL_BACK_CUSTOMER) /* Whose reminders have no face then. */
        small(
            s,
            N_("Seller: scan it yourself each morning. Another code stuck over it? Take it down."),
            x, y + mm100(s, 600), width);
}

static void draw_flap(struct stall_page *s)
{
    struct frame *f = &s->frame;
    f->type = s->spec->densities[STALL_DENSITIES - 1];
    f->type.note = SMALL_PT10;
    s->align = PARA_CENTER;
    small(s, N_("A: glue here"), mm100(s, 4 * INSET), mm100(s, FLAP - 900),
          mm100(s, WIDTH - 8 * INSET));
    s->align = PARA_LEFT;
}

static void draw_lines(struct stall_page *s)
{
    struct frame *f = &s->frame;
    struct draw_stroke fold = {f->theme->ink_soft, frame_pt10(f, 6), frame_pt10(f, 60),
                               frame_pt10(f, 45)};
    struct draw_stroke cut = stroke_solid(f->theme->ink_soft, frame_pt10(f, 6));
    static const int32_t folds[] = {FLAP, FLAP + FACE, FLAP + 2 * FACE};
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    for (unsigned i = 0; i < sizeof folds / sizeof *folds; i++)
        frame_line(f, mm100(s, EDGE), mm100(s, folds[i]), mm100(s, WIDTH - EDGE),
                   mm100(s, folds[i]), fold);
    frame_line(f, mm100(s, EDGE), mm100(s, FLAP), mm100(s, EDGE + CORNER), mm100(s, EDGE), cut);
    frame_line(f, mm100(s, WIDTH - EDGE), mm100(s, FLAP), mm100(s, WIDTH - EDGE - CORNER),
               mm100(s, EDGE), cut);
    frame_own_icon(f, FONT_ICON, "scissors", mm100(s, EDGE + CORNER + 500), mm100(s, EDGE + 300),
                   mm100(s, 500), f->theme->ink_soft);
    frame_end(f);
}

/* ---- the sheet ---- */

static void place(struct stall_page *s, bool turned, void (*face)(struct stall_page *s))
{
    struct draw_place at = {.y_du = mm100(s, FLAP + FACE), .scale_num = 1, .scale_den = 1};
    if (turned) {
        at.x_du = mm100(s, WIDTH);
        at.quarter_turns = 2;
    }
    list_place_push(s->frame.list, at);
    face(s);
    list_place_pop(s->frame.list);
}

void stall_stand_draw(struct stall_page *s)
{
    s->align = PARA_LEFT;
    place(s, false, draw_customers);
    place(s, true, s->back == STALL_BACK_CUSTOMER ? draw_customers : draw_seller);
    draw_base(s);
    draw_flap(s);
    draw_lines(s);
}
