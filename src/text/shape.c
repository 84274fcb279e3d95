#include "text/shape.h"

#include <pango/pango.h>
#include <string.h>

#include "base/arena.h"
#include "base/units.h"
#include "base/utf8.h"
#include "text/fonts_pango.h"
#include "text/glue.h"

/**
 * Text is shaped in this one size and scaled, since without hinting nothing but the scale depends
 * on the size. Each size of its own would cost Pango a search for the font, in a thread of its own:
 * a leaflet tries its text in a dozen sizes. 1000 pt makes a unit of our fonts exactly 1024 du.
 */
enum { SHAPE_SIZE_DU = 1000 * DU_PER_PT };

/** Work in progress: arrays with room for one cluster or glyph a byte, which always suffices. */
struct shaper {
    struct arena *arena;
    const struct font_set *fonts;
    const struct para_style *style;
    struct rich rich;
    PangoLayout *layout;
    const uint8_t *glued;       /**< enum glue, one for each byte of text. */
    const PangoLogAttr *attrs;  /**< One a character, and one for the end. */
    const uint32_t *char_index; /**< Character number at each byte. */
    struct cluster *clusters;
    struct draw_glyph *glyphs;
    uint32_t cluster_count, glyph_count, glyph_capacity;
    uint32_t missing;
};

static bool is_control(uint32_t code_point)
{
    return code_point < ' ' && code_point != '\n' && code_point != '\r';
}

static bool needs_repair(struct slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if (is_control((uint8_t)text.data[i]))
            return true;
    return utf8_first_bad(text) != text.size;
}

static uint32_t repaired(uint32_t code_point)
{
    if (code_point == UTF8_BAD)
        return 0xFFFD;
    return is_control(code_point) ? ' ' : code_point;
}

/** A copy in which each malformed byte is U+FFFD and tabs are spaces; bold ranges move along. */
static struct rich repair_text(struct arena *a, struct rich rich)
{
    if (!needs_repair(rich.text))
        return rich;
    char *bytes = arena_alloc(a, rich.text.size * 3 + 1);
    uint32_t *moved = ARENA_ARRAY(a, rich.text.size + 1, uint32_t);
    uint32_t size = 0;
    for (size_t i = 0; i < rich.text.size;) {
        size_t begin = i;
        uint32_t code_point = utf8_next(rich.text, &i);
        for (size_t k = begin; k < i; k++)
            moved[k] = size;
        size += utf8_put(bytes + size, repaired(code_point));
    }
    moved[rich.text.size] = size;
    struct rich_range *ranges = ARENA_ARRAY(a, rich.strong_count, struct rich_range);
    for (unsigned i = 0; i < rich.strong_count; i++)
        ranges[i] = (struct rich_range){moved[rich.strong[i].begin], moved[rich.strong[i].end]};
    return (struct rich){{bytes, size}, ranges, rich.strong_count};
}

static void add_attribute(PangoAttrList *list, PangoAttribute *attribute, uint32_t begin,
                          uint32_t end)
{
    attribute->start_index = begin;
    attribute->end_index = end;
    pango_attr_list_insert(list, attribute);
}

static bool begins_character(struct slice text, uint32_t at)
{
    return at == text.size || (at < text.size && ((uint8_t)text.data[at] & 0xC0) != 0x80);
}

static void fill_layout(const struct shaper *s)
{
    const struct para_style *style = s->style;
    PangoAttrList *list = pango_attr_list_new();
    for (unsigned i = 0; i < s->rich.strong_count; i++) {
        const struct rich_range *range = &s->rich.strong[i];
        /* Pango would read behind its own arrays. */
        CHECK(begins_character(s->rich.text, range->begin) &&
              begins_character(s->rich.text, range->end));
        const PangoFontDescription *strong =
            font_set_description(s->fonts, style->strong_font, SHAPE_SIZE_DU);
        add_attribute(list, pango_attr_font_desc_new(strong), range->begin, range->end);
    }
    add_attribute(list, pango_attr_insert_hyphens_new(FALSE), 0, G_MAXUINT);
    pango_layout_set_font_description(s->layout,
                                      font_set_description(s->fonts, style->font, SHAPE_SIZE_DU));
    pango_layout_set_width(s->layout, -1);
    pango_layout_set_attributes(s->layout, list);
    pango_layout_set_text(s->layout, s->rich.text.data, (int)s->rich.text.size);
    pango_attr_list_unref(list);
}

static bool is_strong(const struct shaper *s, uint32_t offset)
{
    for (unsigned i = 0; i < s->rich.strong_count; i++)
        if (offset >= s->rich.strong[i].begin && offset < s->rich.strong[i].end)
            return true;
    return false;
}

/** Scripts without spaces (all from U+2E80 on) and explicit break opportunities. */
static bool separates_like_space(uint32_t code_point)
{
    return code_point == 0x200B || code_point >= 0x2E80;
}

/**
 * A break where no space is ("NĐ-CP", "gov.vn/huong-dan") would read as two words or a hyphen of
 * ours, so such places serve only when nothing else does.
 */
static enum cluster_break break_before(const struct shaper *s, uint32_t offset)
{
    uint32_t number = s->char_index[offset];
    if (number == 0 || s->attrs[number].is_white)
        return CLUSTER_BREAK_NEVER;
    if (!s->attrs[number].is_line_break)
        return s->attrs[number].is_cursor_position ? CLUSTER_BREAK_EMERGENCY : CLUSTER_BREAK_NEVER;
    if (s->glued[offset - 1] != GLUE_NONE)
        return s->glued[offset - 1] == GLUE_LOOSE ? CLUSTER_BREAK_LOOSE : CLUSTER_BREAK_GLUED;
    size_t before = offset - 1;
    while (before > 0 && s->char_index[before - 1] == number - 1)
        before--;
    uint32_t previous = utf8_next(s->rich.text, &before);
    bool apart = s->attrs[number - 1].is_white || separates_like_space(previous);
    return apart ? CLUSTER_BREAK_ALLOWED : CLUSTER_BREAK_WEAK;
}

