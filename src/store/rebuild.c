#include "store/inside.h"

static bool rebuild(struct store *s, void *arguments, struct error *e)
{
    (void)arguments;
    /* Children before parents. The log itself is not touched. */
    return sql_exec(s,
                    "DELETE FROM consent; DELETE FROM answer; DELETE FROM question;"
                    "DELETE FROM attempt",
                    e) &&
           event_derive(s, 1, s->next.seq, e);
}

bool store_rebuild(struct store *s, struct error *e)
{
    return store_transact(s, rebuild, NULL, e);
}
