/** @file
 * What the records say: every figure of the report, the review window and the indicators, computed
 * once, from one or several stores.
 *
 * Words, used the same everywhere:
 * - *lượt* (`rounds`): one way through one round, on a kiosk or on paper.
 * - *người* (`people`): different persons among them. A person is one stay at the kiosk (all rounds
 *   until it goes back to its first screen) or one code on paper. Where nobody knows who it was,
 *   the round counts as lượt only, and is counted in `alone_rounds`. So người is never guessed:
 *   somebody who comes again on another day is another stay.
 * - *full round*: all its questions were shown, and it was ended by its last answer. Scores, their
 *   distribution, reliability and change are over full rounds; a question's own figures are over
 *   everybody who saw it.
 *
 * All rounds of a person count for the figures of questions (Moodle's "all attempts"): a second
 * round draws other questions as long as there are any.
 *
 * A share is between 0 and 1, NAN when there is nothing to divide by. Lists are sorted by what
 * their comments say, so that the same records give the same figures whatever they came through.
 *
 * Several stores: a device in more than one of them is read from the one that has most of its log;
 * where that has gaps, from all, each round once. The latest correction of a key in any of them
 * counts in all.
 *
 * Lifetime: everything lies in the arena given to figures_read; texts of questions are those of the
 *           quizzes and guides given.
 */
#ifndef REVIEW_FIGURES_H
#define REVIEW_FIGURES_H

#include "content/quiz/quiz.h"
#include "review/stats.h"
#include "store/paper.h"
#include "store/sheet.h"

enum {
    FIGURES_SCORE_BINS = 10,
    FIGURES_STORES_MAX = 500,
    FIGURES_DAYS_MAX = 4000,
    FIGURES_ROUNDS_MAX = 16000000,
    FIGURES_LISTED_MAX = 5, /**< Wrong orders or pairings listed a question. */
    /* How many it takes before a figure is told. */
    FIGURES_ITEM_MIN = 20, /**< Discrimination, efficiency and flags of a question. */
    FIGURES_QUIZ_MIN = 30, /**< Reliability and standard error. */
    FIGURES_DEAD_MIN = 40, /**< Before an option nobody takes is called dead. */
    FIGURES_GROUP_MIN = 5  /**< Groups not shown outside the team are smaller. */
};

/** Empty slices and false: no filter. */
struct figures_filter {
    bool has_from, has_to;
    int64_t from_day, to_day; /**< date_days, local time, both included. */
    struct slice village, quiz;
    struct slice kiosk; /**< Label, or at least four digits a fingerprint begins with. */
};

/** Loaded definitions, for the texts; what is not among them is named by its id. */
struct figures_texts {
    const struct quiz *const *quizzes;
    unsigned quiz_count;
    const struct guide *const *guides;
    unsigned guide_count;
};

/** Rounds that have something in common. */
struct figures_group {
    struct slice id;   /**< Quiz id, village, device in hexadecimal, age group. Empty: not known. */
    struct slice name; /**< For people: title, label … else the id. */
    int64_t day;       /**< For days only. */
    int64_t rounds, people, alone_rounds;
    int64_t wishes;             /**< Contacts: who asks to be visited (total and villages only). */
    struct stats_scores scores; /**< Of full rounds. */
    uint64_t stamp;             /**< Inside: the person last counted. */
};

/** At least this many different people may be behind it: people, and rounds by who knows whom. */
int64_t figures_group_size(const struct figures_group *g);

/** Flags of a question; bits. */
enum {
    FIGURES_CHECK_KEY = 1,  /**< A wrong option's option-rest correlation is above the key's. */
    FIGURES_TOO_HARD = 2,   /**< Right for under 35 %, or no more often than by guessing. */
    FIGURES_TOO_EASY = 4,   /**< Right for 95 % or more. */
    FIGURES_DEAD_OPTION = 8 /**< An option taken by under 5 %. */
};

enum figures_version {
    FIGURES_VERSION_CURRENT, /**< As in the quiz loaded. */
    FIGURES_VERSION_OTHER,   /**< The question was changed since, or before. */
    FIGURES_VERSION_UNKNOWN  /**< There is no such quiz or question. */
};

struct figures_option {
    struct slice id;    /**< Option, or a whole response for orders and pairs. */
    struct slice label; /**< Its text; the id when that is not known. */
    bool right;
    bool dead;
    bool suspect; /**< Its correlation is above the key's. */
    bool clear;   /**< And that interval's lower end is above 0: hardly chance. */
    int64_t chosen;
    double share;       /**< Of those who saw the question. */
    double correlation; /**< "Chose it" with the rest score; NAN under FIGURES_ITEM_MIN. */
};

