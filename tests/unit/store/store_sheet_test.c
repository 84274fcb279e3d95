/* Sheets: what rounds and paper become for those who count. */
#include "unit/store/fixture.h"

#include <stdlib.h>

#include "store/derive.h"
#include "store/paper.h"
#include "store/sheet.h"

enum { SHEETS_MAX = 64, PAPER_QUESTIONS = 3 };

/* All that can be read at once. */
struct reading {
    struct book book;
    struct sheet sheets[SHEETS_MAX];
    unsigned count;
};

static bool keep_sheet(void *self, const struct sheet *sheet)
{
    struct reading *r = self;
    assert_true(r->count < SHEETS_MAX);
    r->sheets[r->count++] = *sheet;
    return true;
}

static struct reading *read_between(struct fixture *f, int64_t from_ms, int64_t to_ms)
{
    struct store_book *walk;
    struct reading *r = ARENA_NEW(&f->arena, struct reading);
    assert_ok(f, store_open_book(&r->book, &walk, f->store, &f->arena, &f->e));
    assert_ok(f, store_visit_sheets(walk, from_ms, to_ms, keep_sheet, r, &f->e));
    store_close_book(walk);
    return r;
}

static struct reading *read_all(struct fixture *f)
{
    return read_between(f, INT64_MIN, INT64_MAX);
}

static const struct book_response *response_of(const struct reading *r, unsigned sheet,
                                               unsigned question)
{
    const struct sheet_answer *answer = &r->sheets[sheet].answers[question];
    return answer->response ? &r->book.items[answer->item].responses[answer->response] : NULL;
}

static void a_round_becomes_a_sheet_as_it_goes(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    struct store_attempt attempt = make_attempt("vneid", 4);
    store_new_id(&attempt.session);
    attempt.village = SLICE("Thôn \"Đông\"");
    attempt.students = true;
    assert_ok(&f, store_begin_attempt(f.store, &attempt, &f.e));
    struct reading *r = read_all(&f);
    assert_int_equal(r->count, 1);
    assert_int_equal(r->sheets[0].end, SHEET_OPEN);
    assert_int_equal(r->sheets[0].answer_count, 4);
    assert_int_equal(r->sheets[0].seen_count, 1);

    answer(&f, &attempt.id, 0, "a");
    answer(&f, &attempt.id, 1, "b,c");
    assert_int_equal(read_all(&f)->sheets[0].seen_count, 3);
    assert_ok(&f, store_end_attempt(f.store, &attempt.id, STORE_END_IDLE, &f.e));
    r = read_all(&f);
    const struct sheet *sheet = &r->sheets[0];
    uint8_t id[16];
    assert_true(chain_unhex(id, 16, slice_from(attempt.id.text)));
    assert_memory_equal(sheet->id, id, 16);
    assert_true(chain_unhex(id, 16, slice_from(attempt.session.text)));
    assert_memory_equal(sheet->person, id, 16);
    assert_int_equal(sheet->end, SHEET_IDLE);
    assert_int_equal(sheet->source, SHEET_KIOSK);
    assert_true(sheet->students && sheet->clock_trusted);
    assert_int_equal(sheet->begun_wall_ms, f.wall_ms);
    assert_int_equal(sheet->seen_count, 3);
    assert_true(slice_equal_text(r->book.villages[sheet->village], "Thôn \"Đông\""));
    assert_true(slice_equal_text(r->book.quizzes[sheet->quiz], "vneid"));
    assert_int_equal(sheet->age_group, 0);
    assert_true(slice_equal_text(response_of(r, 0, 0)->text, "a"));
    assert_true(response_of(r, 0, 0)->right && response_of(r, 0, 0)->was_right);
    assert_true(slice_equal_text(response_of(r, 0, 1)->text, "b,c"));
    assert_false(response_of(r, 0, 1)->right);
    assert_null(response_of(r, 0, 2));

    assert_int_equal(r->book.device_count, 1);
    assert_string_equal(r->book.devices[0].id.text, f.store->device.text);
    assert_true(r->book.devices[0].own);
    assert_int_equal(r->book.devices[0].event_count, 4);
    assert_int_equal(r->book.devices[0].first_gap_seq, 0);
    /* Options in another order are the same question. */
    assert_int_equal(r->book.item_count, 4);
    assert_true(slice_equal_text(r->book.items[1].options, "a,b,c"));
    fixture_end(&f);
}

