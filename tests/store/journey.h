/** @file
 * What a kiosk does in a day, in small: the steps that crashes and faults interrupt.
 *
 * Each step appends a known number of events, so that "recovered is a prefix of attempted" can be
 * asked with one number: the last sequence in the file.
 */
#ifndef TESTS_STORE_JOURNEY_H
#define TESTS_STORE_JOURNEY_H

#include "store/store.h"

enum { JOURNEY_EVENTS_MAX = 1024 };

/** How far it came. */
struct journey {
    const char *vfs;
    char path[512];
    struct store *store;
    int64_t wall_ms;
    struct error e;           /**< Of the last step that failed. */
    int64_t attempted_events; /**< Sequence that the log could have reached. */
    int64_t acknowledged_events;
    int64_t attempted_setting; /**< The setting "step" counts up. */
    int64_t acknowledged_setting;
    char code[STORE_CODE_BYTES];
    const char *stopped; /**< By what, when no call failed. */
};

/**
 * Opens, plays `rounds` rounds with contacts made and deleted and settings changed, closes and
 * opens once in the middle. Stops at the first step that fails. True when all was done.
 */
bool journey_run(struct journey *j, unsigned rounds);

/** What a file holds after it was opened again. */
struct journey_find {
    enum store_state state;
    int64_t events, setting;
    uint8_t last_hash[32];
    int64_t broken_at;
};

/**
 * Opens with the plain VFS, checks integrity, foreign keys, log and derived tables, closes. NULL
 * when all is well, else what is not (in a static buffer).
 */
const char *journey_recover(struct journey_find *out, const char *path);

/** A pseudo-random number below `limit`; the state is the seed. */
uint64_t journey_random(uint64_t *state, uint64_t limit);

/** A folder for many small files: in memory where the system offers one. */
void journey_prefer_memory(void);

#endif
