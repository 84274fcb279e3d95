#include "base/file_name.h"

#include <stdint.h>

#include "base/arena.h"
#include "base/utf8.h"

static bool is_own(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* Letters of other scripts begin at U+00AA; signs, private letters and forms made for old encodings
 * lie in these ranges. */
static bool is_foreign_letter(uint32_t c)
{
    static const struct {
        uint32_t first, last;
    } signs[] = {{0, 0xBF},        {0xD7, 0xD7},       {0xF7, 0xF7},         {0x300, 0x36F},
                 {0x2000, 0x2BFF}, {0x2E00, 0x2E7F},   {0x3000, 0x303F},     {0xD800, 0xF8FF},
                 {0xFE00, 0xFFFF}, {0x1F000, 0x1FAFF}, {0xE0000, UINT32_MAX}};
    for (unsigned i = 0; i < sizeof signs / sizeof *signs; i++)
        if (c >= signs[i].first && c <= signs[i].last)
            return false;
    return true;
}

static bool is_device(struct slice name)
{
    static const char *const whole[] = {"con", "prn", "aux", "nul"};
    for (unsigned i = 0; i < sizeof whole / sizeof *whole; i++)
        if (slice_equal_text(name, whole[i]))
            return true;
    return name.size == 4 &&
           (slice_starts(name, SLICE("com")) || slice_starts(name, SLICE("lpt"))) &&
           name.data[3] >= '0' && name.data[3] <= '9';
}

struct slice file_name_make(struct arena *a, struct slice text)
{
    struct slice plain = utf8_plain(a, text);
    char *name = arena_alloc(a, FILE_NAME_MAX + 8);
    size_t size = 1, at = 0; /* The first byte is for "_". */
    bool gap = false;
    while (at < plain.size) {
        size_t begin = at;
        uint32_t c = utf8_next(plain, &at);
        if (!is_own(c) && !is_foreign_letter(c)) {
            gap = size > 1;
            continue;
        }
        if (size + gap + (at - begin) > FILE_NAME_MAX)
            break;
        if (gap)
            name[size++] = '-';
        memcpy(name + size, plain.data + begin, at - begin);
        size += at - begin;
        gap = false;
    }
    struct slice made = {name + 1, size - 1};
    if (!is_device(made))
        return made;
    name[0] = '_';
    return (struct slice){name, size};
}
