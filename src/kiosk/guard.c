#include "kiosk/guard.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"

enum { EXIT_SYSTEM = 3 };

static volatile sig_atomic_t asked;
static volatile pid_t child;
static int ready_pipe = -1; /* Write end, in the child. */

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void sleep_ms(int ms)
{
    const struct timespec t = {ms / 1000, ms % 1000 * 1000000L};
    nanosleep(&t, NULL); /* A signal may end it early. */
}

int guard_pause_ms(unsigned crashes)
{
    int pause = GUARD_PAUSE_MIN_MS;
    while (crashes-- > 0 && pause < GUARD_PAUSE_MAX_MS)
        pause *= 2;
    return pause < GUARD_PAUSE_MAX_MS ? pause : GUARD_PAUSE_MAX_MS;
}

/* ---- Signals of the guard ---- */

static const int passed_on[] = {SIGTERM, SIGINT, SIGHUP};
enum { PASSED_ON_COUNT = sizeof passed_on / sizeof passed_on[0] };
static struct sigaction before[PASSED_ON_COUNT];

static void pass_on(int number)
{
    int saved = errno;
    asked = 1;
    if (child > 0)
        kill(child, number == SIGINT ? SIGTERM : number);
    errno = saved;
}

/* Without SA_RESTART, so that waiting ends. */
static void take_signals(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = pass_on;
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < PASSED_ON_COUNT; i++)
        sigaction(passed_on[i], &action, &before[i]);
}

static void give_signals_back(void)
{
    for (int i = 0; i < PASSED_ON_COUNT; i++)
        sigaction(passed_on[i], &before[i], NULL);
}

/* ---- Being ready ---- */

void guard_ready(void)
{
    if (ready_pipe < 0)
        return;
    ssize_t told;
    do
        told = write(ready_pipe, "!", 1);
    while (told < 0 && errno == EINTR);
    close(ready_pipe);
    ready_pipe = -1;
}

/* The one datagram of sd_notify(3); an address starting with @ lies in the abstract namespace. */
static void notify_system(void)
{
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (!path || (path[0] != '/' && path[0] != '@') || strlen(path) >= sizeof address.sun_path)
        return;
    size_t size = strlen(path);
    memcpy(address.sun_path, path, size);
    if (address.sun_path[0] == '@')
        address.sun_path[0] = '\0';
    int s = socket(AF_UNIX, SOCK_DGRAM, 0);
    if (s < 0)
        return;
    static const char ready[] = "READY=1";
    (void)sendto(s, ready, sizeof ready - 1, 0, (const struct sockaddr *)&address,
                 (socklen_t)(offsetof(struct sockaddr_un, sun_path) + size));
    close(s);
}

/* Waits for the child's word; false when it ended without. */
static bool wait_until_ready(int pipe_out)
{
    char word;
    ssize_t got;
    do
        got = read(pipe_out, &word, 1);
    while (got < 0 && errno == EINTR);
    close(pipe_out);
    return got == 1;
}

/* ---- The child ---- */

/* A kiosk that nobody guards would run on, and keep the next one from its database. */
static void end_with_guard(pid_t guard)
{
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != guard) /* It ended before this was asked for. */
        _exit(EXIT_SYSTEM);
}

/* A core would hold what somebody is typing. Linux hands one to a program (core(5)) whatever the
 * limit is, except for a limit of 1, which it keeps for those programs themselves. */
static void leave_no_core(void)
{
    const struct rlimit one_byte = {1, 1};
    const struct rlimit none = {0, 0};
    if (setrlimit(RLIMIT_CORE, &one_byte) != 0)
        setrlimit(RLIMIT_CORE, &none);
}

static bool start_child(int *pipe_out, guard_body *body, void *self)
{
    int ends[2];
    if (pipe(ends) != 0)
        return false;
    fflush(NULL);
    pid_t guard = getpid(), pid = fork();
    if (pid == 0) {
        give_signals_back();
        end_with_guard(guard);
        leave_no_core();
        close(ends[0]);
        ready_pipe = ends[1];
        exit(body(self));
    }
    child = pid;
    close(ends[1]);
    *pipe_out = ends[0];
    if (pid < 0)
        close(ends[0]);
    else if (asked) /* It came before there was anyone to pass it on to. */
        kill(pid, SIGTERM);
    return pid > 0;
}

/* A child that does not end when asked to is made to. */
static int wait_for_end(void)
{
    int status = 0;
    int64_t asked_ms = 0;
    for (;;) {
        pid_t ended = waitpid(child, &status, asked ? WNOHANG : 0);
        if (ended == child || (ended < 0 && errno != EINTR))
            break;
        if (!asked)
            continue;
        if (asked_ms == 0)
            asked_ms = now_ms();
        if (now_ms() - asked_ms > GUARD_KILL_MS)
            kill(child, SIGKILL);
        sleep_ms(20);
    }
    child = 0;
    return status;
}

static void say_crash(int status)
{
    if (WIFSIGNALED(status))
        fprintf(stderr, _("ngoso: the kiosk ended by signal %d; it is started again\n"),
                WTERMSIG(status));
    else
        fprintf(stderr, _("ngoso: the kiosk ended with code %d; it is started again\n"),
                WEXITSTATUS(status));
}

static int exit_code(int status)
{
    return WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_SYSTEM;
}

int guard_run(guard_body *body, void *self)
{
    int status = 0;
    unsigned crashes = 0;
    bool was_ready = false;
    take_signals();
    for (;;) {
        int64_t start_ms = now_ms();
        int pipe_out = -1;
        if (!start_child(&pipe_out, body, self)) {
            fprintf(stderr, "ngoso: %s\n", strerror(errno));
            status = EXIT_SYSTEM << 8;
        } else {
            bool is_ready = wait_until_ready(pipe_out);
            if (is_ready && !was_ready)
                notify_system();
            was_ready = was_ready || is_ready;
            status = wait_for_end();
        }
        bool by_itself = WIFEXITED(status) && (WEXITSTATUS(status) == 0 || !was_ready);
        if (asked || by_itself)
            break;
        crashes = now_ms() - start_ms < GUARD_SOON_MS ? crashes + 1 : 0;
        say_crash(status);
        sleep_ms(guard_pause_ms(crashes > 0 ? crashes - 1 : 0));
        if (asked)
            break;
    }
    give_signals_back();
    return asked && !WIFEXITED(status) ? EXIT_SYSTEM : exit_code(status);
}
