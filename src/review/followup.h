/** @file
 * Whom to visit: who agreed to be contacted, what each found hard, in the order to walk.
 *
 * A *wish* is one contact, opened with the team's secret key; a *person* is one telephone number,
 * whatever was typed how often. Left out: who was visited in the last `since_days` days, unless
 * nobody was at home or another visit was asked for. Who declined or withdrew is not in the store
 * any more (store/visits.h).
 *
 * Topics, worst first: guides by questions answered wrong in all rounds of the person's stay, then
 * by the share of wrong ones; then what the consent itself names and the rounds no longer show.
 * Order: villages as the commune's file lists them, others by name, "not said" last; within a
 * village, who asked for another visit, then who has waited longest.
 *
 * Lifetime: everything lies in the arena given, which holds names and telephones: wipe it
 *           (arena_wipe) before it is left.
 */
#ifndef REVIEW_FOLLOWUP_H
#define REVIEW_FOLLOWUP_H

#include "content/quiz/quiz.h"
#include "review/visit_number.h"
#include "store/keys.h"
#include "store/visits.h"

struct arena;

enum {
    FOLLOWUP_WISHES_MAX = 20000,
    FOLLOWUP_CONTACTS_MAX = 6, /**< Of one person; more stay contacts of their own. */
    FOLLOWUP_SINCE_DAYS = 14,
    FOLLOWUP_SINCE_DAYS_MAX = 365
};

struct followup_topic {
    struct slice guide; /**< Id. */
    unsigned wrong, seen;
};

/** One contact. */
struct followup_wish {
    struct store_id id, attempt;
    struct slice name, phone, village;
    struct slice topics; /**< As the consent has them: ids joined with commas. */
    int64_t day;         /**< When they agreed: date_days. */
    int64_t visit_day;   /**< Of the last visit; 0: none. */
    enum visit_outcome outcome;
    struct followup_topic counted[VISIT_TOPICS_MAX]; /**< From the rounds, in any order. */
    unsigned counted_count;
    uint8_t round[16], stay[16]; /**< Of the attempt; zero: not found. */
};

struct followup_person {
    struct slice name, phone;
    struct slice village; /**< As the commune writes it, else as it was typed. */
    unsigned place;       /**< Index in the commune's villages; `village_count`: none of them. */
    struct slice number;  /**< "K482", of several contacts "K482+M115" (visit_number.h). */
    bool again;           /**< Asked for another visit. */
    bool missed;          /**< Nobody was at home last time. */
    int64_t day;          /**< First agreed. */
    struct followup_topic topics[VISIT_TOPICS_MAX];
    unsigned topic_count;
};

struct followup_options {
    int64_t today; /**< date_days */
    unsigned since_days;
    const struct slice *villages; /**< The commune's, in its order. */
    unsigned village_count;
    struct slice village; /**< Only this one; empty: all. */
};

/** So many villages of people left out are named. */
enum { FOLLOWUP_ELSEWHERE_MAX = 12 };

struct followup {
    const struct followup_person *people;
    unsigned person_count;
    unsigned recent_count;                          /**< People left out: visited lately. */
    unsigned elsewhere_count;                       /**< People left out: of other villages. */
    struct slice elsewhere[FOLLOWUP_ELSEWHERE_MAX]; /**< Which: each once, never empty. */
    unsigned elsewhere_village_count;
    unsigned merged_count;   /**< Contacts that were somebody's second. */
    unsigned unopened_count; /**< Contacts sealed to another key, or damaged. */
};

/** From opened contacts; no store, no clock. `book`: all contacts that have a number. */
void followup_arrange(struct followup *out, const struct followup_wish *wishes, unsigned count,
                      const struct visit_numbers *book, const struct followup_options *options,
                      struct arena *a);

/**
 * Opens all contacts of `s` and arranges them. `quizzes` tell which guide teaches a question.
 * Errors: the store's; ERROR_LIMIT above FOLLOWUP_WISHES_MAX.
 */
NODISCARD bool followup_read(struct followup *out, struct store *s, const struct keys *keys,
                             const struct quiz *const *quizzes, unsigned quiz_count,
                             const struct followup_options *options, struct arena *a,
                             struct error *e);

/** Digits of a telephone number as dialled here: "+84 912…" and "0912.345…" become "0912345…";
 *  empty when there are none. */
struct slice followup_phone_digits(struct slice phone, struct arena *a);

/** What was set up at a visit (enum visit_achievement), in words short enough to stand seven in a
 * row; NULL beyond the last. */
const char *followup_achievement(unsigned which);

#endif
