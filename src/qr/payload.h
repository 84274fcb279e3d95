/** @file
 * What a QR code says, by kind: exact bytes for exact apps.
 *
 * Sources: RFC 3986 (https links), RFC 3966 (tel:), RFC 5724 (sms:, written as SMSTO: for phones),
 *          the Wi-Fi string of ZXing's "Barcode contents" page (WIFI:T:WPA;S:…;P:…;;),
 *          store links as Google Play and the App Store publish them.
 * VietQR payments are in qr/vietqr.h.
 */
#ifndef QR_PAYLOAD_H
#define QR_PAYLOAD_H

#include "base/buf.h"
#include "base/error.h"
#include "base/slice.h"

enum qr_kind {
    QR_KIND_LINK,
    QR_KIND_ANDROID, /**< value: package name, "com.vnid" */
    QR_KIND_IPHONE,  /**< value: "id1582750372" */
    QR_KIND_PHONE,   /**< value: "1900 0368", "+84 912 345 678" */
    QR_KIND_SMS,     /**< value: number; extra: text */
    QR_KIND_WIFI,    /**< value: network name; extra: password (empty: open network) */
    QR_KIND_TEXT,
    QR_KIND_COUNT
};

enum { QR_PAYLOAD_MAX = 600 };

struct qr_request {
    enum qr_kind kind;
    struct slice value, extra;
};

/**
 * Appends the payload to `out` and, to `shown` (may be NULL), what to print beside it so that a
 * person can type it and compare: host and short path without "https://", the package, the number.
 * Errors: ERROR_INPUT with a message that says what the value should look like.
 */
NODISCARD bool qr_payload(struct buf *out, struct buf *shown, const struct qr_request *request,
                          struct error *e);

#endif
