/*
 * The poster: read from two metres, so one line a thing and nothing that is not needed there.
 *
 *     ┌──────────────────────────────┐
 *     │ chip                         │  opening: subject's ground
 *     │ Title                        │
 *     │ benefit                      │
 *     ├──────────────────────────────┤
 *     │ bring   ▢ …   ▢ …   ▢ …      │  strip
 *     ├─────────────────────┬────────┤
 *     │ ① ▢ step            │ ┌────┐ │
 *     │ ② ▢ step            │ │ QR │ │  body: the steps' gaps stretch to fill it
 *     │ …                   │ └────┘ │
 *     ├─────────────────────┴────────┤
 *     │ ! warning                    │
 *     ├──────────────────────────────┤
 *     │ who to ask │ where │ checked │  foot
 *     └──────────────────────────────┘
 */
#include "base/i18n.h"
#include "base/units.h"
#include "page/guide/layouts.h"

enum {
    MARGIN = 1800,
    OPENING_TOP = 1200,
    OPENING_BOTTOM = 600,
    STRIP_PAD = 380,
    COLUMN_GAP = 900,
    CARD_WIDTH = 7300,
    CARD_WIDTH_MAX = 8600,
    SECTION_GAP = 750,
    SECTION_GAP_MIN = 420,
    FOOT_PAD = 480,
    ROW_GAP_MIN = 200,
    ROW_GAP_MAX = 1000
};

/* Two codes are what a column holds at the size people scan from a metre. */
enum { POSTER_SYMBOLS = 2 };

static const struct type_scale densities[] = {
    {.title = 680, .head = 320, .body = 270, .note = 180},
    {.title = 660, .head = 310, .body = 260, .note = 175},
    {.title = 630, .head = 300, .body = 250, .note = 165},
    {.title = 600, .head = 300, .body = 240, .note = 160},
    {.title = 600, .head = 300, .body = 240, .note = 145},
};

static const struct warning_spec warning_spec = {
    .pad_mm100 = 850, .icon_mm100 = 1900, .bar_mm100 = 300};

static struct steps_spec steps_spec(const struct frame *f)
{
    return (struct steps_spec){
        .steps = f->input->guide->steps,
        .count = f->input->guide->step_count,
        .brief = true,
        .disc_mm100 = 1550,
        .disc_gap_mm100 = 400,
        .icon_mm100 = 1250,
        .text_gap_mm100 = 500,
    };
}

static int32_t content_width(const struct frame *f)
{
    return f->design->width_du - 2 * frame_mm100(f, MARGIN);
}

static unsigned shown_symbols(const struct frame *f)
{
    const struct symbol_set *all = f->symbols;
    if (all->count <= POSTER_SYMBOLS)
        return all->count;
    /* An app's pair is not torn apart: its iPhone code would be the first left out. */
    return all->items[POSTER_SYMBOLS].device == SYMBOL_IPHONE ? POSTER_SYMBOLS - 1 : POSTER_SYMBOLS;
}

/* An address is never broken, so a card is as wide as the longest one needs, as long as the steps
 * keep their room. */
static int32_t card_width(struct frame *f)
{
    int32_t width = frame_mm100(f, CARD_WIDTH);
    for (unsigned i = 0; i < shown_symbols(f); i++)
        width = du_max(width, part_symbol_card_least(f, &f->symbols->items[i]));
    return du_min(width, frame_mm100(f, CARD_WIDTH_MAX));
}

static int32_t steps_width(struct frame *f)
{
    return content_width(f) - card_width(f) - frame_mm100(f, COLUMN_GAP);
}

struct foot_colors {
    struct draw_color ground, text, soft, head;
};

/* No pen writes on a dark ground: a foot with something to fill in by hand is light. */
static struct foot_colors foot_colors(const struct frame *f)
{
    const struct theme *theme = f->theme;
    if (theme->solid && part_contact_has_blanks(f))
        return (struct foot_colors){theme->brand_tint, theme->ink, theme->ink_soft, theme->brand};
    return (struct foot_colors){theme->foot, theme->on_foot, theme->on_foot_soft, theme->on_foot};
}

