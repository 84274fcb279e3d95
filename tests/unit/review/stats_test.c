/*
 * Expected numbers: stats_expected.py beside this file (exact fractions, person by person), unless
 * a row names another source.
 */
#include "review/stats.h"

#include <math.h>
#include <string.h>

#include "support/test.h"

static void assert_near(double actual, double expected)
{
    if (isnan(expected)) {
        assert_true(isnan(actual));
        return;
    }
    if (!(fabs(actual - expected) <= 1e-10 * (1 + fabs(expected))))
        print_error("%.15g is not %.15g\n", actual, expected);
    assert_true(fabs(actual - expected) <= 1e-10 * (1 + fabs(expected)));
}

enum { ROWS_MAX = 12, COLUMNS_MAX = 6 };

struct matrix {
    const char *rows[ROWS_MAX + 1];
    double items[COLUMNS_MAX][4]; /* facility, deviation, discrimination, efficiency */
    double quiz[6];               /* mean, deviation, skewness, kurtosis, alpha, standard error */
    double weights[COLUMNS_MAX];
};

static const struct matrix matrices[] = {
    {{"1111", "1110", "1100", "1000", "0000"},
     {{0.8, 0.4472135955, 0.514495755428, 1},
      {0.6, 0.547722557505, 0.720576692123, 1},
      {0.4, 0.547722557505, 0.720576692123, 1},
      {0.2, 0.4472135955, 0.514495755428, 1}},
     {2, 1.58113883008, 0, -1.2, 0.8, 0.707106781187},
     {0.224744871392, 0.275255128608, 0.275255128608, 0.224744871392}},
    {{"111110", "110110", "101011", "011010", "100011", "010111", "111010", "000011", "100101",
      "111110", "001011", "110100"},
     {{0.666666666667, 0.492365963917, -0.0776150525706, -0.0909090909091},
      {0.583333333333, 0.514928650544, 0, 0},
      {0.5, 0.522232967867, -0.10976425999, -0.142857142857},
      {0.5, 0.522232967867, -0.10976425999, -0.142857142857},
      {0.833333333333, 0.389249472081, -0.134839972493, -0.2},
      {0.5, 0.522232967867, -0.772048646978, -1}},
     {3.58333333333, 0.900336637379, 0.151552866412, -0.426587474889, -0.98691588785,
      1.26909655291},
     {0.204276009699, 0.22838752193, 0.21144575834, 0.21144575834, 0.144444951692, NAN}},
    {{"111", "111", "111", "111"},
     {{1, 0, NAN, NAN}, {1, 0, NAN, NAN}, {1, 0, NAN, NAN}},
     {3, 0, NAN, NAN, NAN, NAN},
     {NAN, NAN, NAN}},
    /* One person has no spread at all; nobody has nothing. */
    {{"10"}, {{1, NAN, NAN, NAN}, {0, NAN, NAN, NAN}}, {1, NAN, NAN, NAN, NAN, NAN}, {NAN, NAN}},
};

static int total_of(const char *row)
{
    int total = 0;
    for (; *row; row++)
        total += *row == '1';
    return total;
}

/* One entry a person: unsorted, with repeats, as nobody promised otherwise. */
static unsigned list_rests(struct stats_rest *out, const struct matrix *m, unsigned column)
{
    unsigned count = 0;
    for (; m->rows[count]; count++) {
        const char *row = m->rows[count];
        bool right = row[column] == '1';
        int others = (int)strlen(row) - 1;
        out[count] = (struct stats_rest){(double)(total_of(row) - right) / others, right, !right};
    }
    return count;
}

static void describes_questions_as_moodle_does(void **state)
{
    (void)state;
    for (unsigned i = 0; i < sizeof matrices / sizeof matrices[0]; i++)
        for (unsigned c = 0; c < strlen(matrices[i].rows[0]); c++) {
            struct stats_rest rests[ROWS_MAX];
            struct stats_item item;
            const double *expected = matrices[i].items[c];
            unsigned count = list_rests(rests, &matrices[i], c);
            stats_describe_item(&item, rests, count);
            assert_int_equal(item.count, count);
            assert_near(item.facility, expected[0]);
            assert_near(item.deviation, expected[1]);
            assert_near(item.discrimination, expected[2]);
            assert_near(item.efficiency, expected[3]);
        }
}

