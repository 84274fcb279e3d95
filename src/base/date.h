/** @file
 * Calendar dates, proleptic Gregorian, without time zone trouble.
 *
 * "Today" is SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/) when
 * set, so that the same input gives the same bytes; else the local date.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdint.h>
#include <time.h>

#include "base/slice.h"

struct arena;

struct date {
    int16_t year; /**< 1900–2199; 0 when there is no date. */
    int8_t month; /**< 1–12 */
    int8_t day;   /**< 1–31 */
};

/** Accepts 2026-11-21 and 21/11/2026 (also 1/2/2026); false when it is neither or no real day. */
bool date_parse(struct date *out, struct slice text);

/** Days since 1970-01-01. */
int32_t date_days(struct date d);

/** The day that many days after 1970-01-01; no date (year 0) outside 1900–2199. */
struct date date_from_days(int64_t days);

/** The UTC second that outputs are stamped with: SOURCE_DATE_EPOCH, else now. */
time_t date_stamp(void);

/** The same for something made from content of a known date: SOURCE_DATE_EPOCH, else midnight UTC
 *  of `content`, else now. So the same content gives the same bytes without being told a time. */
time_t date_stamp_of(struct date content);

struct date date_today(void);

/** "21/11/2026" */
struct slice date_format(struct arena *a, struct date d);

#endif
