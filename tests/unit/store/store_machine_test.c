/* The machine: its clock, its health, copies on a stick, and its secrets. */
#include "unit/store/fixture.h"

#include "store/inside.h"
#include "store/keys.h"
#include "store/pin.h"

static int64_t trusted_at(struct fixture *f, int64_t wall_ms, const char *kind)
{
    f->wall_ms = wall_ms;
    assert_ok(f, store_note(f->store, kind, SLICE("x"), &f->e));
    int64_t trusted = -1;
    assert_ok(f, sql_number(&trusted, f->store,
                            "SELECT trusted FROM event ORDER BY seq DESC LIMIT 1", &f->e));
    return trusted;
}

static void a_clock_that_cannot_be_right_is_marked(void **state)
{
    (void)state;
    const int64_t minute = 60 * 1000, base = 3000 * (int64_t)FIXTURE_BUILD_MS;
    static const struct {
        int64_t minutes;
        const char *kind;
        bool reopen;
        int trusted;
    } rows[] = {
        {0, "boot", false, 1},
        {10, "boot", false, 1},
        {9, "boot", false, 0},
        {10, "boot", false, 1},
        {9, "boot", true, 0},        /* Remembered over a restart. */
        {-100000, "boot", false, 0}, /* Before the build. */
        {10, "boot", false, 1},
        {86410, "boot", false, 1}, /* 60 days: who would know? */
        {20, "boot", false, 0},
        {20, "clock-set", false, 1}, /* Staff say so. */
        {21, "boot", true, 1},
        {-100000, "clock-set", false, 0}, /* They too err. */
        {86422, "boot", false, 0},
        {86422, "boot", true, 0}, /* Ahead, */
        {106581, "boot", true, 0},
        {106582, "boot", false, 1}, /* until it was so for 14 days. */
        {999999, "boot", false, 0},
        {99999999, "boot", false, 0}, /* Twice is not steady, */
        {106583, "boot", false, 1},   /* and no harm when set back. */
        {999999, "clock-set", false, 1},
        {999998, "boot", true, 0},
    };
    struct fixture f;
    fixture_begin(&f);
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].reopen)
            fixture_reopen(&f);
        int64_t trusted = trusted_at(&f, base + rows[i].minutes * minute, rows[i].kind);
        if (trusted != rows[i].trusted)
            fail_msg("row %u: trusted %d", i, (int)trusted);
    }
    fixture_end(&f);
}

static void health_counts_what_is_not_yet_copied(void **state)
{
    (void)state;
    struct fixture f;
    struct store_health h;
    char path[FILE_PATH_BYTES];
    fixture_begin(&f);
    assert_ok(&f, store_check_health(&h, f.store, &f.e));
    assert_true(h.sound && h.clock_trusted && !h.read_only);
    assert_int_equal(h.events, 0);
    assert_int_equal(h.unexported_events, 0);
    assert_int_equal(h.last_backup_wall_ms, 0);
    assert_in_range(h.free_bytes, 1, INT64_MAX);
    begin_round(&f, "vneid", 2);
    assert_ok(&f, store_note(f.store, "boot", SLICE(""), &f.e));
    assert_ok(&f, store_check_health(&h, f.store, &f.e));
    assert_int_equal(h.unexported_events, 2);
    assert_ok(&f, store_backup(path, sizeof path, f.store, f.folder.path, &f.e));
    assert_ok(&f, store_check_health(&h, f.store, &f.e));
    assert_int_equal(h.events, 3);
    assert_int_equal(h.unexported_events, 0);
    assert_int_equal(h.last_backup_wall_ms, f.wall_ms);
    assert_ok(&f, store_note(f.store, "boot", SLICE(""), &f.e));
    f.wall_ms -= 3600 * 1000;
    assert_ok(&f, store_check_health(&h, f.store, &f.e));
    assert_int_equal(h.unexported_events, 1);
    assert_false(h.clock_trusted);
    fixture_end(&f);
}

