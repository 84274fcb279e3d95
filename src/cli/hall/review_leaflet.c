#include "cli/hall/review_leaflet.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cli/paper/press.h"
#include "out/pdf.h"

enum { PATH_BYTES_MAX = 4096 };

static bool is_sound(const struct workspace *w, const struct guide *guide)
{
    for (unsigned i = 0; i < w->guide_count; i++)
        if (w->guides[i].guide == guide)
            return w->guides[i].sound && w->trusted;
    return false;
}

/* What the last complaint about it was. */
static bool refuse(const struct workspace *w, const struct guide *guide, struct error *e)
{
    struct slice why = w->diags.count ? w->diags.items[w->diags.count - 1].message : SLICE("");
    return error_set(e, ERROR_INPUT, 0, _("no leaflet was made of %.*s: %.*s"),
                     SLICE_ARG(guide->id.text), SLICE_ARG(why));
}

static struct slice author_of(const struct workspace *w)
{
    const struct commune *c = w->commune;
    if (!c)
        return (struct slice){0};
    return c->contact.team.text.size ? c->contact.team.text : c->name.text;
}

static bool write_pages(struct press *p, const struct guide *guide, const char *path,
                        struct error *e)
{
    const struct pdf_options options = {.whole_pages = true, .durability = FILE_DURABLE};
    const struct pdf_meta meta = {.title = guide->title.text,
                                  .author = author_of(p->workspace),
                                  .subject = guide->benefit.rich.text,
                                  .stamp = date_stamp_of(guide->reviewed),
                                  .language = SLICE("vi-VN")};
    struct pdf_job *job = pdf_job_create(p->fonts, &options);
    struct pdf_file *file;
    bool ok = pdf_open(&file, job, path, &meta, e);
    if (ok) {
        for (unsigned i = 0; ok && i < p->pages.count; i++)
            ok = pdf_add_page(file, &p->pages.lists[i], slice_from(p->pages.bookmarks[i]), e);
        if (ok)
            ok = pdf_close(file, NULL, e);
        else
            pdf_abandon(file);
    }
    pdf_job_destroy(job);
    return ok;
}

/* From the root, so that it is found wherever the program was started. */
static bool make_place(char *path, size_t size, const char *folder, const struct guide *guide,
                       const struct design *design, struct error *e)
{
    char here[PATH_BYTES_MAX] = "";
    bool relative = folder[0] != '/';
    if (relative && !getcwd(here, sizeof here))
        return error_os(e, errno, "%s", folder);
    int length = snprintf(path, size, "%s%s%s/%.*s-%s.pdf", here, relative ? "/" : "", folder,
                          SLICE_ARG(guide->id.text), design->name);
    if (length < 0 || (size_t)length >= size)
        return error_set(e, ERROR_LIMIT, 0, _("%s: this path is too long"), folder);
    return file_make_folder(folder, e);
}

static bool print(char *path, size_t size, struct press *p, const struct guide *guide,
                  const char *out, struct error *e)
{
    struct workspace *w = p->workspace;
    const struct design *design =
        guide_has_checks(guide) ? design_checklist() : design_find(SLICE("leaflet"));
    const struct design_input input = {.guide = guide, .commune = w->commune, .ink = DESIGN_COLOUR};
    if (!press_draw(p, design, &input))
        return refuse(w, guide, e);
    const char *folder = arena_printf(&p->arena, "%s/%.*s", out, SLICE_ARG(guide->id.text)).data;
    return make_place(path, size, folder, guide, design, e) && write_pages(p, guide, path, e);
}

bool review_write_leaflet(char *path, size_t size, struct workspace *w, const struct guide *guide,
                          const char *out, struct error *e)
{
    struct press press;
    if (!w->trusted)
        load_trusted(w, NULL);
    if (!is_sound(w, guide))
        return refuse(w, guide, e);
    CHECK(is_guide_id(guide->id.text)); /* Else the name could lead out of the folder. */
    if (!press_open(&press, w, e))
        return false;
    bool ok = print(path, size, &press, guide, out, e);
    press_close(&press);
    return ok;
}
