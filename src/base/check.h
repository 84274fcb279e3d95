/** @file
 * Assertions that stay on in every build, and compiler hints.
 *
 * CHECK is for our own mistakes only: it prints the place and aborts. Anything a
 * person, a file or the system can cause goes through base/error.h or base/diag.h.
 */
#ifndef BASE_CHECK_H
#define BASE_CHECK_H

#define NODISCARD __attribute__((warn_unused_result))
#define PRINTF_LIKE(format_index, first_index)                                                     \
    __attribute__((format(printf, format_index, first_index)))

/** Aborts with file, line and text when `condition` is false. */
#define CHECK(condition)                                                                           \
    ((condition) ? (void)0 : check_failed(__FILE__, __LINE__, "CHECK(" #condition ")"))

/** Marks a place that cannot be reached; aborts with `why` if it is. */
#define UNREACHABLE(why) check_failed(__FILE__, __LINE__, "unreachable: " why)

__attribute__((noreturn)) void check_failed(const char *file, int line, const char *what);

#endif
