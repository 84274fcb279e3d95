#include "page/frame.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "base/units.h"
#include "base/utf8.h"

int32_t frame_mm100(const struct frame *f, int32_t hundredths)
{
    return du_scale(du_from_mm100(hundredths), f->scale_num, f->scale_den);
}

int32_t frame_pt10(const struct frame *f, int32_t tenths)
{
    return du_scale(tenths * DU_PER_PT, f->scale_num, f->scale_den * 10);
}

static struct para_style style_of(const struct frame *f, const struct look *look)
{
    int32_t size = frame_pt10(f, look->size_pt10);
    return (struct para_style){
        .font = look->font,
        .strong_font = look->strong_font,
        .size_du = size,
        .line_du = du_scale(size, look->leading, 100),
        .color = look->color,
        .strong_color = look->strong_color,
        .align = look->align,
        .wrap = look->wrap,
    };
}

/* 1.35 is the floor for Vietnamese: two marks above a capital, one below the line above it. */
enum { LEADING = 135, LEADING_BODY = 138 };

static struct look look_of(const struct frame *f, int32_t size_pt10, enum font_id font,
                           enum font_id strong)
{
    return (struct look){.font = font,
                         .strong_font = strong,
                         .size_pt10 = size_pt10,
                         .leading = LEADING,
                         .color = f->theme->ink,
                         .strong_color = f->theme->brand,
                         .align = PARA_LEFT,
                         .wrap = PARA_WRAP_PRETTY};
}

struct look look_title(const struct frame *f)
{
    struct look look = look_of(f, f->type.title, FONT_EXTRABOLD, FONT_EXTRABOLD);
    look.wrap = PARA_WRAP_BALANCE;
    return look;
}

struct look look_head(const struct frame *f)
{
    return look_of(f, f->type.head, FONT_BOLD, FONT_BOLD);
}

struct look look_body(const struct frame *f)
{
    struct look look = look_of(f, f->type.body, FONT_REGULAR, FONT_BOLD);
    look.leading = LEADING_BODY;
    return look;
}

struct look look_note(const struct frame *f)
{
    return look_of(f, f->type.note, FONT_REGULAR, FONT_BOLD);
}

struct look look_soft_note(const struct frame *f)
{
    return look_colored(look_note(f), f->theme->ink_soft, f->theme->ink);
}

struct look look_note_head(const struct frame *f)
{
    return look_colored(look_bold(look_note(f)), f->theme->brand, f->theme->brand);
}

struct look look_colored(struct look look, struct draw_color color, struct draw_color strong)
{
    look.color = color;
    look.strong_color = strong;
    return look;
}

struct look look_aligned(struct look look, enum para_align align, enum para_wrap wrap)
{
    look.align = align;
    look.wrap = wrap;
    return look;
}

struct look look_bold(struct look look)
{
    look.font = look.strong_font = FONT_BOLD;
    return look;
}

int32_t look_line_du(const struct frame *f, const struct look *look)
{
    return style_of(f, look).line_du;
}

const struct para *frame_para(struct frame *f, const struct look *look, struct rich text,
                              int32_t width_du)
{
    struct para_style style = style_of(f, look);
    return para_cache_get(f->paras, &style, text, width_du);
}

static void complain_about(struct frame *f, const struct para *para, struct span span)
{
    if (para->missing) {
        char letter[5] = {0};
        utf8_put(letter, para->missing);
        diag_error(f->diags, "D003", span,
                   _("the fonts have no “%s” (U+%04X): write it with other letters"), letter,
                   (unsigned)para->missing);
        f->sound = false;
    }
    if (para->too_wide) {
        diag_error(f->diags, "D002", span,
                   _("%s: a word is wider than its column: shorten it or put a space in it"),
                   f->design->name);
        f->sound = false;
    }
}

int32_t frame_text(struct frame *f, enum draw_role role, const struct look *look, struct rich text,
                   struct span span, int32_t x_du, int32_t y_du, int32_t width_du)
{
    if (text.text.size == 0)
        return 0;
    if (!f->measuring)
        complain_about(f, frame_para(f, look, text, width_du), span);
    return frame_put(f, role, look, text, x_du, y_du, width_du);
}

