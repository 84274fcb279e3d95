/* What is reported about questions and rounds that the tables cannot see. */
#include "content/format/format.h"
#include "quiz_fixture.h"

#define LONG_OPTIONS                                                                                       \
    "    options:\n      - text: Một\n      - text: Lựa chọn dài nhất ở đây\n        right: " \
    "true\n"                                                                                               \
    "      - text: Ba\n"
#define KEPT_FIRST                                                                                 \
    "    options:\n      - text: Một\n        right: true\n      - text: Hai\n"                  \
    "    shuffle: false\n"
#define MESSAGE "    message:\n      channel: sms\n      sender: A\n      text: B\n"
#define WITH(option)                                                                               \
    "    options:\n      - text: Một\n        right: true\n      - text: " option "\n"
#define PLACES(a, b)                                                                               \
    "    picture: a.png\n    picture_alt: Ảnh\n    options:\n"                                   \
    "      - text: Một\n        place: [" a "]\n        right: true\n"                             \
    "      - text: Hai\n        place: [" b "]\n"
#define SCREEN "    screen:\n      title: Máy\n"

static const struct {
    const char *codes, *questions, *place; /* NULL: anywhere. */
} rows[] = {
    /* The key. */
    {"K060", QUESTION("q", "true-false", "    answer: scam\n"), "scam"},
    {"K060", QUESTION("q", "scam", MESSAGE "    answer: true\n"), "true"},
    {"K061", QUESTION("q", "single", "    options: [{text: Một}, {text: Hai}]\n"), "options"},
    {"K061", QUESTION("q", "single", OPTIONS "      - text: Bốn\n        right: true\n"), NULL},
    {"K062", QUESTION("q", "multiple", "    options: [{text: Một}, {text: Hai}]\n"), NULL},
    {"K062",
     QUESTION("q", "multiple", "    options: [{text: A, right: true}, {text: B, right: true}]\n"),
     NULL},
    {"",
     QUESTION("q", "single", "    options: [{text: A, right: true}, {text: B, right: false}]\n"),
     NULL},
    /* Keys of options. */
    {"K071", QUESTION("q", "single", OPTIONS "        match: x\n"), "match"},
    {"K071", QUESTION("q", "single", OPTIONS "        place: [1, 2, 3, 4]\n"), "place"},
    {"K071",
     QUESTION("q", "order", "    options: [{text: A}, {text: B, right: true}, {text: C}]\n"),
     "right"},
    {"K070",
     QUESTION("q", "match", "    options: [{text: A, match: x}, {text: B}, {text: C, match: z}]\n"),
     "text"},
    {"K075", QUESTION("q", "order", "    options: [{text: A}, {text: B}]\n"), "options"},
    {"K074",
     QUESTION("q", "single",
              OPTIONS "      - text: D\n      - text: E\n      - text: F\n      - text: G\n"),
     "options"},
    {"K006",
     QUESTION("q", "point",
              SCREEN "    options: [{text: A, icon: a, right: true}, {text: B, icon: a}, "
                     "{text: C, icon: a}, {text: D, icon: a}, {text: E, icon: a}, "
                     "{text: F, icon: a}, {text: G, icon: a}, {text: H, icon: a}, "
                     "{text: I, icon: a}]\n"),
     NULL},
    {"",
     QUESTION("q", "point",
              SCREEN "    options: [{text: A, icon: a, right: true}, {text: B, icon: a}, "
                     "{text: C, icon: a}, {text: D, icon: a}, {text: E, icon: a}, "
                     "{text: F, icon: a}, {text: G, icon: a}, {text: H, icon: a}]\n"),
     NULL},
    /* Places. */
    {"K073", QUESTION("q", "point", OPTIONS), "point"},
    {"K076", QUESTION("q", "point", SCREEN WITH("B") "        icon: a\n"), "text"},
    {"", QUESTION("q", "point", PLACES("0, 0, 500, 1000", "500, 0, 500, 1000")), NULL},
    {"K072", QUESTION("q", "point", PLACES("0, 0, 500, 1000", "499, 0, 500, 1000")), NULL},
    {"K072", QUESTION("q", "point", PLACES("0, 0, 500, 1000", "501, 0, 500, 1000")), NULL},
    {"K072", QUESTION("q", "point", PLACES("0, 0, 500, 0", "500, 0, 500, 1000")), NULL},
    {"K007", QUESTION("q", "point", PLACES("0, 0, 500", "500, 0, 500, 1000")), NULL},
    {"K012", QUESTION("q", "point", PLACES("0, 0, 1500, 9", "0, 9, 5, 9")), "1500"},
    {"K017", QUESTION("q", "point", PLACES("0, 0, 5, 5", "5, 0, 5, 5") SCREEN), "screen"},
    /* Wording. */
    {"K063", QUESTION("q", "single", WITH("\"một. \"")), NULL},
    {"K063", QUESTION("q", "single", WITH("MộT!")), NULL},
    {"K063", QUESTION("q", "single", WITH("MỘT")), NULL},
    {"", QUESTION("q", "single", WITH("MỌT")), NULL},
    {"K063",
     QUESTION("q", "match",
              "    options: [{text: A, match: x}, {text: B, match: X}, {text: C, match: z}]\n"),
     "X"},
    {"K066", QUESTION("q", "single", WITH("Tất cả các đáp án trên")), "Tất cả các đáp án trên"},
    {"K066", QUESTION("q", "single", WITH("Tất cả đều đúng")), NULL},
    {"K066", QUESTION("q", "single", WITH("TẤT CẢ ĐỀU ĐÚNG")), NULL},
    {"K066", QUESTION("q", "single", WITH("CẢ HAI Ý")), NULL},
    {"K066", QUESTION("q", "single", WITH("Cả A và B")), NULL},
    {"K066", QUESTION("q", "single", WITH("A và C")), NULL},
    {"K066", QUESTION("q", "single", WITH("Cả hai đáp án")), NULL},
    {"K066", QUESTION("q", "single", WITH("Không có đáp án nào đúng")), NULL},
    {"K066", QUESTION("q", "single", WITH("Các phương án còn lại")), NULL},
    {"K066", QUESTION("q", "single", WITH("All of the above")), NULL},
    {"K066", QUESTION("q", "single", WITH("Both a and b")), NULL},
    {"K066", QUESTION("q", "single", WITH("None of these")), NULL},
    {"", QUESTION("q", "single", WITH("Cả nhà và hàng xóm")), NULL},
    {"", QUESTION("q", "single", WITH("Gửi tất cả giấy tờ qua Zalo")), NULL},
    {"", QUESTION("q", "single", WITH("Cả hai vợ chồng cùng đi")), NULL},
    {"", QUESTION("q", "single", WITH("Xóa tất cả ảnh")), NULL},
    {"", QUESTION("q", "single", WITH("Bà và cháu")), NULL},
    {"", QUESTION("q", "single", WITH("BÀ VÀ CHÁU, Á VÀ À")), NULL},
    {"K067",
     "  - id: q\n    kind: true-false\n    answer: true\n"
     "    stem: một hai ba bốn năm sáu bảy tám chín mười một hai ba bốn năm sáu bảy tám chín mười "
     "một.\n" QUESTION_END,
     NULL},
    {"",
     "  - id: q\n    kind: true-false\n    answer: true\n"
     "    stem: một hai ba bốn năm sáu bảy tám chín mười một hai ba bốn năm sáu bảy tám chín "
     "mười. Một.\n" QUESTION_END,
     NULL},
    /* 1.5 and 10:30 end no sentence. */
    {"K067",
     "  - id: q\n    kind: true-false\n    answer: true\n"
     "    stem: \"một hai 1.5 ba bốn 10:30 sáu bảy tám chín mười một hai ba bốn năm sáu bảy tám "
     "chín mười một\"\n" QUESTION_END,
     NULL},
    {"K052",
     "  - id: q\n    kind: true-false\n    stem: A.\n    answer: true\n    when_right: A\n"
     "    when_wrong: B\n",
     NULL},
    {"K017",
     QUESTION("q", "scam", MESSAGE "    answer: scam\n    options: [{text: A}, {text: B}]\n"),
     "options"},
    /* A kind that is not known brings no further complaints. */
    {"K008", QUESTION("q", "true-fals", "    answer: scam\n"), "true-fals"},
    {"K008", QUESTION("q", "order-it", OPTIONS), NULL},
    {"K008", QUESTION("q", "order-it", "    options: [{text: Một}, {text: Hai}]\n"), NULL},
    {"K016", QUESTION("q", "single", ""), NULL},
    {"K016", QUESTION("q", "scam", MESSAGE), NULL},
    {"K002",
     "  - id: q\n    kind: true-false\n    stem: A.\n    answer: true\n    when_right: A\n"
     "    source: B\n",
     NULL},
    {"K021", QUESTION("q", "true-false", "    answer: true\n    skill: KNS-1\n"), "KNS-1"},
    {"K059", QUESTION("q", "true-false", "    answer: true\n    audio: a.mp3\n"), "a.mp3"},
    {"K003", "  - just text\n", NULL},
    /* The quiz as a whole. */
    {"K054", QUESTION("q", "single", OPTIONS) QUESTION("q", "true-false", "    answer: true\n"),
     "q"},
    {"K068",
     QUESTION("q", "true-false", "    answer: true\n    skill: 0.1\n")
         QUESTION("r", "single", OPTIONS "    skill: 1.2.3\n"),
     "0.1"},
    {"K065",
     QUESTION("a", "true-false", "    answer: true\n") QUESTION(
         "b", "true-false", "    answer: true\n") QUESTION("c", "true-false", "    answer: true\n"),
     "questions"},
    {"",
     QUESTION("a", "true-false", "    answer: true\n")
         QUESTION("b", "true-false", "    answer: true\n"),
     NULL},
    {"",
     QUESTION("a", "true-false", "    answer: true\n")
         QUESTION("b", "true-false", "    answer: false\n")
             QUESTION("c", "true-false", "    answer: true\n"),
     NULL},
    {"K065",
     QUESTION("a", "scam", MESSAGE "    answer: scam\n")
         QUESTION("b", "scam", MESSAGE "    answer: scam\n")
             QUESTION("c", "scam", MESSAGE "    answer: scam\n"),
     NULL},
    {"K065",
     QUESTION("a", "single", KEPT_FIRST) QUESTION("b", "single", KEPT_FIRST)
         QUESTION("c", "single", KEPT_FIRST),
     NULL},
    {"",
     QUESTION("a", "single", OPTIONS) QUESTION("b", "single", OPTIONS)
         QUESTION("c", "single", OPTIONS),
     NULL},
    /* Four of five: more than 60 in a hundred; three of five are not. */
    {"K064",
     QUESTION("a", "single", LONG_OPTIONS) QUESTION("b", "single", LONG_OPTIONS)
         QUESTION("c", "single", LONG_OPTIONS) QUESTION("d", "single", LONG_OPTIONS)
             QUESTION("e", "single", OPTIONS "      - text: Rất dài\n"),
     NULL},
    {"",
     QUESTION("a", "single", LONG_OPTIONS) QUESTION("b", "single", LONG_OPTIONS) QUESTION(
         "c", "single", LONG_OPTIONS) QUESTION("d", "single", OPTIONS "      - text: Rất dài\n")
         QUESTION("e", "single", OPTIONS "      - text: Rất dài\n"),
     NULL},
    /* As long as another is not longest. */
    {"",
     QUESTION("a", "single", OPTIONS) QUESTION("b", "single", OPTIONS) QUESTION(
         "c", "single", OPTIONS) QUESTION("d", "single", OPTIONS) QUESTION("e", "single", OPTIONS),
     NULL},
};

