/** @file
 * What the files of store/ share and nobody else sees: the connection, the chain's end, statements.
 *
 * One rule runs through all of it: the truth is the event table. A change is a *transaction* that
 * appends an event and then derives from it, by the same SQL that store_rebuild uses.
 */
#ifndef STORE_INSIDE_H
#define STORE_INSIDE_H

#include <sqlite3.h>
#include <stdint.h>

#include "base/file.h"
#include "store/store.h"

enum {
    STORE_HASH_BYTES = 32,
    STORE_SIGNATURE_BYTES = 64,
    STORE_PUBLIC_BYTES = 32,
    STORE_SECRET_BYTES = 64,
    STORE_CHECKPOINT_EVERY = 32,  /**< Events between signatures. */
    STORE_CHECKPOINT_PAGES = 200, /**< In the WAL, from where on they go into the file. */
    STORE_RESERVE_BYTES = 512 * 1024,
    STORE_APPLICATION_ID = 0x4E676F53, /**< "NgoS" */
    STORE_PAYLOAD_MAX = 64 * 1024,
    STORE_TEXT_MAX = 4096, /**< Of a note, a setting, a response. */
    STORE_NAME_MAX = 200   /**< Of ids, kinds, names of people. */
};

/** Prepared once, kept until the store closes. sql.c holds the text. */
enum store_sql {
    SQL_BEGIN,
    SQL_COMMIT,
    SQL_ROLLBACK,
    SQL_TAIL,
    SQL_CLOCK_SEEN,
    SQL_CLOCK_SINCE,
    SQL_APPEND,
    SQL_SIGN,
    SQL_DERIVE_BEGIN,
    SQL_DERIVE_QUESTIONS,
    SQL_DERIVE_ANSWER,
    SQL_DERIVE_END,
    SQL_OWN_EVENTS,
    SQL_OPEN_ATTEMPTS,
    SQL_OPEN_ATTEMPT,
    SQL_ATTEMPT_QUESTIONS,
    SQL_ATTEMPT_STATE,
    SQL_ANSWERED,
    SQL_RECENT,
    SQL_GET_SETTING,
    SQL_PUT_SETTING,
    SQL_ADD_CONTACT,
    SQL_ADD_FOREIGN_CONTACT,
    SQL_FIND_CONTACT,
    SQL_DATE_CONTACTS,
    SQL_OLD_CONTACT,
    SQL_DELETE_CONTACT,
    SQL_ADD_DEVICE,
    SQL_FIND_DEVICE,
    SQL_NEXT_DEVICE,
    SQL_OWN_EVENTS_OF,
    SQL_FIND_WORD,
    SQL_ADD_WORD,
    SQL_FIND_ITEM,
    SQL_ADD_ITEM,
    SQL_FIND_RESPONSE,
    SQL_ADD_RESPONSE,
    SQL_ADD_SHEET,
    SQL_PUT_SHEET,
    SQL_LAST_SHEET,
    SQL_ADD_PAPER,
    SQL_FIND_PAPER,
    SQL_ADD_PAPER_WITHDRAWN,
    SQL_ADD_CONSENT,
    SQL_ADD_FORGOTTEN,
    SQL_ADD_REKEY,
    SQL_ADD_VISIT,
    SQL_ADD_VISIT_WITHDRAWN,
    SQL_ADD_ENTRY,
    SQL_FIND_REKEY,
    SQL_PAPER_ROUNDS,
    SQL_FIND_VISIT,
    SQL_VISIT_STATE,
    SQL_CONTACT_STATE,
    SQL_FIND_ENTRY,
    SQL_ADD_TRUST,
    SQL_ADD_TALLY,
    SQL_FORGET_SHEETS, /* From here on in derive_forget. */
    SQL_FORGET_CONSENTS,
    SQL_FORGET_FORGOTTEN,
    SQL_FORGET_PAPER,
    SQL_FORGET_PAPER_WITHDRAWN,
    SQL_FORGET_REKEYS,
    SQL_FORGET_VISITS,
    SQL_FORGET_VISITS_WITHDRAWN,
    SQL_FORGET_ENTRIES,
    SQL_FORGET_TRUST,
    SQL_FORGET_TALLY,
    SQL_COUNTS,
    SQL_LAST_BACKUP,
    SQL_LAST_EXPORT,
    SQL_LIST_DEVICES,
    SQL_EXPORT_EVENTS,
    SQL_EXPORT_CONTACTS,
    SQL_IS_FORGOTTEN,
    SQL_IS_TRUSTED,
    SQL_GET_DEVICE,
    SQL_PUT_FORKED,
    SQL_EVENT_HASH,
    SQL_ADD_SEGMENT,
    SQL_FIND_SEGMENT,
    SQL_LIST_SEGMENTS,
    SQL_LAST_SEGMENT,
    SQL_SEGMENT_BEFORE,
    SQL_FORGET_FOR_GOOD,
    SQL_COUNT
};

