#include "base/arena.h"
#include "base/units.h"
#include "page/guide/parts.h"

enum { CARD_PAD = 180 }; /* Hundredths of a millimetre. */

struct rich part_symbol_address(struct frame *f, const struct symbol *symbol)
{
    static const struct slice dot = {" · ", 4};
    struct slice text = symbol->shown;
    struct rich_range *strong = ARENA_NEW(f->arena, struct rich_range);
    for (size_t i = 0; i + dot.size < symbol->shown.size; i++) {
        struct slice rest = slice_part(symbol->shown, i, symbol->shown.size);
        if (!slice_starts(rest, dot))
            continue;
        /* The space before the line break keeps the two apart when text is extracted. */
        text = arena_printf(f->arena, "%.*s \n%.*s", (int)i, symbol->shown.data,
                            SLICE_ARG(slice_part(rest, dot.size, rest.size)));
        strong->begin = (uint32_t)i + 2;
        break;
    }
    strong->end = (uint32_t)text.size;
    return (struct rich){text, strong, text.size > 0};
}

/* Around what is made for one record. A group's code stands in brackets of its own. */
static void begin_own(struct frame *f, const struct symbol *symbol)
{
    if (symbol->varies)
        frame_varying_begin(f);
}

static void end_own(struct frame *f, const struct symbol *symbol)
{
    if (symbol->varies)
        frame_varying_end(f);
}

static int32_t symbol_address(struct frame *f, const struct symbol *symbol, const struct look *look,
                              int32_t x_du, int32_t y_du, int32_t width_du)
{
    begin_own(f, symbol);
    int32_t height = frame_text(f, DRAW_ROLE_P, look, part_symbol_address(f, symbol), symbol->value,
                                x_du, y_du, width_du);
    end_own(f, symbol);
    return height;
}

void part_symbol(struct frame *f, const struct symbol *symbol, int32_t x_du, int32_t y_du,
                 int32_t side_du)
{
    if (f->measuring || !symbol->fit)
        return;
    const struct qr_fit *fit = symbol->fit;
    int32_t printed = (int32_t)fit->matrix.side * fit->module_du;
    int32_t x = x_du + (side_du - printed) / 2, y = y_du + (side_du - printed) / 2;
    struct slice alt =
        arena_printf(f->arena, f->words->qr_alt,
                     arena_printf(f->arena, "%.*s, %.*s", SLICE_ARG(symbol->label.text),
                                  SLICE_ARG(symbol->shown))
                         .data);
    begin_own(f, symbol);
    if (symbol->clickable)
        list_tag_begin(f->list, DRAW_ROLE_LINK, SLICE(""));
    list_tag_begin(f->list, DRAW_ROLE_FIGURE, alt);
    list_qr(f->list, x, y, fit->module_du, fit->matrix.side, fit->matrix.bits,
            (struct draw_color){.k = 100});
    list_tag_end(f->list);
    if (symbol->clickable) {
        list_link(f->list, (struct draw_rect){x, y, printed, printed}, symbol->payload, alt);
        list_tag_end(f->list);
    }
    end_own(f, symbol);
}

static const char *device_icon(enum symbol_device device)
{
    return device == SYMBOL_ANDROID ? "android-logo" : "apple-logo";
}

static struct rich heading_of(const struct frame *f, const struct symbol *symbol)
{
    switch (symbol->device) {
    case SYMBOL_ANDROID:
        return rich_plain(slice_from(f->words->android));
    case SYMBOL_IPHONE:
        return rich_plain(slice_from(f->words->iphone));
    case SYMBOL_ANY:
        return rich_plain(symbol->label.text);
    }
    UNREACHABLE("symbol device");
}

/* The heading of a card, with the maker's mark before it for an app. */
static int32_t card_heading(struct frame *f, const struct symbol *symbol, int32_t x_du,
                            int32_t y_du, int32_t width_du)
{
    struct look look = look_aligned(look_note_head(f), PARA_CENTER, PARA_WRAP_BALANCE);
    struct rich text = heading_of(f, symbol);
    int32_t line = look_line_du(f, &look);
    int32_t shift = 0;
    if (symbol->device != SYMBOL_ANY) {
        int32_t text_width = frame_para(f, &look, text, width_du)->width_du;
        int32_t icon = line, gap = line / 4;
        shift = (icon + gap) / 2;
        frame_own_icon(f, FONT_ICON_BOLD, device_icon(symbol->device),
                       x_du + width_du / 2 - text_width / 2 - gap + shift - icon / 2,
                       y_du + line / 2, icon, f->theme->brand);
    }
    return frame_text(f, DRAW_ROLE_P, &look, text, symbol->label.span, x_du + shift, y_du,
                      width_du);
}

/* The caption under the address; an app's stands in part_symbols_intro. */
static int32_t own_caption(struct frame *f, const struct symbol *symbol, const struct look *look,
                           int32_t x_du, int32_t y_du, int32_t width_du)
{
    if (symbol->device != SYMBOL_ANY)
        return 0;
    begin_own(f, symbol);
    int32_t height = frame_text(f, DRAW_ROLE_P, look, rich_plain(symbol->caption.text),
                                symbol->caption.span, x_du, y_du, width_du);
    end_own(f, symbol);
    return height;
}

int32_t part_symbol_heading(struct frame *f, const struct symbol *symbol, int32_t width_du)
{
    struct frame ruler = frame_ruler(f);
    return card_heading(&ruler, symbol, 0, 0, width_du);
}

/* An address is compared letter by letter and so never broken: a long one in a lighter weight
 * rather than not at all. */
