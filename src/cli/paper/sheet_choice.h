/** @file
 * What `--sheet` says: "booklet", "tiles:paper=a3,overlap=15".
 */
#ifndef CLI_PAPER_SHEET_CHOICE_H
#define CLI_PAPER_SHEET_CHOICE_H

#include "base/buf.h"
#include "sheet/sheet.h"

enum sheet_key {
    SHEET_KEY_PAPER,
    SHEET_KEY_DUPLEX,
    SHEET_KEY_MARGIN,
    SHEET_KEY_GAP,
    SHEET_KEY_OVERLAP,
    SHEET_KEY_CREEP,
    SHEET_KEY_FLAP,
    SHEET_KEY_BLEED,
    SHEET_KEY_STACK,
    SHEET_KEY_COUNT
};

/** A kind as people name it. */
struct sheet_name {
    const char *name;  /**< "2up": also the end of the file's name. */
    const char *title; /**< What for, marked for translation. */
    unsigned keys;     /**< Bits 1 << enum sheet_key. */
};

/** Of a kind. */
const struct sheet_name *sheet_name(enum sheet_kind kind);

/** The keys a kind takes, with what they are when nothing is said: "paper=a4, creep=0.1". */
void sheet_put_keys(struct buf *out, enum sheet_kind kind);

/** Reads what was typed. Errors: ERROR_INPUT with what would be right. */
NODISCARD bool sheet_choose(struct sheet_spec *spec, struct slice typed, struct error *e);

#endif
