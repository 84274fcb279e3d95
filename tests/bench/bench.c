#include "bench.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { COUNT_DEFAULT = 1000, COUNT_MAX = 100000, COLD_ROUNDS = 21, BASELINE_FILES = 50 };

static double seconds_of(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

double now_s(void)
{
    return seconds_of(CLOCK_MONOTONIC);
}

double cpu_s(void)
{
    return seconds_of(CLOCK_PROCESS_CPUTIME_ID);
}

long peak_kb(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

static void measure_here(measure_fn *run, const struct bench_job *job, int pipe_out)
{
    struct figures out = {.files = 0};
    double wall = now_s(), cpu = cpu_s();
    run(&out, job);
    if (out.wall_s == 0) { /* Not measured by the job itself. */
        out.wall_s = now_s() - wall;
        out.cpu_s = cpu_s() - cpu;
        out.peak_kb = peak_kb();
    }
    bool told = write(pipe_out, &out, sizeof out) == (ssize_t)sizeof out;
    _exit(told ? 0 : 1);
}

struct figures bench_measure(measure_fn *run, const struct bench_job *job)
{
    struct figures out = {.files = 0};
    int ends[2];
    fflush(stdout);
    if (pipe(ends) != 0) {
        error_os(&out.error, errno, "pipe");
        return out;
    }
    pid_t child = fork();
    if (child == 0)
        measure_here(run, job, ends[1]);
    close(ends[1]);
    if (child < 0 || read(ends[0], &out, sizeof out) != (ssize_t)sizeof out)
        error_set(&out.error, ERROR_SYSTEM, 0, "a measuring process ended early");
    close(ends[0]);
    waitpid(child, NULL, 0);
    return out;
}

bool bench_is_sound(const struct figures *f, const char *what)
{
    if (f->error.kind == ERROR_NONE)
        return true;
    fprintf(stderr, "bench: %s: %s\n", what, f->error.message);
    return false;
}

static int compare_wall(const void *left, const void *right)
{
    double a = ((const struct figures *)left)->wall_s, b = ((const struct figures *)right)->wall_s;
    return a < b ? -1 : a > b;
}

static bool report_cold(const char *folder)
{
    struct figures rounds[COLD_ROUNDS];
    const struct bench_job job = {.count = 1, .folder = folder};
    for (unsigned i = 0; i < COLD_ROUNDS; i++) {
        rounds[i] = bench_measure(cold_run, &job);
        if (!bench_is_sound(&rounds[i], "cold leaflet"))
            return false;
    }
    qsort(rounds, COLD_ROUNDS, sizeof rounds[0], compare_wall);
    const struct figures *middle = &rounds[COLD_ROUNDS / 2];
    printf("one leaflet from cold (two pages; median of %d, fastest in brackets)\n", COLD_ROUNDS);
    printf("  wall %.1f ms (%.1f)   CPU %.1f ms   peak %.1f MB   %.1f KB\n\n", middle->wall_s * 1e3,
           rounds[0].wall_s * 1e3, middle->cpu_s * 1e3, (double)middle->peak_kb / 1024,
           (double)middle->bytes / 1000);
    return true;
}

static void report_row(const char *name, const struct figures *f)
{
    double pages = f->pages ? f->pages : 1;
    printf("  %-38s %6u %6u %8.3f %8.3f %8.3f %8.0f %9.0f %9.2f %7.1f\n", name, f->files, f->pages,
           f->wall_s / pages * 1e3, f->cpu_s / pages * 1e3, f->draw_cpu_s / pages * 1e3,
           f->files > 1 ? f->files / f->cpu_s : 0.0, pages / f->cpu_s,
           (double)f->bytes / (f->files > 1 ? f->files : pages) / 1000, (double)f->peak_kb / 1024);
}

struct row {
    const char *name;
    measure_fn *run;
    uint32_t count;
    bool one_file;
    unsigned jobs;
    struct figures figures;
};

static bool run_rows(struct row *rows, unsigned count, const char *folder)
{
    printf("leaflets of two pages; four contact fields and the QR differ in each\n");
    printf("  %-38s %6s %6s %8s %8s %8s %8s %9s %9s %7s\n", "", "files", "pages", "wall ms",
           "CPU ms", "of it", "files/", "pages/", "KB a file", "peak");
    printf("  %-38s %6s %6s %8s %8s %8s %8s %9s %9s %7s\n", "", "", "", "a page", "a page",
           "layout", "CPU s", "CPU s", "or page", "MB");
    for (unsigned i = 0; i < count; i++) {
        const struct bench_job job = {rows[i].count, rows[i].one_file, folder, rows[i].jobs};
        rows[i].figures = bench_measure(rows[i].run, &job);
        if (!bench_is_sound(&rows[i].figures, rows[i].name))
            return false;
        report_row(rows[i].name, &rows[i].figures);
    }
    return true;
}

static double per_page(const struct figures *f)
{
    return f->cpu_s / f->pages;
}

static void report_ratios(const struct figures *ours, const struct figures *theirs,
                          const char *what)
{
    double our_bytes = (double)ours->bytes / ours->pages;
    double their_bytes = (double)theirs->bytes / theirs->pages;
    printf("  %s: %.1f times the speed of plain libharu, %.0f %% of its bytes\n", what,
           per_page(theirs) / per_page(ours), 100 * our_bytes / their_bytes);
}

static void report_jobs(const struct figures *one, const struct figures *two)
{
    printf("  --jobs 2: %.2f times the files a second of --jobs 1, for %.2f times its CPU and %.2f "
           "times its memory\n",
           one->wall_s / two->wall_s, two->cpu_s / one->cpu_s,
           (double)two->peak_kb / (double)one->peak_kb);
}

static void report_growth(const struct figures *few, const struct figures *many, const char *what)
{
    printf("  --records, %s: ten times as many rows take %.1f MB more memory\n", what,
           (double)(many->peak_kb - few->peak_kb) / 1024);
}

static bool bench_render(uint32_t count, const char *folder)
{
    uint32_t few = count < BASELINE_FILES ? count : BASELINE_FILES;
    struct row rows[] = {
        {"a file each", batch_run, count, false, 1, {.files = 0}},
        {"one file", batch_run, count, true, 1, {.files = 0}},
        {"one file, ten times as many", batch_run, count * 10, true, 1, {.files = 0}},
        {"--records, a file each", table_run, count, false, 1, {.files = 0}},
        {"--records, ten times as many", table_run, count * 10, false, 1, {.files = 0}},
        {"--records, one file", table_run, count, true, 1, {.files = 0}},
        {"--records, ten times as many", table_run, count * 10, true, 1, {.files = 0}},
        {"plain libharu, a file each", baseline_run, few, false, 1, {.files = 0}},
        {"plain libharu, one file", baseline_run, count, true, 1, {.files = 0}},
        {"--records --jobs 2, a file each", table_run, count, false, 2, {.files = 0}},
        {"--records --jobs 2, ten times as many", table_run, count * 10, false, 2, {.files = 0}},
    };
    if (!report_cold(folder) || !run_rows(rows, sizeof rows / sizeof rows[0], folder))
        return false;
    printf("\n");
    report_ratios(&rows[0].figures, &rows[7].figures, "a file each");
    report_ratios(&rows[1].figures, &rows[8].figures, "one file");
    report_jobs(&rows[4].figures, &rows[10].figures);
    report_growth(&rows[3].figures, &rows[4].figures, "a file each");
    report_growth(&rows[5].figures, &rows[6].figures, "one file");
    return true;
}

/* One row in this very process, for a profiler to look at. */
static bool bench_profile(uint32_t count, const char *folder, bool one_file)
{
    struct figures figures = {.files = 0};
    const struct bench_job job = {count, one_file, folder, 1};
    double cpu = cpu_s();
    batch_run(&figures, &job);
    printf("%u pages, %.3f ms CPU each\n", figures.pages, (cpu_s() - cpu) / figures.pages * 1e3);
    return bench_is_sound(&figures, "profile");
}

static bool run_in_folder(const char *what, uint32_t count)
{
    char folder[512], command[600];
    const char *temporary = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%.300s/ngoso-bench-XXXXXX", temporary ? temporary : "/tmp");
    if (!mkdtemp(folder)) {
        fprintf(stderr, "bench: %s: %s\n", folder, strerror(errno));
        return false;
    }
    bool ok = strcmp(what, "kiosk") == 0    ? kiosk_bench(folder)
              : strcmp(what, "report") == 0 ? merge_bench(folder) && report_bench(folder)
              : strcmp(what, "render") == 0 ? bench_render(count, folder)
                                            : bench_profile(count, folder, what[0] == 'o');
    if (getenv("NGOSO_BENCH_KEEP")) {
        printf("\nfiles kept in %s\n", folder);
        return ok;
    }
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) == 0 && ok;
}

static bool is_known(const char *what)
{
    return strcmp(what, "kiosk") == 0 || strcmp(what, "report") == 0 ||
           strcmp(what, "render") == 0 || strcmp(what, "files") == 0 || strcmp(what, "one") == 0;
}

int main(int argument_count, char **arguments)
{
    long count = COUNT_DEFAULT;
    const char *what = argument_count > 1 ? arguments[1] : "render";
    bool known = is_known(what);
    if (argument_count > 2) {
        char *end = NULL;
        count = strtol(arguments[2], &end, 10);
        known = known && *end == '\0';
    }
    if (!known || argument_count > 3 || count < 1 || count > COUNT_MAX) {
        fprintf(stderr,
                "Usage: bench [render|files|one [COUNT]]\n"
                "       bench kiosk\n"
                "       bench report\n"
                "COUNT leaflets, 1 to %d, else %d. “files” and “one” are for a profiler:\n"
                "only the row “a file each” or “one file”, in the process that was started.\n",
                COUNT_MAX, COUNT_DEFAULT);
        return 2;
    }
    return run_in_folder(what, (uint32_t)count) ? 0 : 3;
}
