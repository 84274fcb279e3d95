/* Merging while the n-th call of the disk fails, for n = 1, 2, 3 …: each file is merged whole or
 * not at all, what was said to be merged is there, and merging again completes it.
 *
 * NGOSO_FAULT_STEP sets how many n are passed over at a time (default 1: none). */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/bundle.h"
#include "store/facts.h"
#include "store/hall.h"
#include "store/journey.h"
#include "store/probe.h"
#include "unit/base/folder.h"

enum { FILES = 3, CALLS_MAX = 20000, DUMP_BYTES = 16 * 1024 * 1024 };

struct day {
    struct folder folder;
    struct hall hall;
    char database[300], files[FILES][300];
    struct buf facts[FILES + 1]; /* After so many files. */
};

static int64_t noon(void *self)
{
    (void)self;
    return INT64_C(1790000000000) + 3600000;
}

static bool open_store(struct store **s, const struct day *d, const char *vfs, struct error *e)
{
    enum store_state state;
    const struct store_options options = {.vfs = vfs, .clock = {noon, noon, NULL}};
    return store_open(s, &state, d->database, &options, e) &&
           bundle_trust(*s, d->hall.device.text, SLICE("Hall"), SLICE(""), e);
}

static void remove_database(const struct day *d)
{
    static const char *const endings[] = {"", "-wal", "-journal", "-reserve"};
    for (unsigned i = 0; i < 4; i++) {
        char path[320];
        snprintf(path, sizeof path, "%s%s", d->database, endings[i]);
        remove(path);
    }
}

/* The first and the last part overlap the middle one; it has a contact that the last forgets. */
static void make_files(struct day *d)
{
    static const unsigned parts[FILES][2] = {{1, 12}, {8, 24}, {20, 30}};
    struct error e = {0};
    hall_open(&d->hall, 70);
    hall_round(&d->hall, 8);
    hall_consent(&d->hall);
    while (d->hall.event_count < 29)
        hall_round(&d->hall, 4);
    hall_forget(&d->hall, &d->hall.contacts[0].id);
    d->hall.block_events = 5;
    for (unsigned i = 0; i < FILES; i++) {
        struct buf b;
        buf_init(&b, BUNDLE_FILE_MAX);
        hall_bundle(&b, &d->hall, parts[i][0], i == FILES - 1 ? d->hall.event_count : parts[i][1]);
        snprintf(d->files[i], sizeof d->files[i], "%s/%u" BUNDLE_ENDING, d->folder.path, i);
        assert_true(file_write(d->files[i], buf_slice(&b), FILE_FAST, &e));
        buf_deinit(&b);
    }
}

static void note_facts(struct day *d)
{
    struct store *s;
    struct error e = {0};
    struct bundle_result r;
    assert_true(open_store(&s, d, NULL, &e));
    for (unsigned i = 0; i <= FILES; i++) {
        buf_init(&d->facts[i], DUMP_BYTES);
        if (i > 0)
            assert_true(bundle_merge(&r, s, d->files[i - 1], &e) && r.problem == BUNDLE_GOOD);
        facts_dump(&d->facts[i], s);
    }
    store_close(s);
    remove_database(d);
}

/* How many files were acknowledged. */
static unsigned merge_until_it_fails(const struct day *d)
{
    struct store *s = NULL;
    struct error e = {0};
    struct bundle_result r;
    unsigned done = 0;
    if (open_store(&s, d, PROBE_VFS, &e))
        while (done < FILES && bundle_merge(&r, s, d->files[done], &e))
            done++;
    if (done < FILES && e.message[0] == '\0')
        fail_msg("failed without saying why");
    store_close(s);
    return done;
}

static void check_rest(const struct day *d, unsigned done, const char *fault, unsigned n)
{
    struct store *s;
    struct error e = {0};
    struct bundle_result r;
    struct buf b;
    int64_t broken_at;
    bool whole = false;
    if (!open_store(&s, d, NULL, &e))
        fail_msg("%s, call %u: %s", fault, n, e.message);
    assert_true(store_verify(&broken_at, s, &e) && broken_at == 0);
    buf_init(&b, DUMP_BYTES);
    facts_dump(&b, s);
    /* What was not acknowledged may still have been kept, but whole. */
    for (unsigned i = done; i <= FILES && i <= done + 1; i++)
        whole =
            whole || slice_equal(buf_slice(&b), buf_slice(&d->facts[i])) || (i == 0 && b.size == 0);
    if (!whole)
        fail_msg("%s, call %u: after %u files:\n%.*s", fault, n, done, SLICE_ARG(buf_slice(&b)));
    for (unsigned i = 0; i < FILES; i++)
        assert_true(bundle_merge(&r, s, d->files[i], &e));
    buf_reset(&b);
    facts_dump(&b, s);
    assert_true(slice_equal(buf_slice(&b), buf_slice(&d->facts[FILES])));
    buf_deinit(&b);
    store_close(s);
    remove_database(d);
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
        {"error, once", SQLITE_IOERR_WRITE, false},
        {"error from then on", SQLITE_IOERR_FSYNC, true},
    };
    const char *text = getenv("NGOSO_FAULT_STEP");
    unsigned step = text && *text ? (unsigned)strtoul(text, NULL, 10) : 1;
    struct day d = {.folder = folder_make()};
    snprintf(d.database, sizeof d.database, "%s/team.db", d.folder.path);
    make_files(&d);
    note_facts(&d);
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        unsigned n, stopped = 0;
        for (n = 1; n < CALLS_MAX; n += step) {
            probe_start();
            probe.fail_at = n;
            probe.fail_code = rows[i].code;
            probe.fail_ever_after = rows[i].ever_after;
            unsigned done = merge_until_it_fails(&d);
            bool failed = probe.failures > 0;
            probe.fail_at = 0;
            stopped += done < FILES;
            check_rest(&d, done, rows[i].name, n);
            if (!failed)
                break;
        }
        assert_in_range(stopped, 5 / step, n);
        printf("%s: %u calls, %u of them stopped the merge\n", rows[i].name, n - 1, stopped);
    }
    for (unsigned i = 0; i <= FILES; i++)
        buf_deinit(&d.facts[i]);
    hall_close(&d.hall);
    folder_remove(d.folder.path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_call_of_the_disk_may_fail),
    };
    journey_prefer_memory();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    probe_start();
    return failed;
}
