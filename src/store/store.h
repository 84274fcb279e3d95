/** @file
 * The kiosk's memory: an append-only log of events in SQLite, and tables derived from it.
 *
 * Every event has device, sequence, boot, monotonic and wall time, kind, payload and the hash of
 * the one before; checkpoints are signed with the device's Ed25519 key. Attempts and answers are
 * derived and can be rebuilt. Contacts (name, telephone) never enter the log: they lie beside it,
 * sealed to the team's public key, and the log holds only a random id.
 *
 * Durability: WAL with synchronous=FULL; a function that records returns true only after COMMIT.
 *             Nothing that returned false may be shown as saved. (It may still turn out to have
 *             been kept; so the same answer may be recorded twice without harm.)
 *
 * Space:      a reserve file lets a running round finish when the disk is full; none begins then.
 *
 * Device:     its key is made with the file and lies in it. So the log shows whether copies and
 *             exports were changed after they left the machine, and whether the file itself was
 *             changed by something without the key. It does not protect from somebody who holds
 *             the kiosk's own file and knows how to use the key in it, nor from a log cut off
 *             behind a signature. A device's id is made from its public key.
 *
 * Lifetime:   a store is one file and one connection, used from one thread. Beside PATH lie
 *             PATH-wal, PATH-reserve and what was set aside: PATH.damaged-DATE.
 *
 * Copies:     PATH and PATH-wal belong together. Without its -wal, PATH is sound and ends at the
 *             last store_settle, store_purge that deleted, opening or closing, and neither opening
 *             nor store_verify can tell: a log cut off there looks like one that ended there. What
 *             went out before shows it: merging an older export or copy and what this machine
 *             records afterwards finds two different logs of one device (store/bundle.h).
 *
 * Errors:     ERROR_LIBRARY with SQLite's extended code, ERROR_SYSTEM with errno; ERROR_INPUT and
 *             ERROR_LIMIT for what makes no sense. The message says what to do.
 *
 * Sources:    SQLite "WAL", "How To Corrupt", "application_id"; libsodium sealed boxes,
 *             crypto_sign.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"

struct arena;
struct store;

enum { STORE_ID_BYTES = 33, STORE_QUESTIONS_MAX = 80 };

/** A random id in hexadecimal, NUL-terminated. */
struct store_id {
    char text[STORE_ID_BYTES];
};

void store_new_id(struct store_id *out);

/** Injectable for tests; NULL members mean the system's. */
struct store_clock {
    int64_t (*wall_ms)(void *self);
    int64_t (*monotonic_ms)(void *self);
    void *self;
};

struct store_options {
    const char *vfs; /**< NULL: the default; tests name their own. */
    struct store_clock clock;
    int64_t build_wall_ms; /**< A wall clock before this is not believed. */
};

/** What became of the file when it was opened. */
enum store_state {
    STORE_NEW,
    STORE_FOUND,
    STORE_SET_ASIDE /**< The old file was damaged: kept under another name, a new one begun. */
};

/**
 * Opens or makes the file (its folder must be there), brings it up to date, checks it. A damaged or
 * foreign one is set aside; settings that can still be read (the PIN) are kept. Errors: ERROR_INPUT
 * for a file of a newer program, which is left as it is; ERROR_LIBRARY when another program has it
 * open; whatever the disk says.
 */
NODISCARD bool store_open(struct store **out, enum store_state *state, const char *path,
                          const struct store_options *options, struct error *e);
void store_close(struct store *s);

/**
 * Brings everything recorded so far from PATH-wal into PATH: a few syncs, for a moment when nobody
 * waits. A failure loses nothing; the next commit or opening tries it too.
 */
NODISCARD bool store_settle(struct store *s, struct error *e);

/**
 * Opens a file for looking only: also while a kiosk has it open, and on a stick that cannot be
 * written. Neither the file nor anything beside it is changed; what records something fails.
 * It shows one moment, later ones need another opening.
 * Errors: ERROR_INPUT for a foreign or newer file, and where it changed while it was looked at
 * (also from functions that read later); ERROR_LIBRARY for a damaged one; whatever the disk says.
 */
NODISCARD bool store_open_read(struct store **out, const char *path, struct error *e);

/** A question of a round, in the order and with the option order shown. */
struct store_question {
    struct slice id;      /**< In the quiz. */
    uint8_t hash[32];     /**< BLAKE2b of quiz_canonical. */
    struct slice options; /**< Option ids in the order shown, joined with commas. */
};

struct store_attempt {
    struct store_id id;
    struct slice quiz;
    uint8_t quiz_hash[32];
    struct slice language;
    struct store_id session; /**< The same for all rounds of one stay; empty text: not known. */
    struct slice village;    /**< Where the kiosk stands (setting "village"); may be empty. */
    bool students;           /**< Students' mode: nobody is asked for a name. */
    struct store_question questions[STORE_QUESTIONS_MAX];
    unsigned question_count;
};

