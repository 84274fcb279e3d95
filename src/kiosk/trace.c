#include "kiosk/trace.h"

#include <stdlib.h>
#include <time.h>

#include "base/units.h"

FILE *trace_open(void)
{
    const char *path = getenv("NGOSO_KIOSK_TRACE");
    return path && *path ? fopen(path, "a") : NULL;
}

static void trace_question(FILE *f, const struct view *view)
{
    const struct quiz_question *q = view->question;
    if (!q || !view->quiz)
        return;
    fprintf(f, "question %.*s %.*s %u %u\noptions", SLICE_ARG(view->quiz->id.text),
            SLICE_ARG(q->id.text), view->question_index, view->question_count);
    for (unsigned i = 0; i < q->option_count; i++)
        fprintf(f, " %u", view->option_order[i]);
    fputs("\nslots", f);
    for (unsigned i = 0; i < q->option_count; i++)
        fprintf(f, " %u", view->slot_order[i]);
    fputc('\n', f);
}

void trace_frame(FILE *f, const struct view *view, const struct target_list *targets,
                 uint64_t drawn_px)
{
    struct timespec now;
    if (!f)
        return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    fprintf(f, "frame %d %lld%09ld %llu\n", (int)view->screen, (long long)now.tv_sec, now.tv_nsec,
            (unsigned long long)drawn_px);
    trace_question(f, view);
    for (unsigned i = 0; i < targets->count; i++) {
        const struct target *t = &targets->items[i];
        fprintf(f, "target %d %d %d %d %d %d %s\n", (int)t->action.act, (int)t->action.index,
                t->rect.x_du / DU_PER_PT, t->rect.y_du / DU_PER_PT, t->rect.width_du / DU_PER_PT,
                t->rect.height_du / DU_PER_PT, t->enabled ? "enabled" : "disabled");
    }
    fputs("end\n", f);
    fflush(f);
}
