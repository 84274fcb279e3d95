#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "store/derive_state.h"

/* Half of the slots are used at most. They grow with need, since one answer of the kiosk needs two;
 * at the greatest size, or when the texts take too much memory, all is forgotten: what comes again
 * is looked up in the file again. */
enum {
    SLOTS_FIRST = 1 << 7,
    SLOTS_MAX = 1 << 17,
    TEXTS_BYTES_MAX = 16 * 1024 * 1024,
    KEY_BYTES_MAX = STORE_TEXT_MAX + 3 * STORE_NAME_MAX,
    OPTIONS_MAX = 64
};

struct key {
    uint8_t bytes[KEY_BYTES_MAX];
    size_t size;
};

static void key_add(struct key *key, const void *bytes, size_t size_bytes)
{
    CHECK(size_bytes <= sizeof key->bytes - key->size);
    if (size_bytes > 0)
        memcpy(key->bytes + key->size, bytes, size_bytes);
    key->size += size_bytes;
}

static void key_begin(struct key *key, char kind, int64_t parent)
{
    key->size = 0;
    key_add(key, &kind, 1);
    key_add(key, &parent, sizeof parent);
}

static struct intern_slot *free_slot(struct intern_slot *slots, unsigned slot_count, uint64_t hash)
{
    unsigned i = (unsigned)(hash % slot_count);
    while (slots[i].bytes)
        i = (i + 1) % slot_count;
    return &slots[i];
}

static bool grow(struct derive *d)
{
    unsigned count = d->slot_count ? 2 * d->slot_count : SLOTS_FIRST;
    struct intern_slot *slots = calloc(count, sizeof *slots);
    if (!slots)
        return false;
    for (unsigned i = 0; i < d->slot_count; i++)
        if (d->slots[i].bytes)
            *free_slot(slots, count, d->slots[i].hash) = d->slots[i];
    free(d->slots);
    d->slots = slots;
    d->slot_count = count;
    return true;
}

static bool make_room(struct derive *d)
{
    bool large = d->arena.used_bytes > TEXTS_BYTES_MAX;
    if (d->used_count < d->slot_count / 2 && !large)
        return true;
    if (d->slot_count < SLOTS_MAX && !large)
        return grow(d);
    memset(d->slots, 0, d->slot_count * sizeof *d->slots);
    d->used_count = 0;
    arena_reset(&d->arena);
    return true;
}

/* The slot with this key, or the free one where it belongs. */
static struct intern_slot *find_slot(struct derive *d, const struct key *key, struct error *e)
{
    if (!make_room(d)) {
        sql_fail(d->s, SQLITE_NOMEM, e);
        return NULL;
    }
    uint64_t hash = hash_bytes(0, key->bytes, key->size);
    for (unsigned i = (unsigned)(hash % d->slot_count);; i = (i + 1) % d->slot_count) {
        struct intern_slot *slot = &d->slots[i];
        if (!slot->bytes) {
            slot->hash = hash;
            return slot;
        }
        if (slot->hash == hash && slot->size == key->size &&
            memcmp(slot->bytes, key->bytes, key->size) == 0)
            return slot;
    }
}

static void keep_slot(struct derive *d, struct intern_slot *slot, const struct key *key, int64_t id)
{
    slot->bytes = arena_copy(&d->arena, (struct slice){(const char *)key->bytes, key->size}).data;
    slot->size = (uint32_t)key->size;
    slot->id = id;
    d->used_count++;
}

/* Both statements take the same parameters; the first finds, the second adds. */
static bool find_or_add(int64_t *id, struct store *s, sqlite3_stmt *find, sqlite3_stmt *add,
                        struct error *e)
{
    bool row;
    if (!sql_step(&row, s, find, e)) {
        sql_done(find);
        return false;
    }
    if (row) {
        *id = sqlite3_column_int64(find, 0);
        sql_done(find);
        return true;
    }
    sql_done(find);
    if (!sql_run(s, add, e))
        return false;
    *id = sqlite3_last_insert_rowid(s->db);
    return true;
}

bool intern_is_text(struct slice text, size_t max)
{
    return text.size <= max && utf8_first_bad(text) == text.size;
}

