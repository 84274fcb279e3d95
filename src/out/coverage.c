#include "out/coverage.h"

#include "out/pixels.h"

enum { COVERAGE_DPI = 36, SHARES = 1000, WHITE = 255 };

bool coverage_of_page(unsigned *thousandths, struct pixels *p, const struct draw_list *list,
                      struct error *e)
{
    struct pixels_image image;
    uint64_t darkness = 0;
    if (!pixels_draw(&image, p, list, COVERAGE_DPI, e))
        return false;
    for (uint32_t y = 0; y < image.height; y++) {
        const uint32_t *row =
            (const uint32_t *)(const void *)(image.data + (size_t)y * image.stride_bytes);
        for (uint32_t x = 0; x < image.width; x++) {
            uint32_t r = row[x] >> 16 & WHITE, g = row[x] >> 8 & WHITE, b = row[x] & WHITE;
            darkness += WHITE * SHARES - (299 * r + 587 * g + 114 * b);
        }
    }
    *thousandths = (unsigned)(darkness / WHITE / ((uint64_t)image.width * image.height));
    return true;
}
