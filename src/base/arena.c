#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/wipe.h"

enum { CHUNK_BYTES = 64 * 1024, ALIGNMENT = _Alignof(max_align_t) };

struct arena_chunk {
    struct arena_chunk *next;
    size_t size_bytes; /* Of `bytes`. */
    size_t used_bytes;
    _Alignas(max_align_t) unsigned char bytes[];
};

static bool each_request_is_a_malloc(void)
{
    static int answer = -1;
    if (answer < 0)
        answer = getenv("NGOSO_ARENA_MALLOC") != NULL;
    return answer != 0;
}

static struct arena_chunk *new_chunk(size_t size_bytes)
{
    struct arena_chunk *chunk = calloc(1, sizeof *chunk + size_bytes);
    CHECK(chunk != NULL);
    chunk->size_bytes = size_bytes;
    return chunk;
}

static void free_chunks(struct arena_chunk *chunk)
{
    while (chunk) {
        struct arena_chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
}

void arena_init(struct arena *a, size_t limit_bytes)
{
    *a = (struct arena){.limit_bytes = limit_bytes};
}

void arena_deinit(struct arena *a)
{
    free_chunks(a->chunks);
    a->chunks = NULL;
    a->used_bytes = 0;
}

void arena_reset(struct arena *a)
{
    struct arena_chunk *newest = a->chunks;
    a->used_bytes = 0;
    if (!newest)
        return;
    if (each_request_is_a_malloc() || newest->size_bytes > CHUNK_BYTES) {
        arena_deinit(a);
        return;
    }
    free_chunks(newest->next);
    newest->next = NULL;
    memset(newest->bytes, 0, newest->used_bytes);
    newest->used_bytes = 0;
}

void arena_wipe(struct arena *a)
{
    for (struct arena_chunk *chunk = a->chunks; chunk; chunk = chunk->next)
        memory_wipe(chunk->bytes, chunk->used_bytes);
    arena_reset(a);
}

void *arena_alloc(struct arena *a, size_t size_bytes)
{
    CHECK(size_bytes <= a->limit_bytes);
    size_t rounded = (size_bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    CHECK(rounded <= a->limit_bytes - a->used_bytes);
    a->used_bytes += rounded;
    struct arena_chunk *chunk = a->chunks;
    if (!chunk || each_request_is_a_malloc() || chunk->size_bytes - chunk->used_bytes < rounded) {
        bool own = each_request_is_a_malloc() || rounded > CHUNK_BYTES;
        chunk = new_chunk(own ? size_bytes : CHUNK_BYTES);
        chunk->next = a->chunks;
        a->chunks = chunk;
        rounded = own ? size_bytes : rounded;
    }
    void *memory = chunk->bytes + chunk->used_bytes;
    chunk->used_bytes += rounded;
    return memory;
}

void *arena_array(struct arena *a, size_t count, size_t size_bytes)
{
    CHECK(size_bytes == 0 || count <= SIZE_MAX / size_bytes);
    return arena_alloc(a, count * size_bytes);
}

struct slice arena_copy(struct arena *a, struct slice s)
{
    char *copy = arena_alloc(a, s.size + 1);
    if (s.size)
        memcpy(copy, s.data, s.size);
    return (struct slice){copy, s.size};
}

struct slice arena_vprintf(struct arena *a, const char *format, va_list arguments)
{
    va_list measured;
    va_copy(measured, arguments);
    int size = vsnprintf(NULL, 0, format, measured);
    va_end(measured);
    CHECK(size >= 0);
    char *text = arena_alloc(a, (size_t)size + 1);
    vsnprintf(text, (size_t)size + 1, format, arguments);
    return (struct slice){text, (size_t)size};
}

struct slice arena_printf(struct arena *a, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct slice text = arena_vprintf(a, format, arguments);
    va_end(arguments);
    return text;
}
