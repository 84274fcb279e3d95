/* A guide in the handbook: title, what to bring, steps, where people get stuck, warnings, codes. */
#include "base/arena.h"
#include "base/i18n.h"
#include "base/units.h"
#include "page/handbook/inside.h"

enum {
    BAND_PAD = 200,
    BAND_ICON = 800,
    PART_GAP = 200,
    HEAD_GAP = 60,
    STEP_GAP = 100,
    COLUMN_GAP = 350,
    PREPARE_ICON = 430,
    CODE_ROOM = 2100,
    COLUMNS_MIN = 2
};

static const struct guide *guide_of(const struct book_pen *p)
{
    return p->design_input.guide;
}

/* ---- title ---- */

/* Title and benefit, right of the icon; their height. */
static int32_t band_words(struct book_pen *p, struct frame *f, int32_t x_du, int32_t y_du,
                          int32_t width_du)
{
    const struct guide *g = guide_of(p);
    struct look title = look_title(f), benefit = look_body(f);
    title.color = f->theme->on_brand;
    title.leading = 128;
    benefit = look_colored(benefit, f->theme->on_brand_soft, f->theme->on_brand);
    int32_t y = y_du;
    y += frame_text(f, DRAW_ROLE_H2, &title, rich_plain(g->title.text), g->title.span, x_du, y,
                    width_du);
    y += frame_text(f, DRAW_ROLE_P, &benefit, g->benefit.rich, g->benefit.span, x_du, y, width_du);
    return y - y_du;
}

static void draw_band(struct book_pen *p)
{
    struct frame *f = &p->frame, ruler = frame_ruler(f);
    int32_t pad = frame_mm100(f, BAND_PAD), icon = frame_mm100(f, BAND_ICON);
    int32_t x = p->x_du + pad + icon + pad, width = p->x_du + p->width_du - pad - x;
    int32_t words = band_words(p, &ruler, 0, 0, width);
    int32_t height = du_max(words, icon) + 2 * (pad * 2 / 3);
    struct draw_rect band = {p->x_du, p->y_du, p->width_du, height};
    if (f->theme->solid)
        frame_rect(f, band, frame_mm100(f, 200), f->theme->brand, NO_STROKE);
    else
        frame_rect(f, band, frame_mm100(f, 200), f->theme->paper,
                   stroke_solid(f->theme->ink, frame_pt10(f, 16)));
    frame_icon(f, FONT_ICON_FILL, guide_of(p)->icon, p->x_du + pad + icon / 2, p->y_du + height / 2,
               icon, f->theme->on_brand);
    band_words(p, f, x, p->y_du + (height - words) / 2, width);
    p->y_du += height;
}

/* ---- what to bring ---- */

static int32_t prepare_item(struct book_pen *p, struct frame *f, const struct guide_item *item,
                            int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct look look = look_body(f);
    int32_t icon = frame_mm100(f, PREPARE_ICON), indent = icon + frame_mm100(f, 150);
    (void)p;
    frame_item_begin(f);
    frame_icon(f, FONT_ICON_BOLD, item->icon, x_du + icon / 2, y_du + look_line_du(f, &look) / 2,
               icon, f->theme->brand);
    int32_t height = frame_text(f, DRAW_ROLE_P, &look, item->text.rich, item->text.span,
                                x_du + indent, y_du, width_du - indent);
    frame_item_end(f);
    return height;
}

/* Two in a row: short as they are, they stand beside each other. */
static int32_t prepare_row(struct book_pen *p, struct frame *f, unsigned first, int32_t y_du)
{
    const struct guide *g = guide_of(p);
    int32_t gap = frame_mm100(f, COLUMN_GAP), column = (p->width_du - gap) / 2, height = 0;
    for (unsigned i = first; i < g->prepare_count && i < first + 2; i++) {
        int32_t x = p->x_du + (int32_t)(i - first) * (column + gap);
        height = du_max(height, prepare_item(p, f, &g->prepare[i], x, y_du, column));
    }
    return height;
}

static void draw_prepare(struct book_pen *p)
{
    const struct guide *g = guide_of(p);
    struct frame ruler = frame_ruler(&p->frame);
    if (g->prepare_count == 0)
        return;
    book_gap(p, PART_GAP);
    book_heading(p, DRAW_ROLE_H3, p->frame.words->prepare);
    book_list_begin(p);
    for (unsigned i = 0; i < g->prepare_count; i += 2) {
        book_need(p, prepare_row(p, &ruler, i, 0));
        p->y_du += prepare_row(p, &p->frame, i, p->y_du);
    }
    book_list_end(p);
}

