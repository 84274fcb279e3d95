/*
 * Books made by hand; every expected number is worked out beside its test.
 */
#include "review/figures.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "review/gather.h"
#include "support/hand_book.h"
#include "support/test.h"

static const struct figures_filter everything;
static const struct figures_texts no_texts;

/* Figures of up to four books, in the order given. */
static void compute(struct figures *out, struct hand_book *const *books, unsigned count,
                    const struct figures_filter *filter)
{
    struct arena *a = &books[0]->arena;
    struct gather_source sources[4] = {{0}};
    struct error e = {0};
    struct gather *g = ARENA_NEW(a, struct gather);
    for (unsigned i = 0; i < count; i++)
        sources[i].book = &books[i]->book;
    gather_begin(g, a, sources, count, filter, &no_texts);
    for (unsigned i = 0; i < count; i++) {
        struct gather_walk walk = {g, i};
        for (unsigned s = 0; s < books[i]->sheet_count; s++)
            assert_true(gather_sheet(&walk, &books[i]->sheets[s]));
    }
    assert_true(gather_end(g, &e));
    figures_compute(out, g);
    gather_deinit(g);
}

static void compute_one(struct figures *out, struct hand_book *h)
{
    compute(out, &h, 1, &everything);
}

static void assert_near(double actual, double expected)
{
    if (isnan(expected))
        assert_true(isnan(actual));
    else
        assert_true(fabs(actual - expected) < 1e-9);
}

static void assert_text(struct slice actual, const char *expected)
{
    assert_int_equal(actual.size, strlen(expected));
    assert_memory_equal(actual.data, expected, actual.size);
}

/* Four questions, three options each, the first is right. */
static void four_questions(struct hand_book *h)
{
    hand_init(h);
    for (unsigned i = 1; i <= 4; i++) {
        char line[32];
        snprintf(line, sizeof line, "bank/q%u a,b,c a", i);
        hand_add_item(h, line, NULL);
    }
}

static void nothing_recorded(void **state)
{
    (void)state;
    struct hand_book h;
    struct figures f;
    four_questions(&h);
    compute_one(&f, &h);
    assert_int_equal(f.total.rounds, 0);
    assert_int_equal(f.item_count, 0);
    assert_int_equal(f.quiz_count, 0);
    assert_int_equal(f.day_count, 0);
    assert_int_equal(f.village_count, 0);
    hand_deinit(&h);
}

/* Omitted is 0 marks, unseen is nothing: q3 was seen by A and B (B gave no answer), q4 by A only.
 */
static void omitted_and_unseen_are_apart(void **state)
{
    (void)state;
    struct hand_book h;
    struct figures f;
    four_questions(&h);
    hand_add_round(&h, (struct hand_round){.answers = "aaab"});
    hand_add_round(&h, (struct hand_round){.answers = "ab-.", .left = true});
    hand_add_round(&h, (struct hand_round){.answers = "c...", .left = true});
    hand_add_round(&h, (struct hand_round){.answers = "ac..", .left = true});
    compute_one(&f, &h);
    static const int64_t expected[4][4] = {/* seen, right, omitted, unseen */
                                           {4, 3, 0, 0},
                                           {3, 1, 0, 1},
                                           {2, 1, 1, 2},
                                           {1, 0, 0, 3}};
    assert_int_equal(f.item_count, 4);
    for (unsigned i = 0; i < 4; i++) {
        assert_int_equal(f.items[i].seen, expected[i][0]);
        assert_int_equal(f.items[i].right, expected[i][1]);
        assert_int_equal(f.items[i].omitted, expected[i][2]);
        assert_int_equal(f.items[i].unseen, expected[i][3]);
    }
    assert_near(f.items[2].facility, 0.5);
    assert_near(f.items[2].options[0].share, 0.5); /* Of those who saw it, with who omitted. */
    assert_int_equal(f.full_rounds, 1);
    assert_int_equal(f.unfinished_rounds, 3);
    /* C and D saw one and two questions of four: less than half of the others, no rest score. */
    assert_int_equal(f.items[0].rest_count, 2);
    hand_deinit(&h);
}

/* Two stays of two and one rounds, two rounds of unknown people, one paper code used twice with
 * another one between: 7 lượt, 4 people known, 2 rounds alone. */