static void describes_quizzes_as_moodle_does(void **state)
{
    (void)state;
    for (unsigned i = 0; i < sizeof matrices / sizeof matrices[0]; i++) {
        const struct matrix *m = &matrices[i];
        struct stats_rounds rounds = {.slot_count = (unsigned)strlen(m->rows[0])};
        struct stats_quiz quiz;
        for (unsigned r = 0; m->rows[r]; r++) {
            bool right[COLUMNS_MAX];
            for (unsigned c = 0; c < rounds.slot_count; c++)
                right[c] = m->rows[r][c] == '1';
            stats_add_round(&rounds, right);
        }
        stats_describe_quiz(&quiz, &rounds);
        const double actual[] = {quiz.mean,     quiz.deviation, quiz.skewness,
                                 quiz.kurtosis, quiz.alpha,     quiz.standard_error};
        for (unsigned k = 0; k < 6; k++)
            assert_near(actual[k], m->quiz[k]);
        for (unsigned c = 0; c < rounds.slot_count; c++)
            assert_near(quiz.weights[c], m->weights[c]);
    }
}

static void nothing_is_no_figure(void **state)
{
    (void)state;
    struct stats_item item;
    struct stats_quiz quiz;
    const struct stats_rounds rounds = {.slot_count = 5};
    const struct stats_scores none = {0};
    const struct stats_clusters no_clusters = {0};
    stats_describe_item(&item, NULL, 0);
    assert_near(item.facility, NAN);
    assert_near(item.discrimination, NAN);
    assert_near(stats_choice_correlation(&item, 0, 0), NAN);
    stats_describe_quiz(&quiz, &rounds);
    assert_near(quiz.mean, NAN);
    assert_near(quiz.deviation, NAN);
    assert_near(quiz.alpha, NAN);
    assert_near(quiz.weights[0], NAN);
    assert_near(stats_mean(&none).value, NAN);
    assert_near(stats_unpaired_change(&none, &none).value, NAN);
    assert_near(stats_cluster_share(&no_clusters).value, NAN);
    assert_near(stats_share(0, 0), NAN);
}

/* R. G. Newcombe 1998, Statistics in Medicine 17:857, table I, method 3; to four decimals. */
static void wilson_as_published(void **state)
{
    (void)state;
    static const struct {
        int part, whole;
        double low, high;
    } rows[] = {{81, 263, 0.2553, 0.3662},
                {15, 148, 0.0624, 0.1605},
                {0, 20, 0.0000, 0.1611},
                {1, 29, 0.0061, 0.1718}};
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double share = stats_share(rows[i].part, rows[i].whole);
        struct stats_interval w = stats_wilson(share, rows[i].whole);
        assert_true(fabs(w.low - rows[i].low) <= 0.00005);
        assert_true(fabs(w.high - rows[i].high) <= 0.00005);
        w = stats_wilson(1 - share, rows[i].whole); /* The other way round. */
        assert_true(fabs(1 - w.high - rows[i].low) <= 0.00005);
    }
    assert_true(stats_wilson(0, 7).low == 0);
    assert_true(stats_wilson(1, 7).high == 1);
    assert_near(stats_wilson(NAN, 0).low, NAN);
    assert_near(stats_wilson(1.5, 10).low, NAN);
}

static void intervals_of_correlations(void **state)
{
    (void)state;
    struct stats_interval f = stats_fisher(0.5, 28);
    assert_near(f.low, 0.15602836252908595);
    assert_near(f.high, 0.7358184794439376);
    assert_near(stats_fisher(0.5, 3).low, NAN);
    assert_near(stats_fisher(NAN, 30).high, NAN);
    assert_near(stats_fisher(1, 30).low, 1);
}

static void student_as_scipy(void **state)
{
    (void)state;
    static const double rows[][2] = {
        {1, 12.706204736432095},   {2, 4.302652729911275},    {2.9, 3.245438062434038},
        {4, 2.7764451051977987},   {9, 2.2621571627409915},   {30, 2.0422724563012373},
        {120, 1.9799304050527766}, {1e5, 1.9599877075346093},
    };
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_near(stats_student(rows[i][0]), rows[i][1]);
    assert_true(fabs(stats_student(1e9) - 1.959963984540054) < 1e-6);
    assert_near(stats_student(0), NAN);
    assert_near(stats_student(NAN), NAN);
}

