/** @file
 * Pages to files: names, what a PDF says about itself, one PNG a page.
 */
#include <stdio.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cli/paper/render.h"
#include "out/coverage.h"
#include "out/pdf.h"
#include "out/pixels.h"

struct slice render_file_name(const struct render *r, struct arena *a, const struct guide *guide,
                              const struct design *design, enum design_ink ink)
{
    return arena_printf(a, "%.*s-%s%s%s%s.%s", SLICE_ARG(guide->id.text), design->name,
                        ink == DESIGN_MONO ? "-mono" : "", r->sheet ? "-" : "",
                        r->sheet ? sheet_name(r->sheet->kind)->name : "",
                        r->format == RENDER_PDF ? "pdf" : "png");
}

/* The team that hands the pages out, or an empty slice. */
static struct slice author_of(const struct render *r)
{
    const struct commune *c = r->workspace.commune;
    if (r->village && r->village->contact.team.text.size)
        return r->village->contact.team.text;
    if (!c)
        return (struct slice){0};
    return c->contact.team.text.size ? c->contact.team.text : c->name.text;
}

void render_describe(struct pdf_meta *out, const struct render *r, const struct guide *guide)
{
    struct slice language = guide->language.text;
    *out = (struct pdf_meta){
        .title = guide->title.text,
        .author = author_of(r),
        .subject = guide->benefit.rich.text,
        .stamp = date_stamp_of(guide->reviewed),
        .language =
            language.size == 0 || slice_equal(language, SLICE("vi")) ? SLICE("vi-VN") : language,
    };
}

static bool write_pdf(struct render_result *result, struct render *r, const struct guide *guide,
                      const char *path, struct error *e)
{
    struct pdf_meta meta;
    struct pdf_file *file;
    render_describe(&meta, r, guide);
    sheets_describe(&r->sheets, &meta);
    if (!r->job) {
        struct pdf_options options = {
            .whole_pages = true,
            .durability = FILE_FAST,
            .color = r->sheet && r->sheet->kind == SHEET_SHOP ? PDF_COLOR_CMYK : PDF_COLOR_RGB};
        r->job = pdf_job_create(r->press.fonts, &options);
    }
    if (!pdf_open(&file, r->job, path, &meta, e))
        return false;
    for (unsigned i = 0; i < r->sheets.count; i++) {
        if (!pdf_add_page(file, sheets_page(&r->sheets, i), sheets_bookmark(&r->sheets, i), e)) {
            pdf_abandon(file);
            return false;
        }
    }
    return pdf_close(file, &result->size_bytes, e);
}

/* `path` ends in ".png"; page 2 goes to "…-2.png". */
static bool write_pngs(struct render_result *result, struct render *r, struct slice path,
                       struct error *e)
{
    struct slice stem = slice_part(path, 0, path.size - strlen(".png"));
    if (!r->pixels && !pixels_create(&r->pixels, r->press.fonts, e))
        return false;
    for (unsigned i = 0; i < r->sheets.count; i++) {
        const char *page =
            arena_printf(&r->press.arena, "%.*s-%u.png", SLICE_ARG(stem), i + 1).data;
        struct stat made;
        if (!pixels_write_png(r->pixels, sheets_page(&r->sheets, i), r->dpi, page, e))
            return false;
        if (stat(page, &made) == 0)
            result->size_bytes += (uint64_t)made.st_size;
    }
    return true;
}

/* Of the pages themselves, on whatever sheets they lie. */
static bool find_coverage(struct render_result *result, struct render *r, struct error *e)
{
    if (!r->wants_coverage)
        return true;
    if (!r->pixels && !pixels_create(&r->pixels, r->press.fonts, e))
        return false;
    for (unsigned i = 0; i < r->press.pages.count; i++)
        if (!coverage_of_page(&result->coverage[i], r->pixels, &r->press.pages.lists[i], e))
            return false;
    return true;
}

bool render_write(struct render_result *result, struct render *r, const struct guide *guide,
                  const struct design *design, enum design_ink ink, struct error *e)
{
    struct arena *a = &r->press.arena;
    struct slice id = guide->id.text;
    CHECK(is_guide_id(id)); /* Else the name could lead out of the folder. */
    if (!sheets_begin(&r->sheets, r->sheet, &r->press.pages, design, r->press.fonts,
                      guide->title.text, e))
        return false;
    if (!find_coverage(result, r, e))
        return false;
    const char *folder = arena_printf(a, "%s/%.*s", r->out, SLICE_ARG(id)).data;
    if (!file_make_folder(folder, e))
        return false;
    struct slice name = render_file_name(r, a, guide, design, ink);
    struct slice path = arena_printf(a, "%s/%.*s", folder, SLICE_ARG(name));
    result->page_count = r->sheets.count;
    if (r->format == RENDER_PDF)
        return write_pdf(result, r, guide, path.data, e);
    return write_pngs(result, r, path, e);
}
