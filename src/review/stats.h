/** @file
 * Statistics of tests, from counts: no database, no quiz, no text.
 *
 * Definitions are Moodle's (moodle/moodle question/classes/statistics/questions/calculator.php and
 * mod/quiz/report/statistics/classes/calculator.php; docs.moodle.org/dev "Quiz statistics
 * calculations"): all variances and covariances with n - 1. Moodle prints most figures times 100;
 * here a share or correlation of 1 is 1. A question here earns 0 or 1 mark.
 *
 * What differs, because rounds are drawn from a bank:
 *
 * - Figures of a question are over those who *saw* it. Shown and not answered is 0 marks, as
 *   Moodle has it; never reached is no observation at all.
 * - The *rest score* R of a question is the share right among the other questions of the same round
 *   that were seen. Where every round has p questions this is (T - x) / (p - 1): a positive
 * multiple of Moodle's T - x, so correlations and efficiency are the same. Rounds with less than
 * half of the other questions seen give facility only: two questions say too little about anybody.
 * - Reliability is per *slot* (first question of the round, second …), as Moodle computes it for
 *   random questions, over full rounds of one length.
 *
 * Worked example. Five people, four questions, all seen (rows people; T the total):
 *
 *         q1 q2 q3 q4   T   R of q1
 *     A    1  1  1  1   4   3/3
 *     B    1  1  1  0   3   2/3
 *     C    1  1  0  0   2   1/3
 *     D    1  0  0  0   1   0
 *     E    0  0  0  0   0   0
 *
 * Facility of q1 is 4/5. var x = 0.2; mean R = 2/5, var R = (1 + 4/9 + 1/9 - 5·4/25) / 4 = 17/90;
 * cov = (2 - 5 · 4/5 · 2/5) / 4 = 0.1; discrimination = 0.1 / √(0.2 · 17/90) = 0.514496. Sorting x
 * and R apart gives the same pairs, so the discriminative efficiency is 1. Slot variances are 0.2,
 * 0.3, 0.3, 0.2; var T = 2.5; alpha = 4/3 · (1 - 1/2.5) = 0.8; error ratio = √0.2; standard error =
 * √0.2 · √2.5 = 0.7071 questions.
 *
 * Everything is summed up in whole numbers, so the result does not depend on the order of rounds,
 * and memory not on their number. A figure that cannot be computed is NAN.
 *
 * Limits: STATS_SLOTS_MAX questions a round; 16 million rounds (sums of squares of scores).
 */
#ifndef REVIEW_STATS_H
#define REVIEW_STATS_H

#include <stdbool.h>
#include <stdint.h>

enum {
    STATS_SLOTS_MAX = 80,
    /** A score of 1. Shares of 1 … 16, 20, 24, 30, 40, 80 questions are whole numbers of it. */
    STATS_ONE = 720720
};

/** 95 % everywhere. NAN: none. */
struct stats_interval {
    double low, high;
};

/** `part` of `whole`; NAN when there is none. */
double stats_share(int64_t part, int64_t whole);

/**
 * Wilson's interval for a share (E. B. Wilson 1927, JASA 22:209): with z = 1.959964,
 * (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n). `whole` need not be a whole number: see
 * stats_cluster_share.
 */
struct stats_interval stats_wilson(double share, double whole);

/** Fisher's z interval of a correlation: tanh(atanh r ± 1.959964 / √(n - 3)); none under n = 4. */
struct stats_interval stats_fisher(double correlation, int64_t count);

/** The 97.5 % point of Student's t with `freedom` degrees (need not be whole); NAN unless > 0. */
double stats_student(double freedom);

/* ---- a question ------------------------------------------------------------------------------ */

/** People with one rest score, by their mark on the question. */
struct stats_rest {
    double rest;
    int64_t right, wrong;
};

