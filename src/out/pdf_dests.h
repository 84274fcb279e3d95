/** @file
 * Pages that links of the same file lead to, as named destinations (ISO 32000-1, 12.3.2.3).
 *
 * A link on the second page may lead to the fortieth, whose object has no number yet; so it says a
 * name, "p00040", and when the file ends a name tree (7.9.6) tells which page that is.
 */
#ifndef OUT_PDF_DESTS_H
#define OUT_PDF_DESTS_H

#include <stdbool.h>
#include <stdint.h>

struct pdf_writer;

enum { DEST_NAME_BYTES = 16 };

struct page_dests {
    uint32_t *pages; /**< Object of each page. */
    uint32_t page_count, page_capacity;
    bool *wanted; /**< Whether a link leads to it; by page number less one. */
    uint32_t wanted_capacity;
    uint32_t last_wanted; /**< 0: no link. */
};

void page_dests_init(struct page_dests *p);
void page_dests_deinit(struct page_dests *p);
void page_dests_open(struct page_dests *p);
/** The next page's object. */
void page_dests_add(struct page_dests *p, uint32_t number);
/** The name of page `page` (from 1), which must be there when the file is closed. */
void page_dests_name(struct page_dests *p, char name[DEST_NAME_BYTES], uint32_t page);
/** Writes the names; the object for the catalogue's /Names, or 0 when no link needs it. */
uint32_t page_dests_close(struct page_dests *p, struct pdf_writer *w);

#endif
