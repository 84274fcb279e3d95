/** @file
 * A drawn page taken apart: what lies where, and which text belongs together.
 *
 * Text boxes reach from 0.74 em above the baseline (capitals) to 0.24 em below (descenders); spaces
 * at the ends do not count. Boxes are cut to the clip in force.
 * Units: du. Lifetime: `anatomy` lives in the arena given; the list must outlive it.
 */
#ifndef TESTS_UNIT_PAGE_ANATOMY_H
#define TESTS_UNIT_PAGE_ANATOMY_H

#include "draw/list.h"

struct arena;

enum part_kind {
    PART_TEXT,
    PART_ICON,
    PART_QR, /**< The modules; anatomy_quiet gives the zone around them. */
    PART_IMAGE,
    PART_FILL,  /**< A filled shape: its bounds. */
    PART_STROKE /**< One line, or one edge of an outline. */
};

struct part {
    enum part_kind kind;
    struct draw_rect box;
    struct draw_color color;
    uint32_t op; /**< Index of the command. */
    bool varying, clipped;
    int paragraph; /**< Index, or -1. */
    int32_t size_du, baseline_du;
    struct slice text;
};

/** Text under one P, heading or label. */
struct paragraph {
    enum draw_role role;
    struct slice text; /**< Lines joined by spaces, U+00A0 as a space. */
    int32_t size_du;   /**< Of its largest text. */
    unsigned part_first, part_count;
    uint32_t op; /**< Of its tag. */
};

struct anatomy {
    const struct draw_list *list;
    struct part *parts;
    unsigned part_count;
    struct paragraph *paragraphs;
    unsigned paragraph_count;
};

void anatomy_take(struct anatomy *out, struct arena *a, const struct draw_list *list);

/** The symbol with its four quiet modules on each side. */
struct draw_rect anatomy_quiet(const struct anatomy *page, const struct part *qr);

bool rect_meets(struct draw_rect a, struct draw_rect b);
bool rect_holds(struct draw_rect outer, struct draw_rect inner);
struct draw_rect rect_common(struct draw_rect a, struct draw_rect b);
struct draw_rect rect_grown(struct draw_rect r, int32_t by_du);

/** True when a fill between the two commands hides all of `region`. */
bool anatomy_hidden(const struct anatomy *page, struct draw_rect region, uint32_t after_op,
                    uint32_t before_op);

/** The text with U+00A0 as a space, line breaks and runs of spaces as one, none at the ends. */
struct slice anatomy_plain(struct arena *a, struct slice text);

#endif
