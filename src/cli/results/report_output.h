/** @file
 * Where a report goes: the formats of `ngoso report`, and their files' names.
 */
#ifndef CLI_RESULTS_REPORT_OUTPUT_H
#define CLI_RESULTS_REPORT_OUTPUT_H

#include "base/error.h"
#include "page/report/report.h"

struct arena;
struct paths;

enum report_format {
    REPORT_FORMAT_TERMINAL,
    REPORT_FORMAT_PDF,
    REPORT_FORMAT_PNG, /**< A picture a page, without single questions. */
    REPORT_FORMAT_HTML,
    REPORT_FORMAT_XLSX,
    REPORT_FORMAT_CSV,
    REPORT_FORMAT_COUNT
};

/** For the option's help: which formats there are. */
extern const char report_format_help[];

/** Reads "pdf,xlsx" into bits; NULL is the terminal. False after having said what is wrong, and
 *  `help`: which formats the command takes (a msgid). */
bool report_read_formats(unsigned *out, const char *text, const char *help);

struct report_output {
    const char *folder; /**< NULL: the current one; made where it is not there. */
    const char *stem;   /**< The files' name without its ending. */
    const struct paths *paths;
    struct slice author;
    struct arena *arena;
};

/** Writes each format and says the files' names; what fails is said too, and the rest is done.
 * False when something failed, `e` holding the last. */
NODISCARD bool report_write_all(const struct report *report, unsigned formats,
                                const struct report_output *output, struct error *e);

#endif
