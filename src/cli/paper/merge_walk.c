/** @file
 * A piece of work for each row, here or in workers, and what became of it.
 *
 * What a worker answers is the outcome as it lies in memory, then its problems, each with its
 * message: both ends are the same program, forked, so pointers into texts that were loaded before
 * hold. Outcomes are counted and told in the table's order, whoever was quicker.
 */
#include <string.h>

#include "base/i18n.h"
#include "base/workers.h"
#include "cli/interrupt.h"
#include "cli/paper/merge.h"
#include "cli/paper/row_list.h"

/* A worker costs some 10 ms: its own fonts and static streams. A row costs half of one. */
enum { ROWS_A_WORKER_MIN = 40 };

struct walk {
    struct merge *m;
    merge_work *work;
    struct progress *progress;
    const char *what;
    unsigned done;
    unsigned next; /**< Row to look at next. */
};

/* ---- counting ---- */

static bool count_outcome(struct merge *m, unsigned index, const struct merge_outcome *outcome,
                          struct error *e)
{
    (void)merge_tell(m, index, outcome);
    switch (outcome->fate) {
    case MERGE_REFUSED:
        return error_set(e, outcome->error.kind, outcome->error.code, "%s", outcome->error.message);
    case MERGE_THERE:
        m->skipped_count++;
        return true;
    case MERGE_MADE:
        merge_count_row(m, index);
        m->file_count++;
        m->page_count += outcome->page_count;
        m->size_bytes += outcome->size_bytes;
        return true;
    case MERGE_WRONG:
    case MERGE_DRAWN:
        return true;
    }
    UNREACHABLE("fate of a row");
}

/* The next row to do; false at the end, or when asked to stop. */
static bool find_next(struct walk *walk)
{
    struct merge *m = walk->m;
    while (walk->next < m->row_count && (!m->rows[walk->next].chosen || m->rows[walk->next].bad))
        walk->next++;
    if (walk->next == m->row_count)
        return false;
    m->render->stopped |= interrupt_asked();
    return !m->render->stopped;
}

static bool walk_here(struct walk *walk, struct error *e)
{
    while (find_next(walk)) {
        struct merge_outcome outcome;
        unsigned index = walk->next++;
        progress_show(walk->progress, walk->done++, walk->what);
        walk->work(&outcome, walk->m, index);
        if (!count_outcome(walk->m, index, &outcome, e))
            return false;
    }
    return true;
}

/* ---- what a worker answers ---- */

static void put_outcome(struct buf *answer, const struct merge_outcome *outcome)
{
    const struct diag_list *diags = &outcome->diags;
    buf_append(answer, outcome, sizeof *outcome);
    for (unsigned i = 0; i < diags->count; i++) {
        buf_append(answer, &diags->items[i], sizeof *diags->items);
        buf_append_slice(answer, diags->items[i].message);
    }
}

static void answer_row(struct buf *answer, void *context, unsigned index)
{
    const struct walk *walk = context;
    struct merge_outcome outcome;
    walk->work(&outcome, walk->m, index);
    put_outcome(answer, &outcome);
}

static struct slice take(struct slice *rest, size_t size)
{
    CHECK(rest->size >= size);
    struct slice part = slice_part(*rest, 0, size);
    *rest = slice_part(*rest, size, rest->size);
    return part;
}

/* Messages stay in the answer. */
static void take_outcome(struct merge_outcome *out, struct arena *a, struct slice answer)
{
    memcpy(out, take(&answer, sizeof *out).data, sizeof *out);
    out->row.cells = NULL;
    out->diags.arena = a;
    out->diags.capacity = out->diags.count;
    out->diags.items = ARENA_ARRAY(a, out->diags.count ? out->diags.count : 1, struct diag);
    for (unsigned i = 0; i < out->diags.count; i++) {
        struct diag *d = &out->diags.items[i];
        memcpy(d, take(&answer, sizeof *d).data, sizeof *d);
        d->message = take(&answer, d->message.size);
    }
}

/* ---- sharing out ---- */

static bool count_answer(struct walk *walk, unsigned index, struct slice answer, struct error *e)
{
    struct merge_outcome outcome;
    arena_reset(&walk->m->row_arena);
    take_outcome(&outcome, &walk->m->row_arena, answer);
    return count_outcome(walk->m, index, &outcome, e);
}

/* After a refusal nothing more is given, but what is under way is counted: it may be written. */
static bool walk_with(struct workers *workers, struct walk *walk, struct error *e)
{
    bool ok = true;
    for (;;) {
        unsigned index = 0;
        struct slice answer = {NULL, 0};
        while (ok && find_next(walk) && workers_give(workers, walk->next))
            walk->next++;
        enum workers_state state = workers_take(&index, &answer, workers);
        if (state == WORKERS_NONE)
            return ok;
        if (state == WORKERS_LATER)
            continue;
        progress_show(walk->progress, walk->done++, walk->what);
        if (state == WORKERS_ANSWER) {
            ok &= count_answer(walk, index, answer, e);
        } else {
            walk->m->rows[index].lost = true;
            walk->m->lost_count++;
        }
    }
}

static bool say_lost(struct walk *walk, struct error *e)
{
    struct merge *m = walk->m;
    struct row_list list;
    row_list_init(&list);
    for (unsigned i = 0; i < m->row_count; i++)
        if (m->rows[i].lost || (i >= walk->next && m->rows[i].chosen && !m->rows[i].bad))
            row_list_add(&list, m->rows[i].number);
    struct slice rows = row_list_take(&list, &m->render->workspace.arena);
    return error_set(e, ERROR_SYSTEM, 0,
                     _("a worker process ended before its time: it was killed, or memory ran out. "
                       "These rows may be missing: %.*s. To go on, give the same command with "
                       "--resume"),
                     SLICE_ARG(rows.size ? rows : SLICE("…")));
}

static bool walk_shared(struct walk *walk, unsigned jobs, struct error *e)
{
    struct workers *workers;
    fflush(stdout);
    fflush(stderr);
    if (!workers_start(&workers, jobs, answer_row, walk, e))
        return false;
    bool ok = walk_with(workers, walk, e);
    bool died = walk->m->lost_count > 0 || (workers_count(workers) == 0 && find_next(walk));
    workers_stop(workers);
    return ok && (!died || say_lost(walk, e));
}

static unsigned useful_jobs(const struct merge *m)
{
    unsigned rows = m->chosen_count - m->bad_count, most = rows / ROWS_A_WORKER_MIN;
    return most < m->jobs ? most : m->jobs;
}

bool merge_walk(struct merge *m, merge_work *work, struct progress *progress, const char *what,
                struct error *e)
{
    struct walk walk = {.m = m, .work = work, .progress = progress, .what = what};
    unsigned jobs = useful_jobs(m);
    return jobs > 1 ? walk_shared(&walk, jobs, e) : walk_here(&walk, e);
}
