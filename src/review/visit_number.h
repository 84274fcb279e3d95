/** @file
 * Visit numbers: "K482" on the sheet stands for a contact, so that outcomes are typed without a
 * name.
 *
 * A number is derived from the contact's random id, as short forms of commits are: one letter
 * (19 that are hard to mistake) and digits, of which as many are printed as tell it from every
 * other contact the store knows, at least three. So it is the same on every machine that merged the
 * log, nothing needs to be kept, and a sheet can be printed from a file that is only read. A number
 * that has become ambiguous since is refused with a longer one asked for; a slip of the finger
 * nearly always meets no contact (1 in 190 with 100 contacts).
 *
 * Lifetime: the arena given to visit_numbers_read.
 */
#ifndef REVIEW_VISIT_NUMBER_H
#define REVIEW_VISIT_NUMBER_H

#include "store/store.h"

enum { VISIT_NUMBER_DIGITS_MIN = 3, VISIT_NUMBER_DIGITS_MAX = 12, VISIT_NUMBER_BYTES = 14 };

struct visit_numbers_entry {
    char full[VISIT_NUMBER_BYTES]; /**< All digits. */
    struct store_id id;
};

struct visit_numbers {
    const struct visit_numbers_entry *entries; /**< By `full`. */
    unsigned count;
};

/** The letters that numbers begin with. */
struct slice visit_number_letters(void);

/** The whole number of a contact; empty for an id that is none. */
void visit_number_full(char out[VISIT_NUMBER_BYTES], const struct store_id *id);

/** `ids` may hold the same more than once. */
void visit_numbers_make(struct visit_numbers *out, const struct store_id *ids, unsigned count,
                        struct arena *a);

/** Every contact that is there, and every one that was visited, from all devices. */
NODISCARD bool visit_numbers_read(struct visit_numbers *out, struct store *s, struct arena *a,
                                  struct error *e);

/** The shortest number that is this contact's alone; in `a`. */
struct slice visit_number_short(const struct visit_numbers *book, const struct store_id *id,
                                struct arena *a);

/** Up to three numbers that one slip away from `typed`, one sign another or two of them swapped,
 *  with commas between: "K482, K842"; empty: none. In `a`. */
struct slice visit_numbers_near(const struct visit_numbers *book, struct slice typed,
                                struct arena *a);

enum visit_number_match { VISIT_NUMBER_ONE, VISIT_NUMBER_NONE, VISIT_NUMBER_SEVERAL };

/** The contact meant by "K482", "k 482" or 32 hexadecimal digits. */
enum visit_number_match visit_numbers_find(struct store_id *out, const struct visit_numbers *book,
                                           struct slice typed);

#endif
