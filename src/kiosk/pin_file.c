#include "kiosk/pin_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "kiosk/pin.h"
#include "store/store.h"

enum { HASH_ARENA_BYTES = 64 * 1024, FILE_TEXT_MAX = STORE_PIN_HASH_BYTES + 16 };

static const char *const hash_setting = "pin-hash", *const failures_setting = "pin-failures";

/* The hash and what stands behind it; both empty when there is no file. */
static void read_file(struct slice *hash, struct slice *count, struct arena *a, const char *path)
{
    struct slice text = {0};
    struct error e = {0};
    bool read = file_exists(path) && file_read(&text, a, path, FILE_TEXT_MAX, &e);
    text = read ? text : SLICE("");
    size_t end = 0;
    while (end < text.size && text.data[end] != '\n')
        end++;
    if (end >= STORE_PIN_HASH_BYTES)
        text.size = end = 0;
    *hash = slice_part(text, 0, end);
    *count = slice_part(text, end + (end < text.size), text.size);
}

bool pin_file_read(char hash[STORE_PIN_HASH_BYTES], const char *path)
{
    struct slice found, count;
    struct arena a;
    arena_init(&a, HASH_ARENA_BYTES);
    read_file(&found, &count, &a, path);
    snprintf(hash, STORE_PIN_HASH_BYTES, "%.*s", SLICE_ARG(found));
    arena_deinit(&a);
    return hash[0] != '\0';
}

static unsigned number_of(struct slice digits)
{
    unsigned number = 0;
    for (size_t i = 0; i < digits.size && number <= PIN_FAILURES_MAX; i++) {
        if (digits.data[i] < '0' || digits.data[i] > '9')
            break;
        number = number * 10 + (unsigned)(digits.data[i] - '0');
    }
    return number < PIN_FAILURES_MAX ? number : PIN_FAILURES_MAX;
}

unsigned pin_file_failures(const char *path)
{
    struct slice hash, count;
    struct arena a;
    arena_init(&a, HASH_ARENA_BYTES);
    read_file(&hash, &count, &a, path);
    unsigned failures = number_of(count);
    arena_deinit(&a);
    return failures;
}

void pin_file_count(const char *path, unsigned failures)
{
    char hash[STORE_PIN_HASH_BYTES], text[16];
    if (!pin_file_read(hash, path))
        return;
    int size = snprintf(text, sizeof text, "\n%04u\n",
                        failures < PIN_FAILURES_MAX ? failures : PIN_FAILURES_MAX);
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return;
    if (pwrite(fd, text, (size_t)size, (off_t)strlen(hash)) == size)
        fsync(fd); /* What the disk refuses counts until the next start only. */
    close(fd);
}

static void write_file(const char *path, struct slice hash)
{
    struct error e = {0};
    mode_t before = umask(S_IRWXG | S_IRWXO);
    /* Without it a kiosk in trouble shows staff less; that is all. */
    bool kept = file_write(path, hash, FILE_DURABLE, &e);
    (void)kept;
    umask(before);
}

static void settle_failures(struct store *s, const char *path, struct arena *a)
{
    struct slice text = {0};
    struct error e = {0};
    char number[16];
    unsigned in_file = pin_file_failures(path);
    if (!store_get_setting(&text, s, failures_setting, a, &e))
        return;
    unsigned in_store = number_of(text);
    snprintf(number, sizeof number, "%u", in_file);
    if (in_store > in_file)
        pin_file_count(path, in_store);
    else if (in_file > in_store && !store_put_setting(s, failures_setting, slice_from(number), &e))
        fprintf(stderr, "ngoso: %s\n", e.message);
}

void pin_file_settle(struct store *s, const char *path)
{
    struct slice hash = {0};
    struct error e = {0};
    struct arena a;
    char copy[STORE_PIN_HASH_BYTES];
    arena_init(&a, HASH_ARENA_BYTES);
    bool known = pin_file_read(copy, path);
    unsigned failures = pin_file_failures(path);
    if (!store_get_setting(&hash, s, hash_setting, &a, &e)) {
        ; /* A database that cannot be read loses nothing by waiting. */
    } else if (hash.size && !slice_equal_text(hash, copy)) {
        write_file(path, hash);
        pin_file_count(path, failures);
    } else if (!hash.size && known && !store_put_setting(s, hash_setting, slice_from(copy), &e)) {
        fprintf(stderr, "ngoso: %s\n", e.message);
    }
    settle_failures(s, path, &a);
    arena_deinit(&a);
}

bool pin_file_forget(struct store *s, const char *path, struct error *e)
{
    if (unlink(path) != 0 && errno != ENOENT)
        return error_os(e, errno, "%s", path);
    return store_put_setting(s, hash_setting, SLICE(""), e) &&
           store_put_setting(s, failures_setting, SLICE("0"), e);
}
