/** @file
 * Reading one value, for read.c. Part of format.h's loader.
 *
 * Every function takes the row of the table and the node of the tree, stores what it can, and
 * reports what is wrong. A masked node (see yaml.h) is stored and not judged.
 */
#ifndef CONTENT_FORMAT_READER_H
#define CONTENT_FORMAT_READER_H

#include <regex.h>

#include "content/format/format.h"

struct reader {
    struct arena *arena;
    const struct format *format;
    const struct facts *facts; /**< NULL: texts are taken as they stand. */
    struct diag_list *diags;
    regex_t patterns[FORMAT_PATTERN_COUNT];
    bool compiled[FORMAT_PATTERN_COUNT];
    const char *list_name; /**< Of the list being read, and the number of the item in it. */
    unsigned item_number;
    bool legacy_told; /**< The cure is for the whole file: say it once. Set too where nobody may
                         judge. */
};

enum { FORMAT_WORDS_MAX = 32 };

#define FORMAT_CODE(reader, digits) (format_code((reader)->format->family, digits).text)

/** A value as it is shown in a message: one line, not too long. */
struct slice format_shown(struct slice text);

/** What a message calls a value: its key, or for an item the list's with a number, "steps 2". */
const char *format_name_of(struct reader *r, const struct format_field *field);

/** The word that was probably meant, or NULL: a letter wrong, missing, too many or swapped. */
const char *format_nearest(struct slice word, const char *const *words, unsigned word_count);

/** Appends to a list "a, b, c" that has room. */
void format_append_name(char *list, const char *name);

/** The folded text of a node with its facts filled in; nothing is reported. */
struct slice format_filled(struct reader *r, const struct yaml_node *node);

/** True when `text` has the form, or when it is not to be judged. */
bool format_check_pattern(struct reader *r, enum format_pattern pattern, struct slice text,
                          const struct yaml_node *node);

void format_read_plain(struct reader *r, struct field *out, const struct format_field *field,
                       const struct yaml_node *node);
void format_read_rich(struct reader *r, struct rich_field *out, const struct format_field *field,
                      const struct yaml_node *node);
void format_read_word(struct reader *r, unsigned *out, const struct format_field *field,
                      const struct yaml_node *node);
void format_read_date(struct reader *r, struct date *out, struct span *span,
                      const struct format_field *field, const struct yaml_node *node);
void format_read_count(struct reader *r, int *out, const struct format_field *field,
                       const struct yaml_node *node);
void format_read_flag(struct reader *r, bool *out, const struct format_field *field,
                      const struct yaml_node *node);

#endif
