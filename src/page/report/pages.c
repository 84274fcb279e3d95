/*
 * A report from top to bottom: kicker, title, tiles; sections; notes; signatures.
 *
 *   ┌──────────────────────────┐
 *   │ kicker                   │
 *   │ The title, a finding     │
 *   │ ━━━━ ━━━━ ━━━━ ━━━━      │  tiles
 *   │ 186  61 % +11  44        │
 *   │ Section                  │  heading, sentence, chart or table, explanations
 *   │ ▆▆▆▆▆▂▂▂▂                │
 *   │ ──────────────────────── │
 *   │ period       Page 1 / 4  │
 *   └──────────────────────────┘
 */
#include "page/report/pages.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "base/units.h"
#include "page/report/inside.h"

/* du of millimetres at compile time, rounded to the nearest. */
#define MM(mm) ((int32_t)((mm)*72.0 * 1024 / 25.4 + 0.5))

enum {
    SECTION_GAP = 900,
    TILE_GAP = 600,
    TILES_A_ROW = 4,
    SIGN_ROOM = 2200,
    ARENA_BYTES = 64 * 1024 * 1024
};

struct paper {
    struct design design;
    int32_t margin_mm100, foot_margin_mm100;
    struct type_scale type;
    int32_t tiles_a_row;
};

/* A phone is about 65 mm wide: type on this paper comes out at two thirds of its size there. */
static const struct paper papers[] = {
    [REPORT_PAPER_A4] = {.design = {.name = "report", .width_du = MM(210), .height_du = MM(297)},
                         .margin_mm100 = 1700,
                         .foot_margin_mm100 = 1000,
                         .type = {.title = 250, .head = 140, .body = 105, .note = 90},
                         .tiles_a_row = 4},
    [REPORT_PAPER_PHONE] = {.design = {.name = "report-phone",
                                       .width_du = MM(105),
                                       .height_du = MM(190)},
                            .margin_mm100 = 700,
                            .foot_margin_mm100 = 600,
                            .type = {.title = 190, .head = 130, .body = 105, .note = 90},
                            .tiles_a_row = 2},
};

static struct look look_kicker(const struct frame *f)
{
    struct look look = look_soft_note(f);
    look.font = FONT_MEDIUM;
    return look;
}

static void draw_opening(struct report_pen *p)
{
    struct frame *f = &p->frame;
    const struct report *r = p->report;
    struct look kicker = look_kicker(f), title = look_title(f), soft = look_soft_note(f);
    title.leading = 128;
    if (r->team_only) {
        struct look team = look_colored(look_bold(look_note(f)), f->theme->warn, f->theme->warn);
        pen_flow(p, DRAW_ROLE_P, &team,
                 rich_plain(slice_from(pen_word(p, N_("FOR THE TEAM ONLY")))));
    }
    pen_flow(p, DRAW_ROLE_P, &kicker, rich_plain(r->kicker));
    pen_gap(p, frame_mm100(f, 80));
    pen_flow(p, DRAW_ROLE_H1, &title, rich_plain(r->title));
    pen_gap(p, frame_mm100(f, 120));
    pen_flow(p, DRAW_ROLE_P, &soft, rich_plain(r->scope));
}

static struct look tile_look(const struct frame *f)
{
    struct look look = look_title(f);
    look.wrap = PARA_WRAP_PRETTY;
    look.leading = 125;
    return look;
}

/* "người làm bài"; below, what the figure may be off by, or why there is none. */
static struct slice tile_more(struct report_pen *p, const struct report_tile *tile)
{
    if (tile->cell.kind == REPORT_MISSING)
        return tile->cell.text;
    struct slice interval = pen_interval(p, &tile->cell);
    return interval.size
               ? arena_printf(p->frame.arena, pen_word(p, N_("(likely %s)")), interval.data)
               : interval;
}