int32_t frame_put(struct frame *f, enum draw_role role, const struct look *look, struct rich text,
                  int32_t x_du, int32_t y_du, int32_t width_du)
{
    if (text.text.size == 0)
        return 0;
    const struct para *para = frame_para(f, look, text, width_du);
    if (!f->measuring) {
        if (role != DRAW_ROLE_COUNT)
            list_tag_begin(f->list, role, SLICE(""));
        para_draw(f->list, para, x_du, y_du);
        if (role != DRAW_ROLE_COUNT)
            list_tag_end(f->list);
    }
    return para->height_du;
}

int32_t frame_word(struct frame *f, enum draw_role role, const struct look *look, const char *word,
                   int32_t x_du, int32_t y_du, int32_t width_du)
{
    return frame_text(f, role, look, rich_plain(slice_from(word)), (struct span){0}, x_du, y_du,
                      width_du);
}

void frame_icon(struct frame *f, enum font_id weight, struct field name, int32_t center_x_du,
                int32_t center_y_du, int32_t size_du, struct draw_color color)
{
    if (f->measuring || name.text.size == 0)
        return;
    const struct font_set *fonts = para_cache_fonts(f->paras);
    list_tag_begin(f->list, DRAW_ROLE_ARTIFACT, SLICE(""));
    bool known =
        icon_draw(f->list, fonts, weight, name.text, center_x_du, center_y_du, size_du, color);
    list_tag_end(f->list);
    if (known)
        return;
    struct slice nearest = font_nearest_icon(fonts, name.text);
    diag_error(f->diags, "D004", name.span,
               _("there is no icon “%.*s”; did you mean “%.*s”? (names: phosphoricons.com)"),
               SLICE_ARG(name.text), SLICE_ARG(nearest));
    f->sound = false;
}

void frame_own_icon(struct frame *f, enum font_id weight, const char *name, int32_t center_x_du,
                    int32_t center_y_du, int32_t size_du, struct draw_color color)
{
    frame_icon(f, weight, (struct field){.text = slice_from(name)}, center_x_du, center_y_du,
               size_du, color);
}

void frame_rect(struct frame *f, struct draw_rect rect, int32_t radius_du, struct draw_color fill,
                struct draw_stroke stroke)
{
    if (!f->measuring)
        list_rect(f->list, rect, radius_du, fill, stroke);
}

void frame_line(struct frame *f, int32_t x1_du, int32_t y1_du, int32_t x2_du, int32_t y2_du,
                struct draw_stroke stroke)
{
    if (!f->measuring)
        list_line(f->list, x1_du, y1_du, x2_du, y2_du, stroke);
}

void frame_begin(struct frame *f, enum draw_role role)
{
    if (!f->measuring)
        list_tag_begin(f->list, role, SLICE(""));
}

void frame_end(struct frame *f)
{
    if (!f->measuring)
        list_tag_end(f->list);
}

void frame_item_begin(struct frame *f)
{
    frame_begin(f, DRAW_ROLE_LI);
    frame_begin(f, DRAW_ROLE_LBODY);
}

void frame_item_end(struct frame *f)
{
    frame_end(f);
    frame_end(f);
}

void frame_varying_begin(struct frame *f)
{
    if (!f->measuring)
        list_varying_begin(f->list);
}

void frame_varying_end(struct frame *f)
{
    if (!f->measuring)
        list_varying_end(f->list);
}

struct draw_stroke stroke_solid(struct draw_color color, int32_t width_du)
{
    return (struct draw_stroke){.color = color, .width_du = width_du};
}

void frame_does_not_fit(struct frame *f, struct span field, const char *part, int32_t excess_du)
{
    int32_t tenths_mm = div_ceil(mm100_from_du(excess_du), 10);
    diag_error(f->diags, "D001", field,
               _("%s: %s needs %d.%d mm more than there is; shorten this first, or leave "
                 "something out"),
               f->design->name, part, tenths_mm / 10, tenths_mm % 10);
    f->sound = false;
}
