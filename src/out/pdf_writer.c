/*
 * Object numbers and where the objects lie.
 *
 * A file of 1,000 leaflets has some 70,000 objects, nearly all of them structure elements. They
 * get consecutive numbers and go, in order, into object streams, so their places are kept as runs
 * ("objects 130 to 329 are items 0 to 199 of stream 129", pdf_places.c): two or three runs a page
 * instead of 70 entries. Only the cross-reference stream at the end lists each object; it is made
 * and deflated piece by piece with zlib, which takes streams, where libdeflate would want all of it
 * at once.
 */
#include "out/pdf_writer.h"

#include <libdeflate.h>
#include <stdio.h>
#include <zlib.h>

#include "base/i18n.h"

enum {
    OBJECTS_A_STREAM = 250,
    STREAM_BODY_BYTES = 48 * 1024, /* A body fuller than this is closed early. */
    BODY_MAX = 16 * 1024 * 1024,
    STREAM_MAX = 256 * 1024 * 1024,
    XREF_PIECE_ROWS = 2048
};

static const char *const headers[] = {[PDF_PACKED] = "%PDF-1.7\n%\xE1\xBA\xA1\xE1\xBB\x9F\n",
                                      [PDF_PLAIN] = "%PDF-1.4\n%\xE1\xBA\xA1\xE1\xBB\x9F\n"};

void writer_init(struct pdf_writer *w)
{
    *w = (struct pdf_writer){.next_number = 1};
    buf_init(&w->bodies, BODY_MAX);
    buf_init(&w->index, BODY_MAX);
    buf_init(&w->work, STREAM_MAX);
    buf_init(&w->packed, STREAM_MAX);
    places_init(&w->places);
}

void writer_deinit(struct pdf_writer *w)
{
    writer_abandon(w);
    buf_deinit(&w->bodies);
    buf_deinit(&w->index);
    buf_deinit(&w->work);
    buf_deinit(&w->packed);
    places_deinit(&w->places);
}

static uint64_t mix(uint64_t x)
{
    x ^= x >> 32;
    x *= 0xD6E8FEB86659FD93u;
    x ^= x >> 32;
    return x;
}

void pdf_hash(uint64_t hash[2], const void *bytes, size_t size)
{
    const uint8_t *at = bytes;
    uint64_t a = hash[0] ^ size;
    uint64_t b = hash[1] + size;
    while (size > 0) {
        uint8_t piece[8] = {0};
        size_t count = size < 8 ? size : 8;
        memcpy(piece, at, count);
        uint64_t word = 0; /* Little endian everywhere, so that the hash is the same everywhere. */
        for (unsigned i = 0; i < 8; i++)
            word |= (uint64_t)piece[i] << (8 * i);
        a = (a ^ word) * 0x9E3779B97F4A7C15u;
        a ^= a >> 29;
        b = (b + word) * 0xC2B2AE3D27D4EB4Fu;
        b = (b << 31) | (b >> 33);
        at += count;
        size -= count;
    }
    hash[0] = mix(a);
    hash[1] = mix(b);
}

void pdf_deflate(struct buf *out, struct libdeflate_compressor *compressor, struct slice bytes)
{
    buf_reset(out);
    size_t bound = libdeflate_zlib_compress_bound(compressor, bytes.size);
    char *room = buf_extend(out, bound);
    if (!room)
        return;
    size_t size =
        libdeflate_zlib_compress(compressor, bytes.size ? bytes.data : "", bytes.size, room, bound);
    CHECK(size > 0);
    out->size = size;
}

static void put_bytes(struct pdf_writer *w, const void *bytes, size_t size)
{
    if (w->failed)
        return;
    if (!file_writer_append(&w->file, bytes, size, &w->failure)) {
        w->failed = true;
        return;
    }
    pdf_hash(w->hash, bytes, size);
    w->offset += size;
}

static void fail_limit(struct pdf_writer *w)
{
    w->failed = true;
    error_set(&w->failure, ERROR_LIMIT, 0,
              _("%s: a single PDF cannot hold that much; "
                "make several files"),
              w->file.path);
}

bool writer_open(struct pdf_writer *w, const char *path, enum pdf_syntax syntax, struct pen *pen,
                 struct libdeflate_compressor *compressor, struct error *e)
{
    w->syntax = syntax;
    w->pen = pen;
    w->compressor = compressor;
    w->offset = 0;
    w->hash[0] = 0x243F6A8885A308D3u;
    w->hash[1] = 0x13198A2E03707344u;
    w->next_number = 1;
    places_reset(&w->places);
    w->body_stream = w->body_count = 0;
    w->failed = false;
    w->failure = (struct error){.kind = ERROR_NONE};
    buf_reset(&w->bodies);
    buf_reset(&w->index);
    w->file = (struct file_writer){.open = false};
    if (!file_writer_open(&w->file, path, e))
        return false;
    put_bytes(w, headers[syntax], strlen(headers[syntax]));
    return true;
}

