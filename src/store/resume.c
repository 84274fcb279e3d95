#include "store/inside.h"

#include <stdio.h>

#include "base/arena.h"

static struct slice keep(struct arena *a, sqlite3_stmt *row, int column)
{
    return arena_copy(a, sql_column(row, column));
}

static bool read_questions(struct store_resume *out, struct store *s, struct arena *a,
                           struct error *e)
{
    bool row = false, ok;
    sqlite3_stmt *questions = sql_get(s, SQL_ATTEMPT_QUESTIONS, e);
    if (!questions)
        return false;
    sql_bind_slice(questions, 1, slice_from(out->attempt.id.text));
    unsigned *count = &out->attempt.question_count;
    while ((ok = sql_step(&row, s, questions, e)) && row && *count < STORE_QUESTIONS_MAX) {
        struct store_question *q = &out->attempt.questions[*count];
        q->id = keep(a, questions, 1);
        q->options = keep(a, questions, 3);
        if (!chain_unhex(q->hash, sizeof q->hash, sql_column(questions, 2))) {
            ok = sql_fail(s, SQLITE_CORRUPT, e);
            break;
        }
        if (sqlite3_column_type(questions, 4) != SQLITE_NULL) {
            out->responses[*count] = keep(a, questions, 4);
            out->answered_count++;
        }
        (*count)++;
    }
    sql_done(questions);
    return ok;
}

bool store_find_open_attempt(bool *found, struct store_resume *out, struct store *s,
                             struct arena *a, struct error *e)
{
    bool row;
    sqlite3_stmt *open = sql_get(s, SQL_OPEN_ATTEMPT, e);
    if (!open || !sql_step(&row, s, open, e))
        return false;
    if (!row) {
        sql_done(open);
        *found = false;
        return true;
    }
    struct store_resume resume = {.last_wall_ms = sqlite3_column_int64(open, 5)};
    snprintf(resume.attempt.id.text, sizeof resume.attempt.id.text, "%.*s",
             SLICE_ARG(sql_column(open, 0)));
    resume.attempt.quiz = keep(a, open, 1);
    resume.attempt.language = keep(a, open, 3);
    snprintf(resume.attempt.session.text, sizeof resume.attempt.session.text, "%.*s",
             SLICE_ARG(sql_column(open, 6)));
    resume.attempt.village = keep(a, open, 7);
    resume.attempt.students = sqlite3_column_int(open, 4) != 0;
    bool ok = chain_unhex(resume.attempt.quiz_hash, STORE_HASH_BYTES, sql_column(open, 2)) ||
              sql_fail(s, SQLITE_CORRUPT, e);
    sql_done(open);
    if (!ok || !read_questions(&resume, s, a, e))
        return false;
    *found = true;
    *out = resume;
    return true;
}

bool store_recent_questions(struct slice *ids, unsigned *count, unsigned max, struct store *s,
                            struct slice quiz, struct arena *a, struct error *e)
{
    bool row = false, ok;
    unsigned got = 0;
    sqlite3_stmt *recent = sql_get(s, SQL_RECENT, e);
    if (!recent)
        return false;
    sql_bind_slice(recent, 1, quiz);
    sqlite3_bind_int64(recent, 2, max);
    while ((ok = sql_step(&row, s, recent, e)) && row && got < max)
        ids[got++] = keep(a, recent, 0);
    sql_done(recent);
    if (ok)
        *count = got;
    return ok;
}
