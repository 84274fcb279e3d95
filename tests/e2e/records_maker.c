/*
 * Records rounds of a shipped quiz through the store's own door: records_maker DATABASE PEOPLE
 * [VILLAGE]. Each person takes four questions; every third one twice. Nobody real.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "content/quiz/quiz.h"
#include "content/shared/facts.h"
#include "store/digest.h"
#include "store/store.h"

enum { ROUND = 4 };

static const int64_t begin_ms = 1794000000000; /* 2026-11-06 */

struct making {
    struct arena arena;
    struct store *store;
    const struct quiz *quiz;
    const struct quiz_question *questions[ROUND];
    uint8_t hashes[ROUND][STORE_DIGEST_BYTES];
    int64_t now_ms;
};

static int64_t tell_time(void *self)
{
    return ((struct making *)self)->now_ms += 1000;
}

static void choose_questions(struct making *m)
{
    unsigned count = 0;
    for (unsigned i = 0; i < m->quiz->question_count && count < ROUND; i++) {
        const struct quiz_question *q = &m->quiz->questions[i];
        struct buf bytes;
        if (q->kind != QUIZ_SINGLE)
            continue;
        buf_init(&bytes, 1 << 20);
        quiz_canonical(&bytes, q);
        store_digest(m->hashes[count], buf_slice(&bytes));
        buf_deinit(&bytes);
        m->questions[count++] = q;
    }
    CHECK(count == ROUND);
}

static struct slice join_options(struct making *m, const struct quiz_question *q)
{
    struct slice out = {0};
    for (unsigned i = 0; i < q->option_count; i++)
        out = arena_printf(&m->arena, "%.*s%s%.*s", SLICE_ARG(out), i ? "," : "",
                           SLICE_ARG(q->options[i].id.text));
    return out;
}

static bool make_round(struct making *m, unsigned person, unsigned again,
                       const struct store_id *session, struct slice village, struct error *e)
{
    struct store_attempt attempt = {.quiz = m->quiz->id.text,
                                    .language = SLICE("vi"),
                                    .session = *session,
                                    .village = village,
                                    .question_count = ROUND};
    store_new_id(&attempt.id);
    for (unsigned i = 0; i < ROUND; i++) {
        attempt.questions[i].id = m->questions[i]->id.text;
        attempt.questions[i].options = join_options(m, m->questions[i]);
        memcpy(attempt.questions[i].hash, m->hashes[i], STORE_DIGEST_BYTES);
    }
    if (!store_begin_attempt(m->store, &attempt, e))
        return false;
    for (unsigned i = 0; i < ROUND; i++) {
        const struct quiz_question *q = m->questions[i];
        unsigned chosen = (person + i) % q->option_count;
        for (unsigned o = 0; o < q->option_count; o++)
            if (q->options[o].right && (person + i + again) % 4 != 0)
                chosen = o;
        struct store_answer answer = {.attempt = attempt.id,
                                      .question = i,
                                      .response = q->options[chosen].id.text,
                                      .right = quiz_is_right(q, q->options[chosen].id.text),
                                      .think_ms = 4000};
        if (!store_record_answer(m->store, &answer, e))
            return false;
    }
    return store_end_attempt(m->store, &attempt.id, STORE_END_FINISHED, e);
}

int main(int argument_count, char **arguments)
{
    static struct making m = {.now_ms = 0};
    struct error e = {0};
    enum store_state state;
    struct diag_list diags;
    if (argument_count < 3)
        return 2;
    struct slice village = slice_from(argument_count > 3 ? arguments[3] : "");
    const struct store_options options = {.clock = {.wall_ms = tell_time, .self = &m}};
    m.now_ms = begin_ms;
    arena_init(&m.arena, (size_t)64 * 1024 * 1024);
    diag_init(&diags, &m.arena);
    m.quiz = quiz_load(&m.arena, NGOSO_SOURCE_DIR "/quizzes/e-banking.yaml",
                       facts_load(&m.arena, NGOSO_SOURCE_DIR "/guides/facts.yaml", &diags), &diags);
    choose_questions(&m);
    bool ok = store_open(&m.store, &state, arguments[1], &options, &e);
    for (unsigned p = 0; ok && p < (unsigned)atoi(arguments[2]); p++) {
        struct store_id session;
        store_new_id(&session);
        for (unsigned again = 0; ok && again <= (p % 3 == 0); again++)
            ok = make_round(&m, p, again, &session, village, &e);
    }
    if (!ok)
        fprintf(stderr, "records_maker: %s\n", e.message);
    if (m.store)
        store_close(m.store);
    arena_deinit(&m.arena);
    return ok ? 0 : 1;
}
