/*
 * A panel from top to bottom; the sticker's sheet repeats one six times.
 *
 *     ┌──────────────────┐
 *     │   Quán Mẫu       │  ground of the subject, in one colour a rule
 *     │   scan to pay    │
 *     ├──────────────────┤
 *     │   ┌──────────┐   │
 *     │   │    QR    │   │
 *     │   └──────────┘   │
 *     │   amount, note   │
 *     │  NGUYEN VAN MAU  │
 *     │   Vietcombank    │
 *     │   0123 456 789   │
 *     │ compare, or stop │
 *     │ seller: scan it  │  each morning
 *     └──────────────────┘
 */
#include "page/stall.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "base/units.h"
#include "page/layouts.h"
#include "qr/vietqr.h"

/* du of millimetres at compile time, rounded to the nearest. */
#define MM(mm) ((int32_t)((mm)*72.0 * 1024 / 25.4 + 0.5))

enum { DENSITIES = 3, PARTS_MAX = 8 };

struct spec {
    struct design design;
    int32_t across, down; /* Panels. */
    int32_t side_mm100;   /* Of the code with its quiet zone. */
    int32_t pad_mm100;    /* Left and right, and above the band's text. */
    int32_t gap_mm100;    /* At least, between parts. */
    int32_t sheet_mm100;  /* Around all panels of a sheet. */
    bool warns;           /* What to compare, and what the seller does each morning. */
    struct type_scale densities[DENSITIES];
};

static const struct spec specs[] = {
    {.design = {.name = "stand",
                .title = N_("A5 stand for the counter"),
                .page_count = 1,
                .width_du = MM(148),
                .height_du = MM(210)},
     .across = 1,
     .down = 1,
     .side_mm100 = 8800,
     .pad_mm100 = 900,
     .gap_mm100 = 200,
     .warns = true,
     .densities = {{.title = 300, .head = 280, .body = 220, .note = 140},
                   {.title = 270, .head = 240, .body = 190, .note = 125},
                   {.title = 220, .head = 200, .body = 150, .note = 105}}},
    {.design = {.name = "card",
                .title = N_("A6 card for the table"),
                .page_count = 1,
                .width_du = MM(105),
                .height_du = MM(148)},
     .across = 1,
     .down = 1,
     .side_mm100 = 6600,
     .pad_mm100 = 600,
     .gap_mm100 = 60,
     .warns = true,
     .densities = {{.title = 190, .head = 180, .body = 140, .note = 100},
                   {.title = 170, .head = 160, .body = 130, .note = 100},
                   {.title = 150, .head = 140, .body = 120, .note = 95}}},
    {.design = {.name = "sticker",
                .title = N_("A4 sheet of six stickers"),
                .page_count = 1,
                .width_du = MM(210),
                .height_du = MM(297)},
     .across = 2,
     .down = 3,
     .side_mm100 = 6600,
     .pad_mm100 = 200,
     .gap_mm100 = 20,
     .sheet_mm100 = 700,
     .densities = {{.title = 150, .head = 150, .body = 120, .note = 95},
                   {.title = 130, .head = 130, .body = 115, .note = 95},
                   {.title = 110, .head = 115, .body = 105, .note = 95}}},
};

enum { SPEC_COUNT = sizeof specs / sizeof specs[0], SHEET_NOTE_MM100 = 900 };

const struct design *stall_design_all(unsigned *count)
{
    static struct design designs[SPEC_COUNT];
    for (unsigned i = 0; i < SPEC_COUNT; i++)
        designs[i] = specs[i].design;
    *count = SPEC_COUNT;
    return designs;
}

static const struct spec *spec_of(const struct design *design)
{
    for (unsigned i = 0; i < SPEC_COUNT; i++)
        if (strcmp(specs[i].design.name, design->name) == 0)
            return &specs[i];
    UNREACHABLE("stall design");
}

