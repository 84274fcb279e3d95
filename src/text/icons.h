/** @file
 * Icon names to glyphs. Phosphor forms each icon by a ligature of its name, so a name is shaped
 * like any text; one glyph with a width means that the font has that icon. Results are kept.
 */
#ifndef TEXT_ICONS_H
#define TEXT_ICONS_H

#include <stdint.h>

#include "base/slice.h"
#include "draw/list.h"

struct hb_font_t;
struct icon_table;

enum { ICON_NAME_MAX = 64 };

struct icon_table *icon_table_create(void);
void icon_table_destroy(struct icon_table *table);

bool icon_table_find(uint32_t *glyph, struct icon_table *table, struct hb_font_t *font,
                     enum font_id id, struct slice name);

/** The name in `font` (the regular weight) nearest to a wrong one, or an empty slice. */
struct slice icon_table_nearest(struct icon_table *table, struct hb_font_t *font,
                                struct slice name);

#endif
