#include "out/pdf_text.h"

#include <string.h>

#include "out/pdf_font.h"

/* A run of text being written: where TJ's own arithmetic stands against where glyphs belong. */
struct text_run {
    int64_t pen_thousandths; /* du × 1000 from the run's start */
    bool in_string, in_array;
    size_t begin; /* of the array, to make a plain Tj of it when nothing was adjusted */
};

static void put_code(struct buf *out, unsigned cid)
{
    char bytes[4];
    size_t count = 0;
    for (unsigned shift = 16; shift > 0;) {
        shift -= 8;
        char c = (char)(cid >> shift & 0xFF);
        if (c == '(' || c == ')' || c == '\\') {
            bytes[count++] = '\\';
        } else if (c == '\r') { /* A bare CR in a string is read as LF. */
            bytes[count++] = '\\';
            c = 'r';
        }
        bytes[count++] = c;
    }
    buf_append(out, bytes, count);
}

static void close_array(struct buf *out, struct text_run *run)
{
    if (run->in_string)
        buf_append_char(out, ')');
    if (run->in_array)
        buf_append_text(out, "]TJ\n");
    else if (run->in_string)
        buf_append_text(out, "Tj\n");
    run->in_string = run->in_array = false;
}

/* Moves TJ's pen when it is off by half a thousandth of the size or more. */
static void adjust(struct buf *out, struct text_run *run, int32_t dx_du, int32_t size_du)
{
    int64_t off = run->pen_thousandths - (int64_t)dx_du * 1000;
    int64_t half = size_du / 2;
    int64_t amount = (off >= 0 ? off + half : off - half) / size_du;
    if (amount == 0 && run->in_string)
        return;
    if (amount != 0) {
        if (!run->in_array) { /* What was begun as a plain string becomes the first of an array. */
            size_t size = out->size - run->begin;
            buf_append_char(out, '[');
            if (size > 0 && !out->failed) {
                memmove(out->data + run->begin + 1, out->data + run->begin, size);
                out->data[run->begin] = '[';
            }
            run->in_array = true;
        }
        if (run->in_string)
            buf_append_char(out, ')');
        buf_append_int(out, amount);
        run->pen_thousandths -= amount * size_du;
    }
    buf_append_char(out, '(');
    run->in_string = true;
}

static void set_rise(struct buf *out, struct text_run *run, int32_t rise_du)
{
    close_array(out, run);
    buf_append_int(out, rise_du);
    buf_append_text(out, " Ts\n");
    run->begin = out->size;
}

void pdf_text_put(struct buf *out, struct pdf_font *font, struct cid_set *codes,
                  const struct draw_list *list, const struct draw_op_glyphs *op)
{
    const struct draw_glyph *glyphs = list->glyphs + op->glyph_first;
    const char *text = (const char *)list->bytes + op->text_first;
    struct text_run run = {.begin = out->size};
    CHECK(op->size_du > 0);
    int32_t rise = 0;
    for (uint32_t i = 0; i < op->glyph_count; i++) {
        const struct draw_glyph *g = &glyphs[i];
        unsigned cid =
            pdf_font_cid(font, g->id, (struct slice){text + g->text_begin, g->text_size});
        cid_set_add(codes, cid);
        if (-g->dy_du != rise)
            set_rise(out, &run, rise = -g->dy_du);
        adjust(out, &run, g->dx_du, op->size_du);
        put_code(out, cid);
        run.pen_thousandths += (int64_t)pdf_font_width(font, cid) * op->size_du;
    }
    close_array(out, &run);
    if (rise != 0)
        buf_append_text(out, "0 Ts\n");
}
