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
#include "page/stall/stall.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "base/units.h"
#include "page/guide/layouts.h"
#include "page/stall/inside.h"
#include "qr/vietqr.h"

/* du of millimetres at compile time, rounded to the nearest. */
#define MM(mm) ((int32_t)((mm)*72.0 * 1024 / 25.4 + 0.5))

static const struct stall_spec specs[] = {
    {.design = {.name = "stand",
                .title = N_("A4, folded to stand on the counter"),
                .page_count = 1,
                .width_du = MM(210),
                .height_du = MM(297)},
     .folds = true,
     .side_mm100 = 9000,
     .pad_mm100 = 900,
     .gap_mm100 = 100,
     .warns = true,
     .densities = {{.title = 270, .head = 240, .body = 200, .note = 130},
                   {.title = 230, .head = 210, .body = 180, .note = 120},
                   {.title = 160, .head = 150, .body = 125, .note = 100}}},
    {.design = {.name = "sign",
                .title = N_("A5 sign for a holder or the wall"),
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

static const struct stall_spec *spec_of(const struct design *design)
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
                              .service = stall->is_card ? VIETQR_TO_CARD : VIETQR_TO_ACCOUNT,
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
                slice_equal(read.account, transfer.account) && read.service == transfer.service &&
                slice_equal(read.amount, transfer.amount);
    CHECK(same);
    return payload;
}

/* ---- panels ---------------------------------------------------------------------------------- */

static int32_t part_seller(struct stall_page *s, int32_t x_du, int32_t y_du, int32_t width_du)
{
    if (!s->spec->warns)
        return 0;
    return stall_text(
        s, DRAW_ROLE_P, look_soft_note(&s->frame),
        rich_plain(slice_from(
            stall_word(s, N_("Seller: scan it yourself each morning. Another code stuck over it? "
                             "Take it down.")))),
        (struct span){0}, x_du, y_du, width_du);
}

/* The heading on the subject's ground. */
static int32_t draw_band(struct stall_page *s, int32_t x_du, int32_t y_du, int32_t width_du)
{
    int32_t pad = frame_mm100(&s->frame, s->spec->pad_mm100);
    return stall_part_heading(s, x_du + pad, y_du + pad / 2, width_du - 2 * pad) + pad / 2 * 2;
}

static void draw_band_ground(struct stall_page *s, struct draw_rect band)
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

static stall_part *const parts[] = {stall_part_code,    stall_part_amount,  stall_part_owner,
                                    stall_part_account, stall_part_compare, part_seller};
enum { PART_COUNT = sizeof parts / sizeof parts[0] };

struct measures {
    int32_t band, heights[PART_COUNT], spare, present;
};

static struct measures measure(struct stall_page *s, struct draw_rect panel)
{
    struct measures m = {0};
    struct frame saved = s->frame;
    int32_t pad = frame_mm100(&s->frame, s->spec->pad_mm100), width = panel.width_du - 2 * pad;
    s->frame.measuring = true;
    m.band = draw_band(s, 0, 0, panel.width_du);
    m.spare = panel.height_du - m.band;
    for (unsigned i = 0; i < PART_COUNT; i++) {
        m.heights[i] = parts[i](s, 0, 0, width);
        m.spare -= m.heights[i];
        m.present += m.heights[i] > 0;
    }
    s->frame = saved;
    m.spare -= (m.present + 1) * frame_mm100(&s->frame, s->spec->gap_mm100);
    return m;
}

static void draw_panel(struct stall_page *s, struct draw_rect panel, const struct measures *m)
{
    struct frame *f = &s->frame;
    int32_t pad = frame_mm100(f, s->spec->pad_mm100);
    int32_t gap = frame_mm100(f, s->spec->gap_mm100) + du_max(m->spare, 0) / (m->present + 1);
    int32_t y = panel.y_du + m->band;
    draw_band_ground(s, (struct draw_rect){panel.x_du, panel.y_du, panel.width_du, m->band});
    draw_band(s, panel.x_du, panel.y_du, panel.width_du);
    for (unsigned i = 0; i < PART_COUNT; i++) {
        if (m->heights[i] == 0)
            continue;
        y += gap;
        y += parts[i](s, panel.x_du + pad, y, panel.width_du - 2 * pad);
    }
}

/* The roomiest density that fits, else the tightest. */
static struct measures choose(struct stall_page *s, struct draw_rect panel)
{
    struct measures m = {0};
    for (unsigned i = 0; i < STALL_DENSITIES; i++) {
        s->frame.type = s->spec->densities[i];
        m = measure(s, panel);
        if (m.spare >= 0)
            break;
    }
    return m;
}

/* Where to cut; and, once, what the seller should do. */
static void draw_cuts(struct stall_page *s, struct draw_rect first)
{
    struct frame *f = &s->frame;
    const struct stall_spec *spec = s->spec;
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
    stall_text(s, DRAW_ROLE_P, look_soft_note(f),
               rich_plain(slice_from(stall_word(
                   s, N_("Cut along the lines. Seller: scan it yourself each morning. Another code "
                         "stuck over it? Take it off.")))),
               (struct span){0}, first.x_du, bottom + frame_mm100(f, 150), right - first.x_du);
}

static void draw_sheet(struct stall_page *s)
{
    struct frame *f = &s->frame;
    const struct stall_spec *spec = s->spec;
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

bool stall_draw(struct draw_list *out, struct design_kit *kit, const struct stall_print *how,
                const struct stall *stall, struct arena *a, struct diag_list *diags)
{
    const struct stall_spec *spec = spec_of(how->design);
    struct qr_place place = {.side_du = du_from_mm100(spec->side_mm100),
                             .module_min_du = MM(0.7),
                             .level_min = QR_LEVEL_M,
                             .level_wish = QR_LEVEL_Q,
                             .version_min = 6};
    struct qr_fit *fit = ARENA_NEW(a, struct qr_fit);
    struct error e = {0};
    struct slice payload = stall_payload(a, stall);
    if (!qr_fit(fit, payload, &place, &e)) {
        diag_error(diags, "Q004", stall->values[STALL_MESSAGE].span, "%s: %s", spec->design.name,
                   e.message);
        return false;
    }
    if (strcmp(kit->words.language, how->language) != 0)
        words_fill(&kit->words, slice_from(how->language));
    para_cache_trim(kit->paras);
    struct stall_page s = {
        .frame = {.list = out,
                  .paras = kit->paras,
                  .theme = theme_get(SUBJECT_PAYMENT, how->ink),
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
                   .shown = arena_printf(a, "%.*s, %.*s, %.*s", SLICE_ARG(stall->owner),
                                         SLICE_ARG(stall->bank->name.text),
                                         SLICE_ARG(stall_number(a, stall, how->language))),
                   .payload = payload,
                   .fit = fit},
        .language = how->language,
        .align = PARA_CENTER,
        .back = how->back};
    list_reset(out, spec->design.width_du, spec->design.height_du);
    if (spec->folds)
        stall_stand_draw(&s);
    else
        draw_sheet(&s);
    list_finish(out);
    return s.frame.sound;
}