struct slice stall_payload(struct arena *a, const struct stall *stall)
{
    struct vietqr transfer = {.bin = stall->bank->bin.text,
                              .account = stall->account,
                              .service = VIETQR_TO_ACCOUNT,
                              .one_payment = stall->amount.size > 0,
                              .amount = stall->amount};
    struct vietqr read;
    struct error e = {0};
    struct buf b;
    transfer.additional[VIETQR_PURPOSE] = stall->message;
    buf_init(&b, VIETQR_PAYLOAD_MAX);
    bool built = vietqr_build(&b, &transfer, &e);
    CHECK(built); /* stall_check is stricter. */
    struct slice payload = arena_copy(a, buf_slice(&b));
    buf_deinit(&b);
    /* Money follows: what was written is read again before it is printed. */
    bool same = vietqr_parse(&read, payload, &e) && slice_equal(read.bin, transfer.bin) &&
                slice_equal(read.account, transfer.account);
    CHECK(same);
    return payload;
}

/* ---- parts ----------------------------------------------------------------------------------- */

/* A page being drawn. */
struct sheet {
    struct frame frame;
    const struct spec *spec;
    const struct stall *stall;
    struct symbol symbol;
    const char *language;
};

static const char *word(const struct sheet *s, const char *text)
{
    return i18n_in(s->language, text);
}

static int32_t centred(struct sheet *s, enum draw_role role, struct look look, struct rich text,
                       struct span span, int32_t x_du, int32_t y_du, int32_t width_du)
{
    look = look_aligned(look, PARA_CENTER, PARA_WRAP_BALANCE);
    return frame_text(&s->frame, role, &look, text, span, x_du, y_du, width_du);
}

/* "Số tiền: **20.000 đồng**" */
static struct rich labelled(struct sheet *s, const char *label, struct slice value)
{
    struct rich_range *strong = ARENA_NEW(s->frame.arena, struct rich_range);
    struct slice text = arena_printf(s->frame.arena, "%s: %.*s", label, SLICE_ARG(value));
    strong->begin = (uint32_t)(text.size - value.size);
    strong->end = (uint32_t)text.size;
    return (struct rich){text, strong, 1};
}

typedef int32_t part(struct sheet *s, int32_t x_du, int32_t y_du, int32_t width_du);

static int32_t part_code(struct sheet *s, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct frame *f = &s->frame;
    int32_t side = frame_mm100(f, s->spec->side_mm100), x = x_du + (width_du - side) / 2;
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_rect(f, (struct draw_rect){x, y_du, side, side}, frame_mm100(f, 300), DRAW_NO_COLOR,
               stroke_solid(f->theme->brand, frame_pt10(f, 12)));
    frame_end(f);
    part_symbol(f, &s->symbol, x, y_du, side);
    return side;
}

/* "20.000 đồng · Tra da", where there is no room for two lines. */
static int32_t part_amount_line(struct sheet *s, struct slice amount, int32_t x_du, int32_t y_du,
                                int32_t width_du)
{
    struct frame *f = &s->frame;
    struct slice note = s->stall->message;
    struct slice text = arena_printf(f->arena, "%.*s%s%.*s", SLICE_ARG(amount),
                                     amount.size && note.size ? " · " : "", SLICE_ARG(note));
    return centred(s, DRAW_ROLE_P, look_note(f), rich_plain(text),
                   s->stall->values[STALL_MESSAGE].span, x_du, y_du, width_du);
}

static int32_t part_amount(struct sheet *s, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct frame *f = &s->frame;
    const struct stall *stall = s->stall;
    struct slice amount = {0};
    int32_t y = y_du;
    if (stall->amount.size)
        amount = arena_printf(f->arena, word(s, N_("%s dong")),
                              stall_group_amount(f->arena, stall->amount).data);
    if (!s->spec->warns)
        return part_amount_line(s, amount, x_du, y_du, width_du);
    if (amount.size)
        y += centred(s, DRAW_ROLE_P, look_body(f), labelled(s, word(s, N_("Amount")), amount),
                     stall->values[STALL_AMOUNT].span, x_du, y, width_du);
    if (stall->message.size)
        y += centred(s, DRAW_ROLE_P, look_note(f), labelled(s, word(s, N_("Note")), stall->message),
                     stall->values[STALL_MESSAGE].span, x_du, y, width_du);
    return y - y_du;
}

