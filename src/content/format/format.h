/** @file
 * Our file formats, described once as tables.
 *
 * A table row says of a key: what kind of value it takes, its limits, where in the struct it goes,
 * and what it is for, in words. Three readers walk the same rows: format_read (loads a file and
 * complains), content_schema (writes the JSON Schema editors use), and the tests that keep both in
 * step with guides/README.md. To add a key: one row, one struct member, one line in the README.
 *
 * The help texts are Vietnamese because they are shown in the schema's editors, not by the program.
 */
#ifndef CONTENT_FORMAT_H
#define CONTENT_FORMAT_H

#include <stddef.h>

#include "content/guide/guide.h"
#include "content/yaml/yaml.h"

/** What a value is, and what the struct member must be. */
enum format_kind {
    FORMAT_TEXT,  /**< struct field: NFC, trimmed, runs of white space one space. */
    FORMAT_EXACT, /**< struct field: as written (passwords, network names). */
    FORMAT_RICH,  /**< struct rich_field */
    FORMAT_WORD,  /**< unsigned: index in `words` */
    FORMAT_DATE,  /**< struct date, struct span at span_offset */
    FORMAT_COUNT, /**< int from min to max */
    FORMAT_FLAG,  /**< bool */
    FORMAT_LIST,  /**< an array of `item`, or with `allocated` a pointer to one */
    FORMAT_MAP    /**< keys of their own (`object`), into the same struct */
};

/** Forms a text may be held to; format_pattern_of has the expressions. */
enum format_pattern {
    FORMAT_ANY,
    FORMAT_ID,
    FORMAT_ICON,
    FORMAT_LANGUAGE,
    FORMAT_PHONE,
    FORMAT_PICTURE,
    FORMAT_PACKAGE,
    FORMAT_APPLE_ID,
    FORMAT_HOST,
    FORMAT_PATH,
    FORMAT_NAME, /**< A brand or a suffix. */
    FORMAT_ZALO,
    FORMAT_DATE_FORM,
    FORMAT_SKILL, /**< A code of the framework of skills: "0.1" */
    FORMAT_AUDIO,
    FORMAT_BIN, /**< A bank's number. */
    FORMAT_PATTERN_COUNT
};

struct format_pattern_info {
    const char *expression; /**< POSIX extended and ECMA 262 at once. */
    const char *code;       /**< The digits behind the family's letter. */
    const char *message;    /**< What would be right; marked for translation. */
};

const struct format_pattern_info *format_pattern_of(enum format_pattern pattern);

struct format_word {
    const char *word;
    const char *help;
};

struct facts;
struct format_object;

struct format_field {
    const char *key;
    enum format_kind kind;
    bool required;
    bool allocated;
    bool number_like;            /**< Editors may see a number: 5656. */
    bool may_be_wrong;           /**< May say on purpose what is not so: no check of its wording. */
    enum format_pattern pattern; /**< Of a text. */
    unsigned min, max;           /**< Characters, items, or the number itself. */
    size_t offset;               /**< Of the member; of an item: 0. */
    size_t span_offset;          /**< FORMAT_DATE */
    size_t count_offset;         /**< FORMAT_LIST: unsigned */
    size_t size;                 /**< FORMAT_LIST: of one item */
    const struct format_field *item;
    const char *unique[2];              /**< FORMAT_LIST: texts that no two items may have alike. */
    const struct format_object *object; /**< FORMAT_MAP */
    const struct format_word *words;    /**< FORMAT_WORD, ends with a NULL word. */
    const char *help;                   /**< Vietnamese. */
    const char *example;
};

/** When `key` is given (and says `word`, if one is named): what else must or must not be there. */
struct format_rule {
    const char *key, *word;
    const char *const *needs;   /**< NULL-terminated, or NULL. */
    const char *const *refuses; /**< The same. */
    const char *shaped;         /**< This key then has to look like `pattern`. */
    enum format_pattern pattern;
};

struct format_object {
    const struct format_field *fields;
    unsigned field_count;
    const struct format_rule *rules;
    unsigned rule_count;
    const char *help;
};

/** A file being read, for what no table can say. */
struct format_file {
    struct arena *arena;
    const struct source *source;
    const struct yaml_node *root;
    struct diag_list *diags;
};

struct format {
    const char *name;  /**< "guide": of the schema file too. */
    char family;       /**< 'G': first letter of its diagnostics. */
    const char *title; /**< Vietnamese. */
    const struct format_object *object;
    size_t size;      /**< Of the struct that the table fills. */
    size_t max_bytes; /**< Of a file. */
    /** Defaults and checks that no table can say, once the table has been read; may be NULL. */
    void (*complete)(void *target, const struct format_file *file);
};

extern const struct format format_guide, format_commune, format_trusted, format_quiz, format_facts,
    format_banks, format_spoken, format_indicators, format_words, format_handbook;

/** The words of enum guide_subject, for guides and quizzes alike. */
extern const struct format_word format_subjects[];

/** The words of enum guide_readers, likewise. */
extern const struct format_word format_readers[];

/** The words of enum fact_certainty, for facts and banks alike. */
extern const struct format_word format_certainties[];

/**
 * Fills `target`, the struct the table speaks of, from `root`. With `facts` (NULL: none) texts may
 * name them, {vneid.hotline}, and are searched for wording that is wrong today
 * (content/shared/facts.h).
 */
void format_read(void *target, struct arena *a, const struct format *format,
                 const struct facts *facts, const struct yaml_node *root, struct diag_list *diags);

/**
 * Opens a file, reads and completes it: the format's own struct (each has a typed x_load), in the
 * arena with the source its spans point into. NULL after a diagnostic, when nothing usable could be
 * read; otherwise compare diags->error_count before and after to know whether it is sound.
 */
void *format_load(struct arena *a, const struct format *format, const char *path,
                  const struct facts *facts, struct diag_list *diags);

/** The same from memory (tests, editors); `name` is shown in messages. */
void *format_parse(struct arena *a, const struct format *format, struct slice name,
                   struct slice text, const struct facts *facts, struct diag_list *diags);

typedef void format_visitor(void *self, const struct format_field *field, struct slice text,
                            struct span span);
/** Every text that is given in a loaded definition, in the order of the table. Not FORMAT_EXACT. */
void format_visit(const void *target, const struct format *format, format_visitor *visit,
                  void *self);

/** The folder of a file's path, "" for the current one. */
struct slice format_folder_of(struct slice path);

/** "vneid" of "guides/vneid.yaml"; nothing for names that are no YAML file's. */
struct slice format_stem_of(struct slice path);

/** A file is found by its id: says with `code` what to write, or to rename, unless its name is it.
 */
void format_check_file_name(const struct field *id, const struct source *source, const char *code,
                            struct diag_list *diags);

/** Nobody has checked tomorrow: says so with `code` of a day that is still to come. */
void format_check_reviewed(struct date reviewed, struct span span, const char *code,
                           struct diag_list *diags);

/** "G012": a family's letter and three digits. */
struct format_code {
    char text[DIAG_CODE_BYTES];
};
struct format_code format_code(char family, const char *digits);

#define FORMAT_LENGTH(array) (unsigned)(sizeof(array) / sizeof *(array))

#endif
