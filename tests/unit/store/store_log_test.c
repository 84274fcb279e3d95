/* The log: what is changed in it afterwards is found, at the right place. */
#include "unit/store/fixture.h"

#include "store/inside.h"
#include "store/json.h"

/* Three rounds: 3 × (begin, 10 answers, end) = 36 events, signed at 12, 24, 32 and 36. */
static void fill(struct fixture *f)
{
    for (unsigned round = 0; round < 3; round++) {
        struct store_id id = begin_round(f, "vneid", 10);
        for (unsigned i = 0; i < 10; i++)
            answer(f, &id, i, "a");
        assert_ok(f, store_end_attempt(f->store, &id, STORE_END_FINISHED, &f->e));
    }
}

static int64_t verify(struct fixture *f)
{
    int64_t broken_at = -1;
    assert_ok(f, store_verify(&broken_at, f->store, &f->e));
    return broken_at;
}

static void an_honest_log_is_whole(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    assert_int_equal(verify(&f), 0);
    fill(&f);
    assert_int_equal(verify(&f), 0);
    fixture_close(&f);
    assert_int_equal(fixture_number(&f, "SELECT count(*) FROM checkpoint"), 4);
    assert_int_equal(fixture_number(&f, "SELECT sum(seq) FROM checkpoint"), 12 + 24 + 32 + 36);
    fixture_open(&f);
    assert_int_equal(verify(&f), 0);
    fixture_end(&f);
}

static void forgeries_are_found_where_they_are(void **state)
{
    (void)state;
    static const struct {
        const char *sql;
        int64_t broken_at;
    } rows[] = {
        {"UPDATE event SET payload = replace(payload, 'true', 'false') WHERE seq = 5", 5},
        {"UPDATE event SET payload = payload || ' ' WHERE seq = 1", 1},
        {"UPDATE event SET kind = 'note' WHERE seq = 36", 36},
        {"UPDATE event SET wall_ms = wall_ms + 1 WHERE seq = 7", 7},
        {"UPDATE event SET monotonic_ms = monotonic_ms + 1 WHERE seq = 8", 8},
        {"UPDATE event SET trusted = 1 - trusted WHERE seq = 9", 9},
        {"UPDATE event SET boot = boot || '0' WHERE seq = 10", 10},
        {"UPDATE event SET hash = zeroblob(32) WHERE seq = 20", 20},
        {"UPDATE event SET previous = zeroblob(32) WHERE seq = 21", 21},
        /* Letters moved from one field to the next. */
        {"UPDATE event SET kind = kind || '{', payload = substr(payload, 2) WHERE seq = 11", 11},
        {"DELETE FROM event WHERE seq = 13", 13},
        {"DELETE FROM event WHERE seq = 1", 1},
        {"UPDATE event SET seq = 1000 WHERE seq = 14; UPDATE event SET seq = 14 WHERE seq = 15;"
         "UPDATE event SET seq = 15 WHERE seq = 1000",
         14},
        {"INSERT INTO event SELECT 37, device, boot, monotonic_ms, wall_ms, trusted, kind, payload,"
         " hash, hash FROM event WHERE seq = 36",
         37},
        {"UPDATE checkpoint SET signature = zeroblob(64) WHERE seq = 24", 24},
        {"UPDATE checkpoint SET signature = (SELECT signature FROM checkpoint WHERE seq = 12)"
         " WHERE seq = 24",
         24},
        {"DELETE FROM checkpoint WHERE seq = 12", 12},
        {"DELETE FROM checkpoint WHERE seq = 32", 32},
        {"UPDATE checkpoint SET seq = 25 WHERE seq = 24", 24},
        {"UPDATE device SET public_key = randomblob(32)", 1},
        {"DELETE FROM device; INSERT INTO device (id, public_key, secret_key, number, own)"
         " SELECT device, randomblob(32), randomblob(64), 1, 1 FROM event LIMIT 1",
         1},
    };
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fixture f;
        fixture_begin(&f);
        fill(&f);
        fixture_close(&f);
        fixture_sql(&f, rows[i].sql);
        fixture_open(&f);
        int64_t found = verify(&f);
        if (found != rows[i].broken_at)
            fail_msg("%s: found at %d, not %d", rows[i].sql, (int)found, (int)rows[i].broken_at);
        fixture_end(&f);
    }
}

