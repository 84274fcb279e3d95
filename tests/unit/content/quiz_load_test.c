/* What lies in a quiz after loading: every key in its place, and what the loader adds. */
#include "content/format/format.h"
#include "quiz_fixture.h"

static const char everything[] =
    "id: vneid\nlanguage: en\ntitle: VNeID\nabout: About **this**.\nsubject: platforms\n"
    "icon: fingerprint\nguide: vneid\nfor: team\norder: 7\nround: 4\nreviewed: "
    "1/11/2026\nvalid_days: 90\n"
    "questions:\n"
    "  - id: first\n    kind: single\n    stem: What **now**?\n    audio: audio/first.wav\n"
    "    options:\n"
    "      - text: One\n        icon: house\n        audio: audio/one.wav\n"
    "      - text: Two\n        right: true\n"
    "    shuffle: false\n    when_right: Yes.\n    when_wrong: No.\n    advice: Do **it**.\n"
    "    subject: safety\n    skill: 0.1\n    guide: fraud\n    step: 3\n    source: A law\n"
    "    difficulty: 3\n"
    "  - id: statement\n    kind: true-false\n    stem: It is so.\n    answer: false\n"
    "    when_right: Yes.\n    when_wrong: No.\n    source: A law\n"
    "  - id: place\n    kind: point\n    stem: Where?\n    picture: pictures/a.png\n"
    "    picture_alt: A card\n"
    "    options:\n      - text: Here\n        place: [1, 20, 300, 400]\n        right: true\n"
    "      - text: There\n        place: [500, 0, 500, 1000]\n"
    "    when_right: Yes.\n    when_wrong: No.\n    source: A law\n"
    "  - id: message\n    kind: scam\n    stem: Real or not?\n"
    "    message:\n      channel: web\n      sender: 5656\n      address: a.example\n"
    "      text: You **won**.\n"
    "    answer: real\n    when_right: Yes.\n    when_wrong: No.\n    source: A law\n";

static void every_key_finds_its_place(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    const struct quiz *q = load_quiz(&f, everything);
    assert_codes(&f, "K068"); /* A skill's code is never taken on trust. */
    assert_slice(q->folder, "quizzes");
    assert_slice(q->language.text, "en");
    assert_slice(q->about.rich.text, "About this.");
    assert_int_equal(q->subject, SUBJECT_PLATFORMS);
    assert_int_equal(q->round, 4);
    assert_int_equal(q->readers, READERS_TEAM);
    assert_int_equal(q->order, 7);
    assert_int_equal(q->valid_days, 90);
    assert_int_equal(q->reviewed.month, 11);
    assert_int_equal(q->question_count, 4);

    const struct quiz_question *first = &q->questions[0];
    assert_slice(first->stem.rich.text, "What now?");
    assert_int_equal(first->stem.rich.strong_count, 1);
    assert_slice(first->audio.text, "audio/first.wav");
    assert_slice(first->options[0].icon.text, "house");
    assert_slice(first->options[0].audio.text, "audio/one.wav");
    assert_slice(first->advice.rich.text, "Do it.");
    assert_int_equal(first->subject, SUBJECT_SAFETY);
    assert_slice(first->skill.text, "0.1");
    assert_slice(first->guide.text, "fraud");
    assert_int_equal(first->step, 3);
    assert_int_equal(first->difficulty, 3);
    assert_false(first->shuffle);
    assert_false(first->options[0].right);
    assert_true(first->options[1].right);

    const struct quiz_question *place = &q->questions[2];
    assert_slice(place->picture.text, "pictures/a.png");
    assert_slice(place->picture_alt.text, "A card");
    assert_int_equal(place->options[0].x, 1);
    assert_int_equal(place->options[0].y, 20);
    assert_int_equal(place->options[0].width, 300);
    assert_int_equal(place->options[0].height, 400);
    assert_int_equal(place->options[0].place_count, 4);

    const struct quiz_message *message = &q->questions[3].message;
    assert_int_equal(message->channel, QUIZ_CHANNEL_WEB);
    assert_slice(message->sender.text, "5656");
    assert_slice(message->address.text, "a.example");
    assert_slice(message->text.rich.text, "You won.");
    fixture_end(&f);
}

static void what_is_left_out_comes_from_the_quiz(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    const struct quiz *q = load_quiz(&f, "subject: payment\nguide: e-banking\n");
    assert_codes(&f, "");
    assert_slice(q->language.text, "vi");
    assert_int_equal(q->valid_days, GUIDE_VALID_DAYS);
    assert_int_equal(q->questions[0].subject, SUBJECT_PAYMENT);
    assert_slice(q->questions[0].guide.text, "e-banking");
    assert_int_equal(q->questions[0].step, 0);
    assert_int_equal(q->questions[0].difficulty, 2);
    fixture_end(&f);
}

static void a_round_is_of_ten_unless_said(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    const struct quiz *q = load_quiz(&f, "round:\n");
    assert_int_equal(q->round, QUIZ_ROUND_DEFAULT);
    assert_int_equal(q->readers, READERS_EVERYONE);
    assert_int_equal(q->order, 0);
    assert_codes(&f, "K069");
    fixture_end(&f);
}