/** Where the log ends. */
struct store_tail {
    int64_t seq; /**< 0: empty. */
    uint8_t hash[STORE_HASH_BYTES];
};

/** A clock that went ahead of what is believed: since when it has gone on steadily (clock.c). */
struct store_ahead {
    int64_t first_ms, last_ms; /**< 0: it has not. */
};

/** What tells that a file was written to. */
struct store_stamp {
    int64_t size_bytes, seconds, nanoseconds, node;
};

struct store {
    sqlite3 *db;
    sqlite3_stmt *statements[SQL_COUNT];
    char path[FILE_PATH_BYTES];
    char vfs[64]; /**< "": the default. */
    struct store_clock clock;
    int64_t build_wall_ms;

    struct store_id device, boot;
    int64_t device_number; /**< Table device. */
    uint8_t public_key[STORE_PUBLIC_BYTES];
    uint8_t secret_key[STORE_SECRET_BYTES];

    struct store_tail tail;               /**< As committed. */
    struct store_tail next;               /**< Within a transaction. */
    int64_t clock_seen_ms, clock_next_ms; /**< Latest believed wall time, committed and within. */
    struct store_ahead clock_ahead, clock_next_ahead; /**< The same two. */
    bool tail_known; /**< False after a failure: asked again before the next transaction. */
    bool reserve_there;
    bool read_only;
    bool reading;    /**< By store_open_read. */
    bool as_it_lies; /**< Read without a lock; `stamp` tells whether it changed. */
    struct store_stamp stamp;
    bool scrub_due; /**< A contact was deleted, but the WAL may still hold it. */
};

/* ---- sql.c: statements and what their failures mean ---- */

/** The statement, reset and without parameters; NULL after filling `e`. */
sqlite3_stmt *sql_get(struct store *s, enum store_sql which, struct error *e);

/** Resets and forgets what was bound, so that nothing private stays in its memory. */
void sql_done(sqlite3_stmt *statement);

/** A result code as a sentence that says what to do; always false. */
bool sql_fail(struct store *s, int code, struct error *e);

/** Is `e` an error of SQLite with this primary code? */
bool sql_failed_with(const struct error *e, int primary_code);

void sql_bind_slice(sqlite3_stmt *statement, int index, struct slice text);
struct slice sql_column(sqlite3_stmt *statement, int column);

/** Steps a statement that gives no rows, then sql_done. */
NODISCARD bool sql_run(struct store *s, sqlite3_stmt *statement, struct error *e);
/** Steps once: `*row` tells whether there is one. The caller ends with sql_done. */
NODISCARD bool sql_step(bool *row, struct store *s, sqlite3_stmt *statement, struct error *e);
NODISCARD bool sql_exec(struct store *s, const char *text, struct error *e);

