#include "base/arena.h"
#include "base/i18n.h"
#include "base/units.h"
#include "page/report/inside.h"

const char *pen_word(const struct report_pen *p, const char *english)
{
    return i18n_in(p->report->language ? p->report->language : "vi", english);
}

static bool cuts_pages(const struct report_pen *p)
{
    return p->options->paper == REPORT_PAPER_PHONE;
}

/* Whether it may be passed on. */
static void draw_team_only(struct report_pen *p, int32_t y_du)
{
    struct frame *f = &p->frame;
    struct look look = look_colored(look_bold(look_note(f)), f->theme->warn, f->theme->warn);
    int32_t line = look_line_du(f, &look), icon = line * 9 / 10;
    icon_draw(f->list, para_cache_fonts(f->paras), FONT_ICON_FILL, SLICE("lock-simple"),
              p->x_du + icon / 2, y_du + line / 2, icon, f->theme->warn);
    pen_put(p, DRAW_ROLE_COUNT, &look, rich_plain(slice_from(pen_word(p, N_("FOR THE TEAM ONLY")))),
            p->x_du + icon * 4 / 3, y_du, p->width_du / 2);
}

static void draw_right(struct report_pen *p, struct look look, struct slice text, int32_t y_du)
{
    look = look_aligned(look, PARA_RIGHT, PARA_WRAP_NONE);
    pen_put(p, DRAW_ROLE_COUNT, &look, rich_plain(text), p->x_du, y_du, p->width_du);
}

/* The period, and what is shown of it where there is room: the first page says it in full. */
static struct slice period_and_scope(struct report_pen *p, const struct look *look,
                                     int32_t width_du)
{
    const struct report *r = p->report;
    struct slice both =
        arena_printf(p->frame.arena, "%.*s · %.*s", SLICE_ARG(r->period), SLICE_ARG(r->scope));
    bool fits = r->scope.size && pen_line_width(p, look, both) <= width_du;
    return fits ? both : r->period;
}

static void draw_foot(struct report_pen *p, int32_t y_du)
{
    struct frame *f = &p->frame;
    struct arena *a = f->arena;
    struct look soft = look_soft_note(f), strong = look_bold(look_note(f));
    int32_t line = look_line_du(f, &soft), y = y_du + frame_mm100(f, 200), taken = 0;
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_line(f, p->x_du, y_du, p->x_du + p->width_du, y_du,
               stroke_solid(f->theme->line, frame_pt10(f, 8)));
    if (p->report->team_only)
        draw_team_only(p, y);
    draw_right(p, strong, arena_printf(a, pen_word(p, N_("Page %u / %u")), p->page, p->page_count),
               y);
    if (p->options->made.year) {
        struct slice made =
            arena_printf(a, pen_word(p, N_("Made on %s")), date_format(a, p->options->made).data);
        draw_right(p, soft, made, y + line);
        taken = pen_line_width(p, &soft, made) + frame_mm100(f, 500);
    }
    struct slice left = period_and_scope(p, &soft, p->width_du - taken);
    pen_put(p, DRAW_ROLE_COUNT, &soft, rich_plain(left), p->x_du, y + line, p->width_du - taken);
    frame_end(f);
}

void pen_begin_page(struct report_pen *p)
{
    struct frame *f = &p->frame;
    arena_reset(f->arena);
    para_cache_trim(f->paras);
    p->page++;
    p->y_du = p->top_du;
    p->bookmark = p->section;
    if (!f->measuring)
        list_reset(f->list, f->design->width_du, f->design->height_du);
}

void pen_end_page(struct report_pen *p)
{
    struct frame *f = &p->frame;
    if (f->measuring || p->failed)
        return;
    int32_t foot = p->bottom_du + frame_mm100(f, 400);
    if (cuts_pages(p)) {
        foot = p->y_du + frame_mm100(f, 400);
        f->list->height_du = foot + p->foot_du;
    }
    draw_foot(p, foot);
    list_finish(f->list);
    p->failed = !p->sink(p->context, f->list, p->bookmark, p->error);
    f->measuring = p->failed;
}

int32_t pen_room(const struct report_pen *p)
{
    return p->bottom_du - p->y_du;
}

int32_t pen_page_room(const struct report_pen *p)
{
    return p->bottom_du - p->top_du;
}

void pen_need(struct report_pen *p, int32_t height_du)
{
    if (height_du <= pen_room(p) || p->y_du == p->top_du)
        return;
    pen_end_page(p);
    pen_begin_page(p);
}

