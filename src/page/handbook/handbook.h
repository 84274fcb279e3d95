/** @file
 * The team's pocket handbook: many guides in one small book.
 *
 * Cover, contents, how to use it; each guide on pages of its own, by chapter; the index of terms;
 * pages to write on; hotlines on the back cover. On A6 it fits a shirt pocket, 9.5 pt; on A5 the
 * same is larger, 11.5 pt. The pages make a whole number of folded sheets: their count is a
 * multiple of four.
 *
 * Page numbers. Contents, cross-references and index name pages that are drawn later, and a number
 * of another width may break a line elsewhere. So the book is drawn until two passes agree on where
 * everything stands (at most HANDBOOK_PASSES_MAX), then once more for the reader. An index entry
 * lists, for each guide, the first page on which the term stands, as it was drawn: text is taken
 * from the pages, not from the files.
 *
 * Memory: one page at a time, whatever the number of guides; paragraphs are kept by the kit.
 */
#ifndef PAGE_HANDBOOK_H
#define PAGE_HANDBOOK_H

#include "base/error.h"
#include "content/guide/handbook.h"
#include "page/design.h"

enum handbook_paper { HANDBOOK_A6, HANDBOOK_A5, HANDBOOK_PAPER_COUNT };

enum {
    HANDBOOK_GUIDES_ALL_MAX = 400, /**< Guides of one book. */
    HANDBOOK_PASSES_MAX = 6,
    HANDBOOK_FOLDS_WELL = 80 /**< Pages; thicker than 20 sheets does not stay folded. */
};

/** A guide in its chapter; those of a chapter stand together. */
struct handbook_entry {
    const struct guide *guide;
    unsigned chapter;
};

struct handbook_input {
    const struct handbook *book;
    const struct handbook_entry *entries;
    unsigned entry_count;
    const struct commune *commune; /**< NULL: dotted lines. */
    const struct village *village; /**< NULL: the commune's own team. */
    enum design_ink ink;
    enum handbook_paper paper;
    bool keeps_pages; /**< The sink keeps what it is handed: no picture may be forgotten. */
    bool whole; /**< All guides of the book are there: then a term that stands nowhere is warned of.
                 */
};

/** Takes one page; `bookmark` is empty where none belongs. False, with `e`, stops. */
typedef bool handbook_sink(void *context, const struct draw_list *page, struct slice bookmark,
                           struct error *e);

/**
 * Draws the book. False either with problems in `diags` (what does not fit, wrong links: nothing
 * was handed to `sink`) or with `e`, which the sink set.
 */
NODISCARD bool handbook_draw(struct design_kit *kit, const struct handbook_input *input,
                             handbook_sink *sink, void *context, struct diag_list *diags,
                             struct error *e);

/** The day the contents count as checked: the oldest review of the guides. */
struct date handbook_reviewed(const struct handbook_input *input);

#endif
