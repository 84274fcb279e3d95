/* Looking at a file that is somebody else's: in use, old, not writable, damaged. */
#include "unit/store/fixture.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/inside.h"
#include "store/sheet.h"

static bool count_sheet(void *self, const struct sheet *sheet)
{
    (void)sheet;
    ++*(unsigned *)self;
    return true;
}

static unsigned count_sheets(struct fixture *f, struct store *s)
{
    struct book book;
    struct store_book *walk;
    unsigned count = 0;
    assert_ok(f, store_open_book(&book, &walk, s, &f->arena, &f->e));
    assert_ok(f, store_visit_sheets(walk, INT64_MIN, INT64_MAX, count_sheet, &count, &f->e));
    store_close_book(walk);
    return count;
}

static unsigned sheets_in(struct fixture *f)
{
    struct store *s;
    assert_ok(f, store_open_read(&s, f->path, &f->e));
    unsigned count = count_sheets(f, s);
    assert_error(f, store_note(s, "boot", SLICE(""), &f->e), ERROR_LIBRARY, "cannot be written");
    store_close(s);
    return count;
}

/* Names, sizes and times of all there is, as one number. */
static uint64_t look_around(const struct fixture *f)
{
    uint64_t sum = 0;
    DIR *folder = opendir(f->folder.path);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));) {
        char path[1024];
        struct stat about;
        snprintf(path, sizeof path, "%s/%s", f->folder.path, entry->d_name);
        if (strcmp(entry->d_name, "..") == 0 || stat(path, &about) != 0)
            continue;
        sum += (uint64_t)about.st_size * 31 + (uint64_t)about.st_mtim.tv_nsec * 7 + about.st_ino;
    }
    closedir(folder);
    return sum;
}

static void a_kiosk_that_runs_can_be_read(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    for (unsigned i = 0; i < 91; i++) { /* Some of it checkpointed, some in the -wal. */
        struct store_id id = begin_round(&f, "vneid", 2);
        answer(&f, &id, 0, "a");
        if (i % 30 != 0)
            continue;
        uint64_t before = look_around(&f);
        assert_int_equal(sheets_in(&f), i + 1);
        assert_true(look_around(&f) == before);
    }
    /* The kiosk never noticed. */
    begin_round(&f, "vneid", 2);
    fixture_close(&f);
    assert_int_equal(sheets_in(&f), 92);
    fixture_open(&f);
    fixture_end(&f);
}

static void a_closed_file_is_read_as_it_lies(void **state)
{
    (void)state;
    struct fixture f;
    struct store *s;
    fixture_begin(&f);
    begin_round(&f, "vneid", 2);
    fixture_close(&f);
    assert_int_equal(chmod(f.path, 0400), 0);
    assert_int_equal(chmod(f.folder.path, 0500), 0);
    uint64_t before = look_around(&f);
    assert_int_equal(sheets_in(&f), 1);
    assert_true(look_around(&f) == before);
    chmod(f.folder.path, 0700);
    chmod(f.path, 0600);

    /* What changes under it is noticed. */
    assert_ok(&f, store_open_read(&s, f.path, &f.e));
    assert_int_equal(count_sheets(&f, s), 1);
    fixture_open(&f);
    begin_round(&f, "vneid", 2);
    fixture_close(&f);
    struct book book;
    struct store_book *walk;
    unsigned count = 0;
    bool ok = store_open_book(&book, &walk, s, &f.arena, &f.e);
    if (ok) {
        ok = store_visit_sheets(walk, INT64_MIN, INT64_MAX, count_sheet, &count, &f.e);
        store_close_book(walk);
    }
    assert_error(&f, ok, ERROR_INPUT, "changed meanwhile");
    store_close(s);
    fixture_open(&f);
    fixture_end(&f);
}

static void a_copy_from_a_stick_is_read_too(void **state)
{
    (void)state;
    struct fixture f;
    char copy[FILE_PATH_BYTES];
    fixture_begin(&f);
    begin_round(&f, "vneid", 2);
    assert_ok(&f, store_backup(copy, sizeof copy, f.store, f.folder.path, &f.e));
    fixture_close(&f);
    snprintf(f.path, sizeof f.path, "%.290s", copy);
    assert_int_equal(sheets_in(&f), 1);
    fixture_open(&f);
    fixture_end(&f);
}

static void what_is_not_ours_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *sql;
        enum error_kind kind;
        const char *message;
    } rows[] = {
        {"PRAGMA user_version = 99", ERROR_INPUT, "newer version"},
        {"PRAGMA application_id = 7", ERROR_INPUT, "not a file of this program"},
    };
    struct store *s;
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fixture f;
        fixture_begin(&f);
        fixture_close(&f);
        fixture_sql(&f, rows[i].sql);
        assert_error(&f, store_open_read(&s, f.path, &f.e), rows[i].kind, rows[i].message);
        fixture_end(&f);
    }
    struct fixture f;
    fixture_begin(&f);
    fixture_close(&f);
    assert_error(&f, store_open_read(&s, "/nowhere/at/all.db", &f.e), ERROR_SYSTEM, "/nowhere");
    assert_error(&f, store_open_read(&s, f.folder.path, &f.e), ERROR_INPUT, "not a file of this");
    assert_true(file_write(f.path, SLICE("short"), FILE_FAST, &f.e));
    assert_error(&f, store_open_read(&s, f.path, &f.e), ERROR_INPUT, "not a file of this");
    fixture_end(&f);
}

/* Cut off, or overwritten in the middle: an error that says so, and no crash. */
static void damage_is_an_error(void **state)
{
    (void)state;
    for (unsigned page = 1; page < 48; page += 4) {
        struct fixture f;
        struct store *s = NULL;
        struct stat about;
        fixture_begin(&f);
        for (unsigned i = 0; i < 20; i++)
            begin_round(&f, i % 2 ? "vneid" : "an-toan", 10);
        fixture_close(&f);
        assert_int_equal(stat(f.path, &about), 0);
        FILE *file = fopen(f.path, "r+b");
        for (unsigned i = 0; i < 4096 && page * 4096 + i < about.st_size; i++) {
            fseek(file, (long)(page * 4096 + i), SEEK_SET);
            fputc((int)(i * 37 % 251), file);
        }
        fclose(file);
        bool ok = store_open_read(&s, f.path, &f.e);
        if (ok) {
            struct book book;
            struct store_book *walk;
            unsigned count = 0;
            ok = store_open_book(&book, &walk, s, &f.arena, &f.e);
            if (ok) {
                ok = store_visit_sheets(walk, INT64_MIN, INT64_MAX, count_sheet, &count, &f.e);
                store_close_book(walk);
            }
            store_close(s);
        }
        if (!ok)
            assert_error(&f, false, ERROR_LIBRARY, "");
        fixture_end(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_kiosk_that_runs_can_be_read),
        cmocka_unit_test(a_closed_file_is_read_as_it_lies),
        cmocka_unit_test(a_copy_from_a_stick_is_read_too),
        cmocka_unit_test(what_is_not_ours_is_named),
        cmocka_unit_test(damage_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
