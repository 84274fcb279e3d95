#include "page/guide/parts.h"

#include "base/arena.h"
#include "base/units.h"

static const char *const subject_icons[SUBJECT_COUNT] = {
    [SUBJECT_PUBLIC_SERVICES] = "bank", [SUBJECT_PAYMENT] = "wallet",
    [SUBJECT_COMMERCE] = "storefront",  [SUBJECT_PLATFORMS] = "squares-four",
    [SUBJECT_SAFETY] = "shield-check",  [SUBJECT_LOCAL] = "house-line",
};

int32_t part_chip(struct frame *f, int32_t x_du, int32_t y_du)
{
    const struct guide *guide = f->input->guide;
    const struct theme *theme = f->theme;
    struct look look = look_bold(look_note(f));
    look.color = theme->ink;
    look.wrap = PARA_WRAP_NONE;
    struct rich text = rich_plain(slice_from(f->words->subjects[guide->subject]));
    int32_t line = look_line_du(f, &look);
    int32_t text_width = frame_para(f, &look, text, INT32_MAX / 4)->width_du;
    int32_t height = line * 3 / 2, icon = line, pad = line * 2 / 3;
    int32_t width = pad + icon + pad / 2 + text_width + pad;
    frame_rect(f, (struct draw_rect){x_du, y_du, width, height}, height / 2, theme->accent,
               theme->solid ? NO_STROKE : stroke_solid(theme->ink, frame_pt10(f, 10)));
    frame_own_icon(f, FONT_ICON_BOLD, subject_icons[guide->subject], x_du + pad + icon / 2,
                   y_du + height / 2, icon, theme->ink);
    frame_text(f, DRAW_ROLE_P, &look, text, (struct span){0}, x_du + pad + icon + pad / 2,
               y_du + (height - line) / 2, text_width);
    return height;
}

int32_t part_heading(struct frame *f, const char *word, int32_t x_du, int32_t y_du,
                     int32_t width_du)
{
    struct look look = look_head(f);
    look.color = f->theme->brand;
    const struct para *para = frame_para(f, &look, rich_plain(slice_from(word)), width_du);
    int32_t height = frame_word(f, DRAW_ROLE_H2, &look, word, x_du, y_du, width_du);
    int32_t rule_x = x_du + para->width_du + frame_mm100(f, 300);
    int32_t rule_y = y_du + height / 2;
    if (para->line_count == 1 && rule_x < x_du + width_du)
        frame_line(f, rule_x, rule_y, x_du + width_du, rule_y,
                   stroke_solid(f->theme->line, frame_pt10(f, 8)));
    return height + frame_mm100(f, 150);
}

int32_t part_icon_list(struct frame *f, const struct guide_item *items, unsigned count,
                       int32_t icon_mm100, int32_t gap_mm100, int32_t x_du, int32_t y_du,
                       int32_t width_du)
{
    struct look look = look_body(f);
    int32_t icon = frame_mm100(f, icon_mm100), gap = frame_mm100(f, gap_mm100);
    int32_t indent = icon + frame_mm100(f, 250), line = look_line_du(f, &look);
    int32_t y = y_du;
    frame_begin(f, DRAW_ROLE_L);
    for (unsigned i = 0; i < count; i++) {
        frame_item_begin(f);
        frame_icon(f, FONT_ICON_BOLD, items[i].icon, x_du + icon / 2, y + line / 2, icon,
                   f->theme->brand);
        y += frame_text(f, DRAW_ROLE_P, &look, items[i].text.rich, items[i].text.span,
                        x_du + indent, y, width_du - indent);
        frame_item_end(f);
        y += i + 1 < count ? gap : 0;
    }
    frame_end(f);
    return y - y_du;
}

/* The tallest text among the things to bring, so that all cards are equally tall. */
static int32_t tallest_item(struct frame *f, const struct look *look, int32_t width_du)
{
    const struct guide *g = f->input->guide;
    int32_t tallest = 0;
    for (unsigned i = 0; i < g->prepare_count; i++) {
        int32_t height = frame_para(f, look, g->prepare[i].text.rich, width_du)->height_du;
        tallest = du_max(tallest, height);
    }
    return tallest;
}

