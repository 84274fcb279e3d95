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

void interrupt_start(void)
{
    catch_signal(SIGINT);
    catch_signal(SIGTERM);
    catch_signal(SIGHUP);
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
}

bool interrupt_asked(void)
{
    return asked != 0;
}