static int32_t part_owner(struct sheet *s, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct frame *f = &s->frame;
    const struct field *given = &s->stall->values[STALL_NAME];
    int32_t y = y_du;
    if (s->spec->warns)
        y += centred(s, DRAW_ROLE_P, look_soft_note(f),
                     rich_plain(slice_from(word(s, N_("Receiver")))), (struct span){0}, x_du, y,
                     width_du);
    struct look look = look_head(f);
    look.font = FONT_EXTRABOLD;
    y += centred(s, DRAW_ROLE_P, look, rich_plain(s->stall->owner), given->span, x_du, y, width_du);
    return y - y_du;
}

static int32_t part_account(struct sheet *s, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct frame *f = &s->frame;
    struct slice digits = stall_group_digits(f->arena, s->stall->account);
    struct look number = look_bold(look_body(f));
    struct slice bank = s->stall->bank->name.text;
    int32_t y = y_du;
    number.color = f->theme->brand;
    if (!s->spec->warns) /* One line, where there is no room for two. */
        return centred(
            s, DRAW_ROLE_P, number,
            rich_plain(arena_printf(f->arena, "%.*s · %.*s", SLICE_ARG(bank), SLICE_ARG(digits))),
            s->stall->values[STALL_ACCOUNT].span, x_du, y, width_du);
    y += centred(s, DRAW_ROLE_P, look_body(f), rich_plain(bank), s->stall->values[STALL_BANK].span,
                 x_du, y, width_du);
    y += centred(s, DRAW_ROLE_P, number, rich_plain(digits), s->stall->values[STALL_ACCOUNT].span,
                 x_du, y, width_du);
    return y - y_du;
}

/* Icon and words in a band, as warnings have it. */
static int32_t part_compare(struct sheet *s, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct frame *f = &s->frame;
    if (!s->spec->warns)
        return 0;
    struct look look = look_aligned(look_note(f), PARA_LEFT, PARA_WRAP_BALANCE);
    int32_t pad = frame_mm100(f, s->spec->pad_mm100 / 3), icon = look_line_du(f, &look) * 3 / 2;
    int32_t indent = icon + pad, inner = width_du - 2 * pad - indent;
    struct rich text = rich_plain(slice_from(
        word(s, N_("The phone must show this name, this bank, this number. If not: do not pay."))));
    struct frame ruler = frame_ruler(f);
    int32_t height =
        frame_text(&ruler, DRAW_ROLE_P, &look, text, (struct span){0}, 0, 0, inner) + 2 * pad;
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_rect(f, (struct draw_rect){x_du, y_du, width_du, height}, frame_mm100(f, 200),
               f->theme->solid ? f->theme->brand_tint : DRAW_NO_COLOR,
               f->theme->solid ? NO_STROKE : stroke_solid(f->theme->ink, frame_pt10(f, 10)));
    frame_end(f);
    frame_own_icon(f, FONT_ICON_BOLD, "magnifying-glass", x_du + pad + icon / 2, y_du + height / 2,
                   icon, f->theme->brand);
    frame_text(f, DRAW_ROLE_P, &look, text, (struct span){0}, x_du + pad + indent, y_du + pad,
               inner);
    return height;
}

static int32_t part_seller(struct sheet *s, int32_t x_du, int32_t y_du, int32_t width_du)
{
    if (!s->spec->warns)
        return 0;
    return centred(s, DRAW_ROLE_P, look_soft_note(&s->frame),
                   rich_plain(slice_from(word(
                       s, N_("Seller: scan it yourself each morning. Another code stuck over it? "
                             "Take it down.")))),
                   (struct span){0}, x_du, y_du, width_du);
}

