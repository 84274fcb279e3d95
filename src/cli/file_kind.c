#include "cli/file_kind.h"

#include "content/format/format.h"
#include "content/wording/language.h"

static const struct format *const formats[FILE_KIND_COUNT] = {
    [FILE_KIND_GUIDE] = &format_guide,     [FILE_KIND_COMMUNE] = &format_commune,
    [FILE_KIND_TRUSTED] = &format_trusted, [FILE_KIND_QUIZ] = &format_quiz,
    [FILE_KIND_FACTS] = &format_facts,     [FILE_KIND_BANKS] = &format_banks,
    [FILE_KIND_SPOKEN] = &format_spoken,   [FILE_KIND_INDICATORS] = &format_indicators,
    [FILE_KIND_WORDS] = &format_words,     [FILE_KIND_HANDBOOK] = &format_handbook,
};

static bool has_key(const struct format *format, struct slice key)
{
    for (unsigned i = 0; i < format->object->field_count; i++)
        if (slice_equal_text(key, format->object->fields[i].key))
            return true;
    return false;
}

/* The word before a colon when it stands at the left margin of a line; else empty. */
static struct slice key_of_line(struct slice line)
{
    size_t size = 0;
    while (size < line.size &&
           (line.data[size] == '_' || (line.data[size] >= 'a' && line.data[size] <= 'z')))
        size++;
    return size < line.size && line.data[size] == ':' ? slice_part(line, 0, size)
                                                      : (struct slice){0};
}

static enum file_kind kind_of_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct slice name = slice_from(slash ? slash + 1 : path);
    if (slice_starts(name, SLICE("commune.")))
        return FILE_KIND_COMMUNE;
    if (slice_starts(name, SLICE("trusted-domains.")))
        return FILE_KIND_TRUSTED;
    if (slice_starts(name, SLICE("facts.")))
        return FILE_KIND_FACTS;
    if (slice_starts(name, SLICE("banks.")))
        return FILE_KIND_BANKS;
    if (slice_starts(name, SLICE("spoken.")))
        return FILE_KIND_SPOKEN;
    if (slice_starts(name, SLICE("indicators.")))
        return FILE_KIND_INDICATORS;
    if (language_of_file(slice_from(path)).size)
        return FILE_KIND_WORDS;
    if (slice_starts(name, SLICE("handbook.")) || slice_starts(name, SLICE("handbook-")))
        return FILE_KIND_HANDBOOK;
    return FILE_KIND_UNCLEAR;
}

/* Guide or quiz, for a file whose keys do not tell them apart. */
static enum file_kind kind_of_folder(const char *path)
{
    struct slice folder = format_folder_of(slice_from(path));
    bool quizzes = slice_equal(folder, SLICE("quizzes")) || slice_ends(folder, SLICE("/quizzes"));
    return quizzes ? FILE_KIND_QUIZ : FILE_KIND_GUIDE;
}

static bool begin_alike(unsigned a, unsigned b)
{
    return (a == FILE_KIND_GUIDE || a == FILE_KIND_QUIZ) &&
           (b == FILE_KIND_GUIDE || b == FILE_KIND_QUIZ);
}

enum file_kind find_file_kind(const char *path, struct slice text)
{
    enum file_kind kind = kind_of_name(path);
    if (kind != FILE_KIND_UNCLEAR)
        return kind;
    unsigned scores[FILE_KIND_COUNT] = {0}, keys = 0;
    for (size_t begin = 0; begin < text.size;) {
        const char *end = memchr(text.data + begin, '\n', text.size - begin);
        size_t next = end ? (size_t)(end - text.data) + 1 : text.size;
        struct slice key = key_of_line(slice_part(text, begin, next));
        for (unsigned i = 0; key.size && i < FILE_KIND_COUNT; i++)
            scores[i] += has_key(formats[i], key);
        keys += key.size > 0;
        begin = next;
    }
    if (keys == 0)
        return kind_of_folder(path);
    unsigned best = kind_of_folder(path); /* It wins over the format that begins alike. */
    for (unsigned i = 0; i < FILE_KIND_COUNT; i++)
        if (scores[i] > scores[best])
            best = i;
    for (unsigned i = 0; i < FILE_KIND_COUNT; i++)
        if (i != best && scores[i] == scores[best] && !begin_alike(i, best))
            return FILE_KIND_UNCLEAR;
    return (enum file_kind)best;
}
