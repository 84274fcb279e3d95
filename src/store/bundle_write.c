/*
 * Writing bundles to a folder.
 *
 * First the folder is read: a bundle there that is whole and signed holds its events already; what
 * was cut off or damaged holds nothing. Then each run of events that is missing becomes one file.
 * A file with a sealed contact that was forgotten since is written again without it, then removed.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/i18n.h"
#include "store/bundle_folder.h"
#include "store/derive.h"
#include "store/json.h"
#include "store/segment.h"

enum {
    FILE_SPLIT = 64 * 1024 * 1024, /* Bytes from where on another file is begun. */
    LIST_BYTES = 1024 * 1024 * 1024,
    SPARE_BYTES = 256 * 1024 /* To be left free: folder entries, the file system's own. */
};

struct exporting {
    struct store *s;
    const char *folder;
    struct bundle_export *out;
    struct bundle_folder there;
    struct block_packer *packer;
    struct buf file;
    struct bundle_head head;
    bool suffix; /* Names end in a piece of the last hash: the device's log forks. */
    uint8_t last_hash[STORE_HASH_BYTES];
};

/* ---- one file ---- */

static bool has_room(struct exporting *x, struct error *e)
{
    struct statvfs disk;
    if (statvfs(x->folder, &disk) != 0)
        return error_os(e, errno, "%s", x->folder);
    uint64_t free_bytes = (uint64_t)disk.f_bavail * disk.f_frsize;
    uint64_t need_bytes = x->file.size + (uint64_t)SPARE_BYTES;
    if (free_bytes >= need_bytes)
        return true;
    return error_set(e, ERROR_SYSTEM, ENOSPC,
                     _("%s: there is not enough room: %.1f MB are needed, %.1f MB are free; take "
                       "something off it or use another stick"),
                     x->folder, (double)need_bytes / 1e6, (double)free_bytes / 1e6);
}

/* As a stranger would, and from the stick rather than from memory where the system allows. */
static bool read_back(struct exporting *x, const char *path, struct error *e)
{
    struct arena a;
    struct slice file;
    struct error why = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
        close(fd);
    }
    arena_init(&a, (size_t)BUNDLE_FILE_MAX + 1024 * 1024);
    bool same =
        file_read(&file, &a, path, BUNDLE_FILE_MAX, &why) && slice_equal(file, buf_slice(&x->file));
    arena_deinit(&a);
    if (same)
        return true;
    unlink(path);
    return error_set(e, ERROR_SYSTEM, why.code ? why.code : EIO,
                     _("%s was not written correctly; try another stick"), path);
}

static bool name_file(char *path, size_t path_bytes, const struct exporting *x,
                      const struct store_id *device, struct error *e)
{
    char suffix[12] = "";
    if (x->suffix) {
        suffix[0] = '-';
        chain_hex(suffix + 1, x->last_hash, 4);
    }
    int size =
        snprintf(path, path_bytes, "%s/ngoso-%.16s-%lld-%lld%s" BUNDLE_ENDING, x->folder,
                 device->text, (long long)x->head.first_seq, (long long)x->head.last_seq, suffix);
    return (size > 0 && (size_t)size < path_bytes) || error_os(e, ENAMETOOLONG, "%s", x->folder);
}

static bool put_contacts(struct exporting *x, int64_t number, struct error *e)
{
    bool row, ok;
    sqlite3_stmt *list = sql_get(x->s, SQL_EXPORT_CONTACTS, e);
    if (!list)
        return false;
    sqlite3_bind_int64(list, 1, fact_key(number, x->head.first_seq));
    sqlite3_bind_int64(list, 2, fact_key(number, x->head.last_seq));
    while ((ok = sql_step(&row, x->s, list, e)) && row) {
        struct bundle_contact contact = {.wall_ms = sqlite3_column_int64(list, 1)};
        struct slice id = sql_column(list, 0);
        contact.sealed.data = sqlite3_column_blob(list, 2);
        contact.sealed.size = (size_t)sqlite3_column_bytes(list, 2);
        if (id.size != STORE_ID_BYTES - 1 || contact.sealed.size > BUNDLE_SEALED_MAX) {
            ok = sql_fail(x->s, SQLITE_CORRUPT, e);
            break;
        }
        memcpy(contact.id.text, id.data, id.size);
        bundle_put_contact(&x->file, &contact);
        x->head.contact_count++;
        x->out->contacts++;
    }
    sql_done(list);
    return ok;
}

