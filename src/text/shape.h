/** @file
 * Text to clusters: what a reader takes as one letter, with its glyphs, width and the right to
 * begin a line. Lines are made of them in break.h.
 *
 * The whole text is shaped once, as one line a paragraph; every way to break it is then tried in
 * plain integers. Breaking through Pango would shape the text again for every width tried.
 */
#ifndef TEXT_SHAPE_H
#define TEXT_SHAPE_H

#include "base/rich.h"
#include "text/para.h"

/** Ordered: a unit too wide for the column is broken at the next lower kind of place. */
enum cluster_break {
    CLUSTER_BREAK_NEVER,
    CLUSTER_BREAK_EMERGENCY, /**< Between two letters. */
    CLUSTER_BREAK_WEAK,      /**< Inside a code or address: behind "-" or "/". */
    CLUSTER_BREAK_GLUED,     /**< Behind a space that glue.h keeps. */
    CLUSTER_BREAK_LOOSE,     /**< Likewise, where it may be broken first. */
    CLUSTER_BREAK_ALLOWED,
    CLUSTER_BREAK_FORCED /**< A new line was asked for. */
};

struct cluster {
    int32_t advance_du;
    uint32_t glyph_first, glyph_count;
    uint32_t text_begin, text_size;
    uint8_t font;         /**< enum font_id */
    uint8_t strong;       /**< 1: in the style's strong colour. */
    uint8_t space;        /**< 1: does not count at the end of a line. */
    uint8_t break_before; /**< enum cluster_break */
};

struct shaped {
    struct slice text; /**< Well-formed; offsets are into it. */
    const struct cluster *clusters;
    uint32_t cluster_count;
    const struct draw_glyph *glyphs; /**< Offsets count from the start of the cluster. */
    uint32_t glyph_count;
    uint32_t missing; /**< First code point no font has, or 0. */
};

/** `text` is at most PARA_TEXT_MAX bytes. Everything lies in `a`. */
void shape_text(struct shaped *out, struct arena *a, const struct font_set *fonts,
                const struct para_style *style, struct rich text);

#endif
