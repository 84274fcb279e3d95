#include "out/pdf_subset.h"

#include <hb-ot.h>
#include <hb-subset.h>

#include "base/utf8.h"
#include "out/pdf_pen.h"
#include "out/pdf_writer.h"

enum { BFCHARS_A_BLOCK = 100 };

static void put_hex4(struct buf *out, unsigned value)
{
    static const char digits[] = "0123456789ABCDEF";
    char text[4] = {digits[value >> 12 & 15], digits[value >> 8 & 15], digits[value >> 4 & 15],
                    digits[value & 15]};
    buf_append(out, text, 4);
}

/* One line of the map from codes to UTF-16. */
static void put_bfchar(struct buf *out, const struct cid_entry *entry, unsigned cid)
{
    char encoded[4];
    struct slice text = {entry->text, entry->text_size};
    if (entry->code_point != 0)
        text = (struct slice){encoded, utf8_put(encoded, entry->code_point)};
    buf_append_char(out, '<');
    put_hex4(out, cid);
    buf_append_text(out, "><");
    pen_put_utf16(out, text);
    buf_append_text(out, ">\n");
}

static void make_to_unicode(struct buf *out, const struct pdf_font *font, const struct cid_set *set)
{
    buf_append_text(out, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                         "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                         "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
                         "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
    unsigned left = 0;
    for (unsigned i = 0; i < font->cid_count; i++)
        left += cid_set_has(set, i);
    unsigned in_block = 0;
    for (unsigned cid = 0; cid < font->cid_count; cid++) {
        if (!cid_set_has(set, cid))
            continue;
        if (in_block == 0) {
            in_block = left < BFCHARS_A_BLOCK ? left : BFCHARS_A_BLOCK;
            left -= in_block;
            buf_append_int(out, in_block);
            buf_append_text(out, " beginbfchar\n");
        }
        put_bfchar(out, &font->entries[cid], cid);
        if (--in_block == 0)
            buf_append_text(out, "endbfchar\n");
    }
    buf_append_text(out, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
}

/* [3[520 480]17[300]…]: codes that follow each other share a bracket. */
static void make_widths(struct buf *out, struct pdf_font *font, const struct cid_set *set)
{
    bool inside = false;
    buf_append_char(out, '[');
    for (unsigned cid = 0; cid < font->cid_count; cid++) {
        if (!cid_set_has(set, cid)) {
            if (inside)
                buf_append_char(out, ']');
            inside = false;
            continue;
        }
        if (!inside) {
            buf_append_int(out, cid);
            buf_append_char(out, '[');
        } else {
            buf_append_char(out, ' ');
        }
        inside = true;
        buf_append_int(out, pdf_font_width(font, cid));
    }
    buf_append_text(out, inside ? "]]" : "]");
}

static void make_glyph_map(struct buf *out, const struct pdf_font *font, const struct cid_set *set,
                           const hb_map_t *old_to_new)
{
    unsigned last = 0;
    for (unsigned cid = 0; cid < font->cid_count; cid++)
        if (cid_set_has(set, cid))
            last = cid;
    for (unsigned cid = 0; cid <= last; cid++) {
        hb_codepoint_t to = 0;
        if (cid_set_has(set, cid))
            to = hb_map_get(old_to_new, font->entries[cid].glyph);
        if (to == HB_MAP_VALUE_INVALID)
            to = 0;
        buf_append_char(out, (char)(to >> 8));
        buf_append_char(out, (char)(to & 0xFF));
    }
}

/* What a CIDFontType2 needs is glyf, head, hhea, hmtx, loca and maxp; the rest goes. */
static void drop_tables(hb_subset_input_t *input)
{
    static const char tables[][4] = {
        {'c', 'm', 'a', 'p'}, {'G', 'S', 'U', 'B'}, {'G', 'P', 'O', 'S'}, {'G', 'D', 'E', 'F'},
        {'n', 'a', 'm', 'e'}, {'O', 'S', '/', '2'}, {'p', 'o', 's', 't'}, {'S', 'T', 'A', 'T'},
        {'D', 'S', 'I', 'G'}, {'g', 'a', 's', 'p'}, {'B', 'A', 'S', 'E'}, {'m', 'e', 't', 'a'},
    };
    hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        hb_set_add(drop, HB_TAG(tables[i][0], tables[i][1], tables[i][2], tables[i][3]));
}

static hb_subset_input_t *subset_input(const struct pdf_font *font, const struct cid_set *set)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    CHECK(input != NULL);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    hb_set_clear(hb_subset_input_unicode_set(input));
    hb_set_t *glyphs = hb_subset_input_glyph_set(input);
    hb_set_clear(glyphs);
    for (unsigned cid = 0; cid < font->cid_count; cid++)
        if (cid_set_has(set, cid))
            hb_set_add(glyphs, font->entries[cid].glyph);
    drop_tables(input);
    return input;
}

/* Six capitals that differ when the set of codes differs (9.6.4). */
static void make_tag(struct pdf_subset *s, const char *name)
{
    uint64_t hash[2] = {1, 2};
    pdf_hash(hash, name, strlen(name));
    pdf_hash(hash, s->set.words, sizeof s->set.words);
    for (unsigned i = 0; i < 6; i++) {
        s->tag[i] = (char)('A' + hash[0] % 26);
        hash[0] /= 26;
    }
    s->tag[6] = '+';
    s->tag[7] = '\0';
}

void pdf_subset_name(char out[PDF_FONT_NAME_BYTES], hb_face_t *face)
{
    unsigned size = PDF_FONT_NAME_BYTES;
    hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, out);
    if (out[0] == '\0')
        memcpy(out, "Font", 5);
}

static void deflate_part(struct buf *out, struct buf *raw, struct libdeflate_compressor *compressor)
{
    buf_deinit(out);
    buf_init(out, PDF_FONT_PART_MAX);
    pdf_deflate(out, compressor, buf_slice(raw));
    buf_reset(raw);
}

static void fill_subset(struct pdf_subset *s, struct pdf_font *font, hb_subset_plan_t *plan,
                        hb_face_t *face, struct libdeflate_compressor *compressor)
{
    struct buf raw;
    buf_init(&raw, PDF_FONT_PART_MAX);
    hb_blob_t *blob = hb_face_reference_blob(face);
    unsigned size = 0;
    const char *bytes = hb_blob_get_data(blob, &size);
    buf_append(&raw, bytes, size);
    s->font_bytes = size;
    hb_blob_destroy(blob);
    deflate_part(&s->font, &raw, compressor);
    make_to_unicode(&raw, font, &s->set);
    deflate_part(&s->to_unicode, &raw, compressor);
    make_glyph_map(&raw, font, &s->set, hb_subset_plan_old_to_new_glyph_mapping(plan));
    deflate_part(&s->glyph_map, &raw, compressor);
    buf_deinit(&raw);
    buf_deinit(&s->widths);
    buf_init(&s->widths, PDF_FONT_PART_MAX);
    make_widths(&s->widths, font, &s->set);
}

bool pdf_subset_make(struct pdf_subset *s, struct pdf_font *font, const struct cid_set *set,
                     struct libdeflate_compressor *compressor)
{
    hb_subset_input_t *input = subset_input(font, set);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(font->face, input);
    hb_face_t *face = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    s->ready = face != NULL;
    if (face) {
        char name[PDF_FONT_NAME_BYTES] = "";
        s->set = *set;
        s->objects_number = 0;
        fill_subset(s, font, plan, face, compressor);
        pdf_subset_name(name, font->face);
        make_tag(s, name);
    }
    hb_face_destroy(face);
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
    return s->ready;
}
