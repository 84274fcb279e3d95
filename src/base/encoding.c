/*
 * Telling TCVN3 and VNI from Unicode.
 *
 * A Vietnamese syllable has a strict form: one of 28 beginnings, one of about 170 rhymes, at most
 * one tone. So each word with a letter beyond ASCII is read three ways (as it stands, as TCVN3, as
 * VNI) and the reading that makes syllables wins. "Coâng ngheä" makes none as it stands and two as
 * VNI; "thanh toán" makes one as it stands, so that "thanh tốn" (the VNI reading) does not count.
 * Counting odd bytes alone would take many a French name for VNI. Of two equal readings VNI is the
 * better, for its marks must follow a fitting vowel.
 *
 * A letter is a small letter for itself, or a capital for one with a hat, breve, horn or bar:
 *     A ă   Q â   E ê   O ô   Z ơ   U ư   D đ
 */
#include "base/encoding.h"

#include <stdint.h>
#include <utf8proc.h>

#include "base/check.h"
#include "base/utf8.h"

enum { EXAMINED_BYTES = 64 * 1024, SYLLABLE_MAX = 8, LATIN1_COUNT = 256 };

enum tone { TONE_NONE, TONE_GRAVE, TONE_HOOK, TONE_TILDE, TONE_ACUTE, TONE_DOT };

struct letter {
    char base; /* 0: not a letter of ours. */
    uint8_t tone;
};

struct word {
    char letters[SYLLABLE_MAX + 1];
    unsigned count;
    unsigned tone_count;
    bool has_ascii, has_other;
    bool broken; /* Something in it is no Vietnamese letter, or it is too long. */
};

struct score {
    unsigned good, bad;
};

/* Each row gives the letters for the tones none, grave, hook, tilde, acute, dot. */
static const struct {
    char base;
    uint8_t byte[6];
} tcvn3_rows[] = {
    {'a', {0, 0xB5, 0xB6, 0xB7, 0xB8, 0xB9}},
    {'A', {0xA8, 0xBB, 0xBC, 0xBD, 0xBE, 0xC6}},
    {'Q', {0xA9, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB}},
    {'e', {0, 0xCC, 0xCE, 0xCF, 0xD0, 0xD1}},
    {'E', {0xAA, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6}},
    {'i', {0, 0xD7, 0xD8, 0xDC, 0xDD, 0xDE}},
    {'o', {0, 0xDF, 0xE1, 0xE2, 0xE3, 0xE4}},
    {'O', {0xAB, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9}},
    {'Z', {0xAC, 0xEA, 0xEB, 0xEC, 0xED, 0xEE}},
    {'u', {0, 0xEF, 0xF1, 0xF2, 0xF3, 0xF4}},
    {'U', {0xAD, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9}},
    {'y', {0, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE}},
    {'D', {0xAE, 0, 0, 0, 0, 0}},
    /* Capitals of their own have no tones. */
    {'A', {0xA1, 0, 0, 0, 0, 0}},
    {'Q', {0xA2, 0, 0, 0, 0, 0}},
    {'E', {0xA3, 0, 0, 0, 0, 0}},
    {'O', {0xA4, 0, 0, 0, 0, 0}},
    {'Z', {0xA5, 0, 0, 0, 0, 0}},
    {'U', {0xA6, 0, 0, 0, 0, 0}},
    {'D', {0xA7, 0, 0, 0, 0, 0}},
};

/* VNI letters that stand alone; capitals lie 0x20 lower. */
static const struct {
    uint8_t byte;
    struct letter letter;
} vni_letters[] = {
    {0xF1, {'D', TONE_NONE}},  {0xF4, {'Z', TONE_NONE}}, {0xF6, {'U', TONE_NONE}},
    {0xEC, {'i', TONE_GRAVE}}, {0xE6, {'i', TONE_HOOK}}, {0xF3, {'i', TONE_TILDE}},
    {0xED, {'i', TONE_ACUTE}}, {0xF2, {'i', TONE_DOT}},  {0xEE, {'y', TONE_DOT}},
};

