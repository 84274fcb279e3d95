#include "kiosk/pin_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "store/store.h"

enum { HASH_ARENA_BYTES = 64 * 1024 };

static const char *const setting = "pin-hash";

bool pin_file_read(char hash[STORE_PIN_HASH_BYTES], const char *path)
{
    struct slice text = {0};
    struct error e = {0};
    struct arena a;
    arena_init(&a, HASH_ARENA_BYTES);
    bool read = file_exists(path) && file_read(&text, &a, path, STORE_PIN_HASH_BYTES - 1, &e);
    snprintf(hash, STORE_PIN_HASH_BYTES, "%.*s", SLICE_ARG(read ? text : SLICE("")));
    arena_deinit(&a);
    return hash[0] != '\0';
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

void pin_file_settle(struct store *s, const char *path)
{
    struct slice hash = {0};
    struct error e = {0};
    struct arena a;
    char copy[STORE_PIN_HASH_BYTES];
    arena_init(&a, HASH_ARENA_BYTES);
    bool known = pin_file_read(copy, path);
    if (!store_get_setting(&hash, s, setting, &a, &e))
        ; /* A database that cannot be read loses nothing by waiting. */
    else if (hash.size && !slice_equal_text(hash, copy))
        write_file(path, hash);
    else if (!hash.size && known && !store_put_setting(s, setting, slice_from(copy), &e))
        fprintf(stderr, "ngoso: %s\n", e.message);
    arena_deinit(&a);
}

bool pin_file_forget(struct store *s, const char *path, struct error *e)
{
    if (unlink(path) != 0 && errno != ENOENT)
        return error_os(e, errno, "%s", path);
    return store_put_setting(s, setting, SLICE(""), e) &&
           store_put_setting(s, "pin-failures", SLICE("0"), e);
}