static struct look address_look(struct frame *f, struct look look, struct rich address,
                                int32_t width_du)
{
    static const enum font_id weights[] = {FONT_BOLD, FONT_SEMIBOLD, FONT_MEDIUM, FONT_REGULAR};
    struct look tried = look;
    for (unsigned i = 0; i < sizeof weights / sizeof *weights; i++) {
        tried.strong_font = weights[i];
        if (!frame_para(f, &tried, address, width_du)->too_wide)
            return tried;
    }
    return look; /* D002 says so. */
}

/* Heading, symbol and address; headings stand on the same line as others in their row. */
static int32_t symbol_and_words(struct frame *f, const struct symbol *symbol, int32_t heading_du,
                                int32_t side_du, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct look note = look_aligned(look_note(f), PARA_CENTER, PARA_WRAP_BALANCE);
    note = look_colored(note, f->theme->ink, f->theme->ink);
    int32_t own = part_symbol_heading(f, symbol, width_du);
    int32_t y = y_du + du_max(heading_du - own, 0);
    y += card_heading(f, symbol, x_du, y, width_du);
    part_symbol(f, symbol, x_du + (width_du - side_du) / 2, y, side_du);
    y += side_du;
    note = address_look(f, note, part_symbol_address(f, symbol), width_du);
    y += symbol_address(f, symbol, &note, x_du, y, width_du);
    return y - y_du;
}

int32_t part_symbol_card_least(struct frame *f, const struct symbol *symbol)
{
    struct look look = look_note(f);
    look.strong_font = FONT_REGULAR; /* address_look's last resort. */
    return frame_para(f, &look, part_symbol_address(f, symbol), f->design->width_du)->width_du +
           2 * frame_mm100(f, CARD_PAD);
}

int32_t part_symbol_card(struct frame *f, const struct symbol *symbol, int32_t side_du,
                         int32_t x_du, int32_t y_du, int32_t width_du)
{
    int32_t pad = frame_mm100(f, CARD_PAD), inner = width_du - 2 * pad;
    struct frame ruler = frame_ruler(f);
    int32_t height = 2 * pad + symbol_and_words(&ruler, symbol, 0, side_du, 0, 0, inner);
    frame_rect(f, (struct draw_rect){x_du, y_du, width_du, height}, frame_mm100(f, 350),
               f->theme->paper, stroke_solid(f->theme->brand, frame_pt10(f, 18)));
    symbol_and_words(f, symbol, 0, side_du, x_du + pad, y_du + pad, inner);
    return height;
}

int32_t part_symbol_column(struct frame *f, const struct symbol *symbol, int32_t heading_du,
                           int32_t side_du, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct look note = look_aligned(look_note(f), PARA_CENTER, PARA_WRAP_BALANCE);
    int32_t height = symbol_and_words(f, symbol, heading_du, side_du, x_du, y_du, width_du);
    return height + own_caption(f, symbol, &note, x_du, y_du + height, width_du);
}

static int32_t app_intro(struct frame *f, const struct symbol *symbol, int32_t x_du, int32_t y_du,
                         int32_t width_du)
{
    struct look look = look_colored(look_body(f), f->theme->ink, f->theme->brand);
    struct slice text = symbol->label.text;
    struct rich_range *strong = ARENA_NEW(f->arena, struct rich_range);
    strong->end = (uint32_t)text.size;
    if (symbol->caption.text.size)
        text =
            arena_printf(f->arena, "%.*s. %.*s.", SLICE_ARG(text), SLICE_ARG(symbol->caption.text));
    return frame_text(f, DRAW_ROLE_P, &look, (struct rich){text, strong, 1}, symbol->label.span,
                      x_du, y_du, width_du);
}

static bool any_link(const struct symbol_set *symbols)
{
    for (unsigned i = 0; i < symbols->count; i++)
        if (slice_starts(symbols->items[i].payload, SLICE("https://")))
            return true;
    return false;
}

int32_t part_symbols_intro(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct look small = look_soft_note(f);
    int32_t height = 0;
    for (unsigned i = 0; i < f->symbols->count; i++)
        if (f->symbols->items[i].device == SYMBOL_ANDROID)
            height += app_intro(f, &f->symbols->items[i], x_du, y_du + height, width_du);
    if (height)
        return height;
    return any_link(f->symbols)
               ? frame_word(f, DRAW_ROLE_P, &small, f->words->compare_link, x_du, y_du, width_du)
               : 0;
}

static int32_t words_beside(struct frame *f, const struct symbol *symbol, int32_t x_du,
                            int32_t y_du, int32_t width_du)
{
    struct look head = look_note_head(f);
    struct look note = look_colored(look_note(f), f->theme->ink, f->theme->ink);
    struct span span = symbol->label.span;
    int32_t y = y_du;
    y += frame_text(f, DRAW_ROLE_P, &head, heading_of(f, symbol), span, x_du, y, width_du);
    y += symbol_address(f, symbol, &note, x_du, y, width_du);
    y += own_caption(f, symbol, &note, x_du, y, width_du);
    return y - y_du;
}

int32_t part_symbol_row(struct frame *f, const struct symbol *symbol, int32_t side_du, int32_t x_du,
                        int32_t y_du, int32_t width_du)
{
    int32_t quiet = symbol->fit ? QR_QUIET_MODULES * symbol->fit->module_du : 0;
    int32_t symbol_x = x_du - quiet, x = symbol_x + side_du, width = x_du + width_du - x;
    struct frame ruler = frame_ruler(f);
    int32_t words = words_beside(&ruler, symbol, 0, 0, width);
    part_symbol(f, symbol, symbol_x, y_du, side_du);
    words_beside(f, symbol, x, y_du + du_max((side_du - words) / 2, 0), width);
    return du_max(words, side_du);
}
