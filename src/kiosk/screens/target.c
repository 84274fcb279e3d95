#include "kiosk/screens/screens.h"

#include "base/units.h"

enum { NEAR_MM100 = 700 };

/* Squared distance from a point to a rectangle; 0 inside. */
static int64_t distance2(const struct draw_rect *r, int32_t x_du, int32_t y_du)
{
    int64_t dx = 0, dy = 0;
    if (x_du < r->x_du)
        dx = (int64_t)r->x_du - x_du;
    else if (x_du >= r->x_du + r->width_du)
        dx = (int64_t)x_du - (r->x_du + r->width_du - 1);
    if (y_du < r->y_du)
        dy = (int64_t)r->y_du - y_du;
    else if (y_du >= r->y_du + r->height_du)
        dy = (int64_t)y_du - (r->y_du + r->height_du - 1);
    return dx * dx + dy * dy;
}

/* 7 mm; on a panel that nobody measured what they are where a target of 20 mm is a tenth. */
static int64_t reach_du(const struct metrics *m)
{
    if (m->px_per_mm100 > 0)
        return (int64_t)m->px_per_mm100 * NEAR_MM100 * DU_PER_PT / 10000;
    int32_t shorter = m->width_px < m->height_px ? m->width_px : m->height_px;
    return (int64_t)shorter * DU_PER_PT * 35 / 1000;
}

int target_at(const struct target_list *targets, const struct metrics *metrics, int32_t x_px,
              int32_t y_px)
{
    int nearest = -1;
    int64_t reach = reach_du(metrics), best = reach * reach + 1;
    for (unsigned i = 0; i < targets->count; i++) {
        if (!targets->items[i].enabled)
            continue;
        int64_t d = distance2(&targets->items[i].rect, x_px * DU_PER_PT, y_px * DU_PER_PT);
        if (d < best) {
            best = d;
            nearest = (int)i;
        }
    }
    return nearest;
}