/* People 4, 6, 8 and 11 of the second matrix miss question 1; three of them take one option. */
static void option_with_rest(void **state)
{
    (void)state;
    struct stats_rest rests[ROWS_MAX];
    struct stats_item item;
    unsigned count = list_rests(rests, &matrices[1], 0);
    double sum = rests[3].rest + rests[5].rest + rests[10].rest;
    stats_describe_item(&item, rests, count);
    assert_near(stats_choice_correlation(&item, 3, sum), 0.31686212526223895);
    assert_near(stats_choice_correlation(&item, 0, 0), NAN);
    assert_near(stats_choice_correlation(&item, count, sum), NAN);
}

static struct stats_scores tenths(const unsigned *list, unsigned count)
{
    struct stats_scores scores = {0};
    for (unsigned i = 0; i < count; i++)
        stats_add_score(&scores, stats_score(list[i], 10));
    return scores;
}

static void change_with_interval(void **state)
{
    (void)state;
    static const unsigned first[] = {3, 5, 4, 7, 6}, last[] = {5, 6, 4, 9, 5}, other[] = {8, 6, 9};
    struct stats_scores before = tenths(first, 5), after = tenths(other, 3), difference = {0};
    for (unsigned i = 0; i < 5; i++)
        stats_add_score(&difference, stats_score(last[i], 10) - stats_score(first[i], 10));
    struct stats_estimate paired = stats_mean(&difference);
    assert_near(paired.value, 0.08);
    assert_near(paired.interval.low, -0.08189317847087065);
    assert_near(paired.interval.high, 0.24189317847087066);
    struct stats_estimate welch = stats_unpaired_change(&before, &after);
    assert_near(welch.value, 0.2666666666666666);
    assert_near(welch.interval.low, -0.0345010087087716);
    assert_near(welch.interval.high, 0.5678343420421048);
}

static void change_of_few_or_equals(void **state)
{
    (void)state;
    static const unsigned seven[] = {7, 7, 7};
    struct stats_scores one = tenths(seven, 1), three = tenths(seven, 3);
    assert_near(stats_mean(&one).value, 0.7);
    assert_near(stats_mean(&one).interval.low, NAN);
    assert_near(stats_mean(&three).interval.low, 0.7);
    assert_near(stats_scores_deviation(&three), 0);
    assert_near(stats_unpaired_change(&three, &three).interval.high, 0);
    assert_near(stats_unpaired_change(&one, &three).interval.high, NAN);
}

static void answers_in_bunches(void **state)
{
    (void)state;
    static const unsigned bunches[][2] = {{3, 4}, {1, 2}, {4, 4}, {0, 3}, {2, 2}};
    struct stats_clusters c = {0}, all_right = {0}, alike = {0};
    for (unsigned i = 0; i < 5; i++) {
        stats_add_cluster(&c, bunches[i][0], bunches[i][1]);
        stats_add_cluster(&all_right, bunches[i][1], bunches[i][1]);
        stats_add_cluster(&alike, 1, 2);
    }
    stats_add_cluster(&c, 0, 0); /* Saw nothing of it: no observation. */
    struct stats_estimate share = stats_cluster_share(&c);
    assert_int_equal(share.count, 5);
    assert_near(share.value, 2.0 / 3);
    assert_near(share.interval.low, 0.3045971337390487);
    assert_near(share.interval.high, 0.9013037764656685);
    /* Five people who know it all are five, not fifteen. */
    assert_near(stats_cluster_share(&all_right).interval.low, stats_wilson(1, 5).low);
    /* Never narrower than if each answer stood alone. */
    assert_near(stats_cluster_share(&alike).interval.low, stats_wilson(0.5, 10).low);
}

static void scores_are_exact(void **state)
{
    (void)state;
    for (unsigned whole = 1; whole <= 16; whole++)
        for (unsigned right = 0; right <= whole; right++)
            assert_int_equal(stats_score(right, whole) * whole, (int64_t)right * STATS_ONE);
    assert_int_equal(stats_score(33, 33), STATS_ONE);
    assert_int_equal(stats_score(0, 79), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(describes_questions_as_moodle_does),
        cmocka_unit_test(describes_quizzes_as_moodle_does),
        cmocka_unit_test(nothing_is_no_figure),
        cmocka_unit_test(wilson_as_published),
        cmocka_unit_test(intervals_of_correlations),
        cmocka_unit_test(student_as_scipy),
        cmocka_unit_test(option_with_rest),
        cmocka_unit_test(change_with_interval),
        cmocka_unit_test(change_of_few_or_equals),
        cmocka_unit_test(answers_in_bunches),
        cmocka_unit_test(scores_are_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