static int32_t foot_columns(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct foot_colors colors = foot_colors(f);
    struct look small = look_colored(look_note(f), colors.soft, colors.text);
    struct look value = look_bold(look_colored(look_note(f), colors.text, colors.text));
    struct look head = look_bold(look_colored(look_note(f), colors.head, colors.head));
    struct look number = look_bold(look_colored(look_body(f), colors.head, colors.head));
    int32_t gap = frame_mm100(f, 900);
    bool hotline = f->input->guide->hotline.text.size > 0;
    int32_t third = hotline ? width_du * 27 / 100 : -gap;
    int32_t first = (width_du - 2 * gap - third) / 2, second = first;
    int32_t x2 = x_du + first + gap, x3 = x2 + second + gap;
    int32_t left = frame_word(f, DRAW_ROLE_H2, &head, f->words->ask, x_du, y_du, first);
    left += part_contact_lines(f, &small, &value, x_du, y_du + left, first);
    int32_t middle = frame_word(f, DRAW_ROLE_H2, &head, f->words->or_come_to, x2, y_du, second);
    middle += part_hall_lines(f, &small, &value, x2, y_du + middle, second);
    int32_t right = part_hotline(f, &small, &number, x3, y_du, third);
    int32_t y = y_du + du_max(du_max(left, middle), right) + frame_mm100(f, 350);
    frame_line(f, x_du, y, x_du + width_du, y, stroke_solid(colors.soft, frame_pt10(f, 7)));
    y += frame_mm100(f, 200);
    y += part_provenance(f, &small, 1, x_du, y, width_du);
    return y - y_du;
}

/* The heights of all parts at one density, and what the body has left. */
struct measures {
    int32_t opening, strip, warning, foot;
    int32_t body;    /* Room between strip and warning. */
    int32_t steps;   /* Without gaps between rows. */
    int32_t symbols; /* The column of codes, without gaps. */
    int32_t gains;   /* The card below a single code; 0: none. */
    unsigned symbol_count;
    int32_t excess;    /* How much the body needs beyond its room; 0 or less: fits. */
    bool codes_taller; /* It is the column of codes that needs most. */
};

/* An app's name, once above its pair of codes. */
static int32_t app_name(struct frame *f, const struct symbol *symbol, int32_t x_du, int32_t y_du,
                        int32_t width_du)
{
    if (symbol->device != SYMBOL_ANDROID)
        return 0;
    struct look look = look_aligned(look_note(f), PARA_CENTER, PARA_WRAP_BALANCE);
    look = look_bold(look_colored(look, f->theme->ink, f->theme->ink));
    return frame_text(f, DRAW_ROLE_P, &look, rich_plain(symbol->label.text), symbol->label.span,
                      x_du, y_du, width_du) +
           frame_mm100(f, 100);
}

static int32_t symbol_column(struct frame *f, const struct layout *layout, int32_t gap_du,
                             int32_t x_du, int32_t y_du)
{
    int32_t y = y_du, width = card_width(f);
    for (unsigned i = 0; i < shown_symbols(f); i++) {
        const struct symbol *symbol = &f->symbols->items[i];
        y += i ? gap_du : 0;
        y += app_name(f, symbol, x_du, y, width);
        y += part_symbol_card(f, symbol, layout->place.side_du, x_du, y, width);
    }
    return y - y_du;
}

/* Where the codes leave half a column, it says what the reader gains. */
static int32_t gains_card(struct frame *f, int32_t x_du, int32_t y_du)
{
    const struct guide *g = f->input->guide;
    struct look head = look_note_head(f), text = look_note(f);
    int32_t pad = frame_mm100(f, 500), icon = frame_mm100(f, 900);
    int32_t width = card_width(f), inner = width - 2 * pad;
    int32_t indent = icon + frame_mm100(f, 300), y = y_du + pad;
    y += frame_word(f, DRAW_ROLE_H2, &head, f->words->gains, x_du + pad, y, inner);
    frame_begin(f, DRAW_ROLE_L);
    for (unsigned i = 0; i < g->gain_count; i++) {
        y += frame_mm100(f, 250);
        frame_item_begin(f);
        frame_icon(f, FONT_ICON_BOLD, g->gains[i].icon, x_du + pad + icon / 2,
                   y + look_line_du(f, &text) / 2, icon, f->theme->brand);
        y += frame_text(f, DRAW_ROLE_P, &text, g->gains[i].text.rich, g->gains[i].text.span,
                        x_du + pad + indent, y, inner - indent);
        frame_item_end(f);
    }
    frame_end(f);
    return y + pad - y_du;
}