int32_t part_prepare_cards(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    const struct guide *g = f->input->guide;
    if (g->prepare_count == 0)
        return 0;
    const struct theme *theme = f->theme;
    int32_t count = (int32_t)g->prepare_count;
    int32_t gap = frame_mm100(f, 300), pad = frame_mm100(f, 200), icon = frame_mm100(f, 900);
    int32_t card = (width_du - gap * (count - 1)) / count;
    struct look look = look_aligned(look_body(f), PARA_CENTER, PARA_WRAP_BALANCE);
    int32_t text_height = tallest_item(f, &look, card - 2 * pad);
    int32_t height = pad + icon + pad / 2 + text_height + pad;
    frame_begin(f, DRAW_ROLE_L);
    for (int32_t i = 0; i < count; i++) {
        const struct guide_item *item = &g->prepare[i];
        int32_t x = x_du + i * (card + gap);
        frame_rect(f, (struct draw_rect){x, y_du, card, height}, frame_mm100(f, 250), theme->tint,
                   theme->solid ? NO_STROKE : stroke_solid(theme->ink, frame_pt10(f, 8)));
        frame_item_begin(f);
        frame_icon(f, FONT_ICON_BOLD, item->icon, x + card / 2, y_du + pad + icon / 2, icon,
                   theme->brand);
        frame_text(f, DRAW_ROLE_P, &look, item->text.rich, item->text.span, x + pad,
                   y_du + pad + icon + pad / 2, card - 2 * pad);
        frame_item_end(f);
    }
    frame_end(f);
    return height;
}

/* The things to bring as a grid beside their heading; more than three a row would be one word a
 * line. */
struct prepare_grid {
    int32_t columns, rows;
    int32_t head_du, cell_du, gap_du, icon_du, indent_du; /* Widths. */
    int32_t row_du, row_gap_du;                           /* Heights. */
};

enum { PREPARE_A_ROW = 4 };

static struct prepare_grid prepare_grid(struct frame *f, const struct look *look, int32_t width_du)
{
    int32_t count = (int32_t)f->input->guide->prepare_count;
    struct prepare_grid g = {.gap_du = frame_mm100(f, 700), .icon_du = frame_mm100(f, 1150)};
    g.rows = count > PREPARE_A_ROW ? 2 : 1;
    g.columns = div_ceil(count, g.rows);
    g.head_du = (width_du - g.gap_du * g.columns) * 10 / (10 + 17 * g.columns);
    g.cell_du = (width_du - g.head_du - g.gap_du * g.columns) / g.columns;
    g.indent_du = g.icon_du + frame_mm100(f, 350);
    g.row_du = tallest_item(f, look, g.cell_du - g.indent_du);
    g.row_gap_du = g.rows > 1 ? frame_mm100(f, 300) : 0;
    return g;
}

static void prepare_cell(struct frame *f, const struct prepare_grid *g, const struct look *look,
                         const struct guide_item *item, int32_t x_du, int32_t y_du,
                         int32_t height_du)
{
    int32_t width = g->cell_du - g->indent_du;
    const struct para *para = frame_para(f, look, item->text.rich, width);
    frame_item_begin(f);
    frame_icon(f, FONT_ICON_BOLD, item->icon, x_du + g->icon_du / 2, y_du + height_du / 2,
               g->icon_du, f->theme->brand);
    frame_text(f, DRAW_ROLE_P, look, item->text.rich, item->text.span, x_du + g->indent_du,
               y_du + (height_du - para->height_du) / 2, width);
    frame_item_end(f);
}

int32_t part_prepare_row(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    const struct guide *guide = f->input->guide;
    if (guide->prepare_count == 0)
        return 0;
    struct look look = look_aligned(look_note(f), PARA_LEFT, PARA_WRAP_BALANCE);
    struct look head = look_bold(look);
    struct prepare_grid g = prepare_grid(f, &look, width_du);
    const struct para *title =
        frame_para(f, &head, rich_plain(slice_from(f->words->prepare)), g.head_du);
    if (g.rows == 1)
        g.row_du = du_max(title->height_du, g.row_du);
    int32_t height = g.rows * g.row_du + (g.rows - 1) * g.row_gap_du;
    height = du_max(title->height_du, height);
    frame_word(f, DRAW_ROLE_H2, &head, f->words->prepare, x_du,
               y_du + (height - title->height_du) / 2, g.head_du);
    frame_begin(f, DRAW_ROLE_L);
    for (int32_t i = 0; i < (int32_t)guide->prepare_count; i++)
        prepare_cell(f, &g, &look, &guide->prepare[i],
                     x_du + g.head_du + g.gap_du + i % g.columns * (g.cell_du + g.gap_du),
                     y_du + i / g.columns * (g.row_du + g.row_gap_du), g.row_du);
    frame_end(f);
    return height;
}

