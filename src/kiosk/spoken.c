#include "kiosk/spoken.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

enum {
    GROUP_DIGITS = 3,
    NUMBER_DIGITS_MAX = 6, /* More are no quantity that people say. */
    AMOUNT_GROUPS_MAX = 4
};

struct saying {
    const char *written, *said;
};

/* What people say, in syllables that the voice knows. In addresses capitals do not matter. */
static const struct saying vietnamese[] = {
    {"AI", "ây ai"},
    {"App Store", "áp xto"},
    {"ATM", "a tê em"},
    {"BHYT", "bảo hiểm y tế"},
    {"CCCD", "căn cước công dân"},
    {"CH Play", "xê hát pờ lây"},
    {"dichvucong", "dịch vụ công"},
    {"email", "i meo"},
    {"Facebook", "phây búc"},
    {"Google", "gu gồ"},
    {"iPhone", "ai phôn"},
    {"Messenger", "mét xen chờ"},
    {"NFC", "en ép xê"},
    {"OTP", "ô tê pê"},
    {"Shopee", "sốp pi"},
    {"SMS", "ét em ét"},
    {"TikTok", "tích tốc"},
    {"tinnhiemmang", "tín nhiệm mạng"},
    {"UBND", "ủy ban nhân dân"},
    {"VNeID", "vi en i ai đi"},
    {"Wi-Fi", "oai phai"},
    {"YouTube", "diu túp"},
    {"Zalo", "da lô"},
    {NULL, NULL},
};

static const struct saying english[] = {
    {"NFC", "N F C"}, {"OTP", "O T P"}, {"SMS", "S M S"}, {"VNeID", "V N E I D"}, {NULL, NULL},
};

struct tongue {
    const char *language;
    const struct saying *sayings;
    const char *dot, *dash, *slash, *at; /* In addresses. */
    const char *to;                      /* 8–10 */
    /* Of amounts; NULL: the voice knows how, with commas. */
    const char *thousand, *million, *thousand_million, *no_hundred;
};

static const struct saying nothing[] = {{NULL, NULL}};

static const struct tongue tongues[] = {
    {"vi", vietnamese, " chấm ", " gạch ngang ", " gạch chéo ", " a còng ", " đến ", " nghìn",
     " triệu", " tỷ", "không trăm "},
    {"en", english, " dot ", " dash ", " slash ", " at ", " to ", NULL, NULL, NULL, NULL},
    {"", nothing, ".", "-", "/", "@", "–", NULL, NULL, NULL, NULL},
};

/* ---- Writing ---- */

struct speaker {
    const struct tongue *tongue;
    char *out;
    size_t size, limit;
    struct slice in;
    size_t at;
    bool after_group; /* Digits that were spelled stand before this, but for a space. */
};

static void put(struct speaker *s, const char *bytes, size_t count)
{
    if (s->size + count > s->limit)
        s->limit = s->size; /* Nothing behind a gap. */
    else if (count > 0) {
        memcpy(s->out + s->size, bytes, count);
        s->size += count;
    }
}

static void put_text(struct speaker *s, const char *text)
{
    put(s, text, strlen(text));
}

static void put_apart(struct speaker *s, const char *digits, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        put(s, &digits[i], 1);
        if (i + 1 < count)
            put(s, " ", 1);
    }
}

/* ---- Reading ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Letters with marks are more than one byte; so are dashes and quotes, which hurts nobody here. */
static bool is_word_byte(char c)
{
    return is_digit(c) || is_ascii_letter(c) || (unsigned char)c >= 0x80;
}

static char byte_at(struct slice text, size_t i)
{
    return i < text.size ? text.data[i] : '\0';
}

static size_t digits_from(struct slice text, size_t i)
{
    size_t end = i;
    while (is_digit(byte_at(text, end)))
        end++;
    return end - i;
}

