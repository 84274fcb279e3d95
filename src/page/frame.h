/** @file
 * What a design draws with: the page's list, the kit, the theme, and a scale.
 *
 * Every part is one function that both measures and draws: with `measuring` set it moves nothing
 * and appends nothing but gives the same height, so the two can never disagree.
 * Units: du; `frame_mm100` turns hundredths of a millimetre of the design's own paper into du of
 * the paper at hand.
 */
#ifndef PAGE_FRAME_H
#define PAGE_FRAME_H

#include "page/design.h"
#include "page/symbols.h"
#include "page/theme.h"
#include "page/words.h"
#include "text/para.h"

struct draw_image;

/** At most four sizes on a page, in tenths of a point on the paper designed for. */
struct type_scale {
    int32_t title, head, body, note;
};

struct frame {
    struct draw_list *list;
    struct para_cache *paras;
    const struct theme *theme;
    const struct words *words;
    const struct design *design;
    const struct design_input *input;
    const struct symbol_set *symbols;
    const struct symbol *group;               /**< The team's chat group; NULL: none given. */
    const struct draw_image *const *pictures; /**< A step each; NULL where there is none. */
    struct arena *arena;
    struct diag_list *diags;
    struct type_scale type;
    int32_t scale_num, scale_den; /**< The paper at hand : the paper designed for. */
    bool short_title;             /**< Prefer it to a title of two lines. */
    bool tight_contact;           /**< Whom to ask in as few lines as can be. */
    bool tight_front;             /**< A leaflet's front with less air between its parts. */
    bool measuring;
    bool sound; /**< Cleared by every error. */
};

/** A copy of the frame that only measures. */
static inline struct frame frame_ruler(const struct frame *f)
{
    struct frame ruler = *f;
    ruler.measuring = true;
    return ruler;
}

/** Hundredths of a millimetre on the paper designed for. */
int32_t frame_mm100(const struct frame *f, int32_t hundredths);

/** Tenths of a point on the paper designed for. */
int32_t frame_pt10(const struct frame *f, int32_t tenths);

/** How a text looks; sizes in tenths of a point, leading in percent of the size. */
struct look {
    enum font_id font, strong_font;
    int32_t size_pt10, leading;
    struct draw_color color, strong_color;
    enum para_align align;
    enum para_wrap wrap;
};

/** Looks that all designs share; strong words take the brand's colour unless said otherwise. */
struct look look_title(const struct frame *f);
struct look look_head(const struct frame *f);
struct look look_body(const struct frame *f);
struct look look_note(const struct frame *f);

/** Notes of less weight than others: softer ink, strong words in full ink. */
struct look look_soft_note(const struct frame *f);

/** A heading of a note's size: bold, in the brand's colour. */
struct look look_note_head(const struct frame *f);

/** The same look in other colours, alignment or weight. */
struct look look_colored(struct look look, struct draw_color color, struct draw_color strong);
struct look look_aligned(struct look look, enum para_align align, enum para_wrap wrap);
struct look look_bold(struct look look);

/** Baseline to baseline of a look, in du. */
int32_t look_line_du(const struct frame *f, const struct look *look);

/** The laid-out paragraph of `text`. */
const struct para *frame_para(struct frame *f, const struct look *look, struct rich text,
                              int32_t width_du);

/**
 * Draws text and returns its height; 0 for empty text. `role` DRAW_ROLE_COUNT: no tag of its own.
 * Words that stick out and letters no font has are errors at `span`.
 */
int32_t frame_text(struct frame *f, enum draw_role role, const struct look *look, struct rich text,
                   struct span span, int32_t x_du, int32_t y_du, int32_t width_du);

/** The same for text that was judged before, or cannot be mended here. */
int32_t frame_put(struct frame *f, enum draw_role role, const struct look *look, struct rich text,
                  int32_t x_du, int32_t y_du, int32_t width_du);

/** The same for a fixed word of ours. */
int32_t frame_word(struct frame *f, enum draw_role role, const struct look *look, const char *word,
                   int32_t x_du, int32_t y_du, int32_t width_du);

/** An icon as decoration; an unknown name is an error at `name.span`, with the nearest name. */
void frame_icon(struct frame *f, enum font_id weight, struct field name, int32_t center_x_du,
                int32_t center_y_du, int32_t size_du, struct draw_color color);

/** One of our own icons, which exist. */
void frame_own_icon(struct frame *f, enum font_id weight, const char *name, int32_t center_x_du,
                    int32_t center_y_du, int32_t size_du, struct draw_color color);

void frame_rect(struct frame *f, struct draw_rect rect, int32_t radius_du, struct draw_color fill,
                struct draw_stroke stroke);
void frame_line(struct frame *f, int32_t x1_du, int32_t y1_du, int32_t x2_du, int32_t y2_du,
                struct draw_stroke stroke);

/** Structure around parts; nothing while measuring. */
void frame_begin(struct frame *f, enum draw_role role);
void frame_end(struct frame *f);

/** An item of a list with its body. */
void frame_item_begin(struct frame *f);
void frame_item_end(struct frame *f);

/** Around what differs from record to record. */
void frame_varying_begin(struct frame *f);
void frame_varying_end(struct frame *f);

struct draw_stroke stroke_solid(struct draw_color color, int32_t width_du);
#define NO_STROKE ((struct draw_stroke){.color = {.none = 1}})

/** The diagnostic for a part that is too tall: code D001, at the field to shorten. */
void frame_does_not_fit(struct frame *f, struct span field, const char *part, int32_t excess_du);

#endif
