/** @file
 * A market's stalls on shared sheets, 2up, 4up or cards: one after the other, from left to right,
 * as rows come, so that memory is that of one sheet.
 */
#include "cli/paper/stall.h"
#include "out/pdf.h"

enum { TITLES_BYTES_MAX = 1024 * 1024 };

void stall_share_begin(struct stall_share *share)
{
    *share = (struct stall_share){.count = 0};
    list_init(&share->side);
    arena_init(&share->arena, TITLES_BYTES_MAX);
}

void stall_share_deinit(struct stall_share *share)
{
    list_deinit(&share->side);
    arena_deinit(&share->arena);
}

bool stall_share_end(struct stall_run *s, struct error *e)
{
    struct stall_share *share = &s->share;
    if (share->count == 0)
        return true;
    sheet_shared_end(&share->side, &s->sheets.plan, false);
    if (!pdf_add_page(s->file, &share->side, SLICE(""), e))
        return false;
    for (unsigned i = 0; i < share->count; i++)
        pdf_add_bookmark(s->file, share->titles[i]);
    share->count = 0;
    s->page_count++;
    return true;
}

bool stall_share_add(struct stall_run *s, struct slice title, struct error *e)
{
    struct stall_share *share = &s->share;
    const struct sheet_plan *plan = &s->sheets.plan;
    unsigned cells = plan->columns * plan->rows;
    if (share->count == 0) {
        arena_reset(&share->arena);
        share->titles = ARENA_ARRAY(&share->arena, cells, struct slice);
        sheet_shared_begin(&share->side, plan, false);
    }
    sheet_shared_put(&share->side, plan, false, share->count, &s->press.pages.lists[0]);
    share->titles[share->count++] = arena_copy(&share->arena, title);
    return share->count < cells || stall_share_end(s, e);
}
