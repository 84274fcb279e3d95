/*
 * The trifold: A4 landscape, two sides, six panels. The flap folds in first and is 3 mm narrower,
 * unless asked for otherwise.
 *
 *      outside: flap │ back │ cover          inside: left │ middle │ right
 *
 *   cover   chip, title, benefit, codes      left, middle   the steps
 *   flap    what to bring, what you get      right          mistakes, warnings
 *   back    who to ask, hotline, sources
 */
#include "base/i18n.h"
#include "base/units.h"
#include "page/guide/layouts.h"

enum {
    WIDTH = 29700,
    FLAP_NARROWER = 300,
    SIDE_PAD = 800, /* 5 mm clear of a fold and more. */
    TOP = 1000,
    BOTTOM = 1000,
    GAP_MIN = 350,
    GAP_MAX = 1800,
    SYMBOL_SIDE = 3300,
    ROW_GAP_MIN = 150,
    ROW_GAP_MAX = 1300
};

/* The first is for steps alone: with it a cover's title of three lines comes down on its picture.
 */
static const struct type_scale densities[] = {
    {.title = 320, .head = 170, .body = 147, .note = 115},
    {.title = 320, .head = 165, .body = 140, .note = 110},
    {.title = 300, .head = 160, .body = 135, .note = 105},
    {.title = 280, .head = 155, .body = 130, .note = 105},
    {.title = 260, .head = 150, .body = 125, .note = 100},
    {.title = 240, .head = 150, .body = 120, .note = 100},
};

enum { DENSITY_COUNT = sizeof densities / sizeof densities[0] };

static const struct warning_spec warning_spec = {
    .pad_mm100 = 350, .icon_mm100 = 800, .bar_mm100 = 130, .gap_mm100 = 300};

struct panel {
    int32_t x_du, width_du; /* Of the text. */
};

static struct panel panel_at(const struct frame *f, int32_t left_mm100, int32_t width_mm100)
{
    return (struct panel){frame_mm100(f, left_mm100 + SIDE_PAD),
                          frame_mm100(f, width_mm100 - 2 * SIDE_PAD)};
}

/* Two panels and the flap are the paper's width. */
static int32_t panel_mm100(const struct frame *f)
{
    return (WIDTH + (f->input->flap_given ? f->input->flap_mm100 : FLAP_NARROWER)) / 3;
}

static int32_t flap_mm100(const struct frame *f)
{
    return WIDTH - 2 * panel_mm100(f);
}

static int32_t top_of(const struct frame *f)
{
    return frame_mm100(f, TOP);
}

static int32_t bottom_of(const struct frame *f)
{
    return f->design->height_du - frame_mm100(f, BOTTOM);
}

/* The things to bring, in this narrow column one below the other. */
static int32_t section_prepare(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    const struct guide *g = f->input->guide;
    if (g->prepare_count == 0)
        return 0;
    int32_t height = part_heading(f, f->words->prepare, x_du, y_du, width_du);
    return height +
           part_icon_list(f, g->prepare, g->prepare_count, 800, 200, x_du, y_du + height, width_du);
}

static int32_t section_gains(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    const struct guide *g = f->input->guide;
    if (g->gain_count == 0)
        return 0;
    int32_t height = part_heading(f, f->words->gains, x_du, y_du, width_du);
    return height +
           part_icon_list(f, g->gains, g->gain_count, 700, 160, x_du, y_du + height, width_du);
}

static int32_t section_audience(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    const struct guide *g = f->input->guide;
    if (g->audience.text.size == 0)
        return 0;
    struct look look = look_body(f);
    int32_t height = part_heading(f, f->words->for_whom, x_du, y_du, width_du);
    return height + frame_text(f, DRAW_ROLE_P, &look, rich_plain(g->audience.text),
                               g->audience.span, x_du, y_du + height, width_du);
}

static int32_t section_mistakes(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    if (f->input->guide->mistake_count == 0)
        return 0;
    int32_t height = part_heading(f, f->words->mistakes, x_du, y_du, width_du);
    return height + part_mistakes(f, x_du, y_du + height, width_du);
}

/* The first warning closes the inside; others stand on the flap. */
static int32_t section_warning(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    return part_warnings(f, &warning_spec, 0, 1, x_du, y_du, width_du);
}

static int32_t section_more_warnings(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    return part_warnings(f, &warning_spec, 1, GUIDE_WARNINGS_MAX, x_du, y_du, width_du);
}

typedef int32_t lines(struct frame *f, const struct look *caption, const struct look *value,
                      int32_t x_du, int32_t y_du, int32_t width_du);

static int32_t headed_lines(struct frame *f, const char *heading, lines *below, int32_t x_du,
                            int32_t y_du, int32_t width_du)
{
    struct look small = look_soft_note(f);
    struct look value = look_bold(look_body(f));
    int32_t y = y_du + part_heading(f, heading, x_du, y_du, width_du);
    y += below(f, &small, &value, x_du, y, width_du);
    return y - y_du;
}

