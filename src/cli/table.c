#include "cli/table.h"

#include "base/arena.h"
#include "base/utf8.h"

enum { COLUMN_GAP = 2, LAST_COLUMN_MIN = 24 };

struct table_row {
    struct table_row *next;
    enum terminal_style style;
    bool heading; /* Only the first cell counts, and it counts for no width. */
    struct slice cells[TABLE_COLUMNS_MAX];
};

void table_init(struct table *t, struct arena *a, const char *align)
{
    *t = (struct table){.arena = a, .column_count = (unsigned)strlen(align)};
    CHECK(t->column_count > 0 && t->column_count <= TABLE_COLUMNS_MAX);
    for (unsigned i = 0; i < t->column_count; i++)
        t->align[i] = align[i] == 'r' ? TABLE_RIGHT : TABLE_LEFT;
}

void table_row(struct table *t, enum terminal_style style)
{
    struct table_row *row = ARENA_NEW(t->arena, struct table_row);
    row->style = style;
    if (t->last)
        t->last->next = row;
    else
        t->first = row;
    t->last = row;
}

void table_heading(struct table *t, struct slice text)
{
    table_row(t, STYLE_BOLD);
    t->last->heading = true;
    t->last->cells[0] = clean_for_terminal(t->arena, text);
}

void table_cell(struct table *t, unsigned column, struct slice text)
{
    CHECK(t->last && column < t->column_count);
    t->last->cells[column] = clean_for_terminal(t->arena, text);
}

static void measure(unsigned widths[TABLE_COLUMNS_MAX], const struct table *t)
{
    for (unsigned i = 0; i < t->column_count; i++) {
        widths[i] = 0;
        for (const struct table_row *row = t->first; row; row = row->next) {
            unsigned columns = row->heading ? 0 : utf8_columns(row->cells[i]);
            if (columns > widths[i])
                widths[i] = columns;
        }
    }
}

/* The last column gets what the others leave, but stays readable. */
static void limit_last(unsigned widths[TABLE_COLUMNS_MAX], const struct table *t, FILE *out)
{
    unsigned terminal = terminal_columns(out), last = t->column_count - 1, before = 0;
    if (terminal == 0)
        return;
    for (unsigned i = 0; i < last; i++)
        before += widths[i] + COLUMN_GAP;
    unsigned room = terminal > before ? terminal - before : 0;
    if (room < LAST_COLUMN_MIN)
        room = LAST_COLUMN_MIN;
    if (widths[last] > room)
        widths[last] = room;
}

static void print_spaces(FILE *out, unsigned count)
{
    fprintf(out, "%*s", (int)count, "");
}

static unsigned last_used(const struct table *t, const struct table_row *row)
{
    unsigned last = 0;
    for (unsigned i = 0; i < t->column_count; i++)
        if (row->cells[i].size)
            last = i;
    return last;
}

/* Where a line of at most `columns` ends in `text`, from `begin`: at a space if there is one. */
static size_t find_line_end(struct slice text, size_t begin, unsigned columns)
{
    size_t offset = begin, last_space = 0;
    unsigned used = 0;
    while (offset < text.size) {
        size_t at = offset;
        uint32_t c = utf8_next(text, &offset);
        used += utf8_columns(slice_part(text, at, offset));
        if (c == ' ')
            last_space = at;
        if (used > columns)
            return last_space > begin ? last_space : at > begin ? at : offset;
    }
    return text.size;
}

/* The last column goes on below itself. */
static void print_wrapped(FILE *out, struct slice text, unsigned columns, unsigned indent)
{
    size_t begin = 0;
    for (;;) {
        size_t end = find_line_end(text, begin, columns);
        fprintf(out, "%.*s", SLICE_ARG(slice_part(text, begin, end)));
        while (end < text.size && text.data[end] == ' ')
            end++;
        if (end >= text.size)
            return;
        fputc('\n', out);
        print_spaces(out, indent);
        begin = end;
    }
}

static void print_row(const struct table *t, const struct table_row *row, const unsigned *widths,
                      FILE *out)
{
    unsigned last = last_used(t, row), indent = 0;
    fputs(style_begin(out, row->style), out);
    for (unsigned i = 0; i <= last; i++) {
        unsigned columns = utf8_columns(row->cells[i]);
        unsigned fill = widths[i] > columns ? widths[i] - columns : 0;
        if (t->align[i] == TABLE_RIGHT)
            print_spaces(out, fill);
        print_wrapped(out, row->cells[i], widths[i], indent);
        if (i < last)
            print_spaces(out, (t->align[i] == TABLE_LEFT ? fill : 0) + COLUMN_GAP);
        indent += widths[i] + COLUMN_GAP;
    }
    fprintf(out, "%s\n", row->style == STYLE_PLAIN ? "" : style_end(out));
}

static void print_heading(const struct table *t, const struct table_row *row, FILE *out)
{
    unsigned terminal = terminal_columns(out);
    struct slice text =
        terminal ? cut_to_columns(t->arena, row->cells[0], terminal) : row->cells[0];
    fprintf(out, "%s%.*s%s\n", style_begin(out, row->style), SLICE_ARG(text), style_end(out));
}

void table_print(const struct table *t, FILE *out)
{
    unsigned widths[TABLE_COLUMNS_MAX];
    measure(widths, t);
    limit_last(widths, t, out);
    for (const struct table_row *row = t->first; row; row = row->next) {
        if (row->heading)
            print_heading(t, row, out);
        else
            print_row(t, row, widths, out);
    }
}
