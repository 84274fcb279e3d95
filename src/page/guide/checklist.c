/*
 * The checklist: what to do at each stage of a task, with boxes to tick. For guides whose steps
 * have `checks`; other designs leave those out.
 *
 *     ┌──────────────────────────────┐
 *     │ chip, title, benefit         │
 *     │ ▢ To bring ──  ▢ Step ────   │
 *     │ □ check        □ check       │
 *     │ □ check        □ check       │
 *     │ ! warnings               QR  │
 *     │ hotline, checked, source     │
 *     └──────────────────────────────┘
 */
#include "base/i18n.h"
#include "base/units.h"
#include "page/guide/layouts.h"

enum {
    MARGIN = 1200,
    OPENING_TOP = 1000,
    OPENING_BOTTOM = 400,
    GAP_MIN = 300,
    GAP_MAX = 900,
    BOTTOM = 900,
    COLUMN_GAP = 800,
    BOX = 480,      /* A side; large enough for a tick by pen. */
    LINE_GAP = 110, /* Between boxes; they get what room is left too. */
    LINE_GAP_MAX = 330,
    ICON = 750,
    STEP_GAP = 380,
    SYMBOL_SIDE = 3300
};

static const struct type_scale densities[] = {
    {.title = 340, .head = 165, .body = 135, .note = 100},
    {.title = 330, .head = 160, .body = 130, .note = 100},
    {.title = 320, .head = 155, .body = 125, .note = 100},
    {.title = 310, .head = 150, .body = 120, .note = 100},
    {.title = 290, .head = 140, .body = 120, .note = 100},
};

enum { DENSITY_COUNT = sizeof densities / sizeof densities[0] };

static const struct warning_spec warning_spec = {
    .pad_mm100 = 400, .icon_mm100 = 900, .bar_mm100 = 130, .gap_mm100 = 200};

static int32_t content_width(const struct frame *f)
{
    return f->design->width_du - 2 * frame_mm100(f, MARGIN);
}

static int32_t column_width(const struct frame *f)
{
    return (content_width(f) - frame_mm100(f, COLUMN_GAP)) / 2;
}

/* ---- stages ---- */

static int32_t put_head(struct frame *f, struct field icon, const struct rich_field *text,
                        int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct look head = look_colored(look_head(f), f->theme->brand, f->theme->brand);
    int32_t side = frame_mm100(f, ICON), indent = side + frame_mm100(f, 200);
    frame_icon(f, FONT_ICON_BOLD, icon, x_du + side / 2, y_du + look_line_du(f, &head) / 2, side,
               f->theme->brand);
    int32_t height = frame_text(f, DRAW_ROLE_H2, &head, text->rich, text->span, x_du + indent, y_du,
                                width_du - indent);
    int32_t y = y_du + height + frame_mm100(f, 40);
    frame_line(f, x_du, y, x_du + width_du, y, stroke_solid(f->theme->line, frame_pt10(f, 10)));
    return y - y_du + frame_mm100(f, 160);
}

/* A heading with its boxes: 0 is what to bring, then the steps. */
static int32_t put_stage(struct frame *f, unsigned stage, int32_t gap_du, int32_t x_du,
                         int32_t y_du)
{
    const struct guide *g = f->input->guide;
    const struct guide_step *step = stage ? &g->steps[stage - 1] : NULL;
    const struct rich_field prepare = {.rich = rich_plain(slice_from(f->words->prepare))};
    const struct field bag = {.text = SLICE("check-square-offset")};
    unsigned count = step ? step->check_count : g->prepare_count;
    int32_t width = column_width(f), y = y_du;
    y += put_head(f, step ? step->icon : bag, step ? &step->text : &prepare, x_du, y, width);
    if (count)
        frame_begin(f, DRAW_ROLE_L);
    for (unsigned i = 0; i < count; i++) {
        y += i ? gap_du : 0;
        y += part_check(f, step ? &step->checks[i] : &g->prepare[i].text, BOX, x_du, y, width);
    }
    if (count)
        frame_end(f);
    return y - y_du;
}

static unsigned stage_count(const struct frame *f)
{
    return f->input->guide->step_count + 1;
}

static int32_t put_stages(struct frame *f, unsigned first, unsigned end, int32_t gap_du,
                          int32_t x_du, int32_t y_du)
{
    int32_t y = y_du;
    for (unsigned i = first; i < end; i++) {
        y += i > first ? frame_mm100(f, STEP_GAP) + gap_du : 0;
        y += put_stage(f, i, gap_du, x_du, y);
    }
    return y - y_du;
}

/* Where the right column begins: the two are then as even as stages allow. */
static unsigned second_column(struct frame *f, int32_t gap_du, int32_t *height_du)
{
    struct frame ruler = frame_ruler(f);
    unsigned count = stage_count(f), best = count;
    *height_du = INT32_MAX;
    for (unsigned i = 1; i <= count; i++) {
        int32_t left = put_stages(&ruler, 0, i, gap_du, 0, 0);
        int32_t height = du_max(left, put_stages(&ruler, i, count, gap_du, 0, 0));
        if (height < *height_du) {
            *height_du = height;
            best = i;
        }
    }
    return best;
}

