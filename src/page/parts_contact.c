#include "base/arena.h"
#include "base/units.h"
#include "page/parts.h"

/* Room for handwriting: hands do not scale with the paper. */
enum { BLANK_LINE_MM100 = 610 };

int32_t part_blank(struct frame *f, const struct look *caption_look, const struct look *value_look,
                   const char *caption, struct field value, int32_t x_du, int32_t y_du,
                   int32_t width_du)
{
    const struct para *words =
        frame_para(f, caption_look, rich_plain(slice_from(caption)), width_du);
    int32_t line = look_line_du(f, value_look);
    int32_t indent = words->width_du + line / 4;
    bool blank = value.text.size == 0;
    int32_t room = du_from_mm100(BLANK_LINE_MM100);
    int32_t height = blank && room > line ? room : line, drop = height - line;
    frame_begin(f, DRAW_ROLE_P);
    frame_word(f, DRAW_ROLE_COUNT, caption_look, caption, x_du,
               y_du + drop + (line - look_line_du(f, caption_look)) / 2, width_du);
    frame_varying_begin(f);
    if (!blank) {
        height = frame_text(f, DRAW_ROLE_COUNT, value_look, rich_plain(value.text), value.span,
                            x_du + indent, y_du, width_du - indent);
    } else {
        /* Dots on the baseline: a line to write on. */
        int32_t baseline = y_du + drop + line * 7 / 10;
        struct draw_stroke dots = {value_look->color, frame_pt10(f, 10), 0, frame_pt10(f, 28)};
        frame_begin(f, DRAW_ROLE_ARTIFACT);
        frame_line(f, x_du + indent, baseline, x_du + width_du, baseline, dots);
        frame_end(f);
    }
    frame_varying_end(f);
    frame_end(f);
    return height > line ? height : line;
}

const struct contact *part_contact(const struct frame *f)
{
    static const struct contact nobody;
    if (!f->input->commune)
        return &nobody;
    const struct contact *commune = &f->input->commune->contact;
    return f->input->village ? &f->input->village->contact : commune;
}

/* A village's own entry, else the commune's. */
static struct field or_commune(const struct frame *f, struct field own, struct field general)
{
    (void)f;
    return own.text.size ? own : general;
}

static struct field phones_joined(struct frame *f, const struct contact *contact)
{
    struct field all = {0};
    for (unsigned i = 0; i < contact->phone_count; i++) {
        const struct field *phone = &contact->phones[i];
        all.text = i == 0 ? phone->text
                          : arena_printf(f->arena, "%.*s · %.*s", SLICE_ARG(all.text),
                                         SLICE_ARG(phone->text));
        all.span = phone->span;
    }
    return all;
}

int32_t part_contact_lines(struct frame *f, const struct look *caption, const struct look *value,
                           int32_t x_du, int32_t y_du, int32_t width_du)
{
    static const struct contact nobody;
    const struct contact *own = part_contact(f);
    const struct contact *general = f->input->commune ? &f->input->commune->contact : &nobody;
    struct field own_phones = phones_joined(f, own), phones = phones_joined(f, general);
    int32_t y = y_du;
    y += part_blank(f, caption, value, f->words->team, or_commune(f, own->team, general->team),
                    x_du, y, width_du);
    y += part_blank(
        f, caption, value, f->words->leader,
        or_commune(f, own->leader, own->team.text.size ? (struct field){0} : general->leader), x_du,
        y, width_du);
    y += part_blank(f, caption, value, f->words->phone, or_commune(f, own_phones, phones), x_du, y,
                    width_du);
    return y - y_du;
}

int32_t part_hall_lines(struct frame *f, const struct look *caption, const struct look *value,
                        int32_t x_du, int32_t y_du, int32_t width_du)
{
    static const struct commune nowhere;
    const struct commune *c = f->input->commune ? f->input->commune : &nowhere;
    struct field place = c->name;
    if (c->name.text.size && c->province.text.size)
        place.text = arena_printf(f->arena, "%.*s, %.*s", SLICE_ARG(c->name.text),
                                  SLICE_ARG(c->province.text));
    int32_t y = y_du;
    y += part_blank(f, caption, value, f->words->commune, place, x_du, y, width_du);
    y += part_blank(f, caption, value, f->words->hall, c->hall, x_du, y, width_du);
    y += part_blank(f, caption, value, f->words->hours, c->hours, x_du, y, width_du);
    return y - y_du;
}

int32_t part_provenance(struct frame *f, const struct look *look, unsigned source_max, int32_t x_du,
                        int32_t y_du, int32_t width_du)
{
    const struct guide *g = f->input->guide;
    struct slice line = {0};
    if (g->reviewed.year)
        line = arena_printf(f->arena, f->words->checked, date_format(f->arena, g->reviewed).data);
    for (unsigned i = 0; i < g->source_count && i < source_max; i++) {
        const char *before = i ? "; " : f->words->source;
        line = arena_printf(f->arena, "%.*s%s%s%s%.*s", SLICE_ARG(line),
                            i == 0 && line.size ? ". " : "", before, i ? "" : ": ",
                            SLICE_ARG(g->sources[i].title.text));
    }
    return frame_text(f, DRAW_ROLE_P, look, rich_plain(line), g->reviewed_span, x_du, y_du,
                      width_du);
}

int32_t part_hotline(struct frame *f, const struct look *label, const struct look *number,
                     int32_t x_du, int32_t y_du, int32_t width_du)
{
    const struct guide *g = f->input->guide;
    if (g->hotline.text.size == 0)
        return 0;
    struct rich name = rich_plain(g->hotline_label.text.size ? g->hotline_label.text
                                                             : slice_from(f->words->hotline));
    int32_t y = y_du;
    y += frame_text(f, DRAW_ROLE_P, label, name, g->hotline_label.span, x_du, y, width_du);
    int32_t line = look_line_du(f, number);
    int32_t icon = line * 3 / 4;
    frame_own_icon(f, FONT_ICON_FILL, "phone", x_du + icon / 2, y + line / 2, icon, number->color);
    y += frame_text(f, DRAW_ROLE_P, number, rich_plain(g->hotline.text), g->hotline.span,
                    x_du + icon + line / 5, y, width_du - icon - line / 5);
    return y - y_du;
}
