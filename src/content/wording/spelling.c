#include "content/wording/spelling.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/collate.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/utf8.h"

const char *const spelling_dictionary = "/usr/share/hunspell/vi_VN.dic";

enum { WORD_BYTES_MAX = 64, CAPITALS_MAX = 5, LETTER_WEIGHT = 16 };

struct spelling {
    struct arena *arena;
    const char **words; /* Sorted by bytes. */
    unsigned word_count;
    const char **bare; /* Of each word, see bare_letters; NULL until one is looked for. */
};

/* ---- the list of words ---- */

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_word(struct spelling *s, struct slice line)
{
    size_t end = 0;
    while (end < line.size && !strchr("/#\t\r ", line.data[end]))
        end++;
    bool number = end > 0 && line.data[0] >= '0' && line.data[0] <= '9';
    if (end > 0 && end <= WORD_BYTES_MAX && !number && s->word_count < SPELLING_WORDS_MAX)
        s->words[s->word_count++] = arena_copy(s->arena, slice_part(line, 0, end)).data;
}

static bool add_file(struct spelling *s, const char *path, struct diag_list *diags)
{
    struct slice text;
    struct error e = {0};
    if (access(path, R_OK) != 0)
        return false;
    if (!file_read(&text, s->arena, path, SPELLING_FILE_MAX, &e)) {
        diag_warning(diags, "Y001", (struct span){NULL, 0, 0}, "%s", e.message);
        return false;
    }
    text = utf8_first_bad(text) == text.size ? utf8_nfc(s->arena, text) : SLICE("");
    for (size_t begin = 0; begin < text.size;) {
        const char *feed = memchr(text.data + begin, '\n', text.size - begin);
        size_t end = feed ? (size_t)(feed - text.data) : text.size;
        add_word(s, slice_part(text, begin, end));
        begin = end + 1;
    }
    return true;
}

struct spelling *spelling_open(struct arena *a, const char *dictionary_path, const char *words_path,
                               struct diag_list *diags)
{
    struct spelling *s = ARENA_NEW(a, struct spelling);
    s->arena = a;
    s->words = ARENA_ARRAY(a, SPELLING_WORDS_MAX, const char *);
    if (!add_file(s, dictionary_path, diags))
        return NULL;
    (void)add_file(s, words_path, diags);
    qsort(s->words, s->word_count, sizeof *s->words, by_bytes);
    return s;
}

/* ---- tone marks ---- */

/* Last letters of open syllables, first as the house writes them. */
static const char *const endings[][2] = {
    {"òa", "oà"}, {"óa", "oá"}, {"ỏa", "oả"}, {"õa", "oã"}, {"ọa", "oạ"},
    {"òe", "oè"}, {"óe", "oé"}, {"ỏe", "oẻ"}, {"õe", "oẽ"}, {"ọe", "oẹ"},
    {"ùy", "uỳ"}, {"úy", "uý"}, {"ủy", "uỷ"}, {"ũy", "uỹ"}, {"ụy", "uỵ"},
};

/* The word with one ending for the other, or itself. "qu" is a consonant: "quý" stays. */
static struct slice with_ending(struct arena *a, struct slice word, unsigned from, unsigned to)
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct slice end = slice_from(endings[i][from]);
        if (!slice_ends(word, end))
            continue;
        struct slice begin = slice_part(word, 0, word.size - end.size);
        char last = begin.size ? begin.data[begin.size - 1] : 0;
        if (last == 'q' || last == 'Q')
            return word;
        return arena_printf(a, "%.*s%s", SLICE_ARG(begin), endings[i][to]);
    }
    return word;
}

struct slice spelling_traditional(struct arena *a, struct slice word)
{
    return with_ending(a, word, 1, 0);
}

/* ---- looking words up ---- */

static bool is_listed(const struct spelling *s, struct slice word)
{
    char text[WORD_BYTES_MAX + 1];
    const char *key = text;
    if (word.size > WORD_BYTES_MAX)
        return false;
    snprintf(text, sizeof text, "%.*s", SLICE_ARG(word));
    return bsearch(&key, s->words, s->word_count, sizeof *s->words, by_bytes) != NULL;
}

static struct slice lowered(struct arena *a, struct slice word)
{
    char *out = arena_alloc(a, 4 * word.size + 1);
    size_t size = 0;
    for (size_t at = 0; at < word.size;)
        size += utf8_put(out + size, utf8_lower(utf8_next(word, &at)));
    return (struct slice){out, size};
}

bool spelling_knows(const struct spelling *s, struct slice word)
{
    struct arena scratch;
    arena_init(&scratch, 16 * 1024);
    bool known = word.size > WORD_BYTES_MAX || is_listed(s, word);
    if (!known) {
        struct slice small = lowered(&scratch, word);
        known = is_listed(s, small) || is_listed(s, with_ending(&scratch, small, 0, 1));
    }
    arena_deinit(&scratch);
    return known;
}

/* ---- texts ---- */

struct check {
    struct spelling *spelling;
    const struct format *format;
    struct diag_list *diags;
    struct slice *told;
    unsigned told_count;
};

enum { TOLD_MAX = 500 };

static bool tell(struct check *c, struct slice word)
{
    for (unsigned i = 0; i < c->told_count; i++)
        if (slice_equal(c->told[i], word))
            return false;
    if (c->told_count < TOLD_MAX)
        c->told[c->told_count++] = word;
    return true;
}

/* Abbreviations, and what has letters with digits. */
static bool is_sign(struct slice word)
{
    bool capitals = true;
    for (size_t at = 0; at < word.size;) {
        uint32_t c = utf8_next(word, &at);
        if (c >= '0' && c <= '9')
            return true;
        capitals = capitals && utf8_lower(c) != c;
    }
    return capitals && utf8_length(word) <= CAPITALS_MAX;
}

