/*
 * What a report says of figures: what is hidden, what comes first, what is missing.
 */
#include "review/fill.h"

#include <stdio.h>
#include <string.h>

#include "content/format/format.h"
#include "review/gather.h"
#include "store/digest.h"
#include "support/hand_book.h"
#include "support/test.h"

static const char quiz_text[] =
    "id: bank\nlanguage: en\ntitle: Bank\nabout: About.\nsubject: payment\nicon: bank\nguide: pay\n"
    "round: 4\nreviewed: 2026-11-01\nquestions:\n"
    "  - {id: q1, kind: single, stem: First?, options: [{text: One, right: true}, {text: Two},"
    " {text: Three}], step: 1, difficulty: 1}\n"
    "  - {id: q2, kind: single, stem: Second?, options: [{text: One, right: true}, {text: Two},"
    " {text: Three}], guide: other, difficulty: 1}\n";

/* A book of q1 and q2 as the quiz has them, and two questions the quiz does not know. */
static const struct quiz *open_book(struct hand_book *h)
{
    struct diag_list diags;
    hand_init(h);
    diag_init(&diags, &h->arena);
    const struct quiz *quiz = format_parse(&h->arena, &format_quiz, SLICE("bank.yaml"),
                                           slice_from(quiz_text), NULL, &diags);
    assert_non_null(quiz);
    assert_int_equal(quiz->question_count, 2);
    for (unsigned i = 0; i < 4; i++) {
        char line[32];
        uint8_t hash[STORE_DIGEST_BYTES];
        struct buf bytes;
        buf_init(&bytes, 1 << 20);
        if (i < 2)
            quiz_canonical(&bytes, &quiz->questions[i]);
        store_digest(hash, buf_slice(&bytes));
        buf_deinit(&bytes);
        snprintf(line, sizeof line, "bank/q%u a,b,c a", i + 1);
        hand_add_item(h, line, i < 2 ? hash : NULL);
    }
    return quiz;
}

static void make(struct report *out, struct figures *f, struct hand_book *h,
                 const struct quiz *quiz, bool team)
{
    const struct figures_filter filter = {.has_from = false};
    const struct figures_texts texts = {.quizzes = &quiz, .quiz_count = quiz ? 1 : 0};
    const struct fill_options options = {.team = team, .place = SLICE("Place")};
    struct gather *g = ARENA_NEW(&h->arena, struct gather);
    struct gather_source *source = ARENA_NEW(&h->arena, struct gather_source);
    struct gather_walk walk = {g, 0};
    struct error e = {0};
    source->book = &h->book;
    gather_begin(g, &h->arena, source, 1, &filter, &texts);
    for (unsigned i = 0; i < h->sheet_count; i++)
        assert_true(gather_sheet(&walk, &h->sheets[i]));
    assert_true(gather_end(g, &e));
    figures_compute(f, g);
    gather_deinit(g);
    fill_report(out, f, &options, &h->arena);
}

static const struct report_section *find_section(const struct report *r, const char *id)
{
    for (unsigned i = 0; i < r->section_count; i++)
        if (strcmp(r->sections[i].id, id) == 0)
            return &r->sections[i];
    return NULL;
}

static bool says(struct slice text, const char *part)
{
    size_t size = strlen(part);
    for (size_t i = 0; i + size <= text.size; i++)
        if (memcmp(text.data + i, part, size) == 0)
            return true;
    return false;
}

/* Every cell of every row is there, and every section has its words. */
static void assert_whole(const struct report *r)
{
    for (unsigned i = 0; i < r->section_count; i++) {
        const struct report_section *s = &r->sections[i];
        assert_true(s->title.size && s->sentence.size);
        assert_true(s->label_column < s->column_count && s->value_column < s->column_count);
        for (unsigned k = 0; k < i; k++)
            assert_string_not_equal(r->sections[k].id, s->id);
        for (unsigned row = 0; row < s->row_count; row++)
            for (unsigned c = 0; c < s->column_count; c++) {
                enum report_kind kind = s->rows[row].cells[c].kind;
                assert_true(kind == REPORT_MISSING || kind == s->columns[c].kind);
            }
    }
}

static void nothing_is_said_kindly(void **state)
{
    (void)state;
    struct hand_book h;
    struct report r;
    struct figures f;
    const struct quiz *quiz = open_book(&h);
    make(&r, &f, &h, quiz, false);
    assert_true(says(r.title, "Nobody has taken a quiz"));
    assert_int_equal(r.section_count, 0);
    assert_int_equal(r.tile_count, 0);
    assert_true(r.note_count >= 2);
    hand_deinit(&h);
}

/* Four people: nothing of them is told but that they are too few; the team sees them. */
static void few_people_stay_hidden(void **state)
{
    (void)state;
    struct hand_book h;
    struct report r;
    struct figures f;
    const struct quiz *quiz = open_book(&h);
    for (unsigned i = 0; i < 4; i++)
        hand_add_round(&h, (struct hand_round){.answers = "aabb", .person = i + 1});
    make(&r, &f, &h, quiz, false);
    assert_true(says(r.title, "Too few people"));
    assert_int_equal(r.section_count, 0);
    assert_int_equal(r.tile_count, 1);
    assert_int_equal(r.tiles[0].cell.kind, REPORT_MISSING);
    assert_false(r.team_only);
    make(&r, &f, &h, quiz, true);
    assert_true(r.section_count > 0);
    assert_int_equal(r.tiles[0].cell.value, 4);
    assert_true(r.team_only);
    assert_whole(&r);
    hand_deinit(&h);
}

