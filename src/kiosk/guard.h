/** @file
 * The guard: runs the kiosk in a child process and starts it again when it crashes.
 *
 * A clean close (exit code 0) ends both. A child that ends by itself before it was ever ready (no
 * screen, damaged fonts) will not get better by trying: its exit code is the guard's. After that
 * every end but a clean one is a crash; the child is started again after GUARD_PAUSE_MIN_MS, and
 * later each time when it keeps crashing within GUARD_SOON_MS.
 *
 * A guard that is killed takes its child with it (SIGTERM). The child leaves no core.
 *
 * SIGTERM, SIGINT and SIGHUP are passed on, and end the guard when the child has ended. When
 * NOTIFY_SOCKET is set (systemd, Type=notify), READY=1 is sent once the first frame is shown.
 */
#ifndef KIOSK_GUARD_H
#define KIOSK_GUARD_H

enum {
    GUARD_PAUSE_MIN_MS = 200,
    GUARD_PAUSE_MAX_MS = 30000,
    GUARD_SOON_MS = 10000,
    GUARD_KILL_MS = 5000 /**< How long a child may take to end when asked to. */
};

/** The work of the child; returns its exit code. It calls guard_ready once it can be used. */
typedef int guard_body(void *self);

/** Runs `body` until it ends cleanly; returns the exit code for the process. */
int guard_run(guard_body *body, void *self);

/** In the child: it works. Does nothing the second time, or outside of a guard. */
void guard_ready(void);

/** The pause before the next start, after `crashes` crashes in a row that came soon (from 0). */
int guard_pause_ms(unsigned crashes);

#endif
