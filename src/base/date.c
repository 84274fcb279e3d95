#include "base/date.h"

#include <stdlib.h>

#include "base/arena.h"

enum { YEAR_MIN = 1900, YEAR_MAX = 2199, DAYS_FROM_0000_TO_1970 = 719468 };

static int8_t month_days(int16_t year, int8_t month)
{
    static const int8_t days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : days[month - 1];
}

/* Between `least` and `most` digits at `*at`, which moves behind them. */
static bool read_digits(int *out, struct slice text, size_t *at, size_t least, size_t most)
{
    size_t begin = *at;
    int value = 0;
    while (*at < text.size && *at - begin < most && text.data[*at] >= '0' && text.data[*at] <= '9')
        value = value * 10 + (text.data[(*at)++] - '0');
    *out = value;
    return *at - begin >= least;
}

static bool read_mark(struct slice text, size_t *at, char mark)
{
    return *at < text.size && text.data[(*at)++] == mark;
}

static bool read_iso(int out[3], struct slice text)
{
    size_t at = 0;
    return read_digits(&out[0], text, &at, 4, 4) && read_mark(text, &at, '-') &&
           read_digits(&out[1], text, &at, 2, 2) && read_mark(text, &at, '-') &&
           read_digits(&out[2], text, &at, 2, 2) && at == text.size;
}

static bool read_vietnamese(int out[3], struct slice text)
{
    size_t at = 0;
    return read_digits(&out[2], text, &at, 1, 2) && read_mark(text, &at, '/') &&
           read_digits(&out[1], text, &at, 1, 2) && read_mark(text, &at, '/') &&
           read_digits(&out[0], text, &at, 4, 4) && at == text.size;
}

bool date_parse(struct date *out, struct slice text)
{
    int part[3];
    if (!read_iso(part, text) && !read_vietnamese(part, text))
        return false;
    if (part[0] < YEAR_MIN || part[0] > YEAR_MAX || part[1] < 1 || part[1] > 12)
        return false;
    struct date d = {(int16_t)part[0], (int8_t)part[1], (int8_t)part[2]};
    if (d.day < 1 || d.day > month_days(d.year, d.month))
        return false;
    *out = d;
    return true;
}

/*
 * Years are counted from March, so that the leap day comes last and a month's first day is
 * (153 m + 2) / 5; an era is 400 years of 146097 days. Howard Hinnant's "chrono-Compatible
 * Low-Level Date Algorithms" derives it.
 */
int32_t date_days(struct date d)
{
    int32_t year = d.year - (d.month <= 2);
    int32_t era = year / 400;
    int32_t year_of_era = year - era * 400;
    int32_t day_of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
    int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - DAYS_FROM_0000_TO_1970;
}

struct date date_from_days(int64_t days)
{
    if (days < date_days((struct date){YEAR_MIN, 1, 1}) ||
        days > date_days((struct date){YEAR_MAX, 12, 31}))
        return (struct date){0};
    int32_t since_0000 = (int32_t)days + DAYS_FROM_0000_TO_1970;
    int32_t era = since_0000 / 146097, day_of_era = since_0000 % 146097;
    int32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int32_t month_from_march = (5 * day_of_year + 2) / 153;
    int32_t day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    int32_t month = month_from_march + (month_from_march < 10 ? 3 : -9);
    int32_t year = era * 400 + year_of_era + (month <= 2);
    return (struct date){(int16_t)year, (int8_t)month, (int8_t)day};
}

static bool fixed_stamp(time_t *out)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    if (!text || !*text)
        return false;
    int64_t seconds = 0;
    for (; *text; text++) {
        if (*text < '0' || *text > '9' || seconds > INT64_MAX / 100)
            return false;
        seconds = seconds * 10 + (*text - '0');
    }
    *out = (time_t)seconds;
    return true;
}

time_t date_stamp(void)
{
    time_t stamp;
    return fixed_stamp(&stamp) ? stamp : time(NULL);
}

time_t date_stamp_of(struct date content)
{
    enum { SECONDS_A_DAY = 24 * 60 * 60 };
    time_t stamp;
    if (fixed_stamp(&stamp))
        return stamp;
    return content.year ? (time_t)date_days(content) * SECONDS_A_DAY : time(NULL);
}

struct date date_today(void)
{
    time_t stamp;
    struct tm parts = {0};
    struct tm *read;
    if (fixed_stamp(&stamp)) {
        read = gmtime_r(&stamp, &parts);
    } else {
        stamp = time(NULL);
        read = localtime_r(&stamp, &parts);
    }
    int year = read ? parts.tm_year + 1900 : 0;
    if (year < YEAR_MIN || year > YEAR_MAX)
        return (struct date){0};
    return (struct date){(int16_t)year, (int8_t)(parts.tm_mon + 1), (int8_t)parts.tm_mday};
}

struct slice date_format(struct arena *a, struct date d)
{
    return arena_printf(a, "%02d/%02d/%04d", d.day, d.month, d.year);
}