static int32_t draw_tile(struct report_pen *p, const struct report_tile *tile, int32_t x_du,
                         int32_t y_du, int32_t width_du)
{
    struct frame *f = &p->frame;
    struct look value = tile_look(f), label = look_soft_body(f), more = look_soft_note(f);
    int32_t y = y_du + frame_mm100(f, 250);
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_line(f, x_du, y_du, x_du + width_du, y_du,
               stroke_solid(f->theme->brand, frame_pt10(f, 25)));
    frame_end(f);
    frame_item_begin(f);
    y += pen_put(p, DRAW_ROLE_P, &value, rich_plain(pen_cell(p, &tile->cell)), x_du, y, width_du);
    y += pen_put(p, DRAW_ROLE_P, &label, rich_plain(tile->label), x_du, y, width_du);
    y += pen_put(p, DRAW_ROLE_P, &more, rich_plain(tile_more(p, tile)), x_du, y, width_du);
    frame_item_end(f);
    return y - y_du;
}

static int32_t tiles_across(const struct report_pen *p)
{
    int32_t most = papers[p->options->paper].tiles_a_row, count = (int32_t)p->report->tile_count;
    return div_ceil(count, div_ceil(count, most));
}

/* A row of tiles, from `first` on; drawn unless `y_du` is negative. */
static int32_t tile_row(struct report_pen *p, unsigned first, int32_t across, bool measuring)
{
    struct frame *f = &p->frame;
    bool before = f->measuring;
    int32_t gap = frame_mm100(f, TILE_GAP), width = (p->width_du + gap) / across - gap, tallest = 0;
    f->measuring = before || measuring;
    for (int32_t i = 0; i < across && first + (unsigned)i < p->report->tile_count; i++)
        tallest = du_max(tallest, draw_tile(p, &p->report->tiles[first + (unsigned)i],
                                            p->x_du + i * (width + gap), p->y_du, width));
    f->measuring = before;
    return tallest;
}

static void draw_tiles(struct report_pen *p)
{
    if (p->report->tile_count == 0)
        return;
    int32_t across = tiles_across(p);
    pen_gap(p, frame_mm100(&p->frame, 550));
    for (unsigned i = 0; i < p->report->tile_count; i += (unsigned)across) {
        pen_gap(p, i ? frame_mm100(&p->frame, 400) : 0);
        pen_need(p, tile_row(p, i, across, true));
        frame_begin(&p->frame, DRAW_ROLE_L);
        p->y_du += tile_row(p, i, across, false);
        frame_end(&p->frame);
    }
}

/* What the heading must stand above. */
static int32_t opening_of(struct report_pen *p, const struct report_section *s)
{
    struct look body = look_body(&p->frame);
    if (s->row_count == 0)
        return look_line_du(&p->frame, &body);
    return chart_is_figure(s) ? chart_height(p) : table_opening(p, s);
}

static void draw_heading(struct report_pen *p, const struct report_section *s)
{
    struct frame *f = &p->frame;
    struct look head = look_head(f), sentence = look_soft_body(f);
    head.color = f->theme->brand;
    head.leading = 130;
    int32_t height = pen_text_height(p, &head, rich_plain(s->title), p->width_du) +
                     pen_text_height(p, &sentence, rich_plain(s->sentence), p->width_du) +
                     frame_mm100(f, 350);
    pen_gap(p, frame_mm100(f, SECTION_GAP));
    pen_need(p, du_min(height + opening_of(p, s), pen_page_room(p)));
    p->bookmark = p->bookmark.size ? p->bookmark : s->title;
    p->section = s->title;
    pen_flow(p, DRAW_ROLE_H2, &head, rich_plain(s->title));
    pen_flow(p, DRAW_ROLE_P, &sentence, rich_plain(s->sentence));
    pen_gap(p, frame_mm100(f, 250));
}

static void draw_note(struct report_pen *p, const struct report_section *s)
{
    struct look look = look_soft_note(&p->frame);
    pen_gap(p, frame_mm100(&p->frame, 200));
    pen_flow(p, DRAW_ROLE_P, &look, rich_plain(s->note));
}

static void draw_section(struct report_pen *p, const struct report_section *s)
{
    draw_heading(p, s);
    if (s->row_count == 0) {
        struct look look = look_body(&p->frame);
        pen_flow(p, DRAW_ROLE_P, &look, rich_plain(s->empty));
        draw_note(p, s);
        return;
    }
    if (chart_is_figure(s)) {
        if (chart_draw(p, s)) {
            draw_note(p, s);
            return;
        }
        pen_gap(p, frame_mm100(&p->frame, 400));
    }
    table_draw(p, s);
}