/* VNI marks, written behind their letter: hat '^', breve '(', or 0 for a tone alone. */
static const struct {
    uint8_t byte;
    char shape;
    uint8_t tone;
} vni_marks[] = {
    {0xF8, 0, TONE_GRAVE},   {0xFB, 0, TONE_HOOK},   {0xF5, 0, TONE_TILDE},
    {0xF9, 0, TONE_ACUTE},   {0xEF, 0, TONE_DOT},    {0xE2, '^', TONE_NONE},
    {0xE0, '^', TONE_GRAVE}, {0xE5, '^', TONE_HOOK}, {0xE3, '^', TONE_TILDE},
    {0xE1, '^', TONE_ACUTE}, {0xE4, '^', TONE_DOT},  {0xEA, '(', TONE_NONE},
    {0xE8, '(', TONE_GRAVE}, {0xFA, '(', TONE_HOOK}, {0xFC, '(', TONE_TILDE},
    {0xE9, '(', TONE_ACUTE}, {0xEB, '(', TONE_DOT},
};

static const char *const onsets[] = {
    "",   "b",   "c",  "ch", "d",  "D", "g",  "gh", "gi", "h", "k",  "kh", "l", "m", "n",
    "ng", "ngh", "nh", "p",  "ph", "q", "qu", "r",  "s",  "t", "th", "tr", "v", "x",
};

static const char *const rhymes[] = {
    "a",    "ac",   "ach",  "ai",   "am",   "an",   "ang",  "anh",  "ao",   "ap",   "at",  "au",
    "ay",   "Ac",   "Am",   "An",   "Ang",  "Ap",   "At",   "Qc",   "Qm",   "Qn",   "Qng", "Qp",
    "Qt",   "Qu",   "Qy",   "e",    "ec",   "em",   "en",   "eng",  "eo",   "ep",   "et",  "E",
    "Ech",  "Em",   "En",   "Eng",  "Enh",  "Ep",   "Et",   "Eu",   "i",    "ia",   "ich", "iEc",
    "iEm",  "iEn",  "iEng", "iEp",  "iEt",  "iEu",  "im",   "in",   "inh",  "ip",   "it",  "iu",
    "o",    "oa",   "oac",  "oach", "oai",  "oam",  "oan",  "oang", "oanh", "oao",  "oap", "oat",
    "oay",  "oAc",  "oAm",  "oAn",  "oAng", "oAt",  "oc",   "oe",   "oen",  "oeo",  "oet", "oi",
    "om",   "on",   "ong",  "ooc",  "oong", "op",   "ot",   "O",    "Oc",   "Oi",   "Om",  "On",
    "Ong",  "Op",   "Ot",   "Z",    "Zi",   "Zm",   "Zn",   "Zp",   "Zt",   "u",    "ua",  "uc",
    "ui",   "um",   "un",   "ung",  "uO",   "uOc",  "uOi",  "uOm",  "uOn",  "uOng", "uOt", "up",
    "ut",   "uQn",  "uQng", "uQt",  "uQy",  "uE",   "uEch", "uEnh", "uZ",   "uy",   "uya", "uych",
    "uyEn", "uyEt", "uynh", "uyt",  "uyu",  "U",    "Ua",   "Uc",   "Ui",   "Um",   "Un",  "Ung",
    "Ut",   "UZc",  "UZi",  "UZm",  "UZn",  "UZng", "UZp",  "UZt",  "UZu",  "Uu",   "y",   "yEm",
    "yEn",  "yEng", "yEt",  "yEu",  "ych",  "ynh",  "yt",
};

static bool is_rhyme(const char *text)
{
    for (size_t i = 0; i < sizeof rhymes / sizeof *rhymes; i++)
        if (strcmp(rhymes[i], text) == 0)
            return true;
    return false;
}

static bool is_syllable(const char *text)
{
    for (size_t i = 0; i < sizeof onsets / sizeof *onsets; i++) {
        size_t size = strlen(onsets[i]);
        if (strncmp(onsets[i], text, size) == 0 && is_rhyme(text + size))
            return true;
    }
    return false;
}

static void add_letter(struct word *w, struct letter letter)
{
    if (letter.base == 0 || w->count == SYLLABLE_MAX) {
        w->broken = true;
        return;
    }
    w->letters[w->count++] = letter.base;
    w->tone_count += letter.tone != TONE_NONE;
}

/* Words of ASCII say nothing, nor do lone signs: "·" and "×" are letters in TCVN3. */
static void end_word(struct word *w, struct score *score)
{
    if (w->has_other && (w->has_ascii || w->count > 1)) {
        w->letters[w->count] = '\0';
        bool good = !w->broken && w->tone_count <= 1 && is_syllable(w->letters);
        *(good ? &score->good : &score->bad) += 1;
    }
    *w = (struct word){0};
}

