/* Which responses are right, and what changes the bytes that name a question. */
#include "quiz_fixture.h"

#define MESSAGE "    message:\n      channel: sms\n      sender: A\n      text: B\n"
#define TWO_RIGHT                                                                                  \
    "    options:\n      - text: Một\n        right: true\n      - text: Hai\n"                  \
    "      - text: Ba\n        right: true\n"
#define ARRANGED "    options: [{text: Một}, {text: Hai}, {text: Ba}]\n"
#define PAIRS    "    options: [{text: Một, match: x}, {text: Hai, match: y}, {text: Ba, match: z}]\n"

static const struct {
    const char *question, *response;
    bool right;
} responses[] = {
    {QUESTION("q", "single", OPTIONS), "b", true},
    {QUESTION("q", "single", OPTIONS), "a", false},
    {QUESTION("q", "single", OPTIONS), "", false},
    {QUESTION("q", "single", OPTIONS), "b,b", false},
    {QUESTION("q", "single", OPTIONS), "b,", false},
    {QUESTION("q", "single", OPTIONS), "d", false},
    {QUESTION("q", "single", OPTIONS), "B", false},
    {QUESTION("q", "multiple", TWO_RIGHT), "a,c", true},
    {QUESTION("q", "multiple", TWO_RIGHT), "c,a", true},
    {QUESTION("q", "multiple", TWO_RIGHT), "a", false},
    {QUESTION("q", "multiple", TWO_RIGHT), "a,b,c", false},
    {QUESTION("q", "multiple", TWO_RIGHT), "a,a,c", false},
    {QUESTION("q", "multiple", TWO_RIGHT), "a,c,", false},
    {QUESTION("q", "multiple", TWO_RIGHT), "a,,c", false},
    {QUESTION("q", "multiple", TWO_RIGHT), ",", false},
    {QUESTION("q", "true-false", "    answer: true\n"), "true", true},
    {QUESTION("q", "true-false", "    answer: true\n"), "false", false},
    {QUESTION("q", "true-false", "    answer: false\n"), "false", true},
    {QUESTION("q", "true-false", "    answer: false\n"), "fals", false},
    {QUESTION("q", "scam", MESSAGE "    answer: scam\n"), "scam", true},
    {QUESTION("q", "scam", MESSAGE "    answer: scam\n"), "real", false},
    {QUESTION("q", "scam", MESSAGE "    answer: real\n"), "real", true},
    {QUESTION("q", "order", ARRANGED), "a,b,c", true},
    {QUESTION("q", "order", ARRANGED), "a,c,b", false},
    {QUESTION("q", "order", ARRANGED), "a,b", false},
    {QUESTION("q", "order", ARRANGED), "a,b,c,", false},
    {QUESTION("q", "order", ARRANGED), "a,b,c,a", false},
    {QUESTION("q", "order", ARRANGED), "a,b,c,,,,,,,,", false},
    {QUESTION("q", "match", PAIRS), "a=a,b=b,c=c", true},
    {QUESTION("q", "match", PAIRS), "c=c,a=a,b=b", true},
    {QUESTION("q", "match", PAIRS), "a=b,b=a,c=c", false},
    {QUESTION("q", "match", PAIRS), "a=a,b=b", false},
    {QUESTION("q", "match", PAIRS), "a=a,a=a,c=c", false},
    {QUESTION("q", "match", PAIRS), "a,b,c", false},
    {QUESTION("q", "match", PAIRS), "a=a=a,b=b,c=c", false},
    {QUESTION("q", "match", PAIRS), "=,b=b,c=c", false},
    {QUESTION("q", "match", PAIRS), "d=d,b=b,c=c", false},
};

static void a_response_is_right_or_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof responses / sizeof *responses; i++) {
        struct fixture f;
        fixture_begin(&f);
        const char *part = arena_printf(&f.arena, "questions:\n%s", responses[i].question).data;
        const struct quiz_question *q = &load_quiz(&f, part)->questions[0];
        bool right = quiz_is_right(q, slice_from(responses[i].response));
        if (right != responses[i].right)
            fail_msg("row %zu: %s on\n%s", i, responses[i].response, responses[i].question);
        fixture_end(&f);
    }
}

/* ---- the bytes ---- */

static void canonical_of(struct buf *out, struct fixture *f, const char *part)
{
    buf_init(out, 1u << 16);
    quiz_canonical(out, &load_quiz(f, part)->questions[0]);
    assert_false(out->failed);
}

static void the_bytes_are_these(void **state)
{
    (void)state;
    struct fixture f;
    struct buf bytes;
    fixture_begin(&f);
    canonical_of(&bytes, &f, "questions:\n" QUESTION("q", "single", OPTIONS));
    /* Changing these changes every hash in every log: raise the version in the first line. */
    assert_slice(buf_slice(&bytes), "question 1\nid 1:q\nkind 6:single\nstem 14:Nên làm gì?\n"
                                    "option 1:a\ntext 5:Một\n"
                                    "option 1:b\ntext 3:Hai\nright\n"
                                    "option 1:c\ntext 2:Ba\n");
    buf_deinit(&bytes);
    fixture_end(&f);
}