static void draw_notes(struct report_pen *p)
{
    const struct report *r = p->report;
    struct frame *f = &p->frame;
    if (r->note_count == 0)
        return;
    struct report_section notes = {.id = "notes", .title = slice_from(pen_word(p, N_("Notes")))};
    struct look look = look_body(f);
    draw_heading(p, &notes);
    for (unsigned i = 0; i < r->note_count; i++) {
        pen_flow(p, DRAW_ROLE_P, &look, rich_plain(r->notes[i]));
        pen_gap(p, frame_mm100(f, 100));
    }
}

static void draw_sign(struct report_pen *p, struct slice who, int32_t x_du, int32_t width_du)
{
    struct frame *f = &p->frame;
    struct look strong = look_aligned(look_strong_body(f), PARA_CENTER, PARA_WRAP_BALANCE);
    struct look soft = look_aligned(look_soft_note(f), PARA_CENTER, PARA_WRAP_BALANCE);
    int32_t height = pen_put(p, DRAW_ROLE_P, &strong, rich_plain(who), x_du, p->y_du, width_du);
    pen_put(p, DRAW_ROLE_P, &soft,
            rich_plain(slice_from(pen_word(p, N_("(signature, full name)")))), x_du,
            p->y_du + height, width_du);
}

static void draw_signs(struct report_pen *p)
{
    const struct slice *signs = p->report->signs;
    int32_t half = p->width_du / 2, room = frame_mm100(&p->frame, SIGN_ROOM);
    if (signs[0].size == 0 && signs[1].size == 0)
        return;
    pen_gap(p, frame_mm100(&p->frame, SECTION_GAP));
    pen_need(p, room + frame_mm100(&p->frame, 1200));
    if (signs[0].size)
        draw_sign(p, signs[0], p->x_du, half);
    if (signs[1].size)
        draw_sign(p, signs[1], p->x_du + half, half);
    p->y_du += room + frame_mm100(&p->frame, 1200);
}

/* Both passes run this. */
static void draw_report(struct report_pen *p)
{
    p->page = 0;
    p->section = SLICE("");
    pen_begin_page(p);
    draw_opening(p);
    draw_tiles(p);
    for (unsigned i = 0; i < p->report->section_count && !p->failed; i++)
        draw_section(p, &p->report->sections[i]);
    p->section = SLICE("");
    draw_notes(p);
    draw_signs(p);
    pen_end_page(p);
}

static void place_paper(struct report_pen *p)
{
    struct frame *f = &p->frame;
    const struct paper *paper = &papers[p->options->paper];
    f->design = &paper->design;
    f->type = paper->type;
    struct look look = look_note(f);
    int32_t margin = frame_mm100(f, paper->margin_mm100);
    int32_t foot_margin = frame_mm100(f, paper->foot_margin_mm100);
    p->foot_du = frame_mm100(f, 200) + 2 * look_line_du(f, &look) + foot_margin;
    p->x_du = p->top_du = margin;
    p->width_du = f->design->width_du - 2 * margin;
    p->bottom_du = f->design->height_du - p->foot_du - frame_mm100(f, 400);
}

bool report_pages_draw(const struct report *report, const struct report_pages_options *options,
                       report_page_sink *sink, void *context, struct error *e)
{
    struct arena page, flow;
    struct draw_list list;
    struct para_cache *paras = para_cache_create(options->fonts);
    CHECK(report->tile_count <= REPORT_TILES_MAX && report->section_count <= REPORT_SECTIONS_MAX);
    arena_init(&page, ARENA_BYTES);
    arena_init(&flow, ARENA_BYTES);
    list_init(&list);
    struct report_pen p = {.frame = {.list = &list,
                                     .paras = paras,
                                     .theme = theme_get(SUBJECT_PUBLIC_SERVICES, options->ink),
                                     .arena = &page,
                                     .scale_num = 1,
                                     .scale_den = 1,
                                     .measuring = true,
                                     .sound = true},
                           .report = report,
                           .options = options,
                           .flow = &flow,
                           .sink = sink,
                           .context = context,
                           .error = e};
    place_paper(&p);
    draw_report(&p);
    p.page_count = p.page;
    p.frame.measuring = false;
    draw_report(&p);
    list_deinit(&list);
    arena_deinit(&flow);
    arena_deinit(&page);
    para_cache_destroy(paras);
    return !p.failed;
}
