#include "store/inside.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static int64_t read_clock(clockid_t which)
{
    struct timespec now = {0};
    clock_gettime(which, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/*
 * Which times are believed.
 *
 * Old machines lose their battery and wake in the past, or far ahead; people type a wrong year. A
 * time before the program was built, behind one already believed, or more than LEAP_MS ahead of it
 * is kept but marked: order then comes from boot and sequence, and contacts are deleted by the last
 * time that was believed, so that no leap deletes them all at once.
 *
 * A time ahead comes to be believed when staff say that the date is right ("clock-set"), or when
 * the clock has gone on from there for STEADY_MS: a machine that stood in a cupboard over the
 * summer must not keep names for ever because nobody looks at its page. What is steady is read off
 * the log, so it survives a restart. A leap of less than LEAP_MS cannot be told from a holiday:
 * it deletes names by so much too early.
 */
static const int64_t DAY_MS = INT64_C(24) * 60 * 60 * 1000;
static const int64_t LEAP_MS = 60 * DAY_MS, STEADY_MS = 14 * DAY_MS;
/* Longer pauses than this in a clock that went ahead are another leap. */
static const int64_t PAUSE_MS = 200 * DAY_MS;
static const int64_t LIFE_MS = 20 * 365 * DAY_MS; /* Of one version of the program. */

/* The latest time that lies not too far ahead. */
static int64_t latest_ms(const struct store *s, int64_t seen_ms)
{
    if (seen_ms > 0)
        return seen_ms + LEAP_MS;
    return s->build_wall_ms > 0 ? s->build_wall_ms + LIFE_MS : INT64_MAX;
}

static bool goes_on(const struct store_ahead *ahead, int64_t wall_ms)
{
    return ahead->first_ms > 0 && wall_ms >= ahead->last_ms && wall_ms - ahead->last_ms <= PAUSE_MS;
}

void clock_step(struct store_ahead *ahead, const struct store *s, int64_t seen_ms, int64_t wall_ms)
{
    if (wall_ms <= latest_ms(s, seen_ms))
        *ahead = (struct store_ahead){0, 0};
    else if (goes_on(ahead, wall_ms))
        ahead->last_ms = wall_ms;
    else
        *ahead = (struct store_ahead){wall_ms, wall_ms};
}

static bool is_steady(const struct store_ahead *ahead, int64_t wall_ms)
{
    return goes_on(ahead, wall_ms) && wall_ms - ahead->first_ms >= STEADY_MS;
}

int64_t clock_believed(const struct store *s)
{
    struct store_moment now = clock_now(s);
    if (now.trusted)
        return now.wall_ms;
    return s->clock_next_ms > s->build_wall_ms ? s->clock_next_ms : s->build_wall_ms;
}

struct store_moment clock_now(const struct store *s)
{
    struct store_moment now;
    now.wall_ms = s->clock.wall_ms ? s->clock.wall_ms(s->clock.self) : read_clock(CLOCK_REALTIME);
    now.monotonic_ms =
        s->clock.monotonic_ms ? s->clock.monotonic_ms(s->clock.self) : read_clock(CLOCK_MONOTONIC);
    now.trusted = now.wall_ms >= s->build_wall_ms && now.wall_ms >= s->clock_next_ms &&
                  (now.wall_ms <= latest_ms(s, s->clock_next_ms) ||
                   is_steady(&s->clock_next_ahead, now.wall_ms));
    return now;
}

static bool read_boot_id(char out[STORE_ID_BYTES])
{
    char text[64];
    int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    ssize_t got = read(fd, text, sizeof text);
    close(fd);
    unsigned size = 0;
    for (ssize_t i = 0; i < got && size < STORE_ID_BYTES - 1; i++)
        if ((text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f'))
            out[size++] = text[i];
    out[size] = '\0';
    return size == STORE_ID_BYTES - 1;
}

void clock_boot_id(struct store_id *out)
{
    if (!read_boot_id(out->text))
        store_new_id(out);
}

void clock_stamp(char out[16], int64_t wall_ms)
{
    time_t seconds = (time_t)(wall_ms / 1000);
    struct tm day;
    if (!gmtime_r(&seconds, &day) || strftime(out, 16, "%Y%m%d-%H%M%S", &day) == 0)
        snprintf(out, 16, "undated");
}

void store_new_id(struct store_id *out)
{
    uint8_t bytes[(STORE_ID_BYTES - 1) / 2];
    if (sodium_init() < 0)
        UNREACHABLE("libsodium cannot start");
    randombytes_buf(bytes, sizeof bytes);
    chain_hex(out->text, bytes, sizeof bytes);
}
