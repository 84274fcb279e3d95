/** @file
 * Colours as tokens: each has an sRGB, a CMYK and a one-colour (black toner) value.
 *
 * Contrast, by WCAG 2.1 (1.4.3, relative luminance): text on its ground 7:1 or more; every
 * subject's brand colour carries white text at 7:1. A test computes it.
 */
#ifndef PAGE_THEME_H
#define PAGE_THEME_H

#include "content/guide/guide.h"
#include "draw/list.h"
#include "page/design.h"

struct theme {
    bool solid; /**< Grounds may be filled; false in one colour: rules and outlines instead. */
    struct draw_color ink, ink_soft, paper, tint, line;
    struct draw_color brand;      /**< The subject's: titles, numbered discs. */
    struct draw_color brand_deep; /**< A shade on the brand ground: the large background icon. */
    struct draw_color brand_tint; /**< A very light ground for icons. */
    struct draw_color on_brand, on_brand_soft;
    struct draw_color accent; /**< Warm amber: a shape, never text. */
    struct draw_color warn, warn_tint;
    struct draw_color foot, on_foot, on_foot_soft;
};

/** The theme of a subject; lives as long as the program. */
const struct theme *theme_get(enum guide_subject subject, enum design_ink ink);

#endif
