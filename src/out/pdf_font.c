#include "out/pdf_font.h"

#include <hb-ot.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "out/pdf_subset.h"
#include "out/pdf_writer.h"
#include "text/fonts.h"

enum { NO_BREAK_SPACE = 0xA0, REPLACEMENT = 0xFFFD };

void pdf_fonts_init(struct pdf_fonts *fonts, const struct font_set *files)
{
    *fonts = (struct pdf_fonts){.files = files};
}

static void free_subset(struct pdf_subset *s)
{
    buf_deinit(&s->font);
    buf_deinit(&s->to_unicode);
    buf_deinit(&s->glyph_map);
    buf_deinit(&s->widths);
    for (unsigned i = 0; i < 3; i++)
        buf_deinit(&s->objects[i]);
}

void pdf_fonts_deinit(struct pdf_fonts *fonts)
{
    for (unsigned id = 0; id < FONT_COUNT; id++) {
        struct pdf_font *font = &fonts->fonts[id];
        hb_font_destroy(font->font);
        hb_face_destroy(font->face);
        free(font->entries);
        free(font->widths);
        for (unsigned i = 0; i < PDF_SUBSETS_KEPT; i++)
            free_subset(&font->subsets[i]);
    }
}

struct pdf_font *pdf_font_open(struct pdf_fonts *fonts, enum font_id id)
{
    struct pdf_font *font = &fonts->fonts[id];
    if (font->face)
        return font;
    struct slice bytes = font_set_bytes(fonts->files, id);
    hb_blob_t *blob =
        hb_blob_create(bytes.data, (unsigned)bytes.size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    font->face = hb_face_create(blob, 0);
    hb_blob_destroy(blob);
    font->font = hb_font_create(font->face);
    font->upem = hb_face_get_upem(font->face);
    font->glyph_count = hb_face_get_glyph_count(font->face);
    if (font_is_icon(id))
        return font;
    CHECK(font->glyph_count < PDF_CID_COUNT);
    font->cid_count = font->glyph_count;
    font->entries = calloc(PDF_CID_COUNT, sizeof *font->entries);
    font->widths = malloc(PDF_CID_COUNT * sizeof *font->widths);
    CHECK(font->entries && font->widths);
    memset(font->widths, 0xFF, PDF_CID_COUNT * sizeof *font->widths);
    for (unsigned i = 0; i < font->glyph_count; i++)
        font->entries[i].glyph = (uint16_t)i;
    return font;
}

static bool is_free(const struct cid_entry *entry)
{
    return entry->code_point == 0 && entry->text_size == 0;
}

static void fill_entry(struct cid_entry *entry, uint32_t code_point, struct slice text)
{
    entry->code_point = code_point;
    if (code_point != 0)
        return;
    entry->text_size = (uint8_t)text.size;
    memcpy(entry->text, text.data, text.size);
}

static bool stands_for(const struct cid_entry *entry, uint32_t code_point, struct slice text)
{
    if (code_point != 0)
        return entry->code_point == code_point;
    return entry->text_size == text.size && memcmp(entry->text, text.data, text.size) == 0;
}

/* The glyph's own code is taken by another text: find or make an extra one. */
static unsigned extra_cid(struct pdf_font *font, uint32_t glyph, uint32_t code_point,
                          struct slice text)
{
    for (unsigned cid = font->glyph_count; cid < font->cid_count; cid++)
        if (font->entries[cid].glyph == glyph && stands_for(&font->entries[cid], code_point, text))
            return cid;
    if (font->cid_count == PDF_CID_COUNT)
        return glyph;
    unsigned cid = font->cid_count++;
    font->entries[cid].glyph = (uint16_t)glyph;
    fill_entry(&font->entries[cid], code_point, text);
    return cid;
}

unsigned pdf_font_cid(struct pdf_font *font, uint32_t glyph, struct slice text)
{
    CHECK(glyph < font->glyph_count);
    struct cid_entry *own = &font->entries[glyph];
    if (text.size == 0 || text.size > sizeof own->text) {
        if (is_free(own))
            own->code_point = REPLACEMENT; /* The run's /ActualText says what it stands for. */
        return glyph;
    }
    size_t at = 0;
    uint32_t code_point = utf8_next(text, &at);
    if (code_point == NO_BREAK_SPACE)
        code_point = ' ';
    else if (code_point == UTF8_BAD || code_point == 0)
        code_point = REPLACEMENT;
    if (at < text.size)
        code_point = 0;
    if (is_free(own))
        fill_entry(own, code_point, text);
    if (stands_for(own, code_point, text))
        return glyph;
    return extra_cid(font, glyph, code_point, text);
}

int pdf_font_width(struct pdf_font *font, unsigned cid)
{
    if (font->widths[cid] < 0) {
        int64_t advance = hb_font_get_glyph_h_advance(font->font, font->entries[cid].glyph);
        int64_t upem = font->upem;
        font->widths[cid] = (int16_t)((advance * 1000 + upem / 2) / upem);
    }
    return font->widths[cid];
}

void font_use_merge(struct font_use *into, const struct font_use *from)
{
    for (unsigned id = 0; id < PDF_TEXT_FONTS; id++) {
        if (!from->used[id])
            continue;
        into->used[id] = true;
        for (unsigned i = 0; i < PDF_CID_WORDS; i++)
            into->sets[id].words[i] |= from->sets[id].words[i];
    }
}

void pdf_fonts_expect(struct pdf_fonts *fonts, const struct font_use *use)
{
    for (unsigned id = 0; id < PDF_TEXT_FONTS; id++) {
        if (!use->used[id])
            continue;
        fonts->fonts[id].any_expected = true;
        for (unsigned i = 0; i < PDF_CID_WORDS; i++)
            fonts->fonts[id].expected.words[i] |= use->sets[id].words[i];
    }
}

/* The kept subset for exactly this set, or a new one in place of the one used longest ago. */
static struct pdf_subset *find_subset(struct pdf_fonts *fonts, struct pdf_font *font,
                                      const struct cid_set *set,
                                      struct libdeflate_compressor *compressor)
{
    struct pdf_subset *oldest = &font->subsets[0];
    for (unsigned i = 0; i < PDF_SUBSETS_KEPT; i++) {
        struct pdf_subset *s = &font->subsets[i];
        if (s->ready && memcmp(&s->set, set, sizeof *set) == 0) {
            s->last_used = ++fonts->clock;
            return s;
        }
        if (s->last_used < oldest->last_used)
            oldest = s;
    }
    oldest->last_used = ++fonts->clock;
    return pdf_subset_make(oldest, font, set, compressor) ? oldest : NULL;
}

static int32_t metric(const struct pdf_font *font, hb_ot_metrics_tag_t tag, int32_t otherwise)
{
    hb_position_t value = 0;
    if (!hb_ot_metrics_get_position(font->font, tag, &value))
        return otherwise;
    return (int32_t)((int64_t)value * 1000 / font->upem);
}

/* xMin, yMin, xMax, yMax of table "head". */
static HPDF_Array font_box(struct pen *pen, const struct pdf_font *font)
{
    hb_blob_t *head = hb_face_reference_table(font->face, HB_TAG('h', 'e', 'a', 'd'));
    unsigned size = 0;
    const uint8_t *bytes = (const uint8_t *)hb_blob_get_data(head, &size);
    HPDF_Array box = pen_array(pen);
    for (unsigned i = 0; i < 4; i++) {
        int value = 0;
        if (size >= 44)
            value = (int16_t)(bytes[36 + 2 * i] << 8 | bytes[37 + 2 * i]);
        pen_item_number(box, value * 1000 / (int)font->upem);
    }
    hb_blob_destroy(head);
    return box;
}

static HPDF_Dict make_descriptor(struct pen *pen, const struct pdf_font *font, const char *name,
                                 uint32_t file_number)
{
    HPDF_Dict d = pen_dict(pen);
    pen_name(d, "Type", "FontDescriptor");
    pen_name(d, "FontName", name);
    pen_number(d, "Flags", 4); /* Symbolic: the codes are no standard character set. */
    pen_add(d, "FontBBox", font_box(pen, font));
    pen_number(d, "ItalicAngle", 0);
    pen_number(d, "Ascent", metric(font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, 1000));
    pen_number(d, "Descent", metric(font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, -250));
    pen_number(d, "CapHeight", metric(font, HB_OT_METRICS_TAG_CAP_HEIGHT, 700));
    int weight = (int)hb_style_get_value(font->font, HB_STYLE_TAG_WEIGHT);
    pen_number(d, "StemV",
               10 + 220 * (weight - 50) / 900); /* The usual estimate from the weight. */
    pen_reference(pen, d, "FontFile2", file_number);
    return d;
}

struct font_numbers {
    uint32_t descendant, descriptor, file, to_unicode, glyph_map, widths;
};

static HPDF_Dict make_descendant(struct pen *pen, const char *name, const struct font_numbers *n)
{
    HPDF_Dict d = pen_dict(pen);
    pen_name(d, "Type", "Font");
    pen_name(d, "Subtype", "CIDFontType2");
    pen_name(d, "BaseFont", name);
    HPDF_Dict system = pen_dict(pen);
    pen_text(pen, system, "Registry", SLICE("Adobe"));
    pen_text(pen, system, "Ordering", SLICE("Identity"));
    pen_number(system, "Supplement", 0);
    pen_add(d, "CIDSystemInfo", system);
    pen_reference(pen, d, "FontDescriptor", n->descriptor);
    pen_reference(pen, d, "CIDToGIDMap", n->glyph_map);
    pen_reference(pen, d, "W", n->widths);
    return d;
}

static HPDF_Dict make_font(struct pen *pen, const char *name, const struct font_numbers *n)
{
    HPDF_Dict d = pen_dict(pen);
    pen_name(d, "Type", "Font");
    pen_name(d, "Subtype", "Type0");
    pen_name(d, "BaseFont", name);
    pen_name(d, "Encoding", "Identity-H");
    HPDF_Array descendants = pen_array(pen);
    pen_item_reference(pen, descendants, n->descendant);
    pen_add(d, "DescendantFonts", descendants);
    pen_reference(pen, d, "ToUnicode", n->to_unicode);
    return d;
}

/* In a batch the objects of one file lie at the numbers they had in the one before: their text is
 * made once. */
static void make_objects(struct pdf_subset *s, const struct pdf_font *font, struct pen *pen,
                         uint32_t number, const struct font_numbers *n)
{
    if (s->objects_number == number && s->objects_first == n->descendant)
        return;
    char name[7 + PDF_FONT_NAME_BYTES] = "";
    memcpy(name, s->tag, 7);
    pdf_subset_name(name + 7, font->face);
    for (unsigned i = 0; i < 3; i++) {
        buf_deinit(&s->objects[i]);
        buf_init(&s->objects[i], PDF_FONT_PART_MAX);
    }
    pen_write(pen, &s->objects[0], make_font(pen, name, n));
    pen_write(pen, &s->objects[1], make_descendant(pen, name, n));
    pen_write(pen, &s->objects[2], make_descriptor(pen, font, name, n->file));
    s->objects_number = number;
    s->objects_first = n->descendant;
}

static void write_text(struct pdf_writer *w, uint32_t number, const struct buf *text)
{
    buf_append_slice(writer_object_begin(w, number), buf_slice(text));
    writer_object_end(w);
}

static void write_parts(struct pdf_writer *w, const struct pdf_font *font, struct pdf_subset *s,
                        uint32_t number)
{
    uint32_t first = writer_reserve_many(w, 6);
    struct font_numbers n = {first, first + 1, first + 2, first + 3, first + 4, first + 5};
    make_objects(s, font, w->pen, number, &n);
    write_text(w, number, &s->objects[0]);
    write_text(w, n.descendant, &s->objects[1]);
    write_text(w, n.descriptor, &s->objects[2]);
    write_text(w, n.widths, &s->widths);
    HPDF_Dict file = pen_dict(w->pen);
    pen_number(file, "Length1", (int32_t)s->font_bytes);
    writer_stream_deflated(w, n.file, file, buf_slice(&s->font));
    writer_stream_deflated(w, n.to_unicode, NULL, buf_slice(&s->to_unicode));
    writer_stream_deflated(w, n.glyph_map, NULL, buf_slice(&s->glyph_map));
}

bool pdf_font_write(struct pdf_fonts *fonts, enum font_id id, const struct cid_set *used,
                    struct pdf_writer *w, uint32_t number, struct error *e)
{
    struct pdf_font *font = pdf_font_open(fonts, id);
    struct cid_set set = *used;
    if (font->any_expected)
        for (unsigned i = 0; i < PDF_CID_WORDS; i++)
            set.words[i] |= font->expected.words[i];
    struct pdf_subset *s = find_subset(fonts, font, &set, w->compressor);
    if (!s)
        return error_set(e, ERROR_LIBRARY, 0, _("a font file is damaged (font %d)"), (int)id);
    write_parts(w, font, s, number);
    return true;
}