static void add_village(struct hand_book *h, const char *name, unsigned people, const char *answers)
{
    for (unsigned i = 0; i < people; i++)
        hand_add_round(h, (struct hand_round){
                              .answers = answers, .person = h->sheet_count + 1, .village = name});
}

/* Two people of D cannot be told by taking the others from the total: C, the smallest, hides too.
 */
static void small_villages_hide_another(void **state)
{
    (void)state;
    struct hand_book h;
    struct report r;
    struct figures f;
    const struct quiz *quiz = open_book(&h);
    add_village(&h, "A", 9, "aaab");
    add_village(&h, "B", 8, "aabb");
    add_village(&h, "C", 6, "aaaa");
    add_village(&h, "D", 2, "bbbb");
    make(&r, &f, &h, quiz, false);
    const struct report_section *s = find_section(&r, "villages");
    assert_non_null(s);
    assert_int_equal(s->row_count, 3);
    assert_true(slice_equal_text(s->rows[0].cells[0].text, "B")); /* The lowest mean first. */
    assert_true(slice_equal_text(s->rows[1].cells[0].text, "A"));
    assert_true(slice_equal_text(s->rows[2].cells[0].text, "Other villages"));
    for (unsigned c = 1; c < s->column_count; c++)
        assert_int_equal(s->rows[2].cells[c].kind, REPORT_MISSING);
    make(&r, &f, &h, quiz, true);
    s = find_section(&r, "villages");
    assert_int_equal(s->row_count, 4);
    assert_true(slice_equal_text(s->rows[0].cells[0].text, "D"));
    assert_int_equal(s->rows[0].cells[1].value, 2);
    assert_int_equal(s->rows[0].cells[3].value, 0); /* Counted, and none right: a real 0. */
    hand_deinit(&h);
}

/* Two small villages of together five or more hide nobody else. */
static void small_villages_enough_together(void **state)
{
    (void)state;
    struct hand_book h;
    struct report r;
    struct figures f;
    const struct quiz *quiz = open_book(&h);
    add_village(&h, "A", 9, "aaab");
    add_village(&h, "B", 4, "aabb");
    add_village(&h, "C", 3, "aaaa");
    make(&r, &f, &h, quiz, false);
    const struct report_section *s = find_section(&r, "villages");
    assert_int_equal(s->row_count, 2);
    assert_true(slice_equal_text(s->rows[0].cells[0].text, "A"));
    hand_deinit(&h);
}

/* q1's key is wrong; q3 and q4 are not in the quiz: by their ids, with a remark. */
static void doubts_come_in_plain_words(void **state)
{
    (void)state;
    struct hand_book h;
    struct report r;
    struct figures f;
    const struct quiz *quiz = open_book(&h);
    for (unsigned i = 0; i < 20; i++) {
        hand_add_round(&h, (struct hand_round){.answers = "baaa", .person = 2 * i + 1});
        hand_add_round(
            &h, (struct hand_round){.answers = i % 2 ? "abbb" : "cbcc", .person = 2 * i + 2});
    }
    make(&r, &f, &h, quiz, false);
    assert_whole(&r);
    const struct report_section *s = find_section(&r, "doubts");
    assert_non_null(s);
    assert_int_equal(s->rows[0].flag, REPORT_FLAG_ACT);
    assert_true(slice_equal_text(s->rows[0].cells[0].text, "First?"));
    assert_true(says(s->rows[0].remark, "Check the key: people who know the rest take “Two”"));
    assert_true(says(s->sentence, "1 key may be wrong"));
    s = find_section(&r, "questions");
    assert_int_equal(s->row_count, 4);
    unsigned unknown = 0;
    for (unsigned i = 0; i < 4; i++)
        if (slice_equal_text(s->rows[i].cells[0].text, "q3")) {
            assert_true(says(s->rows[i].remark, "not here"));
            unknown++;
        }
    assert_int_equal(unknown, 1);
    /* What to do comes before what happened. */
    assert_true(find_section(&r, "topics") < find_section(&r, "doubts"));
    assert_true(find_section(&r, "doubts") < find_section(&r, "days"));
    assert_true(find_section(&r, "days") < find_section(&r, "questions"));
    assert_true(says(r.title, "hardest"));
    hand_deinit(&h);
}

/* Under the numbers needed a figure is missing with its reason, never 0. */
static void too_few_is_missing(void **state)
{
    (void)state;
    struct hand_book h;
    struct report r;
    struct figures f;
    const struct quiz *quiz = open_book(&h);
    add_village(&h, "A", 10, "aabb");
    make(&r, &f, &h, quiz, false);
    const struct report_section *s = find_section(&r, "questions");
    assert_int_equal(s->rows[0].cells[3].kind, REPORT_MISSING);
    assert_true(says(s->rows[0].cells[3].text, "fewer than 20"));
    s = find_section(&r, "quizzes");
    assert_int_equal(s->rows[0].cells[6].kind, REPORT_MISSING);
    assert_true(says(s->rows[0].cells[6].text, "fewer than 30"));
    assert_true(says(s->rows[0].remark, "30 full rounds"));
    assert_null(find_section(&r, "change")); /* Nobody came twice. */
    assert_null(find_section(&r, "ages"));
    assert_whole(&r);
    hand_deinit(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_said_kindly),
        cmocka_unit_test(few_people_stay_hidden),
        cmocka_unit_test(small_villages_hide_another),
        cmocka_unit_test(small_villages_enough_together),
        cmocka_unit_test(doubts_come_in_plain_words),
        cmocka_unit_test(too_few_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
