#include "out/pdf_content.h"

#include "out/pdf_icon.h"
#include "out/pdf_image.h"
#include "out/pdf_pen.h"
#include "out/pdf_symbol.h"
#include "out/pdf_text.h"

enum { NO_FONT = 0xFFFF };

static const struct paint_state START = {
    .fill = {.none = 1}, .line = {.none = 1}, .line_width_du = -1, .font = NO_FONT};

static void put(struct painter *p, const char *text)
{
    buf_append_text(p->out, text);
}

static void put_int(struct painter *p, int64_t value)
{
    buf_append_int(p->out, value);
    buf_append_char(p->out, ' ');
}

void painter_begin(struct painter *p, struct buf *out, struct pdf_fonts *fonts,
                   struct font_use *use, enum pdf_color color, int32_t height_du)
{
    *p = (struct painter){.out = out, .fonts = fonts, .use = use, .color = color, .state = START};
    put(p, "q\n.0009765625 0 0 -.0009765625 0 ");
    pen_put_points(out, height_du);
    put(p, " cm\n");
}

static void leave_text(struct painter *p)
{
    if (p->in_text)
        put(p, "ET\n");
    p->in_text = false;
}

void painter_end(struct painter *p)
{
    painter_unmark(p);
    painter_set_clips(p, NULL, 0);
    put(p, "Q\n");
}

bool painter_has_clips(const struct painter *p, const struct clip_entry *clips, unsigned count)
{
    return p->clip_count == count && (count == 0 || p->clips[count - 1] == clips[count - 1].serial);
}

/* num / den to nine decimals: exact to a du on any page that a PDF may have. */
static void put_fraction(struct painter *p, int64_t num, int64_t den)
{
    enum { DECIMALS = 9, UNIT = 1000000000 };
    int64_t value = ((num < 0 ? -num : num) * UNIT + den / 2) / den;
    if (num < 0)
        buf_append_char(p->out, '-');
    buf_append_int(p->out, value / UNIT);
    int64_t rest = value % UNIT;
    if (rest != 0) {
        char digits[DECIMALS + 1] = ".";
        for (unsigned i = DECIMALS; i > 0; i--, rest /= 10)
            digits[i] = (char)('0' + rest % 10);
        size_t count = DECIMALS + 1;
        while (digits[count - 1] == '0')
            count--;
        buf_append(p->out, digits, count);
    }
    buf_append_char(p->out, ' ');
}

/* x' = a x + c y + e, y' = b x + d y + f, with y downwards as everywhere here. */
static void put_place(struct painter *p, const struct draw_place *place)
{
    static const int8_t turns[4][4] = {{1, 0, 0, 1}, {0, 1, -1, 0}, {-1, 0, 0, -1}, {0, -1, 1, 0}};
    for (unsigned i = 0; i < 4; i++)
        put_fraction(p, (int64_t)place->scale_num * turns[place->quarter_turns][i],
                     place->scale_den);
    put_int(p, place->x_du);
    put_int(p, place->y_du);
    put(p, "cm\n");
}

static void put_clip(struct painter *p, const struct draw_rect *rect)
{
    put_int(p, rect->x_du);
    put_int(p, rect->y_du);
    put_int(p, rect->width_du);
    put_int(p, rect->height_du);
    put(p, "re W n\n");
}

void painter_set_clips(struct painter *p, const struct clip_entry *clips, unsigned count)
{
    CHECK(!p->marked);
    leave_text(p);
    unsigned same = 0;
    while (same < count && same < p->clip_count && p->clips[same] == clips[same].serial)
        same++;
    while (p->clip_count > same) {
        p->state = p->saved[--p->clip_count];
        put(p, "Q\n");
    }
    for (unsigned i = same; i < count; i++) {
        p->saved[i] = p->state;
        p->clips[i] = clips[i].serial;
        p->clip_count++;
        put(p, "q ");
        if (clips[i].is_place)
            put_place(p, &clips[i].place);
        else
            put_clip(p, &clips[i].rect);
    }
}

