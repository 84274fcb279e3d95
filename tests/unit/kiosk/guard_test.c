#include "kiosk/guard.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "support/test.h"

/* Shared by the test, the guard's process and its children. */
struct shared {
    volatile int starts;
    volatile pid_t child;
    volatile bool asked;
};

static struct shared *shared;

static int start(void **state)
{
    (void)state;
    memset((void *)shared, 0, sizeof *shared);
    return 0;
}

static void sleep_ms(int ms)
{
    const struct timespec t = {ms / 1000, ms % 1000 * 1000000L};
    nanosleep(&t, NULL);
}

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The guard in a process of its own; its words are not shown. */
static pid_t start_guard(guard_body *body)
{
    pid_t pid = fork();
    if (pid == 0) {
        if (!freopen("/dev/null", "w", stderr))
            _exit(99);
        _exit(guard_run(body, shared));
    }
    return pid;
}

static int end_of(pid_t pid)
{
    int status = 0;
    assert_true(waitpid(pid, &status, 0) == pid);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void wait_for_start(int number)
{
    for (int i = 0; i < 500 && shared->starts < number; i++)
        sleep_ms(10);
    assert_true(shared->starts >= number);
}

static int end_at_once(void *self)
{
    (void)self;
    shared->starts++;
    return 0;
}

static int refuse(void *self)
{
    (void)self;
    shared->starts++;
    return 3;
}

/* Crashes by a signal, then by a code, then ends cleanly. */
static int crash_twice(void *self)
{
    (void)self;
    int number = ++shared->starts;
    guard_ready();
    guard_ready(); /* Harmless. */
    if (number == 1)
        raise(SIGKILL);
    return number == 2 ? 1 : 0;
}

static void note_signal(int number)
{
    (void)number;
    shared->asked = true;
}

static int run_until_asked(void *self)
{
    (void)self;
    signal(SIGTERM, note_signal);
    shared->child = getpid();
    shared->starts++;
    guard_ready();
    while (!shared->asked)
        sleep_ms(10);
    return 0;
}

static int never_end(void *self)
{
    (void)self;
    signal(SIGTERM, SIG_IGN);
    shared->starts++;
    guard_ready();
    while (shared->starts > 0)
        sleep_ms(1000);
    return 0;
}

static void a_clean_end_ends_the_guard(void **state)
{
    (void)state;
    assert_int_equal(end_of(start_guard(end_at_once)), 0);
    assert_int_equal(shared->starts, 1);
}

static void what_never_worked_is_not_tried_again(void **state)
{
    (void)state;
    assert_int_equal(end_of(start_guard(refuse)), 3);
    assert_int_equal(shared->starts, 1);
}

/* A guard that dies without a word leaves no kiosk behind that would keep the database. */
static void a_killed_guard_takes_the_kiosk_along(void **state)
{
    (void)state;
    pid_t guard = start_guard(run_until_asked);
    wait_for_start(1);
    kill(guard, SIGKILL);
    assert_true(waitpid(guard, NULL, 0) == guard);
    for (int i = 0; i < 500 && !shared->asked; i++)
        sleep_ms(10);
    assert_true(shared->asked);
}

static void crashes_are_followed_by_a_start(void **state)
{
    (void)state;
    double before = now_s();
    assert_int_equal(end_of(start_guard(crash_twice)), 0);
    assert_int_equal(shared->starts, 3);
    assert_true(now_s() - before < 3);
}

static void a_killed_child_is_back_within_three_seconds(void **state)
{
    (void)state;
    pid_t guard = start_guard(run_until_asked);
    wait_for_start(1);
    double before = now_s();
    kill(shared->child, SIGKILL);
    wait_for_start(2);
    assert_true(now_s() - before < 3);
    kill(guard, SIGTERM);
    assert_int_equal(end_of(guard), 0);
}

static void signals_are_passed_on(void **state)
{
    (void)state;
    static const int signals[] = {SIGTERM, SIGINT};
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        start(NULL);
        pid_t guard = start_guard(run_until_asked);
        wait_for_start(1);
        kill(guard, signals[i]);
        assert_int_equal(end_of(guard), 0);
        assert_true(shared->asked);
        assert_int_equal(shared->starts, 1);
    }
}

static void a_child_that_does_not_listen_is_ended(void **state)
{
    (void)state;
    pid_t guard = start_guard(never_end);
    wait_for_start(1);
    double before = now_s();
    kill(guard, SIGTERM);
    assert_int_equal(end_of(guard), 3);
    assert_true(now_s() - before < GUARD_KILL_MS / 1000.0 + 3);
    assert_int_equal(shared->starts, 1);
}

static void pauses_grow_up_to_a_limit(void **state)
{
    (void)state;
    assert_int_equal(guard_pause_ms(0), GUARD_PAUSE_MIN_MS);
    for (unsigned i = 0; i < 20; i++)
        assert_true(guard_pause_ms(i + 1) >= guard_pause_ms(i));
    assert_int_equal(guard_pause_ms(1000), GUARD_PAUSE_MAX_MS);
    assert_true(guard_pause_ms(3) <= 3000);
}

static void the_system_is_told_when_it_works(void **state)
{
    (void)state;
    char folder[] = "/tmp/ngoso-guard-XXXXXX";
    assert_non_null(mkdtemp(folder));
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s/s", folder);
    int s = socket(AF_UNIX, SOCK_DGRAM, 0);
    assert_int_equal(bind(s, (const struct sockaddr *)&address, sizeof address), 0);
    setenv("NOTIFY_SOCKET", address.sun_path, 1);
    assert_int_equal(end_of(start_guard(crash_twice)), 0);
    unsetenv("NOTIFY_SOCKET");
    char word[32];
    assert_int_equal(recv(s, word, sizeof word, MSG_DONTWAIT), 7);
    assert_memory_equal(word, "READY=1", 7);
    assert_int_equal(recv(s, word, sizeof word, MSG_DONTWAIT), -1);
    close(s);
    unlink(address.sun_path);
    rmdir(folder);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, start)
    static const struct CMUnitTest tests[] = {
        TEST(a_clean_end_ends_the_guard),
        TEST(what_never_worked_is_not_tried_again),
        TEST(a_killed_guard_takes_the_kiosk_along),
        TEST(crashes_are_followed_by_a_start),
        TEST(a_killed_child_is_back_within_three_seconds),
        TEST(signals_are_passed_on),
        TEST(a_child_that_does_not_listen_is_ended),
        TEST(pauses_grow_up_to_a_limit),
        TEST(the_system_is_told_when_it_works),
    };
    char name[] = "/tmp/ngoso-guard-shared-XXXXXX";
    int file = mkstemp(name);
    if (file < 0 || ftruncate(file, sizeof *shared) != 0)
        return 1;
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    unlink(name);
    close(file);
    if (shared == MAP_FAILED)
        return 1;
    return cmocka_run_group_tests_name("guard", tests, NULL, NULL);
}
