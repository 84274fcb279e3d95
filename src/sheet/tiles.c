/*
 * A poster in pieces.
 *
 *        ┌ edge of the paper
 *        │ margin: the printer leaves it white
 *        │  ╎cut                       glue line╎ strip │
 *        │  ╎                                   ╎       │     The strip lies right and below: on
 *        │  ╎  what stays to be seen            ╎ glue  │     it the next tile is laid, whose cut
 *        │  ╎                                   ╎       │     edge meets the glue line.
 *        │- - - - - - - - - - - - - - - - - - - ┼ - - - │
 *        │       strip: label                   ╎       │
 *
 * Every tile has both strips, also where no neighbour follows: there the strip is white beyond the
 * poster, and room for the label. The strip shows the poster too, so that a tile laid a millimetre
 * off leaves no gap; what the paper has beyond it stays white.
 *
 * Seams. As few tiles as paper and overlap allow, all alike: else the last would be a sliver that
 * nobody can glue straight. When a code (with its quiet zone) would lie across a seam, the seam
 * moves to one of the code's edges: to the nearer one, if that takes no tile more than the other.
 * So a code is always whole on one tile, and no cut runs through it; the tiles that follow share
 * the rest alike. Worked example: visible 200 mm, overlap 12, so at most 188 a tile. A poster of
 * 400 mm takes three of 133⅓. A code from 120 to 160: the first seam moves to 120, the second lies
 * at 260. A code from 100 to 140: the first seam moves to 140, the second lies at 270.
 */
#include "base/buf.h"
#include "base/i18n.h"
#include "base/units.h"
#include "sheet/kinds.h"
#include "sheet/marks.h"
#include "sheet/place.h"

enum {
    OVERLAP_MIN_MM = 8, /* The label's height, and enough for glue. */
    STEP_MIN_MM = 30,   /* Narrower tiles are of no use. */
    QUIET_MODULES = 4,  /* ISO/IEC 18004, 6.3.8 */
    LABEL_PT = 8,
    CROSS_MM = 3,
    SEAM_TRIES_MAX = 64
};

/* The poster's part on a sheet, also what overlaps. */
static int32_t visible(const struct sheet_plan *plan, int32_t paper_du)
{
    return paper_du - 2 * plan->spec->margin_du;
}

/* Moves a seam back, or on, until no code lies across it. */
static int32_t clear_of_codes(const struct draw_list *page, int32_t seam_du, bool across, bool on)
{
    for (unsigned tries = 0; tries < SEAM_TRIES_MAX; tries++) {
        int32_t before = seam_du;
        for (uint32_t i = 0; i < page->op_count; i++) {
            const struct draw_op_qr *qr = &page->ops[i].qr;
            if (page->ops[i].kind != DRAW_OP_QR)
                continue;
            int32_t quiet = QUIET_MODULES * qr->module_du;
            int32_t low = (across ? qr->x_du : qr->y_du) - quiet;
            int32_t high = low + (int32_t)qr->module_count * qr->module_du + 2 * quiet;
            if (low < seam_du && seam_du < high)
                seam_du = on ? high : low;
        }
        if (seam_du == before)
            break;
    }
    return seam_du;
}

/* How many tiles a length takes. */
static int32_t tiles_for(int32_t length_du, int32_t step_du)
{
    return length_du <= 0 ? 0 : (length_du - 1) / step_du + 1;
}

/* Where the tile after the one at `last_du` begins; `*want_du`: where it would without codes. */
static int32_t next_seam(int32_t *want_du, const struct draw_list *page, int32_t last_du,
                         int32_t length_du, int32_t step_du, bool across)
{
    int32_t rest = length_du - last_du, count = tiles_for(rest, step_du);
    *want_du = last_du + (rest + count - 1) / count;
    int32_t back = clear_of_codes(page, *want_du, across, false);
    int32_t on = clear_of_codes(page, *want_du, across, true);
    if (on > last_du + step_du || on >= length_du)
        return back;
    if (back - last_du < du_from_mm(STEP_MIN_MM))
        return on;
    int32_t if_back = tiles_for(length_du - back, step_du);
    int32_t if_on = tiles_for(length_du - on, step_du);
    if (if_back != if_on)
        return if_back < if_on ? back : on;
    return *want_du - back <= on - *want_du ? back : on;
}

