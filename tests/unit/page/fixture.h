/** @file
 * Everything a page is made from, opened once for a test program: fonts, trusted domains, shipped
 * guides, communes that are made up.
 */
#ifndef TESTS_UNIT_PAGE_FIXTURE_H
#define TESTS_UNIT_PAGE_FIXTURE_H

#include "base/arena.h"
#include "page/design.h"
#include "text/fonts.h"

enum { FIXTURE_GUIDES_MAX = 64 };

/** Who hands the pages out; each fills other places and leaves others to be filled by hand. */
enum fixture_team {
    TEAM_UNKNOWN, /**< No commune file: dotted lines. */
    TEAM_SHORT,   /**< A few short details, no telephone, no chat group. */
    TEAM_FULL,    /**< All details, as long as real ones are, with a chat group. */
    TEAM_VILLAGE, /**< A village of TEAM_FULL with a team, telephones and a group of its own. */
    TEAM_COUNT
};

struct fixture {
    struct font_set *fonts;
    struct design_kit *kit;
    struct arena arena; /**< Lives as long as the program. */
    struct arena page;  /**< Reset by fixture_draw. */
    struct diag_list diags;
    struct design_pages pages;
    const struct guide *guides[FIXTURE_GUIDES_MAX]; /**< All that are shipped, by name. */
    unsigned guide_count;
    const struct commune *short_commune, *full_commune;
};

/** Group set-up and tear-down; the state is a struct fixture. Messages are in English, pages in the
 *  guide's language. */
int fixture_open(void **state);
int fixture_close(void **state);

/** The shipped guide of this name; it must exist. */
const struct guide *fixture_guide(const struct fixture *f, const char *id);

/** What to draw `guide` with for a team. */
struct design_input fixture_input(const struct fixture *f, const struct guide *guide,
                                  enum fixture_team team, enum design_ink ink);

const char *fixture_team_name(enum fixture_team team);

/** Draws into `pages` with empty `diags`; both are valid until the next call. */
bool fixture_draw(struct fixture *f, const struct design *design, const struct design_input *input);

/** The design of this name; it must exist. */
const struct design *fixture_design(const char *name);

/** A guide from text that must load without a problem; lives in `f->arena`. */
const struct guide *fixture_parse(struct fixture *f, const char *yaml);

/** The problems found while drawing, one a line, to be shown when a test fails. */
void fixture_print_problems(const struct fixture *f);

#endif
