#include "review/stats.h"

#include <math.h>
#include <stdlib.h>

#include "base/check.h"

/* 97.5 % point of the normal distribution. */
static const double z = 1.959963984540054;

static const struct stats_interval no_interval = {NAN, NAN};

/* ---- shares and correlations ---- */

double stats_share(int64_t part, int64_t whole)
{
    return whole > 0 ? (double)part / (double)whole : NAN;
}

static double clamp(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

struct stats_interval stats_wilson(double share, double whole)
{
    if (!(whole > 0) || !(share >= 0 && share <= 1))
        return no_interval;
    double extra = z * z / whole;
    double middle = share + extra / 2;
    double half = z * sqrt(share * (1 - share) / whole + extra / (4 * whole));
    /* At the ends the formula gives 0 and 1 but for rounding. */
    return (struct stats_interval){share > 0 ? clamp((middle - half) / (1 + extra), 0, share) : 0,
                                   share < 1 ? clamp((middle + half) / (1 + extra), share, 1) : 1};
}

struct stats_interval stats_fisher(double correlation, int64_t count)
{
    if (count < 4 || !(fabs(correlation) <= 1))
        return no_interval;
    double half = z / sqrt((double)(count - 3)), middle = atanh(correlation);
    return (struct stats_interval){tanh(middle - half), tanh(middle + half)};
}

/* ---- Student's t ---- */

/*
 * The continued fraction of the regularised incomplete beta function I_x(a, b) (Abramowitz and
 * Stegun 26.5.8), by Lentz's method. Converges quickly for x < (a + 1) / (a + b + 2).
 */
static double beta_fraction(double a, double b, double x)
{
    enum { TERMS_MAX = 10000 };
    static const double tiny = 1e-300, enough = 1e-15;
    double c = 1, d = 1 / (1 - (a + b) * x / (a + 1)), value = d;
    for (int m = 1; m <= TERMS_MAX; m++) {
        double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        double step = 1;
        const double terms[] = {even, odd};
        for (int i = 0; i < 2; i++) {
            d = 1 + terms[i] * d;
            c = 1 + terms[i] / c;
            d = 1 / (fabs(d) < tiny ? tiny : d);
            c = fabs(c) < tiny ? tiny : c;
            step = d * c;
            value *= step;
        }
        if (fabs(step - 1) < enough)
            break;
    }
    return value;
}

static double incomplete_beta(double a, double b, double x)
{
    double front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x));
    if (x < (a + 1) / (a + b + 2))
        return front * beta_fraction(a, b, x) / a;
    return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

/* P(|T| > t) = I_{v / (v + t²)}(v/2, 1/2); halved until the numbers meet. */
double stats_student(double freedom)
{
    if (!(freedom > 0))
        return NAN;
    if (freedom > 1e7)
        return z;
    double low = z, high = 1e6;
    for (int i = 0; i < 200 && high - low > 1e-13 * high; i++) {
        double t = (low + high) / 2;
        bool beyond = incomplete_beta(freedom / 2, 0.5, freedom / (freedom + t * t)) < 0.05;
        *(beyond ? &high : &low) = t;
    }
    return (low + high) / 2;
}

/* ---- a question ---- */

static int compare_rests(const void *left, const void *right)
{
    double a = ((const struct stats_rest *)left)->rest;
    double b = ((const struct stats_rest *)right)->rest;
    return a < b ? -1 : a > b;
}

/* The mean rest score that those who were right would have, were they those with the highest. */
static double best_rest_sum(const struct stats_rest *sorted, unsigned count, int64_t right)
{
    double sum = 0;
    for (unsigned i = count; i > 0 && right > 0; i--) {
        int64_t here = sorted[i - 1].right + sorted[i - 1].wrong;
        int64_t taken = here < right ? here : right;
        sum += (double)taken * sorted[i - 1].rest;
        right -= taken;
    }
    return sum;
}

/* Σ (x - mean x)(R - mean R) of a mark x in {0, 1}, when the right ones' rest scores add up to
 * `rest_sum`. */
static double co_deviation(const struct stats_item *item, int64_t chosen, double rest_sum)
{
    return rest_sum - (double)chosen * item->rest_mean;
}

static double divide(double a, double b)
{
    return b > 0 ? a / b : NAN;
}

