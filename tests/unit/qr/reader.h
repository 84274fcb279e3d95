/** @file
 * Reads a QR matrix back with zbar, from a picture drawn in memory.
 */
#ifndef TESTS_UNIT_QR_READER_H
#define TESTS_UNIT_QR_READER_H

#include "base/slice.h"
#include "qr/matrix.h"

enum { READER_BYTES_MAX = 8000 };

/** What zbar reads from `matrix`, as bytes; `size` is 0 when it reads nothing. */
struct reader_text {
    char data[READER_BYTES_MAX];
    size_t size;
};

void reader_decode(struct reader_text *out, const struct qr_matrix *matrix);

/** Fails the test unless zbar reads exactly `payload`. */
void reader_expect(const struct qr_matrix *matrix, struct slice payload);

#endif