/* ---- Words ---- */

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool begins_with(struct slice text, size_t at, const char *word, bool any_case)
{
    for (size_t i = 0; word[i]; i++) {
        char c = byte_at(text, at + i);
        if (c != word[i] && !(any_case && small(c) == small(word[i])))
            return false;
    }
    return true;
}

static const struct saying *find_saying(const struct speaker *s, bool any_case)
{
    if (s->at > 0 && is_word_byte(s->in.data[s->at - 1]))
        return NULL;
    for (const struct saying *w = s->tongue->sayings; w->written; w++)
        if (begins_with(s->in, s->at, w->written, any_case) &&
            !is_word_byte(byte_at(s->in, s->at + strlen(w->written))))
            return w;
    return NULL;
}

static bool say_word(struct speaker *s, bool any_case)
{
    const struct saying *saying = find_saying(s, any_case);
    if (!saying)
        return false;
    put_text(s, saying->said);
    s->at += strlen(saying->written);
    return true;
}

/* ---- Addresses ---- */

static bool is_address_byte(char c)
{
    return is_digit(c) || is_ascii_letter(c) || (c != '\0' && strchr(".-/@:_?=&%#", c) != NULL);
}

/* Bytes of "vneid.gov.vn" or "a@b.vn" from here: no spaces, a full stop between letters. */
static size_t address_from(struct slice text, size_t at)
{
    size_t end = at;
    bool has_dot = false;
    if (!is_ascii_letter(byte_at(text, at)) || (at > 0 && is_word_byte(text.data[at - 1])))
        return 0;
    for (; is_address_byte(byte_at(text, end)); end++)
        has_dot =
            has_dot || (text.data[end] == '.' && end > at &&
                        (is_ascii_letter(text.data[end - 1]) || is_digit(text.data[end - 1])) &&
                        is_ascii_letter(byte_at(text, end + 1)));
    while (end > at && strchr(".:?-", text.data[end - 1]))
        end--; /* Of the sentence. */
    return has_dot && !is_word_byte(byte_at(text, end)) ? end - at : 0;
}

static void say_address_sign(struct speaker *s, char sign)
{
    switch (sign) {
    case '.':
        put_text(s, s->tongue->dot);
        return;
    case '-':
        put_text(s, s->tongue->dash);
        return;
    case '/':
        put_text(s, s->tongue->slash);
        return;
    case '@':
        put_text(s, s->tongue->at);
        return;
    default:
        put(s, &sign, 1);
    }
}

static bool say_address(struct speaker *s)
{
    static const char *const schemes[] = {"https://", "http://"};
    size_t size = address_from(s->in, s->at), end = s->at + size;
    if (size == 0)
        return false;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (begins_with(s->in, s->at, schemes[i], true) && size > strlen(schemes[i]))
            s->at += strlen(schemes[i]);
    while (s->at < end) {
        size_t digits = digits_from(s->in, s->at);
        if (digits > 0) {
            put_apart(s, s->in.data + s->at, digits);
            s->at += digits;
        } else if (!say_word(s, true)) {
            say_address_sign(s, s->in.data[s->at++]);
        }
    }
    return true;
}

/* ---- Numbers ---- */

/* "1.500.000": groups of three behind the first; how many, or 0. */
static unsigned amount_groups(struct slice text, size_t at)
{
    size_t first = digits_from(text, at), end = at + first;
    unsigned groups = 1;
    if (first == 0 || first > GROUP_DIGITS || text.data[at] == '0')
        return 0;
    for (; byte_at(text, end) == '.' && digits_from(text, end + 1) == GROUP_DIGITS; groups++)
        end += 1 + GROUP_DIGITS;
    bool goes_on = byte_at(text, end) == '.' && digits_from(text, end + 1) > 0;
    return groups > 1 && groups <= AMOUNT_GROUPS_MAX && !goes_on ? groups : 0;
}

static const char *scale_word(const struct tongue *t, unsigned groups_left)
{
    const char *const words[AMOUNT_GROUPS_MAX] = {"", t->thousand, t->million, t->thousand_million};
    return words[groups_left];
}

