#include "content/yaml/repair.h"

#include <ctype.h>

#include "base/i18n.h"
#include "base/utf8.h"

enum { BRACKET_LINES_MAX = 100, SHOWN_BYTES_MAX = 60 };

static struct span span_of(const struct yaml_copy *copy, size_t begin, size_t end)
{
    return (struct span){copy->source, (uint32_t)begin, (uint32_t)end};
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

static size_t line_begin(const struct yaml_copy *copy, size_t at)
{
    while (at > 0 && !is_line_end(copy->bytes[at - 1]))
        at--;
    return at;
}

/* Without the end-of-line characters. */
static size_t line_end(const struct yaml_copy *copy, size_t at)
{
    while (at < copy->size && !is_line_end(copy->bytes[at]))
        at++;
    return at;
}

static bool is_key_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '-';
}

static size_t skip_indent(const struct yaml_copy *copy, size_t at)
{
    while (at < copy->size && copy->bytes[at] == ' ')
        at++;
    return at;
}

/* Past "  - " at the start of the line. */
static size_t skip_markers(const struct yaml_copy *copy, size_t at)
{
    at = skip_indent(copy, at);
    while (at + 1 < copy->size && copy->bytes[at] == '-' && copy->bytes[at + 1] == ' ')
        at = skip_indent(copy, at + 1);
    return at;
}

/* Past "key:", or `at` when there is no key. */
static size_t skip_key(const struct yaml_copy *copy, size_t at)
{
    size_t end = at;
    while (end < copy->size && is_key_byte(copy->bytes[end]))
        end++;
    return end > at && end < copy->size && copy->bytes[end] == ':' ? end + 1 : at;
}

/* Where the value on the line of `at` begins: behind dashes and the first ": " of plain text. */
static size_t value_begin(const struct yaml_copy *copy, size_t at)
{
    size_t begin = skip_markers(copy, line_begin(copy, at));
    size_t end = line_end(copy, begin);
    if (begin < end && strchr("\"'[{#", copy->bytes[begin]))
        return begin < at ? begin : at;
    for (size_t i = begin; i + 1 < end && copy->bytes[i] != '"'; i++)
        if (copy->bytes[i] == ':' && copy->bytes[i + 1] == ' ') {
            begin = skip_indent(copy, i + 1);
            break;
        }
    return begin < at ? begin : at;
}

static bool may_go_on(struct yaml_copy *copy)
{
    return ++copy->repair_count <= YAML_REPAIRS_MAX;
}

static bool mask_value(struct yaml_copy *copy, size_t begin)
{
    size_t end = line_end(copy, begin);
    if (end <= begin)
        return false;
    memset(copy->bytes + begin, 'x', end - begin);
    return may_go_on(copy);
}

static bool drop_line(struct yaml_copy *copy, size_t at)
{
    size_t begin = skip_indent(copy, line_begin(copy, at));
    size_t end = line_end(copy, begin);
    if (end <= begin || copy->bytes[begin] == '#')
        return false;
    memset(copy->bytes + begin, 'x', end - begin);
    copy->bytes[begin] = '#';
    copy->lossy = true;
    return ++copy->loss_count <= YAML_LOSSES_MAX && may_go_on(copy);
}

static bool repair_behind_quote(struct yaml_copy *copy, size_t at)
{
    diag_error(copy->diags, "Y010", span_of(copy, at, line_end(copy, at)),
               _("there is text behind the closing quote: put the quotes around the whole text, "
                 "or use “…” inside it"));
    return mask_value(copy, value_begin(copy, at));
}

static bool repair_escape(struct yaml_copy *copy, size_t at)
{
    diag_error(copy->diags, "Y010", span_of(copy, at, line_end(copy, at)),
               _("\"…\" gives the backslash a meaning: use '…' around this text, or leave the "
                 "backslash out"));
    return mask_value(copy, value_begin(copy, at));
}

static bool repair_open_quote(struct yaml_copy *copy, size_t at)
{
    size_t begin = value_begin(copy, at);
    diag_error(copy->diags, "Y010", span_of(copy, begin, line_end(copy, begin)),
               _("this text begins with a quote and has no closing one"));
    return mask_value(copy, begin);
}