uint32_t writer_reserve_many(struct pdf_writer *w, uint32_t count)
{
    if (count > PDF_NUMBER_MAX - w->next_number) {
        fail_limit(w);
        return 1; /* The file is lost; any valid number will do until someone asks. */
    }
    uint32_t first = w->next_number;
    w->next_number += count;
    return first;
}

uint32_t writer_reserve(struct pdf_writer *w)
{
    return writer_reserve_many(w, 1);
}

/* "12 0 obj <<…>> stream …": `dict` gets /Length and, where deflated, /Filter. */
static void put_stream(struct pdf_writer *w, uint32_t number, HPDF_Dict dict, struct slice bytes,
                       bool deflated)
{
    if (!dict)
        dict = pen_dict(w->pen);
    if (bytes.size > INT32_MAX)
        fail_limit(w);
    pen_number(dict, "Length", (int32_t)(bytes.size > INT32_MAX ? 0 : bytes.size));
    if (deflated)
        pen_name(dict, "Filter", "FlateDecode");
    places_add(&w->places, number, 0, w->offset);
    buf_reset(&w->work);
    buf_append_int(&w->work, number);
    buf_append_text(&w->work, " 0 obj\n");
    pen_write(w->pen, &w->work, dict);
    buf_append_text(&w->work, "\nstream\n");
    put_bytes(w, w->work.data, w->work.size);
    put_bytes(w, bytes.data, bytes.size);
    put_bytes(w, "\nendstream\nendobj\n", 18);
}

void writer_stream(struct pdf_writer *w, uint32_t number, HPDF_Dict dict, struct slice bytes)
{
    put_stream(w, number, dict, bytes, false);
}

void writer_stream_deflated(struct pdf_writer *w, uint32_t number, HPDF_Dict dict,
                            struct slice deflated)
{
    put_stream(w, number, dict, deflated, true);
}

void writer_stream_deflate(struct pdf_writer *w, uint32_t number, HPDF_Dict dict,
                           struct slice bytes)
{
    pdf_deflate(&w->packed, w->compressor, bytes);
    if (w->packed.failed)
        fail_limit(w);
    put_stream(w, number, dict, buf_slice(&w->packed), true);
}

static void flush_objects(struct pdf_writer *w)
{
    if (w->body_count == 0)
        return;
    if (w->bodies.failed || w->index.failed)
        fail_limit(w);
    HPDF_Dict dict = pen_dict(w->pen);
    pen_name(dict, "Type", "ObjStm");
    pen_number(dict, "N", (int32_t)w->body_count);
    pen_number(dict, "First", (int32_t)w->index.size);
    buf_append(&w->index, w->bodies.data, w->bodies.size);
    writer_stream_deflate(w, w->body_stream, dict, buf_slice(&w->index));
    buf_reset(&w->index);
    buf_reset(&w->bodies);
    w->body_count = 0;
    w->body_stream = 0;
}

struct buf *writer_object_begin(struct pdf_writer *w, uint32_t number)
{
    CHECK(!w->body_open);
    w->body_open = true;
    if (w->syntax == PDF_PLAIN) {
        places_add(&w->places, number, 0, w->offset);
        buf_append_int(&w->bodies, number);
        buf_append_text(&w->bodies, " 0 obj\n");
        return &w->bodies;
    }
    if (w->body_count == 0)
        w->body_stream = writer_reserve(w);
    places_add(&w->places, number, w->body_stream, w->body_count);
    buf_append_int(&w->index, number);
    buf_append_char(&w->index, ' ');
    buf_append_int(&w->index, (int64_t)w->bodies.size);
    buf_append_char(&w->index, '\n');
    w->body_count++;
    return &w->bodies;
}

void writer_object_end(struct pdf_writer *w)
{
    CHECK(w->body_open);
    w->body_open = false;
    buf_append_char(&w->bodies, '\n');
    if (w->syntax == PDF_PLAIN) {
        if (w->bodies.failed)
            fail_limit(w);
        put_bytes(w, w->bodies.data, w->bodies.size);
        put_bytes(w, "endobj\n", 7);
        buf_reset(&w->bodies);
        return;
    }
    if (w->body_count >= OBJECTS_A_STREAM || w->bodies.size >= STREAM_BODY_BYTES)
        flush_objects(w);
}

