/** @file
 * Clusters to lines: where to break, so that the text reads well and stands well.
 */
#ifndef TEXT_BREAK_H
#define TEXT_BREAK_H

#include "text/shape.h"

struct line {
    uint32_t cluster_first, cluster_end;
    int32_t width_du; /**< Without the spaces at its end. */
};

struct lines {
    const struct line *items;
    uint32_t count;
    bool too_wide; /**< A word was broken between letters, or a line that may not break sticks out.
                    */
};

/** As few lines of at most `width_du` as possible, then the best of those ways. All lies in `a`. */
void break_lines(struct lines *out, struct arena *a, const struct shaped *shaped,
                 enum para_wrap wrap, int32_t width_du);

#endif
