#include "out/pdf_symbol.h"

/** A byte a module; a light column and row at the end stop every run. */
struct grid {
    uint8_t dark[DRAW_QR_SIDE_MAX + 1][DRAW_QR_SIDE_MAX + 1];
};

static void put_number(struct buf *out, int64_t value)
{
    buf_append_int(out, value);
    buf_append_char(out, ' ');
}

static void fill_grid(struct grid *g, const uint8_t *bits, unsigned side)
{
    for (unsigned y = 0; y < side; y++, bits += (side + 7) / 8) {
        for (unsigned x = 0; x < side; x++)
            g->dark[y][x] = bits[x / 8] >> (7 - x % 8) & 1;
        g->dark[y][side] = 0;
    }
    memset(g->dark[side], 0, sizeof g->dark[side]);
}

/* Height of the dark rectangle `width` wide whose top left is at (x, y); clears it. */
static unsigned take_rectangle(struct grid *g, unsigned x, unsigned y, unsigned width)
{
    unsigned height = 0;
    while (memchr(&g->dark[y + height][x], 0, width) == NULL)
        memset(&g->dark[y + height++][x], 0, width);
    return height;
}

void pdf_symbol_put(struct buf *out, const struct draw_list *list, const struct draw_op_qr *op)
{
    struct grid grid;
    unsigned side = op->module_count;
    CHECK(side > 0 && side <= DRAW_QR_SIDE_MAX);
    fill_grid(&grid, list->bytes + op->bits_first, side);
    buf_append_text(out, "q ");
    put_number(out, op->module_du);
    buf_append_text(out, "0 0 ");
    put_number(out, op->module_du);
    put_number(out, op->x_du);
    put_number(out, op->y_du);
    buf_append_text(out, "cm\n");
    for (unsigned y = 0; y < side; y++) {
        for (unsigned x = 0; x < side; x++) {
            unsigned width = 0;
            while (grid.dark[y][x + width])
                width++;
            if (width == 0)
                continue;
            put_number(out, x);
            put_number(out, y);
            put_number(out, width);
            put_number(out, take_rectangle(&grid, x, y, width));
            buf_append(out, "re\n", 3);
            x += width;
        }
    }
    buf_append_text(out, "f\nQ\n");
}
