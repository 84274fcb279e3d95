/* Files of every version there was open, are brought up to date, and lose nothing. */
#include <sqlite3.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/file.h"
#include "store/inside.h"
#include "unit/base/folder.h"

enum { FIXTURE_BYTES_MAX = 1024 * 1024 };

static void make_from(const char *sql_path, const char *path)
{
    struct arena a;
    struct slice sql;
    struct error e = {0};
    sqlite3 *db;
    char *message = NULL;
    arena_init(&a, 2 * FIXTURE_BYTES_MAX);
    if (!file_read(&sql, &a, sql_path, FIXTURE_BYTES_MAX, &e))
        fail_msg("%s", e.message);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, arena_copy(&a, sql).data, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s", message);
    sqlite3_close(db);
    arena_deinit(&a);
}

static void expect_number(struct store *s, const char *sql, int64_t expected)
{
    struct error e = {0};
    int64_t value = -1;
    if (!sql_number(&value, s, sql, &e))
        fail_msg("%s", e.message);
    if (value != expected)
        fail_msg("%s: %d", sql, (int)value);
}

/* What version-1.sql holds: three rounds of three, the last one broken off after one answer; two
 * contacts, one deleted. */
static void expect_day(struct store *s)
{
    struct error e = {0};
    struct store_resume resume;
    struct arena a;
    int64_t broken_at = -1;
    bool found = false;
    assert_true(store_verify(&broken_at, s, &e));
    assert_int_equal(broken_at, 0);
    expect_number(s, "SELECT count(*) FROM event", 16);
    expect_number(s, "SELECT count(*) FROM attempt", 3);
    expect_number(s, "SELECT count(*) FROM attempt WHERE end_reason = 'idle' AND students = 1", 1);
    expect_number(s, "SELECT count(*) FROM question", 9);
    expect_number(s, "SELECT count(*) FROM answer", 7);
    expect_number(s, "SELECT sum(is_right) FROM answer", 2);
    expect_number(s, "SELECT sum(think_ms) FROM answer", 14006);
    expect_number(s, "SELECT count(*) FROM contact", 1);
    expect_number(s, "SELECT count(*) FROM forgotten WHERE by_whom = 'code'", 1);
    /* Facts are derived from what was recorded before there were any. */
    expect_number(s, "SELECT count(*) FROM sheet", 3);
    expect_number(s, "SELECT sum(length(answers)) FROM sheet", 3 * 3 * 2);
    expect_number(s, "SELECT count(*) FROM sheet WHERE flags & 7 = 4", 1);
    expect_number(s, "SELECT count(*) FROM item", 3);
    expect_number(s, "SELECT count(*) FROM response", 3);
    expect_number(s, "SELECT count(*) FROM consent", 2);
    expect_number(s, "SELECT count(*) FROM tally", 0);
    expect_number(s, "SELECT device FROM contact", 1);
    expect_number(s, "SELECT length(sealed) FROM contact", 1072);
    arena_init(&a, FIXTURE_BYTES_MAX);
    assert_true(store_find_open_attempt(&found, &resume, s, &a, &e));
    assert_true(found);
    assert_int_equal(resume.answered_count, 1);
    assert_true(slice_equal_text(resume.responses[0], "b,c"));
    assert_true(slice_equal_text(resume.attempt.questions[1].id, "kich-hoat"));
    arena_deinit(&a);
}

static void every_version_opens(void **state)
{
    (void)state;
    static const char *const versions[] = {"store/version-1.sql"};
    for (unsigned i = 0; i < sizeof versions / sizeof versions[0]; i++) {
        struct folder folder = folder_make();
        char path[300];
        struct store *s;
        enum store_state found;
        struct error e = {0};
        snprintf(path, sizeof path, "%s/kiosk.db", folder.path);
        make_from(versions[i], path);
        for (unsigned again = 0; again < 2; again++) {
            if (!store_open(&s, &found, path, NULL, &e))
                fail_msg("%s: %s", versions[i], e.message);
            assert_int_equal(found, STORE_FOUND);
            expect_day(s);
            assert_true(store_rebuild(s, &e));
            expect_day(s);
            store_close(s);
        }
        folder_remove(folder.path);
    }
}

/* A migration that cannot be completed leaves the file as it was. */
static void half_a_migration_is_none(void **state)
{
    (void)state;
    struct folder folder = folder_make();
    char path[300];
    struct store *s = NULL;
    enum store_state found;
    struct error e = {0};
    sqlite3 *db;
    snprintf(path, sizeof path, "%s/kiosk.db", folder.path);
    /* Ours, of version 0, with a table in the way of the last one of version 1. */
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db,
                                  "PRAGMA application_id = 1315401555;"
                                  "CREATE TABLE consent (mine)",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(db);
    assert_false(store_open(&s, &found, path, NULL, &e));
    assert_non_null(strstr(e.message, "consent"));
    sqlite3_stmt *count;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(*) FROM sqlite_schema", -1, &count, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(count), SQLITE_ROW);
    assert_int_equal(sqlite3_column_int(count, 0), 1);
    sqlite3_finalize(count);
    sqlite3_close(db);
    folder_remove(folder.path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_version_opens),
        cmocka_unit_test(half_a_migration_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
