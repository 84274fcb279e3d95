#include "content/format/schema.h"

#include "base/arena.h"
#include "base/buf.h"
#include "content/format/format.h"

enum { SCHEMA_BYTES_MAX = 1024 * 1024, INDENT = 2 };

static const struct format *const formats[CONTENT_FORMAT_COUNT] = {
    [CONTENT_GUIDE] = &format_guide,     [CONTENT_COMMUNE] = &format_commune,
    [CONTENT_TRUSTED] = &format_trusted, [CONTENT_QUIZ] = &format_quiz,
    [CONTENT_FACTS] = &format_facts,     [CONTENT_BANKS] = &format_banks,
    [CONTENT_SPOKEN] = &format_spoken,   [CONTENT_INDICATORS] = &format_indicators,
    [CONTENT_WORDS] = &format_words,     [CONTENT_HANDBOOK] = &format_handbook,
};

const char *content_format_name(enum content_format format)
{
    CHECK(format < CONTENT_FORMAT_COUNT);
    return formats[format]->name;
}

/* ---- JSON, two spaces a level ---- */

struct json {
    struct buf out;
    unsigned depth;
    bool first; /* Nothing yet in the object or list that is open. */
    bool facts; /* Texts may name a fact instead. */
};

static void put_string(struct json *j, const char *text)
{
    buf_append_char(&j->out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            buf_append_char(&j->out, '\\');
        if (*text == '\n')
            buf_append_text(&j->out, "\\n");
        else
            buf_append_char(&j->out, *text);
    }
    buf_append_char(&j->out, '"');
}

static void begin_entry(struct json *j, const char *key)
{
    if (!j->first)
        buf_append_char(&j->out, ',');
    if (j->depth)
        buf_append_char(&j->out, '\n');
    for (unsigned i = 0; i < j->depth * INDENT; i++)
        buf_append_char(&j->out, ' ');
    if (key) {
        put_string(j, key);
        buf_append_text(&j->out, ": ");
    }
    j->first = false;
}

static void open_group(struct json *j, const char *key, char bracket)
{
    begin_entry(j, key);
    buf_append_char(&j->out, bracket);
    j->depth++;
    j->first = true;
}

static void close_group(struct json *j, char bracket)
{
    bool empty = j->first;
    j->depth--;
    if (!empty)
        buf_append_char(&j->out, '\n');
    for (unsigned i = 0; i < j->depth * INDENT && !empty; i++)
        buf_append_char(&j->out, ' ');
    buf_append_char(&j->out, bracket);
    j->first = false;
}

static void put_text(struct json *j, const char *key, const char *text)
{
    begin_entry(j, key);
    put_string(j, text);
}

static void put_number(struct json *j, const char *key, unsigned number)
{
    begin_entry(j, key);
    buf_append_int(&j->out, number);
}

static void put_literal(struct json *j, const char *key, const char *literal)
{
    begin_entry(j, key);
    buf_append_text(&j->out, literal);
}

/* ---- the tables as a schema ---- */

static void put_object(struct json *j, const struct format_object *object, bool required);

static bool is_text(const struct format_field *field)
{
    return field->kind == FORMAT_TEXT || field->kind == FORMAT_EXACT || field->kind == FORMAT_RICH;
}

/* What an editor may take an unquoted value for; a key that may be missing may also be left empty,
 * as in a form. */
static void put_type(struct json *j, const char *type, bool number, bool required)
{
    if (!number && required) {
        put_text(j, "type", type);
        return;
    }
    open_group(j, "type", '[');
    put_text(j, NULL, type);
    if (number)
        put_text(j, NULL, "number");
    if (!required)
        put_text(j, NULL, "null");
    close_group(j, ']');
}

/* "{vneid.hotline}", see content/shared/facts.h. */
static const char fact_name[] = "^[{][a-z0-9-]+[.][a-z]+[}]$|";

static void put_pattern(struct json *j, enum format_pattern pattern, bool required)
{
    char text[256];
    const char *expression = format_pattern_of(pattern)->expression;
    if (!*expression && required)
        put_text(j, "pattern", "\\S");
    if (!*expression)
        return;
    bool named = j->facts && (pattern == FORMAT_PHONE || pattern == FORMAT_PACKAGE ||
                              pattern == FORMAT_APPLE_ID);
    CHECK(strlen(expression) + sizeof fact_name + 3 < sizeof text);
    strcpy(text, required ? "" : "^$|");
    strcat(text, named ? fact_name : "");
    strcat(text, expression);
    put_text(j, "pattern", text);
}

static void put_text_field(struct json *j, const struct format_field *field)
{
    put_type(j, "string", field->number_like || field->pattern == FORMAT_ANY, field->required);
    if (field->min)
        put_number(j, "minLength", field->min);
    if (field->max)
        put_number(j, "maxLength", field->max);
    put_pattern(j, field->pattern, field->required);
}

/* To an editor an unquoted `true` is no word. */
static bool is_literal(const char *word)
{
    return strcmp(word, "true") == 0 || strcmp(word, "false") == 0;
}

static void put_words(struct json *j, const struct format_field *field)
{
    open_group(j, "enum", '[');
    for (const struct format_word *w = field->words; w->word; w++) {
        put_text(j, NULL, w->word);
        if (is_literal(w->word))
            put_literal(j, NULL, w->word);
    }
    if (!field->required)
        put_literal(j, NULL, "null");
    close_group(j, ']');
    open_group(j, "enumDescriptions", '[');
    for (const struct format_word *w = field->words; w->word; w++)
        for (int copies = is_literal(w->word) ? 2 : 1; copies > 0; copies--)
            put_text(j, NULL, w->help);
    close_group(j, ']');
}