static void begin_file(struct exporting *x, const uint8_t device_key[STORE_PUBLIC_BYTES],
                       int64_t first_seq, const uint8_t previous[STORE_HASH_BYTES])
{
    buf_reset(&x->file);
    x->head = (struct bundle_head){.first_seq = first_seq, .last_seq = first_seq - 1};
    memcpy(x->head.device_key, device_key, STORE_PUBLIC_BYTES);
    memcpy(x->head.carrier_key, x->s->public_key, STORE_PUBLIC_BYTES);
    memcpy(x->head.previous, previous, STORE_HASH_BYTES);
    bundle_put_head(&x->file, &x->head);
}

static bool put_block(struct exporting *x, const struct bundle_block *block)
{
    bundle_put_block(&x->file, block);
    x->head.block_count++;
    x->head.last_seq = block_last_seq(block);
    memcpy(x->last_hash, block->hash, STORE_HASH_BYTES);
    return !x->file.failed;
}

static bool end_file(struct exporting *x, const struct store_id *device, int64_t number,
                     struct error *e)
{
    char path[FILE_PATH_BYTES];
    if (!put_contacts(x, number, e) || !name_file(path, sizeof path, x, device, e))
        return false;
    bundle_finish(&x->file, &x->head, x->s->secret_key);
    if (x->file.failed)
        return error_set(e, ERROR_SYSTEM, ENOMEM, "%s", _("there is not enough memory"));
    if (!has_room(x, e) || !file_write(path, buf_slice(&x->file), FILE_DURABLE, e) ||
        !read_back(x, path, e))
        return false;
    struct bundle_export *out = x->out;
    if (out->file_count++ == 0)
        out->first_seq = x->head.first_seq;
    out->last_seq = x->head.last_seq;
    out->events += x->head.last_seq - x->head.first_seq + 1;
    snprintf(out->path, sizeof out->path, "%s", path);
    return true;
}

static bool is_full(const struct exporting *x)
{
    return x->file.size > FILE_SPLIT ||
           x->head.last_seq - x->head.first_seq + 1 + BLOCK_EVENTS_MAX > BUNDLE_EVENTS_MAX;
}

/* ---- this device's own log ---- */

/* Columns: seq, boot, monotonic_ms, wall_ms, trusted, kind, payload, hash, previous. */
static bool read_event(struct chain_event *event, const uint8_t **hash, struct exporting *x,
                       sqlite3_stmt *row, struct error *e)
{
    const void *previous = sqlite3_column_blob(row, 8);
    *hash = sqlite3_column_blob(row, 7);
    *event = (struct chain_event){.seq = sqlite3_column_int64(row, 0),
                                  .device = slice_from(x->s->device.text),
                                  .boot = sql_column(row, 1),
                                  .monotonic_ms = sqlite3_column_int64(row, 2),
                                  .wall_ms = sqlite3_column_int64(row, 3),
                                  .trusted = sqlite3_column_int(row, 4) != 0,
                                  .kind = sql_column(row, 5),
                                  .payload = sql_column(row, 6)};
    if (!*hash || !previous || sqlite3_column_bytes(row, 7) != STORE_HASH_BYTES ||
        sqlite3_column_bytes(row, 8) != STORE_HASH_BYTES || event->boot.size == 0 ||
        event->boot.size > STORE_NAME_MAX || event->kind.size > STORE_NAME_MAX ||
        event->payload.size > STORE_PAYLOAD_MAX)
        return sql_fail(x->s, SQLITE_CORRUPT, e);
    memcpy(event->previous, previous, STORE_HASH_BYTES);
    return true;
}

static bool flush_block(struct exporting *x, struct error *e)
{
    struct bundle_block block;
    return block_end(&block, x->packer, slice_from(x->s->device.text), x->s->secret_key, e) &&
           (put_block(x, &block) ||
            error_set(e, ERROR_SYSTEM, ENOMEM, "%s", _("there is not enough memory")));
}

