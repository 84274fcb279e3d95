/** @file
 * JSON Schema (draft 2020-12) of our file formats, made from the tables that the loader walks.
 *
 * Editors with a YAML language server complete, explain and check as people type. The committed
 * files guides/NAME.schema.json and quizzes/quiz.schema.json equal this text; a test compares them.
 */
#ifndef CONTENT_FORMAT_SCHEMA_H
#define CONTENT_FORMAT_SCHEMA_H

#include "base/slice.h"

struct arena;

enum content_format {
    CONTENT_GUIDE,
    CONTENT_COMMUNE,
    CONTENT_TRUSTED,
    CONTENT_QUIZ,
    CONTENT_FACTS,
    CONTENT_BANKS,
    CONTENT_SPOKEN,
    CONTENT_INDICATORS,
    CONTENT_WORDS,
    CONTENT_HANDBOOK,
    CONTENT_FORMAT_COUNT
};

/** "guide", "commune", "trusted-domains", "quiz", "facts", "banks", "spoken", "indicators",
 * "words", "handbook": in commands and file names. */
const char *content_format_name(enum content_format format);

/** The schema, ending with a line break; lives in `a`. */
struct slice content_schema(struct arena *a, enum content_format format);

#endif
