/** @file
 * Pictures as image XObjects: a JPEG as it is, anything else deflated; once a file. For a print
 * shop a grey picture stays grey, which prints in black alone; one in colours becomes CMYK.
 *
 * Lifetime: the deflated bytes of the first pictures of a job are kept for its other files.
 * Limits:   PDF_PICTURES_KEPT_BYTES of those.
 */
#ifndef OUT_PDF_IMAGE_H
#define OUT_PDF_IMAGE_H

#include <stdint.h>

#include "base/buf.h"
#include "out/pdf.h"

struct draw_image;
struct pdf_writer;

enum { PDF_PICTURES_KEPT_BYTES = 32 * 1024 * 1024, IMAGE_NAME_BYTES = 20 };

/** The name under which /Resources knows a picture: from its content, the same in every file. */
void image_name(char out[IMAGE_NAME_BYTES], const struct draw_image *image);

/** Of a job, all of whose files are in one `color`. */
struct picture_cache {
    struct kept_picture {
        char name[IMAGE_NAME_BYTES];
        struct buf deflated;
    } * items;
    uint32_t count, capacity;
    size_t bytes;
};

void picture_cache_init(struct picture_cache *c);
void picture_cache_deinit(struct picture_cache *c);

/** Of a file: what is in it already. */
struct picture_list {
    struct placed_picture {
        char name[IMAGE_NAME_BYTES];
        uint32_t number;
    } * items;
    uint32_t count, capacity;
};

void picture_list_init(struct picture_list *l);
void picture_list_deinit(struct picture_list *l);
void picture_list_open(struct picture_list *l);

/** Writes the picture unless the file has it. */
void picture_write(struct picture_list *l, struct picture_cache *c, struct pdf_writer *w,
                   const struct draw_image *image, enum pdf_color color);

/** "/XObject<</I… 12 0 R>>", or nothing. */
void picture_list_put(struct buf *out, const struct picture_list *l);

#endif
