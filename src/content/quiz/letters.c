/*
 * Letters of a question on paper.
 *
 * Mixing: options are sorted by a hash of the question's own bytes and their number; where that
 * gives the order of the file, which would give the answer away, the first one goes to the end.
 */
#include "content/quiz/letters.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/utf8.h"

/* Several times what a sound question may hold; of a longer one, what fits. */
enum { CANONICAL_MAX = 256 * 1024 };

enum { NO_OPTION = -1, GAP = -2 };

bool quiz_letters_possible(const struct quiz_question *question)
{
    return question->option_count >= QUIZ_OPTIONS_MIN &&
           !(question->kind == QUIZ_POINT && question->picture.text.size);
}

static uint64_t hash_question(const struct quiz_question *question)
{
    struct buf bytes;
    buf_init(&bytes, CANONICAL_MAX);
    quiz_canonical(&bytes, question);
    uint64_t hash = hash_bytes(0, bytes.data, bytes.size);
    buf_deinit(&bytes);
    return hash;
}

static void mix(struct quiz_letters *letters, uint64_t hash)
{
    uint64_t keys[QUIZ_SCREEN_ITEMS_MAX];
    bool as_written = true;
    for (unsigned i = 0; i < letters->count; i++) {
        uint8_t number = (uint8_t)i;
        keys[i] = hash_bytes(hash, &number, sizeof number);
        unsigned place = i;
        for (; place > 0 && keys[letters->option[place - 1]] > keys[i]; place--)
            letters->option[place] = letters->option[place - 1];
        letters->option[place] = number;
    }
    for (unsigned i = 0; i < letters->count; i++)
        as_written = as_written && letters->option[i] == i;
    for (unsigned i = 0; as_written && i < letters->count; i++)
        letters->option[i] = (uint8_t)((i + 1) % letters->count);
}

struct quiz_letters quiz_letters_of(const struct quiz_question *question)
{
    struct quiz_letters letters = {.count = question->option_count};
    CHECK(letters.count <= QUIZ_SCREEN_ITEMS_MAX);
    for (unsigned i = 0; i < letters.count; i++)
        letters.option[i] = (uint8_t)i;
    if (question->kind == QUIZ_ORDER || question->kind == QUIZ_MATCH)
        mix(&letters, hash_question(question));
    return letters;
}

/* ---- typed ---- */

/* Reads up to `max` letters into options of the file. */
struct typed {
    int options[QUIZ_SCREEN_ITEMS_MAX];
    unsigned count;
};

static bool is_between(uint32_t c)
{
    return c < 0x80 ? strchr(" ,;.:+/&()", (int)c) != NULL : c == 0xA0;
}

/* True, false, real and scam may be typed as they are read out, too: Đ and S, T and L. */
static int find_initial(const struct quiz_question *question, uint32_t c)
{
    if (question->kind == QUIZ_TRUE_FALSE)
        return c == 0x111 ? 0 : c == 's' ? 1 : NO_OPTION;
    if (question->kind == QUIZ_SCAM)
        return c == 't' ? 0 : c == 'l' ? 1 : NO_OPTION;
    return NO_OPTION;
}

/* Rows are crossed one by one there, so the same letter may well stand in two. */
static bool may_repeat(const struct quiz_question *question)
{
    return question->kind == QUIZ_ORDER || question->kind == QUIZ_MATCH;
}

static int option_of(const struct quiz_question *question, const struct quiz_letters *letters,
                     uint32_t c)
{
    c = utf8_lower(c);
    if ((c == '-' || c == '0') && may_repeat(question))
        return GAP;
    if (c >= 'a' && c < 'a' + letters->count)
        return letters->option[c - 'a'];
    return find_initial(question, c);
}

static unsigned most_letters(const struct quiz_question *question)
{
    bool one = question->kind == QUIZ_SINGLE || question->kind == QUIZ_TRUE_FALSE ||
               question->kind == QUIZ_SCAM || question->kind == QUIZ_POINT;
    return one ? 1 : question->option_count;
}

static enum quiz_letters_problem read_typed(struct typed *out, const struct quiz_question *question,
                                            struct slice typed)
{
    struct quiz_letters letters = quiz_letters_of(question);
    bool taken[QUIZ_SCREEN_ITEMS_MAX] = {false};
    for (size_t i = 0; i < typed.size;) {
        uint32_t c = utf8_next(typed, &i);
        if (is_between(c))
            continue;
        int option = option_of(question, &letters, c);
        if (option == NO_OPTION)
            return QUIZ_LETTERS_UNKNOWN;
        if (option >= 0 && taken[option] && !may_repeat(question))
            return QUIZ_LETTERS_TWICE;
        if (out->count == most_letters(question))
            return QUIZ_LETTERS_TOO_MANY;
        if (option >= 0)
            taken[option] = true;
        out->options[out->count++] = option;
    }
    return QUIZ_LETTERS_FINE;
}