/* The parser points at the value whose next line it could not take in. */
static bool repair_lines(struct yaml_copy *copy, size_t at)
{
    size_t end = line_end(copy, at);
    size_t start = skip_markers(copy, line_begin(copy, at));
    size_t colon = skip_key(copy, start);
    if (colon > start && colon < end && copy->bytes[colon] != ' ') {
        diag_error(copy->diags, "Y011", span_of(copy, colon - 1, colon),
                   _("write a space behind the colon: «%.*s …»"), (int)(colon - start),
                   copy->bytes + start);
        /* A whole character makes room for the space: the value begins behind it. */
        size_t begin = colon + 1;
        while (begin < end && ((unsigned char)copy->bytes[begin] & 0xC0) == 0x80)
            begin++;
        memset(copy->bytes + colon, ' ', begin - colon);
        memset(copy->bytes + begin, 'x', end - begin);
        return may_go_on(copy);
    }
    if (colon == start) {
        diag_error(copy->diags, "Y011", span_of(copy, start, end),
                   _("this line has no key: write «key: text», or put two more spaces in front if "
                     "it continues the text above"));
        return drop_line(copy, at);
    }
    size_t next = end;
    while (next < copy->size && isspace((unsigned char)copy->bytes[next]))
        next++;
    if (next >= copy->size)
        next = start;
    diag_error(copy->diags, "Y011", span_of(copy, next, line_end(copy, next)),
               _("this line is indented deeper than the text above it: start it in the same column "
                 "as the keys beside it"));
    return drop_line(copy, next);
}

static bool repair_place(struct yaml_copy *copy, size_t at)
{
    size_t begin = skip_indent(copy, line_begin(copy, at));
    if (value_begin(copy, at) < at && strchr("[{", copy->bytes[value_begin(copy, at)]))
        return yaml_repair_mark(copy, at);
    diag_error(copy->diags, "Y011", span_of(copy, begin, line_end(copy, begin)),
               _("this line does not fit the lines above it: check its indentation and whether it "
                 "should start with «- »"));
    return drop_line(copy, at);
}

/* The quotes themselves need no care: what counts is whether a bracket is still open. */
static int open_brackets(const struct yaml_copy *copy, size_t begin, size_t end)
{
    int open = 0;
    for (size_t i = begin; i < end; i++)
        open += strchr("[{", copy->bytes[i]) ? 1 : strchr("]}", copy->bytes[i]) ? -1 : 0;
    return open;
}

/* A bracket forgotten many lines above makes trouble only where the next key stands. */
static size_t find_open_bracket(const struct yaml_copy *copy, size_t at)
{
    size_t line = line_begin(copy, at);
    for (unsigned i = 0; i < BRACKET_LINES_MAX; i++) {
        size_t begin = value_begin(copy, line_end(copy, line));
        if (begin < copy->size && strchr("[{", copy->bytes[begin]) &&
            open_brackets(copy, begin, at > begin ? at : begin + 1) > 0 &&
            open_brackets(copy, begin, line_end(copy, begin)) > 0)
            return begin;
        if (line == 0)
            break;
        line = line_begin(copy, line - 1);
    }
    return copy->size;
}

static bool repair_bracket(struct yaml_copy *copy, size_t begin)
{
    diag_error(
        copy->diags, "Y010", span_of(copy, begin, line_end(copy, begin)),
        _("the bracket «%c» is not closed on this line; if it is part of a text, put the text "
          "in quotes"),
        copy->bytes[begin]);
    return mask_value(copy, begin);
}

/* Inside `[a, *b]` the mark is not where the value begins. */
static size_t find_mark(const struct yaml_copy *copy, size_t begin, size_t at)
{
    if (strchr("*&!|>%@`", copy->bytes[begin]))
        return begin;
    for (size_t i = at; i > begin; i--)
        if (i < copy->size && strchr("*&!", copy->bytes[i]))
            return i;
    return begin;
}

