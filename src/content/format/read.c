/*
 * Walks a tree and a table together: what is in the file goes into the struct, what is wrong with
 * it into the list of problems.
 *
 * The digits of codes are shared by all formats (G012 in a guide, C012 in a commune's file), see
 * guides/README.md. After a syntax problem parts of the tree are "incomplete" or "masked": then
 * nothing is said about what is missing or how a text looks, since it may be perfectly well in the
 * file.
 */
#include "content/format/reader.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "content/wording/text.h"

enum { MISSING_SHOWN_MAX = 3 };

static void *member(void *target, size_t offset)
{
    return (char *)target + offset;
}

static void read_value(struct reader *r, void *target, const struct format_field *field,
                       const struct yaml_node *node);

static const struct format_field *find_field(const struct format_object *object, struct slice key)
{
    for (unsigned i = 0; i < object->field_count; i++)
        if (slice_equal_text(key, object->fields[i].key))
            return &object->fields[i];
    return NULL;
}

static unsigned count_to_read(struct reader *r, const struct format_field *field,
                              const struct yaml_node *list)
{
    if (list->count < field->min && !list->incomplete)
        diag_error(r->diags, FORMAT_CODE(r, "007"), list->key_span,
                   i18n_plural("«%s» needs at least %u item, here is %u",
                               "«%s» needs at least %u items, here are %u", field->min),
                   format_name_of(r, field), field->min, list->count);
    if (list->count <= field->max)
        return list->count;
    const struct yaml_node *item = list->first;
    for (unsigned i = 0; i < field->max; i++)
        item = item->next;
    diag_error(r->diags, FORMAT_CODE(r, "006"), item->span,
               _("«%s» takes at most %u items, here are %u: from this one on they are too many"),
               format_name_of(r, field), field->max, list->count);
    return field->max;
}

static void read_items(struct reader *r, char *items, const struct format_field *field,
                       const struct yaml_node *list, unsigned kept)
{
    /* What will not be kept is checked all the same: one run shows everything. */
    void *surplus = list->count > kept ? arena_alloc(r->arena, field->size) : NULL;
    const char *outer_name = r->list_name;
    unsigned outer_number = r->item_number, i = 0;
    for (const struct yaml_node *node = list->first; node; node = node->next, i++) {
        r->list_name = field->key;
        r->item_number = i + 1;
        read_value(r, i < kept ? items + i * field->size : surplus, field->item, node);
    }
    r->list_name = outer_name;
    r->item_number = outer_number;
}

static const struct field *unique_text(const struct format_field *list, const char *item,
                                       unsigned which)
{
    const struct format_field *field =
        find_field(list->item->object, slice_from(list->unique[which]));
    CHECK(field && field->kind == FORMAT_TEXT);
    return (const struct field *)(const void *)(item + field->offset);
}

static bool are_twins(const struct format_field *list, const char *item, const char *other)
{
    for (unsigned i = 0; i < FORMAT_LENGTH(list->unique) && list->unique[i]; i++)
        if (!slice_equal(unique_text(list, item, i)->text, unique_text(list, other, i)->text))
            return false;
    return true;
}

static void find_twins(struct reader *r, const struct format_field *list, const char *items,
                       unsigned count)
{
    for (unsigned i = 1; i < count; i++) {
        const char *item = items + i * list->size, *other = items;
        const struct field *text = unique_text(list, item, 0);
        while (text->text.size && other < item && !are_twins(list, item, other))
            other += list->size;
        if (!text->text.size || other == item)
            continue;
        diag_error(r->diags, FORMAT_CODE(r, "028"), text->span,
                   _("«%.*s» is listed twice: keep one"), SLICE_ARG(text->text));
        diag_note(r->diags, unique_text(list, other, 0)->span, _("it is given here first"));
    }
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
    read_items(r, items, field, list, count);
    if (field->unique[0])
        find_twins(r, field, items, count);
    *(unsigned *)member(target, field->count_offset) = count;
}

/* Room for all keys of an object, see format_append_name. */
static char *new_list(struct reader *r, const struct format_object *object)
{
    size_t size = 1;
    for (unsigned i = 0; i < object->field_count; i++)
        size += strlen(object->fields[i].key) + 2;
    return arena_alloc(r->arena, size);
}