/** A round that is still open is ended as left. ERROR_LIBRARY (SQLITE_FULL) when space is short. */
NODISCARD bool store_begin_attempt(struct store *s, const struct store_attempt *attempt,
                                   struct error *e);

struct store_answer {
    struct store_id attempt;
    unsigned question;     /**< Index in the round. */
    struct slice response; /**< content/quiz/quiz.h: quiz_is_right */
    bool right;
    uint32_t think_ms; /**< From shown to answered. */
};

/** An answer is final: another one for the same question is ERROR_INPUT, the same again is fine. */
NODISCARD bool store_record_answer(struct store *s, const struct store_answer *answer,
                                   struct error *e);

enum store_end { STORE_END_FINISHED, STORE_END_LEFT, STORE_END_IDLE, STORE_END_STAFF };

NODISCARD bool store_end_attempt(struct store *s, const struct store_id *attempt,
                                 enum store_end reason, struct error *e);

/** The attempt that a power cut interrupted: begun, not ended. `*found` false when there is none.
 */
struct store_resume {
    struct store_attempt attempt; /**< Slices in the arena. */
    unsigned answered_count;      /**< Answers lie in `responses`, by question. */
    struct slice responses[STORE_QUESTIONS_MAX];
    int64_t last_wall_ms;
};

NODISCARD bool store_find_open_attempt(bool *found, struct store_resume *out, struct store *s,
                                       struct arena *a, struct error *e);

/** Ids of questions of `quiz` answered most often lately on this device, to draw others first. */
NODISCARD bool store_recent_questions(struct slice *ids, unsigned *count, unsigned max,
                                      struct store *s, struct slice quiz, struct arena *a,
                                      struct error *e);

/** Name and telephone of someone who agreed, sealed at once; `code` is shown and printed for them.
 */
struct store_contact {
    struct store_id attempt;
    struct slice name, phone, village;
    struct slice notice_version; /**< Of the text they agreed to. */
    struct slice topics; /**< Guide ids found hard, joined with commas: in the log, not sealed. */
};

enum { STORE_CODE_BYTES = 12 };

/** `code`: ten digits as "12345 67890". ERROR_INPUT without a public key. */
NODISCARD bool store_add_contact(char code[STORE_CODE_BYTES], struct store *s,
                                 const struct store_contact *contact, struct error *e);

/**
 * Deletes by code, however it is spaced; `*found` tells whether there was one. No trace stays in
 * file or -wal (flash memory may keep old blocks; what was there was sealed). Copies made earlier
 * keep it.
 */
NODISCARD bool store_delete_contact(bool *found, struct store *s, const char *code,
                                    struct error *e);

/** Whether a public key is there, without which no contact may be asked for. */
bool store_can_seal(struct store *s);

/** Deletes contacts older than the retention (setting "retention-days", default 90), by the latest
 *  time that is believed (clock.c): a clock that leaps ahead deletes nothing until it has gone on
 *  for two weeks or staff say that the date is right. */
NODISCARD bool store_purge(unsigned *deleted, struct store *s, struct error *e);

/**
 * Small settings of the kiosk, as text: "pin-hash" (store/pin.h), "px-per-mm", "volume",
 * "language", "public-key" (64 hexadecimal digits, store/keys.h), "retention-days" … `value->data`
 * is NULL when it was never put. They are not part of the log.
 */
NODISCARD bool store_get_setting(struct slice *value, struct store *s, const char *name,
                                 struct arena *a, struct error *e);
NODISCARD bool store_put_setting(struct store *s, const char *name, struct slice value,
                                 struct error *e);

/**
 * Something worth keeping about the machine or the staff: "boot", "staff-login" … Never a name.
 * "clock-set" says that staff set the clock right: times before it no longer count against it.
 */
NODISCARD bool store_note(struct store *s, const char *kind, struct slice text, struct error *e);

struct store_health {
    bool sound; /**< quick_check */
    bool clock_trusted;
    bool read_only;
    int64_t wall_ms; /**< What the clock says, trusted or not. */
    int64_t events, unexported_events;
    int64_t free_bytes;
    int64_t last_backup_wall_ms; /**< 0: never. */
    int64_t contacts;
};

NODISCARD bool store_check_health(struct store_health *out, struct store *s, struct error *e);

/**
 * Online copy to a folder (a stick): temporary name, fsync, rename, read back and checked; `path`
 * receives its name. Without the device's secret key and the PIN; contacts are in it, sealed. Put
 * to use on another machine, a copy goes on as another device.
 */
NODISCARD bool store_backup(char *path, size_t path_bytes, struct store *s, const char *folder,
                            struct error *e);

/** Throws the derived tables away and makes them from the log. */
NODISCARD bool store_rebuild(struct store *s, struct error *e);

/** Walks the log: hashes, sequence, signatures. `*broken_at` is the first bad sequence, or 0. */
NODISCARD bool store_verify(int64_t *broken_at, struct store *s, struct error *e);

#endif
