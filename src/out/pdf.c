#include "out/pdf.h"

#include <libdeflate.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/units.h"
#include "out/pdf_dests.h"
#include "out/pdf_image.h"
#include "out/pdf_meta.h"
#include "out/pdf_page.h"
#include "out/pdf_template.h"
#include "out/pdf_tree.h"
#include "out/pdf_writer.h"

enum {
    DEFAULT_LEVEL = 6,
    PAGE_SIDE_MAX_PT = 14400, /* ISO 32000-1, table C.1 */
    PAGE_SIDE_MIN_PT = 3,
    CONTENT_MAX = 128 * 1024 * 1024,
    LANGUAGE_BYTES = 36
};

struct pdf_job {
    struct pdf_options options;
    struct pdf_fonts fonts;
    struct pen pen;
    struct libdeflate_compressor *compressor;
    struct pdf_templates templates;
    struct picture_cache pictures;
    struct tag_tree tree;
    struct buf flags, signature, content; /* Scratch of a page. */
    struct buf profile;
    struct pdf_file *spare; /* The last file closed, for its buffers. */
};

/** Which object of the file holds a template's stream. */
struct placed_template {
    uint64_t serial;
    uint32_t number;
};

struct pdf_file {
    struct pdf_job *job;
    struct pdf_writer writer;
    struct tag_forest forest;
    struct page_tree pages;
    struct outline outline;
    struct page_dests dests;
    struct picture_list pictures;
    struct placed_template templates[PDF_TEMPLATES_KEPT];
    struct font_use use;
    char language[LANGUAGE_BYTES];
    enum pdf_duplex duplex;
    bool full_scale;
    uint32_t page; /* Added last. */
    uint32_t catalog, info, metadata, intent, resources;
};

struct pdf_job *pdf_job_create(const struct font_set *fonts, const struct pdf_options *options)
{
    struct pdf_job *job = calloc(1, sizeof *job);
    CHECK(job != NULL);
    job->options = *options;
    int level = options->deflate_level;
    level = level <= 0 ? DEFAULT_LEVEL : level > 12 ? 12 : level;
    job->compressor = libdeflate_alloc_compressor(level);
    CHECK(job->compressor != NULL);
    pdf_fonts_init(&job->fonts, fonts);
    pen_init(&job->pen);
    pdf_templates_init(&job->templates);
    picture_cache_init(&job->pictures);
    tag_tree_init(&job->tree);
    buf_init(&job->flags, CONTENT_MAX);
    buf_init(&job->signature, CONTENT_MAX);
    buf_init(&job->content, CONTENT_MAX);
    buf_init(&job->profile, CONTENT_MAX);
    return job;
}

static void free_file(struct pdf_file *file)
{
    if (!file)
        return;
    writer_deinit(&file->writer);
    tag_forest_deinit(&file->forest);
    page_tree_deinit(&file->pages);
    outline_deinit(&file->outline);
    page_dests_deinit(&file->dests);
    picture_list_deinit(&file->pictures);
    free(file);
}

void pdf_job_destroy(struct pdf_job *job)
{
    if (!job)
        return;
    free_file(job->spare);
    libdeflate_free_compressor(job->compressor);
    pdf_fonts_deinit(&job->fonts);
    pen_deinit(&job->pen);
    pdf_templates_deinit(&job->templates);
    picture_cache_deinit(&job->pictures);
    tag_tree_deinit(&job->tree);
    buf_deinit(&job->flags);
    buf_deinit(&job->signature);
    buf_deinit(&job->content);
    buf_deinit(&job->profile);
    free(job);
}

void pdf_job_expect(struct pdf_job *job, const struct draw_list *list)
{
    struct font_use use = {.used = {false}};
    for (uint32_t i = 0; i < list->op_count; i++) {
        const struct draw_op_glyphs *op = &list->ops[i].glyphs;
        if (list->ops[i].kind != DRAW_OP_GLYPHS || font_is_icon((enum font_id)op->font))
            continue;
        struct pdf_font *font = pdf_font_open(&job->fonts, (enum font_id)op->font);
        struct slice text = list_text(list, op->text_first, op->text_size);
        use.used[op->font] = true;
        for (uint32_t k = 0; k < op->glyph_count; k++) {
            const struct draw_glyph *g = &list->glyphs[op->glyph_first + k];
            struct slice part = {text.data + g->text_begin, g->text_size};
            cid_set_add(&use.sets[op->font], pdf_font_cid(font, g->id, part));
        }
    }
    pdf_fonts_expect(&job->fonts, &use);
}

