/** @file
 * The display list: everything that is seen, on paper or on glass, as one flat array of commands.
 *
 * Designs (page/) and screens (kiosk/) append; backends (out/) walk. Commands are fixed-size tagged
 * structs; glyphs, path points, QR bits and text lie in side arrays and are addressed by index, so
 * that lists can be compared and hashed. Painting order is list order; so is reading order.
 *
 * Units:    du (base/units.h), origin top left, y grows downwards.
 * Lifetime: a list owns its arrays until list_deinit; list_reset keeps the memory for the next
 * page. Images are borrowed and must outlive the list. Errors:   a wrong call (unbalanced tags or
 * clips, empty rectangle, index out of range) is our own mistake and CHECKs.
 */
#ifndef DRAW_LIST_H
#define DRAW_LIST_H

#include <stdint.h>

#include "base/check.h"
#include "base/slice.h"

struct draw_image;

/** A colour as screens and printers want it. There is no transparency: print does not need it. */
struct draw_color {
    uint8_t r, g, b;    /**< sRGB */
    uint8_t none;       /**< 1: do not paint. */
    uint8_t c, m, y, k; /**< Percent, for print shops. */
};

#define DRAW_NO_COLOR ((struct draw_color){.none = 1})

static inline bool draw_color_equal(struct draw_color a, struct draw_color b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

/** Ids of the shipped fonts; text/fonts.h opens them. */
enum font_id {
    FONT_REGULAR,
    FONT_MEDIUM,
    FONT_SEMIBOLD,
    FONT_BOLD,
    FONT_EXTRABOLD,
    FONT_ICON,
    FONT_ICON_BOLD,
    FONT_ICON_FILL,
    FONT_COUNT
};

static inline bool font_is_icon(enum font_id id)
{
    return id >= FONT_ICON && id < FONT_COUNT;
}

struct draw_rect {
    int32_t x_du, y_du, width_du, height_du;
};

enum draw_op_kind {
    DRAW_OP_RECT,      /**< Filled and/or outlined rectangle, corners rounded by radius_du. */
    DRAW_OP_PATH,      /**< Lines and cubic curves, filled and/or stroked. */
    DRAW_OP_GLYPHS,    /**< A run of placed glyphs of one font, size and colour. */
    DRAW_OP_QR,        /**< A QR symbol, one filled path of modules. */
    DRAW_OP_IMAGE,     /**< A raster picture scaled into a rectangle. */
    DRAW_OP_LINK,      /**< A clickable area. */
    DRAW_OP_CLIP_PUSH, /**< Restrict painting to a rectangle until the matching pop. */
    DRAW_OP_CLIP_POP,
    DRAW_OP_PLACE_PUSH, /**< Scale, turn and move what follows until the matching pop. */
    DRAW_OP_PLACE_POP,
    DRAW_OP_TAG_BEGIN, /**< Structure: what follows up to the matching end. */
    DRAW_OP_TAG_END,
    DRAW_OP_COUNT
};

/**
 * Where something drawn in its own coordinates goes on a page: scaled, then turned clockwise about
 * its origin by quarter turns, then moved. The scale is a fraction, so that 1 : 1 is exact.
 */
struct draw_place {
    int32_t x_du, y_du;
    uint32_t quarter_turns; /**< 0 … 3 */
    int32_t scale_num, scale_den;
};

/** Outline of a shape; width 0 or colour none: no outline. The line is centred on the edge. */
struct draw_stroke {
    struct draw_color color;
    int32_t width_du;
    int32_t dash_on_du, dash_off_du; /**< Both 0: solid. Dashes have round ends: on 0 gives dots. */
};

struct draw_op_rect {
    struct draw_rect rect;
    int32_t radius_du;
    struct draw_color fill;
    struct draw_stroke stroke;
};

enum draw_verb { DRAW_MOVE, DRAW_LINE, DRAW_CUBIC, DRAW_CLOSE };

/** One path segment; a cubic uses all three points, the last is its end. */
struct draw_segment {
    int32_t verb; /**< enum draw_verb */
    int32_t x1_du, y1_du, x2_du, y2_du, x_du, y_du;
};

struct draw_op_path {
    uint32_t segment_first, segment_count;
    struct draw_color fill; /**< Non-zero winding. */
    struct draw_stroke stroke;
};

/** A glyph at an offset from the run's origin; `text_*` are the bytes it stands for. */
struct draw_glyph {
    uint32_t id; /**< Glyph index in the font file. */
    int32_t dx_du, dy_du;
    uint16_t text_begin; /**< Relative to the run's text. */
    uint16_t text_size;  /**< 0: part of the glyph before it. */
};

struct draw_op_glyphs {
    uint32_t font; /**< enum font_id */
    int32_t size_du;
    int32_t x_du, y_du; /**< Start of the baseline. */
    int32_t advance_du; /**< Pen movement of the whole run. */
    struct draw_color color;
    uint32_t glyph_first, glyph_count;
    uint32_t text_first, text_size; /**< In the list's bytes: UTF-8, NFC; empty for icons. */
};

/** Sides of versions 1 and 40 (ISO/IEC 18004). */
enum { DRAW_QR_SIDE_MIN = 21, DRAW_QR_SIDE_MAX = 177 };

struct draw_op_qr {
    int32_t x_du, y_du; /**< Top left of the symbol without quiet zone. */
    int32_t module_du;
    uint32_t module_count; /**< A side: DRAW_QR_SIDE_MIN … DRAW_QR_SIDE_MAX. */
    uint32_t
        bits_first; /**< In the list's bytes: rows of (count + 7) / 8 bytes, left bit highest. */
    struct draw_color color;
};

struct draw_op_image {
    struct draw_rect rect;
    const struct draw_image *image;
};

struct draw_op_link {
    struct draw_rect rect;
    uint32_t text_first, text_size; /**< URI, ASCII; empty: a page of the same file. */
    uint32_t alt_first, alt_size;   /**< What it opens, in words. */
    uint32_t page;                  /**< Without a URI: that page, from 1. */
};

/** Structure types, those of ISO 32000-1 14.8.4 that pages need. */
enum draw_role {
    DRAW_ROLE_SECT,
    DRAW_ROLE_H1,
    DRAW_ROLE_H2,
    DRAW_ROLE_H3,
    DRAW_ROLE_P,
    DRAW_ROLE_L,
    DRAW_ROLE_LI,
    DRAW_ROLE_LBL,
    DRAW_ROLE_LBODY,
    DRAW_ROLE_FIGURE, /**< Needs alternative text. */
    DRAW_ROLE_LINK,
    DRAW_ROLE_SPAN,
    DRAW_ROLE_TABLE,
    DRAW_ROLE_TR,
    DRAW_ROLE_TH,
    DRAW_ROLE_TD,
    DRAW_ROLE_TOC, /**< Contents; of TOCI. */
    DRAW_ROLE_TOCI,
    DRAW_ROLE_INDEX,     /**< Of terms, with page numbers; holds an L. */
    DRAW_ROLE_REFERENCE, /**< To another page of the file; around a LINK. */
    DRAW_ROLE_ARTIFACT,  /**< Decoration: not read aloud, not extracted. */
    DRAW_ROLE_COUNT
};

struct draw_op_tag {
    uint32_t role;                /**< enum draw_role */
    uint32_t alt_first, alt_size; /**< Alternative text; may be empty. */
};

struct draw_op {
    enum draw_op_kind kind;
    uint32_t varying; /**< 1: differs from record to record (list_varying_begin). */
    union {
        struct draw_op_rect rect;
        struct draw_op_path path;
        struct draw_op_glyphs glyphs;
        struct draw_op_qr qr;
        struct draw_op_image image;
        struct draw_op_link link;
        struct draw_rect clip;
        struct draw_place place;
        struct draw_op_tag tag;
    };
};

/** One page or one frame. */
struct draw_list {
    int32_t width_du, height_du;
    struct draw_rect trim;  /**< The paper after cutting; 0 wide: the page is not cut. */
    struct draw_rect bleed; /**< How far backgrounds reach beyond it; 0 wide: nowhere. */
    struct draw_op *ops;
    uint32_t op_count, op_capacity;
    struct draw_glyph *glyphs;
    uint32_t glyph_count, glyph_capacity;
    struct draw_segment *segments;
    uint32_t segment_count, segment_capacity;
    uint8_t *bytes; /**< Text and QR bits. */
    uint32_t byte_count, byte_capacity;
    uint32_t tag_depth, varying;
    uint32_t clip_depth; /**< Clips and places that are open. */
    uint32_t place_bits; /**< Which of these are places; the outermost is the lowest bit. */
    uint32_t path_first; /**< Of the path being recorded. */
};

enum { DRAW_TAG_DEPTH_MAX = 32, DRAW_CLIP_DEPTH_MAX = 16, DRAW_BYTES_MAX = 64 * 1024 * 1024 };

void list_init(struct draw_list *list);
void list_deinit(struct draw_list *list);

/** Empties the list for a page of this size; keeps the memory. */
void list_reset(struct draw_list *list, int32_t width_du, int32_t height_du);

/** Makes `list` the same as `from`, which is finished; images stay borrowed. */
void list_copy(struct draw_list *list, const struct draw_list *from);

/** CHECKs that tags, clips and varying parts are balanced; call before handing the list on. */
void list_finish(const struct draw_list *list);

/** Filled rectangle; `radius_du` is limited to half the shorter side. */
void list_rect(struct draw_list *list, struct draw_rect rect, int32_t radius_du,
               struct draw_color fill, struct draw_stroke stroke);

/** A circle as a rounded rectangle. */
void list_disc(struct draw_list *list, int32_t center_x_du, int32_t center_y_du, int32_t radius_du,
               struct draw_color fill, struct draw_stroke stroke);

/** A straight line. */
void list_line(struct draw_list *list, int32_t x1_du, int32_t y1_du, int32_t x2_du, int32_t y2_du,
               struct draw_stroke stroke);

/** Path recording: move, line, cubic, close, then list_path_end appends the command. */
void list_move(struct draw_list *list, int32_t x_du, int32_t y_du);
void list_line_to(struct draw_list *list, int32_t x_du, int32_t y_du);
void list_cubic_to(struct draw_list *list, int32_t x1_du, int32_t y1_du, int32_t x2_du,
                   int32_t y2_du, int32_t x_du, int32_t y_du);
void list_close(struct draw_list *list);
void list_path_end(struct draw_list *list, struct draw_color fill, struct draw_stroke stroke);

/** Copies the glyphs and their text; `run`'s index fields are filled here. */
void list_glyphs(struct draw_list *list, struct draw_op_glyphs run, const struct draw_glyph *glyphs,
                 uint32_t glyph_count, struct slice text);

/** `bits`: module_count rows of (module_count + 7) / 8 bytes, left module in the highest bit. */
void list_qr(struct draw_list *list, int32_t x_du, int32_t y_du, int32_t module_du,
             uint32_t module_count, const uint8_t *bits, struct draw_color color);

void list_image(struct draw_list *list, struct draw_rect rect, const struct draw_image *image);
/** `trim` lies within `bleed` and that within the page; also ISO 32000-1, 14.11.2. */
void list_set_boxes(struct draw_list *list, struct draw_rect trim, struct draw_rect bleed);

void list_link(struct draw_list *list, struct draw_rect rect, struct slice uri, struct slice alt);
/** A link to page `page` (from 1) of the file that the list becomes a page of. */
void list_link_page(struct draw_list *list, struct draw_rect rect, uint32_t page, struct slice alt);
void list_clip_push(struct draw_list *list, struct draw_rect rect);
void list_clip_pop(struct draw_list *list);
/** Nests with clips; both together DRAW_CLIP_DEPTH_MAX deep. The scale is positive. */
void list_place_push(struct draw_list *list, struct draw_place place);
void list_place_pop(struct draw_list *list);
void list_tag_begin(struct draw_list *list, enum draw_role role, struct slice alt);
void list_tag_end(struct draw_list *list);

/**
 * Between these, commands are those of one record (a name, a QR code). A backend may keep the rest
 * of the page for the next record, and paints the varying part after it: so a varying command must
 * not lie under one that does not vary.
 */
void list_varying_begin(struct draw_list *list);
void list_varying_end(struct draw_list *list);

/** Where a rectangle of what is placed comes to lie; sides are rounded outwards by up to 1 du. */
struct draw_rect draw_place_rect(const struct draw_place *place, struct draw_rect rect);

/** True for a command that a matching one ends, and for the one that ends it. */
static inline bool draw_op_opens(enum draw_op_kind kind)
{
    return kind == DRAW_OP_CLIP_PUSH || kind == DRAW_OP_PLACE_PUSH || kind == DRAW_OP_TAG_BEGIN;
}

static inline bool draw_op_closes(enum draw_op_kind kind)
{
    return kind == DRAW_OP_CLIP_POP || kind == DRAW_OP_PLACE_POP || kind == DRAW_OP_TAG_END;
}

/** Bytes of a symbol's bits: rows of whole bytes. */
static inline size_t draw_qr_bytes(uint32_t module_count)
{
    return (size_t)module_count * ((module_count + 7) / 8);
}

static inline struct slice list_text(const struct draw_list *list, uint32_t first, uint32_t size)
{
    return (struct slice){size ? (const char *)list->bytes + first : "", size};
}

/** Name of a role as ISO 32000-1 spells it: "H1", "LBody", "Artifact". */
const char *draw_role_name(enum draw_role role);

#endif
