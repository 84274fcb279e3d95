/** @file
 * Which bank has which number in VietQR, and from where we know: guides/banks.yaml.
 *
 * A wrong number sends a stranger the money, so a bank whose sources disagree has no number here
 * but the reason why (`conflict`), and a stall for it is refused.
 *
 * Lifetime: the arena given to banks_load.
 */
#ifndef CONTENT_SHARED_BANKS_H
#define CONTENT_SHARED_BANKS_H

#include "content/guide/guide.h"

enum { BANKS_FILE_MAX = 256 * 1024, BANKS_LISTS_MAX = 20, BANKS_MAX = 200, BANK_NAMES_MAX = 6 };

/** Whether transfers to the bank by VietQR arrive, as far as is known. */
enum bank_qr { BANK_QR_ACCEPTS, BANK_QR_REFUSES, BANK_QR_UNCLEAR };

struct bank {
    struct field name;                 /**< "Vietcombank": as people say and phones show. */
    struct field bin;                  /**< "970436"; empty: see `conflict`. */
    struct field also[BANK_NAMES_MAX]; /**< Other and former names, short forms. */
    unsigned also_count;
    unsigned qr;           /**< enum bank_qr */
    struct field conflict; /**< How sources disagree about the number; then there is none. */
};

/** Banks that are known from the same place. */
struct bank_list {
    struct field source;
    unsigned certainty; /**< enum fact_certainty (content/shared/facts.h) */
    struct date checked;
    struct span checked_span;
    struct bank *banks;
    unsigned bank_count;
};

struct banks {
    struct bank_list *lists;
    unsigned list_count;
};

struct banks *banks_load(struct arena *a, const char *path, struct diag_list *diags);

/**
 * By name, other name or number; capitals, marks, spaces and signs do not matter. NULL: none.
 * `list` (may be NULL) gets where it is from.
 */
const struct bank *banks_find(const struct bank_list **list, const struct banks *banks,
                              struct arena *a, struct slice word);

/** The name that was probably meant; empty when none is near. */
struct slice banks_nearest(const struct banks *banks, struct arena *a, struct slice word);

#endif
