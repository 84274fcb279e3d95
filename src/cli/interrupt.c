#include "cli/interrupt.h"

#include <signal.h>
#include <string.h>
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
static void catch_signal(int number, int flags)
{
    struct sigaction old;
    if (sigaction(number, NULL, &old) == 0 && old.sa_handler == SIG_IGN)
        return;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    action.sa_flags = flags;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

static const int caught[] = {SIGINT, SIGTERM, SIGHUP};
enum { CAUGHT_COUNT = sizeof caught / sizeof *caught };

void interrupt_start(void)
{
    for (int i = 0; i < CAUGHT_COUNT; i++)
        catch_signal(caught[i], SA_RESTART);
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
}

void interrupt_end_reads(bool end)
{
    for (int i = 0; i < CAUGHT_COUNT; i++)
        catch_signal(caught[i], end ? 0 : SA_RESTART);
}

bool interrupt_asked(void)
{
    return asked != 0;
}
