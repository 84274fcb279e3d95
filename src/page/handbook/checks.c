/* A checklist in the handbook: each stage with its boxes, to read on the way. What is ticked on a
 * visit is the sheet of the design “checklist”. */
#include "base/units.h"
#include "page/handbook/inside.h"

enum { STAGE_GAP = 180, CHECK_GAP = 60, BOX = 320, ICON = 480, ICON_GAP = 150 };

static int32_t put_stage(struct frame *f, const struct guide_step *step, int32_t x_du, int32_t y_du,
                         int32_t width_du)
{
    struct look head = look_colored(look_bold(look_body(f)), f->theme->brand, f->theme->brand);
    int32_t icon = frame_mm100(f, ICON), indent = icon + frame_mm100(f, ICON_GAP);
    frame_icon(f, FONT_ICON_BOLD, step->icon, x_du + icon / 2, y_du + look_line_du(f, &head) / 2,
               icon, f->theme->brand);
    return frame_text(f, DRAW_ROLE_H3, &head, step->text.rich, step->text.span, x_du + indent, y_du,
                      width_du - indent);
}

static int32_t put_check(struct book_pen *p, struct frame *f, const struct guide_step *step,
                         unsigned check)
{
    return part_check(f, &step->checks[check], BOX, p->x_du, p->y_du, p->width_du) +
           frame_mm100(f, CHECK_GAP);
}

/* A stage does not end a page without the first of its boxes. */
static void draw_stage(struct book_pen *p, const struct guide_step *step)
{
    struct frame *f = &p->frame, ruler = frame_ruler(f);
    int32_t first = step->check_count ? put_check(p, &ruler, step, 0) : 0;
    book_gap(p, STAGE_GAP);
    book_need(p, put_stage(&ruler, step, 0, 0, p->width_du) + first);
    p->y_du += put_stage(f, step, p->x_du, p->y_du, p->width_du) + frame_mm100(f, CHECK_GAP);
    if (step->check_count == 0)
        return;
    book_list_begin(p);
    for (unsigned i = 0; i < step->check_count; i++) {
        book_need(p, put_check(p, &ruler, step, i));
        p->y_du += put_check(p, f, step, i);
    }
    book_list_end(p);
}

void book_draw_checks(struct book_pen *p)
{
    const struct guide *g = p->design_input.guide;
    for (unsigned i = 0; i < g->step_count; i++)
        draw_stage(p, &g->steps[i]);
}
