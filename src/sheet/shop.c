/*
 * For a print shop: each page at full size in the middle of a larger one.
 *
 *     media ┌──────────────┐   crop marks stand CLEAR beyond the bleed, so that a cut that misses
 *           │ ┼          ┼ │   leaves none of them on the page; registration marks, on every
 *     bleed │  ┌────────┐  │   plate, in the middle of each side; the title below.
 *      trim │  │ page   │  │
 */
#include "base/i18n.h"
#include "base/units.h"
#include "sheet/kinds.h"
#include "sheet/marks.h"
#include "sheet/place.h"

enum { MARK_MM100 = 500, CLEAR_MM100 = 50, SLUG_MM100 = 900, LABEL_PT = 6 };

static int32_t around(const struct sheet_plan *plan)
{
    return plan->spec->bleed_du + du_from_mm100(SLUG_MM100);
}

bool shop_plan(struct sheet_plan *plan, struct error *e)
{
    const struct draw_list *page = plan->pages[0];
    if (plan->spec->bleed_du > du_from_mm(SHEET_BLEED_MAX_MM))
        return error_set(e, ERROR_INPUT, 0, _("the bleed is 0 to %d mm: print shops ask for 3"),
                         SHEET_BLEED_MAX_MM);
    plan->width_du = page->width_du + 2 * around(plan);
    plan->height_du = page->height_du + 2 * around(plan);
    plan->scale_num = plan->scale_den = plan->columns = plan->rows = 1;
    plan->side_count = plan->page_count;
    return true;
}

/* The four lines that go on from one corner's two edges. */
static void draw_corner(const struct sheet_side *s, int32_t x_du, int32_t y_du, int32_t out_x,
                        int32_t out_y)
{
    int32_t from = s->plan->spec->bleed_du + du_from_mm100(CLEAR_MM100);
    int32_t to = from + du_from_mm100(MARK_MM100);
    mark_line(s->list, x_du + out_x * from, y_du, x_du + out_x * to, y_du, MARK_ALL_PLATES);
    mark_line(s->list, x_du, y_du + out_y * from, x_du, y_du + out_y * to, MARK_ALL_PLATES);
}

static void draw_marks(const struct sheet_side *s, struct draw_rect trim)
{
    int32_t right = trim.x_du + trim.width_du, bottom = trim.y_du + trim.height_du;
    int32_t middle_x = s->plan->width_du / 2, middle_y = s->plan->height_du / 2;
    int32_t off = du_from_mm100(SLUG_MM100) / 2;
    marks_begin(s->list);
    draw_corner(s, trim.x_du, trim.y_du, -1, -1);
    draw_corner(s, right, trim.y_du, 1, -1);
    draw_corner(s, trim.x_du, bottom, -1, 1);
    draw_corner(s, right, bottom, 1, 1);
    mark_register(s->list, middle_x, off);
    mark_register(s->list, middle_x, s->plan->height_du - off);
    mark_register(s->list, off, middle_y);
    mark_register(s->list, s->plan->width_du - off, middle_y);
    marks_end(s->list);
}

void shop_draw(const struct sheet_side *s)
{
    const struct draw_list *page = s->plan->pages[s->side];
    int32_t bleed = s->plan->spec->bleed_du, off = around(s->plan);
    struct draw_rect trim = {off, off, page->width_du, page->height_du};
    struct draw_rect bled = {off - bleed, off - bleed, page->width_du + 2 * bleed,
                             page->height_du + 2 * bleed};
    struct draw_rect window = {-bleed, -bleed, bled.width_du, bled.height_du};
    place_page(s->list, page, plan_place(s->plan, off, off), window, bleed, PLACE_AS_PRINT);
    draw_marks(s, trim);
    side_text(s, DRAW_ROLE_ARTIFACT,
              (struct sheet_text){.text = s->title,
                                  .x_du = off + du_from_mm(12),
                                  .y_du = off + page->height_du + bleed + du_from_mm(3),
                                  .width_du = page->width_du / 2 - du_from_mm(18),
                                  .size_du = DU_PT(LABEL_PT)});
    list_set_boxes(s->list, trim, bled);
}
