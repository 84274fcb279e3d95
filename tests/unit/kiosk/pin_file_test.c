#include "kiosk/pin_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/test.h"

#include "base/arena.h"
#include "store/store.h"

static char folder[32], database[64], reserve[64], copy[64];
static struct store *store;
static const char first[] = "$argon2id$first", second[] = "$argon2id$second";

static int set_up(void **state)
{
    (void)state;
    struct error e = {0};
    enum store_state found;
    strcpy(folder, "/tmp/kiosk-pin-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(database, sizeof database, "%s/kiosk.db", folder);
    snprintf(reserve, sizeof reserve, "%s/kiosk.db-reserve", folder);
    snprintf(copy, sizeof copy, "%s/" PIN_FILE_NAME, folder);
    return store_open(&store, &found, database, NULL, &e) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    store_close(store);
    unlink(database);
    unlink(reserve);
    unlink(copy);
    return rmdir(folder);
}

static void put_pin(const char *hash)
{
    struct error e = {0};
    assert_true(store_put_setting(store, "pin-hash", slice_from(hash), &e));
}

static void assert_pin(const char *expected)
{
    struct error e = {0};
    struct slice hash = {0};
    struct arena a;
    arena_init(&a, 64 * 1024);
    assert_true(store_get_setting(&hash, store, "pin-hash", &a, &e));
    assert_true(slice_equal(hash, slice_from(expected)));
    arena_deinit(&a);
}

static void assert_copy(const char *expected)
{
    char hash[STORE_PIN_HASH_BYTES];
    assert_true(pin_file_read(hash, copy) == (expected[0] != '\0'));
    assert_string_equal(hash, expected);
}

static void write_copy(const char *text)
{
    FILE *f = fopen(copy, "wb");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void the_database_has_the_last_word(void **state)
{
    (void)state;
    struct stat status;
    pin_file_settle(store, copy); /* Neither has one. */
    assert_copy("");
    put_pin(first);
    pin_file_settle(store, copy);
    assert_copy(first);
    assert_int_equal(stat(copy, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    put_pin(second);
    pin_file_settle(store, copy);
    assert_copy(second);
}

static void what_the_database_lost_comes_back(void **state)
{
    (void)state;
    write_copy(first);
    pin_file_settle(store, copy);
    assert_pin(first);
    assert_copy(first);
}

static void what_is_no_hash_is_left_alone(void **state)
{
    (void)state;
    char endless[4096];
    memset(endless, 'x', sizeof endless - 1);
    endless[sizeof endless - 1] = '\0';
    write_copy(endless);
    assert_copy("");
    pin_file_settle(store, copy);
    assert_pin("");
    unlink(copy);
    assert_int_equal(mkdir(copy, 0700), 0);
    put_pin(first);
    pin_file_settle(store, copy); /* Cannot be written; the kiosk works all the same. */
    assert_pin(first);
    assert_int_equal(rmdir(copy), 0);
}

static void assert_failures(const char *in_database, unsigned in_file)
{
    struct error e = {0};
    struct slice text = {0};
    struct arena a;
    arena_init(&a, 64 * 1024);
    assert_true(store_get_setting(&text, store, "pin-failures", &a, &e));
    assert_true(slice_equal(text, slice_from(in_database)));
    arena_deinit(&a);
    assert_int_equal(pin_file_failures(copy), in_file);
}

/* While the database is shut the file alone counts; afterwards they agree on the larger number. */
static void wrong_pins_are_counted_in_the_file(void **state)
{
    (void)state;
    struct error e = {0};
    pin_file_count(copy, 3); /* No PIN, no file: nothing to count. */
    assert_failures("", 0);
    write_copy(first); /* As an older program wrote it. */
    assert_failures("", 0);
    pin_file_count(copy, 7);
    assert_failures("", 7);
    pin_file_count(copy, 123456);
    assert_failures("", 1000);
    pin_file_count(copy, 12);
    assert_copy(first);
    pin_file_settle(store, copy);
    assert_failures("12", 12);
    assert_true(store_put_setting(store, "pin-failures", SLICE("15"), &e));
    pin_file_settle(store, copy);
    assert_failures("15", 15);
    put_pin(second); /* Another PIN; the wrong ones still count. */
    pin_file_settle(store, copy);
    assert_copy(second);
    assert_failures("15", 15);
    assert_true(pin_file_forget(store, copy, &e));
    assert_failures("0", 0);
    static const char *const odd[] = {"$argon2id$first\n", "$argon2id$first\n-3\n",
                                      "$argon2id$first\n99999999999\n", "$argon2id$first\nx\n"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        write_copy(odd[i]);
        assert_copy(first);
        assert_in_range(pin_file_failures(copy), 0, 1000);
    }
}

static void a_forgotten_pin_is_gone_from_both(void **state)
{
    (void)state;
    struct error e = {0};
    put_pin(first);
    pin_file_settle(store, copy);
    assert_true(pin_file_forget(store, copy, &e));
    assert_pin("");
    assert_copy("");
    assert_true(pin_file_forget(store, copy, &e));
    pin_file_settle(store, copy);
    assert_pin("");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_database_has_the_last_word),    TEST(what_the_database_lost_comes_back),
        TEST(what_is_no_hash_is_left_alone),     TEST(wrong_pins_are_counted_in_the_file),
        TEST(a_forgotten_pin_is_gone_from_both),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
