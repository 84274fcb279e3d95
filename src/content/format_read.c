/*
 * Walks a tree and a table together: what is in the file goes into the struct, what is wrong with
 * it into the list of problems.
 *
 * The digits of codes are shared by all formats (G012 in a guide, C012 in a commune's file), see
 * guides/README.md. After a syntax problem parts of the tree are "incomplete" or "masked": then
 * nothing is said about what is missing or how a text looks, since it may be perfectly well in the
 * file.
 */
#include "content/format.h"

#include <regex.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "content/markup.h"
#include "content/text.h"

enum { WORDS_MAX = 32, SHOWN_BYTES = 60 };

struct reader {
    struct arena *arena;
    const struct format *format;
    struct diag_list *diags;
    regex_t patterns[FORMAT_PATTERN_COUNT];
    bool compiled[FORMAT_PATTERN_COUNT];
    bool legacy_told; /* The cure is for the whole file: say it once. */
};

struct format_code format_code(char family, const char *digits)
{
    struct format_code code = {{family, digits[0], digits[1], digits[2], 0}};
    return code;
}

#define CODE(reader, digits) (format_code((reader)->format->family, digits).text)

/* A value in a message: one line, not too long. */
static struct slice shown(struct slice text)
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

static void *member(void *target, size_t offset)
{
    return (char *)target + offset;
}

static const char *name_of(const struct format_field *field, const struct yaml_node *node)
{
    if (field->key)
        return field->key;
    return node->key.size ? node->key.data : _("item");
}

/* ---- texts ---- */

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

static void check_pattern(struct reader *r, enum format_pattern pattern, struct slice text,
                          const struct yaml_node *node)
{
    if (node->masked || matches(r, pattern, text))
        return;
    const struct format_pattern_info *info = format_pattern_of(pattern);
    diag_error(r->diags, CODE(r, info->code), node->span, _("«%.*s»: %s"), SLICE_ARG(shown(text)),
               _(info->message));
}

static void check_length(struct reader *r, const struct format_field *field, struct slice text,
                         const struct yaml_node *node)
{
    size_t length = utf8_length(text);
    if (field->max && length > field->max)
        diag_error(r->diags, CODE(r, "005"), node->span,
                   _("«%s» has %zu characters, at most %u fit: shorten it"), name_of(field, node),
                   length, field->max);
    else if (length < field->min)
        diag_error(r->diags, CODE(r, "005"), node->span,
                   _("«%s» is too short: it needs at least %u characters"), name_of(field, node),
                   field->min);
}

static void check_letters(struct reader *r, struct slice text, const struct yaml_node *node)
{
    if (r->legacy_told || text_check_legacy(text, node->span, r->diags))
        text_check(text, node->span, r->diags);
    else
        r->legacy_told = true;
}

/* False for text that is not there. */
static bool read_text(struct reader *r, struct slice *out, const struct format_field *field,
                      const struct yaml_node *node)
{
    if (yaml_is_empty(node)) {
        if (field->required && !node->masked)
            diag_error(r->diags, CODE(r, "004"), node->span, _("«%s» is empty"),
                       name_of(field, node));
        return false;
    }
    struct slice text = field->kind == FORMAT_EXACT ? text_keep(r->arena, node->text)
                                                    : text_fold(r->arena, node->text);
    check_letters(r, text, node);
    check_length(r, field, text, node);
    *out = text;
    return text.size > 0;
}

static void read_plain(struct reader *r, struct field *out, const struct format_field *field,
                       const struct yaml_node *node)
{
    if (!read_text(r, &out->text, field, node))
        return;
    out->span = node->span;
    if (!field->max || out->text.size <= 4 * (size_t)field->max)
        check_pattern(r, field->pattern, out->text, node);
}

static void read_rich(struct reader *r, struct rich_field *out, const struct format_field *field,
                      const struct yaml_node *node)
{
    struct slice text = {0};
    if (!read_text(r, &text, field, node))
        return;
    out->span = node->span;
    out->rich = markup_parse(r->arena, text, node->span, r->diags);
}

