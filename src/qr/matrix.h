/** @file
 * QR symbols (ISO/IEC 18004) by libqrencode, chosen for the size they are printed at.
 *
 * Limits: libqrencode is not for several threads at once.
 */
#ifndef QR_MATRIX_H
#define QR_MATRIX_H

#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"

enum { QR_SIDE_MAX = 177, QR_ROW_BYTES = (QR_SIDE_MAX + 7) / 8, QR_QUIET_MODULES = 4 };

enum qr_level { QR_LEVEL_L, QR_LEVEL_M, QR_LEVEL_Q, QR_LEVEL_H };

struct qr_matrix {
    unsigned version; /**< 1 … 40 */
    unsigned side;    /**< Modules: 17 + 4 × version. */
    enum qr_level level;
    uint8_t bits[QR_SIDE_MAX *
                 QR_ROW_BYTES]; /**< side rows of (side + 7) / 8 bytes, left bit highest, 1 dark. */
};

/**
 * The smallest symbol that holds `payload` (bytes, UTF-8) at `level`; numeric, alphanumeric and
 * byte segments are cut so that they take the fewest bits, and text beyond ASCII is marked as
 * UTF-8 (qr/segment.h).
 * Errors: ERROR_LIMIT when it does not fit version 40, ERROR_INPUT when empty.
 */
NODISCARD bool qr_encode(struct qr_matrix *out, struct slice payload, enum qr_level level,
                         struct error *e);

/** What a place on the paper allows. */
struct qr_place {
    int32_t side_du;       /**< Room for the symbol with its quiet zone. */
    int32_t module_min_du; /**< Smallest module that prints and scans there; above 0. */
    enum qr_level level_min, level_wish; /**< level_min ≤ level_wish. */
    unsigned version_min; /**< So that short payloads fill the place too; 0 or 1: any. */
};

struct qr_fit {
    struct qr_matrix matrix;
    int32_t module_du; /**< side_du / (side + 2 × QR_QUIET_MODULES), rounded down. */
};

/**
 * Encodes with the wished level, or the best one down to `level_min` whose modules are at least
 * `module_min_du`. A higher level that costs no larger version is taken for free.
 * Errors: ERROR_LIMIT when even the lowest is too dense: the message says how many characters the
 *         payload has and how many would fit.
 */
NODISCARD bool qr_fit(struct qr_fit *out, struct slice payload, const struct qr_place *place,
                      struct error *e);

#endif