static bool add_ascii(struct word *w, uint32_t c, struct score *score)
{
    if (c >= 0x80)
        return false;
    char small = (char)(c | 0x20);
    if (small < 'a' || small > 'z') {
        end_word(w, score);
        return true;
    }
    w->has_ascii = true;
    add_letter(w, (struct letter){small, TONE_NONE});
    return true;
}

static struct letter tcvn3_letter(uint32_t c)
{
    for (size_t i = 0; c < LATIN1_COUNT && i < sizeof tcvn3_rows / sizeof *tcvn3_rows; i++)
        for (uint8_t tone = TONE_NONE; tone <= TONE_DOT; tone++)
            if (tcvn3_rows[i].byte[tone] == c)
                return (struct letter){tcvn3_rows[i].base, tone};
    return (struct letter){0, TONE_NONE};
}

static void read_tcvn3(struct word *w, uint32_t c, struct score *score)
{
    if (add_ascii(w, c, score))
        return;
    w->has_other = true;
    add_letter(w, tcvn3_letter(c));
}

/* The letter that `base` becomes under a hat or breve; 0 when there is none. */
static char reshape(char base, char shape)
{
    static const char plain[] = "aaeo", shapes[] = "^(^^", shaped[] = "QAEO";
    if (shape == 0)
        return strchr("aeiouyZU", base) ? base : 0;
    for (size_t i = 0; i < sizeof plain - 1; i++)
        if (plain[i] == base && shapes[i] == shape)
            return shaped[i];
    return 0;
}

static bool add_vni_mark(struct word *w, uint32_t c)
{
    if (w->count == 0)
        return false;
    char *last = &w->letters[w->count - 1];
    for (size_t i = 0; i < sizeof vni_marks / sizeof *vni_marks; i++) {
        if (vni_marks[i].byte != c)
            continue;
        char base = reshape(*last, vni_marks[i].shape);
        if (!base)
            return false;
        *last = base;
        w->tone_count += vni_marks[i].tone != TONE_NONE;
        return true;
    }
    return false;
}

static struct letter vni_letter(uint32_t c)
{
    for (size_t i = 0; i < sizeof vni_letters / sizeof *vni_letters; i++)
        if (vni_letters[i].byte == c)
            return vni_letters[i].letter;
    return (struct letter){0, TONE_NONE};
}

static void read_vni(struct word *w, uint32_t c, struct score *score)
{
    if (add_ascii(w, c, score))
        return;
    w->has_other = true;
    uint32_t small = c >= 0xC0 && c <= 0xDF ? c + 0x20 : c;
    if (!add_vni_mark(w, small))
        add_letter(w, vni_letter(small));
}

static uint8_t tone_of_mark(uint32_t c)
{
    switch (c) {
    case 0x300:
        return TONE_GRAVE;
    case 0x309:
        return TONE_HOOK;
    case 0x303:
        return TONE_TILDE;
    case 0x301:
        return TONE_ACUTE;
    case 0x323:
        return TONE_DOT;
    default:
        return TONE_NONE;
    }
}

static char shape_of_mark(char base, uint32_t c)
{
    switch (c) {
    case 0x302:
        return reshape(base, '^');
    case 0x306:
        return reshape(base, '(');
    case 0x31B:
        return base == 'o' ? 'Z' : base == 'u' ? 'U' : 0;
    default:
        return 0;
    }
}

static void add_mark(struct word *w, uint32_t c)
{
    if (w->count == 0 || w->broken)
        return;
    char *last = &w->letters[w->count - 1];
    if (tone_of_mark(c) != TONE_NONE && strchr("aAQeEioOZuUy", *last)) {
        w->tone_count++;
        return;
    }
    char shaped = shape_of_mark(*last, c);
    w->broken = shaped == 0;
    if (shaped)
        *last = shaped;
}