static const char *list_words(struct reader *r, const struct format_field *field)
{
    struct slice list = SLICE("");
    for (const struct format_word *w = field->words; w->word; w++)
        list = arena_printf(r->arena, "%.*s%s%s", SLICE_ARG(list), list.size ? ", " : "", w->word);
    return list.data;
}

static void read_word(struct reader *r, unsigned *out, const struct format_field *field,
                      const struct yaml_node *node)
{
    struct slice text = {0};
    const char *words[WORDS_MAX];
    unsigned count = 0;
    if (!read_text(r, &text, field, node) || node->masked)
        return;
    for (; field->words[count].word && count < WORDS_MAX; count++) {
        words[count] = field->words[count].word;
        if (slice_equal_text(text, words[count])) {
            *out = count;
            return;
        }
    }
    int nearest = utf8_nearest(text, words, count);
    if (nearest >= 0)
        diag_error(r->diags, CODE(r, "008"), node->span,
                   _("«%s» does not know the word «%.*s»; did you mean «%s»?"),
                   name_of(field, node), SLICE_ARG(shown(text)), words[nearest]);
    else
        diag_error(r->diags, CODE(r, "008"), node->span,
                   _("«%s» does not know the word «%.*s»; it takes one of: %s"),
                   name_of(field, node), SLICE_ARG(shown(text)), list_words(r, field));
}

static void read_date(struct reader *r, struct date *out, struct span *span,
                      const struct format_field *field, const struct yaml_node *node)
{
    struct slice text = {0};
    if (!read_text(r, &text, field, node) || node->masked)
        return;
    *span = node->span;
    if (!date_parse(out, text)) {
        *out = (struct date){0};
        diag_error(r->diags, CODE(r, "010"), node->span,
                   _("«%.*s» is not a day of the calendar: write it as 2026-11-21 or 21/11/2026"),
                   SLICE_ARG(shown(text)));
    }
}

static void read_count(struct reader *r, int *out, const struct format_field *field,
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
        diag_error(r->diags, CODE(r, "012"), node->span,
                   _("«%s» needs a whole number from %u to %u, not «%.*s»"), name_of(field, node),
                   field->min, field->max, SLICE_ARG(shown(text)));
    else
        *out = (int)value;
}

static void read_flag(struct reader *r, bool *out, const struct format_field *field,
                      const struct yaml_node *node)
{
    struct slice text = {0};
    if (!read_text(r, &text, field, node) || node->masked)
        return;
    *out = slice_equal_text(text, "true");
    if (!*out && !slice_equal_text(text, "false"))
        diag_error(r->diags, CODE(r, "013"), node->span, _("«%s» is true or false, not «%.*s»"),
                   name_of(field, node), SLICE_ARG(shown(text)));
}

/* ---- lists and mappings ---- */

static void read_value(struct reader *r, void *target, const struct format_field *field,
                       const struct yaml_node *node);

static unsigned count_to_read(struct reader *r, const struct format_field *field,
                              const struct yaml_node *list)
{
    if (list->count < field->min && !list->incomplete)
        diag_error(r->diags, CODE(r, "007"), list->key_span,
                   i18n_plural("«%s» needs at least %u item, here is %u",
                               "«%s» needs at least %u items, here are %u", field->min),
                   name_of(field, list), field->min, list->count);
    if (list->count <= field->max)
        return list->count;
    const struct yaml_node *item = list->first;
    for (unsigned i = 0; i < field->max; i++)
        item = item->next;
    diag_error(r->diags, CODE(r, "006"), item->span,
               _("«%s» takes at most %u items, here are %u: from this one on they are too many"),
               name_of(field, list), field->max, list->count);
    return field->max;
}

static void read_list(struct reader *r, void *target, const struct format_field *field,
                      const struct yaml_node *list)
{
    unsigned count = count_to_read(r, field, list);
    char *items = member(target, field->offset);
    if (field->allocated) {
        items = arena_array(r->arena, count, field->size);
        memcpy(member(target, field->offset), &items, sizeof items);
    }
    const struct yaml_node *node = list->first;
    for (unsigned i = 0; i < count; i++, node = node->next)
        read_value(r, items + i * field->size, field->item, node);
    *(unsigned *)member(target, field->count_offset) = count;
}

