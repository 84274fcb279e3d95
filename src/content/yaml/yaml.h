/** @file
 * YAML files as a small tree that remembers where everything came from (by libfyaml).
 *
 * Only what our formats need: mappings, lists and text. A scalar is text exactly as written, quoted
 * or not: `1900 0368`, `01` and `yes` are never numbers or truth values here. Anchors, aliases,
 * tags, directives and further documents are refused, so a tree is never larger than its file.
 *
 * After a problem that has an obvious extent (an unquoted colon, a stray quote) reading goes on
 * behind it, so that one run shows as much as possible. Nothing is printed by libfyaml itself.
 *
 * Lifetime: everything lies in the arena given.
 * Limits:   YAML_DEPTH_MAX levels, YAML_NODES_MAX values, YAML_KEYS_MAX keys a mapping.
 */
#ifndef CONTENT_YAML_H
#define CONTENT_YAML_H

#include "base/diag.h"

struct arena;

enum { YAML_DEPTH_MAX = 12, YAML_NODES_MAX = 20000, YAML_KEYS_MAX = 100 };

enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };

struct yaml_node {
    enum yaml_kind kind;
    bool
        incomplete; /**< Parts were lost to a syntax problem: do not complain of what is missing. */
    bool masked;    /**< Its bytes could not be read as written: do not judge the text. */
    struct slice key; /**< In a mapping. */
    struct span key_span;
    struct slice text; /**< YAML_TEXT: unescaped, not yet normalised; may be empty. */
    struct span span;  /**< The value with its quotes; of an empty value, its key. */
    struct yaml_node *first, *last, *next; /**< Children; siblings. */
    unsigned count;                        /**< Of children. */
};

/**
 * Reads a file and checks that it is UTF-8 (a byte-order mark is tolerated). NULL after a
 * diagnostic when it cannot be used.
 */
const struct source *yaml_open(struct arena *a, const char *path, size_t limit_bytes,
                               struct diag_list *diags);

/** The same checks for text from memory; `name` and `text` are copied. */
const struct source *yaml_adopt(struct arena *a, struct slice name, struct slice text,
                                size_t limit_bytes, struct diag_list *diags);

/** The top mapping, or NULL after a diagnostic when there is none. */
struct yaml_node *yaml_parse(struct arena *a, const struct source *source, struct diag_list *diags);

/** The child with this key, or NULL. */
const struct yaml_node *yaml_find(const struct yaml_node *map, const char *key);

/** True for text that is nothing but white space. */
bool yaml_is_empty(const struct yaml_node *node);

#endif
