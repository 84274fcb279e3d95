#include "kiosk/screens/chrome.h"

/*
 * Landscape: one bar, the title left, five tools right. Upright: the bar has two rows, with what is
 * rarely needed beside the title. Labels give way to icons, least needed first, when a language has
 * long words; the tools keep their places whatever is on or off.
 */

enum { TOOL_COUNT = 5, BAR_PAD = 14, BAR_PAD_UPRIGHT = 24, STRIP = 10, TITLE_ROOM = 290 };

static void draw_ground(struct canvas *c)
{
    list_rect(c->list, (struct draw_rect){0, 0, c->width_du, c->height_du}, 0, c->skin.ground,
              (struct draw_stroke){.color = DRAW_NO_COLOR});
}

static void draw_bar(struct canvas *c, int32_t height_du)
{
    struct draw_rect bar = {0, 0, c->width_du, height_du};
    int32_t line = max_du(canvas_u(c, 2), DU_PER_PT);
    list_rect(c->list, bar, 0, c->skin.card, (struct draw_stroke){.color = DRAW_NO_COLOR});
    list_rect(c->list, (struct draw_rect){0, height_du - line, c->width_du, line}, 0, c->skin.line,
              (struct draw_stroke){.color = DRAW_NO_COLOR});
}

/* One piece a question along the lower edge of the bar: done, now, to come. */
static void draw_strip(struct canvas *c, int32_t bar_height_du)
{
    const struct view *v = c->view;
    if (v->question_count == 0 || v->question_count > 60)
        return;
    int32_t count = (int32_t)v->question_count, gap = canvas_u(c, 8);
    int32_t width = (c->width_du - 2 * c->margin_du - gap * (count - 1)) / count;
    int32_t height = canvas_u(c, STRIP), y = bar_height_du - height - canvas_u(c, 6);
    for (int32_t i = 0; i < count; i++) {
        bool done = i < (int32_t)v->question_index, now = i == (int32_t)v->question_index;
        struct draw_color fill = done ? c->skin.brand : now ? c->skin.accent : c->skin.disabled;
        struct draw_rect piece = {c->margin_du + i * (width + gap), y, width, height};
        /* In high contrast the present piece is the only high one. */
        if (now)
            piece =
                (struct draw_rect){piece.x_du, y - canvas_u(c, 4), width, height + canvas_u(c, 8)};
        list_rect(c->list, piece, height, fill,
                  (struct draw_stroke){.color = c->skin.contrast ? c->skin.line : DRAW_NO_COLOR,
                                       .width_du = c->skin.contrast ? DU_PT(2) : 0});
    }
}

struct rich chrome_progress(const struct canvas *c)
{
    return canvas_format(c, LABEL_QUESTION_OF, c->view->question_index + 1,
                         c->view->question_count);
}

/* --- Tools --- */

enum tool { TOOL_LANGUAGE, TOOL_CONTRAST, TOOL_READ, TOOL_LARGER, TOOL_AGAIN };

static struct button tool_of(const struct canvas *c, enum tool tool)
{
    const struct view *v = c->view;
    switch (tool) {
    case TOOL_LANGUAGE:
        return (struct button){.icon = ICON("translate"),
                               .style = BUTTON_PLAIN,
                               .label = rich_plain(slice_from(label_other_language(v->language))),
                               .act = ACT_LANGUAGE};
    case TOOL_CONTRAST:
        return (struct button){.icon = ICON("circle-half"),
                               .style = v->high_contrast ? BUTTON_ON : BUTTON_PLAIN,
                               .label = canvas_word(c, LABEL_CONTRAST),
                               .act = ACT_CONTRAST};
    case TOOL_READ:
        return (struct button){
            .icon = v->reading ? ICON("stop-circle") : ICON("speaker-high"),
            .style = v->reading ? BUTTON_ON : BUTTON_PLAIN,
            .label = canvas_word(c, LABEL_READ),
            .spoken = canvas_word(c, v->reading ? LABEL_STOP_READING : LABEL_READ).text,
            .act = ACT_READ_ALOUD};
    case TOOL_LARGER:
        return (struct button){.icon = ICON("text-aa"),
                               .style = v->large_text ? BUTTON_ON : BUTTON_PLAIN,
                               .label = canvas_word(c, LABEL_LARGER),
                               .act = ACT_LARGER_TEXT};
    case TOOL_AGAIN:
        break;
    }
    return (struct button){.icon = ICON("arrow-counter-clockwise"),
                           .style = BUTTON_PLAIN,
                           .label = canvas_word(c, LABEL_START_AGAIN),
                           .act = ACT_START_AGAIN};
}

static struct button tool_button(const struct canvas *c, enum tool tool)
{
    struct button b = tool_of(c, tool);
    b.size_du = c->tool_label_du;
    return b;
}

static void drop_label(struct button *b)
{
    if (b->spoken.size == 0)
        b->spoken = b->label.text;
    b->label = (struct rich){0};
}

