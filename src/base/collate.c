#include "base/collate.h"

#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"

enum { PARTS_MAX = 8, NO_MORE = 0, OTHERS = 0x10000, LETTERS = 0x100 };

/** A letter as three weights; the first is NO_MORE behind the last letter. */
struct weights {
    uint32_t letter; /* LETTERS + 8 × (base letter) + its shape */
    unsigned tone, capital;
};

static unsigned shape_of(uint32_t mark)
{
    switch (mark) {
    case 0x306: /* ă */
        return 1;
    case 0x302: /* â ê ô */
        return 2;
    case 0x31B: /* ơ ư */
        return 3;
    default:
        return 0;
    }
}

static unsigned tone_of(uint32_t mark)
{
    static const uint32_t tones[] = {0x300, 0x309, 0x303, 0x301, 0x323};
    for (unsigned i = 0; i < sizeof tones / sizeof *tones; i++)
        if (mark == tones[i])
            return i + 1;
    return 0;
}

/* Signs, digits and foreign letters in the order of their code points. */
static uint32_t base_weight(uint32_t code_point)
{
    if (code_point >= 'a' && code_point <= 'z')
        return LETTERS + 8 * (code_point - 'a');
    if (code_point == 0x111)
        return LETTERS + 8 * ('d' - 'a') + 1;
    if (code_point == ' ')
        return 1;
    if (code_point >= '0' && code_point <= '9')
        return 0x80 + code_point;
    return code_point < 0x80 ? 2 + code_point : OTHERS + code_point;
}

static void add_mark(struct weights *w, uint32_t mark)
{
    w->letter += shape_of(mark);
    w->tone = tone_of(mark) ? tone_of(mark) : w->tone;
}

static bool is_mark(uint32_t code_point)
{
    return shape_of(code_point) || tone_of(code_point);
}

static struct weights next_letter(struct slice s, size_t *at)
{
    struct weights w = {.letter = NO_MORE};
    utf8proc_int32_t parts[PARTS_MAX];
    int boundary = 0;
    if (*at >= s.size)
        return w;
    uint32_t code_point = utf8_next(s, at), small = utf8_lower(code_point);
    w.capital = small != code_point;
    utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)small, parts, PARTS_MAX,
                                                     UTF8PROC_DECOMPOSE, &boundary);
    w.letter = base_weight(count > 0 ? (uint32_t)parts[0] : small);
    for (utf8proc_ssize_t i = 1; i < count && i < PARTS_MAX; i++)
        add_mark(&w, (uint32_t)parts[i]);
    for (size_t next = *at; next < s.size; *at = next) {
        uint32_t mark = utf8_next(s, &next);
        if (!is_mark(mark))
            break;
        add_mark(&w, mark);
    }
    return w;
}

int collate_compare(struct slice a, struct slice b)
{
    size_t i = 0, k = 0;
    int tone = 0, capital = 0;
    for (;;) {
        struct weights x = next_letter(a, &i), y = next_letter(b, &k);
        if (x.letter != y.letter)
            return x.letter < y.letter ? -1 : 1;
        if (x.letter == NO_MORE)
            break;
        if (tone == 0)
            tone = (int)x.tone - (int)y.tone;
        if (capital == 0)
            capital = (int)x.capital - (int)y.capital;
    }
    if (tone || capital)
        return tone ? tone : capital;
    size_t shorter = a.size < b.size ? a.size : b.size;
    int bytes = shorter ? memcmp(a.data, b.data, shorter) : 0;
    return bytes ? bytes : (a.size > b.size) - (a.size < b.size);
}

uint32_t collate_letter(struct slice word)
{
    static const uint32_t shaped[26][4] = {['a' - 'a'] = {'A', 0x102, 0xC2, 'A'},
                                           ['d' - 'a'] = {'D', 0x110, 'D', 'D'},
                                           ['e' - 'a'] = {'E', 'E', 0xCA, 'E'},
                                           ['o' - 'a'] = {'O', 'O', 0xD4, 0x1A0},
                                           ['u' - 'a'] = {'U', 'U', 'U', 0x1AF}};
    size_t at = 0;
    struct weights w = next_letter(word, &at);
    if (w.letter < LETTERS || w.letter >= LETTERS + 8 * 26)
        return '#';
    uint32_t base = (w.letter - LETTERS) / 8, shape = (w.letter - LETTERS) % 8;
    uint32_t letter = shape < 4 ? shaped[base][shape] : 0;
    return letter ? letter : 'A' + base;
}

unsigned collate_tone(struct slice syllable)
{
    unsigned tone = 0;
    for (size_t at = 0; at < syllable.size && tone == 0;)
        tone = next_letter(syllable, &at).tone;
    return tone;
}