/* Shop and what to do, on the subject's ground. */
static int32_t draw_band(struct sheet *s, int32_t x_du, int32_t y_du, int32_t width_du, bool ruler)
{
    struct frame *f = &s->frame, saved = s->frame;
    struct slice shop = s->stall->values[STALL_SHOP].text;
    struct slice pay = slice_from(word(s, N_("Scan to pay")));
    int32_t pad = frame_mm100(f, s->spec->pad_mm100), y = y_du + pad / 2;
    int32_t x = x_du + pad, inner = width_du - 2 * pad;
    f->measuring = f->measuring || ruler;
    y += centred(
        s, DRAW_ROLE_H1, look_colored(look_title(f), f->theme->on_brand, f->theme->on_brand),
        rich_plain(shop.size ? shop : pay), s->stall->values[STALL_SHOP].span, x, y, inner);
    if (shop.size && s->spec->warns)
        y += centred(s, DRAW_ROLE_P,
                     look_colored(look_body(f), f->theme->on_brand_soft, f->theme->on_brand_soft),
                     rich_plain(pay), (struct span){0}, x, y, inner);
    y += pad / 2;
    f->measuring = saved.measuring;
    return y - y_du;
}

static void draw_band_ground(struct sheet *s, struct draw_rect band)
{
    struct frame *f = &s->frame;
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    if (f->theme->solid)
        frame_rect(f, band, 0, f->theme->brand, NO_STROKE);
    else
        frame_line(f, band.x_du, band.y_du + band.height_du, band.x_du + band.width_du,
                   band.y_du + band.height_du, stroke_solid(f->theme->ink, frame_pt10(f, 20)));
    frame_end(f);
}

/* ---- panels ---------------------------------------------------------------------------------- */

static part *const parts[] = {part_code,    part_amount,  part_owner,
                              part_account, part_compare, part_seller};
enum { PART_COUNT = sizeof parts / sizeof parts[0] };

struct measures {
    int32_t band, heights[PART_COUNT], spare, present;
};

static struct measures measure(struct sheet *s, struct draw_rect panel)
{
    struct measures m = {0};
    struct frame saved = s->frame;
    int32_t pad = frame_mm100(&s->frame, s->spec->pad_mm100), width = panel.width_du - 2 * pad;
    m.band = draw_band(s, 0, 0, panel.width_du, true);
    m.spare = panel.height_du - m.band;
    s->frame.measuring = true;
    for (unsigned i = 0; i < PART_COUNT; i++) {
        m.heights[i] = parts[i](s, 0, 0, width);
        m.spare -= m.heights[i];
        m.present += m.heights[i] > 0;
    }
    s->frame = saved;
    m.spare -= (m.present + 1) * frame_mm100(&s->frame, s->spec->gap_mm100);
    return m;
}

static void draw_panel(struct sheet *s, struct draw_rect panel, const struct measures *m)
{
    struct frame *f = &s->frame;
    int32_t pad = frame_mm100(f, s->spec->pad_mm100);
    int32_t gap = frame_mm100(f, s->spec->gap_mm100) + du_max(m->spare, 0) / (m->present + 1);
    int32_t y = panel.y_du + m->band;
    draw_band_ground(s, (struct draw_rect){panel.x_du, panel.y_du, panel.width_du, m->band});
    draw_band(s, panel.x_du, panel.y_du, panel.width_du, false);
    for (unsigned i = 0; i < PART_COUNT; i++) {
        if (m->heights[i] == 0)
            continue;
        y += gap;
        y += parts[i](s, panel.x_du + pad, y, panel.width_du - 2 * pad);
    }
}

/* The roomiest density that fits, else the tightest. */
static struct measures choose(struct sheet *s, struct draw_rect panel)
{
    struct measures m = {0};
    for (unsigned i = 0; i < DENSITIES; i++) {
        s->frame.type = s->spec->densities[i];
        m = measure(s, panel);
        if (m.spare >= 0)
            break;
    }
    return m;
}