static int32_t section_contact(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    return headed_lines(f, f->words->ask, part_contact_lines, x_du, y_du, width_du);
}

static int32_t section_hall(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    return headed_lines(f, f->words->or_come_to, part_hall_lines, x_du, y_du, width_du);
}

static int32_t section_hotline(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct look label = look_soft_note(f);
    struct look number = look_head(f);
    number.color = f->theme->brand;
    return part_hotline(f, &label, &number, x_du, y_du, width_du);
}

static int32_t section_group(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    return f->group ? part_group(f, frame_mm100(f, SYMBOL_SIDE), x_du, y_du, width_du) : 0;
}

static int32_t section_provenance(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct look small = look_soft_note(f);
    return part_provenance(f, &small, GUIDE_SOURCES_MAX, x_du, y_du, width_du);
}

/* Sections from top to bottom with equal gaps; returns how much they need beyond the room. */
static int32_t stack(struct frame *f, struct layout_column column, struct panel panel, int32_t top,
                     int32_t bottom)
{
    int32_t gaps, height = layout_column_height(f, &column, panel.width_du, &gaps);
    int32_t low = frame_mm100(f, GAP_MIN), high = frame_mm100(f, GAP_MAX);
    int32_t gap = du_clamp((bottom - top - height) / du_max(gaps, 1), low, high);
    int32_t y = top;
    for (unsigned i = 0; i < column.count; i++) {
        int32_t own = column.sections[i](f, panel.x_du, y, panel.width_du);
        y += own ? own + gap : 0;
    }
    return height + gaps * low - (bottom - top);
}

static layout_section *const flap_sections[] = {section_prepare, section_gains, section_audience,
                                                section_more_warnings};
static layout_section *const back_sections[] = {section_contact, section_group, section_hall,
                                                section_hotline};
static layout_section *const right_sections[] = {section_mistakes, section_warning};

static int32_t symbols_height(const struct frame *f, unsigned first, unsigned count)
{
    unsigned end = first + count < f->symbols->count ? first + count : f->symbols->count;
    return end > first ? (int32_t)(end - first) * frame_mm100(f, SYMBOL_SIDE) : 0;
}

/* Codes at the foot of a panel; returns their height. */
static int32_t panel_symbols(struct frame *f, unsigned first, unsigned count, struct panel panel,
                             int32_t bottom)
{
    int32_t side = frame_mm100(f, SYMBOL_SIDE), height = symbols_height(f, first, count);
    int32_t y = bottom - height;
    for (unsigned i = first; y < bottom; i++, y += side)
        part_symbol_row(f, &f->symbols->items[i], side, panel.x_du, y, panel.width_du);
    return height;
}

enum { COVER_SYMBOLS = 2 };

static int32_t draw_cover(struct frame *f)
{
    struct panel panel = panel_at(f, flap_mm100(f) + panel_mm100(f), panel_mm100(f));
    int32_t pad = top_of(f), bottom = bottom_of(f), gap = frame_mm100(f, 500);
    int32_t opening = layout_measure(f, layout_opening, panel.width_du) + pad;
    int32_t codes = symbols_height(f, 0, COVER_SYMBOLS);
    int32_t intro = layout_measure(f, part_symbols_intro, panel.width_du);
    int32_t room = bottom - codes - intro - gap;
    int32_t excess = opening + pad - room;
    /* The ground reaches down to the codes, so that the cover is one calm field of colour. */
    int32_t ground = excess > 0 ? opening + pad : room;
    layout_opening_ground(f, (struct draw_rect){panel.x_du - frame_mm100(f, SIDE_PAD), 0,
                                                frame_mm100(f, panel_mm100(f)), ground});
    layout_opening(f, panel.x_du, pad, panel.width_du);
    part_symbols_intro(f, panel.x_du, bottom - codes - intro, panel.width_du);
    panel_symbols(f, 0, COVER_SYMBOLS, panel, bottom);
    return excess;
}

/* Contact from the top down, provenance at the foot. */
static int32_t draw_back(struct frame *f, int32_t top, int32_t bottom)
{
    struct panel panel = panel_at(f, flap_mm100(f), panel_mm100(f));
    int32_t foot = layout_measure(f, section_provenance, panel.width_du);
    int32_t end = bottom - foot - frame_mm100(f, GAP_MIN);
    int32_t excess = stack(f, LAYOUT_COLUMN(back_sections), panel, top, end);
    section_provenance(f, panel.x_du, bottom - foot, panel.width_du);
    return excess;
}

