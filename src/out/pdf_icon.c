#include "out/pdf_icon.h"

#include <math.h>

enum { UNITS = 4096 };

struct outline {
    struct buf *out;
    float scale; /* font units to UNITS, y downwards */
};

static void put_pair(struct outline *o, float x, float y)
{
    buf_append_int(o->out, lrintf(x * o->scale));
    buf_append_char(o->out, ' ');
    buf_append_int(o->out, lrintf(-y * o->scale));
    buf_append_char(o->out, ' ');
}

static void move_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y,
                    void *user)
{
    (void)funcs, (void)state, (void)user;
    put_pair(data, x, y);
    buf_append(((struct outline *)data)->out, "m\n", 2);
}

static void line_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y,
                    void *user)
{
    (void)funcs, (void)state, (void)user;
    put_pair(data, x, y);
    buf_append(((struct outline *)data)->out, "l\n", 2);
}

static void cubic_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1,
                     float x2, float y2, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    put_pair(data, x1, y1);
    put_pair(data, x2, y2);
    put_pair(data, x, y);
    buf_append(((struct outline *)data)->out, "c\n", 2);
}

/* PDF has no quadratic curves; the cubic is exact. */
static void quadratic_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1,
                         float y1, float x, float y, void *user)
{
    float from_x = state->current_x, from_y = state->current_y;
    cubic_to(funcs, data, state, from_x + (x1 - from_x) * 2 / 3, from_y + (y1 - from_y) * 2 / 3,
             x + (x1 - x) * 2 / 3, y + (y1 - y) * 2 / 3, x, y, user);
}

static void close_path(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, void *user)
{
    (void)funcs, (void)state, (void)user;
    buf_append(((struct outline *)data)->out, "h\n", 2);
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
    struct outline outline = {.out = out, .scale = (float)UNITS / (float)font->upem};
    hb_draw_funcs_t *funcs = make_funcs();
    buf_append(out, "q ", 2);
    put_scale(out, size_du);
    buf_append(out, " 0 0 ", 5);
    put_scale(out, size_du);
    buf_append_char(out, ' ');
    buf_append_int(out, x_du);
    buf_append_char(out, ' ');
    buf_append_int(out, y_du);
    buf_append(out, " cm\n", 4);
    hb_font_get_glyph_shape(font->font, glyph, funcs, &outline);
    buf_append(out, "f\nQ\n", 4);
    hb_draw_funcs_destroy(funcs);
}
