#include "support/test.h"

#include "base/arena.h"
#include "kiosk/screens/round.h"
#include "quiz_fixture.h"

static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, 64 << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_deinit(&arena);
    return 0;
}

static void draw(struct round *out, const struct quiz *quiz, uint64_t seed)
{
    struct round_random r;
    round_seed(&r, seed);
    round_draw(out, &r, quiz, NULL, 0);
}

/* The first numbers are PCG32's; ours has one fixed stream, so these are its own. */
static void numbers_stay_the_same(void **state)
{
    (void)state;
    struct round_random a, b;
    round_seed(&a, 42);
    round_seed(&b, 42);
    unsigned seen[6] = {0};
    for (int i = 0; i < 6000; i++) {
        uint32_t value = round_below(&a, 6);
        assert_int_equal(value, round_below(&b, 6));
        seen[value]++;
    }
    for (int i = 0; i < 6; i++)
        assert_in_range(seen[i], 850, 1150);
    assert_int_equal(round_below(&a, 1), 0);
}

static void sizes_are_right(void **state)
{
    (void)state;
    static const struct {
        unsigned bank;
        int round;
        unsigned count;
    } rows[] = {{1, 10, 1},   {10, 10, 10}, {30, 10, 10}, {30, 0, QUIZ_ROUND_DEFAULT},
                {80, 80, 80}, {3, 1, 1},    {5, -4, 5}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct round round;
        draw(&round, fixture_bank(&arena, rows[i].bank, 6, rows[i].round), i);
        assert_int_equal(round.count, rows[i].count);
    }
}

static void a_round_is_fair(void **state)
{
    (void)state;
    const struct quiz *quiz = fixture_bank(&arena, 30, 5, 10);
    for (uint64_t seed = 0; seed < 300; seed++) {
        struct round round;
        draw(&round, quiz, seed);
        bool asked[30] = {false}, subject[5] = {false};
        int difficulty = 0;
        for (unsigned i = 0; i < round.count; i++) {
            unsigned q = round.items[i].question;
            assert_false(asked[q]);
            asked[q] = true;
            subject[quiz->questions[q].subject] = true;
            assert_true(quiz->questions[q].difficulty >= difficulty);
            difficulty = quiz->questions[q].difficulty;
        }
        for (int i = 0; i < 5; i++)
            assert_true(subject[i]);
        assert_int_equal(quiz->questions[round.items[0].question].difficulty, 1);
    }
}

/* A bank whose first six questions are “real or scam?”, all with one answer but number `odd`. */
static struct quiz *bank_of_scams(unsigned odd, bool first_is_right)
{
    struct quiz *quiz = fixture_bank(&arena, 14, 1, 8);
    for (unsigned i = 0; i < 6; i++) {
        struct quiz_question *q = &quiz->questions[i];
        q->kind = QUIZ_SCAM;
        q->option_count = 2;
        q->options[0].right = (i == odd) == first_is_right;
        q->options[1].right = !q->options[0].right;
    }
    return quiz;
}

static void scam_is_not_always_the_answer(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < 300; seed++) {
        const struct quiz *quiz = bank_of_scams(seed % 6, seed % 2 == 0);
        struct round round;
        unsigned with_key[2] = {0};
        draw(&round, quiz, seed);
        assert_int_equal(round.count, 8);
        for (unsigned i = 0; i < round.count; i++) {
            const struct quiz_question *q = &quiz->questions[round.items[i].question];
            if (q->kind == QUIZ_SCAM)
                with_key[q->options[0].right]++;
        }
        if (with_key[0] + with_key[1] >= 2 && !(with_key[0] && with_key[1]))
            fail_msg("one answer only with seed %u", seed);
        assert_int_equal(quiz->questions[round.items[0].question].difficulty, 1);
    }
}

/* Where a subject or the only easy question would be lost, the round stays as it is. */
static void both_answers_cost_no_subject_and_no_easy_question(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < 300; seed++) {
        struct quiz *quiz = bank_of_scams(seed % 6, seed % 2 == 0);
        bool subject[6] = {false};
        quiz->round = 6;
        for (unsigned i = 0; i < 14; i++) {
            quiz->questions[i].subject = (enum guide_subject)(i % 6);
            quiz->questions[i].difficulty = i == seed % 14 ? 1 : 3;
        }
        struct round round;
        draw(&round, quiz, seed);
        for (unsigned i = 0; i < round.count; i++)
            subject[quiz->questions[round.items[i].question].subject] = true;
        for (unsigned i = 0; i < 6; i++)
            assert_true(subject[i]);
        assert_int_equal(quiz->questions[round.items[0].question].difficulty, 1);
    }
}

static void rounds_differ_by_seed_only(void **state)
{
    (void)state;
    const struct quiz *quiz = fixture_bank(&arena, 30, 5, 10);
    struct round a, b, c;
    draw(&a, quiz, 7);
    draw(&b, quiz, 7);
    draw(&c, quiz, 8);
    assert_memory_equal(&a, &b, sizeof a);
    assert_memory_not_equal(&a, &c, sizeof a);
}

