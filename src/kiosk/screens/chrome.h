/** @file
 * What stands in the same place on every screen: where I am, the tools, the foot.
 */
#ifndef KIOSK_SCREENS_CHROME_H
#define KIOSK_SCREENS_CHROME_H

#include "kiosk/screens/canvas.h"

/** What is left for the screen itself. */
struct areas {
    struct draw_rect content; /**< Between the bar and the foot, within the margins. */
    struct draw_rect foot;    /**< A row of targets. */
    int32_t bar_du;           /**< Height of the bar. */
};

/** Ground, bar with `title` and the tools. In a round the title is "Câu 3 / 10". */
struct areas chrome_draw(struct canvas *c, struct rich title);

/** The same for the staff: a title and "Quay lại". */
struct areas chrome_draw_staff(struct canvas *c, struct rich title);

/** "Câu 3 / 10". */
struct rich chrome_progress(const struct canvas *c);

/** The main button at the right end of the foot. */
void chrome_main_button(struct canvas *c, struct draw_rect foot, enum label label,
                        enum view_act act, bool enabled, struct slice icon);

/** A plain button at the left end of the foot; returns its right edge. */
int32_t chrome_side_button(struct canvas *c, struct draw_rect foot, enum label label,
                           enum view_act act, bool enabled, struct slice icon);

/** Two buttons of the same size and weight, side by side over the whole foot. */
void chrome_equal_buttons(struct canvas *c, struct draw_rect foot, const struct button pair[2]);

#endif