static int32_t total_width(const struct canvas *c, const struct button *tools, unsigned count,
                           int32_t gap_du)
{
    int32_t total = -gap_du;
    for (unsigned i = 0; i < count; i++)
        total += gap_du + canvas_button_width(c, &tools[i]);
    return total;
}

/* Nothing has begun on the posters; the place of "start again" stays empty. */
static bool is_there(const struct canvas *c, const struct button *tool)
{
    return c->view->screen != SCREEN_ATTRACT || tool->act != ACT_START_AGAIN;
}

/* Words go where there is no room, those first whose icons say most; the other language keeps its
 * own: who cannot read this one looks for it. */
static void drop_labels(const struct canvas *c, struct button *tools, unsigned count,
                        int32_t room_du)
{
    static const enum view_act first[] = {ACT_CONTRAST, ACT_START_AGAIN, ACT_READ_ALOUD,
                                          ACT_LARGER_TEXT, ACT_LANGUAGE};
    for (unsigned k = 0; k < sizeof first / sizeof first[0]; k++)
        for (unsigned i = 0; i < count; i++)
            if (tools[i].act == first[k] && total_width(c, tools, count, c->tool_gap_du) > room_du)
                drop_label(&tools[i]);
}

/* Puts tools into a row that ends at `right_du`; returns where it begins. */
static int32_t draw_tools(struct canvas *c, struct button *tools, unsigned count, int32_t right_du,
                          int32_t y_du, int32_t room_du)
{
    int32_t gap = c->tool_gap_du;
    drop_labels(c, tools, count, room_du);
    int32_t x = right_du - total_width(c, tools, count, gap);
    int32_t left = x;
    for (unsigned i = 0; i < count; i++) {
        tools[i].rect = (struct draw_rect){x, y_du, canvas_button_width(c, &tools[i]), c->tool_du};
        if (is_there(c, &tools[i]))
            canvas_button(c, &tools[i]);
        x += tools[i].rect.width_du + gap;
    }
    return left;
}

static void draw_title(struct canvas *c, struct rich title, struct draw_rect box)
{
    struct type type = type_strong(c);
    type.size_du = canvas_u(c, 46);
    canvas_text_shrunk(c, type, canvas_u(c, 36), title, box);
}

static bool in_round(const struct view *v)
{
    return v->screen == SCREEN_QUESTION || v->screen == SCREEN_FEEDBACK;
}

/* From the tools to the lower edge of the bar; in a round the strip stands there. */
static int32_t below_tools(const struct canvas *c)
{
    if (in_round(c->view))
        return canvas_u(c, c->upright ? STRIP + 20 : STRIP + 14);
    return canvas_u(c, c->upright ? BAR_PAD_UPRIGHT : BAR_PAD);
}

/* Room that is kept for "Câu 88 / 88" on every screen, so that the tools never move. */
static int32_t progress_width(const struct canvas *c)
{
    struct type type = type_sized(type_strong(c), canvas_u(c, 40));
    struct rich longest = canvas_format(c, LABEL_QUESTION_OF, 88, 88);
    return canvas_para(c, &type, longest, INT32_MAX / 4)->width_du;
}

static int32_t draw_bar_landscape(struct canvas *c, struct rich title)
{
    int32_t pad = canvas_u(c, BAR_PAD), below = below_tools(c);
    int32_t height = pad + c->tool_du + below;
    draw_bar(c, height);
    struct button tools[TOOL_COUNT];
    for (unsigned i = 0; i < TOOL_COUNT; i++)
        tools[i] = tool_button(c, (enum tool)i);
    int32_t room = c->width_du - 2 * c->margin_du - canvas_u(c, 24) -
                   max_du(progress_width(c), canvas_u(c, TITLE_ROOM));
    int32_t left = draw_tools(c, tools, TOOL_COUNT, c->width_du - c->margin_du, pad, room);
    draw_title(
        c, title,
        (struct draw_rect){c->margin_du, pad, left - c->margin_du - canvas_u(c, 24), c->tool_du});
    return height;
}

static int32_t draw_bar_upright(struct canvas *c, struct rich title)
{
    int32_t pad = canvas_u(c, BAR_PAD_UPRIGHT), below = below_tools(c);
    int32_t second = pad + c->tool_du + c->tool_gap_du, height = second + c->tool_du + below;
    draw_bar(c, height);
    struct button upper[2] = {tool_button(c, TOOL_LANGUAGE), tool_button(c, TOOL_AGAIN)};
    struct button lower[3] = {tool_button(c, TOOL_CONTRAST), tool_button(c, TOOL_READ),
                              tool_button(c, TOOL_LARGER)};
    int32_t room = c->width_du - 2 * c->margin_du;
    int32_t left = draw_tools(c, upper, 2, c->width_du - c->margin_du, pad,
                              room - max_du(progress_width(c), canvas_u(c, 300)));
    draw_title(
        c, title,
        (struct draw_rect){c->margin_du, pad, left - c->margin_du - canvas_u(c, 24), c->tool_du});
    int32_t gap = c->tool_gap_du, width = (room - 2 * gap) / 3;
    int32_t widest = 0;
    for (int32_t i = 0; i < 3; i++)
        widest = max_du(widest, canvas_button_width(c, &lower[i]));
    for (int32_t i = 0; i < 3; i++) {
        if (widest > width)
            lower[i].size_du = canvas_u(c, 36);
        lower[i].rect =
            (struct draw_rect){c->margin_du + i * (width + gap), second, width, c->tool_du};
        canvas_button(c, &lower[i]);
    }
    return height;
}