static void questions_give_their_problems(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        fixture_begin(&f);
        (void)load_quiz(&f, arena_printf(&f.arena, "questions:\n%s", rows[i].questions).data);
        const char *codes = codes_of(&f);
        if (strcmp(codes, rows[i].codes) != 0) {
            show(&f);
            fail_msg("row %zu: expected [%s], got [%s] from\n%s", i, rows[i].codes, codes,
                     rows[i].questions);
        }
        if (rows[i].place)
            assert_slice(place_of(&f, rows[i].codes), rows[i].place);
        fixture_end(&f);
    }
}

static void a_quiz_gives_its_problems(void **state)
{
    (void)state;
    static const struct {
        const char *codes, *part;
    } heads[] = {
        {"K051", "id: fraud\n"},
        {"K011", "reviewed: 2099-01-01\n"},
        {"K010", "reviewed: 2026-02-30\n"},
        {"K069", "round: 2\n"},
        {"K012", "round: 81\n"},
        {"K012", "round: 0\n"},
        {"K001", "rounds: 2\n"},
        {"K004", "guide:\n"},
        {"K007", "questions: []\n"},
        {"K009", "guide: VNeID\n"},
        {"K014", "language: Vietnamese\n"},
    };
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        struct fixture f;
        fixture_begin(&f);
        (void)load_quiz(&f, heads[i].part);
        const char *codes = codes_of(&f);
        if (strcmp(codes, heads[i].codes) != 0)
            fail_msg("row %zu: expected [%s], got [%s]", i, heads[i].codes, codes);
        fixture_end(&f);
    }
}

