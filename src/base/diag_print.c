/*
 * Printing problems: order, position, the line and its caret.
 *
 * Files are untrusted, terminals obey what is written to them: all that comes from a file passes
 * through put_text or draw_line, which show control characters as U+FFFD.
 */
#include "base/diag.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/i18n.h"
#include "base/utf8.h"

enum {
    REPLACEMENT = 0xFFFD,
    TAB_COLUMNS = 4,
    CONTEXT_COLUMNS = 40, /* Kept before the place when a line is cut. */
    LINE_COLUMNS = 100,
    LOOK_BACK_BYTES = 400 /* So that a line of megabytes costs nothing. */
};

/* ---- where ---- */

struct position {
    size_t offset;     /* Always at a line's begin or at the place asked for. */
    size_t line_begin; /* Byte offset. */
    unsigned line, column;
};

static const struct position first_position = {0, 0, 1, 1};

/* Bytes of the end of line at `at`: CR LF is one, and CR alone is one in YAML. */
static size_t line_end_size(struct slice text, size_t at)
{
    if (text.data[at] == '\n')
        return 1;
    if (text.data[at] != '\r')
        return 0;
    return at + 1 < text.size && text.data[at + 1] == '\n' ? 2 : 1;
}

static void move_to(struct position *p, struct slice text, size_t target)
{
    if (target > text.size)
        target = text.size;
    if (target < p->offset)
        *p = first_position;
    while (p->offset < target) {
        size_t end_size = line_end_size(text, p->offset);
        if (end_size && p->offset + end_size > target)
            return; /* Between CR and LF. */
        if (end_size) {
            p->offset += end_size;
            p->line_begin = p->offset;
            p->line++;
            p->column = 1;
            continue;
        }
        size_t next = p->offset;
        utf8_next(text, &next);
        if (next > target)
            return; /* Inside a character: its column. */
        p->offset = next;
        p->column++;
    }
}

void source_position(unsigned *line, unsigned *column, const struct source *source, uint32_t offset)
{
    struct position p = first_position;
    move_to(&p, source->text, offset);
    *line = p.line;
    *column = p.column;
}

/* ---- what a terminal may see ---- */

static bool is_harmful(uint32_t c)
{
    bool reorders = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return c == UTF8_BAD || c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 ||
           reorders;
}

static unsigned columns_of(uint32_t c)
{
    return is_harmful(c) ? 1 : (unsigned)utf8proc_charwidth((utf8proc_int32_t)c);
}

static void put_point(FILE *out, uint32_t c)
{
    char bytes[4];
    unsigned size = utf8_put(bytes, is_harmful(c) ? REPLACEMENT : c);
    fwrite(bytes, 1, size, out);
}

static void put_text(FILE *out, struct slice text)
{
    for (size_t offset = 0; offset < text.size;)
        put_point(out, utf8_next(text, &offset));
}

static void put_repeated(FILE *out, char c, unsigned count)
{
    while (count-- > 0)
        fputc(c, out);
}

/* ---- the line and its caret ---- */

/* The part of a line that is shown; offsets are bytes of the source's text. */
struct excerpt {
    size_t begin, end;
    bool cut_before, cut_after;
};

static size_t find_line_end(struct slice text, size_t from, size_t most)
{
    size_t end = from;
    while (end < text.size && end - from < most && !line_end_size(text, end))
        end++;
    return end;
}

static size_t next_character(struct slice text, size_t offset)
{
    utf8_next(text, &offset);
    return offset;
}

static unsigned point_columns(struct slice text, size_t offset, unsigned column)
{
    uint32_t c = utf8_next(text, &offset);
    return c == '\t' ? TAB_COLUMNS - column % TAB_COLUMNS : columns_of(c);
}