/* ---- steps ---- */

static struct steps_spec steps_from(struct book_pen *p, unsigned first, unsigned count)
{
    return (struct steps_spec){.steps = guide_of(p)->steps,
                               .first = first,
                               .count = count,
                               .brief = p->brief,
                               .notes = true,
                               .disc_mm100 = 560,
                               .icon_mm100 = 520,
                               .disc_gap_mm100 = 130,
                               .text_gap_mm100 = 180,
                               .row_gap_du = frame_mm100(&p->frame, STEP_GAP)};
}

static int32_t steps_height(struct book_pen *p, unsigned first, unsigned count)
{
    struct steps_spec spec = steps_from(p, first, count);
    return part_steps_height(&p->frame, &spec, p->width_du);
}

/* As many steps as the page takes, then the next page. */
static void draw_steps(struct book_pen *p)
{
    struct frame *f = &p->frame;
    const struct guide *g = guide_of(p);
    struct look head = look_head(f);
    book_gap(p, PART_GAP);
    book_need(p, look_line_du(f, &head) + frame_mm100(f, HEAD_GAP) + steps_height(p, 0, 1));
    book_heading(p, DRAW_ROLE_H3, f->words->steps);
    p->y_du += frame_mm100(f, HEAD_GAP);
    for (unsigned first = 0; first < g->step_count;) {
        book_need(p, steps_height(p, first, 1));
        unsigned count = 1;
        while (first + count < g->step_count &&
               p->y_du + steps_height(p, first, count + 1) <= p->bottom_du)
            count++;
        struct steps_spec spec = steps_from(p, first, count);
        int32_t height = part_steps(f, &spec, p->x_du, p->y_du, p->width_du);
        if (p->y_du + height > p->bottom_du)
            frame_does_not_fit(f, g->steps[first].text.span, _("a step"),
                               p->y_du + height - p->bottom_du);
        p->y_du += height + spec.row_gap_du;
        first += count;
    }
    p->y_du -= frame_mm100(f, STEP_GAP);
}

/* ---- mistakes, warnings ---- */

static int32_t draw_mistake(struct book_pen *p, struct frame *f, const struct guide_mistake *m,
                            int32_t y_du)
{
    struct look fix = look_body(f), wrong = look_bold(fix);
    int32_t icon = frame_mm100(f, 430), indent = icon + frame_mm100(f, 150);
    int32_t line = look_line_du(f, &fix), y = y_du, width = p->width_du - indent;
    frame_item_begin(f);
    frame_own_icon(f, FONT_ICON_BOLD, "warning-circle", p->x_du + icon / 2, y + line / 2, icon,
                   f->theme->warn);
    y += frame_text(f, DRAW_ROLE_P, &wrong, m->text.rich, m->text.span, p->x_du + indent, y, width);
    if (m->fix.rich.text.size) {
        frame_own_icon(f, FONT_ICON_BOLD, "arrow-bend-down-right", p->x_du + icon / 2, y + line / 2,
                       icon, f->theme->brand);
        y += frame_text(f, DRAW_ROLE_P, &fix, m->fix.rich, m->fix.span, p->x_du + indent, y, width);
    }
    frame_item_end(f);
    return y - y_du;
}

static void draw_mistakes(struct book_pen *p)
{
    struct frame *f = &p->frame, ruler = frame_ruler(f);
    const struct guide *g = guide_of(p);
    struct look head = look_head(f);
    if (g->mistake_count == 0)
        return;
    book_gap(p, PART_GAP);
    book_need(p, look_line_du(f, &head) + draw_mistake(p, &ruler, &g->mistakes[0], 0));
    book_heading(p, DRAW_ROLE_H3, f->words->mistakes);
    book_list_begin(p);
    for (unsigned i = 0; i < g->mistake_count; i++) {
        book_need(p, draw_mistake(p, &ruler, &g->mistakes[i], 0));
        p->y_du += draw_mistake(p, f, &g->mistakes[i], p->y_du) + frame_mm100(f, 80);
    }
    book_list_end(p);
}

static void draw_warnings(struct book_pen *p)
{
    static const struct warning_spec spec = {
        .pad_mm100 = 180, .icon_mm100 = 620, .bar_mm100 = 90, .gap_mm100 = 0};
    struct frame *f = &p->frame, ruler = frame_ruler(f);
    for (unsigned i = 0; i < guide_of(p)->warning_count; i++) {
        book_gap(p, i ? 140 : PART_GAP);
        book_need(p, part_warnings(&ruler, &spec, i, 1, 0, 0, p->width_du));
        p->y_du += part_warnings(f, &spec, i, 1, p->x_du, p->y_du, p->width_du);
    }
}

