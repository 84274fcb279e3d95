/* What a store finds when it opens: its own file, another's, a damaged one, a newer one. */
#include <fcntl.h>

#include "unit/store/fixture.h"

#include "store/inside.h"

static unsigned count_aside(struct fixture *f)
{
    unsigned count = 0;
    DIR *d = opendir(f->folder.path);
    assert_non_null(d);
    for (struct dirent *entry; (entry = readdir(d));)
        count += strstr(entry->d_name, "kiosk.db.damaged-") != NULL;
    closedir(d);
    return count;
}

static void write_file(const char *path, const char *bytes, size_t size, long at)
{
    FILE *file = fopen(path, at < 0 ? "wb" : "r+b");
    assert_non_null(file);
    if (at >= 0)
        assert_int_equal(fseek(file, at, SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static void everything_is_set_as_promised(void **state)
{
    (void)state;
    static const struct {
        const char *sql;
        int64_t value;
    } rows[] = {
        {"PRAGMA synchronous", 2},
        {"PRAGMA foreign_keys", 1},
        {"PRAGMA secure_delete", 1},
        {"PRAGMA application_id", STORE_APPLICATION_ID},
        {"PRAGMA user_version", 2},
        {"PRAGMA mmap_size", 0},
        {"PRAGMA temp_store", 2},
        {"SELECT count(*) FROM pragma_table_list WHERE schema = 'main'"
         " AND NOT strict AND name NOT LIKE 'sqlite%'",
         0},
    };
    struct fixture f;
    struct stat status;
    char log[320];
    fixture_begin(&f);
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t value = -1;
        assert_ok(&f, sql_number(&value, f.store, rows[i].sql, &f.e));
        if (value != rows[i].value)
            fail_msg("%s: %d", rows[i].sql, (int)value);
    }
    assert_ok(&f, store_note(f.store, "boot", SLICE(""), &f.e));
    /* WAL, without shared memory, for nobody else's eyes. */
    snprintf(log, sizeof log, "%s-wal", f.path);
    assert_int_equal(stat(log, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_equal(stat(f.path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    snprintf(log, sizeof log, "%s-shm", f.path);
    assert_false(file_exists(log));
    fixture_end(&f);
}

static void two_at_once_do_not_get_in(void **state)
{
    (void)state;
    struct fixture f;
    struct store *second = NULL;
    enum store_state found;
    fixture_begin(&f);
    assert_ok(&f, store_note(f.store, "boot", SLICE(""), &f.e));
    assert_error(&f, store_open(&second, &found, f.path, &f.options, &f.e), ERROR_LIBRARY,
                 "in use");
    fixture_end(&f);
}

static void what_is_damaged_is_set_aside(void **state)
{
    (void)state;
    static char rubbish[8192];
    memset(rubbish, 'x', sizeof rubbish);
    for (unsigned i = 0; i < 5; i++) {
        struct fixture f;
        fixture_begin(&f);
        begin_round(&f, "vneid", 5);
        char id[STORE_ID_BYTES];
        memcpy(id, f.store->device.text, sizeof id);
        fixture_close(&f);
        switch (i) {
        case 0:
            write_file(f.path, rubbish, sizeof rubbish, -1); /* No database at all. */
            break;
        case 1:
            write_file(f.path, "xy", 2, -1); /* Shorter than any; one byte counts as empty. */
            break;
        case 2:
            write_file(f.path, rubbish, 4096, 4096); /* A page in the middle. */
            break;
        case 3:
            fixture_sql(&f, "PRAGMA application_id = 77"); /* Somebody else's. */
            break;
        default:
            remove(f.path);
            fixture_sql(&f, "CREATE TABLE photo (x)");
        }
        fixture_open(&f);
        assert_int_equal(f.state, STORE_SET_ASIDE);
        assert_int_equal(count_aside(&f), 1);
        assert_string_not_equal(f.store->device.text, id);
        begin_round(&f, "vneid", 5);
        fixture_close(&f);
        assert_int_equal(fixture_number(&f, "SELECT count(*) FROM event WHERE kind = 'set-aside'"
                                            " AND payload LIKE '%kiosk.db.damaged-19%'"),
                         1);
        fixture_open(&f);
        assert_int_equal(f.state, STORE_FOUND);
        assert_int_equal(count_aside(&f), 1);
        fixture_end(&f);
    }
}

/* A damaged page elsewhere must not open the staff area to whoever comes first. */
static void the_pin_outlives_the_damage(void **state)
{
    (void)state;
    static char rubbish[4096];
    struct fixture f;
    struct slice value;
    memset(rubbish, 'x', sizeof rubbish);
    fixture_begin(&f);
    assert_ok(&f, store_put_setting(f.store, "pin-hash", SLICE("$argon2id$x"), &f.e));
    assert_ok(&f, store_put_setting(f.store, "language", SLICE("vi"), &f.e));
    fixture_close(&f);
    long page = fixture_number(&f, "SELECT rootpage FROM sqlite_schema WHERE name = 'event'");
    write_file(f.path, rubbish, sizeof rubbish, (page - 1) * 4096);
    fixture_open(&f);
    assert_int_equal(f.state, STORE_SET_ASIDE);
    assert_int_equal(count_aside(&f), 1); /* Looking at it leaves nothing beside it. */
    assert_ok(&f, store_get_setting(&value, f.store, "pin-hash", &f.arena, &f.e));
    assert_true(slice_equal_text(value, "$argon2id$x"));
    assert_ok(&f, store_get_setting(&value, f.store, "language", &f.arena, &f.e));
    assert_true(slice_equal_text(value, "vi"));
    fixture_end(&f);
}

static void several_on_one_day_keep_their_names(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    for (unsigned i = 1; i <= 3; i++) {
        fixture_close(&f);
        write_file(f.path, "rubbish", 7, -1);
        fixture_open(&f);
        assert_int_equal(f.state, STORE_SET_ASIDE);
        assert_int_equal(count_aside(&f), i);
    }
    fixture_end(&f);
}

static void a_newer_file_is_left_alone(void **state)
{
    (void)state;
    struct fixture f;
    struct slice before, after;
    fixture_begin(&f);
    begin_round(&f, "vneid", 2);
    fixture_close(&f);
    fixture_sql(&f, "PRAGMA user_version = 999");
    assert_ok(&f, file_read(&before, &f.arena, f.path, 1 << 24, &f.e));
    assert_error(&f, store_open(&f.store, &f.state, f.path, &f.options, &f.e), ERROR_INPUT,
                 "newer version");
    assert_ok(&f, file_read(&after, &f.arena, f.path, 1 << 24, &f.e));
    assert_true(slice_equal(before, after));
    assert_int_equal(count_aside(&f), 0);
    fixture_end(&f);
}

static void where_nothing_can_be_written_it_says_so(void **state)
{
    (void)state;
    struct fixture f;
    char path[400];
    fixture_begin(&f);
    fixture_close(&f);
    snprintf(path, sizeof path, "%s/nowhere/kiosk.db", f.folder.path);
    assert_error(&f, store_open(&f.store, &f.state, path, &f.options, &f.e), ERROR_SYSTEM,
                 "cannot be opened for writing");
    assert_error(&f, store_open(&f.store, &f.state, f.folder.path, &f.options, &f.e), ERROR_SYSTEM,
                 "cannot be opened for writing");
    static char endless[FILE_PATH_BYTES + 10];
    memset(endless, 'a', sizeof endless - 1);
    assert_error(&f, store_open(&f.store, &f.state, endless, &f.options, &f.e), ERROR_SYSTEM,
                 "too long");
    f.store = NULL;
    fixture_end(&f);
}

static void settings_come_back_as_they_were_put(void **state)
{
    (void)state;
    struct fixture f;
    struct slice value = SLICE("x");
    fixture_begin(&f);
    assert_ok(&f, store_get_setting(&value, f.store, "volume", &f.arena, &f.e));
    assert_null(value.data);
    assert_int_equal(value.size, 0);
    assert_ok(&f, store_put_setting(f.store, "volume", SLICE(""), &f.e));
    assert_ok(&f, store_get_setting(&value, f.store, "volume", &f.arena, &f.e));
    assert_non_null(value.data);
    assert_int_equal(value.size, 0);
    assert_ok(&f, store_put_setting(f.store, "volume", SLICE("3"), &f.e));
    assert_ok(&f, store_put_setting(f.store, "tên xã", SLICE("Ngõ Số"), &f.e));
    fixture_reopen(&f);
    assert_ok(&f, store_get_setting(&value, f.store, "volume", &f.arena, &f.e));
    assert_true(slice_equal_text(value, "3"));
    assert_ok(&f, store_get_setting(&value, f.store, "tên xã", &f.arena, &f.e));
    assert_true(slice_equal_text(value, "Ngõ Số"));
    assert_error(&f, store_put_setting(f.store, "volume", SLICE("\xff"), &f.e), ERROR_INPUT,
                 "not text");
    fixture_end(&f);
}

/* As when only the file was copied, or the -wal was deleted as rubbish. */
static void what_has_settled_needs_no_wal(void **state)
{
    (void)state;
    struct fixture f;
    struct slice bytes, value = {0};
    struct store *copy = NULL;
    char path[320];
    int64_t events = -1;
    fixture_begin(&f);
    snprintf(path, sizeof path, "%s/copy.db", f.folder.path);
    struct store_id id = begin_round(&f, "vneid", 1);
    answer(&f, &id, 0, "a");
    assert_ok(&f, store_put_setting(f.store, "pin-hash", SLICE("new"), &f.e));
    assert_ok(&f, store_settle(f.store, &f.e));
    assert_ok(&f, file_read(&bytes, &f.arena, f.path, 8 << 20, &f.e));
    write_file(path, bytes.data, bytes.size, -1);
    assert_ok(&f, store_open_read(&copy, path, &f.e));
    assert_ok(&f, sql_number(&events, copy, "SELECT count(*) FROM event", &f.e));
    assert_int_equal(events, 2);
    assert_ok(&f, store_get_setting(&value, copy, "pin-hash", &f.arena, &f.e));
    assert_true(slice_equal_text(value, "new"));
    store_close(copy);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_set_as_promised),
        cmocka_unit_test(two_at_once_do_not_get_in),
        cmocka_unit_test(what_is_damaged_is_set_aside),
        cmocka_unit_test(the_pin_outlives_the_damage),
        cmocka_unit_test(several_on_one_day_keep_their_names),
        cmocka_unit_test(a_newer_file_is_left_alone),
        cmocka_unit_test(where_nothing_can_be_written_it_says_so),
        cmocka_unit_test(what_has_settled_needs_no_wal),
        cmocka_unit_test(settings_come_back_as_they_were_put),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