static int32_t steps_height(struct frame *f, int32_t gap_du)
{
    int32_t height;
    second_column(f, gap_du, &height);
    return height;
}

static void draw_steps(struct frame *f, int32_t gap_du, int32_t y_du)
{
    int32_t height, x = frame_mm100(f, MARGIN);
    unsigned split = second_column(f, gap_du, &height);
    put_stages(f, 0, split, gap_du, x, y_du);
    put_stages(f, split, stage_count(f), gap_du, x + column_width(f) + frame_mm100(f, COLUMN_GAP),
               y_du);
}

/* ---- below ---- */

/* Warnings, and the codes at their right. */
static int32_t section_below(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    int32_t side = frame_mm100(f, SYMBOL_SIDE), cell = side + frame_mm100(f, 1000), tallest = 0;
    int32_t codes = (int32_t)f->symbols->count * cell, heading = 0;
    int32_t words = width_du - codes - frame_mm100(f, 400);
    for (unsigned i = 0; i < f->symbols->count; i++)
        heading = du_max(heading, part_symbol_heading(f, &f->symbols->items[i], cell));
    for (unsigned i = 0; i < f->symbols->count; i++)
        tallest = du_max(tallest, part_symbol_column(f, &f->symbols->items[i], heading, side,
                                                     x_du + width_du - codes + (int32_t)i * cell,
                                                     y_du, cell));
    int32_t y = y_du + part_warnings(f, &warning_spec, 0, GUIDE_WARNINGS_MAX, x_du, y_du, words);
    struct look small = look_soft_note(f), value = look_note_head(f);
    y += frame_mm100(f, 200);
    y += part_hotline_line(f, &small, &value, x_du, y, words);
    y += part_provenance(f, &small, 1, x_du, y, words);
    return du_max(y - y_du, tallest);
}

/* ---- the page ---- */

static int32_t opening_height(struct frame *f)
{
    return layout_measure(f, layout_opening, content_width(f)) +
           frame_mm100(f, OPENING_TOP + OPENING_BOTTOM);
}

/* Without the steps. */
static int32_t fixed_height(struct frame *f)
{
    int32_t width = content_width(f);
    return opening_height(f) + layout_measure(f, section_below, width) +
           frame_mm100(f, 2 * GAP_MIN + BOTTOM);
}

static int32_t excess(struct frame *f, const void *context)
{
    (void)context;
    return fixed_height(f) + steps_height(f, frame_mm100(f, LINE_GAP)) - f->design->height_du;
}

static struct span longest_check(const struct frame *f)
{
    const struct guide *g = f->input->guide;
    struct span longest = g->steps[0].text.span;
    size_t size = 0;
    for (unsigned i = 0; i < g->step_count; i++)
        for (unsigned k = 0; k < g->steps[i].check_count; k++)
            if (g->steps[i].checks[k].rich.text.size > size) {
                size = g->steps[i].checks[k].rich.text.size;
                longest = g->steps[i].checks[k].span;
            }
    return longest;
}

/* Room that is left goes between the boxes first: a pen wants it. */
static int32_t choose_gap(struct frame *f, int32_t room_du)
{
    int32_t gap = frame_mm100(f, LINE_GAP), most = frame_mm100(f, LINE_GAP_MAX);
    int32_t step = frame_mm100(f, 20);
    while (gap + step <= most && steps_height(f, gap + step) <= room_du)
        gap += step;
    return gap;
}

void checklist_draw(struct frame *f, struct design_pages *pages, const struct layout *layout)
{
    (void)layout;
    layout_begin_page(f, pages, f->words->page_front);
    int32_t over = layout_choose_density(f, densities, DENSITY_COUNT, excess, NULL);
    if (over > 0)
        frame_does_not_fit(f, longest_check(f), _("the boxes to tick"), over);
    int32_t x = frame_mm100(f, MARGIN), width = content_width(f), top = opening_height(f);
    int32_t room = f->design->height_du - fixed_height(f);
    int32_t line_gap = choose_gap(f, room);
    int32_t gap =
        du_clamp((room - steps_height(f, line_gap)) / 2, 0, frame_mm100(f, GAP_MAX - GAP_MIN)) +
        frame_mm100(f, GAP_MIN);
    layout_opening_ground(f, (struct draw_rect){0, 0, f->design->width_du, top});
    layout_opening(f, x, frame_mm100(f, OPENING_TOP), width);
    draw_steps(f, line_gap, top + gap);
    int32_t below = layout_measure(f, section_below, width);
    section_below(f, x, f->design->height_du - frame_mm100(f, BOTTOM) - below, width);
    layout_end_page(f);
}
