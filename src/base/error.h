/** @file
 * What went wrong in a call: kind, code of the library or system, one line of text.
 *
 * A function that can fail takes `struct error *` last, returns false and fills it; the
 * first error wins, and a lower one is passed on as it is. Nothing is allocated.
 * Text for people is already in their language (base/i18n.h).
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>

#include "base/check.h"

enum error_kind {
    ERROR_NONE,
    ERROR_SYSTEM,   /**< The operating system refused; `code` is errno. */
    ERROR_LIBRARY,  /**< A library refused; `code` is its code. */
    ERROR_INPUT,    /**< What was given is wrong. */
    ERROR_LIMIT,    /**< What was given is larger than a stated limit. */
    ERROR_INTERRUPT /**< The user asked to stop. */
};

enum { ERROR_MESSAGE_BYTES = 512 };

struct error {
    enum error_kind kind;
    int code;
    char message[ERROR_MESSAGE_BYTES]; /**< One line, cut at a character when too long. */
};

/** Fills `e` unless it already holds an error; always false, so that `return error_set(…)` reads.
 */
bool error_set(struct error *e, enum error_kind kind, int code, const char *format, ...)
    PRINTF_LIKE(4, 5);

/** The same for a system call: appends the text of `error_number`. */
bool error_os(struct error *e, int error_number, const char *format, ...) PRINTF_LIKE(3, 4);

#endif