/* ---- codes, hotline ---- */

/* Side by side, each under its heading; false when an address is too wide for that. */
static bool codes_fit_columns(struct book_pen *p, int32_t column_du)
{
    const struct symbol_set *set = &p->symbols;
    int32_t pads = 2 * frame_mm100(&p->frame, 180);
    for (unsigned i = 0; i < set->count; i++)
        if (part_symbol_card_least(&p->frame, &set->items[i]) - pads > column_du)
            return false;
    return set->count >= COLUMNS_MIN;
}

static int32_t code_columns(struct book_pen *p, struct frame *f, int32_t column_du, int32_t y_du)
{
    int32_t side = frame_mm100(f, CODE_ROOM), gap = frame_mm100(f, COLUMN_GAP);
    int32_t heading = 0, height = 0;
    for (unsigned i = 0; i < p->symbols.count; i++)
        heading = du_max(heading, part_symbol_heading(f, &p->symbols.items[i], column_du));
    for (unsigned i = 0; i < p->symbols.count; i++)
        height = du_max(height, part_symbol_column(f, &p->symbols.items[i], heading, side,
                                                   p->x_du + (int32_t)i * (column_du + gap), y_du,
                                                   column_du));
    return height;
}

static void code_rows(struct book_pen *p)
{
    struct frame *f = &p->frame, ruler = frame_ruler(f);
    int32_t side = frame_mm100(f, CODE_ROOM);
    for (unsigned i = 0; i < p->symbols.count; i++) {
        const struct symbol *s = &p->symbols.items[i];
        book_need(p, part_symbol_row(&ruler, s, side, 0, 0, p->width_du));
        p->y_du += part_symbol_row(f, s, side, p->x_du, p->y_du, p->width_du);
    }
}

/* One code, and beside it what it opens and whom to call. */
static int32_t code_and_hotline(struct book_pen *p, struct frame *f, int32_t y_du)
{
    const struct symbol *s = &p->symbols.items[0];
    struct look head = look_note_head(f), large = look_title(f);
    struct look note = look_colored(look_note(f), f->theme->ink, f->theme->ink);
    int32_t side = frame_mm100(f, CODE_ROOM);
    int32_t quiet = s->fit ? QR_QUIET_MODULES * s->fit->module_du : 0;
    int32_t x = p->x_du + side - quiet + frame_mm100(f, 100);
    int32_t width = p->x_du + p->width_du - x, y = y_du;
    struct span span = s->label.span;
    large.color = f->theme->brand;
    part_symbol(f, s, p->x_du - quiet, y_du - quiet / 2, side);
    y += frame_text(f, DRAW_ROLE_P, &head, rich_plain(s->label.text), span, x, y, width);
    y += frame_text(f, DRAW_ROLE_P, &note, part_symbol_address(f, s), s->value, x, y, width);
    y += frame_text(f, DRAW_ROLE_P, &note, rich_plain(s->caption.text), s->caption.span, x, y,
                    width);
    y += frame_mm100(f, 80);
    head.color = f->theme->ink;
    y += part_hotline(f, &head, &large, x, y, width);
    return du_max(y - y_du, side - quiet);
}

static bool is_one_code(const struct book_pen *p)
{
    return p->symbols.count == 1 && p->symbols.items[0].device == SYMBOL_ANY;
}

static void draw_codes(struct book_pen *p)
{
    struct frame *f = &p->frame, ruler = frame_ruler(f);
    int32_t count = (int32_t)p->symbols.count, gap = frame_mm100(f, COLUMN_GAP);
    if (count == 0)
        return;
    int32_t column = (p->width_du - gap * (count - 1)) / count;
    bool columns = codes_fit_columns(p, column);
    struct look head = look_head(f);
    int32_t intro = part_symbols_intro(&ruler, 0, 0, p->width_du);
    int32_t first = is_one_code(p) ? code_and_hotline(p, &ruler, 0)
                    : columns      ? code_columns(p, &ruler, column, 0)
                                   : part_symbol_row(&ruler, &p->symbols.items[0],
                                                     frame_mm100(f, CODE_ROOM), 0, 0, p->width_du);
    book_gap(p, PART_GAP);
    book_need(p, look_line_du(f, &head) + intro + first);
    book_heading(p, DRAW_ROLE_H3, f->words->scan);
    p->y_du += part_symbols_intro(f, p->x_du, p->y_du, p->width_du);
    if (is_one_code(p))
        p->y_du += code_and_hotline(p, f, p->y_du);
    else if (columns)
        p->y_du += code_columns(p, f, column, p->y_du);
    else
        code_rows(p);
}