static struct pdf_file *take_file(struct pdf_job *job)
{
    struct pdf_file *file = job->spare;
    job->spare = NULL;
    if (file)
        return file;
    file = calloc(1, sizeof *file);
    CHECK(file != NULL);
    file->job = job;
    writer_init(&file->writer);
    tag_forest_init(&file->forest);
    page_tree_init(&file->pages);
    outline_init(&file->outline);
    page_dests_init(&file->dests);
    picture_list_init(&file->pictures);
    return file;
}

static void give_back(struct pdf_file *file)
{
    if (file->job->spare)
        free_file(file);
    else
        file->job->spare = file;
}

static bool check_meta(const struct pdf_meta *meta, struct error *e)
{
    size_t size = meta->title.size + meta->author.size + meta->subject.size + meta->keywords.size;
    if (size > PDF_META_BYTES_MAX)
        return error_set(e, ERROR_LIMIT, 0, _("title, author and subject are too long for a PDF"));
    if (meta->language.size >= LANGUAGE_BYTES)
        return error_set(e, ERROR_LIMIT, 0, _("the language tag is too long"));
    return true;
}

static bool has_profile(struct pdf_job *job, struct error *e)
{
    return job->options.color != PDF_COLOR_RGB || job->profile.size > 0 ||
           meta_profile(&job->profile, job->compressor, e);
}

static void begin_file(struct pdf_file *file, const struct pdf_meta *meta)
{
    struct pdf_writer *w = &file->writer;
    memcpy(file->language, meta->language.data ? meta->language.data : "", meta->language.size);
    file->language[meta->language.size] = '\0';
    file->duplex = meta->duplex;
    file->full_scale = meta->full_scale;
    file->page = 0;
    memset(file->templates, 0, sizeof file->templates);
    memset(&file->use, 0, sizeof file->use);
    file->catalog = writer_reserve(w);
    file->info = writer_reserve(w);
    file->metadata = writer_reserve(w);
    file->resources = writer_reserve(w);
    meta_write(w, meta, file->job->options.color, file->info, file->metadata);
    file->intent = writer_reserve(w);
    if (file->job->options.color == PDF_COLOR_RGB)
        meta_write_intent(w, file->intent, buf_slice(&file->job->profile));
    else
        meta_write_press_intent(w, file->intent);
    tag_forest_open(&file->forest, w);
    page_tree_open(&file->pages, w);
    outline_open(&file->outline);
    page_dests_open(&file->dests);
    picture_list_open(&file->pictures);
}

bool pdf_open(struct pdf_file **out, struct pdf_job *job, const char *path,
              const struct pdf_meta *meta, struct error *e)
{
    if (!check_meta(meta, e) || !has_profile(job, e))
        return false;
    struct pdf_file *file = take_file(job);
    enum pdf_syntax syntax = job->options.color == PDF_COLOR_CMYK ? PDF_PLAIN : PDF_PACKED;
    if (!writer_open(&file->writer, path, syntax, &job->pen, job->compressor, e)) {
        give_back(file);
        return false;
    }
    begin_file(file, meta);
    *out = file;
    return true;
}

static struct page_paint paint_of(struct pdf_job *job, const struct draw_list *list)
{
    buf_reset(&job->content);
    return (struct page_paint){.list = list,
                               .flags = (const uint8_t *)job->flags.data,
                               .out = &job->content,
                               .fonts = &job->fonts,
                               .color = job->options.color};
}

/* The part of the page that does not vary: known, or painted and deflated now. */
static struct pdf_template *get_template(struct pdf_job *job, const struct draw_list *list)
{
    if (job->options.whole_pages)
        op_flags_none(&job->flags, list);
    else
        op_flags_find(&job->flags, list);
    template_sign(&job->signature, list, (const uint8_t *)job->flags.data);
    struct pdf_template *t = template_find(&job->templates, &job->signature);
    if (t)
        return t;
    t = template_add(&job->templates, &job->signature);
    struct page_paint paint = paint_of(job, list);
    paint.lane = TAG_STATIC;
    paint.use = &t->use;
    page_paint(&paint, &job->tree);
    t->mark_count = job->tree.mark_count[TAG_STATIC];
    if (job->content.size > 0)
        pdf_deflate(&t->content, job->compressor, buf_slice(&job->content));
    return t;
}

