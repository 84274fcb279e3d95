#include "sheet/sheet.h"

#include "base/i18n.h"
#include "base/units.h"
#include "sheet/kinds.h"

/** A kind's own functions. */
static const struct kind {
    bool (*plan)(struct sheet_plan *plan, struct error *e);
    void (*draw)(const struct sheet_side *s);
} kinds[SHEET_KIND_COUNT] = {
    [SHEET_2UP] = {cells_plan, cells_draw},   [SHEET_4UP] = {cells_plan, cells_draw},
    [SHEET_CARDS] = {cells_plan, cells_draw}, [SHEET_BOOKLET] = {booklet_plan, booklet_draw},
    [SHEET_TRIFOLD] = {fold_plan, fold_draw}, [SHEET_TILES] = {tiles_plan, tiles_draw},
    [SHEET_SHOP] = {shop_plan, shop_draw},
};

enum { STACK_DEFAULT = 50 /* Sheets of 80 g: 5 mm, what a stack cutter takes. */ };

/* Office printers leave 4 to 5 mm white; a strip of 12 mm holds glue and a label. */
struct sheet_spec sheet_default(enum sheet_kind kind)
{
    return (struct sheet_spec){.kind = kind,
                               .paper_width_du = du_from_mm(210),
                               .paper_height_du = du_from_mm(297),
                               .duplex = SHEET_DUPLEX_AUTO,
                               .margin_du = du_from_mm(5),
                               .gap_du = 0,
                               .overlap_du = du_from_mm(12),
                               .creep_du = du_from_mm100(10),
                               .flap_du = du_from_mm(3),
                               .bleed_du = du_from_mm(3),
                               .stack = STACK_DEFAULT};
}

void plan_paper(struct sheet_plan *plan, bool lying)
{
    const struct sheet_spec *spec = plan->spec;
    plan->width_du = lying ? spec->paper_height_du : spec->paper_width_du;
    plan->height_du = lying ? spec->paper_width_du : spec->paper_height_du;
    plan->scale_num = plan->scale_den = 1;
}

void plan_fit(struct sheet_plan *plan, int32_t cell_width_du, int32_t cell_height_du)
{
    const struct draw_list *page = plan->pages[0];
    plan->scale_num = plan->scale_den = 1;
    if (page->width_du <= cell_width_du && page->height_du <= cell_height_du)
        return;
    bool by_width =
        (int64_t)cell_width_du * page->height_du < (int64_t)cell_height_du * page->width_du;
    plan->scale_num = by_width ? cell_width_du : cell_height_du;
    plan->scale_den = by_width ? page->width_du : page->height_du;
}

int32_t plan_scaled(const struct sheet_plan *plan, int32_t du)
{
    return du_scale(du, plan->scale_num, plan->scale_den);
}

struct draw_place plan_place(const struct sheet_plan *plan, int32_t x_du, int32_t y_du)
{
    return (struct draw_place){
        .x_du = x_du, .y_du = y_du, .scale_num = plan->scale_num, .scale_den = plan->scale_den};
}

bool sheet_check_codes(const struct sheet_plan *plan, const struct draw_list *const *pages,
                       unsigned page_count, struct error *e)
{
    int32_t least = du_from_mm100(SHEET_MODULE_MIN_MM100);
    for (unsigned i = 0; i < page_count; i++) {
        const struct draw_list *page = pages[i];
        for (uint32_t k = 0; k < page->op_count; k++) {
            const struct draw_op *op = &page->ops[k];
            if (op->kind == DRAW_OP_QR && plan_scaled(plan, op->qr.module_du) < least)
                return error_set(e, ERROR_INPUT, SHEET_CODE_TOO_SMALL, "%s",
                                 _("that small, the QR code could not be scanned: choose larger "
                                   "paper, fewer pages a sheet, or a smaller design"));
        }
    }
    return true;
}

static int32_t smallest_type(const struct sheet_plan *plan)
{
    int32_t least = INT32_MAX;
    for (unsigned i = 0; i < plan->page_count; i++) {
        const struct draw_list *page = plan->pages[i];
        for (uint32_t k = 0; k < page->op_count; k++) {
            const struct draw_op *op = &page->ops[k];
            if (op->kind == DRAW_OP_GLYPHS && !font_is_icon((enum font_id)op->glyphs.font))
                least = du_min(least, plan_scaled(plan, op->glyphs.size_du));
        }
    }
    return least;
}

/* At full size the size of letters is the design's own matter. */
static bool check_type(const struct sheet_plan *plan, struct error *e)
{
    if (plan->scale_num >= plan->scale_den ||
        smallest_type(plan) >= DU_PT(1) * SHEET_TYPE_MIN_PT10 / 10)
        return true;
    return error_set(
        e, ERROR_INPUT, SHEET_REFUSED,
        _("at %d %% the letters would be too small to read: choose larger paper, fewer "
          "pages a sheet, or a smaller design"),
        (int)((int64_t)plan->scale_num * 100 / plan->scale_den));
}

struct tile_name tile_name(unsigned row, unsigned column)
{
    struct tile_name name = {{(char)('A' + row), 0}};
    unsigned number = column + 1, at = 1;
    if (number >= 10)
        name.text[at++] = (char)('0' + number / 10);
    name.text[at] = (char)('0' + number % 10);
    return name;
}

int32_t side_text(const struct sheet_side *s, enum draw_role role, struct sheet_text text)
{
    list_tag_begin(s->list, role, SLICE(""));
    int32_t height = s->type->put(s->type->context, s->list, &text);
    list_tag_end(s->list);
    return height;
}

