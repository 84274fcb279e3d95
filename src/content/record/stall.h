/** @file
 * A small trader's stall: whom the market pays, from the command line or a row of a spreadsheet.
 *
 * All that is printed is checked here: the bank is one of guides/banks.yaml and known to take
 * VietQR, the account is digits, the amount one that banks transfer at once, names and notes are
 * letters that every bank's app shows.
 *
 * Cards. A transfer to a card (service QRIBFTTC) names the card as the account; in NAPAS' examples
 * its first six digits are the bank's own number, so a card that begins otherwise (Visa, …) is
 * refused. Whoever scans can read the whole number, which a warning says; of a card only the last
 * four digits are printed in clear.
 *
 * Sources: for a card's length, 19 at most, NAPAS; 16 at least as in its examples; for the check
 *          digit, whose failing is a warning only, ISO/IEC 7812-1, annex B (Luhn), which NAPAS'
 *          own example fails;
 *          for the greatest amount, NAPAS 247: below 500 million dong a transfer; for lengths
 *          NAPAS, "Quy định về định dạng mã VietQR", 1.0 (qr/vietqr.h).
 * Lifetime: the arena given to stall_check, and the values and banks that it borrows.
 */
#ifndef CONTENT_RECORD_STALL_H
#define CONTENT_RECORD_STALL_H

#include <stdint.h>

#include "content/shared/banks.h"

struct grid;

/** What is given of a stall; also the columns of a spreadsheet. */
enum stall_value {
    STALL_NAME,    /**< Of the account's owner. */
    STALL_BANK,    /**< Name or number. */
    STALL_ACCOUNT, /**< Digits, spaces between groups. */
    STALL_AMOUNT,  /**< "20000", "20.000 đ"; empty: the payer types it. */
    STALL_MESSAGE, /**< What the owner sees beside the money; may be empty. */
    STALL_SHOP,    /**< "Quán Mẫu": printed large; may be empty. */
    STALL_CARD,    /**< Instead of an account: the number on the owner's bank card. */
    STALL_VALUE_COUNT
};

enum {
    STALL_OWNER_MAX = 40,
    STALL_SHOP_MAX = 60,
    STALL_ACCOUNT_MAX = 19,
    STALL_ACCOUNT_SHORT = 6, /**< Shorter ones are looked at again. */
    STALL_CARD_MIN = 16,
    STALL_CARD_SHOWN = 4, /**< Last digits. */
    STALL_MESSAGE_MAX = 25,
    STALL_AMOUNT_MAX = 499999999 /**< Dong. */
};

struct stall {
    struct field values[STALL_VALUE_COUNT]; /**< As given. */
    const struct bank *bank;
    struct slice owner;   /**< "NGUYEN VAN MAU": as phones show it. */
    struct slice account; /**< Digits only; of a card, its number. */
    bool is_card;
    struct slice amount;  /**< Digits only; empty: open. */
    struct slice message; /**< Without marks. */
};

/** Fills `*out`, reporting all that is wrong (S…) at the values' places. True when it may be
 *  printed; warnings do not hinder. */
bool stall_check(struct stall *out, const struct field values[STALL_VALUE_COUNT],
                 const struct banks *banks, struct arena *a, struct diag_list *diags);

/** Which column holds which value, -1: none. False after a diagnostic when one is missing that is
 *  needed: name, bank, account or card. */
bool stall_columns(int out[STALL_VALUE_COUNT], const struct grid *g, struct diag_list *diags);

/** What stands large above the code: the stall's name; else the owner's with its marks, if it was
 *  given so; else nothing. */
struct slice stall_title(const struct stall *s);

/** The account's digits in groups, or "thẻ có 4 số cuối 1234"; in `language`. */
struct slice stall_number(struct arena *a, const struct stall *s, const char *language);

/** "0123456789" → "0123 456 789": groups of three, the first of up to five. */
struct slice stall_group_digits(struct arena *a, struct slice digits);

/** "20000" → "20.000" */
struct slice stall_group_amount(struct arena *a, struct slice digits);

#endif
