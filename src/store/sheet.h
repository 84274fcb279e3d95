/** @file
 * Reading what was recorded, for statistics: one *sheet* an attempt, whatever it came from.
 *
 * A sheet is one person's way through one round, at this kiosk, at another whose bundles were
 * merged (store/bundle.h), or on paper (store/paper.h). Questions and responses are numbered in a
 * *book*, so that a sheet is small and a million of them can be walked in a second or two.
 *
 * Right and wrong follow today's key (store/rekey.h): `right` of a response; `was_right` keeps what
 * was recorded.
 *
 * Order:    sheets come by device id, then sequence; so the same set of events gives the same walk,
 *           in whatever order it was merged.
 * Lifetime: the book and all slices live as long as the arena given to store_open_book; a sheet
 *           only during the call.
 */
#ifndef STORE_SHEET_H
#define STORE_SHEET_H

#include "store/store.h"

enum {
    SHEET_ITEMS_MAX = 20000,    /**< Versions of questions in a book. */
    SHEET_RESPONSES_MAX = 1000, /**< Different responses to one of them. */
    SHEET_NO_RESPONSE = 0,      /**< Not answered, or with nothing; real ones count from 1. */
    SHEET_BOOK_BYTES_MAX = 64 * 1024 * 1024 /**< What a book takes of its arena at most. */
};

struct book_response {
    struct slice text; /**< As the log has it (content/quiz/quiz.h: quiz_is_right). */
    bool right;        /**< By today's key. */
    bool was_right;    /**< By the key of the day. */
};

/** One version of a question: another wording or key is another item with the same id. */
struct book_item {
    struct slice quiz, id;
    uint8_t hash[32];
    struct slice options; /**< Option ids, sorted, joined with commas. */
    /** Sorted by text; [0] is unused, `response_count` counts it. Beyond the limit the last one
     *  stands for all others, as "…", wrong. */
    const struct book_response *responses;
    unsigned response_count;
    bool rekeyed; /**< A correction is in force (store/paper.h: store_rekey). */
};

struct book_device {
    struct store_id id;
    struct slice label;                 /**< As the team calls it; empty: not named. */
    struct slice village;               /**< Where it stands; empty: not said. */
    bool own;                           /**< The device of this file. */
    int64_t event_count, first_gap_seq; /**< Gap: first missing sequence, 0 none. */
    int64_t orphan_count; /**< Answers and ends whose beginning lies in a gap: they do not count. */
    int64_t unreadable_count; /**< Events that were not understood: neither do they. */
};

struct book {
    const struct book_device *devices;
    unsigned device_count;
    const struct book_item *items; /**< Sorted by quiz, id, hash. */
    unsigned item_count;
    const struct slice *quizzes, *villages, *age_groups; /**< Sorted; [0] of the last two is "". */
    unsigned quiz_count, village_count, age_group_count;
};

enum sheet_source { SHEET_KIOSK, SHEET_PAPER };
enum sheet_end { SHEET_FINISHED, SHEET_LEFT, SHEET_IDLE, SHEET_STAFF, SHEET_OPEN };

/* What was shown: in a round that was not finished, all up to the question behind the last answer,
 * where it was broken off (so TIMSS and PIRLS tell "omitted" from "not reached"). */
struct sheet_answer {
    uint32_t item;     /**< Index into book->items. */
    uint16_t response; /**< Index into its responses, or SHEET_NO_RESPONSE. */
};

struct sheet {
    uint8_t id[16];
    uint8_t person[16]; /**< The same for all rounds of one stay at the kiosk, or one person code on
                             paper; all zero: unknown. */
    unsigned device, quiz, village, age_group; /**< Indexes into the book. */
    int64_t begun_wall_ms;
    bool clock_trusted;
    enum sheet_source source;
    enum sheet_end end;
    bool students;
    unsigned answer_count; /**< Questions of the round. */
    unsigned seen_count;   /**< The first `seen_count` were shown; the rest were never reached. */
    struct sheet_answer answers[STORE_QUESTIONS_MAX];
};

struct store_book; /**< The store's own side of a book. */

/**
 * Reads all but the sheets, as they are now: after something was recorded or merged, open another.
 * Sheets of withdrawn paper batches do not count, though their questions may be listed.
 * Errors: ERROR_LIMIT above the limits.
 */
NODISCARD bool store_open_book(struct book *out, struct store_book **walk, struct store *s,
                               struct arena *a, struct error *e);

typedef bool sheet_visitor(void *self, const struct sheet *sheet);

/** Sheets begun from `from_wall_ms` to before `to_wall_ms`. A visitor's false ends it, without an
 *  error. */
NODISCARD bool store_visit_sheets(struct store_book *walk, int64_t from_wall_ms, int64_t to_wall_ms,
                                  sheet_visitor *visit, void *self, struct error *e);
void store_close_book(struct store_book *walk);

#endif
