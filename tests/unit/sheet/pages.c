#include "pages.h"

#include "base/units.h"

static const struct draw_color ink = {.k = 100};
static const struct draw_stroke no_line = {.color = {.none = 1}};

void pages_init(struct pages *p, unsigned count, int width_mm, int height_mm)
{
    CHECK(count <= PAGES_MAX);
    p->count = count;
    for (unsigned i = 0; i < count; i++) {
        struct draw_list *list = &p->lists[i];
        p->all[i] = list;
        list_init(list);
        list_reset(list, du_from_mm(width_mm), du_from_mm(height_mm));
        list_tag_begin(list, DRAW_ROLE_P, SLICE(""));
        list_rect(list,
                  (struct draw_rect){list->width_du / 2, list->height_du / 2, (int32_t)i + 1, 7}, 0,
                  ink, no_line);
        list_tag_end(list);
    }
}

void pages_deinit(struct pages *p)
{
    for (unsigned i = 0; i < p->count; i++)
        list_deinit(&p->lists[i]);
}

void pages_add_code(struct pages *p, int x_mm, int y_mm, int module_mm100)
{
    enum { SIDE = 25 };
    uint8_t bits[SIDE * 4];
    memset(bits, 0x5A, sizeof bits);
    list_qr(&p->lists[0], du_from_mm(x_mm), du_from_mm(y_mm), du_from_mm100(module_mm100), SIDE,
            bits, ink);
}

static int32_t put(void *context, struct draw_list *list, const struct sheet_text *text)
{
    (void)context;
    if (list)
        list_rect(list, (struct draw_rect){text->x_du, text->y_du, text->width_du, text->size_du},
                  0, ink, no_line);
    return text->size_du;
}

const struct sheet_type pages_type = {NULL, put};

bool find_page(struct draw_place *place, const struct draw_list *side, unsigned number)
{
    const struct draw_place *now = NULL;
    for (uint32_t i = 0; i < side->op_count; i++) {
        const struct draw_op *op = &side->ops[i];
        if (op->kind == DRAW_OP_PLACE_PUSH)
            now = &op->place;
        if (op->kind != DRAW_OP_RECT || op->rect.rect.height_du != 7 ||
            op->rect.rect.width_du != (int32_t)number + 1)
            continue;
        CHECK(now != NULL);
        *place = *now;
        return true;
    }
    return false;
}
