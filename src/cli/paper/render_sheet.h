/** @file
 * The pages of a file: the design's own, or sheets that they lie on.
 */
#ifndef CLI_PAPER_RENDER_SHEET_H
#define CLI_PAPER_RENDER_SHEET_H

#include "cli/paper/sheet_choice.h"
#include "out/pdf.h"

struct design;
struct design_pages;
struct font_set;

enum { INK_SUM_MAX = 300 /**< Percent: what coated paper still dries with (ISO 12647-2). */ };

/** One file's pages, one at a time. Zero-initialise. */
struct sheets {
    const struct sheet_spec *spec; /**< NULL: pages as they are. */
    const struct design_pages *pages;
    const struct draw_list *lists[SHEET_PAGES_MAX];
    struct sheet_plan plan;
    struct draw_list list; /**< The side drawn last. */
    const struct font_set *fonts;
    struct slice title;
    unsigned count;
};

void sheets_deinit(struct sheets *s);

/**
 * Begins with the pages of a design; all are borrowed. Errors: ERROR_INPUT, when this design cannot
 * lie on that sheet; the message names it.
 */
NODISCARD bool sheets_begin(struct sheets *s, const struct sheet_spec *spec,
                            const struct design_pages *pages, const struct design *design,
                            const struct font_set *fonts, struct slice title, struct error *e);

/** The same for the next record of a table, whose pages share their sheets with others': a plan
 *  made by sheets_begin stays. Errors: ERROR_INPUT for a code that would become too small. */
NODISCARD bool sheets_go_on(struct sheets *s, const struct design *design, struct error *e);

/** Page `index` of `count`; valid until the next call. */
const struct draw_list *sheets_page(struct sheets *s, unsigned index);

/** Its bookmark; empty for none. */
struct slice sheets_bookmark(const struct sheets *s, unsigned index);

/** How print dialogs are to print it. */
void sheets_describe(const struct sheets *s, struct pdf_meta *meta);

/** The same for a plan of one's own. */
void sheets_describe_plan(const struct sheet_plan *plan, struct pdf_meta *meta);

/** What draws words on a sheet; borrows `fonts`. */
struct sheet_type sheets_type(const struct font_set *fonts);

#endif