bool intern_word(int64_t *id, struct derive *d, enum word_kind kind, struct slice text,
                 struct error *e)
{
    struct key key;
    key_begin(&key, 'w', kind);
    key_add(&key, text.data, text.size);
    struct intern_slot *slot = find_slot(d, &key, e);
    if (!slot)
        return false;
    if (!slot->bytes) {
        sqlite3_stmt *find = sql_get(d->s, SQL_FIND_WORD, e);
        sqlite3_stmt *add = find ? sql_get(d->s, SQL_ADD_WORD, e) : NULL;
        if (!add)
            return false;
        sqlite3_bind_int(find, 1, kind);
        sql_bind_slice(find, 2, text);
        sqlite3_bind_int(add, 1, kind);
        sql_bind_slice(add, 2, text);
        if (!find_or_add(id, d->s, find, add, e))
            return false;
        keep_slot(d, slot, &key, *id);
    }
    *id = slot->id;
    return true;
}

/* "c,a,b" as "a,b,c". Beyond OPTIONS_MAX it stays as it is: no quiz has so many. */
static struct slice sort_options(char out[STORE_NAME_MAX], struct slice options)
{
    struct slice parts[OPTIONS_MAX];
    unsigned count = 0;
    for (size_t begin = 0; options.size > 0 && begin <= options.size;) {
        size_t end = begin;
        while (end < options.size && options.data[end] != ',')
            end++;
        if (count == OPTIONS_MAX)
            return options;
        struct slice part = slice_part(options, begin, end);
        unsigned i = count++;
        for (; i > 0; i--) {
            size_t size = part.size < parts[i - 1].size ? part.size : parts[i - 1].size;
            int order = memcmp(part.data, parts[i - 1].data, size);
            if (order > 0 || (order == 0 && part.size >= parts[i - 1].size))
                break;
            parts[i] = parts[i - 1];
        }
        parts[i] = part;
        begin = end + 1;
    }
    size_t size = 0;
    for (unsigned i = 0; i < count; i++) {
        if (i > 0)
            out[size++] = ',';
        memcpy(out + size, parts[i].data, parts[i].size);
        size += parts[i].size;
    }
    return (struct slice){out, size};
}

bool intern_item(int64_t *id, struct derive *d, int64_t quiz, struct slice question,
                 const uint8_t hash[STORE_HASH_BYTES], struct slice options, struct error *e)
{
    char sorted[STORE_NAME_MAX];
    uint8_t question_size = (uint8_t)question.size;
    options = sort_options(sorted, options);
    struct key key;
    key_begin(&key, 'i', quiz);
    key_add(&key, hash, STORE_HASH_BYTES);
    key_add(&key, &question_size, 1);
    key_add(&key, question.data, question.size);
    key_add(&key, options.data, options.size);
    struct intern_slot *slot = find_slot(d, &key, e);
    if (!slot)
        return false;
    if (!slot->bytes) {
        sqlite3_stmt *both[2] = {sql_get(d->s, SQL_FIND_ITEM, e), NULL};
        both[1] = both[0] ? sql_get(d->s, SQL_ADD_ITEM, e) : NULL;
        if (!both[1])
            return false;
        for (unsigned i = 0; i < 2; i++) {
            sqlite3_bind_int64(both[i], 1, quiz);
            sql_bind_slice(both[i], 2, question);
            sqlite3_bind_blob(both[i], 3, hash, STORE_HASH_BYTES, SQLITE_TRANSIENT);
            sql_bind_slice(both[i], 4, options);
        }
        if (!find_or_add(id, d->s, both[0], both[1], e))
            return false;
        keep_slot(d, slot, &key, *id);
    }
    *id = slot->id;
    return true;
}

bool intern_response(int64_t *id, struct derive *d, int64_t item, struct slice text, bool was_right,
                     struct error *e)
{
    struct key key;
    key_begin(&key, was_right ? 'R' : 'r', item);
    key_add(&key, text.data, text.size);
    struct intern_slot *slot = find_slot(d, &key, e);
    if (!slot)
        return false;
    if (!slot->bytes) {
        sqlite3_stmt *both[2] = {sql_get(d->s, SQL_FIND_RESPONSE, e), NULL};
        both[1] = both[0] ? sql_get(d->s, SQL_ADD_RESPONSE, e) : NULL;
        if (!both[1])
            return false;
        for (unsigned i = 0; i < 2; i++) {
            sqlite3_bind_int64(both[i], 1, item);
            sql_bind_slice(both[i], 2, text);
            sqlite3_bind_int(both[i], 3, was_right);
        }
        if (!find_or_add(id, d->s, both[0], both[1], e))
            return false;
        keep_slot(d, slot, &key, *id);
    }
    *id = slot->id;
    return true;
}