static const struct {
    const char *label, *question;
    bool shuffle;
    const char *ids[3]; /* NULL: that many options. */
    int right;          /* Index; -1 more than one, or none. */
} kinds[] = {
    {"single", QUESTION("q", "single", OPTIONS), true, {"a", "b", "c"}, 1},
    {"kept", QUESTION("q", "single", OPTIONS "    shuffle: false\n"), false, {"a", "b", "c"}, 1},
    {"empty", QUESTION("q", "single", OPTIONS "    shuffle:\n"), true, {"a", "b", "c"}, 1},
    {"said", QUESTION("q", "multiple", OPTIONS "    shuffle: true\n"), true, {"a", "b", "c"}, 1},
    {"multiple", QUESTION("q", "multiple", OPTIONS), true, {"a", "b", "c"}, 1},
    {"true", QUESTION("q", "true-false", "    answer: true\n"), false, {"true", "false"}, 0},
    {"false", QUESTION("q", "true-false", "    answer: false\n"), false, {"true", "false"}, 1},
    {"real",
     QUESTION("q", "scam",
              "    message:\n      channel: sms\n      sender: A\n      text: B\n"
              "    answer: real\n"),
     false,
     {"real", "scam"},
     0},
    {"scam",
     QUESTION("q", "scam",
              "    message:\n      channel: call\n      sender: A\n      text: B\n"
              "    answer: scam\n"),
     false,
     {"real", "scam"},
     1},
    {"order",
     QUESTION("q", "order", "    options: [{text: Một}, {text: Hai}, {text: Ba}]\n"),
     true,
     {"a", "b", "c"},
     -1},
    {"match",
     QUESTION(
         "q", "match",
         "    options: [{text: Một, match: x}, {text: Hai, match: y}, {text: Ba, match: z}]\n"),
     true,
     {"a", "b", "c"},
     -1},
    {"point",
     QUESTION("q", "point",
              "    screen:\n      title: Máy\n    options:\n"
              "      - text: Một\n        icon: house\n"
              "      - text: Hai\n        icon: gear\n        right: true\n"),
     false,
     {"a", "b"},
     1},
};

static void each_kind_gets_its_options(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct fixture f;
        fixture_begin(&f);
        const char *part = arena_printf(&f.arena, "questions:\n%s", kinds[i].question).data;
        const struct quiz_question *q = &load_quiz(&f, part)->questions[0];
        print_message("%s\n", kinds[i].label);
        assert_codes(&f, "");
        assert_int_equal(q->shuffle, kinds[i].shuffle);
        unsigned count = 0;
        for (; count < 3 && kinds[i].ids[count]; count++) {
            assert_slice(q->options[count].id.text, kinds[i].ids[count]);
            assert_non_null(q->options[count].span.source);
            if (kinds[i].right >= 0)
                assert_int_equal(q->options[count].right, (int)count == kinds[i].right);
        }
        assert_int_equal(q->option_count, count);
        fixture_end(&f);
    }
}

static void age_is_a_warning(void **state)
{
    (void)state;
    static const struct {
        const char *today, *codes;
    } rows[] = {{"2026-11-01", ""}, {"2027-04-30", ""}, {"2027-05-01", "K053"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        struct date today;
        fixture_begin(&f);
        assert_true(date_parse(&today, slice_from(rows[i].today)));
        quiz_check_age(load_quiz(&f, ""), today, &f.diags);
        assert_codes(&f, rows[i].codes);
        assert_int_equal(f.diags.error_count, 0);
        fixture_end(&f);
    }
}

static void nothing_usable_gives_none(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "# only a remark\n", "- a\n", "\xff\xfe"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct fixture f;
        fixture_begin(&f);
        assert_null(format_parse(&f.arena, &format_quiz, SLICE("x.yaml"), slice_from(texts[i]),
                                 NULL, &f.diags));
        assert_true(f.diags.error_count > 0);
        fixture_end(&f);
    }
    struct fixture f;
    fixture_begin(&f);
    assert_null(quiz_load(&f.arena, "absent/x.yaml", NULL, &f.diags));
    assert_codes(&f, "Y001");
    fixture_end(&f);
}

static void a_new_quiz_loads_and_only_wants_sources(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    struct slice text = quiz_template(&f.arena, SLICE("gian-hang"));
    const struct quiz *q =
        format_parse(&f.arena, &format_quiz, SLICE("gian-hang.yaml"), text, NULL, &f.diags);
    assert_non_null(q);
    assert_int_equal(f.diags.error_count, 0);
    assert_codes(&f, "K052 K052 K052 K052 K052 K052 K052");
    assert_slice(q->id.text, "gian-hang");
    bool shown[QUIZ_KIND_COUNT] = {false};
    for (unsigned i = 0; i < q->question_count; i++)
        shown[q->questions[i].kind] = true;
    for (unsigned i = 0; i < QUIZ_KIND_COUNT; i++)
        assert_true(shown[i]);
    assert_true(
        slice_starts(text, SLICE("# yaml-language-server: $schema=quizzes/quiz.schema.json\n")));
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_finds_its_place),
        cmocka_unit_test(what_is_left_out_comes_from_the_quiz),
        cmocka_unit_test(a_round_is_of_ten_unless_said),
        cmocka_unit_test(each_kind_gets_its_options),
        cmocka_unit_test(age_is_a_warning),
        cmocka_unit_test(nothing_usable_gives_none),
        cmocka_unit_test(a_new_quiz_loads_and_only_wants_sources),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
