#include "cli/interrupt.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/select.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/exit.h"

static volatile sig_atomic_t asked;

static void on_signal(int number)
{
    (void)number;
    if (asked) {
        file_abandon_all();
        _exit(CLI_SYSTEM);
    }
    asked = 1;
}

/* A signal that our parent had ignored (nohup, background jobs of old shells) stays ignored. */
static void catch_signal(int number)
{
    struct sigaction old;
    if (sigaction(number, NULL, &old) == 0 && old.sa_handler == SIG_IGN)
        return;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

static const int caught[] = {SIGINT, SIGTERM, SIGHUP};
enum { CAUGHT_COUNT = sizeof caught / sizeof *caught };

void interrupt_start(void)
{
    for (int i = 0; i < CAUGHT_COUNT; i++)
        catch_signal(caught[i]);
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
}

/* Blocked but for the wait itself, a signal cannot slip in between the question and the wait. */
bool interrupt_wait_to_read(int fd)
{
    sigset_t ours, before;
    sigemptyset(&ours);
    for (int i = 0; i < CAUGHT_COUNT; i++)
        sigaddset(&ours, caught[i]);
    sigprocmask(SIG_BLOCK, &ours, &before);
    int found = -1;
    for (errno = EINTR; isatty(fd) && !asked && found < 0 && errno == EINTR;) {
        fd_set readable;
        FD_ZERO(&readable);
        FD_SET(fd, &readable);
        found = pselect(fd + 1, &readable, NULL, NULL, NULL, &before);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    return !asked;
}

bool interrupt_asked(void)
{
    return asked != 0;
}
