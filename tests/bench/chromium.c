/* What a browser in kiosk mode costs for one page that stands still: Chromium, where it is
 * installed, on the same X server, drawn in software like ours.
 */
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"

enum { SETTLE_S = 6, IDLE_S = 5, PATIENCE_S = 30 };

/* A question with four answers, as ours: it tells by its title when it has been drawn. */
static const char page[] =
    "<!doctype html><meta charset=utf-8><title>wait</title><style>body{font:48px sans-serif;"
    "margin:60px;background:#f3f6fb}button{display:block;width:100%;font:inherit;padding:40px;"
    "margin:30px 0;border-radius:24px}</style><h1>Đăng ký ở đâu?</h1><button>A</button><button>B"
    "</button><button>C</button><button>D</button><script>requestAnimationFrame(()=>"
    "requestAnimationFrame(()=>document.title='ngoso-bench-drawn'))</script>";

static const char *find_program(void)
{
    static const char *const names[] = {"/usr/bin/chromium", "/usr/bin/chromium-browser"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (access(names[i], X_OK) == 0)
            return names[i];
    return NULL;
}

static bool write_page(const char *path)
{
    FILE *f = fopen(path, "w");
    bool ok = f && fputs(page, f) >= 0;
    return f && fclose(f) == 0 && ok;
}

static pid_t start_silent(const char *program, const char *const *arguments)
{
    pid_t pid = fork();
    if (pid == 0) {
        setpgid(0, 0);
        int nothing = open("/dev/null", O_WRONLY);
        dup2(nothing, 1);
        dup2(nothing, 2);
        execvp(program, (char *const *)(uintptr_t)arguments); /* POSIX: they are not changed. */
        _exit(127);
    }
    return pid;
}

/* Until a window has that title; false after PATIENCE_S. */
static bool wait_until_drawn(void)
{
    const char *const arguments[] = {"timeout", "30",     "xdotool",           "search",
                                     "--sync",  "--name", "ngoso-bench-drawn", NULL};
    pid_t pid = start_silent("timeout", arguments);
    int status = 1;
    return waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Proportional memory and processor time of all processes of a group. */
static struct bench_cost cost_of_group(pid_t group)
{
    struct bench_cost cost = {0, 0, 0};
    struct dirent *entry;
    DIR *all = opendir("/proc");
    while (all && (entry = readdir(all)) != NULL) {
        pid_t pid = isdigit((unsigned char)entry->d_name[0]) ? atoi(entry->d_name) : 0;
        if (pid > 0 && getpgid(pid) == group)
            bench_add_cost(&cost, pid);
    }
    if (all)
        closedir(all);
    return cost;
}

static void rest_s(int seconds)
{
    const struct timespec t = {seconds, 0};
    nanosleep(&t, NULL);
}

static void report(double drawn_s, pid_t group, const struct bench_cost *ours, double our_start_s)
{
    rest_s(SETTLE_S);
    struct bench_cost before = cost_of_group(group);
    rest_s(IDLE_S);
    struct bench_cost after = cost_of_group(group);
    printf("  Chromium, one page that stands still, %u processes:\n", after.processes);
    printf("    first picture                              %6.1f ms = %.0f × ours\n", drawn_s * 1e3,
           drawn_s / our_start_s);
    printf("    memory (shared parts divided)              %6.1f MB = %.0f × ours (%.1f MB)\n",
           after.memory_mb, after.memory_mb / ours->memory_mb, ours->memory_mb);
    printf("    CPU while nothing happens                  %6.2f %%  of one core over %d s\n",
           (after.cpu_s - before.cpu_s) / IDLE_S * 100, IDLE_S);
    fflush(stdout);
}

bool chromium_bench(const char *folder, const struct bench_cost *ours, double our_start_s)
{
    const char *program = find_program();
    char path[600], url[620], profile[620];
    if (!program) {
        printf("  Chromium is not installed, so nothing is compared with it\n");
        return true;
    }
    snprintf(path, sizeof path, "%.500s/page.html", folder);
    snprintf(url, sizeof url, "file://%s", path);
    snprintf(profile, sizeof profile, "--user-data-dir=%.500s/chromium", folder);
    const char *const arguments[] = {"chromium",
                                     "--kiosk",
                                     "--no-first-run",
                                     "--no-sandbox",
                                     "--disable-gpu",
                                     "--disable-background-networking",
                                     profile,
                                     url,
                                     NULL};
    if (!write_page(path))
        return false;
    double begin = now_s();
    pid_t pid = start_silent(program, arguments);
    if (wait_until_drawn())
        report(now_s() - begin, pid, ours, our_start_s);
    else
        printf("  Chromium did not show its page within %d s\n", PATIENCE_S);
    kill(-pid, SIGKILL);
    waitpid(pid, NULL, 0);
    return true;
}
