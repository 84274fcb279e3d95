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

/* Old machines lose their battery and wake in the past. A time before the program was built, or
 * behind one already believed, is kept but marked: order then comes from boot and sequence. */
struct store_moment clock_now(const struct store *s)
{
    struct store_moment now;
    now.wall_ms = s->clock.wall_ms ? s->clock.wall_ms(s->clock.self) : read_clock(CLOCK_REALTIME);
    now.monotonic_ms =
        s->clock.monotonic_ms ? s->clock.monotonic_ms(s->clock.self) : read_clock(CLOCK_MONOTONIC);
    now.trusted = now.wall_ms >= s->build_wall_ms && now.wall_ms >= s->clock_next_ms;
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
