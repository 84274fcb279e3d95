/* How it works
 *
 * A word is taken apart into letters (base, mark, capital) and one tone, changed, and written
 * again; so a tone always stands where the finished syllable wants it, however it was typed:
 *
 *     h o a + sắc          vowels "oa", open      → hóa    (traditional: on the first)
 *     h ó a + n            vowels "oa", closed    → hoán   (moved when the n came)
 *     t i e n g + ´ + ^    ie → iê                → tiếng  (the marked vowel takes it)
 *     q u y + sắc          opening "qu", vowel y  → quý
 *     g i a + huyền        opening "gi", vowel a  → già
 *
 * Which vowels can stand together, and with which marks, is one table: a group is possible when a
 * row has the same bases and at least its marks. The way not taken is a table of whole syllables
 * (some 7,000): names have syllables that are in no dictionary.
 */
#include "kiosk/voice/syllable.h"

#include <stddef.h>
#include <string.h>

/* Six tones of each vowel, small then capital, in the order of enum letter_tone. */
static const struct {
    uint32_t base;
    enum letter_mark mark;
    uint32_t small[6], capital[6];
} vowels[] = {
    {'a',
     LETTER_PLAIN,
     {'a', 0xE0, 0xE1, 0x1EA3, 0xE3, 0x1EA1},
     {'A', 0xC0, 0xC1, 0x1EA2, 0xC3, 0x1EA0}},
    {'a',
     LETTER_BREVE,
     {0x103, 0x1EB1, 0x1EAF, 0x1EB3, 0x1EB5, 0x1EB7},
     {0x102, 0x1EB0, 0x1EAE, 0x1EB2, 0x1EB4, 0x1EB6}},
    {'a',
     LETTER_CIRCUMFLEX,
     {0xE2, 0x1EA7, 0x1EA5, 0x1EA9, 0x1EAB, 0x1EAD},
     {0xC2, 0x1EA6, 0x1EA4, 0x1EA8, 0x1EAA, 0x1EAC}},
    {'e',
     LETTER_PLAIN,
     {'e', 0xE8, 0xE9, 0x1EBB, 0x1EBD, 0x1EB9},
     {'E', 0xC8, 0xC9, 0x1EBA, 0x1EBC, 0x1EB8}},
    {'e',
     LETTER_CIRCUMFLEX,
     {0xEA, 0x1EC1, 0x1EBF, 0x1EC3, 0x1EC5, 0x1EC7},
     {0xCA, 0x1EC0, 0x1EBE, 0x1EC2, 0x1EC4, 0x1EC6}},
    {'i',
     LETTER_PLAIN,
     {'i', 0xEC, 0xED, 0x1EC9, 0x129, 0x1ECB},
     {'I', 0xCC, 0xCD, 0x1EC8, 0x128, 0x1ECA}},
    {'o',
     LETTER_PLAIN,
     {'o', 0xF2, 0xF3, 0x1ECF, 0xF5, 0x1ECD},
     {'O', 0xD2, 0xD3, 0x1ECE, 0xD5, 0x1ECC}},
    {'o',
     LETTER_CIRCUMFLEX,
     {0xF4, 0x1ED3, 0x1ED1, 0x1ED5, 0x1ED7, 0x1ED9},
     {0xD4, 0x1ED2, 0x1ED0, 0x1ED4, 0x1ED6, 0x1ED8}},
    {'o',
     LETTER_HORN,
     {0x1A1, 0x1EDD, 0x1EDB, 0x1EDF, 0x1EE1, 0x1EE3},
     {0x1A0, 0x1EDC, 0x1EDA, 0x1EDE, 0x1EE0, 0x1EE2}},
    {'u',
     LETTER_PLAIN,
     {'u', 0xF9, 0xFA, 0x1EE7, 0x169, 0x1EE5},
     {'U', 0xD9, 0xDA, 0x1EE6, 0x168, 0x1EE4}},
    {'u',
     LETTER_HORN,
     {0x1B0, 0x1EEB, 0x1EE9, 0x1EED, 0x1EEF, 0x1EF1},
     {0x1AF, 0x1EEA, 0x1EE8, 0x1EEC, 0x1EEE, 0x1EF0}},
    {'y',
     LETTER_PLAIN,
     {'y', 0x1EF3, 0xFD, 0x1EF7, 0x1EF9, 0x1EF5},
     {'Y', 0x1EF2, 0xDD, 0x1EF6, 0x1EF8, 0x1EF4}},
};
enum { VOWEL_COUNT = sizeof vowels / sizeof *vowels };

static const char *const openings[] = {
    "",   "b",   "c",  "ch", "d",  "đ", "g",  "gh", "gi", "h", "k",  "kh", "l", "m", "n",
    "ng", "ngh", "nh", "p",  "ph", "q", "qu", "r",  "s",  "t", "th", "tr", "v", "x",
};

static const char *const closings[] = {"", "c", "ch", "m", "n", "ng", "nh", "p", "t"};