/* `below_du`: how much of the bar lies under its tools. */
static struct areas areas_below(const struct canvas *c, int32_t bar_du, int32_t below_du)
{
    int32_t pad = canvas_u(c, c->upright ? 40 : 26), bottom = pad;
    pad = max_du(pad, c->tool_gap_du - below_du);
    struct draw_rect rest = {c->margin_du, bar_du + pad, c->width_du - 2 * c->margin_du,
                             c->height_du - bar_du - pad - bottom};
    struct areas a = {.bar_du = bar_du};
    a.foot = rect_cut_bottom(&rest, c->target_du, max_du(canvas_u(c, 32), c->gap_du));
    a.content = rest;
    return a;
}

struct areas chrome_draw(struct canvas *c, struct rich title)
{
    draw_ground(c);
    int32_t bar = c->upright ? draw_bar_upright(c, title) : draw_bar_landscape(c, title);
    if (in_round(c->view))
        draw_strip(c, bar);
    return areas_below(c, bar, below_tools(c));
}

struct areas chrome_draw_staff(struct canvas *c, struct rich title)
{
    int32_t pad = canvas_u(c, BAR_PAD), height = c->tool_du + 2 * pad;
    draw_ground(c);
    draw_bar(c, height);
    struct button back = {.icon = ICON("arrow-left"),
                          .style = BUTTON_PLAIN,
                          .label = canvas_word(c, LABEL_BACK),
                          .act = ACT_BACK};
    int32_t left = draw_tools(c, &back, 1, c->width_du - c->margin_du, pad, c->width_du / 2);
    draw_title(
        c, title,
        (struct draw_rect){c->margin_du, pad, left - c->margin_du - canvas_u(c, 24), c->tool_du});
    return areas_below(c, height, pad);
}

/* --- Foot --- */

void chrome_main_button(struct canvas *c, struct draw_rect foot, enum label label,
                        enum view_act act, bool enabled, struct slice icon)
{
    struct button b = {.style = BUTTON_PRIMARY,
                       .icon = icon,
                       .icon_after = true,
                       .label = canvas_word(c, label),
                       .act = act,
                       .disabled = !enabled,
                       .size_du = max_du(c->label_du, canvas_u(c, 42))};
    int32_t width = max_du(canvas_button_width(c, &b), canvas_u(c, c->upright ? 290 : 400));
    b.rect =
        (struct draw_rect){foot.x_du + foot.width_du - width, foot.y_du, width, foot.height_du};
    /* Whatever stands left of it was drawn just before. */
    const struct target *before =
        c->targets->count ? &c->targets->items[c->targets->count - 1] : NULL;
    if (before && before->rect.y_du == foot.y_du &&
        before->rect.x_du + before->rect.width_du > b.rect.x_du - c->gap_du)
        c->fits = false;
    canvas_button(c, &b);
}

int32_t chrome_side_button(struct canvas *c, struct draw_rect foot, enum label label,
                           enum view_act act, bool enabled, struct slice icon)
{
    struct button b = {.style = BUTTON_PLAIN,
                       .icon = icon,
                       .label = canvas_word(c, label),
                       .act = act,
                       .disabled = !enabled,
                       .size_du = max_du(c->label_du, canvas_u(c, c->upright ? 36 : 40))};
    int32_t width = max_du(canvas_button_width(c, &b), canvas_u(c, c->upright ? 200 : 260));
    b.rect = (struct draw_rect){foot.x_du, foot.y_du, width, foot.height_du};
    canvas_button(c, &b);
    return foot.x_du + width;
}

void chrome_equal_buttons(struct canvas *c, struct draw_rect foot, const struct button pair[2])
{
    int32_t gap = max_du(c->gap_du, canvas_u(c, 40));
    int32_t width = (foot.width_du - gap) / 2 / DU_PER_PT * DU_PER_PT;
    for (int32_t i = 0; i < 2; i++) {
        struct button b = pair[i];
        if (!b.size_du)
            b.size_du = max_du(c->label_du, canvas_u(c, 42));
        b.rect = (struct draw_rect){foot.x_du + i * (foot.width_du - width), foot.y_du, width,
                                    foot.height_du};
        canvas_button(c, &b);
    }
}
