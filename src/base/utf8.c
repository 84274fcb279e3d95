#include "base/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/arena.h"

enum { REPLACEMENT = 0xFFFD };

static bool is_continuation(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* Bytes of the sequence that `lead` begins and the smallest code point it may stand for; 0 when
 * no sequence begins so. Overlong forms, surrogates and what lies above U+10FFFF are malformed. */
static unsigned sequence_size(unsigned char lead, uint32_t *smallest)
{
    if (lead >= 0xC2 && lead <= 0xDF) {
        *smallest = 0x80;
        return 2;
    }
    if ((lead & 0xF0) == 0xE0) {
        *smallest = 0x800;
        return 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        *smallest = 0x10000;
        return 4;
    }
    return 0;
}

uint32_t utf8_next(struct slice s, size_t *offset)
{
    CHECK(*offset < s.size);
    const unsigned char *at = (const unsigned char *)s.data + *offset;
    size_t left = s.size - *offset;
    *offset += 1;
    if (at[0] < 0x80)
        return at[0];
    uint32_t smallest = 0;
    unsigned size = sequence_size(at[0], &smallest);
    if (size == 0 || size > left)
        return UTF8_BAD;
    uint32_t point = at[0] & (0x7Fu >> size);
    for (unsigned i = 1; i < size; i++) {
        if (!is_continuation(at[i]))
            return UTF8_BAD;
        point = point << 6 | (at[i] & 0x3Fu);
    }
    if (point < smallest || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
        return UTF8_BAD;
    *offset += size - 1;
    return point;
}

unsigned utf8_put(char out[4], uint32_t code_point)
{
    uint32_t c = code_point;
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = REPLACEMENT;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    unsigned size = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (unsigned i = size - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (c & 0x3F));
        c >>= 6;
    }
    out[0] = (char)((0xF00u >> size & 0xF0u) | c);
    return size;
}

size_t utf8_first_bad(struct slice s)
{
    size_t offset = 0;
    while (offset < s.size) {
        size_t begin = offset;
        if (utf8_next(s, &offset) == UTF8_BAD)
            return begin;
    }
    return s.size;
}

bool utf8_is_word(uint32_t code_point)
{
    if (code_point < 0x80)
        return (code_point >= '0' && code_point <= '9') ||
               ((code_point | 0x20) >= 'a' && (code_point | 0x20) <= 'z');
    if (code_point > 0x10FFFF)
        return false;
    utf8proc_category_t category = utf8proc_category((int32_t)code_point);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

uint32_t utf8_lower(uint32_t code_point)
{
    return code_point > 0x10FFFF ? code_point : (uint32_t)utf8proc_tolower((int32_t)code_point);
}

struct slice utf8_plain(struct arena *a, struct slice s)
{
    uint8_t *mapped = NULL;
    utf8proc_ssize_t size =
        utf8proc_map((const uint8_t *)s.data, (utf8proc_ssize_t)s.size, &mapped,
                     UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
    if (size < 0)
        return s;
    struct slice plain = arena_copy(a, (struct slice){(const char *)mapped, (size_t)size});
    free(mapped);
    char *out = arena_alloc(a, plain.size + 1);
    size_t length = 0;
    for (size_t at = 0; at < plain.size;) {
        size_t next = at;
        if (utf8_next(plain, &next) == 0x0111) { /* đ has no decomposition. */
            out[length++] = 'd';
        } else {
            memcpy(out + length, plain.data + at, next - at);
            length += next - at;
        }
        at = next;
    }
    return (struct slice){out, length};
}

size_t utf8_length(struct slice s)
{
    size_t length = 0;
    for (size_t offset = 0; offset < s.size; length++)
        utf8_next(s, &offset);
    return length;
}

unsigned utf8_columns(struct slice s)
{
    unsigned columns = 0;
    for (size_t offset = 0; offset < s.size;) {
        uint32_t c = utf8_next(s, &offset);
        columns += c == UTF8_BAD ? 1 : (unsigned)utf8proc_charwidth((utf8proc_int32_t)c);
    }
    return columns;
}

/* Blocks where every code point is a starter that NFC leaves alone: Latin up to the combining
 * marks, Vietnamese letters, punctuation up to before the ohm sign. Most text ends here. */
static bool never_changes(uint32_t c)
{
    return c < 0x300 || (c >= 0x1E00 && c <= 0x1EFF) || (c >= 0x2010 && c <= 0x2125);
}

static bool surely_nfc(struct slice s)
{
    for (size_t offset = 0; offset < s.size;)
        if (!never_changes(utf8_next(s, &offset)))
            return false;
    return true;
}

/* On the heap, to be freed; NULL when `s` is malformed. */
static utf8proc_uint8_t *compose(struct slice s, size_t *size)
{
    utf8proc_uint8_t *composed = NULL;
    utf8proc_ssize_t result =
        utf8proc_map((const utf8proc_uint8_t *)s.data, (utf8proc_ssize_t)s.size, &composed,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    CHECK(result != UTF8PROC_ERROR_NOMEM);
    *size = result < 0 ? 0 : (size_t)result;
    return result < 0 ? NULL : composed;
}

bool utf8_is_nfc(struct slice s)
{
    if (surely_nfc(s))
        return true;
    size_t size;
    utf8proc_uint8_t *composed = compose(s, &size);
    bool same = composed && slice_equal(s, (struct slice){(const char *)composed, size});
    free(composed);
    return same;
}

struct slice utf8_nfc(struct arena *a, struct slice s)
{
    if (surely_nfc(s))
        return s;
    size_t size;
    utf8proc_uint8_t *composed = compose(s, &size);
    if (!composed)
        return s;
    struct slice result = {(const char *)composed, size};
    result = slice_equal(result, s) ? s : arena_copy(a, result);
    free(composed);
    return result;
}

static size_t decode_word(uint32_t out[UTF8_WORD_MAX], struct slice s)
{
    size_t count = 0;
    for (size_t offset = 0; offset < s.size; count++) {
        if (count == UTF8_WORD_MAX)
            return UTF8_WORD_MAX + 1;
        out[count] = utf8_next(s, &offset);
    }
    return count;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Distances of one beginning of `a` to each beginning of `b`. */
typedef unsigned distance_row[UTF8_WORD_MAX + 1];

/* Fills rows[2] from the row above it and, for two letters that changed places, the one above that.
 */
static void next_row(distance_row rows[3], const uint32_t *a, size_t at, const uint32_t *b,
                     size_t b_count)
{
    rows[2][0] = rows[1][0] + 1;
    for (size_t i = 1; i <= b_count; i++) {
        unsigned replaced = rows[1][i - 1] + (a[at] != b[i - 1]);
        rows[2][i] = least(replaced, least(rows[1][i], rows[2][i - 1]) + 1);
        if (at > 0 && i > 1 && a[at] == b[i - 2] && a[at - 1] == b[i - 1])
            rows[2][i] = least(rows[2][i], rows[0][i - 2] + 1);
    }
}

unsigned utf8_edit_distance(struct slice a, struct slice b, unsigned limit)
{
    uint32_t a_points[UTF8_WORD_MAX], b_points[UTF8_WORD_MAX];
    distance_row rows[3];
    size_t a_count = decode_word(a_points, a), b_count = decode_word(b_points, b);
    if (a_count > UTF8_WORD_MAX || b_count > UTF8_WORD_MAX)
        return slice_equal(a, b) ? 0 : limit + 1;
    if (a_count > b_count + limit || b_count > a_count + limit)
        return limit + 1;
    for (unsigned i = 0; i <= b_count; i++)
        rows[1][i] = i;
    for (size_t i = 0; i < a_count; i++) {
        next_row(rows, a_points, i, b_points, b_count);
        memcpy(rows[0], rows[1], sizeof rows[0]);
        memcpy(rows[1], rows[2], sizeof rows[1]);
    }
    return least(rows[1][b_count], limit + 1);
}

/* As typed with Caps Lock, or as a name is written where the word is a key: both count. */
static unsigned distance_any_case(struct slice word, const char *candidate, unsigned limit)
{
    char small[4 * UTF8_WORD_MAX];
    unsigned distance = utf8_edit_distance(word, slice_from(candidate), limit);
    if (distance == 0 || word.size > sizeof small)
        return distance;
    for (size_t i = 0; i < word.size; i++)
        small[i] = word.data[i] >= 'A' && word.data[i] <= 'Z' ? (char)(word.data[i] - 'A' + 'a')
                                                              : word.data[i];
    unsigned folded =
        utf8_edit_distance((struct slice){small, word.size}, slice_from(candidate), limit);
    return folded < distance ? folded : distance;
}

int utf8_nearest(struct slice word, const char *const *words, unsigned word_count)
{
    size_t length = utf8_length(word);
    unsigned limit = length < 3 ? 1 : length > UTF8_WORD_MAX ? 0 : (unsigned)(length / 3);
    int nearest = -1;
    for (unsigned i = 0; i < word_count; i++) {
        unsigned distance = distance_any_case(word, words[i], limit);
        if (distance > limit)
            continue;
        nearest = (int)i;
        if (distance == 0)
            break;
        limit = distance - 1;
    }
    return nearest;
}