static void seen_and_omitted_are_kept_apart(void **state)
{
    (void)state;
    static const struct {
        const char *answers; /* A letter a question: "." not recorded, "-" passed over. */
        enum store_end end;
        unsigned seen;
    } rows[] = {
        {"....", STORE_END_LEFT, 1},  {"a...", STORE_END_LEFT, 2},
        {"aaaa", STORE_END_LEFT, 4},  {"aaaa", STORE_END_FINISHED, 4},
        {"a..a", STORE_END_STAFF, 4}, {"a...", STORE_END_FINISHED, 4},
        {"a-..", STORE_END_IDLE, 3},  {"...-", STORE_END_LEFT, 4},
    };
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fixture f;
        fixture_begin(&f);
        struct store_id id = begin_round(&f, "vneid", 4);
        for (unsigned q = 0; q < 4; q++)
            if (rows[i].answers[q] != '.')
                answer(&f, &id, q, rows[i].answers[q] == '-' ? "" : "a");
        assert_ok(&f, store_end_attempt(f.store, &id, rows[i].end, &f.e));
        struct reading *r = read_all(&f);
        assert_int_equal(r->sheets[0].seen_count, rows[i].seen);
        for (unsigned q = 0; q < 4; q++)
            assert_int_equal(r->sheets[0].answers[q].response != SHEET_NO_RESPONSE,
                             rows[i].answers[q] == 'a');
        fixture_end(&f);
    }
}

static void only_the_time_asked_for_is_walked(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    int64_t begin = f.wall_ms;
    for (unsigned i = 0; i < 10; i++) {
        f.wall_ms = begin + 1000 * i;
        begin_round(&f, i % 2 ? "vneid" : "an-toan", 2);
    }
    struct reading *r = read_between(&f, begin + 2000, begin + 5000);
    assert_int_equal(r->count, 3);
    assert_int_equal(r->sheets[0].begun_wall_ms, begin + 2000);
    assert_int_equal(r->sheets[2].begun_wall_ms, begin + 4000);
    assert_int_equal(r->book.quiz_count, 2);
    assert_true(slice_equal_text(r->book.quizzes[0], "an-toan"));
    fixture_end(&f);
}

static void a_book_is_of_its_moment(void **state)
{
    (void)state;
    struct fixture f;
    struct book book;
    struct store_book *walk;
    struct reading r = {.count = 0};
    fixture_begin(&f);
    begin_round(&f, "vneid", 1);
    assert_ok(&f, store_open_book(&book, &walk, f.store, &f.arena, &f.e));
    begin_round(&f, "vneid", 2);
    assert_error(&f, store_visit_sheets(walk, 0, INT64_MAX, keep_sheet, &r, &f.e), ERROR_INPUT,
                 "changed meanwhile");
    store_close_book(walk);
    fixture_end(&f);
}

/* ---- paper ---- */

static const struct slice typed[] = {
    {"a", sizeof("a") - 1}, {"", sizeof("") - 1},   {"c", sizeof("c") - 1},
    {"b", sizeof("b") - 1}, {"b", sizeof("b") - 1}, {"c", sizeof("c") - 1},
};

static struct paper_batch make_batch(const struct store_attempt *attempt)
{
    static const bool right[] = {true, false, true, false, false, true};
    static const struct paper_row rows[] = {
        {{"Thôn 1", sizeof("Thôn 1") - 1},
         {"60+", sizeof("60+") - 1},
         {"A01", sizeof("A01") - 1},
         typed,
         right},
        {{"", sizeof("") - 1}, {"", sizeof("") - 1}, {"", sizeof("") - 1}, typed + 3, right + 3},
    };
    struct paper_batch batch = {.name = SLICE("thon-1.csv"),
                                .quiz = attempt->quiz,
                                .language = SLICE("vi"),
                                .day = 20000,
                                .questions = attempt->questions,
                                .question_count = PAPER_QUESTIONS,
                                .rows = rows,
                                .row_count = 2};
    store_new_id(&batch.id);
    return batch;
}

struct listing {
    unsigned count, withdrawn;
    struct paper_info last;
};

static bool list_batch(void *self, const struct paper_info *info)
{
    struct listing *listing = self;
    listing->count++;
    listing->withdrawn += info->withdrawn;
    listing->last = *info;
    return true;
}

