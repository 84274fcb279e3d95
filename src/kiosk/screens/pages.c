#include "kiosk/screens/pages.h"

#include "base/arena.h"

static int32_t tallest(const struct canvas *c, unsigned count, grid_need *need, const void *context,
                       int32_t width_du)
{
    int32_t tallest_du = c->target_du;
    for (unsigned i = 0; i < count; i++)
        tallest_du = max_du(tallest_du, need(c, context, i, width_du));
    return tallest_du;
}

/* As many rows of `columns` as fit. */
static struct grid plan_columns(const struct canvas *c, struct draw_rect box, unsigned count,
                                unsigned columns, int32_t tallest_du, grid_need *need,
                                const void *context)
{
    int32_t n = (int32_t)columns, gap = c->gap_du;
    struct grid g = {.box = box, .columns = columns, .gap_du = gap};
    g.cell_width_du = (box.width_du - gap * (n - 1)) / n / DU_PER_PT * DU_PER_PT;
    int32_t wanted = tallest(c, count, need, context, g.cell_width_du);
    if (wanted > box.height_du)
        return g;
    int32_t rows = (box.height_du + gap) / (wanted + gap);
    int32_t room = (box.height_du - gap * (rows - 1)) / rows / DU_PER_PT * DU_PER_PT;
    g.rows = (unsigned)rows;
    g.cell_height_du = min_du(room, max_du(wanted, tallest_du));
    g.fits = true;
    return g;
}

static unsigned page_size(const struct pages *p)
{
    return p->grid.columns * p->grid.rows;
}

static void turn(struct pages *p, unsigned page, unsigned count)
{
    unsigned size = page_size(p);
    p->page = page;
    p->first = page * size;
    p->count = count - p->first < size ? count - p->first : size;
}

struct pages pages_plan(struct canvas *c, struct draw_rect box, unsigned count,
                        const unsigned *columns, int32_t tallest_du, grid_need *need,
                        const void *context)
{
    struct pages p = {.count = count, .page_count = 1};
    p.grid = grid_plan(c, box, count, columns, tallest_du, need, context);
    if (p.grid.fits)
        return p;
    p.grid = (struct grid){.box = box, .columns = 1, .rows = 1};
    for (; *columns; columns++) {
        struct grid g = plan_columns(c, box, count, *columns, tallest_du, need, context);
        if (g.fits && g.columns * g.rows > p.grid.columns * p.grid.rows)
            p.grid = g;
    }
    c->fits = c->fits && p.grid.fits && canvas_is_at_floor(c);
    unsigned size = page_size(&p);
    p.page_count = (count + size - 1) / size;
    turn(&p, c->view->page % p.page_count, count);
    return p;
}

void pages_turn_to(struct pages *p, unsigned index, unsigned count)
{
    if (p->page_count > 1 && index < count)
        turn(p, index / page_size(p), count);
}

void pages_draw_turning(struct canvas *c, const struct pages *p, struct draw_rect foot)
{
    if (p->page_count < 2)
        return;
    struct arena *a = c->kit->arena;
    struct rich more = canvas_word(c, LABEL_MORE);
    struct button next = {.style = BUTTON_PRIMARY,
                          .icon = ICON("caret-right"),
                          .icon_after = true,
                          .label = rich_plain(arena_printf(a, "%.*s %u/%u", SLICE_ARG(more.text),
                                                           p->page + 1, p->page_count)),
                          .spoken = more.text,
                          .act = ACT_PAGE,
                          .index = (int32_t)((p->page + 1) % p->page_count)};
    int32_t right = foot.x_du + foot.width_du, width = canvas_button_width(c, &next);
    next.rect = (struct draw_rect){right - width, foot.y_du, width, foot.height_du};
    struct button before = {.style = BUTTON_PLAIN,
                            .icon = ICON("caret-left"),
                            .spoken = canvas_word(c, LABEL_EARLIER).text,
                            .act = ACT_PAGE,
                            .index = (int32_t)((p->page + p->page_count - 1) % p->page_count)};
    width = max_du(c->target_du, canvas_button_width(c, &before));
    before.rect =
        (struct draw_rect){next.rect.x_du - c->gap_du - width, foot.y_du, width, foot.height_du};
    /* Whatever else stands in the foot was drawn just before. */
    for (unsigned i = 0; i < c->targets->count; i++) {
        const struct draw_rect *r = &c->targets->items[i].rect;
        if (r->y_du == foot.y_du && r->x_du + r->width_du + c->gap_du > before.rect.x_du)
            c->fits = false;
    }
    canvas_button(c, &before);
    canvas_button(c, &next);
}
