/** @file
 * A book from inside: what turns the file's own numbers into the book's.
 */
#ifndef STORE_BOOK_H
#define STORE_BOOK_H

#include "store/derive.h"
#include "store/sheet.h"

/** Indexes by the file's number; 0 where there is none. */
struct book_map {
    uint32_t *index; /**< malloc */
    int64_t count;
};

struct store_book {
    struct store *s;
    struct book *book;
    int64_t changes;         /**< Of the connection, when the book was opened. */
    int64_t *device_numbers; /**< By index, as the others of devices. */
    int64_t *device_reached; /**< Last sequence seen while counting. */
    struct book_map words, items, responses;
    unsigned *device_villages; /**< For rounds that do not say where. */
    int64_t *papers;           /**< Keys of the batches that count, ascending. */
    size_t paper_count;
    int64_t last_paper; /**< Looked up last. */
    bool last_paper_counts;
    struct sheet sheet;
};

/** The parts of a book that paper.c shares: keys of batches that count, ascending, by malloc. */
NODISCARD bool book_count_papers(int64_t **keys, size_t *count, struct store *s, struct error *e);

#endif
