#include "review/fill_parts.h"

#include <math.h>

/* ---- sections ---- */

void fill_end_section(struct fill *f)
{
    if (!f->section)
        return;
    f->section->rows = f->rows;
    f->section = NULL;
}

void fill_begin_section(struct fill *f, const char *id, const char *title, unsigned row_max)
{
    fill_end_section(f);
    CHECK(f->report->section_count < REPORT_SECTIONS_MAX);
    f->section = &f->sections[f->report->section_count++];
    *f->section = (struct report_section){
        .id = id, .title = slice_from(title), .empty = slice_from(_("Nothing to show here."))};
    f->rows = ARENA_ARRAY(f->arena, row_max + 1, struct report_row);
    f->row_capacity = row_max + 1;
    f->cell_count = 0;
}

void fill_sentence(struct fill *f, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    f->section->sentence = arena_vprintf(f->arena, format, arguments);
    va_end(arguments);
}

void fill_section_note(struct fill *f, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    f->section->note = arena_vprintf(f->arena, format, arguments);
    va_end(arguments);
}

void fill_note(struct fill *f, const char *format, ...)
{
    va_list arguments;
    if (f->report->note_count == FILL_NOTES_MAX)
        return;
    va_start(arguments, format);
    f->notes[f->report->note_count++] = arena_vprintf(f->arena, format, arguments);
    va_end(arguments);
}

void fill_chart(struct fill *f, enum report_chart chart, unsigned label_column,
                unsigned value_column, int64_t axis_max)
{
    f->section->chart = chart;
    f->section->label_column = label_column;
    f->section->value_column = value_column;
    f->section->axis_max = axis_max;
}

void fill_column(struct fill *f, enum report_kind kind, const char *title, const char *hint)
{
    CHECK(f->section->column_count < REPORT_COLUMNS_MAX);
    f->section->columns[f->section->column_count++] =
        (struct report_column){.title = slice_from(title), .hint = slice_from(hint), .kind = kind};
}

void fill_bar_column(struct fill *f, const char *title, const char *hint)
{
    fill_column(f, REPORT_PERCENT, title, hint);
    f->section->columns[f->section->column_count - 1].bar = true;
}

void fill_row(struct fill *f, enum report_flag flag, struct slice remark)
{
    CHECK(f->section->row_count < f->row_capacity);
    f->cells = ARENA_ARRAY(f->arena, f->section->column_count, struct report_cell);
    f->cell_count = 0;
    f->rows[f->section->row_count++] =
        (struct report_row){.cells = f->cells, .flag = flag, .remark = remark};
}

void fill_about(struct fill *f, unsigned index)
{
    f->rows[f->section->row_count - 1].about = 1 + index;
}

void fill_put(struct fill *f, struct report_cell cell)
{
    CHECK(f->cell_count < f->section->column_count);
    f->cells[f->cell_count++] = cell;
}

/* ---- cells ---- */

struct report_cell fill_text(struct slice text)
{
    return text.size ? report_text(text) : report_missing((struct slice){0});
}

struct report_cell fill_share(double share, struct stats_interval interval)
{
    return report_with_interval(report_figure(REPORT_PERCENT, 100 * share, 0), 100 * interval.low,
                                100 * interval.high);
}

struct report_cell fill_ratio(double value, struct stats_interval interval)
{
    return report_with_interval(report_figure(REPORT_NUMBER, value, 2), interval.low,
                                interval.high);
}

struct report_cell fill_change(struct stats_estimate change)
{
    struct report_cell cell = report_figure(REPORT_NUMBER, 100 * change.value, 0);
    cell.signed_value = true;
    return report_with_interval(cell, 100 * change.interval.low, 100 * change.interval.high);
}

struct report_cell fill_hidden(void)
{
    return report_missing(slice_from(_("fewer than 5 people: not published")));
}

struct report_cell fill_too_few(struct fill *f, unsigned needed)
{
    return report_missing(arena_printf(f->arena, _("fewer than %u rounds"), needed));
}

/* ---- what may be shown ---- */

bool fill_is_small(const struct fill *f, int64_t size)
{
    return !f->options->team && size < FIGURES_GROUP_MIN;
}

void fill_hide_groups(bool *out, const struct fill *f, const struct figures_group *const *groups,
                      unsigned count)
{
    int64_t hidden = 0, smallest = INT64_MAX;
    unsigned next = count;
    for (unsigned i = 0; i < count; i++) {
        int64_t size = figures_group_size(groups[i]);
        out[i] = fill_is_small(f, size);
        hidden += out[i] ? size : 0;
        if (!out[i] && size < smallest) {
            smallest = size;
            next = i;
        }
    }
    if (hidden > 0 && hidden < FIGURES_GROUP_MIN && next < count)
        out[next] = true;
}

struct report_cell fill_people(const struct fill *f, int64_t count)
{
    return count > 0 && fill_is_small(f, count) ? fill_hidden() : report_count(count);
}

struct slice fill_question(struct fill *f, const struct figures_item *item)
{
    if (item->version == FIGURES_VERSION_CURRENT) {
        struct slice message = item->question->message.text.rich.text;
        if (!message.size)
            return item->question->stem.rich.text;
        return arena_printf(f->arena, "%.*s “%.*s”", SLICE_ARG(item->question->stem.rich.text),
                            SLICE_ARG(message));
    }
    return item->id;
}

struct slice fill_quiz_title(const struct figures_item *item)
{
    return item->in_quiz && item->in_quiz->title.text.size ? item->in_quiz->title.text : item->quiz;
}

struct slice fill_name(const struct figures_group *g)
{
    return g->name.size ? g->name : slice_from(_("not said"));
}
