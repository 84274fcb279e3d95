/** @file
 * How the bytes of a QR code are cut into numeric, alphanumeric and byte segments so that they
 * take the fewest bits, and which version then holds them.
 *
 * Source: ISO/IEC 18004:2015, clause 7.4 (ECI, modes, lengths of the character count) and table 7
 *         (data codewords); `matrix_test` compares the table with what libqrencode accepts.
 */
#ifndef QR_SEGMENT_H
#define QR_SEGMENT_H

#include <stdint.h>

#include "base/check.h"
#include "base/slice.h"
#include "qr/matrix.h"

enum {
    QR_VERSION_MAX = 40,
    QR_SEGMENT_BYTES_MAX = 7089, /**< Digits that version 40-L holds: nothing longer can fit. */
    QR_VERSION_CLASSES = 3 /**< 1–9, 10–26, 27–40: the count field grows with the class. */
};

enum qr_mode { QR_SEGMENT_NUMERIC, QR_SEGMENT_ALPHANUMERIC, QR_SEGMENT_BYTE, QR_SEGMENT_MODES };

/**
 * True when the payload needs a header that says UTF-8 (ECI 26): without one, bytes above 127 mean
 * ISO 8859-1 by the standard, and readers guess; zbar takes some Vietnamese for Shift JIS.
 */
bool segment_needs_eci(struct slice payload);

/** Fewest bits for a payload, ECI header included, for each class of versions. */
struct qr_cost {
    uint32_t bits[QR_VERSION_CLASSES];
};

/** `payload` holds 1 … QR_SEGMENT_BYTES_MAX bytes. */
struct qr_cost segment_cost(struct slice payload);

/** Smallest version that holds `cost` at `level`, or 0 when none does. */
unsigned segment_version(const struct qr_cost *cost, enum qr_level level);

/** True when `cost` fits `version` at `level`. */
bool segment_fits(const struct qr_cost *cost, unsigned version, enum qr_level level);

/** Data codewords of 8 bits that a version holds at a level. */
unsigned segment_codewords(unsigned version, enum qr_level level);

/** The mode of each byte in the cheapest cut for `version`; `modes` has room for `payload.size`. */
void segment_modes(enum qr_mode *modes, struct slice payload, unsigned version);

#endif
