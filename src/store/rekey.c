/* Corrections of a key: recorded here, applied when a book is opened (book.c). */
#include <stdlib.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "store/book.h"
#include "store/json.h"
#include "store/paper.h"

enum { ARENA_BYTES_MAX = 2 * SHEET_BOOK_BYTES_MAX };

/* Those in force: of several for one version of a question, the latest. */
#define IN_FORCE                                                                                   \
    "SELECT r.quiz, r.question, r.old_hash, r.new_hash, r.right_now, r.reason, r.wall_ms"          \
    " FROM rekey r JOIN device d ON d.number = r.key >> 40"                                        \
    " WHERE NOT EXISTS (SELECT 1 FROM rekey o JOIN device p ON p.number = o.key >> 40"             \
    "  WHERE o.quiz = r.quiz AND o.question = r.question AND o.old_hash = r.old_hash"              \
    "  AND (o.wall_ms, p.id, o.key) > (r.wall_ms, d.id, r.key))"

static bool check_rekey(const struct store_rekey *rekey, struct error *e)
{
    return sql_check_text(rekey->quiz, STORE_NAME_MAX, "quiz", e) &&
           sql_check_text(rekey->question, STORE_NAME_MAX, "question", e) &&
           sql_check_text(rekey->right, STORE_TEXT_MAX, "right", e) &&
           sql_check_text(rekey->reason, STORE_TEXT_MAX, "reason", e);
}

/* Whether just this is in force already. */
static bool find_same(bool *same, struct store *s, const struct store_rekey *rekey, struct error *e)
{
    sqlite3_stmt *find = sql_get(s, SQL_FIND_REKEY, e);
    if (!find)
        return false;
    sql_bind_slice(find, 1, rekey->quiz);
    sql_bind_slice(find, 2, rekey->question);
    sqlite3_bind_blob(find, 3, rekey->old_hash, STORE_HASH_BYTES, SQLITE_STATIC);
    bool row, ok = sql_step(&row, s, find, e);
    const void *hash = ok && row ? sqlite3_column_blob(find, 0) : NULL;
    *same = hash && sqlite3_column_bytes(find, 0) == STORE_HASH_BYTES &&
            memcmp(hash, rekey->new_hash, STORE_HASH_BYTES) == 0 &&
            slice_equal(sql_column(find, 1), rekey->right) &&
            slice_equal(sql_column(find, 2), rekey->reason);
    sql_done(find);
    return ok;
}

static bool record_rekey(struct store *s, void *arguments, struct error *e)
{
    const struct store_rekey *rekey = arguments;
    char old_hex[2 * STORE_HASH_BYTES + 1], new_hex[2 * STORE_HASH_BYTES + 1];
    bool same = false;
    if (!find_same(&same, s, rekey, e) || same)
        return same;
    chain_hex(old_hex, rekey->old_hash, STORE_HASH_BYTES);
    chain_hex(new_hex, rekey->new_hash, STORE_HASH_BYTES);
    struct buf b;
    buf_init(&b, STORE_PAYLOAD_MAX);
    json_open(&b, NULL, '{');
    json_put_text(&b, "quiz", rekey->quiz);
    json_put_text(&b, "question", rekey->question);
    json_put_text(&b, "old", slice_from(old_hex));
    json_put_text(&b, "new", slice_from(new_hex));
    json_put_text(&b, "right", rekey->right);
    json_put_text(&b, "reason", rekey->reason);
    json_close(&b, '}');
    bool ok = event_append_derived(s, "rekey", &b, e);
    buf_deinit(&b);
    return ok;
}

bool store_rekey(struct store *s, const struct store_rekey *rekey, struct error *e)
{
    struct store_rekey copy = *rekey;
    return check_rekey(rekey, e) && store_transact(s, record_rekey, &copy, e);
}

/* ---- what they changed ---- */

struct counts {
    const struct book *book;
    int64_t **answers; /* By item and response; NULL for items that were not corrected. */
};

