/** @file
 * One run of `ngoso followup`: who is visited, and what is printed for them.
 */
#ifndef CLI_RESULTS_FOLLOWUP_H
#define CLI_RESULTS_FOLLOWUP_H

#include "cli/paper/press.h"
#include "review/followup.h"

enum { FOLLOWUP_LEAFLETS_DEFAULT = 2, FOLLOWUP_LEAFLETS_MAX = 6 };

struct followup_run {
    struct workspace workspace;
    struct arena secret; /**< Names and telephones: wiped at the end. */
    struct followup followup;
    const struct design *design;
    enum design_ink ink;
    unsigned leaflet_max; /**< Topics printed for a household. */
    /* What followup_print made. */
    unsigned village_count, sheet_pages, leaflet_count, paper_count;
};

/** A guide's short title, else what the topic is called. */
struct slice followup_topic_name(const struct followup_run *r, struct slice id);

/**
 * Writes sheets, leaflets and counts to one PDF, for nobody else's eyes. `*drawn` false: a leaflet
 * has problems, which are in the workspace, and no file was made.
 * Errors: ERROR_SYSTEM when the disk refuses.
 */
NODISCARD bool followup_print(bool *drawn, struct followup_run *r, const char *path,
                              struct error *e);

#endif
