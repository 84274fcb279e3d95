#include "content/spoken/speaker.h"

#include <string.h>

#include "content/spoken/number.h"

/* Longer ones must find the end of a line by themselves. */
enum { KEPT_BYTES_MAX = 24, KEPT_DIGITS_MAX = 4 };

void speaker_put(struct speaker *s, const char *bytes, size_t count)
{
    if (s->size + count > s->limit)
        s->limit = s->size; /* Nothing behind a gap. */
    else if (count > 0) {
        memcpy(s->out + s->size, bytes, count);
        s->size += count;
    }
}

void speaker_put_text(struct speaker *s, const char *text)
{
    speaker_put(s, text, strlen(text));
}

void speaker_put_together(struct speaker *s, struct slice name)
{
    char kept[2 * KEPT_BYTES_MAX];
    size_t size = 0;
    if (!s->keeps || name.size > KEPT_BYTES_MAX) {
        speaker_put(s, name.data, name.size);
        return;
    }
    for (size_t i = 0; i < name.size; i++) {
        bool gap = name.data[i] == ' ';
        if (gap)
            kept[size++] = '\xC2';
        kept[size++] = gap ? '\xA0' : name.data[i];
    }
    speaker_put(s, kept, size);
}

void speaker_put_apart(struct speaker *s, const char *digits, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (s->in_words)
            speaker_put_text(s, spoken_digit(digits[i]));
        else
            speaker_put(s, &digits[i], 1);
        if (i + 1 < count)
            speaker_put_text(s, s->keeps && count <= KEPT_DIGITS_MAX ? "\xC2\xA0" : " ");
    }
}

size_t spoken_digits(struct slice text, size_t at)
{
    size_t end = at;
    while (is_digit(byte_at(text, end)))
        end++;
    return end - at;
}

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool spoken_begins(struct slice text, size_t at, struct slice word, bool any_case)
{
    for (size_t i = 0; i < word.size; i++) {
        char c = byte_at(text, at + i);
        if (c != word.data[i] && !(any_case && small(c) == small(word.data[i])))
            return false;
    }
    return true;
}
