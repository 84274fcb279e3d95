/** @file
 * The kiosk's state machine: actions and time in, a view out. Pure: no SDL, no drawing.
 *
 * Every answer is committed (store/store.h) before the view shows it as saved. See the top of
 * state.c for the diagram, the transitions and what may be trusted in each state.
 *
 * Lifetime: quizzes, guides, commune and store are borrowed.
 * Time:     monotonic milliseconds, given with each call; nothing reads a clock.
 * Strikes:  for KIOSK_STRIKE_MS after an action changed the screen every further one is ignored (a
 *           second strike on "Answer" must not skip what follows), and so is the same action again;
 *           keys of the screen keyboard only for KIOSK_KEY_STRIKE_MS, calibration not at all.
 */
#ifndef KIOSK_STATE_H
#define KIOSK_STATE_H

#include "kiosk/screens/view.h"
#include "store/store.h"

struct kiosk;

enum { KIOSK_STRIKE_MS = 500, KIOSK_KEY_STRIKE_MS = 150, KIOSK_POSTER_MS = 12000 };
enum { KIOSK_OPEN_AGAIN_MS = 60000 };

/** Where staff want a copy: writes the folder of a stick that is there, or returns false. */
struct kiosk_stick {
    bool (*find)(void *self, char *folder, size_t folder_bytes);
    void *self;
};

/**
 * A database that could not be opened. People are told kindly and may play without being recorded;
 * staff are told why; it is tried again when somebody asks, and every KIOSK_OPEN_AGAIN_MS while
 * nobody is here.
 */
struct kiosk_shut {
    const char *problem; /**< Why, and what to do, for staff; NULL: it is open, or not wanted. */
    /** The store, or NULL and `*problem` as it is now. */
    struct store *(*open)(void *self, const char **problem);
    void *self;
    bool pin_lost; /**< There is a PIN, but it cannot be read: staff see the health page only. */
};

/** Wrong PINs in a row, kept outside the database too: they count while it is shut, and in practice
 *  (kiosk/pin_file.h). */
struct kiosk_pin_count {
    unsigned failures;                           /**< So far; without a store. */
    void (*keep)(void *self, unsigned failures); /**< May be NULL. */
    void *self;
};

struct kiosk_setup {
    const struct quiz *const *quizzes;
    unsigned quiz_count;
    bool quizzes_named; /**< One by one by whoever started it: those for the team stand among them.
                             Else staff switch these on. */
    const struct guide *const *guides; /**< For titles and links of lessons. */
    unsigned guide_count;
    const struct commune *commune; /**< May be NULL. */
    const struct trusted *trusted; /**< Judges the links of lessons; NULL: an empty list. */
    struct store *store;           /**< NULL: practice, nothing is recorded. */
    struct kiosk_shut shut;        /**< With `store` NULL: it is not by choice. */
    const char *language;
    const char *const *languages; /**< To switch between, NULL at the end; NULL: "vi", "en". */
    uint64_t seed;                /**< Of the shuffling; printed by tests. */
    int32_t idle_ask_ms;          /**< 0: 60 s (90 s on text screens). */
    int32_t idle_countdown_s;     /**< 0: 30; at least 20. */
    struct kiosk_stick stick;     /**< May be empty: then there is no stick. */
    const char *pin_hash; /**< In practice: the PIN of the hall (store/pin.h); may be NULL. */
    struct kiosk_pin_count pin_count;
    bool without_pin; /**< A trial at a desk, practice only: staff are not asked for one. */
};

struct kiosk *kiosk_create(const struct kiosk_setup *setup, int64_t now_ms);
void kiosk_destroy(struct kiosk *k);

/** Something was done. Unknown or impossible actions do nothing. */
void kiosk_act(struct kiosk *k, struct view_action action, int64_t now_ms);

/** Time passed; call after each action, and when kiosk_next_ms says so. True when the view changed.
 *  What an action itself took is not counted as silence. */
bool kiosk_tick(struct kiosk *k, int64_t now_ms);

/** When to tick next, INT64_MAX: only after an action. An idle kiosk may sleep until then. */
int64_t kiosk_next_ms(const struct kiosk *k);

/** A letter from a real keyboard (Telex and VNI are composed by kiosk/typing.h). */
void kiosk_type(struct kiosk *k, uint32_t code_point, int64_t now_ms);

/**
 * How far reading aloud has come: `part` is being spoken, -1 when all has been. Ignored unless
 * view->reading and `serial` is still view->reading_serial.
 */
void kiosk_reading(struct kiosk *k, unsigned serial, int part, int64_t now_ms);

const struct view *kiosk_view(const struct kiosk *k);

/** The database in use now, which may have been opened late; NULL: none. Borrowed. */
struct store *kiosk_store(const struct kiosk *k);

/** The staff chose to close the program. */
bool kiosk_wants_to_close(const struct kiosk *k);

#endif
