/* A process killed at random moments.
 *
 * kill -9 ends a process, not the machine: the system still writes out what the process had handed
 * over. So this shows that a crash or a kill of the kiosk loses no acknowledged answer, and nothing
 * about power cuts; those are the subject of crash_test.c.
 * NGOSO_KILLS sets how many (default 60), NGOSO_SEED the moments. */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "store/journey.h"
#include "unit/base/folder.h"

enum { LONGEST_US = 15000, ROUNDS = 100000 };

/* The child tells each acknowledged sequence through a pipe, after the store has returned. */
static void live(const char *path, int to_parent)
{
    struct store *s;
    enum store_state state;
    struct error e = {0};
    if (!store_open(&s, &state, path, NULL, &e))
        _exit(2);
    for (int64_t told = 0; told < ROUNDS; told++) {
        if (!store_note(s, "beat", SLICE("x"), &e))
            _exit(3);
        if (write(to_parent, "x", 1) != 1)
            _exit(4);
    }
    _exit(0);
}

static int64_t run_and_kill(const char *path, uint64_t after_us)
{
    int ends[2];
    char told[4096];
    int64_t count = 0;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(ends[0]);
        live(path, ends[1]);
    }
    close(ends[1]);
    struct timespec wait = {.tv_nsec = (long)after_us * 1000};
    nanosleep(&wait, NULL);
    assert_int_equal(kill(child, SIGKILL), 0);
    for (ssize_t got; (got = read(ends[0], told, sizeof told)) > 0;)
        count += got;
    close(ends[0]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    /* Anything but our signal is a failure of its own. */
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    return count;
}

static void a_killed_process_loses_nothing_it_acknowledged(void **state)
{
    (void)state;
    const char *kills_text = getenv("NGOSO_KILLS"), *seed_text = getenv("NGOSO_SEED");
    unsigned kills = kills_text ? (unsigned)strtoul(kills_text, NULL, 10) : 60;
    uint64_t seed = seed_text ? strtoull(seed_text, NULL, 10) : 20261121;
    struct folder folder = folder_make();
    char path[300];
    int64_t before = 0, acknowledged = 0;
    printf("seed %" PRIu64 "\n", seed);
    snprintf(path, sizeof path, "%s/kiosk.db", folder.path);
    for (unsigned i = 0; i < kills; i++) {
        struct journey_find find;
        int64_t told = run_and_kill(path, 1 + journey_random(&seed, LONGEST_US));
        const char *wrong = journey_recover(&find, path);
        if (wrong)
            fail_msg("kill %u: %s", i, wrong);
        if (find.events < before + told)
            fail_msg("kill %u: %" PRId64 " events, %" PRId64 " were acknowledged", i, find.events,
                     before + told);
        /* One more may have been on its way, and no second one. */
        assert_in_range(find.events, before + told, before + told + 1);
        before = find.events;
        acknowledged += told;
    }
    printf("%u kills, %" PRId64 " acknowledged events, 0 lost\n", kills, acknowledged);
    assert_in_range(acknowledged, 1, INT64_MAX);
    folder_remove(folder.path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_killed_process_loses_nothing_it_acknowledged),
    };
    journey_prefer_memory();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
