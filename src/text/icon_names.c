#include "text/icon_names.h"

#include <hb.h>
#include <string.h>

#include "base/arena.h"
#include "text/icons.h"

/*
 * HarfBuzz forms ligatures but does not list them, so the table is read here: GSUB, lookups of type
 * 4 (ligature), also behind type 7 (extension). Layout: OpenType 1.9, "GSUB". Every offset is
 * relative to the table it stands in; reading outside the file gives 0, which ends the loops.
 *
 *   GSUB +8 → LookupList: count, offset… → Lookup: type, flag, count, offset…
 *     → LigatureSubst: 1, coverage, count, offset… → LigatureSet: count, offset…
 *       → Ligature: glyph, component count, components but the first
 */

enum { LIGATURE_LOOKUP = 4, EXTENSION_LOOKUP = 7, FIRST_LETTER = '-', LAST_LETTER = 'z' };

struct reader {
    struct arena *arena;
    hb_font_t *font;
    const uint8_t *bytes;
    unsigned size;
    uint32_t letters[LAST_LETTER + 1]; /**< Glyph of each character of names; 0: none. */
    const char **names;
    unsigned count;
};

static unsigned u16(const struct reader *r, uint64_t at)
{
    return at + 2 <= r->size ? (unsigned)r->bytes[at] << 8 | r->bytes[at + 1] : 0;
}

static uint32_t u32(const struct reader *r, uint64_t at)
{
    return (uint32_t)u16(r, at) << 16 | u16(r, at + 2);
}

static char find_letter(const struct reader *r, uint32_t glyph)
{
    for (int c = FIRST_LETTER; c <= LAST_LETTER; c++)
        if (glyph != 0 && r->letters[c] == glyph)
            return (char)c;
    return '\0';
}

static uint32_t covered_glyph(const struct reader *r, uint64_t coverage, unsigned index)
{
    unsigned count = u16(r, coverage + 2);
    if (u16(r, coverage) == 1)
        return index < count ? u16(r, coverage + 4 + 2 * (uint64_t)index) : 0;
    for (unsigned i = 0; i < count; i++) {
        uint64_t range = coverage + 4 + 6 * (uint64_t)i;
        unsigned first = u16(r, range), last = u16(r, range + 2), start = u16(r, range + 4);
        if (first <= last && index >= start && index - start <= last - first)
            return first + (index - start);
    }
    return 0;
}

static void add_ligature(struct reader *r, uint32_t first, uint64_t at)
{
    char name[ICON_NAME_MAX];
    unsigned size = u16(r, at + 2);
    if (size < 2 || size >= ICON_NAME_MAX || r->count == ICON_NAMES_MAX)
        return;
    for (unsigned i = 0; i < size; i++) {
        uint32_t glyph = i == 0 ? first : u16(r, at + 2 + 2 * (uint64_t)i);
        name[i] = find_letter(r, glyph);
        if (!name[i])
            return;
    }
    if (hb_font_get_glyph_h_advance(r->font, u16(r, at)) > 0)
        r->names[r->count++] = arena_copy(r->arena, (struct slice){name, size}).data;
}

static void add_subtable(struct reader *r, uint64_t at)
{
    unsigned set_count = u16(r, at + 4);
    for (unsigned i = 0; u16(r, at) == 1 && i < set_count; i++) {
        uint64_t set = at + u16(r, at + 6 + 2 * (uint64_t)i);
        uint32_t first = covered_glyph(r, at + u16(r, at + 2), i);
        unsigned count = u16(r, set);
        for (unsigned k = 0; k < count; k++)
            add_ligature(r, first, set + u16(r, set + 2 + 2 * (uint64_t)k));
    }
}

static void add_lookup(struct reader *r, uint64_t at)
{
    unsigned type = u16(r, at), count = u16(r, at + 4);
    for (unsigned i = 0; i < count; i++) {
        uint64_t subtable = at + u16(r, at + 6 + 2 * (uint64_t)i);
        if (type == LIGATURE_LOOKUP)
            add_subtable(r, subtable);
        else if (type == EXTENSION_LOOKUP && u16(r, subtable + 2) == LIGATURE_LOOKUP)
            add_subtable(r, subtable + u32(r, subtable + 4));
    }
}

const char *const *icon_names_read(unsigned *count, struct arena *a, hb_font_t *font)
{
    hb_blob_t *table = hb_face_reference_table(hb_font_get_face(font), HB_TAG('G', 'S', 'U', 'B'));
    struct reader r = {.arena = a, .font = font};
    r.bytes = (const uint8_t *)hb_blob_get_data(table, &r.size);
    r.names = ARENA_ARRAY(a, ICON_NAMES_MAX, const char *);
    for (unsigned c = FIRST_LETTER; c <= LAST_LETTER; c++)
        if (!hb_font_get_nominal_glyph(font, c, &r.letters[c]))
            r.letters[c] = 0;
    uint64_t lookups = u16(&r, 8);
    unsigned lookup_count = u16(&r, lookups);
    for (unsigned i = 0; i < lookup_count; i++)
        add_lookup(&r, lookups + u16(&r, lookups + 2 + 2 * (uint64_t)i));
    hb_blob_destroy(table);
    *count = r.count;
    return r.names;
}
