#include "kiosk/screens/canvas.h"

#include "base/arena.h"
#include "page/theme.h"

int32_t canvas_u(const struct canvas *c, int32_t thousandths)
{
    int64_t du = (int64_t)c->short_du * thousandths / 1000;
    return (int32_t)((du + DU_PER_PT / 2) / DU_PER_PT * DU_PER_PT);
}

bool canvas_is_at_floor(const struct canvas *c)
{
    enum { LARGER = 120, NEAR = 104 };
    int32_t floor = c->view->large_text && c->percent >= LARGER ? LARGER : 100;
    return c->percent <= NEAR * floor / 100;
}

/* --- Type --- */

static struct type type_of(const struct canvas *c, enum font_id font, int32_t size_du)
{
    return (struct type){.font = font,
                         .size_du = size_du,
                         .color = c->skin.ink,
                         .align = PARA_LEFT,
                         .wrap = PARA_WRAP_PRETTY};
}

struct type type_label(const struct canvas *c)
{
    return type_of(c, FONT_SEMIBOLD, c->label_du);
}

struct type type_body(const struct canvas *c)
{
    return type_of(c, FONT_MEDIUM, c->body_du);
}

struct type type_strong(const struct canvas *c)
{
    return type_of(c, FONT_BOLD, c->body_du);
}

struct type type_question(const struct canvas *c)
{
    return type_of(c, FONT_BOLD, c->question_du);
}

struct type type_title(const struct canvas *c)
{
    struct type type = type_of(c, FONT_EXTRABOLD, c->title_du);
    type.wrap = PARA_WRAP_BALANCE;
    return type;
}

struct type type_centered(struct type type)
{
    type.align = PARA_CENTER;
    type.wrap = PARA_WRAP_BALANCE;
    return type;
}

struct type type_colored(struct type type, struct draw_color color)
{
    type.color = color;
    return type;
}

struct type type_sized(struct type type, int32_t size_du)
{
    type.size_du = size_du;
    return type;
}

/* 1.35 is the floor for Vietnamese: two marks above a capital, one below the line above it. */
int32_t type_line_du(const struct type *type)
{
    return du_scale(type->size_du, 136, 100);
}

struct rich canvas_word(const struct canvas *c, enum label label)
{
    return rich_plain(slice_from(label_in(c->view->language, label)));
}

struct rich canvas_format(const struct canvas *c, enum label label, unsigned a, unsigned b)
{
    return rich_plain(arena_printf(c->kit->arena, label_in(c->view->language, label), a, b));
}

struct rich canvas_markup(const struct canvas *c, struct slice text)
{
    char *plain = arena_alloc(c->kit->arena, text.size + 1);
    struct rich_range *strong = ARENA_ARRAY(c->kit->arena, text.size / 4 + 1, struct rich_range);
    struct rich out = {.strong = strong};
    uint32_t size = 0;
    bool bold = false;
    for (size_t i = 0; i < text.size; i++) {
        if (i + 1 < text.size && text.data[i] == '*' && text.data[i + 1] == '*') {
            i++;
            if (!bold)
                strong[out.strong_count].begin = size;
            else if (size > strong[out.strong_count].begin)
                strong[out.strong_count++].end = size;
            bold = !bold;
        } else {
            plain[size++] = text.data[i];
        }
    }
    out.text = (struct slice){plain, size};
    return out;
}

const struct para *canvas_para(const struct canvas *c, const struct type *type, struct rich text,
                               int32_t width_du)
{
    struct para_style style = {
        .font = type->font,
        .strong_font = type->font == FONT_EXTRABOLD ? FONT_EXTRABOLD : FONT_BOLD,
        .size_du = type->size_du,
        .line_du = type_line_du(type),
        .color = type->color,
        .strong_color = type->color,
        .align = type->align,
        .wrap = type->wrap,
    };
    return para_cache_get(c->kit->paras, &style, text, max_du(width_du, DU_PER_PT));
}

int32_t canvas_text_height(const struct canvas *c, const struct type *type, struct rich text,
                           int32_t width_du)
{
    return text.text.size ? canvas_para(c, type, text, width_du)->height_du : 0;
}

int32_t canvas_text(struct canvas *c, const struct type *type, struct rich text, int32_t x_du,
                    int32_t y_du, int32_t width_du)
{
    if (text.text.size == 0)
        return 0;
    const struct para *para = canvas_para(c, type, text, width_du);
    if (para->too_wide || width_du <= 0)
        c->fits = false;
    para_draw(c->list, para, x_du, y_du);
    return para->height_du;
}

