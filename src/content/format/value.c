#include "content/format/reader.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "content/shared/facts.h"
#include "content/wording/markup.h"
#include "content/wording/text.h"

enum { SHOWN_BYTES = 60, PATTERN_BYTES_MAX = 2000, LITERALS_TOLD_MAX = 8 };

struct format_code format_code(char family, const char *digits)
{
    struct format_code code = {{family, digits[0], digits[1], digits[2], 0}};
    return code;
}

struct slice format_shown(struct slice text)
{
    size_t end = 0;
    while (end < text.size && end < SHOWN_BYTES && text.data[end] != '\n') {
        size_t next = end;
        utf8_next(text, &next);
        if (next > SHOWN_BYTES)
            break;
        end = next;
    }
    return slice_part(text, 0, end);
}

const char *format_name_of(struct reader *r, const struct format_field *field)
{
    if (field->key)
        return field->key;
    return arena_printf(r->arena, "%s %u", r->list_name, r->item_number).data;
}

const char *format_nearest(struct slice word, const char *const *words, unsigned word_count)
{
    int index = utf8_nearest(word, words, word_count);
    return index < 0 ? NULL : words[index];
}

static bool matches(struct reader *r, enum format_pattern pattern, struct slice text)
{
    if (pattern == FORMAT_ANY)
        return true;
    if (!r->compiled[pattern]) {
        int failed = regcomp(&r->patterns[pattern], format_pattern_of(pattern)->expression,
                             REG_EXTENDED | REG_NOSUB);
        CHECK(!failed);
        r->compiled[pattern] = true;
    }
    return regexec(&r->patterns[pattern], arena_copy(r->arena, text).data, 0, NULL, 0) == 0;
}

bool format_check_pattern(struct reader *r, enum format_pattern pattern, struct slice text,
                          const struct yaml_node *node)
{
    if (node->masked || matches(r, pattern, text))
        return true;
    const struct format_pattern_info *info = format_pattern_of(pattern);
    diag_error(r->diags, FORMAT_CODE(r, info->code), node->span, _("«%.*s»: %s"),
               SLICE_ARG(format_shown(text)), _(info->message));
    return false;
}

static void check_length(struct reader *r, const struct format_field *field, struct slice text,
                         const struct yaml_node *node)
{
    size_t length = utf8_length(text);
    if (node->masked)
        return;
    if (field->max && length > field->max)
        diag_error(r->diags, FORMAT_CODE(r, "005"), node->span,
                   _("«%s» has %zu characters, at most %u fit: shorten it"),
                   format_name_of(r, field), length, field->max);
    else if (length < field->min)
        diag_error(r->diags, FORMAT_CODE(r, "005"), node->span,
                   _("«%s» is too short: it needs at least %u characters"),
                   format_name_of(r, field), field->min);
}

static void check_letters(struct reader *r, struct slice text, const struct yaml_node *node)
{
    if (r->legacy_told || text_check_legacy(text, node->span, r->diags))
        text_check(text, node->span, r->diags);
    else
        r->legacy_told = true;
}

struct slice format_filled(struct reader *r, const struct yaml_node *node)
{
    struct slice unknown, text = text_fold(r->arena, node->text);
    return r->facts ? facts_fill(&unknown, r->facts, r->arena, text) : text;
}

static void report_unknown_fact(struct reader *r, struct slice name, const struct yaml_node *node)
{
    struct slice nearest = facts_nearest(r->facts, name, r->arena);
    if (nearest.size)
        diag_error(r->diags, FORMAT_CODE(r, "022"), node->span,
                   _("facts.yaml does not know {%.*s}; did you mean {%.*s}?"), SLICE_ARG(name),
                   SLICE_ARG(nearest));
    else
        diag_error(r->diags, FORMAT_CODE(r, "022"), node->span,
                   _("facts.yaml does not know {%.*s}: add it there, or write the text itself"),
                   SLICE_ARG(name));
}

/* Each of them, as one correction a run is slow work; but nobody needs a hundred. */
static void report_literals(struct reader *r, struct slice text, const struct yaml_node *node)
{
    for (unsigned i = 0; i < LITERALS_TOLD_MAX; i++) {
        struct slice literal, name = facts_find_literal(&literal, r->facts, r->arena, text);
        if (name.size == 0)
            return;
        diag_warning(r->diags, FORMAT_CODE(r, "023"), span_of_part(node->span, literal),
                     _("write {%.*s} for “%.*s”: then one correction in facts.yaml reaches every "
                       "guide"),
                     SLICE_ARG(name), SLICE_ARG(literal));
        text = slice_part(text, (size_t)(literal.data - text.data) + literal.size, text.size);
    }
}

static void report_outdated(struct reader *r, struct slice text, const struct yaml_node *node)
{
    const struct outdated_wording *old = NULL;
    struct slice found;
    while ((old = facts_next_outdated(&found, r->facts, text, old)))
        diag_error(r->diags, FORMAT_CODE(r, "024"), span_of_part(node->span, found),
                   _("“%.*s” is out of date; today it is: %.*s"), SLICE_ARG(old->wording.text),
                   SLICE_ARG(old->instead.text));
}

