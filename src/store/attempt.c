#include "store/inside.h"

#include <stdio.h>

#include "base/i18n.h"
#include "store/json.h"

static const char *const reasons[] = {"finished", "left", "idle", "staff"};

static bool append_end(struct store *s, struct slice attempt, enum store_end reason,
                       struct error *e)
{
    struct buf b;
    buf_init(&b, STORE_PAYLOAD_MAX);
    json_open(&b, NULL, '{');
    json_put_text(&b, "attempt", attempt);
    json_put_text(&b, "reason", slice_from(reasons[reason]));
    json_close(&b, '}');
    /* Signed, unless its number alone has just made event_append do so. */
    bool ok = event_append_derived(s, "end", &b, e) &&
              (s->next.seq % STORE_CHECKPOINT_EVERY == 0 || event_sign(s, e));
    buf_deinit(&b);
    return ok;
}

/* Nobody plays two rounds at once: one that is still open was left. */
static bool end_open_attempts(struct store *s, struct error *e)
{
    for (;;) {
        bool row;
        struct store_id id;
        sqlite3_stmt *open = sql_get(s, SQL_OPEN_ATTEMPTS, e);
        if (!open || !sql_step(&row, s, open, e))
            return false;
        struct slice text = row ? sql_column(open, 0) : SLICE("");
        snprintf(id.text, sizeof id.text, "%.*s", SLICE_ARG(text));
        sql_done(open);
        if (!row)
            return true;
        if (!append_end(s, slice_from(id.text), STORE_END_LEFT, e))
            return false;
    }
}

void json_put_hash(struct buf *b, const char *key, const uint8_t hash[STORE_HASH_BYTES])
{
    char hex[2 * STORE_HASH_BYTES + 1];
    chain_hex(hex, hash, STORE_HASH_BYTES);
    json_put_text(b, key, slice_from(hex));
}

void json_put_questions(struct buf *b, const struct store_question *questions, unsigned count)
{
    json_open(b, "questions", '[');
    for (unsigned i = 0; i < count; i++) {
        json_open(b, NULL, '[');
        json_put_text(b, NULL, questions[i].id);
        json_put_hash(b, NULL, questions[i].hash);
        json_put_text(b, NULL, questions[i].options);
        json_close(b, ']');
    }
    json_close(b, ']');
}

static void put_attempt(struct buf *b, const struct store_attempt *attempt)
{
    json_open(b, NULL, '{');
    json_put_text(b, "attempt", slice_from(attempt->id.text));
    json_put_text(b, "quiz", attempt->quiz);
    json_put_hash(b, "quiz_hash", attempt->quiz_hash);
    json_put_text(b, "language", attempt->language);
    json_put_bool(b, "students", attempt->students);
    if (attempt->session.text[0])
        json_put_text(b, "session", slice_from(attempt->session.text));
    if (attempt->village.size > 0)
        json_put_text(b, "village", attempt->village);
    json_put_questions(b, attempt->questions, attempt->question_count);
    json_close(b, '}');
}

static bool begin(struct store *s, void *arguments, struct error *e)
{
    return end_open_attempts(s, e) && event_append_derived(s, "begin", arguments, e);
}

static bool check_attempt(const struct store_attempt *attempt, struct error *e)
{
    if (strlen(attempt->id.text) != STORE_ID_BYTES - 1)
        return error_set(e, ERROR_INPUT, 0, _("“%s” cannot be recorded: it is not text"),
                         "attempt");
    if (attempt->question_count == 0 || attempt->question_count > STORE_QUESTIONS_MAX)
        return error_set(e, ERROR_LIMIT, 0, _("a round of %u questions cannot be recorded"),
                         attempt->question_count);
    if (!sql_check_text(attempt->quiz, STORE_NAME_MAX, "quiz", e) ||
        !sql_check_text(attempt->language, STORE_NAME_MAX, "language", e) ||
        !sql_check_text(attempt->village, STORE_NAME_MAX, "village", e))
        return false;
    for (unsigned i = 0; i < attempt->question_count; i++)
        if (!sql_check_text(attempt->questions[i].id, STORE_NAME_MAX, "question", e) ||
            !sql_check_text(attempt->questions[i].options, STORE_NAME_MAX, "options", e))
            return false;
    return true;
}