static const struct format_field *find_field(const struct format_object *object, struct slice key)
{
    for (unsigned i = 0; i < object->field_count; i++)
        if (slice_equal_text(key, object->fields[i].key))
            return &object->fields[i];
    return NULL;
}

static void report_unknown(struct reader *r, const struct format_object *object,
                           const struct yaml_node *node)
{
    const char *keys[WORDS_MAX];
    unsigned count = object->field_count < WORDS_MAX ? object->field_count : WORDS_MAX;
    for (unsigned i = 0; i < count; i++)
        keys[i] = object->fields[i].key;
    int nearest = utf8_nearest(node->key, keys, count);
    if (nearest >= 0) {
        diag_error(r->diags, CODE(r, "001"), node->key_span,
                   _("there is no key «%.*s» here; did you mean «%s»?"),
                   SLICE_ARG(shown(node->key)), keys[nearest]);
        return;
    }
    struct slice list = SLICE("");
    for (unsigned i = 0; i < count; i++)
        list = arena_printf(r->arena, "%.*s%s%s", SLICE_ARG(list), i ? ", " : "", keys[i]);
    diag_error(r->diags, CODE(r, "001"), node->key_span,
               _("there is no key «%.*s» here; there are: %.*s"), SLICE_ARG(shown(node->key)),
               SLICE_ARG(list));
}

/* Where to point for what is not there: the first key, or the whole when there is none. */
static struct span head_of(const struct yaml_node *map)
{
    return map->first ? map->first->key_span : map->span;
}

static bool is_given(const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = yaml_find(map, key);
    return node && (node->masked || node->incomplete || !yaml_is_empty(node));
}

static void report_missing(struct reader *r, const struct format_object *object,
                           const struct yaml_node *map)
{
    for (unsigned i = 0; i < object->field_count && !map->incomplete; i++) {
        const struct format_field *field = &object->fields[i];
        if (!field->required || yaml_find(map, field->key))
            continue;
        if (field->example)
            diag_error(r->diags, CODE(r, "002"), head_of(map),
                       _("«%s» is missing; write for example «%s: %s»"), field->key, field->key,
                       field->example);
        else
            diag_error(r->diags, CODE(r, "002"), head_of(map), _("«%s» is missing"), field->key);
    }
}

static void apply_rule(struct reader *r, const struct format_rule *rule,
                       const struct yaml_node *map)
{
    const struct yaml_node *when = yaml_find(map, rule->key);
    if (!when || !is_given(map, rule->key) || when->masked)
        return;
    struct slice word = when->kind == YAML_TEXT ? text_fold(r->arena, when->text) : SLICE("");
    if (rule->word && !slice_equal_text(word, rule->word))
        return;
    const char *value = rule->word ? rule->word : "…";
    for (const char *const *key = rule->needs; key && *key && !map->incomplete; key++)
        if (!is_given(map, *key))
            diag_error(r->diags, CODE(r, "016"), when->span, _("«%s: %s» needs «%s» too"),
                       rule->key, value, *key);
    for (const char *const *key = rule->refuses; key && *key; key++)
        if (is_given(map, *key))
            diag_error(r->diags, CODE(r, "017"), yaml_find(map, *key)->key_span,
                       _("«%s: %s» does not take «%s»: delete this line"), rule->key, value, *key);
    const struct yaml_node *shaped = rule->shaped ? yaml_find(map, rule->shaped) : NULL;
    if (shaped && shaped->kind == YAML_TEXT && is_given(map, rule->shaped))
        check_pattern(r, rule->pattern, text_fold(r->arena, shaped->text), shaped);
}

