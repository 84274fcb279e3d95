/*
 * Numbers in a text. A voice that knows numbers is given digits, with what tells it how to read
 * them; a person who reads aloud is given words.
 */
#include <string.h>

#include "content/spoken/number.h"
#include "content/spoken/speaker.h"

enum {
    GROUP_DIGITS = 3,
    NUMBER_DIGITS_MAX = 6, /* More are no quantity that people say. */
    AMOUNT_GROUPS_MAX = 4
};

/* ---- amounts ---- */

/* "1.500.000": groups of three behind the first; how many, or 0. */
static unsigned amount_groups(struct slice text, size_t at)
{
    size_t first = spoken_digits(text, at), end = at + first;
    unsigned groups = 1;
    if (first == 0 || first > GROUP_DIGITS || text.data[at] == '0')
        return 0;
    for (; byte_at(text, end) == '.' && spoken_digits(text, end + 1) == GROUP_DIGITS; groups++)
        end += 1 + GROUP_DIGITS;
    bool goes_on = byte_at(text, end) == '.' && spoken_digits(text, end + 1) > 0;
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
        speaker_put_text(s, s->tongue->no_hundred);
    while (count > 1 && digits[0] == '0') {
        digits++;
        count--;
    }
    speaker_put(s, digits, count);
}

static void say_amount_in_words(struct speaker *s, unsigned groups)
{
    for (unsigned i = 0; i < groups; i++) {
        size_t count = spoken_digits(s->in, s->at);
        const char *digits = s->in.data + s->at;
        bool is_zero = count == GROUP_DIGITS && memcmp(digits, "000", GROUP_DIGITS) == 0;
        if (!is_zero) {
            if (i > 0)
                speaker_put(s, " ", 1);
            say_group(s, digits, count, i == 0);
            speaker_put_text(s, scale_word(s->tongue, groups - 1 - i));
        }
        s->at += count + (i + 1 < groups);
    }
}

/* The voice reads points as what they are in its own country: commas stand for thousands there. */
static void say_amount_with_commas(struct speaker *s, unsigned groups)
{
    for (unsigned i = 0; i < groups; i++) {
        size_t count = spoken_digits(s->in, s->at);
        speaker_put(s, s->in.data + s->at, count);
        if (i + 1 < groups)
            speaker_put(s, ",", 1);
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
    speaker_put_text(s, words);
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
    bool group_follows =
        byte_at(s->in, end) == ' ' && spoken_digits(s->in, end + 1) >= GROUP_DIGITS;
    bool inner = s->at > 0 && strchr(".,/", s->in.data[s->at - 1]) != NULL;
    return (s->in.data[s->at] == '0' && count >= GROUP_DIGITS && !inner) ||
           count > NUMBER_DIGITS_MAX ||
           (count >= GROUP_DIGITS && (group_follows || s->after_group));
}

/* "8–10": the dash between two numbers. */
static void say_dash(struct speaker *s)
{
    size_t next = s->at + strlen("–");
    if (!spoken_begins(s->in, s->at, SLICE("–"), false) || spoken_digits(s->in, next) == 0)
        return;
    speaker_put_text(s, s->tongue->to);
    s->at = next;
}

/* ---- in words ---- */

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
    if (end == s->at || end < size || !spoken_begins(s->in, end - size, slice_from(word), true))
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
    size_t first = spoken_digits(text, at), second, third, end = at + first;
    if (first > 2 || byte_at(text, end) != '/')
        return 0;
    second = spoken_digits(text, ++end);
    if (second == 0 || second > 2 || value_of(text, at, first) - 1 > 30 ||
        value_of(text, end, second) - 1 > 11)
        return 0;
    end += second;
    third = byte_at(text, end) == '/' ? spoken_digits(text, end + 1) : 0;
    if (third == 4)
        return end + 1 + third - at;
    return day && byte_at(text, end) != '/' ? end - at : 0;
}

static void put_month(struct speaker *s, uint64_t month)
{
    speaker_put_text(s, " tháng ");
    if (month == 4)
        speaker_put_text(s, "tư"); /* Not "bốn", in months. */
    else
        put_quantity(s, month);
}

static bool say_date(struct speaker *s)
{
    bool day = follows(s, "ngày");
    size_t size = date_from(s->in, s->at, day), end = s->at + size;
    if (size == 0)
        return false;
    size_t digits = spoken_digits(s->in, s->at);
    uint64_t number = value_of(s->in, s->at, digits);
    speaker_put_text(s, day ? "" : "ngày ");
    if (number <= 10)
        speaker_put_text(s, "mùng ");
    put_quantity(s, number);
    s->at += digits + 1;
    digits = spoken_digits(s->in, s->at);
    put_month(s, value_of(s->in, s->at, digits));
    s->at += digits;
    if (s->at < end) {
        speaker_put_text(s, " năm ");
        put_quantity(s, value_of(s->in, s->at + 1, 4));
    }
    s->at = end;
    return true;
}

/* "69/2024/NĐ-CP" is said "sáu mươi chín năm hai nghìn …", without the letters. */
static bool say_law(struct speaker *s, size_t digits)
{
    size_t slash = s->at + digits;
    if (byte_at(s->in, slash) != '/' || digits > GROUP_DIGITS ||
        spoken_digits(s->in, slash + 1) != 4)
        return false;
    put_quantity(s, value_of(s->in, s->at, digits));
    speaker_put_text(s, " năm ");
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
    size_t fraction = byte_at(s->in, s->at) == ',' ? spoken_digits(s->in, s->at + 1) : 0;
    if (fraction > 0 && fraction <= 2) {
        speaker_put_text(s, " phẩy ");
        put_quantity(s, value_of(s->in, s->at + 1, fraction));
        s->at += 1 + fraction;
    }
    if (byte_at(s->in, s->at) == '%') {
        speaker_put_text(s, " phần trăm");
        s->at++;
    } else if (byte_at(s->in, s->at) == 'h' && !is_ascii_letter(byte_at(s->in, s->at + 1))) {
        speaker_put_text(s, " giờ"); /* A number behind it begins with a space. */
        s->at++;
    } else if (byte_at(s->in, s->at) == '/' && spoken_digits(s->in, s->at + 1)) {
        speaker_put_text(s, " trên ");
        s->at++;
    }
    say_dash(s);
}

static bool say_in_words(struct speaker *s, size_t digits)
{
    bool was_group = s->after_group, dialled = is_dialled(s, digits);
    s->after_short = dialled;
    if (s->at > 0 && is_ascii_letter(s->in.data[s->at - 1]))
        speaker_put(s, " ", 1); /* "A4" */
    s->after_group = is_spelled(s, digits) && !(amount_groups(s->in, s->at) > 0);
    if (s->after_group || dialled) {
        if (was_group && s->size > 0 && s->out[s->size - 1] == ' ') {
            s->size--; /* A pause between groups. */
            speaker_put_text(s, ", ");
        }
        speaker_put_apart(s, s->in.data + s->at, digits);
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

bool speaker_say_number(struct speaker *s)
{
    size_t digits = spoken_digits(s->in, s->at);
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
        speaker_put_apart(s, s->in.data + s->at, digits);
    else
        speaker_put(s, s->in.data + s->at, digits);
    s->at += digits;
    say_dash(s);
    return true;
}
