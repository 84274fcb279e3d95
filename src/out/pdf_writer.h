/** @file
 * A PDF file on its way to disk: numbers, object streams, cross-references, trailer.
 *
 * Small objects gather in object streams (ISO 32000-1, 7.5.7) of a few hundred, are deflated and
 * written as soon as one is full; streams are written at once. What is kept in memory is one
 * object stream and, of what was written, some ten bytes a page (out/pdf_places.h). The
 * cross-reference stream (7.5.8) comes last.
 *
 * Errors: the first one sticks in `failure`, and later calls do nothing: ask once a page.
 * Limits: PDF_NUMBER_MAX objects a file.
 */
#ifndef OUT_PDF_WRITER_H
#define OUT_PDF_WRITER_H

#include "base/error.h"
#include "base/file.h"
#include "out/pdf_pen.h"
#include "out/pdf_places.h"

struct libdeflate_compressor;

/** How objects lie in the file. */
enum pdf_syntax {
    PDF_PACKED, /**< PDF 1.7: in object streams. */
    PDF_PLAIN   /**< PDF 1.4, which knows none: each by itself, and a table at the end (7.5.4). It
                     costs some four bytes of memory an object until the file is closed. */
};

struct pdf_writer {
    struct file_writer file;
    struct pen *pen;                          /**< Borrowed. */
    struct libdeflate_compressor *compressor; /**< Borrowed. */
    enum pdf_syntax syntax;
    uint64_t offset;  /**< Bytes written so far. */
    uint64_t hash[2]; /**< Of the bytes, for the file's /ID. */
    uint32_t next_number;
    struct places places;
    struct buf bodies, index; /**< The object stream being filled. */
    struct buf work, packed;  /**< Scratch: a stream's head; deflated bytes. */
    uint32_t body_stream, body_count;
    bool body_open;
    bool failed;
    struct error failure;
};

/** What a trailer names. */
struct pdf_trailer {
    uint32_t catalog, info;
};

void writer_init(struct pdf_writer *w);
void writer_deinit(struct pdf_writer *w);

/** Begins a file; the buffers of the one before are used again. */
NODISCARD bool writer_open(struct pdf_writer *w, const char *path, enum pdf_syntax syntax,
                           struct pen *pen, struct libdeflate_compressor *compressor,
                           struct error *e);

/** A number for an object that will be written later. */
uint32_t writer_reserve(struct pdf_writer *w);
/** The first of `count` numbers in a row. */
uint32_t writer_reserve_many(struct pdf_writer *w, uint32_t count);

/** Append the object's text to the buffer returned, then end it; nothing else in between. */
struct buf *writer_object_begin(struct pdf_writer *w, uint32_t number);
void writer_object_end(struct pdf_writer *w);

/** Begin, pen_write, end. */
void writer_object(struct pdf_writer *w, uint32_t number, void *object);

/** The same for an object that may be very long: its text goes to the file piece by piece, not into
 *  an object stream. */
void writer_long_begin(struct pdf_writer *w, uint32_t number);
void writer_long_put(struct pdf_writer *w, struct slice piece);
void writer_long_end(struct pdf_writer *w);

/** A stream whose bytes are as they are; `dict` (NULL: none; freed) gets its /Length here. */
void writer_stream(struct pdf_writer *w, uint32_t number, HPDF_Dict dict, struct slice bytes);
/** A stream whose bytes are already deflated. */
void writer_stream_deflated(struct pdf_writer *w, uint32_t number, HPDF_Dict dict,
                            struct slice deflated);
/** Deflates and writes. */
void writer_stream_deflate(struct pdf_writer *w, uint32_t number, HPDF_Dict dict,
                           struct slice bytes);

/** Object streams, cross-references, trailer; then the file gets its name. */
NODISCARD bool writer_close(struct pdf_writer *w, const struct pdf_trailer *trailer,
                            enum file_durability durability, struct error *e);
void writer_abandon(struct pdf_writer *w);

/** zlib-wrapped bytes into `out` (emptied first). */
void pdf_deflate(struct buf *out, struct libdeflate_compressor *compressor, struct slice bytes);

/** Adds bytes to a 128-bit running hash; for telling things apart, not for secrets. */
void pdf_hash(uint64_t hash[2], const void *bytes, size_t size);

#endif
