#include <stdio.h>

#include "out/pdf.h"
#include "records.h"

static bool draw(struct records *r, uint32_t index, struct figures *out)
{
    double before = cpu_s();
    bool ok = records_draw(r, index, &out->error);
    out->draw_cpu_s += cpu_s() - before;
    return ok;
}

static bool add_pages(struct pdf_file *file, struct records *r, struct figures *out)
{
    for (unsigned i = 0; i < r->pages.count; i++, out->pages++)
        if (!pdf_add_page(file, &r->pages.lists[i], SLICE(""), &out->error))
            return false;
    return true;
}

static const struct pdf_meta meta = {.title = {"Kích hoạt VNeID mức 2", 25},
                                     .author = {"Tổ công nghệ số", 20},
                                     .language = {"vi-VN", 5}};

static bool write_one_file(struct figures *out, struct records *r, struct pdf_job *pdf,
                           const struct bench_job *job)
{
    char path[4096];
    struct pdf_file *file = NULL;
    snprintf(path, sizeof path, "%s/all.pdf", job->folder);
    if (!pdf_open(&file, pdf, path, &meta, &out->error))
        return false;
    for (uint32_t i = 0; i < job->count; i++) {
        if (!draw(r, i, out) || !add_pages(file, r, out)) {
            pdf_abandon(file);
            return false;
        }
    }
    out->files = 1;
    return pdf_close(file, &out->bytes, &out->error);
}

static bool write_file(struct figures *out, struct records *r, struct pdf_job *pdf,
                       const char *path)
{
    struct pdf_file *file = NULL;
    uint64_t bytes = 0;
    if (!pdf_open(&file, pdf, path, &meta, &out->error))
        return false;
    if (!add_pages(file, r, out)) {
        pdf_abandon(file);
        return false;
    }
    if (!pdf_close(file, &bytes, &out->error))
        return false;
    out->files++;
    out->bytes += bytes;
    return true;
}

static bool write_files(struct figures *out, struct records *r, struct pdf_job *pdf,
                        const struct bench_job *job)
{
    char path[4096];
    /* Two readings of the records: the first tells which glyphs all of them need. */
    for (uint32_t i = 0; i < job->count; i++) {
        if (!draw(r, i, out))
            return false;
        for (unsigned k = 0; k < r->pages.count; k++)
            pdf_job_expect(pdf, &r->pages.lists[k]);
    }
    for (uint32_t i = 0; i < job->count; i++) {
        snprintf(path, sizeof path, "%s/%05u.pdf", job->folder, (unsigned)i);
        if (!draw(r, i, out) || !write_file(out, r, pdf, path))
            return false;
    }
    return true;
}

void batch_run(struct figures *out, const struct bench_job *job)
{
    struct records r;
    const struct pdf_options options = {.durability = FILE_FAST};
    if (records_open(&r, &out->error)) {
        struct pdf_job *pdf = pdf_job_create(r.fonts, &options);
        if (job->one_file)
            (void)write_one_file(out, &r, pdf, job);
        else
            (void)write_files(out, &r, pdf, job);
        pdf_job_destroy(pdf);
    }
    records_close(&r);
}
