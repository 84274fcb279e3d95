/** @file
 * What the rest of text/ needs of a font set: Pango's objects and working memory.
 *
 * Only for files of text/. Pango's types are named by their struct tags, so that this header
 * compiles without Pango's own.
 */
#ifndef TEXT_FONTS_PANGO_H
#define TEXT_FONTS_PANGO_H

#include "text/fonts.h"

struct arena;
struct _PangoFont;
struct _PangoFontDescription;
struct _PangoLayout;

/** The one layout of the set, to be filled anew for each paragraph. */
struct _PangoLayout *font_set_layout(const struct font_set *fonts);

/** Exactly this font in this size; borrowed until the next call. */
const struct _PangoFontDescription *font_set_description(const struct font_set *fonts,
                                                         enum font_id id, int32_t size_du);

/** What font_set_speak said; one pointer a language, for as long as the program. */
const char *font_set_language(const struct font_set *fonts);

/** Which of ours Pango chose. */
enum font_id font_identify(struct _PangoFont *font);

/** Memory that one layout may use and the next one reuses. */
struct arena *font_set_scratch(const struct font_set *fonts);

#endif