static void paper_counts_beside_rounds(void **state)
{
    (void)state;
    struct fixture f;
    bool again = true, found = false;
    struct listing listing = {0};
    fixture_begin(&f);
    struct store_attempt attempt = make_attempt("vneid", PAPER_QUESTIONS);
    begin_round(&f, "vneid", PAPER_QUESTIONS);
    struct paper_batch batch = make_batch(&attempt);
    assert_ok(&f, store_enter_paper(&again, f.store, &batch, &f.e));
    assert_false(again);
    int64_t events = f.store->tail.seq;
    assert_ok(&f, store_enter_paper(&again, f.store, &batch, &f.e));
    assert_true(again);
    assert_int_equal(f.store->tail.seq, events);

    struct reading *r = read_all(&f);
    assert_int_equal(r->count, 3);
    const struct sheet *sheet = &r->sheets[1];
    assert_int_equal(sheet->source, SHEET_PAPER);
    assert_int_equal(sheet->begun_wall_ms / 86400000, 20000);
    assert_int_equal(sheet->answer_count, PAPER_QUESTIONS);
    assert_int_equal(sheet->seen_count, PAPER_QUESTIONS);
    assert_true(slice_equal_text(r->book.villages[sheet->village], "Thôn 1"));
    assert_true(slice_equal_text(r->book.age_groups[sheet->age_group], "60+"));
    assert_true(response_of(r, 1, 0)->right);
    assert_null(response_of(r, 1, 1));
    assert_true(slice_equal_text(response_of(r, 2, 2)->text, "c"));
    /* The same version of a question, on paper and at the kiosk. */
    assert_int_equal(sheet->answers[0].item, r->sheets[0].answers[0].item);
    static const uint8_t nobody[16];
    assert_memory_not_equal(sheet->person, nobody, 16);
    assert_memory_equal(r->sheets[2].person, nobody, 16);
    /* The team's code does not stand in the file. */
    assert_false(fixture_holds(&f, "A01", 3));

    assert_ok(&f, store_withdraw_paper(&found, f.store, &batch.id, &f.e));
    assert_true(found);
    assert_int_equal(read_all(&f)->count, 1);
    events = f.store->tail.seq;
    assert_ok(&f, store_withdraw_paper(&found, f.store, &batch.id, &f.e));
    assert_int_equal(f.store->tail.seq, events);
    assert_ok(&f, store_enter_paper(&again, f.store, &batch, &f.e));
    assert_false(again);
    assert_int_equal(read_all(&f)->count, 3);
    assert_ok(&f, store_visit_batches(f.store, list_batch, &listing, &f.e));
    assert_int_equal(listing.count, 2);
    assert_int_equal(listing.withdrawn, 1);
    assert_int_equal(listing.last.row_count, 2);
    store_new_id(&batch.id);
    assert_ok(&f, store_withdraw_paper(&found, f.store, &batch.id, &f.e));
    assert_false(found);
    fixture_end(&f);
}

static void a_batch_is_whole_or_not_there(void **state)
{
    (void)state;
    struct fixture f;
    bool again;
    fixture_begin(&f);
    struct store_attempt attempt = make_attempt("vneid", PAPER_QUESTIONS);
    struct paper_batch batch = make_batch(&attempt);
    struct paper_row rows[2] = {batch.rows[0], batch.rows[1]};
    batch.rows = rows;
    rows[1].village = SLICE("\xff");
    assert_error(&f, store_enter_paper(&again, f.store, &batch, &f.e), ERROR_INPUT, "village");
    rows[1].village = SLICE("x");
    batch.question_count = 0;
    assert_error(&f, store_enter_paper(&again, f.store, &batch, &f.e), ERROR_LIMIT, "0 questions");
    batch.question_count = PAPER_QUESTIONS;
    batch.row_count = PAPER_ROWS_MAX + 1;
    assert_error(&f, store_enter_paper(&again, f.store, &batch, &f.e), ERROR_LIMIT, "20001");
    batch.row_count = 2;
    snprintf(batch.id.text, sizeof batch.id.text, "short");
    assert_error(&f, store_enter_paper(&again, f.store, &batch, &f.e), ERROR_INPUT, "batch");
    assert_int_equal(f.store->tail.seq, 0);
    assert_int_equal(read_all(&f)->count, 0);
    fixture_end(&f);
}

/* ---- corrections ---- */

struct corrected {
    unsigned count;
    int64_t answers, changed;
    char was_right[64];
};

static bool take_rekey(void *self, const struct rekey_info *info)
{
    struct corrected *c = self;
    c->count++;
    c->answers = info->answers;
    c->changed = info->changed;
    snprintf(c->was_right, sizeof c->was_right, "%.*s", SLICE_ARG(info->was_right));
    return true;
}

