/*
 * What a stall's pages are put together from.
 */
#include "base/arena.h"
#include "base/i18n.h"
#include "page/stall/inside.h"

const char *stall_word(const struct stall_page *s, const char *text)
{
    return i18n_in(s->language, text);
}

int32_t stall_text(struct stall_page *s, enum draw_role role, struct look look, struct rich text,
                   struct span span, int32_t x_du, int32_t y_du, int32_t width_du)
{
    look = look_aligned(look, s->align, PARA_WRAP_BALANCE);
    return frame_text(&s->frame, role, &look, text, span, x_du, y_du, width_du);
}

/* "Số tiền: **20.000 đồng**" */
static struct rich labelled(struct stall_page *s, const char *label, struct slice value)
{
    struct rich_range *strong = ARENA_NEW(s->frame.arena, struct rich_range);
    struct slice text = arena_printf(s->frame.arena, "%s: %.*s", label, SLICE_ARG(value));
    strong->begin = (uint32_t)(text.size - value.size);
    strong->end = (uint32_t)text.size;
    return (struct rich){text, strong, 1};
}

int32_t stall_part_code(struct stall_page *s, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct frame *f = &s->frame;
    int32_t side = frame_mm100(f, s->spec->side_mm100), x = x_du + (width_du - side) / 2;
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_rect(f, (struct draw_rect){x, y_du, side, side}, frame_mm100(f, 300), DRAW_NO_COLOR,
               stroke_solid(f->theme->brand, frame_pt10(f, 12)));
    frame_end(f);
    part_symbol(f, &s->symbol, x, y_du, side);
    return side;
}

int32_t stall_part_heading(struct stall_page *s, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct frame *f = &s->frame;
    struct draw_color strong = f->theme->on_brand, soft = f->theme->on_brand_soft;
    struct slice shop = stall_title(s->stall);
    struct slice pay = slice_from(stall_word(s, N_("Scan to pay")));
    int32_t y = y_du;
    y += stall_text(s, DRAW_ROLE_H1, look_colored(look_title(f), strong, strong),
                    rich_plain(shop.size ? shop : pay), s->stall->values[STALL_SHOP].span, x_du, y,
                    width_du);
    if (shop.size && s->spec->warns)
        y += stall_text(s, DRAW_ROLE_P, look_colored(look_body(f), soft, soft), rich_plain(pay),
                        (struct span){0}, x_du, y, width_du);
    return y - y_du;
}

/* "20.000 đồng · Tra da", where there is no room for two lines. */
static int32_t part_amount_line(struct stall_page *s, struct slice amount, int32_t x_du,
                                int32_t y_du, int32_t width_du)
{
    struct frame *f = &s->frame;
    struct slice note = s->stall->message;
    struct slice text = arena_printf(f->arena, "%.*s%s%.*s", SLICE_ARG(amount),
                                     amount.size && note.size ? " · " : "", SLICE_ARG(note));
    return stall_text(s, DRAW_ROLE_P, look_note(f), rich_plain(text),
                      s->stall->values[STALL_MESSAGE].span, x_du, y_du, width_du);
}

int32_t stall_part_amount(struct stall_page *s, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct frame *f = &s->frame;
    const struct stall *stall = s->stall;
    struct slice amount = {0};
    int32_t y = y_du;
    if (stall->amount.size)
        amount = arena_printf(f->arena, stall_word(s, N_("%s dong")),
                              stall_group_amount(f->arena, stall->amount).data);
    if (!s->spec->warns)
        return part_amount_line(s, amount, x_du, y_du, width_du);
    if (amount.size)
        y += stall_text(s, DRAW_ROLE_P, look_body(f),
                        labelled(s, stall_word(s, N_("Amount")), amount),
                        stall->values[STALL_AMOUNT].span, x_du, y, width_du);
    if (stall->message.size)
        y += stall_text(s, DRAW_ROLE_P, look_note(f),
                        labelled(s, stall_word(s, N_("Note")), stall->message),
                        stall->values[STALL_MESSAGE].span, x_du, y, width_du);
    return y - y_du;
}

int32_t stall_part_owner(struct stall_page *s, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct frame *f = &s->frame;
    const struct field *given = &s->stall->values[STALL_NAME];
    int32_t y = y_du;
    if (s->spec->warns)
        y += stall_text(s, DRAW_ROLE_P, look_soft_note(f),
                        rich_plain(slice_from(stall_word(s, N_("Receiver")))), (struct span){0},
                        x_du, y, width_du);
    struct look look = look_head(f);
    look.font = FONT_EXTRABOLD;
    y += stall_text(s, DRAW_ROLE_P, look, rich_plain(s->stall->owner), given->span, x_du, y,
                    width_du);
    return y - y_du;
}

int32_t stall_part_account(struct stall_page *s, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct frame *f = &s->frame;
    struct slice digits = stall_number(f->arena, s->stall, s->language);
    struct look number = look_bold(look_body(f));
    struct slice bank = s->stall->bank->name.text;
    int32_t y = y_du;
    number.color = f->theme->brand;
    if (!s->spec->warns) /* One line, where there is no room for two. */
        return stall_text(
            s, DRAW_ROLE_P, number,
            rich_plain(arena_printf(f->arena, "%.*s · %.*s", SLICE_ARG(bank), SLICE_ARG(digits))),
            s->stall->values[STALL_ACCOUNT].span, x_du, y, width_du);
    y += stall_text(s, DRAW_ROLE_P, look_body(f), rich_plain(bank),
                    s->stall->values[STALL_BANK].span, x_du, y, width_du);
    y += stall_text(s, DRAW_ROLE_P, number, rich_plain(digits),
                    s->stall->values[STALL_ACCOUNT].span, x_du, y, width_du);
    return y - y_du;
}

/* Icon and words in a band, as warnings have it. */
int32_t stall_part_compare(struct stall_page *s, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct frame *f = &s->frame;
    if (!s->spec->warns)
        return 0;
    struct look look = look_aligned(look_note(f), PARA_LEFT, PARA_WRAP_BALANCE);
    int32_t pad = frame_mm100(f, s->spec->pad_mm100 / 3), icon = look_line_du(f, &look) * 3 / 2;
    int32_t indent = icon + pad, inner = width_du - 2 * pad - indent;
    struct rich text = rich_plain(slice_from(stall_word(
        s, N_("The phone must show this name, this bank, this number. If not: do not pay."))));
    struct frame ruler = frame_ruler(f);
    int32_t height =
        frame_text(&ruler, DRAW_ROLE_P, &look, text, (struct span){0}, 0, 0, inner) + 2 * pad;
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_rect(f, (struct draw_rect){x_du, y_du, width_du, height}, frame_mm100(f, 200),
               f->theme->solid ? f->theme->brand_tint : DRAW_NO_COLOR,
               f->theme->solid ? NO_STROKE : stroke_solid(f->theme->ink, frame_pt10(f, 10)));
    frame_end(f);
    frame_own_icon(f, FONT_ICON_BOLD, "magnifying-glass", x_du + pad + icon / 2, y_du + height / 2,
                   icon, f->theme->brand);
    frame_text(f, DRAW_ROLE_P, &look, text, (struct span){0}, x_du + pad + indent, y_du + pad,
               inner);
    return height;
}
