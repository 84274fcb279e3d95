#include "base/workers.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"

/*
 * Two pipes a worker: numbers of units go down, a head and bytes come up. Each worker has a queue
 * of places in the window, answered first in, first out; the window is a ring in the order of
 * giving. Down there are never more than WORKERS_AHEAD numbers, so writing them does not block.
 */

struct place {
    enum workers_state state; /**< WORKERS_LATER until it is answered or lost. */
    unsigned unit;
    struct buf answer;
};

struct worker {
    pid_t process; /**< 0: gone. */
    int down, up;
    unsigned queue[WORKERS_AHEAD]; /**< Places, the oldest first. */
    unsigned queued;
};

struct workers {
    struct worker items[WORKERS_MAX];
    unsigned count, living;
    struct place window[WORKERS_WINDOW];
    unsigned first, used; /**< Of the window. */
};

struct head {
    uint32_t size;
};

unsigned workers_processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : (unsigned)count;
}

/* ---- pipes ---- */

/* False at the end or when refused. */
static bool read_fully(int fd, void *into, size_t size)
{
    char *to = into;
    while (size > 0) {
        ssize_t got = read(fd, to, size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        to += got;
        size -= (size_t)got;
    }
    return true;
}

static bool write_fully(int fd, const void *bytes, size_t size)
{
    const char *from = bytes;
    while (size > 0) {
        ssize_t put = write(fd, from, size);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        from += put;
        size -= (size_t)put;
    }
    return true;
}

/* ---- in a worker ---- */

static void serve(int down, int up, workers_act *act, void *context)
{
    struct buf answer;
    uint32_t unit;
    buf_init(&answer, WORKERS_ANSWER_MAX);
    while (read_fully(down, &unit, sizeof unit)) {
        buf_reset(&answer);
        act(&answer, context, unit);
        CHECK(!answer.failed);
        const struct head head = {(uint32_t)answer.size};
        if (!write_fully(up, &head, sizeof head) || !write_fully(up, answer.data, answer.size))
            break;
    }
    _exit(0);
}

static void ignore_stops(void)
{
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
}

/* ---- in the parent ---- */

static void close_pipes(struct worker *worker)
{
    close(worker->down);
    close(worker->up);
}

static void close_on_exec(const int ends[2])
{
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
}

static bool open_pipes(int down[2], int up[2])
{
    if (pipe(down) != 0)
        return false;
    if (pipe(up) != 0) {
        int number = errno;
        close(down[0]);
        close(down[1]);
        errno = number;
        return false;
    }
    close_on_exec(down);
    close_on_exec(up);
    return true;
}

/* The child keeps no end of the others' pipes: it would hold them open when the parent is gone. */
static bool start_one(struct workers *w, workers_act *act, void *context)
{
    struct worker *worker = &w->items[w->count];
    int down[2], up[2];
    sigset_t all, before;
    if (!open_pipes(down, up))
        return false;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    pid_t process = fork();
    if (process == 0) {
        ignore_stops();
        sigprocmask(SIG_SETMASK, &before, NULL);
        for (unsigned i = 0; i < w->count; i++)
            close_pipes(&w->items[i]);
        close(down[1]);
        close(up[0]);
        serve(down[0], up[1], act, context);
    }
    int number = errno;
    sigprocmask(SIG_SETMASK, &before, NULL);
    close(down[0]);
    close(up[1]);
    *worker = (struct worker){.process = process, .down = down[1], .up = up[0]};
    if (process < 0) {
        close_pipes(worker);
        errno = number;
        return false;
    }
    w->count++;
    w->living++;
    return true;
}

bool workers_start(struct workers **out, unsigned count, workers_act *act, void *context,
                   struct error *e)
{
    CHECK(count >= 1 && count <= WORKERS_MAX);
    struct workers *w = calloc(1, sizeof *w);
    CHECK(w != NULL);
    for (unsigned i = 0; i < WORKERS_WINDOW; i++)
        buf_init(&w->window[i].answer, WORKERS_ANSWER_MAX);
    for (unsigned i = 0; i < count && start_one(w, act, context); i++)
        continue;
    if (w->living == 0) {
        free(w);
        return error_os(e, errno, _("starting a worker process"));
    }
    *out = w;
    return true;
}

/* Its units are lost, in their turn. */
static void bury(struct workers *w, struct worker *worker)
{
    for (unsigned i = 0; i < worker->queued; i++)
        w->window[worker->queue[i]].state = WORKERS_LOST;
    close_pipes(worker);
    while (waitpid(worker->process, NULL, 0) < 0 && errno == EINTR)
        continue;
    *worker = (struct worker){.process = 0};
    w->living--;
}

static struct worker *least_busy(struct workers *w)
{
    struct worker *best = NULL;
    for (unsigned i = 0; i < w->count; i++) {
        struct worker *worker = &w->items[i];
        if (worker->process && worker->queued < WORKERS_AHEAD &&
            (!best || worker->queued < best->queued))
            best = worker;
    }
    return best;
}

bool workers_give(struct workers *w, unsigned unit)
{
    const uint32_t number = unit;
    struct worker *worker = w->used < WORKERS_WINDOW ? least_busy(w) : NULL;
    if (!worker)
        return false;
    unsigned at = (w->first + w->used++) % WORKERS_WINDOW;
    w->window[at].state = WORKERS_LATER;
    w->window[at].unit = unit;
    worker->queue[worker->queued++] = at;
    if (!write_fully(worker->down, &number, sizeof number))
        bury(w, worker);
    return true;
}

/* A whole answer, or the worker is gone. */
static void receive(struct workers *w, struct worker *worker)
{
    struct head head;
    if (!read_fully(worker->up, &head, sizeof head)) {
        bury(w, worker);
        return;
    }
    CHECK(worker->queued > 0 && head.size <= WORKERS_ANSWER_MAX);
    struct place *place = &w->window[worker->queue[0]];
    buf_reset(&place->answer);
    char *room = buf_extend(&place->answer, head.size);
    CHECK(room != NULL || head.size == 0);
    if (!read_fully(worker->up, room, head.size)) {
        bury(w, worker);
        return;
    }
    place->state = WORKERS_ANSWER;
    worker->queued--;
    memmove(worker->queue, worker->queue + 1, worker->queued * sizeof *worker->queue);
}

static void wait_for_some(struct workers *w)
{
    struct pollfd polls[WORKERS_MAX];
    struct worker *whose[WORKERS_MAX];
    nfds_t count = 0;
    for (unsigned i = 0; i < w->count; i++) {
        if (!w->items[i].process)
            continue;
        polls[count] = (struct pollfd){.fd = w->items[i].up, .events = POLLIN};
        whose[count++] = &w->items[i];
    }
    if (poll(polls, count, -1) <= 0)
        return;
    for (nfds_t i = 0; i < count; i++)
        if (polls[i].revents)
            receive(w, whose[i]);
}

enum workers_state workers_take(unsigned *unit, struct slice *answer, struct workers *w)
{
    if (w->used == 0)
        return WORKERS_NONE;
    struct place *place = &w->window[w->first];
    if (place->state == WORKERS_LATER)
        wait_for_some(w);
    if (place->state == WORKERS_LATER)
        return WORKERS_LATER;
    w->first = (w->first + 1) % WORKERS_WINDOW;
    w->used--;
    *unit = place->unit;
    *answer = buf_slice(&place->answer);
    return place->state;
}

unsigned workers_count(const struct workers *w)
{
    return w->living;
}

void workers_stop(struct workers *w)
{
    /* All first, so that they end side by side. */
    for (unsigned i = 0; i < w->count; i++) {
        if (!w->items[i].process)
            continue;
        close(w->items[i].down);
        close(w->items[i].up);
    }
    for (unsigned i = 0; i < w->count; i++)
        while (w->items[i].process && waitpid(w->items[i].process, NULL, 0) < 0 && errno == EINTR)
            continue;
    for (unsigned i = 0; i < WORKERS_WINDOW; i++)
        buf_deinit(&w->window[i].answer);
    free(w);
}
