/** @file
 * Sheets filled in on paper, typed in later; and corrections of a key.
 *
 * A batch is one file typed in: each row becomes an event of the same log, marked as paper. A wrong
 * batch is withdrawn by a later event: its rows stop counting and stay in the log.
 *
 * A rekey says that a version of a question had a wrong key: from then on everything that reads
 * sheets (store/sheet.h) marks its responses by the new one, in all devices' logs; what was
 * recorded stays. Of several for one version the latest counts (by wall time, then device, then
 * sequence).
 */
#ifndef STORE_PAPER_H
#define STORE_PAPER_H

#include "store/store.h"

enum { PAPER_ROWS_MAX = 20000 };

struct paper_row {
    struct slice village, age_group, person; /**< May be empty. `person`: the team's own code. */
    const struct slice *responses;           /**< One a question; empty: omitted. */
    const bool *right;
};

struct paper_batch {
    struct store_id id; /**< Made from the file's content, so that the same file counts once. */
    struct slice name;  /**< Of the file, without folders. */
    struct slice quiz;
    uint8_t quiz_hash[32];
    struct slice language;
    int64_t day; /**< When the sheets were filled in: date_days. */
    const struct store_question *questions;
    unsigned question_count;
    const struct paper_row *rows;
    unsigned row_count;
};

/** All rows in one transaction. `*again`: the batch is there already, and nothing was done. */
NODISCARD bool store_enter_paper(bool *again, struct store *s, const struct paper_batch *batch,
                                 struct error *e);
/** It can be entered again afterwards, and counts again then. */
NODISCARD bool store_withdraw_paper(bool *found, struct store *s, const struct store_id *batch,
                                    struct error *e);

/** Slices live during the call, here and below. */
struct paper_info {
    struct store_id id;
    struct slice name, quiz;
    int64_t day, entered_wall_ms;
    unsigned row_count;
    bool withdrawn;
};
typedef bool paper_visitor(void *self, const struct paper_info *batch);
NODISCARD bool store_visit_batches(struct store *s, paper_visitor *visit, void *self,
                                   struct error *e);

struct store_rekey {
    struct slice quiz, question;
    uint8_t old_hash[32]; /**< The version answered. */
    uint8_t new_hash[32]; /**< Of the corrected one; all zero: the same wording in no file. */
    struct slice right;   /**< Responses that are right now, joined with "|". */
    struct slice reason;
};
NODISCARD bool store_rekey(struct store *s, const struct store_rekey *rekey, struct error *e);

struct rekey_info {
    struct store_rekey rekey;
    int64_t wall_ms;
    struct slice was_right;   /**< Responses right until then, joined with "|". */
    int64_t answers, changed; /**< Answers of that version; those whose mark it changed. */
};
typedef bool rekey_visitor(void *self, const struct rekey_info *rekey);
/** Those in force. */
NODISCARD bool store_visit_rekeys(struct store *s, rekey_visitor *visit, void *self,
                                  struct error *e);

#endif
