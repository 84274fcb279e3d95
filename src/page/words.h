/** @file
 * The fixed words that designs print, in the guide's language (gettext, base/i18n.h).
 */
#ifndef PAGE_WORDS_H
#define PAGE_WORDS_H

#include "content/guide/guide.h"

struct words {
    char language[16];
    bool known; /**< All are in this language; otherwise some are English. */
    const char *subjects[SUBJECT_COUNT];
    const char *prepare;  /**< What you need. */
    const char *gains;    /**< What you get. */
    const char *steps;    /**< Step by step. */
    const char *mistakes; /**< Where people get stuck. */
    const char *ask;      /**< Who to ask. */
    const char *or_come_to;
    const char *team, *leader, *phone, *commune, *hall,
        *hours; /**< Captions of blanks to fill in. */
    const char *hotline;
    const char *checked; /**< "Nội dung kiểm tra ngày %s" */
    const char *date;    /**< "DD/MM/YYYY": how a date is written. */
    const char *source;
    const char *zalo;
    const char *android, *iphone;
    const char *scan;         /**< Above the codes. */
    const char *compare_link; /**< A phone that shows another name: do not tap. */
    const char *page_front, *page_back, *page_outside, *page_inside,
        *page_poster; /**< Bookmarks. */
    const char *for_whom;
    const char *to_whom; /**< Before the name of whom a leaflet is handed to. */
    const char *qr_alt;  /**< "Mã QR: %s" — alternative text of a code. */
};

/** The same words to members of the team, who are not called “bác”; after words_fill. */
void words_address_team(struct words *words);

/** Fills `out` for a guide's language. */
void words_fill(struct words *out, struct slice language);

/** A date as `words` write it; ended by NUL. */
struct slice words_date(const struct words *words, struct arena *a, struct date d);

#endif
