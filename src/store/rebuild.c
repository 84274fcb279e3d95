#include "store/derive.h"
#include "store/segment.h"

/* Children before parents. The logs themselves are not touched. */
static const char empty_text[] =
    "DELETE FROM answer; DELETE FROM question; DELETE FROM attempt;"
    "DELETE FROM sheet; DELETE FROM response; DELETE FROM item;"
    "DELETE FROM consent; DELETE FROM forgotten; DELETE FROM paper_batch;"
    "DELETE FROM paper_withdrawn; DELETE FROM rekey; DELETE FROM visit;"
    "DELETE FROM visit_withdrawn; DELETE FROM entry; DELETE FROM trust;"
    "DELETE FROM tally; DELETE FROM word";

static bool pass_on(void *self, const struct chain_event *event, struct error *e)
{
    return derive_event(self, event, e);
}

static bool derive_segments(struct store *s, int64_t device_number, struct error *e)
{
    struct derive *d = derive_begin(s, e);
    bool ok = d && segment_visit(s, device_number, pass_on, d, e) && derive_finish(d, e) &&
              segment_forget_on_branches(s, device_number, e);
    derive_close(d);
    return ok;
}

bool derive_again(struct store *s, int64_t device_number, struct error *e)
{
    return derive_forget(s, device_number, e) && event_derive_facts_of(s, device_number, e) &&
           derive_segments(s, device_number, e);
}

static bool next_device(int64_t *number, struct store *s, struct error *e)
{
    bool row;
    sqlite3_stmt *next = sql_get(s, SQL_NEXT_DEVICE, e);
    if (!next)
        return false;
    sqlite3_bind_int64(next, 1, *number);
    bool ok = sql_step(&row, s, next, e);
    *number = ok && row ? sqlite3_column_int64(next, 0) : 0;
    sql_done(next);
    return ok;
}

bool rebuild_tables(struct store *s, int64_t last, struct error *e)
{
    if (!sql_exec(s, empty_text, e) || !event_derive(s, 1, last, e))
        return false;
    for (int64_t number = 0;;) {
        if (!next_device(&number, s, e))
            return false;
        if (number == 0)
            return true;
        if (!derive_segments(s, number, e))
            return false;
    }
}

static bool rebuild(struct store *s, void *arguments, struct error *e)
{
    (void)arguments;
    return rebuild_tables(s, s->next.seq, e);
}

bool store_rebuild(struct store *s, struct error *e)
{
    return store_transact(s, rebuild, NULL, e);
}
