#include "out/pdf_icon.h"

#include <math.h>

#include "out/pdf_curve.h"

enum { UNITS = 1024, ICON_PIECES_MAX = 2000 };

struct outline {
    float scale; /* font units to UNITS, y downwards */
    size_t count;
    struct piece pieces[ICON_PIECES_MAX];
};

static struct point scaled(const struct outline *o, float x, float y)
{
    return (struct point){x * o->scale, -y * o->scale};
}

static void add(struct outline *o, struct piece piece)
{
    if (o->count < ICON_PIECES_MAX)
        o->pieces[o->count++] = piece;
}

static void move_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y,
                    void *user)
{
    (void)funcs, (void)state, (void)user;
    add(data, (struct piece){.kind = PIECE_MOVE, .end = scaled(data, x, y)});
}

static void line_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y,
                    void *user)
{
    (void)funcs, (void)state, (void)user;
    add(data, (struct piece){.kind = PIECE_LINE, .end = scaled(data, x, y)});
}

static void quadratic_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1,
                         float y1, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    add(data, (struct piece){
                  .kind = PIECE_QUADRATIC, .a = scaled(data, x1, y1), .end = scaled(data, x, y)});
}

static void cubic_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1,
                     float x2, float y2, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    add(data, (struct piece){.kind = PIECE_CUBIC,
                             .a = scaled(data, x1, y1),
                             .b = scaled(data, x2, y2),
                             .end = scaled(data, x, y)});
}

static void close_path(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, void *user)
{
    (void)funcs, (void)state, (void)user;
    add(data, (struct piece){.kind = PIECE_CLOSE});
}

static hb_draw_funcs_t *make_funcs(void)
{
    hb_draw_funcs_t *funcs = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(funcs, move_to, NULL, NULL);
    hb_draw_funcs_set_line_to_func(funcs, line_to, NULL, NULL);
    hb_draw_funcs_set_quadratic_to_func(funcs, quadratic_to, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(funcs, cubic_to, NULL, NULL);
    hb_draw_funcs_set_close_path_func(funcs, close_path, NULL, NULL);
    return funcs;
}

static void put_point(struct buf *out, struct point p)
{
    buf_append_int(out, lrintf(p.x));
    buf_append_char(out, ' ');
    buf_append_int(out, lrintf(p.y));
    buf_append_char(out, ' ');
}

static void put_piece(struct buf *out, const struct piece *piece)
{
    switch (piece->kind) {
    case PIECE_MOVE:
        put_point(out, piece->end);
        buf_append(out, "m\n", 2);
        return;
    case PIECE_LINE:
        put_point(out, piece->end);
        buf_append(out, "l\n", 2);
        return;
    case PIECE_QUADRATIC: /* outline_join leaves none. */
        break;
    case PIECE_CUBIC:
        put_point(out, piece->a);
        put_point(out, piece->b);
        put_point(out, piece->end);
        buf_append(out, "c\n", 2);
        return;
    case PIECE_CLOSE: /* Filling closes what is open. */
        return;
    }
    UNREACHABLE("piece of an outline");
}

/* size / UNITS with six decimals. */
static void put_scale(struct buf *out, int32_t size_du)
{
    int64_t millionths = ((int64_t)size_du * 1000000 + UNITS / 2) / UNITS;
    buf_append_int(out, millionths / 1000000);
    uint32_t rest = (uint32_t)(millionths % 1000000);
    if (rest == 0)
        return;
    char digits[7] = ".";
    for (unsigned i = 6; i > 0; i--, rest /= 10)
        digits[i] = (char)('0' + rest % 10);
    size_t count = 7;
    while (digits[count - 1] == '0')
        count--;
    buf_append(out, digits, count);
}

void pdf_icon_put(struct buf *out, struct pdf_font *font, uint32_t glyph, int32_t size_du,
                  int64_t x_du, int64_t y_du)
{
    struct outline outline;
    outline.scale = (float)UNITS / (float)font->upem;
    outline.count = 0;
    hb_draw_funcs_t *funcs = make_funcs();
    hb_font_get_glyph_shape(font->font, glyph, funcs, &outline);
    hb_draw_funcs_destroy(funcs);
    outline.count = outline_join(outline.pieces, outline.count);
    buf_append(out, "q ", 2);
    put_scale(out, size_du);
    buf_append(out, " 0 0 ", 5);
    put_scale(out, size_du);
    buf_append_char(out, ' ');
    buf_append_int(out, x_du);
    buf_append_char(out, ' ');
    buf_append_int(out, y_du);
    buf_append(out, " cm\n", 4);
    for (size_t i = 0; i < outline.count; i++)
        put_piece(out, &outline.pieces[i]);
    buf_append(out, "f\nQ\n", 4);
}