/* The object with the template's stream, written on first use in this file; 0 when it is empty. */
static uint32_t place_template(struct pdf_file *file, const struct pdf_template *t)
{
    if (t->content.size == 0)
        return 0;
    struct placed_template *place = &file->templates[t - file->job->templates.items];
    if (place->serial != t->serial) {
        place->serial = t->serial;
        place->number = writer_reserve(&file->writer);
        writer_stream_deflated(&file->writer, place->number, NULL, buf_slice(&t->content));
        font_use_merge(&file->use, &t->use);
    }
    return place->number;
}

/* Paints the record's own part and leaves the page's structure in the job's tree. */
static uint32_t write_varying(struct pdf_file *file, const struct draw_list *list,
                              const struct pdf_template *t)
{
    struct pdf_job *job = file->job;
    struct page_paint paint = paint_of(job, list);
    paint.lane = TAG_VARYING;
    paint.mark_base = t->mark_count;
    paint.use = &file->use;
    page_paint(&paint, &job->tree);
    CHECK(job->tree.mark_count[TAG_STATIC] == t->mark_count);
    if (job->content.size == 0)
        return 0;
    uint32_t number = writer_reserve(&file->writer);
    writer_stream_deflate(&file->writer, number, NULL, buf_slice(&job->content));
    return number;
}

static void write_pictures(struct pdf_file *file, const struct draw_list *list)
{
    for (uint32_t i = 0; i < list->op_count; i++)
        if (list->ops[i].kind == DRAW_OP_IMAGE)
            picture_write(&file->pictures, &file->job->pictures, &file->writer,
                          list->ops[i].image.image, file->job->options.color);
}

/* libharu's reals are floats with five decimals: a hundredth of a point survives that. */
static HPDF_Array box_array(struct pen *pen, const int64_t du[4])
{
    HPDF_Array box = pen_array(pen);
    for (unsigned i = 0; i < 4; i++) {
        if (du[i] % DU_PER_PT == 0)
            pen_item_number(box, (int32_t)(du[i] / DU_PER_PT));
        else
            pen_item(box, HPDF_Real_New(pen->memory, (HPDF_REAL)((double)du[i] / DU_PER_PT)));
    }
    return box;
}

/* Of a rectangle with y downwards, as ISO 32000-1, 7.9.5 wants it. */
static HPDF_Array rect_array(struct pen *pen, struct draw_rect r, int32_t height_du)
{
    const int64_t corners[4] = {r.x_du, (int64_t)height_du - r.y_du - r.height_du,
                                (int64_t)r.x_du + r.width_du, (int64_t)height_du - r.y_du};
    return box_array(pen, corners);
}

/* The crop box is the media box: marks are to be seen. PDF/X wants a trim box on every page. */
static void add_cut_boxes(struct pen *pen, HPDF_Dict dict, const struct draw_list *list,
                          enum pdf_color color)
{
    bool cut = list->trim.width_du != 0;
    struct draw_rect whole = {0, 0, list->width_du, list->height_du};
    if (!cut && color != PDF_COLOR_CMYK)
        return;
    pen_add(dict, "BleedBox", rect_array(pen, cut ? list->bleed : whole, list->height_du));
    pen_add(dict, "TrimBox", rect_array(pen, cut ? list->trim : whole, list->height_du));
}

static void write_link(struct pdf_file *file, const struct tag_link *link, uint32_t page,
                       int32_t height_du)
{
    struct pen *pen = &file->job->pen;
    HPDF_Dict dict = pen_dict(pen);
    pen_name(dict, "Type", "Annot");
    pen_name(dict, "Subtype", "Link");
    pen_add(dict, "Rect", rect_array(pen, link->rect, height_du));
    if (link->page) {
        char name[DEST_NAME_BYTES];
        page_dests_name(&file->dests, name, link->page);
        pen_text(pen, dict, "Dest", slice_from(name));
    } else {
        HPDF_Dict action = pen_dict(pen);
        pen_name(action, "S", "URI");
        pen_text(pen, action, "URI", link->uri);
        pen_add(dict, "A", action);
    }
    pen_text(pen, dict, "Contents", link->alt.size ? link->alt : link->uri);
    HPDF_Array border = pen_array(pen);
    for (unsigned i = 0; i < 3; i++)
        pen_item_number(border, 0);
    pen_add(dict, "Border", border);
    pen_number(dict, "F", 4); /* Print; not hidden. */
    pen_number(dict, "StructParent", (int32_t)link->key);
    pen_reference(pen, dict, "P", page);
    writer_object(&file->writer, link->number, dict);
}

