/** @file
 * Characters of links and numbers: ASCII only, whatever the locale.
 */
#ifndef QR_ASCII_H
#define QR_ASCII_H

#include "base/slice.h"

static inline char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static inline bool ascii_letter(char c)
{
    return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z';
}

static inline bool ascii_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool ascii_hex_digit(char c)
{
    return ascii_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f');
}

/** `word` in small letters, `s` in any. */
static inline bool ascii_starts(struct slice s, const char *word)
{
    size_t i = 0;
    while (word[i] != '\0' && i < s.size && ascii_lower(s.data[i]) == word[i])
        i++;
    return word[i] == '\0';
}

/** True when `c` is one of `set`; NUL never is. */
static inline bool ascii_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

#endif