/* As it stands: taken apart by Unicode, a letter is its base and what follows. */
static void read_unicode(struct word *w, uint32_t c, struct score *score)
{
    if (add_ascii(w, c, score))
        return;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    bool letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
    if (!letter && category != UTF8PROC_CATEGORY_MN) {
        end_word(w, score);
        return;
    }
    w->has_other = true;
    if (c == 0x110 || c == 0x111) {
        add_letter(w, (struct letter){'D', TONE_NONE});
        return;
    }
    utf8proc_int32_t parts[4];
    int boundary = 0;
    utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)c, parts, 4, UTF8PROC_DECOMPOSE, &boundary);
    for (utf8proc_ssize_t i = 0; i < count && i < 4; i++) {
        uint32_t part = (uint32_t)parts[i];
        if (utf8proc_category(parts[i]) == UTF8PROC_CATEGORY_MN)
            add_mark(w, part);
        else
            add_letter(w, (struct letter){part < 0x80 ? (char)(part | 0x20) : 0, TONE_NONE});
    }
}

typedef void read_one(struct word *w, uint32_t c, struct score *score);

static struct score score_bytes(struct slice s, read_one *read)
{
    struct word w = {0};
    struct score score = {0};
    for (size_t i = 0; i < s.size && i < EXAMINED_BYTES; i++)
        read(&w, (unsigned char)s.data[i], &score);
    end_word(&w, &score);
    return score;
}

static struct score score_text(struct slice s, read_one *read)
{
    struct word w = {0};
    struct score score = {0};
    for (size_t offset = 0; offset < s.size && offset < EXAMINED_BYTES;) {
        uint32_t c = utf8_next(s, &offset);
        if (read != read_unicode && c >= LATIN1_COUNT)
            end_word(&w, &score);
        else if (c != UTF8_BAD)
            read(&w, c, &score);
    }
    end_word(&w, &score);
    return score;
}

/* A byte order mark, or a zero in every other byte of what is mostly ASCII. */
static bool looks_like_utf16(struct slice s)
{
    if (slice_starts(s, SLICE("\xFF\xFE")) || slice_starts(s, SLICE("\xFE\xFF")))
        return true;
    size_t zeros[2] = {0, 0}, examined = s.size < 512 ? s.size : 512;
    for (size_t i = 0; i < examined; i++)
        zeros[i % 2] += s.data[i] == '\0';
    size_t most = zeros[0] > zeros[1] ? zeros[0] : zeros[1];
    return examined >= 4 && most * 4 >= examined && zeros[0] + zeros[1] - most <= most / 4;
}

enum encoding_guess encoding_guess_bytes(struct slice s)
{
    if (looks_like_utf16(s))
        return ENCODING_UTF16;
    if (utf8_first_bad(s) == s.size)
        return ENCODING_UTF8;
    struct score tcvn3 = score_bytes(s, read_tcvn3), vni = score_bytes(s, read_vni);
    bool vni_leads = vni.good >= tcvn3.good;
    struct score best = vni_leads ? vni : tcvn3;
    if (best.good <= best.bad)
        return ENCODING_UNKNOWN;
    return vni_leads ? ENCODING_VNI : ENCODING_TCVN3;
}

static bool has_latin1_signs(struct slice s)
{
    for (size_t i = 0; i + 1 < s.size && i < EXAMINED_BYTES; i++)
        if ((unsigned char)s.data[i] == 0xC2 || (unsigned char)s.data[i] == 0xC3)
            return true;
    return false;
}

enum encoding_guess encoding_guess_text(struct slice s)
{
    if (!has_latin1_signs(s))
        return ENCODING_UTF8;
    struct score plain = score_text(s, read_unicode);
    struct score tcvn3 = score_text(s, read_tcvn3), vni = score_text(s, read_vni);
    bool vni_leads = vni.good >= tcvn3.good;
    struct score best = vni_leads ? vni : tcvn3;
    bool better = best.good > plain.good && best.bad <= plain.bad;
    /* One word is enough only if it cannot stand as it is: "n×m" could. */
    if (!better || (best.good < 2 && best.bad == plain.bad))
        return ENCODING_UTF8;
    return vni_leads ? ENCODING_VNI : ENCODING_TCVN3;
}

const char *encoding_name(enum encoding_guess guess)
{
    switch (guess) {
    case ENCODING_UTF8:
        return "UTF-8";
    case ENCODING_UTF16:
        return "UTF-16";
    case ENCODING_TCVN3:
        return "TCVN3 (ABC)";
    case ENCODING_VNI:
        return "VNI";
    case ENCODING_UNKNOWN:
        return "?";
    }
    UNREACHABLE("encoding guess");
}
