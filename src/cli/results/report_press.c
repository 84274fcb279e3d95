#include "cli/results/report_press.h"

#include <stdio.h>

#include "base/i18n.h"
#include "out/pdf.h"
#include "out/pixels.h"

/* The phone's paper is 105 mm wide: 1240 dots. */
enum { PICTURE_DPI = 300 };

static struct report_pages_options options_for(const struct report_press *press,
                                               enum report_paper paper)
{
    return (struct report_pages_options){
        .fonts = press->fonts, .paper = paper, .ink = press->ink, .made = press->made};
}

struct pdf_pages {
    struct pdf_file *file;
    unsigned count;
};

static bool add_pdf_page(void *context, const struct draw_list *page, struct slice bookmark,
                         struct error *e)
{
    struct pdf_pages *pages = context;
    pages->count++;
    return pdf_add_page(pages->file, page, bookmark, e);
}

static struct slice language_tag(const struct report *report)
{
    bool vietnamese = !report->language || strcmp(report->language, "vi") == 0;
    return vietnamese ? SLICE("vi-VN") : slice_from(report->language);
}

static bool write_pdf(struct pdf_job *job, const char *path, const struct report *report,
                      const struct report_press *press, struct pdf_pages *pages, struct error *e)
{
    const struct pdf_meta meta = {
        .title = report->title,
        .author = press->author,
        .subject = report->kicker,
        .language = language_tag(report),
        .stamp = date_stamp_of(press->made),
    };
    struct report_pages_options options = options_for(press, REPORT_PAPER_A4);
    if (!pdf_open(&pages->file, job, path, &meta, e))
        return false;
    if (report_pages_draw(report, &options, add_pdf_page, pages, e))
        return pdf_close(pages->file, NULL, e);
    pdf_abandon(pages->file);
    return false;
}

bool report_press_pdf(const char *path, const struct report *report,
                      const struct report_press *press, unsigned *page_count, struct error *e)
{
    const struct pdf_options options = {
        .whole_pages = true, .durability = FILE_DURABLE, .color = PDF_COLOR_RGB};
    struct pdf_job *job = pdf_job_create(press->fonts, &options);
    struct pdf_pages pages = {0};
    bool written = write_pdf(job, path, report, press, &pages, e);
    pdf_job_destroy(job);
    if (written && page_count)
        *page_count = pages.count;
    return written;
}

struct pictures {
    struct pixels *pixels;
    const char *folder, *stem;
    unsigned count;
};

static bool add_picture(void *context, const struct draw_list *page, struct slice bookmark,
                        struct error *e)
{
    struct pictures *pictures = context;
    char path[FILE_PATH_BYTES];
    (void)bookmark;
    int size = snprintf(path, sizeof path, "%s/%s-%02u.png", pictures->folder, pictures->stem,
                        ++pictures->count);
    if (size < 0 || (size_t)size >= sizeof path)
        return error_set(e, ERROR_LIMIT, 0, _("The path %s is too long"), pictures->folder);
    return pixels_write_png(pictures->pixels, page, PICTURE_DPI, path, e);
}

bool report_press_png(const char *folder, const char *stem, const struct report *report,
                      const struct report_press *press, unsigned *page_count, struct error *e)
{
    struct pictures pictures = {.folder = folder, .stem = stem};
    struct report_pages_options options = options_for(press, REPORT_PAPER_PHONE);
    if (!pixels_create(&pictures.pixels, press->fonts, e))
        return false;
    bool written = report_pages_draw(report, &options, add_picture, &pictures, e);
    pixels_destroy(pictures.pixels);
    if (written && page_count)
        *page_count = pictures.count;
    return written;
}
