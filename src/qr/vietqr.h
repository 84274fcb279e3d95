/** @file
 * VietQR: what a code for a transfer to a bank account says, written and read strictly.
 *
 * A payload is a row of fields: two digits of id, two decimal digits of length (in characters, all
 * of them ASCII here), the value; some values are rows of fields themselves:
 *
 *     00 02 01                        format of the payload, always first
 *     01 02 11 | 12                   11: used again and again; 12: one payment
 *     38 nn                           whom to pay
 *        00 10 A000000727             NAPAS
 *        01 nn  00 06 BIN  01 nn ACCOUNT
 *        02 08 QRIBFTTA | QRIBFTTC    to an account | to a card
 *     52 04 MCC                       may be left out, as 59 name, 60 city, 61 postcode
 *     53 03 704                       dong
 *     54 nn AMOUNT                    left out: the payer types it
 *     58 02 VN
 *     62 nn  08 nn NOTE …             bill number, note and others, each up to 25 characters
 *     63 04 CRC                       always last
 *
 * The CRC is CRC-16/CCITT-FALSE over everything before its four digits, the text "6304" included.
 *
 * Sources: NAPAS, "Quy định về định dạng mã VietQR", version 1.0 (09/2021), whose own example of a
 *          static account has an inner length of 12 for 13 characters and is refused here; EMVCo,
 *          "QR Code Specification for Payment Systems: Merchant-Presented Mode", 3 and 4; State
 *          Bank of Vietnam, letter 1589/NHNN-TT (05/03/2024), for the banks' numbers.
 */
#ifndef QR_VIETQR_H
#define QR_VIETQR_H

#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/slice.h"

enum {
    VIETQR_PAYLOAD_MAX = 512,
    VIETQR_BIN_DIGITS = 6,
    VIETQR_ACCOUNT_MAX = 19,
    VIETQR_AMOUNT_MAX = 13, /**< Characters. */
    VIETQR_TEXT_MAX = 25    /**< Of a note, of a name. */
};

enum vietqr_service { VIETQR_TO_ACCOUNT, VIETQR_TO_CARD };

/** Ids of the additional data (62). */
enum vietqr_additional {
    VIETQR_BILL = 1,
    VIETQR_MOBILE,
    VIETQR_STORE,
    VIETQR_LOYALTY,
    VIETQR_REFERENCE,
    VIETQR_CUSTOMER,
    VIETQR_TERMINAL,
    VIETQR_PURPOSE, /**< The note that the owner of the account sees. */
    VIETQR_REQUEST,
    VIETQR_ADDITIONAL_COUNT
};

/** A transfer. What may be left out is empty; slices are borrowed. */
struct vietqr {
    struct slice bin;     /**< "970436" */
    struct slice account; /**< Digits, leading noughts count. */
    enum vietqr_service service;
    bool one_payment;    /**< Else the code may be used again and again. */
    struct slice amount; /**< "180000": digits with at most one point; above nought. */
    struct slice additional[VIETQR_ADDITIONAL_COUNT]; /**< By enum vietqr_additional. */
    struct slice category;                            /**< MCC, four digits. */
    struct slice name, city, postcode; /**< Payers' banks look the name up themselves. */
};

/**
 * Appends the payload.
 * Errors: ERROR_INPUT with a message that says which value is wrong and what it should look like;
 *         `out` is then as it was.
 */
NODISCARD bool vietqr_build(struct buf *out, const struct vietqr *transfer, struct error *e);

/**
 * Reads a payload, refusing whatever vietqr_build would not write: other schemes, fields twice, in
 * a wrong place, of a wrong length or with wrong letters, and every wrong CRC. Only the order
 * between the first field and the last is free, as EMVCo has it.
 * Lifetime: slices point into `payload`. Errors: ERROR_INPUT; `*out` is then not to be used.
 */
NODISCARD bool vietqr_parse(struct vietqr *out, struct slice payload, struct error *e);

/** CRC-16/CCITT-FALSE: polynomial 0x1021, start 0xFFFF, not reflected, no final XOR. The check
 *  value of "123456789" is 0x29B1. */
uint16_t vietqr_crc(struct slice bytes);

#endif
