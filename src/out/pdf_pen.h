/** @file
 * The pen: PDF objects made with libharu and written as text into a buffer.
 *
 * libharu's document and its save path are not used: they keep every page in memory and know no
 * object streams. Its objects (HPDF_Dict, HPDF_Array …) and their serialiser are.
 *
 * Lifetime: a pen serves any number of objects. What pen_dict and pen_array give is freed by
 *           pen_write, together with everything added to it.
 * Errors:   libharu fails only when memory runs out or on our own mistake; both CHECK.
 * Limits:   libharu's: 65,535 bytes a string, 32,767 items an array, numbers of 31 bits.
 */
#ifndef OUT_PDF_PEN_H
#define OUT_PDF_PEN_H

#include <hpdf.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/slice.h"

/** Highest object number (ISO 32000-1, table C.1). */
enum { PDF_NUMBER_MAX = 8388607 };

enum { PEN_REFERENCES_MAX = 2048, PEN_TEXT_MAX = 16 * 1024 };

struct pen {
    HPDF_Error_Rec error;
    HPDF_MMgr memory;
    HPDF_Stream stream; /**< Writes into `target`. */
    struct buf *target;
    HPDF_Obj_Header
        references[PEN_REFERENCES_MAX]; /**< What proxies of the open object point to. */
    unsigned reference_count;
    struct buf scratch;
};

void pen_init(struct pen *p);
void pen_deinit(struct pen *p);

HPDF_Dict pen_dict(struct pen *p);
HPDF_Array pen_array(struct pen *p);

void pen_name(HPDF_Dict dict, const char *key, const char *value);
void pen_number(HPDF_Dict dict, const char *key, int32_t value);
void pen_bool(HPDF_Dict dict, const char *key, bool value);
void pen_add(HPDF_Dict dict, const char *key, void *object);
/** A reference to object `number`, which need not exist yet. */
void pen_reference(struct pen *p, HPDF_Dict dict, const char *key, uint32_t number);
/** Text for people: as it is when ASCII, else UTF-16 (7.9.2.2). Cut at PEN_TEXT_MAX bytes. */
void pen_text(struct pen *p, HPDF_Dict dict, const char *key, struct slice utf8);

void pen_item_number(HPDF_Array array, int32_t value);
void pen_item_name(HPDF_Array array, const char *value);
void pen_item_reference(struct pen *p, HPDF_Array array, uint32_t number);
void pen_item(HPDF_Array array, void *object);
void pen_item_bytes(struct pen *p, HPDF_Array array, const uint8_t *bytes, size_t size);

/** Appends the object's text to `out` and frees it. */
void pen_write(struct pen *p, struct buf *out, void *object);

/**
 * For the few kinds of object that come by the hundred a page (structure elements), the same text
 * without libharu's objects in between: measured, they would cost a third of a page's time.
 */
void pen_put_reference(struct buf *out, uint32_t number);
/** A length as points: `du` / 1024, rounded to the thousandth. */
void pen_put_points(struct buf *out, int64_t du);
/** A text string, see pen_text. */
void pen_put_text(struct buf *out, struct slice utf8);
/** Hexadecimal digits of UTF-16, big endian, no brackets, no mark. */
void pen_put_utf16(struct buf *out, struct slice utf8);

#endif
