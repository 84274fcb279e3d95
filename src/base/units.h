/** @file
 * Lengths. One du is 1/1024 pt, one pt is 1/72 inch: Pango's own unit at 72 dpi,
 * so nothing is rounded between a paragraph and the page.
 *
 * Limits: int32_t holds ±2,097,151 pt (740 m); products go through int64_t.
 */
#ifndef BASE_UNITS_H
#define BASE_UNITS_H

#include <stdint.h>

#define DU_PER_PT 1024

/** Whole points. */
#define DU_PT(points) ((int32_t)((points)*DU_PER_PT))

/** Hundredths of a millimetre to du, rounded to the nearest (half away from zero). */
static inline int32_t du_from_mm100(int32_t hundredths)
{
    /* 1 mm = 72/25.4 pt, so 1/100 mm = 72 * 1024 / 2540 du. */
    int64_t n = (int64_t)hundredths * 72 * DU_PER_PT;
    return (int32_t)((n >= 0 ? n + 1270 : n - 1270) / 2540);
}

/** Whole millimetres to du, rounded to the nearest. */
static inline int32_t du_from_mm(int32_t mm)
{
    return du_from_mm100(mm * 100);
}

/** du to hundredths of a millimetre, rounded to the nearest. */
static inline int32_t mm100_from_du(int32_t du)
{
    int64_t n = (int64_t)du * 2540;
    int64_t d = (int64_t)72 * DU_PER_PT;
    return (int32_t)((n >= 0 ? n + d / 2 : n - d / 2) / d);
}

/** du × numerator / denominator, rounded to the nearest; `denominator` > 0. */
static inline int32_t du_scale(int32_t du, int32_t numerator, int32_t denominator)
{
    int64_t n = (int64_t)du * numerator;
    return (int32_t)((n >= 0 ? n + denominator / 2 : n - denominator / 2) / denominator);
}

/** The larger of two lengths. */
static inline int32_t du_max(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/** The smaller of two lengths. */
static inline int32_t du_min(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/** `du` within [low, high]. */
static inline int32_t du_clamp(int32_t du, int32_t low, int32_t high)
{
    return du < low ? low : du_min(du, high);
}

/** Quotient rounded up; both positive. */
static inline int32_t div_ceil(int32_t n, int32_t d)
{
    return (int32_t)(((int64_t)n + d - 1) / d);
}

#endif
