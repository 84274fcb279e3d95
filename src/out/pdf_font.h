/** @file
 * Fonts in a PDF: character ids, subsets, widths, and the way back to text.
 *
 * Each font becomes a Type0 font with Identity-H codes (ISO 32000-1, 9.7). A code is a CID; the CID
 * of a glyph is its index in the font file, so that content made for one file of a job fits every
 * other, and a stream maps CIDs to the subset's own glyphs. Where one glyph stands for two texts
 * the second gets a CID of its own above the glyphs, so that /ToUnicode is exact. U+00A0 is given
 * back as U+0020: it is a matter of layout, not of the text.
 *
 * Lifetime: a pdf_fonts belongs to a job; compressed subsets are kept, the newest
 *           PDF_SUBSETS_KEPT a font.
 * Limits:   PDF_CID_COUNT codes a font.
 */
#ifndef OUT_PDF_FONT_H
#define OUT_PDF_FONT_H

#include <hb.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "draw/list.h"

struct font_set;
struct pdf_writer;
struct libdeflate_compressor;

enum {
    PDF_TEXT_FONTS = FONT_ICON, /**< Icon fonts are drawn as paths and never embedded. */
    PDF_CID_COUNT = 4096,
    PDF_CID_WORDS = PDF_CID_COUNT / 64,
    PDF_SUBSETS_KEPT = 4
};

/** CIDs of one font that something uses. */
struct cid_set {
    uint64_t words[PDF_CID_WORDS];
};

static inline void cid_set_add(struct cid_set *set, unsigned cid)
{
    set->words[cid / 64] |= (uint64_t)1 << (cid % 64);
}

static inline bool cid_set_has(const struct cid_set *set, unsigned cid)
{
    return (set->words[cid / 64] >> (cid % 64) & 1) != 0;
}

/** Those of every text font. */
struct font_use {
    struct cid_set sets[PDF_TEXT_FONTS];
    bool used[PDF_TEXT_FONTS];
};

void font_use_merge(struct font_use *into, const struct font_use *from);

struct cid_entry {
    uint32_t code_point; /**< 0: not used yet, or `text` holds several. */
    uint16_t glyph;
    uint8_t text_size;
    char text[32];
};

/** A subset as it goes into a file: everything deflated or serialised once. */
struct pdf_subset {
    struct cid_set set;
    struct buf font, to_unicode, glyph_map; /**< Deflated. */
    struct buf widths;                      /**< An array, as text. */
    struct buf objects[3];                  /**< Font, descendant, descriptor, as text … */
    uint32_t objects_number, objects_first; /**< … with references for these numbers. */
    uint32_t font_bytes;                    /**< Before deflating. */
    char tag[8];                            /**< "ABCDEF+" */
    uint64_t last_used;
    bool ready;
};

struct pdf_font {
    hb_face_t *face;
    hb_font_t *font;
    unsigned upem, glyph_count;
    unsigned cid_count;        /**< Glyphs, then extra codes. */
    struct cid_entry *entries; /**< PDF_CID_COUNT of them. */
    int16_t *widths;           /**< Thousandths of an em, a CID each; -1: not asked yet. */
    struct cid_set expected;
    bool any_expected;
    struct pdf_subset subsets[PDF_SUBSETS_KEPT];
};

struct pdf_fonts {
    const struct font_set *files;
    struct pdf_font fonts[FONT_COUNT]; /**< Opened on first use. */
    uint64_t clock;
};

void pdf_fonts_init(struct pdf_fonts *fonts, const struct font_set *files);
void pdf_fonts_deinit(struct pdf_fonts *fonts);

/** Opens the face when needed; works for icon fonts as well. */
struct pdf_font *pdf_font_open(struct pdf_fonts *fonts, enum font_id id);

/** The code for a glyph that stands for `text`; empty text: for part of the glyph before it. */
unsigned pdf_font_cid(struct pdf_font *font, uint32_t glyph, struct slice text);

/** Advance of a code in thousandths of the font size. */
int pdf_font_width(struct pdf_font *font, unsigned cid);

/** Coming files will use these codes too. */
void pdf_fonts_expect(struct pdf_fonts *fonts, const struct font_use *use);

/** Writes font `id` under object `number` with all it refers to. */
NODISCARD bool pdf_font_write(struct pdf_fonts *fonts, enum font_id id, const struct cid_set *used,
                              struct pdf_writer *w, uint32_t number, struct error *e);

#endif
