/** @file
 * The actions of `ngoso visit`, and how what people type becomes a visit.
 *
 * The same words are read from options, from answers on the terminal and from cells of a
 * spreadsheet: an id ("not-home") or the Vietnamese of the sheet, with or without accents.
 */
#ifndef CLI_RESULTS_VISIT_H
#define CLI_RESULTS_VISIT_H

#include "cli/command.h"
#include "review/visit_number.h"
#include "review/visit_record.h"
#include "store/visits.h"

struct arena;
struct workspace;

enum visit_option {
    VISIT_DATA,
    VISIT_OUTCOME,
    VISIT_ACHIEVED,
    VISIT_LEAFLETS,
    VISIT_PEOPLE,
    VISIT_DATE,
    VISIT_VILLAGE,
    VISIT_YES,
    VISIT_FROM,
    VISIT_TO,
    VISIT_OPTION_COUNT
};

enum { VISIT_CONTACTS_MAX = 6 };

/** A visit before it is recorded; `visit.id` is made last. */
struct visit_draft {
    struct store_visit visit;
    struct store_id others[VISIT_CONTACTS_MAX]; /**< The same person's further contacts. */
    unsigned other_count;
    unsigned twin; /**< How many equal visits without contact came before it in the same file. */
};

/** What the readers need: the store's numbers, the known guides, a place for messages. */
struct visit_desk {
    struct store *store;
    struct workspace *workspace;
    struct arena *arena;
    struct visit_numbers numbers;
    int64_t today;
};

/*
 * Readers: NULL when all is well, else what is wrong and what would be right, in the desk's arena.
 * Empty text leaves the draft as it is, but for visit_read_outcome.
 */

/** "K482", "K482+M115", or a contact's 32 digits. */
const char *visit_read_number(struct visit_draft *d, struct visit_desk *desk, struct slice text);
const char *visit_read_outcome(struct visit_draft *d, struct visit_desk *desk, struct slice text);
/** "vneid-level-2, stall-opened" */
const char *visit_read_achieved(struct visit_draft *d, struct visit_desk *desk, struct slice text);
/** "vneid:2, fraud"; without a count one. */
const char *visit_read_leaflets(struct visit_draft *d, struct visit_desk *desk, struct slice text);
const char *visit_read_people(struct visit_draft *d, struct visit_desk *desk, struct slice text);
/** "2026-11-21" or "21/11/2026", not after today. */
const char *visit_read_day(struct visit_draft *d, struct visit_desk *desk, struct slice text);
const char *visit_read_village(struct visit_draft *d, struct visit_desk *desk, struct slice text);

/** The words of the sheet. */
const char *visit_outcome_word(enum visit_outcome outcome);

/** "vneid-level-2, payment-account" for people: "VNeID level 2, Payment account". */
struct slice visit_achieved_words(uint32_t achievements, struct arena *a);

/** visit_keep of the draft; of who declined all contacts are deleted. */
NODISCARD bool visit_record(bool *again, struct visit_desk *desk, struct visit_draft *d,
                            struct error *e);

/** visit_table.c: a row a visit; nothing is recorded when a row is wrong. */
enum cli_exit visit_record_table(struct visit_desk *desk, const struct invocation *call,
                                 const char *path);

/** visit_ask.c: question by question, until an empty number. */
enum cli_exit visit_ask(struct visit_desk *desk);

/** Asks before contacts are deleted, unless --yes; false: not wanted, and said so. */
bool visit_may_delete(const struct invocation *call, unsigned count);

#endif
