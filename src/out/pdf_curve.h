/** @file
 * Outlines made shorter: several quadratic curves that follow each other smoothly become one cubic.
 *
 * TrueType knows only quadratic curves, so a corner drawn as one cubic was cut into two to five of
 * them when the font was made; an icon of Phosphor has a hundred. Putting the corner together again
 * halves what an icon takes in a file. The result stays within OUTLINE_TOLERANCE of the original.
 *
 * Units: those of the caller; OUTLINE_TOLERANCE is meant for 1,024 to the em (at 100 pt: 0.07 pt,
 *        a dot of a 1,000-dpi printer).
 */
#ifndef OUT_PDF_CURVE_H
#define OUT_PDF_CURVE_H

#include <stddef.h>

#define OUTLINE_TOLERANCE 0.75F

struct point {
    float x, y;
};

enum piece_kind { PIECE_MOVE, PIECE_LINE, PIECE_QUADRATIC, PIECE_CUBIC, PIECE_CLOSE };

/** A piece of an outline; it starts where the one before ends. A quadratic uses `a` and `end`. */
struct piece {
    enum piece_kind kind;
    struct point a, b, end;
};

/** Joins curves where it can, in place; the new count. Quadratics left over become cubics. */
size_t outline_join(struct piece *pieces, size_t count);

#endif
