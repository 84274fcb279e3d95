#include "base/arena.h"
#include "base/units.h"
#include "page/guide/parts.h"

/* Room for handwriting: hands do not scale with the paper. */
enum { BLANK_LINE_MM100 = 610 };

/* Dots on the baseline: a line to write on. */
static void dotted_line(struct frame *f, const struct look *look, int32_t x_du, int32_t y_du,
                        int32_t end_du)
{
    int32_t baseline = y_du + look_line_du(f, look) * 7 / 10;
    struct draw_stroke dots = {look->color, frame_pt10(f, 10), 0, frame_pt10(f, 28)};
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_line(f, x_du, baseline, end_du, baseline, dots);
    frame_end(f);
}

/* A value that breaks beside its caption stands whole below it where that takes no more lines. */
static bool stands_below(struct frame *f, const struct look *look, struct rich value,
                         int32_t indent_du, int32_t width_du)
{
    const struct para *beside = frame_para(f, look, value, width_du - indent_du);
    return indent_du > 0 && beside->line_count > 1 &&
           frame_para(f, look, value, width_du)->line_count < beside->line_count;
}

int32_t part_blank(struct frame *f, const struct look *caption_look, const struct look *value_look,
                   const char *caption, struct field value, int32_t x_du, int32_t y_du,
                   int32_t width_du)
{
    bool blank = value.text.size == 0;
    int32_t line = look_line_du(f, value_look), room = du_from_mm100(BLANK_LINE_MM100);
    int32_t height = blank ? du_max(room, line) : line, drop = height - line, indent = 0, below = 0;
    frame_begin(f, DRAW_ROLE_P);
    if (caption) {
        /* The space keeps caption and value apart when the page is read aloud. */
        struct rich words = rich_plain(arena_printf(f->arena, "%s ", caption));
        indent = frame_para(f, caption_look, words, width_du)->width_du + line / 4;
        frame_text(f, DRAW_ROLE_COUNT, caption_look, words, (struct span){0}, x_du,
                   y_du + drop + (line - look_line_du(f, caption_look)) / 2, width_du);
    }
    if (!blank && stands_below(f, value_look, rich_plain(value.text), indent, width_du)) {
        y_du += line;
        below = line;
        indent = 0;
    }
    frame_varying_begin(f);
    if (blank)
        dotted_line(f, value_look, x_du + indent, y_du + drop, x_du + width_du);
    else
        height = frame_text(f, DRAW_ROLE_COUNT, value_look, rich_plain(value.text), value.span,
                            x_du + indent, y_du, width_du - indent);
    frame_varying_end(f);
    frame_end(f);
    return below + du_max(height, line);
}

/* A name that says itself what it is, such as "Tổ …", "xã …", "Thứ hai …", needs its caption only
 * as a blank.
 */
static int32_t name_or_blank(struct frame *f, const struct look *caption_look,
                             const struct look *value_look, const char *caption, struct field value,
                             int32_t x_du, int32_t y_du, int32_t width_du)
{
    return part_blank(f, caption_look, value_look, value.text.size ? NULL : caption, value, x_du,
                      y_du, width_du);
}

int32_t part_recipient(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du)
{
    const struct recipient *r = f->input->recipient;
    if (!r || (r->name.text.size == 0 && r->address.text.size == 0))
        return 0;
    struct look caption = look_soft_note(f), note = look_note(f);
    struct look value = look_colored(look_bold(look_body(f)), f->theme->ink, f->theme->ink);
    struct field first = r->name.text.size ? r->name : r->address;
    bool both = r->name.text.size && r->address.text.size;
    if (both && f->tight_front)
        first.text = arena_printf(f->arena, "%.*s · %.*s", SLICE_ARG(r->name.text),
                                  SLICE_ARG(r->address.text));
    int32_t height =
        part_blank(f, &caption, &value, f->words->to_whom, first, x_du, y_du, width_du);
    if (!both || f->tight_front)
        return height;
    frame_varying_begin(f);
    height += frame_text(f, DRAW_ROLE_P, &note, rich_plain(r->address.text), r->address.span, x_du,
                         y_du + height, width_du);
    frame_varying_end(f);
    return height;
}

struct contact part_contact(const struct frame *f)
{
    struct contact merged = {0};
    if (!f->input->commune)
        return merged;
    const struct contact *general = &f->input->commune->contact;
    if (!f->input->village)
        return *general;
    merged = f->input->village->contact;
    /* A village with a team of its own is not led by the commune's leader. */
    if (merged.leader.text.size == 0 && merged.team.text.size == 0)
        merged.leader = general->leader;
    if (merged.team.text.size == 0)
        merged.team = general->team;
    if (merged.phone_count == 0) {
        memcpy(merged.phones, general->phones, sizeof merged.phones);
        merged.phone_count = general->phone_count;
    }
    if (merged.zalo.text.size == 0)
        merged.zalo = general->zalo;
    return merged;
}

bool part_contact_has_blanks(const struct frame *f)
{
    const struct commune *c = f->input->commune;
    struct contact contact = part_contact(f);
    return !c || contact.team.text.size == 0 || contact.leader.text.size == 0 ||
           contact.phone_count == 0 || c->name.text.size == 0 || c->hall.text.size == 0 ||
           c->hours.text.size == 0;
}

