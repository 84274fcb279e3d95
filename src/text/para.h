/** @file
 * Paragraphs: text, style and width in; placed glyph runs out.
 *
 * Pango shapes and breaks; this module adds what Vietnamese print wants: names, numbers with their
 * unit and short closing words are kept together, and no last line is left with one short word.
 *
 * Units:    du, origin top left of the paragraph, y grows downwards.
 * Lifetime: a para lives as long as the arena it was laid out in, or, from a cache, until
 *           para_cache_destroy. Input text may be freed afterwards.
 * Threads:  one at a time per font set.
 */
#ifndef TEXT_PARA_H
#define TEXT_PARA_H

#include "base/error.h"
#include "base/rich.h"
#include "draw/list.h"
#include "text/fonts.h"

struct arena;

enum { PARA_TEXT_MAX = 16 * 1024 };

enum para_align { PARA_LEFT, PARA_CENTER, PARA_RIGHT };

enum para_wrap {
    PARA_WRAP_PRETTY,  /**< As few lines as possible; the last is never one short word. */
    PARA_WRAP_BALANCE, /**< As few lines as possible, all about equally long: titles, captions. */
    PARA_WRAP_NONE     /**< One line, however long. */
};

struct para_style {
    enum font_id font, strong_font;
    int32_t size_du;
    int32_t line_du; /**< Baseline to baseline. */
    struct draw_color color, strong_color;
    enum para_align align;
    enum para_wrap wrap;
};

struct para_run {
    uint32_t font;
    int32_t x_du, baseline_du; /**< Relative to the paragraph. */
    int32_t advance_du;
    struct draw_color color;
    uint32_t glyph_first, glyph_count;
    uint32_t text_first, text_size;
};

struct para {
    int32_t width_du;      /**< Of the longest line, without trailing space. */
    int32_t height_du;     /**< line_count × line_du. */
    int32_t baseline_du;   /**< Of the first line, from the top. */
    int32_t last_width_du; /**< Of the last line. */
    unsigned line_count;
    bool too_wide;    /**< A word did not fit the column and sticks out. */
    uint32_t missing; /**< First code point no font has, or 0. */
    int32_t size_du;
    const struct para_run *runs; /**< In reading order. */
    uint32_t run_count;
    const struct draw_glyph *glyphs;
    uint32_t glyph_count;
    struct slice text; /**< As given; malformed bytes have become U+FFFD. */
};

/**
 * Lays `text` out in `width_du`. Newlines in the text are kept as line breaks.
 * A line's half-leading is (line_du − size) / 2: the first baseline lies at
 * (line_du + cap height) / 2 from the top, so capitals are centred in the line.
 * Errors: ERROR_LIMIT above PARA_TEXT_MAX bytes. Malformed UTF-8 shows as U+FFFD.
 */
NODISCARD bool para_layout(struct para *out, struct arena *a, const struct font_set *fonts,
                           const struct para_style *style, struct rich text, int32_t width_du,
                           struct error *e);

/** Appends the runs at (x, y); spaces at line ends are kept so that words stay apart when
 * extracted. */
void para_draw(struct draw_list *list, const struct para *para, int32_t x_du, int32_t y_du);

/**
 * Keeps paragraphs by (text, bold ranges, style, width), so that what does not vary in a batch is
 * laid out once. Limits: PARA_CACHE_MAX paragraphs; when full it starts again empty, and paras
 * handed out before stay valid only until then: finish a page before para_cache_trim.
 */
struct para_cache;

enum { PARA_CACHE_MAX = 4096 };

struct para_cache *para_cache_create(const struct font_set *fonts);
void para_cache_destroy(struct para_cache *cache);

/** Between pages: forgets everything when more than PARA_CACHE_MAX paragraphs are kept. */
void para_cache_trim(struct para_cache *cache);
/** Forgets everything now and overwrites it: a name was among what was laid out. */
void para_cache_wipe(struct para_cache *cache);

/** The laid-out paragraph, from the cache or new; never NULL (text over the limit is cut). */
const struct para *para_cache_get(struct para_cache *cache, const struct para_style *style,
                                  struct rich text, int32_t width_du);

const struct font_set *para_cache_fonts(const struct para_cache *cache);

/** Appends an icon, its box centred on (center_x, center_y); false when there is no such icon. */
bool icon_draw(struct draw_list *list, const struct font_set *fonts, enum font_id id,
               struct slice name, int32_t center_x_du, int32_t center_y_du, int32_t size_du,
               struct draw_color color);

#endif