static void put_field(struct json *j, const char *key, const struct format_field *field);

static void put_list(struct json *j, const struct format_field *field)
{
    put_type(j, "array", false, field->required);
    if (field->min)
        put_number(j, "minItems", field->min);
    put_number(j, "maxItems", field->max);
    put_field(j, "items", field->item);
}

static void put_field(struct json *j, const char *key, const struct format_field *field)
{
    open_group(j, key, '{');
    if (field->help)
        put_text(j, "description", field->help);
    if (field->example) {
        open_group(j, "examples", '[');
        put_text(j, NULL, field->example);
        close_group(j, ']');
    }
    if (is_text(field) || field->kind == FORMAT_DATE) {
        put_text_field(j, field);
    } else if (field->kind == FORMAT_WORD) {
        put_words(j, field);
    } else if (field->kind == FORMAT_COUNT) {
        put_type(j, "integer", false, field->required);
        put_number(j, "minimum", field->min);
        put_number(j, "maximum", field->max);
    } else if (field->kind == FORMAT_FLAG) {
        put_type(j, "boolean", false, field->required);
    } else if (field->kind == FORMAT_LIST) {
        put_list(j, field);
    } else {
        put_object(j, field->object, field->required);
    }
    close_group(j, '}');
}

static void put_required(struct json *j, const struct format_object *object)
{
    open_group(j, "required", '[');
    for (unsigned i = 0; i < object->field_count; i++)
        if (object->fields[i].required)
            put_text(j, NULL, object->fields[i].key);
    close_group(j, ']');
}

/* `"key": {"not": {"enum": [null, ""]}}` or, for what may not be there, without the "not". */
static void put_given(struct json *j, const char *key, bool given)
{
    open_group(j, key, '{');
    if (given)
        open_group(j, "not", '{');
    open_group(j, "enum", '[');
    put_literal(j, NULL, "null");
    put_text(j, NULL, "");
    close_group(j, ']');
    if (given)
        close_group(j, '}');
    close_group(j, '}');
}

static void put_condition(struct json *j, const struct format_rule *rule)
{
    open_group(j, "if", '{');
    open_group(j, "required", '[');
    put_text(j, NULL, rule->key);
    close_group(j, ']');
    open_group(j, "properties", '{');
    if (rule->word) {
        open_group(j, rule->key, '{');
        put_text(j, "const", rule->word);
        close_group(j, '}');
    } else {
        put_given(j, rule->key, true);
    }
    close_group(j, '}');
    close_group(j, '}');
}

static void put_rule(struct json *j, const struct format_rule *rule)
{
    open_group(j, NULL, '{');
    put_condition(j, rule);
    open_group(j, "then", '{');
    if (rule->needs) {
        open_group(j, "required", '[');
        for (const char *const *key = rule->needs; *key; key++)
            put_text(j, NULL, *key);
        close_group(j, ']');
    }
    open_group(j, "properties", '{');
    for (const char *const *key = rule->needs; key && *key; key++)
        put_given(j, *key, true);
    for (const char *const *key = rule->refuses; key && *key; key++)
        put_given(j, *key, false);
    close_group(j, '}');
    if (rule->shaped) {
        open_group(j, "allOf", '[');
        open_group(j, NULL, '{');
        open_group(j, "properties", '{');
        open_group(j, rule->shaped, '{');
        put_pattern(j, rule->pattern, true);
        close_group(j, '}');
        close_group(j, '}');
        close_group(j, '}');
        close_group(j, ']');
    }
    close_group(j, '}');
    close_group(j, '}');
}

static void put_object(struct json *j, const struct format_object *object, bool required)
{
    if (object->help)
        put_text(j, "description", object->help);
    put_type(j, "object", false, required);
    put_literal(j, "additionalProperties", "false");
    put_required(j, object);
    open_group(j, "properties", '{');
    for (unsigned i = 0; i < object->field_count; i++)
        put_field(j, object->fields[i].key, &object->fields[i]);
    close_group(j, '}');
    if (!object->rule_count)
        return;
    open_group(j, "allOf", '[');
    for (unsigned i = 0; i < object->rule_count; i++)
        put_rule(j, &object->rules[i]);
    close_group(j, ']');
}

struct slice content_schema(struct arena *a, enum content_format format)
{
    CHECK(format < CONTENT_FORMAT_COUNT);
    const struct format *f = formats[format];
    struct json j = {.first = true,
                     .facts = f == &format_guide || f == &format_quiz || f == &format_handbook};
    buf_init(&j.out, SCHEMA_BYTES_MAX);
    open_group(&j, NULL, '{');
    put_text(&j, "$schema", "https://json-schema.org/draft/2020-12/schema");
    put_text(&j, "$comment", arena_printf(a, "ngoso schema %s", f->name).data);
    put_text(&j, "title", f->title);
    put_object(&j, f->object, true);
    close_group(&j, '}');
    buf_append_char(&j.out, '\n');
    CHECK(!j.out.failed);
    struct slice schema = arena_copy(a, buf_slice(&j.out));
    buf_deinit(&j.out);
    return schema;
}
