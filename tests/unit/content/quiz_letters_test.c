/* Letters on paper: what is typed, what the log has of it, and back. */
#include "content/quiz/letters.h"

#include "quiz_fixture.h"

#define MESSAGE "    message:\n      channel: sms\n      sender: A\n      text: B\n"
#define TWO_RIGHT                                                                                  \
    "    options:\n      - text: Một\n        right: true\n      - text: Hai\n"                  \
    "      - text: Ba\n        right: true\n"
#define ARRANGED "    options: [{text: Một}, {text: Hai}, {text: Ba}, {text: Bốn}]\n"
#define PAIRS    "    options: [{text: Một, match: x}, {text: Hai, match: y}, {text: Ba, match: z}]\n"
#define SCREEN   "    screen: {title: Máy}\n    options: [{text: Một, right: true}, {text: Hai}]\n"
#define PICTURE                                                                                    \
    "    picture: a.png\n    picture_alt: Ảnh\n"                                                 \
    "    options: [{text: Một, right: true, place: [0, 0, 500, 500]},"                           \
    " {text: Hai, place: [500, 500, 500, 500]}]\n"

static const struct quiz_question *question_of(struct fixture *f, const char *text)
{
    fixture_begin(f);
    return &load_quiz(f, arena_printf(&f->arena, "questions:\n%s", text).data)->questions[0];
}

static const struct {
    const char *question, *typed;
    enum quiz_letters_problem problem;
    const char *response, *written;
} rows[] = {
    {QUESTION("q", "single", OPTIONS), "B", QUIZ_LETTERS_FINE, "b", "B"},
    {QUESTION("q", "single", OPTIONS), " c.", QUIZ_LETTERS_FINE, "c", "C"},
    {QUESTION("q", "single", OPTIONS), "", QUIZ_LETTERS_FINE, "", ""},
    {QUESTION("q", "single", OPTIONS), "-", QUIZ_LETTERS_FINE, "", ""},
    {QUESTION("q", "single", OPTIONS), "0", QUIZ_LETTERS_FINE, "", ""},
    {QUESTION("q", "single", OPTIONS), ", ;", QUIZ_LETTERS_FINE, "", ""},
    {QUESTION("q", "single", OPTIONS), "D", QUIZ_LETTERS_UNKNOWN, "", ""},
    {QUESTION("q", "single", OPTIONS), "1", QUIZ_LETTERS_UNKNOWN, "", ""},
    {QUESTION("q", "single", OPTIONS), "\xff", QUIZ_LETTERS_UNKNOWN, "", ""},
    {QUESTION("q", "single", OPTIONS), "AB", QUIZ_LETTERS_TOO_MANY, "", ""},
    {QUESTION("q", "single", OPTIONS), "AA", QUIZ_LETTERS_TWICE, "", ""},
    {QUESTION("q", "multiple", TWO_RIGHT), "CA", QUIZ_LETTERS_FINE, "a,c", "AC"},
    {QUESTION("q", "multiple", TWO_RIGHT), "a; c, b", QUIZ_LETTERS_FINE, "a,b,c", "ABC"},
    {QUESTION("q", "multiple", TWO_RIGHT), "ACA", QUIZ_LETTERS_TWICE, "", ""},
    {QUESTION("q", "multiple", TWO_RIGHT), "ABCA", QUIZ_LETTERS_TWICE, "", ""},
    {QUESTION("q", "multiple", TWO_RIGHT), "A-C", QUIZ_LETTERS_UNKNOWN, "", ""},
    {QUESTION("q", "true-false", "    answer: true\n"), "A", QUIZ_LETTERS_FINE, "true", "A"},
    {QUESTION("q", "true-false", "    answer: true\n"), "s", QUIZ_LETTERS_FINE, "false", "B"},
    {QUESTION("q", "true-false", "    answer: true\n"), "Đ", QUIZ_LETTERS_FINE, "true", "A"},
    {QUESTION("q", "true-false", "    answer: true\n"), "D", QUIZ_LETTERS_UNKNOWN, "", ""},
    {QUESTION("q", "scam", MESSAGE "    answer: scam\n"), "L", QUIZ_LETTERS_FINE, "scam", "B"},
    {QUESTION("q", "scam", MESSAGE "    answer: scam\n"), "t", QUIZ_LETTERS_FINE, "real", "A"},
    {QUESTION("q", "scam", MESSAGE "    answer: scam\n"), "TL", QUIZ_LETTERS_TOO_MANY, "", ""},
    {QUESTION("q", "point", SCREEN), "B", QUIZ_LETTERS_FINE, "b", "B"},
};

static void typed_letters_become_what_the_log_has(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        struct slice response;
        const struct quiz_question *q = question_of(&f, rows[i].question);
        enum quiz_letters_problem problem =
            quiz_letters_read(&response, &f.arena, q, slice_from(rows[i].typed));
        if (problem != rows[i].problem || !slice_equal_text(response, rows[i].response))
            fail_msg("row %zu “%s”: %d, “%.*s”", i, rows[i].typed, problem, SLICE_ARG(response));
        assert_true(slice_equal_text(quiz_letters_write(&f.arena, q, response), rows[i].written));
        fixture_end(&f);
    }
}

