/** @file
 * A borrowed piece of text: pointer and length, no terminator promised.
 *
 * Lifetime: whoever owns the bytes says how long they live; a slice never frees.
 */
#ifndef BASE_SLICE_H
#define BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct slice {
    const char *data; /**< May be NULL when `size` is 0. */
    size_t size;      /**< Bytes. */
};

/** A slice of a string literal. */
#define SLICE(literal) ((struct slice){"" literal, sizeof(literal) - 1})

/** Arguments for a "%.*s" conversion. */
#define SLICE_ARG(s) (int)(s).size, ((s).data ? (s).data : "")

static inline struct slice slice_from(const char *terminated)
{
    return (struct slice){terminated, terminated ? strlen(terminated) : 0};
}

static inline bool slice_equal(struct slice a, struct slice b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static inline bool slice_equal_text(struct slice a, const char *terminated)
{
    return slice_equal(a, slice_from(terminated));
}

static inline bool slice_starts(struct slice s, struct slice prefix)
{
    return s.size >= prefix.size &&
           (prefix.size == 0 || memcmp(s.data, prefix.data, prefix.size) == 0);
}

static inline bool slice_ends(struct slice s, struct slice suffix)
{
    return s.size >= suffix.size && (suffix.size == 0 || memcmp(s.data + s.size - suffix.size,
                                                                suffix.data, suffix.size) == 0);
}

/** The part from `begin` up to, not including, `end`; both are clamped to the slice. */
static inline struct slice slice_part(struct slice s, size_t begin, size_t end)
{
    if (end > s.size)
        end = s.size;
    if (begin > end)
        begin = end;
    return (struct slice){s.data ? s.data + begin : NULL, end - begin};
}

/** Whether `item` is one of "a|b|c". */
static inline bool slice_is_listed(struct slice list, char separator, struct slice item)
{
    for (size_t begin = 0, end; begin <= list.size; begin = end + 1) {
        for (end = begin; end < list.size && list.data[end] != separator;)
            end++;
        if (slice_equal(slice_part(list, begin, end), item))
            return true;
    }
    return false;
}

#endif
