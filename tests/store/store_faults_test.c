/* The n-th call fails, for n = 1, 2, 3 … until a day passes without: disk calls (full, error,
 * read-only; once, or from then on) and requests for memory.
 *
 * Whatever happens: a failing step says why, nothing crashes, no file is taken for damaged, and
 * what lies on disk afterwards is at least what was acknowledged and at most what was attempted.
 * NGOSO_FAULT_STEP sets how many n are passed over at a time (default 1: none). */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "store/journey.h"
#include "store/probe.h"
#include "unit/base/folder.h"

enum { ROUNDS = 2, CALLS_MAX = 200000 };

static unsigned step_from_environment(void)
{
    const char *text = getenv("NGOSO_FAULT_STEP");
    return text && *text ? (unsigned)strtoul(text, NULL, 10) : 1;
}

/* ---- memory ---- */

static sqlite3_mem_methods real_memory;
static unsigned memory_calls, memory_fail_at, memory_failures;
static bool memory_fail_ever_after;

static bool memory_fails(void)
{
    memory_calls++;
    bool fails = memory_fail_at != 0 && (memory_calls == memory_fail_at ||
                                         (memory_fail_ever_after && memory_calls > memory_fail_at));
    memory_failures += fails;
    return fails;
}

static void *failing_malloc(int size)
{
    return memory_fails() ? NULL : real_memory.xMalloc(size);
}

static void *failing_realloc(void *old, int size)
{
    return memory_fails() ? NULL : real_memory.xRealloc(old, size);
}

static void start_memory(void)
{
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory), SQLITE_OK);
    sqlite3_mem_methods failing = real_memory;
    failing.xMalloc = failing_malloc;
    failing.xRealloc = failing_realloc;
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &failing), SQLITE_OK);
    assert_int_equal(sqlite3_initialize(), SQLITE_OK);
}

/* ---- a day with faults, and what is left of it ---- */

static void empty_folder(const struct folder *f)
{
    folder_each(f->path, folder_remove);
}

static void expect(bool holds, const char *what, const char *fault, unsigned n, const char *more)
{
    if (!holds)
        fail_msg("%s (%s, call %u) %s", what, fault, n, more);
}

/* True when the day passed as if nothing had been. */
static bool live_through(const struct folder *folder, const char *fault, unsigned n)
{
    struct journey j = {.vfs = PROBE_VFS, .wall_ms = 1000000};
    struct journey_find find;
    snprintf(j.path, sizeof j.path, "%s/day.db", folder->path);
    bool ok = journey_run(&j, ROUNDS);
    probe.fail_at = 0;
    memory_fail_at = 0;
    expect(ok || j.e.message[0] != '\0', "failed without saying why", fault, n,
           j.stopped ? j.stopped : "");
    const char *wrong = journey_recover(&find, j.path);
    expect(wrong == NULL, "the file is not well afterwards", fault, n, wrong ? wrong : "");
    expect(find.events >= j.acknowledged_events, "lost", fault, n, j.e.message);
    expect(find.events <= j.attempted_events, "never attempted", fault, n, j.e.message);
    expect(find.setting >= j.acknowledged_setting && find.setting <= j.attempted_setting, "setting",
           fault, n, j.e.message);
    return ok;
}

static void every_call_of_the_disk_may_fail(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int code;
        bool ever_after;
    } rows[] = {
        {"full, once", SQLITE_FULL, false},
        {"full from then on", SQLITE_FULL, true},
        {"error, once", SQLITE_IOERR_WRITE, false},
        {"error from then on", SQLITE_IOERR_FSYNC, true},
        {"read-only, once", SQLITE_READONLY, false},
        {"read-only from then on", SQLITE_READONLY, true},
    };
    struct folder folder = folder_make();
    unsigned step = step_from_environment();
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        unsigned n, stopped = 0;
        for (n = 1; n < CALLS_MAX; n += step) {
            probe_start();
            probe.fail_at = n;
            probe.fail_code = rows[i].code;
            probe.fail_ever_after = rows[i].ever_after;
            stopped += !live_through(&folder, rows[i].name, n);
            empty_folder(&folder);
            if (probe.failures == 0)
                break;
        }
        assert_in_range(n, 50, CALLS_MAX - 1);
        assert_in_range(stopped, 10 / step, n);
        printf("%s: %u calls, %u of them stopped the day\n", rows[i].name, n - 1, stopped);
    }
    folder_remove(folder.path);
}

static void every_request_for_memory_may_fail(void **state)
{
    (void)state;
    struct folder folder = folder_make();
    for (unsigned ever_after = 0; ever_after < 2; ever_after++) {
        /* There are 20,000 requests, most of them while the tables are made, one like another:
         * every fourth is enough, and every twentieth where all that follow fail too. */
        unsigned step = step_from_environment() * (ever_after ? 20 : 4);
        unsigned n, stopped = 0;
        for (n = 1; n < CALLS_MAX; n += step) {
            probe_start();
            memory_calls = memory_failures = 0;
            memory_fail_at = n;
            memory_fail_ever_after = ever_after;
            stopped += !live_through(&folder, "memory", n);
            empty_folder(&folder);
            if (memory_failures == 0)
                break;
        }
        assert_in_range(n, 50, CALLS_MAX - 1);
        assert_in_range(stopped, 10 / step, n);
        printf("memory%s: %u requests, %u of them stopped the day\n",
               ever_after ? " from then on" : ", once", n - 1, stopped);
    }
    folder_remove(folder.path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_call_of_the_disk_may_fail),
        cmocka_unit_test(every_request_for_memory_may_fail),
    };
    journey_prefer_memory();
    start_memory();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    probe_start();
    return failed;
}