/* What is advised must itself be sound. */
static void a_file_s_name_that_is_no_id_is_to_be_changed(void **state)
{
    (void)state;
    static const struct {
        const char *file, *said;
    } rows_of_names[] = {
        {"quizzes/vneid-2.yaml", "«id: vneid-2»"},
        {"quizzes/Định danh (mới).yaml", "«dinh-danh-moi.yaml»"},
        {"an  toàn.yml", "«id: an-toan»"},
        {"VNeID.yaml", "«vneid.yaml»"},
        {"-.yaml", "«vneid.yaml»"},
        {"\xff\xfe.yaml", "«vneid.yaml»"},
    };
    for (size_t i = 0; i < sizeof rows_of_names / sizeof *rows_of_names; i++) {
        struct fixture f;
        struct buf whole;
        fixture_begin(&f);
        buf_init(&whole, 1u << 20);
        minimal_quiz(&whole, SLICE(""));
        assert_non_null(format_parse(&f.arena, &format_quiz, slice_from(rows_of_names[i].file),
                                     buf_slice(&whole), NULL, &f.diags));
        buf_deinit(&whole);
        assert_string_equal(codes_of(&f), "K051");
        const char *said = arena_copy(&f.arena, f.diags.items[0].message).data;
        if (!strstr(said, rows_of_names[i].said))
            fail_msg("%s: %s", rows_of_names[i].file, said);
        fixture_end(&f);
    }
}

static void what_a_syntax_problem_hides_is_not_missed(void **state)
{
    (void)state;
    static const char *const questions[] = {
        QUESTION("q", "single", OPTIONS "    advice: Chú ý: thế nào?\n"),
        /* Here the one right option cannot be seen. */
        QUESTION("q", "single",
                 "    options:\n      - text: Một\n        right: true: x\n      - text: Hai\n"),
    };
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        struct fixture f;
        fixture_begin(&f);
        (void)load_quiz(&f, arena_printf(&f.arena, "questions:\n%s", questions[i]).data);
        assert_codes(&f, "Y007");
        fixture_end(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(questions_give_their_problems),
        cmocka_unit_test(a_quiz_gives_its_problems),
        cmocka_unit_test(a_file_s_name_that_is_no_id_is_to_be_changed),
        cmocka_unit_test(what_a_syntax_problem_hides_is_not_missed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