/* Where to cut; and, once, what the seller should do. */
static void draw_cuts(struct sheet *s, struct draw_rect first)
{
    struct frame *f = &s->frame;
    const struct spec *spec = s->spec;
    struct draw_stroke cut = {f->theme->ink_soft, frame_pt10(f, 5), frame_pt10(f, 30),
                              frame_pt10(f, 30)};
    int32_t right = first.x_du + spec->across * first.width_du;
    int32_t bottom = first.y_du + spec->down * first.height_du;
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    for (int32_t i = 0; i <= spec->across; i++)
        frame_line(f, first.x_du + i * first.width_du, first.y_du, first.x_du + i * first.width_du,
                   bottom, cut);
    for (int32_t i = 0; i <= spec->down; i++)
        frame_line(f, first.x_du, first.y_du + i * first.height_du, right,
                   first.y_du + i * first.height_du, cut);
    frame_end(f);
    centred(s, DRAW_ROLE_P, look_soft_note(f),
            rich_plain(slice_from(word(
                s, N_("Cut along the lines. Seller: scan it yourself each morning. Another code "
                      "stuck over it? Take it off.")))),
            (struct span){0}, first.x_du, bottom + frame_mm100(f, 150), right - first.x_du);
}

static void draw_sheet(struct sheet *s)
{
    struct frame *f = &s->frame;
    const struct spec *spec = s->spec;
    int32_t margin = frame_mm100(f, spec->sheet_mm100);
    bool many = spec->across * spec->down > 1;
    int32_t note = many ? frame_mm100(f, SHEET_NOTE_MM100) : 0;
    struct draw_rect panel = {margin, margin, (spec->design.width_du - 2 * margin) / spec->across,
                              (spec->design.height_du - 2 * margin - note) / spec->down};
    struct draw_rect first = panel;
    struct measures m = choose(s, panel);
    if (m.spare < 0)
        frame_does_not_fit(f, s->stall->values[STALL_SHOP].span, _("the panel"), -m.spare);
    for (int32_t row = 0; row < spec->down; row++)
        for (int32_t column = 0; column < spec->across; column++) {
            panel.x_du = first.x_du + column * first.width_du;
            panel.y_du = first.y_du + row * first.height_du;
            draw_panel(s, panel, &m);
        }
    if (many)
        draw_cuts(s, first);
}

bool stall_draw(struct draw_list *out, struct design_kit *kit, const struct design *design,
                const struct stall *stall, enum design_ink ink, const char *language,
                struct arena *a, struct diag_list *diags)
{
    const struct spec *spec = spec_of(design);
    struct qr_place place = {.side_du = du_from_mm100(spec->side_mm100),
                             .module_min_du = MM(0.7),
                             .level_min = QR_LEVEL_M,
                             .level_wish = QR_LEVEL_Q,
                             .version_min = 6};
    struct qr_fit *fit = ARENA_NEW(a, struct qr_fit);
    struct error e = {0};
    struct slice payload = stall_payload(a, stall);
    if (!qr_fit(fit, payload, &place, &e)) {
        diag_error(diags, "Q004", stall->values[STALL_MESSAGE].span, "%s: %s", design->name,
                   e.message);
        return false;
    }
    if (strcmp(kit->words.language, language) != 0)
        words_fill(&kit->words, slice_from(language));
    para_cache_trim(kit->paras);
    struct sheet s = {.frame = {.list = out,
                                .paras = kit->paras,
                                .theme = theme_get(SUBJECT_PAYMENT, ink),
                                .words = &kit->words,
                                .design = &spec->design,
                                .arena = a,
                                .diags = diags,
                                .scale_num = 1,
                                .scale_den = 1,
                                .sound = true},
                      .spec = spec,
                      .stall = stall,
                      .symbol = {.label = {.text = SLICE("VietQR")},
                                 .shown = arena_printf(
                                     a, "%.*s, %.*s, %.*s", SLICE_ARG(stall->owner),
                                     SLICE_ARG(stall->bank->name.text), SLICE_ARG(stall->account)),
                                 .payload = payload,
                                 .fit = fit},
                      .language = language};
    list_reset(out, spec->design.width_du, spec->design.height_du);
    draw_sheet(&s);
    list_finish(out);
    return s.frame.sound;
}