void canvas_text_in(struct canvas *c, const struct type *type, struct rich text,
                    struct draw_rect box)
{
    int32_t height = canvas_text_height(c, type, text, box.width_du);
    if (height > box.height_du)
        c->fits = false;
    canvas_text(c, type, text, box.x_du, box.y_du + (box.height_du - height) / 2, box.width_du);
}

void canvas_text_shrunk(struct canvas *c, struct type type, int32_t floor_du, struct rich text,
                        struct draw_rect box)
{
    for (;;) {
        const struct para *para = canvas_para(c, &type, text, box.width_du);
        int32_t smaller = type.size_du * 9 / 10;
        if ((para->height_du <= box.height_du && !para->too_wide) || type.size_du <= floor_du)
            break;
        type.size_du = max_du(smaller, floor_du);
    }
    canvas_text_in(c, &type, text, box);
}

/* --- Shapes --- */

void canvas_icon(struct canvas *c, enum font_id weight, struct slice name, int32_t center_x_du,
                 int32_t center_y_du, int32_t size_du, struct draw_color color)
{
    if (name.size)
        icon_draw(c->list, para_cache_fonts(c->kit->paras), weight, name, center_x_du, center_y_du,
                  size_du, color);
}

void canvas_rect(struct canvas *c, struct draw_rect rect, int32_t radius_du, struct draw_color fill,
                 struct draw_color line, int32_t line_du)
{
    if (rect.width_du <= line_du || rect.height_du <= line_du) {
        c->fits = false;
        return;
    }
    /* The outline lies inside, so that nothing sticks out of its place. */
    list_rect(c->list, rect_inset(rect, line_du / 2), max_du(radius_du - line_du / 2, 0), fill,
              (struct draw_stroke){.color = line, .width_du = line_du});
}

void canvas_disc(struct canvas *c, int32_t x_du, int32_t y_du, int32_t radius_du,
                 struct draw_color fill, struct draw_color line, int32_t line_du)
{
    canvas_rect(
        c, (struct draw_rect){x_du - radius_du, y_du - radius_du, 2 * radius_du, 2 * radius_du},
        radius_du, fill, line, line_du);
}

void canvas_badge(struct canvas *c, int32_t x_du, int32_t y_du, int32_t radius_du,
                  struct draw_color fill, struct draw_color ink, struct slice text,
                  struct slice icon)
{
    canvas_disc(c, x_du, y_du, radius_du, fill, DRAW_NO_COLOR, 0);
    if (icon.size) {
        canvas_icon(c, FONT_ICON_BOLD, icon, x_du, y_du, radius_du * 5 / 4, ink);
        return;
    }
    struct type type = type_centered(type_colored(type_strong(c), ink));
    /* Never below the floor of body type. */
    type.size_du = max_du(radius_du, div_ceil(c->short_du, 28));
    type.wrap = PARA_WRAP_NONE;
    canvas_text_in(
        c, &type, rich_plain(text),
        (struct draw_rect){x_du - radius_du, y_du - type.size_du, 2 * radius_du, 2 * type.size_du});
}

/* --- Targets and buttons --- */

int canvas_target(struct canvas *c, struct draw_rect rect, enum view_act act, int32_t index,
                  bool enabled, struct slice label)
{
    struct target_list *t = c->targets;
    CHECK(t->count < SCREEN_TARGETS_MAX);
    t->items[t->count] = (struct target){.rect = rect,
                                         .action = {act, index},
                                         .enabled = enabled,
                                         .label = arena_copy(c->kit->arena, label).data};
    return (int)t->count++;
}

bool canvas_is_read(const struct canvas *c, int part)
{
    return c->view->reading && c->view->reading_part == part;
}

bool canvas_pressed(const struct canvas *c, int target)
{
    return c->targets->pressed == target && c->targets->items[target].enabled;
}

void canvas_focus_ring(struct canvas *c, int target, struct draw_rect rect, int32_t radius_du)
{
    if (c->targets->focused != target)
        return;
    int32_t thick = max_du(canvas_u(c, 6), DU_PT(3));
    struct draw_rect outer = rect_inset(rect, -thick);
    list_rect(c->list, rect_inset(outer, thick / 2), radius_du + thick / 2, DRAW_NO_COLOR,
              (struct draw_stroke){.color = c->skin.accent, .width_du = thick});
    list_rect(c->list, rect, radius_du, DRAW_NO_COLOR,
              (struct draw_stroke){.color = c->skin.ink, .width_du = thick / 2});
}