/* One event into the block that is open; the first begins file and block, a full one ends them. */
static bool put_event(struct exporting *x, const struct chain_event *event, const uint8_t *hash,
                      bool *open, struct error *e)
{
    struct store_tail before = {.seq = event->seq - 1};
    memcpy(before.hash, event->previous, STORE_HASH_BYTES);
    if (*open && block_add(x->packer, event, hash))
        return true;
    if (*open && !flush_block(x, e))
        return false;
    if (*open && is_full(x)) {
        *open = false;
        if (!end_file(x, &x->s->device, x->s->device_number, e))
            return false;
    }
    if (!*open)
        begin_file(x, x->s->public_key, event->seq, event->previous);
    *open = true;
    block_begin(x->packer, &before);
    bool added = block_add(x->packer, event, hash);
    CHECK(added);
    return true;
}

static bool write_own_run(struct exporting *x, int64_t first_seq, int64_t last_seq, struct error *e)
{
    bool row, ok, open = false;
    sqlite3_stmt *list = sql_get(x->s, SQL_EXPORT_EVENTS, e);
    if (!list)
        return false;
    sql_bind_slice(list, 1, slice_from(x->s->device.text));
    sqlite3_bind_int64(list, 2, first_seq);
    sqlite3_bind_int64(list, 3, last_seq);
    while ((ok = sql_step(&row, x->s, list, e)) && row) {
        struct chain_event event;
        const uint8_t *hash;
        ok = read_event(&event, &hash, x, list, e) && put_event(x, &event, hash, &open, e);
        if (!ok)
            break;
    }
    sql_done(list);
    return ok &&
           (!open || (flush_block(x, e) && end_file(x, &x->s->device, x->s->device_number, e)));
}

/* Whether the bundle tells this very log, and not that of a file that was put back. */
static bool is_ours(bool *out, struct exporting *x, const struct bundle_found *found,
                    struct error *e)
{
    bool row;
    *out = false;
    if (found->stale || strcmp(found->device.text, x->s->device.text) != 0)
        return true;
    sqlite3_stmt *find = sql_get(x->s, SQL_EVENT_HASH, e);
    if (!find)
        return false;
    sqlite3_bind_int64(find, 1, found->last_seq);
    bool ok = sql_step(&row, x->s, find, e);
    const void *hash = ok && row ? sqlite3_column_blob(find, 0) : NULL;
    *out = hash && sqlite3_column_bytes(find, 0) == STORE_HASH_BYTES &&
           memcmp(hash, found->last_hash, STORE_HASH_BYTES) == 0;
    sql_done(find);
    return ok;
}

/* Only the program's own notes about copying: no reason for another file. */
static bool is_worth_it(bool *out, struct exporting *x, int64_t first_seq, int64_t last_seq,
                        struct error *e)
{
    char text[200];
    int64_t count;
    snprintf(text, sizeof text,
             "SELECT count(*) FROM event WHERE seq BETWEEN %lld AND %lld"
             " AND kind NOT IN ('backup', 'export')",
             (long long)first_seq, (long long)last_seq);
    bool ok = sql_number(&count, x->s, text, e);
    *out = ok && count > 0;
    return ok;
}

static bool write_own(struct exporting *x, int64_t last_seq, struct error *e)
{
    int64_t next = 1;
    bool ours, worth;
    for (unsigned i = 0; i <= x->there.found_count; i++) {
        const struct bundle_found *found = i < x->there.found_count ? &x->there.found[i] : NULL;
        if (found && !is_ours(&ours, x, found, e))
            return false;
        if (found && (!ours || found->last_seq < next))
            continue;
        int64_t last = found ? found->first_seq - 1 : last_seq;
        if (last >= next &&
            (!is_worth_it(&worth, x, next, last, e) || (worth && !write_own_run(x, next, last, e))))
            return false;
        if (found)
            next = found->last_seq + 1;
    }
    return true;
}

/* ---- logs of others, passed on as they are ---- */

static bool is_there(const struct exporting *x, const struct segment_device *device,
                     const struct segment *row)
{
    for (unsigned i = 0; i < x->there.found_count; i++) {
        const struct bundle_found *found = &x->there.found[i];
        if (found->first_seq <= row->first_seq && found->last_seq >= row->last_seq &&
            strcmp(found->device.text, device->id.text) == 0 &&
            (!device->forked || memcmp(found->last_hash, row->hash, STORE_HASH_BYTES) == 0))
            return true;
    }
    return false;
}