static unsigned width_between(struct slice text, size_t begin, size_t end)
{
    unsigned columns = 0;
    for (size_t at = begin; at < end; at = next_character(text, at))
        columns += point_columns(text, at, columns);
    return columns;
}

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* The begin of the character that ends at `offset`, not before `least`. */
static size_t previous_character(struct slice text, size_t offset, size_t least)
{
    size_t begin = offset - 1;
    while (begin > least && offset - begin < 4 && is_continuation(text.data[begin]))
        begin--;
    return next_character(text, begin) == offset ? begin : offset - 1;
}

/* Where to begin so that the place at `place` is at most CONTEXT_COLUMNS in. */
static size_t choose_begin(struct slice text, size_t line_begin, size_t place)
{
    size_t begin = place;
    unsigned columns = 0;
    while (begin > line_begin && place - begin < LOOK_BACK_BYTES) {
        size_t before = previous_character(text, begin, line_begin);
        columns += point_columns(text, before, 0);
        if (columns > CONTEXT_COLUMNS)
            break;
        begin = before;
    }
    /* Not with a mark whose letter was left out. */
    while (begin > line_begin && begin < place && point_columns(text, begin, 0) == 0)
        begin = next_character(text, begin);
    return begin;
}

static struct excerpt choose_excerpt(struct slice text, size_t line_begin, size_t place)
{
    struct excerpt x = {.begin = line_begin};
    size_t line_end = find_line_end(text, place, LINE_COLUMNS * 16);
    bool is_long = place - line_begin > LOOK_BACK_BYTES ||
                   width_between(text, line_begin, line_end) > LINE_COLUMNS;
    if (is_long)
        x.begin = choose_begin(text, line_begin, place);
    unsigned columns = 0;
    x.end = x.begin;
    while (x.end < line_end && columns < LINE_COLUMNS) {
        columns += point_columns(text, x.end, columns);
        x.end = next_character(text, x.end);
    }
    while (x.end < line_end && point_columns(text, x.end, columns) == 0)
        x.end = next_character(text, x.end);
    x.cut_before = x.begin > line_begin;
    x.cut_after = x.end < text.size && !line_end_size(text, x.end);
    return x;
}

static void put_line(FILE *out, struct slice text, const struct excerpt *x)
{
    unsigned column = 0;
    for (size_t at = x->begin; at < x->end;) {
        unsigned columns = point_columns(text, at, column);
        uint32_t c = utf8_next(text, &at);
        if (c == '\t')
            put_repeated(out, ' ', columns);
        else
            put_point(out, c);
        column += columns;
    }
}

/* ---- one problem ---- */

struct printer {
    FILE *out;
    bool colour;
    const struct source *source; /* That `position` lies in. */
    struct position position;
};

static void put_colour(const struct printer *p, const char *sequence)
{
    if (p->colour)
        fputs(sequence, p->out);
}

static const char *severity_word(enum diag_severity severity)
{
    switch (severity) {
    case DIAG_NOTE:
        return _("note");
    case DIAG_WARNING:
        return _("warning");
    case DIAG_ERROR:
        return _("error");
    }
    UNREACHABLE("severity");
}

static const char *severity_colour(enum diag_severity severity)
{
    switch (severity) {
    case DIAG_NOTE:
        return "\033[1;36m";
    case DIAG_WARNING:
        return "\033[1;33m";
    case DIAG_ERROR:
        return "\033[1;31m";
    }
    UNREACHABLE("severity");
}

static void put_excerpt(const struct printer *p, const struct diag *d)
{
    struct slice text = d->span.source->text;
    size_t place = p->position.offset;
    struct excerpt x = choose_excerpt(text, p->position.line_begin, place);
    fprintf(p->out, "%5u | %s", p->position.line, x.cut_before ? "…" : "");
    put_line(p->out, text, &x);
    fputs(x.cut_after ? "…\n      | " : "\n      | ", p->out);
    size_t end = d->span.end < x.end ? d->span.end : x.end;
    unsigned before = width_between(text, x.begin, place);
    unsigned to_end = width_between(text, x.begin, end > place ? end : place);
    put_repeated(p->out, ' ', before + (x.cut_before ? 1 : 0));
    put_colour(p, severity_colour(d->severity));
    fputc('^', p->out);
    put_repeated(p->out, '~', to_end > before + 1 ? to_end - before - 1 : 0);
    put_colour(p, "\033[0m");
    fputc('\n', p->out);
}