/* Judges a text as written and gives it as it will be read. */
static struct slice use_facts(struct reader *r, const struct format_field *field, struct slice text,
                              const struct yaml_node *node)
{
    if (!r->facts || node->masked)
        return text;
    struct slice unknown, filled = facts_fill(&unknown, r->facts, r->arena, text);
    if (unknown.size && field->kind != FORMAT_EXACT) /* Passwords may have braces. */
        report_unknown_fact(r, unknown, node);
    report_literals(r, text, node);
    if (!field->may_be_wrong)
        report_outdated(r, text, node);
    return filled;
}

/* False for text that is not there. */
static bool read_text(struct reader *r, struct slice *out, const struct format_field *field,
                      const struct yaml_node *node)
{
    if (yaml_is_empty(node)) {
        if (field->required && !node->masked)
            diag_error(r->diags, FORMAT_CODE(r, "004"), node->span, _("«%s» is empty"),
                       format_name_of(r, field));
        return false;
    }
    struct slice text = field->kind == FORMAT_EXACT ? text_keep(r->arena, node->text)
                                                    : text_fold(r->arena, node->text);
    check_letters(r, text, node);
    text = use_facts(r, field, text, node);
    *out = text;
    if (field->kind == FORMAT_DATE ||
        format_check_pattern(r, field->pattern, slice_part(text, 0, PATTERN_BYTES_MAX), node))
        check_length(r, field, text, node);
    return text.size > 0;
}

void format_read_plain(struct reader *r, struct field *out, const struct format_field *field,
                       const struct yaml_node *node)
{
    if (read_text(r, &out->text, field, node))
        out->span = node->span;
}

void format_read_rich(struct reader *r, struct rich_field *out, const struct format_field *field,
                      const struct yaml_node *node)
{
    struct slice text = {0};
    if (!read_text(r, &text, field, node))
        return;
    out->span = node->span;
    out->rich = markup_parse(r->arena, text, node->span, r->diags);
}

void format_append_name(char *list, const char *name)
{
    if (*list)
        strcat(list, ", ");
    strcat(list, name);
}

static const char *list_words(struct reader *r, const struct format_field *field)
{
    size_t size = 1;
    for (const struct format_word *w = field->words; w->word; w++)
        size += strlen(w->word) + 2;
    char *list = arena_alloc(r->arena, size);
    for (const struct format_word *w = field->words; w->word; w++)
        format_append_name(list, w->word);
    return list;
}

void format_read_word(struct reader *r, unsigned *out, const struct format_field *field,
                      const struct yaml_node *node)
{
    struct slice text = {0};
    const char *words[FORMAT_WORDS_MAX];
    unsigned count = 0;
    if (!read_text(r, &text, field, node) || node->masked)
        return;
    for (; field->words[count].word && count < FORMAT_WORDS_MAX; count++) {
        words[count] = field->words[count].word;
        if (slice_equal_text(text, words[count])) {
            *out = count;
            return;
        }
    }
    const char *nearest = format_nearest(text, words, count);
    if (nearest)
        diag_error(r->diags, FORMAT_CODE(r, "008"), node->span,
                   _("«%s» does not know the word «%.*s»; did you mean «%s»?"),
                   format_name_of(r, field), SLICE_ARG(format_shown(text)), nearest);
    else
        diag_error(r->diags, FORMAT_CODE(r, "008"), node->span,
                   _("«%s» does not know the word «%.*s»; it takes one of: %s"),
                   format_name_of(r, field), SLICE_ARG(format_shown(text)), list_words(r, field));
}

void format_read_date(struct reader *r, struct date *out, struct span *span,
                      const struct format_field *field, const struct yaml_node *node)
{
    struct slice text = {0};
    if (!read_text(r, &text, field, node) || node->masked)
        return;
    *span = node->span;
    if (!date_parse(out, text)) {
        *out = (struct date){0};
        diag_error(r->diags, FORMAT_CODE(r, "010"), node->span,
                   _("«%.*s» is not a day of the calendar: write it as 2026-11-21 or 21/11/2026"),
                   SLICE_ARG(format_shown(text)));
    }
}

void format_read_count(struct reader *r, int *out, const struct format_field *field,
                       const struct yaml_node *node)
{
    struct slice text = {0};
    if (!read_text(r, &text, field, node) || node->masked)
        return;
    unsigned value = 0;
    bool number = text.size > 0 && text.size < 9;
    for (size_t i = 0; i < text.size && number; i++) {
        number = text.data[i] >= '0' && text.data[i] <= '9';
        value = value * 10 + (unsigned)(text.data[i] - '0');
    }
    if (!number || value < field->min || value > field->max)
        diag_error(r->diags, FORMAT_CODE(r, "012"), node->span,
                   _("«%s» needs a whole number from %u to %u, not «%.*s»"),
                   format_name_of(r, field), field->min, field->max, SLICE_ARG(format_shown(text)));
    else
        *out = (int)value;
}

void format_read_flag(struct reader *r, bool *out, const struct format_field *field,
                      const struct yaml_node *node)
{
    struct slice text = {0};
    if (!read_text(r, &text, field, node) || node->masked)
        return;
    *out = slice_equal_text(text, "true");
    if (!*out && !slice_equal_text(text, "false"))
        diag_error(r->diags, FORMAT_CODE(r, "013"), node->span,
                   _("«%s» is true or false, not «%.*s»"), format_name_of(r, field),
                   SLICE_ARG(format_shown(text)));
}
