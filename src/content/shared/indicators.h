/** @file
 * What a commune reports: guides/indicators.yaml names each figure exactly as forms in use do, and
 * says where it comes from.
 *
 * A figure is computed from the records (`from`) or entered by the team; one file serves every
 * commune, a commune's own file may take its place. Names are quoted, never improved: whoever
 * collects the forms compares them word for word.
 * Lifetime: the arena given to indicators_load.
 */
#ifndef CONTENT_SHARED_INDICATORS_H
#define CONTENT_SHARED_INDICATORS_H

#include "content/guide/guide.h"

enum { INDICATORS_FILE_MAX = 256 * 1024, INDICATORS_MAX = 100 };

/** Where a figure comes from; the words of the file. Computed ones are counted over the period. */
enum indicator_from {
    INDICATOR_ENTERED,    /**< entered: by the team, a month each */
    INDICATOR_VISITS,     /**< visits: somebody was met (lượt) */
    INDICATOR_HOUSEHOLDS, /**< households: different ones where help was given */
    INDICATOR_HELPED,     /**< helped-people: of a household the most at one visit (người) */
    INDICATOR_HELPS,      /**< helps: all people of all visits (lượt) */
    INDICATOR_LEAFLETS,   /**< leaflets: handed over at visits */
    INDICATOR_ROUNDS,     /**< rounds: of quizzes, kiosk and paper (lượt) */
    INDICATOR_PEOPLE,     /**< people: who took one (người) */
    INDICATOR_SCORE,      /**< score: mean of full rounds, percent */
    /** vneid-level-2 … sim-registered: visits at which that was set up, in the order of
     *  store/visits.h: enum visit_achievement. */
    INDICATOR_ACHIEVEMENT
};

/** How entered months make a longer period. */
enum indicator_over {
    INDICATOR_SUM,   /**< sum: all months together */
    INDICATOR_LATEST /**< latest: a stock; the last month that was entered */
};

struct indicator {
    struct field id;
    struct field name;  /**< Verbatim. */
    struct field unit;  /**< "Người" */
    struct field group; /**< Heading; those of one group stand together. */
    unsigned from;      /**< enum indicator_from; from INDICATOR_ACHIEVEMENT on by achievement. */
    unsigned over;      /**< enum indicator_over */
    struct field
        share_of;        /**< Id of the whole, for a percentage beside the figure; may be empty. */
    struct field source; /**< Which form has it, or "đề xuất" for our own. */
};

struct indicators {
    const struct source *source;
    struct indicator *items;
    unsigned count;
};

struct indicators *indicators_load(struct arena *a, const char *path, struct diag_list *diags);

/** By id, or NULL. */
const struct indicator *indicators_find(const struct indicators *all, struct slice id);

/** The word of the file: "visits", "vneid-level-2". */
const char *indicator_from_name(unsigned from);

#endif
