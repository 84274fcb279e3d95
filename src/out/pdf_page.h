/** @file
 * A display list as a page: two content streams and a structure tree.
 *
 * Commands that do not vary are painted into the first stream, those of the record into the second,
 * which is painted after it. Both number their marks from one sequence a page, the unvarying ones
 * first, so that the first stream is the same on every page that shares it.
 *
 * Everything painted outside a tag, and decoration within one (rules, boxes, icons), is an
 * artifact; inside a figure everything painted belongs to it.
 */
#ifndef OUT_PDF_PAGE_H
#define OUT_PDF_PAGE_H

#include "out/pdf_content.h"
#include "out/pdf_tags.h"

struct page_paint {
    const struct draw_list *list;
    const uint8_t *flags; /**< op_flags_find */
    enum tag_lane lane;   /**< Which stream to paint. */
    uint32_t mark_base;   /**< MCID of the lane's first mark. */
    struct buf *out;      /**< Untouched when the lane paints nothing. */
    struct pdf_fonts *fonts;
    struct font_use *use;
    enum pdf_color color;
};

/** Walks the whole list, fills `tree` (reset first), and paints one lane. */
void page_paint(const struct page_paint *paint, struct tag_tree *tree);

#endif