/** Prepares, steps once and gives the first column as a number (0 without a row). */
NODISCARD bool sql_number(int64_t *out, struct store *s, const char *text, struct error *e);

/** True when `text` may become part of the log: UTF-8, no NUL, at most `max` bytes. */
NODISCARD bool sql_check_text(struct slice text, size_t max, const char *what, struct error *e);

/* ---- schema.c ---- */

enum { SCHEMA_VERSION = 2 };

/** Whose file this is, read before anything in it is changed. */
enum schema_identity {
    SCHEMA_OURS,   /**< Or empty. */
    SCHEMA_NEWER,  /**< Of a later program: left as it is. */
    SCHEMA_FOREIGN /**< Some other database. */
};

NODISCARD bool schema_identify(enum schema_identity *out, struct store *s, struct error *e);

/** Brings the file to this program's version, in one transaction, and reads the device's key. */
NODISCARD bool schema_migrate(struct store *s, bool *was_new, struct error *e);

/** The device that writes this file, if there is one (a copy has none). */
NODISCARD bool schema_read_device(bool *found, struct store *s, struct error *e);

/* ---- open_read.c ---- */

/** Whether the file is still what it was when it was opened for reading. */
NODISCARD bool store_unchanged(struct store *s, struct error *e);
/** A name under which SQLite reads a file as it lies, writing nothing; false: too long. */
bool read_uri(char *out, size_t out_bytes, const char *path);

/* ---- chain.c: hashes and signatures; no database ---- */

struct chain_event {
    struct slice device, boot, kind, payload;
    int64_t seq, monotonic_ms, wall_ms;
    bool trusted;
    uint8_t previous[STORE_HASH_BYTES];
};

void chain_hash(uint8_t out[STORE_HASH_BYTES], const struct chain_event *event);
void chain_sign(uint8_t out[STORE_SIGNATURE_BYTES], struct slice device,
                const struct store_tail *at, const uint8_t secret_key[STORE_SECRET_BYTES]);
bool chain_is_signed(const uint8_t signature[STORE_SIGNATURE_BYTES], struct slice device,
                     const struct store_tail *at, const uint8_t public_key[STORE_PUBLIC_BYTES]);

/** A device's id is made from its public key, so one cannot be put under the other's name. */
void chain_device_id(struct store_id *out, const uint8_t public_key[STORE_PUBLIC_BYTES]);

/** `bytes` in hexadecimal, NUL-terminated. */
void chain_hex(char *out, const uint8_t *bytes, size_t size_bytes);
/** False unless `hex` is exactly `size_bytes` in hexadecimal. */
bool chain_unhex(uint8_t *out, size_t size_bytes, struct slice hex);

/* ---- clock.c ---- */

struct store_moment {
    int64_t wall_ms, monotonic_ms;
    bool trusted;
};

struct store_moment clock_now(const struct store *s);
/** What is the time as far as is known: now, or the last time believed, or the program's making. */
int64_t clock_believed(const struct store *s);
/** One more event at `wall_ms` that was not believed, after `seen_ms` was. */
void clock_step(struct store_ahead *ahead, const struct store *s, int64_t seen_ms, int64_t wall_ms);
/** The machine's boot, so that monotonic times of one boot can be compared. */
void clock_boot_id(struct store_id *out);
/** "20261121-185219", in UTC. */
void clock_stamp(char out[16], int64_t wall_ms);

/* ---- event.c ---- */

/** From the first columns of a row: seq, device, boot, monotonic_ms, wall_ms, trusted, kind and
 *  payload, which live until the next step. */
struct chain_event event_read_row(sqlite3_stmt *row);
/** Reads where the log ends and the latest believed time. */
NODISCARD bool event_read_tail(struct store *s, struct error *e);

/** Appends within a transaction; signs where it is time. */
NODISCARD bool event_append(struct store *s, const char *kind, struct slice payload,
                            struct error *e);
NODISCARD bool event_sign(struct store *s, struct error *e);

