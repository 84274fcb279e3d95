#include "content/spoken/number.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"

static const char *const digits[] = {"không", "một", "hai", "ba",  "bốn",
                                     "năm",   "sáu", "bảy", "tám", "chín"};

struct words {
    char *out;
    size_t size;
};

static void put(struct words *w, const char *word)
{
    int size =
        snprintf(w->out + w->size, SPOKEN_NUMBER_BYTES - w->size, "%s%s", w->size ? " " : "", word);
    CHECK(size > 0 && w->size + (size_t)size < SPOKEN_NUMBER_BYTES);
    w->size += (size_t)size;
}

static void put_ones(struct words *w, unsigned tens, unsigned ones)
{
    if (ones == 5 && tens > 0)
        put(w, "lăm");
    else if (ones == 1 && tens > 1)
        put(w, "mốt");
    else if (ones == 4 && tens > 1)
        put(w, "tư");
    else if (ones > 0)
        put(w, digits[ones]);
}

/* Up to 999; `inside` a number, where an empty hundred is said too. */
static void put_group(struct words *w, unsigned group, bool inside)
{
    unsigned hundreds = group / 100, tens = group / 10 % 10, ones = group % 10;
    if (hundreds > 0 || inside) {
        put(w, digits[hundreds]);
        put(w, "trăm");
    }
    if (tens == 1)
        put(w, "mười");
    else if (tens > 1) {
        put(w, digits[tens]);
        put(w, "mươi");
    } else if (ones > 0 && (hundreds > 0 || inside)) {
        put(w, "linh");
    }
    put_ones(w, tens, ones);
}

void spoken_number(char out[SPOKEN_NUMBER_BYTES], uint64_t value)
{
    static const struct {
        uint64_t unit;
        const char *word;
    } scales[] = {{1000000000, "tỷ"}, {1000000, "triệu"}, {1000, "nghìn"}, {1, NULL}};
    struct words w = {out, 0};
    CHECK(value <= SPOKEN_NUMBER_MAX);
    out[0] = '\0';
    if (value == 0)
        put(&w, digits[0]);
    for (unsigned i = 0; i < sizeof scales / sizeof *scales; i++) {
        unsigned group = (unsigned)(value / scales[i].unit % 1000);
        if (group == 0)
            continue;
        put_group(&w, group, w.size > 0);
        if (scales[i].word)
            put(&w, scales[i].word);
    }
}

const char *spoken_digit(char digit)
{
    CHECK(digit >= '0' && digit <= '9');
    return digits[digit - '0'];
}