void pen_gap(struct report_pen *p, int32_t gap_du)
{
    if (p->y_du > p->top_du)
        p->y_du += gap_du;
}

int32_t pen_text_height(struct report_pen *p, const struct look *look, struct rich text,
                        int32_t width_du)
{
    return text.text.size ? frame_para(&p->frame, look, text, width_du)->height_du : 0;
}

int32_t pen_line_width(struct report_pen *p, const struct look *look, struct slice text)
{
    struct look line = look_aligned(*look, PARA_LEFT, PARA_WRAP_NONE);
    return text.size ? frame_para(&p->frame, &line, rich_plain(text), INT32_MAX / 4)->width_du : 0;
}

int32_t pen_put(struct report_pen *p, enum draw_role role, const struct look *look,
                struct rich text, int32_t x_du, int32_t y_du, int32_t width_du)
{
    return frame_put(&p->frame, role, look, text, x_du, y_du, width_du);
}

void pen_put_lines(struct report_pen *p, const struct look *look, struct rich text, int32_t x_du,
                   int32_t y_du, int32_t width_du, int32_t first_line, int32_t line_count)
{
    struct frame *f = &p->frame;
    if (f->measuring || text.text.size == 0)
        return;
    const struct para *para = frame_para(f, look, text, width_du);
    int32_t line = look_line_du(f, look), from = first_line * line;
    struct para part = *para;
    uint32_t first = 0, end = para->run_count;
    while (first < end && para->runs[first].baseline_du - para->baseline_du < from)
        first++;
    while (end > first &&
           para->runs[end - 1].baseline_du - para->baseline_du >= from + line_count * line)
        end--;
    part.runs = para->runs + first;
    part.run_count = end - first;
    para_draw(f->list, &part, x_du, y_du - from);
}

/* A copy that outlives the page it was made on. */
static struct rich keep_text(struct report_pen *p, struct rich text)
{
    struct rich_range *ranges = NULL;
    arena_reset(p->flow);
    if (text.strong_count) {
        ranges = ARENA_ARRAY(p->flow, text.strong_count, struct rich_range);
        memcpy(ranges, text.strong, text.strong_count * sizeof *ranges);
    }
    return (struct rich){arena_copy(p->flow, text.text), ranges, text.strong_count};
}

void pen_flow(struct report_pen *p, enum draw_role role, const struct look *look, struct rich given)
{
    struct rich text = keep_text(p, given);
    int32_t line = look_line_du(&p->frame, look);
    int32_t lines = pen_text_height(p, look, text, p->width_du) / line;
    /* One or two lines stay together; longer texts fill what is left of the page first. */
    for (int32_t done = 0; done < lines && !p->failed;) {
        pen_need(p, du_min(lines - done, 2) * line);
        int32_t now = du_clamp(pen_room(p) / line, 1, lines - done);
        frame_begin(&p->frame, role);
        pen_put_lines(p, look, text, p->x_du, p->y_du, p->width_du, done, now);
        frame_end(&p->frame);
        p->y_du += now * line;
        done += now;
    }
}

struct rich pen_labelled(struct report_pen *p, struct slice word, struct slice text)
{
    struct arena *a = p->frame.arena;
    struct rich_range *range = ARENA_NEW(a, struct rich_range);
    range->end = (uint32_t)word.size;
    struct slice all = text.size ? arena_printf(a, "%.*s: %.*s", SLICE_ARG(word), SLICE_ARG(text))
                                 : arena_copy(a, word);
    return (struct rich){.text = all, .strong = range, .strong_count = word.size > 0};
}

struct slice pen_cell(struct report_pen *p, const struct report_cell *cell)
{
    char text[REPORT_CELL_TEXT_MAX];
    if (cell->kind == REPORT_TEXT)
        return cell->text;
    return arena_copy(p->frame.arena, report_format_cell(text, cell, p->report->language));
}

struct slice pen_interval(struct report_pen *p, const struct report_cell *cell)
{
    char text[REPORT_CELL_TEXT_MAX];
    return arena_copy(p->frame.arena, report_format_interval(text, cell, p->report->language));
}

struct look look_soft_body(const struct frame *f)
{
    return look_colored(look_body(f), f->theme->ink_soft, f->theme->ink);
}

struct look look_strong_body(const struct frame *f)
{
    return look_colored(look_bold(look_body(f)), f->theme->ink, f->theme->ink);
}

struct draw_stroke look_row_rule(const struct frame *f)
{
    return stroke_solid(f->theme->line, frame_pt10(f, f->theme->solid ? 6 : 3));
}
