/** @file
 * kiosk.pin: a copy of the PIN's hash (argon2id, for the owner's eyes only) beside the database.
 *
 * While the database cannot be opened it lets staff in and keeps everybody else out; and a database
 * that had to be begun anew gets the PIN back from it, so that nobody in the hall is asked to
 * choose one. Behind the hash stands how many wrong PINs were typed in a row: written in place, so
 * that it counts on a full disk too; where nothing can be written, a restart begins anew.
 *
 * Format: the hash, and after a line feed (the files of older programs end before it) four digits
 *         and a line feed.
 */
#ifndef KIOSK_PIN_FILE_H
#define KIOSK_PIN_FILE_H

#include "base/error.h"
#include "store/pin.h"

struct store;

/** Its name, in the folder of the database. */
#define PIN_FILE_NAME "kiosk.pin"

/** The database's PIN goes into the file; one that it has lost comes back from there. Of wrong ones
 *  both keep the larger number. */
void pin_file_settle(struct store *s, const char *path);

/** False, and an empty `hash`, when there is none. */
bool pin_file_read(char hash[STORE_PIN_HASH_BYTES], const char *path);

/** Wrong ones in a row; 0 without a file. */
unsigned pin_file_failures(const char *path);
/** Nothing is kept without a file. */
void pin_file_count(const char *path, unsigned failures);

/** In both places, so that the next start asks for a new one. */
NODISCARD bool pin_file_forget(struct store *s, const char *path, struct error *e);

#endif