struct button_colors {
    struct draw_color fill, line, ink;
};

static struct button_colors button_colors(const struct canvas *c, const struct button *b,
                                          bool pressed)
{
    const struct skin *s = &c->skin;
    if (b->disabled)
        return (struct button_colors){s->disabled, s->contrast ? s->disabled_ink : s->disabled,
                                      s->disabled_ink};
    switch (b->style) {
    case BUTTON_PRIMARY:
        if (pressed)
            return (struct button_colors){s->brand_deep, s->accent, s->on_brand};
        return (struct button_colors){s->brand, s->brand, s->on_brand};
    case BUTTON_ON:
        if (pressed)
            return (struct button_colors){s->brand_deep, s->accent, s->on_brand};
        return (struct button_colors){s->brand, s->brand, s->on_brand};
    case BUTTON_PLAIN:
    case BUTTON_KEY:
        break;
    }
    if (pressed)
        return (struct button_colors){s->brand, s->accent, s->on_brand};
    return (struct button_colors){s->card, b->style == BUTTON_KEY ? s->line : s->brand,
                                  b->style == BUTTON_KEY ? s->ink : s->brand};
}

enum { BUTTON_PAD = 22, BUTTON_ICON_GAP = 14 };

static struct type button_type(const struct canvas *c, const struct button *b)
{
    struct type type = type_centered(type_label(c));
    if (b->style == BUTTON_PRIMARY)
        type.font = FONT_BOLD;
    if (b->size_du)
        type.size_du = b->size_du;
    return type;
}

int32_t canvas_button_width(const struct canvas *c, const struct button *b)
{
    struct type type = button_type(c, b);
    int32_t icon = b->icon.size ? type.size_du * 13 / 10 : 0;
    int32_t text = 0;
    if (b->label.text.size)
        text = canvas_para(c, &type, b->label, INT32_MAX / 4)->width_du;
    int32_t gap = icon && text ? canvas_u(c, BUTTON_ICON_GAP) : 0;
    int32_t width = text + gap + icon + 2 * canvas_u(c, BUTTON_PAD) + DU_PER_PT;
    return max_du((width + DU_PER_PT - 1) / DU_PER_PT * DU_PER_PT, c->tool_du);
}

static void label_beside_icon(struct canvas *c, const struct button *b, struct draw_rect r,
                              struct type type)
{
    int32_t icon = b->icon.size ? type.size_du * 13 / 10 : 0;
    int32_t gap = icon && b->label.text.size ? canvas_u(c, BUTTON_ICON_GAP) : 0;
    int32_t room = r.width_du - 2 * canvas_u(c, BUTTON_PAD / 2) - icon - gap;
    int32_t text = 0;
    type.align = PARA_LEFT;
    if (b->label.text.size) {
        const struct para *para = canvas_para(c, &type, b->label, room);
        text = para->width_du;
        /* Several lines look better centred; the box is then as wide as the longest. */
        type.align = para->line_count > 1 && !icon ? PARA_CENTER : PARA_LEFT;
        text = para->line_count > 1 && !icon ? room : text;
    }
    int32_t x = r.x_du + (r.width_du - icon - gap - text) / 2;
    int32_t icon_x = b->icon_after ? x + text + gap : x;
    int32_t text_x = b->icon_after ? x : x + icon + gap;
    if (icon)
        canvas_icon(c, FONT_ICON_BOLD, b->icon, icon_x + icon / 2, r.y_du + r.height_du / 2, icon,
                    type.color);
    if (b->label.text.size)
        canvas_text_in(c, &type, b->label,
                       (struct draw_rect){text_x, r.y_du, type.align == PARA_CENTER ? text : room,
                                          r.height_du});
}

static void label_under_icon(struct canvas *c, const struct button *b, struct draw_rect r,
                             struct type type)
{
    int32_t icon = type.size_du * 2, gap = canvas_u(c, 8);
    int32_t width = r.width_du - 2 * canvas_u(c, BUTTON_PAD / 2);
    int32_t text = canvas_text_height(c, &type, b->label, width);
    int32_t y = r.y_du + (r.height_du - icon - gap - text) / 2;
    if (icon + gap + text > r.height_du)
        c->fits = false;
    canvas_icon(c, FONT_ICON_BOLD, b->icon, r.x_du + r.width_du / 2, y + icon / 2, icon,
                type.color);
    canvas_text(c, &type, b->label, r.x_du + canvas_u(c, BUTTON_PAD / 2), y + icon + gap, width);
}