/* Only those that a file must have, and that `map` lacks. */
static const char *list_missing(struct reader *r, const struct format_object *object,
                                const struct yaml_node *map)
{
    char *list = new_list(r, object);
    for (unsigned i = 0; i < object->field_count; i++)
        if (object->fields[i].required && !(map && yaml_find(map, object->fields[i].key)))
            format_append_name(list, object->fields[i].key);
    return list;
}

static const char *list_keys(struct reader *r, const struct format_object *object)
{
    char *list = new_list(r, object);
    for (unsigned i = 0; i < object->field_count; i++)
        format_append_name(list, object->fields[i].key);
    return list;
}

static void report_unknown(struct reader *r, const struct format_object *object,
                           const struct yaml_node *node)
{
    const char *keys[FORMAT_WORDS_MAX];
    unsigned count =
        object->field_count < FORMAT_WORDS_MAX ? object->field_count : FORMAT_WORDS_MAX;
    for (unsigned i = 0; i < count; i++)
        keys[i] = object->fields[i].key;
    const char *nearest = format_nearest(node->key, keys, count);
    if (nearest) {
        diag_error(r->diags, FORMAT_CODE(r, "001"), node->key_span,
                   _("there is no key «%.*s» here; did you mean «%s»?"),
                   SLICE_ARG(format_shown(node->key)), nearest);
        return;
    }
    diag_error(r->diags, FORMAT_CODE(r, "001"), node->key_span,
               _("there is no key «%.*s» here; there are: %s"), SLICE_ARG(format_shown(node->key)),
               list_keys(r, object));
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

static void report_missing(struct reader *r, const struct format_field *field, struct span span)
{
    if (field->example)
        diag_error(r->diags, FORMAT_CODE(r, "002"), span,
                   _("«%s» is missing; write for example «%s: %s»"), field->key, field->key,
                   field->example);
    else if (field->kind == FORMAT_LIST && field->item->kind == FORMAT_MAP)
        diag_error(r->diags, FORMAT_CODE(r, "002"), span,
                   _("«%s» is missing: a list whose items have the keys %s"), field->key,
                   list_missing(r, field->item->object, NULL));
    else
        diag_error(r->diags, FORMAT_CODE(r, "002"), span, _("«%s» is missing"), field->key);
}

static void find_missing(struct reader *r, const struct format_object *object,
                         const struct yaml_node *map)
{
    unsigned count = 0;
    for (unsigned i = 0; i < object->field_count; i++)
        count += object->fields[i].required && !yaml_find(map, object->fields[i].key);
    if (map->incomplete || count == 0)
        return;
    /* Nearly empty: one line that names all is kinder than ten that say the same. */
    if (count > MISSING_SHOWN_MAX) {
        diag_error(r->diags, FORMAT_CODE(r, "002"), head_of(map),
                   _("these keys are missing: %s; «ngoso new» writes a file that has them all"),
                   list_missing(r, object, map));
        return;
    }
    for (unsigned i = 0; i < object->field_count; i++)
        if (object->fields[i].required && !yaml_find(map, object->fields[i].key))
            report_missing(r, &object->fields[i], head_of(map));
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
            diag_error(r->diags, FORMAT_CODE(r, "016"), when->span, _("«%s: %s» needs «%s» too"),
                       rule->key, value, *key);
    for (const char *const *key = rule->refuses; key && *key; key++)
        if (is_given(map, *key))
            diag_error(r->diags, FORMAT_CODE(r, "017"), yaml_find(map, *key)->key_span,
                       _("«%s: %s» does not take «%s»: delete this line"), rule->key, value, *key);
    const struct yaml_node *shaped = rule->shaped ? yaml_find(map, rule->shaped) : NULL;
    if (shaped && shaped->kind == YAML_TEXT && is_given(map, rule->shaped))
        (void)format_check_pattern(r, rule->pattern, format_filled(r, shaped), shaped);
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
    find_missing(r, object, map);
    for (unsigned i = 0; i < object->rule_count; i++)
        apply_rule(r, &object->rules[i], map);
}

static enum yaml_kind kind_wanted(const struct format_field *field)
{
    return field->kind == FORMAT_LIST  ? YAML_LIST
           : field->kind == FORMAT_MAP ? YAML_MAP
                                       : YAML_TEXT;
}

static void report_no_text(struct reader *r, const struct format_field *field,
                           const struct yaml_node *node, struct span span)
{
    if (node->kind == YAML_MAP && node->count == 1)
        diag_error(r->diags, FORMAT_CODE(r, "003"), span,
                   _("a text is wanted here: if «%.*s: …» is part of it, put all of it in quotes"),
                   SLICE_ARG(format_shown(node->first->key)));
    else
        diag_error(r->diags, FORMAT_CODE(r, "003"), span,
                   node->kind == YAML_LIST ? _("«%s» takes one text, not a list")
                                           : _("«%s» takes one text, not keys of its own"),
                   format_name_of(r, field));
}

static void report_no_list(struct reader *r, const struct format_field *field,
                           const struct yaml_node *node, struct span span)
{
    struct slice key = node->first ? node->first->key : SLICE("");
    if (slice_starts(key, SLICE("-")))
        diag_error(r->diags, FORMAT_CODE(r, "003"), span,
                   _("write a space behind the dash: «- %.*s: …»"),
                   SLICE_ARG(format_shown(slice_part(key, 1, key.size))));
    else
        diag_error(r->diags, FORMAT_CODE(r, "003"), span,
                   node->kind == YAML_MAP
                       ? _("«%s» is a list: put «- » in front of the first key of each item")
                       : _("«%s» is a list: put each item on a line of its own, behind «- »"),
                   format_name_of(r, field));
}

static void report_no_keys(struct reader *r, const struct format_field *field, struct span span)
{
    if (field->key)
        diag_error(r->diags, FORMAT_CODE(r, "003"), span,
                   _("«%s» takes keys of its own on the lines below it: %s"), field->key,
                   list_keys(r, field->object));
    else
        diag_error(r->diags, FORMAT_CODE(r, "003"), span,
                   _("an item has keys of its own here: write «- %s: …»"),
                   field->object->fields[0].key);
}

static void report_kind(struct reader *r, const struct format_field *field,
                        const struct yaml_node *node)
{
    struct span span = node->kind == YAML_TEXT  ? node->span
                       : node->kind == YAML_MAP ? head_of(node)
                       : node->key.size         ? node->key_span
                                                : node->span;
    switch (kind_wanted(field)) {
    case YAML_TEXT:
        report_no_text(r, field, node, span);
        return;
    case YAML_LIST:
        report_no_list(r, field, node, span);
        return;
    case YAML_MAP:
        report_no_keys(r, field, span);
        return;
    }
}

static void read_value(struct reader *r, void *target, const struct format_field *field,
                       const struct yaml_node *node)
{
    if (node->kind != kind_wanted(field)) {
        if (node->kind == YAML_TEXT && yaml_is_empty(node) && !node->masked) {
            if (field->required)
                diag_error(r->diags, FORMAT_CODE(r, "004"), node->span, _("«%s» is empty"),
                           format_name_of(r, field));
        } else if (!node->masked) {
            report_kind(r, field, node);
        }
        return;
    }
    switch (field->kind) {
    case FORMAT_TEXT:
    case FORMAT_EXACT:
        format_read_plain(r, member(target, field->offset), field, node);
        return;
    case FORMAT_RICH:
        format_read_rich(r, member(target, field->offset), field, node);
        return;
    case FORMAT_WORD:
        format_read_word(r, member(target, field->offset), field, node);
        return;
    case FORMAT_DATE:
        format_read_date(r, member(target, field->offset), member(target, field->span_offset),
                         field, node);
        return;
    case FORMAT_COUNT:
        format_read_count(r, member(target, field->offset), field, node);
        return;
    case FORMAT_FLAG:
        format_read_flag(r, member(target, field->offset), field, node);
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

/* "Dites où vous êtes" has the letters of Vietnamese in an old encoding: only a definition that is
 * in Vietnamese, or does not say otherwise, is searched for it. */
static bool is_in_another_language(const struct yaml_node *root)
{
    const struct yaml_node *node = yaml_find(root, "language");
    return node && node->kind == YAML_TEXT && node->text.size >= 2 && node->text.size <= 3 &&
           !slice_equal_text(node->text, "vi") && !slice_equal_text(node->text, "en");
}

void format_read(void *target, struct arena *a, const struct format *format,
                 const struct facts *facts, const struct yaml_node *root, struct diag_list *diags)
{
    struct reader r = {.arena = a, .format = format, .facts = facts, .diags = diags};
    r.legacy_told = is_in_another_language(root);
    read_object(&r, target, format->object, root);
    for (unsigned i = 0; i < FORMAT_PATTERN_COUNT; i++)
        if (r.compiled[i])
            regfree(&r.patterns[i]);
}
