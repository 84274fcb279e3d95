/** @file
 * Problems in someone's file: collected, so that one run shows all of them.
 *
 *     guides/vneid.yaml:14:13: lỗi[G012]: …
 *        14 |   thoi_han: mười
 *           |             ^~~~
 *
 * Positions are kept as byte spans; line and column (counted in characters, from 1) are
 * computed when printing. Codes never change meaning: a letter for the family (Y file and
 * YAML, G guide, C commune, T trusted domains, B banks, L spoken words, S stalls, Q QR and links, D
 * design and fit, P picture) and three digits. A message is one line in the reader's language and
 * says what would be right.
 *
 * Lifetime: sources, messages and notes live in the arena given to diag_init.
 * Limits:   DIAG_MAX problems are kept; the rest is counted in `dropped_count` (and as errors or
 *           warnings). A message above DIAG_MESSAGE_BYTES is cut.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdint.h>
#include <stdio.h>

#include "base/check.h"
#include "base/slice.h"

struct arena;

/** A text that problems point into. */
struct source {
    struct slice name; /**< As the person named it: a path. */
    struct slice text; /**< The bytes as read; `data` NULL when it could not be read. */
};

/** Bytes [begin, end) of a source; `source` NULL means "no place". */
struct span {
    const struct source *source;
    uint32_t begin;
    uint32_t end;
};

enum diag_severity { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

enum { DIAG_MAX = 1000, DIAG_CODE_BYTES = 5, DIAG_MESSAGE_BYTES = 1000 };

struct diag {
    enum diag_severity severity; /**< DIAG_NOTE belongs to the problem before it. */
    char code[DIAG_CODE_BYTES];  /**< "G012"; empty for a note. */
    struct span span;
    struct slice message;
};

struct diag_list {
    struct arena *arena;
    struct diag *items;
    unsigned count, capacity;
    unsigned error_count, warning_count, dropped_count;
};

void diag_init(struct diag_list *list, struct arena *arena);

void diag_error(struct diag_list *list, const char *code, struct span span, const char *format, ...)
    PRINTF_LIKE(4, 5);
void diag_warning(struct diag_list *list, const char *code, struct span span, const char *format,
                  ...) PRINTF_LIKE(4, 5);
/** Adds to the last problem; there must be one. */
void diag_note(struct diag_list *list, struct span span, const char *format, ...) PRINTF_LIKE(3, 4);

/** True when a problem with `code` was added at or after index `from`. */
bool diag_has(const struct diag_list *list, unsigned from, const char *code);

/** Line and column of a byte offset, both from 1; column in characters; CR LF is one end of line.
 */
void source_position(unsigned *line, unsigned *column, const struct source *source,
                     uint32_t offset);

/** Where in `whole` the word or words `part` first stand, as the file writes them; `whole` itself
 * when they do not (an escape, a line break, other bytes for the same letters). */
struct span span_of_part(struct span whole, struct slice part);

/**
 * Prints all problems, ordered by source (in order of first appearance), position and then order
 * of arrival, each with its line and a caret; the width of the caret follows the width the text
 * takes in a terminal. Control characters of the file are shown as U+FFFD, very long lines are cut
 * around the place. `colour` adds ANSI colours.
 */
void diag_print(FILE *out, const struct diag_list *list, bool colour);

/** "3 lỗi, 1 cảnh báo" */
void diag_print_summary(FILE *out, const struct diag_list *list);

#endif
