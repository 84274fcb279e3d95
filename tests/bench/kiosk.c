/* `bench kiosk`: what a person at the kiosk waits for, and what it costs while nobody is there.
 *
 * On an X server of its own (Xvfb, 1920 × 1080, no GPU). First frame, memory and CPU are those of
 * the program itself, told by the sd_notify message it sends; touches go through SDL's queue into
 * the same loop in this process, with a real database, up to the moment when the X server has
 * confirmed the picture.
 */
#include <SDL.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/units.h"
#include "bench.h"
#include "kiosk/loop.h"
#include "support/shipped.h"
#include "text/fonts.h"

enum {
    WIDTH = 1920,
    HEIGHT = 1080,
    STARTS = 11,
    TOUCHES = 60,
    STRIKE_MS = 560, /* A sooner touch would be ignored as a second strike. */
    WATCH_S = 5,
    ATTRACT_S = 26, /* Two posters come in it. */
    ARENA_BYTES = 64 * 1024 * 1024
};

extern char **environ;

static void sleep_ms(int ms)
{
    const struct timespec t = {ms / 1000, ms % 1000 * 1000000L};
    nanosleep(&t, NULL);
}

static int compare_numbers(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return a < b ? -1 : a > b;
}

/* ---- An X server ---- */

static pid_t start_x_server(void)
{
    int ends[2];
    char number[16], size[32], line[32] = "";
    if (pipe(ends) != 0)
        return -1;
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        snprintf(number, sizeof number, "%d", ends[1]);
        snprintf(size, sizeof size, "%dx%dx24", WIDTH, HEIGHT);
        int nothing = open("/dev/null", O_WRONLY);
        dup2(nothing, 1);
        dup2(nothing, 2);
        execlp("Xvfb", "Xvfb", "-displayfd", number, "-screen", "0", size, "-nolisten", "tcp",
               (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    /* To the end of the line: Xvfb writes it in two pieces. */
    FILE *f = fdopen(ends[0], "r");
    line[0] = ':';
    bool told = f && fgets(line + 1, sizeof line - 1, f);
    if (f)
        fclose(f);
    if (!told)
        return -1;
    line[strcspn(line, "\n")] = '\0';
    setenv("DISPLAY", line, 1);
    setenv("SDL_VIDEODRIVER", "x11", 1);
    return pid;
}

/* ---- The program itself ---- */

struct started {
    pid_t guard, child;
    int socket;
    double ready_s; /* From its start to its first frame. */
};

static pid_t child_of(pid_t guard)
{
    char path[64];
    int child = 0;
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)guard, (int)guard);
    FILE *f = fopen(path, "r");
    if (f && fscanf(f, "%d", &child) != 1)
        child = 0;
    if (f)
        fclose(f);
    return child;
}

static int listen_for_ready(const char *folder)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%.90s/ready", folder);
    unlink(address.sun_path);
    int s = socket(AF_UNIX, SOCK_DGRAM, 0);
    if (s < 0 || bind(s, (const struct sockaddr *)&address, sizeof address) != 0)
        return -1;
    setenv("NOTIFY_SOCKET", address.sun_path, 1);
    return s;
}

static bool start_program(struct started *out, const char *folder)
{
    char program[] = NGOSO_PROGRAM, command[] = "kiosk", practice[] = "--practice";
    char window[] = "--window", size[32], data[] = "--data", where[512];
    char *const arguments[] = {program, command, practice, window, size, data, where, NULL};
    snprintf(size, sizeof size, "%dx%d", WIDTH, HEIGHT);
    snprintf(where, sizeof where, "%.500s", folder);
    setenv("NGOSO_DATA", NGOSO_SOURCE_DIR, 1);
    out->socket = listen_for_ready(folder);
    double begin = now_s();
    if (out->socket < 0 || posix_spawn(&out->guard, program, NULL, NULL, arguments, environ) != 0)
        return false;
    struct pollfd ready = {.fd = out->socket, .events = POLLIN};
    bool told = poll(&ready, 1, 10000) == 1;
    out->ready_s = now_s() - begin;
    out->child = child_of(out->guard);
    return told;
}

static void stop_program(struct started *s)
{
    kill(s->guard, SIGTERM);
    waitpid(s->guard, NULL, 0);
    close(s->socket);
}