/* Problems come sorted, so mostly the position only moves on. */
static void find_position(struct printer *p, const struct diag *d)
{
    if (p->source != d->span.source) {
        p->source = d->span.source;
        p->position = first_position;
    }
    move_to(&p->position, p->source->text, d->span.begin);
}

static void put_place(struct printer *p, const struct diag *d)
{
    const struct source *source = d->span.source;
    put_colour(p, "\033[1m");
    put_text(p->out, source->name);
    if (source->text.data) {
        find_position(p, d);
        fprintf(p->out, ":%u:%u", p->position.line, p->position.column);
    }
    fputs(": ", p->out);
    put_colour(p, "\033[0m");
}

static void put_diag(struct printer *p, const struct diag *d)
{
    if (d->span.source)
        put_place(p, d);
    put_colour(p, severity_colour(d->severity));
    fputs(severity_word(d->severity), p->out);
    if (d->code[0])
        fprintf(p->out, "[%s]", d->code);
    put_colour(p, "\033[0m");
    fputs(": ", p->out);
    put_text(p->out, d->message);
    fputc('\n', p->out);
    if (d->span.source && d->span.source->text.size > 0)
        put_excerpt(p, d);
}

/* ---- order ---- */

struct entry {
    unsigned source_rank;
    uint32_t begin;
    unsigned index; /* In the list; its notes follow it there. */
};

/* The index of the first problem with the same source orders sources as they appeared. */
static unsigned rank_source(const struct diag_list *list, const struct entry *entries,
                            unsigned entry_count, const struct source *source, unsigned fallback)
{
    for (unsigned i = 0; i < entry_count; i++)
        if (list->items[entries[i].index].span.source == source)
            return entries[i].source_rank;
    return fallback;
}

static int compare_entries(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    if (a->source_rank != b->source_rank)
        return a->source_rank < b->source_rank ? -1 : 1;
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

static unsigned sort_problems(struct entry entries[DIAG_MAX], const struct diag_list *list)
{
    unsigned count = 0;
    for (unsigned i = 0; i < list->count; i++) {
        const struct diag *d = &list->items[i];
        if (d->severity == DIAG_NOTE)
            continue;
        unsigned rank = rank_source(list, entries, count, d->span.source, i);
        entries[count++] = (struct entry){rank, d->span.begin, i};
    }
    qsort(entries, count, sizeof *entries, compare_entries);
    return count;
}

void diag_print(FILE *out, const struct diag_list *list, bool colour)
{
    struct entry entries[DIAG_MAX];
    struct printer p = {.out = out, .colour = colour, .position = first_position};
    unsigned count = sort_problems(entries, list);
    for (unsigned i = 0; i < count; i++) {
        unsigned index = entries[i].index;
        put_diag(&p, &list->items[index]);
        while (++index < list->count && list->items[index].severity == DIAG_NOTE)
            put_diag(&p, &list->items[index]);
    }
    if (list->dropped_count)
        fprintf(out,
                i18n_plural("%u more problem is not shown\n", "%u more problems are not shown\n",
                            list->dropped_count),
                list->dropped_count);
}

void diag_print_summary(FILE *out, const struct diag_list *list)
{
    unsigned errors = list->error_count, warnings = list->warning_count;
    if (errors)
        fprintf(out, i18n_plural("%u error", "%u errors", errors), errors);
    if (errors && warnings)
        fputs(", ", out);
    if (warnings)
        fprintf(out, i18n_plural("%u warning", "%u warnings", warnings), warnings);
    fputs(errors || warnings ? "\n" : _("no problems\n"), out);
}
