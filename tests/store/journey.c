#include "store/journey.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "store/inside.h"
#include "store/paper.h"
#include "store/probe.h"
#include "store/visits.h"

enum { QUESTIONS = 4, PAPER_ROWS = 3 };

static int64_t wall(void *self)
{
    return ((struct journey *)self)->wall_ms += 1000;
}

static bool open_store(struct journey *j)
{
    enum store_state state;
    struct store_options options = {.vfs = j->vfs, .clock = {wall, wall, j}};
    if (!store_open(&j->store, &state, j->path, &options, &j->e))
        return false;
    if (state != STORE_SET_ASIDE)
        return true;
    j->stopped = "set aside";
    return false;
}

/* The log may grow by `count` events from here. */
static void attempt(struct journey *j, int64_t count)
{
    j->attempted_events += count;
    probe_mark(PROBE_ATTEMPTED, j->attempted_events);
}

static bool done(struct journey *j, bool ok)
{
    if (ok) {
        j->acknowledged_events = j->attempted_events;
        probe_mark(PROBE_ACKNOWLEDGED, j->acknowledged_events);
    }
    return ok;
}

static bool put_setting(struct journey *j)
{
    char value[24];
    snprintf(value, sizeof value, "%" PRId64, ++j->attempted_setting);
    if (!store_put_setting(j->store, "step", slice_from(value), &j->e))
        return false;
    j->acknowledged_setting = j->attempted_setting;
    return true;
}

static bool make_key(struct journey *j)
{
    /* Any 32 bytes are a public key to seal with. */
    return store_put_setting(
        j->store, "public-key",
        SLICE("2fe57da347cd62431528daac5fbb290730fff684afc4cfc2ed90995f58cb3b74"), &j->e);
}

static bool contact(struct journey *j, const struct store_id *id)
{
    struct store_contact c = {.attempt = *id,
                              .name = SLICE("Nguyễn Văn A"),
                              .phone = SLICE("0900000000"),
                              .village = SLICE("Thôn 1"),
                              .notice_version = SLICE("1"),
                              .topics = SLICE("vneid,fraud")};
    bool found = false;
    attempt(j, 1);
    if (!done(j, store_add_contact(j->code, j->store, &c, &j->e)))
        return false;
    attempt(j, 1);
    if (!store_delete_contact(&found, j->store, j->code, &j->e))
        return false;
    if (!found)
        j->stopped = "the contact is not there";
    return done(j, found);
}

/* Typed in behind the kiosk: a batch of paper, a visit, a correction. */
static bool office(struct journey *j, const struct store_question *questions, unsigned number)
{
    static const struct slice responses[QUESTIONS] = {{"b", 1}, {"", 0}, {"a", 1}, {"c", 1}};
    static const bool right[QUESTIONS] = {true};
    const struct paper_row row = {
        .village = SLICE("Thôn 1"), .responses = responses, .right = right};
    const struct paper_row rows[PAPER_ROWS] = {row, row, row};
    struct paper_batch batch = {.name = SLICE("a.csv"),
                                .quiz = SLICE("vneid"),
                                .language = SLICE("vi"),
                                .day = 20000,
                                .questions = questions,
                                .question_count = QUESTIONS,
                                .rows = rows,
                                .row_count = PAPER_ROWS};
    struct store_visit visit = {.day = 20000, .outcome = VISIT_DONE, .people = 2};
    char reason[16];
    bool again = false;
    store_new_id(&batch.id);
    attempt(j, PAPER_ROWS + 1);
    if (!done(j, store_enter_paper(&again, j->store, &batch, &j->e)))
        return false;
    store_new_id(&visit.id);
    attempt(j, 1);
    if (!done(j, store_record_visit(j->store, &visit, &j->e)))
        return false;
    snprintf(reason, sizeof reason, "%u", number);
    struct store_rekey rekey = {.quiz = SLICE("vneid"),
                                .question = questions[0].id,
                                .right = SLICE("c"),
                                .reason = slice_from(reason)};
    attempt(j, 1);
    return done(j, store_rekey(j->store, &rekey, &j->e));
}

static bool play(struct journey *j, unsigned number)
{
    struct store_attempt a = {
        .quiz = SLICE("vneid"), .language = SLICE("vi"), .question_count = QUESTIONS};
    store_new_id(&a.id);
    for (unsigned i = 0; i < QUESTIONS; i++) {
        a.questions[i].id = SLICE("question");
        a.questions[i].options = SLICE("b,a,d,c");
        memset(a.questions[i].hash, (int)i, STORE_HASH_BYTES);
    }
    attempt(j, 1);
    if (!done(j, store_begin_attempt(j->store, &a, &j->e)))
        return false;
    for (unsigned i = 0; i < QUESTIONS; i++) {
        struct store_answer answer = {.attempt = a.id, .question = i, .response = SLICE("b")};
        attempt(j, 1);
        if (!done(j, store_record_answer(j->store, &answer, &j->e)))
            return false;
    }
    attempt(j, 1);
    if (!done(j, store_end_attempt(j->store, &a.id, STORE_END_FINISHED, &j->e)))
        return false;
    return (number % 3 != 1 || contact(j, &a.id)) &&
           (number % 3 != 0 || office(j, a.questions, number));
}