/* Seams along one side. */
static bool place_seams(struct sheet_plan *plan, struct sheet_seams *seams, int32_t paper_du,
                        bool across, struct error *e)
{
    const struct draw_list *page = plan->pages[0];
    int32_t length = across ? page->width_du : page->height_du;
    int32_t step = visible(plan, paper_du) - plan->spec->overlap_du;
    seams->starts_du[0] = 0;
    seams->count = 1;
    while (seams->starts_du[seams->count - 1] + step < length) {
        int32_t want, last = seams->starts_du[seams->count - 1];
        int32_t next = next_seam(&want, page, last, length, step, across);
        plan->seams_moved |= next != want;
        if (next - last < du_from_mm(STEP_MIN_MM))
            return error_set(e, ERROR_INPUT, 0, "%s",
                             _("a QR code is larger than what a tile shows, and a cut would run "
                               "through it: choose larger paper"));
        if (seams->count == SHEET_TILES_SIDE_MAX)
            return error_set(e, ERROR_INPUT, 0, _("more than %d tiles in a row: larger paper"),
                             SHEET_TILES_SIDE_MAX);
        seams->starts_du[seams->count++] = next;
    }
    return true;
}

static bool plan_lying(struct sheet_plan *plan, bool lying, struct error *e)
{
    plan_paper(plan, lying);
    plan->seams_moved = false;
    if (!place_seams(plan, &plan->across, plan->width_du, true, e) ||
        !place_seams(plan, &plan->down, plan->height_du, false, e))
        return false;
    plan->columns = plan->across.count;
    plan->rows = plan->down.count;
    return true;
}

static bool check_tile(const struct sheet_plan *plan, struct error *e)
{
    const struct sheet_spec *spec = plan->spec;
    int32_t shorter = du_min(spec->paper_width_du, spec->paper_height_du);
    if (plan->page_count != 1)
        return error_set(e, ERROR_INPUT, 0, "%s", _("tiles are for posters, which have one page"));
    if (spec->overlap_du < du_from_mm(OVERLAP_MIN_MM))
        return error_set(e, ERROR_INPUT, 0, _("the overlap needs %d mm at least, to hold glue"),
                         OVERLAP_MIN_MM);
    if (visible(plan, shorter) - spec->overlap_du < du_from_mm(STEP_MIN_MM))
        return error_set(e, ERROR_INPUT, 0, "%s",
                         _("a tile must be larger than its overlap: less overlap or larger paper"));
    return true;
}

/* Upright or lying: whichever needs fewer sheets. */
bool tiles_plan(struct sheet_plan *plan, struct error *e)
{
    struct error lying_error = {0};
    if (!check_tile(plan, e))
        return false;
    struct sheet_plan lying = *plan;
    bool lies = plan_lying(&lying, true, &lying_error);
    bool stands = plan_lying(plan, false, lies ? &(struct error){0} : e);
    if (!lies && !stands)
        return false;
    if (!stands || (lies && lying.columns * lying.rows < plan->columns * plan->rows))
        *plan = lying;
    if (plan->columns * plan->rows > SHEET_TILES_MAX)
        return error_set(e, ERROR_INPUT, 0, _("that would be %u sheets: choose larger paper"),
                         plan->columns * plan->rows);
    plan->side_count = plan->columns * plan->rows + 1;
    return true;
}

/** A tile: its part of the poster, and where the poster's top left would lie on the sheet. */
struct tile {
    unsigned row, column;
    struct draw_rect part; /* Within the poster. */
    int32_t x_du, y_du;
    int32_t right_du, below_du; /* Where neighbours begin, or the poster ends; on the sheet. */
    bool has_right, has_below;
};

static int32_t seam_or_end(const struct sheet_seams *seams, unsigned index, int32_t end_du)
{
    return index < seams->count ? seams->starts_du[index] : end_du;
}