static double cpu_of(pid_t pid)
{
    char path[64], text[1024] = "";
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *f = fopen(path, "r");
    if (!f)
        return 0;
    size_t size = fread(text, 1, sizeof text - 1, f);
    fclose(f);
    text[size] = '\0';
    unsigned long user = 0, system = 0;
    const char *rest = strrchr(text, ')');
    if (rest)
        (void)sscanf(rest + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user,
                     &system);
    return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

static double megabytes_of(pid_t pid, const char *name)
{
    char path[64], line[256];
    double kb = 0;
    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid);
    FILE *f = fopen(path, "r");
    size_t size = strlen(name);
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, name, size) == 0)
            kb = strtod(line + size, NULL);
    if (f)
        fclose(f);
    return kb / 1024;
}

void bench_add_cost(struct bench_cost *cost, int pid)
{
    double memory_mb = megabytes_of(pid, "Pss:");
    if (memory_mb <= 0)
        return;
    cost->memory_mb += memory_mb;
    cost->cpu_s += cpu_of(pid);
    cost->processes++;
}

static bool report_start(const char *folder, double *median_s)
{
    double starts[STARTS];
    for (int i = 0; i < STARTS; i++) {
        struct started s;
        if (!start_program(&s, folder))
            return false;
        starts[i] = s.ready_s * 1e3;
        stop_program(&s);
    }
    qsort(starts, STARTS, sizeof starts[0], compare_numbers);
    printf("  first frame, from the start of the process   %6.1f ms median of %d (%.1f fastest)\n",
           starts[STARTS / 2], STARTS, starts[0]);
    fflush(stdout);
    *median_s = starts[STARTS / 2] / 1e3;
    return true;
}

static bool report_attract(const char *folder, struct bench_cost *cost)
{
    struct started s;
    if (!start_program(&s, folder))
        return false;
    sleep_ms(2000);
    double before = cpu_of(s.child);
    sleep_ms(ATTRACT_S * 1000);
    printf("  CPU in the attract loop                      %6.2f %%  of one core over %d s\n",
           (cpu_of(s.child) - before) / ATTRACT_S * 100, ATTRACT_S);
    printf("  memory with all posters                      %6.1f MB resident, %.1f MB its own\n",
           megabytes_of(s.child, "Rss:"),
           megabytes_of(s.child, "Private_Dirty:") + megabytes_of(s.child, "Private_Clean:"));
    printf("  memory of the guard                          %6.1f MB resident, %.1f MB its own\n",
           megabytes_of(s.guard, "Rss:"),
           megabytes_of(s.guard, "Private_Dirty:") + megabytes_of(s.guard, "Private_Clean:"));
    bench_add_cost(cost, s.child);
    bench_add_cost(cost, s.guard);
    stop_program(&s);
    fflush(stdout);
    return true;
}

/* ---- Touches, in this process ---- */

struct session {
    struct arena arena;
    struct diag_list diags;
    struct font_set *fonts;
    struct store *store;
    const struct quiz *quiz;
    const struct guide *guide;
    struct loop *loop;
};

static bool open_session(struct session *s, const char *folder, struct error *e)
{
    char path[600];
    enum store_state state;
    arena_init(&s->arena, ARENA_BYTES);
    diag_init(&s->diags, &s->arena);
    const struct facts *facts = shipped_facts(&s->arena, &s->diags);
    s->quiz =
        quiz_load(&s->arena, NGOSO_SOURCE_DIR "/quizzes/" BENCH_GUIDE ".yaml", facts, &s->diags);
    s->guide =
        guide_load(&s->arena, NGOSO_SOURCE_DIR "/guides/" BENCH_GUIDE ".yaml", facts, &s->diags);
    snprintf(path, sizeof path, "%s/kiosk.db", folder);
    const struct store_options options = {.build_wall_ms = 0};
    if (!s->quiz || !s->guide || !font_set_create(&s->fonts, NGOSO_SOURCE_DIR "/fonts", e) ||
        !store_open(&s->store, &state, path, &options, e))
        return error_set(e, ERROR_INPUT, 0, "the session could not be opened");
    const char hash[] = "x"; /* So that no PIN is asked for first. */
    if (!store_put_setting(s->store, "pin-hash", slice_from(hash), e))
        return false;
    const struct loop_setup setup = {
        .state = {.quizzes = &s->quiz,
                  .quiz_count = 1,
                  .guides = &s->guide,
                  .guide_count = 1,
                  .store = s->store,
                  .language = "vi",
                  .seed = 1},
        .attract = {.guides = &s->guide, .guide_count = 1, .fonts = s->fonts},
        .window = {.width_px = WIDTH, .height_px = HEIGHT}};
    return loop_open(&s->loop, &setup, e);
}

static void close_session(struct session *s)
{
    loop_close(s->loop);
    store_close(s->store);
    font_set_destroy(s->fonts);
    arena_deinit(&s->arena);
}