static void draw_hotline(struct book_pen *p)
{
    struct frame *f = &p->frame;
    struct look label = look_bold(look_body(f)), number = look_title(f);
    if (guide_of(p)->hotline.text.size == 0 || is_one_code(p))
        return;
    int32_t pad = frame_mm100(f, 120), line = look_line_du(f, &number);
    number.color = f->theme->brand;
    struct frame ruler = frame_ruler(f);
    int32_t width = p->width_du - 4 * pad;
    int32_t inner = du_max(part_hotline_line(&ruler, &label, &number, 0, 0, width), line);
    bool one_line = inner <= line * 3 / 2;
    inner = one_line ? inner : part_hotline(&ruler, &label, &number, 0, 0, width);
    book_gap(p, PART_GAP);
    book_need(p, inner + 2 * pad);
    frame_rect(f, (struct draw_rect){p->x_du, p->y_du, p->width_du, inner + 2 * pad},
               frame_mm100(f, 180), f->theme->brand_tint,
               f->theme->solid ? NO_STROKE : stroke_solid(f->theme->ink, frame_pt10(f, 8)));
    int32_t drop = one_line ? (line - look_line_du(f, &label)) / 2 : 0;
    if (one_line) {
        /* The label stands in the middle of the larger number. */
        const struct guide *g = guide_of(p);
        struct slice words =
            g->hotline_label.text.size ? g->hotline_label.text : slice_from(f->words->hotline);
        int32_t y = p->y_du + pad, x = p->x_du + 2 * pad;
        int32_t icon = line * 3 / 5;
        frame_text(f, DRAW_ROLE_P, &label, rich_plain(words), g->hotline_label.span, x, y + drop,
                   width);
        struct look right = look_aligned(number, PARA_RIGHT, PARA_WRAP_NONE);
        int32_t number_width = book_line_width(p, &number, g->hotline.text);
        frame_own_icon(f, FONT_ICON_FILL, "phone", x + width - number_width - icon, y + line / 2,
                       icon, number.color);
        frame_text(f, DRAW_ROLE_P, &right, rich_plain(g->hotline.text), g->hotline.span, x, y,
                   width);
    } else {
        part_hotline(f, &label, &number, p->x_du + 2 * pad, p->y_du + pad, width);
    }
    p->y_du += inner + 2 * pad;
}

/* ---- what else to read, where it is from ---- */

static unsigned find_entry(const struct book_pen *p, struct slice id)
{
    for (unsigned i = 0; i < p->input->entry_count; i++)
        if (slice_equal(p->input->entries[i].guide->id.text, id))
            return i;
    return BOOK_NO_ENTRY;
}

static struct slice see_words(struct book_pen *p, unsigned entry)
{
    const struct guide *g = p->input->entries[entry].guide;
    struct slice title = g->short_title.text.size ? g->short_title.text : g->title.text;
    unsigned page = p->known.guides[entry];
    return arena_printf(p->frame.arena, "%.*s, %s", SLICE_ARG(title),
                        arena_printf(p->frame.arena, book_word(p, N_("see page %u")), page).data);
}

static void draw_see(struct book_pen *p)
{
    struct frame *f = &p->frame;
    const struct handbook_guide *named = handbook_find(p->input->book, guide_of(p)->id.text, NULL);
    struct look look = look_colored(look_bold(look_note(f)), f->theme->brand, f->theme->brand);
    int32_t line = look_line_du(f, &look), icon = line * 3 / 4, indent = icon + line / 4;
    bool any = false;
    for (unsigned i = 0; named && i < named->see_count; i++) {
        unsigned entry = find_entry(p, named->see[i].text);
        if (entry == BOOK_NO_ENTRY)
            continue;
        if (!any)
            book_gap(p, PART_GAP);
        any = true;
        book_need(p, line);
        frame_own_icon(f, FONT_ICON_BOLD, "arrow-circle-right", p->x_du + icon / 2,
                       p->y_du + line / 2, icon, f->theme->brand);
        book_reference(p, &look, see_words(p, entry), p->known.guides[entry], p->x_du + indent,
                       p->y_du);
        p->y_du += line;
    }
}