bool yaml_repair_mark(struct yaml_copy *copy, size_t at)
{
    size_t begin = value_begin(copy, at);
    if (begin >= copy->size)
        return false;
    size_t mark = find_mark(copy, begin, at), end = mark;
    utf8_next((struct slice){copy->bytes, copy->size}, &end);
    diag_error(copy->diags, "Y008", span_of(copy, mark, line_end(copy, mark)),
               _("text that starts with «%.*s» must stand in quotes: \"…\""), (int)(end - mark),
               copy->bytes + mark);
    return mask_value(copy, begin);
}

static bool repair_colon(struct yaml_copy *copy, size_t at)
{
    size_t begin = value_begin(copy, at);
    size_t shown = at > begin && at - begin < SHOWN_BYTES_MAX ? at - begin : 0;
    diag_error(copy->diags, "Y007", span_of(copy, at, at + 1),
               _("text with a colon and a space in it must stand in quotes: \"%.*s: …\""),
               (int)shown, copy->bytes + begin);
    return mask_value(copy, begin);
}

static bool repair_list(struct yaml_copy *copy, size_t at)
{
    diag_error(copy->diags, "Y011", span_of(copy, at, line_end(copy, at)),
               _("a list starts on the line below its key, each item behind «- »"));
    return mask_value(copy, value_begin(copy, at));
}

/* By what libfyaml 0.7 says; messages it may say otherwise in a later version end in Y006, which is
 * less helpful and still right. */
static const struct {
    const char *part;
    bool (*repair)(struct yaml_copy *copy, size_t at);
} repairs[] = {
    {"nested block mapping on the same line", repair_colon},
    {"plain scalar cannot start", yaml_repair_mark},
    {" tag ", yaml_repair_mark},
    {"anchor", yaml_repair_mark},
    {"alias", yaml_repair_mark},
    {"block sequence on the same line", repair_list},
    {"trailing content", repair_behind_quote},
    {"quoted scalar has invalid", repair_escape},
    {"invalid escape", repair_escape},
    {"quoted", repair_open_quote},
    {"invalid multiline plain key", repair_lines},
    {"could not find expected ':'", repair_lines},
    {"plain multiline", repair_place},
    {"invalid value after mapping", repair_place},
    {"end of block sequence", repair_place},
    {"did not find expected", repair_place},
    {"invalid indentation", repair_place},
};

bool yaml_repair(struct yaml_copy *copy, const char *message, size_t at)
{
    if (copy->tabs)
        return false;
    if (at > copy->size)
        at = copy->size;
    size_t bracket = find_open_bracket(copy, at);
    if (bracket < copy->size)
        return repair_bracket(copy, bracket);
    for (size_t i = 0; i < sizeof repairs / sizeof *repairs; i++)
        if (strstr(message, repairs[i].part))
            return repairs[i].repair(copy, at);
    diag_error(copy->diags, "Y006", span_of(copy, at, line_end(copy, at)),
               _("from here on the file cannot be read as YAML (%s)"), message);
    return false;
}

static void replace_tabs(struct yaml_copy *copy, size_t begin)
{
    size_t end = begin, tab = copy->size;
    for (; end < copy->size && (copy->bytes[end] == ' ' || copy->bytes[end] == '\t'); end++)
        if (copy->bytes[end] == '\t' && tab == copy->size)
            tab = end;
    bool blank = end >= copy->size || strchr("\r\n#", copy->bytes[end]);
    if (tab < end) {
        if (!blank)
            diag_error(copy->diags, "Y009", span_of(copy, tab, end),
                       _("there is a tab in front of this line: YAML wants spaces, two a level"));
        memset(copy->bytes + begin, ' ', end - begin);
        copy->tabs = copy->tabs || !blank;
        copy->lossy = copy->lossy || !blank;
    }
}

void yaml_prepare(struct yaml_copy *copy)
{
    for (size_t begin = 0; begin < copy->size; begin = line_end(copy, begin) + 1) {
        if (is_line_end(copy->bytes[begin]))
            continue;
        if (copy->bytes[begin] == '%') {
            diag_error(copy->diags, "Y008", span_of(copy, begin, line_end(copy, begin)),
                       _("a line may not start with «%%»"));
            drop_line(copy, begin);
        }
        replace_tabs(copy, begin);
    }
}