static void a_corrected_key_marks_all_anew(void **state)
{
    (void)state;
    struct fixture f;
    struct corrected c = {0};
    fixture_begin(&f);
    struct store_attempt attempt = make_attempt("vneid", 1);
    static const char *const given[] = {"a", "b", "b", "c", "", "a"};
    for (unsigned i = 0; i < 6; i++) {
        struct store_id id = begin_round(&f, "vneid", 1);
        answer(&f, &id, 0, given[i]);
    }
    struct store_rekey rekey = {.quiz = SLICE("vneid"),
                                .question = attempt.questions[0].id,
                                .right = SLICE("b|c"),
                                .reason = SLICE("đáp án sai")};
    memcpy(rekey.old_hash, attempt.questions[0].hash, 32);
    assert_ok(&f, store_rekey(f.store, &rekey, &f.e));
    int64_t events = f.store->tail.seq;
    assert_ok(&f, store_rekey(f.store, &rekey, &f.e));
    assert_int_equal(f.store->tail.seq, events);
    struct reading *r = read_all(&f);
    assert_true(r->book.items[0].rekeyed);
    assert_false(response_of(r, 0, 0)->right);
    assert_true(response_of(r, 0, 0)->was_right);
    assert_true(response_of(r, 1, 0)->right && !response_of(r, 1, 0)->was_right);
    assert_true(response_of(r, 3, 0)->right);
    assert_ok(&f, store_visit_rekeys(f.store, take_rekey, &c, &f.e));
    assert_int_equal(c.count, 1);
    assert_int_equal(c.answers, 5);
    assert_int_equal(c.changed, 5);
    assert_string_equal(c.was_right, "a");

    /* The latest counts; another version of the question is another question. */
    f.wall_ms += 1000;
    rekey.right = SLICE("a");
    assert_ok(&f, store_rekey(f.store, &rekey, &f.e));
    rekey.old_hash[0] ^= 1;
    rekey.right = SLICE("c");
    assert_ok(&f, store_rekey(f.store, &rekey, &f.e));
    r = read_all(&f);
    assert_true(response_of(r, 0, 0)->right);
    assert_false(response_of(r, 1, 0)->right);
    c.count = 0;
    assert_ok(&f, store_visit_rekeys(f.store, take_rekey, &c, &f.e));
    assert_int_equal(c.count, 2);
    fixture_end(&f);
}

/* ---- other devices' events, whatever they say ---- */

