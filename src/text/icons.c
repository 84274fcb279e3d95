#include "text/icons.h"

#include <hb-ot.h>
#include <hb.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "text/icon_names.h"

enum { KEPT_COUNT = 256, NAMES_BYTES = 4 * 1024 * 1024 };

/** One answer; an unknown name has glyph 0. */
struct kept {
    char name[ICON_NAME_MAX];
    uint8_t size, font;
    uint32_t glyph;
};

struct icon_table {
    hb_buffer_t *buffer;
    struct kept kept[KEPT_COUNT]; /**< Open addressing; filled to three quarters at most. */
    unsigned kept_count;
    struct arena names_arena;
    const char *const *names; /**< All names of the regular weight; made when a name was wrong. */
    unsigned name_count;
};

struct icon_table *icon_table_create(void)
{
    struct icon_table *table = calloc(1, sizeof *table);
    CHECK(table);
    table->buffer = hb_buffer_create();
    arena_init(&table->names_arena, NAMES_BYTES);
    return table;
}

void icon_table_destroy(struct icon_table *table)
{
    if (!table)
        return;
    hb_buffer_destroy(table->buffer);
    arena_deinit(&table->names_arena);
    free(table);
}

static bool looks_like_name(struct slice name)
{
    if (name.size == 0 || name.size >= ICON_NAME_MAX)
        return false;
    for (size_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
            return false;
    }
    return true;
}

/** Letters themselves have no width in these fonts, so a lone letter is no icon. */
static uint32_t shape_name(hb_buffer_t *buffer, hb_font_t *font, enum font_id id, struct slice name)
{
    static const char *const suffixes[FONT_COUNT] = {
        [FONT_ICON] = "", [FONT_ICON_BOLD] = "-bold", [FONT_ICON_FILL] = "-fill"};
    hb_buffer_clear_contents(buffer);
    hb_buffer_add_utf8(buffer, name.data, (int)name.size, 0, (int)name.size);
    hb_buffer_add_utf8(buffer, suffixes[id], -1, 0, -1);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, HB_SCRIPT_LATIN);
    hb_buffer_set_language(buffer, hb_language_from_string("en", 2));
    hb_shape(font, buffer, NULL, 0);
    unsigned count = 0;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, NULL);
    return count == 1 && positions[0].x_advance > 0 ? infos[0].codepoint : 0;
}

static uint32_t hash_name(struct slice name, enum font_id id)
{
    uint32_t hash = 2166136261u + (uint32_t)id; /* FNV-1a */
    for (size_t i = 0; i < name.size; i++)
        hash = (hash ^ (uint8_t)name.data[i]) * 16777619u;
    return hash;
}

/** The slot that holds the name, or the free one where it belongs. */
static struct kept *find_slot(struct icon_table *table, enum font_id id, struct slice name)
{
    for (uint32_t i = hash_name(name, id);; i++) {
        struct kept *kept = &table->kept[i % KEPT_COUNT];
        bool same = kept->font == id && slice_equal((struct slice){kept->name, kept->size}, name);
        if (same || kept->size == 0)
            return kept;
    }
}

bool icon_table_find(uint32_t *glyph, struct icon_table *table, hb_font_t *font, enum font_id id,
                     struct slice name)
{
    if (!looks_like_name(name))
        return false;
    struct kept *kept = find_slot(table, id, name);
    if (kept->size == 0) {
        if (table->kept_count == KEPT_COUNT / 4 * 3) {
            memset(table->kept, 0, sizeof table->kept);
            table->kept_count = 0;
            kept = find_slot(table, id, name);
        }
        kept->glyph = shape_name(table->buffer, font, id, name);
        memcpy(kept->name, name.data, name.size);
        kept->size = (uint8_t)name.size;
        kept->font = (uint8_t)id;
        table->kept_count++;
    }
    if (kept->glyph == 0)
        return false;
    *glyph = kept->glyph;
    return true;
}

struct slice icon_table_nearest(struct icon_table *table, hb_font_t *font, struct slice name)
{
    if (!table->names)
        table->names = icon_names_read(&table->name_count, &table->names_arena, font);
    int nearest = utf8_nearest(name, table->names, table->name_count);
    return nearest < 0 ? (struct slice){0} : slice_from(table->names[nearest]);
}