void painter_mark(struct painter *p, const char *tag, uint32_t mcid)
{
    CHECK(!p->marked);
    p->marked = true;
    buf_append_char(p->out, '/');
    put(p, tag);
    put(p, "<</MCID ");
    buf_append_int(p->out, mcid);
    put(p, ">>BDC\n");
}

void painter_mark_artifact(struct painter *p)
{
    CHECK(!p->marked);
    p->marked = true;
    put(p, "/Artifact BMC\n");
}

void painter_unmark(struct painter *p)
{
    leave_text(p);
    if (p->marked)
        put(p, "EMC\n");
    p->marked = false;
}

/* `value` / `whole`, both small, to three decimals: enough to give back any of 256 steps. */
static void put_share(struct painter *p, unsigned value, unsigned whole)
{
    unsigned thousandths = (value * 1000 + whole / 2) / whole;
    if (thousandths >= 1000 || thousandths == 0) {
        put(p, thousandths ? "1 " : "0 ");
        return;
    }
    char digits[4] = {'.', (char)('0' + thousandths / 100), (char)('0' + thousandths / 10 % 10),
                      (char)('0' + thousandths % 10)};
    size_t count = 4;
    while (digits[count - 1] == '0')
        count--;
    buf_append(p->out, digits, count);
    buf_append_char(p->out, ' ');
}

/* Greys are written as greys, so that a printer counts no colour page where there is none. */
static void put_color(struct painter *p, struct draw_color c, bool line)
{
    if (p->color == PDF_COLOR_CMYK && c.c + c.m + c.y + c.k == 400) {
        put(p, line ? "/All CS 1 SCN\n" : "/All cs 1 scn\n"); /* Marks for all plates. */
    } else if (p->color == PDF_COLOR_CMYK) {
        put_share(p, c.c, 100);
        put_share(p, c.m, 100);
        put_share(p, c.y, 100);
        put_share(p, c.k, 100);
        put(p, line ? "K\n" : "k\n");
    } else if (c.r == c.g && c.g == c.b) {
        put_share(p, c.r, 255);
        put(p, line ? "G\n" : "g\n");
    } else {
        put_share(p, c.r, 255);
        put_share(p, c.g, 255);
        put_share(p, c.b, 255);
        put(p, line ? "RG\n" : "rg\n");
    }
}

static void set_fill(struct painter *p, struct draw_color color)
{
    if (draw_color_equal(p->state.fill, color))
        return;
    p->state.fill = color;
    put_color(p, color, false);
}

/* ISO 32000-1, 8.6.7: with mode 1 the plates on which the colour is 0 are left as they are. */
static void set_overprint(struct painter *p, bool on)
{
    if (p->color != PDF_COLOR_CMYK || p->state.overprint == on)
        return;
    p->state.overprint = on;
    put(p, on ? "/O1 gs\n" : "/O0 gs\n");
}

/* Letters in black ink alone, or nearly so: knocked out of a tint they would get white edges where
 * the plates do not meet. So dark a grey stands on light grounds only, which show through little.
 */
static bool is_black_ink(struct draw_color c)
{
    enum { NEARLY_BLACK = 80 };
    return c.c == 0 && c.m == 0 && c.y == 0 && c.k >= NEARLY_BLACK;
}

static void set_dash(struct painter *p, const struct draw_stroke *s)
{
    struct paint_state *now = &p->state;
    bool dashed = s->dash_on_du != 0 || s->dash_off_du != 0;
    if (now->line_round != dashed)
        put(p, dashed ? "1 J\n" : "0 J\n");
    now->line_round = dashed;
    if (now->dash_on_du == s->dash_on_du && now->dash_off_du == s->dash_off_du)
        return;
    now->dash_on_du = s->dash_on_du;
    now->dash_off_du = s->dash_off_du;
    if (!dashed) {
        put(p, "[]0 d\n");
        return;
    }
    buf_append_char(p->out, '[');
    put_int(p, s->dash_on_du);
    buf_append_int(p->out, s->dash_off_du);
    put(p, "]0 d\n");
}

