/** @file
 * What screens draw with: the list, the targets, the colours, and sizes that follow the panel.
 *
 * Everything is measured in thousandths of the short side (`canvas_u`), so that 600 and 1080 pixels
 * give the same picture; type and targets also obey floors (screens.h). A screen is drawn in
 * attempts, from roomy to tight: whatever does not fit clears `fits`, and screens.c tries the next.
 * Units: du; one pixel is one point.
 */
#ifndef KIOSK_SCREENS_CANVAS_H
#define KIOSK_SCREENS_CANVAS_H

#include "base/units.h"
#include "kiosk/screens/labels.h"
#include "kiosk/screens/screens.h"
#include "text/para.h"

/** Colours as tokens; in high contrast black, white and yellow only. */
struct skin {
    struct draw_color ground, card, line, ink, ink_soft;
    struct draw_color brand, brand_deep, brand_tint, on_brand, on_brand_soft;
    struct draw_color accent, ok, ok_tint, warn, warn_tint;
    struct draw_color lit;          /**< Behind what is being read aloud. */
    struct draw_color disabled;     /**< Ground of what cannot be pressed yet. */
    struct draw_color disabled_ink; /**< Its words; in high contrast its dashed outline too. */
    bool contrast;
};

struct canvas {
    struct draw_list *list;
    struct target_list *targets;
    const struct view *view;
    const struct metrics *metrics;
    const struct screen_kit *kit;
    struct skin skin;
    int32_t width_du, height_du, short_du;
    bool upright;
    bool side; /**< This attempt is a compact one: question beside its answers. */
    bool
        tight; /**< The most compact: the foot too stands under the question, beside the answers. */
    int32_t percent; /**< Of the type floors, in this attempt. */
    int32_t target_du, gap_du, margin_du;
    int32_t tool_du, tool_gap_du; /**< Of the tools: the same in every attempt. */
    int32_t tool_label_du; /**< Their type: the same in every attempt, so that they stay put. */
    int32_t label_du, body_du, question_du, title_du; /**< Type sizes. */
    bool fits;
};

/** Near the floor of type, or of larger text: what is cut, or left out, is so only here. */
bool canvas_is_at_floor(const struct canvas *c);

/** How a text is set. */
struct type {
    enum font_id font;
    int32_t size_du;
    struct draw_color color;
    enum para_align align;
    enum para_wrap wrap;
};

/** Thousandths of the short side, on a whole pixel. */
int32_t canvas_u(const struct canvas *c, int32_t thousandths);

struct skin skin_for(const struct view *view);

struct type type_label(const struct canvas *c);
struct type type_body(const struct canvas *c);
struct type type_strong(const struct canvas *c);
struct type type_question(const struct canvas *c);
struct type type_title(const struct canvas *c);
struct type type_centered(struct type type);
struct type type_colored(struct type type, struct draw_color color);
struct type type_sized(struct type type, int32_t size_du);
int32_t type_line_du(const struct type *type);

/** A word of ours, in the language on show. */
struct rich canvas_word(const struct canvas *c, enum label label);
struct rich canvas_format(const struct canvas *c, enum label label, unsigned a, unsigned b);

/** Text with **bold** parts of a label. */
struct rich canvas_markup(const struct canvas *c, struct slice text);

const struct para *canvas_para(const struct canvas *c, const struct type *type, struct rich text,
                               int32_t width_du);
int32_t canvas_text_height(const struct canvas *c, const struct type *type, struct rich text,
                           int32_t width_du);

/** Draws text at (x, y) and returns its height. */
int32_t canvas_text(struct canvas *c, const struct type *type, struct rich text, int32_t x_du,
                    int32_t y_du, int32_t width_du);

/** Draws text centred vertically in `box`; clears `fits` when it is too large for it. */
void canvas_text_in(struct canvas *c, const struct type *type, struct rich text,
                    struct draw_rect box);