void writer_object(struct pdf_writer *w, uint32_t number, void *object)
{
    pen_write(w->pen, writer_object_begin(w, number), object);
    writer_object_end(w);
}

void writer_long_begin(struct pdf_writer *w, uint32_t number)
{
    CHECK(!w->body_open);
    w->body_open = true;
    places_add(&w->places, number, 0, w->offset);
    buf_reset(&w->work);
    buf_append_int(&w->work, number);
    buf_append_text(&w->work, " 0 obj\n");
    put_bytes(w, w->work.data, w->work.size);
}

void writer_long_put(struct pdf_writer *w, struct slice piece)
{
    CHECK(w->body_open);
    put_bytes(w, piece.data, piece.size);
}

void writer_long_end(struct pdf_writer *w)
{
    CHECK(w->body_open);
    w->body_open = false;
    put_bytes(w, "\nendobj\n", 8);
}

/* One row: kind, place, index in the object stream; each row is stored as the difference from the
 * one above (PNG "up"), which turns long runs into a few repeated bytes. The rows of a small file
 * fit in one piece and go to libdeflate; setting up zlib would cost as much as all of them. */
struct xref_rows {
    unsigned place_bytes, row_bytes;
    uint8_t above[16];
    uint8_t piece[XREF_PIECE_ROWS * 17];
    size_t piece_size;
    bool streaming;
    z_stream zlib;
    struct buf *out;
};

static void deflate_piece(struct xref_rows *rows, int flush)
{
    if (!rows->streaming)
        CHECK(deflateInit(&rows->zlib, 6) == Z_OK);
    rows->streaming = true;
    rows->zlib.next_in = rows->piece;
    rows->zlib.avail_in = (uInt)rows->piece_size;
    int status = Z_OK;
    do {
        char room[4096];
        rows->zlib.next_out = (Bytef *)room;
        rows->zlib.avail_out = sizeof room;
        status = deflate(&rows->zlib, flush);
        CHECK(status != Z_STREAM_ERROR);
        buf_append(rows->out, room, sizeof room - rows->zlib.avail_out);
    } while (rows->zlib.avail_out == 0);
    rows->piece_size = 0;
}

static void finish_rows(struct xref_rows *rows, struct libdeflate_compressor *compressor)
{
    if (!rows->streaming) {
        pdf_deflate(rows->out, compressor,
                    (struct slice){(const char *)rows->piece, rows->piece_size});
        return;
    }
    deflate_piece(rows, Z_FINISH);
    deflateEnd(&rows->zlib);
}

static void add_row(struct xref_rows *rows, unsigned kind, uint64_t place, unsigned index)
{
    uint8_t row[16];
    unsigned size = 0;
    row[size++] = (uint8_t)kind;
    for (unsigned i = rows->place_bytes; i-- > 0;)
        row[size++] = (uint8_t)(place >> (8 * i));
    row[size++] = (uint8_t)index;
    if (rows->piece_size + size + 1 > sizeof rows->piece)
        deflate_piece(rows, Z_NO_FLUSH);
    uint8_t *to = rows->piece + rows->piece_size;
    *to++ = 2;
    for (unsigned i = 0; i < size; i++)
        *to++ = (uint8_t)(row[i] - rows->above[i]);
    memcpy(rows->above, row, size);
    rows->piece_size += size + 1;
}

static void add_run(struct xref_rows *rows, const struct xref_run *run)
{
    for (uint32_t i = 0; i < run->count; i++) {
        if (run->stream)
            add_row(rows, 2, run->stream, (unsigned)(run->position + i));
        else
            add_row(rows, 1, run->position, 0);
    }
}

/* The next by number. A number reserved and never used, or used twice, would be our own mistake. */
static bool next_run(struct xref_run *run, uint32_t *next, struct places_walk *walk,
                     const struct pdf_writer *w)
{
    bool more = places_walk_next(run, walk);
    CHECK(w->failed || (more ? run->first : w->next_number) == *next);
    *next = more ? run->first + run->count : *next;
    return more;
}

static void put_rows(struct pdf_writer *w, struct xref_rows *rows)
{
    uint32_t next = 1;
    struct xref_run run;
    struct places_walk walk;
    add_row(rows, 0, 0, 0xFF);
    places_walk_begin(&walk, &w->places);
    while (next_run(&run, &next, &walk, w))
        add_run(rows, &run);
    finish_rows(rows, w->compressor);
}

