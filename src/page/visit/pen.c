#include "page/visit/pen.h"

#include "base/i18n.h"
#include "base/units.h"

/* du of millimetres at compile time, rounded to the nearest. */
#define MM(mm) ((int32_t)((mm)*72.0 * 1024 / 25.4 + 0.5))

enum { FOOT_ROOM = 1000, ARENA_BYTES = 64 * 1024 * 1024 };

static const struct design paper = {
    .name = "visit-sheet", .page_count = 1, .width_du = MM(210), .height_du = MM(297)};

const char *visit_word(const struct visit_pen *p, const char *english)
{
    return i18n_in(p->language ? p->language : "vi", english);
}

struct slice visit_cut(struct slice text)
{
    size_t size = text.size < VISIT_SHEET_TEXT_MAX ? text.size : VISIT_SHEET_TEXT_MAX;
    while (size < text.size && size > 0 && (text.data[size] & 0xC0) == 0x80)
        size--;
    return slice_part(text, 0, size);
}

int32_t visit_put(struct visit_pen *p, enum draw_role role, const struct look *look,
                  struct slice text, int32_t x_du, int32_t y_du, int32_t width_du)
{
    return frame_put(&p->frame, role, look, rich_plain(text), x_du, y_du, width_du);
}

static void put_foot(struct visit_pen *p)
{
    struct frame *f = &p->frame;
    struct look soft = look_soft_note(f),
                strong = look_colored(look_bold(look_note(f)), f->theme->ink, f->theme->ink);
    struct look right = look_aligned(soft, PARA_RIGHT, PARA_WRAP_NONE);
    struct slice made = p->options->made.year ? date_format(f->arena, p->options->made) : SLICE("");
    int32_t y = p->bottom_du + frame_mm100(f, 250), line = look_line_du(f, &soft);
    int32_t half = p->width_du * 3 / 5;
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    if (p->names)
        visit_put(p, DRAW_ROLE_COUNT, &strong,
                  slice_from(visit_word(
                      p, N_("Keep this private; when done, type it in, then destroy this sheet."))),
                  p->x_du, y, p->width_du - frame_mm100(f, 3000));
    visit_put(p, DRAW_ROLE_COUNT, &right,
              arena_printf(f->arena, visit_word(p, N_("Page %u / %u")), p->page, p->page_count),
              p->x_du, y, p->width_du);
    visit_put(p, DRAW_ROLE_COUNT, &soft, visit_cut(p->team), p->x_du, y + line, half);
    visit_put(p, DRAW_ROLE_COUNT, &right,
              made.size ? arena_printf(f->arena, visit_word(p, N_("Made on %s")), made.data) : made,
              p->x_du, y + line, p->width_du);
    frame_end(f);
}

void visit_begin_page(struct visit_pen *p)
{
    struct frame *f = &p->frame;
    arena_reset(f->arena);
    para_cache_trim(f->paras);
    p->page++;
    p->y_du = frame_mm100(f, VISIT_MARGIN);
    if (!f->measuring)
        list_reset(f->list, paper.width_du, paper.height_du);
}

static void close_list(struct visit_pen *p)
{
    if (p->list_open)
        frame_end(&p->frame);
    p->list_open = false;
}

void visit_end_page(struct visit_pen *p)
{
    close_list(p);
    if (p->frame.measuring || p->failed)
        return;
    put_foot(p);
    list_finish(p->frame.list);
    p->failed = !p->sink(p->context, p->frame.list, p->error);
    p->frame.measuring = p->failed;
}

struct visit_pen visit_desk_open(struct visit_desk *d, const struct visit_sheet_options *options,
                                 const struct type_scale *type, const char *language,
                                 struct slice team)
{
    d->paras = para_cache_create(options->fonts);
    arena_init(&d->arena, ARENA_BYTES);
    list_init(&d->list);
    struct visit_pen p = {.frame = {.list = &d->list,
                                    .paras = d->paras,
                                    .theme = theme_get(SUBJECT_PUBLIC_SERVICES, options->ink),
                                    .design = &paper,
                                    .arena = &d->arena,
                                    .type = *type,
                                    .scale_num = 1,
                                    .scale_den = 1,
                                    .measuring = true,
                                    .sound = true},
                          .language = language,
                          .team = team,
                          .options = options};
    p.x_du = frame_mm100(&p.frame, VISIT_MARGIN);
    p.width_du = paper.width_du - 2 * p.x_du;
    p.bottom_du = paper.height_du - frame_mm100(&p.frame, VISIT_MARGIN + FOOT_ROOM);
    return p;
}

void visit_desk_close(struct visit_desk *d)
{
    list_deinit(&d->list);
    arena_wipe(&d->arena); /* Names were put together in it. */
    arena_deinit(&d->arena);
    para_cache_destroy(d->paras);
}