static void write_links(struct pdf_file *file, uint32_t page, int32_t height_du)
{
    const struct tag_tree *tree = &file->job->tree;
    for (uint32_t i = 0; i < tree->link_count; i++)
        write_link(file, &tree->links[i], page, height_du);
}

static void add_contents(struct pen *pen, HPDF_Dict dict, uint32_t unvarying, uint32_t varying)
{
    if (unvarying && varying) {
        HPDF_Array both = pen_array(pen);
        pen_item_reference(pen, both, unvarying);
        pen_item_reference(pen, both, varying);
        pen_add(dict, "Contents", both);
    } else if (unvarying || varying) {
        pen_reference(pen, dict, "Contents", unvarying ? unvarying : varying);
    }
}

static HPDF_Dict page_dict(struct pdf_file *file, const struct draw_list *list,
                           const struct tag_page *page)
{
    struct pen *pen = &file->job->pen;
    const struct tag_tree *tree = &file->job->tree;
    HPDF_Dict dict = pen_dict(pen);
    pen_name(dict, "Type", "Page");
    const int64_t box[4] = {0, 0, list->width_du, list->height_du};
    pen_add(dict, "MediaBox", box_array(pen, box));
    add_cut_boxes(pen, dict, list, file->job->options.color);
    pen_reference(pen, dict, "Resources", file->resources);
    pen_number(dict, "StructParents", (int32_t)page->key);
    if (tree->link_count > 0) {
        HPDF_Array annotations = pen_array(pen);
        for (uint32_t i = 0; i < tree->link_count; i++)
            pen_item_reference(pen, annotations, tree->links[i].number);
        pen_add(dict, "Annots", annotations);
        pen_name(dict, "Tabs", "S");
    }
    return dict;
}

static bool check_page(const struct pdf_file *file, const struct draw_list *list, struct error *e)
{
    list_finish(list);
    if (list->width_du < DU_PT(PAGE_SIDE_MIN_PT) || list->height_du < DU_PT(PAGE_SIDE_MIN_PT) ||
        list->width_du > DU_PT(PAGE_SIDE_MAX_PT) || list->height_du > DU_PT(PAGE_SIDE_MAX_PT))
        return error_set(e, ERROR_LIMIT, 0,
                         _("%s: a PDF page has sides of 3 to 14,400 points (1 mm to 5 m)"),
                         file->writer.file.path);
    return true;
}

bool pdf_add_page(struct pdf_file *file, const struct draw_list *list, struct slice bookmark,
                  struct error *e)
{
    if (!check_page(file, list, e))
        return false;
    struct pdf_writer *w = &file->writer;
    const struct pdf_template *t = get_template(file->job, list);
    uint32_t unvarying = place_template(file, t);
    uint32_t varying = write_varying(file, list, t);
    write_pictures(file, list);
    struct tag_page page = {.height_du = list->height_du};
    tag_forest_add(&file->forest, w, &file->job->tree, &page);
    write_links(file, page.number, list->height_du);
    uint32_t parent = page_tree_add(&file->pages, w, page.number);
    page_dests_add(&file->dests, page.number);
    HPDF_Dict dict = page_dict(file, list, &page);
    pen_reference(w->pen, dict, "Parent", parent);
    add_contents(w->pen, dict, unvarying, varying);
    writer_object(w, page.number, dict);
    file->page = page.number;
    outline_add(&file->outline, w, page.number, bookmark);
    if (w->failed && e->kind == ERROR_NONE)
        *e = w->failure;
    return !w->failed;
}

uint32_t pdf_last_page(const struct pdf_file *file)
{
    CHECK(file->page != 0);
    return file->page;
}

void pdf_add_bookmark(struct pdf_file *file, uint32_t page, struct slice bookmark)
{
    CHECK(page != 0 && page <= file->page);
    outline_add(&file->outline, &file->writer, page, bookmark);
}

/* For the operators of pdf_content.c: overprinting on and off, and the colour of marks that are on
 * every plate (8.6.6.4). */
