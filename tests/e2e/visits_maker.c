/*
 * A kiosk's database with people who agreed to be contacted, and the key that opens them:
 * visits_maker DATABASE KEYFILE PASSPHRASE [foreign]. Nobody real; with `foreign` one more contact
 * is sealed to a key nobody has.
 */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "content/quiz/quiz.h"
#include "content/shared/facts.h"
#include "store/digest.h"
#include "store/keys.h"
#include "store/store.h"

enum { ROUND = 4, ROUNDS_EACH_MAX = 3 };

static const int64_t begin_ms = 1794000000000; /* 2026-11-06 */

/* Who, where, which telephone, which quizzes all went wrong (the rest right). */
static const struct person {
    const char *name, *phone, *village, *wrong[ROUNDS_EACH_MAX];
} people[] = {
    {"Nguyễn Thị Mẫu Một", "0900 000 001", "thôn Một", {"fraud", "vneid"}},
    {"Trần Văn Mẫu Hai", "0900 000 002", "thôn Một", {"e-banking"}},
    {"Lê Thị Mẫu Ba", "+84 900 000 003", "thôn Hai", {"vneid", "health-record", "fraud"}},
    {"Lê Thị Ba", "0900.000.003", "thôn Hai", {"vneid"}},
    {"Phạm Văn Mẫu Bốn", "0900 000 004", "thôn Hai", {"public-services"}},
    {"Người Mẫu Năm", "0900 000 005", "", {"fraud"}},
};

struct making {
    struct arena arena;
    struct store *store;
    struct facts *facts;
    int64_t now_ms;
};

static int64_t tell_time(void *self)
{
    return ((struct making *)self)->now_ms += 1000;
}

static const struct quiz *load(struct making *m, const char *id)
{
    struct diag_list diags;
    diag_init(&diags, &m->arena);
    const char *path = arena_printf(&m->arena, "%s/quizzes/%s.yaml", NGOSO_SOURCE_DIR, id).data;
    return quiz_load(&m->arena, path, m->facts, &diags);
}

static struct slice join_options(struct making *m, const struct quiz_question *q)
{
    struct slice out = {0};
    for (unsigned i = 0; i < q->option_count; i++)
        out = arena_printf(&m->arena, "%.*s%s%.*s", SLICE_ARG(out), i ? "," : "",
                           SLICE_ARG(q->options[i].id.text));
    return out;
}

/* The first questions of one choice; every answer the first wrong option. */
static bool make_round(struct making *m, struct store_id *id, const struct store_id *session,
                       const struct quiz *quiz, struct slice *guide, struct error *e)
{
    const struct quiz_question *questions[ROUND];
    struct store_attempt attempt = {
        .quiz = quiz->id.text, .language = SLICE("vi"), .session = *session};
    store_new_id(&attempt.id);
    *id = attempt.id;
    for (unsigned i = 0; i < quiz->question_count && attempt.question_count < ROUND; i++) {
        const struct quiz_question *q = &quiz->questions[i];
        struct store_question *to = &attempt.questions[attempt.question_count];
        struct buf bytes;
        if (q->kind != QUIZ_SINGLE || !slice_equal(q->guide.text, quiz->guide.text))
            continue;
        questions[attempt.question_count++] = q;
        buf_init(&bytes, 1 << 20);
        quiz_canonical(&bytes, q);
        store_digest(to->hash, buf_slice(&bytes));
        buf_deinit(&bytes);
        to->id = q->id.text;
        to->options = join_options(m, q);
    }
    *guide = quiz->guide.text;
    if (!store_begin_attempt(m->store, &attempt, e))
        return false;
    for (unsigned i = 0; i < attempt.question_count; i++) {
        unsigned wrong = 0;
        while (questions[i]->options[wrong].right)
            wrong++;
        struct store_answer answer = {.attempt = attempt.id,
                                      .question = i,
                                      .response = questions[i]->options[wrong].id.text,
                                      .think_ms = 4000};
        if (!store_record_answer(m->store, &answer, e))
            return false;
    }
    return store_end_attempt(m->store, &attempt.id, STORE_END_FINISHED, e);
}

static bool make_person(struct making *m, const struct person *person, struct error *e)
{
    struct store_id session, attempt = {{0}};
    struct slice topics = {0};
    char code[STORE_CODE_BYTES];
    store_new_id(&session);
    for (unsigned i = 0; i < ROUNDS_EACH_MAX && person->wrong[i]; i++) {
        struct slice guide;
        if (!make_round(m, &attempt, &session, load(m, person->wrong[i]), &guide, e))
            return false;
        topics = arena_printf(&m->arena, "%.*s%s%.*s", SLICE_ARG(topics), i ? "," : "",
                              SLICE_ARG(guide));
    }
    struct store_contact contact = {.attempt = attempt,
                                    .name = slice_from(person->name),
                                    .phone = slice_from(person->phone),
                                    .village = slice_from(person->village),
                                    .notice_version = SLICE("1"),
                                    .topics = topics};
    m->now_ms += 24 * 60 * 60 * 1000;
    return store_add_contact(code, m->store, &contact, e);
}

static bool use_key(struct making *m, struct keys *keys, struct error *e)
{
    char hex[KEYS_PUBLIC_HEX_BYTES];
    keys_make(keys);
    keys_public_hex(hex, keys);
    return store_put_setting(m->store, "public-key", slice_from(hex), e);
}

static bool write_key(const char *path, const struct keys *keys, const char *passphrase,
                      struct error *e)
{
    struct buf text;
    buf_init(&text, KEYS_FILE_MAX);
    bool ok = keys_lock(&text, keys, slice_from(passphrase), e) &&
              file_write(path, buf_slice(&text), FILE_FAST, e);
    buf_deinit(&text);
    return ok;
}

int main(int argument_count, char **arguments)
{
    static struct making m;
    static const struct person stranger = {
        "Người Khóa Khác", "0900 000 009", "thôn Một", {"fraud"}};
    struct error e = {0};
    struct keys keys, other;
    enum store_state state;
    struct diag_list diags;
    if (argument_count < 4)
        return 2;
    const struct store_options options = {.clock = {.wall_ms = tell_time, .self = &m}};
    m.now_ms = begin_ms;
    arena_init(&m.arena, (size_t)256 * 1024 * 1024);
    diag_init(&diags, &m.arena);
    m.facts = facts_load(&m.arena, NGOSO_SOURCE_DIR "/guides/facts.yaml", &diags);
    bool ok = store_open(&m.store, &state, arguments[1], &options, &e) && use_key(&m, &keys, &e) &&
              write_key(arguments[2], &keys, arguments[3], &e);
    for (unsigned i = 0; ok && i < sizeof people / sizeof people[0]; i++)
        ok = make_person(&m, &people[i], &e);
    if (ok && argument_count > 4)
        ok = use_key(&m, &other, &e) && make_person(&m, &stranger, &e);
    if (!ok)
        fprintf(stderr, "visits_maker: %s\n", e.message);
    if (m.store)
        store_close(m.store);
    arena_deinit(&m.arena);
    return ok ? 0 : 1;
}
