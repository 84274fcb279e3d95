#include "sheet/marks.h"

#include "base/units.h"

enum { HAIRLINE_DU = DU_PER_PT / 4, EDGE_DU = DU_PER_PT, DASH_DU = 3 * DU_PER_PT };

void marks_begin(struct draw_list *list)
{
    list_tag_begin(list, DRAW_ROLE_ARTIFACT, SLICE(""));
}

void marks_end(struct draw_list *list)
{
    list_tag_end(list);
}

void mark_line(struct draw_list *list, int32_t x1_du, int32_t y1_du, int32_t x2_du, int32_t y2_du,
               struct draw_color color)
{
    list_line(list, x1_du, y1_du, x2_du, y2_du,
              (struct draw_stroke){.color = color, .width_du = HAIRLINE_DU});
}

void mark_line_over(struct draw_list *list, int32_t x1_du, int32_t y1_du, int32_t x2_du,
                    int32_t y2_du, bool dashed)
{
    struct draw_stroke line = {.color = MARK_WHITE, .width_du = HAIRLINE_DU + 2 * EDGE_DU};
    list_line(list, x1_du, y1_du, x2_du, y2_du, line);
    line.color = MARK_BLACK;
    line.width_du = HAIRLINE_DU * 2;
    if (dashed)
        line.dash_on_du = line.dash_off_du = DASH_DU;
    list_line(list, x1_du, y1_du, x2_du, y2_du, line);
}

void mark_cross(struct draw_list *list, int32_t x_du, int32_t y_du, int32_t arm_du)
{
    mark_line_over(list, x_du - arm_du, y_du, x_du + arm_du, y_du, false);
    mark_line_over(list, x_du, y_du - arm_du, x_du, y_du + arm_du, false);
}

void mark_register(struct draw_list *list, int32_t x_du, int32_t y_du)
{
    int32_t arm = du_from_mm100(250);
    struct draw_stroke line = {.color = MARK_ALL_PLATES, .width_du = HAIRLINE_DU};
    list_disc(list, x_du, y_du, arm * 3 / 5, DRAW_NO_COLOR, line);
    mark_line(list, x_du - arm, y_du, x_du + arm, y_du, MARK_ALL_PLATES);
    mark_line(list, x_du, y_du - arm, x_du, y_du + arm, MARK_ALL_PLATES);
}
