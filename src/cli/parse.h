/** @file
 * Reading argv by the tables of cli/command.h.
 */
#ifndef CLI_PARSE_H
#define CLI_PARSE_H

#include "cli/command.h"

/** What the global options said. */
struct globals {
    bool help, version;
    const char *language; /**< "vi", "en" or NULL. */
};

/** The global options as a table, for the help. */
extern const struct option_spec global_options[];
extern const unsigned global_option_count;

/**
 * The language asked for anywhere on the command line, or NULL: needed before the first complaint
 * can be made, so before the rest is understood. A wrong one is left for the parser to refuse.
 */
const char *find_language(int argc, char **argv);

/** Reads global options up to the command's name; `*next` is its index (argc: none). */
bool parse_globals(struct globals *globals, int *next, int argc, char **argv);

/**
 * Reads what follows the command's name (`argv[0]` is that name). False after having said on stderr
 * what is wrong. Arguments are moved behind options in `argv`, where `call->arguments` points.
 */
bool parse_command(struct invocation *call, struct globals *globals, int argc, char **argv);

#endif