static void rounds_and_people_are_apart(void **state)
{
    (void)state;
    struct hand_book h;
    struct figures f;
    four_questions(&h);
    hand_add_round(&h, (struct hand_round){.answers = "aabb", .person = 1, .village = "Toạt"});
    hand_add_round(&h, (struct hand_round){.answers = "aaab", .person = 1, .village = "Toạt"});
    hand_add_round(&h, (struct hand_round){.answers = "bbbb", .person = 2, .village = "Coóc"});
    hand_add_round(&h, (struct hand_round){.answers = "aaaa", .village = "Coóc"});
    hand_add_round(&h, (struct hand_round){.answers = "aaaa", .day = 2});
    hand_add_round(&h, (struct hand_round){
                           .answers = "abbb", .person = 7, .paper = true, .day = 1, .age = "60+"});
    hand_add_round(&h, (struct hand_round){.answers = "cccc", .person = 8, .paper = true});
    hand_add_round(
        &h, (struct hand_round){
                .answers = "bbbb", .person = 7, .paper = true, .village = "Toạt", .age = "60+"});
    compute_one(&f, &h);
    assert_int_equal(f.total.rounds, 8);
    assert_int_equal(f.total.people, 4);
    assert_int_equal(f.total.alone_rounds, 2);
    assert_int_equal(f.village_count, 3);
    assert_text(f.villages[0].id, "Coóc");
    assert_int_equal(f.villages[0].people, 1);
    assert_int_equal(figures_group_size(&f.villages[0]), 2);
    assert_int_equal(f.villages[1].rounds, 3);
    assert_int_equal(f.villages[1].people, 2);
    assert_text(f.villages[2].id, "");
    assert_int_equal(f.villages[2].rounds, 3);
    assert_int_equal(f.sources[SHEET_PAPER].rounds, 3);
    assert_int_equal(f.sources[SHEET_PAPER].people, 2);
    assert_int_equal(f.sources[SHEET_KIOSK].people, 2);
    assert_int_equal(f.day_count, 3);
    assert_int_equal(f.days[0].rounds, 6);
    assert_int_equal(f.days[0].people, 4);
    assert_int_equal(f.days[1].people, 1);
    assert_int_equal(f.ages[0].people, 1); /* "60+"; who said nothing comes last. */
    assert_int_equal(f.ages[0].rounds, 2);
    /* Person 1: 2/4 then 3/4; code 7: on paper, the row of the earlier day first: 0/4 then 1/4. */
    assert_int_equal(f.change.difference.count, 2);
    assert_near(stats_mean(&f.change.difference).value, 0.25);
    assert_near(stats_mean(&f.change.first).value, 0.25);
    hand_deinit(&h);
}

/* The worked example of stats.h, six times over: alpha hidden under 30 rounds, told from there. */
static void reliability_needs_enough(void **state)
{
    (void)state;
    static const char *const rows[] = {"aaaa", "aaab", "aabb", "abbb", "bbbb"};
    for (unsigned rounds = 29; rounds <= 30; rounds++) {
        struct hand_book h;
        struct figures f;
        four_questions(&h);
        for (unsigned i = 0; i < rounds; i++)
            hand_add_round(&h, (struct hand_round){.answers = rows[i % 5]});
        compute_one(&f, &h);
        assert_int_equal(f.quizzes[0].stats.count, rounds);
        assert_int_equal(f.quizzes[0].length, 4);
        if (rounds == 29) {
            assert_near(f.quizzes[0].stats.alpha, NAN);
            assert_near(f.quizzes[0].stats.standard_error, NAN);
        } else {
            /* Variances all grow by the same 4/5 · 30/29: alpha stays 4/3 · (1 - 1/2.5). */
            assert_near(f.quizzes[0].stats.alpha, 0.8);
            assert_near(f.items[0].discrimination, 0.51449575542752646);
            assert_near(f.items[0].efficiency, 1);
        }
        assert_near(f.quizzes[0].stats.mean, rounds == 30 ? 2 : 60.0 / 29);
        hand_deinit(&h);
    }
}

static void few_people_hide_discrimination(void **state)
{
    (void)state;
    for (unsigned rounds = 19; rounds <= 20; rounds++) {
        struct hand_book h;
        struct figures f;
        four_questions(&h);
        for (unsigned i = 0; i < rounds; i++)
            hand_add_round(&h, (struct hand_round){.answers = i % 2 ? "aaaa" : "bbba"});
        compute_one(&f, &h);
        assert_true(isnan(f.items[0].discrimination) == (rounds == 19));
        assert_true(isnan(f.items[0].options[0].correlation) == (rounds == 19));
        /* Everyone right: no variance, no correlation; and flagged as too easy from 20 on. */
        assert_near(f.items[3].discrimination, NAN);
        assert_int_equal(f.items[3].flags, rounds == 19 ? 0 : FIGURES_TOO_EASY);
        hand_deinit(&h);
    }
}

