/** @file
 * Content streams: display-list commands as PDF operators (ISO 32000-1, 8 and 9).
 *
 * One matrix maps du with y downwards onto the page, so that nearly every operand is an integer.
 * Colours, line styles and fonts are set only when they change. Marked content is opened and closed
 * by the caller (painter_mark, painter_unmark), which knows the structure.
 *
 * Lifetime: a painter writes into a buffer of the caller's; painter_begin starts afresh.
 */
#ifndef OUT_PDF_CONTENT_H
#define OUT_PDF_CONTENT_H

#include "draw/list.h"
#include "out/pdf.h"
#include "out/pdf_font.h"

/** What the graphics state holds besides the matrix; saved and restored with the clip. */
struct paint_state {
    struct draw_color fill, line;
    int32_t line_width_du, dash_on_du, dash_off_du;
    bool line_round;
    bool overprint; /**< In CMYK: black type lies on what is there and leaves no gap. */
    unsigned font;
    int32_t font_size_du;
};

/** A clip or place on the way to a command; `serial` tells two equal ones apart. */
struct clip_entry {
    bool is_place;
    struct draw_rect rect;   /**< Of a clip. */
    struct draw_place place; /**< Of a place. */
    uint32_t serial;
};

struct painter {
    struct buf *out;
    struct pdf_fonts *fonts;
    struct font_use *use; /**< Codes written are noted here. */
    enum pdf_color color;
    bool in_text, marked;
    struct paint_state state, saved[DRAW_CLIP_DEPTH_MAX];
    uint32_t clips[DRAW_CLIP_DEPTH_MAX]; /**< Serials of what is applied. */
    unsigned clip_count;
};

void painter_begin(struct painter *p, struct buf *out, struct pdf_fonts *fonts,
                   struct font_use *use, enum pdf_color color, int32_t height_du);
/** Closes what is open. */
void painter_end(struct painter *p);

/** True when exactly these clips are applied. */
bool painter_has_clips(const struct painter *p, const struct clip_entry *clips, unsigned count);
/** Applies them; nothing may be marked. */
void painter_set_clips(struct painter *p, const struct clip_entry *clips, unsigned count);

void painter_mark(struct painter *p, const char *tag, uint32_t mcid);
void painter_mark_artifact(struct painter *p);
void painter_unmark(struct painter *p);

/** One command that paints; links, clips and tags are the caller's. */
void painter_draw(struct painter *p, const struct draw_list *list, const struct draw_op *op);

#endif
