/** @file
 * The page tree and the outline (bookmarks), written as pages come (ISO 32000-1, 7.7.3 and 12.3.3).
 *
 * Pages hang in nodes of TREE_NODE_PAGES; a node goes out when it is full. A bookmark needs its
 * neighbours' numbers, so one is held back until the next is there; when a file ends up with a
 * single page there is no outline.
 */
#ifndef OUT_PDF_TREE_H
#define OUT_PDF_TREE_H

#include <stdint.h>

#include "base/buf.h"

struct pdf_writer;

enum { TREE_NODE_PAGES = 64, TREE_TITLE_MAX = 1024 };

struct page_tree {
    uint32_t root;
    uint32_t node; /**< Being filled; 0: none. */
    uint32_t pages[TREE_NODE_PAGES];
    uint32_t page_count; /**< In the node. */
    uint32_t *nodes;
    uint32_t node_count, node_capacity;
    uint32_t total;
};

void page_tree_init(struct page_tree *t);
void page_tree_deinit(struct page_tree *t);
void page_tree_open(struct page_tree *t, struct pdf_writer *w);
/** Adds a page object; the number of its /Parent. */
uint32_t page_tree_add(struct page_tree *t, struct pdf_writer *w, uint32_t page);
void page_tree_close(struct page_tree *t, struct pdf_writer *w);

struct outline {
    uint32_t root, first, previous; /**< Objects; `root` 0: no bookmark yet. */
    uint32_t pending, pending_page; /**< The one held back. */
    struct buf title;               /**< Its text. */
    uint32_t count;
};

void outline_init(struct outline *o);
void outline_deinit(struct outline *o);
void outline_open(struct outline *o);
void outline_add(struct outline *o, struct pdf_writer *w, uint32_t page, struct slice title);
/** The root's number, or 0 when there is none. */
uint32_t outline_close(struct outline *o, struct pdf_writer *w, uint32_t pages_in_file);

#endif