/* Letters without marks, and one i: "quí" and "quý" have the same. */
static const char *bare_letters(struct arena *a, struct slice word)
{
    struct slice plain = utf8_plain(a, word);
    char *bare = arena_alloc(a, plain.size + 1);
    for (size_t i = 0; i < plain.size; i++)
        bare[i] = plain.data[i] == 'y' ? 'i' : plain.data[i];
    return bare;
}

/* Made when the first word is not known: most texts have none. */
static const char *const *all_bare(struct spelling *s)
{
    if (!s->bare) {
        s->bare = ARENA_ARRAY(s->arena, s->word_count + 1, const char *);
        for (unsigned i = 0; i < s->word_count; i++)
            s->bare[i] = bare_letters(s->arena, slice_from(s->words[i]));
    }
    return s->bare;
}

/* Below LETTER_WEIGHT: hats and tones first, then the tone alone, then the beginning. */
static unsigned marks_apart(struct slice word, struct slice known)
{
    unsigned marks = utf8_edit_distance(word, known, 2);
    return 4 * marks + 2 * (collate_tone(word) != collate_tone(known)) +
           (word.data[0] != known.data[0]);
}

/* The known word that was probably meant, NULL when none is near. Other letters weigh most: "hoat"
 * is nearer to "hoạt" than to "hoa". */
static const char *nearest_word(struct check *c, struct slice word)
{
    struct spelling *s = c->spelling;
    struct slice small = lowered(c->diags->arena, word);
    struct slice bare = slice_from(bare_letters(c->diags->arena, word));
    const char *const *known = all_bare(s), *nearest = NULL;
    unsigned limit = utf8_length(word) < 6 ? 1 : (unsigned)(utf8_length(word) / 3);
    unsigned least = UINT_MAX;
    for (unsigned i = 0; i < s->word_count; i++) {
        unsigned letters = utf8_edit_distance(bare, slice_from(known[i]), limit);
        if (letters > limit || LETTER_WEIGHT * letters >= least)
            continue;
        unsigned far = LETTER_WEIGHT * letters + marks_apart(small, slice_from(s->words[i]));
        if (far < least) {
            least = far;
            nearest = s->words[i];
        }
    }
    return nearest;
}

static void report_unknown(struct check *c, struct slice word, struct span span)
{
    const char *nearest = nearest_word(c, word);
    if (!nearest) {
        diag_warning(c->diags, format_code(c->format->family, "025").text, span,
                     _("“%.*s” is in no dictionary; names and new words go into guides/words.txt"),
                     SLICE_ARG(word));
        return;
    }
    struct slice meant = spelling_traditional(c->diags->arena, slice_from(nearest));
    diag_warning(c->diags, format_code(c->format->family, "025").text, span,
                 _("“%.*s” is in no dictionary; did you mean “%.*s”? Names and new words go into "
                   "guides/words.txt"),
                 SLICE_ARG(word), SLICE_ARG(meant));
}

static void check_word(struct check *c, struct slice word, struct span text_span)
{
    if (is_sign(word))
        return;
    struct span span = span_of_part(text_span, word);
    struct slice house = spelling_traditional(c->diags->arena, word);
    if (!slice_equal(house, word)) {
        if (tell(c, word))
            diag_warning(c->diags, format_code(c->format->family, "026").text, span,
                         _("write “%.*s” for “%.*s”: tone marks stand as in laws and names of "
                           "agencies"),
                         SLICE_ARG(house), SLICE_ARG(word));
    } else if (!spelling_knows(c->spelling, word) && tell(c, word)) {
        report_unknown(c, word, span);
    }
}

static bool is_joint(char c)
{
    return strchr(".@/:_-", c) != NULL && c != '\0';
}

/* Where the run of letters and joints from `at` ends; `*address` when one of the joints is more
 * than a hyphen or a stroke. */
static size_t end_of_run(struct slice text, size_t at, bool *address)
{
    *address = false;
    while (at < text.size) {
        size_t next = at, behind = at;
        bool sign = false;
        if (utf8_is_word(utf8_next(text, &next))) {
            at = next;
            continue;
        }
        for (next = at; next < text.size && is_joint(text.data[next]); next++)
            sign = sign || (text.data[next] != '-' && text.data[next] != '/');
        behind = next;
        if (next == at || next == text.size || !utf8_is_word(utf8_next(text, &behind)))
            return at;
        *address = *address || sign;
        at = next;
    }
    return at;
}

/* "và/hoặc" is two words. */
static void check_run(struct check *c, struct slice run, struct span span)
{
    for (size_t begin = 0; begin < run.size; begin++) {
        size_t end = begin;
        while (end < run.size && !is_joint(run.data[end]))
            end++;
        if (end > begin)
            check_word(c, slice_part(run, begin, end), span);
        begin = end;
    }
}

static void check_text(void *self, const struct format_field *field, struct slice text,
                       struct span span)
{
    struct check *c = self;
    if (field->pattern != FORMAT_ANY)
        return;
    for (size_t at = 0; at < text.size;) {
        size_t next = at;
        if (!utf8_is_word(utf8_next(text, &next))) {
            at = next;
            continue;
        }
        bool address;
        size_t end = end_of_run(text, at, &address);
        if (!address)
            check_run(c, slice_part(text, at, end), span);
        at = end;
    }
}

void spelling_check(struct spelling *s, const void *definition, const struct format *format,
                    struct diag_list *diags)
{
    struct check c = {.spelling = s, .format = format, .diags = diags};
    c.told = ARENA_ARRAY(diags->arena, TOLD_MAX, struct slice);
    format_visit(definition, format, check_text, &c);
}
