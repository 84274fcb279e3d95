/** @file
 * An arena: memory that is freed all at once.
 *
 * Lifetime: everything allocated lives until arena_reset or arena_deinit.
 * Limits:   a byte limit is given at arena_init; going over it is a system failure of
 *           whoever asked for too much, so callers meet their own named limits first
 *           and the arena CHECKs.
 * Debug:    with the environment variable NGOSO_ARENA_MALLOC set, every request is a
 *           malloc of its own, so that sanitizers see each object.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "base/check.h"
#include "base/slice.h"

struct arena_chunk;

struct arena {
    struct arena_chunk *chunks; /**< Newest first. */
    size_t used_bytes;          /**< Sum of all requests since the last reset. */
    size_t limit_bytes;
};

void arena_init(struct arena *a, size_t limit_bytes);
void arena_deinit(struct arena *a);

/** Frees all objects; keeps one chunk for reuse. */
void arena_reset(struct arena *a);

/** The same for what must not be found afterwards: all of it is overwritten. */
void arena_wipe(struct arena *a);

/** Zeroed memory aligned for any type; never NULL. `size_bytes` may be 0. */
void *arena_alloc(struct arena *a, size_t size_bytes);

/** Zeroed array of `count` objects of `size_bytes`; the product is checked. */
void *arena_array(struct arena *a, size_t count, size_t size_bytes);

#define ARENA_NEW(a, type)          ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, count, type) ((type *)arena_array((a), (count), sizeof(type)))

/** A copy of `s`, with a terminating NUL behind it that `size` does not count. */
struct slice arena_copy(struct arena *a, struct slice s);

/** Formatted text, terminated likewise. */
struct slice arena_printf(struct arena *a, const char *format, ...) PRINTF_LIKE(2, 3);
struct slice arena_vprintf(struct arena *a, const char *format, va_list arguments)
    PRINTF_LIKE(2, 0);

#endif