bool store_begin_attempt(struct store *s, const struct store_attempt *attempt, struct error *e)
{
    if (!check_attempt(attempt, e))
        return false;
    if (!reserve_keep(s))
        return sql_fail(s, SQLITE_FULL, e);
    struct buf b;
    buf_init(&b, STORE_PAYLOAD_MAX);
    put_attempt(&b, attempt);
    bool ok = store_transact(s, begin, &b, e);
    buf_deinit(&b);
    return ok;
}

/* Whether the attempt is there, open, and has a question of that index. */
static bool check_open(struct store *s, struct slice attempt, unsigned question, struct error *e)
{
    bool row;
    sqlite3_stmt *state = sql_get(s, SQL_ATTEMPT_STATE, e);
    if (!state)
        return false;
    sql_bind_slice(state, 1, attempt);
    if (!sql_step(&row, s, state, e)) {
        sql_done(state);
        return false;
    }
    bool open = row && sqlite3_column_int(state, 0) == 0;
    bool there = row && question < (unsigned)sqlite3_column_int(state, 1);
    sql_done(state);
    if (!open)
        return error_set(e, ERROR_INPUT, 0, "%s", _("this round is not being played"));
    return there || error_set(e, ERROR_INPUT, 0, _("this round has no question %u"), question + 1);
}

/* An answer that was recorded stays; the same once more is fine (somebody tried again after being
 * told that it was not saved, while it was). */
static bool find_answer(bool *same, struct store *s, const struct store_answer *answer,
                        struct error *e)
{
    bool row;
    sqlite3_stmt *answered = sql_get(s, SQL_ANSWERED, e);
    if (!answered)
        return false;
    sql_bind_slice(answered, 1, slice_from(answer->attempt.text));
    sqlite3_bind_int(answered, 2, (int)answer->question);
    bool ok = sql_step(&row, s, answered, e);
    *same = ok && row && slice_equal(sql_column(answered, 0), answer->response);
    if (ok && row && !*same)
        ok = error_set(e, ERROR_INPUT, 0, _("question %u was answered already"),
                       answer->question + 1);
    sql_done(answered);
    return ok;
}

static bool record_answer(struct store *s, void *arguments, struct error *e)
{
    const struct store_answer *answer = arguments;
    bool same;
    if (!check_open(s, slice_from(answer->attempt.text), answer->question, e) ||
        !find_answer(&same, s, answer, e))
        return false;
    if (same)
        return true;
    struct buf b;
    buf_init(&b, STORE_PAYLOAD_MAX);
    json_open(&b, NULL, '{');
    json_put_text(&b, "attempt", slice_from(answer->attempt.text));
    json_put_int(&b, "question", answer->question);
    json_put_text(&b, "response", answer->response);
    json_put_bool(&b, "right", answer->right);
    json_put_int(&b, "think_ms", answer->think_ms);
    json_close(&b, '}');
    bool ok = event_append_derived(s, "answer", &b, e);
    buf_deinit(&b);
    return ok;
}

bool store_record_answer(struct store *s, const struct store_answer *answer, struct error *e)
{
    struct store_answer copy = *answer;
    return sql_check_text(answer->response, STORE_TEXT_MAX, "response", e) &&
           store_transact(s, record_answer, &copy, e);
}

struct ending {
    struct store_id attempt;
    enum store_end reason;
};

static bool end_attempt(struct store *s, void *arguments, struct error *e)
{
    const struct ending *ending = arguments;
    return check_open(s, slice_from(ending->attempt.text), 0, e) &&
           append_end(s, slice_from(ending->attempt.text), ending->reason, e);
}

bool store_end_attempt(struct store *s, const struct store_id *attempt, enum store_end reason,
                       struct error *e)
{
    struct ending ending = {*attempt, reason};
    CHECK((unsigned)reason < sizeof reasons / sizeof reasons[0]);
    return store_transact(s, end_attempt, &ending, e);
}
