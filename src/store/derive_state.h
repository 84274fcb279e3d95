/** @file
 * What the files of derive share: one run of it, its interned names, its open sheet.
 *
 * Names, questions and responses come again and again, so each is looked up in the file once and
 * then found in memory by its bytes. The memory is bounded: when it is full, it is emptied.
 */
#ifndef STORE_DERIVE_STATE_H
#define STORE_DERIVE_STATE_H

#include "base/arena.h"
#include "store/derive.h"
#include "store/json.h"
#include "store/sheet.h"

/** What became of an event. */
enum fact {
    FACT_KEPT,
    FACT_ORPHAN,     /**< Its beginning is missing. */
    FACT_UNREADABLE, /**< Its payload is not understood. */
    FACT_FAILED      /**< The database failed; the error says how. */
};

/** A round or a sheet of paper, as table sheet has it. */
struct sheet_row {
    int64_t key, quiz, village, age_group, begun_wall_ms, paper;
    uint8_t id[16], person[16];
    unsigned flags;
    unsigned answer_count;
    int64_t items[STORE_QUESTIONS_MAX], responses[STORE_QUESTIONS_MAX];
};

enum { SHEET_PACKED_MAX = STORE_QUESTIONS_MAX * 2 * 10 };

/** Questions of a paper batch, while its rows are read. */
struct paper_questions {
    int64_t key, quiz, day; /**< Key 0: none. */
    char batch[STORE_ID_BYTES];
    unsigned count;
    int64_t items[STORE_QUESTIONS_MAX];
};

struct intern_slot {
    uint64_t hash;
    const char *bytes; /**< NULL: free. */
    uint32_t size;
    int64_t id;
};

struct derive {
    struct store *s;
    struct arena arena;
    struct intern_slot *slots;
    unsigned slot_count, used_count;

    struct store_id device; /**< Empty text: none yet. */
    int64_t device_number;
    bool own;
    int64_t orphan_count, unreadable_count; /**< Of the device, in this run. */

    struct sheet_row sheet; /**< The round begun last on this device. */
    char attempt[STORE_ID_BYTES];
    enum { SHEET_UNKNOWN, SHEET_NONE, SHEET_KEPT, SHEET_CHANGED, SHEET_FRESH } sheet_state;
    struct paper_questions paper;

    char scratch[STORE_PAYLOAD_MAX];
};

/* ---- intern.c: numbers for what comes often; false after filling `e` ---- */

NODISCARD bool intern_word(int64_t *id, struct derive *d, enum word_kind kind, struct slice text,
                           struct error *e);
/** `options` in any order. */
NODISCARD bool intern_item(int64_t *id, struct derive *d, int64_t quiz, struct slice question,
                           const uint8_t hash[STORE_HASH_BYTES], struct slice options,
                           struct error *e);
NODISCARD bool intern_response(int64_t *id, struct derive *d, int64_t item, struct slice text,
                               bool was_right, struct error *e);
/** Whether the text could have been recorded here: its size, and UTF-8 throughout. */
bool intern_is_text(struct slice text, size_t max);

/* ---- derive_sheet.c ---- */

enum fact derive_round_begin(struct derive *d, const struct chain_event *event, struct error *e);
enum fact derive_round_answer(struct derive *d, const struct chain_event *event, struct error *e);
enum fact derive_round_end(struct derive *d, const struct chain_event *event, struct error *e);
enum fact derive_paper(struct derive *d, const struct chain_event *event, struct error *e);
enum fact derive_paper_row(struct derive *d, const struct chain_event *event, struct error *e);
/** Writes the round in memory, if it changed, and forgets it. */
NODISCARD bool derive_flush_sheet(struct derive *d, struct error *e);

/** Moves `*at` behind the number; false at the end or beyond 63 bits. */
bool varint_get(int64_t *out, const uint8_t **at, const uint8_t *end);

/* ---- derive_facts.c: all other kinds ---- */

enum fact derive_other(struct derive *d, const struct chain_event *event, struct error *e);

#endif