#define BASE                                                                                       \
    "  - id: q\n    kind: single\n    stem: Nên làm gì?\n" OPTIONS                                 \
    "    when_right: Đúng.\n    when_wrong: Sai.\n    source: A\n"

static const struct {
    const char *label, *question;
    bool same;
} variants[] = {
    {"order of keys",
     "  - kind: single\n    source: A\n" OPTIONS
     "    when_wrong: Sai.\n    when_right: Đúng.\n    stem: Nên làm gì?\n    id: q\n",
     true},
    {"comments, quotes, spaces",
     "  # a remark\n  - id: \"q\"\n    kind: 'single'\n    stem: Nên   làm\n      gì?\n" OPTIONS
     "    when_right: Đúng.\n    when_wrong: Sai.\n    source: A\n",
     true},
    {"letters composed or not",
     "  - id: q\n    kind: single\n    stem: Ne\xcc\x82n la\xcc\x80m gi\xcc\x80?\n" OPTIONS
     "    when_right: Đúng.\n    when_wrong: Sai.\n    source: A\n",
     true},
    {"bold",
     "  - id: q\n    kind: single\n    stem: Nên **làm** gì?\n" OPTIONS
     "    when_right: Đúng.\n    when_wrong: Sai.\n    source: A\n",
     true},
    {"explanations, source, step, difficulty",
     "  - id: q\n    kind: single\n    stem: Nên làm gì?\n" OPTIONS
     "    when_right: Khác.\n    when_wrong: Khác.\n    source: B\n    step: 2\n"
     "    difficulty: 3\n    advice: Thêm.\n    shuffle: false\n",
     true},
    {"id",
     "  - id: r\n    kind: single\n    stem: Nên làm gì?\n" OPTIONS
     "    when_right: Đúng.\n    when_wrong: Sai.\n    source: A\n",
     false},
    {"stem",
     "  - id: q\n    kind: single\n    stem: Nên làm gì\n" OPTIONS
     "    when_right: Đúng.\n    when_wrong: Sai.\n    source: A\n",
     false},
    {"kind",
     "  - id: q\n    kind: multiple\n    stem: Nên làm gì?\n" OPTIONS
     "    when_right: Đúng.\n    when_wrong: Sai.\n    source: A\n",
     false},
    {"key",
     "  - id: q\n    kind: single\n    stem: Nên làm gì?\n"
     "    options:\n      - text: Một\n        right: true\n      - text: Hai\n      - text: Ba\n"
     "    when_right: Đúng.\n    when_wrong: Sai.\n    source: A\n",
     false},
    {"order of options",
     "  - id: q\n    kind: single\n    stem: Nên làm gì?\n"
     "    options:\n      - text: Ba\n      - text: Hai\n        right: true\n      - text: Một\n"
     "    when_right: Đúng.\n    when_wrong: Sai.\n    source: A\n",
     false},
    {"icon",
     "  - id: q\n    kind: single\n    stem: Nên làm gì?\n" OPTIONS "        icon: house\n"
     "    when_right: Đúng.\n    when_wrong: Sai.\n    source: A\n",
     false},
};

static void only_what_a_person_is_asked_changes_the_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
        struct fixture f;
        struct buf base, other;
        fixture_begin(&f);
        canonical_of(&base, &f, "questions:\n" BASE);
        canonical_of(&other, &f,
                     arena_printf(&f.arena, "questions:\n%s", variants[i].question).data);
        if (slice_equal(buf_slice(&base), buf_slice(&other)) != variants[i].same)
            fail_msg("%s:\n%.*s", variants[i].label, SLICE_ARG(buf_slice(&other)));
        buf_deinit(&base);
        buf_deinit(&other);
        fixture_end(&f);
    }
}

static void a_size_in_front_keeps_texts_apart(void **state)
{
    (void)state;
    struct fixture f;
    struct buf one, two;
    fixture_begin(&f);
    canonical_of(&one, &f,
                 "questions:\n" QUESTION("q", "scam",
                                         "    message:\n      channel: sms\n      sender: A\n"
                                         "      text: B message 1:C\n    answer: scam\n"));
    canonical_of(&two, &f,
                 "questions:\n" QUESTION("q", "scam",
                                         "    message:\n      channel: sms\n      sender: A\n"
                                         "      address: B\n      text: C\n    answer: scam\n"));
    assert_false(slice_equal(buf_slice(&one), buf_slice(&two)));
    buf_deinit(&one);
    buf_deinit(&two);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_response_is_right_or_not),
        cmocka_unit_test(the_bytes_are_these),
        cmocka_unit_test(only_what_a_person_is_asked_changes_the_bytes),
        cmocka_unit_test(a_size_in_front_keeps_texts_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
