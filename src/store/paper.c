#include "store/paper.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "store/book.h"
#include "store/json.h"

/* A file typed in at two places counts once: the entry of the device that comes first. One that was
 * withdrawn and entered again counts again (round). */
static const char counting_text[] =
    "SELECT p.key, p.batch FROM paper_batch p JOIN device d ON d.number = p.key >> 40"
    " WHERE p.round > coalesce((SELECT max(w.round) FROM paper_withdrawn w"
    "  WHERE w.batch = p.batch), 0)"
    " ORDER BY p.batch, d.id, p.key";

static int order_keys(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static bool read_keys(int64_t *keys, size_t *count, struct store *s, sqlite3_stmt *rows,
                      struct error *e)
{
    char last[STORE_ID_BYTES] = "";
    bool row = false, ok;
    while ((ok = sql_step(&row, s, rows, e)) && row) {
        struct slice batch = sql_column(rows, 1);
        if (slice_equal_text(batch, last))
            continue;
        snprintf(last, sizeof last, "%.*s", SLICE_ARG(batch));
        keys[(*count)++] = sqlite3_column_int64(rows, 0);
    }
    return ok;
}

bool book_count_papers(int64_t **keys, size_t *count, struct store *s, struct error *e)
{
    int64_t all;
    sqlite3_stmt *rows = NULL;
    if (!sql_number(&all, s, "SELECT count(*) FROM paper_batch", e))
        return false;
    *count = 0;
    *keys = calloc((size_t)all + 1, sizeof **keys);
    if (!*keys)
        return sql_fail(s, SQLITE_NOMEM, e);
    int code = sqlite3_prepare_v2(s->db, counting_text, -1, &rows, NULL);
    if (code != SQLITE_OK)
        return sql_fail(s, code, e);
    bool ok = read_keys(*keys, count, s, rows, e);
    sqlite3_finalize(rows);
    qsort(*keys, *count, sizeof **keys, order_keys);
    return ok;
}

/* ---- typing in ---- */

static bool check_row(const struct paper_batch *batch, const struct paper_row *row, struct error *e)
{
    if (!sql_check_text(row->village, STORE_NAME_MAX, "village", e) ||
        !sql_check_text(row->age_group, STORE_NAME_MAX, "age group", e) ||
        !sql_check_text(row->person, STORE_NAME_MAX, "person", e))
        return false;
    for (unsigned i = 0; i < batch->question_count; i++)
        if (!sql_check_text(row->responses[i], STORE_TEXT_MAX, "response", e))
            return false;
    return true;
}

static bool check_batch(const struct paper_batch *batch, struct error *e)
{
    uint8_t id[(STORE_ID_BYTES - 1) / 2];
    if (!chain_unhex(id, sizeof id, slice_from(batch->id.text)))
        return error_set(e, ERROR_INPUT, 0, _("“%s” cannot be recorded: it is not text"), "batch");
    if (batch->question_count == 0 || batch->question_count > STORE_QUESTIONS_MAX)
        return error_set(e, ERROR_LIMIT, 0, _("a round of %u questions cannot be recorded"),
                         batch->question_count);
    if (batch->row_count > PAPER_ROWS_MAX)
        return error_set(e, ERROR_LIMIT, 0, _("%u sheets are too many for one file; at most %d"),
                         batch->row_count, PAPER_ROWS_MAX);
    if (!sql_check_text(batch->name, STORE_NAME_MAX, "name", e) ||
        !sql_check_text(batch->quiz, STORE_NAME_MAX, "quiz", e) ||
        !sql_check_text(batch->language, STORE_NAME_MAX, "language", e))
        return false;
    for (unsigned i = 0; i < batch->question_count; i++)
        if (!sql_check_text(batch->questions[i].id, STORE_NAME_MAX, "question", e) ||
            !sql_check_text(batch->questions[i].options, STORE_NAME_MAX, "options", e))
            return false;
    for (unsigned i = 0; i < batch->row_count; i++)
        if (!check_row(batch, &batch->rows[i], e))
            return false;
    return true;
}

static bool append_paper(struct store *s, const char *kind, struct buf *b, struct error *e)
{
    return b->failed ? error_set(e, ERROR_LIMIT, 0, _("“%s” is too long to be recorded"), kind)
                     : event_append(s, kind, buf_slice(b), e);
}

static bool append_batch(struct store *s, const struct paper_batch *batch, int64_t round,
                         struct buf *b, struct error *e)
{
    buf_reset(b);
    json_open(b, NULL, '{');
    json_put_text(b, "batch", slice_from(batch->id.text));
    json_put_int(b, "round", round);
    json_put_text(b, "name", batch->name);
    json_put_text(b, "quiz", batch->quiz);
    json_put_hash(b, "quiz_hash", batch->quiz_hash);
    json_put_text(b, "language", batch->language);
    json_put_int(b, "day", batch->day);
    json_put_int(b, "rows", batch->row_count);
    json_put_questions(b, batch->questions, batch->question_count);
    json_close(b, '}');
    return append_paper(s, "paper", b, e);
}

/* The team's code for somebody stays with the team: the log holds what it hashes to, so that the
 * same code is the same person. */
static void hash_person(char hex[STORE_ID_BYTES], struct slice code)
{
    static const char purpose[] = "ngoso person ";
    uint8_t id[(STORE_ID_BYTES - 1) / 2];
    crypto_generichash_state state;
    hex[0] = '\0';
    if (code.size == 0)
        return;
    crypto_generichash_init(&state, NULL, 0, sizeof id);
    crypto_generichash_update(&state, (const uint8_t *)purpose, sizeof purpose - 1);
    crypto_generichash_update(&state, (const uint8_t *)code.data, code.size);
    crypto_generichash_final(&state, id, sizeof id);
    chain_hex(hex, id, sizeof id);
}

static bool append_row(struct store *s, const struct paper_batch *batch, unsigned number,
                       int64_t entry, struct buf *b, struct error *e)
{
    char person[STORE_ID_BYTES];
    const struct paper_row *row = &batch->rows[number];
    hash_person(person, row->person);
    buf_reset(b);
    json_open(b, NULL, '{');
    json_put_int(b, "entry", entry);
    json_put_int(b, "row", number + 1);
    json_put_text(b, "village", row->village);
    json_put_text(b, "age_group", row->age_group);
    json_put_text(b, "person", slice_from(person));
    json_open(b, "answers", '[');
    for (unsigned i = 0; i < batch->question_count; i++) {
        json_open(b, NULL, '[');
        if (row->responses[i].size > 0) {
            json_put_text(b, NULL, row->responses[i]);
            json_put_bool(b, NULL, row->right[i]);
        }
        json_close(b, ']');
    }
    json_close(b, ']');
    json_close(b, '}');
    return append_paper(s, "paper-row", b, e);
}

static bool find_rounds(int64_t *entered, int64_t *withdrawn, struct store *s,
                        const struct store_id *batch, struct error *e)
{
    bool row;
    sqlite3_stmt *rounds = sql_get(s, SQL_PAPER_ROUNDS, e);
    if (!rounds)
        return false;
    sql_bind_slice(rounds, 1, slice_from(batch->text));
    bool ok = sql_step(&row, s, rounds, e);
    *entered = ok && row ? sqlite3_column_int64(rounds, 0) : 0;
    *withdrawn = ok && row ? sqlite3_column_int64(rounds, 1) : 0;
    sql_done(rounds);
    return ok;
}

struct entering {
    const struct paper_batch *batch;
    bool again;
};

static bool enter(struct store *s, void *arguments, struct error *e)
{
    struct entering *entering = arguments;
    const struct paper_batch *batch = entering->batch;
    int64_t entered, withdrawn, first = s->next.seq + 1;
    if (!find_rounds(&entered, &withdrawn, s, &batch->id, e))
        return false;
    entering->again = entered > withdrawn;
    if (entering->again)
        return true;
    struct buf b;
    buf_init(&b, STORE_PAYLOAD_MAX);
    bool ok = append_batch(s, batch, withdrawn + 1, &b, e);
    for (unsigned i = 0; ok && i < batch->row_count; i++)
        ok = append_row(s, batch, i, first, &b, e);
    buf_deinit(&b);
    return ok && (s->next.seq % STORE_CHECKPOINT_EVERY == 0 || event_sign(s, e)) &&
           event_derive(s, first, s->next.seq, e);
}

bool store_enter_paper(bool *again, struct store *s, const struct paper_batch *batch,
                       struct error *e)
{
    struct entering entering = {batch, false};
    if (!check_batch(batch, e) || !store_transact(s, enter, &entering, e))
        return false;
    *again = entering.again;
    return true;
}

struct withdrawing {
    const struct store_id *batch;
    bool found;
};

static bool withdraw(struct store *s, void *arguments, struct error *e)
{
    struct withdrawing *withdrawing = arguments;
    int64_t entered, withdrawn;
    if (!find_rounds(&entered, &withdrawn, s, withdrawing->batch, e))
        return false;
    withdrawing->found = entered > 0;
    if (entered <= withdrawn)
        return true; /* Never there, or withdrawn already. */
    struct buf b;
    buf_init(&b, STORE_PAYLOAD_MAX);
    json_open(&b, NULL, '{');
    json_put_text(&b, "batch", slice_from(withdrawing->batch->text));
    json_put_int(&b, "round", entered);
    json_close(&b, '}');
    bool ok = event_append_derived(s, "paper-withdrawn", &b, e);
    buf_deinit(&b);
    return ok;
}

bool store_withdraw_paper(bool *found, struct store *s, const struct store_id *batch,
                          struct error *e)
{
    struct withdrawing withdrawing = {batch, false};
    if (!store_transact(s, withdraw, &withdrawing, e))
        return false;
    *found = withdrawing.found;
    return true;
}

bool store_visit_batches(struct store *s, paper_visitor *visit, void *self, struct error *e)
{
    static const char text[] =
        "SELECT p.batch, p.name, q.text, p.day, p.wall_ms, p.row_count, p.round <= coalesce("
        " (SELECT max(w.round) FROM paper_withdrawn w WHERE w.batch = p.batch), 0)"
        " FROM paper_batch p JOIN word q ON q.id = p.quiz JOIN device d ON d.number = p.key >> 40"
        " ORDER BY p.wall_ms, d.id, p.key";
    sqlite3_stmt *rows = NULL;
    int code = sqlite3_prepare_v2(s->db, text, -1, &rows, NULL);
    if (code != SQLITE_OK)
        return sql_fail(s, code, e);
    bool row = false, ok, go_on = true;
    while ((ok = sql_step(&row, s, rows, e)) && row && go_on) {
        struct paper_info info = {.name = sql_column(rows, 1), .quiz = sql_column(rows, 2)};
        snprintf(info.id.text, sizeof info.id.text, "%.*s", SLICE_ARG(sql_column(rows, 0)));
        info.day = sqlite3_column_int64(rows, 3);
        info.entered_wall_ms = sqlite3_column_int64(rows, 4);
        info.row_count = (unsigned)sqlite3_column_int64(rows, 5);
        info.withdrawn = sqlite3_column_int(rows, 6) != 0;
        go_on = visit(self, &info);
    }
    sqlite3_finalize(rows);
    return ok;
}
