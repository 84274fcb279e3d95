/** @file
 * The shipped fonts, and only those: output is the same on every machine.
 *
 * Be Vietnam Pro for text (laid out by Pango), Phosphor for icons (one glyph an icon, found by its
 * name through the font's own ligatures).
 *
 * Lifetime: a font set lives until font_set_destroy; faces, bytes and names are borrowed from it.
 * Threads:  one at a time per font set.
 */
#ifndef TEXT_FONTS_H
#define TEXT_FONTS_H

#include "base/error.h"
#include "base/slice.h"
#include "draw/list.h"

struct font_set;

/** Opens the fonts in `folder`; text faces are ready, icon faces are mapped on first use. */
NODISCARD bool font_set_create(struct font_set **out, const char *folder, struct error *e);
void font_set_destroy(struct font_set *fonts);

/**
 * The language of the text laid out from now on (BCP 47; "vi" at first): it decides where Pango may
 * break a line in scripts without spaces, and which of a font's local letter shapes are taken.
 */
void font_set_speak(const struct font_set *fonts, const char *language);

/** The font file's bytes, for a backend that makes its own face. */
struct slice font_set_bytes(const struct font_set *fonts, enum font_id id);

/** Height of capitals above the baseline, from the font's tables. */
int32_t font_cap_height_du(const struct font_set *fonts, enum font_id id, int32_t size_du);

/**
 * The glyph of an icon in a weight; `name` without weight ("device-mobile").
 * Errors: false when the font has no such icon.
 */
bool font_find_icon(uint32_t *glyph, const struct font_set *fonts, enum font_id id,
                    struct slice name);

/** The icon name nearest to a wrong one, or an empty slice; borrowed. */
struct slice font_nearest_icon(const struct font_set *fonts, struct slice name);

/** True when the text fonts have a glyph for `code_point` (spaces and joiners count as had). */
bool font_has(const struct font_set *fonts, uint32_t code_point);

#endif
