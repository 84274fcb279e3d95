/** @file
 * A store in a folder of its own, with a clock that only moves when told to.
 */
#ifndef TESTS_UNIT_STORE_FIXTURE_H
#define TESTS_UNIT_STORE_FIXTURE_H

#include <sqlite3.h>

#include "base/arena.h"
#include "base/file.h"
#include "store/store.h"
#include "unit/base/folder.h"

enum { FIXTURE_BUILD_MS = 1000000 };

struct fixture {
    struct folder folder;
    char path[300];
    struct store_options options;
    struct store *store;
    enum store_state state;
    struct arena arena;
    struct error e;
    int64_t wall_ms, monotonic_ms;
};

/** An open store in a new folder, its clock well after the build. */
void fixture_begin(struct fixture *f);
void fixture_end(struct fixture *f);

/** Closes and opens again; fails the test when that fails. */
void fixture_reopen(struct fixture *f);
void fixture_close(struct fixture *f);
void fixture_open(struct fixture *f);

/** A round of `count` questions "q0", "q1" … of `quiz`. */
struct store_attempt make_attempt(const char *quiz, unsigned count);

/** Begins such a round and gives its id. */
struct store_id begin_round(struct fixture *f, const char *quiz, unsigned count);
void answer(struct fixture *f, const struct store_id *attempt, unsigned question,
            const char *response);

/** Time goes by, with something recorded at least every 30 days: no leap of the clock. */
void fixture_pass(struct fixture *f, int64_t ms);

/** Runs SQL on the closed file, as someone with another program could. */
void fixture_sql(struct fixture *f, const char *sql);
/** The first column of the first row as a number, on the closed file. */
int64_t fixture_number(struct fixture *f, const char *sql);

/** True when the bytes lie in the file or its -wal. */
bool fixture_holds(const struct fixture *f, const void *bytes, size_t size_bytes);

#define assert_ok(f, call)                                                                         \
    do {                                                                                           \
        if (!(call))                                                                               \
            fail_msg("%s: %s", #call, (f)->e.message);                                             \
    } while (0)

/** Expects failure of that kind with that text in the message, and forgets it. */
void assert_error(struct fixture *f, bool result, enum error_kind kind, const char *message);

#endif
