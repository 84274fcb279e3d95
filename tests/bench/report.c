/*
 * `bench report`: how long a report takes over a growing number of attempts, from cold: the program
 * is started anew, and the file is not in memory.
 *
 * The store is filled by writing what is derived from events straight into its tables, since
 * nothing else of it is read here and a million rounds by way of the kiosk's own door would take
 * hours.
 */
#include <fcntl.h>
#include <spawn.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "bench.h"
#include "content/quiz/quiz.h"
#include "content/shared/facts.h"
#include "store/derive.h"
#include "store/digest.h"

enum { ROUND = 10, OPTIONS_MAX = 6, QUESTIONS_MAX = 400, VILLAGES = 12, ROUNDS = 5 };

static const char *const quiz_names[] = {"e-banking", "fraud", "vneid", "e-commerce"};

enum { QUIZZES = sizeof quiz_names / sizeof quiz_names[0] };

struct bank {
    unsigned count;
    struct bank_item {
        int64_t id;
        int64_t responses[OPTIONS_MAX];
        unsigned response_count, right;
    } items[QUIZ_QUESTIONS_MAX];
};

struct filling {
    sqlite3 *db;
    struct arena arena;
    struct bank banks[QUIZZES];
    int64_t next_item, next_response;
    uint64_t random;
};

static unsigned draw(struct filling *f, unsigned below)
{
    f->random = f->random * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((f->random >> 33) % below);
}

static sqlite3_stmt *prepare(struct filling *f, const char *text)
{
    sqlite3_stmt *out = NULL;
    CHECK(sqlite3_prepare_v2(f->db, text, -1, &out, NULL) == SQLITE_OK);
    return out;
}

static void run(sqlite3_stmt *statement)
{
    CHECK(sqlite3_step(statement) == SQLITE_DONE);
    sqlite3_reset(statement);
}

static void bind_slice(sqlite3_stmt *statement, int index, struct slice text)
{
    sqlite3_bind_text(statement, index, text.data, (int)text.size, SQLITE_TRANSIENT);
}

/* ---- words, questions, responses ---- */

static void put_word(struct filling *f, int64_t id, int kind, const char *text)
{
    sqlite3_stmt *put = prepare(f, "INSERT INTO word VALUES (?, ?, ?)");
    sqlite3_bind_int64(put, 1, id);
    sqlite3_bind_int(put, 2, kind);
    sqlite3_bind_text(put, 3, text, -1, SQLITE_TRANSIENT);
    run(put);
    sqlite3_finalize(put);
}

static void put_responses(struct filling *f, struct bank_item *item, const struct quiz_question *q)
{
    sqlite3_stmt *put = prepare(f, "INSERT INTO response VALUES (?, ?, ?, ?)");
    for (unsigned i = 0; i < q->option_count && i < OPTIONS_MAX; i++) {
        bool right = quiz_is_right(q, q->options[i].id.text);
        item->responses[item->response_count] = ++f->next_response;
        item->right = right ? item->response_count : item->right;
        item->response_count++;
        sqlite3_bind_int64(put, 1, f->next_response);
        sqlite3_bind_int64(put, 2, item->id);
        bind_slice(put, 3, q->options[i].id.text);
        sqlite3_bind_int(put, 4, right);
        run(put);
    }
    sqlite3_finalize(put);
}

static struct slice join_options(struct filling *f, const struct quiz_question *q)
{
    struct slice out = {0};
    for (unsigned i = 0; i < q->option_count; i++)
        out = arena_printf(&f->arena, "%.*s%s%.*s", SLICE_ARG(out), i ? "," : "",
                           SLICE_ARG(q->options[i].id.text));
    return out;
}

static void put_question(struct filling *f, unsigned quiz, const struct quiz_question *q)
{
    struct bank_item *item = &f->banks[quiz].items[f->banks[quiz].count++];
    struct buf bytes;
    uint8_t hash[STORE_DIGEST_BYTES];
    buf_init(&bytes, 1 << 20);
    quiz_canonical(&bytes, q);
    store_digest(hash, buf_slice(&bytes));
    buf_deinit(&bytes);
    item->id = ++f->next_item;
    sqlite3_stmt *put = prepare(f, "INSERT INTO item VALUES (?, ?, ?, ?, ?)");
    sqlite3_bind_int64(put, 1, item->id);
    sqlite3_bind_int64(put, 2, quiz + 1);
    bind_slice(put, 3, q->id.text);
    sqlite3_bind_blob(put, 4, hash, sizeof hash, SQLITE_TRANSIENT);
    bind_slice(put, 5, join_options(f, q));
    run(put);
    sqlite3_finalize(put);
    put_responses(f, item, q);
}

