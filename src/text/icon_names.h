/** @file
 * All icon names of a font, read from its ligatures.
 */
#ifndef TEXT_ICON_NAMES_H
#define TEXT_ICON_NAMES_H

struct arena;
struct hb_font_t;

enum { ICON_NAMES_MAX = 8192 };

/**
 * Names that are formed in this font, as terminated strings in an array of `*count`, in `a`.
 * A damaged font has fewer names.
 */
const char *const *icon_names_read(unsigned *count, struct arena *a, struct hb_font_t *font);

#endif
