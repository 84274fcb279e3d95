/* A round: begun, answered, ended, found again after a power cut. */
#include "unit/store/fixture.h"

#include "store/inside.h"

static void a_new_file_is_new_and_then_found(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    assert_int_equal(f.state, STORE_NEW);
    struct store_id device = f.store->device;
    fixture_reopen(&f);
    assert_int_equal(f.state, STORE_FOUND);
    assert_string_equal(f.store->device.text, device.text);
    fixture_end(&f);
}

static void an_open_round_is_found_again_as_it_was(void **state)
{
    (void)state;
    struct fixture f;
    struct store_resume resume;
    bool found = true;
    fixture_begin(&f);
    assert_ok(&f, store_find_open_attempt(&found, &resume, f.store, &f.arena, &f.e));
    assert_false(found);

    struct store_attempt attempt = make_attempt("lua-đảo \"x\"\\\n", 3);
    attempt.students = true;
    assert_ok(&f, store_begin_attempt(f.store, &attempt, &f.e));
    answer(&f, &attempt.id, 2, "a");
    f.wall_ms += 5000;
    answer(&f, &attempt.id, 0, "");
    fixture_reopen(&f);
    assert_ok(&f, store_find_open_attempt(&found, &resume, f.store, &f.arena, &f.e));
    assert_true(found);
    assert_string_equal(resume.attempt.id.text, attempt.id.text);
    assert_true(slice_equal(resume.attempt.quiz, attempt.quiz));
    assert_true(slice_equal(resume.attempt.language, attempt.language));
    assert_memory_equal(resume.attempt.quiz_hash, attempt.quiz_hash, sizeof attempt.quiz_hash);
    assert_true(resume.attempt.students);
    assert_int_equal(resume.attempt.question_count, 3);
    assert_int_equal(resume.answered_count, 2);
    assert_int_equal(resume.last_wall_ms, f.wall_ms);
    for (unsigned i = 0; i < 3; i++) {
        const struct store_question *q = &resume.attempt.questions[i];
        assert_true(slice_equal(q->id, attempt.questions[i].id));
        assert_true(slice_equal(q->options, attempt.questions[i].options));
        assert_memory_equal(q->hash, attempt.questions[i].hash, sizeof q->hash);
    }
    /* Answered with nothing is not the same as not answered. */
    assert_non_null(resume.responses[0].data);
    assert_int_equal(resume.responses[0].size, 0);
    assert_null(resume.responses[1].data);
    assert_true(slice_equal_text(resume.responses[2], "a"));

    assert_ok(&f, store_end_attempt(f.store, &attempt.id, STORE_END_FINISHED, &f.e));
    assert_ok(&f, store_find_open_attempt(&found, &resume, f.store, &f.arena, &f.e));
    assert_false(found);
    fixture_end(&f);
}

static void a_new_round_ends_the_one_that_was_left(void **state)
{
    (void)state;
    struct fixture f;
    struct store_resume resume;
    bool found;
    fixture_begin(&f);
    struct store_id first = begin_round(&f, "vneid", 2);
    struct store_id second = begin_round(&f, "vneid", 2);
    assert_ok(&f, store_find_open_attempt(&found, &resume, f.store, &f.arena, &f.e));
    assert_true(found);
    assert_string_equal(resume.attempt.id.text, second.text);
    struct store_answer late = {.attempt = first, .response = SLICE("a")};
    assert_error(&f, store_record_answer(f.store, &late, &f.e), ERROR_INPUT, "not being played");
    fixture_close(&f);
    assert_int_equal(fixture_number(&f, "SELECT count(*) FROM attempt WHERE end_reason = 'left'"),
                     1);
    fixture_open(&f);
    fixture_end(&f);
}

static void an_answer_is_final_but_may_be_said_again(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    struct store_id id = begin_round(&f, "vneid", 2);
    answer(&f, &id, 0, "b");
    answer(&f, &id, 0, "b");
    struct store_answer other = {.attempt = id, .response = SLICE("a")};
    assert_error(&f, store_record_answer(f.store, &other, &f.e), ERROR_INPUT, "answered already");
    fixture_close(&f);
    assert_int_equal(fixture_number(&f, "SELECT count(*) FROM event WHERE kind = 'answer'"), 1);
    fixture_open(&f);
    fixture_end(&f);
}

