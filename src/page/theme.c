#include "page/theme.h"

/* sRGB in hexadecimal, then C, M, Y, K in percent. */
#define COLOR(rgb, cyan, magenta, yellow, black)                                                   \
    {                                                                                              \
        .r = (uint8_t)((rgb) >> 16), .g = (uint8_t)((rgb) >> 8 & 0xFF),                            \
        .b = (uint8_t)((rgb)&0xFF), .c = (cyan), .m = (magenta), .y = (yellow), .k = (black)       \
    }

#define BLACK COLOR(0x000000, 0, 0, 0, 100)
#define WHITE COLOR(0xFFFFFF, 0, 0, 0, 0)

#define SHARED_TOKENS                                                                              \
    .solid = true, .ink = COLOR(0x14213D, 0, 0, 0, 100), .ink_soft = COLOR(0x3C4761, 0, 0, 0, 85), \
    .paper = WHITE, .tint = COLOR(0xEDF2F8, 6, 3, 0, 0), .line = COLOR(0xC3CEDD, 22, 12, 4, 4),    \
    .on_brand = WHITE, .accent = COLOR(0xF6AE2D, 0, 35, 90, 0),                                    \
    .warn = COLOR(0x9B1C1C, 0, 95, 85, 40), .warn_tint = COLOR(0xFDF0EE, 0, 6, 5, 0),              \
    .foot = COLOR(0x14213D, 90, 70, 20, 60), .on_foot = WHITE,                                     \
    .on_foot_soft = COLOR(0xC9D3E4, 15, 8, 2, 4)

static const struct theme colour_themes[SUBJECT_COUNT] = {
    [SUBJECT_PUBLIC_SERVICES] = {SHARED_TOKENS, .brand = COLOR(0x0B3F7F, 100, 75, 10, 20),
                                 .brand_deep = COLOR(0x093266, 100, 75, 10, 34),
                                 .brand_tint = COLOR(0xE4EDF8, 10, 4, 0, 0),
                                 .on_brand_soft = COLOR(0xE3EDF9, 10, 4, 0, 0)},
    [SUBJECT_PAYMENT] = {SHARED_TOKENS, .brand = COLOR(0x0A5345, 90, 35, 70, 40),
                         .brand_deep = COLOR(0x084237, 90, 35, 70, 54),
                         .brand_tint = COLOR(0xE2F1ED, 11, 0, 6, 0),
                         .on_brand_soft = COLOR(0xE0F2ED, 11, 0, 6, 0)},
    [SUBJECT_COMMERCE] = {SHARED_TOKENS, .brand = COLOR(0x741B54, 30, 95, 20, 40),
                          .brand_deep = COLOR(0x5D1643, 30, 95, 20, 54),
                          .brand_tint = COLOR(0xF8E8F1, 0, 9, 2, 0),
                          .on_brand_soft = COLOR(0xFAE6F2, 0, 9, 2, 0)},
    [SUBJECT_PLATFORMS] = {SHARED_TOKENS, .brand = COLOR(0x37318A, 90, 90, 0, 10),
                           .brand_deep = COLOR(0x2C276E, 90, 90, 0, 24),
                           .brand_tint = COLOR(0xEBEAF8, 8, 8, 0, 0),
                           .on_brand_soft = COLOR(0xE9E8FA, 8, 8, 0, 0)},
    [SUBJECT_SAFETY] = {SHARED_TOKENS, .brand = COLOR(0x7A3E06, 20, 70, 100, 40),
                        .brand_deep = COLOR(0x623205, 20, 70, 100, 54),
                        .brand_tint = COLOR(0xFBEFE1, 0, 6, 11, 0),
                        .on_brand_soft = COLOR(0xFCEFDF, 0, 6, 11, 0)},
    [SUBJECT_LOCAL] = {SHARED_TOKENS, .brand = COLOR(0x14505F, 90, 40, 35, 35),
                       .brand_deep = COLOR(0x10404C, 90, 40, 35, 49),
                       .brand_tint = COLOR(0xE3F0F3, 11, 2, 3, 0),
                       .on_brand_soft = COLOR(0xE1F0F4, 11, 2, 3, 0)},
};

/* A design of its own: rules and outlines, nothing filled but type, icons and codes. */
static const struct theme mono_theme = {
    .solid = false,
    .ink = BLACK,
    .ink_soft = BLACK,
    .paper = WHITE,
    .tint = WHITE,
    .line = BLACK,
    .brand = BLACK,
    .brand_deep = WHITE,
    .brand_tint = WHITE,
    .on_brand = BLACK,
    .on_brand_soft = BLACK,
    .accent = WHITE,
    .warn = BLACK,
    .warn_tint = WHITE,
    .foot = WHITE,
    .on_foot = BLACK,
    .on_foot_soft = BLACK,
};

const struct theme *theme_get(enum guide_subject subject, enum design_ink ink)
{
    CHECK(subject < SUBJECT_COUNT);
    return ink == DESIGN_MONO ? &mono_theme : &colour_themes[subject];
}