int32_t part_mistakes(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    const struct guide *g = f->input->guide;
    struct look look = look_body(f);
    struct look wrong = look_bold(look);
    int32_t icon = frame_mm100(f, 560), indent = icon + frame_mm100(f, 200);
    int32_t line = look_line_du(f, &look), gap = frame_mm100(f, 220);
    int32_t y = y_du;
    frame_begin(f, DRAW_ROLE_L);
    for (unsigned i = 0; i < g->mistake_count; i++) {
        const struct guide_mistake *m = &g->mistakes[i];
        frame_item_begin(f);
        frame_own_icon(f, FONT_ICON_BOLD, "warning-circle", x_du + icon / 2, y + line / 2, icon,
                       f->theme->warn);
        y += frame_text(f, DRAW_ROLE_P, &wrong, m->text.rich, m->text.span, x_du + indent, y,
                        width_du - indent);
        if (m->fix.rich.text.size) {
            frame_own_icon(f, FONT_ICON_BOLD, "arrow-bend-down-right", x_du + icon / 2,
                           y + line / 2, icon, f->theme->brand);
            y += frame_text(f, DRAW_ROLE_P, &look, m->fix.rich, m->fix.span, x_du + indent, y,
                            width_du - indent);
        }
        frame_item_end(f);
        y += i + 1 < g->mistake_count ? gap : 0;
    }
    frame_end(f);
    return y - y_du;
}

static int32_t one_warning(struct frame *f, const struct warning_spec *spec,
                           const struct rich_field *warning, int32_t x_du, int32_t y_du,
                           int32_t width_du)
{
    const struct theme *theme = f->theme;
    struct look look = look_colored(look_body(f), theme->ink, theme->warn);
    int32_t pad = frame_mm100(f, spec->pad_mm100), icon = frame_mm100(f, spec->icon_mm100);
    int32_t bar = frame_mm100(f, spec->bar_mm100);
    int32_t text_x = x_du + bar + pad + icon + pad;
    int32_t text_width = x_du + width_du - pad - text_x;
    int32_t text_height = frame_para(f, &look, warning->rich, text_width)->height_du;
    int32_t inner = du_max(text_height, icon);
    int32_t height = inner + 2 * (pad * 3 / 5);
    struct draw_rect box = {x_du, y_du, width_du, height};
    if (theme->solid) {
        frame_rect(f, box, 0, theme->warn_tint, NO_STROKE);
        frame_rect(f, (struct draw_rect){x_du, y_du, bar, height}, 0, theme->warn, NO_STROKE);
    } else {
        frame_rect(f, box, frame_mm100(f, 250), DRAW_NO_COLOR,
                   stroke_solid(theme->ink, frame_pt10(f, 20)));
    }
    frame_own_icon(f, FONT_ICON_FILL, "shield-warning", x_du + bar + pad + icon / 2,
                   y_du + height / 2, icon, theme->warn);
    frame_text(f, DRAW_ROLE_P, &look, warning->rich, warning->span, text_x,
               y_du + (height - text_height) / 2, text_width);
    return height;
}

int32_t part_warnings(struct frame *f, const struct warning_spec *spec, unsigned first,
                      unsigned count, int32_t x_du, int32_t y_du, int32_t width_du)
{
    const struct guide *g = f->input->guide;
    int32_t y = y_du;
    for (unsigned i = first; i < g->warning_count && i - first < count; i++) {
        y += i > first ? frame_mm100(f, spec->gap_mm100) : 0;
        y += one_warning(f, spec, &g->warnings[i], x_du, y, width_du);
    }
    return y - y_du;
}