static void what_makes_no_sense_is_refused(void **state)
{
    (void)state;
    static const struct {
        unsigned question;
        struct slice response;
        enum error_kind kind;
        const char *message;
    } rows[] = {
        {2, {"a", 1}, ERROR_INPUT, "no question 3"},
        {UINT32_MAX, {"a", 1}, ERROR_INPUT, "no question"},
        {0, {"a\0b", 3}, ERROR_INPUT, "not text"},
        {0, {"\xff", 1}, ERROR_INPUT, "not text"},
    };
    struct fixture f;
    fixture_begin(&f);
    struct store_id id = begin_round(&f, "vneid", 2), nobody;
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct store_answer a = {
            .attempt = id, .question = rows[i].question, .response = rows[i].response};
        assert_error(&f, store_record_answer(f.store, &a, &f.e), rows[i].kind, rows[i].message);
    }
    static char endless[STORE_TEXT_MAX + 1];
    memset(endless, 'a', sizeof endless);
    struct store_answer a = {.attempt = id, .response = {endless, sizeof endless}};
    assert_error(&f, store_record_answer(f.store, &a, &f.e), ERROR_LIMIT, "too long");
    a.response.size--;
    assert_ok(&f, store_record_answer(f.store, &a, &f.e));

    store_new_id(&nobody);
    assert_error(&f, store_end_attempt(f.store, &nobody, STORE_END_LEFT, &f.e), ERROR_INPUT,
                 "not being played");
    assert_ok(&f, store_end_attempt(f.store, &id, STORE_END_LEFT, &f.e));
    assert_error(&f, store_end_attempt(f.store, &id, STORE_END_LEFT, &f.e), ERROR_INPUT,
                 "not being played");
    struct store_attempt none = make_attempt("vneid", 0);
    assert_error(&f, store_begin_attempt(f.store, &none, &f.e), ERROR_LIMIT, "0 questions");
    struct store_attempt odd = make_attempt("\xff", 1);
    assert_error(&f, store_begin_attempt(f.store, &odd, &f.e), ERROR_INPUT, "not text");
    struct store_attempt again = make_attempt("vneid", 1);
    again.id = id;
    assert_error(&f, store_begin_attempt(f.store, &again, &f.e), ERROR_LIBRARY, "UNIQUE");
    fixture_end(&f);
}

static void the_largest_round_fits(void **state)
{
    (void)state;
    struct fixture f;
    struct store_resume resume;
    bool found;
    char name[STORE_NAME_MAX];
    memset(name, '"', sizeof name); /* Twice as long in JSON. */
    fixture_begin(&f);
    struct store_attempt attempt = make_attempt("vneid", STORE_QUESTIONS_MAX);
    for (unsigned i = 0; i < STORE_QUESTIONS_MAX; i++) {
        attempt.questions[i].id = (struct slice){name, 40};
        attempt.questions[i].options = (struct slice){name, sizeof name};
    }
    assert_ok(&f, store_begin_attempt(f.store, &attempt, &f.e));
    assert_ok(&f, store_find_open_attempt(&found, &resume, f.store, &f.arena, &f.e));
    assert_true(found);
    assert_int_equal(resume.attempt.question_count, STORE_QUESTIONS_MAX);
    assert_true(slice_equal(resume.attempt.questions[79].options, attempt.questions[79].options));
    fixture_end(&f);
}

static void questions_met_most_often_come_first(void **state)
{
    (void)state;
    struct fixture f;
    struct slice ids[4];
    unsigned count = 99;
    fixture_begin(&f);
    assert_ok(&f, store_recent_questions(ids, &count, 4, f.store, SLICE("vneid"), &f.arena, &f.e));
    assert_int_equal(count, 0);
    struct store_id id = begin_round(&f, "vneid", 3);
    answer(&f, &id, 1, "a");
    answer(&f, &id, 0, "a");
    id = begin_round(&f, "vneid", 3);
    answer(&f, &id, 1, "b");
    id = begin_round(&f, "fraud", 3);
    answer(&f, &id, 2, "b");
    assert_ok(&f, store_recent_questions(ids, &count, 4, f.store, SLICE("vneid"), &f.arena, &f.e));
    assert_int_equal(count, 2);
    assert_true(slice_equal_text(ids[0], "q1"));
    assert_true(slice_equal_text(ids[1], "q0"));
    assert_ok(&f, store_recent_questions(ids, &count, 1, f.store, SLICE("vneid"), &f.arena, &f.e));
    assert_int_equal(count, 1);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_file_is_new_and_then_found),
        cmocka_unit_test(an_open_round_is_found_again_as_it_was),
        cmocka_unit_test(a_new_round_ends_the_one_that_was_left),
        cmocka_unit_test(an_answer_is_final_but_may_be_said_again),
        cmocka_unit_test(what_makes_no_sense_is_refused),
        cmocka_unit_test(the_largest_round_fits),
        cmocka_unit_test(questions_met_most_often_come_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