static void recent_questions_come_last(void **state)
{
    (void)state;
    const struct quiz *quiz = fixture_bank(&arena, 20, 1, 10);
    struct slice recent[12];
    for (unsigned i = 0; i < 12; i++)
        recent[i] = quiz->questions[i].id.text; /* q0 most often */
    for (uint64_t seed = 0; seed < 50; seed++) {
        struct round round;
        struct round_random r;
        round_seed(&r, seed);
        round_draw(&round, &r, quiz, recent, 12);
        bool asked[20] = {false};
        for (unsigned i = 0; i < round.count; i++)
            asked[round.items[i].question] = true;
        for (unsigned i = 10; i < 20; i++)
            assert_true(asked[i]);
        for (unsigned i = 0; i < 10; i++)
            assert_false(asked[i]);
    }
}

static bool as_written(const uint8_t *order, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        if (order[i] != i)
            return false;
    return true;
}

static void only_what_may_move_moves(void **state)
{
    (void)state;
    struct quiz *quiz = fixture_quiz(&arena, "all");
    bool moved[QUIZ_KIND_COUNT] = {false};
    for (uint64_t seed = 0; seed < 50; seed++) {
        struct round round;
        draw(&round, quiz, seed);
        for (unsigned i = 0; i < round.count; i++) {
            const struct quiz_question *q = &quiz->questions[round.items[i].question];
            bool written = as_written(round.items[i].option_order, q->option_count);
            moved[q->kind] = moved[q->kind] || !written;
            if (q->kind == QUIZ_ORDER)
                assert_false(written);
        }
    }
    static const bool may[QUIZ_KIND_COUNT] = {true, true, false, true, true, false, false};
    assert_memory_equal(moved, may, sizeof may);

    quiz->questions[QUIZ_SINGLE].shuffle = false;
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct round round;
        draw(&round, quiz, seed);
        for (unsigned i = 0; i < round.count; i++)
            if (round.items[i].question == QUIZ_SINGLE)
                assert_true(as_written(round.items[i].option_order, 4));
    }
}

static void slots_follow_the_attempt(void **state)
{
    (void)state;
    const struct quiz *quiz = fixture_quiz(&arena, "all");
    struct round_item item = {QUIZ_MATCH, {3, 1, 2, 0}};
    struct store_id one = {"0123"}, other = {"4567"};
    unsigned different = 0;
    for (unsigned index = 0; index < 40; index++) {
        uint8_t a[QUIZ_SCREEN_ITEMS_MAX], b[QUIZ_SCREEN_ITEMS_MAX], c[QUIZ_SCREEN_ITEMS_MAX];
        const struct quiz_question *q = &quiz->questions[QUIZ_MATCH];
        round_slots(a, q, &item, &one, index);
        round_slots(b, q, &item, &one, index);
        round_slots(c, q, &item, &other, index);
        assert_memory_equal(a, b, sizeof a);
        assert_memory_not_equal(a, item.option_order, 4);
        different += memcmp(a, c, sizeof a) != 0;
    }
    assert_true(different > 20);
}

static void as_attempt(struct store_attempt *attempt, const struct round *round,
                       const struct quiz *quiz)
{
    attempt->question_count = round->count;
    for (unsigned i = 0; i < round->count; i++) {
        const struct quiz_question *q = &quiz->questions[round->items[i].question];
        attempt->questions[i].id = q->id.text;
        attempt->questions[i].options = round_options(&arena, q, &round->items[i]);
    }
}

static void a_round_is_restored(void **state)
{
    (void)state;
    const struct quiz *quiz = fixture_quiz(&arena, "all");
    struct round round, again;
    draw(&round, quiz, 3);
    static struct store_attempt attempt;
    as_attempt(&attempt, &round, quiz);
    assert_true(round_restore(&again, quiz, &attempt));
    assert_memory_equal(&round, &again, sizeof round);
}

static void a_changed_quiz_is_not_restored(void **state)
{
    (void)state;
    const struct quiz *quiz = fixture_quiz(&arena, "all");
    struct round round, again;
    draw(&round, quiz, 3);
    static const char *const options[] = {"a,b,c", "a,b,c,d,e", "a,b,c,z", "a,a,b,c", "", ",,,"};
    static struct store_attempt attempt;
    unsigned single = 0;
    while (round.items[single].question != QUIZ_SINGLE)
        single++;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        as_attempt(&attempt, &round, quiz);
        attempt.questions[single].options = slice_from(options[i]);
        if (round_restore(&again, quiz, &attempt))
            fail_msg("restored from '%s'", options[i]);
    }
    as_attempt(&attempt, &round, quiz);
    attempt.questions[2].id = SLICE("gone");
    assert_false(round_restore(&again, quiz, &attempt));
    attempt.question_count = 0;
    assert_false(round_restore(&again, quiz, &attempt));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_stay_the_same),
        cmocka_unit_test(sizes_are_right),
        cmocka_unit_test(a_round_is_fair),
        cmocka_unit_test(scam_is_not_always_the_answer),
        cmocka_unit_test(both_answers_cost_no_subject_and_no_easy_question),
        cmocka_unit_test(rounds_differ_by_seed_only),
        cmocka_unit_test(recent_questions_come_last),
        cmocka_unit_test(only_what_may_move_moves),
        cmocka_unit_test(slots_follow_the_attempt),
        cmocka_unit_test(a_round_is_restored),
        cmocka_unit_test(a_changed_quiz_is_not_restored),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
