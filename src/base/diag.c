#include "base/diag.h"

#include <stdarg.h>

#include "base/arena.h"
#include "base/utf8.h"

enum { FIRST_CAPACITY = 16 };

void diag_init(struct diag_list *list, struct arena *arena)
{
    *list = (struct diag_list){.arena = arena};
}

static void make_room(struct diag_list *list)
{
    if (list->count < list->capacity)
        return;
    unsigned capacity = list->capacity ? list->capacity * 2 : FIRST_CAPACITY;
    struct diag *grown = ARENA_ARRAY(list->arena, capacity, struct diag);
    if (list->count)
        memcpy(grown, list->items, list->count * sizeof *grown);
    list->items = grown;
    list->capacity = capacity;
}

/* A file decides how long its values are, so a message that quotes one is cut. */
static struct slice format_message(struct arena *a, const char *format, va_list arguments)
{
    char text[DIAG_MESSAGE_BYTES];
    int size = vsnprintf(text, sizeof text, format, arguments);
    CHECK(size >= 0);
    if ((size_t)size < sizeof text)
        return arena_copy(a, (struct slice){text, (size_t)size});
    /* Without the last character if it may have been cut. */
    size_t end = sizeof text - 1;
    while (end > 0 && ((unsigned char)text[end - 1] & 0xC0) == 0x80)
        end--;
    if (end > 0 && (unsigned char)text[end - 1] >= 0x80)
        end--;
    return arena_printf(a, "%.*s…", (int)end, text);
}

static void add(struct diag_list *list, enum diag_severity severity, const char *code,
                struct span span, const char *format, va_list arguments)
{
    make_room(list);
    struct diag *d = &list->items[list->count++];
    d->severity = severity;
    memcpy(d->code, code, strlen(code) + 1);
    d->span = span;
    d->message = format_message(list->arena, format, arguments);
}

static void add_problem(struct diag_list *list, enum diag_severity severity, const char *code,
                        struct span span, const char *format, va_list arguments)
{
    CHECK(strlen(code) == DIAG_CODE_BYTES - 1);
    *(severity == DIAG_ERROR ? &list->error_count : &list->warning_count) += 1;
    if (list->count >= DIAG_MAX)
        list->dropped_count++;
    else
        add(list, severity, code, span, format, arguments);
}

void diag_error(struct diag_list *list, const char *code, struct span span, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_problem(list, DIAG_ERROR, code, span, format, arguments);
    va_end(arguments);
}

void diag_warning(struct diag_list *list, const char *code, struct span span, const char *format,
                  ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_problem(list, DIAG_WARNING, code, span, format, arguments);
    va_end(arguments);
}

void diag_note(struct diag_list *list, struct span span, const char *format, ...)
{
    CHECK(list->count > 0);
    /* A note of a dropped problem must not hang on to the one before. */
    if (list->count >= DIAG_MAX)
        return;
    va_list arguments;
    va_start(arguments, format);
    add(list, DIAG_NOTE, "", span, format, arguments);
    va_end(arguments);
}

bool diag_has(const struct diag_list *list, unsigned from, const char *code)
{
    for (unsigned i = from; i < list->count; i++)
        if (strcmp(list->items[i].code, code) == 0)
            return true;
    return false;
}

static bool stands_at(struct slice text, size_t at, struct slice part)
{
    size_t end = at + part.size;
    return end <= text.size && memcmp(text.data + at, part.data, part.size) == 0 &&
           (end == text.size || !utf8_is_word(utf8_next(text, &end)));
}

struct span span_of_part(struct span whole, struct slice part)
{
    if (!whole.source || !whole.source->text.data || part.size == 0)
        return whole;
    struct slice text = slice_part(whole.source->text, 0, whole.end);
    bool inside = false; /* Of a word that began before. */
    for (size_t at = whole.begin; at < text.size;) {
        if (!inside && stands_at(text, at, part))
            return (struct span){whole.source, (uint32_t)at, (uint32_t)(at + part.size)};
        inside = utf8_is_word(utf8_next(text, &at));
    }
    return whole;
}