static unsigned bytes_for(uint64_t value)
{
    unsigned count = 1;
    while (value >>= 8)
        count++;
    return count;
}

static HPDF_Dict trailer_dict(struct pdf_writer *w, const struct pdf_trailer *trailer)
{
    HPDF_Dict dict = pen_dict(w->pen);
    pen_number(dict, "Size", (int32_t)w->next_number);
    pen_reference(w->pen, dict, "Root", trailer->catalog);
    pen_reference(w->pen, dict, "Info", trailer->info);
    uint8_t id[16];
    for (unsigned i = 0; i < 16; i++)
        id[i] = (uint8_t)(w->hash[i / 8] >> (8 * (i % 8)));
    HPDF_Array ids = pen_array(w->pen);
    pen_item_bytes(w->pen, ids, id, sizeof id);
    pen_item_bytes(w->pen, ids, id, sizeof id);
    pen_add(dict, "ID", ids);
    return dict;
}

static HPDF_Dict xref_dict(struct pdf_writer *w, const struct pdf_trailer *trailer,
                           const struct xref_rows *rows)
{
    HPDF_Dict dict = trailer_dict(w, trailer);
    pen_name(dict, "Type", "XRef");
    HPDF_Array widths = pen_array(w->pen);
    pen_item_number(widths, 1);
    pen_item_number(widths, (int32_t)rows->place_bytes);
    pen_item_number(widths, 1);
    pen_add(dict, "W", widths);
    HPDF_Dict parameters = pen_dict(w->pen);
    pen_number(parameters, "Predictor", 12);
    pen_number(parameters, "Columns", (int32_t)rows->row_bytes);
    pen_add(dict, "DecodeParms", parameters);
    return dict;
}

static void put_end(struct pdf_writer *w, uint64_t xref_at)
{
    char tail[64];
    int size =
        snprintf(tail, sizeof tail, "startxref\n%llu\n%%%%EOF\n", (unsigned long long)xref_at);
    put_bytes(w, tail, (size_t)size);
}

static void put_xref(struct pdf_writer *w, const struct pdf_trailer *trailer)
{
    uint64_t begin = w->offset;
    uint32_t number = writer_reserve(w);
    places_add(&w->places, number, 0, begin);
    unsigned place_bytes = bytes_for(begin > number ? begin : number);
    struct xref_rows rows;
    memset(&rows, 0, offsetof(struct xref_rows, piece));
    rows.place_bytes = place_bytes;
    rows.row_bytes = place_bytes + 2;
    rows.piece_size = 0;
    rows.streaming = false;
    rows.zlib = (z_stream){.next_in = NULL};
    rows.out = &w->packed;
    buf_reset(&w->packed);
    put_rows(w, &rows);
    HPDF_Dict dict = xref_dict(w, trailer, &rows);
    /* This notes the place again; nobody reads it after this. */
    put_stream(w, number, dict, buf_slice(&w->packed), true);
    put_end(w, begin);
}

/* Rows of 20 bytes, ten digits for the place: enough for any disk a team has. */
static void put_table(struct pdf_writer *w, const struct pdf_trailer *trailer)
{
    uint64_t begin = w->offset;
    uint32_t next = 1;
    struct xref_run run;
    struct places_walk walk;
    places_walk_begin(&walk, &w->places);
    buf_reset(&w->work);
    buf_printf(&w->work, "xref\n0 %u\n0000000000 65535 f \n", w->next_number);
    while (next_run(&run, &next, &walk, w))
        buf_printf(&w->work, "%010llu 00000 n \n", (unsigned long long)run.position);
    buf_append_text(&w->work, "trailer\n");
    pen_write(w->pen, &w->work, trailer_dict(w, trailer));
    buf_append_char(&w->work, '\n');
    if (w->work.failed)
        fail_limit(w);
    put_bytes(w, w->work.data, w->work.size);
    put_end(w, begin);
}

bool writer_close(struct pdf_writer *w, const struct pdf_trailer *trailer,
                  enum file_durability durability, struct error *e)
{
    flush_objects(w);
    if (w->syntax == PDF_PLAIN)
        put_table(w, trailer);
    else
        put_xref(w, trailer);
    if (w->failed) {
        file_writer_abandon(&w->file);
        *e = e->kind == ERROR_NONE ? w->failure : *e;
        return false;
    }
    return file_writer_commit(&w->file, durability, e);
}

void writer_abandon(struct pdf_writer *w)
{
    file_writer_abandon(&w->file);
}