/** The same in the largest of a few sizes down to `floor_du` that fits. */
void canvas_text_shrunk(struct canvas *c, struct type type, int32_t floor_du, struct rich text,
                        struct draw_rect box);

void canvas_icon(struct canvas *c, enum font_id weight, struct slice name, int32_t center_x_du,
                 int32_t center_y_du, int32_t size_du, struct draw_color color);
#define ICON(name) SLICE(name)

void canvas_rect(struct canvas *c, struct draw_rect rect, int32_t radius_du, struct draw_color fill,
                 struct draw_color line, int32_t line_du);
void canvas_disc(struct canvas *c, int32_t x_du, int32_t y_du, int32_t radius_du,
                 struct draw_color fill, struct draw_color line, int32_t line_du);

/** A disc with a letter, a number or (`text` empty) an icon in it. */
void canvas_badge(struct canvas *c, int32_t x_du, int32_t y_du, int32_t radius_du,
                  struct draw_color fill, struct draw_color ink, struct slice text,
                  struct slice icon);

/** Adds a target and returns its index: compare with pressed and focused before drawing it. */
int canvas_target(struct canvas *c, struct draw_rect rect, enum view_act act, int32_t index,
                  bool enabled, struct slice label);
bool canvas_pressed(const struct canvas *c, int target);

/** Part `part` of the screen (screen_speech) is being read aloud: it is to be lit. */
bool canvas_is_read(const struct canvas *c, int part);

/** The ring around the target that the keyboard stands on; draw it after the target. */
void canvas_focus_ring(struct canvas *c, int target, struct draw_rect rect, int32_t radius_du);

enum button_style {
    BUTTON_PRIMARY,
    BUTTON_PLAIN,
    BUTTON_ON, /**< A switch that is on. */
    BUTTON_KEY /**< Of a keyboard. */
};

struct button {
    struct draw_rect rect;
    enum button_style style;
    struct slice icon;
    bool icon_after;
    bool stacked; /**< Icon above label. */
    struct rich label;
    struct slice spoken; /**< When the label is not drawn; else empty. */
    enum view_act act;
    int32_t index;
    bool disabled;
    int32_t size_du; /**< Of the label; 0: label_du. */
};

void canvas_button(struct canvas *c, const struct button *button);

/** The width that a button's label and icon want on one line. */
int32_t canvas_button_width(const struct canvas *c, const struct button *button);

static inline int32_t max_du(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static inline int32_t min_du(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static inline struct draw_rect rect_inset(struct draw_rect r, int32_t by_du)
{
    return (struct draw_rect){r.x_du + by_du, r.y_du + by_du, r.width_du - 2 * by_du,
                              r.height_du - 2 * by_du};
}

/** Cuts `height_du` (and the gap under it) off the top of `box`. */
struct draw_rect rect_cut_top(struct draw_rect *box, int32_t height_du, int32_t gap_du);
struct draw_rect rect_cut_bottom(struct draw_rect *box, int32_t height_du, int32_t gap_du);
struct draw_rect rect_cut_left(struct draw_rect *box, int32_t width_du, int32_t gap_du);

/** Equal cells. */
struct grid {
    struct draw_rect box;
    unsigned columns, rows;
    int32_t cell_width_du, cell_height_du, gap_du;
    bool fits;
};

/** The height that item `index` needs in a cell of `width_du`. */
typedef int32_t grid_need(const struct canvas *c, const void *context, unsigned index,
                          int32_t width_du);

/**
 * The first number of columns of `columns` (ended by 0) in which all items fit, `gap_du` apart.
 * Cells are at least a target high and at most `tallest_du`.
 */
struct grid grid_plan(const struct canvas *c, struct draw_rect box, unsigned count,
                      const unsigned *columns, int32_t tallest_du, grid_need *need,
                      const void *context);
struct draw_rect grid_cell(const struct grid *g, unsigned index);

#endif