/* Someone who makes all hashes anew still cannot sign. */
static void a_new_chain_lacks_the_signature(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    fill(&f);
    uint8_t made_up[STORE_SECRET_BYTES];
    for (unsigned i = 0; i < sizeof made_up; i++)
        made_up[i] = (uint8_t)i;
    memcpy(f.store->secret_key, made_up, sizeof made_up);
    struct store_id id = begin_round(&f, "vneid", 1);
    assert_ok(&f, store_end_attempt(f.store, &id, STORE_END_LEFT, &f.e));
    assert_int_equal(verify(&f), 38);
    fixture_end(&f);
}

static void derived_tables_come_back_from_the_log(void **state)
{
    (void)state;
    struct fixture f;
    struct store_resume resume;
    bool found;
    fixture_begin(&f);
    fill(&f);
    struct store_id id = begin_round(&f, "vneid", 3);
    answer(&f, &id, 1, "b");
    fixture_close(&f);
    int64_t before = fixture_number(
        &f, "SELECT count(*) * 1000000 + sum(seq * is_right) + sum(position) FROM answer");
    fixture_sql(&f, "UPDATE answer SET is_right = 1 - is_right; UPDATE attempt SET quiz = 'x',"
                    " end_seq = NULL; DELETE FROM answer WHERE seq > 20;"
                    "UPDATE question SET options = ''");
    fixture_open(&f);
    assert_ok(&f, store_rebuild(f.store, &f.e));
    assert_ok(&f, store_find_open_attempt(&found, &resume, f.store, &f.arena, &f.e));
    assert_true(found);
    assert_string_equal(resume.attempt.id.text, id.text);
    assert_true(slice_equal_text(resume.attempt.quiz, "vneid"));
    assert_true(slice_equal_text(resume.attempt.questions[1].options, "c,a,b"));
    assert_true(slice_equal_text(resume.responses[1], "b"));
    assert_int_equal(verify(&f), 0);
    fixture_close(&f);
    assert_int_equal(fixture_number(&f, "SELECT count(*) * 1000000 + sum(seq * is_right) +"
                                        " sum(position) FROM answer"),
                     before);
    fixture_open(&f);
    fixture_end(&f);
}

static void payloads_are_json_whatever_the_text(void **state)
{
    (void)state;
    static const struct {
        struct slice in;
        const char *out;
    } rows[] = {
        {{"", 0}, "{\"k\":\"\"}"},
        {{"a\"b\\c", 5}, "{\"k\":\"a\\\"b\\\\c\"}"},
        {{"\n\t\x7f", 3}, "{\"k\":\"\\u000a\\u0009\\u007f\"}"},
        {{"{", 1}, "{\"k\":\"{\"}"},
        {{"\u1ed9", 3}, "{\"k\":\"\u1ed9\"}"},
    };
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct buf b;
        buf_init(&b, 1000);
        json_open(&b, NULL, '{');
        json_put_text(&b, "k", rows[i].in);
        json_close(&b, '}');
        assert_string_equal(b.data, rows[i].out);
        buf_deinit(&b);
    }
    struct buf b;
    buf_init(&b, 1000);
    json_open(&b, NULL, '{');
    json_open(&b, "a", '[');
    json_put_int(&b, NULL, -5);
    json_put_text(&b, NULL, SLICE("["));
    json_put_bool(&b, NULL, false);
    json_open(&b, NULL, '[');
    json_close(&b, ']');
    json_open(&b, NULL, '[');
    json_close(&b, ']');
    json_close(&b, ']');
    json_put_int(&b, "b", INT64_MIN);
    json_close(&b, '}');
    assert_string_equal(b.data, "{\"a\":[-5,\"[\",false,[],[]],\"b\":-9223372036854775808}");
    buf_deinit(&b);
}

static void each_event_is_kept_apart_from_the_next(void **state)
{
    (void)state;
    struct chain_event one = {.device = SLICE("d"),
                              .boot = SLICE("ab"),
                              .kind = SLICE("c"),
                              .payload = SLICE("{}"),
                              .seq = 1};
    struct chain_event two = one;
    uint8_t a[STORE_HASH_BYTES], b[STORE_HASH_BYTES];
    two.kind = SLICE("c{");
    two.payload = SLICE("}");
    chain_hash(a, &one);
    chain_hash(b, &two);
    assert_memory_not_equal(a, b, sizeof a);
    chain_hash(b, &one);
    assert_memory_equal(a, b, sizeof a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_honest_log_is_whole),
        cmocka_unit_test(forgeries_are_found_where_they_are),
        cmocka_unit_test(a_new_chain_lacks_the_signature),
        cmocka_unit_test(derived_tables_come_back_from_the_log),
        cmocka_unit_test(payloads_are_json_whatever_the_text),
        cmocka_unit_test(each_event_is_kept_apart_from_the_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