static void draw_provenance(struct book_pen *p)
{
    struct frame *f = &p->frame, ruler = frame_ruler(f);
    struct look note = look_soft_note(f);
    int32_t height = part_provenance(&ruler, &note, 1, 0, 0, p->width_du);
    book_gap(p, PART_GAP);
    book_need(p, height);
    p->y_du += part_provenance(f, &note, 1, p->x_du, p->y_du, p->width_du);
}

/* What is left of the last page is for pencils, if a few lines fit. */
static void draw_room(struct book_pen *p)
{
    struct frame *f = &p->frame;
    struct look look = look_soft_note(f);
    int32_t step = frame_mm100(f, BOOK_RULE_STEP), line = look_line_du(f, &look);
    if (p->bottom_du - p->y_du < 2 * line + 3 * step)
        return;
    p->y_du += line;
    p->y_du += frame_word(f, DRAW_ROLE_P, &look, book_word(p, N_("My notes")), p->x_du, p->y_du,
                          p->width_du);
    book_rules(p, p->width_du);
}

/* ---- all of it ---- */

/** From roomy to tight; nobody reads less than 9 pt at a door. */
static const struct density {
    int32_t head, body, note;
    bool brief;
} densities[] = {
    {105, 95, 90, false},
    {100, 90, 90, false},
    {105, 95, 90, true},
    {100, 90, 90, true},
};

enum { DENSITY_COUNT = sizeof densities / sizeof *densities, SPREAD = 2 };

static void set_density(struct book_pen *p, const struct density *d)
{
    p->frame.type.head = d->head;
    p->frame.type.body = d->body;
    p->frame.type.note = d->note;
    p->brief = d->brief;
}

static void draw_pages(struct book_pen *p, unsigned entry)
{
    book_new_page(p, guide_of(p)->title.text);
    p->found.guides[entry] = p->page;
    draw_band(p);
    draw_prepare(p);
    if (guide_has_checks(guide_of(p)))
        book_draw_checks(p);
    else
        draw_steps(p);
    draw_mistakes(p);
    draw_warnings(p);
    draw_codes(p);
    draw_hotline(p);
    draw_see(p);
    draw_provenance(p);
    draw_room(p);
    book_end_page(p);
}

static unsigned pages_needed(struct book_pen *p, unsigned entry, const struct density *d)
{
    struct diag_list ignored, *diags = p->frame.diags;
    unsigned before = p->page;
    bool sound = p->frame.sound;
    diag_init(&ignored, p->frame.arena);
    set_density(p, d);
    p->frame.diags = &ignored;
    p->trying = true;
    draw_pages(p, entry);
    unsigned needed = p->page - before;
    p->trying = false;
    p->frame.diags = diags;
    p->frame.sound = sound;
    p->page = before;
    return needed;
}

/* The roomiest on two pages that face each other, else the one of fewest pages. */
static void choose_density(struct book_pen *p, unsigned entry)
{
    const struct density *best = &densities[0];
    unsigned fewest = UINT32_MAX;
    for (unsigned i = 0; i < DENSITY_COUNT && fewest > SPREAD; i++) {
        unsigned needed = pages_needed(p, entry, &densities[i]);
        if (needed < fewest) {
            fewest = needed;
            best = &densities[i];
        }
    }
    set_density(p, best);
}

void book_draw_guide(struct book_pen *p, unsigned entry)
{
    struct frame *f = &p->frame;
    const struct guide *g = p->input->entries[entry].guide;
    const struct type_scale type = f->type;
    struct symbol_maker maker = {.cache = &p->kit->symbols,
                                 .trust = &p->trust,
                                 .design = p->design.name,
                                 .place = &p->place,
                                 .arena = f->arena,
                                 .diags = f->diags};
    p->design_input.guide = g;
    if (!p->input->keeps_pages)
        picture_store_trim(&p->kit->pictures);
    if (picture_store_is_full(&p->kit->pictures)) {
        diag_error(f->diags, "D008", g->title.span, "%s",
                   _("too many pictures for one booklet: make two, naming some guides for each"));
        f->sound = false;
        return;
    }
    f->sound &= symbols_of_guide(&p->symbols, &maker, g);
    f->sound &= pictures_of_guide(p->pictures, &p->kit->pictures, g, f->diags);
    const struct words *whole_book = f->words;
    struct words to_team = *whole_book;
    if (g->readers == READERS_TEAM) {
        words_address_team(&to_team);
        f->words = &to_team;
    }
    choose_density(p, entry);
    draw_pages(p, entry);
    f->words = whole_book;
    f->type = type;
}