struct stats_item {
    int64_t count;
    double facility;  /**< Mean mark. */
    double deviation; /**< Standard deviation of the mark. */
    double rest_mean, rest_variance;
    double discrimination; /**< cov(x, R) / √(var x · var R): the item-rest correlation. */
    double efficiency;     /**< cov(x, R) / covmax: both sorted apart. */
};

/** Sorts `rests` by rest score. */
void stats_describe_item(struct stats_item *out, struct stats_rest *rests, unsigned rest_count);

/**
 * Correlation of "chose this response" (0 or 1) with the rest score, over the people of `item`;
 * `chosen` of them chose it, with rest scores that add up to `rest_sum`.
 */
double stats_choice_correlation(const struct stats_item *item, int64_t chosen, double rest_sum);

/* ---- rounds of one length -------------------------------------------------------------------- */

struct stats_rounds {
    unsigned slot_count;
    int64_t count;
    int64_t slot_right[STATS_SLOTS_MAX]; /**< Sum of x_j. */
    int64_t slot_total[STATS_SLOTS_MAX]; /**< Sum of x_j T. */
    int64_t totals[STATS_SLOTS_MAX + 1]; /**< Rounds with this T. */
};

/** `right`: one a slot. */
void stats_add_round(struct stats_rounds *rounds, const bool *right);

/** In questions, not percent, unless said. */
struct stats_quiz {
    int64_t count;
    unsigned slot_count;
    double mean, deviation;
    double skewness, kurtosis; /**< k3 / k2^1.5 and k4 / k2² of k-statistics. */
    double alpha;          /**< Cronbach's; Moodle: coefficient of internal consistency / 100. */
    double error_ratio;    /**< √(1 - alpha) */
    double standard_error; /**< error_ratio · deviation */
    double weights[STATS_SLOTS_MAX]; /**< Effective: √cov(x_j, T) / Σ √cov; NAN below 0. */
};

void stats_describe_quiz(struct stats_quiz *out, const struct stats_rounds *rounds);

/* ---- scores, and what changed ---------------------------------------------------------------- */

/** Scores of rounds in 1/STATS_ONE, or differences of two. */
struct stats_scores {
    int64_t count, sum;
    uint64_t squares;
};

void stats_add_score(struct stats_scores *scores, int64_t score);
/** `right` of `whole` as a score, rounded to the nearest. */
int64_t stats_score(unsigned right, unsigned whole);

struct stats_estimate {
    int64_t count;
    double value; /**< 1 is 100 %. */
    struct stats_interval interval;
};

double stats_scores_deviation(const struct stats_scores *scores);

/**
 * The mean with Student's interval: mean ± t(n - 1) · s / √n. Of differences "later minus first" of
 * the same people this is the paired change.
 */
struct stats_estimate stats_mean(const struct stats_scores *scores);

/**
 * Change between two groups of different people: difference of means with Welch's interval (B. L.
 * Welch 1947, Biometrika 34:28; degrees of freedom after Satterthwaite).
 */
struct stats_estimate stats_unpaired_change(const struct stats_scores *first,
                                            const struct stats_scores *later);

/**
 * Answers to several questions come in bunches: what one person knows shows in all of theirs. So a
 * share of answers is a ratio of sums over people, and its variance is that of the ratio estimator
 * (W. G. Cochran, Sampling Techniques, 3rd ed., 2.11): m/(m-1) · Σ (r_i - P s_i)² / (Σ s_i)².
 * Wilson's interval is then taken with the effective number of answers P (1 - P) / variance, which
 * is at most Σ s_i (E. L. Korn and B. I. Graubard 1998, Survey Methodology 24:193).
 */
struct stats_clusters {
    int64_t count, right, seen; /**< Clusters (rounds), answers right, answers. */
    int64_t right_right, right_seen, seen_seen;
};

void stats_add_cluster(struct stats_clusters *clusters, unsigned right, unsigned seen);
struct stats_estimate stats_cluster_share(const struct stats_clusters *clusters);

#endif