/* q1's key is wrong: those who know the rest choose b. q2 is fine, nobody takes c. */
static void a_wrong_key_is_found(void **state)
{
    (void)state;
    struct hand_book h;
    struct figures f;
    four_questions(&h);
    for (unsigned i = 0; i < 20; i++) {
        hand_add_round(&h, (struct hand_round){.answers = "baaa"});
        hand_add_round(&h, (struct hand_round){.answers = i % 2 ? "abbb" : "cbcc"});
    }
    compute_one(&f, &h);
    const struct figures_item *q1 = &f.items[0], *q2 = &f.items[1];
    assert_int_equal(q1->flags, FIGURES_CHECK_KEY | FIGURES_TOO_HARD);
    assert_true(q1->options[1].suspect);
    assert_false(q1->options[0].suspect || q1->options[2].suspect);
    assert_near(q1->options[1].correlation, 1); /* Chose b exactly when all the rest was right. */
    assert_int_equal(q2->flags, FIGURES_DEAD_OPTION);
    assert_true(q2->options[2].dead);
    assert_int_equal(q2->options[2].chosen, 0);
    /* Rest of q2 (other three): 20 with 2/3, 20 with 0 or 1/3. q1 counts against it there. */
    assert_true(q2->discrimination > 0.8);
    hand_deinit(&h);
}

static void filters_choose(void **state)
{
    (void)state;
    static const struct {
        struct figures_filter filter;
        int64_t rounds;
    } rows[] = {
        {{0}, 6},
        {{.has_from = true, .from_day = 20759}, 4},
        {{.has_to = true, .to_day = 20759}, 4},
        {{.has_from = true, .from_day = 20759, .has_to = true, .to_day = 20759}, 2},
        {{.village = {"Toạt", 6}}, 1},
        {{.kiosk = {"Nhà văn hóa", 14}}, 2},
        {{.kiosk = {"AAAA-aaaa", 9}}, 2},
        {{.kiosk = {"aaa", 3}}, 0}, /* Three digits are no fingerprint. */
        {{.quiz = {"bank", 4}}, 6},
        {{.quiz = {"none", 4}}, 0},
    };
    struct hand_book h;
    four_questions(&h);
    unsigned hall = hand_add_device(&h, 'a', "Nhà văn hóa");
    for (int day = 0; day < 3; day++) {
        hand_add_round(
            &h, (struct hand_round){.answers = "aaaa", .day = day, .village = day ? "" : "Toạt"});
    }
    for (int day = 0; day < 2; day++)
        hand_add_round(&h, (struct hand_round){.answers = "aaaa", .day = day + 1, .device = hall});
    hand_add_round(&h, (struct hand_round){.answers = "aaaa", .wrong_clock = true});
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct figures f;
        struct hand_book *book = &h;
        compute(&f, &book, 1, &rows[i].filter);
        assert_int_equal(f.total.rounds, rows[i].rounds);
        assert_int_equal(f.village_found, rows[i].filter.village.size == 0 || rows[i].rounds);
        assert_int_equal(f.kiosk_found, rows[i].filter.kiosk.size == 0 || rows[i].rounds);
        assert_int_equal(f.untrusted_rounds, i == 0 || i == 2 || i == 8);
    }
    hand_deinit(&h);
}

