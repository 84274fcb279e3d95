#include "content/wording/markup.h"

#include "base/arena.h"
#include "base/i18n.h"

struct writer {
    char *out;
    size_t size;
    struct rich_range *ranges;
    unsigned count;
    bool told; /* One report a text: the next would follow from the first. */
};

static bool at_mark(struct slice text, size_t at)
{
    return at + 1 < text.size && text.data[at] == '*' && text.data[at + 1] == '*';
}

static bool at_escape(struct slice text, size_t at)
{
    return at + 1 < text.size && text.data[at] == '\\' &&
           (text.data[at + 1] == '*' || text.data[at + 1] == '\\');
}

static unsigned count_marks(struct slice text)
{
    unsigned count = 0;
    for (size_t at = 0; at < text.size; at++) {
        if (at_escape(text, at)) {
            at++;
        } else if (at_mark(text, at)) {
            at++;
            count++;
        }
    }
    return count;
}

/* The n-th mark of the text where it stands in the file; the whole value when the file writes it
 * differently (escaped in "…"). */
static struct span span_of_mark(struct span span, struct slice text, unsigned number)
{
    if (!span.source)
        return span;
    struct slice raw = slice_part(span.source->text, span.begin, span.end);
    if (count_marks(raw) != count_marks(text))
        return span;
    for (size_t at = 0; at < raw.size; at++) {
        if (at_escape(raw, at)) {
            at++;
        } else if (at_mark(raw, at)) {
            if (number-- == 0)
                return (struct span){span.source, span.begin + (uint32_t)at,
                                     span.begin + (uint32_t)at + 2};
            at++;
        }
    }
    return span;
}

/* Two bold parts that touch are one. */
static void end_bold(struct writer *w, size_t begin)
{
    if (w->count && w->ranges[w->count - 1].end == begin) {
        w->ranges[w->count - 1].end = (uint32_t)w->size;
        return;
    }
    w->ranges[w->count++] = (struct rich_range){(uint32_t)begin, (uint32_t)w->size};
}

static bool is_blank(struct slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] != ' ')
            return false;
    return true;
}

struct rich markup_parse(struct arena *a, struct slice text, struct span span,
                         struct diag_list *diags)
{
    unsigned mark_count = count_marks(text);
    struct writer w = {.out = arena_alloc(a, text.size + 1),
                       .ranges = ARENA_ARRAY(a, mark_count / 2 + 1, struct rich_range)};
    bool bold = false;
    size_t begin = 0;
    unsigned number = 0;
    for (size_t at = 0; at < text.size; at++) {
        if (at_escape(text, at)) {
            w.out[w.size++] = text.data[++at];
        } else if (at_mark(text, at)) {
            at++;
            if (bold && is_blank((struct slice){w.out + begin, w.size - begin})) {
                if (!w.told)
                    diag_error(diags, "Y025", span_of_mark(span, text, number),
                               _("there is nothing between «**» and «**»: delete both"));
                w.told = true;
            } else if (bold) {
                end_bold(&w, begin);
            }
            number++;
            begin = w.size;
            bold = !bold;
        } else {
            w.out[w.size++] = text.data[at];
        }
    }
    if (bold && !w.told)
        diag_error(diags, "Y024", span_of_mark(span, text, number - 1),
                   _("a «**» is not closed: bold text stands between two of them, **so**"));
    return (struct rich){{w.out, w.size}, w.ranges, w.count};
}
