#include "content/wording/text.h"

#include "base/arena.h"
#include "base/encoding.h"
#include "base/i18n.h"
#include "base/utf8.h"

enum { NO_BREAK_SPACE = 0xA0, LINE_SEPARATOR = 0x2028, PARAGRAPH_SEPARATOR = 0x2029 };

static bool is_white(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == LINE_SEPARATOR ||
           c == PARAGRAPH_SEPARATOR;
}

/* No-break spaces are wanted between number and unit, but not at the ends. */
static bool is_margin(uint32_t c)
{
    return is_white(c) || c == NO_BREAK_SPACE;
}

static struct slice trim(struct slice text)
{
    size_t begin = 0, end = 0, at = 0;
    bool seen = false;
    while (at < text.size) {
        size_t start = at;
        if (is_margin(utf8_next(text, &at)))
            continue;
        if (!seen)
            begin = start;
        seen = true;
        end = at;
    }
    return slice_part(text, begin, end);
}

struct slice text_fold(struct arena *a, struct slice text)
{
    text = trim(text);
    char *out = arena_alloc(a, text.size + 1);
    size_t size = 0, at = 0;
    bool gap = false;
    while (at < text.size) {
        size_t start = at;
        if (is_white(utf8_next(text, &at))) {
            gap = true;
            continue;
        }
        if (gap)
            out[size++] = ' ';
        gap = false;
        memcpy(out + size, text.data + start, at - start);
        size += at - start;
    }
    return utf8_nfc(a, (struct slice){out, size});
}

struct slice text_keep(struct arena *a, struct slice text)
{
    while (text.size && strchr("\r\n", text.data[text.size - 1]))
        text.size--;
    return utf8_nfc(a, text);
}

enum oddity { FINE, CONTROL, DIRECTION, DAMAGED, LOOK_ALIKE, INVISIBLE, STACKED };

static enum oddity judge(uint32_t c)
{
    if (is_white(c))
        return FINE;
    if (c < 0x20 || (c >= 0x7F && c < 0xA0))
        return CONTROL;
    if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069))
        return DIRECTION;
    if (c == 0xFFFD || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF) ||
        (c >= 0xE000 && c <= 0xF8FF))
        return DAMAGED;
    if (c == 0x00D0 || c == 0x0189 || c == 0x00F0 || c == 0x0256)
        return LOOK_ALIKE;
    if (c == 0x00AD || c == 0x200B || c == 0x200E || c == 0x200F || c == 0x2060 || c == 0xFEFF ||
        (c >= 0xE0000 && c <= 0xE007F))
        return INVISIBLE;
    return FINE;
}

/* The character itself where its bytes stand in the file, the whole value where they are escaped.
 * `*from` lets the next search start behind it. */
static struct span locate(struct slice character, struct span span, uint32_t *from)
{
    if (!span.source)
        return span;
    struct slice text = span.source->text;
    for (uint32_t at = *from; at + character.size <= span.end && at < text.size; at++)
        if (memcmp(text.data + at, character.data, character.size) == 0) {
            *from = at + (uint32_t)character.size;
            return (struct span){span.source, at, *from};
        }
    return span;
}

static void report(enum oddity oddity, uint32_t c, struct span span, struct diag_list *diags)
{
    unsigned point = (unsigned)c;
    switch (oddity) {
    case CONTROL:
        diag_error(diags, "Y019", span, _("control character U+%04X cannot be printed: delete it"),
                   point);
        break;
    case DIRECTION:
        diag_error(diags, "Y020", span,
                   _("U+%04X turns the direction of the text around it, which can disguise links: "
                     "delete it"),
                   point);
        break;
    case DAMAGED:
        diag_error(
            diags, "Y021", span,
            _("U+%04X stands for a letter that was lost or belongs to one font only: type it "
              "again"),
            point);
        break;
    case LOOK_ALIKE:
        diag_warning(diags, "Y022", span,
                     _("U+%04X only looks like the Vietnamese letter: write «%s» (U+%04X)"), point,
                     c == 0xD0 || c == 0x189 ? "Đ" : "đ",
                     c == 0xD0 || c == 0x189 ? 0x110u : 0x111u);
        break;
    case INVISIBLE:
        diag_warning(diags, "Y023", span,
                     _("invisible character U+%04X, probably pasted along: delete it"), point);
        break;
    case STACKED:
        diag_error(diags, "Y026", span,
                   _("U+%04X is one mark too many on the same letter; a pile of marks runs over "
                     "other lines: type the letter again"),
                   point);
        break;
    case FINE:
        break;
    }
}

/* Vietnamese has two at most, and those become part of their letter; more would leave its line. */
enum { MARKS_MAX = 2 };

static bool is_mark(uint32_t c)
{
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x1AB0 && c <= 0x1AFF) ||
           (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) ||
           (c >= 0xFE20 && c <= 0xFE2F);
}

bool text_check(struct slice text, struct span span, struct diag_list *diags)
{
    unsigned before = diags->error_count;
    uint32_t from = span.begin;
    size_t at = 0;
    unsigned marks = 0;
    while (at < text.size) {
        size_t start = at;
        uint32_t c = utf8_next(text, &at);
        marks = is_mark(c) ? marks + 1 : 0;
        /* Each pile is reported once. */
        enum oddity oddity = marks == MARKS_MAX + 1 ? STACKED : judge(c);
        if (oddity != FINE)
            report(oddity, c, locate(slice_part(text, start, at), span, &from), diags);
    }
    return diags->error_count == before;
}

/* Letters of the Latin-1 block that Vietnamese writes too. */
static bool is_shared_letter(uint32_t c)
{
    uint32_t small = c >= 0xE0 ? c - 0x20 : c;
    return (small >= 0xC0 && small <= 0xC3) || (small >= 0xC8 && small <= 0xCA) || small == 0xCC ||
           small == 0xCD || (small >= 0xD2 && small <= 0xD5) || small == 0xD9 || small == 0xDA ||
           small == 0xDD;
}

/* Old text read as Latin-1 has letters of that block and none beyond it. Judging syllables costs
 * much more than this look at the letters, and nearly all real text ends here. */
static bool may_be_legacy(struct slice text)
{
    bool latin1 = false, foreign = false, beyond = false;
    for (size_t at = 0; at < text.size;) {
        uint32_t c = utf8_next(text, &at);
        if (c > NO_BREAK_SPACE && c <= 0xFF) {
            latin1 = true;
            foreign = foreign || !is_shared_letter(c);
        } else if (c == 0x110 || c == 0x111 || (c >= 0x1A0 && c <= 0x1B0) ||
                   (c >= 0x1EA0 && c <= 0x1EF9)) {
            beyond = true;
        }
    }
    return latin1 && (foreign || !beyond);
}

bool text_check_legacy(struct slice text, struct span span, struct diag_list *diags)
{
    enum encoding_guess guess = may_be_legacy(text) ? encoding_guess_text(text) : ENCODING_UTF8;
    if (guess == ENCODING_UTF8 || guess == ENCODING_UNKNOWN)
        return true;
    diag_error(
        diags, "Y005", span,
        _("these letters look like %s text that was pasted without conversion: convert it to "
          "Unicode"),
        encoding_name(guess));
    return false;
}
