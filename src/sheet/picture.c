#include "sheet/picture.h"

#include "base/units.h"
#include "sheet/place.h"

static const struct draw_color paper = {.r = 255, .g = 255, .b = 255};
static const struct draw_color code_grey = {.r = 196, .g = 196, .b = 196, .k = 23};

struct draw_rect picture_fit(const struct draw_list *page, int32_t x_du, int32_t y_du,
                             int32_t width_du, int32_t height_du)
{
    int32_t by_height = du_scale(page->width_du, height_du, page->height_du);
    int32_t width = du_min(by_height, width_du);
    return (struct draw_rect){x_du, y_du, width, du_scale(page->height_du, width, page->width_du)};
}

static void hide_code(struct draw_op *op)
{
    const struct draw_op_qr *qr = &op->qr;
    int32_t side = qr->module_du * (int32_t)qr->module_count;
    struct draw_rect square = {qr->x_du, qr->y_du, side, side};
    op->kind = DRAW_OP_RECT;
    op->rect = (struct draw_op_rect){square, side / 12, code_grey, {.color = {.none = 1}}};
}

/* Letters that stand for nothing, as those of icons. */
static void silence(struct draw_list *page, struct draw_op_glyphs *run)
{
    for (uint32_t i = 0; i < run->glyph_count; i++)
        page->glyphs[run->glyph_first + i].text_size = 0;
    run->text_size = 0;
}

static void make_picture(struct draw_list *page)
{
    for (uint32_t i = 0; i < page->op_count; i++) {
        struct draw_op *op = &page->ops[i];
        if (op->kind == DRAW_OP_QR)
            hide_code(op);
        else if (op->kind == DRAW_OP_GLYPHS)
            silence(page, &op->glyphs);
    }
}

void picture_put(struct draw_list *list, struct draw_list *page, struct draw_rect box,
                 struct draw_color edge, struct slice alt)
{
    const struct draw_stroke line = {.color = edge, .width_du = DU_PER_PT * 2 / 5};
    const struct draw_place place = {box.x_du, box.y_du, 0, box.width_du, page->width_du};
    make_picture(page);
    /* The sheet of paper is the figure: what is printed on it lies upon it as decoration. */
    list_tag_begin(list, DRAW_ROLE_FIGURE, alt);
    list_rect(list, box, 0, paper, (struct draw_stroke){.color = {.none = 1}});
    list_tag_end(list);
    place_page(list, page, place, place_whole(page), 0, PLACE_AS_COPY);
    list_tag_begin(list, DRAW_ROLE_ARTIFACT, SLICE(""));
    list_rect(list, box, 0, DRAW_NO_COLOR, line);
    list_tag_end(list);
}