static void set_stroke(struct painter *p, const struct draw_stroke *s)
{
    if (!draw_color_equal(p->state.line, s->color)) {
        p->state.line = s->color;
        put_color(p, s->color, true);
    }
    if (p->state.line_width_du != s->width_du) {
        p->state.line_width_du = s->width_du;
        put_int(p, s->width_du);
        put(p, "w\n");
    }
    set_dash(p, s);
}

static bool has_stroke(const struct draw_stroke *s)
{
    return !s->color.none && s->width_du > 0;
}

/* Sets what painting needs; the operator that will do it. Must come before the path. */
static const char *begin_shape(struct painter *p, struct draw_color fill,
                               const struct draw_stroke *stroke)
{
    leave_text(p);
    set_overprint(p, false);
    if (!fill.none)
        set_fill(p, fill);
    if (!has_stroke(stroke))
        return fill.none ? "n\n" : "f\n";
    set_stroke(p, stroke);
    return fill.none ? "S\n" : "B\n";
}

static void put_point(struct painter *p, int64_t x, int64_t y)
{
    put_int(p, x);
    put_int(p, y);
}

/* Corners are quarter circles: control points at 0.5523 of the radius. */
static void put_round_rect(struct painter *p, struct draw_rect r, int64_t radius)
{
    int64_t k = radius - radius * 5523 / 10000;
    int64_t left = r.x_du, top = r.y_du, right = left + r.width_du, bottom = top + r.height_du;
    const int64_t corners[4][8] = {
        /* Line to; control, control, end of the curve. */
        {right - radius, top, right - k, top, right, top + k, right, top + radius},
        {right, bottom - radius, right, bottom - k, right - k, bottom, right - radius, bottom},
        {left + radius, bottom, left + k, bottom, left, bottom - k, left, bottom - radius},
        {left, top + radius, left, top + k, left + k, top, left + radius, top},
    };
    put_point(p, left + radius, top);
    put(p, "m ");
    for (unsigned i = 0; i < 4; i++) {
        put_point(p, corners[i][0], corners[i][1]);
        put(p, "l ");
        put_point(p, corners[i][2], corners[i][3]);
        put_point(p, corners[i][4], corners[i][5]);
        put_point(p, corners[i][6], corners[i][7]);
        put(p, "c ");
    }
    put(p, "h ");
}

static void draw_rect(struct painter *p, const struct draw_op_rect *op)
{
    const char *paint = begin_shape(p, op->fill, &op->stroke);
    if (op->radius_du > 0) {
        put_round_rect(p, op->rect, op->radius_du);
    } else {
        put_point(p, op->rect.x_du, op->rect.y_du);
        put_point(p, op->rect.width_du, op->rect.height_du);
        put(p, "re ");
    }
    put(p, paint);
}

static void put_segment(struct painter *p, const struct draw_segment *s)
{
    switch ((enum draw_verb)s->verb) {
    case DRAW_MOVE:
        put_point(p, s->x_du, s->y_du);
        put(p, "m ");
        return;
    case DRAW_LINE:
        put_point(p, s->x_du, s->y_du);
        put(p, "l ");
        return;
    case DRAW_CUBIC:
        put_point(p, s->x1_du, s->y1_du);
        put_point(p, s->x2_du, s->y2_du);
        put_point(p, s->x_du, s->y_du);
        put(p, "c ");
        return;
    case DRAW_CLOSE:
        put(p, "h ");
        return;
    }
    UNREACHABLE("draw verb");
}

static void draw_path(struct painter *p, const struct draw_list *list,
                      const struct draw_op_path *op)
{
    const char *paint = begin_shape(p, op->fill, &op->stroke);
    for (uint32_t i = 0; i < op->segment_count; i++)
        put_segment(p, &list->segments[op->segment_first + i]);
    put(p, paint);
}

