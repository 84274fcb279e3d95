/* `bench report`, first part: bundles of many kiosks merged into a new store. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "bench.h"
#include "store/bundle.h"
#include "store/hall.h"

enum { BUNDLES = 200, ATTEMPTS = 5000, ANSWERS = 10 };

static void name_bundle(char path[600], const char *folder, unsigned index)
{
    snprintf(path, 600, "%.500s/%03u" BUNDLE_ENDING, folder, index);
}

/* One kiosk's 5,000 attempts, straight as a bundle. */
static bool write_bundle(const char *folder, unsigned index, struct error *e)
{
    char path[600];
    struct hall hall;
    struct buf b;
    hall_open(&hall, 1000 + index);
    for (unsigned i = 0; i < ATTEMPTS; i++)
        hall_round(&hall, ANSWERS);
    buf_init(&b, BUNDLE_FILE_MAX);
    hall_bundle(&b, &hall, 1, hall.event_count);
    name_bundle(path, folder, index);
    bool ok = file_write(path, buf_slice(&b), FILE_FAST, e);
    buf_deinit(&b);
    hall_close(&hall);
    return ok;
}

static bool write_bundles(const char *folder)
{
    struct error e = {0};
    double begin = now_s();
    uint64_t bytes = 0;
    for (unsigned i = 0; i < BUNDLES; i++) {
        char path[600];
        struct stat info;
        if (!write_bundle(folder, i, &e)) {
            fprintf(stderr, "bench: %s\n", e.message);
            return false;
        }
        name_bundle(path, folder, i);
        if (stat(path, &info) == 0)
            bytes += (uint64_t)info.st_size;
    }
    printf("%d bundles of %d attempts with %d answers made in %.1f s: %.0f KB each, %.1f bytes an "
           "event\n",
           BUNDLES, ATTEMPTS, ANSWERS, now_s() - begin, (double)bytes / BUNDLES / 1000,
           (double)bytes / BUNDLES / ATTEMPTS / (ANSWERS + 2));
    return true;
}

static bool open_store(struct store **s, const char *folder, unsigned count, struct error *e)
{
    char path[600];
    enum store_state state;
    const struct store_options options = {.build_wall_ms = 0};
    snprintf(path, sizeof path, "%.500s/merged-%u.db", folder, count);
    return store_open(s, &state, path, &options, e);
}

/* Accepted first, as a team does once. */
static bool accept_one(struct store *s, const char *path, struct error *e)
{
    uint8_t bytes[BUNDLE_HEAD_BYTES];
    struct store_id device;
    FILE *f = fopen(path, "rb");
    bool read = f && fread(bytes, 1, sizeof bytes, f) == sizeof bytes;
    if (f)
        fclose(f);
    if (!read)
        return error_set(e, ERROR_SYSTEM, 0, "%s cannot be read", path);
    chain_device_id(&device, bytes + 9);
    return bundle_trust(s, device.text, SLICE(""), SLICE(""), e);
}

static bool merge_one(struct store *s, const char *path, int64_t *events, struct error *e)
{
    struct bundle_result result;
    if (!accept_one(s, path, e) || !bundle_merge(&result, s, path, e))
        return false;
    *events += result.events_new;
    return result.problem == BUNDLE_GOOD ||
           error_set(e, ERROR_INPUT, 0, "%s: problem %d", path, result.problem);
}

static bool merge_all(const char *folder, unsigned count)
{
    struct error e = {0};
    struct store *s;
    char path[600];
    int64_t events = 0;
    double wall = now_s(), cpu = cpu_s();
    bool ok = open_store(&s, folder, count, &e);
    for (unsigned i = 0; ok && i < count; i++) {
        name_bundle(path, folder, i);
        ok = merge_one(s, path, &events, &e);
    }
    if (ok) {
        store_close(s);
        struct stat info = {.st_size = 0};
        snprintf(path, sizeof path, "%.500s/merged-%u.db", folder, count);
        stat(path, &info);
        wall = now_s() - wall;
        printf("  %7u %10.1f %8.2f %8.2f %10.2f %9.1f %9.0f\n", count, (double)events / 1e6, wall,
               cpu_s() - cpu, (double)events / wall / 1e6, (double)peak_kb() / 1024,
               (double)info.st_size / 1e6);
    } else {
        fprintf(stderr, "bench: %s\n", e.message);
    }
    fflush(stdout);
    return ok;
}

/* In a process of its own, so that peak memory is that of this merge. */
static bool measure_merge(const char *folder, unsigned count)
{
    int status = 1;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
        _exit(merge_all(folder, count) ? 0 : 1);
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

bool merge_bench(const char *folder)
{
    if (!write_bundles(folder))
        return false;
    printf("merged into a new store\n");
    printf("  %7s %10s %8s %8s %10s %9s %9s\n", "bundles", "M events", "wall s", "CPU s",
           "M events/s", "peak MB", "file MB");
    return measure_merge(folder, BUNDLES / 4) && measure_merge(folder, BUNDLES / 2) &&
           measure_merge(folder, BUNDLES);
}
