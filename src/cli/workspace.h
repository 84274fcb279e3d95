/** @file
 * What a run loads: guides, quizzes, the commune's details, the list of trusted domains; and all
 * problems.
 *
 * Lifetime: everything lies in the workspace's arena until workspace_deinit.
 */
#ifndef CLI_WORKSPACE_H
#define CLI_WORKSPACE_H

#include "base/arena.h"
#include "cli/command.h"
#include "content/guide/guide.h"
#include "content/quiz/quiz.h"
#include "content/record/commune.h"
#include "content/shared/banks.h"
#include "content/shared/facts.h"
#include "content/shared/indicators.h"
#include "content/shared/trusted.h"
#include "content/spoken/sayings.h"
#include "content/wording/language.h"

/** Bytes that a workspace's arena may hold: CLI_ARGUMENTS_MAX files of the largest size, parsed. */
#define WORKSPACE_BYTES_MAX ((size_t)1024 * 1024 * 1024)
/** The same for what one file's pages need: words put together, problems found. */
#define PAGES_BYTES_MAX ((size_t)64 * 1024 * 1024)

struct loaded_guide {
    const char *path;
    struct guide *guide; /**< NULL: nothing usable could be read. */
    bool sound;          /**< Loaded without errors. */
};

struct loaded_quiz {
    const char *path;
    struct quiz *quiz; /**< NULL: nothing usable could be read. */
    bool sound;        /**< Read without errors. */
};

enum { WORKSPACE_LANGUAGES_MAX = 32 };

struct loaded_language {
    const char *path;
    struct language *language; /**< NULL: nothing usable could be read. */
};

struct workspace {
    struct arena arena;
    struct diag_list diags;
    const struct paths *paths;
    struct trusted *trusted; /**< NULL until loaded. */
    struct facts *facts;     /**< NULL until a guide or quiz needed them, or unusable. */
    bool facts_loaded;
    struct commune *commune;  /**< NULL: none, or unusable. */
    const char *commune_path; /**< NULL: none. */
    bool commune_found;       /**< It was not named, but lay in the current folder. */
    bool shared_sound;        /**< Trusted domains and commune were loaded without errors. */
    struct loaded_guide *guides;
    unsigned guide_count, guide_capacity;
    struct loaded_quiz *quizzes;
    unsigned quiz_count, quiz_capacity;
    struct loaded_language languages[WORKSPACE_LANGUAGES_MAX]; /**< cli/languages.h */
    unsigned language_count;
};

void workspace_init(struct workspace *w, const struct paths *paths);
void workspace_deinit(struct workspace *w);

/** Paths of all shipped guides, sorted. Errors: ERROR_SYSTEM; ERROR_INPUT when there is none. */
NODISCARD bool list_shipped_guides(const char *const **paths, unsigned *count, struct workspace *w,
                                   struct error *e);

/** The same for quizzes, of which there may be none. */
NODISCARD bool list_shipped_quizzes(const char *const **paths, unsigned *count, struct workspace *w,
                                    struct error *e);

/** The path of a file among the shipped guides, whether it is there or not. */
const char *find_shipped_file(struct workspace *w, const char *file);

/** The shipped guide of that id, or NULL. */
const char *find_shipped_guide(struct workspace *w, struct slice id);

/**
 * The file that a word on the command line means: a path when it has a slash or ends in .yaml, else
 * the shipped guide of that id. Errors: ERROR_INPUT with the nearest id.
 */
NODISCARD bool find_guide_file(const char **path, struct workspace *w, const char *word,
                               struct error *e);

/** The text of a file for a look at its keys; empty when it cannot be read: its loader says why. */
struct slice peek_file(struct arena *a, const char *path);

/** `path` NULL: the shipped list. */
void load_trusted(struct workspace *w, const char *path);

/** `path` NULL: the shipped ones; does nothing when they were loaded already. */
void load_facts(struct workspace *w, const char *path);

/** The shipped list of banks, or NULL after a diagnostic. */
struct banks *load_banks(struct workspace *w);

/** The shipped list of what is said otherwise than it is written, or NULL likewise. */
struct sayings *load_sayings(struct workspace *w);

/** `path` NULL: the shipped ones. NULL when nothing usable could be read. */
const struct indicators *load_indicators(struct workspace *w, const char *path);

/** `path` NULL: ./commune.yaml if there is one. */
void load_commune(struct workspace *w, const char *path);

/** Loads a guide and checks its age; `valid_days` 0: as the guide says. Loads no path twice. */
void load_guide(struct workspace *w, const char *path, int valid_days);

/**
 * Loads the guides named by `words`, all shipped ones when there are none.
 * Errors: of find_guide_file and list_shipped_guides, ERROR_INPUT for a file of another kind;
 * problems in the files go to `w->diags`.
 */
NODISCARD bool load_guides(struct workspace *w, const char *const *words, unsigned word_count,
                           struct error *e);

/** Appends what `from` has and `to` does not: designs and inks often complain alike. */
void merge_diags(struct diag_list *to, const struct diag_list *from);

/** True when `id` may name a file: [a-z0-9-]{2,40}, not starting with a dash. */
bool is_guide_id(struct slice id);

/** Does stdout hold all that was written? Says so and gives CLI_SYSTEM if not, else `code`. */
enum cli_exit finish_output(enum cli_exit code);

#endif