static void what_is_not_understood_is_counted(void **state)
{
    (void)state;
#define ID   "00112233445566778899aabbccddeeff"
#define HASH ID ID
    static const struct {
        const char *kind, *payload;
        unsigned orphans, unreadable, sheets;
    } rows[] = {
        {"begin",
         "{\"attempt\":\"" ID "\",\"quiz\":\"q\",\"students\":false,\"questions\":[[\"a\",\"" HASH
         "\",\"b,a\"]]}",
         0, 0, 1},
        {"begin", "{\"attempt\":\"" ID "\",\"quiz\":\"q\",\"students\":false,\"questions\":[]}", 0,
         1, 0},
        {"begin",
         "{\"attempt\":\"" ID "\",\"quiz\":\"q\",\"students\":false,\"questions\":[[\"a\",\"" HASH
         "\"]]}",
         0, 1, 0},
        {"begin",
         "{\"attempt\":\"" ID "\",\"quiz\":\"q\",\"students\":0,\"questions\":[[\"a\",\"" HASH
         "\",\"\"]]}",
         0, 1, 0},
        {"begin",
         "{\"attempt\":\"zz\",\"quiz\":\"q\",\"students\":true,\"questions\":[[\"a\",\"" HASH
         "\",\"\"]]}",
         0, 1, 0},
        {"begin",
         "{\"attempt\":\"" ID "\",\"quiz\":\"\xff\",\"students\":true,\"questions\":[[\"a\",\"" HASH
         "\",\"\"]]}",
         0, 1, 0},
        {"begin", "", 0, 1, 0},
        {"begin", "{", 0, 1, 0},
        {"begin", "{}x", 0, 1, 0},
        {"answer",
         "{\"attempt\":\"" ID "\",\"question\":0,\"response\":\"a\",\"right\":true,\"think_ms\":1}",
         1, 0, 0},
        {"answer", "{\"attempt\":\"" ID "\",\"question\":0,\"response\":\"a\",\"right\":1}", 0, 1,
         0},
        {"answer",
         "{\"attempt\":\"" ID "\",\"question\":0,\"question\":0,\"response\":\"a\",\"right\":true}",
         0, 1, 0},
        {"answer",
         "{\"attempt\":\"" ID
         "\",\"question\":99999999999999999999,\"response\":\"a\",\"right\":true}",
         0, 1, 0},
        {"end", "{\"attempt\":\"" ID "\",\"reason\":\"finished\"}", 1, 0, 0},
        {"end", "{\"attempt\":\"" ID "\",\"reason\":\"exploded\"}", 0, 1, 0},
        {"paper-row",
         "{\"entry\":1,\"row\":1,\"village\":\"\",\"age_group\":\"\",\"person\":\"\",\"answers\":[]"
         "}",
         0, 1, 0},
        {"visit",
         "{\"visit\":\"" ID "\",\"contact\":\"\",\"village\":\"\",\"day\":-1,\"outcome\":\"done\","
         "\"achievements\":0,\"people\":0,\"leaflets\":\"\"}",
         0, 1, 0},
        {"trust", "{\"device\":\"" ID "\",\"label\":\"me\",\"village\":\"\"}", 0, 0, 0},
        {"something-new", "not even JSON", 0, 0, 0},
    };
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fixture f;
        int64_t number;
        uint8_t key[STORE_PUBLIC_BYTES] = {1, 2, 3};
        struct store_id device;
        fixture_begin(&f);
        assert_ok(&f, derive_put_device(&number, f.store, key, &f.e));
        chain_device_id(&device, key);
        struct chain_event event = {.device = slice_from(device.text),
                                    .seq = 1,
                                    .wall_ms = 5,
                                    .kind = slice_from(rows[i].kind),
                                    .payload = slice_from(rows[i].payload)};
        struct derive *d = derive_begin(f.store, &f.e);
        assert_ok(&f, derive_event(d, &event, &f.e));
        assert_ok(&f, derive_finish(d, &f.e));
        derive_close(d);
        int64_t trusted = -1; /* Whom they trust is not whom this machine trusts. */
        assert_ok(&f, sql_number(&trusted, f.store, "SELECT count(*) FROM trust", &f.e));
        assert_int_equal(trusted, 0);
        struct reading *r = read_all(&f);
        const struct book_device *theirs = &r->book.devices[r->book.devices[0].own ? 1 : 0];
        if (r->count != rows[i].sheets || theirs->orphan_count != rows[i].orphans ||
            theirs->unreadable_count != rows[i].unreadable || theirs->label.size != 0)
            fail_msg("%s: %u sheets, %d orphans, %d unreadable", rows[i].payload, r->count,
                     (int)theirs->orphan_count, (int)theirs->unreadable_count);
        fixture_end(&f);
    }
}

/* What was derived bit by bit is what is derived at once. */
static void rebuilding_changes_nothing(void **state)
{
    (void)state;
    static const char sum[] =
        "SELECT sum(length(answers) * 31 + key % 9973 + flags * 7 + begun_wall_ms % 101"
        " + quiz + village * 3 + coalesce(length(person), 0)) FROM sheet";
    struct fixture f;
    bool again;
    fixture_begin(&f);
    struct store_attempt attempt = make_attempt("vneid", PAPER_QUESTIONS);
    struct paper_batch batch = make_batch(&attempt);
    for (unsigned i = 0; i < 20; i++) {
        struct store_id id = begin_round(&f, i % 3 ? "vneid" : "an-toan", 5);
        for (unsigned q = 0; q < i % 6; q++)
            answer(&f, &id, q, q % 2 ? "a" : "b,c");
        if (i == 7)
            assert_ok(&f, store_enter_paper(&again, f.store, &batch, &f.e));
        if (i % 4)
            assert_ok(&f, store_end_attempt(f.store, &id, (enum store_end)(i % 4), &f.e));
    }
    fixture_close(&f);
    int64_t before = fixture_number(&f, sum);
    fixture_open(&f);
    assert_ok(&f, store_rebuild(f.store, &f.e));
    fixture_close(&f);
    assert_int_equal(fixture_number(&f, sum), before);
    assert_int_equal(fixture_number(&f, "SELECT count(*) FROM sheet"), 22);
    assert_int_equal(fixture_number(&f, "SELECT count(*) FROM tally"), 0);
    fixture_open(&f);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_round_becomes_a_sheet_as_it_goes),
        cmocka_unit_test(seen_and_omitted_are_kept_apart),
        cmocka_unit_test(only_the_time_asked_for_is_walked),
        cmocka_unit_test(a_book_is_of_its_moment),
        cmocka_unit_test(paper_counts_beside_rounds),
        cmocka_unit_test(a_batch_is_whole_or_not_there),
        cmocka_unit_test(a_corrected_key_marks_all_anew),
        cmocka_unit_test(what_is_not_understood_is_counted),
        cmocka_unit_test(rebuilding_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
