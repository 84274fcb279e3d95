/* The chunk goes behind the first one (PNG 1.2, 4.2.4.2 and 5.6: before IDAT). */
#include "out/png.h"

#include <string.h>

#include "base/file.h"

enum { PNG_SIGNATURE_BYTES = 8, PNG_HEADER_BYTES = PNG_SIGNATURE_BYTES + 25, PNG_PHYS_BYTES = 21 };

struct png_stream {
    struct file_writer *writer;
    struct error *error;
    size_t header_left; /**< Bytes of signature and first chunk still to come. */
    uint8_t physical[PNG_PHYS_BYTES];
};

static void put_big_endian(uint8_t *out, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        out[i] = (uint8_t)(value >> (24 - 8 * i));
}

static uint32_t checksum(const uint8_t *bytes, size_t size)
{
    uint32_t crc = 0xFFFFFFFF;
    for (size_t i = 0; i < size; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
    }
    return ~crc;
}

/** Size 9, "pHYs", pixels per metre across and down, unit metre, checksum. */
static void make_physical(uint8_t out[PNG_PHYS_BYTES], int dpi)
{
    uint32_t per_metre = (uint32_t)((dpi * 10000 + 127) / 254);
    put_big_endian(out, 9);
    memcpy(out + 4, "pHYs", 4);
    put_big_endian(out + 8, per_metre);
    put_big_endian(out + 12, per_metre);
    out[16] = 1;
    put_big_endian(out + 17, checksum(out + 4, 13));
}

static cairo_status_t pass_on(void *closure, const unsigned char *data, unsigned size)
{
    struct png_stream *s = closure;
    unsigned head = size < s->header_left ? size : (unsigned)s->header_left;
    bool ok = file_writer_append(s->writer, data, head, s->error);
    s->header_left -= head;
    if (ok && head > 0 && s->header_left == 0)
        ok = file_writer_append(s->writer, s->physical, sizeof s->physical, s->error);
    if (ok && size > head)
        ok = file_writer_append(s->writer, data + head, size - head, s->error);
    return ok ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

bool png_write(struct file_writer *writer, cairo_surface_t *surface, int dpi, struct error *e)
{
    struct png_stream stream = {writer, e, PNG_HEADER_BYTES, {0}};
    make_physical(stream.physical, dpi);
    cairo_status_t status = cairo_surface_write_to_png_stream(surface, pass_on, &stream);
    /* An error of the disk's is in `e` already and stays. */
    return status == CAIRO_STATUS_SUCCESS ||
           error_set(e, ERROR_LIBRARY, (int)status, "cairo: %s", cairo_status_to_string(status));
}