static void note_missing(struct shaper *s, uint32_t offset)
{
    size_t at = offset;
    if (!s->missing)
        s->missing = utf8_next(s->rich.text, &at);
}

static int32_t scaled(const struct shaper *s, int value)
{
    return du_scale(value, s->style->size_du, SHAPE_SIZE_DU);
}

/** Glyphs [first, end) of a Pango run become one cluster. */
static void add_cluster(struct shaper *s, const PangoGlyphString *glyphs, int first, int end,
                        uint32_t text_begin, uint32_t text_end, enum font_id font)
{
    struct cluster *cluster = &s->clusters[s->cluster_count++];
    *cluster = (struct cluster){.glyph_first = s->glyph_count,
                                .text_begin = text_begin,
                                .text_size = text_end - text_begin,
                                .font = (uint8_t)font,
                                .strong = is_strong(s, text_begin)};
    char c = s->rich.text.data[text_begin];
    cluster->space = c == ' ' || c == '\t';
    cluster->break_before = (uint8_t)break_before(s, text_begin);
    for (int i = first; i < end; i++) {
        const PangoGlyphInfo *info = &glyphs->glyphs[i];
        bool unknown = info->glyph & PANGO_GLYPH_UNKNOWN_FLAG;
        if (unknown)
            note_missing(s, text_begin);
        if (info->glyph != PANGO_GLYPH_EMPTY && s->glyph_count < s->glyph_capacity)
            s->glyphs[s->glyph_count++] = (struct draw_glyph){
                .id = unknown ? 0 : info->glyph,
                .dx_du = cluster->advance_du + scaled(s, info->geometry.x_offset),
                .dy_du = scaled(s, info->geometry.y_offset)};
        cluster->advance_du += scaled(s, info->geometry.width);
    }
    cluster->glyph_count = s->glyph_count - cluster->glyph_first;
}

static void add_run(struct shaper *s, PangoGlyphItem *run)
{
    enum font_id font = font_identify(run->item->analysis.font);
    PangoGlyphItemIter iter;
    bool more = pango_glyph_item_iter_init_start(&iter, run, s->rich.text.data);
    for (; more; more = pango_glyph_item_iter_next_cluster(&iter)) {
        /* Right-to-left runs count glyphs downwards. */
        int first = iter.start_glyph, end = iter.end_glyph;
        if (first > end) {
            int swapped = first + 1;
            first = end + 1;
            end = swapped;
        }
        add_cluster(s, run->glyphs, first, end, (uint32_t)iter.start_index,
                    (uint32_t)iter.end_index, font);
    }
}

/** The end of a line is a cluster too, without glyphs, so that empty lines exist. */
static void add_newline(struct shaper *s, uint32_t begin, uint32_t end)
{
    s->clusters[s->cluster_count++] = (struct cluster){.glyph_first = s->glyph_count,
                                                       .text_begin = begin,
                                                       .text_size = end - begin,
                                                       .font = (uint8_t)s->style->font,
                                                       .space = 1};
}

static void add_lines(struct shaper *s)
{
    for (GSList *l = pango_layout_get_lines_readonly(s->layout); l; l = l->next) {
        const PangoLayoutLine *line = l->data;
        uint32_t first = s->cluster_count;
        for (GSList *run = line->runs; run; run = run->next)
            add_run(s, run->data);
        if (l->next) {
            const PangoLayoutLine *next = l->next->data;
            add_newline(s, (uint32_t)(line->start_index + line->length),
                        (uint32_t)next->start_index);
        }
        if (first > 0 && s->cluster_count > first)
            s->clusters[first].break_before = CLUSTER_BREAK_FORCED;
    }
}

static const uint32_t *number_characters(struct arena *a, struct slice text)
{
    uint32_t *numbers = ARENA_ARRAY(a, text.size + 1, uint32_t);
    uint32_t number = 0;
    for (size_t i = 0; i < text.size; number++) {
        size_t begin = i;
        (void)utf8_next(text, &i);
        for (size_t k = begin; k < i; k++)
            numbers[k] = number;
    }
    numbers[text.size] = number;
    return numbers;
}

void shape_text(struct shaped *out, struct arena *a, const struct font_set *fonts,
                const struct para_style *style, struct rich text)
{
    struct shaper s = {.arena = a, .fonts = fonts, .style = style};
    s.rich = repair_text(a, text);
    size_t size = s.rich.text.size;
    s.layout = font_set_layout(fonts);
    fill_layout(&s);
    int attr_count = 0;
    s.attrs = pango_layout_get_log_attrs_readonly(s.layout, &attr_count);
    s.char_index = number_characters(a, s.rich.text);
    CHECK(s.char_index[size] + 1 == (uint32_t)attr_count);
    s.glued = glue_find(a, s.rich.text);
    s.clusters = ARENA_ARRAY(a, size, struct cluster);
    s.glyph_capacity = (uint32_t)size * 2;
    s.glyphs = ARENA_ARRAY(a, s.glyph_capacity, struct draw_glyph);
    add_lines(&s);
    *out = (struct shaped){.text = s.rich.text,
                           .clusters = s.clusters,
                           .cluster_count = s.cluster_count,
                           .glyphs = s.glyphs,
                           .glyph_count = s.glyph_count,
                           .missing = s.missing};
}
