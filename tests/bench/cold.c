#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
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

bool program_run(char *const arguments[], struct error *e)
{
    char program[] = NGOSO_PROGRAM;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    pid_t pid = 0;
    int status = posix_spawn(&pid, program, &actions, NULL, arguments, environment_with_data());
    posix_spawn_file_actions_destroy(&actions);
    if (status != 0)
        return error_os(e, status, "%s", program);
    waitpid(pid, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return error_set(e, ERROR_SYSTEM, status, "%s ended with status %d", program, status);
    return true;
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