static void a_copy_is_whole_and_carries_no_secret(void **state)
{
    (void)state;
    struct fixture f, copy;
    char path[FILE_PATH_BYTES];
    uint8_t secret[STORE_SECRET_BYTES];
    int64_t broken_at = -1;
    struct slice value;
    fixture_begin(&f);
    memcpy(secret, f.store->secret_key, sizeof secret);
    assert_ok(&f, store_put_setting(f.store, "pin-hash", SLICE("$argon2id$very-secret"), &f.e));
    assert_ok(&f, store_put_setting(f.store, "language", SLICE("vi"), &f.e));
    struct store_id id = begin_round(&f, "vneid", 2);
    answer(&f, &id, 0, "a");
    unsigned before = folder_count(f.folder.path);
    assert_ok(&f, store_backup(path, sizeof path, f.store, f.folder.path, &f.e));
    assert_int_equal(folder_count(f.folder.path), before + 1); /* No -wal, nothing temporary. */
    assert_non_null(strstr(path, "/ngoso-"));
    /* The same second again: not overwritten. */
    assert_error(&f, store_backup(path, sizeof path, f.store, f.folder.path, &f.e), ERROR_SYSTEM,
                 "exists");

    copy = f;
    copy.store = NULL;
    snprintf(copy.path, sizeof copy.path, "%.*s", (int)sizeof copy.path - 1, path);
    assert_false(fixture_holds(&copy, secret, 32));
    assert_false(fixture_holds(&copy, "very-secret", 11));
    struct slice bytes;
    assert_ok(&f, file_read(&bytes, &f.arena, path, 1 << 24, &f.e));
    assert_int_equal(bytes.data[18], 1); /* Not in WAL mode: opens from a write-protected stick. */
    /* Put to use on another machine, it goes on under another name. */
    fixture_open(&copy);
    assert_int_equal(copy.state, STORE_FOUND);
    assert_string_not_equal(copy.store->device.text, f.store->device.text);
    answer(&copy, &id, 1, "b");
    assert_ok(&copy, store_end_attempt(copy.store, &id, STORE_END_FINISHED, &copy.e));
    assert_ok(&copy, store_verify(&broken_at, copy.store, &copy.e));
    assert_int_equal(broken_at, 0);
    assert_ok(&copy, store_get_setting(&value, copy.store, "language", &f.arena, &copy.e));
    assert_true(slice_equal_text(value, "vi"));
    fixture_close(&copy);

    assert_error(&f, store_backup(path, sizeof path, f.store, "/nowhere", &f.e), ERROR_LIBRARY,
                 "cannot be opened");
    answer(&f, &id, 1, "b"); /* The kiosk goes on. */
    fixture_end(&f);
}

static void the_reserve_is_kept_and_given_back(void **state)
{
    (void)state;
    struct fixture f;
    struct stat status;
    char path[320];
    fixture_begin(&f);
    snprintf(path, sizeof path, "%s-reserve", f.path);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_size, STORE_RESERVE_BYTES);
    assert_in_range(status.st_blocks * 512, STORE_RESERVE_BYTES, INT64_MAX);
    assert_true(reserve_release(f.store));
    assert_false(file_exists(path));
    assert_false(reserve_release(f.store));
    begin_round(&f, "vneid", 1);
    assert_true(file_exists(path));
    fixture_end(&f);
}

static void a_key_opens_with_its_passphrase_only(void **state)
{
    (void)state;
    struct fixture f;
    struct keys keys, back = {{0}, {0}};
    struct buf text;
    fixture_begin(&f);
    buf_init(&text, KEYS_FILE_MAX);
    keys_make(&keys);
    assert_ok(&f, keys_lock(&text, &keys, SLICE("con gà trống gáy"), &f.e));
    assert_ok(&f, keys_unlock(&back, buf_slice(&text), SLICE("con gà trống gáy"), &f.e));
    assert_memory_equal(&keys, &back, sizeof keys);
    assert_error(&f, keys_unlock(&back, buf_slice(&text), SLICE("con ga trong gay"), &f.e),
                 ERROR_INPUT, "passphrase");
    static const char *const odd[] = {
        "",
        "ngoso secret key 1\n",
        "ngoso secret key 2\npasses: 3\n",
        "ngoso secret key 1\npasses: 99\nmemory: 1\n",
        "ngoso secret key 1\npasses: 3\nmemory: 99999999999\n",
        "ngoso secret key 1\npasses: 3\nmemory: 268435456\nsalt: 00\n",
        "ngoso secret key 1\npasses:"};
    for (unsigned i = 0; i < sizeof odd / sizeof odd[0]; i++)
        assert_error(&f, keys_unlock(&back, slice_from(odd[i]), SLICE("x"), &f.e), ERROR_INPUT,
                     "no secret key");
    buf_deinit(&text);
    fixture_end(&f);
}

static void a_pin_is_kept_as_a_hash(void **state)
{
    (void)state;
    struct fixture f;
    char one[STORE_PIN_HASH_BYTES], two[STORE_PIN_HASH_BYTES];
    fixture_begin(&f);
    assert_ok(&f, store_hash_pin(one, SLICE("2468"), &f.e));
    assert_ok(&f, store_hash_pin(two, SLICE("2468"), &f.e));
    assert_string_not_equal(one, two);
    assert_null(strstr(one, "2468"));
    assert_true(store_check_pin(one, SLICE("2468")));
    assert_false(store_check_pin(one, SLICE("2469")));
    assert_false(store_check_pin(one, SLICE("")));
    assert_false(store_check_pin("", SLICE("")));
    assert_false(store_check_pin("2468", SLICE("2468")));
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clock_that_cannot_be_right_is_marked),
        cmocka_unit_test(health_counts_what_is_not_yet_copied),
        cmocka_unit_test(a_copy_is_whole_and_carries_no_secret),
        cmocka_unit_test(the_reserve_is_kept_and_given_back),
        cmocka_unit_test(a_key_opens_with_its_passphrase_only),
        cmocka_unit_test(a_pin_is_kept_as_a_hash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