/* A group as it is said: without the noughts that lead it, but for "không trăm". */
static void say_group(struct speaker *s, const char *digits, size_t count, bool is_first)
{
    if (!is_first && digits[0] == '0')
        put_text(s, s->tongue->no_hundred);
    while (count > 1 && digits[0] == '0') {
        digits++;
        count--;
    }
    put(s, digits, count);
}

static void say_amount_in_words(struct speaker *s, unsigned groups)
{
    for (unsigned i = 0; i < groups; i++) {
        size_t count = digits_from(s->in, s->at);
        const char *digits = s->in.data + s->at;
        bool is_zero = count == GROUP_DIGITS && memcmp(digits, "000", GROUP_DIGITS) == 0;
        if (!is_zero) {
            if (i > 0)
                put(s, " ", 1);
            say_group(s, digits, count, i == 0);
            put_text(s, scale_word(s->tongue, groups - 1 - i));
        }
        s->at += count + (i + 1 < groups);
    }
}

/* The voice reads points as what they are in its own country: commas stand for thousands there. */
static void say_amount_with_commas(struct speaker *s, unsigned groups)
{
    for (unsigned i = 0; i < groups; i++) {
        size_t count = digits_from(s->in, s->at);
        put(s, s->in.data + s->at, count);
        if (i + 1 < groups)
            put(s, ",", 1);
        s->at += count + (i + 1 < groups);
    }
}

static bool say_amount(struct speaker *s)
{
    unsigned groups = amount_groups(s->in, s->at);
    bool inside = s->at > 0 && strchr(".,/", s->in.data[s->at - 1]) != NULL;
    if (groups == 0 || inside)
        return false;
    if (s->tongue->thousand)
        say_amount_in_words(s, groups);
    else
        say_amount_with_commas(s, groups);
    return true;
}

/* "0912 345 678", "1900 0368", many digits: groups beside each other, or a leading 0. */
static bool is_spelled(const struct speaker *s, size_t count)
{
    size_t end = s->at + count;
    bool group_follows = byte_at(s->in, end) == ' ' && digits_from(s->in, end + 1) >= GROUP_DIGITS;
    bool inner = s->at > 0 && strchr(".,/", s->in.data[s->at - 1]) != NULL;
    return (s->in.data[s->at] == '0' && count >= GROUP_DIGITS && !inner) ||
           count > NUMBER_DIGITS_MAX ||
           (count >= GROUP_DIGITS && (group_follows || s->after_group));
}

static bool say_number(struct speaker *s)
{
    size_t digits = digits_from(s->in, s->at);
    if (digits == 0)
        return false;
    if (say_amount(s)) {
        s->after_group = false;
        return true;
    }
    s->after_group = is_spelled(s, digits);
    if (s->after_group)
        put_apart(s, s->in.data + s->at, digits);
    else
        put(s, s->in.data + s->at, digits);
    s->at += digits;
    if (begins_with(s->in, s->at, "–", false) && digits_from(s->in, s->at + strlen("–")) > 0) {
        put_text(s, s->tongue->to);
        s->at += strlen("–");
    }
    return true;
}

/* ---- All together ---- */

static void say_letter(struct speaker *s)
{
    size_t begin = s->at;
    s->after_group = s->after_group && s->in.data[begin] == ' ';
    (void)utf8_next(s->in, &s->at);
    put(s, s->in.data + begin, s->at - begin);
}

static const struct tongue *tongue_of(const char *language)
{
    const struct tongue *t = tongues;
    while (t->language[0] && strcmp(t->language, language) != 0)
        t++;
    return t;
}

void spoken_text(char *out, size_t out_bytes, struct slice text, const char *language)
{
    struct speaker s = {
        .tongue = tongue_of(language), .out = out, .limit = out_bytes - 1, .in = text};
    while (s.at < text.size)
        if (!say_number(&s) && !say_address(&s) && !say_word(&s, false))
            say_letter(&s);
    out[s.size] = '\0';
}