/** One event that nothing is derived from, in a transaction of its own. */
NODISCARD bool event_note(struct store *s, const char *kind, struct slice payload, struct error *e);

/** Derives tables from this file's own events `first` … `last`, within a transaction. */
NODISCARD bool event_derive(struct store *s, int64_t first, int64_t last, struct error *e);

/** Appends one event and derives from it, within a transaction. */
NODISCARD bool event_append_derived(struct store *s, const char *kind, const struct buf *payload,
                                    struct error *e);

/** The facts (derive.h) of one device's events in table event. */
NODISCARD bool event_derive_facts_of(struct store *s, int64_t device_number, struct error *e);

/* ---- rebuild.c ---- */

/** Makes all derived tables again, own events up to `last`, within a transaction. */
NODISCARD bool rebuild_tables(struct store *s, int64_t last, struct error *e);

/* ---- segment.c ---- */

typedef bool segment_visitor(void *self, const struct chain_event *event, struct error *e);

/** All events of one device that lie in segments, in ascending sequence; a visitor's false ends it
 *  as a failure. */
NODISCARD bool segment_visit(struct store *s, int64_t device_number, segment_visitor *visit,
                             void *self, struct error *e);

/* ---- attempt.c: parts of payloads ---- */

struct buf;
void json_put_hash(struct buf *b, const char *key, const uint8_t hash[STORE_HASH_BYTES]);
/** "questions": [["id","hash","options"],…] */
void json_put_questions(struct buf *b, const struct store_question *questions, unsigned count);

/* ---- transact.c ---- */

typedef bool store_work(struct store *s, void *arguments, struct error *e);

/**
 * Runs `work` in one transaction. True only after COMMIT. When space has ended, the reserve is
 * given back and everything is tried once more: `work` may run twice.
 */
NODISCARD bool store_transact(struct store *s, store_work *work, void *arguments, struct error *e);

/* ---- reserve.c ---- */

/**
 * Sets aside some space, so that a running quiz can finish when the disk fills. False when there is
 * no room for it: then no new quiz should begin.
 */
bool reserve_keep(struct store *s);
/** Gives it back; true if there was one. */
bool reserve_release(struct store *s);

/* ---- aside.c ---- */

/** Renames the file with its -wal and -journal; `name` receives the new name of the file. */
NODISCARD bool aside_move(char *name, size_t name_bytes, struct store *s, struct error *e);

/**
 * Settings that can still be read in the file set aside: above all the PIN, so that damage does not
 * open the staff area to whoever comes first; then the key for contacts and the screen's size.
 */
void aside_salvage(struct store *to, const char *name);

/* ---- store.c ---- */

void store_disconnect(struct store *s);
NODISCARD bool store_quick_check(bool *sound, struct store *s, struct error *e);

/* ---- contact.c ---- */

/**
 * Keeps a contact of another device, within a transaction, unless it was forgotten anywhere or is
 * past its time; `wall_ms` is that of its consent. `*kept`: it is there, and was not before.
 */
NODISCARD bool contact_put_foreign(bool *kept, struct store *s, int64_t device_number,
                                   struct slice id, int64_t wall_ms, struct slice sealed,
                                   struct error *e);

/** Contacts agreed to at or before this are past their time. */
NODISCARD bool contact_cutoff(int64_t *before_ms, struct store *s, struct error *e);

/** Deletes a contact by id, within a transaction, and says so in the log. `*found`: it was there,
 *  or somebody agreed to it. */
NODISCARD bool contact_delete(bool *found, struct store *s, const struct store_id *id,
                              const char *by, struct error *e);

/** contact_scrub behind a deletion, with a message of its own. */
NODISCARD bool contact_scrub_deleted(struct store *s, struct error *e);

/** Empties the WAL into the file, so that what was deleted lies in neither. */
NODISCARD bool contact_scrub(struct store *s, struct error *e);

#endif
