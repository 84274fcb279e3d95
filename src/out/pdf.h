/** @file
 * Display lists to PDF: tagged, subset, reproducible, written as it goes.
 *
 * Standards: ISO 32000-1 (PDF 1.7); aims at ISO 14289-1 (PDF/UA-1) and ISO 19005-2 (PDF/A-2a).
 * Objects are libharu's (HPDF_Dict, HPDF_Array, …) and libharu's serialiser writes them; numbering,
 * object streams and the cross-reference stream (7.5.7, 7.5.8) are this module's, so that memory
 * does not grow with the number of pages. Fonts are subset by hb-subset and written at the end.
 *
 * Lifetime: a job may make many files and keeps what they share: compressed font subsets, pages'
 *           unvarying streams, the colour profile.
 * Errors:   ERROR_SYSTEM when the disk refuses; the unfinished file is removed.
 *           ERROR_LIMIT for pages beyond 3 to 14,400 pt a side and PDFs beyond 8,388,607 objects.
 *
 * In CMYK a file is PDF/X-1a:2003 (ISO 15930-4) instead, for print shops: PDF 1.4 without object
 * streams, only CMYK, grey and marks on all plates, no links, a trim box on every page, fonts
 * embedded, and as output intent a printing condition of the ICC's registry, for which that
 * standard asks no profile. It makes no claim to PDF/A or PDF/UA, but keeps its tags.
 */
#ifndef OUT_PDF_H
#define OUT_PDF_H

#include <time.h>

#include "base/error.h"
#include "base/file.h"
#include "base/slice.h"
#include "draw/list.h"

struct font_set;
struct pdf_job;
struct pdf_file;

/** How both sides of the paper are printed (ISO 32000-1, table 150, /Duplex). */
enum pdf_duplex { PDF_DUPLEX_UNSAID, PDF_SIMPLEX, PDF_DUPLEX_LONG_EDGE, PDF_DUPLEX_SHORT_EDGE };

/** What a file says about itself. Slices are copied. */
struct pdf_meta {
    struct slice title;     /**< Required: shown in the window's title bar (PDF/UA). */
    struct slice author;    /**< The team, or empty. */
    struct slice subject;   /**< One line, or empty. */
    struct slice keywords;  /**< Or empty. */
    struct slice language;  /**< BCP 47: "vi-VN". */
    time_t stamp;           /**< Date of creation, UTC; 0: date_stamp(). */
    enum pdf_duplex duplex; /**< What print dialogs offer first. */
    bool full_scale;        /**< Print dialogs are not to fit the pages to the paper. */
};

enum pdf_color { PDF_COLOR_RGB, PDF_COLOR_CMYK };

struct pdf_options {
    /** A page is one stream in reading order, whatever varies: for files that are no batch, whose
     *  readers may not follow tags. Else what does not vary is kept for the next page. */
    bool whole_pages;
    enum file_durability durability;
    enum pdf_color color;
    int deflate_level; /**< 1–12 (libdeflate); 0 means the default, 6. */
};

struct pdf_job *pdf_job_create(const struct font_set *fonts, const struct pdf_options *options);
void pdf_job_destroy(struct pdf_job *job);

/**
 * Tells the job that coming pages will use these glyphs, so that one font subset serves every file
 * of a batch. Without it each file's subset holds what its own pages use, and grows as needed.
 */
void pdf_job_expect(struct pdf_job *job, const struct draw_list *list);

NODISCARD bool pdf_open(struct pdf_file **out, struct pdf_job *job, const char *path,
                        const struct pdf_meta *meta, struct error *e);

/** Adds a page; `bookmark` (may be empty) names it in the outline, which a file of several pages
 *  gets. The list may be reused at once. */
NODISCARD bool pdf_add_page(struct pdf_file *file, const struct draw_list *list,
                            struct slice bookmark, struct error *e);

/** The page added last, for a bookmark that comes later. */
uint32_t pdf_last_page(const struct pdf_file *file);

/** One more bookmark, for a page added before: several records share a printed sheet. Bookmarks
 *  stand in the order in which they come, wherever their pages lie. */
void pdf_add_bookmark(struct pdf_file *file, uint32_t page, struct slice bookmark);

/** Writes fonts, structure and trailer, and gives the file its name. `file` is freed either way. */
NODISCARD bool pdf_close(struct pdf_file *file, uint64_t *size_bytes, struct error *e);

/** Drops an unfinished file. */
void pdf_abandon(struct pdf_file *file);

#endif