/* What somebody who answers a round would touch next. */
static const struct target *next_target(const struct loop *l)
{
    static const enum view_act wanted[] = {ACT_START,  ACT_ANSWER, ACT_NEXT, ACT_SKIP,
                                           ACT_CHOOSE, ACT_OPTION, ACT_PLACE};
    const struct target_list *targets = loop_targets(l);
    for (size_t w = 0; w < sizeof wanted / sizeof wanted[0]; w++)
        for (unsigned i = 0; i < targets->count; i++)
            if (targets->items[i].enabled && targets->items[i].action.act == wanted[w] &&
                !(wanted[w] == ACT_SKIP && loop_view(l)->screen == SCREEN_QUESTION))
                return &targets->items[i];
    return NULL;
}

/* What the X server had to say meanwhile is no part of a touch. */
static bool settle(struct session *s, struct error *e)
{
    struct input_event event;
    while (window_wait(&event, loop_window(s->loop), 0))
        loop_handle(s->loop, &event);
    loop_tick(s->loop);
    return loop_show(s->loop, e);
}

/* One event from SDL's queue to the confirmed picture, in milliseconds. */
static double time_event(struct session *s, uint32_t type, const struct draw_rect *rect,
                         struct error *e)
{
    SDL_Event event;
    memset(&event, 0, sizeof event);
    event.type = type;
    event.button.button = SDL_BUTTON_LEFT;
    event.button.timestamp = SDL_GetTicks();
    event.button.x = (rect->x_du + rect->width_du / 2) / DU_PER_PT;
    event.button.y = (rect->y_du + rect->height_du / 2) / DU_PER_PT;
    double begin = now_s();
    SDL_PushEvent(&event);
    loop_wait(s->loop);
    loop_tick(s->loop);
    if (!loop_show(s->loop, e))
        return -1;
    return (now_s() - begin) * 1e3;
}

static void report_times(const char *what, double *times, int count)
{
    qsort(times, (size_t)count, sizeof *times, compare_numbers);
    printf("  %-44s %6.1f ms median, %.1f ms 99th of %d\n", what, times[count / 2],
           times[count * 99 / 100], count);
}

static bool touch_round(struct session *s, struct error *e)
{
    double presses[TOUCHES], releases[TOUCHES];
    int done = 0;
    for (; done < TOUCHES; done++) {
        sleep_ms(STRIKE_MS);
        if (!settle(s, e))
            return false;
        const struct target *target = next_target(s->loop);
        if (!target)
            break;
        const struct draw_rect rect = target->rect;
        presses[done] = time_event(s, SDL_MOUSEBUTTONDOWN, &rect, e);
        sleep_ms(40);
        if (!settle(s, e))
            return false;
        releases[done] = time_event(s, SDL_MOUSEBUTTONUP, &rect, e);
        if (presses[done] < 0 || releases[done] < 0)
            return false;
    }
    report_times("finger down to lit button", presses, done);
    report_times("finger up to next screen, COMMIT and all", releases, done);
    return true;
}

/* Stops the loop by a signal, as nothing else would wake it. */
static bool watch_idle(struct session *s, struct error *e)
{
    pid_t pid = fork();
    if (pid == 0) {
        sleep_ms(WATCH_S * 1000);
        kill(getppid(), SIGTERM);
        _exit(0);
    }
    double before = cpu_s(), wall = now_s();
    bool ok = loop_run(s->loop, NULL, e);
    printf("  CPU on a screen that nobody touches          %6.2f %%  of one core over %d s\n",
           (cpu_s() - before) / (now_s() - wall) * 100, WATCH_S);
    waitpid(pid, NULL, 0);
    return ok;
}

static bool report_touches(const char *folder)
{
    struct session s = {.loop = NULL};
    struct error e = {0};
    bool ok = open_session(&s, folder, &e) && loop_show(s.loop, &e) && touch_round(&s, &e) &&
              watch_idle(&s, &e);
    if (!ok)
        fprintf(stderr, "bench: kiosk: %s\n", e.message);
    if (s.loop)
        close_session(&s);
    fflush(stdout);
    return ok;
}

bool kiosk_bench(const char *folder)
{
    pid_t server = start_x_server();
    if (server < 0) {
        fprintf(stderr, "bench: kiosk: Xvfb did not start\n");
        return false;
    }
    printf("the kiosk at %d × %d under Xvfb, drawn in software\n", WIDTH, HEIGHT);
    struct bench_cost cost = {0, 0, 0};
    double start_s = 0;
    bool ok = report_start(folder, &start_s) && report_attract(folder, &cost) &&
              report_touches(folder) && chromium_bench(folder, &cost, start_s);
    kill(server, SIGTERM);
    waitpid(server, NULL, 0);
    return ok;
}