struct span part_longest_detail(const struct frame *f)
{
    const struct commune *c = f->input->commune;
    struct contact contact = part_contact(f);
    const struct field all[] = {contact.team, contact.leader, c->name, c->hall, c->hours};
    const struct field *longest = &all[0];
    for (unsigned i = 1; i < sizeof all / sizeof all[0]; i++)
        if (all[i].text.size > longest->text.size)
            longest = &all[i];
    return longest->span;
}

static struct field phones_joined(struct frame *f, const struct contact *contact)
{
    struct field all = {0};
    for (unsigned i = 0; i < contact->phone_count; i++) {
        const struct field *phone = &contact->phones[i];
        all.text = i == 0 ? phone->text
                          : arena_printf(f->arena, "%.*s, %.*s", SLICE_ARG(all.text),
                                         SLICE_ARG(phone->text));
        all.span = phone->span;
    }
    return all;
}

int32_t part_contact_lines(struct frame *f, const struct look *caption, const struct look *value,
                           int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct contact contact = part_contact(f);
    const struct words *w = f->words;
    int32_t y = y_du;
    y += name_or_blank(f, caption, value, w->team, contact.team, x_du, y, width_du);
    y += part_blank(f, caption, value, w->leader, contact.leader, x_du, y, width_du);
    y += part_blank(f, caption, value, w->phone, phones_joined(f, &contact), x_du, y, width_du);
    return y - y_du;
}

int32_t part_group(struct frame *f, int32_t side_du, int32_t x_du, int32_t y_du, int32_t width_du)
{
    if (!f->group)
        return 0;
    struct look look = look_aligned(look_note_head(f), PARA_CENTER, PARA_WRAP_BALANCE);
    frame_varying_begin(f);
    part_symbol(f, f->group, x_du + (width_du - side_du) / 2, y_du, side_du);
    frame_varying_end(f);
    return side_du +
           frame_word(f, DRAW_ROLE_P, &look, f->words->zalo, x_du, y_du + side_du, width_du);
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
    y += name_or_blank(f, caption, value, f->words->commune, place, x_du, y, width_du);
    y += name_or_blank(f, caption, value, f->words->hall, c->hall, x_du, y, width_du);
    y += name_or_blank(f, caption, value, f->words->hours, c->hours, x_du, y, width_du);
    return y - y_du;
}

int32_t part_provenance(struct frame *f, const struct look *look, unsigned source_max, int32_t x_du,
                        int32_t y_du, int32_t width_du)
{
    const struct guide *g = f->input->guide;
    struct slice line = {0};
    if (g->reviewed.year)
        line = arena_printf(f->arena, f->words->checked,
                            words_date(f->words, f->arena, g->reviewed).data);
    for (unsigned i = 0; i < g->source_count && i < source_max; i++) {
        const char *before = i ? "; " : f->words->source;
        line = arena_printf(f->arena, "%.*s%s%s%s%.*s", SLICE_ARG(line),
                            i == 0 && line.size ? ". " : "", before, i ? "" : ": ",
                            SLICE_ARG(g->sources[i].title.text));
    }
    return frame_text(f, DRAW_ROLE_P, look, rich_plain(line), g->reviewed_span, x_du, y_du,
                      width_du);
}

static struct rich hotline_name(const struct frame *f)
{
    const struct guide *g = f->input->guide;
    return rich_plain(g->hotline_label.text.size ? g->hotline_label.text
                                                 : slice_from(f->words->hotline));
}

/* The number with its telephone. */
static int32_t hotline_number(struct frame *f, const struct look *look, int32_t x_du, int32_t y_du,
                              int32_t width_du)
{
    const struct guide *g = f->input->guide;
    int32_t line = look_line_du(f, look), icon = line * 3 / 4, indent = icon + line / 5;
    frame_own_icon(f, FONT_ICON_FILL, "phone", x_du + icon / 2, y_du + line / 2, icon, look->color);
    return frame_text(f, DRAW_ROLE_P, look, rich_plain(g->hotline.text), g->hotline.span,
                      x_du + indent, y_du, width_du - indent);
}

int32_t part_hotline(struct frame *f, const struct look *label, const struct look *number,
                     int32_t x_du, int32_t y_du, int32_t width_du)
{
    const struct guide *g = f->input->guide;
    if (g->hotline.text.size == 0)
        return 0;
    int32_t y = y_du;
    y += frame_text(f, DRAW_ROLE_P, label, hotline_name(f), g->hotline_label.span, x_du, y,
                    width_du);
    y += hotline_number(f, number, x_du, y, width_du);
    return y - y_du;
}

int32_t part_hotline_line(struct frame *f, const struct look *label, const struct look *number,
                          int32_t x_du, int32_t y_du, int32_t width_du)
{
    const struct guide *g = f->input->guide;
    if (g->hotline.text.size == 0)
        return 0;
    int32_t indent =
        frame_para(f, label, hotline_name(f), width_du)->width_du + look_line_du(f, label) / 3;
    int32_t height = frame_text(f, DRAW_ROLE_P, label, hotline_name(f), g->hotline_label.span, x_du,
                                y_du, width_du);
    int32_t number_height = hotline_number(f, number, x_du + indent, y_du, width_du - indent);
    return du_max(height, number_height);
}
