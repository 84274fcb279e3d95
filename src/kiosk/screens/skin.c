#include "kiosk/screens/canvas.h"
#include "page/theme.h"

/* sRGB only: nothing here is printed. */
#define RGB(value)                                                                                 \
    ((struct draw_color){.r = (uint8_t)((value) >> 16),                                            \
                         .g = (uint8_t)((value) >> 8 & 0xFF),                                      \
                         .b = (uint8_t)((value)&0xFF)})

/* Black, white and yellow (19.6:1 on black): for weak eyes and for sun on the glass. */
static struct skin contrast_skin(void)
{
    struct draw_color black = RGB(0x000000), white = RGB(0xFFFFFF), yellow = RGB(0xFFE600);
    return (struct skin){
        .ground = black,
        .card = black,
        .line = white,
        .ink = white,
        .ink_soft = white,
        .brand = yellow,
        .brand_deep = white,
        .brand_tint = RGB(0x333300),
        .on_brand = black,
        .on_brand_soft = black,
        .accent = yellow,
        .ok = white,
        .ok_tint = black,
        .warn = yellow,
        .warn_tint = black,
        .lit = RGB(0x4D4500),
        .disabled = black,
        .disabled_ink = RGB(0x9A9A9A), /* 7.4:1, beside white's 21:1 */
        .contrast = true,
    };
}

static enum guide_subject subject_of(const struct view *view)
{
    bool about_question = view->screen == SCREEN_QUESTION || view->screen == SCREEN_FEEDBACK;
    if (about_question && view->question && view->question->subject < SUBJECT_COUNT)
        return view->question->subject;
    if (view->screen == SCREEN_END && view->quiz && view->quiz->subject < SUBJECT_COUNT)
        return view->quiz->subject;
    return SUBJECT_PUBLIC_SERVICES;
}

struct skin skin_for(const struct view *view)
{
    if (view->high_contrast)
        return contrast_skin();
    const struct theme *theme = theme_get(subject_of(view), DESIGN_COLOUR);
    return (struct skin){
        .ground = RGB(0xF3F6FB),
        .card = theme->paper,
        .line = RGB(0xB9C6D8),
        .ink = theme->ink,
        .ink_soft = theme->ink_soft,
        .brand = theme->brand,
        .brand_deep = theme->brand_deep,
        .brand_tint = theme->brand_tint,
        .on_brand = theme->on_brand,
        .on_brand_soft = theme->on_brand_soft,
        .accent = theme->accent,
        .ok = RGB(0x12542F),
        .ok_tint = RGB(0xE3F3E9),
        .warn = RGB(0x8A4B00),
        .warn_tint = RGB(0xFDF1DC),
        .lit = RGB(0xFFE9A8),
        .disabled = RGB(0xDDE4EE),
        .disabled_ink = theme->ink_soft,
    };
}