/* An order is mixed, never stands as it is right, and its key comes back through typing. */
static void mixed_questions_hide_their_answer(void **state)
{
    static const char *const questions[] = {
        QUESTION("q", "order", ARRANGED), QUESTION("r", "order", ARRANGED),
        QUESTION("s", "match", PAIRS), QUESTION("t", "match", PAIRS)};
    (void)state;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        struct fixture f;
        struct slice again;
        const struct quiz_question *q = question_of(&f, questions[i]);
        struct quiz_letters letters = quiz_letters_of(q);
        unsigned seen = 0, in_place = 0;
        for (unsigned k = 0; k < letters.count; k++) {
            seen |= 1u << letters.option[k];
            in_place += letters.option[k] == k;
        }
        assert_int_equal(seen, (1u << q->option_count) - 1);
        assert_true(in_place < letters.count);
        struct slice right = quiz_right_responses(&f.arena, q);
        assert_true(quiz_is_right(q, right));
        struct slice key = quiz_letters_write(&f.arena, q, right);
        assert_int_equal(key.size, q->option_count);
        assert_int_equal(quiz_letters_read(&again, &f.arena, q, key), QUIZ_LETTERS_FINE);
        assert_true(slice_equal(again, right));
        assert_false(slice_equal_text(key, "ABC") || slice_equal_text(key, "ABCD"));
        fixture_end(&f);
    }
}

static void what_is_half_done_is_kept_and_wrong(void **state)
{
    struct fixture f;
    struct slice response;
    (void)state;
    const struct quiz_question *q = question_of(&f, QUESTION("q", "match", PAIRS));
    struct quiz_letters letters = quiz_letters_of(q);
    assert_int_equal(quiz_letters_read(&response, &f.arena, q, SLICE("A0B")), QUIZ_LETTERS_FINE);
    struct slice expected =
        arena_printf(&f.arena, "a=%c,c=%c", 'a' + letters.option[0], 'a' + letters.option[1]);
    assert_true(slice_equal(response, expected));
    assert_false(quiz_is_right(q, response));
    assert_true(slice_equal_text(quiz_letters_write(&f.arena, q, response), "A-B"));
    assert_int_equal(quiz_letters_read(&response, &f.arena, q, SLICE("AB-C")),
                     QUIZ_LETTERS_TOO_MANY);
    fixture_end(&f);
}

static void rows_may_repeat_a_letter(void **state)
{
    struct fixture f;
    struct slice response;
    (void)state;
    const struct quiz_question *q = question_of(&f, QUESTION("q", "order", ARRANGED));
    assert_int_equal(quiz_letters_read(&response, &f.arena, q, SLICE("AABC")), QUIZ_LETTERS_FINE);
    assert_false(quiz_is_right(q, response));
    assert_true(slice_equal_text(quiz_letters_write(&f.arena, q, response), "AABC"));
    fixture_end(&f);
}

#define TWINS "    options: [{text: Một, match: x}, {text: Hai, match: x}, {text: Ba, match: z}]\n"

/* As at the kiosk: the letters of equal words are worth the same. */
static void equal_words_are_equally_right(void **state)
{
    struct fixture f;
    struct slice key, response;
    (void)state;
    const struct quiz_question *q = question_of(&f, QUESTION("q", "match", TWINS));
    key = quiz_letters_write(&f.arena, q, quiz_right_responses(&f.arena, q));
    char swapped[] = {key.data[1], key.data[0], key.data[2], '\0'};
    assert_int_equal(quiz_letters_read(&response, &f.arena, q, slice_from(swapped)),
                     QUIZ_LETTERS_FINE);
    assert_true(quiz_is_right(q, response));
    fixture_end(&f);
}

static void keys_list_all_that_is_right(void **state)
{
    static const struct {
        const char *question, *right;
    } keys[] = {
        {QUESTION("q", "single", OPTIONS), "b"},
        {QUESTION("q", "multiple", TWO_RIGHT), "a,c"},
        {QUESTION("q", "order", ARRANGED), "a,b,c,d"},
        {QUESTION("q", "match", PAIRS), "a=a,b=b,c=c"},
        {QUESTION("q", "true-false", "    answer: false\n"), "false"},
        {QUESTION("q", "scam", MESSAGE "    answer: real\n"), "real"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct fixture f;
        const struct quiz_question *q = question_of(&f, keys[i].question);
        assert_true(slice_equal_text(quiz_right_responses(&f.arena, q), keys[i].right));
        fixture_end(&f);
    }
}

static void what_is_no_response_has_no_letters(void **state)
{
    static const char *const wrong[] = {"", "x", "a,x", "a,,b", ",", "a=", "=a", "x=a"};
    (void)state;
    struct fixture f;
    const struct quiz_question *q = question_of(&f, QUESTION("q", "match", PAIRS));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(quiz_letters_write(&f.arena, q, slice_from(wrong[i])).size, 0);
    fixture_end(&f);
}

static void a_place_on_a_picture_is_not_for_paper(void **state)
{
    struct fixture f;
    (void)state;
    assert_false(quiz_letters_possible(question_of(&f, QUESTION("q", "point", PICTURE))));
    fixture_end(&f);
    assert_true(quiz_letters_possible(question_of(&f, QUESTION("q", "point", SCREEN))));
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typed_letters_become_what_the_log_has),
        cmocka_unit_test(mixed_questions_hide_their_answer),
        cmocka_unit_test(what_is_half_done_is_kept_and_wrong),
        cmocka_unit_test(rows_may_repeat_a_letter),
        cmocka_unit_test(equal_words_are_equally_right),
        cmocka_unit_test(keys_list_all_that_is_right),
        cmocka_unit_test(what_is_no_response_has_no_letters),
        cmocka_unit_test(a_place_on_a_picture_is_not_for_paper),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
