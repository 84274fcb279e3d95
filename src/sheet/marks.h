/** @file
 * Marks for people with scissors: where to cut, to fold, to glue, to measure.
 *
 * All are artifacts. Lines over a page get a white edge, so that they show on any ground.
 */
#ifndef SHEET_MARKS_H
#define SHEET_MARKS_H

#include "draw/list.h"

/** Black ink only: what a print shop's cutter sees, and an office printer prints sharply. */
#define MARK_BLACK ((struct draw_color){.k = 100})
/** On every plate of a print shop (out/pdf writes it as the separation All). */
#define MARK_ALL_PLATES ((struct draw_color){.c = 100, .m = 100, .y = 100, .k = 100})
#define MARK_WHITE      ((struct draw_color){.r = 255, .g = 255, .b = 255})
#define MARK_NO_LINE    ((struct draw_stroke){.color = {.none = 1}})

void marks_begin(struct draw_list *list);
void marks_end(struct draw_list *list);

/** A line as thin as printers hold, in black. */
void mark_line(struct draw_list *list, int32_t x1_du, int32_t y1_du, int32_t x2_du, int32_t y2_du,
               struct draw_color color);

/** The same over a page: with a white edge; dashed for folds and glue. */
void mark_line_over(struct draw_list *list, int32_t x1_du, int32_t y1_du, int32_t x2_du,
                    int32_t y2_du, bool dashed);

/** A cross, `arm_du` to each side. */
void mark_cross(struct draw_list *list, int32_t x_du, int32_t y_du, int32_t arm_du);

/** A circle with a cross, on every plate. */
void mark_register(struct draw_list *list, int32_t x_du, int32_t y_du);

#endif
