#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static char *const *environment_with_data(void)
{
    extern char **environ;
    setenv("NGOSO_DATA", NGOSO_SOURCE_DIR, 1);
    return environ;
}

static bool start(pid_t *pid, char *const arguments[], struct error *e)
{
    char program[] = NGOSO_PROGRAM;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    int status = posix_spawn(pid, program, &actions, NULL, arguments, environment_with_data());
    posix_spawn_file_actions_destroy(&actions);
    return status == 0 || error_os(e, status, "%s", program);
}

static bool check_status(int status, struct error *e)
{
    return (WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
           error_set(e, ERROR_SYSTEM, status, "%s ended with status %d", NGOSO_PROGRAM, status);
}

bool program_run(char *const arguments[], struct error *e)
{
    pid_t pid = 0;
    int status = 0;
    if (!start(&pid, arguments, e))
        return false;
    waitpid(pid, &status, 0);
    return check_status(status, e);
}

static void add_family(struct bench_cost *cost, int pid)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", pid, pid);
    bench_add_cost(cost, pid);
    FILE *f = fopen(path, "r");
    for (int child; f && fscanf(f, "%d", &child) == 1;)
        bench_add_cost(cost, child);
    if (f)
        fclose(f);
}

bool program_run_watched(char *const arguments[], long *peak_kb, struct error *e)
{
    const struct timespec pause = {.tv_nsec = 10 * 1000 * 1000};
    pid_t pid = 0;
    int status = 0;
    if (!start(&pid, arguments, e))
        return false;
    for (*peak_kb = 0; waitpid(pid, &status, WNOHANG) == 0;) {
        struct bench_cost cost = {.processes = 0};
        add_family(&cost, pid);
        if (cost.memory_mb * 1024 > (double)*peak_kb)
            *peak_kb = (long)(cost.memory_mb * 1024);
        nanosleep(&pause, NULL);
    }
    return check_status(status, e);
}

static bool start_and_wait(const char *folder, struct error *e)
{
    char guide[] = NGOSO_SOURCE_DIR "/guides/" BENCH_GUIDE ".yaml";
    char program[] = "ngoso", command[] = "render", design[] = "--design", leaflet[] = "leaflet";
    char out[] = "--out", where[4096];
    snprintf(where, sizeof where, "%s", folder);
    char *const arguments[] = {program, command, guide, design, leaflet, out, where, NULL};
    return program_run(arguments, e);
}

void program_cost(struct figures *out)
{
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    out->cpu_s = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    out->peak_kb = usage.ru_maxrss;
}

void cold_run(struct figures *out, const struct bench_job *job)
{
    struct stat made;
    char path[4200];
    double before = now_s();
    if (!start_and_wait(job->folder, &out->error))
        return;
    out->wall_s = now_s() - before;
    program_cost(out);
    out->files = 1;
    snprintf(path, sizeof path, "%s/" BENCH_GUIDE "/" BENCH_GUIDE "-leaflet.pdf", job->folder);
    if (stat(path, &made) == 0)
        out->bytes = (uint64_t)made.st_size;
}
