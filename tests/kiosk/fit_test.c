/*
 * Questions that would not fit the smallest screen in larger text are found by drawing them, and
 * the warning says truly how much to shorten.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "kiosk/screens/fit.h"
#include "scenes.h"
#include "support/test.h"

static struct quiz one_question(const struct quiz *quiz, struct quiz_question *q)
{
    struct quiz one = *quiz;
    one.questions = q;
    one.question_count = 1;
    return one;
}

static const struct quiz_question *hard_question(const struct scenes *s, const char *name)
{
    for (unsigned i = 0; i < s->count; i++)
        if (strstr(s->items[i].name, name))
            return s->items[i].view.question;
    fail_msg("no question %s", name);
    return NULL;
}

static struct slice words(struct arena *a, size_t letters)
{
    char *text = arena_alloc(a, letters + 1);
    for (size_t i = 0; i < letters; i++)
        text[i] = i % 6 == 5 ? ' ' : 'a';
    return (struct slice){text, letters};
}

static unsigned warnings(struct scenes *s, struct quiz_question *q, struct diag_list *diags)
{
    struct quiz one = one_question(s->quizzes[0], q);
    diag_init(diags, &s->arena);
    fit_check_quiz(&one, s->fonts, diags);
    return diags->warning_count;
}

static const char *message_of(struct scenes *s, const struct diag_list *diags)
{
    return arena_copy(&s->arena, diags->items[0].message).data;
}

static void shipped_quizzes_fit(void **state)
{
    struct scenes *s = *state;
    struct diag_list diags;
    diag_init(&diags, &s->arena);
    for (unsigned i = 0; i < s->quiz_count; i++)
        fit_check_quiz(s->quizzes[i], s->fonts, &diags);
    for (unsigned i = 0; i < diags.count; i++)
        print_error("%.*s\n", SLICE_ARG(diags.items[i].message));
    assert_int_equal(diags.count, 0);
}

static void what_is_too_long_is_named_with_its_length(void **state)
{
    struct scenes *s = *state;
    static const enum { STEM, OPTION, WHY, ADVICE } texts[] = {STEM, OPTION, WHY, ADVICE};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct quiz_question q = *hard_question(s, "question-e-banking-single");
        struct rich_field *fields[] = {&q.stem, &q.options[0].text, &q.when_right, &q.advice};
        struct rich_field *field = fields[texts[i]];
        struct diag_list diags;
        size_t most = 0, of = 0;
        q.when_wrong.rich.text.size = 0;
        assert_int_equal(warnings(s, &q, &diags), 0);
        field->rich = (struct rich){.text = words(&s->arena, 420)};
        field->span = (struct span){.begin = 77, .end = 78};
        assert_int_equal(warnings(s, &q, &diags), 1);
        assert_string_equal(diags.items[0].code, "K080");
        assert_int_equal(diags.items[0].span.begin, 77);
        const char *numbers = strstr(message_of(s, &diags), "about ");
        assert_non_null(numbers);
        assert_int_equal(sscanf(numbers, "about %zu letters instead of %zu", &most, &of), 2);
        assert_int_equal(of, 420);
        field->rich.text = words(&s->arena, most);
        assert_int_equal(warnings(s, &q, &diags), 0);
        field->rich.text = words(&s->arena, most + 12);
        assert_int_equal(warnings(s, &q, &diags), 1);
    }
}

static void where_no_single_text_is_to_blame_it_is_said(void **state)
{
    struct scenes *s = *state;
    struct quiz_question q = *hard_question(s, "question-e-banking-single");
    struct diag_list diags;
    for (unsigned i = 0; i < q.option_count; i++)
        q.options[i].text.rich = (struct rich){.text = words(&s->arena, 300 + i)};
    q.options[q.option_count - 1].text.span.begin = 5;
    assert_int_equal(warnings(s, &q, &diags), 1);
    assert_null(strstr(message_of(s, &diags), "about"));
    assert_int_equal(diags.items[0].span.begin, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shipped_quizzes_fit),
        cmocka_unit_test(what_is_too_long_is_named_with_its_length),
        cmocka_unit_test(where_no_single_text_is_to_blame_it_is_said),
    };
    return cmocka_run_group_tests(tests, scenes_open, scenes_close);
}