/* Marks written as the digits of VNI: 6 circumflex, 7 horn, 8 breve. */
static const char *const groups[] = {
    "a",   "a8",   "a6",   "e",    "e6",   "i",   "o",     "o6",    "o7",   "u",    "u7",  "y",
    "ai",  "ao",   "au",   "ay",   "a6u",  "a6y", "eo",    "e6u",   "ia",   "ie6",  "iu",  "oa",
    "oa8", "oe",   "oi",   "oo",   "o6i",  "o7i", "ua",    "ua6",   "ua8",  "ue6",  "ui",  "uo6",
    "uo7", "u7a",  "u7i",  "u7o7", "u7u",  "uy",  "ya",    "ye6",   "ie6u", "oai",  "oao", "oay",
    "oeo", "ua6y", "uo6i", "uya",  "uye6", "uyu", "u7o7i", "u7o7u", "ye6u", "ue6u", "uau", "ueo",
};

/* ---- letters --------------------------------------------------------------------------------- */

static bool is_vowel(uint32_t base)
{
    return base == 'a' || base == 'e' || base == 'i' || base == 'o' || base == 'u' || base == 'y';
}

static bool take_vowel(struct syllable_letter *out, enum letter_tone *tone, uint32_t letter)
{
    for (unsigned v = 0; v < VOWEL_COUNT; v++)
        for (unsigned i = 0; i < 6; i++) {
            bool capital = vowels[v].capital[i] == letter;
            if (!capital && vowels[v].small[i] != letter)
                continue;
            *out = (struct syllable_letter){vowels[v].base, vowels[v].mark, capital};
            *tone = (enum letter_tone)i;
            return true;
        }
    return false;
}

static bool take_letter(struct syllable_letter *out, enum letter_tone *tone, uint32_t letter)
{
    *tone = TONE_LEVEL;
    if (take_vowel(out, tone, letter))
        return true;
    if (letter == 0x110 || letter == 0x111) {
        *out = (struct syllable_letter){'d', LETTER_STROKE, letter == 0x110};
        return true;
    }
    bool capital = letter >= 'A' && letter <= 'Z';
    uint32_t base = capital ? letter - 'A' + 'a' : letter;
    if (base < 'a' || base > 'z')
        return false;
    *out = (struct syllable_letter){base, LETTER_PLAIN, capital};
    return true;
}

static uint32_t give_letter(const struct syllable_letter *l, enum letter_tone tone)
{
    if (l->mark == LETTER_STROKE)
        return l->capital ? 0x110 : 0x111;
    for (unsigned v = 0; v < VOWEL_COUNT; v++)
        if (vowels[v].base == l->base && vowels[v].mark == l->mark)
            return l->capital ? vowels[v].capital[tone] : vowels[v].small[tone];
    return l->capital ? l->base - 'a' + 'A' : l->base;
}

/* ---- what stands together -------------------------------------------------------------------- */

/* Consonants [begin, end) are `word`; "đ" in the list is the letter d with a stroke. */
static bool consonants_are(const struct syllable *s, unsigned begin, unsigned end, const char *word)
{
    unsigned i = begin;
    for (; *word && i < end; i++) {
        bool stroke = strncmp(word, "đ", 2) == 0;
        uint32_t base = stroke ? 'd' : (uint32_t)(unsigned char)*word;
        if (s->letters[i].base != base || (s->letters[i].mark == LETTER_STROKE) != stroke)
            return false;
        word += stroke ? 2 : 1;
    }
    return i == end && *word == '\0';
}

static bool is_one_of(const struct syllable *s, unsigned begin, unsigned end,
                      const char *const *words, size_t word_count)
{
    for (size_t i = 0; i < word_count; i++)
        if (consonants_are(s, begin, end, words[i]))
            return true;
    return false;
}

static enum letter_mark mark_of_digit(char digit)
{
    return digit == '6' ? LETTER_CIRCUMFLEX : digit == '7' ? LETTER_HORN : LETTER_BREVE;
}

/* The group may still lack marks of the row, but has none that the row lacks. */
static bool group_is(const struct syllable *s, const char *row)
{
    unsigned i = s->vowels_begin;
    while (*row && i < s->vowels_end) {
        const struct syllable_letter *l = &s->letters[i++];
        if (l->base != (uint32_t)(unsigned char)*row++)
            return false;
        bool marked = *row >= '6' && *row <= '8';
        enum letter_mark mark = marked ? mark_of_digit(*row) : LETTER_PLAIN;
        if (l->mark != LETTER_PLAIN && l->mark != mark)
            return false;
        row += marked;
    }
    return *row == '\0' && i == s->vowels_end;
}

static bool group_is_possible(const struct syllable *s)
{
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (group_is(s, groups[i]))
            return true;
    return s->vowels_begin == s->vowels_end;
}

static bool is_possible(const struct syllable *s)
{
    return is_one_of(s, 0, s->vowels_begin, openings, sizeof openings / sizeof *openings) &&
           is_one_of(s, s->vowels_end, s->count, closings, sizeof closings / sizeof *closings) &&
           group_is_possible(s);
}

