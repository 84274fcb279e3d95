#include "content/spoken/spoken.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "content/spoken/number.h"
#include "content/spoken/sayings.h"

enum {
    GROUP_DIGITS = 3,
    NUMBER_DIGITS_MAX = 6, /* More are no quantity that people say. */
    AMOUNT_GROUPS_MAX = 4
};

struct tongue {
    const char *language;
    const char *dot, *dash, *slash, *at; /* In addresses. */
    const char *to;                      /* 8–10 */
    /* Of amounts; NULL: the voice knows how, with commas. */
    const char *thousand, *million, *thousand_million, *no_hundred;
};

static const struct tongue tongues[] = {
    {"vi", " chấm ", " gạch ngang ", " gạch chéo ", " a còng ", " đến ", " nghìn", " triệu", " tỷ",
     "không trăm "},
    {"en", " dot ", " dash ", " slash ", " at ", " to ", NULL, NULL, NULL, NULL},
    {"", ".", "-", "/", "@", "–", NULL, NULL, NULL, NULL},
};

/* ---- Writing ---- */

struct speaker {
    const struct tongue *tongue;
    const struct sayings *sayings;
    const char *language;
    bool in_words; /* Numbers. */
    char *out;
    size_t size, limit;
    struct slice in;
    size_t at;
    bool after_group; /* Digits that were spelled stand before this, but for a space. */
    bool after_short; /* The number before this one was a short one to dial. */
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
        if (s->in_words)
            put_text(s, spoken_digit(digits[i]));
        else
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

static bool begins_with(struct slice text, size_t at, struct slice word, bool any_case)
{
    for (size_t i = 0; i < word.size; i++) {
        char c = byte_at(text, at + i);
        if (c != word.data[i] && !(any_case && small(c) == small(word.data[i])))
            return false;
    }
    return true;
}

static bool is_of_language(const struct saying *w, const char *language)
{
    struct slice own = w->language.text;
    return slice_equal_text(own.size ? own : SLICE("vi"), language);
}

/* The longest that stands here as a whole word. */
static const struct saying *find_saying(const struct speaker *s, bool any_case)
{
    const struct saying *best = NULL;
    if (!s->sayings || (s->at > 0 && is_word_byte(s->in.data[s->at - 1])))
        return NULL;
    for (const struct saying *w = s->sayings->items; w < s->sayings->items + s->sayings->count; w++)
        if (w->written.text.size > (best ? best->written.text.size : 0) &&
            is_of_language(w, s->language) &&
            begins_with(s->in, s->at, w->written.text, any_case) &&
            !is_word_byte(byte_at(s->in, s->at + w->written.text.size)))
            best = w;
    return best;
}

static bool say_word(struct speaker *s, bool any_case)
{
    const struct saying *saying = find_saying(s, any_case);
    if (!saying)
        return false;
    put(s, saying->said.text.data, saying->said.text.size);
    s->at += saying->written.text.size;
    return true;
}

/* ---- Addresses ---- */

static bool is_address_byte(char c)
{
    return is_digit(c) || is_ascii_letter(c) || (c != '\0' && strchr(".-/@:_?=&%#", c) != NULL);
}

/* ".gov.vn" or ".apk": the end of a name, behind a space. */
static bool is_ending(struct slice text, size_t at)
{
    return byte_at(text, at) == '.' && is_ascii_letter(byte_at(text, at + 1)) &&
           (at == 0 || text.data[at - 1] == ' ');
}

/* Bytes of "vneid.gov.vn" or "a@b.vn" from here: no spaces, a full stop between letters. */
static size_t address_from(struct slice text, size_t at)
{
    size_t end = at;
    bool has_dot = is_ending(text, at);
    if ((!is_ascii_letter(byte_at(text, at)) && !has_dot) ||
        (at > 0 && is_word_byte(text.data[at - 1])))
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
        put_text(s, s->tongue->dot +
                        (s->size > 0 && s->out[s->size - 1] == ' ' && s->tongue->dot[0] == ' '));
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
        if (begins_with(s->in, s->at, slice_from(schemes[i]), true) && size > strlen(schemes[i]))
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

static uint64_t take_amount(struct speaker *s, unsigned groups)
{
    uint64_t value = 0;
    for (unsigned i = 0; i < groups; i++) {
        for (; is_digit(byte_at(s->in, s->at)); s->at++)
            value = value * 10 + (uint64_t)(s->in.data[s->at] - '0');
        s->at += i + 1 < groups;
    }
    return value;
}

static void put_quantity(struct speaker *s, uint64_t value)
{
    char words[SPOKEN_NUMBER_BYTES];
    spoken_number(words, value);
    put_text(s, words);
}

static bool say_amount(struct speaker *s)
{
    unsigned groups = amount_groups(s->in, s->at);
    bool inside = s->at > 0 && strchr(".,/", s->in.data[s->at - 1]) != NULL;
    if (groups == 0 || inside)
        return false;
    if (s->in_words)
        put_quantity(s, take_amount(s, groups));
    else if (s->tongue->thousand)
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

/* "8–10": the dash between two numbers. */
static void say_dash(struct speaker *s)
{
    size_t next = s->at + strlen("–");
    if (!begins_with(s->in, s->at, SLICE("–"), false) || digits_from(s->in, next) == 0)
        return;
    put_text(s, s->tongue->to);
    s->at = next;
}

/* ---- Numbers in words ---- */

static uint64_t value_of(struct slice text, size_t at, size_t digits)
{
    uint64_t value = 0;
    for (size_t i = 0; i < digits; i++)
        value = value * 10 + (uint64_t)(text.data[at + i] - '0');
    return value;
}

/* Whether the word before this number is `word`, whatever its first letter's case. */
static bool follows(const struct speaker *s, const char *word)
{
    size_t size = strlen(word), end = s->at;
    while (end > 0 && s->in.data[end - 1] == ' ')
        end--;
    if (end == s->at || end < size || !begins_with(s->in, end - size, slice_from(word), true))
        return false;
    return end == size || !is_word_byte(s->in.data[end - size - 1]);
}

/* "gọi 156": three digits or more that are dialled, not counted. */
static bool is_dialled(const struct speaker *s, size_t digits)
{
    static const char *const before[] = {"gọi", "nhắn", "số", "bấm", "đài"};
    static const char *const between[] = {"hoặc", "hay", "và"};
    if (digits < GROUP_DIGITS)
        return false;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (follows(s, before[i]))
            return true;
    for (size_t i = 0; s->after_short && i < sizeof between / sizeof *between; i++)
        if (follows(s, between[i]))
            return true;
    return false;
}

/* "21/11/2026" or, where `day` says that it is one, "21/11"; its bytes, or 0. */
static size_t date_from(struct slice text, size_t at, bool day)
{
    size_t first = digits_from(text, at), second, third, end = at + first;
    if (first > 2 || byte_at(text, end) != '/')
        return 0;
    second = digits_from(text, ++end);
    if (second == 0 || second > 2 || value_of(text, at, first) - 1 > 30 ||
        value_of(text, end, second) - 1 > 11)
        return 0;
    end += second;
    third = byte_at(text, end) == '/' ? digits_from(text, end + 1) : 0;
    if (third == 4)
        return end + 1 + third - at;
    return day && byte_at(text, end) != '/' ? end - at : 0;
}

static void put_month(struct speaker *s, uint64_t month)
{
    put_text(s, " tháng ");
    if (month == 4)
        put_text(s, "tư"); /* Not "bốn", in months. */
    else
        put_quantity(s, month);
}

static bool say_date(struct speaker *s)
{
    bool day = follows(s, "ngày");
    size_t size = date_from(s->in, s->at, day), end = s->at + size;
    if (size == 0)
        return false;
    size_t digits = digits_from(s->in, s->at);
    uint64_t number = value_of(s->in, s->at, digits);
    put_text(s, day ? "" : "ngày ");
    if (number <= 10)
        put_text(s, "mùng ");
    put_quantity(s, number);
    s->at += digits + 1;
    digits = digits_from(s->in, s->at);
    put_month(s, value_of(s->in, s->at, digits));
    s->at += digits;
    if (s->at < end) {
        put_text(s, " năm ");
        put_quantity(s, value_of(s->in, s->at + 1, 4));
    }
    s->at = end;
    return true;
}

/* "69/2024/NĐ-CP" is said "sáu mươi chín năm hai nghìn …", without the letters. */
static bool say_law(struct speaker *s, size_t digits)
{
    size_t slash = s->at + digits;
    if (byte_at(s->in, slash) != '/' || digits > GROUP_DIGITS || digits_from(s->in, slash + 1) != 4)
        return false;
    put_quantity(s, value_of(s->in, s->at, digits));
    put_text(s, " năm ");
    put_quantity(s, value_of(s->in, slash + 1, 4));
    s->at = slash + 5;
    if (byte_at(s->in, s->at) == '/')
        while (is_word_byte(byte_at(s->in, s->at)) || byte_at(s->in, s->at) == '-' ||
               byte_at(s->in, s->at) == '/')
            s->at++;
    return true;
}

/* What may follow a number: a fraction, an hour, a percent sign. */
static void say_behind(struct speaker *s)
{
    size_t fraction = byte_at(s->in, s->at) == ',' ? digits_from(s->in, s->at + 1) : 0;
    if (fraction > 0 && fraction <= 2) {
        put_text(s, " phẩy ");
        put_quantity(s, value_of(s->in, s->at + 1, fraction));
        s->at += 1 + fraction;
    }
    if (byte_at(s->in, s->at) == '%') {
        put_text(s, " phần trăm");
        s->at++;
    } else if (byte_at(s->in, s->at) == 'h' && !is_ascii_letter(byte_at(s->in, s->at + 1))) {
        put_text(s, " giờ"); /* A number behind it begins with a space. */
        s->at++;
    } else if (byte_at(s->in, s->at) == '/' && digits_from(s->in, s->at + 1)) {
        put_text(s, " trên ");
        s->at++;
    }
    say_dash(s);
}

static bool say_in_words(struct speaker *s, size_t digits)
{
    bool was_group = s->after_group, dialled = is_dialled(s, digits);
    s->after_short = dialled;
    if (s->at > 0 && is_ascii_letter(s->in.data[s->at - 1]))
        put(s, " ", 1); /* "A4" */
    s->after_group = is_spelled(s, digits) && !(amount_groups(s->in, s->at) > 0);
    if (s->after_group || dialled) {
        if (was_group && s->size > 0 && s->out[s->size - 1] == ' ') {
            s->size--; /* A pause between groups. */
            put_text(s, ", ");
        }
        put_apart(s, s->in.data + s->at, digits);
        s->at += digits;
        return true;
    }
    if (say_date(s) || say_law(s, digits))
        return true;
    if (!say_amount(s)) {
        put_quantity(s, value_of(s->in, s->at, digits));
        s->at += digits;
    }
    say_behind(s);
    return true;
}

static bool say_number(struct speaker *s)
{
    size_t digits = digits_from(s->in, s->at);
    if (digits == 0)
        return false;
    if (s->in_words)
        return say_in_words(s, digits);
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
    say_dash(s);
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

void spoken_text(char *out, size_t out_bytes, struct slice text, const char *language,
                 enum spoken_by by, const struct sayings *sayings)
{
    struct speaker s = {.tongue = tongue_of(language),
                        .sayings = sayings,
                        .language = language,
                        .out = out,
                        .limit = out_bytes - 1,
                        .in = text};
    s.in_words = by == SPOKEN_BY_PERSON && strcmp(s.tongue->language, "vi") == 0;
    while (s.at < text.size)
        if (!say_number(&s) && !say_address(&s) && !say_word(&s, false))
            say_letter(&s);
    out[s.size] = '\0';
}

struct slice spoken_copy(struct arena *a, struct slice text, const char *language,
                         enum spoken_by by, const struct sayings *sayings)
{
    char out[SPOKEN_MAX];
    spoken_text(out, sizeof out, text, language, by, sayings);
    return arena_copy(a, slice_from(out));
}
