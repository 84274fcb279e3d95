/** @file
 * Where figures come from: databases, texts and filters of `ngoso report` and `ngoso review`.
 *
 * Both begin their options with those of SOURCE_OPTIONS, in this order.
 */
#ifndef CLI_RESULTS_REPORT_SOURCE_H
#define CLI_RESULTS_REPORT_SOURCE_H

#include "cli/command.h"
#include "cli/workspace.h"
#include "review/figures.h"

enum {
    SOURCE_FROM,
    SOURCE_TO,
    SOURCE_VILLAGE,
    SOURCE_QUIZ,
    SOURCE_KIOSK,
    SOURCE_TEAM,
    SOURCE_OPTION_COUNT
};

/* Marked for translation where they lie: messages are collected from .c files. */
extern const char source_date[], source_name[], source_id[];
extern const char source_from_help[], source_to_help[], source_village_help[], source_quiz_help[];
extern const char source_kiosk_help[], source_team_help[];

/** The beginning of a command's table of options. */
#define SOURCE_OPTIONS                                                                             \
    [SOURCE_FROM] = {"from", OPTION_TEXT, source_date, source_from_help, 0, 0, NULL},              \
    [SOURCE_TO] = {"to", OPTION_TEXT, source_date, source_to_help, 0, 0, NULL},                    \
    [SOURCE_VILLAGE] = {"village", OPTION_TEXT, source_name, source_village_help, 0, 0, NULL},     \
    [SOURCE_QUIZ] = {"quiz", OPTION_TEXT, source_id, source_quiz_help, 0, 0, NULL},                \
    [SOURCE_KIOSK] = {"kiosk", OPTION_TEXT, source_name, source_kiosk_help, 0, 0, NULL},           \
    [SOURCE_TEAM] = {"team", OPTION_FLAG, NULL, source_team_help, 0, 0, NULL}

struct report_source {
    const struct invocation *call;
    struct workspace workspace;
    struct figures_filter filter;
    struct figures_texts texts;
    struct store *stores[FIGURES_STORES_MAX];
    const char *paths[FIGURES_STORES_MAX]; /**< Of the stores. */
    unsigned store_count;
    unsigned problem_count; /**< Said on stderr already. */
    enum cli_exit code;     /**< CLI_SYSTEM once a database could not be read at all. */
};

/** `s` must be zero. Reads the filters; false, said already, when an option makes no sense. */
bool source_init(struct report_source *s, const struct invocation *call);
void source_deinit(struct report_source *s);

/**
 * Loads quizzes (those named on the command line stand before shipped ones of the same id), guides
 * and the commune, and opens the databases named, or the kiosk's own. A database that cannot be
 * read is a problem, not an error: without one of them figures would mislead.
 */
NODISCARD bool source_open(struct report_source *s, struct error *e);

/** Problems of the texts, on stderr; counted. */
void source_say_problems(struct report_source *s);

/** Says what the records know where a filter fits nothing. A known name without rounds is fine; an
 *  unknown one is a slip of the finger, and a problem. */
void source_check_filters(struct report_source *s, const struct figures *figures);

#endif
