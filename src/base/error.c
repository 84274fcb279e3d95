#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A message that was cut must not end in half a UTF-8 character. */
static void drop_half_character(char *text)
{
    size_t size = strlen(text);
    size_t begin = size;
    while (begin > 0 && ((unsigned char)text[begin - 1] & 0xC0) == 0x80)
        begin--;
    if (begin == 0)
        return;
    unsigned char lead = (unsigned char)text[begin - 1];
    size_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (size - (begin - 1) < wanted)
        text[begin - 1] = '\0';
}

static void fill(struct error *e, enum error_kind kind, int code, const char *format,
                 va_list arguments)
{
    e->kind = kind;
    e->code = code;
    vsnprintf(e->message, sizeof e->message, format, arguments);
}

bool error_set(struct error *e, enum error_kind kind, int code, const char *format, ...)
{
    if (e->kind != ERROR_NONE)
        return false;
    va_list arguments;
    va_start(arguments, format);
    fill(e, kind, code, format, arguments);
    va_end(arguments);
    drop_half_character(e->message);
    return false;
}

bool error_os(struct error *e, int error_number, const char *format, ...)
{
    if (e->kind != ERROR_NONE)
        return false;
    va_list arguments;
    va_start(arguments, format);
    fill(e, ERROR_SYSTEM, error_number, format, arguments);
    va_end(arguments);
    size_t used = strlen(e->message);
    snprintf(e->message + used, sizeof e->message - used, ": %s", strerror(error_number));
    drop_half_character(e->message);
    return false;
}
