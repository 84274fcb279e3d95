#include "unit/qr/reader.h"

#include "support/test.h"

#include <stdlib.h>

#include <zbar.h>

#include "base/check.h"

enum { SCALE = 4 };

static bool dark(const struct qr_matrix *m, unsigned x, unsigned y)
{
    unsigned row_bytes = (m->side + 7) / 8;
    return (m->bits[y * row_bytes + x / 8] >> (7 - x % 8)) & 1;
}

static unsigned char *draw(const struct qr_matrix *m, unsigned side)
{
    unsigned char *pixels = malloc((size_t)side * side);
    CHECK(pixels != NULL);
    for (unsigned y = 0; y < side; y++) {
        for (unsigned x = 0; x < side; x++) {
            unsigned mx = x / SCALE - QR_QUIET_MODULES, my = y / SCALE - QR_QUIET_MODULES;
            bool inside = mx < m->side && my < m->side; /* Unsigned: the margin wraps round. */
            pixels[(size_t)y * side + x] = inside && dark(m, mx, my) ? 0 : 255;
        }
    }
    return pixels;
}

void reader_decode(struct reader_text *out, const struct qr_matrix *matrix)
{
    unsigned side = (matrix->side + 2 * QR_QUIET_MODULES) * SCALE;
    unsigned char *pixels = draw(matrix, side);
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    zbar_image_t *image = zbar_image_create();
    CHECK(scanner && image);
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, side, side);
    zbar_image_set_data(image, pixels, (unsigned long)side * side, NULL);
    int found = zbar_scan_image(scanner, image);
    out->size = 0;
    const zbar_symbol_t *symbol = zbar_image_first_symbol(image);
    if (found == 1 && symbol) {
        out->size = zbar_symbol_get_data_length(symbol);
        CHECK(out->size <= sizeof out->data);
        memcpy(out->data, zbar_symbol_get_data(symbol), out->size);
    }
    zbar_image_destroy(image);
    zbar_image_scanner_destroy(scanner);
    free(pixels);
}

void reader_expect(const struct qr_matrix *matrix, struct slice payload)
{
    static struct reader_text text;
    reader_decode(&text, matrix);
    if (text.size != payload.size || memcmp(text.data, payload.data, payload.size) != 0)
        fail_msg("version %u level %d: «%.*s» reads as «%.*s»", matrix->version, (int)matrix->level,
                 SLICE_ARG(payload), (int)text.size, text.data);
}
