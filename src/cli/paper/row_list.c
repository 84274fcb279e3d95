#include "cli/paper/row_list.h"

#include "base/arena.h"

void row_list_init(struct row_list *list)
{
    *list = (struct row_list){.first = 0};
    buf_init(&list->text, ROW_LIST_BYTES_MAX);
}

static void put_run(struct row_list *list)
{
    if (list->first)
        buf_printf(&list->text, list->last > list->first ? "%s%u-%u" : "%s%u",
                   list->text.size ? "," : "", list->first, list->last);
}

void row_list_add(struct row_list *list, unsigned row)
{
    if (list->first && row == list->last + 1) {
        list->last = row;
        return;
    }
    put_run(list);
    list->first = list->last = row;
}

struct slice row_list_take(struct row_list *list, struct arena *a)
{
    put_run(list);
    struct slice text = arena_copy(a, buf_slice(&list->text));
    bool fits = !list->text.failed;
    buf_deinit(&list->text);
    return fits ? text : SLICE("");
}