static void put_quizzes(struct filling *f)
{
    struct diag_list diags;
    diag_init(&diags, &f->arena);
    const struct facts *facts =
        facts_load(&f->arena, NGOSO_SOURCE_DIR "/guides/facts.yaml", &diags);
    for (unsigned i = 0; i < QUIZZES; i++) {
        struct slice path =
            arena_printf(&f->arena, NGOSO_SOURCE_DIR "/quizzes/%s.yaml", quiz_names[i]);
        const struct quiz *quiz = quiz_load(&f->arena, path.data, facts, &diags);
        CHECK(quiz);
        put_word(f, i + 1, WORD_QUIZ, quiz_names[i]);
        for (unsigned k = 0; k < quiz->question_count; k++)
            if (quiz->questions[k].kind == QUIZ_SINGLE ||
                quiz->questions[k].kind == QUIZ_TRUE_FALSE ||
                quiz->questions[k].kind == QUIZ_SCAM || quiz->questions[k].kind == QUIZ_POINT)
                put_question(f, i, &quiz->questions[k]);
        CHECK(f->banks[i].count >= ROUND);
    }
}

/* ---- sheets ---- */

static size_t put_varint(uint8_t *out, uint64_t value)
{
    size_t size = 0;
    for (; value >= 0x80; value >>= 7)
        out[size++] = (uint8_t)(value | 0x80);
    out[size++] = (uint8_t)value;
    return size;
}

/* Ten different questions from a random place on; people of later villages know a little more. */
static size_t pack_answers(struct filling *f, uint8_t out[20 * ROUND], unsigned quiz,
                           unsigned village)
{
    const struct bank *bank = &f->banks[quiz];
    unsigned first = draw(f, bank->count), skill = 35 + 3 * village + draw(f, 40);
    size_t size = 0;
    for (unsigned i = 0; i < ROUND; i++) {
        const struct bank_item *item = &bank->items[(first + i) % bank->count];
        unsigned response = draw(f, 100) < skill ? item->right : draw(f, item->response_count);
        size += put_varint(out + size, (uint64_t)item->id);
        size += put_varint(out + size, (uint64_t)item->responses[response]);
    }
    return size;
}

static void put_sheets(struct filling *f, uint32_t count)
{
    static const int64_t begin_ms = 1767225600000; /* 2026-01-01 */
    sqlite3_stmt *put = prepare(f, "INSERT INTO sheet VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)");
    uint64_t id[2] = {0, 1}, person[2] = {0, 1};
    for (uint32_t i = 0; i < count; i++) {
        uint8_t answers[20 * ROUND];
        unsigned quiz = draw(f, QUIZZES), village = draw(f, VILLAGES);
        size_t size = pack_answers(f, answers, quiz, village);
        id[0] = i + 1;
        person[0] += draw(f, 3) > 0;
        sqlite3_bind_int64(put, 1, fact_key(1, 1 + (int64_t)i * (ROUND + 2)));
        sqlite3_bind_blob(put, 2, id, sizeof id, SQLITE_TRANSIENT);
        sqlite3_bind_blob(put, 3, person, sizeof person, SQLITE_TRANSIENT);
        sqlite3_bind_int64(put, 4, quiz + 1);
        sqlite3_bind_int64(put, 5, QUIZZES + 1 + village);
        sqlite3_bind_int64(put, 6, QUIZZES + VILLAGES + 1);
        sqlite3_bind_int64(put, 7, begin_ms + (int64_t)i * 30000);
        sqlite3_bind_int(put, 8, SHEET_FLAG_TRUSTED);
        sqlite3_bind_blob(put, 9, answers, (int)size, SQLITE_TRANSIENT);
        run(put);
    }
    sqlite3_finalize(put);
}

