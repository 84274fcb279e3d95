#include "text/para.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/hash.h"
#include "text/fonts_pango.h"

enum { BUCKET_COUNT = 2 * PARA_CACHE_MAX };

/** Everything that decides how a paragraph comes out. */
struct key {
    struct para_style style;
    struct rich text;
    int32_t width_du;
    const char *language; /**< Of the font set; equal ones are one pointer. */
};

struct entry {
    struct entry *next;
    uint64_t hash;
    struct key key;
    struct para para;
};

struct para_cache {
    const struct font_set *fonts;
    struct arena arena;
    struct entry **buckets;
    unsigned count;
};

/* Styles are hashed and compared as bytes. */
_Static_assert(sizeof(struct para_style) == 2 * sizeof(enum font_id) + 2 * sizeof(int32_t) +
                                                2 * sizeof(struct draw_color) +
                                                sizeof(enum para_align) + sizeof(enum para_wrap),
               "padding in struct para_style");

struct para_cache *para_cache_create(const struct font_set *fonts)
{
    struct para_cache *cache = calloc(1, sizeof *cache);
    CHECK(cache);
    cache->buckets = calloc(BUCKET_COUNT, sizeof(struct entry *));
    CHECK(cache->buckets);
    cache->fonts = fonts;
    /* One page is bounded by what a guide may hold; between pages para_cache_trim bounds the rest.
     */
    arena_init(&cache->arena, SIZE_MAX / 2);
    return cache;
}

void para_cache_destroy(struct para_cache *cache)
{
    if (!cache)
        return;
    arena_deinit(&cache->arena);
    free(cache->buckets);
    free(cache);
}

static void forget_all(struct para_cache *cache, void (*empty)(struct arena *a))
{
    empty(&cache->arena);
    memset(cache->buckets, 0, BUCKET_COUNT * sizeof(struct entry *));
    cache->count = 0;
}

void para_cache_trim(struct para_cache *cache)
{
    if (cache->count <= PARA_CACHE_MAX)
        return;
    forget_all(cache, arena_reset);
}

void para_cache_wipe(struct para_cache *cache)
{
    forget_all(cache, arena_wipe);
}

const struct font_set *para_cache_fonts(const struct para_cache *cache)
{
    return cache->fonts;
}

static uint64_t hash_key(const struct key *key)
{
    uint64_t hash = hash_bytes(key->text.text.size, key->text.text.data, key->text.text.size);
    hash = hash_bytes(hash, key->text.strong, key->text.strong_count * sizeof(struct rich_range));
    hash = hash_bytes(hash, &key->style, sizeof key->style);
    return hash_bytes(hash, &key->width_du, sizeof key->width_du);
}

static bool same_ranges(const struct rich *a, const struct rich *b)
{
    return a->strong_count == b->strong_count &&
           (a->strong_count == 0 ||
            memcmp(a->strong, b->strong, a->strong_count * sizeof *a->strong) == 0);
}

static bool same_key(const struct key *a, const struct key *b)
{
    return a->width_du == b->width_du && a->language == b->language &&
           memcmp(&a->style, &b->style, sizeof a->style) == 0 && same_ranges(&a->text, &b->text) &&
           slice_equal(a->text.text, b->text.text);
}

/** Text over the limit is cut before a character; bold ranges end there at the latest. */
static struct rich cut_text(struct arena *a, struct rich rich)
{
    if (rich.text.size <= PARA_TEXT_MAX)
        return rich;
    uint32_t size = PARA_TEXT_MAX;
    while (size > 0 && ((uint8_t)rich.text.data[size] & 0xC0) == 0x80)
        size--;
    struct rich cut = {.text = slice_part(rich.text, 0, size)};
    struct rich_range *ranges = ARENA_ARRAY(a, rich.strong_count, struct rich_range);
    for (unsigned i = 0; i < rich.strong_count && rich.strong[i].begin < size; i++) {
        ranges[i] = rich.strong[i];
        if (ranges[i].end > size)
            ranges[i].end = size;
        cut.strong_count++;
    }
    cut.strong = ranges;
    return cut;
}

static struct entry *add_entry(struct para_cache *cache, struct key key, uint64_t hash)
{
    struct entry *entry = ARENA_NEW(&cache->arena, struct entry);
    struct rich_range *ranges =
        ARENA_ARRAY(&cache->arena, key.text.strong_count, struct rich_range);
    if (key.text.strong_count > 0)
        memcpy(ranges, key.text.strong, key.text.strong_count * sizeof *ranges);
    key.text.strong = ranges;
    key.text.text = arena_copy(&cache->arena, key.text.text);
    entry->key = key;
    entry->hash = hash;
    struct error unused = {0};
    CHECK(para_layout(&entry->para, &cache->arena, cache->fonts, &key.style, key.text, key.width_du,
                      &unused));
    struct entry **bucket = &cache->buckets[hash % BUCKET_COUNT];
    entry->next = *bucket;
    *bucket = entry;
    cache->count++;
    return entry;
}

const struct para *para_cache_get(struct para_cache *cache, const struct para_style *style,
                                  struct rich text, int32_t width_du)
{
    struct key key = {*style, cut_text(&cache->arena, text), width_du,
                      font_set_language(cache->fonts)};
    uint64_t hash = hash_key(&key);
    for (struct entry *entry = cache->buckets[hash % BUCKET_COUNT]; entry; entry = entry->next)
        if (entry->hash == hash && same_key(&entry->key, &key))
            return &entry->para;
    return &add_entry(cache, key, hash)->para;
}
