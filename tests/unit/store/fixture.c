#include "unit/store/fixture.h"

static int64_t wall(void *self)
{
    return ((struct fixture *)self)->wall_ms;
}

static int64_t monotonic(void *self)
{
    return ((struct fixture *)self)->monotonic_ms;
}

void fixture_open(struct fixture *f)
{
    assert_ok(f, store_open(&f->store, &f->state, f->path, &f->options, &f->e));
}

void fixture_begin(struct fixture *f)
{
    memset(f, 0, sizeof *f);
    f->folder = folder_make();
    snprintf(f->path, sizeof f->path, "%s/kiosk.db", f->folder.path);
    f->wall_ms = 2000 * (int64_t)FIXTURE_BUILD_MS;
    f->options =
        (struct store_options){.clock = {wall, monotonic, f}, .build_wall_ms = FIXTURE_BUILD_MS};
    arena_init(&f->arena, 16 * 1024 * 1024);
    fixture_open(f);
}

void fixture_pass(struct fixture *f, int64_t ms)
{
    const int64_t step_ms = INT64_C(30) * 24 * 60 * 60 * 1000;
    for (; ms > step_ms; ms -= step_ms) {
        f->wall_ms += step_ms;
        assert_ok(f, store_note(f->store, "month", SLICE(""), &f->e));
    }
    f->wall_ms += ms;
}

void fixture_close(struct fixture *f)
{
    store_close(f->store);
    f->store = NULL;
}

void fixture_end(struct fixture *f)
{
    fixture_close(f);
    folder_remove(f->folder.path);
    arena_deinit(&f->arena);
}

void fixture_reopen(struct fixture *f)
{
    fixture_close(f);
    fixture_open(f);
}

struct store_attempt make_attempt(const char *quiz, unsigned count)
{
    static const char *const ids[] = {"q0", "q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9"};
    struct store_attempt attempt = {
        .quiz = slice_from(quiz), .language = SLICE("vi"), .question_count = count};
    store_new_id(&attempt.id);
    memset(attempt.quiz_hash, 0xA5, sizeof attempt.quiz_hash);
    for (unsigned i = 0; i < count; i++) {
        struct store_question *q = &attempt.questions[i];
        q->id = slice_from(ids[i % (sizeof ids / sizeof ids[0])]);
        memset(q->hash, (int)i, sizeof q->hash);
        q->options = i % 2 ? SLICE("c,a,b") : SLICE("a,b,c");
    }
    return attempt;
}

struct store_id begin_round(struct fixture *f, const char *quiz, unsigned count)
{
    struct store_attempt attempt = make_attempt(quiz, count);
    assert_ok(f, store_begin_attempt(f->store, &attempt, &f->e));
    return attempt.id;
}

void answer(struct fixture *f, const struct store_id *attempt, unsigned question,
            const char *response)
{
    struct store_answer a = {.attempt = *attempt,
                             .question = question,
                             .response = slice_from(response),
                             .right = strcmp(response, "a") == 0,
                             .think_ms = 1500};
    assert_ok(f, store_record_answer(f->store, &a, &f->e));
}

static sqlite3 *open_file(struct fixture *f)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    return db;
}

void fixture_sql(struct fixture *f, const char *sql)
{
    char *message = NULL;
    sqlite3 *db = open_file(f);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    sqlite3_close(db);
}

int64_t fixture_number(struct fixture *f, const char *sql)
{
    sqlite3_stmt *statement;
    sqlite3 *db = open_file(f);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int64_t number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return number;
}

static bool file_holds(const char *path, const void *bytes, size_t size_bytes)
{
    struct arena a;
    struct slice text = {0};
    struct error e = {0};
    bool found = false;
    arena_init(&a, 256 * 1024 * 1024);
    if (file_exists(path))
        assert_true(file_read(&text, &a, path, 128 * 1024 * 1024, &e));
    for (size_t i = 0; !found && i + size_bytes <= text.size; i++)
        found =
            text.data[i] == *(const char *)bytes && memcmp(text.data + i, bytes, size_bytes) == 0;
    arena_deinit(&a);
    return found;
}

bool fixture_holds(const struct fixture *f, const void *bytes, size_t size_bytes)
{
    char log[320];
    snprintf(log, sizeof log, "%s-wal", f->path);
    return file_holds(f->path, bytes, size_bytes) || file_holds(log, bytes, size_bytes);
}

void assert_error(struct fixture *f, bool result, enum error_kind kind, const char *message)
{
    assert_false(result);
    assert_int_equal(f->e.kind, kind);
    if (!strstr(f->e.message, message))
        fail_msg("expected “%s”, got “%s”", message, f->e.message);
    f->e = (struct error){0};
}