static const char press_resources[] =
    "/ExtGState<</O0<</OP false/op false/OPM 0>>/O1<</OP false/op true/OPM 1>>>>"
    "/ColorSpace<</All[/Separation/All/DeviceCMYK"
    "<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[1 1 1 1]/N 1>>]>>";

static bool write_resources(struct pdf_file *file, struct error *e)
{
    struct pdf_writer *w = &file->writer;
    uint32_t numbers[PDF_TEXT_FONTS] = {0};
    for (unsigned id = 0; id < PDF_TEXT_FONTS; id++) {
        if (!file->use.used[id])
            continue;
        numbers[id] = writer_reserve(w);
        if (!pdf_font_write(&file->job->fonts, (enum font_id)id, &file->use.sets[id], w,
                            numbers[id], e))
            return false;
    }
    struct buf *out = writer_object_begin(w, file->resources);
    buf_append_text(out, "<</Font<<");
    for (unsigned id = 0; id < PDF_TEXT_FONTS; id++) {
        if (numbers[id] == 0)
            continue;
        buf_printf(out, "/F%u ", id);
        pen_put_reference(out, numbers[id]);
    }
    buf_append_text(out, ">>");
    if (file->job->options.color == PDF_COLOR_CMYK)
        buf_append_text(out, press_resources);
    picture_list_put(out, &file->pictures);
    buf_append_text(out, ">>");
    writer_object_end(w);
    return true;
}

static void write_catalog(struct pdf_file *file, uint32_t outline, uint32_t names)
{
    struct pdf_writer *w = &file->writer;
    HPDF_Dict catalog = pen_dict(w->pen);
    pen_name(catalog, "Type", "Catalog");
    pen_reference(w->pen, catalog, "Pages", file->pages.root);
    pen_reference(w->pen, catalog, "Metadata", file->metadata);
    pen_reference(w->pen, catalog, "StructTreeRoot", file->forest.root_number);
    HPDF_Dict marked = pen_dict(w->pen);
    pen_bool(marked, "Marked", true);
    pen_add(catalog, "MarkInfo", marked);
    if (file->language[0])
        pen_text(w->pen, catalog, "Lang", slice_from(file->language));
    HPDF_Dict viewer = pen_dict(w->pen);
    pen_bool(viewer, "DisplayDocTitle", true);
    static const char *const sides[] = {[PDF_SIMPLEX] = "Simplex",
                                        [PDF_DUPLEX_LONG_EDGE] = "DuplexFlipLongEdge",
                                        [PDF_DUPLEX_SHORT_EDGE] = "DuplexFlipShortEdge"};
    bool known = file->job->options.color != PDF_COLOR_CMYK; /* PDF 1.4 knows neither. */
    if (known && file->duplex != PDF_DUPLEX_UNSAID)
        pen_name(viewer, "Duplex", sides[file->duplex]);
    if (known && file->full_scale)
        pen_name(viewer, "PrintScaling", "None");
    pen_add(catalog, "ViewerPreferences", viewer);
    HPDF_Array intents = pen_array(w->pen);
    pen_item_reference(w->pen, intents, file->intent);
    pen_add(catalog, "OutputIntents", intents);
    if (outline)
        pen_reference(w->pen, catalog, "Outlines", outline);
    if (names)
        pen_reference(w->pen, catalog, "Names", names);
    writer_object(w, file->catalog, catalog);
}

bool pdf_close(struct pdf_file *file, uint64_t *size_bytes, struct error *e)
{
    struct pdf_writer *w = &file->writer;
    CHECK(file->pages.total > 0 || w->failed);
    if (!write_resources(file, e)) {
        pdf_abandon(file);
        return false;
    }
    tag_forest_close(&file->forest, w);
    page_tree_close(&file->pages, w);
    uint32_t outline = outline_close(&file->outline, w, file->pages.total);
    write_catalog(file, outline, page_dests_close(&file->dests, w));
    const struct pdf_trailer trailer = {.catalog = file->catalog, .info = file->info};
    bool ok = writer_close(w, &trailer, file->job->options.durability, e);
    if (ok && size_bytes)
        *size_bytes = w->offset;
    give_back(file);
    return ok;
}

void pdf_abandon(struct pdf_file *file)
{
    if (!file)
        return;
    writer_abandon(&file->writer);
    give_back(file);
}
