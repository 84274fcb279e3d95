/*
 * The leaflet: handed over at the gate, kept by the telephone.
 *
 *      front                        back
 *     ┌────────────────────┐       ┌────────────────────┐
 *     │ chip, title,       │       │ Step by step ───── │
 *     │ benefit            │       │ ① ▢ step, note     │
 *     │ To: … (by name)    │       │ ② ▢ step           │
 *     │ What you need ──── │       │ …                  │
 *     │ [▢ …] [▢ …] [▢ …]  │       │ ! warnings         │
 *     │ What you get ───── │       │ ────────────────── │
 *     │ ▢ …                │       │ who to ask │ where │
 *     │ Scan the code ──── │       │                    │
 *     │ QR …   QR …        │       │                    │
 *     │ checked, source    │       │                    │
 *     └────────────────────┘       └────────────────────┘
 */
#include "base/i18n.h"
#include "base/units.h"
#include "page/guide/layouts.h"

enum {
    MARGIN = 1000,
    OPENING_TOP = 900,
    OPENING_BOTTOM = 350,
    SECTION_GAP_MIN = 280,
    SECTION_GAP_TIGHT = 180,
    SECTION_GAP_MAX = 1400,
    BOTTOM = 900,
    BOTTOM_TIGHT = 700,
    ROW_GAP_MIN = 110,
    ROW_GAP_MAX = 520,
    SYMBOL_SIDE = 3300,
    SYMBOLS_A_ROW = 2
};

static const struct type_scale densities[] = {
    {.title = 310, .head = 155, .body = 135, .note = 100},
    {.title = 300, .head = 150, .body = 130, .note = 100},
    {.title = 290, .head = 150, .body = 125, .note = 100},
    {.title = 280, .head = 145, .body = 120, .note = 100},
};

enum { DENSITY_COUNT = sizeof densities / sizeof densities[0] };

static const struct warning_spec warning_spec = {
    .pad_mm100 = 400, .icon_mm100 = 900, .bar_mm100 = 130, .gap_mm100 = 200};

static struct steps_spec steps_spec(const struct frame *f)
{
    return (struct steps_spec){
        .steps = f->input->guide->steps,
        .count = f->input->guide->step_count,
        .notes = true,
        .disc_mm100 = 800,
        .disc_gap_mm100 = 220,
        .icon_mm100 = 650,
        .text_gap_mm100 = 280,
        .row_gap_du = frame_mm100(f, ROW_GAP_MIN),
    };
}

static int32_t content_width(const struct frame *f)
{
    return f->design->width_du - 2 * frame_mm100(f, MARGIN);
}

static int32_t bottom_of(const struct frame *f)
{
    return f->design->height_du - frame_mm100(f, f->tight_front ? BOTTOM_TIGHT : BOTTOM);
}

static int32_t section_gap_min(const struct frame *f)
{
    return frame_mm100(f, f->tight_front ? SECTION_GAP_TIGHT : SECTION_GAP_MIN);
}

static int32_t section_prepare(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    if (f->input->guide->prepare_count == 0)
        return 0;
    int32_t height = part_heading(f, f->words->prepare, x_du, y_du, width_du);
    return height + part_prepare_cards(f, x_du, y_du + height, width_du);
}

static int32_t section_gains(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    const struct guide *g = f->input->guide;
    if (g->gain_count == 0)
        return 0;
    int32_t height = part_heading(f, f->words->gains, x_du, y_du, width_du);
    return height +
           part_icon_list(f, g->gains, g->gain_count, 600, 60, x_du, y_du + height, width_du);
}

/* The part of a cell that words beside a code may take: the quiet zone of the next code reaches
 * into it. */
static int32_t words_cell(const struct frame *f, unsigned index, int32_t cell_du)
{
    const struct symbol_set *all = f->symbols;
    bool last = index + 1 >= all->count || !all->items[index + 1].fit;
    return last ? cell_du : cell_du - QR_QUIET_MODULES * all->items[index + 1].fit->module_du;
}

/* Whether every address fits beside its code, two codes a row. */
static bool fit_beside(struct frame *f, int32_t cell_du, int32_t side_du)
{
    struct look note = look_note(f);
    for (unsigned i = 0; i < f->symbols->count; i++) {
        struct rich address = part_symbol_address(f, &f->symbols->items[i]);
        /* A quiet zone is at least a twelfth of the side (version 6: 4 of 49 modules). */
        const struct para *para =
            frame_para(f, &note, address, words_cell(f, i, cell_du) - side_du + side_du / 12);
        bool two_lines = address.text.size && memchr(address.text.data, '\n', address.text.size);
        if (para->line_count > (two_lines ? 2 : 1))
            return false;
    }
    return f->symbols->count <= SYMBOLS_A_ROW;
}

static int32_t tallest_heading(struct frame *f, int32_t cell_du)
{
    int32_t tallest = 0;
    for (unsigned i = 0; i < f->symbols->count; i++) {
        int32_t height = part_symbol_heading(f, &f->symbols->items[i], cell_du);
        tallest = du_max(tallest, height);
    }
    return tallest;
}

