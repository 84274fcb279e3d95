#include "store/paper.h"

#include <stdio.h>
#include <stdlib.h>

#include "store/book.h"

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
