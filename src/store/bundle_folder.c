#include "store/bundle_folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/i18n.h"

enum { FOUND_MAX = 100000 };

static bool has_forgotten(bool *out, struct bundle_folder *f, struct bundle_reader *r,
                          struct error *e)
{
    struct bundle_contact contact;
    bool more;
    *out = false;
    while (bundle_next_contact(&more, &contact, r) == BUNDLE_GOOD && more && !*out) {
        sqlite3_stmt *find = sql_get(f->s, SQL_IS_FORGOTTEN, e);
        if (!find)
            return false;
        sql_bind_slice(find, 1, slice_from(contact.id.text));
        bool ok = sql_step(out, f->s, find, e);
        sql_done(find);
        if (!ok)
            return false;
    }
    return true;
}

/* Whether it is whole: the signature covers all of it, so the blocks need not be unpacked. */
static bool is_whole(struct bundle_found *out, struct bundle_reader *r, struct slice file)
{
    struct bundle_block block;
    bool more;
    if (bundle_begin(r, file) != BUNDLE_GOOD || bundle_check_whole(r) != BUNDLE_GOOD)
        return false;
    do {
        if (bundle_next_block(&more, &block, r) != BUNDLE_GOOD)
            return false;
        if (more)
            memcpy(out->last_hash, block.hash, STORE_HASH_BYTES);
    } while (more);
    chain_device_id(&out->device, r->head.device_key);
    out->first_seq = r->head.first_seq;
    out->last_seq = r->head.last_seq;
    return true;
}

static bool add_found(struct bundle_folder *f, const struct bundle_found *found)
{
    if (f->found_count == f->found_capacity) {
        unsigned capacity = f->found_capacity ? 2 * f->found_capacity : 64;
        struct bundle_found *more =
            capacity <= 2 * FOUND_MAX ? realloc(f->found, capacity * sizeof *more) : NULL;
        if (!more)
            return false;
        f->found = more;
        f->found_capacity = capacity;
    }
    f->found[f->found_count++] = *found;
    return true;
}

static bool look_at(struct bundle_folder *f, const char *name, struct error *e)
{
    char path[FILE_PATH_BYTES];
    struct arena a;
    struct slice file;
    struct bundle_found found = {.stale = false};
    struct bundle_reader r;
    struct error ignored = {0};
    int size = snprintf(path, sizeof path, "%s/%s", f->path, name);
    if (size < 0 || (size_t)size >= sizeof path || strlen(name) >= sizeof found.name)
        return true; /* No name of ours. */
    arena_init(&a, (size_t)BUNDLE_FILE_MAX + 1024 * 1024);
    bool ok = true;
    if (file_read(&file, &a, path, BUNDLE_FILE_MAX, &ignored) && is_whole(&found, &r, file)) {
        snprintf(found.name, sizeof found.name, "%s", name);
        if (strcmp(found.device.text, f->s->device.text) == 0)
            ok = has_forgotten(&found.stale, f, &r, e);
        ok = ok && (add_found(f, &found) ||
                    error_set(e, ERROR_LIMIT, 0, _("%s holds too many files"), f->path));
    }
    arena_deinit(&a);
    return ok;
}

static int compare_found(const void *left, const void *right)
{
    const struct bundle_found *a = left, *b = right;
    return a->first_seq < b->first_seq   ? -1
           : a->first_seq > b->first_seq ? 1
                                         : strcmp(a->name, b->name);
}

bool bundle_folder_open(struct bundle_folder *out, struct store *s, const char *path,
                        struct error *e)
{
    *out = (struct bundle_folder){.s = s, .path = path};
    DIR *folder = opendir(path);
    if (!folder)
        return error_os(e, errno, "%s", path);
    bool ok = true;
    for (struct dirent *entry; ok && (entry = readdir(folder));) {
        struct slice name = slice_from(entry->d_name);
        if (name.data[0] != '.' && slice_ends(name, SLICE(BUNDLE_ENDING)))
            ok = look_at(out, entry->d_name, e);
    }
    closedir(folder);
    if (out->found_count > 0)
        qsort(out->found, out->found_count, sizeof *out->found, compare_found);
    return ok;
}

void bundle_folder_close(struct bundle_folder *f)
{
    free(f->found);
    f->found = NULL;
    f->found_count = f->found_capacity = 0;
}

void bundle_folder_remove_stale(const struct bundle_folder *f)
{
    char path[FILE_PATH_BYTES + BUNDLE_NAME_BYTES];
    for (unsigned i = 0; i < f->found_count; i++) {
        struct bundle_folder look = {.s = f->s, .path = f->path};
        struct error ignored = {0};
        if (!f->found[i].stale)
            continue;
        snprintf(path, sizeof path, "%s/%s", f->path, f->found[i].name);
        if (look_at(&look, f->found[i].name, &ignored) &&
            (look.found_count == 0 || look.found[0].stale))
            unlink(path);
        bundle_folder_close(&look);
    }
}
