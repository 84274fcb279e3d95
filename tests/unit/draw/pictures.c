#include "pictures.h"

#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>
#include <png.h>

#include "support/test.h"

static void append_png(png_structp png, png_bytep data, size_t size)
{
    assert_true(buf_append(png_get_io_ptr(png), data, size));
}

static void flush_nothing(png_structp png)
{
    (void)png;
}

void picture_make_png(struct buf *out, const struct picture *p)
{
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_set_write_fn(png, out, append_png, flush_nothing);
    png_set_IHDR(png, info, p->width, p->height, p->bit_depth, p->png_colour,
                 p->interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
    if (p->png_colour == PNG_COLOR_TYPE_PALETTE) {
        const png_color colours[4] = {{0, 0, 0}, {255, 0, 0}, {0, 0, 0}, {255, 255, 255}};
        const png_byte alphas[4] = {255, 255, 0, 255};
        png_set_PLTE(png, info, colours, 4);
        png_set_tRNS(png, info, alphas, 4, NULL);
    }
    png_write_info(png, info);
    size_t row_bytes = png_get_rowbytes(png, info);
    png_bytep *rows = calloc(p->height, sizeof *rows);
    assert_non_null(rows);
    for (uint32_t y = 0; y < p->height; y++)
        rows[y] = (png_bytep)(uintptr_t)(p->samples + y * row_bytes);
    png_write_image(png, rows);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    free(rows);
}

/** An Exif block with one entry, the orientation, and a made-up place behind it. */
static void write_exif(struct jpeg_compress_struct *jpeg, const struct photo *p)
{
    static const uint8_t little[] = "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0"
                                    "\x01\0\0\0\0\0\0\0GPS here";
    static const uint8_t big[] = "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01"
                                 "\0\x01\0\0\0\0\0\0GPS here";
    uint8_t block[sizeof little];
    memcpy(block, p->big_endian ? big : little, sizeof block);
    block[p->big_endian ? 25 : 24] = (uint8_t)p->orientation;
    jpeg_write_marker(jpeg, JPEG_APP0 + 1, block, sizeof block);
}

static void fill_row(uint8_t *row, const struct photo *p, uint32_t y)
{
    size_t row_bytes = (size_t)p->width * (size_t)p->components;
    memset(row, 0, row_bytes / 2);
    memset(row + row_bytes / 2, 255, row_bytes - row_bytes / 2);
    if (y < p->height / 4)
        memset(row, 128, row_bytes);
}

void photo_make_jpeg(struct buf *out, const struct photo *p)
{
    struct jpeg_error_mgr errors;
    struct jpeg_compress_struct jpeg;
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    unsigned char *bytes = NULL;
    unsigned long size = 0;
    jpeg_mem_dest(&jpeg, &bytes, &size);
    jpeg.image_width = p->width;
    jpeg.image_height = p->height;
    jpeg.input_components = p->components;
    jpeg.in_color_space = p->components == 1   ? JCS_GRAYSCALE
                          : p->components == 3 ? JCS_RGB
                                               : JCS_CMYK;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, 95, TRUE);
    if (p->progressive)
        jpeg_simple_progression(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    if (p->orientation)
        write_exif(&jpeg, p);
    if (p->comment)
        jpeg_write_marker(&jpeg, JPEG_COM, (const JOCTET *)p->comment,
                          (unsigned)strlen(p->comment));
    uint8_t *row = calloc(p->width, (size_t)p->components);
    assert_non_null(row);
    for (uint32_t y = 0; y < p->height; y++) {
        fill_row(row, p, y);
        JSAMPROW pointer = row;
        jpeg_write_scanlines(&jpeg, &pointer, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    assert_true(buf_append(out, bytes, size));
    free(row);
    free(bytes);
}