static void draw_gains_card(struct frame *f, int32_t x_du, int32_t y_du, int32_t height_du)
{
    const struct theme *theme = f->theme;
    if (height_du == 0)
        return;
    frame_rect(f, (struct draw_rect){x_du, y_du, card_width(f), height_du}, frame_mm100(f, 350),
               theme->solid ? theme->brand_tint : DRAW_NO_COLOR,
               theme->solid ? NO_STROKE : stroke_solid(theme->ink, frame_pt10(f, 12)));
    gains_card(f, x_du, y_du);
}

/* In one colour the strip has an outline, and its text keeps clear of it. */
static int32_t strip_inset(const struct frame *f)
{
    return f->theme->solid ? 0 : frame_mm100(f, 500);
}

/* Office printers leave 5 mm of any paper white: the last line stays clear of that on A4 too. */
static int32_t foot_bottom(const struct frame *f)
{
    int32_t pad = frame_mm100(f, FOOT_PAD), least = du_from_mm(5);
    return du_max(pad, least);
}

static struct measures measure(struct frame *f, const struct layout *layout, bool with_gains)
{
    int32_t width = content_width(f);
    struct steps_spec spec = steps_spec(f);
    struct measures m = {0};
    struct frame ruler = frame_ruler(f);
    m.opening = layout_opening(&ruler, 0, 0, width) + frame_mm100(f, OPENING_TOP + OPENING_BOTTOM);
    m.strip =
        part_prepare_row(&ruler, 0, 0, width - 2 * strip_inset(f)) + 2 * frame_mm100(f, STRIP_PAD);
    m.warning = part_warnings(&ruler, &warning_spec, 0, 1, 0, 0, width);
    m.foot = foot_columns(&ruler, 0, 0, width) + frame_mm100(f, FOOT_PAD) + foot_bottom(f);
    m.steps = part_steps(&ruler, &spec, 0, 0, steps_width(f));
    m.symbols = symbol_column(&ruler, layout, 0, 0, 0);
    m.gains = with_gains ? gains_card(&ruler, 0, 0) : 0;
    m.symbol_count = shown_symbols(f);
    m.body = f->design->height_du - m.opening - m.strip - m.warning - m.foot -
             3 * frame_mm100(f, SECTION_GAP_MIN);
    int32_t steps = m.steps + (int32_t)(spec.count - 1) * frame_mm100(f, ROW_GAP_MIN);
    int32_t symbols = m.symbols + (int32_t)(m.symbol_count - 1) * frame_mm100(f, ROW_GAP_MIN);
    symbols += m.gains ? m.gains + frame_mm100(f, ROW_GAP_MAX) : 0;
    m.codes_taller = symbols > steps;
    m.excess = du_max(steps, symbols) - m.body;
    return m;
}

static void draw_foot(struct frame *f, const struct measures *m)
{
    const struct theme *theme = f->theme;
    int32_t top = f->design->height_du - m->foot, x = frame_mm100(f, MARGIN);
    if (theme->solid)
        frame_rect(f, (struct draw_rect){0, top, f->design->width_du, m->foot}, 0,
                   foot_colors(f).ground, NO_STROKE);
    else
        frame_line(f, x, top, f->design->width_du - x, top,
                   stroke_solid(theme->ink, frame_pt10(f, 15)));
    foot_columns(f, x, top + frame_mm100(f, FOOT_PAD), content_width(f));
}

