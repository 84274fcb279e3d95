/** @file
 * ngoso kiosk, ngoso review, and the sound of ngoso script, handed over: this process becomes
 * ngoso-kiosk, which lies beside it.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/hall/kiosk.h"
#include "cli/hall/review.h"
#include "cli/paper/script.h"

static const char PROGRAM[] = "ngoso-kiosk";

/* The name of the other program, in the folder this one was started from. */
static bool find_program(char out[PATH_MAX], struct error *e)
{
    ssize_t size = readlink("/proc/self/exe", out, PATH_MAX - 1);
    if (size < 0)
        return error_os(e, errno, "/proc/self/exe");
    out[size] = '\0';
    char *name = strrchr(out, '/');
    if (!name || (size_t)(name - out) + sizeof PROGRAM + 1 > PATH_MAX)
        return error_set(e, ERROR_SYSTEM, ENAMETOOLONG, "%s", out);
    memcpy(name + 1, PROGRAM, sizeof PROGRAM);
    return true;
}

/* Comes back only when it failed. */
static bool become_kiosk(const struct invocation *call, struct error *e)
{
    char program[PATH_MAX];
    if (!find_program(program, e))
        return false;
    fflush(NULL);
    execv(program, call->typed);
    return error_os(e, errno, _("the kiosk's program “%s” cannot be started"), program);
}

static enum cli_exit hand_over(const struct invocation *call)
{
    struct error e = {0};
    (void)become_kiosk(call, &e);
    return say_failure(&e);
}

enum cli_exit run_kiosk_command(const struct invocation *call)
{
    return hand_over(call);
}

enum cli_exit run_review_command(const struct invocation *call)
{
    return hand_over(call);
}

bool write_script_sound(const struct invocation *call, const struct script *script,
                        const char *language, const char *path, enum script_format format,
                        struct arena *a, unsigned *duration_ms, struct error *e)
{
    (void)script;
    (void)language;
    (void)path;
    (void)format;
    (void)a;
    (void)duration_ms;
    return become_kiosk(call, e);
}