/* One or two codes with their words beside them; more, or long addresses, with words below. */
static int32_t symbol_row(struct frame *f, int32_t side_du, int32_t x_du, int32_t y_du,
                          int32_t width_du)
{
    int32_t count = (int32_t)f->symbols->count, cell = width_du / count, tallest = 0;
    bool beside = fit_beside(f, cell, side_du);
    int32_t heading = beside ? 0 : tallest_heading(f, cell);
    for (int32_t i = 0; i < count; i++) {
        const struct symbol *symbol = &f->symbols->items[i];
        int32_t x = x_du + i * cell;
        int32_t height =
            beside ? part_symbol_row(f, symbol, side_du, x, y_du, words_cell(f, (unsigned)i, cell))
                   : part_symbol_column(f, symbol, heading, side_du, x, y_du, cell);
        tallest = du_max(tallest, height);
    }
    return tallest;
}

static int32_t section_symbols(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    if (f->symbols->count == 0)
        return 0;
    int32_t height = part_heading(f, f->words->scan, x_du, y_du, width_du);
    int32_t side = frame_mm100(f, SYMBOL_SIDE);
    int32_t intro = part_symbols_intro(f, x_du, y_du + height, width_du);
    height += intro ? intro + frame_mm100(f, 80) : 0;
    return height + symbol_row(f, side, x_du, y_du + height, width_du);
}

static int32_t section_steps(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct steps_spec spec = steps_spec(f);
    int32_t height = part_heading(f, f->words->steps, x_du, y_du, width_du);
    return height + part_steps(f, &spec, x_du, y_du + height, width_du);
}

/* The first warning stands under the steps; others have their place on the front. */
static int32_t section_warning(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    return part_warnings(f, &warning_spec, 0, 1, x_du, y_du, width_du);
}

static int32_t section_more_warnings(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    return part_warnings(f, &warning_spec, 1, GUIDE_WARNINGS_MAX, x_du, y_du, width_du);
}

static int32_t hotline_line(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct look small = look_soft_note(f);
    struct look value = look_note_head(f);
    int32_t gap = frame_mm100(f, 80);
    int32_t height = part_hotline_line(f, &small, &value, x_du, y_du + gap, width_du);
    return height ? gap + height : 0;
}

/* Team, hall and hotline one below the other. */
static int32_t contact_stack(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct look small = look_soft_note(f), head = look_note_head(f);
    struct look value = look_bold(look_note(f));
    int32_t y = y_du;
    y += frame_word(f, DRAW_ROLE_H2, &head, f->words->ask, x_du, y, width_du);
    y += part_contact_lines(f, &small, &value, x_du, y, width_du);
    y += part_hall_lines(f, &small, &value, x_du, y, width_du);
    y += hotline_line(f, x_du, y, width_du);
    return y - y_du;
}

/* Team and hall side by side, the hotline below. */
static int32_t contact_pair(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct look small = look_soft_note(f), head = look_note_head(f);
    struct look value = look_bold(look_note(f));
    int32_t gap = frame_mm100(f, 500), column = (width_du - gap) / 2, x = x_du + column + gap;
    int32_t left = frame_word(f, DRAW_ROLE_H2, &head, f->words->ask, x_du, y_du, column);
    left += part_contact_lines(f, &small, &value, x_du, y_du + left, column);
    int32_t right = frame_word(f, DRAW_ROLE_H2, &head, f->words->or_come_to, x, y_du, column);
    right += part_hall_lines(f, &small, &value, x, y_du + right, column);
    int32_t height = du_max(left, right);
    return height + hotline_line(f, x_du, y_du + height, width_du);
}

/* Beside the code of the chat group there is room to write by hand only one below the other; side
 * by side where that would be too tall and this is less so. */
static int32_t contact_beside_group(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    int32_t side = frame_mm100(f, SYMBOL_SIDE), width = width_du - side;
    int32_t pair_width = width - frame_mm100(f, 200);
    int32_t stack = layout_measure(f, contact_stack, width);
    int32_t pair = layout_measure(f, contact_pair, pair_width);
    struct frame ruler = frame_ruler(f);
    int32_t code = part_group(&ruler, side, 0, 0, side);
    bool paired = f->tight_contact && pair < stack;
    if (paired)
        contact_pair(f, x_du, y_du, pair_width);
    else
        contact_stack(f, x_du, y_du, width);
    part_group(f, side, x_du + width, y_du, side);
    return du_max(paired ? pair : stack, code);
}

static int32_t contact_columns(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    return f->group ? contact_beside_group(f, x_du, y_du, width_du)
                    : contact_pair(f, x_du, y_du, width_du);
}

static int32_t section_contact(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    frame_line(f, x_du, y_du, x_du + width_du, y_du,
               stroke_solid(f->theme->ink, frame_pt10(f, 10)));
    int32_t rule = frame_mm100(f, 180);
    return rule + contact_columns(f, x_du, y_du + rule, width_du);
}

static int32_t section_provenance(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct look small = look_soft_note(f);
    return part_provenance(f, &small, 1, x_du, y_du, width_du);
}