static bool write_segments(struct exporting *x, const struct segment_device *device,
                           const struct segment_list *list, struct error *e)
{
    const struct segment *last = NULL; /* In the file that is open. */
    bool ok = true;
    x->suffix = device->forked;
    for (unsigned i = 0; ok && i < list->count; i++) {
        const struct segment *row = &list->rows[i];
        struct bundle_block block;
        struct arena a;
        if (is_there(x, device, row))
            continue;
        bool joins = last && row->first_seq == last->last_seq + 1 && !is_full(x) &&
                     memcmp(row->previous, last->hash, STORE_HASH_BYTES) == 0;
        if (last && !joins)
            ok = end_file(x, &device->id, device->number, e);
        if (!joins)
            begin_file(x, device->key, row->first_seq, row->previous);
        arena_init(&a, (size_t)2 * BLOCK_PACKED_MAX);
        ok = ok && segment_read(&block, x->s, &a, row->id, e) &&
             (put_block(x, &block) ||
              error_set(e, ERROR_SYSTEM, ENOMEM, "%s", _("there is not enough memory")));
        arena_deinit(&a);
        last = row;
    }
    if (ok && last)
        ok = end_file(x, &device->id, device->number, e);
    x->suffix = false;
    return ok;
}

static bool write_device(struct exporting *x, int64_t number, struct error *e)
{
    struct segment_device device;
    struct segment_list list;
    struct arena a;
    arena_init(&a, LIST_BYTES);
    bool ok = segment_get_device(&device, x->s, number, e) &&
              segment_list_all(&list, x->s, &a, number, e) && write_segments(x, &device, &list, e);
    arena_deinit(&a);
    return ok;
}

static bool write_others(struct exporting *x, struct error *e)
{
    for (int64_t number = 0;;) {
        bool row;
        sqlite3_stmt *next = sql_get(x->s, SQL_NEXT_DEVICE, e);
        if (!next)
            return false;
        sqlite3_bind_int64(next, 1, number);
        bool ok = sql_step(&row, x->s, next, e);
        number = ok && row ? sqlite3_column_int64(next, 0) : 0;
        sql_done(next);
        if (!ok || number == 0)
            return ok;
        if (!write_device(x, number, e))
            return false;
    }
}

/* ---- all of it ---- */

static bool note_export(struct store *s, int64_t up_to, struct error *e)
{
    struct buf b;
    buf_init(&b, STORE_PAYLOAD_MAX);
    json_open(&b, NULL, '{');
    json_put_int(&b, "up_to", up_to);
    json_close(&b, '}');
    bool ok = event_note(s, "export", buf_slice(&b), e);
    buf_deinit(&b);
    return ok;
}

/* The note may be missing though all was written: the power went in between. */
static bool note_if_due(struct exporting *x, int64_t up_to, struct error *e)
{
    struct store_health health;
    if (x->out->file_count == 0 &&
        (!store_check_health(&health, x->s, e) || health.unexported_events == 0))
        return e->kind == ERROR_NONE;
    return note_export(x->s, up_to, e);
}

bool bundle_write(struct bundle_export *out, struct store *s, const char *folder, bool all,
                  struct error *e)
{
    struct bundle_export result = {.file_count = 0};
    struct exporting x = {.s = s, .folder = folder, .out = &result};
    if (!file_is_folder(folder))
        return error_os(e, file_exists(folder) ? ENOTDIR : ENOENT, "%s", folder);
    if (!s->tail_known && !event_read_tail(s, e))
        return false;
    int64_t up_to = s->tail.seq;
    buf_init(&x.file, BUNDLE_FILE_MAX);
    bool ok = block_packer_create(&x.packer, e) && bundle_folder_open(&x.there, s, folder, e) &&
              write_own(&x, up_to, e) && (!all || write_others(&x, e));
    if (ok)
        bundle_folder_remove_stale(&x.there);
    block_packer_destroy(x.packer);
    buf_deinit(&x.file);
    bundle_folder_close(&x.there);
    ok = ok && note_if_due(&x, up_to, e);
    if (ok)
        *out = result;
    return ok;
}