/** One version of a question. */
struct figures_item {
    struct slice quiz, id;
    uint8_t hash[32];
    enum figures_version version;
    const struct quiz *in_quiz;           /**< NULL: not loaded. */
    const struct quiz_question *question; /**< Of that id; only FIGURES_VERSION_CURRENT says what
                                               was asked. */
    unsigned number;                      /**< In its quiz, from 1; 0: not known. */
    bool rekeyed;
    int64_t seen, right, omitted; /**< Right and omitted are among those who saw it. */
    int64_t unseen;               /**< Drawn, never reached. */
    double facility, deviation;
    struct stats_interval facility_interval;
    int64_t rest_count;                /**< Those with a rest score. */
    double discrimination, efficiency; /**< NAN under FIGURES_ITEM_MIN. */
    struct stats_interval discrimination_interval;
    unsigned flags;
    const struct figures_option *options; /**< By id; for orders and pairs the right one first,
                                               then wrong ones by number of people. */
    unsigned option_count;
};

/** First full round of a quiz and the last one, of the same person. */
struct figures_change {
    struct stats_scores first, last, difference;
};

struct figures_quiz {
    struct figures_group group;
    const struct quiz *quiz; /**< NULL: not loaded. */
    unsigned length;         /**< Of most of its full rounds; 0: none. */
    struct stats_quiz stats; /**< Over full rounds of that length. */
    int64_t other_lengths;   /**< Full rounds of others. */
    struct figures_change change;
};

enum figures_topic_kind {
    FIGURES_AREA,  /**< One of the six subject areas. */
    FIGURES_GUIDE, /**< What one guide teaches. */
    FIGURES_SKILL, /**< A skill code, else one step of a guide. */
    FIGURES_TOPIC_KIND_COUNT
};

struct figures_topic {
    enum figures_topic_kind kind;
    struct slice id;   /**< "payment", "e-banking", "1.3" or "e-banking/5". */
    struct slice name; /**< For people; the id when not known. */
    enum guide_subject subject;
    const struct guide *guide; /**< NULL: none, or not loaded. */
    int step;                  /**< For a step; else 0. */
    unsigned item_count;
    struct stats_clusters clusters;
    struct stats_estimate share; /**< Right, of answers seen; `count` rounds. */
};

struct figures_device {
    struct figures_group group;
    struct slice village;
    bool own;
    int64_t event_count, first_gap_seq;
    int64_t orphan_count, unreadable_count; /**< store/sheet.h: struct book_device. */
};

struct figures_rekey {
    struct slice quiz, question, reason, was_right, right;
    int64_t wall_ms, answers, changed;
};

struct figures {
    struct figures_filter filter;
    bool village_found, quiz_found, kiosk_found; /**< Whether the records know what a filter names;
                                                      true without one. */
    const struct slice *village_names, *quiz_names, *kiosk_names; /**< What they know; sorted. */
    unsigned village_name_count, quiz_name_count, kiosk_name_count;
    struct figures_group total;
    const struct figures_group *days;     /**< By date; days without rounds are left out. */
    const struct figures_group *villages; /**< By name; "" last. */
    const struct figures_group *ages;     /**< Of paper; by name; "" last. */
    unsigned day_count, village_count, age_count;
    const struct figures_quiz *quizzes; /**< By id. */
    unsigned quiz_count;
    const struct figures_device *devices; /**< By id; those with rounds. */
    unsigned device_count;
    struct figures_group sources[2];        /**< By enum sheet_source. */
    int64_t score_bins[FIGURES_SCORE_BINS]; /**< Full rounds: 0–9 %, 10–19 % … 90–100 %. */
    int64_t full_rounds, unfinished_rounds, student_rounds;
    int64_t untrusted_rounds;         /**< The clock was wrong: not among `days`. */
    const struct figures_item *items; /**< By quiz, id, hash; those drawn at least once. */
    unsigned item_count;
    /** Least known first (upper end of the interval, then id). */
    const struct figures_topic *topics[FIGURES_TOPIC_KIND_COUNT];
    unsigned topic_count[FIGURES_TOPIC_KIND_COUNT];
    struct figures_change change;       /**< Of all quizzes: a person counts once a quiz. */
    const struct figures_rekey *rekeys; /**< By quiz, question. */
    unsigned rekey_count;
    unsigned withdrawn_batches;
    int64_t first_day, last_day; /**< Of the days; 0 and 0 when there is none. */
};

/**
 * Everything from `stores`. Errors: of the stores; ERROR_LIMIT beyond FIGURES_ROUNDS_MAX rounds or
 * when the answers are more varied than memory is meant for.
 */
NODISCARD bool figures_read(struct figures *out, struct store *const *stores, unsigned store_count,
                            const struct figures_filter *filter, const struct figures_texts *texts,
                            struct arena *a, struct error *e);

#endif
