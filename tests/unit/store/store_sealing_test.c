/* Contacts: sealed on the spot, deletable by code, gone without a trace. */
#include "unit/store/fixture.h"

#include "store/inside.h"
#include "store/keys.h"

static const int64_t day_ms = 24 * 60 * 60 * 1000;

static void give_key(struct fixture *f, struct keys *keys)
{
    char hex[KEYS_PUBLIC_HEX_BYTES];
    keys_make(keys);
    keys_public_hex(hex, keys);
    assert_ok(f, store_put_setting(f->store, "public-key", slice_from(hex), &f->e));
}

static struct store_contact make_contact(const struct store_id *attempt)
{
    return (struct store_contact){.attempt = *attempt,
                                  .name = SLICE("Trần Thị \"Bưởi\""),
                                  .phone = SLICE("0912345678"),
                                  .village = SLICE("Thôn Đoài"),
                                  .notice_version = SLICE("2026-11"),
                                  .topics = SLICE("vneid,fraud")};
}

/* Copies what is sealed in the only row; the store is open. */
static size_t read_sealed(struct fixture *f, uint8_t *out, size_t out_bytes)
{
    sqlite3_stmt *select;
    assert_int_equal(sqlite3_prepare_v2(f->store->db,
                                        "SELECT sealed FROM contact ORDER BY rowid"
                                        " DESC LIMIT 1",
                                        -1, &select, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(select), SQLITE_ROW);
    size_t size = (size_t)sqlite3_column_bytes(select, 0);
    assert_in_range(size, 1, out_bytes);
    memcpy(out, sqlite3_column_blob(select, 0), size);
    sqlite3_finalize(select);
    return size;
}

static void only_the_team_can_read_it(void **state)
{
    (void)state;
    struct fixture f;
    struct keys keys, others;
    struct buf plain;
    uint8_t sealed[4096];
    char code[STORE_CODE_BYTES];
    fixture_begin(&f);
    give_key(&f, &keys);
    struct store_id id = begin_round(&f, "vneid", 1);
    struct store_contact c = make_contact(&id);
    assert_ok(&f, store_add_contact(code, f.store, &c, &f.e));
    assert_int_equal(strlen(code), 11);
    assert_int_equal(strspn(code, "0123456789"), 5);
    assert_int_equal(code[5], ' ');
    assert_int_equal(strspn(code + 6, "0123456789"), 5);
    size_t size = read_sealed(&f, sealed, sizeof sealed);

    buf_init(&plain, 4096);
    assert_true(keys_open_contact(&plain, &keys, (struct slice){(char *)sealed, size}));
    assert_string_equal(plain.data, "{\"name\":\"Trần Thị \\\"Bưởi\\\"\",\"phone\":\"0912345678\","
                                    "\"village\":\"Thôn Đoài\"}");
    buf_reset(&plain);
    keys_make(&others);
    assert_false(keys_open_contact(&plain, &others, (struct slice){(char *)sealed, size}));
    sealed[100] ^= 1;
    assert_false(keys_open_contact(&plain, &keys, (struct slice){(char *)sealed, size}));
    assert_false(keys_open_contact(&plain, &keys, (struct slice){(char *)sealed, 47}));
    buf_deinit(&plain);

    /* Neither name nor telephone nor village nor code lie anywhere in clear. */
    char digits[11];
    snprintf(digits, sizeof digits, "%.5s%.5s", code, code + 6);
    assert_false(fixture_holds(&f, "Bưởi", strlen("Bưởi")));
    assert_false(fixture_holds(&f, "912345678", 9));
    assert_false(fixture_holds(&f, "Đoài", strlen("Đoài")));
    assert_false(fixture_holds(&f, digits, 10));
    assert_false(fixture_holds(&f, code, 11));
    assert_true(fixture_holds(&f, "2026-11", 7)); /* The test can find things. */
    fixture_end(&f);
}

static void all_are_sealed_to_one_length(void **state)
{
    (void)state;
    struct fixture f;
    struct keys keys;
    uint8_t sealed[4096];
    char code[STORE_CODE_BYTES], name[STORE_NAME_MAX + 1];
    fixture_begin(&f);
    give_key(&f, &keys);
    struct store_id id = begin_round(&f, "vneid", 1);
    struct store_contact c = make_contact(&id);
    c.name = SLICE("");
    assert_ok(&f, store_add_contact(code, f.store, &c, &f.e));
    size_t size = read_sealed(&f, sealed, sizeof sealed);
    memset(name, 'x', sizeof name);
    c.name = (struct slice){name, STORE_NAME_MAX};
    assert_ok(&f, store_add_contact(code, f.store, &c, &f.e));
    assert_int_equal(read_sealed(&f, sealed, sizeof sealed), size);
    c.name.size++;
    assert_error(&f, store_add_contact(code, f.store, &c, &f.e), ERROR_LIMIT, "too long");
    c.name = SLICE("a\xff");
    assert_error(&f, store_add_contact(code, f.store, &c, &f.e), ERROR_INPUT, "not text");
    fixture_end(&f);
}

static void without_a_key_nothing_is_taken(void **state)
{
    (void)state;
    static const char *const odd[] = {"", "00", "zz",
                                      "2fe57da347cd62431528daac5fbb290730fff684afc4cfc2ed90995f5"
                                      "8cb3b7",
                                      "2fe57da347cd62431528daac5fbb290730fff684afc4cfc2ed90995f5"
                                      "8cb3b7g"};
    struct fixture f;
    char code[STORE_CODE_BYTES];
    fixture_begin(&f);
    struct store_id id = begin_round(&f, "vneid", 1);
    struct store_contact c = make_contact(&id);
    assert_false(store_can_seal(f.store));
    assert_error(&f, store_add_contact(code, f.store, &c, &f.e), ERROR_INPUT, "no key");
    for (unsigned i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        assert_ok(&f, store_put_setting(f.store, "public-key", slice_from(odd[i]), &f.e));
        assert_false(store_can_seal(f.store));
        assert_error(&f, store_add_contact(code, f.store, &c, &f.e), ERROR_INPUT, "no key");
    }
    fixture_end(&f);
}

static void a_code_deletes_however_it_is_written(void **state)
{
    (void)state;
    struct fixture f;
    struct keys keys;
    char code[STORE_CODE_BYTES], other[STORE_CODE_BYTES], written[32];
    bool found = true;
    fixture_begin(&f);
    give_key(&f, &keys);
    assert_true(store_can_seal(f.store));
    struct store_id id = begin_round(&f, "vneid", 1);
    struct store_contact c = make_contact(&id);
    assert_ok(&f, store_add_contact(code, f.store, &c, &f.e));
    assert_ok(&f, store_add_contact(other, f.store, &c, &f.e));
    static const char *const wrong[] = {"", "12345", "12345 678901", "1234x 67890", "''; DROP--"};
    for (unsigned i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_ok(&f, store_delete_contact(&found, f.store, wrong[i], &f.e));
        assert_false(found);
    }
    snprintf(written, sizeof written, " %.3s.%.2s-%.5s ", code, code + 3, code + 6);
    assert_ok(&f, store_delete_contact(&found, f.store, written, &f.e));
    assert_true(found);
    assert_ok(&f, store_delete_contact(&found, f.store, code, &f.e));
    assert_false(found);
    struct store_health health;
    assert_ok(&f, store_check_health(&health, f.store, &f.e));
    assert_int_equal(health.contacts, 1);
    fixture_close(&f);
    assert_int_equal(fixture_number(&f, "SELECT count(*) FROM forgotten WHERE by_whom = 'code'"),
                     1);
    assert_int_equal(
        fixture_number(
            &f,
            "SELECT count(*) FROM consent WHERE contact NOT IN (SELECT contact FROM forgotten)"),
        1);
    fixture_open(&f);
    /* The code works after a restart too. */
    assert_ok(&f, store_delete_contact(&found, f.store, other, &f.e));
    assert_true(found);
    fixture_end(&f);
}

/* Many, so that pages split and are rearranged before the deletions. */
static void nothing_of_it_stays_in_the_file(void **state)
{
    (void)state;
    enum { MANY = 60, PIECE = 24 };
    struct fixture f;
    struct keys keys;
    static uint8_t sealed[MANY][4096];
    static char codes[MANY][STORE_CODE_BYTES];
    size_t size = 0;
    bool found;
    fixture_begin(&f);
    give_key(&f, &keys);
    struct store_id id = begin_round(&f, "vneid", 1);
    struct store_contact c = make_contact(&id);
    for (unsigned i = 0; i < MANY; i++) {
        assert_ok(&f, store_add_contact(codes[i], f.store, &c, &f.e));
        size = read_sealed(&f, sealed[i], sizeof sealed[i]);
    }
    assert_true(fixture_holds(&f, sealed[7], PIECE));
    for (unsigned i = 0; i < MANY; i++) {
        unsigned which = i * 37 % MANY;
        assert_ok(&f, store_delete_contact(&found, f.store, codes[which], &f.e));
        assert_true(found);
        /* At once, while the store is open: beginning, middle and end. */
        for (unsigned part = 0; part < 3; part++)
            if (fixture_holds(&f, sealed[which] + part * (size - PIECE) / 2, PIECE))
                fail_msg("part %u of contact %u (the %u-th deleted) is still there", part, which,
                         i);
    }
    fixture_end(&f);
}

static void old_ones_go_by_themselves(void **state)
{
    (void)state;
    struct fixture f;
    struct keys keys;
    char code[STORE_CODE_BYTES];
    uint8_t sealed[4096];
    unsigned deleted = 99;
    fixture_begin(&f);
    give_key(&f, &keys);
    struct store_id id = begin_round(&f, "vneid", 1);
    struct store_contact c = make_contact(&id);
    assert_ok(&f, store_add_contact(code, f.store, &c, &f.e));
    read_sealed(&f, sealed, sizeof sealed);
    fixture_pass(&f, 90 * day_ms - 1);
    assert_ok(&f, store_purge(&deleted, f.store, &f.e));
    assert_int_equal(deleted, 0);
    assert_ok(&f, store_add_contact(code, f.store, &c, &f.e));
    f.wall_ms += 1;
    assert_ok(&f, store_purge(&deleted, f.store, &f.e));
    assert_int_equal(deleted, 1);
    assert_false(fixture_holds(&f, sealed, 24));

    /* A shorter time, and a clock that fell back after it had been seen later. */
    assert_ok(&f, store_put_setting(f.store, "retention-days", SLICE("10"), &f.e));
    f.wall_ms += 11 * day_ms;
    assert_ok(&f, store_note(f.store, "boot", SLICE(""), &f.e));
    f.wall_ms -= 100 * day_ms;
    assert_ok(&f, store_purge(&deleted, f.store, &f.e));
    assert_int_equal(deleted, 1);
    static const char *const odd[] = {"", "0", "-5", "4000", "x", "99999999999999999999"};
    for (unsigned i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        fixture_pass(&f, 1000 * day_ms);
        assert_ok(&f, store_put_setting(f.store, "retention-days", slice_from(odd[i]), &f.e));
        assert_ok(&f, store_add_contact(code, f.store, &c, &f.e));
        fixture_pass(&f, 89 * day_ms);
        assert_ok(&f, store_purge(&deleted, f.store, &f.e));
        assert_int_equal(deleted, 0);
        f.wall_ms += 2 * day_ms;
        assert_ok(&f, store_purge(&deleted, f.store, &f.e));
        assert_int_equal(deleted, 1);
    }
    fixture_end(&f);
}

/* A year typed wrong, a battery gone: whoever agreed before or meanwhile is not deleted for it. */
static void a_leap_of_the_clock_deletes_nobody(void **state)
{
    (void)state;
    struct fixture f;
    struct keys keys;
    char code[STORE_CODE_BYTES];
    struct store_health h;
    unsigned deleted = 99;
    fixture_begin(&f);
    give_key(&f, &keys);
    struct store_id id = begin_round(&f, "vneid", 1);
    struct store_contact c = make_contact(&id);
    int64_t right_ms = f.wall_ms;
    assert_ok(&f, store_add_contact(code, f.store, &c, &f.e));
    f.wall_ms = right_ms + 365 * day_ms;
    assert_ok(&f, store_purge(&deleted, f.store, &f.e));
    assert_int_equal(deleted, 0);
    assert_ok(&f, store_add_contact(code, f.store, &c, &f.e));
    fixture_reopen(&f);
    f.wall_ms += 13 * day_ms;
    assert_ok(&f, store_purge(&deleted, f.store, &f.e));
    assert_int_equal(deleted, 0);
    assert_ok(&f, store_check_health(&h, f.store, &f.e));
    assert_false(h.clock_trusted);
    assert_int_equal(h.contacts, 2);

    /* Set right, without anybody saying so: new ones stay too. */
    f.wall_ms = right_ms + 14 * day_ms;
    assert_ok(&f, store_add_contact(code, f.store, &c, &f.e));
    assert_ok(&f, store_purge(&deleted, f.store, &f.e));
    assert_int_equal(deleted, 0);
    assert_ok(&f, store_check_health(&h, f.store, &f.e));
    assert_true(h.clock_trusted);
    fixture_pass(&f, 77 * day_ms);
    assert_ok(&f, store_purge(&deleted, f.store, &f.e));
    assert_int_equal(deleted, 2); /* Both as old as the last time that was believed. */
    fixture_end(&f);
}

/* A machine that stood in a cupboard, and that nobody looks at, keeps its promise all the same. */
static void a_pause_does_not_keep_names_for_ever(void **state)
{
    (void)state;
    static const bool said[] = {false, true};
    for (unsigned i = 0; i < 2; i++) {
        struct fixture f;
        struct keys keys;
        char code[STORE_CODE_BYTES];
        unsigned deleted = 99;
        fixture_begin(&f);
        give_key(&f, &keys);
        struct store_id id = begin_round(&f, "vneid", 1);
        struct store_contact c = make_contact(&id);
        assert_ok(&f, store_add_contact(code, f.store, &c, &f.e));
        f.wall_ms += 100 * day_ms;
        for (unsigned day = 0; day < 14 && !said[i]; day++) {
            assert_ok(&f, store_purge(&deleted, f.store, &f.e));
            assert_int_equal(deleted, 0);
            f.wall_ms += day_ms;
            if (day == 7)
                fixture_reopen(&f);
        }
        if (said[i])
            assert_ok(&f, store_note(f.store, "clock-set", SLICE(""), &f.e));
        assert_ok(&f, store_purge(&deleted, f.store, &f.e));
        assert_int_equal(deleted, 1);
        fixture_end(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_team_can_read_it),
        cmocka_unit_test(all_are_sealed_to_one_length),
        cmocka_unit_test(without_a_key_nothing_is_taken),
        cmocka_unit_test(a_code_deletes_however_it_is_written),
        cmocka_unit_test(nothing_of_it_stays_in_the_file),
        cmocka_unit_test(old_ones_go_by_themselves),
        cmocka_unit_test(a_leap_of_the_clock_deletes_nobody),
        cmocka_unit_test(a_pause_does_not_keep_names_for_ever),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