static struct slice id_of(const struct quiz_question *question, unsigned option)
{
    return question->options[option].id.text;
}

static struct slice join(struct arena *a, struct slice list, struct slice more)
{
    return list.size ? arena_printf(a, "%.*s,%.*s", SLICE_ARG(list), SLICE_ARG(more))
                     : arena_copy(a, more);
}

/* In the order of the file, whatever the order of the letters. */
static struct slice join_set(struct arena *a, const struct quiz_question *question,
                             const struct typed *typed)
{
    struct slice all = SLICE("");
    for (unsigned o = 0; o < question->option_count; o++)
        for (unsigned i = 0; i < typed->count; i++)
            if (typed->options[i] == (int)o)
                all = join(a, all, id_of(question, o));
    return all;
}

/* Two options may belong to equal words; then either letter is right. */
static unsigned matched_option(const struct quiz_question *question, unsigned own, unsigned other)
{
    const struct quiz_option *options = question->options;
    return slice_equal(options[own].match.rich.text, options[other].match.rich.text) ? own : other;
}

static struct slice join_typed(struct arena *a, const struct quiz_question *question,
                               const struct typed *typed)
{
    struct slice all = SLICE("");
    for (unsigned i = 0; i < typed->count; i++) {
        if (typed->options[i] == GAP)
            continue;
        unsigned option = (unsigned)typed->options[i];
        struct slice id = id_of(question, option);
        if (question->kind == QUIZ_MATCH)
            id = arena_printf(a, "%.*s=%.*s", SLICE_ARG(id_of(question, i)),
                              SLICE_ARG(id_of(question, matched_option(question, i, option))));
        all = join(a, all, id);
    }
    return all;
}

enum quiz_letters_problem quiz_letters_read(struct slice *response, struct arena *a,
                                            const struct quiz_question *question, struct slice text)
{
    struct typed typed = {.count = 0};
    *response = SLICE("");
    if (slice_equal(text, SLICE("-")) || slice_equal(text, SLICE("0")))
        return QUIZ_LETTERS_FINE;
    enum quiz_letters_problem problem = read_typed(&typed, question, text);
    if (problem == QUIZ_LETTERS_FINE)
        *response = question->kind == QUIZ_MULTIPLE ? join_set(a, question, &typed)
                                                    : join_typed(a, question, &typed);
    return problem;
}

/* ---- written ---- */

static int find_option(const struct quiz_question *question, struct slice id)
{
    for (unsigned i = 0; i < question->option_count; i++)
        if (slice_equal(id_of(question, i), id))
            return (int)i;
    return NO_OPTION;
}

static char letter_of(const struct quiz_question *question, const struct quiz_letters *letters,
                      struct slice id)
{
    int option = find_option(question, id);
    for (unsigned i = 0; option >= 0 && i < letters->count; i++)
        if (letters->option[i] == option)
            return (char)('A' + i);
    return '\0';
}

static struct slice take_until(struct slice *rest, char mark)
{
    const char *end = rest->size ? memchr(rest->data, mark, rest->size) : NULL;
    size_t size = end ? (size_t)(end - rest->data) : rest->size;
    struct slice part = slice_part(*rest, 0, size);
    *rest = slice_part(*rest, end ? size + 1 : size, rest->size);
    return part;
}

struct slice quiz_letters_write(struct arena *a, const struct quiz_question *question,
                                struct slice response)
{
    struct quiz_letters letters = quiz_letters_of(question);
    char out[QUIZ_SCREEN_ITEMS_MAX];
    unsigned count = 0;
    memset(out, '-', sizeof out);
    while (response.size && count < question->option_count) {
        struct slice right = take_until(&response, ','), left = SLICE("");
        int place = (int)count;
        if (question->kind == QUIZ_MATCH) {
            left = take_until(&right, '=');
            place = find_option(question, left);
        }
        char letter = letter_of(question, &letters, right);
        if (place < 0 || letter == '\0')
            return SLICE("");
        out[place] = letter;
        count = (unsigned)place + 1 > count ? (unsigned)place + 1 : count;
    }
    return arena_copy(a, (struct slice){out, count});
}

struct slice quiz_right_responses(struct arena *a, const struct quiz_question *question)
{
    struct slice all = SLICE("");
    bool one = most_letters(question) == 1;
    for (unsigned i = 0; i < question->option_count; i++) {
        struct slice id = id_of(question, i);
        bool counts = question->options[i].right || question->kind == QUIZ_ORDER ||
                      question->kind == QUIZ_MATCH;
        if (!counts)
            continue;
        if (question->kind == QUIZ_MATCH)
            id = arena_printf(a, "%.*s=%.*s", SLICE_ARG(id), SLICE_ARG(id));
        all = all.size
                  ? arena_printf(a, "%.*s%c%.*s", SLICE_ARG(all), one ? '|' : ',', SLICE_ARG(id))
                  : arena_copy(a, id);
    }
    return all;
}
