/** @file
 * The command line as tables: one truth for parsing, help and suggestions.
 *
 * A command lists its options in an array; `struct invocation` holds a value for each, at the same
 * index. Options may stand before or after arguments; "--" ends them. The global options (--lang,
 * --help, --version) are taken before and after the command's name.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stdbool.h>
#include <stdio.h>

#include "base/error.h"
#include "base/paths.h"
#include "cli/exit.h"

enum {
    CLI_OPTIONS_MAX = 32,   /**< A command's own options. */
    CLI_ARGUMENTS_MAX = 500 /**< Files or guides in one run. */
};

enum option_kind {
    OPTION_FLAG,
    OPTION_TEXT,   /**< Not empty. */
    OPTION_NUMBER, /**< A whole number from `min` to `max`. */
    OPTION_WORD    /**< One of `words`; the value's number is its index. */
};

struct option_spec {
    const char *name; /**< Without the dashes. */
    enum option_kind kind;
    const char
        *value; /**< What the help calls it: "FILE", marked for translation; NULL for a flag. */
    const char *help; /**< One line, marked for translation. */
    long min, max;
    const char *const *words; /**< Ends with NULL. */
};

/** Options that several commands take, worded once. */
#define OPTION_COMMUNE_SPEC                                                                        \
    {                                                                                              \
        "commune", OPTION_TEXT, N_("FILE"),                                                        \
            N_("Your commune's details (else: commune.yaml, if it is there)"), 0, 0, NULL          \
    }
#define OPTION_VILLAGE_SPEC                                                                        \
    {                                                                                              \
        "village", OPTION_TEXT, N_("NAME"), N_("For this village of the commune's file"), 0, 0,    \
            NULL                                                                                   \
    }
#define OPTION_OUT_SPEC                                                                            \
    {                                                                                              \
        "out", OPTION_TEXT, N_("FOLDER"), N_("Where the files go (else: out)"), 0, 0, NULL         \
    }

struct option_value {
    bool given;
    const char *text; /**< As typed. */
    long number;
};

struct invocation;

struct command {
    const char *name;
    const char
        *arguments; /**< For the usage line: "[GUIDE…]", marked for translation; may be "". */
    const char *summary; /**< One line, marked for translation. */
    const char *details; /**< Paragraphs and examples, marked for translation; may be NULL. */
    const char *more;    /**< The same about what few need, below them; may be NULL. */
    const struct option_spec *options;
    unsigned option_count;
    unsigned argument_min, argument_max;
    enum cli_exit (*run)(const struct invocation *call);
};

/** What was asked for. */
struct invocation {
    const struct command *command;
    struct option_value values[CLI_OPTIONS_MAX];
    const char *const *arguments;
    unsigned argument_count;
    char **typed;                    /**< The whole command line, ending with NULL. */
    const char *language;            /**< What --lang said, or NULL. */
    const struct paths *paths;       /**< NULL when what the program ships with was not found. */
    const struct error *paths_error; /**< Then, why. */
};

extern const struct command command_render;
extern const struct command command_print;
extern const struct command command_catalogue;
extern const struct command command_check;
extern const struct command command_qr;
extern const struct command command_script;
extern const struct command command_handbook;
extern const struct command command_stall;
extern const struct command command_new;
extern const struct command command_designs;
extern const struct command command_sheets;
extern const struct command command_schema;
extern const struct command command_kiosk;
extern const struct command command_keys;
extern const struct command command_results;
extern const struct command command_report;
extern const struct command command_review;
extern const struct command command_followup;
extern const struct command command_visit;
extern const struct command command_indicators;
extern const struct command command_quiz;
extern const struct command command_help;

/** All commands in the order of the help, ending with NULL. */
extern const struct command *const cli_commands[];

/** The command of that name, or NULL. */
const struct command *find_command(const char *name);

/** Says that there is no such command, and which one is nearest. */
void say_unknown_command(const char *name);

/** "ngoso: error: …" on stderr. */
void say_error(const char *format, ...) PRINTF_LIKE(1, 2);

/** The same from `e`; returns the exit code that fits its kind. */
enum cli_exit say_failure(const struct error *e);

/** The same for what a command was called with: what is wrong with that is wrong usage. */
enum cli_exit say_call_failure(const struct command *command, const struct error *e);

/** How this program was called, for hints that people type after: "./ngoso" from the launcher. */
const char *program_as_typed(void);

/** Says "try ngoso COMMAND --help" (command may be NULL); always CLI_USAGE. */
enum cli_exit say_usage_hint(const struct command *command);

void print_version(void);
/** Everything the program can do, one line a command. */
void print_help(FILE *out);
void print_command_help(FILE *out, const struct command *command);

#endif
