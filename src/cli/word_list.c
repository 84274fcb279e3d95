#include "cli/word_list.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "cli/command.h"

static void say_unknown(struct slice word, const char *const *words, unsigned count,
                        const char *help)
{
    int nearest = utf8_nearest(word, words, count);
    if (nearest >= 0)
        say_error(_("there is no format “%.*s”; did you mean “%s”?"), SLICE_ARG(word),
                  words[nearest]);
    else
        say_error(_("there is no format “%.*s”: %s"), SLICE_ARG(word), _(help));
}

bool read_formats(unsigned *bits, const char *text, const char *const *words, const char *help)
{
    bool ok = true;
    unsigned count = 0;
    struct slice rest = slice_from(text);
    while (words[count])
        count++;
    *bits = 0;
    for (size_t begin = 0; begin <= rest.size;) {
        size_t end = begin;
        while (end < rest.size && rest.data[end] != ',')
            end++;
        struct slice word = slice_part(rest, begin, end);
        unsigned i = 0;
        while (i < count && !slice_equal_text(word, words[i]))
            i++;
        if (i < count)
            *bits |= 1u << i;
        else
            say_unknown(word, words, count, help);
        ok = ok && i < count;
        begin = end + 1;
    }
    return ok;
}