/* In the order of reading: the cover, the flap behind it, the back last. */
static int32_t draw_outside(struct frame *f)
{
    int32_t top = top_of(f), bottom = bottom_of(f);
    int32_t cover = draw_cover(f);
    int32_t flap =
        stack(f, LAYOUT_COLUMN(flap_sections), panel_at(f, 0, flap_mm100(f)), top, bottom);
    int32_t back = draw_back(f, top, bottom);
    int32_t excess = du_max(flap, back);
    return du_max(cover, excess);
}

static struct steps_spec steps_spec(const struct frame *f, unsigned first, unsigned count)
{
    return (struct steps_spec){
        .steps = f->input->guide->steps,
        .first = first,
        .count = count,
        .notes = true,
        .disc_mm100 = 800,
        .disc_gap_mm100 = 200,
        .icon_mm100 = 620,
        .text_gap_mm100 = 250,
    };
}

static int32_t steps_height(struct frame *f, unsigned first, unsigned count, int32_t width_du)
{
    struct steps_spec spec = steps_spec(f, first, count);
    return part_steps_height(f, &spec, width_du);
}

/* How many steps stand on the first of two panels so that both are about equally full. */
static unsigned split_steps(struct frame *f, int32_t width_du)
{
    unsigned count = f->input->guide->step_count, best = (count + 1) / 2;
    int32_t best_height = INT32_MAX;
    for (unsigned first = 1; first < count; first++) {
        int32_t left = steps_height(f, 0, first, width_du);
        int32_t right = steps_height(f, first, count - first, width_du);
        int32_t taller = du_max(left, right);
        if (taller < best_height) {
            best_height = taller;
            best = first;
        }
    }
    return best;
}

static int32_t draw_steps(struct frame *f, unsigned first, unsigned count, struct panel panel,
                          int32_t top, int32_t bottom)
{
    struct steps_spec spec = steps_spec(f, first, count);
    int32_t height = steps_height(f, first, count, panel.width_du);
    int32_t rows = (int32_t)(count > 1 ? count - 1 : 1), low = frame_mm100(f, ROW_GAP_MIN);
    spec.row_gap_du = du_clamp((bottom - top - height) / rows, low, frame_mm100(f, ROW_GAP_MAX));
    part_steps(f, &spec, panel.x_du, top, panel.width_du);
    return height + (int32_t)(count - 1) * low - (bottom - top);
}

static int32_t draw_inside(struct frame *f)
{
    struct panel left = panel_at(f, 0, panel_mm100(f)),
                 middle = panel_at(f, panel_mm100(f), panel_mm100(f));
    struct panel right = panel_at(f, 2 * panel_mm100(f), flap_mm100(f));
    int32_t top = top_of(f), bottom = bottom_of(f);
    unsigned count = f->input->guide->step_count, first = split_steps(f, left.width_du);
    int32_t heading = part_heading(f, f->words->steps, left.x_du, top, left.width_du);
    int32_t start = top + heading + frame_mm100(f, 150);
    int32_t excess = draw_steps(f, 0, first, left, start, bottom);
    if (first < count) {
        int32_t rest = draw_steps(f, first, count - first, middle, start, bottom);
        excess = du_max(rest, excess);
    }
    unsigned more = f->symbols->count > COVER_SYMBOLS ? f->symbols->count - COVER_SYMBOLS : 0;
    int32_t symbols = panel_symbols(f, COVER_SYMBOLS, more, right, bottom);
    int32_t last = stack(f, LAYOUT_COLUMN(right_sections), right, top,
                         symbols ? bottom - symbols - frame_mm100(f, GAP_MIN) : bottom);
    return du_max(last, excess);
}

typedef int32_t trifold_side(struct frame *f);

/* `context` points to the side. */
static int32_t excess_of(struct frame *f, const void *context)
{
    return (*(trifold_side *const *)context)(f);
}

static void draw_side(struct frame *f, struct design_pages *pages, const char *bookmark,
                      trifold_side *side, const char *part, struct span blame)
{
    layout_begin_page(f, pages, bookmark);
    unsigned first = side == draw_inside ? 0 : 1;
    int32_t excess =
        layout_choose_density(f, densities + first, DENSITY_COUNT - first, excess_of, &side);
    if (excess > 0)
        frame_does_not_fit(f, layout_blame(f, blame, excess_of, &side), part, excess);
    side(f);
    layout_end_page(f);
}

void trifold_draw(struct frame *f, struct design_pages *pages, const struct layout *layout)
{
    (void)layout;
    f->type = densities[DENSITY_COUNT - 1];
    struct steps_spec spec = steps_spec(f, 0, f->input->guide->step_count);
    int32_t width = panel_at(f, 0, panel_mm100(f)).width_du;
    draw_side(f, pages, f->words->page_outside, draw_outside, _("the outside"),
              f->input->guide->benefit.span);
    draw_side(f, pages, f->words->page_inside, draw_inside, _("the inside"),
              part_longest_step(f, &spec, width));
}