/* The same device in three files: one whole, one older copy, then two overlapping parts. */
static void one_device_in_several_books(void **state)
{
    (void)state;
    struct hand_book whole, older, part;
    struct figures f;
    four_questions(&whole);
    four_questions(&older);
    four_questions(&part);
    for (unsigned i = 0; i < 6; i++) {
        const struct hand_round round = {.answers = i % 2 ? "aaaa" : "abbb", .person = 1 + i / 2};
        hand_add_round(&whole, round);
        if (i < 3)
            hand_add_round(&older, round);
    }
    /* Rounds 2 to 5 again, under the ids they have in the first book. */
    for (unsigned i = 1; i < 5; i++)
        part.sheets[part.sheet_count++] = whole.sheets[i];
    whole.devices[0].event_count = 60;
    older.devices[0].event_count = 30;
    part.devices[0].event_count = 40;
    part.devices[0].first_gap_seq = 1;
    struct hand_book *orders[][3] = {
        {&whole, &older, &part}, {&part, &whole, &older}, {&older, &part, &whole}};
    for (unsigned i = 0; i < 3; i++) {
        compute(&f, orders[i], 3, &everything);
        assert_int_equal(f.total.rounds, 6);
        assert_int_equal(f.total.people, 3);
        assert_int_equal(f.change.difference.count, 3);
    }
    /* Without the whole one: rounds 1–3 and 2–5 are five, and a stay split over two files is one.
     */
    older.devices[0].first_gap_seq = 31;
    for (unsigned i = 0; i < 2; i++) {
        struct hand_book *two[] = {i ? &older : &part, i ? &part : &older};
        compute(&f, two, 2, &everything);
        assert_int_equal(f.total.rounds, 5);
        assert_int_equal(f.total.people, 3);
        assert_int_equal(f.change.difference.count, 2);
        assert_int_equal(f.items[0].seen, 5);
    }
    hand_deinit(&whole);
    hand_deinit(&older);
    hand_deinit(&part);
}

/* A key corrected in one book counts in the other, and the later correction wins. */
static void corrections_reach_all_books(void **state)
{
    (void)state;
    struct hand_book here, there;
    struct figures f;
    struct error e = {0};
    four_questions(&here);
    four_questions(&there);
    there.devices[0].id.text[0] = 'f';
    hand_add_round(&here, (struct hand_round){.answers = "aaaa"});
    hand_add_round(&there, (struct hand_round){.answers = "baaa"});
    struct rekey_info rekeys[2] = {
        {.rekey = {SLICE("bank"), SLICE("q1"), .right = SLICE("c"), .reason = SLICE("x")},
         .wall_ms = 1},
        {.rekey = {SLICE("bank"), SLICE("q1"), .right = SLICE("b|c"), .reason = SLICE("y")},
         .wall_ms = 2}};
    for (unsigned i = 0; i < 2; i++)
        memset(rekeys[i].rekey.old_hash, 1, 32);
    struct gather_source sources[] = {{&here.book, &rekeys[1], 1}, {&there.book, &rekeys[0], 1}};
    struct gather *g = ARENA_NEW(&here.arena, struct gather);
    gather_begin(g, &here.arena, sources, 2, &everything, &no_texts);
    assert_true(gather_sheet(&(struct gather_walk){g, 0}, here.sheets));
    assert_true(gather_sheet(&(struct gather_walk){g, 1}, there.sheets));
    assert_true(gather_end(g, &e));
    figures_compute(&f, g);
    gather_deinit(g);
    assert_int_equal(f.item_count, 4);
    assert_int_equal(f.items[0].right, 1);
    assert_true(f.items[0].rekeyed);
    assert_false(f.items[1].rekeyed);
    assert_false(f.items[0].options[0].right);
    assert_true(f.items[0].options[1].right);
    assert_int_equal(f.rekey_count, 1);
    assert_text(f.rekeys[0].reason, "y");
    hand_deinit(&here);
    hand_deinit(&there);
}

/* Scores fall into tenths; all right is in the last. */
static void scores_fall_into_tenths(void **state)
{
    (void)state;
    struct hand_book h;
    struct figures f;
    four_questions(&h);
    static const char *const rows[] = {"bbbb", "abbb", "aabb", "aaab", "aaaa", "aaaa"};
    for (unsigned i = 0; i < 6; i++)
        hand_add_round(&h, (struct hand_round){.answers = rows[i]});
    compute_one(&f, &h);
    static const int64_t expected[] = {1, 0, 1, 0, 0, 1, 0, 1, 0, 2};
    for (unsigned i = 0; i < FIGURES_SCORE_BINS; i++)
        assert_int_equal(f.score_bins[i], expected[i]);
    assert_near(stats_mean(&f.total.scores).value, (0.25 + 0.5 + 0.75 + 2) / 6);
    hand_deinit(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_recorded),
        cmocka_unit_test(omitted_and_unseen_are_apart),
        cmocka_unit_test(rounds_and_people_are_apart),
        cmocka_unit_test(reliability_needs_enough),
        cmocka_unit_test(few_people_hide_discrimination),
        cmocka_unit_test(a_wrong_key_is_found),
        cmocka_unit_test(filters_choose),
        cmocka_unit_test(one_device_in_several_books),
        cmocka_unit_test(corrections_reach_all_books),
        cmocka_unit_test(scores_fall_into_tenths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
