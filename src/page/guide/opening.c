/* How a poster or a leaflet opens: chip, title, benefit on the subject's ground. */
#include "base/units.h"
#include "page/guide/layouts.h"

/* The white above capitals and below the baseline that a line's leading adds: taken off the outer
 * edges, so that the distance one sees is the one meant. */
static int32_t leading_above_caps(const struct frame *f, const struct look *look)
{
    int32_t size = frame_pt10(f, look->size_pt10);
    int32_t cap = font_cap_height_du(para_cache_fonts(f->paras), look->font, size);
    return (look_line_du(f, look) - cap) / 2;
}

/* The short title where there is one and the full one would take a second line. */
static struct field title_that_fits(struct frame *f, const struct look *look, int32_t width_du)
{
    const struct guide *g = f->input->guide;
    bool one_line = frame_para(f, look, rich_plain(g->title.text), width_du)->line_count == 1;
    return one_line || g->short_title.text.size == 0 ? g->title : g->short_title;
}

int32_t layout_opening(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    const struct guide *g = f->input->guide;
    struct look title = look_title(f), benefit = look_body(f);
    title.color = f->theme->on_brand;
    benefit = look_colored(benefit, f->theme->on_brand_soft, f->theme->on_brand);
    benefit.wrap = PARA_WRAP_BALANCE;
    int32_t y = y_du;
    y += part_chip(f, x_du, y);
    int32_t trim = leading_above_caps(f, &title);
    y += look_line_du(f, &title) / 4 - trim;
    struct field words = f->short_title ? title_that_fits(f, &title, width_du) : g->title;
    y += frame_text(f, DRAW_ROLE_H1, &title, rich_plain(words.text), words.span, x_du, y, width_du);
    y += trim / 6;
    y += frame_text(f, DRAW_ROLE_P, &benefit, g->benefit.rich, g->benefit.span, x_du, y, width_du);
    return y - y_du;
}

void layout_opening_ground(struct frame *f, struct draw_rect band)
{
    const struct theme *theme = f->theme;
    if (!theme->solid) {
        /* Clear of the edge that office printers leave white, and of a trifold's folds. */
        int32_t edge = du_from_mm(5), inset = du_from_mm(8);
        frame_rect(f,
                   (struct draw_rect){band.x_du + inset, band.y_du + edge,
                                      band.width_du - 2 * inset, frame_mm100(f, 150)},
                   0, theme->ink, NO_STROKE);
        /* A cover has room for its picture in outline; a band has not. */
        int32_t outline = band.width_du * 2 / 5;
        if (band.height_du > band.width_du)
            frame_icon(f, FONT_ICON, f->input->guide->icon,
                       band.x_du + band.width_du - outline * 3 / 4,
                       band.y_du + band.height_du - outline * 2 / 3, outline, theme->ink);
        return;
    }
    frame_rect(f, band, 0, theme->brand, NO_STROKE);
    int32_t by_height = band.height_du * 5 / 4, by_width = band.width_du * 4 / 5;
    int32_t side = du_min(by_height, by_width);
    /* Viewers round clips outwards to whole pixels: a point less keeps the icon inside the ground.
     */
    struct draw_rect inside = band;
    inside.height_du -= frame_pt10(f, 10);
    if (!f->measuring)
        list_clip_push(f->list, inside);
    frame_icon(f, FONT_ICON_BOLD, f->input->guide->icon, band.x_du + band.width_du - side * 2 / 5,
               band.y_du + band.height_du - side * 2 / 5, side, theme->brand_deep);
    if (!f->measuring)
        list_clip_pop(f->list);
}
