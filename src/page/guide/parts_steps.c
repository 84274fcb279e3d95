#include "base/units.h"
#include "draw/image.h"
#include "page/guide/parts.h"

static const struct rich_field *wording(const struct steps_spec *spec,
                                        const struct guide_step *step)
{
    return spec->brief && step->brief.rich.text.size ? &step->brief : &step->text;
}

static int32_t text_indent(const struct frame *f, const struct steps_spec *spec)
{
    return frame_mm100(f, spec->disc_mm100 + spec->disc_gap_mm100 + spec->icon_mm100 +
                              spec->text_gap_mm100);
}

static void draw_disc(struct frame *f, unsigned number, int32_t center_x, int32_t center_y,
                      int32_t diameter)
{
    const struct theme *theme = f->theme;
    static const char *const digits[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"};
    CHECK(number >= 1 && number <= GUIDE_STEPS_MAX);
    struct look look = look_aligned(look_head(f), PARA_CENTER, PARA_WRAP_NONE);
    look.color = theme->solid ? theme->on_brand : theme->ink;
    int32_t line = look_line_du(f, &look);
    if (!f->measuring)
        list_disc(f->list, center_x, center_y, diameter / 2,
                  theme->solid ? theme->brand : theme->paper,
                  theme->solid ? NO_STROKE : stroke_solid(theme->ink, frame_pt10(f, 12)));
    frame_word(f, DRAW_ROLE_LBL, &look, digits[number - 1], center_x - diameter / 2,
               center_y - line / 2, diameter);
}

/* A picture as wide as the text allows and no taller than 32 mm, never enlarged beyond 150 dpi. */
static struct draw_rect picture_box(const struct frame *f, const struct draw_image *image,
                                    int32_t x_du, int32_t y_du, int32_t width_du)
{
    int32_t tallest = frame_mm100(f, 3200);
    int64_t width = (int64_t)image->width * 72 * DU_PER_PT / 150;
    width = width > width_du ? width_du : width;
    int64_t height = width * image->height / image->width;
    if (height > tallest) {
        height = tallest;
        width = height * image->width / image->height;
    }
    return (struct draw_rect){x_du, y_du, (int32_t)(width > 0 ? width : 1),
                              (int32_t)(height > 0 ? height : 1)};
}

static int32_t draw_picture(struct frame *f, const struct guide_step *step,
                            const struct draw_image *image, int32_t x_du, int32_t y_du,
                            int32_t width_du)
{
    if (!image)
        return 0;
    int32_t gap = frame_mm100(f, 100);
    struct draw_rect box = picture_box(f, image, x_du, y_du + gap, width_du);
    if (!f->measuring) {
        list_tag_begin(f->list, DRAW_ROLE_FIGURE, step->picture_alt.text);
        list_image(f->list, box, image);
        list_tag_end(f->list);
    }
    return gap + box.height_du;
}

/* Sentence and note, right of the icon. */
static int32_t step_words(struct frame *f, const struct steps_spec *spec, unsigned index,
                          int32_t x_du, int32_t y_du, int32_t width_du)
{
    const struct guide_step *step = &spec->steps[index];
    const struct rich_field *text = wording(spec, step);
    struct look body = look_body(f), note = look_note(f);
    int32_t y = y_du;
    y += frame_text(f, DRAW_ROLE_P, &body, text->rich, text->span, x_du, y, width_du);
    note = look_colored(note, f->theme->ink_soft, f->theme->ink);
    if (spec->notes && step->note.rich.text.size)
        y += frame_text(f, DRAW_ROLE_P, &note, step->note.rich, step->note.span, x_du, y, width_du);
    return y - y_du;
}

static int32_t words_height(const struct frame *f, const struct steps_spec *spec, unsigned index,
                            int32_t width_du)
{
    struct frame ruler = frame_ruler(f);
    return step_words(&ruler, spec, index, 0, 0, width_du);
}

/* Words that are less tall than the disc begin that much lower. */
static int32_t words_drop(const struct frame *f, const struct steps_spec *spec, int32_t words_du)
{
    return du_max((frame_mm100(f, spec->disc_mm100) - words_du) / 2, 0);
}

static int32_t step_picture(struct frame *f, const struct steps_spec *spec, unsigned index,
                            int32_t x_du, int32_t y_du, int32_t width_du)
{
    return spec->notes
               ? draw_picture(f, &spec->steps[index], f->pictures[index], x_du, y_du, width_du)
               : 0;
}

static int32_t step_height(const struct frame *f, const struct steps_spec *spec, unsigned index,
                           int32_t width_du)
{
    struct frame ruler = frame_ruler(f);
    int32_t words = words_height(f, spec, index, width_du);
    int32_t picture = step_picture(&ruler, spec, index, 0, 0, width_du);
    return du_max(words_drop(f, spec, words) + words + picture, frame_mm100(f, spec->disc_mm100));
}

/* Two lines or less stand centred beside the disc; of more words, the first two lines do. */
static int32_t disc_center(const struct frame *f, const struct steps_spec *spec, int32_t words_du)
{
    struct look body = look_body(f);
    int32_t line = look_line_du(f, &body), disc = frame_mm100(f, spec->disc_mm100);
    return du_max(du_min(words_du, 2 * line), disc) / 2;
}

static void draw_step(struct frame *f, const struct steps_spec *spec, unsigned index, int32_t x_du,
                      int32_t y_du, int32_t width_du)
{
    int32_t disc = frame_mm100(f, spec->disc_mm100), icon = frame_mm100(f, spec->icon_mm100);
    int32_t indent = text_indent(f, spec);
    int32_t words = words_height(f, spec, index, width_du - indent);
    int32_t center = y_du + disc_center(f, spec, words);
    int32_t text_y = y_du + words_drop(f, spec, words);
    frame_begin(f, DRAW_ROLE_LI);
    draw_disc(f, index + 1, x_du + disc / 2, center, disc);
    frame_begin(f, DRAW_ROLE_LBODY);
    frame_icon(f, FONT_ICON_BOLD, spec->steps[index].icon,
               x_du + disc + frame_mm100(f, spec->disc_gap_mm100) + icon / 2, center, icon,
               f->theme->brand);
    step_words(f, spec, index, x_du + indent, text_y, width_du - indent);
    step_picture(f, spec, index, x_du + indent, text_y + words, width_du - indent);
    frame_end(f);
    frame_end(f);
}

/* The thread that leads the eye from one disc to the next; drawn first, discs lie on it. */
static void draw_thread(struct frame *f, const struct steps_spec *spec, int32_t x_du, int32_t y_du,
                        int32_t width_du)
{
    int32_t text_width = width_du - text_indent(f, spec);
    int32_t x = x_du + frame_mm100(f, spec->disc_mm100) / 2;
    int32_t y = y_du, before = 0;
    for (unsigned i = spec->first; i < spec->first + spec->count; i++) {
        int32_t center = y + disc_center(f, spec, words_height(f, spec, i, text_width));
        if (i > spec->first)
            frame_line(f, x, before, x, center, stroke_solid(f->theme->line, frame_pt10(f, 15)));
        before = center;
        y += step_height(f, spec, i, text_width) + spec->row_gap_du;
    }
}

int32_t part_steps(struct frame *f, const struct steps_spec *spec, int32_t x_du, int32_t y_du,
                   int32_t width_du)
{
    int32_t text_width = width_du - text_indent(f, spec);
    int32_t y = y_du;
    if (!f->measuring)
        draw_thread(f, spec, x_du, y_du, width_du);
    frame_begin(f, DRAW_ROLE_L);
    for (unsigned i = spec->first; i < spec->first + spec->count; i++) {
        if (!f->measuring)
            draw_step(f, spec, i, x_du, y, width_du);
        y += step_height(f, spec, i, text_width);
        y += i + 1 < spec->first + spec->count ? spec->row_gap_du : 0;
    }
    frame_end(f);
    return y - y_du;
}

int32_t part_steps_height(struct frame *f, const struct steps_spec *spec, int32_t width_du)
{
    struct frame ruler = frame_ruler(f);
    return part_steps(&ruler, spec, 0, 0, width_du);
}

struct span part_longest_step(struct frame *f, const struct steps_spec *spec, int32_t width_du)
{
    int32_t tallest = -1;
    struct span span = f->input->guide->title.span;
    for (unsigned i = spec->first; i < spec->first + spec->count; i++) {
        int32_t height = step_height(f, spec, i, width_du - text_indent(f, spec));
        if (height > tallest) {
            tallest = height;
            span = wording(spec, &spec->steps[i])->span;
        }
    }
    return span;
}

int32_t part_check(struct frame *f, const struct rich_field *text, int32_t box_mm100, int32_t x_du,
                   int32_t y_du, int32_t width_du)
{
    struct look body = look_body(f);
    int32_t side = frame_mm100(f, box_mm100), indent = side + frame_mm100(f, box_mm100 / 2);
    int32_t line = look_line_du(f, &body);
    frame_item_begin(f);
    frame_rect(f, (struct draw_rect){x_du, y_du + (line - side) / 2, side, side},
               frame_mm100(f, 60), f->theme->paper, stroke_solid(f->theme->ink, frame_pt10(f, 9)));
    int32_t height = frame_text(f, DRAW_ROLE_P, &body, text->rich, text->span, x_du + indent, y_du,
                                width_du - indent);
    frame_item_end(f);
    return du_max(height, line);
}
