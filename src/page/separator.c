#include "page/separator.h"

#include "base/units.h"
#include "page/guide/layouts.h"

enum { MARGIN_MM = 12, TITLE_PT = 36, LINE_PT = 14 };

static int32_t put(struct draw_list *list, struct design_kit *kit, enum draw_role role,
                   struct slice text, int32_t size_pt, int32_t y_du)
{
    int32_t margin = du_from_mm(MARGIN_MM), width = list->width_du - 2 * margin;
    struct para_style style = {.font = FONT_BOLD,
                               .strong_font = FONT_BOLD,
                               .size_du = DU_PT(size_pt),
                               .line_du = DU_PT(size_pt) * 5 / 4,
                               .color = {.k = 100},
                               .strong_color = {.k = 100},
                               .align = PARA_CENTER,
                               .wrap = PARA_WRAP_BALANCE};
    const struct para *para = para_cache_get(kit->paras, &style, rich_plain(text), width);
    list_tag_begin(list, role, SLICE(""));
    list_varying_begin(list);
    para_draw(list, para, margin, y_du);
    list_varying_end(list);
    list_tag_end(list);
    return para->height_du;
}

void separator_draw(struct design_pages *pages, struct design_kit *kit, const struct design *design,
                    const struct separator *separator)
{
    para_cache_trim(kit->paras);
    pages->count = design->page_count;
    for (unsigned i = 0; i < pages->count; i++) {
        list_reset(&pages->lists[i], design->width_du, design->height_du);
        pages->bookmarks[i] = NULL;
    }
    struct draw_list *list = &pages->lists[0];
    int32_t y = design->height_du / 3;
    y += put(list, kit, DRAW_ROLE_H1, separator->title, TITLE_PT, y);
    put(list, kit, DRAW_ROLE_P, separator->line, LINE_PT, y + DU_PT(LINE_PT));
}