static void fill(struct figures *out, const struct bench_job *job)
{
    static struct filling f = {.random = 42};
    enum store_state state;
    struct store *s;
    char name[32];
    if (!store_open(&s, &state, job->folder, NULL, &out->error))
        return;
    store_close(s);
    arena_init(&f.arena, (size_t)256 * 1024 * 1024);
    CHECK(sqlite3_open(job->folder, &f.db) == SQLITE_OK);
    CHECK(sqlite3_exec(f.db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK);
    put_quizzes(&f);
    for (unsigned v = 0; v < VILLAGES; v++) {
        snprintf(name, sizeof name, "Thôn %02u", v + 1);
        put_word(&f, QUIZZES + 1 + v, WORD_VILLAGE, name);
    }
    put_word(&f, QUIZZES + VILLAGES + 1, WORD_AGE_GROUP, "");
    put_sheets(&f, job->count);
    CHECK(sqlite3_exec(f.db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK);
    CHECK(sqlite3_close(f.db) == SQLITE_OK);
    arena_deinit(&f.arena);
    out->files = 1;
}

/* ---- the report ---- */

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

/* Out of the page cache, as after a boot. */
static void forget_file(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    if (fsync(fd) == 0)
        posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    close(fd);
}

static void report(struct figures *out, const struct bench_job *job)
{
    extern char **environ;
    char program[] = NGOSO_PROGRAM, command[] = "report", path[4096];
    snprintf(path, sizeof path, "%s", job->folder);
    char *const arguments[] = {program, command, path, NULL};
    posix_spawn_file_actions_t actions;
    struct rusage usage;
    pid_t pid = 0;
    forget_file(path);
    setenv("NGOSO_DATA", NGOSO_SOURCE_DIR, 1);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    double before = now_s();
    int status = posix_spawn(&pid, program, &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (status == 0)
        waitpid(pid, &status, 0);
    out->wall_s = now_s() - before;
    getrusage(RUSAGE_CHILDREN, &usage);
    out->cpu_s = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    out->peak_kb = usage.ru_maxrss;
    if (status != 0)
        error_set(&out->error, ERROR_SYSTEM, status, "%s ended with status %d", program, status);
}

static int compare_wall(const void *left, const void *right)
{
    double a = ((const struct figures *)left)->wall_s, b = ((const struct figures *)right)->wall_s;
    return a < b ? -1 : a > b;
}

static bool measure_file(const char *path, uint32_t attempts, const char *what)
{
    const struct bench_job job = {.count = attempts, .folder = path};
    struct figures rounds[ROUNDS];
    struct stat file;
    if (stat(path, &file) != 0)
        return true;
    for (unsigned i = 0; i < ROUNDS; i++) {
        rounds[i] = bench_measure(report, &job);
        if (!bench_is_sound(&rounds[i], "report"))
            return false;
    }
    qsort(rounds, ROUNDS, sizeof rounds[0], compare_wall);
    const struct figures *middle = &rounds[ROUNDS / 2];
    printf("  %9u %10u %8.1f %9.2f %9.2f %9.2f %9.1f  %s\n", attempts, attempts * ROUND,
           (double)file.st_size / 1e6, middle->wall_s, rounds[0].wall_s, middle->cpu_s,
           (double)middle->peak_kb / 1024, what);
    fflush(stdout);
    return true;
}

static bool measure_size(const char *path, uint32_t attempts)
{
    const struct bench_job job = {.count = attempts, .folder = path};
    struct figures made = bench_measure(fill, &job);
    bool ok = bench_is_sound(&made, "filling a store") && measure_file(path, attempts, "one kiosk");
    if (!getenv("NGOSO_BENCH_KEEP"))
        unlink(path);
    return ok;
}

bool report_bench(const char *folder)
{
    static const uint32_t sizes[] = {250000, 500000, 1000000};
    char path[4096];
    printf("a report from cold, on the terminal (median of %d)\n", ROUNDS);
    printf("  %9s %10s %8s %9s %9s %9s %9s\n", "attempts", "answers", "file MB", "wall s",
           "fastest", "CPU s", "peak MB");
    for (unsigned i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        snprintf(path, sizeof path, "%s/report-%u.db", folder, sizes[i]);
        if (!measure_size(path, sizes[i]))
            return false;
    }
    snprintf(path, sizeof path, "%s/merged-200.db", folder); /* merge.c left it. */
    return measure_file(path, 1000000, "200 kiosks");
}