/* Draws a side's sections from `top` to `bottom` with equal gaps, the last one at the bottom. */
static void draw_sections(struct frame *f, const struct layout_column *side, int32_t top,
                          int32_t bottom)
{
    int32_t gaps, width = content_width(f), height = layout_column_height(f, side, width, &gaps);
    int32_t gap = du_clamp((bottom - top - height) / du_max(gaps, 1), section_gap_min(f),
                           frame_mm100(f, SECTION_GAP_MAX));
    int32_t y = top;
    for (unsigned i = 0; i < side->count; i++) {
        int32_t own = layout_measure(f, side->sections[i], width);
        if (own == 0)
            continue;
        if (i + 1 == side->count)
            y = bottom - own;
        side->sections[i](f, frame_mm100(f, MARGIN), y, width);
        y += own + gap;
    }
}

/* How much a side needs beyond its room. */
static int32_t excess_of(struct frame *f, const struct layout_column *side, int32_t top)
{
    int32_t gaps, height = layout_column_height(f, side, content_width(f), &gaps);
    return height + gaps * section_gap_min(f) - (bottom_of(f) - top);
}

static int32_t opening_height(struct frame *f)
{
    return layout_measure(f, layout_opening, content_width(f)) +
           frame_mm100(f, OPENING_TOP + OPENING_BOTTOM);
}

static int32_t front_excess(struct frame *f, const void *side)
{
    return excess_of(f, side, opening_height(f) + section_gap_min(f));
}

static void draw_front(struct frame *f)
{
    static layout_section *const sections[] = {part_recipient,  section_prepare,
                                               section_gains,   section_more_warnings,
                                               section_symbols, section_provenance};
    const struct layout_column front = LAYOUT_COLUMN(sections);
    int32_t excess = layout_choose_density(f, densities, DENSITY_COUNT, front_excess, &front);
    if (excess > 0 &&
        f->input->recipient) { /* For the line with the name, rather than no leaflet. */
        f->tight_front = true;
        excess = layout_choose_density(f, densities, DENSITY_COUNT, front_excess, &front);
    }
    if (excess > 0)
        frame_does_not_fit(f, f->input->guide->benefit.span, _("the front"), excess);
    int32_t top = opening_height(f);
    layout_opening_ground(f, (struct draw_rect){0, 0, f->design->width_du, top});
    layout_opening(f, frame_mm100(f, MARGIN), frame_mm100(f, OPENING_TOP), content_width(f));
    int32_t lead = du_clamp(-excess / 3, 0, frame_mm100(f, 400));
    draw_sections(f, &front, top + section_gap_min(f) + lead, bottom_of(f));
    f->tight_front = false;
}

static int32_t back_excess(struct frame *f, const void *side)
{
    return excess_of(f, side, frame_mm100(f, BOTTOM));
}

static void draw_back(struct frame *f)
{
    static layout_section *const all[] = {section_steps, section_warning, section_contact};
    const struct layout_column back = LAYOUT_COLUMN(all), rest = {all + 1, back.count - 1};
    int32_t x = frame_mm100(f, MARGIN), width = content_width(f);
    int32_t top = frame_mm100(f, BOTTOM), bottom = bottom_of(f);
    int32_t excess = layout_choose_density(f, densities, DENSITY_COUNT, back_excess, &back);
    if (excess > 0 && f->group) {
        f->tight_contact = true;
        excess = layout_choose_density(f, densities, DENSITY_COUNT, back_excess, &back);
    }
    struct steps_spec spec = steps_spec(f);
    if (excess > 0)
        frame_does_not_fit(f,
                           layout_blame(f, part_longest_step(f, &spec, width), back_excess, &back),
                           _("the back"), excess);
    struct steps_spec bare = spec;
    bare.row_gap_du = 0;
    int32_t gaps, heading = part_heading(f, f->words->steps, x, top, width);
    int32_t below = layout_column_height(f, &rest, width, &gaps) + 2 * section_gap_min(f);
    int32_t rows = (int32_t)(spec.count > 1 ? spec.count - 1 : 1);
    spec.row_gap_du =
        du_clamp((bottom - top - heading - below - part_steps_height(f, &bare, width)) / (rows + 2),
                 frame_mm100(f, ROW_GAP_MIN), frame_mm100(f, ROW_GAP_MAX));
    int32_t y = top + heading;
    y += part_steps(f, &spec, x, y, width) + section_gap_min(f);
    /* The room that is left stands around the warning. */
    int32_t contact = layout_measure(f, section_contact, width);
    int32_t warnings = layout_measure(f, section_warning, width);
    int32_t spare = bottom - contact - section_gap_min(f) - warnings - y;
    section_warning(f, x, y + du_max(spare / 2, 0), width);
    section_contact(f, x, bottom - contact, width);
}

void leaflet_draw(struct frame *f, struct design_pages *pages, const struct layout *layout)
{
    (void)layout;
    layout_begin_page(f, pages, f->words->page_front);
    draw_front(f);
    layout_end_page(f);
    layout_begin_page(f, pages, f->words->page_back);
    draw_back(f);
    layout_end_page(f);
}