static bool needs_actual_text(const struct draw_list *list, const struct draw_op_glyphs *op)
{
    for (uint32_t i = 0; i < op->glyph_count; i++)
        if (list->glyphs[op->glyph_first + i].text_size == 0)
            return true;
    return false;
}

static void draw_text(struct painter *p, const struct draw_list *list,
                      const struct draw_op_glyphs *op)
{
    set_overprint(p, is_black_ink(op->color));
    set_fill(p, op->color);
    if (!p->in_text)
        put(p, "BT\n");
    p->in_text = true;
    if (p->state.font != op->font || p->state.font_size_du != op->size_du) {
        p->state.font = op->font;
        p->state.font_size_du = op->size_du;
        buf_printf(p->out, "/F%u %d Tf\n", op->font, op->size_du);
    }
    put(p, "1 0 0 -1 ");
    put_point(p, op->x_du, op->y_du);
    put(p, "Tm\n");
    bool actual = needs_actual_text(list, op);
    if (actual) {
        put(p, "/Span<</ActualText ");
        pen_put_text(p->out, list_text(list, op->text_first, op->text_size));
        put(p, ">>BDC\n");
    }
    p->use->used[op->font] = true;
    pdf_text_put(p->out, pdf_font_open(p->fonts, (enum font_id)op->font), &p->use->sets[op->font],
                 list, op);
    if (actual)
        put(p, "EMC\n");
}

static void draw_icons(struct painter *p, const struct draw_list *list,
                       const struct draw_op_glyphs *op)
{
    leave_text(p);
    set_overprint(p, is_black_ink(op->color));
    set_fill(p, op->color);
    struct pdf_font *font = pdf_font_open(p->fonts, (enum font_id)op->font);
    for (uint32_t i = 0; i < op->glyph_count; i++) {
        const struct draw_glyph *g = &list->glyphs[op->glyph_first + i];
        pdf_icon_put(p->out, font, g->id, op->size_du, (int64_t)op->x_du + g->dx_du,
                     (int64_t)op->y_du + g->dy_du);
    }
}

static void draw_qr(struct painter *p, const struct draw_list *list, const struct draw_op_qr *op)
{
    leave_text(p);
    set_overprint(p, false);
    set_fill(p, op->color);
    pdf_symbol_put(p->out, list, op);
}

static void draw_image(struct painter *p, const struct draw_op_image *op)
{
    char name[IMAGE_NAME_BYTES];
    image_name(name, op->image);
    leave_text(p);
    set_overprint(p, false);
    put(p, "q ");
    put_int(p, op->rect.width_du);
    put(p, "0 0 ");
    put_int(p, -(int64_t)op->rect.height_du);
    put_point(p, op->rect.x_du, (int64_t)op->rect.y_du + op->rect.height_du);
    put(p, "cm/");
    put(p, name);
    put(p, " Do Q\n");
}

void painter_draw(struct painter *p, const struct draw_list *list, const struct draw_op *op)
{
    switch (op->kind) {
    case DRAW_OP_RECT:
        draw_rect(p, &op->rect);
        return;
    case DRAW_OP_PATH:
        draw_path(p, list, &op->path);
        return;
    case DRAW_OP_GLYPHS:
        if (font_is_icon((enum font_id)op->glyphs.font))
            draw_icons(p, list, &op->glyphs);
        else
            draw_text(p, list, &op->glyphs);
        return;
    case DRAW_OP_QR:
        draw_qr(p, list, &op->qr);
        return;
    case DRAW_OP_IMAGE:
        draw_image(p, &op->image);
        return;
    case DRAW_OP_LINK:
    case DRAW_OP_CLIP_PUSH:
    case DRAW_OP_CLIP_POP:
    case DRAW_OP_PLACE_PUSH:
    case DRAW_OP_PLACE_POP:
    case DRAW_OP_TAG_BEGIN:
    case DRAW_OP_TAG_END:
    case DRAW_OP_COUNT:
        break;
    }
    UNREACHABLE("an operation that paints");
}
