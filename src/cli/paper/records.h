/** @file
 * Opening the kiosk's database from the command line.
 */
#ifndef CLI_PAPER_RECORDS_H
#define CLI_PAPER_RECORDS_H

#include "store/store.h"

/**
 * Opens kiosk.db in `folder` (NULL: the kiosk's own). It is never made: where there is none,
 * `*out` stays NULL and the result is true when `optional`, else ERROR_INPUT says so.
 */
NODISCARD bool records_open(struct store **out, const char *folder, bool optional, struct error *e);

/** The same for a computer that only collects: where there is none, an empty one is begun, in
 *  folders that are made. */
NODISCARD bool records_open_or_begin(struct store **out, const char *folder, struct error *e);

/** For looking only, also while a kiosk has it open; `named`: the file or its folder. */
NODISCARD bool records_open_read(struct store **out, const char *named, struct error *e);

#endif