bool journey_run(struct journey *j, unsigned rounds)
{
    bool ok = open_store(j) && make_key(j);
    for (unsigned i = 0; ok && i < rounds; i++) {
        ok = put_setting(j) && play(j, i);
        if (ok && i == rounds / 2) {
            store_close(j->store);
            j->store = NULL;
            ok = open_store(j);
        }
    }
    store_close(j->store);
    j->store = NULL;
    return ok;
}

static char complaint[1024];

static const char *complain(const char *what, const struct error *e)
{
    snprintf(complaint, sizeof complaint, "%s: %s", what, e->message);
    return complaint;
}

static bool text_is_ok(struct store *s, const char *pragma)
{
    sqlite3_stmt *check = NULL;
    sqlite3_prepare_v2(s->db, pragma, -1, &check, NULL);
    bool ok = sqlite3_step(check) == SQLITE_ROW && slice_equal_text(sql_column(check, 0), "ok");
    sqlite3_finalize(check);
    return ok;
}

/* Facts are those of the log, and a batch of paper is whole or not there: each must give 0. */
static const char *const equals[] = {
    "SELECT (SELECT count(*) FROM sheet) - (SELECT count(*) FROM event WHERE kind = 'begin')"
    " - (SELECT count(*) FROM event WHERE kind = 'paper-row')",
    "SELECT (SELECT total(row_count) FROM paper_batch) - (SELECT count(*) FROM sheet"
    " WHERE paper <> 0)",
    "SELECT (SELECT count(*) FROM visit) - (SELECT count(*) FROM event WHERE kind = 'visit')",
    "SELECT (SELECT count(*) FROM rekey) - (SELECT count(*) FROM event WHERE kind = 'rekey')",
    "SELECT (SELECT count(*) FROM sheet WHERE flags & 7 <> 4)"
    " - (SELECT count(*) FROM attempt WHERE end_seq IS NOT NULL)"
    " - (SELECT count(*) FROM sheet WHERE paper <> 0)",
    "SELECT count(*) FROM tally",
};

static const char *look(struct journey_find *out, struct store *s)
{
    struct error e = {0};
    struct arena a;
    struct slice value;
    int64_t strays, answers, answer_events;
    if (!text_is_ok(s, "PRAGMA integrity_check"))
        return "integrity_check is not ok";
    if (!sql_number(&strays, s, "SELECT count(*) FROM pragma_foreign_key_check", &e) || strays)
        return "foreign_key_check is not empty";
    if (!store_verify(&out->broken_at, s, &e))
        return complain("verify", &e);
    if (out->broken_at)
        return "the log is broken";
    if (!sql_number(&answers, s, "SELECT count(*) FROM answer", &e) ||
        !sql_number(&answer_events, s, "SELECT count(*) FROM event WHERE kind = 'answer'", &e) ||
        answers != answer_events)
        return "derived tables and log differ";
    for (unsigned i = 0; i < sizeof equals / sizeof equals[0]; i++) {
        int64_t difference;
        if (!sql_number(&difference, s, equals[i], &e))
            return complain("derived", &e);
        if (difference != 0)
            return equals[i];
    }
    out->events = s->tail.seq;
    memcpy(out->last_hash, s->tail.hash, STORE_HASH_BYTES);
    arena_init(&a, 64 * 1024);
    bool ok = store_get_setting(&value, s, "step", &a, &e);
    out->setting = ok && value.size > 0 ? strtoll(value.data, NULL, 10) : 0;
    arena_deinit(&a);
    return ok ? NULL : complain("setting", &e);
}

const char *journey_recover(struct journey_find *out, const char *path)
{
    struct store *s = NULL;
    struct error e = {0};
    *out = (struct journey_find){0};
    if (!store_open(&s, &out->state, path, NULL, &e))
        return complain("open", &e);
    const char *wrong = out->state == STORE_SET_ASIDE ? "the file was set aside" : look(out, s);
    store_close(s);
    return wrong;
}

/* splitmix64 (Vigna, public domain). */
uint64_t journey_random(uint64_t *state, uint64_t limit)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (z ^ (z >> 31)) % limit;
}

void journey_prefer_memory(void)
{
    struct stat status;
    if (!getenv("TMPDIR") && stat("/dev/shm", &status) == 0 && S_ISDIR(status.st_mode))
        setenv("TMPDIR", "/dev/shm", 0);
}