void stats_describe_item(struct stats_item *out, struct stats_rest *rests, unsigned rest_count)
{
    int64_t count = 0, right = 0;
    double sum = 0, right_sum = 0, squares = 0;
    if (rest_count > 1)
        qsort(rests, rest_count, sizeof *rests, compare_rests);
    for (unsigned i = 0; i < rest_count; i++) {
        count += rests[i].right + rests[i].wrong;
        right += rests[i].right;
        sum += (double)(rests[i].right + rests[i].wrong) * rests[i].rest;
        right_sum += (double)rests[i].right * rests[i].rest;
    }
    double n = (double)count, mean = stats_share(right, count), rest_mean = divide(sum, n);
    for (unsigned i = 0; i < rest_count; i++) {
        double off = rests[i].rest - rest_mean;
        squares += (double)(rests[i].right + rests[i].wrong) * off * off;
    }
    *out = (struct stats_item){.count = count, .facility = mean, .rest_mean = rest_mean};
    out->deviation = count > 1 ? sqrt(n / (n - 1) * mean * (1 - mean)) : NAN;
    out->rest_variance = divide(squares, n - 1);
    out->discrimination = stats_choice_correlation(out, right, right_sum);
    out->efficiency = divide(co_deviation(out, right, right_sum),
                             co_deviation(out, right, best_rest_sum(rests, rest_count, right)));
    if (isnan(out->discrimination))
        out->efficiency = NAN;
}

double stats_choice_correlation(const struct stats_item *item, int64_t chosen, double rest_sum)
{
    if (item->count < 2 || chosen <= 0 || chosen >= item->count || !(item->rest_variance > 1e-18))
        return NAN;
    double n = (double)item->count, k = (double)chosen;
    double variance = k * (n - k) / (n * (n - 1));
    double covariance = co_deviation(item, chosen, rest_sum) / (n - 1);
    return clamp(covariance / sqrt(variance * item->rest_variance), -1, 1);
}

/* ---- rounds ---- */

void stats_add_round(struct stats_rounds *rounds, const bool *right)
{
    unsigned total = 0;
    CHECK(rounds->slot_count <= STATS_SLOTS_MAX);
    for (unsigned i = 0; i < rounds->slot_count; i++)
        total += right[i];
    for (unsigned i = 0; i < rounds->slot_count; i++) {
        rounds->slot_right[i] += right[i];
        rounds->slot_total[i] += right[i] ? total : 0;
    }
    rounds->totals[total]++;
    rounds->count++;
}

/* Sums of powers of T - mean: 2, 3, 4. */
struct powers {
    double mean, two, three, four;
};

static struct powers find_powers(const struct stats_rounds *r)
{
    struct powers p = {0};
    int64_t sum = 0;
    for (unsigned t = 0; t <= r->slot_count; t++)
        sum += r->totals[t] * t;
    p.mean = stats_share(sum, r->count);
    for (unsigned t = 0; t <= r->slot_count; t++) {
        double off = (double)t - p.mean, n = (double)r->totals[t];
        p.two += n * off * off;
        p.three += n * off * off * off;
        p.four += n * off * off * off * off;
    }
    return p;
}

/* As in Moodle: k2 = Σd²/(n-1), k3 = n Σd³/((n-1)(n-2)),
 * k4 = n²((n+1) m4 - 3 (n-1) m2²)/((n-1)(n-2)(n-3)) with m = Σd/n. */
static void describe_shape(struct stats_quiz *out, const struct powers *p)
{
    double n = (double)out->count, k2 = p->two / (n - 1);
    double m2 = p->two / n, m4 = p->four / n;
    if (out->count < 3 || !(k2 > 0))
        return;
    out->skewness = n * p->three / ((n - 1) * (n - 2)) / pow(k2, 1.5);
    if (out->count > 3)
        out->kurtosis = n * n * ((n + 1) * m4 - 3 * (n - 1) * m2 * m2) /
                        ((n - 1) * (n - 2) * (n - 3)) / (k2 * k2);
}

static void describe_reliability(struct stats_quiz *out, const struct stats_rounds *r, double k2)
{
    double n = (double)r->count, p = r->slot_count, slots = 0;
    if (r->slot_count < 2 || r->count < 3 || !(k2 > 0))
        return;
    for (unsigned i = 0; i < r->slot_count; i++) {
        double mean = (double)r->slot_right[i] / n;
        slots += n / (n - 1) * mean * (1 - mean);
    }
    out->alpha = p / (p - 1) * (1 - slots / k2);
    out->error_ratio = sqrt(1 - out->alpha);
    out->standard_error = out->error_ratio * out->deviation;
}