/* In high contrast both grounds are black: a dashed line, softer words, and no colour tell. */
static void draw_button_box(struct canvas *c, const struct button *b, struct draw_rect r,
                            int32_t radius_du, const struct button_colors *colors)
{
    int32_t line = max_du(canvas_u(c, 4), DU_PT(2));
    if (!b->disabled || !c->skin.contrast) {
        canvas_rect(c, r, radius_du, colors->fill, colors->line, line);
        return;
    }
    list_rect(c->list, rect_inset(r, line / 2), max_du(radius_du - line / 2, 0), colors->fill,
              (struct draw_stroke){.color = colors->line,
                                   .width_du = line,
                                   .dash_on_du = 3 * line,
                                   .dash_off_du = 4 * line});
}

void canvas_button(struct canvas *c, const struct button *b)
{
    int target = canvas_target(c, b->rect, b->act, b->index, !b->disabled,
                               b->spoken.size ? b->spoken : b->label.text);
    bool pressed = canvas_pressed(c, target);
    struct button_colors colors = button_colors(c, b, pressed);
    struct draw_rect r = pressed ? rect_inset(b->rect, canvas_u(c, 4)) : b->rect;
    int32_t radius = canvas_u(c, b->style == BUTTON_KEY ? 16 : 24);
    draw_button_box(c, b, r, radius, &colors);
    canvas_focus_ring(c, target, b->rect, radius);
    struct type type = type_colored(button_type(c, b), colors.ink);
    if (b->stacked)
        label_under_icon(c, b, r, type);
    else
        label_beside_icon(c, b, r, type);
}

/* --- Boxes --- */

struct draw_rect rect_cut_top(struct draw_rect *box, int32_t height_du, int32_t gap_du)
{
    struct draw_rect cut = {box->x_du, box->y_du, box->width_du, height_du};
    box->y_du += height_du + gap_du;
    box->height_du -= height_du + gap_du;
    return cut;
}

struct draw_rect rect_cut_bottom(struct draw_rect *box, int32_t height_du, int32_t gap_du)
{
    struct draw_rect cut = {box->x_du, box->y_du + box->height_du - height_du, box->width_du,
                            height_du};
    box->height_du -= height_du + gap_du;
    return cut;
}

struct draw_rect rect_cut_left(struct draw_rect *box, int32_t width_du, int32_t gap_du)
{
    struct draw_rect cut = {box->x_du, box->y_du, width_du, box->height_du};
    box->x_du += width_du + gap_du;
    box->width_du -= width_du + gap_du;
    return cut;
}

static int32_t tallest_need(const struct canvas *c, unsigned count, grid_need *need,
                            const void *context, int32_t width_du)
{
    int32_t tallest = c->target_du;
    for (unsigned i = 0; i < count; i++)
        tallest = max_du(tallest, need(c, context, i, width_du));
    return tallest;
}

struct grid grid_plan(const struct canvas *c, struct draw_rect box, unsigned count,
                      const unsigned *columns, int32_t tallest_du, grid_need *need,
                      const void *context)
{
    struct grid g = {.box = box, .gap_du = c->gap_du};
    for (const unsigned *n = columns; *n && !g.fits; n++) {
        g.columns = *n;
        g.rows = (count + *n - 1) / *n;
        int32_t gaps = g.gap_du * (int32_t)(g.rows - 1);
        g.cell_width_du =
            (box.width_du - g.gap_du * (int32_t)(*n - 1)) / (int32_t)*n / DU_PER_PT * DU_PER_PT;
        int32_t wanted = tallest_need(c, count, need, context, g.cell_width_du);
        int32_t room = (box.height_du - gaps) / (int32_t)g.rows / DU_PER_PT * DU_PER_PT;
        g.fits = wanted <= room && g.cell_width_du >= c->target_du;
        g.cell_height_du = min_du(room, max_du(wanted, tallest_du));
    }
    return g;
}

struct draw_rect grid_cell(const struct grid *g, unsigned index)
{
    unsigned row = index / g->columns, column = index % g->columns;
    return (struct draw_rect){g->box.x_du + (int32_t)column * (g->cell_width_du + g->gap_du),
                              g->box.y_du + (int32_t)row * (g->cell_height_du + g->gap_du),
                              g->cell_width_du, g->cell_height_du};
}
