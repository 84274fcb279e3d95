/* How many of what, for the printer. */
#include "base/units.h"
#include "page/visit/pen.h"

static const struct type_scale type = {.title = 240, .head = 145, .body = 110, .note = 95};

static void put_count(struct visit_pen *p, const struct visit_count *line)
{
    struct frame *f = &p->frame;
    struct look look = look_body(f);
    if (line->strong)
        look = look_colored(look_bold(look), f->theme->ink, f->theme->ink);
    struct look right = look_aligned(look, PARA_RIGHT, PARA_WRAP_NONE);
    int32_t column = frame_mm100(f, 2500), pad = frame_mm100(f, 120);
    frame_begin(f, DRAW_ROLE_TR);
    frame_begin(f, DRAW_ROLE_TH);
    int32_t height = visit_put(p, DRAW_ROLE_COUNT, &look, visit_cut(line->what), p->x_du,
                               p->y_du + pad, p->width_du - column);
    frame_end(f);
    frame_begin(f, DRAW_ROLE_TD);
    visit_put(p, DRAW_ROLE_COUNT, &right, arena_printf(f->arena, "%u", line->count),
              p->x_du + p->width_du - column, p->y_du + pad, column);
    frame_end(f);
    frame_end(f);
    p->y_du += du_max(height, look_line_du(f, &look)) + 2 * pad;
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_line(f, p->x_du, p->y_du, p->x_du + p->width_du, p->y_du,
               stroke_solid(f->theme->line, frame_pt10(f, 6)));
    frame_end(f);
}

static void put_counts_head(struct visit_pen *p, const struct visit_count_page *counts)
{
    struct frame *f = &p->frame;
    struct look title = look_colored(look_title(f), f->theme->ink, f->theme->ink),
                body = look_body(f);
    p->y_du += visit_put(p, p->page == 1 ? DRAW_ROLE_H1 : DRAW_ROLE_P, &title, counts->title,
                         p->x_du, p->y_du, p->width_du);
    p->y_du += visit_put(p, DRAW_ROLE_P, &body, counts->sentence, p->x_du, p->y_du, p->width_du);
    p->y_du += frame_mm100(f, 400);
}

static void draw_counts(struct visit_pen *p, const struct visit_count_page *counts)
{
    p->page = 0;
    visit_begin_page(p);
    put_counts_head(p, counts);
    for (unsigned i = 0; i < counts->line_count && !p->failed; i++) {
        if (p->y_du > p->bottom_du - frame_mm100(&p->frame, 1500)) {
            visit_end_page(p);
            visit_begin_page(p);
            put_counts_head(p, counts);
        }
        if (!p->list_open)
            frame_begin(&p->frame, DRAW_ROLE_TABLE);
        p->list_open = true;
        put_count(p, &counts->lines[i]);
    }
    visit_end_page(p);
}

bool visit_counts_draw(const struct visit_count_page *counts,
                       const struct visit_sheet_options *options, visit_page_sink *sink,
                       void *context, struct error *e)
{
    struct visit_desk desk;
    struct visit_pen p = visit_desk_open(&desk, options, &type, counts->language, counts->team);
    p.sink = sink;
    p.context = context;
    p.error = e;
    draw_counts(&p, counts);
    p.page_count = p.page;
    p.frame.measuring = false;
    draw_counts(&p, counts);
    visit_desk_close(&desk);
    return !p.failed;
}