static bool count_sheet(void *self, const struct sheet *sheet)
{
    struct counts *counts = self;
    for (unsigned i = 0; i < sheet->answer_count; i++)
        if (counts->answers[sheet->answers[i].item])
            counts->answers[sheet->answers[i].item][sheet->answers[i].response]++;
    return true;
}

static void add_counts(struct rekey_info *info, struct buf *was_right, const struct counts *counts)
{
    for (unsigned i = 0; i < counts->book->item_count; i++) {
        const struct book_item *item = &counts->book->items[i];
        if (!counts->answers[i] || !slice_equal(item->quiz, info->rekey.quiz) ||
            !slice_equal(item->id, info->rekey.question) ||
            memcmp(item->hash, info->rekey.old_hash, sizeof item->hash) != 0)
            continue;
        for (unsigned r = 1; r < item->response_count; r++) {
            const struct book_response *response = &item->responses[r];
            info->answers += counts->answers[i][r];
            if (response->right != response->was_right)
                info->changed += counts->answers[i][r];
            if (response->was_right && was_right->size > 0)
                buf_append_char(was_right, '|');
            if (response->was_right)
                buf_append_slice(was_right, response->text);
        }
    }
}

static bool show_row(bool *go_on, sqlite3_stmt *row, const struct counts *counts,
                     rekey_visitor *visit, void *self, struct store *s, struct error *e)
{
    struct rekey_info info = {.wall_ms = sqlite3_column_int64(row, 6)};
    struct buf was_right;
    const void *old_hash = sqlite3_column_blob(row, 2), *new_hash = sqlite3_column_blob(row, 3);
    if (!old_hash || !new_hash)
        return sql_fail(s, SQLITE_CORRUPT, e);
    info.rekey.quiz = sql_column(row, 0);
    info.rekey.question = sql_column(row, 1);
    memcpy(info.rekey.old_hash, old_hash, STORE_HASH_BYTES);
    memcpy(info.rekey.new_hash, new_hash, STORE_HASH_BYTES);
    info.rekey.right = sql_column(row, 4);
    info.rekey.reason = sql_column(row, 5);
    buf_init(&was_right, STORE_PAYLOAD_MAX);
    add_counts(&info, &was_right, counts);
    info.was_right = buf_slice(&was_right);
    *go_on = visit(self, &info);
    buf_deinit(&was_right);
    return true;
}

static bool show_all(const struct counts *counts, struct store *s, rekey_visitor *visit, void *self,
                     struct error *e)
{
    sqlite3_stmt *rows = NULL;
    int code = sqlite3_prepare_v2(s->db, IN_FORCE " ORDER BY 1, 2, 3", -1, &rows, NULL);
    if (code != SQLITE_OK)
        return sql_fail(s, code, e);
    bool row = false, ok, go_on = true;
    while ((ok = sql_step(&row, s, rows, e)) && row && go_on)
        if (!(ok = show_row(&go_on, rows, counts, visit, self, s, e)))
            break;
    sqlite3_finalize(rows);
    return ok;
}

bool store_visit_rekeys(struct store *s, rekey_visitor *visit, void *self, struct error *e)
{
    struct arena a;
    struct book book;
    struct store_book *walk = NULL;
    int64_t any;
    if (!sql_number(&any, s, "SELECT count(*) FROM rekey", e) || any == 0)
        return any == 0;
    arena_init(&a, ARENA_BYTES_MAX);
    bool ok = store_open_book(&book, &walk, s, &a, e);
    if (ok) {
        struct counts counts = {&book, ARENA_ARRAY(&a, book.item_count, int64_t *)};
        for (unsigned i = 0; i < book.item_count; i++)
            if (book.items[i].rekeyed)
                counts.answers[i] = ARENA_ARRAY(&a, book.items[i].response_count, int64_t);
        ok = store_visit_sheets(walk, INT64_MIN, INT64_MAX, count_sheet, &counts, e) &&
             show_all(&counts, s, visit, self, e);
    }
    store_close_book(walk);
    arena_deinit(&a);
    return ok;
}
