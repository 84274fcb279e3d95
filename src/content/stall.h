/** @file
 * A small trader's stall: whom the market pays, from the command line or a row of a spreadsheet.
 *
 * All that is printed is checked here: the bank is one of guides/banks.yaml and known to take
 * VietQR, the account is digits, the amount one that banks transfer at once, names and notes are
 * letters that every bank's app shows.
 *
 * Sources: for the greatest amount, NAPAS 247: below 500 million dong a transfer; for lengths
 *          NAPAS, "Quy định về định dạng mã VietQR", 1.0 (qr/vietqr.h).
 * Lifetime: the arena given to stall_check, and the values and banks that it borrows.
 */
#ifndef CONTENT_STALL_H
#define CONTENT_STALL_H

#include <stdint.h>

#include "content/banks.h"

struct grid;

/** What is given of a stall; also the columns of a spreadsheet. */
enum stall_value {
    STALL_NAME,    /**< Of the account's owner. */
    STALL_BANK,    /**< Name or number. */
    STALL_ACCOUNT, /**< Digits, spaces between groups. */
    STALL_AMOUNT,  /**< "20000", "20.000 đ"; empty: the payer types it. */
    STALL_MESSAGE, /**< What the owner sees beside the money; may be empty. */
    STALL_SHOP,    /**< "Quán Mẫu": printed large; may be empty. */
    STALL_VALUE_COUNT
};

enum {
    STALL_OWNER_MAX = 40,
    STALL_SHOP_MAX = 60,
    STALL_ACCOUNT_MAX = 19,
    STALL_ACCOUNT_SHORT = 6, /**< Shorter ones are looked at again. */
    STALL_MESSAGE_MAX = 25,
    STALL_AMOUNT_MAX = 499999999 /**< Dong. */
};

struct stall {
    struct field values[STALL_VALUE_COUNT]; /**< As given. */
    const struct bank *bank;
    struct slice owner;   /**< "NGUYEN VAN MAU": as phones show it. */
    struct slice account; /**< Digits only. */
    struct slice amount;  /**< Digits only; empty: open. */
    struct slice message; /**< Without marks. */
};

/** Fills `*out`, reporting all that is wrong (S…) at the values' places. True when it may be
 *  printed; warnings do not hinder. */
bool stall_check(struct stall *out, const struct field values[STALL_VALUE_COUNT],
                 const struct banks *banks, struct arena *a, struct diag_list *diags);

/** Which column holds which value, -1: none. False after a diagnostic when one is missing that is
 *  needed: name, bank, account. */
bool stall_columns(int out[STALL_VALUE_COUNT], const struct grid *g, struct diag_list *diags);

/** "0123456789" → "0123 456 789": groups of three, the first of up to five. */
struct slice stall_group_digits(struct arena *a, struct slice digits);

/** "20000" → "20.000" */
struct slice stall_group_amount(struct arena *a, struct slice digits);

#endif
