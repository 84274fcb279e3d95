/*
 * Booklets and trifolds: paper that is folded.
 *
 * A booklet of n pages (n a multiple of four, filled up with white ones) lies on n / 4 sheets, the
 * outermost first. With pages counted from 0, sheet s has on its front the pages n-1-2s │ 2s, and
 * on its back 2s+1 │ n-2-2s. Eight pages: 7│0, 1│6, 5│2, 3│4.
 *
 * Pages of a quarter of the paper (A6 on A4) make two booklets at once.
 *
 * Creep: in the fold the sheets lie in each other, and the inner ones stand out at the front edge,
 * where they are cut off. So each sheet's pages are moved towards the fold by the thickness of
 * those around it.
 */
#include "base/i18n.h"
#include "base/units.h"
#include "sheet/kinds.h"
#include "sheet/marks.h"
#include "sheet/place.h"

enum { FOLD_MARK_MM100 = 350 };

/* Small pages: two booklets on a sheet, one above the other. The pile is cut between them before it
 * is folded, and each half is a whole booklet. Paper that is turned over like the page of a book
 * keeps upper and lower half where they are. */
static bool holds_two(const struct sheet_plan *plan)
{
    const struct draw_list *page = plan->pages[0];
    return 2 * (int64_t)page->width_du <= plan->spec->paper_width_du &&
           2 * (int64_t)page->height_du <= plan->spec->paper_height_du;
}

static unsigned padded_count(const struct sheet_plan *plan)
{
    return (plan->page_count + 3) / 4 * 4;
}

bool booklet_plan(struct sheet_plan *plan, struct error *e)
{
    if (plan->page_count > SHEET_PAGES_MAX)
        return error_set(e, ERROR_INPUT, 0,
                         _("a stapled booklet has at most %d pages, not %u: make several"),
                         SHEET_PAGES_MAX, plan->page_count);
    if (plan->spec->duplex == SHEET_DUPLEX_NONE)
        return error_set(e, ERROR_INPUT, 0, "%s",
                         _("a booklet is printed on both sides: duplex is long, short or auto"));
    plan->rows = holds_two(plan) ? 2 : 1;
    plan_paper(plan, plan->rows == 1);
    plan->columns = 2;
    plan->two_sided = true;
    plan->side_count = padded_count(plan) / 2;
    plan_fit(plan, plan->width_du / 2, plan->height_du / (int32_t)plan->rows);
    if ((int64_t)plan->spec->creep_du * (plan->side_count / 2) > du_from_mm(10))
        return error_set(e, ERROR_INPUT, 0, "%s",
                         _("the creep adds up to more than 10 mm, into the text: 0.1 mm a sheet "
                           "suits office paper"));
    return true;
}

/* What would lie beyond the fold belongs to the other half. */
static struct draw_rect half_window(const struct sheet_plan *plan, const struct draw_list *page,
                                    bool right, int32_t beyond_du)
{
    struct draw_rect window = place_whole(page);
    int32_t cut = du_scale(du_max(beyond_du, 0), plan->scale_den, plan->scale_num);
    window.width_du -= cut;
    window.x_du += right ? cut : 0;
    return window;
}

static void draw_half(const struct sheet_side *s, unsigned number, bool right, unsigned row)
{
    const struct sheet_plan *plan = s->plan;
    if (number >= plan->page_count)
        return;
    const struct draw_list *page = plan->pages[number];
    int32_t half = plan->width_du / 2, width = plan_scaled(plan, page->width_du);
    int32_t height = plan_scaled(plan, page->height_du);
    int32_t creep = plan->spec->creep_du * (int32_t)(s->side / 2), side = (half - width) / 2;
    int32_t x = right ? half + side - creep : half - side - width + creep;
    int32_t strip = plan->height_du / (int32_t)plan->rows;
    place_page(s->list, page, plan_place(plan, x, (int32_t)row * strip + (strip - height) / 2),
               half_window(plan, page, right, creep - side), 0,
               row ? PLACE_AS_COPY : PLACE_AS_CONTENT);
}

/* At both edges, where the two booklets are cut apart. */
static void draw_cut(const struct sheet_side *s)
{
    int32_t length = du_from_mm100(FOLD_MARK_MM100), y = s->plan->height_du / 2;
    int32_t width = s->plan->width_du;
    marks_begin(s->list);
    mark_line_over(s->list, 0, y, length, y, false);
    mark_line_over(s->list, width - length, y, width, y, false);
    marks_end(s->list);
}

void booklet_draw(const struct sheet_side *s)
{
    unsigned count = padded_count(s->plan), sheet = s->side / 2;
    bool back = s->side % 2 == 1;
    for (unsigned row = 0; row < s->plan->rows; row++) {
        draw_half(s, back ? 2 * sheet + 1 : count - 1 - 2 * sheet, false, row);
        draw_half(s, back ? count - 2 - 2 * sheet : 2 * sheet, true, row);
    }
    if (s->plan->rows > 1)
        draw_cut(s);
}

bool sheet_check_flap(const struct sheet_spec *spec, struct error *e)
{
    return spec->flap_du <= du_from_mm(10) ||
           error_set(e, ERROR_INPUT, 0, "%s",
                     _("the flap is narrower by 0 to 10 mm: 2 or 3 mm suit most paper"));
}

bool fold_plan(struct sheet_plan *plan, struct error *e)
{
    const struct draw_list *page = plan->pages[0];
    if (plan->page_count != 2 || page->width_du < page->height_du)
        return error_set(e, ERROR_INPUT, 0, "%s",
                         _("this sheet is for the design “trifold” alone"));
    if (!sheet_check_flap(plan->spec, e))
        return false;
    plan->width_du = page->width_du;
    plan->height_du = page->height_du;
    plan->scale_num = plan->scale_den = plan->columns = plan->rows = 1;
    plan->two_sided = plan->spec->duplex != SHEET_DUPLEX_NONE;
    plan->side_count = 2;
    return true;
}

static void draw_fold(const struct sheet_side *s, int32_t x_du)
{
    int32_t length = du_from_mm100(FOLD_MARK_MM100), height = s->plan->height_du;
    mark_line_over(s->list, x_du, 0, x_du, length, true);
    mark_line_over(s->list, x_du, height - length, x_du, height, true);
}

/* The flap is on the left of the outside and on the right of the inside (page/guide/trifold.c). */
void fold_draw(const struct sheet_side *s)
{
    const struct sheet_plan *plan = s->plan;
    const struct draw_list *page = plan->pages[s->side];
    int32_t panel = (plan->width_du + plan->spec->flap_du) / 3;
    int32_t first = s->side == 0 ? panel - plan->spec->flap_du : panel;
    place_page(s->list, page, plan_place(plan, 0, 0), place_whole(page), 0, PLACE_AS_CONTENT);
    marks_begin(s->list);
    draw_fold(s, first);
    draw_fold(s, first + panel);
    marks_end(s->list);
}