static void read_object(struct reader *r, void *target, const struct format_object *object,
                        const struct yaml_node *map)
{
    for (const struct yaml_node *node = map->first; node; node = node->next) {
        const struct format_field *field = find_field(object, node->key);
        if (field)
            read_value(r, target, field, node);
        else
            report_unknown(r, object, node);
    }
    report_missing(r, object, map);
    for (unsigned i = 0; i < object->rule_count; i++)
        apply_rule(r, &object->rules[i], map);
}

static const char *kind_name(enum yaml_kind kind)
{
    switch (kind) {
    case YAML_TEXT:
        return _("text");
    case YAML_LIST:
        return _("a list");
    case YAML_MAP:
        return _("keys with values");
    }
    UNREACHABLE("yaml kind");
}

static enum yaml_kind kind_wanted(const struct format_field *field)
{
    return field->kind == FORMAT_LIST  ? YAML_LIST
           : field->kind == FORMAT_MAP ? YAML_MAP
                                       : YAML_TEXT;
}

static void report_kind(struct reader *r, const struct format_field *field,
                        const struct yaml_node *node)
{
    const char *name = name_of(field, node);
    enum yaml_kind wanted = kind_wanted(field);
    struct span span = node->kind == YAML_TEXT  ? node->span
                       : node->kind == YAML_MAP ? head_of(node)
                       : node->key.size         ? node->key_span
                                                : node->span;
    if (wanted == YAML_TEXT && node->kind == YAML_MAP && node->count == 1)
        diag_error(r->diags, CODE(r, "003"), span,
                   _("a text is wanted here: if «%.*s: …» is part of it, put all of it in quotes"),
                   SLICE_ARG(shown(node->first->key)));
    else if (wanted == YAML_MAP && node->kind == YAML_TEXT && !field->key)
        diag_error(r->diags, CODE(r, "003"), span, _("write «- %s: …» here, not just the text"),
                   field->object->fields[0].key);
    else if (wanted == YAML_LIST && node->kind == YAML_TEXT)
        diag_error(r->diags, CODE(r, "003"), span,
                   _("«%s» is a list: put each item on a line of its own, behind «- »"), name);
    else
        diag_error(r->diags, CODE(r, "003"), span, _("«%s» takes %s, here is %s"), name,
                   kind_name(wanted), kind_name(node->kind));
}

static void read_value(struct reader *r, void *target, const struct format_field *field,
                       const struct yaml_node *node)
{
    if (node->kind != kind_wanted(field)) {
        if (node->kind == YAML_TEXT && yaml_is_empty(node) && !node->masked) {
            if (field->required)
                diag_error(r->diags, CODE(r, "004"), node->span, _("«%s» is empty"),
                           name_of(field, node));
        } else if (!node->masked) {
            report_kind(r, field, node);
        }
        return;
    }
    switch (field->kind) {
    case FORMAT_TEXT:
    case FORMAT_EXACT:
        read_plain(r, member(target, field->offset), field, node);
        return;
    case FORMAT_RICH:
        read_rich(r, member(target, field->offset), field, node);
        return;
    case FORMAT_WORD:
        read_word(r, member(target, field->offset), field, node);
        return;
    case FORMAT_DATE:
        read_date(r, member(target, field->offset), member(target, field->span_offset), field,
                  node);
        return;
    case FORMAT_COUNT:
        read_count(r, member(target, field->offset), field, node);
        return;
    case FORMAT_FLAG:
        read_flag(r, member(target, field->offset), field, node);
        return;
    case FORMAT_LIST:
        read_list(r, target, field, node);
        return;
    case FORMAT_MAP:
        read_object(r, member(target, field->offset), field->object, node);
        return;
    }
    UNREACHABLE("format kind");
}

void format_read(void *target, struct arena *a, const struct format *format,
                 const struct yaml_node *root, struct diag_list *diags)
{
    struct reader r = {.arena = a, .format = format, .diags = diags};
    read_object(&r, target, format->object, root);
    for (unsigned i = 0; i < FORMAT_PATTERN_COUNT; i++)
        if (r.compiled[i])
            regfree(&r.patterns[i]);
}