/* "ưo" is always on its way to "ươ"; "uơ" becomes it when a letter follows (thuở, but thương). */
static void complete_horns(struct syllable *s)
{
    if (s->vowels_end - s->vowels_begin < 2)
        return;
    struct syllable_letter *u = &s->letters[s->vowels_begin], *o = u + 1;
    if (u->base != 'u' || o->base != 'o')
        return;
    bool more = s->count > s->vowels_begin + 2;
    if (u->mark == LETTER_HORN && o->mark == LETTER_PLAIN)
        o->mark = LETTER_HORN;
    else if (u->mark == LETTER_PLAIN && o->mark == LETTER_HORN && more)
        u->mark = LETTER_HORN;
}

/* ---- reading and writing --------------------------------------------------------------------- */

static void find_vowels(struct syllable *s)
{
    unsigned begin = 0;
    while (begin < s->count && !is_vowel(s->letters[begin].base))
        begin++;
    bool q = begin == 1 && s->letters[0].base == 'q';
    bool g = begin == 1 && s->letters[0].base == 'g';
    const struct syllable_letter *first = &s->letters[begin];
    if (begin < s->count && q && first->base == 'u' && first->mark == LETTER_PLAIN)
        begin++;
    else if (begin + 1 < s->count && g && first->base == 'i' && is_vowel(first[1].base))
        begin++;
    unsigned end = begin;
    while (end < s->count && is_vowel(s->letters[end].base))
        end++;
    s->vowels_begin = begin;
    s->vowels_end = end;
}

bool syllable_read(struct syllable *s, const uint32_t *letters, unsigned count)
{
    *s = (struct syllable){0};
    if (count > SYLLABLE_MAX)
        return false;
    for (unsigned i = 0; i < count; i++) {
        enum letter_tone tone;
        if (!take_letter(&s->letters[i], &tone, letters[i]))
            return false;
        if (tone != TONE_LEVEL && s->tone != TONE_LEVEL)
            return false;
        if (tone != TONE_LEVEL)
            s->tone = tone;
    }
    s->count = count;
    find_vowels(s);
    complete_horns(s);
    return is_possible(s);
}

/* Index of the vowel that bears the tone; see the top. */
static unsigned tone_place(const struct syllable *s)
{
    unsigned length = s->vowels_end - s->vowels_begin;
    for (unsigned i = s->vowels_end; i > s->vowels_begin; i--)
        if (s->letters[i - 1].mark != LETTER_PLAIN)
            return i - 1;
    bool closed = s->count > s->vowels_end;
    if (length == 3 || (length == 2 && closed))
        return s->vowels_begin + 1;
    return s->vowels_begin;
}

unsigned syllable_write(uint32_t out[SYLLABLE_MAX], const struct syllable *s)
{
    struct syllable done = *s;
    complete_horns(&done);
    unsigned place = tone_place(&done);
    for (unsigned i = 0; i < done.count; i++)
        out[i] = give_letter(&done.letters[i], i == place ? done.tone : TONE_LEVEL);
    return done.count;
}

/* ---- marks ----------------------------------------------------------------------------------- */

static bool mark_if_possible(struct syllable *s, unsigned index, uint32_t base,
                             enum letter_mark mark)
{
    struct syllable_letter *l = &s->letters[index];
    enum letter_mark before = l->mark;
    if ((base && l->base != base) || before == mark)
        return false;
    struct syllable_letter bare = {l->base, mark, false};
    if (give_letter(&bare, TONE_LEVEL) == l->base)
        return false;
    l->mark = mark;
    if (group_is_possible(s))
        return true;
    l->mark = before;
    return false;
}

/* "u" and "o" beside each other take the horn on the o; complete_horns does the rest. */
static bool mark_horn_pair(struct syllable *s)
{
    if (s->vowels_end - s->vowels_begin < 2)
        return false;
    struct syllable_letter *u = &s->letters[s->vowels_begin], *o = u + 1;
    if (u->base != 'u' || o->base != 'o' || o->mark == LETTER_HORN)
        return false;
    o->mark = LETTER_HORN;
    return true;
}

bool syllable_add_mark(struct syllable *s, uint32_t base, enum letter_mark mark)
{
    if (mark == LETTER_STROKE) {
        bool plain =
            s->count > 0 && s->letters[0].base == 'd' && s->letters[0].mark == LETTER_PLAIN;
        if (plain)
            s->letters[0].mark = LETTER_STROKE;
        return plain;
    }
    if (mark == LETTER_HORN && mark_horn_pair(s))
        return true;
    for (unsigned i = s->vowels_end; i > s->vowels_begin; i--)
        if (mark_if_possible(s, i - 1, base, mark))
            return true;
    return false;
}

bool syllable_has_mark(const struct syllable *s, uint32_t base, enum letter_mark mark)
{
    for (unsigned i = 0; i < s->count; i++)
        if (s->letters[i].mark == mark && (!base || s->letters[i].base == base))
            return true;
    return false;
}

void syllable_clear_mark(struct syllable *s, uint32_t base, enum letter_mark mark)
{
    for (unsigned i = 0; i < s->count; i++)
        if (s->letters[i].mark == mark && (!base || s->letters[i].base == base))
            s->letters[i].mark = LETTER_PLAIN;
}