static void describe_weights(struct stats_quiz *out, const struct stats_rounds *r)
{
    double n = (double)r->count, all = 0;
    for (unsigned i = 0; i < r->slot_count; i++) {
        double products = (double)r->slot_total[i] - (double)r->slot_right[i] * out->mean;
        /* Nothing but rounding is left where a slot does not vary. */
        double covariance = fabs(products) < 1e-9 * n ? 0 : products / (n - 1);
        out->weights[i] = r->count > 1 && covariance >= 0 ? sqrt(covariance) : NAN;
        all += isnan(out->weights[i]) ? 0 : out->weights[i];
    }
    for (unsigned i = 0; i < r->slot_count; i++)
        out->weights[i] = divide(out->weights[i], all);
}

void stats_describe_quiz(struct stats_quiz *out, const struct stats_rounds *rounds)
{
    struct powers p = find_powers(rounds);
    double k2 = rounds->count > 1 ? p.two / (double)(rounds->count - 1) : NAN;
    *out = (struct stats_quiz){.count = rounds->count,
                               .slot_count = rounds->slot_count,
                               .mean = p.mean,
                               .deviation = sqrt(k2),
                               .skewness = NAN,
                               .kurtosis = NAN,
                               .alpha = NAN,
                               .error_ratio = NAN,
                               .standard_error = NAN};
    describe_shape(out, &p);
    describe_reliability(out, rounds, k2);
    describe_weights(out, rounds);
}

/* ---- scores ---- */

int64_t stats_score(unsigned right, unsigned whole)
{
    CHECK(whole > 0 && right <= whole);
    return ((int64_t)right * STATS_ONE * 2 + whole) / (2 * (int64_t)whole);
}

void stats_add_score(struct stats_scores *scores, int64_t score)
{
    scores->count++;
    scores->sum += score;
    scores->squares += (uint64_t)(score * score);
}

static double mean_of(const struct stats_scores *s)
{
    return stats_share(s->sum, s->count) / STATS_ONE;
}

static double variance_of(const struct stats_scores *s)
{
    if (s->count < 2)
        return NAN;
    double mean = (double)s->sum / (double)s->count;
    double squares = (double)s->squares - mean * (double)s->sum;
    /* What rounding leaves of equal scores. */
    if (squares < 1e-13 * (double)s->squares)
        squares = 0;
    return squares / (double)(s->count - 1) / STATS_ONE / STATS_ONE;
}

double stats_scores_deviation(const struct stats_scores *scores)
{
    return sqrt(variance_of(scores));
}

static struct stats_estimate around(int64_t count, double value, double variance, double freedom)
{
    double half = stats_student(freedom) * sqrt(variance);
    return (struct stats_estimate){count, value, {value - half, value + half}};
}

struct stats_estimate stats_mean(const struct stats_scores *scores)
{
    double n = (double)scores->count;
    return around(scores->count, mean_of(scores), variance_of(scores) / n, n - 1);
}

struct stats_estimate stats_unpaired_change(const struct stats_scores *first,
                                            const struct stats_scores *later)
{
    double a = variance_of(first) / (double)first->count;
    double b = variance_of(later) / (double)later->count;
    double freedom = (a + b) * (a + b) /
                     (a * a / (double)(first->count - 1) + b * b / (double)(later->count - 1));
    /* Two groups without any spread: 0 / 0. */
    if (first->count > 1 && later->count > 1 && a + b <= 0)
        freedom = (double)(first->count + later->count - 2);
    return around(first->count + later->count, mean_of(later) - mean_of(first), a + b, freedom);
}

/* ---- answers in bunches ---- */

void stats_add_cluster(struct stats_clusters *c, unsigned right, unsigned seen)
{
    if (seen == 0)
        return;
    c->count++;
    c->right += right;
    c->seen += seen;
    c->right_right += (int64_t)right * right;
    c->right_seen += (int64_t)right * seen;
    c->seen_seen += (int64_t)seen * seen;
}

struct stats_estimate stats_cluster_share(const struct stats_clusters *c)
{
    double share = stats_share(c->right, c->seen), m = (double)c->count, s = (double)c->seen;
    struct stats_estimate out = {c->count, share, no_interval};
    if (c->count < 2)
        return out;
    double squares = (double)c->right_right - 2 * share * (double)c->right_seen +
                     share * share * (double)c->seen_seen;
    double variance = m / (m - 1) * squares / (s * s);
    /* All right or all wrong: nothing varies, and people are what was counted. */
    double effective = share > 0 && share < 1 ? divide(share * (1 - share), variance) : m;
    out.interval = stats_wilson(share, isnan(effective) || effective > s ? s : effective);
    return out;
}