static void draw_page(struct frame *f, const struct layout *layout, const struct measures *m)
{
    int32_t x = frame_mm100(f, MARGIN), width = content_width(f), page = f->design->width_du;
    layout_opening_ground(f, (struct draw_rect){0, 0, page, m->opening});
    layout_opening(f, x, frame_mm100(f, OPENING_TOP), width);
    int32_t y = m->opening;
    if (f->theme->solid)
        frame_rect(f, (struct draw_rect){0, y, page, m->strip}, 0, f->theme->brand_tint, NO_STROKE);
    else
        frame_rect(f, (struct draw_rect){x, y, width, m->strip}, frame_mm100(f, 350), DRAW_NO_COLOR,
                   stroke_solid(f->theme->ink, frame_pt10(f, 12)));
    int32_t inset = strip_inset(f);
    part_prepare_row(f, x + inset, y + frame_mm100(f, STRIP_PAD), width - 2 * inset);
    y += m->strip;
    struct steps_spec spec = steps_spec(f);
    int32_t spare = du_max(-m->excess, 0);
    int32_t gap = frame_mm100(f, SECTION_GAP_MIN) +
                  du_clamp(spare / 8, 0, frame_mm100(f, SECTION_GAP - SECTION_GAP_MIN));
    int32_t body = m->body + 3 * frame_mm100(f, SECTION_GAP_MIN) - 3 * gap;
    int32_t rows = (int32_t)spec.count - 1;
    spec.row_gap_du = du_clamp((body - m->steps) / (du_max(rows, 1)), frame_mm100(f, ROW_GAP_MIN),
                               frame_mm100(f, ROW_GAP_MAX));
    int32_t used = m->steps + rows * spec.row_gap_du;
    part_steps(f, &spec, x, y + gap + du_max((body - used) / 2, 0), steps_width(f));
    int32_t cards = (int32_t)m->symbol_count;
    int32_t card_gap = du_clamp((body - m->symbols) / (du_max(cards - 1, 1)),
                                frame_mm100(f, ROW_GAP_MIN), frame_mm100(f, ROW_GAP_MAX));
    int32_t column = x + steps_width(f) + frame_mm100(f, COLUMN_GAP), top = y + gap;
    int32_t codes = symbol_column(f, layout, card_gap, column, top);
    draw_gains_card(f, column, top + codes + frame_mm100(f, ROW_GAP_MAX), m->gains);
    y += body + 2 * gap;
    part_warnings(f, &warning_spec, 0, 1, x, y, width);
    draw_foot(f, m);
}

/* The roomiest density in which everything fits, else the tightest. */
static struct measures choose_density(struct frame *f, const struct layout *layout, bool with_gains)
{
    struct measures m = {0};
    for (unsigned i = 0; i < sizeof densities / sizeof densities[0]; i++) {
        f->type = densities[i];
        m = measure(f, layout, with_gains);
        if (m.excess <= 0)
            break;
    }
    return m;
}

static int32_t excess_at(struct frame *f, const void *layout)
{
    return choose_density(f, layout, false).excess;
}

/* The longest label or address in the column of codes. */
static struct span longest_code_words(const struct frame *f)
{
    struct span longest = {0};
    size_t size = 0;
    for (unsigned i = 0; i < shown_symbols(f); i++) {
        const struct symbol *symbol = &f->symbols->items[i];
        if (symbol->label.text.size > size) {
            size = symbol->label.text.size;
            longest = symbol->label.span;
        }
        if (symbol->shown.size > size) {
            size = symbol->shown.size;
            longest = symbol->value;
        }
    }
    return longest;
}

void poster_draw(struct frame *f, struct design_pages *pages, const struct layout *layout)
{
    f->short_title = true;
    layout_begin_page(f, pages, f->words->page_poster);
    bool with_gains = shown_symbols(f) == 1 && f->input->guide->gain_count > 0;
    struct measures m = choose_density(f, layout, with_gains);
    if (m.excess > 0 && with_gains)
        m = choose_density(f, layout, false);
    if (m.excess > 0) {
        struct steps_spec spec = steps_spec(f);
        struct span longest =
            m.codes_taller ? longest_code_words(f) : part_longest_step(f, &spec, steps_width(f));
        frame_does_not_fit(f, layout_blame(f, longest, excess_at, layout),
                           m.codes_taller ? _("the column of codes") : _("the column of steps"),
                           m.excess);
    }
    draw_page(f, layout, &m);
    layout_end_page(f);
}
