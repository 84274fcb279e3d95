#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>

enum { FIRST_CAPACITY = 256 };

void buf_init(struct buf *b, size_t limit_bytes)
{
    *b = (struct buf){.limit_bytes = limit_bytes};
}

void buf_deinit(struct buf *b)
{
    free(b->data);
    *b = (struct buf){.limit_bytes = b->limit_bytes};
}

void buf_reset(struct buf *b)
{
    b->size = 0;
    b->failed = false;
    if (b->data)
        b->data[0] = '\0';
}

static bool make_room(struct buf *b, size_t more)
{
    if (more > b->limit_bytes || b->size > b->limit_bytes - more) {
        b->failed = true;
        return false;
    }
    size_t needed = b->size + more + 1;
    if (needed <= b->capacity)
        return true;
    size_t capacity = b->capacity ? b->capacity : FIRST_CAPACITY;
    while (capacity < needed)
        capacity *= 2;
    char *grown = realloc(b->data, capacity);
    CHECK(grown != NULL);
    b->data = grown;
    b->capacity = capacity;
    return true;
}

char *buf_extend(struct buf *b, size_t size_bytes)
{
    if (!make_room(b, size_bytes))
        return NULL;
    char *room = b->data + b->size;
    b->size += size_bytes;
    b->data[b->size] = '\0';
    return room;
}

bool buf_append(struct buf *b, const void *bytes, size_t size_bytes)
{
    char *room = buf_extend(b, size_bytes);
    if (!room)
        return false;
    if (size_bytes)
        memcpy(room, bytes, size_bytes);
    return true;
}

bool buf_append_slice(struct buf *b, struct slice s)
{
    return buf_append(b, s.data, s.size);
}

bool buf_append_text(struct buf *b, const char *terminated)
{
    return buf_append(b, terminated, strlen(terminated));
}

bool buf_append_char(struct buf *b, char c)
{
    return buf_append(b, &c, 1);
}

bool buf_append_int(struct buf *b, int64_t value)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0)
        digits[--at] = '-';
    return buf_append(b, digits + at, sizeof digits - at);
}

bool buf_vprintf(struct buf *b, const char *format, va_list arguments)
{
    va_list measured;
    va_copy(measured, arguments);
    int size = vsnprintf(NULL, 0, format, measured);
    va_end(measured);
    CHECK(size >= 0);
    char *room = buf_extend(b, (size_t)size);
    if (!room)
        return false;
    vsnprintf(room, (size_t)size + 1, format, arguments);
    return true;
}

bool buf_printf(struct buf *b, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    bool ok = buf_vprintf(b, format, arguments);
    va_end(arguments);
    return ok;
}
