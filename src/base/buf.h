/** @file
 * A growing byte buffer with a stated greatest size.
 *
 * Lifetime: owns its memory until buf_deinit.
 * Errors:   the append functions return false, and leave the content as it was, when the
 *           limit would be passed; `failed` stays set so that a caller may write a lot
 *           and ask once at the end.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stdint.h>

#include "base/check.h"
#include "base/slice.h"

struct buf {
    char *data; /**< NUL-terminated behind `size` once anything was appended. */
    size_t size;
    size_t capacity;
    size_t limit_bytes;
    bool failed;
};

void buf_init(struct buf *b, size_t limit_bytes);
void buf_deinit(struct buf *b);

/** Empties the buffer, keeps its memory, clears `failed`. */
void buf_reset(struct buf *b);

bool buf_append(struct buf *b, const void *bytes, size_t size_bytes);
bool buf_append_slice(struct buf *b, struct slice s);
bool buf_append_text(struct buf *b, const char *terminated);
bool buf_append_char(struct buf *b, char c);
/** Decimal, without printf: content streams are mostly numbers. */
bool buf_append_int(struct buf *b, int64_t value);
bool buf_printf(struct buf *b, const char *format, ...) PRINTF_LIKE(2, 3);
bool buf_vprintf(struct buf *b, const char *format, va_list arguments) PRINTF_LIKE(2, 0);

/** Room for `size_bytes` more bytes at the end, to be written by the caller; NULL at the limit. */
char *buf_extend(struct buf *b, size_t size_bytes);

static inline struct slice buf_slice(const struct buf *b)
{
    return (struct slice){b->data, b->size};
}

#endif