static struct tile tile_at(const struct sheet_plan *plan, unsigned index)
{
    const struct draw_list *page = plan->pages[0];
    struct tile t = {.row = index / plan->columns, .column = index % plan->columns};
    int32_t left = plan->across.starts_du[t.column], top = plan->down.starts_du[t.row];
    int32_t margin = plan->spec->margin_du;
    int32_t right = seam_or_end(&plan->across, t.column + 1, page->width_du);
    int32_t below = seam_or_end(&plan->down, t.row + 1, page->height_du);
    int32_t strip = plan->spec->overlap_du;
    t.part = (struct draw_rect){left, top, du_min(right + strip, page->width_du) - left,
                                du_min(below + strip, page->height_du) - top};
    t.x_du = margin - left;
    t.y_du = margin - top;
    t.right_du = t.x_du + right;
    t.below_du = t.y_du + below;
    t.has_right = t.column + 1 < plan->columns;
    t.has_below = t.row + 1 < plan->rows;
    return t;
}

static void draw_lines(const struct sheet_side *s, const struct tile *t)
{
    int32_t margin = s->plan->spec->margin_du, arm = du_from_mm(CROSS_MM);
    int32_t right = s->plan->width_du - margin, bottom = s->plan->height_du - margin;
    mark_line(s->list, margin, margin, margin, bottom, MARK_BLACK);
    mark_line(s->list, margin, margin, right, margin, MARK_BLACK);
    if (t->has_right)
        mark_line_over(s->list, t->right_du, margin, t->right_du, bottom, true);
    else
        mark_line(s->list, t->right_du, margin, t->right_du, t->below_du, MARK_BLACK);
    if (t->has_below)
        mark_line_over(s->list, margin, t->below_du, right, t->below_du, true);
    else
        mark_line(s->list, margin, t->below_du, t->right_du, t->below_du, MARK_BLACK);
    /* Where corners of neighbours come to lie; half of a cross would show, so none at the cut. */
    if (t->has_right && t->has_below)
        mark_cross(s->list, t->right_du, t->below_du, arm);
    if (t->has_right)
        mark_cross(s->list, t->right_du + arm, margin + arm, arm / 2);
    if (t->has_below)
        mark_cross(s->list, margin + arm, t->below_du + arm, arm / 2);
}

/* In the strip below: which sheet this is, and which ones lie on its strips. */
static struct slice label_of(struct buf *out, const struct sheet_side *s, const struct tile *t)
{
    unsigned count = s->plan->columns * s->plan->rows;
    buf_printf(out, _("%s · row %u, column %u · sheet %u of %u"), tile_name(t->row, t->column).text,
               t->row + 1, t->column + 1, t->row * s->plan->columns + t->column + 1, count);
    if (t->has_right)
        buf_printf(out, _(" · %s is glued over the right strip"),
                   tile_name(t->row, t->column + 1).text);
    if (t->has_below)
        buf_printf(out, _(" · %s over the strip below"), tile_name(t->row + 1, t->column).text);
    return buf_slice(out);
}

static void draw_label(const struct sheet_side *s, const struct tile *t)
{
    enum { LABEL_BYTES_MAX = 1024 };
    struct buf words;
    buf_init(&words, LABEL_BYTES_MAX);
    int32_t margin = s->plan->spec->margin_du, pad = du_from_mm(2);
    struct sheet_text text = {.text = label_of(&words, s, t),
                              .x_du = margin + 4 * pad,
                              .width_du = visible(s->plan, s->plan->width_du) - 12 * pad,
                              .size_du = DU_PT(LABEL_PT),
                              .strong = true};
    int32_t height = s->type->put(s->type->context, NULL, &text);
    text.y_du = s->plan->height_du - margin - height;
    marks_begin(s->list);
    list_rect(s->list,
              (struct draw_rect){text.x_du - pad, text.y_du, text.width_du + 2 * pad, height}, 0,
              MARK_WHITE, MARK_NO_LINE);
    marks_end(s->list);
    side_text(s, DRAW_ROLE_P, text);
    buf_deinit(&words);
}

void tiles_draw(const struct sheet_side *s)
{
    if (s->side == 0) {
        tiles_draw_cover(s);
        return;
    }
    struct tile t = tile_at(s->plan, s->side - 1);
    place_page(s->list, s->plan->pages[0], plan_place(s->plan, t.x_du, t.y_du), t.part, 0,
               PLACE_AS_COPY);
    marks_begin(s->list);
    draw_lines(s, &t);
    marks_end(s->list);
    draw_label(s, &t);
}
