#include "base/workers.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "support/test.h"

enum { UNITS = 500, NEVER = 1000000 };

struct plan {
    unsigned deadly; /* The unit at which a worker dies. */
    unsigned every;  /* … and each so many after it; 0: just once. */
};

/* Odd pauses, so that workers overtake each other; answers of many sizes, also none. */
static void act(struct buf *answer, void *context, unsigned unit)
{
    const struct plan *plan = context;
    if (unit == plan->deadly ||
        (plan->every && unit > plan->deadly && (unit - plan->deadly) % plan->every == 0))
        raise(SIGKILL);
    if (unit % 7 == 0) {
        const struct timespec pause = {.tv_nsec = 300000};
        nanosleep(&pause, NULL);
    }
    for (unsigned i = 0; i < unit % 5 * 20000; i += 4)
        buf_append(answer, &unit, sizeof unit);
}

static struct workers *start(unsigned count, struct plan *plan)
{
    struct workers *w = NULL;
    struct error e = {0};
    signal(SIGPIPE, SIG_IGN);
    assert_true(workers_start(&w, count, act, plan, &e));
    assert_int_equal(workers_count(w), count);
    return w;
}

static void assert_answer(unsigned unit, struct slice answer)
{
    assert_int_equal(answer.size, (unit % 5 * 20000 + 3) / 4 * 4);
    for (size_t at = 0; at < answer.size; at += sizeof unit)
        assert_memory_equal(answer.data + at, &unit, sizeof unit);
}

/* Hands out all units; returns how many were lost. */
static unsigned run(struct workers *w, unsigned *given)
{
    unsigned next = 0, expected = 0, lost = 0, unit = 0;
    for (;;) {
        struct slice answer = {NULL, 0};
        while (next < UNITS && workers_give(w, next))
            next++;
        enum workers_state state = workers_take(&unit, &answer, w);
        if (state == WORKERS_NONE)
            break;
        if (state == WORKERS_LATER)
            continue;
        assert_int_equal(unit, expected++);
        if (state == WORKERS_ANSWER)
            assert_answer(unit, answer);
        lost += state == WORKERS_LOST;
    }
    assert_int_equal(expected, next);
    *given = next;
    return lost;
}

static void test_answers_come_in_order(void **state)
{
    (void)state;
    static const unsigned counts[] = {1, 2, 3, WORKERS_MAX};
    for (unsigned i = 0; i < sizeof counts / sizeof *counts; i++) {
        unsigned given;
        struct plan plan = {.deadly = NEVER};
        struct workers *w = start(counts[i], &plan);
        assert_int_equal(run(w, &given), 0);
        assert_int_equal(given, UNITS);
        workers_stop(w);
    }
}

static void test_a_dead_worker_loses_only_what_it_had(void **state)
{
    (void)state;
    unsigned given;
    struct plan plan = {.deadly = 37};
    struct workers *w = start(3, &plan);
    unsigned lost = run(w, &given);
    assert_in_range(lost, 1, WORKERS_AHEAD);
    assert_int_equal(given, UNITS);
    assert_int_equal(workers_count(w), 2);
    workers_stop(w);
}

static void test_without_workers_nothing_more_is_given(void **state)
{
    (void)state;
    unsigned given;
    struct plan plan = {.deadly = 0, .every = 1};
    struct workers *w = start(2, &plan);
    unsigned lost = run(w, &given);
    assert_int_equal(workers_count(w), 0);
    assert_int_equal(lost, given);
    assert_true(given <= 2 * WORKERS_AHEAD + 2);
    workers_stop(w);
}

/* A parent that is killed leaves no worker behind. */
static void test_workers_end_with_their_parent(void **state)
{
    (void)state;
    int ends[2];
    char byte;
    assert_int_equal(pipe(ends), 0);
    pid_t parent = fork();
    if (parent == 0) {
        struct plan plan = {.deadly = NEVER};
        close(ends[0]);
        start(3, &plan);
        raise(SIGKILL);
    }
    close(ends[1]);
    assert_int_equal(waitpid(parent, NULL, 0), parent);
    assert_int_equal(read(ends[0], &byte, 1), 0); /* The last holder is gone. */
    close(ends[0]);
}

/* Stops are the parent's to decide about. */
static void test_workers_do_not_hear_ctrl_c(void **state)
{
    (void)state;
    unsigned given;
    struct plan plan = {.deadly = NEVER};
    struct workers *w = start(2, &plan);
    void (*before)(int) = signal(SIGINT, SIG_IGN);
    kill(0, SIGINT); /* The group, as a terminal does. */
    assert_int_equal(run(w, &given), 0);
    signal(SIGINT, before);
    workers_stop(w);
}

int main(void)
{
    setpgid(0, 0);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers_come_in_order),
        cmocka_unit_test(test_a_dead_worker_loses_only_what_it_had),
        cmocka_unit_test(test_without_workers_nothing_more_is_given),
        cmocka_unit_test(test_workers_end_with_their_parent),
        cmocka_unit_test(test_workers_do_not_hear_ctrl_c),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