static bool check_lengths(const struct sheet_spec *spec, struct error *e)
{
    int32_t shorter = du_min(spec->paper_width_du, spec->paper_height_du);
    if (spec->margin_du < 0 || spec->gap_du < 0 || spec->overlap_du < 0 || spec->creep_du < 0 ||
        spec->flap_du < 0 || spec->bleed_du < 0)
        return error_set(e, ERROR_INPUT, 0, "%s", _("a length on a sheet cannot be negative"));
    if (spec->margin_du > shorter / 4)
        return error_set(e, ERROR_INPUT, 0, "%s",
                         _("the margin leaves too little of the paper: 5 mm suits most printers"));
    if (spec->stack < 1 || spec->stack > SHEET_STACK_MAX)
        return error_set(e, ERROR_INPUT, SHEET_REFUSED,
                         _("1 to %d sheets are cut at once: 50 suit a stack cutter, 1 suits "
                           "scissors"),
                         SHEET_STACK_MAX);
    return true;
}

/* Which edge the printer must turn about, and whether backs are upside down for that. */
static void plan_turning(struct sheet_plan *plan)
{
    bool upright = plan->height_du >= plan->width_du;
    plan->flips_long = upright;
    if (plan->spec->duplex == SHEET_DUPLEX_LONG || plan->spec->duplex == SHEET_DUPLEX_SHORT)
        plan->flips_long = plan->spec->duplex == SHEET_DUPLEX_LONG;
    plan->turns_back = plan->two_sided && plan->flips_long != upright;
}

bool sheet_plan(struct sheet_plan *plan, const struct sheet_spec *spec,
                const struct draw_list *const *pages, unsigned page_count, struct error *e)
{
    CHECK(spec->kind < SHEET_KIND_COUNT && page_count > 0);
    *plan = (struct sheet_plan){.spec = spec, .pages = pages, .page_count = page_count};
    if (!check_lengths(spec, e))
        return false;
    for (unsigned i = 1; i < page_count; i++)
        if (pages[i]->width_du != pages[0]->width_du || pages[i]->height_du != pages[0]->height_du)
            return error_set(e, ERROR_INPUT, 0, "%s",
                             _("all pages on a sheet must have the same size"));
    if (!kinds[spec->kind].plan(plan, e) || !check_type(plan, e) ||
        !sheet_check_codes(plan, pages, page_count, e))
        return false;
    plan->sheet_count = plan->two_sided ? (plan->side_count + 1) / 2 : plan->side_count;
    plan_turning(plan);
    return true;
}

static void begin_side(struct draw_list *list, const struct sheet_plan *plan, bool back)
{
    list_reset(list, plan->width_du, plan->height_du);
    if (plan->turns_back && back)
        list_place_push(list, (struct draw_place){.x_du = plan->width_du,
                                                  .y_du = plan->height_du,
                                                  .quarter_turns = 2,
                                                  .scale_num = 1,
                                                  .scale_den = 1});
}

static void end_side(struct draw_list *list, const struct sheet_plan *plan, bool back)
{
    if (plan->turns_back && back)
        list_place_pop(list);
    list_finish(list);
}

void sheet_draw(struct draw_list *list, const struct sheet_plan *plan, unsigned side,
                const struct sheet_type *type, struct slice title)
{
    CHECK(side < plan->side_count);
    struct sheet_side s = {list, plan, side, type, title};
    begin_side(list, plan, side % 2 == 1);
    kinds[plan->spec->kind].draw(&s);
    end_side(list, plan, side % 2 == 1);
}

bool sheet_is_shared(enum sheet_kind kind)
{
    return kind == SHEET_2UP || kind == SHEET_4UP || kind == SHEET_CARDS;
}

unsigned sheet_leaf_count(const struct sheet_plan *plan)
{
    return cells_leaf_count(plan);
}

void sheet_shared_begin(struct draw_list *list, const struct sheet_plan *plan, bool back)
{
    CHECK(sheet_is_shared(plan->spec->kind) && (!back || plan->two_sided));
    begin_side(list, plan, back);
}

void sheet_shared_put(struct draw_list *list, const struct sheet_plan *plan, bool back,
                      unsigned cell, const struct draw_list *page)
{
    CHECK(page->width_du == plan->pages[0]->width_du &&
          page->height_du == plan->pages[0]->height_du);
    cells_put(list, plan, back, cell, page, false);
}

void sheet_shared_end(struct draw_list *list, const struct sheet_plan *plan, bool back)
{
    cells_mark(list, plan);
    end_side(list, plan, back);
}

static unsigned ink_of(struct draw_color c)
{
    return c.none ? 0U : (unsigned)c.c + c.m + c.y + c.k;
}

static unsigned larger(unsigned a, unsigned b)
{
    return a > b ? a : b;
}

unsigned sheet_ink_max(const struct draw_list *page)
{
    unsigned most = 0;
    for (uint32_t i = 0; i < page->op_count; i++) {
        const struct draw_op *op = &page->ops[i];
        if (op->kind == DRAW_OP_RECT)
            most = larger(most, larger(ink_of(op->rect.fill), ink_of(op->rect.stroke.color)));
        else if (op->kind == DRAW_OP_PATH)
            most = larger(most, larger(ink_of(op->path.fill), ink_of(op->path.stroke.color)));
        else if (op->kind == DRAW_OP_GLYPHS)
            most = larger(most, ink_of(op->glyphs.color));
        else if (op->kind == DRAW_OP_QR)
            most = larger(most, ink_of(op->qr.color));
    }
    return most;
}
